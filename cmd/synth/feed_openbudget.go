// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// openbudgetFeed is the answers of the budget portal: the list of local budgets, and for each of them and each year spending and revenue; and the index of
// prices that makes years comparable.
var openbudgetFeed = Feed{"budgets", []string{"openbudget_list", "openbudget_expenses", "openbudget_incomes", "price_index"}, func(c *Country, o *Folder) error {
	if err := budgetList(c, o); err != nil {
		return err
	}
	index, months := c.priceIndex()
	o.Records("price_index", "price-index.xml", "loaded", len(months))
	if err := o.File("stat-gov-ua/price-index.xml", priceMessage(months)); err != nil {
		return err
	}
	for _, h := range c.Communities {
		if h.Studied() && !h.Occupied {
			if err := c.budgetOf(h, o, index); err != nil {
				return err
			}
		}
	}
	return nil
}}

// priceBase is the year in whose prices spending is told.
const priceBase = 2021

// monthPrice is the index of prices of a month to the month before, in per cent.
type monthPrice struct {
	month string
	index float64
}

// priceIndex draws the growth of prices by month and gives that of a year's mean to the mean of the year before, in per cent, from the year after the
// base on.
func (c *Country) priceIndex() (map[int]float64, []monthPrice) {
	r, out, mean := c.Rand("price index", ""), map[int]float64{}, map[int]float64{}
	var months []monthPrice
	level := 1.0
	for y := priceBase; y <= c.Last(); y++ {
		for m := 1; m <= 12; m++ {
			index := math.Round(1000+16*r.Float64()) / 10
			months = append(months, monthPrice{fmt.Sprintf("%d-%02d", y, m), index})
			level *= index / 100
			mean[y] += level / 12
		}
		if y > priceBase {
			out[y] = 100 * mean[y] / mean[y-1]
		}
	}
	return out, months
}

// priceMessage is what the service answers, a message of SDMX-ML 2.1.
func priceMessage(months []monthPrice) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific">
<message:DataSet ss:dataScope="DataStructure"><Series INDICATOR="INDEX_CONSUMPRICE" PERIOD="PREV_MONTH" REGION="UA00000000000000000" GOODS="0" FREQ="M">
`)
	for _, m := range months {
		fmt.Fprintf(&b, "<Obs TIME_PERIOD=%q OBS_VALUE=\"%.1f\"/>\n", m.month, m.index)
	}
	b.WriteString("</Series></message:DataSet></message:StructureSpecificData>\n")
	return []byte(b.String())
}

// cp1251 is text in windows-1251, as the portal sends it.
func cp1251(text string) ([]byte, error) {
	return charmap.Windows1251.NewEncoder().Bytes([]byte(text))
}

// ofFeminine is the genitive of an adjective: Вербопільська → Вербопільської.
func ofFeminine(adjective string) string { return strings.TrimSuffix(adjective, "а") + "ої" }

// listQuery is what the address of the list says besides the year.
const listQuery = "&monthFrom=1&monthTo=12&fundType=TOTAL&codeBudget=0910000000"

// budgetList writes the list of each year. As upstream, a title stands above the header, codes have lost zeros, some budgets have no code of
// the codifier or a damaged one, and budgets of oblasts and raions and consolidated ones stand among those of communities.
func budgetList(c *Country, o *Folder) error {
	twins := map[string]int{}
	for _, h := range c.Communities {
		twins[h.Oblast.Code+h.Name]++
	}
	for _, year := range c.Years {
		file := fmt.Sprintf("CSV?year=%d%s", year, listQuery)
		var b strings.Builder
		fmt.Fprintf(&b, "Довідник місцевих бюджетів за %d рік\r\nbudgetCode;budgetName;katottg\r\n", year)
		row := func(fate, code, name, katottg string) {
			b.WriteString(code + ";" + name + ";" + katottg + "\r\n")
			o.Records("openbudget_list", file, fate, 1)
		}
		// The title stands above the header.
		o.Records("openbudget_list", file, "skipped:title", 1)
		for k, ob := range c.Oblasts {
			prefix := ob.Code[2:4]
			row("skipped:consolidated", prefix+"000000000", "Зведений бюджет "+ofFeminine(ob.Name)+" області", ob.Code)
			row("skipped:other_level", prefix+"100000000", "Обласний бюджет "+ofFeminine(ob.Name)+" області", ob.Code)
			for n, raion := range ob.Raions {
				row("skipped:other_level", fmt.Sprintf("%s3%02d200000", prefix, n+1), "Районний бюджет "+strings.TrimSuffix(raion.Name, "ий")+"ого району", raion.Code)
				if (k+n)%4 == 0 {
					row("skipped:consolidated", fmt.Sprintf("%s3%02d000000", prefix, n+1), "Зведений бюджет району «"+raion.Name+"»", raion.Code)
				}
			}
		}
		for _, h := range c.Communities {
			if !h.Studied() || h.Occupied {
				continue
			}
			code, katottg, r := h.Budget, h.Code, c.Rand("budget list", fmt.Sprint(h.Code, year))
			if strings.HasPrefix(code, "0") && r.Float64() < 0.3 {
				code = code[1:]
			}
			switch u := r.Float64(); {
			case twins[h.Oblast.Code+h.Name] > 1: // its name alone would not tell it
			case u < 0.04:
				katottg = ""
			case u < 0.05:
				katottg = katottg[:11]
			}
			row("loaded", code, "Бюджет "+ofFeminine(h.Name)+" "+ofFeminine(h.Type)+" територіальної громади", katottg)
		}
		body, err := cp1251(b.String())
		if err != nil {
			return err
		}
		if err := o.File("openbudget/api/localBudgets/aboutBudgets/plain/"+file, body); err != nil {
			return err
		}
	}
	return nil
}

// money of one community in one year, as the portal has it.
type money struct {
	missing  string      // "file", "empty": there is no answer
	months   [13]float64 // informatization, cumulative; none at all: nothing was spent
	spends   bool
	plan     float64
	total    float64 // all spending of the year
	programs []program
}

// program is a leaf of other spending in December.
type program struct {
	code, function string
	amount         float64
}

// programmes are leaves; as upstream, 7350 and 7351 stand beside each other and neither holds the other.
var programmes = []struct {
	code, function string
	share          float64
}{{"0150", "0111", 0.13}, {"1010", "0910", 0.16}, {"1021", "0921", 0.36}, {"2152", "0763", 0.05}, {"3104", "1020", 0.06}, {"4060", "0828", 0.07}, {"6030", "0620", 0.11}, {"7461", "0456", 0.06}, {"7350", "0443", 0.006}, {"7351", "0443", 0.002}}

func cents(v float64) float64 { return math.Round(v*100) / 100 }

// money draws what a community spent in a year: the more digital it is, the more a resident, the closer to the plan and the earlier in the year.
func (c *Country) money(h *Community, year int) money {
	r := c.Rand("money", fmt.Sprint(h.Code, year))
	level := c.Level(h, "D5", year)
	m := money{}
	switch u := r.Float64(); {
	case u < 0.006:
		m.missing = "file"
	case u < 0.012:
		m.missing = "empty"
	}
	m.spends = level > 0.22 || r.Float64() < 0.35
	annual := cents(float64(h.Population) * math.Exp(math.Log(6)+level*math.Log(70)+0.2*r.NormFloat64()))
	late := min(0.95, max(0.12, 0.28+0.5*(1-level)+0.12*r.NormFloat64()))
	m.plan = cents(annual / min(1, max(0.4, 0.62+0.4*level+0.08*r.NormFloat64())))
	begins := 1 + int(4*(1-level)*r.Float64())
	weights, early := make([]float64, 13), 0.0
	for k := begins; k <= 9; k++ {
		weights[k] = 0.3 + r.Float64()
		early += weights[k]
	}
	for k := 1; k <= 9; k++ {
		m.months[k] = cents(m.months[k-1] + annual*(1-late)*weights[k]/early)
	}
	rest := annual - m.months[9]
	m.months[10], m.months[11], m.months[12] = cents(m.months[9]+rest*0.2), cents(m.months[9]+rest*0.45), annual
	if !m.spends {
		m.months, m.plan = [13]float64{}, 0
		if r.Float64() < 0.3 { // planned and not spent
			m.plan = cents(annual / 2)
		}
	}
	all := float64(h.Population) * 8500 * math.Exp(0.2*h.Wealth+0.05*r.NormFloat64()) * math.Pow(1.1, float64(year-c.Years[0]))
	m.total = m.months[12]
	for _, p := range programmes {
		amount := cents(all * p.share * math.Exp(0.1*r.NormFloat64()))
		m.programs = append(m.programs, program{p.code, p.function, amount})
		m.total += amount
	}
	return m
}

// budgetOf writes spending and revenue of one community and tells the truth of its money.
func (c *Country) budgetOf(h *Community, o *Folder, index map[int]float64) error {
	var perHead []float64
	last := c.Last()
	for _, year := range c.Years {
		if err := c.incomesOf(h, year, o); err != nil {
			return err
		}
		m := c.money(h, year)
		if err := c.expensesOf(h, year, m, o); err != nil {
			return err
		}
		if m.missing != "" {
			continue
		}
		factor, people, period := 1.0, float64(h.Population), fmt.Sprint(year)
		for y := priceBase + 1; y <= year; y++ {
			factor /= index[y] / 100
		}
		annual := m.months[12]
		real := annual * factor / people
		perHead = append(perHead, real)
		tell := func(id string, value float64, status string) {
			o.Indicator(h.Code, "community", period, id, value, status)
		}
		ratio := func(id string, times, num, den float64) {
			o.Ratio(h.Code, "community", period, id, times, num, den, "")
		}
		ratio("D5.1", 1, annual*factor, people)
		ratio("D5.2", 100, annual, m.total)
		if m.plan > 0 {
			ratio("D5.3", 100, annual, m.plan)
		} else {
			tell("D5.3", 0, "n")
		}
		if annual > 0 {
			ratio("D5.7", 100, annual-m.months[9], annual)
		} else {
			tell("D5.7", 0, "n")
		}
	}
	if len(perHead) == len(c.Years) {
		mean, square := 0.0, 0.0
		for _, v := range perHead {
			mean += v / float64(len(perHead))
		}
		for _, v := range perHead {
			square += (v - mean) * (v - mean) / float64(len(perHead))
		}
		if mean > 0 {
			o.Indicator(h.Code, "community", fmt.Sprint(last), "D5.5", 100*(1-min(1, math.Sqrt(square)/mean)), "")
		} else {
			o.Indicator(h.Code, "community", fmt.Sprint(last), "D5.5", 0, "n")
		}
	}
	return nil
}

// answer is one CSV of the portal that is being written.
type answer struct {
	strings.Builder
	source, path string
	out          *Folder
}

func (a *answer) row(fate string, cells ...string) {
	a.WriteString(strings.Join(cells, ";") + "\r\n")
	a.out.Records(a.source, a.path, fate, 1)
}

func (a *answer) write() error {
	body, err := cp1251(a.String())
	if err != nil {
		return err
	}
	return a.out.File(a.path, body)
}

// expensesOf writes spending by programme. As upstream, amounts grow from the beginning of the year, economic codes contain one another, the two funds
// stand beside their total, a correction may bring a month below the one before, and a month may be missing.
func (c *Country) expensesOf(h *Community, year int, m money, o *Folder) error {
	a := &answer{source: "openbudget_expenses", out: o, path: fmt.Sprintf("openbudget/api/public/localBudgetData?budgetCode=%s&budgetItem=EXPENSES&classificationType=PROGRAM&period=MONTH&year=%d", h.Budget, year)}
	switch m.missing {
	case "file":
		return nil
	case "empty":
		return o.File(a.path, nil)
	}
	a.WriteString("REP_PERIOD;FUND_TYP;COD_BUDGET;COD_CONS_MB_PK;COD_CONS_MB_PK_NAME;COD_CONS_MB_FK;COD_CONS_EK;ZAT_AMT;PLANS_AMT;FAKT_AMT\r\n")
	r := c.Rand("budget dirt", fmt.Sprint(h.Code, year))
	month := func(k int) string { return fmt.Sprintf("%d.%d", k, year) }
	line := func(fate string, k int, fund, code, name, function, economic string, plan, actual float64) {
		a.row(fate, month(k), fund, h.Budget, code, name, function, economic, writeNumber(plan, 2, true), writeNumber(plan, 2, true), writeNumber(actual, 2, true))
	}
	dip, gap := 0, 0
	if u := r.Float64(); u < 0.04 {
		dip = 5 + r.IntN(3)
	} else if u < 0.06 {
		gap = 5 + r.IntN(3)
	}
	whole := r.Float64() < 0.5 // economic codes are given with a row for their sum
	split := 1.0
	if r.Float64() < 0.4 { // part of it goes by the other programme
		split = 0.75
	}
	if m.plan > 0 {
		for k := 1; k <= 12; k++ {
			amount := m.months[k]
			if m.spends && (k == gap || amount == 0) || !m.spends && k%3 != 0 {
				continue
			}
			if k == dip {
				amount = cents(m.months[k-1] * 0.9)
			}
			first := cents(amount * split)
			goods := cents(first * 0.3)
			hardware := cents(first * 0.45)
			services := cents(first - goods - hardware)
			const name, function = "Реалізація Національної програми інформатизації", "0460"
			plan := cents(m.plan * split)
			if whole {
				line("loaded", k, "T", "7520", name, function, "0", plan, first)
			}
			line("loaded", k, "T", "7520", name, function, "2000", cents(plan*0.55), cents(goods+services))
			line("loaded", k, "T", "7520", name, function, "2210", cents(plan*0.3), goods)
			line("loaded", k, "T", "7520", name, function, "2240", cents(cents(plan*0.55)-cents(plan*0.3)), services)
			line("loaded", k, "T", "7520", name, function, "3110", cents(plan-cents(plan*0.55)), hardware)
			line("skipped:fund_part", k, "C", "7520", name, function, "0", plan, first)
			if split < 1 {
				line("loaded", k, "T", "7530", "Інші заходи у сфері зв’язку, телекомунікації та інформатики", function, "2240", cents(m.plan-plan), cents(amount-first))
			}
		}
	}
	education := 0.0
	for _, p := range m.programs {
		if strings.HasPrefix(p.code, "10") {
			education += p.amount
		}
		wages := cents(p.amount * 0.6)
		line("skipped:other_programme_within_year", 6, "T", p.code, "Програма "+p.code, p.function, "0", p.amount, cents(p.amount/2))
		line("skipped:fund_part", 12, "C", p.code, "Програма "+p.code, p.function, "0", p.amount, p.amount)
		line("loaded", 12, "T", p.code, "Програма "+p.code, p.function, "2000", p.amount, p.amount)
		line("loaded", 12, "T", p.code, "Програма "+p.code, p.function, "2111", wages, wages)
		line("loaded", 12, "T", p.code, "Програма "+p.code, p.function, "2240", p.amount-wages, cents(p.amount-wages))
	}
	if r.Float64() < 0.1 { // a group of programmes beside its members
		line("loaded", 12, "T", "1000", "Освіта", "", "0", education, education)
	}
	if r.Float64() < 0.02 {
		a.row("quarantined", month(12), "T", h.Budget, "9770", "Інші субвенції", "0180", "0", "", "", "н/д")
	}
	return a.write()
}
