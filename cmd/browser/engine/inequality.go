// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"osnova/metrics/frame"
	"osnova/metrics/inequality"
)

// InequalityInput asks how unequal a column is.
type InequalityInput struct {
	File   string `json:"file"`   // name of the table in findings; table where empty
	Table  string `json:"table"`  // CSV, one unit a row
	Value  string `json:"value"`  // column of the values, 0 or more
	Weight string `json:"weight"` // column of weights, such as residents; empty: every unit counts the same
}

// InequalityResult is what `osnova inequality` says of the same table, and the curve.
type InequalityResult struct {
	Rows     []MeasureRow `json:"rows"`     // unweighted, then weighted
	Curves   []Curve      `json:"curves"`   // unweighted, then weighted; none where the values sum to 0
	Units    int          `json:"units"`    // rows of the table
	Measured int          `json:"measured"` // with a value and a weight
	Zeros    int          `json:"zeros"`    // of those measured; what takes a logarithm leaves them out
}

// MeasureRow is one measure; its names are those of [inequality.Measures].
type MeasureRow struct {
	Measure   string `json:"measure"`
	Weighting string `json:"weighting"` // none, or the column of weights
	Value     Number `json:"value"`     // null: undefined for these values
	N         int    `json:"n"`
	Excluded  int    `json:"excluded"`
}

// Curve is a Lorenz curve.
type Curve struct {
	Weighting string      `json:"weighting"`
	Points    [][2]Number `json:"points"` // share of the weight, share of the value; from (0, 0) to (1, 1)
	Of        int         `json:"of"`     // points of the whole curve; more than there are here where it was thinned to be drawn
	Weight    Number      `json:"weight"` // Σ of the weights
	Total     Number      `json:"total"`  // Σ weight·value
}

// mostPoints of a curve: more than a screen can show.
const mostPoints = 1000

// mostFaults is how many wrong cells are named one by one.
const mostFaults = 20

func answerInequality(input json.RawMessage) (any, []Finding, error) {
	var q InequalityInput
	if err := decodeStrict(input, &q); err != nil {
		return nil, nil, err
	}
	if q.Value == "" {
		return nil, nil, errors.New("name the column of the values")
	}
	f, err := readTable(cmp.Or(q.File, "table"), q.Table)
	if err != nil {
		return nil, nil, err
	}
	if f.Len() == 0 {
		return nil, nil, &frame.CellError{File: f.File, Reason: "there are no rows under the header"}
	}
	p := inequality.Profile{}
	var wrong error
	if p.X, err = f.Numbers(q.Value); err != nil {
		wrong = err
	}
	if q.Weight != "" {
		if p.W, err = f.Numbers(q.Weight); err != nil {
			wrong = errors.Join(wrong, err)
		}
	}
	if wrong != nil {
		return nil, nil, wrong
	}
	columns := map[string]string{"value": q.Value, "weight": q.Weight}
	if err := p.Check(); err != nil {
		return nil, nil, cellsOf(f, columns, err)
	}
	measured, err := p.Rows(context.Background())
	if err != nil {
		return nil, nil, cellsOf(f, columns, err)
	}
	out := InequalityResult{Units: f.Len(), Rows: []MeasureRow{}, Curves: []Curve{}}
	for _, r := range measured {
		weighting := "none"
		if r.Weighted {
			weighting = q.Weight
		}
		out.Rows = append(out.Rows, MeasureRow{r.Measure, weighting, number(r.Value), r.N, r.Excluded})
	}
	return out.draw(p, q.Weight)
}

// draw adds the curves and the counts, of the units that have value and weight.
func (r InequalityResult) draw(p inequality.Profile, weight string) (any, []Finding, error) {
	var x, w []float64
	for i, v := range p.X {
		if math.IsNaN(v) || p.W != nil && math.IsNaN(p.W[i]) {
			continue
		}
		x = append(x, v)
		if p.W != nil {
			w = append(w, p.W[i])
		}
		if v == 0 {
			r.Zeros++
		}
	}
	r.Measured = len(x)
	for _, weighting := range []string{"none", weight} {
		if weighting == "" {
			continue
		}
		ws := w
		if weighting == "none" {
			ws = nil
		}
		points, err := inequality.LorenzCurve(x, ws)
		if errors.Is(err, inequality.ErrUndefined) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		c := Curve{Weighting: weighting, Points: thinPoints(points), Of: len(points)}
		for i, v := range x {
			one := 1.0
			if ws != nil {
				one = ws[i]
			}
			c.Weight += Number(one)
			c.Total += Number(one * v)
		}
		r.Curves = append(r.Curves, c)
	}
	return r, nil, nil
}

// thinPoints keeps points of a curve at even places, both ends among them.
func thinPoints(points []inequality.Point) [][2]Number {
	n := min(len(points), mostPoints)
	out := make([][2]Number, n)
	for i := range n {
		at := points[i]
		if n < len(points) {
			at = points[i*(len(points)-1)/(n-1)]
		}
		out[i] = [2]Number{Number(at.P), Number(at.L)}
	}
	return out
}

// cellsOf finds the cells that the library would not take.
func cellsOf(f *frame.Frame, columns map[string]string, err error) error {
	var rows *inequality.RowError
	if !errors.As(err, &rows) {
		return err
	}
	column := columns[rows.What]
	values, failed := f.Text(column)
	if failed != nil {
		return err
	}
	var faults []error
	for _, r := range rows.Rows[:min(len(rows.Rows), mostFaults)] {
		reason := "is refused: " + rows.Reason
		faults = append(faults, &frame.CellError{File: f.File, Line: f.Line(r), Column: column, Value: values[r], Reason: reason})
	}
	if more := len(rows.Rows) - mostFaults; more > 0 {
		faults = append(faults, fmt.Errorf("column %s: and %d more such cells", column, more))
	}
	return errors.Join(faults...)
}
