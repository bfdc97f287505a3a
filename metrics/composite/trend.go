// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"osnova/metrics/statistics"
)

// Trend is how the value of a unit changes with time. What cannot be computed from
// as few points is NaN.
type Trend struct {
	N           int     // points used
	From, To    float64 // their first and last time
	Slope       float64 // ordinary least squares, units of the value per unit of time; from 2 points
	Low, High   float64 // 95 % interval of Slope; from 3 points
	P           float64 // two-sided, of Slope = 0, Student's t with N − 2; from 3 points
	Sen         float64 // median of the slopes of all pairs of points; from 2 points
	SenLow      float64 // 95 % interval of Sen by ranks; from 4 points
	SenHigh     float64
	MannKendall float64 // two-sided p of Kendall's τ of value and time; from 3 points

	// Breaks are the times at which the series was declared to break. A trend does
	// not cross a break: only the points from the last one on are used, Left are
	// those before it.
	Breaks []float64
	Left   int
	// Change is the last time before the likeliest shift of level by Pettitt's test,
	// ChangeP its approximate p; from 4 points. It says where to look, not why.
	Change, ChangeP float64
}

// TrendOf looks at one unit: values at times (such as years, in any order, each
// once), NaN = missing. breaks, which may be nil, marks the times at which a new
// series begins (obs_status b). Scores compare over time only if bounds were
// frozen, see [Goalposts].
//
// Sources: Sen, Estimates of the regression coefficient based on Kendall's tau,
// Journal of the American Statistical Association 63, 1968; its interval after
// Gilbert, Statistical Methods for Environmental Pollution Monitoring, 1987,
// 16.4.2; Pettitt, A non-parametric approach to the change-point problem, Applied
// Statistics 28, 1979.
func TrendOf(times, values []float64, breaks []bool) (Trend, error) {
	if len(times) != len(values) || breaks != nil && len(breaks) != len(times) {
		return Trend{}, fmt.Errorf("trend: %d times, %d values, %d marks of breaks", len(times), len(values), len(breaks))
	}
	order := make([]int, len(times))
	for i, t := range times {
		if math.IsNaN(t) || math.IsInf(t, 0) || math.IsInf(values[i], 0) {
			return Trend{}, fmt.Errorf("trend: value %v at time %v: give finite numbers", values[i], t)
		}
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(times[a], times[b]) })
	nan := math.NaN()
	t := Trend{From: nan, To: nan, Slope: nan, Low: nan, High: nan, P: nan, Sen: nan, SenLow: nan, SenHigh: nan, MannKendall: nan, Change: nan, ChangeP: nan}
	var x, y []float64
	for k, i := range order {
		if k > 0 && times[i] == times[order[k-1]] {
			return Trend{}, fmt.Errorf("trend: time %v is there twice", times[i])
		}
		if breaks != nil && breaks[i] {
			t.Breaks = append(t.Breaks, times[i])
			t.Left += len(x)
			x, y = nil, nil
		}
		if !math.IsNaN(values[i]) {
			x, y = append(x, times[i]), append(y, values[i])
		}
	}
	if t.N = len(x); t.N == 0 {
		return t, nil
	}
	t.From, t.To = x[0], x[t.N-1]
	t.leastSquares(x, y)
	t.sen(x, y)
	t.pettitt(x, y)
	return t, nil
}

// Trends is [TrendOf] of a panel: one trend a unit, in order of first appearance.
// units, times, values and breaks (may be nil) are columns of one long table.
func Trends(units []string, times, values []float64, breaks []bool) (names []string, trends []Trend, err error) {
	if len(units) != len(times) || len(units) != len(values) || breaks != nil && len(units) != len(breaks) {
		return nil, nil, fmt.Errorf("trends: %d units, %d times, %d values, %d marks of breaks", len(units), len(times), len(values), len(breaks))
	}
	rows := map[string][]int{}
	for i, unit := range units {
		if rows[unit] == nil {
			names = append(names, unit)
		}
		rows[unit] = append(rows[unit], i)
	}
	for _, unit := range names {
		var x, y []float64
		var b []bool
		for _, i := range rows[unit] {
			x, y = append(x, times[i]), append(y, values[i])
			b = append(b, breaks != nil && breaks[i])
		}
		t, err := TrendOf(x, y, b)
		if err != nil {
			return nil, nil, fmt.Errorf("unit %s: %w", unit, err)
		}
		trends = append(trends, t)
	}
	return names, trends, nil
}

func (t *Trend) leastSquares(x, y []float64) {
	n := float64(len(x))
	if n < 2 {
		return
	}
	mx, my := statistics.Mean(x), statistics.Mean(y)
	sxx, sxy, syy := 0.0, 0.0, 0.0
	for i := range x {
		sxx += (x[i] - mx) * (x[i] - mx)
		sxy += (x[i] - mx) * (y[i] - my)
		syy += (y[i] - my) * (y[i] - my)
	}
	t.Slope = sxy / sxx
	if n < 3 {
		return
	}
	rest := math.Max(0, syy-t.Slope*sxy)
	if rest <= 1e-24*syy { // a straight line: rounding is no evidence
		rest = 0
	}
	se := math.Sqrt(rest / (n - 2) / sxx)
	reach := se * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 2}.Quantile(0.975)
	t.Low, t.High = t.Slope-reach, t.Slope+reach
	switch {
	case se > 0:
		t.P = statistics.StudentP(t.Slope/se, n-2)
	case t.Slope == 0:
		t.P = 1
	default:
		t.P = 0
	}
}

func (t *Trend) sen(x, y []float64) {
	n := len(x)
	if n < 2 {
		return
	}
	var slopes []float64
	for i := range x {
		for j := i + 1; j < n; j++ {
			slopes = append(slopes, (y[j]-y[i])/(x[j]-x[i]))
		}
	}
	slices.Sort(slopes)
	t.Sen = statistics.Quantile(slopes, 0.5)
	if n < 3 {
		return
	}
	if t.MannKendall = statistics.Kendall(x, y).P; slices.Min(y) == slices.Max(y) {
		t.MannKendall = 1
	}
	if n < 4 {
		return
	}
	// Slopes whose ranks lie around the middle as S would without a trend.
	size := float64(n)
	variance := size * (size - 1) * (2*size + 5)
	sorted := slices.Sorted(slices.Values(y))
	for i := 0; i < n; {
		j := i
		for j < n && sorted[j] == sorted[i] {
			j++
		}
		tie := float64(j - i)
		variance -= tie * (tie - 1) * (2*tie + 5)
		i = j
	}
	reach := 1.959963984540054 * math.Sqrt(variance/18)
	all := float64(len(slopes))
	at := func(rank float64) float64 { // ranks from 1, between two by the straight line
		rank = math.Min(math.Max(rank, 1), all)
		low := int(math.Floor(rank))
		if low == len(slopes) {
			return slopes[low-1]
		}
		return slopes[low-1] + (rank-float64(low))*(slopes[low]-slopes[low-1])
	}
	t.SenLow, t.SenHigh = at((all-reach)/2), at((all+reach)/2+1)
}

func (t *Trend) pettitt(x, y []float64) {
	n := len(x)
	if n < 4 {
		return
	}
	u, most, at := 0.0, -1.0, 0
	for k := range n - 1 {
		for _, v := range y { // U_k = U_{k−1} + Σ_j sign(y_k − y_j)
			u += float64(cmp.Compare(y[k], v))
		}
		if math.Abs(u) > most {
			most, at = math.Abs(u), k
		}
	}
	size := float64(n)
	t.Change, t.ChangeP = x[at], math.Min(1, 2*math.Exp(-6*most*most/(size*size*size+size*size)))
}
