// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"osnova/metrics/disclosure"
	"osnova/metrics/disclosure/attack"
)

// TestNobodyIsReadOutOfExams attacks the published table of exams: for each row every pair of participants and failures is tried that could have
// been published so, means of whole scores taken into account. Where a share is left out, what remains must not tell how many failed.
func TestNobodyIsReadOutOfExams(t *testing.T) {
	file, err := os.Open(filepath.Join(built(t), "site", "data", "exam_results.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	truth := map[string]attack.PersonCount{}
	got, err := database(t).Select(context.Background(), "select community_id || subject, n, n_failed from staging.exam_result")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range got.Values {
		truth[r[0].(string)] = attack.PersonCount{N: int(r[1].(int64)), Part: int(r[2].(int64))}
	}
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return math.NaN()
		}
		return v
	}
	hidden, shown, tried := 0, 0, map[string][]attack.PersonCount{} // by text, for a missing number equals none
	for _, r := range rows[1:] {
		seen := attack.Row{N: number(r[2]), Mean: number(r[3]), Share: number(r[4])}
		seen.Decimals = disclosure.MeanDecimals(int(seen.N))
		key := r[0] + r[1]
		if n := truth[key].N; !math.IsNaN(seen.N) {
			seen.Decimals = disclosure.MeanDecimals(n) // the attacker cannot know it of 18 and 19; we tell him
		}
		if !math.IsNaN(seen.Share) {
			shown++
			if p := truth[key]; p.Part > 0 && p.Part < 5 || p.N-p.Part > 0 && p.N-p.Part < 5 || p.N < 20 && (p.Part == 0 || p.Part == p.N) {
				t.Errorf("%s: %d of %d failed, and the share is shown", key, p.Part, p.N)
			}
			continue
		}
		hidden++
		pairs, ok := tried[fmt.Sprint(seen)]
		if !ok {
			pairs = attack.Pairs(seen, 130, 100, 200, publishedExam)
			tried[fmt.Sprint(seen)] = pairs
		}
		least, most, there := math.MaxInt, 0, false
		for _, p := range pairs {
			least, most = min(least, p.Part), max(most, p.Part)
			there = there || p == truth[key]
		}
		if truth[key].N <= 130 && !there {
			t.Errorf("%s: the truth %v is not among what the attack takes for possible: it attacks something else", key, truth[key])
		}
		if len(pairs) > 0 && most-least < 3 { // SPEC: 1 … 4, so that the least that may be known is that it is one of four
			t.Errorf("%s: between %d and %d failed, the truth is %v", key, least, most, truth[key])
		}
	}
	t.Logf("%d shares shown, %d hidden, none read out", shown, hidden)
	if hidden < 2500 || shown < 3000 {
		t.Errorf("%d shares are shown, %d hidden", shown, hidden)
	}
}

// publishedBefore keeps what was published of a pair: all rows ask for all pairs.
var publishedBefore = map[attack.PersonCount]attack.Row{}

func publishedExam(p attack.PersonCount) attack.Row {
	row, ok := publishedBefore[p]
	if !ok {
		row = publishExam(p)
		publishedBefore[p] = row
	}
	return row
}

// publishExam is what is published of a pair, by the library itself.
func publishExam(p attack.PersonCount) attack.Row {
	one := []disclosure.Record{{Keys: []string{"a"}, Count: p.N, Parts: []disclosure.Share{{Count: p.Part, Of: p.N}}, Means: []disclosure.Average{{Over: p.N - p.Part}}}}
	if err := disclosure.Protect(one, []string{"x"}, nil, disclosure.Ordinary); err != nil {
		panic(err)
	}
	nan := math.NaN()
	out := attack.Row{N: float64(disclosure.RoundCount(p.N)), Mean: 150, Share: disclosure.Percent(float64(p.Part), float64(p.N)) / 100, Decimals: disclosure.MeanDecimals(p.N)}
	if one[0].Hidden {
		out.N = nan
	}
	if one[0].Hidden || one[0].Parts[0].Hidden {
		out.Share = nan
	}
	if one[0].Means[0].Hidden || p.N == p.Part {
		out.Mean = nan
	}
	return out
}
