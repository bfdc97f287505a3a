// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"iter"
	"math"
	"sort"
)

// sample gives each unit of a basis its share: once each, or as often as a
// resample drew it.
type sample struct {
	*basis
	p     []float64 // sums to 1; nil in a lean basis: see blocks
	total float64   // of the weights
	times []int32   // how often each unit is there; nil: once
	share float64   // of a unit of weight 1 that is there once
	n     int       // units, with repeats
	mean  float64
	delta float64 // mean/centre − 1

	knots      []Point   // shares of weight and of value up to the end of each block; empty until asked for
	pBuf, vBuf []float64 // a block of shares, and of a column, where they are not held
}

// measureOn measures (x, w) after checking it against the domain d.
func measureOn(x, w []float64, d domain, measure func(*sample) (float64, error)) (float64, error) {
	s, err := newSample(x, w, d)
	if err != nil {
		return 0, err
	}
	return s.measure(d, measure)
}

// measure applies f where the mean allows it; the result is finite.
func (s *sample) measure(d domain, f func(*sample) (float64, error)) (float64, error) {
	if d != anyReal && s.mean <= 0 {
		return 0, fmt.Errorf("the mean is 0: %w", ErrUndefined)
	}
	v, err := f(s)
	if err != nil {
		return 0, err
	}
	return finite(v)
}

// newSample checks and sorts; units of weight 0 take no part.
func newSample(x, w []float64, d domain) (*sample, error) {
	if err := check(x, w, d); err != nil {
		return nil, err
	}
	x, w = counted(x, w)
	rows := orderUnits(x, byNumber(w))
	s := whole(newBasis(pickRows(x, rows), pickRows(w, rows)))
	return s, nil
}

// counted leaves out the units of weight 0.
func counted(x, w []float64) (xs, ws []float64) {
	if w == nil || where(w, func(v float64) bool { return v == 0 }) == nil {
		return x, w
	}
	for i, v := range w {
		if v > 0 {
			xs, ws = append(xs, x[i]), append(ws, v)
		}
	}
	return xs, ws
}

// whole is the sample in which each unit is there once.
func whole(b *basis) *sample {
	s := b.sample()
	s.draw(nil)
	return s
}

// sample is one from which nothing is drawn yet.
func (b *basis) sample() *sample {
	if b.lean {
		return &sample{basis: b, pBuf: make([]float64, blockSize), vBuf: make([]float64, blockSize)}
	}
	return &sample{basis: b, p: make([]float64, len(b.x))}
}

// draw makes s the sample in which unit i is there times[i] times (nil: once).
// It keeps times. At least one unit must be there.
func (s *sample) draw(times []int32) {
	s.times, s.n, s.knots = times, len(s.x), s.knots[:0]
	total := 0.0
	switch {
	case times == nil && s.w == nil:
		total = float64(s.n)
	case times == nil:
		for i := range s.x {
			total += s.weight(i)
		}
	default:
		s.n = 0
		for i, t := range times {
			s.n += int(t)
			q := float64(t)
			if s.w != nil {
				q *= s.weight(i)
			}
			total += q
		}
	}
	s.total, s.share = total, 1/total
	if s.p != nil {
		s.fill(0, s.p)
	}
	shift := s.spread * s.sum(s.column(centred, 0))
	s.mean = s.centre + shift
	s.delta = shift / s.centre
}

// fill computes the shares of units from lo on; resamples can spare the last bit and are quicker.
func (s *sample) fill(lo int, p []float64) {
	switch {
	case s.times == nil && s.w == nil:
		for i := range p {
			p[i] = 1 / s.total
		}
	case s.times == nil:
		for i, w := range s.w[lo:][:len(p)] {
			p[i] = w / s.total
		}
	case s.w == nil:
		for i, t := range s.times[lo:][:len(p)] {
			p[i] = float64(t) * s.share
		}
	default:
		w := s.w[lo:][:len(p)]
		for i, t := range s.times[lo:][:len(p)] {
			p[i] = float64(t) * w[i] * s.share
		}
	}
}

// at is the share of a unit.
func (s *sample) at(i int) float64 {
	if s.p != nil {
		return s.p[i]
	}
	var one [1]float64
	s.fill(i, one[:])
	return one[0]
}

// blocks are the shares of all units in order, some at a time, each with the
// place of its first; valid until the next.
func (s *sample) blocks() iter.Seq2[int, []float64] {
	return func(yield func(int, []float64) bool) {
		if s.p != nil {
			yield(0, s.p)
			return
		}
		for lo := 0; lo < len(s.x); lo += blockSize {
			p := s.pBuf[:min(blockSize, len(s.x)-lo)]
			s.fill(lo, p)
			if !yield(lo, p) {
				return
			}
		}
	}
}

// shares are those of all units at once.
func (s *sample) shares() []float64 {
	if s.p != nil {
		return s.p
	}
	out := make([]float64, 0, len(s.x))
	for _, p := range s.blocks() {
		out = append(out, p...)
	}
	return out
}

// sum is Σ p·v.
func (s *sample) sum(of *column) float64 {
	var f fourSums
	for lo, p := range s.blocks() {
		f.add(p, of.block(lo, lo+len(p), s.vBuf))
	}
	return f.total()
}

// fourSums are sums that run side by side, as each addition waits for the one before.
// All numbers of products added at once but the last are multiples of four.
type fourSums [4]float64

func (f *fourSums) add(p, v []float64) {
	a, b, c, d := f[0], f[1], f[2], f[3]
	v = v[:len(p)]
	i := 0
	for ; i+4 <= len(p); i += 4 {
		a += p[i] * v[i]
		b += p[i+1] * v[i+1]
		c += p[i+2] * v[i+2]
		d += p[i+3] * v[i+3]
	}
	for ; i < len(p); i++ {
		a += p[i] * v[i]
	}
	*f = fourSums{a, b, c, d}
}

func (f *fourSums) total() float64 { return (f[0] + f[1]) + (f[2] + f[3]) }

func dotProduct(p, v []float64) float64 {
	var f fourSums
	f.add(p, v)
	return f.total()
}

// logMeanExp is ln Σ p e^f for an exponential column.
func (s *sample) logMeanExp(c *column) float64 {
	sum := s.sum(c)
	if c.tiny {
		return math.Log1p(sum)
	}
	if sum > 0 {
		return c.top + math.Log(sum)
	}
	// The units drawn lie so far below the top that all of e^{f−top} vanished.
	top := math.Inf(-1)
	for lo, some := range s.blocks() {
		for i, p := range some {
			if p > 0 {
				top = math.Max(top, c.f(lo+i))
			}
		}
	}
	for lo, some := range s.blocks() {
		for i, p := range some {
			if p > 0 {
				sum += p * math.Exp(c.f(lo+i)-top)
			}
		}
	}
	return top + math.Log(sum)
}

// reach finds the first unit up to which the share q of the weight is reached,
// with the shares of weight and value before it and with it; len(x) if none is.
func (s *sample) reach(q float64) (k int, before, with Point) {
	if len(s.knots) == 0 {
		var at Point
		for lo, some := range s.blocks() {
			for i, p := range some {
				i += lo
				if at = s.step(at, p, i); i%blockSize == blockSize-1 || i == len(s.x)-1 {
					s.knots = append(s.knots, at)
				}
			}
		}
	}
	block := sort.Search(len(s.knots), func(j int) bool { return s.knots[j].P >= q })
	if block > 0 {
		with = s.knots[block-1]
	}
	for k = block * blockSize; k < len(s.x); k++ {
		if before, with = with, s.step(with, s.at(k), k); with.P >= q {
			return k, before, with
		}
	}
	return len(s.x), with, with
}

func (s *sample) step(at Point, p float64, i int) Point {
	return Point{at.P + p, at.L + p*(s.x[i]/s.mean)}
}

// quantile is type 7 without weights, the lower step with.
func (s *sample) quantile(q float64) float64 {
	if s.w != nil {
		return s.lower(q)
	}
	if s.times == nil {
		return type7(s.x, q)
	}
	h := q * float64(s.n-1)
	low := int(math.Floor(h))
	a, b := s.nth(low), s.nth(min(low+1, s.n-1))
	return a + (h-float64(low))*(b-a)
}

// nth is the k-th smallest value, from 0, with repeats.
func (s *sample) nth(k int) float64 {
	for i, t := range s.times {
		if k -= int(t); k < 0 {
			return s.x[i]
		}
	}
	return s.x[len(s.x)-1]
}

// lower forgives rounding of the cumulative sum, or ten weights of 0.1 would not
// reach the quantile they make up.
func (s *sample) lower(q float64) float64 {
	k, _, _ := s.reach(q - 1e-12)
	return s.x[min(k, len(s.x)-1)]
}

// type7 expects sorted ascending, not empty.
func type7(sorted []float64, q float64) float64 {
	h := q * float64(len(sorted)-1)
	low := int(math.Floor(h))
	if low >= len(sorted)-1 {
		return sorted[len(sorted)-1]
	}
	return sorted[low] + (h-float64(low))*(sorted[low+1]-sorted[low])
}
