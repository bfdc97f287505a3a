// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"html"
	"strings"
)

const tableHead = `<tr><th rowspan="2">№ з/п</th><th rowspan="2">Громада</th><th rowspan="2">Область</th><th rowspan="2">Район</th><th rowspan="2">Назва<br>ОСН</th><th rowspan="2">Територія</th><th colspan="3">Рішення ради</th><th rowspan="2">Обрання</th><th rowspan="2">Строк повноважень до</th><th rowspan="2">Правовий статус</th><th rowspan="2">Код&nbsp;ЄДРПОУ</th><th rowspan="2">Голова, телефон</th><th rowspan="2">Жителів</th><th colspan="2">Повноваження</th><th rowspan="2">Кошти на делеговані, грн</th><th rowspan="2">Послуги</th><th rowspan="2">Сторінка ОСН</th><th rowspan="2">Останній звіт</th><th rowspan="2">Запис оновлено</th></tr>
<tr><th>номер</th><th>дата</th><th>зміст</th><th>власні</th><th>делеговані</th></tr>
`

// writeTables writes the look of a table: a heading of two rows, districts as rows of their own, the community in merged cells, one row a
// decision, and pages of thirty rows.
func writeTables(c *Country, o *Folder, source string, towns []*Community) error {
	var index strings.Builder
	index.WriteString("<!DOCTYPE html><html lang=\"uk\"><head><meta charset=\"utf-8\"><title>Реєстри ОСН</title></head><body><h1>Реєстри ОСН</h1><ul class=\"councils\">\n")
	for n, h := range towns {
		fmt.Fprintf(&index, "<li><a href=\"%s/\">%s</a></li>\n", h.Slug, html.EscapeString(h.fullName()))
		t := registerTable{c: c, o: o, source: source, town: h}
		t.write(n == 0)
		for i, page := range t.pages {
			next := ""
			if i+1 < len(t.pages) {
				next = fmt.Sprintf(`<p><a class="next" href="%d.html">Далі</a></p>`, i+2)
			}
			body := "<!DOCTYPE html><html lang=\"uk\"><head><meta charset=\"utf-8\"></head><body><script>var row = \"<tr><td>\"</script>\n<table class=\"register\">\n" + page + "</table>" + next + "</body></html>\n"
			if err := o.File(t.file(i), []byte(body)); err != nil {
				return err
			}
		}
	}
	index.WriteString("<li><a href=\"arkhiv/\">Архів</a></li>\n</ul></body></html>\n")
	// an error page that comes with status 200
	if err := o.File(source+"/arkhiv/index.html", []byte("<html><body><h1>Помилка</h1><p>Сервіс тимчасово недоступний.</p></body></html>")); err != nil {
		return err
	}
	o.Records(source, source+"/arkhiv/index.html", "quarantined", 1)
	return o.File(source+"/index.html", []byte(index.String()))
}

// registerTable lays out the register of one council.
type registerTable struct {
	c      *Country
	o      *Folder
	source string
	town   *Community
	pages  []string

	page  strings.Builder
	rows  int // of the page
	group []string
}

func (t *registerTable) file(page int) string {
	if page == 0 {
		return t.source + "/" + t.town.Slug + "/index.html"
	}
	return fmt.Sprintf("%s/%s/%d.html", t.source, t.town.Slug, page+1)
}

func (t *registerTable) fate(fate string) { t.o.Records(t.source, t.file(len(t.pages)), fate, 1) }

// write fills the pages. The first council of a site has dirt that others have by chance only.
func (t *registerTable) write(dirty bool) {
	t.page.WriteString(tableHead)
	r := t.c.Rand("register table", t.town.Code)
	if len(t.town.Bodies) == 0 {
		t.add([]string{"–", "", "", "", "ОСН не створено", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", dotted(t.c.AsOf)})
		t.fate("loaded")
	}
	for _, district := range t.districts() {
		for i, b := range t.of(district) {
			if i == 0 && district != nil {
				t.close()
				fmt.Fprintf(&t.page, "<tr><td colspan=\"22\"><b>%s район</b></td></tr>\n", html.EscapeString(district.Name))
				t.fate("skipped:section")
			}
			for _, e := range t.c.entries(b) {
				row := t.row(e)
				t.add(row)
				t.fate("loaded")
				if dirty || r.Float64() < 0.01 { // doubled
					t.add(row)
					t.fate("quarantined")
				}
				dirty = false
				if r.Float64() < 0.02 {
					osbb := append([]string(nil), row...)
					osbb[4] = "Об'єднання співвласників багатоквартирного будинку «Зразкове»"
					t.add(osbb)
					t.fate("skipped:osbb")
				}
				if r.Float64() < 0.01 { // torn off
					t.close()
					fmt.Fprintf(&t.page, "<tr><td>%d</td><td>продовження на наступному аркуші</td></tr>\n", b.Number)
					t.fate("quarantined")
				}
				if t.rows%12 == 0 {
					t.close()
					t.page.WriteString(tableHead)
					t.fate("skipped:heading_repeated")
					t.fate("skipped:heading_repeated")
				}
				if t.rows >= 30 {
					t.turn()
				}
			}
		}
	}
	if t.rows > 0 || len(t.pages) == 0 {
		t.turn()
	}
}

// districts of a city that have bodies; nil stands for bodies without one.
func (t *registerTable) districts() []*Settlement {
	return append([]*Settlement{nil}, t.town.Settlements[0].Districts...)
}

func (t *registerTable) of(district *Settlement) (out []*SelfOrganizationBody) {
	for _, b := range t.town.Bodies {
		if b.District == district {
			out = append(out, b)
		}
	}
	return out
}

// add puts a row into the group over which the cells of the community are merged.
func (t *registerTable) add(cells []string) {
	t.group = append(t.group, strings.Join(append(cells[:1:1], cells[4:]...), "</td><td>"))
	t.rows++
}

// close writes the group: the first row has the merged cells.
func (t *registerTable) close() {
	for i, row := range t.group {
		if i > 0 {
			first, rest, _ := strings.Cut(row, "</td><td>")
			fmt.Fprintf(&t.page, "<tr><td>%s</td><td>%s</td></tr>\n", first, rest)
			continue
		}
		first, rest, _ := strings.Cut(row, "</td><td>")
		merged := fmt.Sprintf("<td rowspan=\"%d\">", len(t.group))
		fmt.Fprintf(&t.page, "<tr><td>%s</td>%s%s</td>%[2]s%[4]s область</td>%[2]s%[5]s район</td><td>%[6]s</td></tr>\n", first, merged, html.EscapeString(t.town.fullName()), t.town.Oblast.Name, t.town.Raion.Name, rest)
	}
	t.group = t.group[:0]
}

// turn ends a page and begins the next.
func (t *registerTable) turn() {
	t.close()
	t.pages = append(t.pages, t.page.String())
	t.page.Reset()
	t.page.WriteString(tableHead)
	t.rows = 0
}

// row is one decision: the newest of a body says all of it, older ones leave blanks and have broken dates.
func (t *registerTable) row(e entry) []string {
	b, c := e.body, t.c
	r := c.Rand("register row "+e.kind, b.ID)
	elected, updated := dotted(e.elected), dotted(c.AsOf)
	if !e.newest && r.Float64() < 0.1 {
		elected = []string{"31.02.2024", "незабаром", "б/д", "2024"}[r.IntN(4)]
	}
	if r.Float64() < 0.3 {
		updated = inWords(c.AsOf)
	}
	funds := unless(!b.Funded || !e.newest, thousands(b.FundsUAH)+",00")
	return []string{
		fmt.Sprint(b.Number), "", "", "", html.EscapeString(b.Name), html.EscapeString(c.territory(b)), html.EscapeString("№ " + e.number), dotted(e.date), e.words,
		elected, unless(!e.newest, dotted(b.TermEnd)), html.EscapeString(legalWords[b.LegalStatus][r.IntN(2)]), unless(b.EDRPOU == "" || !e.newest, b.EDRPOU), html.EscapeString(voidPerson),
		unless(!e.newest, thousands(b.Residents)), unless(!e.newest, c.powersOf(b, "own", ownPowers)), unless(!b.Delegated || !e.newest, c.powersOf(b, "delegated", delegatedPowers)), funds,
		unless(!e.newest, c.serviceText(b)), unless(!e.newest, c.bodySite(b).address), unless(!e.newest, dotted(b.Evidence)), updated,
	}
}
