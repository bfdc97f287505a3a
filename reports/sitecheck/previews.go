// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// preview holds the rows that the page of a dataset shows against the first rows of its CSV.
func (c *check) preview(p *sitePage) error {
	name := strings.TrimSuffix(path.Base(p.path), ".html")
	if path.Dir(p.path) != "data" || c.columns[name] == nil {
		return nil
	}
	file, err := os.Open(filepath.Join(c.data, name+".csv"))
	if err != nil {
		return fmt.Errorf("read the dataset of a page: %w", err)
	}
	defer file.Close()
	read := csv.NewReader(file)
	if _, err := read.Read(); err != nil {
		return fmt.Errorf("read %s.csv: %w", name, err)
	}
	for i := range p.tables {
		t := &p.tables[i]
		if t.section != "preview" {
			continue
		}
		for k, row := range t.rows {
			want, err := read.Read()
			if err == io.EOF {
				c.found.Add(p.at(t), "", "row %d is not in the file", k+1)
				return nil
			}
			if err != nil {
				return fmt.Errorf("read %s.csv: %w", name, err)
			}
			if fault := rowDiffers(row, want); fault != "" {
				c.found.Add(p.at(t), "the page shows the first rows of the file as they are", "row %d: %s", k+1, fault)
			}
		}
	}
	return nil
}

// apostrophe is as pages write it.
var apostrophe = strings.NewReplacer("'", "’")

// rowDiffers says which cell of a row is not that of the file; white space and apostrophes are as a page shows them. Empty: none.
func rowDiffers(row []tableCell, want []string) string {
	if len(row) != len(want) {
		return fmt.Sprintf("%d cells for %d columns", len(row), len(want))
	}
	for i, cell := range row {
		if have, say := asPageShows(cell.text), asPageShows(want[i]); have != say {
			return fmt.Sprintf("column %d shows %q for %q", i+1, have, say)
		}
	}
	return ""
}

func asPageShows(text string) string {
	return apostrophe.Replace(strings.Join(strings.Fields(text), " "))
}
