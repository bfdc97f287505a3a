// SPDX-License-Identifier: Apache-2.0

package ess10_ukraine

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"osnova/ingest/parse"
	"osnova/ingest/sources/sourcetest"
)

const header = `"idno","pspwght","domicil","gndr","agea","netusoft","fampref","famadvs","fampdf","eisced","hinctnta"` + "\n"

// table writes n respondents of one kind: weight, settlement, sex, age, answer on internet use.
func table(b *strings.Builder, n int, weight float64, settlement, sex, age int, use string) {
	for i := 0; i < n; i++ {
		fmt.Fprintf(b, "%d,%g,%d,%d,%d,%s,,,,,\n", i, weight, settlement, sex, age, use)
	}
}

func TestHandMade(t *testing.T) {
	var b strings.Builder
	b.WriteString(header)
	table(&b, 20, 1, 1, 1, 30, "5")     // men of a city, daily
	table(&b, 20, 3, 1, 1, 30, "1")     // of triple weight, never
	table(&b, 29, 1, 4, 2, 70, "5")     // too few women
	table(&b, 10, 1, 2, 1, 45, "7")     // refused
	b.WriteString("9,,1,1,30,5,,,,,\n") // no weight
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.ReadText(b.String()), sourcetest.Counts{In: 80, Loaded: 69, Quarantined: 1, Skipped: 10, Rows: 7 * 3})
	sourcetest.WantCell(t, got, "0.25", "share", "internet_daily", "sex", "male")
	sourcetest.WantCell(t, got, "40", "n", "internet_daily", "sex", "male")
	sourcetest.WantCell(t, got, "32", "n_effective", "internet_daily", "sex", "male") // (20+60)² / (20+180)
	sourcetest.WantCell(t, got, "", "share", "internet_daily", "sex", "female")
	sourcetest.WantCell(t, got, "u", "obs_status", "internet_daily", "sex", "female")
	for _, b := range got.Bad {
		if b.Value != "(masked)" {
			t.Errorf("the quarantine shows %q of a respondent", b.Value)
		}
	}
}

// TestEducationAndIncome: education counts from the age of 25, who gives no income or a level of no known rank is in no group of it.
func TestEducationAndIncome(t *testing.T) {
	var b strings.Builder
	b.WriteString(header)
	row := func(n, age int, use, level, decile string) {
		for i := range n {
			fmt.Fprintf(&b, "%d,1,1,1,%d,%s,,,,%s,%s\n", i, age, use, level, decile)
		}
	}
	row(30, 25, "5", "7", "9")
	row(10, 70, "1", "6", "7")
	row(40, 24, "1", "7", "1") // too young for a finished education
	row(40, 40, "1", "55", "77")
	row(20, 40, "5", "1", "2")
	row(20, 40, "1", "2", "1")
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.ReadText(b.String()), sourcetest.Counts{In: 160, Loaded: 160, Rows: 3 * 10})
	sourcetest.WantCell(t, got, "40", "n", "internet_daily", "education", "degree")
	sourcetest.WantCell(t, got, "0.75", "share", "internet_daily", "education", "degree")
	sourcetest.WantCell(t, got, "0.5", "share", "internet_daily", "education", "lower")
	sourcetest.WantCell(t, got, "40", "n", "internet_daily", "income", "decile_7_10")
	sourcetest.WantCell(t, got, "0.25", "share", "internet_daily", "income", "decile_1_2")
	sourcetest.WantCell(t, got, "80", "n", "internet_daily", "income", "decile_1_2")
}

func TestFewPersonsAreConfidential(t *testing.T) {
	var b strings.Builder
	b.WriteString(header)
	table(&b, 200, 1, 1, 1, 30, "5")
	table(&b, 4, 1, 1, 1, 30, "1")
	got, err := sourcetest.Run(sourcetest.Source(t), Parse, sourcetest.ReadText(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	sourcetest.WantCell(t, got, "c", "obs_status", "internet_never", "all", "all")
	sourcetest.WantCell(t, got, "c", "obs_status", "internet_daily", "all", "all")
	sourcetest.WantCell(t, got, "", "share", "internet_daily", "all", "all")
}

// No share is shown of fewer than 30 answers or of 1–4 persons, whatever the sample.
func TestSuppression(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &groupCell{}
		n := rapid.IntRange(1, 80).Draw(t, "n")
		c.yes = rapid.IntRange(0, n).Draw(t, "yes")
		c.n = n
		shown := c.status() == ""
		hide := n < leastAnswers || c.yes > 0 && c.yes < 5 || n-c.yes > 0 && n-c.yes < 5
		if shown == hide {
			t.Fatalf("n %d, yes %d: shown %v", n, c.yes, shown)
		}
	})
}

func TestIntervalHoldsTheShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &groupCell{}
		for range rapid.IntRange(30, 60).Draw(t, "n") {
			w := rapid.Float64Range(0.1, 5).Draw(t, "weight")
			c.n++
			c.weight += w
			c.square += w * w
			if rapid.Bool().Draw(t, "yes") {
				c.yesW += w
			}
		}
		share, low, high, effective := c.estimate()
		if low < -1e-9 || low > share+1e-9 || high < share-1e-9 || high > 1+1e-9 || effective > float64(c.n)+1e-9 {
			t.Fatalf("share %g in %g–%g, n %d, effective %g", share, low, high, c.n, effective)
		}
	})
}

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 1531, Loaded: 1529, Skipped: 2, Rows: 114})
	safe(t, got)
	for _, w := range [][4]string{
		{"internet_daily", "all", "all", "0.697"},
		{"internet_never", "age", "60_plus", "0.438"},
		{"internet_weekly", "age", "18_39", "0.975"},
		{"skill_search", "settlement", "village", "0.383"},
		{"skill_pdf", "sex", "female", "0.331"},
		{"internet_daily", "age", "15_17", ""},
		{"internet_daily", "settlement", "suburb", ""},
	} {
		sourcetest.WantCell(t, got, w[3], "share", w[0], w[1], w[2])
	}
	sourcetest.WantCell(t, got, "1526", "n", "internet_daily", "all", "all")
}

// safe fails on a row with a share of fewer than 30 answers, and on a suppressed row that shows anything computed.
func safe(t *testing.T, s *parse.Sheet) {
	t.Helper()
	at := s.Source.Column
	shown := 0
	for _, r := range s.Rows {
		n, err := strconv.Atoi(r[at("n")])
		if err != nil {
			t.Fatal(err)
		}
		share, status := r[at("share")], r[at("obs_status")]
		if share != "" {
			shown++
		}
		if n < leastAnswers && share != "" || (share == "") != (status != "") {
			t.Errorf("%v shows a share of %d answers", r, n)
		}
		if share == "" && (r[at("low")] != "" || r[at("high")] != "" || r[at("n_effective")] != "") {
			t.Errorf("%v is suppressed but shows its interval", r)
		}
		if share != "" {
			p, _ := strconv.ParseFloat(share, 64)
			if yes := p * float64(n); math.Min(yes, float64(n)-yes) < 1 {
				t.Errorf("%v rests on fewer than one person", r)
			}
		}
	}
	if shown == 0 {
		t.Error("everything is suppressed")
	}
}
