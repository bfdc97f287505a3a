// SPDX-License-Identifier: Apache-2.0

package register

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// The register that all layouts show is invented: six bodies, a condominium association and a row without a name. Fields that a layout does not
// show are left out of what is wanted of it.
type wanted struct{ number, name, kind, territory, actNumber, actDate, elected, termEnd, endDate, endReason, status, residents, url string }

var invented = []wanted{
	{"1", "Будинковий комітет «Затишок»", "house", "вул. Садова", "45-7/VIII", "2019-03-12", "2019-04-15", "2029-04-15", "", "", "legal_person", "1250", "https://rada.example.org/acts/45"},
	{"2", "Вуличний комітет вулиці Польової", "street", "вул. Польова від початку до річки", "112", "2007-11-05", "2007-12-01", "", "2018-12-20", "саморозпуск", "notified", "340", "https://rada.example.org/acts/112"},
	{"3", "Квартальний комітет № 39", "block", "квартал між вулицями Лісова та Лугова", "9-1/15", "2021-05-20", "2021-06-10", "2026-06-10", "", "", "permitted_only", "2100", "https://rada.example.org/acts/9"},
	{"4", "Комітет мікрорайону «Нова Дача»", "microdistrict", "мікрорайон Нова Дача", "77", "2015-02-03", "2015-03-01", "", "", "", "legal_person", "8000", ""},
	{"5", "Сільський комітет села Вигаданого", "village", "с. Вигадане", "3-2", "2020-10-30", "", "", "", "", "", "", ""},
	{"6", "Орган самоорганізації населення «Берег»", "other", "берег озера", "501", "2012-07-09", "2012-08-01", "", "", "", "notified", "95", ""},
}

// dotted writes an ISO day as dd.mm.yyyy; empty stays.
func dotted(day string) string {
	if day == "" {
		return ""
	}
	return day[8:] + "." + day[5:7] + "." + day[:4]
}

var monthsOf = strings.Fields("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня")

// inWords writes an ISO day with the month in words.
func inWords(day string) string {
	if day == "" {
		return ""
	}
	var y, m, d int
	fmt.Sscanf(day, "%d-%d-%d", &y, &m, &d)
	return fmt.Sprintf("%d %s %d року", d, monthsOf[m-1], y)
}

var statusWords = map[string]string{"legal_person": "Зареєстровано як юридична особа", "notified": "Повідомлення про заснування", "permitted_only": "Надано дозвіл", "": "–"}

// shown are the fields that a layout shows.
type shown string

const (
	allFields  = shown("number name territory act_number act_date elected term_end end status residents url")
	coreFields = shown("name territory act_number act_date")
)

func (s shown) has(field string) bool { return strings.Contains(" "+string(s)+" ", " "+field+" ") }

// layout is one way of keeping a register.
type layout struct {
	name   string
	file   string
	fields shown
	body   func(t *testing.T) []byte
}

// tableRows are the rows of the full table, below one heading.
func tableRows() [][]string {
	rows := [][]string{{"№ з/п", "Назва органу самоорганізації населення", "Територія діяльності", "№ рішення", "Дата рішення", "Голова, телефон", "Дата обрання", "Строк повноважень до", "Дата припинення", "Причина припинення", "Правовий статус", "Кількість жителів", "Посилання на рішення"}}
	for _, w := range invented {
		rows = append(rows, []string{w.number, w.name, w.territory, w.actNumber, dotted(w.actDate), "Особа О. О., (000) 000-00-00", dotted(w.elected), dotted(w.termEnd), dotted(w.endDate), w.endReason, statusWords[w.status], w.residents, w.url})
	}
	return append(rows, []string{"7", "Об’єднання співвласників багатоквартирного будинку «Вежа»", "", "", "", "", "", "", "", "", "", "", ""}, []string{"8", "", "вул. Нічия", "", "", "", "", "", "", "", "", "", ""})
}

func joined(rows [][]string, separator string) []byte {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteString(separator)
			}
			if strings.ContainsAny(cell, separator+"\"\n") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}

func workbook(t *testing.T, fill func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f, "Sheet1")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func setRow(t *testing.T, f *excelize.File, sheet string, n int, row []string) {
	t.Helper()
	cells := make([]any, len(row))
	for i, c := range row {
		cells[i] = c
	}
	if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", n), &cells); err != nil {
		t.Fatal(err)
	}
}

// document packs paragraphs and tables, in WordprocessingML, as a word processor does.
func document(t *testing.T, xml string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml":   `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + xml + `</w:body></w:document>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(body))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// paragraph is one in runs, cut in the middle as word processors do.
func paragraph(text string) string {
	r := []rune(text)
	half := len(r) / 2
	run := func(s string) string {
		return `<w:r><w:t xml:space="preserve">` + html.EscapeString(s) + `</w:t></w:r>`
	}
	return "<w:p>" + run(string(r[:half])) + run(string(r[half:])) + "</w:p>"
}

func documentTable(rows [][]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl>")
	for _, row := range rows {
		b.WriteString("<w:tr>")
		for _, cell := range row {
			b.WriteString("<w:tc>" + paragraph(cell) + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

func page(content string) []byte {
	return []byte(`<!doctype html><html lang="uk"><head><meta charset="utf-8"><title>Вигадана рада</title></head><body><nav><a href="/">Головна</a></nav><h1>Органи самоорганізації населення</h1>` + content + `<footer>© 2026</footer></body></html>`)
}

// sentence tells of one body in one paragraph.
func sentence(w wanted) string {
	s := w.name + ", рішення міської ради від " + dotted(w.actDate) + " № " + w.actNumber + ". Територія: " + w.territory + "."
	if w.endDate != "" {
		s += " Діяльність припинено " + dotted(w.endDate) + " у зв’язку з " + w.endReason + "."
	}
	return s
}

// TestRegistersOfCouncils: twenty layouts after those that councils have, of one invented register. Each is read as it is, no field is wrong, and
// what is no body is left out with the reason.
func TestRegistersOfCouncils(t *testing.T) {
	exact := 0
	for _, l := range layouts() {
		t.Run(l.name, func(t *testing.T) {
			lines, err := readLines(l.file, l.body(t))
			if err != nil {
				t.Fatal(err)
			}
			r := readRegister(lines, "UA05020030000031457")
			missing, wrong := 0, 0
			for _, w := range invented {
				found := false
				for _, b := range r.bodies {
					if b.name != w.name {
						continue
					}
					found = true
					for _, f := range w.compare(b, l.fields) {
						if f.got == "" {
							missing++
							t.Logf("%s: %s is missing (%s)", w.name, f.field, f.want)
						} else {
							wrong++
							t.Errorf("%s: %s is %q, want %q", w.name, f.field, f.got, f.want)
						}
					}
				}
				if !found {
					missing++
					t.Logf("%s is missing", w.name)
				}
			}
			if len(r.bodies) > len(invented) {
				t.Errorf("%d bodies", len(r.bodies))
				for _, b := range r.bodies {
					t.Log(b)
				}
			}
			if missing == 0 && wrong == 0 {
				exact++
			} else {
				t.Log(r.rejected)
			}
			for _, b := range r.bodies {
				if all := fmt.Sprint(b); strings.Contains(all, "Особа") || strings.Contains(all, "000-00") || strings.Contains(all, "@") {
					t.Errorf("something of a person came out: %s", all)
				}
			}
			for _, bad := range r.rejected {
				if bad.reason == "" || strings.Contains(bad.value, "Особа") {
					t.Errorf("rejected %v", bad)
				}
			}
		})
	}
	t.Logf("%d of %d layouts are read whole", exact, len(layouts()))
	if exact < 18 || len(layouts()) != 20 {
		t.Errorf("%d of %d layouts are read whole, 18 are wanted", exact, len(layouts()))
	}
}

// difference is a field that is not as it should be.
type difference struct{ field, got, want string }

// compare holds the fields that a layout shows against what was read.
func (w wanted) compare(b registerBody, fields shown) (out []difference) {
	for _, f := range []struct{ field, got, want string }{
		{"number", b.number, w.number},
		{"territory", b.territory, w.territory},
		{"act_number", b.actNumber, w.actNumber},
		{"act_date", b.actDate, w.actDate},
		{"elected", b.elected, w.elected},
		{"term_end", b.termEnd, w.termEnd},
		{"end", b.endDate, w.endDate},
		{"status", b.status, w.status},
		{"residents", b.residents, w.residents},
		{"url", b.actURL, w.url},
	} {
		if f.got != f.want && fields.has(f.field) {
			out = append(out, difference(f))
		}
	}
	if fields.has("end") && b.endReason != w.endReason {
		out = append(out, difference{"end_reason", b.endReason, w.endReason})
	}
	if b.kind != w.kind {
		out = append(out, difference{"type", b.kind, w.kind})
	}
	return out
}

// windows1251 turns a text into the code page of old programs.
func windows1251(t *testing.T, text []byte) []byte {
	t.Helper()
	out, err := charmap.Windows1251.NewEncoder().Bytes(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestWhatIsNoBody: rows that are none are rejected one by one, also where a list is numbered; nothing of a person comes out of any text.
func TestWhatIsNoBody(t *testing.T) {
	text := `Реєстр органів самоорганізації населення

1. Будинковий комітет «Затишок» – рішення міської ради від 12 березня 2019 року № 45-7/VIII.
   Територія: вул. Садова, 12. Голова: Особа Особова, тел. (000) 000-00-00
2. ОСББ «Вежа», рішення від 01.02.2020 № 3
3. Об’єднання співвласників будинку «Маяк»
4. Вуличний комітет вул. Польової, голова Особа О. О., рішення від 31.02.2020 № 112
5. Органи самоорганізації не створено
`
	lines, err := readLines("r.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r := readRegister(lines, "UA05020030000031457")
	if r.rows != 5 || len(r.bodies) != 2 || r.wholeRows != 3 || r.rows != len(r.bodies)+r.merged+r.wholeRows {
		t.Errorf("%d rows, %d bodies, %d merged, %d left out", r.rows, len(r.bodies), r.merged, r.wholeRows)
	}
	if all := fmt.Sprint(r); strings.Contains(all, "Особа") || strings.Contains(all, "000") && strings.Contains(all, "(000)") {
		t.Errorf("something of a person came out: %s", all)
	}
	if b := r.bodies[0]; b.territory != "вул. Садова" || b.actNumber != "45-7/VIII" {
		t.Errorf("%+v", b)
	}
	reasons := fmt.Sprint(r.rejected)
	for _, want := range []string{"names no body", "condominium association", "31.02.2020 is no date that there is", "says that there is no body"} {
		if !strings.Contains(reasons, want) {
			t.Errorf("no reason says %q: %s", want, reasons)
		}
	}
}

// TestOtherFiles: what is no register that can be read says so and what to do.
func TestOtherFiles(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"r.pdf":  {"%PDF-1.4 …", "pdftotext"},
		"r.doc":  {"\xd0\xcf\x11\xe0…", "save it as .docx"},
		"r.csv":  {"", "is empty"},
		"r.html": {"<html><table>" + strings.Repeat("<tr><td colspan=1000 rowspan=1000>x</td></tr>", 2000), "cells"},
		"r.docx": {"PK\x03\x04broken", "r.docx"},
	} {
		if _, err := readLines(name, []byte(c.body)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// FuzzRegister: no bytes make the reader panic, every row met is a body, part of one, or left out, and no phone comes out.
func FuzzRegister(f *testing.F) {
	for _, l := range layouts() {
		f.Add(l.file, l.body(&testing.T{}))
	}
	f.Fuzz(func(t *testing.T, file string, body []byte) {
		lines, err := readLines(file, body)
		if err != nil {
			return
		}
		r := readRegister(lines, "UA05020030000031457")
		if r.rows != len(r.bodies)+r.merged+r.wholeRows {
			t.Fatalf("%d rows, %d bodies, %d merged, %d left out", r.rows, len(r.bodies), r.merged, r.wholeRows)
		}
	})
}
