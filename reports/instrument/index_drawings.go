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
func axisOver(dots []charts.RankingDot, format string) charts.Axis {
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
	f := &figure{ID: "rank-plot", Table: &table{ID: "table-ranks", Head: []tableHead{unitHead, rankHead, scoreHead}}}
	var dots []charts.RankingDot
	for i, u := range ranked {
		drawn := len(ranked) <= mostDots || i < firstDots || i >= len(ranked)-(mostDots-firstDots)
		if !drawn && i >= mostTable {
			continue
		}
		dot := charts.RankingDot{Label: u.words(), Value: u.Score, Low: pointer(u.ScoreLow), High: pointer(u.ScoreHigh)}
		cells := []template.HTML{rankCell(u), numberCell(u.Score, d)}
		if sure {
			dot = charts.RankingDot{Label: u.words(), Value: float64(u.Rank), Low: pointer(u.RankLow), High: pointer(u.RankHigh), Note: reports.Number("en", u.Score, d)}
			cells = append(cells, numberCell(u.RankMedian, 1), intervalCell(u.RankLow, u.RankHigh, 0))
		}
		if drawn {
			dots = append(dots, dot)
		}
		if i < mostTable {
			f.Table.Rows = append(f.Table.Rows, tableRow{u.words(), subCode(u.Name, u.Code), cells})
		}
	}
	axis := axisOver(dots, format(d))
	if sure {
		axis = axisOver(dots, "number0")
		*axis.Min = 1
		f.Table.Head = append(f.Table.Head, tableHead{bilingual{"Медіана місця", "Median rank"}, true}, intervalHead)
		width, alone := widths(ranked)
		s.Title = makeText("Половина одиниць тримає місце в межах %s", "Half of the units hold their rank within %s", within(width))
		s.Intro = makeText("Одиниць, чий інтервал не перетинається із жодним іншим: %s. Де інтервали перетинаються, порядок не встановлено.",
			"Units whose interval meets no other: %s. Where intervals overlap, the order is not settled.", alone)
		f.Title, f.Subtitle = bilingual{"Місце та його інтервал", "Rank and its interval"}, makeText("місце, 1 = найкраще; лінія — від 5 %% до 95 %% у %s прогонах", "rank, 1 is the best; the line runs from 5%% to 95%% of %s replicates", r.Replicates)
	} else {
		s.Title = bilingual{"Місця без інтервалів: жодного вибору не змінювали", "Ranks stand without intervals: no choice was varied"}
		s.Intro = bilingual{"Щоб їх дістати, додайте до специфікації крок uncertainty.", "To get them, add the step uncertainty to the spec."}
		f.Title, f.Subtitle = bilingual{"Оцінка за місцем", "Score by rank"}, makeText("оцінка %s", "score of %s", r.Code)
	}
	if len(dots) < len(ranked) {
		f.Note = makeText("Намальовано перші %s і останні %s з %s.", "The first %s and the last %s of %s are drawn.", firstDots, mostDots-firstDots, len(ranked))
	}
	if len(ranked) > mostTable {
		f.Table.Note = makeText("Перші %s з %s; усі — в ranks.csv.", "The first %s of %s; all are in ranks.csv.", mostTable, len(ranked))
	}
	f.Decimals = d
	if sure {
		f.Decimals = 0
	}
	var err error
	if f.Options, err = charts.Ranking(dots, axis); err != nil {
		return section{}, err
	}
	s.Parts = []pagePart{{Chart: f}}
	if sure && len(dots) < len(ranked) {
		band, err := r.band(ranked)
		if err != nil {
			return section{}, err
		}
		s.Parts = append(s.Parts, pagePart{Chart: band})
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
		ID: "rank-band", Title: bilingual{"Інтервали всіх місць", "Intervals of all ranks"}, Decimals: 0,
		Subtitle: bilingual{"місце за розрахунком упоперек, місце в прогонах угору; смуга — від 5 % до 95 %, крапка — медіана", "the computed rank across, the rank in the replicates up; the band runs from 5% to 95%, the dot is the median"},
		Table:    &table{ID: "table-band", Head: []tableHead{unitHead, rankHead, {bilingual{"Медіана місця", "Median rank"}, true}, intervalHead}},
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
		f.Table.Rows = append(f.Table.Rows, tableRow{u.words(), subCode(u.Name, u.Code), []template.HTML{rankCell(u), numberCell(u.RankMedian, 1), intervalCell(u.RankLow, u.RankHigh, 0)}})
	}
	if step > 1 {
		f.Note = makeText("Показано кожну %s-ту одиницю; усі — в uncertainty.csv.", "Every %sth unit is shown; all are in uncertainty.csv.", step)
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
	s.Title = makeText("Найбільше балів дає %s: у середньому %s", "%s gives most of the score: %s points on average", r.Parts[order[0]].words(), number{shares[order[0]], d})
	named := order
	if len(order) > 5 { // five shades at most
		named = order[:4]
	}
	shown := ranked[:min(len(ranked), mostBars)]
	f := &figure{
		ID: "contribution-bars", Title: bilingual{"З чого складається оцінка", "What the score is made of"}, Decimals: d,
		Subtitle: makeText("бали %s, перші %s за місцем", "points of %s, the first %s by rank", r.Code, len(shown)), Table: &table{ID: "table-contributions", Head: []tableHead{unitHead, scoreHead}},
	}
	var names []string
	for i, k := range named {
		names = append(names, r.Parts[k].words())
		f.Legend = append(f.Legend, legendKey{Band: strconv.Itoa(charts.Colour(stacks(order, named)-1-i, stacks(order, named))), Words: bilingual{names[i], names[i]}})
	}
	if len(named) < len(order) {
		names = append(names, "інші · other")
		f.Legend = append(f.Legend, legendKey{Band: "1", Words: makeText("інші (%s)", "other (%s)", len(order)-len(named))})
	}
	for _, k := range order {
		f.Table.Head = append(f.Table.Head, tableHead{bilingual{r.Parts[k].words(), r.Parts[k].words()}, true})
	}
	bars := make([]charts.Stack, len(shown))
	for i, u := range shown {
		bars[i] = charts.Stack{Label: u.words(), Parts: make([]float64, len(names))}
		cells := []template.HTML{numberCell(u.Score, d)}
		for at, k := range order {
			v := u.Contribution[k]
			cells = append(cells, numberCell(v, d))
			if known(v) {
				bars[i].Parts[min(at, len(names)-1)] += v
			}
		}
		f.Table.Rows = append(f.Table.Rows, tableRow{u.words(), subCode(u.Name, u.Code), cells})
	}
	var err error
	if f.Options, err = charts.Stacked(bars, names, charts.Axis{Format: format(d)}); err != nil {
		return section{}, err
	}
	f.Options.Height = max(160, 56+28*len(bars))
	s.Parts = []pagePart{{Chart: f}}
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
		ID: "sensitivity", Title: makeText("Місця найбільше змінює %s: повний ефект %s", "What moves the ranks most is %s: a total effect of %s", factorName(ordered[0].Name), number{orZero(ordered[0].Total.Value), 2}),
		Intro: bilingual{
			"Індекси Соболя: яка частка розкиду середнього зсуву місця належить кожному вибору — самому (перший порядок) і разом з іншими (повний).",
			"Sobol indices: the share of the variance of the mean rank shift that each choice has, alone (first order) and together with the others (total).",
		},
	}
	f := &figure{
		ID: "sensitivity-bars", Title: bilingual{"Що змінює місця", "What drives rank shifts"}, Subtitle: bilingual{"частка дисперсії; лінія — бутстреп-інтервал", "share of the variance; the line is the bootstrap interval"}, Decimals: 2,
		Legend: []legendKey{{Class: "value", Words: bilingual{"повний ефект", "total effect"}}, {Words: bilingual{"перший порядок", "first order"}}},
		Table: &table{ID: "table-sensitivity", Head: append([]tableHead{{bilingual{"Вибір", "Factor"}, false}},
			numberHeads(bilingual{"Sᵢ", "Sᵢ"}, bilingual{"інтервал Sᵢ", "interval of Sᵢ"}, bilingual{"Sₜ", "Sₜ"}, bilingual{"інтервал Sₜ", "interval of Sₜ"})...)},
	}
	var dots []charts.RankingDot
	for _, x := range ordered {
		for _, e := range []struct {
			Estimate
			mark  string
			focus bool
		}{{x.Total, "Sₜ", true}, {x.First, "Sᵢ", false}} {
			if known(e.Value) {
				dots = append(dots, charts.RankingDot{Label: x.Name + " " + e.mark, Value: e.Value, Low: pointer(e.Low), High: pointer(e.High), Focus: e.focus})
			}
		}
		f.Table.Rows = append(f.Table.Rows, tableRow{Name: x.Name, Cells: []template.HTML{numberCell(x.First.Value, 3), intervalCell(x.First.Low, x.First.High, 3), numberCell(x.Total.Value, 3), intervalCell(x.Total.Low, x.Total.High, 3)}})
	}
	if len(dots) == 0 {
		return section{}, nil
	}
	var err error
	f.Options, err = charts.Ranking(dots, axisOver(dots, "number2"))
	s.Parts = []pagePart{{Chart: f}}
	return s, err
}

// factors are the choices a spec can vary.
var factors = map[string]bilingual{
	"weights_noise": {"шум ваг", "the noise of the weights"}, "weights_dirichlet": {"вибір ваг", "the choice of weights"}, "weights": {"вибір ваг", "the choice of weights"},
	"normalise": {"спосіб нормалізації", "the method of normalisation"}, "aggregate": {"спосіб агрегування", "the method of aggregation"},
	"goalposts": {"межі нормалізації", "the bounds of normalisation"}, "drop_one": {"склад показників", "the set of indicators"},
}

func factorName(name string) bilingual {
	if t, ok := factors[name]; ok {
		return t
	}
	return bilingual{name, name}
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
	s := section{ID: "removals", Title: makeText("Без %s місця зсуваються найбільше: у середньому на %s", "Leaving out %s shifts the ranks most: by %s on average", first, places(math.Round(tried[0].Shift*10)/10))}
	f := &figure{
		ID: "removal-bars", Title: bilingual{"Що буде без одного елемента", "What happens without one element"}, Subtitle: bilingual{"середній зсув місця", "mean rank shift, places"}, Decimals: 2,
		Table: &table{ID: "table-removals", Head: append([]tableHead{{bilingual{"Елемент", "Element"}, false}}, numberHeads(bilingual{"Рівень", "Level"}, bilingual{"Середній зсув", "Mean shift"})...)},
	}
	var bars []charts.BarRow
	for i, x := range tried {
		name := cmp.Or(x.Name, x.Code)
		if i < 30 {
			bars = append(bars, charts.BarRow{Label: name, Value: x.Shift})
		}
		f.Table.Rows = append(f.Table.Rows, tableRow{name, subCode(x.Name, x.Code), []template.HTML{numberCell(float64(x.Level), 0), numberCell(x.Shift, 2)}})
	}
	if len(bars) < len(tried) {
		f.Note = makeText("Намальовано %s найсильніших із %s; у таблиці — усі.", "The strongest %s of %s are drawn; the table has all.", len(bars), len(tried))
	}
	var err error
	f.Options, err = charts.BarChart(bars, charts.Axis{Format: "number2"})
	s.Parts = []pagePart{{Chart: f}}
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
	s := section{ID: "correlation", Title: makeText("Найтісніше пов’язані %s і %s (%s); проти напряму — %s пар із %s", "%s and %s go together most (%s); %s of %s pairs oppose each other",
		c.Codes[top.a], c.Codes[top.b], number{top.r, 2}, against, len(pairs))}
	t := &table{ID: "table-correlation", Head: append([]tableHead{{bilingual{"Пара", "Pair"}, false}}, numberHeads(bilingual{"r", "r"})...)}
	for _, p := range pairs[:min(len(pairs), mostPairs)] {
		t.Rows = append(t.Rows, tableRow{Name: c.Codes[p.a] + " × " + c.Codes[p.b], Cells: []template.HTML{numberCell(p.r, 3)}})
	}
	if len(pairs) > mostPairs {
		t.Note = makeText("Найсильніші %s пар із %s; усі — в correlation.csv.", "The strongest %s of %s pairs; all are in correlation.csv.", mostPairs, len(pairs))
	}
	method := map[string]bilingual{"pearson": {"Пірсона", "Pearson"}, "spearman": {"Спірмена", "Spearman"}, "kendall": {"Кендалла", "Kendall"}}[c.Method]
	if method.EN == "" {
		method = bilingual{c.Method, c.Method}
	}
	if len(c.Codes) > mostCells {
		t.Caption = makeText("Кореляції %s", "%s correlations", method)
		s.Parts = []pagePart{{Table: t}}
		return s, nil
	}
	f := &figure{
		ID: "correlation-heat", Title: bilingual{"Як показники пов’язані між собою", "How indicators go together"}, Decimals: 2, Table: t,
		Subtitle: makeText("коефіцієнт %s нормалізованих показників, напрям уже враховано", "%s coefficient of normalised indicators, direction already applied", method),
		Legend: []legendKey{
			{Band: "d5", Words: bilingual{"до −0,6", "below −0.6"}},
			{Band: "d4", Words: bilingual{"−0,6 … −0,2", "−0.6 … −0.2"}},
			{Band: "d3", Words: bilingual{"−0,2 … 0,2", "−0.2 … 0.2"}},
			{Band: "d2", Words: bilingual{"0,2 … 0,6", "0.2 … 0.6"}},
			{Band: "d1", Words: bilingual{"від 0,6", "0.6 and more"}},
		},
	}
	var err error
	f.Options, err = charts.Heatmap(c.Codes, cells)
	s.Parts = []pagePart{{Chart: f}}
	return s, err
}
