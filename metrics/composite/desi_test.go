// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// shared finds a folder of the data beside the repository, or skips.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	folder := filepath.Join(dir, "..", "shared", "data", path)
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("skipped: ../shared/data/%s is not there", path)
	}
	return folder
}

// sheet reads the first sheet of a workbook without its header.
func sheet(t *testing.T, path string) [][]string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestDESI2022 rebuilds the index of the European Commission: indicators within
// sub-dimensions, sub-dimensions within four dimensions of a quarter each.
func TestDESI2022(t *testing.T) {
	folder := shared(t, "eu-indices/desi-2022")
	file, err := os.Open(filepath.Join(folder, "DESI_Y6.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	raw := NewMatrix(nil, rows[0][2:])
	for _, row := range rows[1:] {
		raw.Units = append(raw.Units, row[1])
		for j, text := range row[2:] {
			raw.Columns[j] = append(raw.Columns[j], number(t, text))
		}
	}

	posts, weights := map[string]Goalposts{}, map[string]float64{}
	for _, row := range sheet(t, filepath.Join(folder, "min_max.xlsx")) {
		code, _, _ := strings.Cut(row[0], " ")
		if raw.Column(code) != nil {
			posts[code] = Goalposts{Lower: number(t, row[1]), Upper: number(t, row[2]), Direction: Positive, Clip: true}
			weights[code] = number(t, row[3])
		}
	}
	root := Node{Code: "DESI"}
	for _, d := range []string{"1", "2", "3", "4"} {
		dimension := Node{Code: d, Weight: 0.25}
		for _, row := range sheet(t, filepath.Join(folder, "Weigths_Subdim.xlsx")) {
			if !strings.HasPrefix(row[0], d) {
				continue
			}
			sub := Node{Code: row[0], Weight: number(t, row[1])}
			for _, code := range raw.Names {
				if strings.HasPrefix(code, row[0]) {
					sub.Children = append(sub.Children, Node{Code: code, Weight: weights[code]})
				}
			}
			dimension.Children = append(dimension.Children, sub)
		}
		root.Children = append(root.Children, dimension)
	}

	z, err := Normalise(raw, posts)
	if err != nil {
		t.Fatal(err)
	}
	r := score(t, root, z)
	ranks := Ranks(r.Scores.Columns[0])
	want := map[string]float64{"FI": 69.60, "DK": 69.33, "NL": 67.37, "EU": 52.28, "RO": 30.58, "BG": 37.68}
	for i, country := range r.Scores.Units {
		if published, ok := want[country]; ok {
			near(t, country, r.Scores.Columns[0][i], published, 0.01)
			delete(want, country)
		}
		if (country == "FI") != (ranks[i] == 1) || (country == "RO") != (ranks[i] == len(ranks)) {
			t.Errorf("%s has rank %d", country, ranks[i])
		}
	}
	if len(want) > 0 {
		t.Errorf("not in the data: %v", want)
	}
	parts, err := r.Contributions("DESI")
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, column := range parts.Columns {
		sum += column[0]
	}
	if math.Abs(sum-r.Scores.Columns[0][0]) > 1e-9 {
		t.Errorf("contributions of %s sum to %v, not %v", r.Scores.Units[0], sum, r.Scores.Columns[0][0])
	}
}
