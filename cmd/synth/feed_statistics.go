// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"
)

// figures are statistics by oblast: wages in SDMX, tariffs of internet access, users of Diia and adults in pivot tables.
var figures = Feed{"statistics", []string{"wage_oblast", "internet_price", "diia_users", "adults_2022"}, func(c *Country, o *Folder) error {
	wages, err := wageSDMX(c, o)
	if err != nil {
		return err
	}
	if err := internetPrices(c, o, wages); err != nil {
		return err
	}
	adults, err := adultsPivot(c, o)
	if err != nil {
		return err
	}
	return diiaPivot(c, o, adults)
}}

// published reports whether statistics speak of the oblast.
func (ob *Oblast) published() bool { return !ob.Occupied }

// wageSDMX writes a structure-specific message: a series for each oblast, the country under its code of zeros, and a monthly series besides.
func wageSDMX(c *Country, o *Folder) (map[string]map[int]float64, error) {
	const file = "wage-oblast.xml"
	wages := map[string]map[int]float64{}
	var b bytes.Buffer
	b.WriteString(xml.Header + `<message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific">
<message:Header><message:ID>SYNTHETIC</message:ID><message:Test>true</message:Test><message:Structure structureID="WAGE" dimensionAtObservation="TIME_PERIOD"/></message:Header>
<message:DataSet ss:dataScope="DataStructure">
`)
	loaded, missing, monthly := 0, 0, 0
	series := func(region, frequency string, obs func(obs func(attributes string))) {
		fmt.Fprintf(&b, `<Series FREQ="%s" INDICATOR="WAGE" REGION="%s" UNIT_MULT="0">`+"\n", frequency, region)
		obs(func(attributes string) { b.WriteString("<Obs " + attributes + "/>\n") })
		b.WriteString("</Series>\n")
	}
	country := map[int]float64{}
	for _, ob := range c.Oblasts {
		series(ob.Code, "A", func(obs func(string)) {
			for _, year := range c.Years {
				if !ob.published() {
					obs(fmt.Sprintf(`TIME_PERIOD="%d" OBS_VALUE="NaN" OBS_STATUS="M"`, year))
					missing++
					continue
				}
				base := 13500 * math.Exp(0.18*ob.Level) * math.Pow(1.2, float64(year-c.Years[0]))
				wage := math.Round(100*base*(0.97+0.06*c.Rand("wage", fmt.Sprint(ob.Code, year)).Float64())) / 100
				if wages[ob.Code] == nil {
					wages[ob.Code] = map[int]float64{}
				}
				wages[ob.Code][year] = wage
				country[year] += wage / float64(len(c.Oblasts))
				status := "A"
				if year == c.Last() {
					status = "P"
				}
				obs(fmt.Sprintf(`TIME_PERIOD="%d" OBS_VALUE="%s" OBS_STATUS="%s"`, year, writeNumber(wage, 2, false), status))
				loaded++
			}
		})
	}
	series("UA00000000000000000", "A", func(obs func(string)) {
		for _, year := range c.Years {
			obs(fmt.Sprintf(`TIME_PERIOD="%d" OBS_VALUE="%s"`, year, writeNumber(country[year], 2, false)))
			loaded++
		}
	})
	series("UA00000000000000000", "M", func(obs func(string)) {
		for month := range 12 {
			obs(fmt.Sprintf(`TIME_PERIOD="%d-%02d" OBS_VALUE="%s"`, c.Last(), month+1, writeNumber(country[c.Last()]*(0.95+0.01*float64(month)), 2, false)))
			monthly++
		}
	})
	b.WriteString("</message:DataSet>\n</message:StructureSpecificData>\n")
	o.Records("wage_oblast", file, "loaded", loaded)
	o.Records("wage_oblast", file, "skipped:missing", missing)
	o.Records("wage_oblast", file, "skipped:other_frequency", monthly)
	return wages, o.File("stat-gov-ua/"+file, b.Bytes())
}

// internetPrices writes tariffs: some too slow to count, some without a price.
func internetPrices(c *Country, o *Folder, wages map[string]map[int]float64) error {
	const file = "internet-prices.csv"
	var rows [][]string
	loaded, bad := 0, 0
	for _, ob := range c.Oblasts {
		if !ob.published() {
			continue
		}
		for _, year := range c.Years {
			r := c.Rand("prices", fmt.Sprint(ob.Code, year))
			cheapest := math.Inf(1)
			for k := range 5 + r.IntN(5) {
				speed := []float64{20, 30, 50, 100, 200, 500, 1000}[r.IntN(7)]
				price := math.Round(4*(160+30*float64(year-c.Years[0])+0.12*speed+80*r.ExpFloat64())) / 4
				if k == 0 {
					speed = 100
				}
				row := []string{ob.Code, fmt.Sprint(year), fmt.Sprintf("Оператор %d", 1+k%4), fmt.Sprintf("Тариф %d", k+1), writeNumber(speed, 0, true), writeNumber(price, 2, true)}
				if k > 0 && r.Float64() < 0.02 {
					row[5] = "за домовленістю"
					bad++
				} else {
					loaded++
					if speed >= 30 {
						cheapest = min(cheapest, price)
					}
				}
				rows = append(rows, row)
			}
			status := ""
			if year == c.Last() {
				status = "p"
			}
			o.Indicator(ob.Code, "oblast", fmt.Sprint(year), "D3.8", 100*cheapest/wages[ob.Code][year], status)
		}
	}
	o.Records("internet_price", file, "loaded", loaded)
	if bad > 0 {
		o.Records("internet_price", file, "quarantined", bad)
	}
	return o.File("nkek/"+file, table(';', []string{"Код КАТОТТГ області", "Рік", "Оператор", "Тариф", "Швидкість, Мбіт/с", "Ціна, грн/міс."}, rows))
}

// sheet is a worksheet written cell by cell; the first fault is kept.
type sheet struct {
	book *excelize.File
	name string
	err  error
}

func newSheet(name string) *sheet {
	s := &sheet{book: excelize.NewFile(), name: name}
	s.try(s.book.SetSheetName("Sheet1", name))
	return s
}

func (s *sheet) try(err error) {
	if s.err == nil {
		s.err = err
	}
}

// set writes a value into the cell of a column and row, both from 1.
func (s *sheet) set(column, row int, v any) {
	name, err := excelize.CoordinatesToCellName(column, row)
	s.try(err)
	s.try(s.book.SetCellValue(s.name, name, v))
}

func (s *sheet) merge(left, top, right, bottom int) {
	a, err := excelize.CoordinatesToCellName(left, top)
	s.try(err)
	z, err := excelize.CoordinatesToCellName(right, bottom)
	s.try(err)
	s.try(s.book.MergeCell(s.name, a, z))
}

func (s *sheet) bytes() ([]byte, error) {
	if s.err != nil {
		return nil, s.err
	}
	body, err := s.book.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

// adultsPivot writes the table of ages as the yearbook has it: heading rows in two languages, a section for each sex, two pages a section
// under headings of their own, totals repeated on each, «…» for what is not known.
func adultsPivot(c *Country, o *Folder) (map[string]int, error) {
	const file = "ukrstat-resident-population-age-sex-2022.xlsx"
	s := newSheet("9-18")
	adults := map[string]int{}
	people := map[string]int{}
	for _, h := range c.Communities {
		if !h.Oblast.Occupied {
			people[h.Oblast.Code] += h.Population
		}
	}
	pages := [][]string{{"0–14 років", "0–15 років", "0–17 років", "15–64 роки"}, {"16–59 років", "18 років і старше ", "60 років і старше", "65 років і старше"}}
	counts := map[string]int{}
	for k, title := range []string{"3. Чисельність постійного населення за окремими віковими групами та статтю", "     по регіонах (за оцінкою)   ", "     Present population by individual age groups and sex by region (estimated)"} {
		s.set(1, k+1, title)
	}
	counts["skipped:title"] = 4
	row := 5
	for _, section := range []struct {
		title string
		share float64
	}{{"Усе населення / Total population", 1}, {"Чоловіки / Males", 0.46}} {
		for p, ages := range pages {
			if row > 5 {
				s.set(4, row, "Продовження табл. 3 ")
				row++
				counts["skipped:title"]++
			}
			s.set(2, row, "Усього, \nосіб   ")
			s.set(3, row, "З них у віці")
			s.merge(3, row, 6, row)
			s.set(3, row+1, "Of which aged")
			s.set(2, row+2, "Total, persons")
			for k, age := range ages {
				s.set(3+k, row+2, age)
				s.set(3+k, row+3, "aged")
			}
			row += 4
			s.set(1, row, section.title)
			s.merge(1, row, 6, row)
			row++
			counts["skipped:section"]++
			whole := section.share == 1
			fate := "loaded"
			if !whole {
				fate = "skipped:not_both_sexes"
			}
			s.set(1, row, "Україна")
			for k := range 5 {
				s.set(2+k, row, 1000000*(k+1))
				counts[map[bool]string{true: "skipped:country", false: fate}[whole]]++
			}
			row++
			for _, ob := range c.Oblasts {
				name := ob.Name
				if ob.Kind == "K" {
					name += " "
				}
				s.set(1, row, name)
				n := people[ob.Code]
				if ob.Kind == "K" {
					n = 2_200_000 + c.Rand("adults", ob.Code).IntN(400_000)
				}
				for k := range 5 {
					switch f := fate; {
					case !ob.published():
						s.set(2+k, row, "…")
						if whole {
							f = "skipped:missing"
						}
						if whole && k == 0 {
							f = "skipped:total"
						}
						counts[f]++
					case k == 0:
						s.set(2, row, int(float64(n)*section.share))
						if whole {
							f = "skipped:total"
						}
						counts[f]++
					default:
						share := [][]float64{{0.15, 0.16, 0.18, 0.67}, {0.59, 0.82, 0.25, 0.18}}[p][k-1]
						v := int(float64(n) * share * section.share * (0.97 + 0.06*c.Rand("ages", fmt.Sprint(ob.Code, p, k)).Float64()))
						if whole && p == 1 && k == 2 {
							adults[ob.Code] = v
						}
						s.set(2+k, row, v)
						counts[f]++
					}
				}
				row++
			}
		}
	}
	for fate, n := range counts {
		o.Records("adults_2022", file, fate, n)
	}
	body, err := s.bytes()
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", file, err)
	}
	return adults, o.File("kse-hromada/"+file, body)
}

// diiaPivot writes users of Diia: years merged over three columns, a footnote digit set high in the last, spaces between thousands, signs
// for what is not known, notes below.
func diiaPivot(c *Country, o *Folder, adults map[string]int) error {
	const file = "diia-users-by-oblast.xlsx"
	s := newSheet("Користувачі")
	s.set(1, 1, "Зареєстровані користувачі Дії за областями, осіб")
	s.merge(1, 1, 7, 1)
	for k, year := range c.Years {
		left := 2 + 3*k
		s.set(left, 3, year)
		s.merge(left, 3, left+2, 3)
		if year == c.Last() {
			name, err := excelize.CoordinatesToCellName(left, 3)
			s.try(err)
			s.try(s.book.SetCellRichText(s.name, name, []excelize.RichTextRun{{Text: fmt.Sprint(year)}, {Text: "1", Font: &excelize.Font{VertAlign: "superscript"}}}))
		}
		for n, who := range []string{"Усього", "Жінки", "Чоловіки"} {
			s.set(left+n, 4, who)
		}
	}
	row, loaded, missing := 5, 0, 0
	country := map[int]int{}
	for _, ob := range c.Oblasts {
		s.set(1, row, ob.Name)
		for k, year := range c.Years {
			if !ob.published() {
				for n, sign := range []string{"…", "х", "к"} {
					s.set(2+3*k+n, row, sign)
					missing++
				}
				continue
			}
			users := int(float64(adults[ob.Code]) * min(0.95, 0.3+0.6*c.OblastLevel(ob, "D8", year)))
			women := int(float64(users) * (0.5 + 0.06*c.Rand("diia", fmt.Sprint(ob.Code, year)).Float64()))
			country[year] += users
			s.set(2+3*k, row, thousands(users))
			s.set(3+3*k, row, women)
			s.set(4+3*k, row, users-women)
			loaded += 3
			o.Ratio(ob.Code, "oblast", fmt.Sprint(year), "D8.5", 100, float64(users), float64(adults[ob.Code]), "")
		}
		row++
	}
	s.set(1, row, "Україна")
	for k, year := range c.Years {
		s.set(2+3*k, row, thousands(country[year]))
	}
	s.set(1, row+2, "1 Попередні дані.")
	o.Records("diia_users", file, "loaded", loaded)
	o.Records("diia_users", file, "skipped:missing", missing)
	o.Records("diia_users", file, "skipped:country", 3*len(c.Years))
	o.Records("diia_users", file, "skipped:title", 2)
	o.Records("diia_users", file, "skipped:footnote", 2)
	body, err := s.bytes()
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return o.File("thedigital/"+file, body)
}
