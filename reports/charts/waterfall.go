// SPDX-License-Identifier: Apache-2.0

package charts

import (
	gocharts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// WaterfallRow is one row of a waterfall: a bar from Lower to Upper. A total stands on zero.
type WaterfallRow struct {
	Label        string
	Upper, Lower float64
	Total        bool
	Words        string // of its size, shown on hover
}

// Waterfall shows how steps lead from one total to another, row by row; each bar hangs where the one before it ended.
func Waterfall(falls []WaterfallRow, axis Axis) (Options, error) {
	labels, base, size := make([]string, len(falls)), make([]datum, len(falls)), make([]datum, len(falls))
	for i, f := range falls {
		labels[i] = f.Label
		size[i] = datum{Name: Clean(f.Label), Value: round(f.Upper - f.Lower), Tip: []string{Clean(f.Words)}}
		base[i] = datum{Name: Clean(f.Label), Value: round(f.Lower), Tip: []string{Clean(f.Words)}}
		if f.Total {
			size[i].ItemStyle = colour("$accent")
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
		s.Stack, s.BarWidth, s.ItemStyle, s.Data = "all", "62%", colour("transparent"), base
	})
	addSeries(c, "bar", func(s *gocharts.SingleSeries) {
		s.Stack, s.BarWidth, s.ItemStyle, s.Data = "all", "62%", colour("$grey"), size
		s.Label = &opts.Label{Show: opts.Bool(true), Position: "right", Formatter: string(label.Formatter)}
	})
	c.GridList[0].Right = "64"
	return build(c, rowHeight(len(falls), 28))
}
