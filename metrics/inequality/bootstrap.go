// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Bootstrap resamples units with replacement, each unit as likely as the next
// and carrying its weight. Equal settings and data give equal intervals.
type Bootstrap struct {
	Replicates int     // 2000 is usual; at least 2
	Seed       uint64  // of PCG
	Level      float64 // share inside the interval, 0…1; 0 means 0.95

	Most int // draws at once, each with a number of its own for every unit; 0: as many as there are processors

	Progress func() // if set, called after each replicate of [Profile.Rows], from several goroutines at once
}

// Interval is a percentile interval (type 7 quantiles of the replicates), or, for
// Gini and Theil of [Bootstrap.Measures] and [Profile.Rows], a studentised one: the
// quantiles of (replicate − value)/error times the error of the value, taken from
// the value (bootstrap-t: Efron and Tibshirani 1993, ch. 12). The percentiles of
// skewed values cover too little: docs/coverage.md.
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
	asked := totals{drawnView{basis: all.basis}, drawnView{basis: all.basis}, list}
	return b.parts(context.Background(), len(all.x), []question{asked})
}

// parts resamples n units and returns an interval for each number of each part,
// in their order; nil where there is none. Replicates have random streams of
// their own, so the result does not depend on how many run at once.
func (b Bootstrap) parts(ctx context.Context, n int, parts []question) ([]*Interval, error) {
	width := 0
	for _, p := range parts {
		width += p.width()
	}
	open := func() func(times []int32, out, errs []float64) error {
		answer := make([]func(times []int32, out, errs []float64) error, len(parts))
		for k, p := range parts {
			if t, ok := p.(totals); ok {
				answer[k] = t.openWithErrors()
				continue
			}
			plain := p.open()
			answer[k] = func(times []int32, out, errs []float64) error {
				undefined(errs)
				return plain(times, out)
			}
		}
		return func(times []int32, out, errs []float64) error {
			for k, p := range parts {
				n := p.width()
				if err := answer[k](times, out[:n], errs[:n]); err != nil {
					return err
				}
				out, errs = out[n:], errs[n:]
			}
			return nil
		}
	}
	value, valueError := make([]float64, width), make([]float64, width)
	if err := open()(nil, value, valueError); err != nil {
		return nil, err
	}
	most := make([]float64, 0, width) // what a measure cannot be more than
	for _, p := range parts {
		t, _ := p.(totals)
		for k := range p.width() {
			if t.list != nil && strings.HasPrefix(t.list[k].Name, "gini") {
				most = append(most, 1)
				continue
			}
			most = append(most, math.Inf(1))
		}
	}
	values, errs := make([]float64, b.Replicates*width), make([]float64, b.Replicates*width) // replicate by replicate
	var next atomic.Int64
	work := func() error {
		times, answer := make([]int32, n), open()
		for {
			r := int(next.Add(1)) - 1
			if r >= b.Replicates {
				return nil
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			b.draw(r, times)
			if err := answer(times, values[r*width:(r+1)*width], errs[r*width:(r+1)*width]); err != nil {
				return fmt.Errorf("bootstrap replicate %d: %w", r+1, err)
			}
			if b.Progress != nil {
				b.Progress()
			}
		}
	}
	faults := make([]error, min(b.Replicates, cmp.Or(b.Most, runtime.GOMAXPROCS(0))))
	var wait sync.WaitGroup
	for k := range faults {
		wait.Go(func() { faults[k] = work() })
	}
	wait.Wait()
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	intervals := make([]*Interval, width)
	one := make([]float64, 0, b.Replicates)
	for k := range intervals {
		one = one[:0]
		pivot := valueError[k] > 0
		for r := range b.Replicates {
			v, e := values[r*width+k], errs[r*width+k]
			switch {
			case math.IsNaN(v) || pivot && !(e > 0): // as often as all units drawn are equal
			case pivot:
				one = append(one, (v-value[k])/e)
			default:
				one = append(one, v)
			}
		}
		got, err := b.interval(one)
		if err != nil {
			continue
		}
		if pivot {
			got.Low, got.High = math.Max(0, value[k]-got.High*valueError[k]), math.Min(most[k], value[k]-got.Low*valueError[k])
		}
		intervals[k] = &got
	}
	return intervals, nil
}

// draw says how often each unit is there in replicate r: counts instead of rows,
// so that the draw needs no sorting.
func (b Bootstrap) draw(r int, times []int32) {
	clear(times)
	source := rand.NewPCG(b.Seed, mixBits(stream+uint64(r)))
	n := uint64(len(times))
	for i := 0; i < len(times); i += 2 {
		bits := source.Uint64()
		// A product of 32 bits and n has its place in the upper half; the bias is
		// below n/2^32.
		times[(bits>>32)*n>>32]++
		if i+1 < len(times) {
			times[(bits&math.MaxUint32)*n>>32]++
		}
	}
}

// mixBits is the finaliser of SplitMix64: neighbouring numbers become unlike.
func mixBits(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
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
