// SPDX-License-Identifier: Apache-2.0

package egov_benchmark

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/ingest/sources/sourcetest"
)

// workbook writes rows into a sheet of the real one's name, below five rows of title as the publisher has them.
func workbook(t *testing.T, rows [][]any) sourcetest.Files {
	t.Helper()
	book := excelize.NewFile()
	const sheet = "1. Scores 2024"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellValue(sheet, "A1", "Scores"); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, 6+i)
		if err := book.SetSheetRow(sheet, cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var body bytes.Buffer
	if err := book.Write(&body); err != nil {
		t.Fatal(err)
	}
	return func(catalog.File) ([]byte, error) { return body.Bytes(), nil }
}

func TestHandMade(t *testing.T) {
	files := workbook(t, [][]any{
		{"Country", "Scoring", "Biennial average 2022 + 2023", "Average (2023)", "Regular business\noperations (2023)", "Average (2022)", "Average (2021)"},
		{"UA", "0. OVERALL SCORE", 51.005908, 51.005908, 40.1, ".", "."},
		{"EL", "1.1 Online availability", 80, 82.00004, ".", 78, 70},
		{"AVERAGE_EU27", "0. OVERALL SCORE", 75.7976, 74.5868, 83.85, 77.0, 70},
		{"ZZ", "0. OVERALL SCORE", 1, 2, 3, 4, 5},
	})
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, files, sourcetest.Counts{In: 25, Loaded: 7, Quarantined: 3, Skipped: 15, Rows: 7})
	sourcetest.WantCell(t, got, "51.0059", "value", "UA", "0", "2023", "all")
	sourcetest.WantCell(t, got, "40.1", "value", "UA", "0", "2023", "regular_business")
	sourcetest.WantCell(t, got, "82", "value", "GR", "1.1", "2023", "all")
	sourcetest.WantCell(t, got, "75.7976", "value", "EU27", "0", "2022-2023", "all")
	if v, ok := sourcetest.Value(t, got, "value", "UA", "0", "2022-2023", "all"); ok {
		t.Errorf("Ukraine has one collection, but a biennial value %s", v)
	}
}

func TestForeignSheet(t *testing.T) {
	if _, err := sourcetest.Run(sourcetest.Source(t), Parse, workbook(t, [][]any{{"Land", "Score"}})); err == nil {
		t.Error("a sheet without the header was read")
	}
	if _, err := sourcetest.Run(sourcetest.Source(t), Parse, sourcetest.ReadText("<html>")); err == nil {
		t.Error("a web page was read as a workbook")
	}
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 741*57 + 5, Loaded: 6486, Skipped: 35756, Rows: 6486})
	for _, w := range [][4]string{
		{"UA", "0", "2023", "51.0059"},
		{"EU27", "0", "2023", "74.5868"},
		{"EU27", "0", "2022-2023", "75.7976"},
		{"EGB37", "0", "2022-2023", "71.2348"},
		{"UA", "1", "2023", "82.7284"},
		{"UA", "2", "2023", "37.4921"},
		{"UA", "3", "2023", "59.956"},
		{"UA", "4", "2023", "23.8472"},
	} {
		sourcetest.WantCell(t, got, w[3], "value", w[0], w[1], w[2], "all")
	}
	if n := got.Tallies[0].Skipped["one_collection"]; n != 2*19*3 {
		t.Errorf("%d biennial values of countries assessed once are skipped, Ukraine and Moldova have 19 × 3 each", n)
	}
}
