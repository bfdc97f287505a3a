// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"math"

	"osnova/metrics/statistics"
)

// respondents is all respondents, or those of one unit.
type respondents struct {
	a    *analysis
	name string
	rows []int32
	plan *scoringPlan
	deal *dealing

	gap, weighted, meanP, meanE, quality   []weightedMean // by dimension
	servqual, servqualWeighted, servperf   weightedMean
	csat, promoter, detractor, ces, scored weightedMean

	groups groups
}

// groups are the sums over each group of a deal, two components a mean: Σωx, Σω.
type groups struct {
	servqual, servqualWeighted, servperf, ces []float64
	quality                                   []float64   // 2 × dimensions
	dims                                      [][]float64 // gap, or perception, by dimension; of the whole alone
}

func (a *analysis) newPart(name string, rows []int32, whole bool) *respondents {
	k := len(a.s.Design.Dimensions)
	p := &respondents{a: a, name: name, rows: rows, gap: make([]weightedMean, k), weighted: make([]weightedMean, k), meanP: make([]weightedMean, k), meanE: make([]weightedMean, k), quality: make([]weightedMean, k)}
	p.deal = newDeal(rows, a.s.stratum, a.s.cluster, statistics.SeedOf(a.set.Edition, name, "groups"))
	p.groups.dims = make([][]float64, k)
	if a.set.Replicates == 0 {
		return p
	}
	pair := func() []float64 { return make([]float64, 2*p.deal.n) }
	p.groups.servqual, p.groups.servqualWeighted, p.groups.servperf, p.groups.ces = pair(), pair(), pair(), pair()
	p.groups.quality = make([]float64, 2*k*p.deal.n)
	if whole {
		for d := range k {
			p.groups.dims[d] = pair()
		}
	}
	return p
}

// run scores the respondents; visit may be nil.
func (p *respondents) run(visit func(sc *scores, w float64)) error {
	plan, sc := newPlan(p.a.s)
	p.plan = plan
	one := make([]float64, len(plan.dims))
	for d := range one {
		one[d] = math.NaN()
	}
	for i, row := range p.rows {
		if i%4096 == 0 && p.a.ctx.Err() != nil {
			return p.a.ctx.Err()
		}
		w := 1.0
		if p.a.w != nil {
			w = p.a.w[row]
		}
		plan.score(int(row), sc)
		p.add(sc, w)
		if p.a.set.Replicates > 0 {
			p.group(sc, w, int(p.deal.group[i]))
		}
		if visit != nil {
			visit(sc, w)
		}
	}
	return nil
}

func (p *respondents) add(sc *scores, w float64) {
	any := math.NaN()
	for d := range p.gap {
		p.gap[d].add(w, sc.meanGap[d])
		p.weighted[d].add(w, sc.weighted[d])
		p.meanP[d].add(w, sc.meanP[d])
		p.meanE[d].add(w, sc.meanE[d])
		p.quality[d].add(w, sc.quality[d])
		if !math.IsNaN(sc.quality[d]) {
			any = 0
		}
	}
	p.scored.add(w, any)
	p.servqual.add(w, sc.servqual)
	p.servqualWeighted.add(w, sc.servqualWeighted)
	p.servperf.add(w, sc.servperf)
	p.csat.add(w, sc.csat)
	p.promoter.add(w, sc.promoter)
	p.detractor.add(w, sc.detractor)
	p.ces.add(w, sc.ces)
}

func (p *respondents) group(sc *scores, w float64, g int) {
	put := func(to []float64, at int, x float64) {
		if x == x {
			to[at] += w * x
			to[at+1] += w
		}
	}
	put(p.groups.servqual, 2*g, sc.servqual)
	put(p.groups.servqualWeighted, 2*g, sc.servqualWeighted)
	put(p.groups.servperf, 2*g, sc.servperf)
	put(p.groups.ces, 2*g, sc.ces)
	k := len(p.gap)
	for d := range k {
		put(p.groups.quality, 2*(g*k+d), sc.quality[d])
		if to := p.groups.dims[d]; to != nil {
			if p.a.asked(d) {
				put(to, 2*g, sc.meanGap[d])
			} else {
				put(to, 2*g, sc.meanP[d])
			}
		}
	}
}

// ratio is the mean of a pair of sums.
func ratio(sums []float64) float64 { return sums[0] / sums[1] }

// index is S of the sums of all dimensions; a dimension without answers leaves its
// weight to the others.
func (p *respondents) index(sums []float64) float64 {
	total, weight := 0.0, 0.0
	for d, v := range p.a.v {
		if n := sums[2*d+1]; n > 0 {
			total += v * sums[2*d] / n
			weight += v
		}
	}
	return max(0, min(100, total/weight)) // rounding may leave the bounds
}

// interval resamples the groups of a metric. All intervals are NaN without
// replicates, or with fewer than two groups to draw from.
func (p *respondents) interval(metric string, of []float64, k int, stat func(sums []float64) float64) (low, high float64, replicates []float64, err error) {
	if p.a.set.Replicates == 0 || p.deal.n < 2 {
		return math.NaN(), math.NaN(), nil, nil
	}
	if err := p.a.ctx.Err(); err != nil {
		return 0, 0, nil, err
	}
	replicates = make([]float64, 0, p.a.set.Replicates)
	p.deal.draw(of, k, p.a.set.Replicates, statistics.SeedOf(p.a.set.Edition, p.name, metric), func(sums []float64) {
		replicates = append(replicates, stat(sums))
	})
	low, high = percentiles(replicates)
	return low, high, replicates, nil
}

// metrics gives the ones named.
func (p *respondents) metrics(names ...string) (out []Metric, err error) {
	for _, name := range names {
		m := Metric{Name: name, Estimate: nothing}
		asked, of, sums := true, &p.servqual, []float64(nil)
		switch name {
		case "servqual":
			asked, sums = !p.a.r.perceived, p.groups.servqual
		case "servqual_weighted":
			of, asked, sums = &p.servqualWeighted, p.plan.imp && !p.a.r.perceived, p.groups.servqualWeighted
		case "servperf":
			of, sums = &p.servperf, p.groups.servperf
		case "csat":
			of, asked = &p.csat, p.a.s.Design.CSAT != nil
		case "nps":
			of, asked = &p.promoter, p.a.s.Design.NPS != nil
		case "ces":
			of, asked, sums = &p.ces, p.a.s.Design.CES != nil, p.groups.ces
		case "s_index":
			of = &p.scored
			m.Basis = p.a.r.Variant + " " + p.a.r.Basis
		}
		m.N, m.NEff = of.n, of.effective()
		switch {
		case !asked:
			m.Status = NotAsked
		case of.n == 0:
			m.Status = Unavailable
		case name == "csat":
			m.Estimate = CSAT(of.value()*m.NEff, m.NEff)
			m.Value = 100 * of.value()
		case name == "nps":
			m.Estimate = NPS(of.value()*m.NEff, p.detractor.value()*m.NEff, m.NEff)
		case name == "s_index":
			point := make([]float64, 0, 2*len(p.quality))
			for d := range p.quality {
				point = append(point, p.quality[d].wx, p.quality[d].w)
			}
			m.Value = p.index(point)
			m.Low, m.High, _, err = p.interval(name, p.groups.quality, len(point), p.index)
		default:
			m.Value = of.value()
			m.Low, m.High, _, err = p.interval(name, sums, 2, ratio)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}
