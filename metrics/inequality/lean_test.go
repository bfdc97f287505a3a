// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestLeanIsTheSame: columns that are computed block by block, groups given by codes and slices that are given away give the same rows to the last
// bit as columns that are held: zeros, missing values, weights of 0, ties and every option, over more than one block.
func TestLeanIsTheSame(t *testing.T) {
	defer func(n int) { leanFrom = n }(leanFrom)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 3, blockSize - 1, blockSize, 2*blockSize + 3}).Draw(t, "n")
		seed := rapid.Uint64().Draw(t, "seed")
		next := func(k int) int { // rapid itself would be too slow for so many
			seed = mixBits(seed + 1)
			return int(seed % uint64(k))
		}
		p := Profile{Lower: 0, Upper: 100, Zeros: Zeros{Floor: rapid.SampledFrom([]float64{0, 0, 5}).Draw(t, "floor")}}
		weighted, grouped, more := rapid.Bool().Draw(t, "weighted"), rapid.Bool().Draw(t, "grouped"), rapid.Bool().Draw(t, "more")
		missing := rapid.Bool().Draw(t, "missing")
		maybe := func(v float64) float64 {
			if missing && next(20) == 0 {
				return math.NaN()
			}
			return v
		}
		names := []string{"a", "b", "c", ""}
		g := Grouping{By: "g"}
		for range n {
			p.X = append(p.X, maybe(float64(next(900))/9))
			if weighted {
				p.W = append(p.W, maybe(float64(next(700))/7))
			}
			if more {
				p.Rank, p.Later = append(p.Rank, maybe(float64(next(90)))), append(p.Later, maybe(float64(next(80))))
			}
			if grouped {
				g.Of = append(g.Of, names[next(len(names))])
			}
		}
		if more {
			p.Years = 3
		} else {
			p.Rank, p.Later = nil, nil
		}
		if grouped {
			p.Groups = []Grouping{g}
		}
		if rapid.Bool().Draw(t, "bootstrap") {
			p.Bootstrap = &Bootstrap{Replicates: 6, Seed: 7}
		}
		leanFrom = math.MaxInt
		want, wantErr := p.Rows(context.Background())

		leanFrom = 1
		q := p
		q.Spend, q.X, q.W, q.Rank, q.Later = true, slices.Clone(p.X), slices.Clone(p.W), slices.Clone(p.Rank), slices.Clone(p.Later)
		if grouped {
			var code Grouping
			code.By = "g"
			code.Codes, code.Names = number(g.Of)
			q.Groups = []Grouping{code}
		}
		if q.Bootstrap != nil {
			q.Bootstrap = &Bootstrap{Replicates: 6, Seed: 7, Most: 1}
		}
		got, err := q.Rows(context.Background())
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Fatalf("error %v, want %v", err, wantErr)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	})
}

// TestProgressOnceAReplicate: both weightings together call it once a replicate.
func TestProgressOnceAReplicate(t *testing.T) {
	for _, w := range [][]float64{nil, {1, 2, 3}} {
		n := 0
		p := Profile{X: []float64{1, 2, 4}, W: w, Bootstrap: &Bootstrap{Replicates: 7, Most: 1, Progress: func() { n++ }}}
		if _, err := p.Rows(context.Background()); err != nil || n != 7 {
			t.Errorf("%d calls of 7, %v", n, err)
		}
	}
}
