// SPDX-License-Identifier: Apache-2.0

package charts

import (
	"strconv"
	"unicode/utf8"

	gocharts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Cell is one coloured field of a matrix: the column, the row and a value from −1 to 1.
type Cell struct {
	Column, Row int
	Value       float64
	Note        string
}

// heatCuts are the inner borders of the five bands of a matrix of values from −1 to 1.
var heatCuts = [4]float64{-0.6, -0.2, 0.2, 0.6}

// Heatmap draws a square matrix of values from −1 to 1, such as correlations, in the diverging colours around 0. Cells left out stay empty.
func Heatmap(labels []string, cells []Cell) (Options, error) {
	data := make([]datum, len(cells))
	for i, c := range cells {
		data[i] = datum{Name: Clean(labels[c.Row] + " × " + labels[c.Column]), Value: []float64{float64(c.Column), float64(c.Row), round(c.Value)}, Note: Clean(c.Note)}
	}
	pieces := make([]opts.Piece, 5)
	for i := range pieces {
		pieces[i].Color = "$div" + strconv.Itoa(5-i)
		if i > 0 {
			pieces[i].Gte = float32(heatCuts[i-1])
		}
		if i < 4 {
			pieces[i].Lt = float32(heatCuts[i])
		}
	}
	// ECharts writes 0 and a missing border alike, so that the ends need theirs.
	pieces[0].Gte, pieces[4].Lt = -2, 2
	c := gocharts.NewCustom()
	c.SetXAxis(cleaned(labels))
	x := opts.XAxis{Type: "category", AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Formatter: "@short", Rotate: 90}}
	c.SetGlobalOptions(gocharts.WithXAxisOpts(x), gocharts.WithYAxisOpts(names(labels)),
		gocharts.WithVisualMapOpts(opts.VisualMap{Type: "piecewise", Show: opts.Bool(false), Pieces: pieces}), gocharts.WithGridOpts(heatGrid(labels)))
	addSeries(c, "heatmap", func(s *gocharts.SingleSeries) { s.Data = data })
	return build(c, max(240, 48+longest(labels)*8+len(labels)*18))
}

// heatGrid leaves room for the names. Of more than forty ECharts measures only some, so that long ones would be cut; then they are measured here.
func heatGrid(labels []string) opts.Grid {
	g := opts.Grid{Left: "8", Right: "8", Top: "8", Bottom: "8", ContainLabel: opts.Bool(true)}
	if len(labels) <= 40 {
		return g
	}
	room := strconv.Itoa(16 + longest(labels)*8)
	g.Left, g.Bottom, g.ContainLabel = room, room, opts.Bool(false)
	return g
}

// longest is the length of the longest name, as far as it is written out.
func longest(labels []string) int {
	n := 0
	for _, l := range labels {
		n = max(n, utf8.RuneCountInString(l))
	}
	return min(n, 24)
}

// Ranked is one unit of a chart of rank intervals.
type Ranked struct {
	Label          string
	Rank           float64 // 1 = best
	Low, Mid, High float64 // interval of its rank and the middle of it
	Note           string
}

// RankBand draws the interval of every unit's rank as one band over the rank itself, best at the upper left, and a dot for its middle.
func RankBand(units []Ranked) (Options, error) {
	one := 1.0
	axis := Axis{Min: &one}
	x, err := axis.across()
	if err != nil {
		return Options{}, err
	}
	y, err := axis.up()
	if err != nil {
		return Options{}, err
	}
	y.Inverse = opts.Bool(true)
	bands, dots := make([][]float64, len(units)), make([]datum, len(units))
	for i, u := range units {
		bands[i] = []float64{round(u.Rank), round(u.Low), round(u.High)}
		dots[i] = datum{Name: Clean(u.Label), Value: []float64{round(u.Rank), round(u.Mid)}, Note: Clean(u.Note)}
	}
	c := gocharts.NewCustom()
	c.SetGlobalOptions(gocharts.WithXAxisOpts(x), gocharts.WithYAxisOpts(y), plain())
	addSeries(c, "custom", func(s *gocharts.SingleSeries) { s.RenderItem, s.ItemStyle, s.Data = "@band", colour("$grey"), bands })
	addSeries(c, "scatter", func(s *gocharts.SingleSeries) { s.SymbolSize, s.ItemStyle, s.Data = 4, colour("$accent"), dots })
	return build(c, 380)
}
