// SPDX-License-Identifier: Apache-2.0

package spatial

import (
	"context"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Local is the part of a unit in Moran's I.
type Local struct {
	I         float64 // z · Lag
	Value     float64 // z: the value, standardised by the population SD
	Lag       float64 // mean z of the neighbours
	Quadrant  string  // HH, LL: like among like; HL, LH: unlike; high is above the mean, of the unit first, then of its neighbours
	P         float64 // one-sided in the direction found, as PySAL and GeoDa give it
	PTwoSided float64 // twice the smaller tail, at most 1
	Q         float64 // PTwoSided adjusted for the number of units (Benjamini and Hochberg)
	Cluster   string  // Quadrant where Q is at most the false discovery rate, else ""
	Draws     int     // permutations behind P
}

// FDR is the false discovery rate of clusters: of those shown, this share is
// expected to be chance.
const FDR = 0.05

// LISA returns I_i = z_i Σ w_ij z_j of every unit, held against conditional
// permutations: the unit stays, its neighbours are drawn without replacement from
// the others. All units are held against the same draws of places, as in PySAL,
// which leaves the permutations of each unit independent. Every unit needs a
// neighbour. The mean of the I_i is Moran's I. Errors as of [Moran].
//
// No p-value is below 1/(N+1), so among many units 999 permutations may leave
// nothing below the false discovery rate however strong a cluster is. With Refine
// the few promising units get more draws, the others keep theirs: a two-stage form
// of J. Besag and P. Clifford, 1991.
// Sources: L. Anselin, 1995; Y. Benjamini and Y. Hochberg, 1995; M. C. de Castro
// and B. H. Singer, 2006 (false discovery rate for local statistics).
func LISA(ctx context.Context, x []float64, w Neighbours, p Permutations) ([]Local, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	z, squares, err := w.centred(x)
	if err != nil {
		return nil, err
	}
	n := len(z)
	sd := math.Sqrt(squares / float64(n))
	for i := range z {
		z[i] /= sd
	}
	lags := make([]float64, n)
	w.lag(z, lags)
	c := conditional{w: w, z: z, lags: lags, up: make([]int, n), down: make([]int, n), most: 0}
	for i := range z {
		c.most = max(c.most, len(w.Of(i)))
	}
	if err := c.count(ctx, p, 0, p.N, func(int) bool { return true }); err != nil {
		return nil, err
	}
	promising := func(i int) bool {
		one, _ := p.tails(c.up[i], c.down[i])
		return p.Refine > 1 && one <= Promising
	}
	again := make([]bool, n)
	for i := range again {
		again[i] = promising(i)
	}
	full := Permutations{N: p.N * max(1, p.Refine), Seed: p.Seed}
	if slices.Contains(again, true) {
		if err := c.count(ctx, full, p.N, full.N, func(i int) bool { return again[i] }); err != nil {
			return nil, err
		}
	}
	out, ps := make([]Local, n), make([]float64, n)
	for i := range out {
		l := Local{I: z[i] * lags[i], Value: z[i], Lag: lags[i], Quadrant: aboveOrBelow(z[i]) + aboveOrBelow(lags[i])}
		drawn := p
		if again[i] {
			drawn = full
		}
		l.Draws = drawn.N
		l.P, l.PTwoSided = drawn.tails(c.up[i], c.down[i])
		out[i], ps[i] = l, l.PTwoSided
	}
	for i, q := range statistics.BenjaminiHochberg(ps) {
		if out[i].Q = q; q <= FDR {
			out[i].Cluster = out[i].Quadrant
		}
	}
	return out, nil
}

func aboveOrBelow(v float64) string {
	if v > 0 {
		return "H"
	}
	return "L"
}

// conditional counts for each unit the permutations whose lag is at or above and
// at or below its own. As the unit's value stays, its lag orders them as I does.
type conditional struct {
	w        Neighbours
	z, lags  []float64
	most     int // neighbours of one unit
	up, down []int
}

// count adds the permutations from … to−1 of the units asked about.
func (c *conditional) count(ctx context.Context, p Permutations, from, to int, asked func(i int) bool) error {
	n, most := len(c.z), c.most
	// drawn holds for each permutation the first places of a shuffle of n−1 others.
	drawn := make([]int32, (to-from)*most)
	err := eachUnit(ctx, to-from, func() func(r int) {
		others := make([]int32, n-1)
		for i := range others {
			others[i] = int32(i)
		}
		undo := make([]int, most)
		return func(r int) {
			source := p.source(from + r)
			own := drawn[r*most : (r+1)*most]
			for k := range own {
				j := k + below(source.Uint64(), n-1-k)
				others[k], others[j] = others[j], others[k]
				own[k], undo[k] = others[k], j
			}
			for k := most - 1; k >= 0; k-- {
				others[k], others[undo[k]] = others[undo[k]], others[k]
			}
		}
	})
	if err != nil {
		return err
	}
	return eachUnit(ctx, n, func() func(i int) {
		own := make([]float64, n-1)
		return func(i int) {
			if !asked(i) {
				return
			}
			copy(own, c.z[:i])
			copy(own[i:], c.z[i+1:])
			k := len(c.w.Of(i))
			sum := c.lags[i] * float64(k)
			for r := range to - from {
				total := 0.0
				for _, j := range drawn[r*most : r*most+k] {
					total += own[j]
				}
				if total >= sum-tolerance {
					c.up[i]++
				}
				if total <= sum+tolerance {
					c.down[i]++
				}
			}
		}
	})
}
