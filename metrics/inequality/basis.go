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

	lock    sync.Mutex
	columns map[columnKey]*column
}

type kind int

const (
	centred kind = iota // (x − centre)/spread
	squared             // its square
	logs                // ln(x/centre)
	tTerm               // r ln r − (r−1) with r = x/centre, ≥ 0
	lTerm               // (r−1) − ln r, ≥ 0
	power               // r^k, see column
	kolm                // e^{k(centre−x)}, see column
)

type columnKey struct {
	kind kind
	k    float64
}

// column is a function of the values. For exponentials e^f: where all f are
// small v is e^f − 1, which keeps digits; else it is e^{f−top}, which does not
// overflow.
type column struct {
	v    []float64
	tiny bool
	top  float64
	f    func(i int) float64
}

// newBasis takes units in ascending order of x, weights above 0 or nil.
func newBasis(x, w []float64) *basis {
	b := &basis{x: x, columns: map[columnKey]*column{}}
	total := float64(len(x))
	if w != nil {
		top := slices.Max(w)
		b.w, total = make([]float64, len(w)), 0
		for i, v := range w {
			b.w[i] = v / top // a sum of very large weights must not overflow
			total += b.w[i]
		}
	}
	p := func(i int) float64 {
		if w == nil {
			return 1 / total
		}
		return b.w[i] / total
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

func (b *basis) column(kind kind, k float64) *column {
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

func (b *basis) make(key columnKey) *column {
	v := make([]float64, len(b.x))
	switch key.kind {
	case centred:
		if b.spread > 0 {
			for i, x := range b.x {
				v[i] = (x - b.centre) / b.spread
			}
		}
	case squared:
		for i, c := range b.find(columnKey{centred, 0}).v {
			v[i] = c * c
		}
	case logs:
		for i, x := range b.x {
			v[i] = logRatio(x, b.centre)
		}
	case tTerm:
		for i, l := range b.find(columnKey{logs, 0}).v {
			v[i] = theilTTerm(b.x[i], b.centre, l)
		}
	case lTerm:
		for i, l := range b.find(columnKey{logs, 0}).v {
			v[i] = (b.x[i]-b.centre)/b.centre - l
		}
	case power:
		l := b.find(columnKey{logs, 0}).v
		return exponential(v, func(i int) float64 { return key.k * l[i] })
	case kolm:
		return exponential(v, func(i int) float64 { return key.k * (b.centre - b.x[i]) })
	}
	return &column{v: v}
}

func exponential(v []float64, f func(i int) float64) *column {
	c := &column{v: v, top: math.Inf(-1), f: f}
	size := 0.0
	for i := range v {
		v[i] = f(i)
		c.top, size = math.Max(c.top, v[i]), math.Max(size, math.Abs(v[i]))
	}
	c.tiny = size < 1
	for i, e := range v {
		if c.tiny {
			v[i] = math.Expm1(e)
		} else {
			v[i] = math.Exp(e - c.top)
		}
	}
	return c
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
