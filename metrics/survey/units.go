// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"

	"osnova/metrics/statistics"
)

// units measures each unit, several at a time; the results do not depend on how many.
func (a *analysis) units() error {
	of := make([][]int32, len(a.s.Units))
	none := 0
	for _, row := range a.rows {
		if u := a.s.unit[row]; u >= 0 {
			of[u] = append(of[u], row)
		} else {
			none++
		}
	}
	a.count("no_unit", "", none)
	a.r.Units = make([]UnitResult, len(of))
	faults := make([]error, len(of))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(of)) {
		workers.Go(func() {
			for u := range next {
				faults[u] = a.unit(&a.r.Units[u], a.s.Units[u], of[u])
			}
		})
	}
	for u := range of {
		next <- u
	}
	close(next)
	workers.Wait()
	for _, err := range faults {
		if err != nil {
			return err
		}
	}
	slices.SortFunc(a.r.Units, func(x, y UnitResult) int { return cmp.Compare(x.Unit, y.Unit) })
	return nil
}

func (a *analysis) unit(r *UnitResult, name string, rows []int32) error {
	p := a.newPart(name, rows, false)
	if err := p.run(nil); err != nil {
		return err
	}
	*r = UnitResult{
		Unit: name, Respondents: len(rows), ServQual: p.servqual.value(), Weighted: p.servqualWeighted.value(), ServPerf: p.servperf.value(),
		NWeighted: p.servqualWeighted.n, NServPerf: p.servperf.n,
	}
	for d := range p.gap {
		r.Gaps, r.NGaps = append(r.Gaps, p.gap[d].value()), append(r.NGaps, p.gap[d].n)
	}
	main, metric, sums := &p.servqual, "servqual", p.groups.servqual
	if a.r.perceived {
		main, metric, sums = &p.servperf, "servperf", p.groups.servperf
	}
	r.N, r.NEff = main.n, main.effective()
	r.sums = [2]float64{main.wx, main.w}
	keep := a.set.Compare == "rest" || a.set.Compare == "pairs"
	var err error
	r.Low, r.High, _, err = p.interval(metric, sums, 2, func(sums []float64) float64 {
		if keep {
			r.replicates = append(r.replicates, [2]float64(sums))
		}
		return ratio(sums)
	})
	if err != nil {
		return err
	}
	r.Metrics, err = p.metrics("servperf", "csat", "nps", "ces", "s_index")
	return err
}

// compare sets the units that are shown against one another, or each against all
// others together.
func (a *analysis) compare() {
	var shown []*UnitResult
	total, draws := [2]float64{}, make([][2]float64, a.set.Replicates)
	for i := range a.r.Units {
		u := &a.r.Units[i]
		total[0] += u.sums[0]
		total[1] += u.sums[1]
		for b, v := range u.replicates {
			draws[b][0] += v[0]
			draws[b][1] += v[1]
		}
		if u.replicates != nil && u.N > 0 && u.Status != Suppressed {
			shown = append(shown, u)
		}
	}
	for i, x := range shown {
		switch a.set.Compare {
		case "pairs":
			for _, y := range shown[i+1:] {
				a.r.Comparisons = append(a.r.Comparisons, difference(x.Unit, y.Unit, x.sums, y.sums, x.replicates, y.replicates))
			}
		case "rest":
			others := make([][2]float64, len(draws))
			for b, v := range draws {
				others[b] = subtract(v, x.replicates[b])
			}
			if rest := subtract(total, x.sums); rest[1] > 0 {
				a.r.Comparisons = append(a.r.Comparisons, difference(x.Unit, "", x.sums, rest, x.replicates, others))
			}
		}
	}
	ps := make([]float64, len(a.r.Comparisons))
	for i, c := range a.r.Comparisons {
		ps[i] = c.P
	}
	for i, v := range statistics.BenjaminiHochberg(ps) {
		c := &a.r.Comparisons[i]
		c.Adjusted, c.Different = v, c.P <= 0.05
		if len(ps) > 10 {
			c.Different = v <= 0.05
		}
	}
}

func subtract(a, b [2]float64) [2]float64 { return [2]float64{a[0] - b[0], a[1] - b[1]} }

func difference(a, b string, x, y [2]float64, xs, ys [][2]float64) Comparison {
	c := Comparison{A: a, B: b, Estimate: Estimate{Value: ratio(x[:]) - ratio(y[:])}}
	d := make([]float64, len(xs))
	for i := range xs {
		d[i] = ratio(xs[i][:]) - ratio(ys[i][:])
	}
	c.Low, c.High = percentiles(d)
	c.P = math.NaN()
	if sd := statistics.SD(d); sd > 0 {
		c.P = statistics.NormalP(c.Value / sd)
	}
	return c
}
