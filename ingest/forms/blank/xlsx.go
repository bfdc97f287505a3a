// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"fmt"
	"maps"
	"slices"

	"github.com/xuri/excelize/v2"
)

// xlsxWriter writes a workbook as XLSX; the first fault stays.
type xlsxWriter struct {
	file   *excelize.File
	styles map[cellStyle]int
	err    error
}

func (w *xlsxWriter) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

// XLSX is the workbook as XLSX.
func (b *formBook) xlsx() ([]byte, error) {
	w := &xlsxWriter{file: excelize.NewFile()}
	defer w.file.Close()
	w.makeStyles()
	for n, s := range b.sheets {
		if n == 0 {
			w.do(w.file.SetSheetName("Sheet1", s.name))
		} else if w.err == nil {
			_, w.err = w.file.NewSheet(s.name)
		}
	}
	for _, s := range b.sheets {
		w.sheet(s)
	}
	full := true
	w.do(w.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full}))
	w.do(w.file.ProtectWorkbook(&excelize.WorkbookProtectionOptions{LockStructure: true}))
	w.do(w.file.SetDocProps(&excelize.DocProperties{Title: b.title, Creator: "osnova", Created: madeOn, Modified: madeOn, Language: "uk-UA"}))
	if w.err != nil {
		return nil, w.err
	}
	out, err := w.file.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// madeOn is the moment that every blank carries, so that equal forms are equal bytes.
const madeOn = "2026-01-01T00:00:00Z"

func (w *xlsxWriter) sheet(s *bookSheet) {
	for _, column := range slices.Sorted(maps.Keys(s.widths)) {
		name, _ := excelize.ColumnNumberToName(column)
		w.do(w.file.SetColWidth(s.name, name, name, s.widths[column]))
	}
	for _, column := range slices.Sorted(maps.Keys(s.looks)) {
		name, _ := excelize.ColumnNumberToName(column)
		w.do(w.file.SetColStyle(s.name, name, w.styles[s.looks[column]]))
	}
	for _, at := range s.places() {
		w.cell(s, at)
	}
	for _, row := range slices.Sorted(maps.Keys(s.heights)) {
		w.do(w.file.SetRowHeight(s.name, row, s.heights[row]))
	}
	for _, m := range s.merged {
		w.do(w.file.MergeCell(s.name, cellName(m[0], m[1]), cellName(m[2], m[3])))
	}
	for _, r := range s.rules {
		w.rule(s, r)
	}
	if s.hiddenRow > 0 {
		w.do(w.file.SetRowVisible(s.name, s.hiddenRow, false))
	}
	if s.hiddenColumn > 0 {
		name, _ := excelize.ColumnNumberToName(s.hiddenColumn)
		w.do(w.file.SetColVisible(s.name, name, false))
	}
	if s.hidden {
		w.do(w.file.SetSheetVisible(s.name, false, true))
		return
	}
	if s.frozenRows > 0 {
		w.do(w.file.SetPanes(s.name, &excelize.Panes{
			Freeze: true, XSplit: s.frozenCols, YSplit: s.frozenRows, TopLeftCell: cellName(s.frozenRows+1, s.frozenCols+1), ActivePane: "bottomRight",
		}))
		w.do(w.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s.name, s.frozenRows, s.frozenRows),
		}))
	}
	if !s.unlocked {
		w.do(w.file.ProtectSheet(s.name, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true}))
	}
	landscape, paper, one, none, fit, margin := "landscape", 9, 1, 0, true, 0.4
	w.do(w.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, FitToWidth: &one, FitToHeight: &none}))
	w.do(w.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	w.do(w.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin}))
	w.do(w.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}))
}

func (w *xlsxWriter) cell(s *bookSheet, at [2]int) {
	c, name := s.cells[at], cellName(at[0], at[1])
	switch {
	case c.formula != "":
		w.do(w.file.SetCellFormula(s.name, name, inXLSX(c.formula)))
	case c.number != nil:
		w.do(w.file.SetCellValue(s.name, name, *c.number))
	case c.text != "":
		w.do(w.file.SetCellStr(s.name, name, c.text))
	}
	if c.style != noStyle {
		w.do(w.file.SetCellStyle(s.name, name, name, w.styles[c.style]))
	}
}

func (w *xlsxWriter) rule(s *bookSheet, r cellRule) {
	v := excelize.NewDataValidation(true)
	v.SetSqref(cellName(r.from, r.column) + ":" + cellName(r.to, r.column))
	between := excelize.DataValidationOperatorBetween
	switch r.kind {
	case "list":
		v.SetSqrefDropList(inXLSX(r.list))
	case "whole":
		w.do(v.SetRange(r.low, r.high, excelize.DataValidationTypeWhole, between))
	case "decimal":
		w.do(v.SetRange(r.low, r.high, excelize.DataValidationTypeDecimal, between))
	case "length":
		w.do(v.SetRange(r.low, r.high, excelize.DataValidationTypeTextLength, between))
	}
	if r.fault != "" {
		v.SetError(excelize.DataValidationErrorStyleStop, ruleTitle, r.fault)
	}
	if r.prompt != "" {
		v.SetInput(ruleTitle, r.prompt)
	}
	w.do(w.file.AddDataValidation(s.name, v))
}

// ruleTitle heads prompts and faults.
const ruleTitle = "Анкета / Form"

func (w *xlsxWriter) makeStyles() {
	var border []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "C8CDD3", Style: 1})
	}
	wrap := &excelize.Alignment{WrapText: true, Vertical: "center"}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	font := func(size float64, bold bool, color string) *excelize.Font {
		return &excelize.Font{Family: "Calibri", Size: size, Bold: bold, Color: color}
	}
	whole, money, day, unlocked := "0", "#,##0.00", "yyyy-mm-dd", &excelize.Protection{Locked: false}
	answer := func(format *string) excelize.Style {
		return excelize.Style{Alignment: wrap, Border: border, Fill: fill("FFF8DC"), Protection: unlocked, CustomNumFmt: format}
	}
	w.styles = map[cellStyle]int{}
	for style, made := range []excelize.Style{
		titleCell:   {Font: font(14, true, "1A1F27")},
		headerCell:  {Font: font(11, true, "FFFFFF"), Fill: fill("0057B8"), Alignment: wrap, Border: border},
		textCell:    {Alignment: wrap, Border: border},
		warningCell: {Alignment: wrap, Border: border, Font: font(11, true, "A61B1B")},
		countCell:   {Alignment: wrap, Font: font(11, true, "0057B8")},
		numberCell:  answer(&whole), moneyCell: answer(&money), dateCell: answer(&day), choiceCell: answer(nil),
	} {
		if cellStyle(style) == noStyle || w.err != nil {
			continue
		}
		w.styles[cellStyle(style)], w.err = w.file.NewStyle(&made)
	}
}
