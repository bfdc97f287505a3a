// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// equalisation are the tables on what the tax base of communities is and what the state gives or takes to level it.
var equalisation = Feed{
	"equalisation",
	[]string{"budget_equalisation_2024", "tax_capacity_2022", "budget_capacity_2023", "school_subvention_2023"},
	func(c *Country, o *Folder) error {
		for _, write := range []func(*Country, *Folder) error{taxBase2024, taxBase2022, capacity, schoolSubvention} {
			if err := write(c, o); err != nil {
				return err
			}
		}
		return nil
	},
}

// taxBase is what a calculation of equalisation says of a community: personal income tax in thousand UAH, thousands of people by whom it is
// divided, UAH a head, and by the rule of the law the index, half of what is over 1.1 of the mean, four fifths of what lacks to 0.9 of it.
type taxBase struct {
	h                                        *Community
	tax, people, head, index, reverse, basic float64
}

// equalise calculates for all communities that are not occupied, of their own revenue in a year (0: 2021) without the tax of the military.
func (c *Country) equalise(year int, people func(h *Community) float64) (out []taxBase) {
	tenth := func(v float64) float64 { return math.Round(10*v) / 10 }
	var taxes, all float64
	for _, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		b := taxBase{h: h, people: max(0.1, tenth(people(h)))}
		money := c.studiedBudget(h)[year]
		b.tax = tenth(0.62 * (money.own - money.military) / 1000)
		b.head = math.Round(100*b.tax/b.people) / 100
		taxes, all, out = taxes+b.tax, all+b.people, append(out, b)
	}
	for k, b := range out {
		mean := taxes / all
		out[k].index = tenth(b.head / mean)
		out[k].reverse = tenth(0.5 * b.people * max(0, b.head-1.1*mean))
		out[k].basic = tenth(0.8 * b.people * max(0, 0.9*mean-b.head))
	}
	return out
}

// budgetMark is the letters by which tables of the ministries tell kinds of budgets of communities.
func budgetMark(h *Community) string {
	switch {
	case h.centre():
		return "gmoz"
	case h.Type == "міська":
		return "gmrz"
	case h.Type == "селищна":
		return "gsmt"
	}
	return "gs"
}

// filled is a number with its decimals, or nothing for a zero.
func filled(v float64, decimals int) string {
	if v == 0 {
		return ""
	}
	return writeNumber(v, decimals, false)
}

// taxBase2024 is a workbook made of a printed table: sheets of their own for oblasts, the communities on three sheets, each with its
// heading and the second with rows of the first again; codes without their first zero; budgets of oblasts, raions and reserves between,
// and a total.
func taxBase2024(c *Country, o *Folder) error {
	const file = "budget-equalisation-2024.xlsx"
	heading := [][]string{
		{
			"Умовні позначення та коди", "", "Код бюджету", "Назва місцевого бюджету адміністративно- територіальної одиниці",
			"Чисельність наявного населення станом на 01.01.2022,\n(тис. чол)",
			"Кількість облікованих\nВПО станом на 25.07.2023\n(тис. чол)", "Населення з урахуванням кількості\nВПО,\n(тис. чол)",
			"Очікуване надходження\nПДФО за 2023 рік без ПДФО військових, (тис. грн)",
			"Надходженн я ПДФО\nгрн на 1 жителя", "Індекс податко- спроможності відповідного бюджету",
			"Реверсна дотація (50% більше індексу 1,1),\n(тис. грн)",
			"Базова дотація (індекс до 0,9 - компенсація 80%), (тис. грн)",
		},
		{"Код території", "Ознака бюджету"},
	}
	bases := c.equalise(2, func(h *Community) float64 { return float64(h.Population)/1000 + c.displacedOf(h) })
	oblast, other := "", 0
	var rows [][]string // of all sheets, without headings
	var split []int     // where sheets begin
	title := func(number, mark, code, name string) {
		other++
		rows = append(rows, []string{number, mark, code, name})
	}
	for k, b := range bases {
		number := strings.TrimLeft(b.h.Budget[:2], "0")
		if b.h.Oblast.Code != oblast {
			oblast = b.h.Oblast.Code
			title(number, "v", number+"00000000", "Зведений бюджет, "+b.h.Oblast.Name+" область")
			title(number, "о", number+"10000000", "Обласний бюджет, "+b.h.Oblast.Name+" область")
			for i, raion := range b.h.Oblast.Raions {
				title(number, "r", fmt.Sprintf("%s30%d20000", number, i+1), "Районний бюджет, "+raion.Name+" район")
			}
			title(number, "vg", number+"50000000", "Бюджети територіальних громад, "+b.h.Oblast.Name+" область")
		}
		rows = append(rows, []string{
			number, budgetMark(b.h), strings.TrimLeft(b.h.Budget, "0"), budgetName(b.h),
			writeNumber(float64(b.h.Population)/1000, 1, false),
			writeNumber(c.displacedOf(b.h), 1, false), writeNumber(b.people, 1, false), writeNumber(b.tax, 1, false),
			writeNumber(b.head, 2, false), writeNumber(b.index, 1, false),
			filled(b.reverse, 1), filled(b.basic, 1),
		})
		if k == min(14, len(bases)/4) || k == len(bases)*3/4 {
			split = append(split, len(rows))
		}
	}
	title("-", "v", "9800000000", "Резерв коштів")
	title("-", "v", "", "УСЬОГО")
	var again [][]string
	for _, r := range rows[:split[0]] {
		if strings.HasPrefix(r[1], "g") {
			again = append(again, r)
		}
	}
	name := "Розрахунок\nгоризонтального вирівнювання податкоспроможності бюджетів територіальних громад на 2024 рік"
	body, err := writeXLSX([]worksheet{
		{"Table 1", [][]string{{"Розрахунок для обласних бюджетів"}}},
		{"Table 2", [][]string{{"Розрахунок для обласних бюджетів"}}},
		{"Table 3", slices.Concat([][]string{{name}}, heading, rows[:split[0]])},
		{"Table 4", slices.Concat(heading, again, rows[split[0]:split[1]])},
		{"Table 5", slices.Concat(heading, rows[split[1]:])},
	})
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	for fate, n := range map[string]int{
		"loaded": len(bases), "skipped:heading": 6, "skipped:title": 1, "skipped:other_level": other, "skipped:repeated": len(again),
	} {
		o.Records("budget_equalisation_2024", file, fate, n)
	}
	return o.File("kse-hromada/"+file, body)
}

// taxBase2022 has two headings over the machine names, amounts with commas of thousands, and a city with special status without an index.
func taxBase2022(c *Country, o *Folder) error {
	const file = "economics-2020-2022.csv"
	header := strings.Fields(`oblast raion hromada_name hromada_type hromada_code population_2020 population_2021 tax_capacity_index_2021
		reverse_grant_2021 basic_grant_2021 income_tax_uahpp tax_capacity_index_2022 reverse_grant_2022 basic_grant_2022`)
	residents := func(h *Community) float64 { return float64(h.Population) / 1000 }
	before, now := c.equalise(0, residents), c.equalise(1, residents)
	rows := [][]string{
		{
			"Область", "Район", "Назва тергромади", "Тип ТГ", "Кодифікатор", "Населення (01.01.2020), тис. осіб",
			"Населення (01.01.2021), тис. осіб",
			"Індекс податкоспроможності (2021 рік)", "Реверсна дотація (2021 рік)", "Базова дотація (2021 рік)", "ПДФО на жителя, грн",
			"Індекс податкоспроможності (2022 рік)", "Реверсна дотація (2022 рік)", "Базова дотація (2022 рік)",
		},
		header,
	}
	for _, ob := range c.Oblasts {
		if ob.Kind == "K" && !ob.Occupied {
			city := []string{"Місто " + ob.Name, "", ob.Name, "міська територіальна громада", ob.Code, "", "", "", "", "", "", "", "0", "0"}
			rows = append(rows, city)
		}
	}
	for k, b := range before {
		people := writeNumber(b.people, 1, false)
		rows = append(rows, []string{
			b.h.Oblast.Name + " область", b.h.Raion.Name + " район", b.h.Name, b.h.Type + " територіальна громада", b.h.Code, people,
			people,
			writeNumber(b.index, 1, false), commas(b.reverse), commas(b.basic), writeNumber(b.head, 2, false),
			writeNumber(now[k].index, 1, false), commas(now[k].reverse), commas(now[k].basic),
		})
	}
	o.Records("tax_capacity_2022", file, "loaded", len(rows)-2)
	o.Records("tax_capacity_2022", file, "skipped:title", 2)
	groups := make([]string, len(header))
	groups[5], groups[7] = "Загальна інформація", "ПДФО та індекс податковспроможності"
	return o.File("kse-hromada/"+file, table(',', groups, rows))
}

// commas writes an amount with one decimal and commas between thousands.
func commas(v float64) string {
	whole, part, _ := strings.Cut(writeNumber(v, 1, false), ".")
	for k := len(whole) - 3; k > 0; k -= 3 {
		whole = whole[:k] + "," + whole[k:]
	}
	if part == "0" {
		return whole
	}
	return whole + "." + part
}

// capacityLevels are the words of the table for how able a budget is, the least first.
var capacityLevels = []string{"критичний", "низький", "задовільний", "оптимальний", "високий"}

// capacity has no codes: names have a blank at the end, one is cut in the middle, and the least able budgets come first.
func capacity(c *Country, o *Folder) error {
	const file = "fin-capacity-2023.xlsx"
	cut := c.Rand("capacity", "").IntN(len(c.Communities))
	byLevel := make([][][]string, len(capacityLevels))
	n := 0
	for k, h := range c.Communities {
		if !h.Studied() || h.Occupied {
			continue
		}
		r, b, people, name := c.Rand("capacity", h.Code), c.studiedBudget(h)[2], float64(h.Population), h.Name
		if k == cut {
			name = strings.TrimSuffix(name, "ка") + "а"
		}
		share := b.transfers / (b.own + b.transfers)
		level := min(4, int(5*max(0, 0.95-share)/0.6))
		byLevel[level] = append(byLevel[level], []string{
			h.Oblast.Name + " ", name + " ", writeNumber(people/1000, 3, false), writeNumber(c.ground.squareOf(c, h), 1, false),
			writeNumber(b.own/people, 1, false),
			writeNumber(0.97*(b.own+b.transfers)/people, 1, false), writeNumber(900*math.Exp(0.25*r.NormFloat64()), 1, false),
			writeNumber(300*r.ExpFloat64(), 1, false),
			writeNumber(share, 3, false), capacityLevels[level],
		})
		n++
	}
	rows := [][]string{{
		"Область ", "Назва територіальної громади", "Чисельність наявного населення (на 2022)", "Площа",
		"Доходи загального фонду на мешканця", "Видатки на загального фонду на мешканця",
		"Видатки на утримання апарату управління на мешканця", "Капітальні видатки на мешканця",
		"Частка трансфертів у дохідній частині бюджету", "рівень спроможності",
	}}
	body, err := writeXLSX([]worksheet{{"Sheet1", append(rows, slices.Concat(byLevel...)...)}})
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	o.Records("budget_capacity_2023", file, "loaded", n)
	return o.File("kse-hromada/"+file, body)
}

// schoolSubvention has a heading of three rows with merged cells and a row of numbers of columns; some occupied communities stand with a
// zero, others are not there.
func schoolSubvention(c *Country, o *Folder) error {
	const file = "mon-school-subvention-2023.xlsx"
	s, row, loaded, other := newSheet("Остаточний бюджет"), 1, 0, 0
	put := func(cells ...any) {
		for k, v := range cells {
			s.set(k+1, row, v)
		}
		row++
	}
	put("Умовні позначення та коди", nil, "Код бюджету", "Назва місцевого бюджету адміністративно-територіальної одиниці",
		"Видатки на оплату праці з нарахуваннями педагогічних працівників", nil, nil, nil,
		"Обсяг видатків, \nтис. гривень \n(з округленням до одного знаку після коми) \nк5 + к6 + к7 + к8")
	put(nil, nil, nil, nil, "загально-освітніх навчальних закладів", "професійно-технічних навчальних закладів",
		"вищих навчальних закладів", "інклюзивно-ресурсних центрів")
	put("Код території", "Ознака бюджету")
	for _, m := range [][4]int{
		{9, 1, 9, 3}, {1, 1, 2, 2}, {3, 1, 3, 3}, {4, 1, 4, 3}, {5, 1, 8, 1}, {5, 2, 5, 3}, {6, 2, 6, 3}, {7, 2, 7, 3}, {8, 2, 8, 3},
	} {
		s.merge(m[0], m[1], m[2], m[3])
	}
	put(1, 2, 3, 4, 5, 6, 7, 8, 9)
	var sum float64
	oblast := ""
	for _, h := range c.Communities {
		r := c.Rand("school subvention", h.Code)
		if !h.Studied() || h.Occupied && r.Float64() < 0.7 {
			continue
		}
		number := h.Budget[:2]
		if h.Oblast.Code != oblast {
			oblast, other = h.Oblast.Code, other+2
			put(number, "v", number+"00000000", "Зведений бюджет, "+h.Oblast.Name+" область", 0, 0, 0, 0, 0)
			put(number, "vg", number+"50000000", "Бюджети територіальних громад, "+h.Oblast.Name+" область", 0, 0, 0, 0, 0)
		}
		schools, technical := math.Round(10*2.9*float64(h.Population)*math.Exp(0.15*r.NormFloat64()-0.1*h.Wealth))/10, 0.0
		if h.centre() {
			technical = math.Round(0.1*schools) / 10
		}
		if h.Occupied {
			schools, technical = 0, 0
		}
		put(number, budgetMark(h), h.Budget, budgetName(h), schools, technical, 0, 0, math.Round(10*(schools+technical))/10)
		sum += schools + technical
		loaded++
	}
	put("-", "v", "9900000000", "УСЬОГО", sum, 0, 0, 0, sum)
	body, err := s.bytes()
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	o.Records("school_subvention_2023", file, "loaded", loaded)
	o.Records("school_subvention_2023", file, "skipped:title", 1)
	o.Records("school_subvention_2023", file, "skipped:other_level", other+1)
	return o.File("kse-hromada/"+file, body)
}
