// SPDX-License-Identifier: Apache-2.0

package budget_equalisation_2024

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// TestRealFile: subsidies of communities sum to the totals that the ministry prints, so that no community is lost or counted twice.
func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 1681, Loaded: 1438, Skipped: 243, Rows: 1438})
	for column, want := range map[int]float64{6: 12330257.2, 7: 18426636.5} { // thousand UAH: reverse, basic
		sum := 0.0
		for _, r := range got.Rows {
			if r[column] == "" {
				continue
			}
			v, err := strconv.ParseFloat(r[column], 64)
			if err != nil {
				t.Fatal(err)
			}
			sum += v
		}
		if math.Abs(sum-want) > 0.05 {
			t.Errorf("column %d sums to %.1f thousand UAH, the ministry's total is %.1f", column, sum, want)
		}
	}
	sourcetest.WantCell(t, got, "1", "tax_capacity", "0250100000")
}

// TestAnotherLayout: a workbook whose headings moved is refused by sheet and hint, not read by position.
func TestAnotherLayout(t *testing.T) {
	if sameHeading([]string{"", "", "Код бюджету", "", "", "", "", "Індекс податко", "Очікуване надходження", "", "", ""}) {
		t.Error("headings in other columns were taken for the table")
	}
	if !sameHeading(strings.Split("|x|Код бюджету|н|ч|в|з|Очікуване надходження|Надходження|Індекс податкоспроможності|Реверсна дотація|Базова дотація", "|")) {
		t.Error("headings in their columns were refused")
	}
}
