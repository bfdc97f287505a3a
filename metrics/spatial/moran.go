// SPDX-License-Identifier: Apache-2.0

package spatial

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
)

// Permutations are the random rearrangements of values over places that a
// statistic is held against. Equal settings and data give equal results.
type Permutations struct {
	N      int // 999 is usual; at least 9
	Seed   uint64
	Refine int // LISA alone: how many times N permutations a unit gets whose P is at most [Promising] after N; 0 and 1: no more
}

// Promising is the one-sided p-value up to which a unit is looked at again.
const Promising = 0.05

func (p Permutations) check() error {
	if p.N < 9 || p.N > 1_000_000 {
		return fmt.Errorf("%d permutations: give 9 to a million, 999 is usual", p.N)
	}
	if p.Refine < 0 || p.Refine > 1000 {
		return fmt.Errorf("refine %d times: give 0 to 1000, 10 is usual", p.Refine)
	}
	return nil
}

// stream tells the draws apart from those of other users of the same seed.
const stream = 0x6d6f72616e

// source is a random stream of its own for each permutation.
func (p Permutations) source(r int) *rand.PCG {
	z := stream + uint64(r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9 // the finaliser of SplitMix64: neighbouring numbers become unlike
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return rand.NewPCG(p.Seed, z^z>>31)
}

// below is a place under n from 32 random bits; its bias is under n/2³².
func below(bits uint64, n int) int { return int((bits & math.MaxUint32) * uint64(n) >> 32) }

// Global is Moran's I of all units.
type Global struct {
	N         int
	I         float64  // above Expected: like values are neighbours
	Expected  float64  // −1/(n−1), were values placed at random
	Variance  *float64 // of I under random placing (randomisation); nil below 4 units
	Z         *float64 // (I − Expected)/√Variance
	P         float64  // share of permutations at least as far on the side of I, 1/(N+1) at least: one-sided in the direction found, as PySAL and GeoDa give it
	PTwoSided float64  // twice the smaller tail, at most 1
}

// Moran returns I = (n/S0) ΣΣ w_ij (x_i−x̄)(x_j−x̄) / Σ (x_i−x̄)² with
// row-standardised weights, and its place among permutations. Every unit needs a
// neighbour. [ErrUndefined] when all values are equal or fewer than two units are
// there. Sources: P. A. P. Moran, 1950; variance A. D. Cliff and J. K. Ord, 1981;
// pseudo p-values A. C. A. Hope, 1968.
func Moran(ctx context.Context, x []float64, w Neighbours, p Permutations) (Global, error) {
	if err := p.check(); err != nil {
		return Global{}, err
	}
	z, squares, err := w.centred(x)
	if err != nil {
		return Global{}, err
	}
	n := float64(len(z))
	g := Global{N: len(z), Expected: -1 / (n - 1)}
	// Each row of weights sums to 1, so n/S0 = 1.
	g.I = w.product(z) / squares
	if v, ok := w.variance(z, squares); ok && v > 0 {
		s := (g.I - g.Expected) / math.Sqrt(v)
		g.Variance, g.Z = &v, &s
	}
	drawn := make([]float64, p.N)
	err = eachUnit(ctx, p.N, func() func(r int) {
		own := make([]float64, len(z))
		return func(r int) {
			copy(own, z)
			source := p.source(r)
			for i := len(own) - 1; i > 0; i-- {
				j := below(source.Uint64(), i+1)
				own[i], own[j] = own[j], own[i]
			}
			drawn[r] = w.product(own) / squares
		}
	})
	if err != nil {
		return Global{}, err
	}
	up, down := 0, 0
	for _, v := range drawn {
		if v >= g.I-tolerance {
			up++
		}
		if v <= g.I+tolerance {
			down++
		}
	}
	g.P, g.PTwoSided = p.tails(up, down)
	return g, nil
}

// tolerance lets equal arrangements count as equal although summed in another order.
const tolerance = 1e-12

// tails turns counts of permutations at or above and at or below into p-values.
func (p Permutations) tails(up, down int) (one, two float64) {
	one = float64(min(up, down)+1) / float64(p.N+1)
	return one, math.Min(1, 2*one)
}

// eachUnit calls a worker for 0 … n−1, on all cores. open makes a worker with buffers
// of its own.
func eachUnit(ctx context.Context, n int, open func() func(i int)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			work := open()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				work(i)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}

// product is ΣΣ w_ij z_i z_j.
func (w Neighbours) product(z []float64) float64 {
	total := 0.0
	for i, v := range z {
		sum := 0.0
		l := w.list[w.start[i]:w.start[i+1]]
		for _, j := range l {
			sum += z[j]
		}
		total += v * sum / float64(len(l))
	}
	return total
}

// variance is that of I when all placings of the values are equally likely.
func (w Neighbours) variance(z []float64, squares float64) (float64, bool) {
	n := float64(len(z))
	if n < 4 {
		return 0, false
	}
	fourth := 0.0
	for _, v := range z {
		fourth += v * v * v * v
	}
	kurtosis := n * fourth / (squares * squares)
	// S0 = n, as each row sums to 1. S1 = ½ΣΣ(w_ij + w_ji)² = Σ w² + Σ w_ij w_ji.
	s1, s2 := 0.0, 0.0
	columns := make([]float64, len(z))
	for i := range z {
		own := 1 / float64(len(w.Of(i)))
		s1 += own
		for _, j := range w.Of(i) {
			columns[j] += own
			if w.areNeighbours(int(j), int32(i)) {
				s1 += own / float64(len(w.Of(int(j))))
			}
		}
	}
	for _, c := range columns {
		s2 += (1 + c) * (1 + c)
	}
	a := n * ((n*n-3*n+3)*s1 - n*s2 + 3*n*n)
	b := kurtosis * ((n*n-n)*s1 - 2*n*s2 + 6*n*n)
	return (a-b)/((n-1)*(n-2)*(n-3)*n*n) - 1/((n-1)*(n-1)), true
}

// areNeighbours says whether j is among the neighbours of i.
func (w Neighbours) areNeighbours(i int, j int32) bool {
	for _, v := range w.Of(i) {
		if v == j {
			return true
		}
	}
	return false
}
