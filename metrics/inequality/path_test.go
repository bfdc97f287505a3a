// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// TestPathByHand: logarithms ±1, ±0.5 and ±0.25 around a mean have these as sigma; the line through them falls by 0.375 a year.
func TestPathByHand(t *testing.T) {
	x := [][]float64{
		{math.Exp(1), math.Exp(3), 0, 5, math.NaN()},
		{math.Exp(2.5), math.Exp(3.5), 4, 5, 4},
		{math.Exp(3.75), math.Exp(4.25), 4, math.NaN(), 4},
	}
	got, err := MeasurePath([]float64{2015, 2016, 2017}, x, nil, &Bootstrap{Replicates: 200, Seed: 7})
	if err != nil {
		t.Fatal(err)
	}
	if got.N != 2 || got.Excluded != 3 {
		t.Errorf("%d units and %d left out, want 2 and 3: a zero and a gap of one year leave a unit out of all", got.N, got.Excluded)
	}
	for k, want := range []float64{1, 0.5, 0.25} {
		if math.Abs(got.Sigma[k]-want) > 1e-12 {
			t.Errorf("sigma %d is %v, want %v", k, got.Sigma[k], want)
		}
		if in := got.Intervals[k]; in == nil || in.Low > want || in.High < want || in.Low < 0 {
			t.Errorf("interval %d is %v and does not hold %v", k, in, want)
		}
	}
	if math.Abs(got.Trend+0.375) > 1e-12 || got.TrendIn == nil || got.TrendIn.Low > -0.375 || got.TrendIn.High < -0.375 {
		t.Errorf("trend %v in %v, want -0.375", got.Trend, got.TrendIn)
	}
}

// TestPathOfTwoYearsIsConvergence: with weights or without, sigmas of two years are those of Converge.
func TestPathOfTwoYearsIsConvergence(t *testing.T) {
	x0, x1 := []float64{1, 2, 5, 9, 0}, []float64{2, 3, 4, 9, 1}
	for _, w := range [][]float64{nil, {1, 4, 2, 0, 3}} {
		c, err := Converge(x0, x1, w, 1)
		if err != nil {
			t.Fatal(err)
		}
		p, err := MeasurePath([]float64{2015, 2016}, [][]float64{x0, x1}, w, nil)
		if err != nil {
			t.Fatal(err)
		}
		if p.N != c.N || math.Abs(p.Sigma[0]-c.Sigma0) > 1e-12 || math.Abs(p.Sigma[1]-c.Sigma1) > 1e-12 || math.Abs(p.Trend-(c.Sigma1-c.Sigma0)) > 1e-12 {
			t.Errorf("weights %v: path %+v, convergence %+v", w, p, c)
		}
		if p.Intervals[0] != nil || p.TrendIn != nil {
			t.Error("intervals that nobody asked for")
		}
	}
}

func TestPathRefuses(t *testing.T) {
	years := []float64{2015, 2016}
	for _, c := range []struct {
		what  string
		years []float64
		x     [][]float64
		w     []float64
		want  string
	}{
		{"one year", years[:1], [][]float64{{1, 2}}, nil, "two years at least"},
		{"a year without values", years, [][]float64{{1, 2}}, nil, "one a year"},
		{"years that fall", []float64{2016, 2015}, [][]float64{{1, 2}, {1, 2}}, nil, "rising order"},
		{"units that differ", years, [][]float64{{1, 2}, {1}}, nil, "one a unit"},
		{"a negative value", years, [][]float64{{1, 2}, {1, -2}}, nil, "no logarithm"},
		{"weights that differ", years, [][]float64{{1, 2}, {1, 2}}, []float64{1}, "weight"},
	} {
		if _, err := MeasurePath(c.years, c.x, c.w, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
	}
	if _, err := MeasurePath(years, [][]float64{{1, 0}, {1, 2}}, nil, nil); !errors.Is(err, ErrUndefined) {
		t.Errorf("one unit: %v, want ErrUndefined", err)
	}
}
