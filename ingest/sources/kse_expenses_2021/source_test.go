// SPDX-License-Identifier: Apache-2.0

package kse_expenses_2021

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"strconv"
	"testing"

	"osnova/catalog"
	"osnova/ingest/sources/sourcetest"
)

// TestRealFile: all 378 codes were asked of all 1,438 communities; every code and every community has a row, so that an absent pair is a zero; and the three
// cuts of each community are one total, to a kopiika.
func TestRealFile(t *testing.T) {
	packed := sourcetest.RealFiles(t)
	unpacked := func(f catalog.File) ([]byte, error) {
		body, err := packed(f)
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(z)
	}
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, unpacked, sourcetest.Counts{In: 378 * 1438, Loaded: 127060, Skipped: 378*1438 - 127060, Rows: 127060})
	unit, code, amount := got.Source.Column("territory_id"), got.Source.Column("code"), got.Source.Column("amount_uah")
	codes, totals := map[string]int{}, map[string]map[string]int64{}
	for _, r := range got.Rows {
		v, err := strconv.ParseFloat(r[amount], 64)
		if err != nil || v <= 0 {
			t.Fatalf("%v: %v", r, err)
		}
		codes[r[code]]++
		if totals[r[unit]] == nil {
			totals[r[unit]] = map[string]int64{}
		}
		totals[r[unit]][r[code][:4]] += int64(math.Round(100 * v))
	}
	if len(codes) != 378 || len(totals) != 1438 {
		t.Errorf("%d codes and %d communities have a row, want 378 and 1438", len(codes), len(totals))
	}
	var all int64
	for unit, cut := range totals {
		if cut["prog"] != cut["econ"] || cut["prog"] != cut["func"] {
			t.Errorf("%s: %v", unit, cut)
		}
		all += cut["prog"]
	}
	if all != 38930775710140 {
		t.Errorf("all spending is %d kopiikas, want 38930775710140", all)
	}
	sourcetest.WantCell(t, got, "17454197.97", "amount_uah", "UA05120070000075759", "prog_0160")
}
