// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// cnapTitles are the two header rows of the register; «череж» is spelt so upstream.
var cnapTitles = [2][]any{
	{
		"Код", "Назва центру", "Адреса", "Форма утворення центру", "К-ть працівників", "Площа відкритої частини центру", "Статус", "web site", "Наявність зупинок громадського транспорту в радіусі 100 м.",
		"Наявність безоплатної стоянки автотранспорту", "Час прийому суб'єктів звернень", "Консультування телефоном", "Онлайн-консультування", "Здійснення попереднього запису на прийом",
		"Наявність у ЦНАП відділення банку", "Оплата послуг банківською карткою", "Оплата послуг череж платіжний термінал", "Додаткові послуги", "Вільний WI-FI", "Місця для самообслуговування",
		"Наявність санітарної кімнати у центрі", "Забезпечення умов для перебування та обслуговування в центрі осіб з інвалідністю та інших маломобільних груп населення", "Пандус та сходи з поручнями",
		"Обладнана санітарна кімната", "Матеріали надруковані шрифтом Брайля", "Місце для тимчасового розміщення дитячих колясок", "Посилання на форму зворотнього зв’язку",
	},
	{
		"code", "name", "address", "formation_form", "workers_total", "square_total", "state", "web", "bus_100", "free_parking", "timetable", "tel_consul", "onl_consul", "e_registr", "bank_branc", "pay_card",
		"pay_terminal", "add_serv", "free_wifi", "self_serv", "sanit_room", "disability", "pandus", "dis_sanit", "braille_mat", "pram_place", "feedback_url",
	},
}

// timetables as centres write them, with the hours of the week that they mean; 0: none can be told.
var timetables = []struct {
	text     string
	hours    float64
	saturday bool
}{
	{"пн: 08:00 - 17:00; вт: 08:00 - 20:00; ср: 08:00 - 17:00; чт: 08:00 - 17:00; пт: 08:00 - 16:00", 47, false},
	{"пн: з 8:00 - до 17:00; вт: з 8:00 - до 17:00; ср: з 8:00 - до 19:00; чт: з 8:00 - до 17:00; пт: з 8:00 - до 16:00; сб: з 8:00 - до 15:00", 53, true},
	{"пн-чт 8:00-17:15, пт 8:00-16:00", 45, false},
	{"пн: 08-17,00; вт: 08-17,00; ср: 08-17,00; чт: 08-17,00; пт: 08-16,45", 44.75, false},
	{"пн: з 8:00 до 15:00; вт: -; ср: з 8:00 до 15:00; чт: -; пт: з 8:00 до 15:00", 21, false},
	{"-", 0, false},
	{"за домовленістю", 0, false},
}

// amenities are what points state of themselves, with the share of centres that have each where access is middling: a stop and room for the
// disabled are common, booking and Braille are rare.
var amenities = []struct {
	name  string
	share float64
}{
	{"bus_100", 0.6},
	{"free_parking", 0.7},
	{"tel_consul", 0.8},
	{"onl_consul", 0.45},
	{"e_registr", 0.12},
	{"bank_branc", 0.1},
	{"pay_card", 0.3},
	{"pay_terminal", 0.25},
	{"add_serv", 0.3},
	{"free_wifi", 0.5},
	{"self_serv", 0.35},
	{"sanit_room", 0.5},
	{"disability", 0.6},
	{"pandus", 0.6},
	{"dis_sanit", 0.25},
	{"braille_mat", 0.15},
	{"pram_place", 0.35},
	{"feedback_url", 0.5},
}

// servicePoint is a service point as it is told.
type servicePoint struct {
	community            *Community
	name, address, state string
	remote, known        bool
	workers              int // -1: not told
	table                int
	flags                map[string]bool // by machine header
}

// cnapRegister is the register of service centres: a workbook with two header rows, addresses and names in free words, blocks left blank. In
// every fifth oblast a point names no place that could be found, so of its communities without a point nothing can be told.
var cnapRegister = Feed{"service centres", []string{"cnap"}, func(c *Country, o *Folder) error {
	var points []servicePoint
	lost := map[*Oblast]bool{}
	for k, ob := range c.Oblasts {
		lost[ob] = k%5 == 2 && !ob.Occupied && ob.Kind == "O"
	}
	for _, h := range c.Communities {
		if h.Studied() && !h.Occupied {
			points = append(points, c.servicePoints(h)...)
		}
	}
	for _, ob := range c.Oblasts {
		if lost[ob] {
			points = append(points, servicePoint{name: "Центр надання адміністративних послуг", address: "Центральна, 57, " + ob.Name + " область", state: "Діючий", workers: -1})
		}
	}
	c.writeServicePointTruth(o, points)
	return c.writeRegister(o, points)
}}

// servicePoints draws the centre of a community and its remote workplaces.
func (c *Country) servicePoints(h *Community) (out []servicePoint) {
	r := c.Rand("service centres", h.Code)
	access := c.Level(h, "D3", c.Last())
	if r.Float64() > 0.45+0.6*access {
		return nil
	}
	short := r.Float64() < 0.08
	where := func(s *Settlement, part string) string {
		kind := map[string]string{"M": "м.", "X": []string{"смт", "с-ще"}[r.IntN(2)], "C": "с."}[s.Category]
		community := h.Name + " територіальна громада"
		if r.Float64() < 0.15 {
			community = h.Name + " " + h.Type + " територіальна громада"
		} else if short {
			community = h.Name + " ТГ"
		}
		street := streets[r.IntN(len(streets))]
		if r.Float64() < 0.5 {
			street = "вул. " + street
		}
		return fmt.Sprintf("%s, %d%s, %s %s, %s, %s область", street, 1+r.IntN(90), part, kind, s.Name, community, h.Oblast.Name)
	}
	draw := func(p servicePoint) servicePoint {
		p.community, p.state, p.flags = h, "Діючий", map[string]bool{}
		if p.known = r.Float64() < 0.73; p.known {
			for _, f := range amenities {
				share := f.share
				if p.remote {
					share *= 0.4
				}
				p.flags[f.name] = r.Float64() < min(0.97, share*2*access)
			}
			p.table = r.IntN(len(timetables))
			if r.Float64() < 0.6 {
				p.table = r.IntN(4)
			}
		}
		return p
	}
	council := genitive(h) + " ради"
	out = append(out, draw(servicePoint{
		name:    []string{"Центр надання адміністративних послуг " + council, "Відділ \"Центр надання адміністративних послуг\" виконавчого комітету " + council}[r.IntN(2)],
		address: where(h.Settlements[0], ""), workers: 2 + int(float64(h.Population)/5000*r.Float64()),
	}))
	for _, s := range h.Settlements[1:min(len(h.Settlements), 1+r.IntN(1+len(h.Settlements)/4))] {
		workers := 1
		if r.Float64() < 0.2 {
			workers = -1
		}
		out = append(out, draw(servicePoint{name: "Віддалене робоче місце адміністратора Центру надання адміністративних послуг " + council, address: where(s, strings.Repeat("а", r.IntN(2))), remote: true, workers: workers}))
	}
	return out
}

// writeServicePointTruth works out what the points amount to, community by community.
func (c *Country) writeServicePointTruth(o *Folder, points []servicePoint) {
	by := map[*Community][]servicePoint{}
	for _, p := range points {
		if p.community != nil {
			by[p.community] = append(by[p.community], p)
		}
	}
	const period = "../2025" // not later than 2025: the file has no date
	present, reach, staff := newLeast(o, period, "open.cnap_present", 0), newLeast(o, period, "open.cnap_reach", 100), newLeast(o, period, "open.cnap_staff_per_10k", 10000)
	hours, saturday := newIndicatorTruth(o, period, "open.cnap_hours_week", 0), newIndicatorTruth(o, period, "open.cnap_saturday", 0)
	stated := map[string]*indicatorTruth{}
	names := []string{"e_registr", "pay_card", "self_serv", "dis_sanit", "braille_mat"}
	for k, id := range []string{"open.cnap_booking", "open.cnap_card_payment", "open.cnap_self_service", "open.cnap_accessible", "open.cnap_braille"} {
		stated[names[k]] = newIndicatorTruth(o, period, id, 0)
	}
	for _, h := range c.Communities {
		if !h.Studied() {
			continue
		}
		held, people := by[h], float64(h.Population)
		if len(held) == 0 { // the file is not whole: nothing is known
			present.value(h, 0, ":")
			staff.ratio(h, 0, people, ":")
			reach.ratio(h, 0, float64(len(h.Settlements)), ":")
			continue
		}
		present.value(h, 100, "")
		remote, workers, told, most, onSaturday, known := 0, 0, false, 0.0, false, false
		has := map[string]bool{}
		for _, p := range held {
			if p.remote {
				remote++
			}
			if p.workers >= 0 {
				workers, told = workers+p.workers, true
			}
			if !p.known {
				continue
			}
			known = true
			if t := timetables[p.table]; t.hours > 0 {
				most, onSaturday = max(most, t.hours), onSaturday || t.saturday
			}
			for _, f := range names {
				has[f] = has[f] || p.flags[f]
			}
		}
		reach.ratio(h, float64(remote), float64(len(h.Settlements)), ">")
		if told {
			staff.ratio(h, float64(workers), people, ">")
		} else {
			staff.ratio(h, 0, people, ":")
		}
		if most > 0 {
			hours.value(h, most, "")
			saturday.value(h, hundred(onSaturday), "")
		}
		if known {
			for _, f := range names {
				stated[f].value(h, hundred(has[f]), "")
			}
		}
	}
	for _, t := range []*indicatorTruth{present, reach, staff, hours, saturday} {
		t.end()
	}
	for _, f := range names {
		stated[f].end()
	}
}

// writeRegister writes the workbook, with a row given twice and a closed centre for every 300 points.
func (c *Country) writeRegister(o *Folder, points []servicePoint) error {
	const file = "rejestr-cnap.xlsx"
	book := excelize.NewFile()
	defer book.Close()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	line, code, loaded, refused := 1, 0, 0, 0
	put := func(cells []any) error {
		err := w.SetRow(fmt.Sprintf("A%d", line), cells)
		line++
		return err
	}
	for _, header := range cnapTitles {
		if err := put(header); err != nil {
			return err
		}
	}
	for k, p := range points {
		code += 1 + k%3
		row := p.cells(code)
		if err := put(row); err != nil {
			return err
		}
		loaded++
		if k%300 == 150 {
			if err := put(row); err != nil {
				return err
			}
			refused++
		}
		if k%300 == 250 {
			code++
			p.state = "Недіючий"
			if err := put(p.cells(code)); err != nil {
				return err
			}
			refused++
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	o.Records("cnap", file, "loaded", loaded)
	if refused > 0 {
		o.Records("cnap", file, "quarantined", refused)
	}
	return o.File("cnap/"+file, b.Bytes())
}

// cells are a row of the register. Contacts are void.
func (p servicePoint) cells(code int) []any {
	row := []any{fmt.Sprint(code), p.name, p.address, nil, nil, nil, p.state}
	if p.workers >= 0 {
		row[4] = fmt.Sprint(p.workers)
	}
	if !p.known {
		return row
	}
	for _, header := range cnapTitles[1][7:] {
		name := header.(string)
		var cell any = "False"
		if p.flags[name] {
			cell = "True"
		}
		switch name {
		case "web":
			cell = "https://example.org/cnap"
		case "timetable":
			cell = timetables[p.table].text
		case "tel_consul":
			cell = textOrNull(p.flags[name], "+380 00 000 00 00")
		case "onl_consul":
			cell = textOrNull(p.flags[name], "(пошта)")
		case "feedback_url":
			cell = textOrNull(p.flags[name], "https://example.org/form")
		}
		row = append(row, cell)
	}
	return row
}

func textOrNull(yes bool, text string) any {
	if yes {
		return text
	}
	return nil
}
