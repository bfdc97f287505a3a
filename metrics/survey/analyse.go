// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Analyse measures a sample. Errors: settings that do not fit the design, weights
// that cannot be fitted, nobody left to measure, the end of ctx.
func Analyse(ctx context.Context, s *Sample, set Settings) (*Result, error) {
	a := &analysis{ctx: ctx, s: s, set: set, r: &Result{file: s.File, Quarantine: s.Quarantine, HeaderRows: s.HeaderRows}}
	if err := a.check(); err != nil {
		return nil, err
	}
	if err := a.weigh(); err != nil {
		return nil, err
	}
	if err := a.whole(); err != nil {
		return nil, err
	}
	if s.unit != nil {
		if err := a.units(); err != nil {
			return nil, err
		}
	}
	a.suppress()
	a.compare()
	return a.r, ctx.Err()
}

type analysis struct {
	ctx  context.Context
	s    *Sample
	set  Settings
	r    *Result
	v    []float64 // weights of S by dimension
	w    []float64 // by respondent; nil = 1 each
	rows []int32   // of the respondents used
}

func (a *analysis) check() error {
	d := a.s.Design
	names := make([]string, len(d.Dimensions))
	for i, one := range d.Dimensions {
		names[i] = one.Name
	}
	a.v, a.r.Basis = Weights(names)
	if a.set.DimensionWeights != nil {
		sum := 0.0
		for i, name := range names {
			v, given := a.set.DimensionWeights[name]
			if !given {
				return fmt.Errorf("the weights of dimensions have none for %q", name)
			}
			a.v[i] = v
			sum += v
		}
		if len(a.set.DimensionWeights) > len(names) || !(sum > 0) {
			return errors.New("the weights of dimensions name one that the design has not, or are all 0")
		}
		for i := range a.v {
			a.v[i] /= sum
		}
		a.r.Basis = "given"
	}
	asked := 0
	for _, it := range d.Items {
		if it.Expectation != nil {
			asked++
		}
	}
	a.r.Variant = "mixed"
	switch asked {
	case 0:
		a.r.Variant, a.r.perceived = "perf", true
	case len(d.Items):
		a.r.Variant = "full"
	}
	for _, l := range []*Level{&a.set.Level, &a.set.UnitLevel} {
		if *l == "" {
			*l = Hromada
		}
		if _, known := minimum[*l]; !known {
			return fmt.Errorf("unknown level %q", *l)
		}
	}
	if !slices.Contains([]string{"", "none", "rest", "pairs"}, a.set.Compare) {
		return fmt.Errorf("unknown comparison %q", a.set.Compare)
	}
	return nil
}

// weigh finds the respondents used and their weights.
func (a *analysis) weigh() error {
	s := a.s
	slow := speeders(s.duration)
	var straight, fast, dropped, zero, loose int
	w := make([]float64, s.N)
	for i := range w {
		w[i] = 1
		if s.weight != nil {
			w[i] = s.weight[i]
		}
		hasty := slow != nil && slow[i]
		if s.straight[i] {
			straight++
		}
		if hasty {
			fast++
		}
		switch {
		case a.set.DropCareless && (s.straight[i] || hasty):
			w[i] = 0
			dropped++
		case w[i] == 0:
			zero++
		}
		for _, c := range s.cells {
			if c[i] < 0 {
				loose++
				break
			}
		}
	}
	capped := 0
	if len(s.cells) > 0 {
		var err error
		if w, err = Rake(w, s.fields.Margins, s.cells); err != nil {
			return err
		}
		capped = CapWeights(w, a.set.Cap)
	}
	for i, v := range w {
		if v > 0 {
			a.rows = append(a.rows, int32(i))
		}
	}
	if len(a.rows) == 0 {
		return fmt.Errorf("%s: %w: %d careless, %d of weight 0, %d without a stratum", s.File, ErrNobodyLeft, dropped, zero, loose)
	}
	if s.weight != nil || len(s.cells) > 0 {
		a.w = w
	}
	a.count("respondents", "", s.N)
	a.count("used", "", len(a.rows))
	a.count("straight_liners", "", straight)
	if s.duration != nil {
		a.count("speeders", "", fast)
	}
	a.count("careless_dropped", "", dropped)
	if s.weight != nil {
		a.count("zero_weight", "", zero)
	}
	if len(s.cells) > 0 {
		a.count("no_stratum", "", loose)
		a.count("weights_capped", "", capped)
	}
	effective, deff := Kish(w)
	a.r.Quality = append(a.r.Quality, Count{"n_eff", "", effective, math.NaN()}, Count{"deff", "", deff, math.NaN()})
	return nil
}

func (a *analysis) count(check, column string, n int) {
	a.r.Quality = append(a.r.Quality, Count{check, column, float64(n), float64(n) / float64(a.s.N)})
}

// speeders took less than a third of the median time.
func speeders(duration []float64) []bool {
	if duration == nil {
		return nil
	}
	var known []float64
	for _, v := range duration {
		if !math.IsNaN(v) {
			known = append(known, v)
		}
	}
	slices.Sort(known)
	limit := statistics.Quantile(known, 0.5) / 3
	out := make([]bool, len(duration))
	for i, v := range duration {
		out[i] = v < limit
	}
	return out
}

// whole measures all respondents together.
func (a *analysis) whole() error {
	p := a.newPart("overall", a.rows, true)
	k := len(a.s.Design.Items)
	items := make([]struct{ p, e, gap weightedMean }, k)
	scales := a.newScales()
	uneven := 0
	err := p.run(func(sc *scores, w float64) {
		for i := range items {
			items[i].p.add(w, sc.p[i])
			items[i].e.add(w, sc.e[i])
			items[i].gap.add(w, sc.gap[i])
		}
		for d := range scales {
			scales[d].add(sc)
		}
		if p.plan.imp && math.Abs(sc.shares-100) > 0.5 {
			uneven++
		}
	})
	if err != nil {
		return err
	}
	for i, it := range a.s.Design.Items {
		one := &items[i]
		r := ItemResult{
			Item: it.Name, Dimension: a.s.Design.Dimensions[it.Dimension].Name, N: one.gap.n, NP: one.p.n, NE: one.e.n,
			MeanP: one.p.value(), MeanE: one.e.value(), Gap: one.gap.value(), SD: one.gap.sd(),
		}
		r.T, r.P = one.gap.test()
		if it.Expectation == nil {
			r.N = r.NP
		}
		a.r.Items = append(a.r.Items, r)
	}
	ps := make([]float64, k)
	for i, r := range a.r.Items {
		ps[i] = r.P
	}
	for i, v := range statistics.BenjaminiHochberg(ps) {
		a.r.Items[i].Adjusted = v
	}
	for d, dim := range a.s.Design.Dimensions {
		r := DimensionResult{
			Dimension: dim.Name, N: p.gap[d].n, Gap: p.gap[d].value(), Weighted: p.weighted[d].value(),
			MeanP: p.meanP[d].value(), MeanE: p.meanE[d].value(), S: p.quality[d].value(),
		}
		main := &p.gap[d]
		if main.n == 0 && !a.asked(d) {
			main = &p.meanP[d]
			r.N = main.n
		}
		scales[d].fill(&r)
		if r.Low, r.High, _, err = p.interval("gap_"+dim.Name, p.groups.dims[d], 2, ratio); err != nil {
			return err
		}
		a.r.Dimensions = append(a.r.Dimensions, r)
	}
	if a.r.Overall, err = p.metrics("servqual", "servqual_weighted", "servperf", "csat", "nps", "ces", "s_index"); err != nil {
		return err
	}
	a.columns()
	if p.plan.imp {
		a.count("importance_not_100", "", uneven)
	}
	return nil
}

// asked says whether some item of a dimension has an expectation.
func (a *analysis) asked(d int) bool {
	for _, i := range a.s.Design.Dimensions[d].Items {
		if a.s.Design.Items[i].Expectation != nil {
			return true
		}
	}
	return false
}

// columns counts what each question lacks, and doubts scales.
func (a *analysis) columns() {
	if at := a.s.layout.nps; at >= 0 {
		if text := a.s.columns[at].doubtScale(a.s.N); text != "" {
			a.r.Doubts = append(a.r.Doubts, Doubt{a.s.columns[at].Column, text})
		}
	}
	for _, c := range a.s.columns {
		a.count("missing", c.Column, c.missing+c.coded)
		if len(c.Missing)+len(c.Labels.Missing) > 0 {
			a.count("dont_know", c.Column, c.coded)
		}
		a.count("out_of_range", c.Column, c.outside)
	}
}

// scales of one dimension.
type scales struct {
	items      []int
	least      []float64
	p, e, gap  *scale
	rowP, rowE []float64
	rowGap     []float64
}

func (a *analysis) newScales() []*scales {
	var out []*scales
	for d, dim := range a.s.Design.Dimensions {
		k := len(dim.Items)
		s := &scales{items: dim.Items, p: newScale(k), rowP: make([]float64, k), rowE: make([]float64, k), rowGap: make([]float64, k)}
		if a.asked(d) {
			s.e, s.gap = newScale(k), newScale(k)
		}
		for _, i := range dim.Items {
			s.least = append(s.least, a.s.Design.Items[i].Perception.Min)
		}
		out = append(out, s)
	}
	return out
}

func (s *scales) add(sc *scores) {
	for j, i := range s.items {
		s.rowP[j] = sc.p[i] - s.least[j]
		s.rowE[j] = sc.e[i] - s.least[j]
		s.rowGap[j] = sc.gap[i]
	}
	s.p.add(s.rowP)
	if s.e != nil {
		s.e.add(s.rowE)
		s.gap.add(s.rowGap)
	}
}

func (s *scales) fill(r *DimensionResult) {
	r.AlphaP, r.Omega, r.NAlphaP = s.p.alpha(), s.p.omega(), s.p.any
	r.AlphaE, r.AlphaGap = math.NaN(), math.NaN()
	if s.e != nil {
		r.AlphaE, r.AlphaGap, r.NAlphaE, r.NAlphaGap = s.e.alpha(), s.gap.alpha(), s.e.any, s.gap.any
	}
}
