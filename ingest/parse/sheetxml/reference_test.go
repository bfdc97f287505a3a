// SPDX-License-Identifier: Apache-2.0

package sheetxml

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// grid is a sheet as excelize and this package both can tell it: text by address, empty cells left out.
type grid map[string]string

func byExcelize(t testing.TB, body []byte, sheet string) grid {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.Rows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := grid{}
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range cells {
			if c != "" {
				out[Address(i, line)] = c
			}
		}
	}
	return out
}

func read(b *Workbook, s Sheet) (grid, error) {
	out := grid{}
	err := b.Rows(s, func(row int, cells []Cell) error {
		for _, c := range cells {
			if c.Text != "" {
				out[Address(c.Column, row)] = c.Text
			}
		}
		return nil
	})
	return out, err
}

func opened(t testing.TB, body []byte) *Workbook {
	t.Helper()
	b, err := Open(bytes.NewReader(body), int64(len(body)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRealWorkbooks: every sheet of every real workbook at hand, up to 2 MB, reads as excelize reads it, cell by cell.
func TestRealWorkbooks(t *testing.T) {
	root := "../../../../shared/data"
	if _, err := os.Stat(root); err != nil {
		t.Skip("the real files are not in ../shared/data")
	}
	sheets, cells := 0, 0
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".xlsx") {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if len(body) > 2<<20 { // excelize takes minutes over the two largest, which read the same too
			return nil
		}
		b := opened(t, body)
		for _, s := range b.Sheets {
			got, err := read(b, s)
			if err != nil {
				t.Errorf("%s, %s: %v", path, s.Name, err)
				continue
			}
			want := byExcelize(t, body, s.Name)
			if !cmp.Equal(want, got) {
				d := cmp.Diff(want, got)
				t.Errorf("%s, %s differs from excelize: %.1000s", path, s.Name, d)
			}
			sheets, cells = sheets+1, cells+len(got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if cells < 100_000 {
		t.Errorf("only %d cells of %d sheets compared", cells, sheets)
	}
	t.Logf("%d cells of %d sheets are as excelize reads them", cells, sheets)
}
