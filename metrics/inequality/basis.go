// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"math"
	"slices"
	"sync"
)

// basis is a set of units in the order of their values. What depends on values
// alone (logarithms, powers) is found once, as columns, and serves every measure
// and every resample, which are sums of shares times a column.
type basis struct {
	x      []float64 // ascending
	w      []float64 // over the largest weight, > 0; nil: equal weights
	centre float64   // the mean, to which columns refer
	spread float64   // largest distance from it
	lean   bool      // there are so many units that columns are computed anew, not held

	lock    sync.Mutex
	columns map[columnKey]*column
}

// leanFrom is the number of units from which columns are not held: they would
// take ten times the memory of the values. A block of them is computed at a time.
var leanFrom = 1 << 18

const blockSize = 512 // units; a multiple of four, see dot

type basisKind int

const (
	centred   basisKind = iota // (x − centre)/spread
	squared                    // its square
	logBasis                   // ln(x/centre)
	tTerm                      // r ln r − (r−1) with r = x/centre, ≥ 0
	lTerm                      // (r−1) − ln r, ≥ 0
	power                      // r^k, see column
	kolmBasis                  // e^{k(centre−x)}, see column
)

type columnKey struct {
	kind basisKind
	k    float64
}

// column is a function of the values. For exponentials e^f: where all f are
// small the value is e^f − 1, which keeps digits; else it is e^{f−top}, which does
// not overflow.
type column struct {
	v    []float64                   // nil where columns are not held
	fill func(lo int, out []float64) // computes it from lo on
	tiny bool
	top  float64
	f    func(i int) float64
}

// block is the column from lo to hi, in buf where it is not held.
func (c *column) block(lo, hi int, buf []float64) []float64 {
	if c.v != nil {
		return c.v[lo:hi]
	}
	c.fill(lo, buf[:hi-lo])
	return buf[:hi-lo]
}

// newBasis takes units in ascending order of x, weights above 0 or nil. It may keep the slices.
func newBasis(x, w []float64) *basis {
	b := &basis{x: x, w: w, columns: map[columnKey]*column{}, lean: len(x) >= leanFrom}
	total := float64(len(x))
	if w != nil {
		if top := slices.Max(w); top != 1 { // a sum of very large weights must not overflow
			b.w = make([]float64, len(w))
			for i, v := range w {
				b.w[i] = v / top
			}
		}
		total = 0
		for _, v := range b.w {
			total += v
		}
	}
	p := func(i int) float64 {
		if w == nil {
			return 1 / total
		}
		return b.weight(i) / total
	}
	for i, v := range x {
		b.centre += p(i) * v
	}
	rest := 0.0
	for i, v := range x {
		rest += p(i) * (v - b.centre)
	}
	b.centre += rest // one correction makes the mean of equal values exact
	b.spread = math.Max(x[len(x)-1]-b.centre, b.centre-x[0])
	return b
}

func (b *basis) column(kind basisKind, k float64) *column {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.find(columnKey{kind, k})
}

func (b *basis) find(key columnKey) *column {
	c := b.columns[key]
	if c == nil {
		c = b.make(key)
		b.columns[key] = c
	}
	return c
}

// weight is that of a unit over the largest, 1 where all are equal.
func (b *basis) weight(i int) float64 {
	if b.w == nil {
		return 1
	}
	return b.w[i]
}

func (b *basis) make(key columnKey) *column {
	c := &column{}
	switch key.kind {
	case centred:
		c.fill = b.off
	case squared:
		c.fill = func(lo int, out []float64) {
			b.off(lo, out)
			for i, v := range out {
				out[i] = v * v
			}
		}
	case logBasis:
		c.fill = func(lo int, out []float64) {
			for i := range out {
				out[i] = logRatio(b.x[lo+i], b.centre)
			}
		}
	case tTerm:
		l := b.find(columnKey{logBasis, 0}).v
		c.fill = func(lo int, out []float64) {
			for i := range out {
				out[i] = theilTTerm(b.x[lo+i], b.centre, l[lo+i])
			}
		}
	case lTerm:
		l := b.find(columnKey{logBasis, 0}).v
		c.fill = func(lo int, out []float64) {
			for i := range out {
				out[i] = (b.x[lo+i]-b.centre)/b.centre - l[lo+i]
			}
		}
	case power:
		l := b.find(columnKey{logBasis, 0}).v
		c.exponential(len(b.x), func(i int) float64 { return key.k * l[i] })
	case kolmBasis:
		c.exponential(len(b.x), func(i int) float64 { return key.k * (b.centre - b.x[i]) })
	}
	if !b.lean || key.kind == logBasis { // logarithms are dear, and most columns are made of them
		v := make([]float64, len(b.x))
		c.fill(0, v)
		c.v = v
	}
	return c
}

// off is how far units lie from the centre, over the largest distance.
func (b *basis) off(lo int, out []float64) {
	clear(out)
	if b.spread > 0 {
		for i := range out {
			out[i] = (b.x[lo+i] - b.centre) / b.spread
		}
	}
}

func (c *column) exponential(n int, f func(i int) float64) {
	c.top, c.f = math.Inf(-1), f
	size := 0.0
	for i := range n {
		e := f(i)
		c.top, size = math.Max(c.top, e), math.Max(size, math.Abs(e))
	}
	c.tiny = size < 1
	c.fill = func(lo int, out []float64) {
		for i := range out {
			if c.tiny {
				out[i] = math.Expm1(f(lo + i))
			} else {
				out[i] = math.Exp(f(lo+i) - c.top)
			}
		}
	}
}

// logRatio is ln(x/μ); Log1p alone would lose x when x is far below the mean.
func logRatio(x, mean float64) float64 {
	if d := (x - mean) / mean; d > -0.5 {
		return math.Log1p(d)
	}
	return math.Log(x) - math.Log(mean)
}

// theilTTerm is r ln r − (r−1) for r = x/mean with its logarithm l. Taking
// Σp(r−1) = 0 from the definition makes every term ≥ 0, so that nearly equal
// values keep their digits.
func theilTTerm(x, mean, l float64) float64 {
	if x == 0 {
		return 1
	}
	return x/mean*l - (x-mean)/mean
}
