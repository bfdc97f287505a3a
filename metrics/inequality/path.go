// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"fmt"
	"math"
)

// SigmaPath is the spread of the same units over several years.
type SigmaPath struct {
	N         int         // units with a value above 0 in every year
	Excluded  int         // the others
	Sigma     []float64   // population SD of ln x, one a year
	Intervals []*Interval // of each; nil: not asked or undefined
	Trend     float64     // least-squares slope of sigma on years, per year
	TrendIn   *Interval   // of the trend; nil: not asked or undefined
}

// MeasurePath measures sigma of each year over the units that have a value above 0 in every one, so that no change comes of who is counted, and
// its trend ([SigmaTrend]). years are in rising order, x has a row of values a year and in it one a unit, w one weight a unit (nil: equal);
// NaN is missing. Intervals resample units with all their years at once; b nil gives none. Negative values are refused, [ErrUndefined] with fewer
// than two units. Source: R. J. Barro and X. Sala-i-Martin, 1992.
func MeasurePath(years []float64, x [][]float64, w []float64, b *Bootstrap) (SigmaPath, error) {
	if err := checkPath(years, x, w); err != nil {
		return SigmaPath{}, err
	}
	logs, weights := steadyLogs(x, w)
	n := len(logs[0])
	path := SigmaPath{N: n, Excluded: len(x[0]) - n, Sigma: make([]float64, len(years)), Intervals: make([]*Interval, len(years))}
	if n < 2 {
		return path, fmt.Errorf("sigma over years: %d units have a value above 0 in every year: %w", n, ErrUndefined)
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	for k := range years {
		path.Sigma[k] = drawnSigma(logs[k], weights, all)
	}
	var err error
	if path.Trend, err = SigmaTrend(years, path.Sigma); err != nil || b == nil {
		return path, err
	}
	for k := range years {
		path.Intervals[k], err = b.ofUnits(n, func(rows []int) (float64, error) { return drawnSigma(logs[k], weights, rows), nil })
		if err != nil {
			return path, err
		}
	}
	sigma := make([]float64, len(years))
	path.TrendIn, err = b.ofUnits(n, func(rows []int) (float64, error) {
		for k := range sigma {
			sigma[k] = drawnSigma(logs[k], weights, rows)
		}
		return SigmaTrend(years, sigma)
	})
	return path, err
}

func checkPath(years []float64, x [][]float64, w []float64) error {
	if len(years) != len(x) || len(years) < 2 {
		return fmt.Errorf("%d years but %d rows of values: give one a year, of two years at least", len(years), len(x))
	}
	for k, row := range x {
		if k > 0 && !(years[k] > years[k-1]) {
			return fmt.Errorf("year %v stands after %v: give years in rising order", years[k], years[k-1])
		}
		if len(row) != len(x[0]) {
			return fmt.Errorf("%d values in year %v but %d in year %v: give one a unit", len(row), years[k], len(x[0]), years[0])
		}
		if rows := where(row, func(v float64) bool { return v < 0 || math.IsInf(v, 0) }); rows != nil {
			return &RowError{"value", rows, "negative or infinite value has no logarithm"}
		}
	}
	return checkWeights(w, len(x[0]))
}

// steadyLogs are the logarithms by year of the units above 0 in every one, and their weights; units of weight 0 are left out.
func steadyLogs(x [][]float64, w []float64) (logs [][]float64, weights []float64) {
	logs = make([][]float64, len(x))
	for i := range x[0] {
		steady := w == nil || w[i] > 0
		for _, row := range x {
			steady = steady && row[i] > 0
		}
		if !steady {
			continue
		}
		for k, row := range x {
			logs[k] = append(logs[k], math.Log(row[i]))
		}
		if w != nil {
			weights = append(weights, w[i])
		}
	}
	return logs, weights
}

// drawnSigma is the population SD of the rows drawn by their weights.
func drawnSigma(logs, w []float64, rows []int) float64 {
	var total, mean, sum float64
	weight := func(i int) float64 {
		if w == nil {
			return 1
		}
		return w[i]
	}
	for _, i := range rows {
		total += weight(i)
		mean += weight(i) * logs[i]
	}
	mean /= total
	for _, i := range rows {
		sum += weight(i) * (logs[i] - mean) * (logs[i] - mean)
	}
	return math.Sqrt(sum / total)
}

// ofUnits is [Bootstrap.Interval] of one stratum; nil where it is undefined.
func (b Bootstrap) ofUnits(n int, stat func(rows []int) (float64, error)) (*Interval, error) {
	got, err := b.Interval([]int{n}, func(rows [][]int) (float64, error) { return stat(rows[0]) })
	if errors.Is(err, ErrUndefined) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &got, nil
}
