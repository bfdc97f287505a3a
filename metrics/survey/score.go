// SPDX-License-Identifier: Apache-2.0

package survey

import "math"

// scoringPlan is a design made ready to score respondents.
type scoringPlan struct {
	s     *Sample
	p, e  []int     // column of each item, −1 = not asked
	least []float64 // of the item's scale
	wide  []float64 // its range
	dims  []Dimension
	gaps  bool // some item has an expectation
	imp   bool
}

// scores of one respondent; NaN = missing.
type scores struct {
	p, e, gap []float64 // by item
	meanP     []float64 // by dimension, as are the next five
	meanE     []float64
	meanGap   []float64
	weighted  []float64 // importance/100 × gap
	quality   []float64 // mean of ½a + ½p, or of p; NaN below half of the items
	shares    float64   // sum of the importances given

	servqual, servqualWeighted, servperf float64
	csat, promoter, detractor, ces       float64
}

func newPlan(s *Sample) (*scoringPlan, *scores) {
	d := s.Design
	pl := &scoringPlan{s: s, p: s.layout.perception, e: s.layout.expectation, dims: d.Dimensions}
	for _, it := range d.Items {
		pl.least = append(pl.least, it.Perception.Min)
		pl.wide = append(pl.wide, it.Perception.Max-it.Perception.Min)
		pl.gaps = pl.gaps || it.Expectation != nil
	}
	pl.imp = len(d.Dimensions) > 0 && d.Dimensions[0].Importance != nil
	items, dims := func() []float64 { return make([]float64, len(d.Items)) }, func() []float64 { return make([]float64, len(d.Dimensions)) }
	return pl, &scores{p: items(), e: items(), gap: items(), meanP: dims(), meanE: dims(), meanGap: dims(), weighted: dims(), quality: dims()}
}

func (pl *scoringPlan) get(answers []uint8, at, row int) float64 {
	if at < 0 {
		return math.NaN()
	}
	return pl.s.value(pl.s.columns[at], answers[at], row)
}

// score fills out for the respondent of a row.
func (pl *scoringPlan) score(row int, out *scores) {
	k := len(pl.s.columns)
	answers := pl.s.answers[row*k : (row+1)*k]
	for i, at := range pl.p {
		c := pl.s.columns[at]
		out.p[i] = pl.s.value(c, answers[at], row)
		out.e[i] = pl.get(answers, pl.e[i], row)
		out.gap[i] = out.p[i] - out.e[i]
	}
	var gaps, perceptions average
	total, whole := 0.0, pl.imp
	out.shares = 0
	for d := range pl.dims {
		pl.dimension(d, out)
		gaps.add(out.meanGap[d])
		perceptions.add(out.meanP[d])
		if pl.imp {
			share := pl.get(answers, pl.s.layout.importance[d], row)
			out.weighted[d] = share / 100 * out.meanGap[d]
			total += out.weighted[d]
			out.shares += share
			whole = whole && out.weighted[d] == out.weighted[d]
		} else {
			out.weighted[d] = math.NaN()
		}
	}
	out.servqual, out.servperf, out.servqualWeighted = gaps.value(), perceptions.value(), math.NaN()
	if whole {
		out.servqualWeighted = total
	}
	out.csat = share(pl.get(answers, pl.s.layout.csat, row), func(v float64) bool { return v >= pl.s.Design.CSAT.Max-1 })
	recommend := pl.get(answers, pl.s.layout.nps, row)
	out.promoter = share(recommend, func(v float64) bool { return v >= 9 })
	out.detractor = share(recommend, func(v float64) bool { return v <= 6 })
	out.ces = math.NaN()
	if at := pl.s.layout.ces; at >= 0 {
		q := pl.s.Design.CES
		out.ces = Performance(pl.get(answers, at, row), q.Min, q.Max)
	}
}

// dimension fills the means of one dimension.
func (pl *scoringPlan) dimension(d int, out *scores) {
	var p, e, gap, quality average
	items := pl.dims[d].Items
	for _, i := range items {
		p.add(out.p[i])
		e.add(out.e[i])
		gap.add(out.gap[i])
		if pl.e[i] < 0 {
			quality.add(100 * (out.p[i] - pl.least[i]) / pl.wide[i])
		} else if g := out.gap[i]; g == g {
			quality.add(Adequacy(g, 0, pl.wide[i])/2 + 50*(out.p[i]-pl.least[i])/pl.wide[i])
		}
	}
	out.meanP[d], out.meanE[d], out.meanGap[d] = p.value(), e.value(), gap.value()
	out.quality[d] = math.NaN()
	if 2*int(quality.n) >= len(items) {
		out.quality[d] = quality.value()
	}
}

func share(v float64, yes func(float64) bool) float64 {
	switch {
	case math.IsNaN(v):
		return v
	case yes(v):
		return 1
	}
	return 0
}

// average of what is there.
type average struct{ sum, n float64 }

func (a *average) add(v float64) {
	if v == v {
		a.sum += v
		a.n++
	}
}

func (a *average) value() float64 { return a.sum / a.n }
