// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// TestToleranceAtItsBound: as large a share as is declared may be set aside, and not one record more.
func TestToleranceAtItsBound(t *testing.T) {
	s := catalog.Source{Name: "towns", Tolerance: 0.2, Key: []string{"id"}, Columns: []catalog.SourceColumn{{Column: catalog.Column{Name: "id", Type: catalog.TypeInteger, Required: true}}}}
	for bad, refused := range map[int]bool{0: false, 2: false, 3: true, 4: true} {
		sheet, err := parse.NewSheet(s)
		if err != nil {
			t.Fatal(err)
		}
		file := sheet.File("towns.csv")
		file.In = 10
		for n := range 10 {
			cell := strconv.Itoa(n)
			if n < bad {
				cell = "no number"
			}
			file.Row(n+2, []string{cell})
		}
		if err := sheet.Finish(); err != nil {
			t.Fatal(err)
		}
		err = tolerate(s, sheet)
		if (err != nil) != refused || refused && !strings.Contains(err.Error(), strconv.Itoa(bad)+" of 10") {
			t.Errorf("%d of 10 set aside: %v", bad, err)
		}
	}
}
