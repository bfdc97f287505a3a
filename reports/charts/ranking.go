// SPDX-License-Identifier: Apache-2.0

package charts

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	gocharts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// RankingDot is one row of a ranking. Low and High are the ends of its interval, when known.
type RankingDot struct {
	Label     string
	Value     float64
	Low, High *float64
	Note      string
	URL       string
	Focus     bool // drawn in the accent colour; with no dot in focus all are
}

// Ranking is a ranking: a dot for each value, with a line for its interval.
func Ranking(dots []RankingDot, axis Axis) (Options, error) {
	labels, points, lines := make([]string, len(dots)), make([]datum, len(dots)), [][]float64{}
	focus := false
	for _, d := range dots {
		focus = focus || d.Focus
	}
	for i, d := range dots {
		labels[i] = d.Label
		points[i] = datum{Name: Clean(d.Label), Value: []float64{round(d.Value), float64(i)}, Note: Clean(d.Note), URL: d.URL}
		if focus && !d.Focus {
			points[i].ItemStyle = colour("$grey")
		}
		if d.Low != nil && d.High != nil {
			lines = append(lines, []float64{round(*d.Low), round(*d.High), float64(i)})
		}
	}
	c, err := rowChart(labels, axis)
	if err != nil {
		return Options{}, err
	}
	if len(lines) > 0 {
		addSeries(c, "custom", func(s *gocharts.SingleSeries) {
			s.RenderItem, s.ItemStyle, s.Data = "@intervalH", colour("$grey"), lines
		})
	}
	addSeries(c, "scatter", func(s *gocharts.SingleSeries) { s.SymbolSize, s.ItemStyle, s.Data = 10, colour("$accent"), points })
	return build(c, rowHeight(len(dots), 26))
}

func addSeries(c *gocharts.Custom, kind string, set func(*gocharts.SingleSeries)) {
	s := gocharts.SingleSeries{Type: kind}
	set(&s)
	c.MultiSeries = append(c.MultiSeries, s)
}

// Group is one row of a strip chart: the members and the median drawn across them.
type Group struct {
	Name    string
	Members []Member
	Median  *float64
}

// Member is one dot of a strip chart.
type Member struct {
	Label string
	Value float64
	URL   string
}

// lanes are the places of dots across a strip's line, in pixels, nearest first.
var lanes = []int{0, -5, 5, -9, 9}

// dodge puts dots that would cover each other beside the line. Near is how close two values may be before their dots touch.
func dodge(members []Member, near float64) [][]int {
	order := make([]int, len(members))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(members[a].Value, members[b].Value) })
	last, out := make([]float64, len(lanes)), make([][]int, len(members))
	for k := range last {
		last[k] = math.Inf(-1)
	}
	for _, i := range order {
		lane := 0
		for k := range lanes {
			if members[i].Value-last[k] >= near {
				lane = k
				break
			}
			if last[k] < last[lane] {
				lane = k
			}
		}
		last[lane] = members[i].Value
		if lanes[lane] != 0 {
			out[i] = []int{0, lanes[lane]}
		}
	}
	return out
}

// Strip shows every member of each group on a line of its own, with the group's median.
func Strip(groups []Group, axis Axis) (Options, error) {
	labels := make([]string, len(groups))
	var points, medians []datum
	low, high := 0.0, 0.0
	for _, g := range groups {
		for _, m := range g.Members {
			low, high = min(low, m.Value), max(high, m.Value)
		}
	}
	if axis.Max != nil {
		high = *axis.Max
	}
	for i, g := range groups {
		labels[i] = g.Name
		aside := dodge(g.Members, (high-low)/150)
		for k, m := range g.Members {
			points = append(points, datum{Name: Clean(m.Label), Value: []float64{round(m.Value), float64(i)}, URL: m.URL, Offset: aside[k]})
		}
		if g.Median != nil {
			medians = append(medians, datum{Name: Clean(g.Name), Value: []float64{round(*g.Median), float64(i)}})
		}
	}
	c, err := rowChart(labels, axis)
	if err != nil {
		return Options{}, err
	}
	half := float32(0.7)
	addSeries(c, "scatter", func(s *gocharts.SingleSeries) {
		s.SymbolSize, s.ItemStyle, s.Data = 5, &opts.ItemStyle{Color: "$grey", Opacity: &half}, points
	})
	addSeries(c, "scatter", func(s *gocharts.SingleSeries) {
		s.Symbol, s.SymbolSize, s.ItemStyle, s.Data = "rect", []int{3, 18}, colour("$accent"), medians
	})
	return build(c, rowHeight(len(groups), 27))
}

// BarRow is one bar, from zero.
type BarRow struct {
	Label string
	Value float64
	Note  string
	URL   string
	Focus bool
}

// BarChart draws horizontal bars from zero, in the order given.
func BarChart(bars []BarRow, axis Axis) (Options, error) {
	labels, points, focus := make([]string, len(bars)), make([]datum, len(bars)), false
	for _, b := range bars {
		focus = focus || b.Focus
	}
	for i, b := range bars {
		labels[i] = b.Label
		points[i] = datum{Name: Clean(b.Label), Value: round(b.Value), Note: Clean(b.Note), URL: b.URL}
		if focus && !b.Focus {
			points[i].ItemStyle = colour("$grey")
		}
	}
	c, err := rowChart(labels, axis)
	if err != nil {
		return Options{}, err
	}
	label, err := axis.formatter()
	if err != nil {
		return Options{}, err
	}
	addSeries(c, "bar", func(s *gocharts.SingleSeries) {
		s.BarWidth, s.ItemStyle, s.Data = "62%", colour("$accent"), points
		s.Label = &opts.Label{Show: opts.Bool(true), Position: "right", Formatter: string(label.Formatter)}
	})
	c.GridList[0].Right = "64"
	return build(c, rowHeight(len(bars), 28))
}

// DumbbellRow is one row of a dumbbell: the same measure in two groups.
type DumbbellRow struct {
	Label string
	A, B  float64
}

// Dumbbell compares two groups row by row.
func Dumbbell(pairs []DumbbellRow, a, b string, axis Axis) (Options, error) {
	labels, links := make([]string, len(pairs)), make([][]float64, len(pairs))
	left, right := make([]datum, len(pairs)), make([]datum, len(pairs))
	for i, p := range pairs {
		y := float64(i)
		labels[i] = p.Label
		links[i] = []float64{round(p.A), round(p.B), y}
		left[i] = datum{Name: Clean(p.Label), Value: []float64{round(p.A), y}}
		right[i] = datum{Name: Clean(p.Label), Value: []float64{round(p.B), y}}
	}
	c, err := rowChart(labels, axis)
	if err != nil {
		return Options{}, err
	}
	addSeries(c, "custom", func(s *gocharts.SingleSeries) {
		s.RenderItem, s.ItemStyle, s.Data = "@dumbbell", colour("$grey"), links
	})
	addSeries(c, "scatter", func(s *gocharts.SingleSeries) {
		s.Name, s.SymbolSize, s.Data = Clean(a), 11, left
		s.ItemStyle = &opts.ItemStyle{Color: "$paper", BorderColor: "$accent", BorderWidth: 2}
	})
	addSeries(c, "scatter", func(s *gocharts.SingleSeries) {
		s.Name, s.SymbolSize, s.ItemStyle, s.Data = Clean(b), 11, colour("$accent"), right
	})
	return build(c, rowHeight(len(pairs), 30))
}

// Stack is one row of a stacked bar.
type Stack struct {
	Label string
	Parts []float64
}

// Stacked shows parts of a sum, at most five, named in order, from the strongest shade down.
func Stacked(stacks []Stack, parts []string, axis Axis) (Options, error) {
	labels := make([]string, len(stacks))
	for i, s := range stacks {
		labels[i] = s.Label
	}
	c, err := rowChart(labels, axis)
	if err != nil {
		return Options{}, err
	}
	for k, name := range parts {
		values := make([]float64, len(stacks))
		for i, s := range stacks {
			if k < len(s.Parts) {
				values[i] = round(s.Parts[k])
			}
		}
		addSeries(c, "bar", func(s *gocharts.SingleSeries) {
			s.Name, s.Stack, s.BarWidth, s.Data = Clean(name), "all", "62%", values
			s.ItemStyle = &opts.ItemStyle{Color: "$seq" + strconv.Itoa(Colour(len(parts)-1-k, len(parts))), BorderColor: "$control", BorderWidth: 0.5}
		})
	}
	return build(c, rowHeight(len(stacks), 40))
}
