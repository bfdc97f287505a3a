// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"slices"
)

// IndexReport is all that report.html of `osnova index` shows. A number that is not there is NaN; a part without data is left out of the page.
type IndexReport struct {
	Title   string      // what the index is called; empty: the code
	Code    string      // code of the index
	Data    string      // name of the data file, as shown
	Spec    string      // the specification, word for word
	Steps   []PathStep  // what was done, in order
	Units   []Unit      // in any order
	Groups  []NamedCode // the nodes whose scores stand beside the index's: usually its children
	Parts   []NamedCode // what contributions are split by: usually the same nodes
	Details []Indicator
	// Correlation of the normalised indicators.
	Correlation Correlation
	Record      string // run.json: program, command and inputs
	// Replicates is how many runs the rank intervals rest on, Seed what they were drawn with; 0 replicates: there are no intervals.
	Replicates int
	Seed       uint64
	Factors    []Factor  // empty: no sensitivity analysis
	Removals   []Removal // empty: none was tried
	Findings   []Finding
}

// NamedCode is a code with what it is called.
type NamedCode struct{ Code, Name string }

// PathStep is one step of the method: Key as in the spec (denominate, impute, …), Detail in words or parameters.
type PathStep struct{ Key, Detail string }

// Unit is one row of the ranking.
type Unit struct {
	Code, Name           string
	Score                float64 // NaN: no score
	Rank                 int     // 1 = best; 0: not ranked
	ScoreLow, ScoreHigh  float64 // 5 % and 95 % of the score over the replicates; NaN: not there
	RankLow, RankHigh    float64 // the same of the rank
	RankMedian           float64
	Groups, Contribution []float64 // as IndexReport.Groups and IndexReport.Parts
}

// Indicator is one row of the statistics: of the data as treated, before normalisation.
type Indicator struct {
	Code, Name, Unit, Parent string
	Direction                int     // +1, −1
	Weight                   float64 // share of the index it carries when nothing is missing, 0–1
	Lower, Upper             float64 // the bounds it was normalised by; NaN: the method has none
	N, Missing               int
	Min, Max, Mean, Median   float64
	SD, Skew, Kurt           float64
	Treatment                string  // empty: left as it is
	IndexCorrelation         float64 // Pearson correlation with the index
}

// Correlation is a square matrix; R[a][b] is of Codes[a] and Codes[b], NaN where it could not be computed.
type Correlation struct {
	Method string // pearson, spearman, kendall
	Codes  []string
	R      [][]float64
}

// Estimate is a number with the ends of its interval (NaN: none).
type Estimate struct{ Value, Low, High float64 }

// Factor is one uncertain choice with its Sobol indices of the mean absolute rank shift.
type Factor struct {
	Name         string
	First, Total Estimate
}

// Removal is what leaving one element out does to the ranks.
type Removal struct {
	Code, Name string
	Level      int
	Shift      float64 // mean absolute rank shift, places
}

// Finding is a remark on the data.
type Finding struct{ Where, What, Hint string }

const (
	mostRows  = 2000 // rows of the table of scores
	mostDots  = 40   // units in a drawn ranking; of more names ECharts measures only some, and cuts the rest
	firstDots = 30   // of them from the top where not all can be drawn, the others from the bottom
	mostTable = 400  // rows of the table under a drawing of units
	mostBars  = 20   // units in the drawing of contributions
	mostCells = 80   // indicators in the heat map
	mostPairs = 200  // rows of the table of correlations
)

// Check says what does not fit together: lengths that differ, codes used twice.
func (r IndexReport) Check() error {
	var faults []error
	if r.Code == "" {
		faults = append(faults, errors.New("the report has no code of an index"))
	}
	seen := map[string]bool{}
	for _, u := range r.Units {
		if seen[u.Code] {
			faults = append(faults, fmt.Errorf("unit %s is there twice", u.Code))
		}
		seen[u.Code] = true
		if u.Rank < 0 || u.Rank > 0 && !known(u.Score) {
			faults = append(faults, fmt.Errorf("unit %s: rank %d without a score", u.Code, u.Rank))
		}
		if len(u.Groups) != len(r.Groups) || len(u.Contribution) != len(r.Parts) {
			faults = append(faults, fmt.Errorf("unit %s: %d scores of %d groups, %d contributions of %d parts", u.Code, len(u.Groups), len(r.Groups), len(u.Contribution), len(r.Parts)))
		}
	}
	for a, row := range r.Correlation.R {
		if len(row) != len(r.Correlation.Codes) {
			faults = append(faults, fmt.Errorf("correlation: row %d has %d values for %d codes", a+1, len(row), len(r.Correlation.Codes)))
		}
	}
	if len(r.Correlation.R) != len(r.Correlation.Codes) {
		faults = append(faults, fmt.Errorf("correlation: %d rows for %d codes", len(r.Correlation.R), len(r.Correlation.Codes)))
	}
	return errors.Join(faults...)
}

// Index writes report.html: one file that shows the scores with their intervals, what they rest on and how sure they are, in English and
// Ukrainian, and works without a network. Equal reports give equal bytes. It fails when the report does not fit together, see
// [IndexReport.Check].
func Index(r IndexReport) ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	r.Units = slices.Clone(r.Units)
	slices.SortStableFunc(r.Units, func(a, b Unit) int { // the unranked last
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Code, b.Code))
	})
	p := reportPage{Title: cmp.Or(r.Title, r.Code), Lead: r.lead()}
	for _, make := range []func() (section, error){r.scores, r.ranks, r.shifts, r.contributions, r.statistics, r.correlations, r.removals, r.findings, r.method} {
		s, err := make()
		if err != nil {
			return nil, err
		}
		if s.ID != "" {
			p.Sections = append(p.Sections, s)
		}
	}
	return render(p)
}

func place(u Unit) int {
	if u.Rank == 0 {
		return int(^uint(0) >> 1)
	}
	return u.Rank
}

func (n NamedCode) words() string { return cmp.Or(n.Name, n.Code) }
func (u Unit) words() string      { return cmp.Or(u.Name, u.Code) }

// subCode is the code under a name, where it says more than the name.
func subCode(name, code string) string {
	if name == "" || name == code {
		return ""
	}
	return code
}

func (r IndexReport) ranked() []Unit {
	at := slices.IndexFunc(r.Units, func(u Unit) bool { return u.Rank == 0 })
	if at < 0 {
		return r.Units
	}
	return r.Units[:at]
}

// sure says whether any unit has an interval of its rank.
func (r IndexReport) sure() bool {
	return slices.ContainsFunc(r.ranked(), func(u Unit) bool { return known(u.RankLow) && known(u.RankHigh) })
}

func (r IndexReport) lead() bilingual {
	words := makeText("Одиниць: %s, з оцінкою: %s; показників: %s.", "%s units, %s of them scored; %s indicators.", len(r.Units), len(r.ranked()), len(r.Details))
	if r.Replicates > 0 {
		more := makeText(" Інтервали — від 5 %% до 95 %% у %s прогонах із зерном %s.", " Intervals run from 5%% to 95%% of %s replicates, seed %s.", r.Replicates, fmt.Sprint(r.Seed))
		words = bilingual{words.UK + more.UK, words.EN + more.EN}
	}
	if r.Data != "" {
		more := makeText(" Дані: %s.", " Data: %s.", r.Data)
		words = bilingual{words.UK + more.UK, words.EN + more.EN}
	}
	return words
}

func specHTML(words string) template.HTML {
	return template.HTML(`<pre class="report-spec" tabindex="0">` + template.HTMLEscapeString(words) + `</pre>`)
}
