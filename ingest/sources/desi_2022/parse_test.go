// SPDX-License-Identifier: Apache-2.0

package desi_2022

import (
	"bytes"
	"math"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/ingest/parse"
	"osnova/ingest/sources/sourcetest"
)

func book(t *testing.T, rows [][]any) []byte {
	t.Helper()
	b := excelize.NewFile()
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := b.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := b.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHandMade(t *testing.T) {
	books := map[string][]byte{
		"bounds":  book(t, [][]any{{"Indicator", "Min", "Max", "Weight"}, {"1a1 At least basic digital skills", 0, 1, 2}, {"2d1 Broadband price index", 25, 1.1399999999999999, 1}, {"5G_stations", 0, 1, 1}}),
		"weights": book(t, [][]any{{"Subdimesnion", "Weights", "Weight_new"}, {"1a", 0.5, 0.5}, {"2d", 0.1}}),
	}
	files := func(f catalog.File) ([]byte, error) {
		if b, ok := books[f.Name]; ok {
			return b, nil
		}
		return sourcetest.HandMade(f)
	}
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, files, sourcetest.Counts{In: 3 + 2 + 9, Loaded: 4, Quarantined: 5, Skipped: 5, Rows: 4})
	sourcetest.WantCell(t, got, "0.52", "value", "GR", "1a1")
	sourcetest.WantCell(t, got, "0.5", "subdimension_weight", "EU27", "1a1")
	sourcetest.WantCell(t, got, "1.14", "hi", "EU27", "2d1")
}

// The values, bounds and weights give the published DESI 2022: Finland 69.6, EU 52.3.
func TestRealFilesReproduceTheIndex(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 28*33 + 44 + 10, Loaded: 924, Skipped: 54, Rows: 924})
	for code, want := range map[string]float64{"FI": 69.6, "EU27": 52.3, "RO": 30.6} {
		if v := index(t, got, code); math.Abs(v-want) > 0.1 {
			t.Errorf("DESI of %s is %.2f, published %.1f", code, v, want)
		}
	}
}

// index is the weighted mean of the scaled values over sub-dimensions and dimensions, 0–100.
func index(t *testing.T, s *parse.Sheet, code string) float64 {
	t.Helper()
	number := func(r []string, column string) float64 {
		v, err := strconv.ParseFloat(r[s.Source.Column(column)], 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	sum, weight, share := map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, r := range s.Rows {
		if r[0] != code {
			continue
		}
		sub := r[s.Source.Column("subdimension")]
		lo, hi, w := number(r, "lo"), number(r, "hi"), number(r, "weight")
		sum[sub] += w * math.Min(1, math.Max(0, (number(r, "value")-lo)/(hi-lo)))
		weight[sub] += w
		share[sub] = number(r, "subdimension_weight")
	}
	total := 0.0
	for sub := range sum {
		total += 25 * share[sub] * sum[sub] / weight[sub]
	}
	return total
}
