// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// Bound says how an indicator was normalised. What a method does not use is NaN.
type Bound struct {
	Code      string
	Direction Direction
	Method    string
	// Lower and Upper are the values, in the unit of the (treated) indicator, that
	// score the ends of the scale: of minmax and dist_to_max the extremes, of
	// goalposts the posts, of the other distances the worst value and the
	// reference; of fraction_of_max Upper alone.
	Lower, Upper float64
	Mean, SD     float64 // of zscore, in the unit of the indicator
	From, To     float64 // the scale: what Lower and Upper would score, were the direction positive
	Truncate     bool    // values beyond score as the bound
	Scale        Scale   // how values compare between the bounds
	Below, Above int     // of goalposts: values that lie under Lower, and over Upper
	Empty        string  // why nothing could be scored; empty when it could
}

// Standardise brings a column to a scale. It is multiplied with its direction
// first, so that more is better; then, y being that,
//
//   - minmax: (y − min)/(max − min)·(upper − lower) + lower;
//   - zscore: (y − mean)/sd·SD + Mean with sd of n−1;
//   - rank: 1 = the smallest, equal values share the smallest rank; borda: rank − 1;
//     percentile_rank: (rank − 1)/(n − 1);
//   - dist_to_max: 1 − (max − y)/(max − min); dist_to_ref, dist_to_target: 1 −
//     (r − y)/(r − min) with r the value of the reference or the target;
//   - goalposts: as minmax, between fixed bounds, held to the scale unless Truncate
//     is false;
//   - fraction_of_max: y/max, which needs max > 0.
//
// What a distance or a fraction says as 0 and 1 comes out as lower and upper where
// these are given.
//
// Missing stays missing. A column that a method cannot scale, such as a constant
// one, comes back missing and Empty says why. reference is the row of dist_to_ref,
// target that of the indicator.
//
// Source: OECD/JRC Handbook, step 5; names and forms as in the R package COINr.
func Standardise(x []float64, item Item, how Normalisation, reference int) ([]float64, Bound, error) {
	b := Bound{Code: item.Code, Direction: item.Direction, Method: how.Method, Lower: math.NaN(), Upper: math.NaN(), Mean: math.NaN(), SD: math.NaN(), To: 1}
	d := float64(item.Direction)
	low, high := extremes(x)
	if math.IsInf(low, 0) {
		b.Empty = "has no value"
		return missing(len(x)), b, nil
	}
	worst := low
	if item.Direction == Negative {
		worst = high
	}
	switch how.Method {
	case "minmax":
		b.Lower, b.Upper = low, high
		b.From, b.To = how.scale()
	case "dist_to_max":
		b.Lower, b.Upper = low, high
		b.From, b.To = how.share()
	case "goalposts":
		g, ok := how.posts[item.Code]
		if !ok {
			return nil, b, &frame.UnknownError{Where: how.File, What: "goalposts of indicator", Name: item.Code, Have: sortedKeys(how.posts)}
		}
		b.Lower, b.Upper, b.Scale = g.Lower, g.Upper, g.Scale
		b.Below, b.Above = outside(x, b.Lower, b.Upper)
		b.From, b.To = how.scale()
		b.Truncate = how.Truncate == nil || *how.Truncate
	case "dist_to_ref", "dist_to_target":
		best := item.Target
		if how.Method == "dist_to_ref" {
			best = x[reference]
		}
		if math.IsNaN(best) {
			return nil, b, fmt.Errorf("normalise: %s: indicator %s has no value to measure the distance to", how.Method, item.Code)
		}
		if best == worst {
			b.Empty = fmt.Sprintf("its worst value, %s, is the reference", frame.Format(best))
			return missing(len(x)), b, nil
		}
		// The bounds may stand in either order here: a reference may be worse than all.
		b.Lower, b.Upper = min(worst, best), max(worst, best)
		b.From, b.To = how.share()
		out := make([]float64, len(x))
		for i, v := range x {
			out[i] = b.From + (1-(best-v)/(best-worst))*(b.To-b.From)
		}
		return out, b, nil
	case "zscore":
		return zscores(x, d, b, how)
	case "fraction_of_max":
		largest := max(d*low, d*high)
		if largest <= 0 {
			return nil, b, fmt.Errorf("normalise: fraction_of_max: indicator %s: its largest value in its direction is %s: it needs one above 0", item.Code, frame.Format(largest))
		}
		b.Upper = largest * d
		b.From, b.To = how.share()
		out := make([]float64, len(x))
		for i, v := range x {
			out[i] = b.From + v*d/largest*(b.To-b.From)
		}
		return out, b, nil
	default:
		return ranked(x, d, b, how.Method)
	}
	if !(b.Lower < b.Upper) {
		b.Empty = fmt.Sprintf("its only value is %s", frame.Format(low))
		return missing(len(x)), b, nil
	}
	out := make([]float64, len(x))
	return out, b, b.scale(x, out, b.Lower, b.Upper)
}

// scaled says whether From and To mean something.
func (b Bound) scaled() bool {
	switch b.Method {
	case "minmax", "goalposts", "dist_to_max":
		return true
	case "dist_to_ref", "dist_to_target", "fraction_of_max":
		return b.From != 0 || b.To != 1
	}
	return false
}

// scale maps x onto From…To between two bounds in the unit of the indicator.
func (b Bound) scale(x, out []float64, lower, upper float64) error {
	formula, least := b.Scale.above()
	if lower <= least {
		return fmt.Errorf("normalise: indicator %s: goalposts %v … %v: %s", b.Code, lower, upper, formula)
	}
	lower, upper = b.Scale.of(lower), b.Scale.of(upper)
	zero, span, size := lower, upper-lower, b.To-b.From
	if math.IsInf(span, 0) {
		return fmt.Errorf("normalise: indicator %s: the span from %v to %v is beyond the numbers that a computer holds: change its unit", b.Code, lower, upper)
	}
	if b.Direction == Negative {
		zero, span = upper, lower-upper
	}
	for i, v := range x {
		out[i] = (b.Scale.of(v)-zero)/span*size + b.From
	}
	if !b.Truncate {
		for i, v := range out {
			if math.IsInf(v, 0) {
				return fmt.Errorf("normalise: indicator %s: value %v: %s", b.Code, x[i], formula)
			}
		}
		return nil
	}
	for i, v := range out {
		if v < b.From {
			out[i] = b.From
		} else if v > b.To {
			out[i] = b.To
		}
	}
	return nil
}

// outside counts the values that lie under and over two bounds.
func outside(x []float64, lower, upper float64) (below, above int) {
	for _, v := range x {
		if v < lower {
			below++
		} else if v > upper {
			above++
		}
	}
	return below, above
}

// doubt says of a column of which half or more lies beyond a goalpost that the two may be of different units; all says that every value does.
func (b Bound) doubt(x []float64) (text string, all bool) {
	values := 0
	for _, v := range x {
		if !math.IsNaN(v) {
			values++
		}
	}
	side, post, n := "above the upper", b.Upper, b.Above
	if b.Below > b.Above {
		side, post, n = "below the lower", b.Lower, b.Below
	}
	switch {
	case values < 2 || 2*n < values:
		return "", false
	case n == values:
		return fmt.Sprintf("all %d values lie %s bound %s: another unit?", n, side, frame.Format(post)), true
	}
	return fmt.Sprintf("%d of %d values lie %s bound %s: another unit?", n, values, side, frame.Format(post)), false
}

func zscores(x []float64, d float64, b Bound, how Normalisation) ([]float64, Bound, error) {
	b.Mean, b.SD = statistics.Mean(x), statistics.SD(x)
	if math.IsInf(b.Mean, 0) || math.IsInf(b.SD, 0) {
		return nil, b, fmt.Errorf("normalise: indicator %s: its standard deviation is beyond the numbers that a computer holds: change its unit", b.Code)
	}
	if !(b.SD > 0) {
		b.Empty = fmt.Sprintf("its only value is %s", frame.Format(b.Mean))
		return missing(len(x)), b, nil
	}
	mean, sd := orDefault(how.Mean, 0), orDefault(how.SD, 1)
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = d*(v-b.Mean)/b.SD*sd + mean
	}
	return out, b, nil
}

// ranked numbers values from the smallest; equal ones share the smallest number.
func ranked(x []float64, d float64, b Bound, method string) ([]float64, Bound, error) {
	directed := make([]float64, len(x))
	for i, v := range x {
		directed[i] = d * v
	}
	var sorting sorter
	order := sorting.ascending(directed)
	if method == "percentile_rank" && len(order) < 2 {
		b.Empty = "one value has no percentile"
		return missing(len(x)), b, nil
	}
	out := missing(len(x))
	for k, i := range order {
		rank := float64(k + 1)
		if k > 0 && x[i] == x[order[k-1]] {
			rank = out[order[k-1]]
		}
		out[i] = rank
	}
	for _, i := range order {
		switch method {
		case "borda":
			out[i]--
		case "percentile_rank":
			out[i] = (out[i] - 1) / float64(len(order)-1)
		}
	}
	return out, b, nil
}

// StandardiseAll normalises every indicator of m; rows of d stand beside its units.
func StandardiseAll(m *Matrix, fw *Framework, d *Data, how Normalisation) (*Matrix, []Bound, error) {
	out := &Matrix{Units: m.Units, Names: m.Names, Columns: make([][]float64, len(m.Columns)), NotApplicable: m.NotApplicable}
	bounds := make([]Bound, len(m.Names))
	var faults faults
	for _, code := range sortedKeys(how.Only) {
		if !slices.Contains(m.Names, code) {
			faults.add(&frame.UnknownError{Where: "normalise: only", What: "indicator", Name: code, Have: m.Names})
		}
	}
	for j, code := range m.Names {
		own, special := how.Only[code]
		if !special {
			own = how
		}
		reference, err := d.row(own.Unit)
		if err != nil && own.Method == "dist_to_ref" {
			faults.add(err)
			continue
		}
		column, bound, err := Standardise(m.Columns[j], *fw.Item(code), own, reference)
		if err != nil {
			faults.add(err)
			continue
		}
		out.Columns[j], bounds[j] = column, bound
	}
	return out, bounds, faults.join("normalise")
}

// row is where a unit stands, in a panel in its last time.
func (d *Data) row(code string) (int, error) {
	at := -1
	for i, c := range d.Codes {
		if c == code && (at < 0 || d.Times != nil && d.Times[i] > d.Times[at]) {
			at = i
		}
	}
	if at < 0 {
		return 0, &frame.UnknownError{Where: "normalise: unit", What: "unit", Name: code, Have: d.Codes}
	}
	return at, nil
}

// Between is the normalisation by these goalposts, held to 0…100; a spec would name
// the file.
func Between(file string, posts map[string]Goalposts) *Normalisation {
	return &Normalisation{Method: "goalposts", File: file, posts: posts}
}

// ReadGoalposts reads a file of iCode, lower, upper and, where it is there, scale
// (linear, log: ln(1+x), ln: ln(x)), in the unit of the indicator; how comes back with
// them. Codes that are no indicators, or twice, and bounds in the wrong order are
// faults.
func ReadGoalposts(f *frame.Frame, fw *Framework, how *Normalisation) error {
	codes, err := f.Text("iCode")
	if err != nil {
		return err
	}
	lower, err := f.Numbers("lower")
	if err != nil {
		return err
	}
	upper, err := f.Numbers("upper")
	if err != nil {
		return err
	}
	var scale []string
	if f.Has("scale") {
		scale, _ = f.Text("scale")
	}
	how.posts = map[string]Goalposts{}
	var faults faults
	for i, code := range trimmed(codes) {
		cell := func(column, value, reason string) {
			faults.add(&frame.CellError{File: f.File, Line: f.Line(i), Column: column, Value: value, Reason: reason})
		}
		if item := fw.Item(code); item == nil || item.Type != TypeIndicator {
			faults.add(&frame.UnknownError{Where: fmt.Sprintf("%s:%d", f.File, f.Line(i)), What: "indicator", Name: code, Have: fw.Indicators()})
			continue
		}
		if _, twice := how.posts[code]; twice {
			cell("iCode", code, "is there twice")
		}
		g := Goalposts{Lower: lower[i], Upper: upper[i], Direction: Positive}
		if scale != nil && scale[i] != "linear" {
			if g.Scale = Scale(strings.TrimSpace(scale[i])); g.Scale != Linear && g.Scale != Log1p && g.Scale != Ln {
				cell("scale", scale[i], "is none of linear, log (ln(1+x)), ln")
				g.Scale = Linear
			}
		}
		if err := g.Check(); err != nil {
			cell("lower", frame.Format(lower[i]), fmt.Sprintf("and upper %q: %v", frame.Format(upper[i]), err))
		}
		how.posts[code] = g
	}
	return faults.join(f.File)
}
