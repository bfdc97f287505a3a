// SPDX-License-Identifier: Apache-2.0

package register

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// layouts are twenty ways of keeping the invented register.
func layouts() []layout {
	pick := func(columns ...int) (rows [][]string) {
		for _, row := range tableRows() {
			var cells []string
			for _, c := range columns {
				cells = append(cells, row[c])
			}
			rows = append(rows, cells)
		}
		return rows
	}
	return []layout{
		{"CSV with commas", "r.csv", allFields, func(*testing.T) []byte { return joined(tableRows(), ",") }},
		{"CSV with semicolons in windows-1251", "r.csv", allFields, func(t *testing.T) []byte { return windows1251(t, joined(tableRows(), ";")) }},
		{"number and date of the act in one column", "r.csv", shown("number name territory act_number act_date"), func(*testing.T) []byte {
			rows := [][]string{{"№", "Найменування ОСН", "Межі території", "Рішення ради (дата, номер)"}}
			for i, w := range invented {
				act := "від " + dotted(w.actDate) + " № " + w.actNumber
				if i%2 == 1 {
					act = "№" + w.actNumber + " від " + inWords(w.actDate)
				}
				rows = append(rows, []string{w.number, w.name, w.territory, act})
			}
			return joined(rows, ";")
		}},
		{"workbook", "r.xlsx", allFields, func(t *testing.T) []byte {
			return workbook(t, func(f *excelize.File, sheet string) {
				for i, row := range tableRows() {
					setRow(t, f, sheet, i+1, row)
				}
			})
		}},
		{"workbook under a title, numbers of columns below the heading", "r.xlsx", allFields, func(t *testing.T) []byte {
			return workbook(t, func(f *excelize.File, sheet string) {
				setRow(t, f, sheet, 1, []string{"", "Реєстр органів самоорганізації населення"})
				setRow(t, f, sheet, 2, []string{"станом на 01.10.2026"})
				rows := tableRows()
				setRow(t, f, sheet, 4, rows[0])
				var counters []string
				for i := range rows[0] {
					counters = append(counters, fmt.Sprint(i+1))
				}
				setRow(t, f, sheet, 5, counters)
				for i, row := range rows[1:] {
					setRow(t, f, sheet, 6+i, row)
				}
			})
		}},
		{"workbook with a heading of two rows", "r.xlsx", shown("number name territory act_number act_date"), func(t *testing.T) []byte {
			return workbook(t, func(f *excelize.File, sheet string) {
				setRow(t, f, sheet, 1, []string{"№ з/п", "Назва ОСН", "Територія", "Рішення ради", "", "ПІБ голови"})
				setRow(t, f, sheet, 2, []string{"", "", "", "номер", "дата", ""})
				for _, span := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "C2"}, {"D1", "E1"}, {"F1", "F2"}} {
					if err := f.MergeCell(sheet, span[0], span[1]); err != nil {
						t.Fatal(err)
					}
				}
				for i, w := range invented {
					setRow(t, f, sheet, 3+i, []string{w.number, w.name, w.territory, w.actNumber, dotted(w.actDate), "Особа Особова"})
				}
			})
		}},
		{"workbook with districts between the rows", "r.xlsx", shown("number name territory act_number act_date"), func(t *testing.T) []byte {
			return workbook(t, func(f *excelize.File, sheet string) {
				setRow(t, f, sheet, 1, []string{"№ п/п", "Назва комітету", "Територія", "Номер рішення", "Дата рішення"})
				n := 2
				for i, w := range invented {
					if i%3 == 0 {
						setRow(t, f, sheet, n, []string{fmt.Sprintf("Вигаданий район %d", i/3+1)})
						n++
					}
					setRow(t, f, sheet, n, []string{w.number, w.name, w.territory, w.actNumber, dotted(w.actDate)})
					n++
				}
			})
		}},
		{"table of a page", "r.html", allFields, func(*testing.T) []byte { return page(pageTable(tableRows())) }},
		{"table of a page with cells that span rows and columns", "r.html", shown("number name territory act_number act_date"), func(*testing.T) []byte {
			b := `<table><tr><th rowspan="2">№</th><th rowspan="2">Назва</th><th rowspan="2">Територія</th><th colspan="2">Рішення</th></tr><tr><th>номер</th><th>дата</th></tr><tr><td colspan="5"><b>Лівий берег</b></td></tr>`
			for _, w := range invented {
				b += fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>", w.number, w.name, w.territory, w.actNumber, inWords(w.actDate))
			}
			return page(b + "</table>")
		}},
		{"items of a page", "r.html", coreFields, func(*testing.T) []byte {
			b := "<p>У громаді діють:</p><ul>"
			for _, w := range invented {
				b += "<li>" + sentence(w) + "</li>"
			}
			return page(b + "</ul>")
		}},
		{"headings of a page with labels below", "r.html", shown("name territory act_number act_date residents"), func(*testing.T) []byte {
			b := ""
			for _, w := range invented {
				b += "<h3>" + w.name + "</h3><p>Територія: " + w.territory + "</p><p>Рішення ради: № " + w.actNumber + " від " + dotted(w.actDate) + "</p><p>Голова: Особа Особова</p><p>Телефон: (000) 000-00-00</p>"
				if w.residents != "" {
					b += "<p>Кількість мешканців: " + w.residents + "</p>"
				}
			}
			return page(b)
		}},
		{"one decision a row, with links", "r.html", shown("number name act_number act_date elected url"), func(*testing.T) []byte {
			b := "<table><tr><th>№</th><th>Назва ОСН</th><th>Рішення</th><th>Дата обрання</th></tr>"
			for _, w := range invented {
				link := "№ " + w.actNumber + " від " + dotted(w.actDate)
				if w.url != "" {
					link = `<a href="` + w.url + `">` + link + "</a>"
				}
				b += "<tr><td>" + w.number + "</td><td>" + w.name + "</td><td>" + link + "</td><td></td></tr>"
				if w.elected != "" {
					b += "<tr><td>" + w.number + "</td><td>" + w.name + "</td><td>№ 900 від 01.01.2024</td><td>" + dotted(w.elected) + "</td></tr>"
				}
			}
			return page(b + "</table>")
		}},
		{"table of a document", "r.docx", allFields, func(t *testing.T) []byte {
			return document(t, paragraph("Додаток до рішення міської ради")+documentTable(tableRows()))
		}},
		{"numbered paragraphs of a document", "r.docx", shown("number name territory act_number act_date end"), func(t *testing.T) []byte {
			b := paragraph("ПЕРЕЛІК") + paragraph("органів самоорганізації населення громади")
			for _, w := range invented {
				b += paragraph(w.number + ". " + sentence(w))
			}
			return document(t, b)
		}},
		{"cards of a document, a table each", "r.docx", shown("name territory act_number act_date"), func(t *testing.T) []byte {
			b := ""
			for _, w := range invented {
				b += documentTable([][]string{{"Назва органу", w.name}, {"Територія", w.territory}, {"Рішення про створення", "№ " + w.actNumber + " від " + dotted(w.actDate)}, {"Голова", "Особа Особова, (000) 000-00-00"}}) + paragraph(" ")
			}
			return document(t, b)
		}},
		{"text of a PDF, numbered", "r.txt", shown("number name territory act_number act_date"), func(*testing.T) []byte {
			b := "Вигадана міська рада\n\n"
			for _, w := range invented {
				b += w.number + ". " + w.name + " – рішення від " + inWords(w.actDate) + " № " + w.actNumber + ".\n   Територія: " + w.territory + "\n\n"
			}
			return []byte(b)
		}},
		{"text of a PDF in columns", "r.txt", shown("number name territory act_number act_date"), func(*testing.T) []byte { return []byte(columnText(pick(0, 1, 2, 3, 4))) }},
		{"text of cards", "r.txt", shown("name territory act_number act_date"), func(*testing.T) []byte {
			b := ""
			for _, w := range invented {
				b += "Назва: " + w.name + "\nТериторія: " + w.territory + "\nНомер рішення: " + w.actNumber + "\nДата рішення: " + w.actDate + "\nКонтакти: (000) 000-00-00\n\n"
			}
			return []byte(b)
		}},
		{"capital letters and Latin look-alikes in the heading", "r.csv", shown("number name territory act_number act_date"), func(*testing.T) []byte {
			rows := pick(0, 1, 2, 3, 4)
			for i := range rows[0] {
				rows[0][i] = strings.ToUpper(strings.ReplaceAll(rows[0][i], "а", "a"))
			}
			return joined(rows, "\t")
		}},
		{"kinds in a column of their own", "r.csv", coreFields, func(*testing.T) []byte {
			rows := [][]string{{"Вид органу", "Назва", "Адреса (територія)", "Номер рішення", "Дата рішення", "E-mail"}}
			for _, w := range invented {
				kind := strings.Join(strings.Fields(w.name)[:2], " ")
				rows = append(rows, []string{kind, w.name, w.territory, w.actNumber, strings.ReplaceAll(dotted(w.actDate), ".", "/"), "osoba@example.org"})
			}
			return joined(rows, ",")
		}},
	}
}

func pageTable(rows [][]string) string {
	var b strings.Builder
	b.WriteString("<table>")
	for _, row := range rows {
		b.WriteString("<tr>")
		for _, cell := range row {
			b.WriteString("<td>" + cell + "</td>")
		}
		b.WriteString("</tr>")
	}
	return b.String() + "</table>"
}

// columnText lays rows out as pdftotext -layout does, with long cells on two lines.
func columnText(rows [][]string) string {
	widths := []int{8, 34, 34, 14, 14}
	var b strings.Builder
	for _, row := range rows {
		first, second := make([]string, len(row)), make([]string, len(row))
		for i, cell := range row {
			first[i] = cell
			if r := []rune(cell); len(r) > widths[i]-3 {
				cut := widths[i] - 4
				for cut > 0 && r[cut] != ' ' {
					cut--
				}
				first[i], second[i] = string(r[:cut]), string(r[cut+1:])
			}
		}
		for _, line := range [][]string{first, second} {
			if strings.Join(line, "") == "" {
				continue
			}
			for i, cell := range line {
				b.WriteString(cell + strings.Repeat(" ", max(0, widths[i]-len([]rune(cell)))))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}
