// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"html/template"
	"strings"

	"osnova/catalog"
	"osnova/reports/charts"
)

// frame is a chart with its words: the layout writes it as a figure, with the table that stands under it.
type frame struct {
	ID, Title, Subtitle, Note, Desc, Unit, CSV string
	Height, Decimals                           int
	Narrow                                     string // class of the box: only-wide beside a tile map
	Sources                                    template.HTML
	Legend                                     template.HTML
	Tiles                                      template.HTML
	Script                                     template.HTML
}

// frame puts words to a chart. Pairs: title, subtitle, note, desc, unit, csv (a dataset's name), sources (names parted by commas), legend, tiles, height, decimals, class.
func (r *renderer) frame(id string, o charts.Options, pairs ...any) (*frame, error) {
	given, err := makeRow(pairs...)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", id, err)
	}
	f := &frame{ID: id, Height: o.Height, Decimals: 1}
	for name, v := range given {
		ok := true
		switch name {
		case "title":
			f.Title, ok = v.(string)
		case "subtitle":
			f.Subtitle, ok = v.(string)
		case "note":
			f.Note, ok = v.(string)
		case "desc":
			f.Desc, ok = v.(string)
		case "unit":
			f.Unit, ok = v.(string)
		case "class":
			f.Narrow, ok = v.(string)
		case "csv":
			f.CSV = r.data(fmt.Sprint(v))
		case "height":
			f.Height, ok = v.(int)
		case "decimals":
			f.Decimals, ok = v.(int)
		case "legend":
			f.Legend, ok = v.(template.HTML)
		case "tiles":
			f.Tiles, ok = v.(template.HTML)
		case "sources":
			f.Sources = r.sourceList(fmt.Sprint(v))
		default:
			return nil, fmt.Errorf("chart %s: nothing is called %q", id, name)
		}
		if !ok {
			return nil, fmt.Errorf("chart %s: %s is %T", id, name, v)
		}
	}
	if names, _ := given["sources"].(string); r.invented() && !r.observed(names) { // a chart travels without its page
		f.Subtitle = strings.TrimSuffix(catalog.SyntheticMark.In(string(r.l))+". "+f.Subtitle, " ")
	}
	if o.JSON != nil {
		f.Script = template.HTML(`<script type="application/json" id="opt-` + template.HTMLEscapeString(id) + `">` + string(o.JSON) + `</script>`)
	}
	return f, nil
}

// observed reports whether all that a chart shows comes from sources that nobody invented; borders alone are not what it shows.
func (r *renderer) observed(names string) bool {
	shows := false
	for _, n := range strings.Split(names, ",") {
		n = strings.TrimSpace(n)
		s := r.sourceOf(n)
		if s == nil || s.Synthetic {
			return false
		}
		shows = shows || n != "cod_ab"
	}
	return shows
}

func (r *renderer) sourceList(names string) template.HTML {
	var parts []string
	for _, n := range strings.Split(names, ",") {
		if n = strings.TrimSpace(n); n != "" {
			if s := r.source(n); s != "" {
				parts = append(parts, string(s))
			}
		}
	}
	return template.HTML(strings.Join(parts, "; "))
}

// drawings turn rows into charts; text arguments name columns. A label column without a language suffix is taken in the page's language.
func (r *renderer) drawings() template.FuncMap {
	return template.FuncMap{
		"axis": chartAxis, "mapChart": r.mapChart, "bandMap": r.bandMap, "bandLegend": r.bandLegend, "bandName": r.bandName, "bandOrder": bandOrder, "dotChart": r.dotChart, "barChart": r.barChart, "stripChart": r.stripChart, "lineChart": r.lineChart,
		"lorenzChart": r.lorenzChart, "stackChart": r.stackChart, "dumbbellChart": r.dumbbellChart, "scatterChart": r.scatterChart, "histogramChart": r.histogramChart,
		"waterfallChart": r.waterfallChart, "categoryMap": r.categoryMap,
	}
}

// chartAxis says how far an axis reaches and how its labels are written; a missing end is left to the drawing.
func chartAxis(format string, ends ...any) charts.Axis {
	a := charts.Axis{Format: format}
	if len(ends) > 0 {
		a.Min = pointer(ends[0])
	}
	if len(ends) > 1 {
		a.Max = pointer(ends[1])
	}
	return a
}

func pointer(v any) *float64 {
	if f, ok := amount(v); ok {
		return &f
	}
	return nil
}

// label reads a column as text, in the page's language where it has one.
func (r *renderer) label(x queryRow, column string) string {
	if v, ok := x[column]; ok {
		if v == nil {
			return ""
		}
		return fmt.Sprint(v)
	}
	return r.in(x, column)
}

// to is the address of a row's page from the root of the site, where the row names one: link and the columns of its path.
func (r *renderer) to(x queryRow) string {
	name, _ := x["link"].(string)
	if name == "" {
		return ""
	}
	path, ok := r.asked.path(name)
	if !ok {
		return ""
	}
	file, err := fillPath(path, x)
	if err != nil {
		return ""
	}
	return string(r.l) + "/" + file
}

// mapChart wants columns code, title (or title_uk, title_en), value, occupied, and link with slug; where unranked_reason says that a rank is
// withheld the value is not drawn.
func (r *renderer) mapChart(outline string, rows []queryRow, borders []float64, diverging bool) (charts.Options, error) {
	if len(rows) == 0 {
		return charts.Options{}, nil
	}
	places := make([]charts.Place, len(rows))
	for i, x := range rows {
		p := charts.Place{Code: r.label(x, "code"), Label: r.label(x, "title"), Value: pointer(x["value"]), URL: r.to(x)}
		switch {
		case x["occupied"] == true:
			p.Value, p.Fill, p.Note = nil, "occupied", r.word("control", r.occupied())
		case p.Value == nil:
			p.Note = r.l.pick("немає даних", "no data")
		case x["unranked_reason"] == "withheld":
			p.Value, p.Note = nil, r.word("unranked", "withheld")
		}
		places[i] = p
	}
	return charts.Choropleth(outline, places, borders, diverging)
}

// categoryMap is a map of a category numbered from 1 in the column category; note names the column with its words.
func (r *renderer) categoryMap(outline string, rows []queryRow, category, note string) (charts.Options, error) {
	if len(rows) == 0 {
		return charts.Options{}, nil
	}
	places, count := make([]charts.Place, len(rows)), 1
	for i, x := range rows {
		p := charts.Place{Code: r.label(x, "code"), Label: r.label(x, "title"), Value: pointer(x[category]), URL: r.to(x), Note: r.in(x, note)}
		switch {
		case x["occupied"] == true:
			p.Value, p.Fill, p.Note = nil, "occupied", r.word("control", r.occupied())
		case p.Value == nil:
			p.Note = r.l.pick("немає даних", "no data")
		default:
			count = max(count, int(*p.Value))
		}
		places[i] = p
	}
	return charts.Categories(outline, places, count)
}

// waterfallChart leads from a full bar, named first, down the rows to what is left, named last; upper and lower name columns.
func (r *renderer) waterfallChart(rows []queryRow, label, upper, lower, first, last string, a charts.Axis) (charts.Options, error) {
	if len(rows) == 0 {
		return charts.Options{}, nil
	}
	words := func(v float64) string { return r.l.number(v, 1) }
	falls := []charts.WaterfallRow{{Label: first, Upper: 100, Total: true, Words: words(100)}}
	left := 100.0
	for _, x := range rows {
		u, okU := amount(x[upper])
		l, okL := amount(x[lower])
		if okU && okL {
			falls = append(falls, charts.WaterfallRow{Label: r.label(x, label), Upper: u, Lower: l, Words: r.l.signed(l-u, 1)})
			left = min(left, l)
		}
	}
	return charts.Waterfall(append(falls, charts.WaterfallRow{Label: last, Upper: left, Total: true, Words: words(left)}), a)
}

func (r *renderer) dotChart(rows []queryRow, label, value string, a charts.Axis) (charts.Options, error) {
	var dots []charts.RankingDot
	for _, x := range rows {
		if f, ok := amount(x[value]); ok {
			dots = append(dots, charts.RankingDot{Label: r.label(x, label), Value: f, Low: pointer(x["low"]), High: pointer(x["high"]), URL: r.to(x), Focus: x["focus"] == true})
		}
	}
	if dots == nil {
		return charts.Options{}, nil
	}
	return charts.Ranking(dots, a)
}

func (r *renderer) barChart(rows []queryRow, label, value string, a charts.Axis) (charts.Options, error) {
	var bars []charts.BarRow
	for _, x := range rows {
		if f, ok := amount(x[value]); ok {
			bars = append(bars, charts.BarRow{Label: r.label(x, label), Value: f, URL: r.to(x), Focus: x["focus"] == true})
		}
	}
	if bars == nil {
		return charts.Options{}, nil
	}
	return charts.BarChart(bars, a)
}

// stripChart groups rows by the column group, in the order met; medians come from a query with the same group names.
func (r *renderer) stripChart(rows []queryRow, group, label, value string, a charts.Axis) (charts.Options, error) {
	var groups []charts.Group
	at := map[string]int{}
	for _, x := range rows {
		f, ok := amount(x[value])
		if !ok {
			continue
		}
		g := r.label(x, group)
		i, seen := at[g]
		if !seen {
			i = len(groups)
			at[g] = i
			groups = append(groups, charts.Group{Name: g, Median: pointer(x["median"])})
		}
		groups[i].Members = append(groups[i].Members, charts.Member{Label: r.label(x, label), Value: f, URL: r.to(x)})
	}
	if groups == nil {
		return charts.Options{}, nil
	}
	return charts.Strip(groups, a)
}

// lineChart wants rows in the order of steps; a step that a series lacks is a break in its line.
func (r *renderer) lineChart(rows []queryRow, step, series, value string, a charts.Axis) (charts.Options, error) {
	var steps []string
	var lines []charts.Series
	stepAt, lineAt := map[string]int{}, map[string]int{}
	for _, x := range rows {
		s := r.label(x, step)
		if _, ok := stepAt[s]; !ok {
			stepAt[s] = len(steps)
			steps = append(steps, s)
		}
	}
	for _, x := range rows {
		n := r.label(x, series)
		i, ok := lineAt[n]
		if !ok {
			i = len(lines)
			lineAt[n] = i
			lines = append(lines, charts.Series{Name: n, Values: make([]*float64, len(steps)), Focus: x["focus"] == true})
		}
		lines[i].Values[stepAt[r.label(x, step)]] = pointer(x[value])
	}
	if lines == nil {
		return charts.Options{}, nil
	}
	return charts.Lines(steps, lines, a)
}

func (r *renderer) lorenzChart(rows []queryRow, curve string) (charts.Options, error) {
	var curves []charts.Curve
	at := map[string]int{}
	for _, x := range rows {
		p, okP := amount(x["p"])
		v, okV := amount(x["l"])
		if !okP || !okV {
			continue
		}
		n := r.label(x, curve)
		i, ok := at[n]
		if !ok {
			i = len(curves)
			at[n] = i
			curves = append(curves, charts.Curve{Name: n})
		}
		curves[i].Points = append(curves[i].Points, [2]float64{p, v})
	}
	if curves == nil {
		return charts.Options{}, nil
	}
	return charts.Lorenz(curves, r.l.pick("рівність", "equality"))
}

// stackChart draws the columns named in parts; names are their words in the same order.
func (r *renderer) stackChart(rows []queryRow, label string, parts, names []any, a charts.Axis) (charts.Options, error) {
	if len(rows) == 0 {
		return charts.Options{}, nil
	}
	stacks, words := make([]charts.Stack, len(rows)), make([]string, len(names))
	for i, n := range names {
		words[i] = fmt.Sprint(n)
	}
	for i, x := range rows {
		stacks[i].Label = r.label(x, label)
		for _, p := range parts {
			f, _ := amount(x[fmt.Sprint(p)])
			stacks[i].Parts = append(stacks[i].Parts, f)
		}
	}
	return charts.Stacked(stacks, words, a)
}

func (r *renderer) dumbbellChart(rows []queryRow, label, a, b, nameA, nameB string, ax charts.Axis) (charts.Options, error) {
	var pairs []charts.DumbbellRow
	for _, x := range rows {
		f, okA := amount(x[a])
		g, okB := amount(x[b])
		if okA && okB {
			pairs = append(pairs, charts.DumbbellRow{Label: r.label(x, label), A: f, B: g})
		}
	}
	if pairs == nil {
		return charts.Options{}, nil
	}
	return charts.Dumbbell(pairs, nameA, nameB, ax)
}

// scatterChart names the quadrants from upper left clockwise.
func (r *renderer) scatterChart(rows []queryRow, label, x, y string, midX, midY any, quadrants []any, ax, ay charts.Axis) (charts.Options, error) {
	var points []charts.Point
	for _, v := range rows {
		f, okX := amount(v[x])
		g, okY := amount(v[y])
		if okX && okY {
			points = append(points, charts.Point{Label: r.label(v, label), X: f, Y: g, URL: r.to(v), Focus: v["focus"] == true})
		}
	}
	if points == nil {
		return charts.Options{}, nil
	}
	var names [4]string
	for i := range min(4, len(quadrants)) {
		names[i] = fmt.Sprint(quadrants[i])
	}
	mx, _ := amount(midX)
	my, _ := amount(midY)
	return charts.Scatter(points, mx, my, names, ax, ay)
}

// histogramChart wants columns low, high, n.
func (r *renderer) histogramChart(rows []queryRow, decimals int) (charts.Options, error) {
	var bins []charts.HistogramBin
	for _, x := range rows {
		lo, ok1 := amount(x["low"])
		hi, ok2 := amount(x["high"])
		n, ok3 := amount(x["n"])
		if ok1 && ok2 && ok3 {
			bins = append(bins, charts.HistogramBin{Low: lo, High: hi, N: int(n)})
		}
	}
	if bins == nil {
		return charts.Options{}, nil
	}
	return charts.Histogram(bins, decimals, r.l.uk())
}
