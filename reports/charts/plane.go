// SPDX-License-Identifier: Apache-2.0

package charts

import (
	"strconv"

	gocharts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Series is one line. A nil value breaks the line.
type Series struct {
	Name   string
	Values []*float64
	Focus  bool // drawn in the accent colour; with one in focus the others are grey
}

// Lines shows change over ordered steps, each line named at its end.
func Lines(steps []string, series []Series, axis Axis) (Options, error) {
	y, err := axis.up()
	if err != nil {
		return Options{}, err
	}
	c := gocharts.NewCustom()
	c.SetXAxis(cleaned(steps))
	c.SetGlobalOptions(gocharts.WithXAxisOpts(opts.XAxis{Type: "category", AxisLabel: &opts.AxisLabel{Show: opts.Bool(true)}}), gocharts.WithYAxisOpts(y), plain())
	focus := false
	for _, s := range series {
		focus = focus || s.Focus
	}
	for i, line := range series {
		values := make([]any, len(line.Values))
		for k, v := range line.Values {
			if v != nil {
				values[k] = round(*v)
			}
		}
		token := "$cat" + string(rune('1'+i%6))
		if focus && line.Focus {
			token = "$accent"
		} else if focus {
			token = "$grey"
		}
		c.MultiSeries = append(c.MultiSeries, gocharts.SingleSeries{Type: "line", Name: Clean(line.Name), Data: values, ItemStyle: colour(token)})
	}
	return finish(c, series, 340)
}

// finish adds the names at the ends of lines, a setting that go-echarts has no field for.
func finish(c *gocharts.Custom, series []Series, height int) (Options, error) {
	c.Accept(&lineEndNames{on: len(series) > 1})
	return build(c, height)
}

// lineEndNames rewrites series of lines so that each carries its name at its end.
type lineEndNames struct {
	gocharts.BaseConfigurationVisitor
	on bool
}

// VisitSeriesOpt adds endLabel to lines.
func (e *lineEndNames) VisitSeriesOpt(all gocharts.MultiSeries) any {
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = s
		if e.on && s.Type == "line" && s.Name != "" {
			token := "$ink"
			if s.ItemStyle != nil {
				token = s.ItemStyle.Color
			}
			out[i] = named{s, endLabel{true, "{a}", token}, labelLayout{"shiftY"}}
		}
	}
	return out
}

type named struct {
	gocharts.SingleSeries
	EndLabel    endLabel    `json:"endLabel"`
	LabelLayout labelLayout `json:"labelLayout"`
}

type labelLayout struct {
	MoveOverlap string `json:"moveOverlap"`
}

type endLabel struct {
	Show      bool   `json:"show"`
	Formatter string `json:"formatter"`
	Color     string `json:"color"`
}

func plain() gocharts.GlobalOpts {
	return gocharts.WithGridOpts(opts.Grid{Left: "8", Right: "24", Top: "20", Bottom: "8", ContainLabel: opts.Bool(true)})
}

// Curve is one Lorenz curve: points (share of units, share of the sum), both 0 to 1, from the poorest.
type Curve struct {
	Name   string
	Points [][2]float64
}

// Lorenz draws curves of inequality beside the line of equality; they meet at their ends, so that a legend must name them.
func Lorenz(curves []Curve, equality string) (Options, error) {
	one := 1.0
	axis := Axis{Max: &one, Format: "share0"}
	x, err := axis.across()
	if err != nil {
		return Options{}, err
	}
	y, err := axis.up()
	if err != nil {
		return Options{}, err
	}
	c := gocharts.NewCustom()
	c.SetGlobalOptions(gocharts.WithXAxisOpts(x), gocharts.WithYAxisOpts(y), plain())
	c.MultiSeries = append(c.MultiSeries, gocharts.SingleSeries{Type: "line", Name: Clean(equality), Data: [][2]float64{{0, 0}, {1, 1}}, ItemStyle: colour("$grey"), ShowSymbol: opts.Bool(false)})
	for i, curve := range curves {
		points := make([][2]float64, len(curve.Points))
		for k, p := range curve.Points {
			points[k] = [2]float64{round(p[0]), round(p[1])}
		}
		token := "$cat" + string(rune('1'+i%6))
		c.MultiSeries = append(c.MultiSeries, gocharts.SingleSeries{Type: "line", Name: Clean(curve.Name), Data: points, ItemStyle: colour(token), ShowSymbol: opts.Bool(false)})
	}
	return build(c, 420)
}

// Point is one dot of a scatter.
type Point struct {
	Label string
	X, Y  float64
	URL   string
	Focus bool
}

// Scatter relates two measures; lines through midX and midY part four quadrants, named from upper left clockwise.
func Scatter(points []Point, midX, midY float64, quadrants [4]string, xAxis, yAxis Axis) (Options, error) {
	x, err := xAxis.across()
	if err != nil {
		return Options{}, err
	}
	y, err := yAxis.up()
	if err != nil {
		return Options{}, err
	}
	data := make([]datum, len(points))
	for i, p := range points {
		data[i] = datum{Name: Clean(p.Label), Value: []float64{round(p.X), round(p.Y)}, URL: p.URL}
		if p.Focus {
			data[i].ItemStyle = colour("$accent")
		}
	}
	half := float32(0.6)
	c := gocharts.NewCustom()
	c.SetGlobalOptions(gocharts.WithXAxisOpts(x), gocharts.WithYAxisOpts(y), plain())
	c.MultiSeries = append(c.MultiSeries, gocharts.SingleSeries{
		Type: "scatter", Data: data, SymbolSize: 7, ItemStyle: &opts.ItemStyle{Color: "$grey", Opacity: &half},
		MarkLines: &opts.MarkLines{
			Data:          []any{map[string]any{"xAxis": round(midX)}, map[string]any{"yAxis": round(midY)}},
			MarkLineStyle: opts.MarkLineStyle{Symbol: []string{"none", "none"}, Label: &opts.Label{Show: opts.Bool(false)}},
		},
		MarkAreas: corners(midX, midY, quadrants),
	})
	return build(c, 460)
}

// corners names the quadrants by areas without a colour.
func corners(midX, midY float64, names [4]string) *opts.MarkAreas {
	x, y := round(midX), round(midY)
	places := []string{"insideTopLeft", "insideTopRight", "insideBottomRight", "insideBottomLeft"}
	boxes := [4][2]map[string]any{
		{{"x": "0%", "yAxis": "max"}, {"xAxis": x, "yAxis": y}},
		{{"xAxis": x, "yAxis": "max"}, {"xAxis": "max", "yAxis": y}},
		{{"xAxis": x, "yAxis": y}, {"xAxis": "max", "yAxis": "min"}},
		{{"xAxis": "min", "yAxis": y}, {"xAxis": x, "yAxis": "min"}},
	}
	boxes[0][0] = map[string]any{"xAxis": "min", "yAxis": "max"}
	var data []any
	for i, name := range names {
		if name == "" {
			continue
		}
		boxes[i][0]["name"] = Clean(name)
		boxes[i][0]["label"] = map[string]any{"position": places[i], "color": "$muted"}
		boxes[i][0]["itemStyle"] = map[string]any{"color": "transparent"}
		data = append(data, boxes[i])
	}
	if data == nil {
		return nil
	}
	return &opts.MarkAreas{Data: data}
}

// HistogramBin is one column of a histogram: how many values lie from Low up to, but without, High.
type HistogramBin struct {
	Low, High float64
	N         int
}

// Histogram shows a distribution; decimals are those of the bins' borders.
func Histogram(bins []HistogramBin, decimals int, comma bool) (Options, error) {
	labels, data := make([]string, len(bins)), make([]datum, len(bins))
	for i, b := range bins {
		labels[i] = border(b.Low, decimals, comma)
		data[i] = datum{Name: labels[i] + "–" + border(b.High, decimals, comma), Value: b.N}
	}
	y, err := Axis{}.up()
	if err != nil {
		return Options{}, err
	}
	c := gocharts.NewCustom()
	c.SetXAxis(labels)
	c.SetGlobalOptions(gocharts.WithXAxisOpts(opts.XAxis{Type: "category", AxisLabel: &opts.AxisLabel{Show: opts.Bool(true)}}), gocharts.WithYAxisOpts(y), plain())
	c.MultiSeries = append(c.MultiSeries, gocharts.SingleSeries{Type: "bar", Data: data, BarWidth: "92%", ItemStyle: colour("$accent")})
	return build(c, 280)
}

func border(v float64, decimals int, comma bool) string {
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if comma {
		for i := range text {
			if text[i] == '.' {
				return text[:i] + "," + text[i+1:]
			}
		}
	}
	return text
}
