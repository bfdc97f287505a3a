// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// moneyOfStudies are the tables on budgets and civic life that researchers compiled.
var moneyOfStudies = Feed{
	"money of studies",
	[]string{"kse_budget", "expense_functions_2021", "kse_expenses_2021", "kse_competence", "kse_osbb", "kse_partnerships", "idp_population_2023"},
	func(c *Country, o *Folder) error {
		for _, write := range []func(*Country, *Folder) error{budgets, expenses, spendingByCode, competence, condominiums, partnerships, displaced} {
			if err := write(c, o); err != nil {
				return err
			}
		}
		return nil
	},
}

// roundUAH rounds to kopiykas and writes the number that was rounded.
func roundUAH(v float64) (float64, string) {
	v = math.Round(v*100) / 100
	return v, strconv.FormatFloat(v, 'f', -1, 64)
}

// budgetYear is what came into the budget of a community in a year, UAH.
type budgetYear struct{ own, transfers, military float64 }

// studiedBudget is the budget of a community in 2021, 2022 and 2023, of which the last is partial. An occupied community has nothing.
func (c *Country) studiedBudget(h *Community) (out [3]budgetYear) {
	r := c.Rand("budgets", h.Code)
	wealth, pull := 0.45*h.Wealth+0.2*r.NormFloat64(), r.NormFloat64()
	for k, growth := range []float64{1, 1.12, 0.75} {
		own, _ := roundUAH(float64(h.Population) * 2600 * growth * math.Exp(wealth+0.06*r.NormFloat64()))
		transfers, _ := roundUAH(float64(h.Population) * 3200 * growth * math.Exp(-0.25*wealth+0.15*pull))
		military := 0.0
		if k > 0 {
			military, _ = roundUAH(own * 0.2 * r.Float64())
		}
		if !h.Occupied {
			out[k] = budgetYear{own, transfers, military}
		}
	}
	return out
}

// budgetName is how tables of budgets call that of a community.
func budgetName(h *Community) string {
	return "Бюджет " + genitive(h) + " територіальної громади"
}

// budgets have three years. Occupied communities stand with nothing, as upstream; own revenue of 2022 holds the tax of the military.
func budgets(c *Country, o *Folder) error {
	const file = "hromada_budget_2020_2022.csv"
	header := []string{
		"budget_code", "budget_name", "hromada_name", "hromada_code", "raion_name", "raion_code", "oblast_name", "oblast_name_en", "oblast_code", "region_en", "region_code_en", "year",
		"income_total", "income_transfert", "income_military", "income_pdfo", "income_own", "own_income_prop", "own_income_change",
	}
	perResident, share := newIndicatorTruth(o, "2021", "open.own_revenue_per_resident", 1), newIndicatorTruth(o, "2021", "open.own_revenue_share", 100)
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		region := c.region(h.Oblast)
		for k, b := range c.studiedBudget(h) {
			own, ownText := roundUAH(b.own)
			_, transfersText := roundUAH(b.transfers)
			_, militaryText := roundUAH(b.military)
			total, totalText := roundUAH(own + b.transfers)
			prop := "NA"
			if total > 0 {
				prop = writeNumber(own/total, 4, false)
			}
			rows = append(rows, []string{
				h.Budget, budgetName(h), h.Name, h.Code, h.Raion.Name, h.Raion.Code, h.Oblast.Name, h.Oblast.Latin, h.Oblast.Code,
				region.en, region.code, fmt.Sprint(2021 + k), totalText, transfersText, militaryText, "NA", ownText, prop, "NA",
			})
			if k == 0 && own > 0 {
				perResident.ratio(h, own, float64(h.Population), "")
				share.ratio(h, own, total, "")
			}
		}
	}
	perResident.end()
	share.end()
	o.Records("kse_budget", file, "loaded", len(rows))
	return o.File("kse-hromada/"+file, table(',', header, rows))
}

// expenses are a workbook whose years are text.
func expenses(c *Country, o *Folder) error {
	const file = "hromada_expenses_shares_2021.xlsx"
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", "Sheet 1"); err != nil {
		return err
	}
	w, err := book.NewStreamWriter("Sheet 1")
	if err != nil {
		return err
	}
	header := []any{"hromada_code", "year", "total_expense", "func_0100_share", "func_0111_share", "func_0400_share", "func_0700_share", "func_0900_share", "func_1000_share", "econ_2110_share", "econ_3000_share", "association"}
	line := 1
	put := func(cells []any) error {
		err := w.SetRow(fmt.Sprintf("A%d", line), cells)
		line++
		return err
	}
	if err := put(header); err != nil {
		return err
	}
	for _, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		r := c.Rand("expenses", h.Code)
		for _, year := range []string{"2021", "2022"} {
			total, _ := roundUAH(float64(h.Population) * 5500 * math.Exp(0.4*h.Wealth+0.1*r.NormFloat64()))
			parts := []float64{0.14 + 0.05*r.Float64(), 0.06 + 0.05*r.Float64(), 0.06, 0.42 + 0.1*r.Float64(), 0.05 + 0.03*r.Float64()}
			administration := parts[0] * math.Exp(-0.1*h.Wealth)
			if err := put([]any{h.Code, year, total, administration, 0.9 * administration, parts[1], parts[2], parts[3], parts[4], 0.5 + 0.1*r.Float64(), 0.05 + 0.1*r.Float64(), 1}); err != nil {
				return err
			}
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	o.Records("expense_functions_2021", file, "loaded", line-2)
	return o.File("kse-hromada/"+file, b.Bytes())
}

// spendingByCode is spending of 2021 by every code, a column each: programmes, economic codes and functions of one sum. As upstream, occupied communities are
// not there, zeros are written, and few spend under the codes of informatization.
func spendingByCode(c *Country, o *Folder) error {
	const file = "hromada_expenses_2021.csv.gz"
	header := []string{
		"hromada_name", "hromada_code", "budget_name", "budget_code", "raion_name", "raion_code", "oblast_name", "oblast_name_en", "oblast_code", "region_en", "region_code_en", "year",
		"prog_0150", "prog_1010", "prog_7520", "prog_7530", "prog_7540", "econ_2110", "econ_3110", "func_0111", "func_0460", "func_0910",
	}
	var rows [][]string
	zeros := 0
	for _, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		r, region := c.Rand("spending by code", h.Code), c.region(h.Oblast)
		row := []string{
			h.Name, h.Code, budgetName(h), h.Budget, h.Raion.Name, h.Raion.Code, h.Oblast.Name, h.Oblast.Latin, h.Oblast.Code,
			region.en, region.code, "2021",
		}
		kopiikas := func(perHead, likely float64) int {
			if r.Float64() >= likely {
				return 0
			}
			return 1 + int(100*perHead*float64(h.Population)*math.Exp(0.3*r.NormFloat64()))
		}
		council, school := kopiikas(900, 1), kopiikas(2900, 1)
		national, other, broadband := kopiikas(12, 0.2), kopiikas(6, 0.1), kopiikas(20, 0.4)
		total := council + school + national + other + broadband
		wages := total * 6 / 10
		for _, n := range []int{council, school, national, other, broadband, wages, total - wages, council, national + other + broadband, school} {
			text := "0.0"
			if n == 0 {
				zeros++
			} else {
				text = writeNumber(float64(n)/100, 2, false)
			}
			row = append(row, text)
		}
		rows = append(rows, row)
		o.Ratio(h.Code, "community", "2021", "D5.1", 1, float64(national+other)/100, float64(h.Population), "")
		o.Ratio(h.Code, "community", "2021", "D5.2", 100, float64(national+other)/100, float64(total)/100, "")
	}
	o.Records("kse_expenses_2021", file, "loaded", 10*len(rows)-zeros)
	o.Records("kse_expenses_2021", file, "skipped:zero", zeros)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(table(',', header, rows)); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return o.File("kse-expenses/"+file, b.Bytes())
}

// competence lists only communities that have something.
func competence(c *Country, o *Folder) error {
	const file = "community-competence-hromada.csv"
	names := []string{"open.youth_councils", "open.youth_centres", "open.business_centres"}
	var tales []*indicatorTruth
	for _, id := range names {
		tales = append(tales, newLeast(o, "2021-09", id, 0))
	}
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		r := c.Rand("competence", h.Code)
		var counts [3]int
		for k := range counts {
			if !h.Occupied && r.Float64() < 0.18*c.Level(h, "D1", c.Years[0])*float64(3-k)/1.5 {
				counts[k] = 1 + int(r.ExpFloat64())
			}
			status := ""
			if counts[k] == 0 {
				status = ":"
			}
			tales[k].value(h, hundred(counts[k] > 0), status)
		}
		if counts != [3]int{} {
			rows = append(rows, []string{h.Code, h.Name, fmt.Sprint(counts[0]), fmt.Sprint(counts[1]), fmt.Sprint(counts[2])})
		}
	}
	for _, t := range tales {
		t.end()
	}
	o.Records("kse_competence", file, "loaded", len(rows))
	return o.File("kse-hromada/"+file, table(',', []string{"hromada_code", "hromada_name", "Youth_councils", "Youth_centers", "Business_support_centers"}, rows))
}

// condominiums are known of towns mostly; a row without a code is left over upstream.
func condominiums(c *Country, o *Folder) error {
	const file = "osbb-hromada.csv"
	per := newIndicatorTruth(o, "2020", "open.osbb_per_10k", 10000)
	rows := [][]string{{"NA", "NA", "12", "11", "10", "9", "8", "NA"}}
	for _, h := range c.Communities {
		r := c.Rand("condominiums", h.Code)
		if !h.Studied() || h.Occupied || h.Type == "сільська" && r.Float64() < 0.7 {
			continue
		}
		n := int(float64(h.Urban) / 1500 * math.Exp(0.5*r.NormFloat64()+0.3*h.Wealth))
		row := []string{h.Code, h.Name}
		for year := range 6 {
			text := fmt.Sprint(max(0, n-int(float64(n*year)*0.08)))
			if year == 0 && r.Float64() < 0.1 {
				text = "NA"
			} else if year == 0 {
				per.ratio(h, float64(n), float64(h.Population), "")
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	per.end()
	o.Records("kse_osbb", file, "loaded", len(rows)-1)
	o.Records("kse_osbb", file, "skipped:without_code", 1)
	header := []string{"hromada_code", "hromada_name", "sum_osbb_2020", "sum_osbb_2019", "sum_osbb_2018", "sum_osbb_2017", "sum_osbb_2016", "sum_osbb_2015"}
	return o.File("kse-hromada/"+file, table(',', header, rows))
}

func partnerships(c *Country, o *Folder) error {
	const file = "partnerships-hromadas.csv"
	agreements := newIndicatorTruth(o, "2022", "open.cooperation_agreements", 0)
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		r, all, now := c.Rand("partnerships", h.Code), 0, 0
		if !h.Occupied {
			all = int(r.ExpFloat64() * 2 * c.Level(h, "D5", c.Years[0]))
			now = all - min(all, int(r.ExpFloat64()*0.4))
		}
		agreements.value(h, float64(now), "")
		rows = append(rows, []string{h.Code, h.Name, fmt.Sprint(all), fmt.Sprint(now), fmt.Sprint(all), fmt.Sprint(now)})
	}
	agreements.end()
	o.Records("kse_partnerships", file, "loaded", len(rows))
	header := []string{"hromada_code", "hromada_name", "n_agreements", "n_agreements_active", "n_agreements_hromadas", "n_agreements_hromadas_active"}
	return o.File("kse-hromada/"+file, table(',', header, rows))
}

// displacedOf is by how many thousand people displaced persons and those who left change a community; negative where more have left than came.
func (c *Country) displacedOf(h *Community) float64 {
	if h.FrontLine {
		return -0.3 * float64(h.Population) / 1000
	}
	return float64(h.Population) / 1000 * (0.12 + 0.1*c.Rand("displaced", h.Code).NormFloat64())
}

// displaced persons of communities.
func displaced(c *Country, o *Folder) error {
	const file = "vpo-idp-2023.csv"
	var rows [][]string
	for _, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		came := c.displacedOf(h)
		rows = append(rows, []string{writeNumber(came, 1, false), writeNumber(max(0, float64(h.Population)/1000+came), 1, false), h.Code})
	}
	o.Records("idp_population_2023", file, "loaded", len(rows))
	return o.File("kse-hromada/"+file, table(',', []string{"vpo_thsd", "new_population_thsd", "hromada_code"}, rows))
}
