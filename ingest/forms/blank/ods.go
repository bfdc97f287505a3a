// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// odsNames are the name spaces of a spreadsheet (OpenDocument 1.3, part 3).
const odsNames = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
	`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
	`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" ` +
	`xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
	`xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3"`

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// odsStyles are the looks of cells, by style; those that may be filled in are not protected.
var odsStyles = map[cellStyle]string{
	titleCell:   `<style:text-properties fo:font-size="14pt" fo:font-weight="bold" fo:color="#1a1f27"/>`,
	headerCell:  `<style:table-cell-properties fo:background-color="#0057b8" fo:border="0.5pt solid #c8cdd3" fo:wrap-option="wrap" style:vertical-align="middle"/><style:text-properties fo:font-weight="bold" fo:color="#ffffff"/>`,
	textCell:    `<style:table-cell-properties fo:border="0.5pt solid #c8cdd3" fo:wrap-option="wrap" style:vertical-align="middle"/>`,
	warningCell: `<style:table-cell-properties fo:border="0.5pt solid #c8cdd3" fo:wrap-option="wrap" style:vertical-align="middle"/><style:text-properties fo:font-weight="bold" fo:color="#a61b1b"/>`,
	countCell:   `<style:table-cell-properties fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold" fo:color="#0057b8"/>`,
	numberCell:  odsAnswer, moneyCell: odsAnswer, dateCell: odsAnswer, choiceCell: odsAnswer,
}

const odsAnswer = `<style:table-cell-properties style:cell-protect="none" fo:background-color="#fff8dc" fo:border="0.5pt solid #c8cdd3" fo:wrap-option="wrap" style:vertical-align="middle"/>`

// odsFormats are how numbers are shown, by style.
var odsFormats = map[cellStyle]string{numberCell: "whole", moneyCell: "money", dateCell: "day"}

// ods is the workbook as an OpenDocument spreadsheet.
func (b *formBook) ods() ([]byte, error) {
	content := &odsWriter{}
	content.document(b)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	made, err := time.Parse(time.RFC3339, madeOn)
	if err != nil {
		return nil, err
	}
	for _, part := range []struct {
		name, body string
		method     uint16
	}{
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", zip.Store}, // first and not packed, so that the type can be told
		{"META-INF/manifest.xml", odsManifest, zip.Deflate},
		{"meta.xml", xmlHead + `<office:document-meta ` + odsNames + `><office:meta><meta:generator>osnova</meta:generator><dc:title>` + escaped(b.title) +
			`</dc:title><dc:date>` + madeOn + `</dc:date><dc:language>uk-UA</dc:language></office:meta></office:document-meta>`, zip.Deflate},
		{"styles.xml", odsPages, zip.Deflate},
		{"settings.xml", b.odsSettings(), zip.Deflate},
		{"content.xml", content.out.String(), zip.Deflate},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: part.method, Modified: made})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(part.body)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

const odsManifest = xmlHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">` +
	`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>` +
	`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>` +
	`<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`

// odsPages makes every sheet fit the width of a lying A4 page, with its number below.
const odsPages = xmlHead + `<office:document-styles ` + odsNames + `><office:styles><style:default-style style:family="table-cell">` +
	`<style:text-properties style:font-name="Calibri" fo:font-size="11pt" fo:language="uk" fo:country="UA"/></style:default-style></office:styles>` +
	`<office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" ` +
	`style:print-orientation="landscape" fo:margin="1cm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>` +
	`<office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"><style:footer><text:p><text:sheet-name>?</text:sheet-name> ` +
	`<text:page-number>1</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`

// odsSettings keeps the headings in sight.
func (b *formBook) odsSettings() string {
	var out strings.Builder
	item := func(name, kind, value string) {
		fmt.Fprintf(&out, `<config:config-item config:name="%s" config:type="%s">%s</config:config-item>`, name, kind, value)
	}
	out.WriteString(xmlHead + `<office:document-settings ` + odsNames + `><office:settings><config:config-item-set config:name="ooo:view-settings">` +
		`<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1</config:config-item><config:config-item-map-named config:name="Tables">`)
	for _, s := range b.sheets {
		if s.frozenRows == 0 {
			continue
		}
		out.WriteString(`<config:config-item-map-entry config:name="` + escaped(s.name) + `">`)
		for _, split := range []struct {
			name string
			at   int
			side string
		}{{"Horizontal", s.frozenCols, "Right"}, {"Vertical", s.frozenRows, "Bottom"}} {
			item(split.name+"SplitMode", "short", "2")
			item(split.name+"SplitPosition", "int", strconv.Itoa(split.at))
			item("Position"+split.side, "int", strconv.Itoa(split.at))
			item("Position"+map[string]string{"Right": "Left", "Bottom": "Top"}[split.side], "int", "0")
		}
		item("ActiveSplitRange", "short", "3")
		out.WriteString(`</config:config-item-map-entry>`)
	}
	out.WriteString(`</config:config-item-map-named>`)
	item("ActiveTable", "string", escaped(b.sheets[0].name))
	out.WriteString(`</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`)
	return out.String()
}

// odsWriter writes content.xml.
type odsWriter struct {
	out   strings.Builder
	rules map[string]string // names of rules by what they say
}

func escaped(s string) string {
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(s)) // a buffer takes everything
	return out.String()
}

func (w *odsWriter) document(b *formBook) {
	w.out.WriteString(xmlHead + `<office:document-content ` + odsNames + `><office:automatic-styles>` +
		`<number:number-style style:name="whole"><number:number number:decimal-places="0" number:min-integer-digits="1"/></number:number-style>` +
		`<number:number-style style:name="money"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>` +
		`<number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>` +
		`<style:style style:name="shown" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="hidden" style:family="table" style:master-page-name="Default"><style:table-properties table:display="false"/></style:style>`)
	for style := noStyle + 1; style < lastStyle; style++ {
		format := ""
		if f := odsFormats[style]; f != "" {
			format = ` style:data-style-name="` + f + `"`
		}
		fmt.Fprintf(&w.out, `<style:style style:name="c%d" style:family="table-cell" style:parent-style-name="Default"%s>%s</style:style>`, style, format, odsStyles[style])
	}
	for n, s := range b.sheets {
		for _, c := range slices.Sorted(maps.Keys(s.widths)) {
			fmt.Fprintf(&w.out, `<style:style style:name="w%d-%d" style:family="table-column"><style:table-column-properties style:column-width="%.2fcm"/></style:style>`, n, c, s.widths[c]*0.2)
		}
		for _, r := range slices.Sorted(maps.Keys(s.heights)) {
			fmt.Fprintf(&w.out, `<style:style style:name="h%d-%d" style:family="table-row"><style:table-row-properties style:row-height="%.1fpt" style:use-optimal-row-height="false"/></style:style>`, n, r, s.heights[r])
		}
	}
	w.out.WriteString(`</office:automatic-styles><office:body><office:spreadsheet>`)
	w.validations(b)
	for n, s := range b.sheets {
		w.sheet(n, s)
	}
	w.out.WriteString(`</office:spreadsheet></office:body></office:document-content>`)
}

// ruleKey tells rules that say the same.
func ruleKey(r cellRule) string {
	return fmt.Sprint(r.kind, "|", r.low, "|", r.high, "|", r.list, "|", r.prompt, "|", r.fault)
}

// validations writes all rules; cells name theirs.
func (w *odsWriter) validations(b *formBook) {
	w.rules = map[string]string{}
	w.out.WriteString(`<table:content-validations>`)
	for _, s := range b.sheets {
		for _, r := range s.rules {
			key := ruleKey(r)
			if w.rules[key] != "" {
				continue
			}
			w.rules[key] = "v" + strconv.Itoa(len(w.rules)+1)
			fmt.Fprintf(&w.out, `<table:content-validation table:name="%s"`, w.rules[key])
			if c := odsCondition(r); c != "" {
				fmt.Fprintf(&w.out, ` table:condition="%s"`, escaped(c))
			}
			fmt.Fprintf(&w.out, ` table:allow-empty-cell="true" table:base-cell-address="%s"`, escaped("$'"+s.name+"'."+cellName(r.from, r.column)))
			if r.kind == "list" {
				w.out.WriteString(` table:display-list="unsorted"`)
			}
			w.out.WriteString(`>`)
			if r.prompt != "" {
				fmt.Fprintf(&w.out, `<table:help-message table:title="%s" table:display="true"><text:p>%s</text:p></table:help-message>`, ruleTitle, escaped(r.prompt))
			}
			if r.fault != "" {
				fmt.Fprintf(&w.out, `<table:error-message table:title="%s" table:display="true" table:message-type="stop"><text:p>%s</text:p></table:error-message>`, ruleTitle, escaped(r.fault))
			}
			w.out.WriteString(`</table:content-validation>`)
		}
	}
	w.out.WriteString(`</table:content-validations>`)
}

// odsCondition is a rule in OpenFormula; empty where anything may be entered.
func odsCondition(r cellRule) string {
	lo, hi := strconv.FormatFloat(r.low, 'f', -1, 64), strconv.FormatFloat(r.high, 'f', -1, 64)
	switch r.kind {
	case "list":
		return "of:cell-content-is-in-list(" + inODS(r.list) + ")"
	case "whole":
		return "of:cell-content-is-whole-number() and cell-content-is-between(" + lo + "," + hi + ")"
	case "decimal":
		return "of:cell-content-is-decimal-number() and cell-content-is-between(" + lo + "," + hi + ")"
	case "length":
		return "of:cell-content-text-length-is-between(" + lo + "," + hi + ")"
	}
	return ""
}

// sheet writes one sheet, row by row; what lies between cells is repeated emptiness.
func (w *odsWriter) sheet(n int, s *bookSheet) {
	look := map[bool]string{true: "hidden", false: "shown"}[s.hidden]
	protected := map[bool]string{true: ` table:protected="true"`}[!s.unlocked && !s.hidden]
	fmt.Fprintf(&w.out, `<table:table table:name="%s" table:style-name="%s"%s>`, escaped(s.name), look, protected)
	ruled := map[[2]int]string{}
	columns, rows := 0, 0
	for _, r := range s.rules {
		for row := r.from; row <= r.to; row++ {
			ruled[[2]int{row, r.column}] = w.rules[ruleKey(r)]
		}
		columns, rows = max(columns, r.column), max(rows, r.to)
	}
	for at := range s.cells {
		rows, columns = max(rows, at[0]), max(columns, at[1])
	}
	for c := 1; c <= columns; c++ {
		w.column(n, s, c)
	}
	covered := map[[2]int]bool{}
	spans := map[[2]int][2]int{}
	for _, m := range s.merged {
		spans[[2]int{m[0], m[1]}] = [2]int{m[2] - m[0] + 1, m[3] - m[1] + 1}
		for r := m[0]; r <= m[2]; r++ {
			for c := m[1]; c <= m[3]; c++ {
				covered[[2]int{r, c}] = r != m[0] || c != m[1]
			}
		}
	}
	for r := 1; r <= rows; r++ {
		w.row(n, s, r, columns, ruled, spans, covered)
	}
	w.out.WriteString(`</table:table>`)
}

func (w *odsWriter) column(n int, s *bookSheet, c int) {
	w.out.WriteString(`<table:table-column`)
	if _, ok := s.widths[c]; ok {
		fmt.Fprintf(&w.out, ` table:style-name="w%d-%d"`, n, c)
	}
	if s.hiddenColumn == c {
		w.out.WriteString(` table:visibility="collapse"`)
	}
	if look := s.looks[c]; look != noStyle {
		fmt.Fprintf(&w.out, ` table:default-cell-style-name="c%d"`, look)
	}
	w.out.WriteString(`/>`)
}

func (w *odsWriter) row(n int, s *bookSheet, r, columns int, ruled map[[2]int]string, spans map[[2]int][2]int, covered map[[2]int]bool) {
	w.out.WriteString(`<table:table-row`)
	if _, ok := s.heights[r]; ok {
		fmt.Fprintf(&w.out, ` table:style-name="h%d-%d"`, n, r)
	}
	if s.hiddenRow == r {
		w.out.WriteString(` table:visibility="collapse"`)
	}
	w.out.WriteString(`>`)
	for c := 1; c <= columns; c++ {
		at := [2]int{r, c}
		cell := s.cells[at]
		if cell == nil {
			cell = &sheetCell{style: s.looks[c]}
		}
		w.cell(cell, ruled[at], spans[at], covered[at])
	}
	w.out.WriteString(`</table:table-row>`)
}

func (w *odsWriter) cell(c *sheetCell, rule string, span [2]int, covered bool) {
	name := "table:table-cell"
	if covered {
		name = "table:covered-table-cell"
	}
	w.out.WriteString("<" + name)
	if c.style != noStyle {
		fmt.Fprintf(&w.out, ` table:style-name="c%d"`, c.style)
	}
	if rule != "" {
		fmt.Fprintf(&w.out, ` table:content-validation-name="%s"`, rule)
	}
	if span[0] > 0 {
		fmt.Fprintf(&w.out, ` table:number-rows-spanned="%d" table:number-columns-spanned="%d"`, span[0], span[1])
	}
	switch {
	case c.formula != "":
		fmt.Fprintf(&w.out, ` table:formula="of:=%s"/>`, escaped(inODS(c.formula)))
	case c.number != nil:
		n := strconv.FormatFloat(*c.number, 'f', -1, 64)
		fmt.Fprintf(&w.out, ` office:value-type="float" office:value="%s"><text:p>%s</text:p></%s>`, n, n, name)
	case c.text != "":
		w.out.WriteString(` office:value-type="string">`)
		for _, line := range strings.Split(c.text, "\n") {
			w.out.WriteString("<text:p>" + escaped(line) + "</text:p>")
		}
		w.out.WriteString("</" + name + ">")
	default:
		w.out.WriteString("/>")
	}
}
