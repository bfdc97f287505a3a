// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"osnova/ingest/forms"
	"osnova/ingest/forms/blank"
	"osnova/ingest/parse/sheetxml"
)

// filler is a blank form taken apart, so that a thousand of them can be filled in without being written anew.
type filler struct {
	parts []bookPart
	at    map[string]bookCell // by question, or service and question
}

type bookPart struct {
	name string
	body []byte
}

type bookCell struct {
	part int
	cell string
}

// template takes the blank of a form apart.
func template(f *forms.Form, version int) (*filler, error) {
	book, err := blank.Form(f, version, blank.Options{})
	if err != nil {
		return nil, err
	}
	empty, err := book.XLSX()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(empty), int64(len(empty)))
	if err != nil {
		return nil, err
	}
	t := &filler{at: map[string]bookCell{}}
	byName := map[string]int{}
	for _, m := range z.File {
		r, err := m.Open()
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return nil, err
		}
		byName[m.Name] = len(t.parts)
		t.parts = append(t.parts, bookPart{m.Name, body})
	}
	sheets, err := sheetxml.Open(bytes.NewReader(empty), int64(len(empty)), sheetxml.Limits{})
	if err != nil {
		return nil, err
	}
	for n, s := range sheets.Sheets {
		var head []sheetxml.Cell
		err := sheets.Rows(s, func(row int, cells []sheetxml.Cell) error {
			if len(cells) == 0 || cells[0].Column != 0 || cells[0].Text == "" || s.Hidden {
				return nil
			}
			if cells[0].Text == "#form" {
				head = slices.Clone(cells[1:])
				return nil
			}
			for _, h := range head {
				key := cells[0].Text
				if h.Text != "value" {
					key += "." + h.Text
				}
				t.at[key] = bookCell{byName[fmt.Sprintf("xl/worksheets/sheet%d.xml", n+1)], sheetxml.Address(h.Column, row)}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return t, nil
}

var plainNumber = regexp.MustCompile(`^-?\d{1,15}(\.\d+)?$`)

// fill writes the form with these texts in its cells; formula tells that the first number is to be what a formula gave.
func (t *filler) fill(cells map[string]string, formula bool, edit func(name string, body []byte) []byte) ([]byte, error) {
	by := map[int]map[string]string{}
	for key, text := range cells {
		s, ok := t.at[key]
		if !ok {
			return nil, fmt.Errorf("the form has no cell for %s", key)
		}
		if by[s.part] == nil {
			by[s.part] = map[string]string{}
		}
		by[s.part][s.cell] = text
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for n, p := range t.parts {
		body := p.body
		if by[n] != nil {
			var err error
			if body, err = splice(body, by[n], formula); err != nil {
				return nil, fmt.Errorf("%s: %w", p.name, err)
			}
		}
		w, err := z.Create(p.name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(edit(p.name, body)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

var styled = regexp.MustCompile(`<c r="([A-Z]+\d+)"( s="\d+")?(?:/>|></c>)`)

// splice puts texts into the empty cells of a worksheet.
func splice(sheet []byte, cells map[string]string, formula bool) ([]byte, error) {
	var out bytes.Buffer
	last, done := 0, 0
	for _, m := range styled.FindAllSubmatchIndex(sheet, -1) {
		text, ok := cells[string(sheet[m[2]:m[3]])]
		if !ok {
			continue
		}
		out.Write(sheet[last:m[0]])
		last = m[1]
		done++
		style := ""
		if m[4] >= 0 {
			style = string(sheet[m[4]:m[5]])
		}
		if plainNumber.MatchString(text) {
			f := ""
			if formula && !strings.Contains(text, ".") {
				f, formula = "<f>"+text+"+0</f>", false
			}
			fmt.Fprintf(&out, `<c r="%s"%s>%s<v>%s</v></c>`, sheet[m[2]:m[3]], style, f, text)
			continue
		}
		fmt.Fprintf(&out, `<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, sheet[m[2]:m[3]], style, xmlText.Replace(text))
	}
	if done != len(cells) {
		return nil, fmt.Errorf("%d of %d cells are there", done, len(cells))
	}
	out.Write(sheet[last:])
	return out.Bytes(), nil
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// workbook is the form of one unit, filled in. Now and then its sheets are renamed and its labels rewritten.
func (a *returns) workbook(r *reply, draw *rand.Rand) ([]byte, error) {
	key := fmt.Sprint(r.form.Name, r.version)
	if a.blanks[key] == nil {
		t, err := template(r.form, r.version)
		if err != nil {
			return nil, err
		}
		a.blanks[key] = t
	}
	cells := map[string]string{"unit": r.unit, "period": strconv.Itoa(r.year), "filled_on": r.filled.Format([]string{"02.01.2006", "2006-01-02"}[draw.IntN(2)])}
	if draw.IntN(3) == 0 {
		cells["filled_on"] = strconv.Itoa(int(r.filled.Unix()/86400) + 25569)
	}
	if r.form.Name == "body" {
		cells["community"] = r.community
	} else {
		cells["unit_name"] = r.place
	}
	if draw.IntN(5) == 0 {
		cells["period"] += " рік"
	}
	for code, text := range r.cells {
		cells[code] = text
	}
	for id, o := range r.offers {
		for column, text := range o.cells {
			cells[id+"."+column] = text
		}
	}
	renamed, relabelled := draw.IntN(4) == 0, draw.IntN(6) == 0
	return a.blanks[key].fill(cells, draw.IntN(2) == 0, func(name string, body []byte) []byte {
		switch {
		case renamed && name == "xl/workbook.xml":
			return bytes.ReplaceAll(body, []byte("Техніка і системи"), []byte("Лист4"))
		case relabelled && name == "xl/sharedStrings.xml":
			return bytes.ReplaceAll(body, []byte("Працівників"), []byte("Співробітників"))
		}
		return body
	})
}

// table is the workbook in which an oblast gathered the returns of a form.
func (a *returns) table(list []*reply) ([]byte, error) {
	f, version := list[0].form, list[0].version
	questions, columns := f.Columns(version)
	answers, services := [][]string{append([]string{"#units"}, questions...)}, [][]string{append([]string{"#units"}, columns...)}
	for _, r := range list {
		a.account(r, false)
		row := []string{r.unit}
		for _, code := range questions {
			switch code {
			case "period":
				row = append(row, strconv.Itoa(r.year))
			case "filled_on":
				row = append(row, r.filled.Format("2006-01-02"))
			case "community":
				row = append(row, r.community)
			case "unit_name":
				row = append(row, r.place)
			default:
				row = append(row, r.cells[code])
			}
		}
		answers = append(answers, row)
		for _, id := range offerIDs(r.offers) {
			if len(r.offers[id].cells) == 0 {
				continue
			}
			row := []string{r.unit, strconv.Itoa(r.year), id}
			for _, code := range columns[2:] {
				row = append(row, r.offers[id].cells[code])
			}
			services = append(services, row)
		}
	}
	return writeXLSX([]worksheet{{"answers", answers}, {"services", services}, {"codes", [][]string{{"#units", f.Name, strconv.Itoa(version)}}}})
}
