// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestStrayCell: one cell in the last corner of a sheet does not take all memory.
func TestStrayCell(t *testing.T) {
	book := excelize.NewFile()
	for cell, v := range map[string]string{"A1": "id", "XFD3": "far", "A2000": "1"} {
		if err := book.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	body, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := XLSX("far.xlsx", body.Bytes(), ""); err == nil || !strings.Contains(err.Error(), "rows and 16384 columns or more (remove stray cells far from the table: the widest row ends with XFD3, the last with A2000)") {
		t.Error(err)
	}
}

// TestLongHeader: a message about a missing column names some of the others, not a hundred thousand.
func TestLongHeader(t *testing.T) {
	_, err := Header("wide.csv", Record{Line: 1, Cells: strings.Split(strings.Repeat("c,", 100_000), ",")}, []string{"identifier"})
	if err == nil || len(err.Error()) > 1000 || !strings.Contains(err.Error(), "and 99941 more") {
		t.Error(err)
	}
}

// TestBomb: a workbook whose sheet unpacks to hundreds of times its size is refused before it is unpacked.
func TestBomb(t *testing.T) {
	var body bytes.Buffer
	w := zip.NewWriter(&body)
	part, err := w.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range 32 {
		if _, err := part.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := XLSX("bomb.xlsx", body.Bytes(), ""); err == nil || !strings.Contains(err.Error(), "sheet1.xml: the part unpacks from") {
		t.Error(err)
	}
}

// TestColumnTwice: a wanted column that the header holds twice is an error, one that nobody wants is none.
func TestColumnTwice(t *testing.T) {
	header := Record{Line: 3, Cells: []string{"id", "value", "note", "Value ", "value", "note"}}
	if _, err := Header("twice.csv", header, []string{"id", "value"}); err == nil || !strings.Contains(err.Error(), `twice.csv:3: column "value" is in the header more than once, first as number 2`) {
		t.Error(err)
	}
	if at, err := Header("twice.csv", header, []string{"id"}); err != nil || at[0] != 0 {
		t.Error(at, err)
	}
}
