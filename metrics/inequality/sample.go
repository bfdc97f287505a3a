package inequality

import (
	"fmt"
	"math"
	"sort"
)

// sample gives each unit of a basis its share: once each, or as often as a
// resample drew it.
type sample struct {
	*basis
	p     []float64 // sums to 1
	times []int32   // how often each unit is there; nil: once
	share float64   // of a unit of weight 1 that is there once
	n     int       // units, with repeats
	mean  float64
	delta float64 // mean/centre − 1

	cumP, cumL []float64 // shares of weight and of value up to each unit; empty until asked for
}

// on measures (x, w) after checking it against the domain d.
func on(x, w []float64, d domain, measure func(*sample) (float64, error)) (float64, error) {
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
	s := &sample{basis: b, p: make([]float64, len(b.x))}
	s.draw(nil)
	return s
}

// draw makes s the sample in which unit i is there times[i] times (nil: once).
// It keeps times. At least one unit must be there.
func (s *sample) draw(times []int32) {
	s.times, s.n, s.cumP, s.cumL = times, len(s.x), s.cumP[:0], s.cumL[:0]
	total := 0.0
	switch {
	case times == nil && s.w == nil:
		for i := range s.p {
			s.p[i] = 1
		}
		total = float64(s.n)
	case times == nil:
		copy(s.p, s.w)
		for _, q := range s.w {
			total += q
		}
	default:
		s.n = 0
		for i, t := range times {
			s.n += int(t)
			q := float64(t)
			if s.w != nil {
				q *= s.w[i]
			}
			s.p[i] = q
			total += q
		}
	}
	s.share = 1 / total
	if times == nil {
		for i := range s.p {
			s.p[i] /= total
		}
	} else {
		for i := range s.p { // quicker, and resamples can spare the last bit
			s.p[i] *= s.share
		}
	}
	shift := s.spread * s.sum(s.column(centred, 0))
	s.mean = s.centre + shift
	s.delta = shift / s.centre
}

// sum is Σ p·v.
func (s *sample) sum(c *column) float64 { return dot(s.p, c.v) }

// dot runs four sums side by side, as each addition waits for the one before.
func dot(p, v []float64) float64 {
	var a, b, c, d float64
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
	return (a + b) + (c + d)
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
	for i, p := range s.p {
		if p > 0 {
			top = math.Max(top, c.f(i))
		}
	}
	for i, p := range s.p {
		if p > 0 {
			sum += p * math.Exp(c.f(i)-top)
		}
	}
	return top + math.Log(sum)
}

// cumulate finds the shares of weight and value up to each unit, once a draw.
func (s *sample) cumulate() {
	if len(s.cumP) > 0 {
		return
	}
	p, l := 0.0, 0.0
	if cap(s.cumP) < len(s.x) {
		s.cumP, s.cumL = make([]float64, 0, len(s.x)), make([]float64, 0, len(s.x))
	}
	for i, v := range s.x {
		p += s.p[i]
		l += s.p[i] * (v / s.mean)
		s.cumP, s.cumL = append(s.cumP, p), append(s.cumL, l)
	}
}

// quantile is type 7 without weights, the lower step with.
func (s *sample) quantile(q float64) float64 {
	if s.w != nil {
		return s.step(q)
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

// step forgives rounding of the cumulative sum, or ten weights of 0.1 would not
// reach the quantile they make up.
func (s *sample) step(q float64) float64 {
	s.cumulate()
	k := sort.Search(len(s.cumP), func(i int) bool { return s.cumP[i] >= q-1e-12 })
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
