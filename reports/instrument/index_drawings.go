// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"

	"osnova/reports"
	"osnova/reports/charts"
)

func pointer(v float64) *float64 {
	if !known(v) {
		return nil
	}
	return &v
}

// format names the axis format that shows the decimals wanted.
func format(digits int) string { return "number" + strconv.Itoa(min(2, digits)) }

// axisOver reaches from 0, or below, to the end of the farthest interval, which ECharts would not look at, on round numbers.
func axisOver(dots []charts.Dot, format string) charts.Axis {
	low, high := 0.0, 0.0
	for _, d := range dots {
		low, high = min(low, d.Value), max(high, d.Value)
		if d.Low != nil && d.High != nil {
			low, high = min(low, *d.Low), max(high, *d.High)
		}
	}
	step := math.Pow(10, math.Floor(math.Log10(max(high-low, 1e-9)))) / 2
	low, high = step*math.Floor(low/step), step*math.Ceil(high/step)
	return charts.Axis{Min: &low, Max: &high, Format: format}
}

func (r IndexReport) ranks() (section, error) {
	ranked := r.ranked()
	if len(ranked) < 2 {
		return section{}, nil
	}
	s := section{ID: "ranks"}
	d, sure := r.scoreDigits(), r.sure()
	f := &figure{ID: "rank-plot", Table: &table{ID: "table-ranks", Head: []head{unitHead, rankHead, scoreHead}}}
	var dots []charts.Dot
	for i, u := range ranked {
		drawn := len(ranked) <= mostDots || i < firstDots || i >= len(ranked)-(mostDots-firstDots)
		if !drawn && i >= mostTable {
			continue
		}
		dot := charts.Dot{Label: u.words(), Value: u.Score, Low: pointer(u.ScoreLow), High: pointer(u.ScoreHigh)}
		cells := []template.HTML{rankCell(u), cell(u.Score, d)}
		if sure {
			dot = charts.Dot{Label: u.words(), Value: float64(u.Rank), Low: pointer(u.RankLow), High: pointer(u.RankHigh), Note: reports.Number("en", u.Score, d)}
			cells = append(cells, cell(u.RankMedian, 1), span(u.RankLow, u.RankHigh, 0))
		}
		if drawn {
			dots = append(dots, dot)
		}
		if i < mostTable {
			f.Table.Rows = append(f.Table.Rows, row{u.words(), sub(u.Name, u.Code), cells})
		}
	}
	axis := axisOver(dots, format(d))
	if sure {
		axis = axisOver(dots, "number0")
		*axis.Min = 1
		f.Table.Head = append(f.Table.Head, head{text{"Медіана місця", "Median rank"}, true}, intervalHead)
		width, alone := widths(ranked)
		s.Title = say("Половина одиниць тримає місце в межах %s", "Half of the units hold their rank within %s", within(width))
		s.Intro = say("Одиниць, чий інтервал не перетинається із жодним іншим: %s. Де інтервали перетинаються, порядок не встановлено.",
			"Units whose interval meets no other: %s. Where intervals overlap, the order is not settled.", alone)
		f.Title, f.Subtitle = text{"Місце та його інтервал", "Rank and its interval"}, say("місце, 1 = найкраще; лінія — від 5 %% до 95 %% у %s прогонах", "rank, 1 is the best; the line runs from 5%% to 95%% of %s replicates", r.Replicates)
	} else {
		s.Title = text{"Місця без інтервалів: жодного вибору не змінювали", "Ranks stand without intervals: no choice was varied"}
		s.Intro = text{"Щоб їх дістати, додайте до специфікації крок uncertainty.", "To get them, add the step uncertainty to the spec."}
		f.Title, f.Subtitle = text{"Оцінка за місцем", "Score by rank"}, say("оцінка %s", "score of %s", r.Code)
	}
	if len(dots) < len(ranked) {
		f.Note = say("Намальовано перші %s і останні %s з %s.", "The first %s and the last %s of %s are drawn.", firstDots, mostDots-firstDots, len(ranked))
	}
	if len(ranked) > mostTable {
		f.Table.Note = say("Перші %s з %s; усі — в ranks.csv.", "The first %s of %s; all are in ranks.csv.", mostTable, len(ranked))
	}
	f.Decimals = d
	if sure {
		f.Decimals = 0
	}
	var err error
	if f.Options, err = charts.Dots(dots, axis); err != nil {
		return section{}, err
	}
	s.Parts = []part{{Chart: f}}
	if sure && len(dots) < len(ranked) {
		band, err := r.band(ranked)
		if err != nil {
			return section{}, err
		}
		s.Parts = append(s.Parts, part{Chart: band})
	}
	return s, nil
}

// widths gives the middle width of the rank intervals and how many meet no other.
func widths(ranked []Unit) (width float64, alone int) {
	var all []float64
	var spans [][2]float64
	for _, u := range ranked {
		if known(u.RankLow) && known(u.RankHigh) {
			all = append(all, u.RankHigh-u.RankLow)
			spans = append(spans, [2]float64{u.RankLow, u.RankHigh})
		}
	}
	slices.SortFunc(spans, func(a, b [2]float64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	reached := math.Inf(-1)
	for i, s := range spans {
		if s[0] > reached && (i+1 == len(spans) || spans[i+1][0] > s[1]) {
			alone++
		}
		reached = max(reached, s[1])
	}
	return middle(all), alone
}

// band is the drawing of all rank intervals where there are too many for names.
func (r IndexReport) band(ranked []Unit) (*figure, error) {
	f := &figure{
		ID: "rank-band", Title: text{"Інтервали всіх місць", "Intervals of all ranks"}, Decimals: 0,
		Subtitle: text{"місце за розрахунком упоперек, місце в прогонах угору; смуга — від 5 % до 95 %, крапка — медіана", "the computed rank across, the rank in the replicates up; the band runs from 5% to 95%, the dot is the median"},
		Table:    &table{ID: "table-band", Head: []head{unitHead, rankHead, {text{"Медіана місця", "Median rank"}, true}, intervalHead}},
	}
	var drawn []charts.Ranked
	step := max(1, len(ranked)/1000)
	for i, u := range ranked {
		if i%step != 0 || !known(u.RankLow) || !known(u.RankHigh) {
			continue
		}
		mid := u.RankMedian
		if !known(mid) {
			mid = float64(u.Rank)
		}
		drawn = append(drawn, charts.Ranked{Label: u.words(), Rank: float64(u.Rank), Low: u.RankLow, Mid: mid, High: u.RankHigh, Note: fmt.Sprintf("%g–%g", u.RankLow, u.RankHigh)})
		f.Table.Rows = append(f.Table.Rows, row{u.words(), sub(u.Name, u.Code), []template.HTML{rankCell(u), cell(u.RankMedian, 1), span(u.RankLow, u.RankHigh, 0)}})
	}
	if step > 1 {
		f.Note = say("Показано кожну %s-ту одиницю; усі — в uncertainty.csv.", "Every %sth unit is shown; all are in uncertainty.csv.", step)
	}
	var err error
	f.Options, err = charts.RankBand(drawn)
	return f, err
}

func (r IndexReport) contributions() (section, error) {
	ranked := r.ranked()
	if len(r.Parts) == 0 || len(ranked) == 0 {
		return section{}, nil
	}
	shares := make([]float64, len(r.Parts))
	for _, u := range ranked {
		for k, v := range u.Contribution {
			if known(v) {
				shares[k] += math.Abs(v) / float64(len(ranked))
			}
		}
	}
	order := make([]int, len(r.Parts))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(shares[b], shares[a]) })
	s, d := section{ID: "contributions"}, r.scoreDigits()
	s.Title = say("Найбільше балів дає %s: у середньому %s", "%s gives most of the score: %s points on average", r.Parts[order[0]].words(), num{shares[order[0]], d})
	named := order
	if len(order) > 5 { // five shades at most
		named = order[:4]
	}
	shown := ranked[:min(len(ranked), mostBars)]
	f := &figure{
		ID: "contribution-bars", Title: text{"З чого складається оцінка", "What the score is made of"}, Decimals: d,
		Subtitle: say("бали %s, перші %s за місцем", "points of %s, the first %s by rank", r.Code, len(shown)), Table: &table{ID: "table-contributions", Head: []head{unitHead, scoreHead}},
	}
	var names []string
	for i, k := range named {
		names = append(names, r.Parts[k].words())
		f.Legend = append(f.Legend, key{Band: strconv.Itoa(charts.Colour(stacks(order, named)-1-i, stacks(order, named))), Words: text{names[i], names[i]}})
	}
	if len(named) < len(order) {
		names = append(names, "інші · other")
		f.Legend = append(f.Legend, key{Band: "1", Words: say("інші (%s)", "other (%s)", len(order)-len(named))})
	}
	for _, k := range order {
		f.Table.Head = append(f.Table.Head, head{text{r.Parts[k].words(), r.Parts[k].words()}, true})
	}
	bars := make([]charts.Stack, len(shown))
	for i, u := range shown {
		bars[i] = charts.Stack{Label: u.words(), Parts: make([]float64, len(names))}
		cells := []template.HTML{cell(u.Score, d)}
		for at, k := range order {
			v := u.Contribution[k]
			cells = append(cells, cell(v, d))
			if known(v) {
				bars[i].Parts[min(at, len(names)-1)] += v
			}
		}
		f.Table.Rows = append(f.Table.Rows, row{u.words(), sub(u.Name, u.Code), cells})
	}
	var err error
	if f.Options, err = charts.Stacked(bars, names, charts.Axis{Format: format(d)}); err != nil {
		return section{}, err
	}
	f.Options.Height = max(160, 56+28*len(bars))
	s.Parts = []part{{Chart: f}}
	return s, nil
}

// stacks is how many shades the bars have.
func stacks(order, named []int) int {
	if len(named) < len(order) {
		return len(named) + 1
	}
	return len(named)
}

func (r IndexReport) shifts() (section, error) {
	if len(r.Factors) == 0 {
		return section{}, nil
	}
	ordered := slices.Clone(r.Factors)
	slices.SortStableFunc(ordered, func(a, b Factor) int { return cmp.Compare(orZero(b.Total.Value), orZero(a.Total.Value)) })
	s := section{
		ID: "sensitivity", Title: say("Місця найбільше змінює %s: повний ефект %s", "What moves the ranks most is %s: a total effect of %s", factorName(ordered[0].Name), num{orZero(ordered[0].Total.Value), 2}),
		Intro: text{
			"Індекси Соболя: яка частка розкиду середнього зсуву місця належить кожному вибору — самому (перший порядок) і разом з іншими (повний).",
			"Sobol indices: the share of the variance of the mean rank shift that each choice has, alone (first order) and together with the others (total).",
		},
	}
	f := &figure{
		ID: "sensitivity-bars", Title: text{"Що змінює місця", "What drives rank shifts"}, Subtitle: text{"частка дисперсії; лінія — бутстреп-інтервал", "share of the variance; the line is the bootstrap interval"}, Decimals: 2,
		Legend: []key{{Class: "value", Words: text{"повний ефект", "total effect"}}, {Words: text{"перший порядок", "first order"}}},
		Table: &table{ID: "table-sensitivity", Head: append([]head{{text{"Вибір", "Factor"}, false}},
			nums(text{"Sᵢ", "Sᵢ"}, text{"інтервал Sᵢ", "interval of Sᵢ"}, text{"Sₜ", "Sₜ"}, text{"інтервал Sₜ", "interval of Sₜ"})...)},
	}
	var dots []charts.Dot
	for _, x := range ordered {
		for _, e := range []struct {
			Estimate
			mark  string
			focus bool
		}{{x.Total, "Sₜ", true}, {x.First, "Sᵢ", false}} {
			if known(e.Value) {
				dots = append(dots, charts.Dot{Label: x.Name + " " + e.mark, Value: e.Value, Low: pointer(e.Low), High: pointer(e.High), Focus: e.focus})
			}
		}
		f.Table.Rows = append(f.Table.Rows, row{Name: x.Name, Cells: []template.HTML{cell(x.First.Value, 3), span(x.First.Low, x.First.High, 3), cell(x.Total.Value, 3), span(x.Total.Low, x.Total.High, 3)}})
	}
	if len(dots) == 0 {
		return section{}, nil
	}
	var err error
	f.Options, err = charts.Dots(dots, axisOver(dots, "number2"))
	s.Parts = []part{{Chart: f}}
	return s, err
}

// factors are the choices a spec can vary.
var factors = map[string]text{
	"weights_noise": {"шум ваг", "the noise of the weights"}, "weights_dirichlet": {"вибір ваг", "the choice of weights"}, "weights": {"вибір ваг", "the choice of weights"},
	"normalise": {"спосіб нормалізації", "the method of normalisation"}, "aggregate": {"спосіб агрегування", "the method of aggregation"},
	"goalposts": {"межі нормалізації", "the bounds of normalisation"}, "drop_one": {"склад показників", "the set of indicators"},
}

func factorName(name string) text {
	if t, ok := factors[name]; ok {
		return t
	}
	return text{name, name}
}

func orZero(v float64) float64 {
	if !known(v) {
		return 0
	}
	return v
}

func (r IndexReport) removals() (section, error) {
	tried := slices.DeleteFunc(slices.Clone(r.Removals), func(x Removal) bool { return !known(x.Shift) })
	if len(tried) == 0 {
		return section{}, nil
	}
	slices.SortStableFunc(tried, func(a, b Removal) int { return cmp.Compare(b.Shift, a.Shift) })
	first := cmp.Or(tried[0].Name, tried[0].Code)
	s := section{ID: "removals", Title: say("Без %s місця зсуваються найбільше: у середньому на %s", "Leaving out %s shifts the ranks most: by %s on average", first, places(math.Round(tried[0].Shift*10)/10))}
	f := &figure{
		ID: "removal-bars", Title: text{"Що буде без одного елемента", "What happens without one element"}, Subtitle: text{"середній зсув місця", "mean rank shift, places"}, Decimals: 2,
		Table: &table{ID: "table-removals", Head: append([]head{{text{"Елемент", "Element"}, false}}, nums(text{"Рівень", "Level"}, text{"Середній зсув", "Mean shift"})...)},
	}
	var bars []charts.Bar
	for i, x := range tried {
		name := cmp.Or(x.Name, x.Code)
		if i < 30 {
			bars = append(bars, charts.Bar{Label: name, Value: x.Shift})
		}
		f.Table.Rows = append(f.Table.Rows, row{name, sub(x.Name, x.Code), []template.HTML{cell(float64(x.Level), 0), cell(x.Shift, 2)}})
	}
	if len(bars) < len(tried) {
		f.Note = say("Намальовано %s найсильніших із %s; у таблиці — усі.", "The strongest %s of %s are drawn; the table has all.", len(bars), len(tried))
	}
	var err error
	f.Options, err = charts.Bars(bars, charts.Axis{Format: "number2"})
	s.Parts = []part{{Chart: f}}
	return s, err
}

func (r IndexReport) correlations() (section, error) {
	c := r.Correlation
	type pairing struct {
		a, b int
		r    float64
	}
	var pairs []pairing
	var cells []charts.Cell
	against := 0
	for a := range c.Codes {
		for b := range c.Codes {
			v := c.R[a][b]
			if a == b || !known(v) {
				continue
			}
			cells = append(cells, charts.Cell{Column: b, Row: a, Value: v})
			if b > a {
				pairs = append(pairs, pairing{a, b, v})
				if v < 0 {
					against++
				}
			}
		}
	}
	if len(pairs) == 0 {
		return section{}, nil
	}
	slices.SortStableFunc(pairs, func(a, b pairing) int { return cmp.Compare(math.Abs(b.r), math.Abs(a.r)) })
	top := pairs[0]
	s := section{ID: "correlation", Title: say("Найтісніше пов’язані %s і %s (%s); проти напряму — %s пар із %s", "%s and %s go together most (%s); %s of %s pairs oppose each other",
		c.Codes[top.a], c.Codes[top.b], num{top.r, 2}, against, len(pairs))}
	t := &table{ID: "table-correlation", Head: append([]head{{text{"Пара", "Pair"}, false}}, nums(text{"r", "r"})...)}
	for _, p := range pairs[:min(len(pairs), mostPairs)] {
		t.Rows = append(t.Rows, row{Name: c.Codes[p.a] + " × " + c.Codes[p.b], Cells: []template.HTML{cell(p.r, 3)}})
	}
	if len(pairs) > mostPairs {
		t.Note = say("Найсильніші %s пар із %s; усі — в correlation.csv.", "The strongest %s of %s pairs; all are in correlation.csv.", mostPairs, len(pairs))
	}
	method := map[string]text{"pearson": {"Пірсона", "Pearson"}, "spearman": {"Спірмена", "Spearman"}, "kendall": {"Кендалла", "Kendall"}}[c.Method]
	if method.EN == "" {
		method = text{c.Method, c.Method}
	}
	if len(c.Codes) > mostCells {
		t.Caption = say("Кореляції %s", "%s correlations", method)
		s.Parts = []part{{Table: t}}
		return s, nil
	}
	f := &figure{
		ID: "correlation-heat", Title: text{"Як показники пов’язані між собою", "How indicators go together"}, Decimals: 2, Table: t,
		Subtitle: say("коефіцієнт %s нормалізованих показників, напрям уже враховано", "%s coefficient of normalised indicators, direction already applied", method),
		Legend: []key{
			{Band: "d5", Words: text{"до −0,6", "below −0.6"}},
			{Band: "d4", Words: text{"−0,6 … −0,2", "−0.6 … −0.2"}},
			{Band: "d3", Words: text{"−0,2 … 0,2", "−0.2 … 0.2"}},
			{Band: "d2", Words: text{"0,2 … 0,6", "0.2 … 0.6"}},
			{Band: "d1", Words: text{"від 0,6", "0.6 and more"}},
		},
	}
	var err error
	f.Options, err = charts.Heat(c.Codes, cells)
	s.Parts = []part{{Chart: f}}
	return s, err
}
