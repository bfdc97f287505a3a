// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
)

func numberHeads(words ...bilingual) []tableHead {
	out := make([]tableHead, len(words))
	for i, w := range words {
		out[i] = tableHead{w, true}
	}
	return out
}

var (
	unitHead      = tableHead{bilingual{"Одиниця", "Unit"}, false}
	indicatorHead = tableHead{bilingual{"Показник", "Indicator"}, false}
	rankHead      = tableHead{bilingual{"Місце", "Rank"}, true}
	scoreHead     = tableHead{bilingual{"Оцінка", "Score"}, true}
	intervalHead  = tableHead{bilingual{"Місце, 5–95 %", "Rank, 5–95%"}, true}
)

// scoreDigits is how many decimals scores are shown with.
func (r IndexReport) scoreDigits() int {
	var all []float64
	for _, u := range r.Units {
		all = append(all, u.Score)
	}
	return decimals(largest(all...))
}

func (r IndexReport) scores() (section, error) {
	ranked := r.ranked()
	if len(r.Units) == 0 {
		return section{}, nil
	}
	d := r.scoreDigits()
	s := section{ID: "scores", Title: bilingual{"Жодна одиниця не має оцінки", "No unit has a score"}}
	if len(ranked) > 0 {
		s.Title = makeText("%s — на першому місці: %s; посередині — %s", "%s ranks first with %s; the median is %s",
			ranked[0].words(), number{ranked[0].Score, d}, number{median(ranked), d})
	}
	t := &table{
		ID: "table-scores", Filter: len(r.Units) > 12, Long: len(r.Units) > 15, Head: []tableHead{unitHead, rankHead, scoreHead},
		Caption: makeText("Оцінки %s; 1 = найкраще місце, рівні оцінки ділять менше", "Scores of %s; 1 is the best rank, ties share the smallest", r.Code),
	}
	sure := r.sure()
	scoreSpan := slices.ContainsFunc(ranked, func(u Unit) bool { return known(u.ScoreLow) && known(u.ScoreHigh) && u.ScoreHigh > u.ScoreLow })
	if scoreSpan {
		t.Head = append(t.Head, tableHead{bilingual{"Оцінка, 5–95 %", "Score, 5–95%"}, true})
	}
	if sure {
		t.Head = append(t.Head, intervalHead)
	}
	for _, g := range r.Groups {
		t.Head = append(t.Head, tableHead{bilingual{g.words(), g.words()}, true})
	}
	shown := r.Units[:min(len(r.Units), mostRows)]
	for _, u := range shown {
		cells := []template.HTML{rankCell(u), numberCell(u.Score, d)}
		if scoreSpan {
			cells = append(cells, intervalCell(u.ScoreLow, u.ScoreHigh, d))
		}
		if sure {
			cells = append(cells, intervalCell(u.RankLow, u.RankHigh, 0))
		}
		for _, v := range u.Groups {
			cells = append(cells, numberCell(v, d))
		}
		t.Rows = append(t.Rows, tableRow{u.words(), subCode(u.Name, u.Code), cells})
	}
	if len(shown) < len(r.Units) {
		t.Note = makeText("Показано перші %s з %s; решта — у scores.csv і ranks.csv.", "The first %s of %s are shown; the rest is in scores.csv and ranks.csv.", len(shown), len(r.Units))
	}
	s.Parts = []pagePart{{Table: t}}
	return s, nil
}

func rankCell(u Unit) template.HTML {
	if u.Rank == 0 {
		return numberCell(math.NaN(), 0)
	}
	return numberCell(float64(u.Rank), 0)
}

func median(ranked []Unit) float64 {
	all := make([]float64, len(ranked))
	for i, u := range ranked {
		all[i] = u.Score
	}
	return middle(all)
}

func middle(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

func (r IndexReport) statistics() (section, error) {
	if len(r.Details) == 0 {
		return section{}, nil
	}
	gaps, treated := 0, 0
	for _, i := range r.Details {
		if i.Missing > 0 {
			gaps++
		}
		if i.Treatment != "" {
			treated++
		}
	}
	s := section{ID: "statistics", Title: makeText("У %s із %s показників є прогалини", "%s of %s indicators have gaps", gaps, len(r.Details))}
	if gaps == 0 {
		s.Title = makeText("Прогалин немає в жодному з %s показників", "None of %s indicators has gaps", len(r.Details))
	}
	if treated > 0 {
		more := makeText("; викиди змінено в %s", "; outliers of %s were treated", treated)
		s.Title = bilingual{s.Title.UK + more.UK, s.Title.EN + more.EN}
	}
	t := &table{
		ID: "table-statistics", Filter: len(r.Details) > 12, Long: len(r.Details) > 15,
		Caption: bilingual{"Показники: напрям, межі нормалізації, статистика", "Indicators: direction, bounds of normalisation, statistics"},
		Head: append([]tableHead{indicatorHead, {bilingual{"Напрям", "Direction"}, false}, {bilingual{"Межі", "Bounds"}, false}, {bilingual{"Частка ваги", "Share of weight"}, true}},
			numberHeads(bilingual{"n", "n"}, bilingual{"Немає", "Missing"}, bilingual{"Найменше", "Min"}, bilingual{"Медіана", "Median"}, bilingual{"Середнє", "Mean"}, bilingual{"Найбільше", "Max"},
				bilingual{"Ст. відхилення", "SD"}, bilingual{"Асиметрія", "Skewness"}, bilingual{"Ексцес", "Kurtosis"}, bilingual{"r з індексом", "r with the index"})...),
	}
	t.Head = append(t.Head, tableHead{bilingual{"Обробка", "Treatment"}, false})
	for _, i := range r.Details {
		below := []string{}
		for _, w := range []string{subCode(i.Name, i.Code), i.Unit, i.Parent} {
			if w != "" {
				below = append(below, w)
			}
		}
		direction := bilingual{"більше — краще", "more is better"}
		if i.Direction < 0 {
			direction = bilingual{"менше — краще", "less is better"}
		}
		treatment := bilingual{"без змін", "as it is"}
		if i.Treatment != "" {
			treatment = bilingual{i.Treatment, i.Treatment}
		}
		t.Rows = append(t.Rows, tableRow{cmp.Or(i.Name, i.Code), strings.Join(below, " · "), []template.HTML{
			words(direction), bounds(i), percent(i.Weight), numberCell(float64(i.N), 0), numberCell(float64(i.Missing), 0), numberCell(i.Min, -1), numberCell(i.Median, -1), numberCell(i.Mean, -1), numberCell(i.Max, -1),
			numberCell(i.SD, -1), numberCell(i.Skew, 2), numberCell(i.Kurt, 2), numberCell(i.IndexCorrelation, 2), words(treatment),
		}})
	}
	s.Parts = []pagePart{{Table: t}}
	return s, nil
}

func words(t bilingual) template.HTML { return "<td>" + t.HTML() + "</td>" }

func bounds(i Indicator) template.HTML {
	if !known(i.Lower) || !known(i.Upper) {
		return words(bilingual{"не задані", "none"})
	}
	return words(makeText("%s … %s", "%s … %s", number{i.Lower, bound(i.Lower)}, number{i.Upper, bound(i.Upper)}))
}

func bound(v float64) int {
	if v == math.Trunc(v) {
		return 0
	}
	return decimals(math.Abs(v))
}

// percent is a cell of a share of one.
func percent(v float64) template.HTML {
	if !known(v) {
		return numberCell(v, 0)
	}
	t := makeText("%s\u00a0%%", "%s%%", number{100 * v, 1})
	return template.HTML(`<td class="num" data-value="`+strconv.FormatFloat(v, 'g', -1, 64)+`">`) + t.HTML() + "</td>"
}

func (r IndexReport) findings() (section, error) {
	s := section{ID: "findings", Title: bilingual{"Зауважень до даних немає", "There are no remarks on the data"}}
	if len(r.Findings) == 0 {
		return s, nil
	}
	s.Title = makeText("Зауважень до даних: %s", "Remarks on the data: %s", len(r.Findings))
	var b strings.Builder
	b.WriteString("<ul>")
	for _, f := range r.Findings {
		b.WriteString(`<li><span class="finding-where">` + template.HTMLEscapeString(f.Where) + `</span> ` + template.HTMLEscapeString(f.What))
		if f.Hint != "" {
			b.WriteString(` <span class="meta">` + template.HTMLEscapeString(f.Hint) + `</span>`)
		}
		b.WriteString("</li>")
	}
	b.WriteString("</ul>")
	s.Parts = []pagePart{{Body: template.HTML(b.String())}}
	return s, nil
}

// steps are the names of the steps of a spec.
var steps = map[string]bilingual{
	"denominate": {"Ділення на знаменник", "Denomination"}, "impute": {"Заповнення прогалин", "Imputation"}, "screen": {"Відсів одиниць", "Screening of units"},
	"treat": {"Обробка викидів", "Treatment of outliers"}, "normalise": {"Нормалізація", "Normalisation"}, "aggregate": {"Агрегування", "Aggregation"},
	"min_available": {"Мінімум наявного", "Least available"}, "weights": {"Ваги", "Weights"}, "uncertainty": {"Невизначеність", "Uncertainty"}, "sensitivity": {"Чутливість", "Sensitivity"},
}

func (r IndexReport) method() (section, error) {
	if len(r.Steps) == 0 && r.Spec == "" && r.Record == "" {
		return section{}, nil
	}
	s := section{
		ID: "method", Title: bilingual{"Як це пораховано", "How this was computed"},
		Intro: bilingual{
			"Метод — OECD/JRC, Handbook on Constructing Composite Indicators, 2008. Кроки йдуть у цьому порядку; чого немає, того не робили.",
			"The method is that of OECD/JRC, Handbook on Constructing Composite Indicators, 2008. Steps run in this order; what is not listed was not done.",
		},
	}
	var b strings.Builder
	if len(r.Steps) > 0 {
		b.WriteString(`<dl class="facts">`)
		for _, step := range r.Steps {
			name, ok := steps[step.Key]
			if !ok {
				name = bilingual{step.Key, step.Key}
			}
			b.WriteString("<div><dt>" + string(name.HTML()) + "</dt><dd>" + template.HTMLEscapeString(step.Detail) + "</dd></div>")
		}
		b.WriteString("</dl>")
	}
	s.Parts = append(s.Parts, pagePart{Body: template.HTML(b.String())})
	if r.Spec != "" {
		s.Parts = append(s.Parts, pagePart{Body: "<h3>" + bilingual{"Специфікація", "Specification"}.HTML() + "</h3>" + specHTML(r.Spec)})
	}
	if r.Record != "" {
		s.Parts = append(s.Parts, pagePart{Body: "<h3>" + bilingual{"Як це пораховано: run.json", "How this was made: run.json"}.HTML() + "</h3>" + specHTML(r.Record)})
	}
	return s, nil
}
