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

func nums(words ...text) []head {
	out := make([]head, len(words))
	for i, w := range words {
		out[i] = head{w, true}
	}
	return out
}

var (
	unitHead      = head{text{"Одиниця", "Unit"}, false}
	indicatorHead = head{text{"Показник", "Indicator"}, false}
	rankHead      = head{text{"Місце", "Rank"}, true}
	scoreHead     = head{text{"Оцінка", "Score"}, true}
	intervalHead  = head{text{"Місце, 5–95 %", "Rank, 5–95%"}, true}
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
	s := section{ID: "scores", Title: text{"Жодна одиниця не має оцінки", "No unit has a score"}}
	if len(ranked) > 0 {
		s.Title = say("%s — на першому місці: %s; посередині — %s", "%s ranks first with %s; the median is %s",
			ranked[0].words(), num{ranked[0].Score, d}, num{median(ranked), d})
	}
	t := &table{
		ID: "table-scores", Filter: len(r.Units) > 12, Long: len(r.Units) > 15, Head: []head{unitHead, rankHead, scoreHead},
		Caption: say("Оцінки %s; 1 = найкраще місце, рівні оцінки ділять менше", "Scores of %s; 1 is the best rank, ties share the smallest", r.Code),
	}
	sure := r.sure()
	scoreSpan := slices.ContainsFunc(ranked, func(u Unit) bool { return known(u.ScoreLow) && known(u.ScoreHigh) && u.ScoreHigh > u.ScoreLow })
	if scoreSpan {
		t.Head = append(t.Head, head{text{"Оцінка, 5–95 %", "Score, 5–95%"}, true})
	}
	if sure {
		t.Head = append(t.Head, intervalHead)
	}
	for _, g := range r.Groups {
		t.Head = append(t.Head, head{text{g.words(), g.words()}, true})
	}
	shown := r.Units[:min(len(r.Units), mostRows)]
	for _, u := range shown {
		cells := []template.HTML{rankCell(u), cell(u.Score, d)}
		if scoreSpan {
			cells = append(cells, span(u.ScoreLow, u.ScoreHigh, d))
		}
		if sure {
			cells = append(cells, span(u.RankLow, u.RankHigh, 0))
		}
		for _, v := range u.Groups {
			cells = append(cells, cell(v, d))
		}
		t.Rows = append(t.Rows, row{u.words(), sub(u.Name, u.Code), cells})
	}
	if len(shown) < len(r.Units) {
		t.Note = say("Показано перші %s з %s; решта — у scores.csv і ranks.csv.", "The first %s of %s are shown; the rest is in scores.csv and ranks.csv.", len(shown), len(r.Units))
	}
	s.Parts = []part{{Table: t}}
	return s, nil
}

func rankCell(u Unit) template.HTML {
	if u.Rank == 0 {
		return cell(math.NaN(), 0)
	}
	return cell(float64(u.Rank), 0)
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
	s := section{ID: "statistics", Title: say("У %s із %s показників є прогалини", "%s of %s indicators have gaps", gaps, len(r.Details))}
	if gaps == 0 {
		s.Title = say("Прогалин немає в жодному з %s показників", "None of %s indicators has gaps", len(r.Details))
	}
	if treated > 0 {
		more := say("; викиди змінено в %s", "; outliers of %s were treated", treated)
		s.Title = text{s.Title.UK + more.UK, s.Title.EN + more.EN}
	}
	t := &table{
		ID: "table-statistics", Filter: len(r.Details) > 12, Long: len(r.Details) > 15,
		Caption: text{"Показники: напрям, межі нормалізації, статистика", "Indicators: direction, bounds of normalisation, statistics"},
		Head: append([]head{indicatorHead, {text{"Напрям", "Direction"}, false}, {text{"Межі", "Bounds"}, false}, {text{"Частка ваги", "Share of weight"}, true}},
			nums(text{"n", "n"}, text{"Немає", "Missing"}, text{"Найменше", "Min"}, text{"Медіана", "Median"}, text{"Середнє", "Mean"}, text{"Найбільше", "Max"},
				text{"Ст. відхилення", "SD"}, text{"Асиметрія", "Skewness"}, text{"Ексцес", "Kurtosis"}, text{"r з індексом", "r with the index"})...),
	}
	t.Head = append(t.Head, head{text{"Обробка", "Treatment"}, false})
	for _, i := range r.Details {
		below := []string{}
		for _, w := range []string{sub(i.Name, i.Code), i.Unit, i.Parent} {
			if w != "" {
				below = append(below, w)
			}
		}
		direction := text{"більше — краще", "more is better"}
		if i.Direction < 0 {
			direction = text{"менше — краще", "less is better"}
		}
		treatment := text{"без змін", "as it is"}
		if i.Treatment != "" {
			treatment = text{i.Treatment, i.Treatment}
		}
		t.Rows = append(t.Rows, row{cmp.Or(i.Name, i.Code), strings.Join(below, " · "), []template.HTML{
			words(direction), bounds(i), percent(i.Weight), cell(float64(i.N), 0), cell(float64(i.Missing), 0), cell(i.Min, -1), cell(i.Median, -1), cell(i.Mean, -1), cell(i.Max, -1),
			cell(i.SD, -1), cell(i.Skew, 2), cell(i.Kurt, 2), cell(i.IndexCorrelation, 2), words(treatment),
		}})
	}
	s.Parts = []part{{Table: t}}
	return s, nil
}

func words(t text) template.HTML { return "<td>" + t.HTML() + "</td>" }

func bounds(i Indicator) template.HTML {
	if !known(i.Lower) || !known(i.Upper) {
		return words(text{"не задані", "none"})
	}
	return words(say("%s … %s", "%s … %s", num{i.Lower, bound(i.Lower)}, num{i.Upper, bound(i.Upper)}))
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
		return cell(v, 0)
	}
	t := say("%s\u00a0%%", "%s%%", num{100 * v, 1})
	return template.HTML(`<td class="num" data-value="`+strconv.FormatFloat(v, 'g', -1, 64)+`">`) + t.HTML() + "</td>"
}

func (r IndexReport) findings() (section, error) {
	s := section{ID: "findings", Title: text{"Зауважень до даних немає", "There are no remarks on the data"}}
	if len(r.Findings) == 0 {
		return s, nil
	}
	s.Title = say("Зауважень до даних: %s", "Remarks on the data: %s", len(r.Findings))
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
	s.Parts = []part{{Body: template.HTML(b.String())}}
	return s, nil
}

// steps are the names of the steps of a spec.
var steps = map[string]text{
	"denominate": {"Ділення на знаменник", "Denomination"}, "impute": {"Заповнення прогалин", "Imputation"}, "screen": {"Відсів одиниць", "Screening of units"},
	"treat": {"Обробка викидів", "Treatment of outliers"}, "normalise": {"Нормалізація", "Normalisation"}, "aggregate": {"Агрегування", "Aggregation"},
	"min_available": {"Мінімум наявного", "Least available"}, "weights": {"Ваги", "Weights"}, "uncertainty": {"Невизначеність", "Uncertainty"}, "sensitivity": {"Чутливість", "Sensitivity"},
}

func (r IndexReport) method() (section, error) {
	if len(r.Steps) == 0 && r.Spec == "" {
		return section{}, nil
	}
	s := section{
		ID: "method", Title: text{"Як це пораховано", "How this was computed"},
		Intro: text{
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
				name = text{step.Key, step.Key}
			}
			b.WriteString("<div><dt>" + string(name.HTML()) + "</dt><dd>" + template.HTMLEscapeString(step.Detail) + "</dd></div>")
		}
		b.WriteString("</dl>")
	}
	s.Parts = append(s.Parts, part{Body: template.HTML(b.String())})
	if r.Spec != "" {
		s.Parts = append(s.Parts, part{Body: "<h3>" + text{"Специфікація", "Specification"}.HTML() + "</h3>" + spec(r.Spec)})
	}
	return s, nil
}
