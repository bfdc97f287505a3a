package parse

import (
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
	if _, err := XLSX("far.xlsx", body.Bytes(), ""); err == nil || !strings.Contains(err.Error(), "2000 rows and 16384 columns") {
		t.Error(err)
	}
}

// TestLongHeader: a message about a missing column names some of the others, not a hundred thousand.
func TestLongHeader(t *testing.T) {
	_, err := Header("wide.csv", Record{1, strings.Split(strings.Repeat("c,", 100_000), ",")}, []string{"identifier"})
	if err == nil || len(err.Error()) > 1000 || !strings.Contains(err.Error(), "and 99941 more") {
		t.Error(err)
	}
}
