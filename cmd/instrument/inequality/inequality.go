// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"context"
	"errors"
	"fmt"
	"math"

	"osnova/cmd/instrument"
	"osnova/metrics/frame"
	"osnova/metrics/inequality"
)

// Run measures inequality as asked for and writes the files that the options name. Input that is wrong is in the findings of the session, and the
// error is instrument.ErrRefused; nothing is written then.
func Run(ctx context.Context, d *instrument.Session, o Options) error {
	q, err := o.check()
	if err != nil {
		return err
	}
	if err := instrument.ClaimFiles(q.Out, q.Curve, q.Lisa); err != nil {
		return err
	}
	t, err := readUnits(ctx, d, q)
	if err != nil {
		return err
	}
	p := inequality.Profile{
		X: t.numbers[q.Value], W: t.numbers[q.Weight], Rank: t.numbers[q.Rank], Lower: q.lower, Upper: q.upper, Shares: q.bounded,
		Later: t.numbers[q.Later], Years: q.Years, Zeros: inequality.Zeros{Floor: q.floor},
	}
	for _, g := range q.Groups {
		p.Groups = append(p.Groups, inequality.Grouping{By: g, Names: t.groups[g].names, Codes: t.groups[g].of})
	}
	if p.Gaps, err = readGaps(d, t, q); err != nil {
		return err
	}
	if q.Bootstrap > 0 {
		p.Bootstrap = &inequality.Bootstrap{Replicates: q.Bootstrap, Seed: q.Seed, Most: countDraws(d, q, t.rows)}
	}
	if err := checkBounds(d, t, q); err != nil {
		return err
	}
	near, err := findNeighbours(d, t, q)
	if err != nil {
		return err
	}
	if err := d.RefuseOverwrite(q.Out, q.Curve, q.Lisa); err != nil {
		return err
	}
	if err := p.Check(); err != nil {
		return t.addFindings(ctx, d, q, err)
	}
	met := countCases(p, q)
	var points []byte
	if q.Curve != "" {
		if points, err = tabulateCurves(p, q); err != nil {
			return t.addFindings(ctx, d, q, err)
		}
	}
	if p.Spend = near == nil; p.Spend { // nobody needs what was read any more
		t.numbers, t.groups = nil, nil
	}
	end := func() {}
	if p.Bootstrap != nil {
		p.Bootstrap.Progress, end = d.CountRepetitions("bootstrap", q.Bootstrap)
	}
	rows, err := handOn(&p).Rows(ctx)
	end()
	if err != nil {
		return t.addFindings(ctx, d, q, err)
	}
	w := frame.NewWriter("measure", "weighting", "group_by", "group", "value", "low", "high", "n", "excluded")
	for _, r := range rows {
		weighting := "none"
		if r.Weighted {
			weighting = q.Weight
		}
		w.Row(r.Measure, weighting, r.GroupBy, r.Group, r.Value, r.Low, r.High, r.N, r.Excluded)
	}
	files := map[string][]byte{}
	if near != nil {
		if err := measureSpatial(ctx, d, t, q, near, w, files); err != nil {
			return err
		}
	}
	if q.Curve != "" {
		files[q.Curve] = points
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	logRules(d, met, q)
	if q.Out != "-" {
		files[q.Out] = w.Bytes()
	} else if _, err := d.Stdout.Write(w.Bytes()); err != nil {
		return fmt.Errorf("write the measures: %w", err)
	}
	return d.WriteFiles(ctx, "inequality", q.Out, files)
}

// isUsable says whether a unit has a value and a weight.
func isUsable(p inequality.Profile, i int) bool {
	return !math.IsNaN(p.X[i]) && (p.W == nil || !math.IsNaN(p.W[i]))
}

// handOn hands a profile on and leaves nothing behind that would hold its columns.
func handOn(p *inequality.Profile) inequality.Profile {
	out := *p
	*p = inequality.Profile{}
	return out
}

// caseCounts are what the rules for zeros and for units without a group met.
type caseCounts struct {
	units    int // with value and weight
	zeros    int
	nameless []int   // units, by grouping
	cv       float64 // of few units; 0 where it is undefined
}

// countCases counts them over the units that are measured.
func countCases(p inequality.Profile, o request) caseCounts {
	out := caseCounts{nameless: make([]int, len(p.Groups))}
	var few []float64
	for i, v := range p.X {
		if !isUsable(p, i) {
			continue
		}
		if out.units++; out.units < 500 {
			few = append(few, v)
		}
		if v == 0 || v < o.floor {
			out.zeros++
		}
		for k, g := range p.Groups {
			if g.Codes[i] < 0 {
				out.nameless[k]++
			}
		}
	}
	if out.units == len(few) {
		out.cv, _ = inequality.CV(few, nil) // nothing is said of what has none
	}
	return out
}

// logRules says what the rules met.
func logRules(d *instrument.Session, met caseCounts, o request) {
	if o.Bootstrap > 0 {
		logTrust(d, met, o)
	}
	switch {
	case met.zeros > 0 && o.floor > 0:
		d.Log.Warn("values raised before logarithms", "column", o.Value, "floor", o.floor, "units", met.zeros)
	case met.zeros > 0:
		d.Log.Warn("zeros dropped before logarithms", "column", o.Value, "units", met.zeros)
	}
	for k, n := range met.nameless {
		if n > 0 {
			d.Log.Warn("units without a group left out of its decomposition", "column", o.Groups[k], "units", n)
		}
	}
}

// logTrust says that intervals of few or very uneven units are too short: docs/coverage.md.
func logTrust(d *instrument.Session, met caseCounts, o request) {
	switch {
	case met.units < 100:
		d.Log.Warn("intervals of fewer than 100 units are too short", "column", o.Value, "units", met.units)
	case met.units < 500 && met.cv > 0.6:
		d.Log.Warn(
			"values have a long tail: intervals of fewer than 500 units are too short",
			"column",
			o.Value,
			"units",
			met.units,
			"cv",
			math.Round(100*met.cv)/100,
		)
	}
}

// tabulateCurves are the Lorenz curve and, where units are ranked, the concentration curve, unweighted and weighted.
func tabulateCurves(p inequality.Profile, o request) ([]byte, error) {
	w := frame.NewWriter("curve", "weighting", "p", "l")
	var x, ws, rx, rw, y []float64
	for i, v := range p.X {
		if !isUsable(p, i) {
			continue
		}
		ranked := p.Rank != nil && !math.IsNaN(p.Rank[i])
		x = append(x, v)
		if ranked {
			rx, y = append(rx, v), append(y, p.Rank[i])
		}
		if p.W != nil {
			ws = append(ws, p.W[i])
			if ranked {
				rw = append(rw, p.W[i])
			}
		}
	}
	add := func(curve, weighting string, points []inequality.Point, err error) error {
		for _, at := range points {
			w.Row(curve, weighting, at.P, at.L)
		}
		if errors.Is(err, inequality.ErrUndefined) {
			return nil
		}
		return err
	}
	for _, weighting := range []string{"none", o.Weight} {
		if weighting == "" {
			continue
		}
		one, two := ws, rw
		if weighting == "none" {
			one, two = nil, nil
		}
		points, err := inequality.LorenzCurve(x, one)
		if err := add("lorenz", weighting, points, err); err != nil {
			return nil, err
		}
		if len(y) == 0 {
			continue
		}
		points, err = inequality.ConcentrationCurve(rx, two, y)
		if err := add("concentration", weighting, points, err); err != nil {
			return nil, err
		}
	}
	return w.Bytes(), nil
}
