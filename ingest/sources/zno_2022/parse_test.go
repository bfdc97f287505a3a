package zno_2022

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.HandMade, sourcetest.Counts{In: 6, Loaded: 5, Quarantined: 1, Rows: 5})
	const a = "UA05020010000053508"
	sourcetest.Want(t, got, "145", "mean_score", a, "Eng")
	sourcetest.Want(t, got, "", "failed_share", a, "Eng")
	sourcetest.Want(t, got, "0.182", "failed_share", a, "Hist")
	sourcetest.Want(t, got, "", "n", a, "Math")
	sourcetest.Want(t, got, "1", "failed_share", a, "Ukr")
	sourcetest.Want(t, got, "", "mean_score", a, "UML") // two passed
}

// Nothing is shown that rests on one to four persons.
func TestShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		failed := rapid.IntRange(0, n).Draw(t, "failed")
		cells := shown(n, failed, "150")
		few := func(k int) bool { return k > 0 && k < 5 }
		if few(n) && (cells[0] != "" || cells[1] != "" || cells[2] != "") {
			t.Fatalf("%d took part, %v is shown", n, cells)
		}
		if cells[2] != "" && (few(failed) || few(n-failed)) || cells[1] != "" && few(n-failed) {
			t.Fatalf("%d of %d failed, %v is shown", failed, n, cells)
		}
	})
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.Real(t), sourcetest.Counts{In: 7105, Loaded: 7105, Rows: 7105})
	hidden := 0
	for _, r := range got.Rows {
		if r[2] == "" {
			hidden++
			continue
		}
		if n, err := strconv.Atoi(r[2]); err != nil || n < 5 {
			t.Errorf("%v is shown", r)
		}
	}
	if hidden != 375 {
		t.Errorf("%d cells of fewer than five participants are hidden, want 375", hidden)
	}
}
