package spatial

import (
	"context"
	"math"

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
}

// FDR is the false discovery rate of clusters: of those shown, this share is
// expected to be chance.
const FDR = 0.05

// LISA returns I_i = z_i Σ w_ij z_j of every unit, held against conditional
// permutations: the unit stays, its neighbours are drawn without replacement from
// the others. All units are held against the same draws of places, as in PySAL,
// which leaves the permutations of each unit independent. Every unit needs a
// neighbour. The mean of the I_i is Moran's I. Errors as of [Moran].
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
	up, down, err := w.conditional(ctx, z, lags, p)
	if err != nil {
		return nil, err
	}
	out, ps := make([]Local, n), make([]float64, n)
	for i := range out {
		l := Local{I: z[i] * lags[i], Value: z[i], Lag: lags[i], Quadrant: side(z[i]) + side(lags[i])}
		l.P, l.PTwoSided = p.tails(up[i], down[i])
		out[i], ps[i] = l, l.PTwoSided
	}
	for i, q := range statistics.BenjaminiHochberg(ps) {
		if out[i].Q = q; q <= FDR {
			out[i].Cluster = out[i].Quadrant
		}
	}
	return out, nil
}

func side(v float64) string {
	if v > 0 {
		return "H"
	}
	return "L"
}

// conditional counts for each unit the permutations whose lag is at or above and
// at or below its own. As the unit's value stays, its lag orders them as I does.
func (w Neighbours) conditional(ctx context.Context, z, lags []float64, p Permutations) (up, down []int, err error) {
	n, most := len(z), 0
	for i := range z {
		most = max(most, len(w.Of(i)))
	}
	// drawn holds for each permutation the first places of a shuffle of n−1 others.
	drawn := make([]int32, p.N*most)
	err = p.each(ctx, func() func(r int) {
		others := make([]int32, n-1)
		for i := range others {
			others[i] = int32(i)
		}
		undo := make([]int, most)
		return func(r int) {
			source := p.source(r)
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
		return nil, nil, err
	}
	up, down = make([]int, n), make([]int, n)
	units := Permutations{N: n}
	err = units.each(ctx, func() func(i int) {
		own := make([]float64, n-1)
		return func(i int) {
			copy(own, z[:i])
			copy(own[i:], z[i+1:])
			k := len(w.Of(i))
			sum := lags[i] * float64(k)
			above, under := 0, 0
			for r := range p.N {
				total := 0.0
				for _, j := range drawn[r*most : r*most+k] {
					total += own[j]
				}
				if total >= sum-tolerance {
					above++
				}
				if total <= sum+tolerance {
					under++
				}
			}
			up[i], down[i] = above, under
		}
	})
	return up, down, err
}
