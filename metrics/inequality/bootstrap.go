package inequality

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Bootstrap resamples units with replacement, each unit as likely as the next
// and carrying its weight. Equal settings and data give equal intervals.
type Bootstrap struct {
	Replicates int     // 2000 is usual; at least 2
	Seed       uint64  // of PCG
	Level      float64 // share inside the interval, 0…1; 0 means 0.95
}

// Interval is a percentile interval (type 7 quantiles of the replicates).
type Interval struct {
	Low, High float64
	Used      int // replicates that had a value
}

// stream tells the draws apart from those of other users of the same seed.
const stream = 0x6f736e6f7661

// Interval resamples rows and returns the interval of stat. sizes gives the
// number of rows of each stratum (one stratum: []int{n}); stat gets the rows
// drawn, indices from 0, one slice a stratum, valid during the call only.
// Replicates for which stat returns [ErrUndefined] are left out; when fewer than
// half remain the interval itself is [ErrUndefined]. Any other error ends it.
func (b Bootstrap) Interval(sizes []int, stat func(rows [][]int) (float64, error)) (Interval, error) {
	if err := b.check(); err != nil {
		return Interval{}, err
	}
	if len(sizes) == 0 || slices.Min(sizes) < 1 {
		return Interval{}, errors.New("bootstrap: every stratum needs at least one row")
	}
	rows := make([][]int, len(sizes))
	for s, n := range sizes {
		rows[s] = make([]int, n)
	}
	source := rand.New(rand.NewPCG(b.Seed, stream))
	values := make([]float64, 0, b.Replicates)
	for r := range b.Replicates {
		for s, n := range sizes {
			for i := range rows[s] {
				rows[s][i] = source.IntN(n)
			}
		}
		v, err := stat(rows)
		if err == nil {
			values = append(values, v)
		} else if !errors.Is(err, ErrUndefined) {
			return Interval{}, fmt.Errorf("bootstrap replicate %d: %w", r+1, err)
		}
	}
	return b.interval(values)
}

// Measures returns one interval a measure, all from the same resamples of the
// units of weight above 0. An entry is nil where the measure is [ErrUndefined]
// for more than half of the replicates. Zeros are the caller's matter, as with
// [Measure.Of]; the order of the units does not matter.
func (b Bootstrap) Measures(x, w []float64, list []Measure) ([]*Interval, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	strictest := anyReal
	for _, m := range list {
		if m.of == nil {
			return nil, fmt.Errorf("measure %q: take one from Measures", m.Name)
		}
		strictest = max(strictest, m.domain)
	}
	if err := check(x, w, strictest); err != nil {
		return nil, err
	}
	all, err := newSample(x, w, anyReal)
	if err != nil {
		return nil, err
	}
	values, err := b.replicate(all, list)
	if err != nil {
		return nil, err
	}
	intervals := make([]*Interval, len(list))
	for k := range list {
		got, err := b.interval(values[k])
		if err == nil {
			intervals[k] = &got
		} else if !errors.Is(err, ErrUndefined) {
			return nil, err
		}
	}
	return intervals, nil
}

// replicate returns the defined values of each measure over the resamples.
func (b Bootstrap) replicate(all *sample, list []Measure) ([][]float64, error) {
	source := rand.New(rand.NewPCG(b.Seed, stream))
	times := make([]int, len(all.x))
	values := make([][]float64, len(list))
	for range b.Replicates {
		one, err := all.resample(source, times)
		if err != nil {
			return nil, err
		}
		for k, m := range list {
			if m.domain != anyReal && one.mean <= 0 {
				continue
			}
			v, err := one.measure(m.of)
			if err == nil {
				values[k] = append(values[k], v)
			} else if !errors.Is(err, ErrUndefined) {
				return nil, fmt.Errorf("bootstrap of %s: %w", m.Name, err)
			}
		}
	}
	return values, nil
}

// resample draws counts instead of rows, so the draw comes out sorted.
func (s *sample) resample(source *rand.Rand, times []int) (*sample, error) {
	clear(times)
	for range s.x {
		times[source.IntN(len(times))]++
	}
	one := &sample{x: make([]float64, 0, len(s.x)), p: make([]float64, 0, len(s.x)), weighted: s.weighted}
	for i, n := range times {
		for range n {
			one.x, one.p = append(one.x, s.x[i]), append(one.p, s.p[i])
		}
	}
	return one, one.settle(anyReal)
}

func (b Bootstrap) check() error {
	if b.Replicates < 2 {
		return fmt.Errorf("bootstrap with %d replicates: give at least 2, 2000 is usual", b.Replicates)
	}
	if !(b.Level >= 0 && b.Level < 1) {
		return fmt.Errorf("bootstrap level %v: give a share between 0 and 1, as 0.95", b.Level)
	}
	return nil
}

func (b Bootstrap) interval(values []float64) (Interval, error) {
	if 2*len(values) < b.Replicates {
		return Interval{}, fmt.Errorf("bootstrap: %d of %d replicates have a value: %w", len(values), b.Replicates, ErrUndefined)
	}
	level := b.Level
	if level == 0 {
		level = 0.95
	}
	slices.Sort(values)
	tail := (1 - level) / 2
	return Interval{Low: type7(values, tail), High: type7(values, 1-tail), Used: len(values)}, nil
}
