// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"
	"slices"

	"osnova/metrics/statistics"
)

// Correlation is the correlation of two elements of an index.
type Correlation struct {
	A, B   string
	Method string // pearson, spearman, kendall (tau-b)
	statistics.Correlation
	Relation string // siblings (of one parent), ancestor (B is above A), else empty
	// Flag is set where A and B are related: strong above 0.92 (they say the
	// same), weak from −0.4 up to 0.3, negative below −0.4.
	//
	// Source: JRC, COIN Tool User Guide 2019, and audits of the JRC since.
	Flag string
}

// Correlations relates all indicators with one another, all aggregates of a level
// with one another, and every element with what is above it, pairwise over the
// units that have both. Indicators are taken as normalised, in their direction. Of
// more than 400 elements only siblings and ancestors are related.
func (x *Index) Correlations() []Correlation {
	if x.links == nil {
		x.links = x.correlate()
	}
	return x.links
}

// mostPaired is how many elements may be paired with all of their level; with more
// only siblings and ancestors are, for pairs grow with the square.
const mostPaired = 400

func (x *Index) correlate() []Correlation {
	methods := x.Spec.Correlation
	if len(methods) == 0 {
		methods = correlations[:2]
	}
	columns := x.elements()
	var sorting sorter
	for i := range columns {
		columns[i].ready(&sorting)
	}
	var links []Correlation
	for i := range columns {
		for j := i + 1; j < len(columns); j++ {
			a, b := &columns[i], &columns[j]
			relation := x.Framework.relation(a.code, b.code)
			if relation == "" && (a.level != b.level || len(columns) > mostPaired) {
				continue
			}
			for _, method := range methods {
				link := Correlation{A: a.code, B: b.code, Method: method, Relation: relation, Correlation: a.with(b, method)}
				link.flag()
				links = append(links, link)
			}
		}
	}
	return links
}

func (l *Correlation) flag() {
	switch {
	case l.Relation == "" || math.IsNaN(l.R):
	case l.R > 0.92:
		l.Flag = "strong"
	case l.R < -0.4:
		l.Flag = "negative"
	case l.R < 0.3:
		l.Flag = "weak"
	}
}

func (fw *Framework) relation(a, b string) string {
	if fw.Item(a).Parent == fw.Item(b).Parent {
		return "siblings"
	}
	for up := fw.Item(a).Parent; up != ""; up = fw.Item(up).Parent {
		if up == b {
			return "ancestor"
		}
	}
	return ""
}

// element is an indicator or aggregate with what makes its correlations cheap:
// 60 indicators have 1,770 pairs.
type element struct {
	code  string
	level int
	x     []float64
	whole bool  // nothing is missing
	order []int // rows with a value, ascending
	// of whole columns, with mean 0 and length 1; nil for constants
	unit, unitRank []float64
}

// elements are indicators and then aggregates, level by level, in the order of iMeta.
func (x *Index) elements() []element {
	var out []element
	items := slices.Clone(x.Framework.Items)
	slices.SortStableFunc(items, func(a, b Item) int { return a.Level - b.Level })
	for _, i := range items {
		switch {
		case i.Type == TypeIndicator:
			out = append(out, element{code: i.Code, level: 1, x: x.Scored().Column(i.Code)})
		case i.Type == TypeAggregate && x.Result != nil:
			out = append(out, element{code: i.Code, level: i.Level, x: x.Result.Scores.Column(i.Code)})
		}
	}
	return out
}

func (e *element) ready(sorting *sorter) {
	e.order = sorting.ascending(e.x)
	if e.whole = len(e.order) == len(e.x); e.whole {
		e.unit, e.unitRank = standardize(e.x), standardize(e.ranks(nil))
	}
}

// standardize is the column with mean 0 and length 1; nil of a constant.
func standardize(x []float64) []float64 {
	low, high := extremes(x)
	if !(low < high) {
		return nil
	}
	mean, squares := statistics.Mean(x), 0.0
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v - mean
		squares += out[i] * out[i]
	}
	for i := range out {
		out[i] /= math.Sqrt(squares)
	}
	return out
}

// ranks are mean ranks among the rows that the other has too (nil = all), without
// sorting again.
func (e *element) ranks(other *element) []float64 {
	out := missing(len(e.x))
	var tie []int
	at := 0.0
	settle := func() {
		for _, i := range tie {
			out[i] = at + float64(len(tie)+1)/2
		}
		at += float64(len(tie))
		tie = tie[:0]
	}
	for _, i := range e.order {
		if other != nil && math.IsNaN(other.x[i]) {
			continue
		}
		if len(tie) > 0 && e.x[tie[0]] != e.x[i] {
			settle()
		}
		tie = append(tie, i)
	}
	settle()
	return out
}

func (e *element) with(o *element, method string) statistics.Correlation {
	switch {
	case method == "kendall":
		return statistics.Kendall(e.x, o.x)
	case method == "pearson" && e.whole && o.whole:
		return product(e.unit, o.unit, len(e.x))
	case method == "pearson":
		return statistics.Pearson(e.x, o.x)
	case e.whole && o.whole:
		return product(e.unitRank, o.unitRank, len(e.x))
	}
	return statistics.Pearson(e.ranks(o), o.ranks(e))
}

// product is the correlation of two columns of length 1.
func product(a, b []float64, n int) statistics.Correlation {
	if a == nil || b == nil {
		return statistics.Correlation{R: math.NaN(), P: math.NaN(), N: n}
	}
	r := 0.0
	for i, v := range a {
		r += v * b[i]
	}
	r = max(-1, min(1, r))
	c := statistics.Correlation{R: r, P: math.NaN(), N: n}
	if df := float64(n - 2); df > 0 {
		c.P = statistics.StudentP(r*math.Sqrt(df/(1-r*r)), df)
	}
	return c
}

// Consistency says how well the children of an aggregate go together.
type Consistency struct {
	Group string
	Alpha float64 // Cronbach's α, pairwise; NaN below two items
	N     int     // units with any of them
	Items int
	KMO   float64 // of their correlations; NaN where singular
	// Bartlett's test that they are not correlated at all.
	Chi2 float64
	DF   int
	P    float64
	// Components of the children; nil where statistics.PCA refuses, and why.
	Components *statistics.Components
	Children   []string
	Refused    error
}

// Reliability looks at every aggregate, in the order of iMeta; a child without any
// value or without variance takes no part.
func (x *Index) Reliability() []Consistency {
	if x.Result == nil {
		return nil
	}
	var out []Consistency
	for _, code := range x.Framework.codes(TypeAggregate) {
		c := Consistency{Group: code}
		var columns [][]float64
		for _, child := range x.Framework.Children(code) {
			column := x.Result.Scores.Column(child)
			if low, high := extremes(column); low < high {
				columns = append(columns, column)
				c.Children = append(c.Children, child)
			}
		}
		c.Items = len(columns)
		if c.Alpha, c.N = math.NaN(), 0; len(columns) > 0 {
			c.Alpha, c.N = statistics.Alpha(columns)
		}
		r := statistics.Correlations(columns)
		c.KMO, _ = statistics.KMO(r)
		c.Chi2, c.DF, c.P = statistics.Bartlett(r, c.N)
		if c.Components, c.Refused = statistics.PCA(columns); c.Refused != nil {
			c.Components = nil
		}
		out = append(out, c)
	}
	return out
}
