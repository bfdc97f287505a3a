// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// made are n units of random log-normal values, weights and groups.
func made(n, groups int) Profile {
	r := rand.New(rand.NewPCG(7, 7))
	p := Profile{X: make([]float64, n), W: make([]float64, n), Groups: []Grouping{{By: "region", Of: make([]string, n)}}}
	for i := range n {
		p.X[i] = math.Exp(3 + 0.8*r.NormFloat64())
		p.W[i] = float64(1 + r.IntN(100000))
		p.Groups[0].Of[i] = fmt.Sprintf("r%02d", r.IntN(groups))
	}
	return p
}

// BenchmarkProfileMillion is all measures, unweighted and weighted, and three
// decompositions over 25 groups.
func BenchmarkProfileMillion(b *testing.B) {
	p := made(1_000_000, 25)
	for b.Loop() {
		if _, err := p.Rows(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkProfileBootstrap is 1,302 communities, 2,000 replicates, intervals of
// three measures in both weightings.
func BenchmarkProfileBootstrap(b *testing.B) {
	p := made(1302, 25)
	p.Bootstrap = &Bootstrap{Replicates: 2000, Seed: 1}
	p.Intervals = func(r Row) bool {
		return r.GroupBy == "" && (r.Measure == "gini" || r.Measure == "theil_t" || r.Measure == "theil_l")
	}
	for b.Loop() {
		if _, err := p.Rows(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
