// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// incomes of a community in a year: leaves of the classification. As upstream, 18011000 is one and holds nothing of 18011100.
func (c *Country) incomes(h *Community, year int) []program {
	r := c.Rand("incomes", fmt.Sprint(h.Code, year))
	own := float64(h.Population) * 5200 * math.Exp(0.35*h.Wealth+0.05*r.NormFloat64()) * math.Pow(1.12, float64(year-c.Years[0]))
	var out []program
	for _, leaf := range []struct {
		code  string
		share float64
	}{{"11010100", 0.55}, {"11010400", 0.06}, {"14040000", 0.07}, {"18010500", 0.17}, {"18011000", 0.002}, {"18011100", 0.003}, {"18050400", 0.115}, {"22012500", 0.03}} {
		out = append(out, program{code: leaf.code, amount: cents(own * leaf.share)})
	}
	return out
}

// OwnRevenue is what the community's budget received in a year besides transfers, UAH.
func (c *Country) OwnRevenue(h *Community, year int) (sum float64) {
	for _, p := range c.incomes(h, year) {
		sum += p.amount
	}
	return sum
}

// incomesOf writes revenue: codes contain one another, and transfers stand among them.
func (c *Country) incomesOf(h *Community, year int, o *Folder) error {
	a := &answer{source: "openbudget_incomes", out: o, path: fmt.Sprintf("openbudget/api/public/localBudgetData?budgetCode=%s&budgetItem=INCOMES&period=MONTH&year=%d", h.Budget, year)}
	a.WriteString("REP_PERIOD;FUND_TYP;COD_BUDGET;COD_INCO;NAME_INC;ZAT_AMT;PLANS_AMT;FAKT_AMT\r\n")
	sums := map[string]float64{}
	for _, p := range c.incomes(h, year) {
		for _, above := range containing(p.code) {
			sums[above] += p.amount
		}
	}
	codes := slices.Collect(maps.Keys(sums))
	slices.Sort(codes)
	for _, code := range append(codes, "40000000", "41033900") {
		amount, fate := sums[code], "loaded"
		if code[0] == '4' {
			amount, fate = cents(float64(h.Population)*1800), "skipped:transfer"
		}
		for _, k := range []int{6, 12} {
			row := fate
			if k == 6 {
				row = "skipped:within_year"
			}
			a.row(row, fmt.Sprintf("%d.%d", k, year), "T", h.Budget, code, "Дохід "+code, writeNumber(amount, 2, true), writeNumber(amount, 2, true), writeNumber(cents(amount*float64(k)/12), 2, true))
		}
	}
	return a.write()
}

// containing are the codes of the classification that a revenue belongs to, itself with them.
func containing(code string) (out []string) {
	for _, n := range []int{1, 2, 4, 6, 8} {
		if above := code[:n] + strings.Repeat("0", len(code)-n); !slices.Contains(out, above) {
			out = append(out, above)
		}
	}
	return out
}
