// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"bytes"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"osnova/reports"
)

var nan = math.NaN()

// hostile are names that must stay text.
var hostile = []string{
	"</script><img src=x onerror=alert(1)>", "__f__alert(1)__f__", "<!--<script>", `"><svg onload=alert(1)>`, "'+alert(1)+'", "\u202eмуктаз", "{{.Title}}", "=cmd()", "a\u2028b",
}

// synthetic makes a report of numbers drawn at random: it is about nothing.
func synthetic(n int) IndexReport {
	random := rand.New(rand.NewPCG(7, 11))
	r := IndexReport{
		Title: "Synthetic index <b>of nothing</b>", Code: "INDEX", Data: "iData.csv", Replicates: 1000, Seed: 42,
		Spec:   "normalise: {method: minmax, lower: 0, upper: 100}\naggregate: [amean, gmean]\n# </pre><script>alert(1)</script>\n",
		Steps:  []PathStep{{"treat", "skew 2, kurt 3.5"}, {"normalise", "minmax 0…100"}, {"aggregate", "amean, gmean"}, {"weights", "original"}},
		Groups: []NamedCode{{"CONN", "Connectivity"}, {"SUST", "Sustainability"}},
		Parts:  []NamedCode{{"P1", "Physical"}, {"P2", "Economic"}, {"P3", "Political"}, {"P4", "Institutional"}, {"P5", "People"}, {"P6", "Environment"}, {"P7", hostile[0]}},
		Factors: []Factor{
			{"weights_noise", Estimate{0.11, 0.05, 0.18}, Estimate{0.22, 0.16, 0.3}},
			{"normalise", Estimate{0.41, 0.3, 0.52}, Estimate{0.62, 0.5, 0.75}},
			{hostile[1], Estimate{0.2, nan, nan}, Estimate{0.31, nan, nan}},
		},
		Findings: []Finding{{"iData.csv:14", "column Ship is 0 for 14 of 51 units", "check whether 0 stands for missing"}, {hostile[0], hostile[3], hostile[2]}},
	}
	for i := range n {
		name := fmt.Sprintf("Unit number %d", i+1)
		if i%7 == 3 {
			name = hostile[i/7%len(hostile)]
		}
		score := 85 - 60*float64(i)/float64(n) + random.Float64()
		u := Unit{Code: fmt.Sprintf("U%04d", i), Name: name, Score: score, Rank: i + 1, ScoreLow: nan, ScoreHigh: nan, Groups: []float64{score + 4, score - 4}}
		width := float64(1 + random.IntN(5))
		u.RankLow, u.RankMedian, u.RankHigh = max(1, float64(i+1)-width), float64(i+1), min(float64(n), float64(i+1)+width)
		for k := range r.Parts {
			u.Contribution = append(u.Contribution, score*float64(7-k)/28)
		}
		r.Units = append(r.Units, u)
	}
	r.Units = append(r.Units, Unit{
		Code: "NONE", Name: "No data", Score: nan, ScoreLow: nan, ScoreHigh: nan, RankLow: nan, RankMedian: nan, RankHigh: nan, Groups: []float64{nan, 3},
		Contribution: []float64{nan, nan, nan, nan, nan, nan, nan},
	})
	for k := range 24 {
		code := fmt.Sprintf("ind%02d", k)
		if k == 5 {
			code = hostile[0]
		}
		r.Details = append(r.Details, Indicator{
			Code: code, Name: "Indicator " + code, Unit: "%", Parent: "P1", Direction: 1 - 2*(k%2), Weight: 1.0 / 24, Lower: 0, Upper: 93.25, N: n, Missing: k % 3,
			Min: 0.001234, Max: 123456.78, Mean: 33.3, Median: 12, SD: 3, Skew: 1.5, Kurt: -0.2, IndexCorrelation: 0.4,
		})
		r.Correlation.Codes = append(r.Correlation.Codes, code)
		r.Removals = append(r.Removals, Removal{code, "Indicator " + code, 1, random.Float64() * 3})
	}
	r.Details[0].Treatment, r.Details[1].Lower = "winsorised 2", nan
	r.Correlation.Method = "pearson"
	for a := range r.Correlation.Codes {
		r.Correlation.R = append(r.Correlation.R, make([]float64, 24))
		for b := range a {
			v := 2*random.Float64() - 1
			r.Correlation.R[a][b], r.Correlation.R[b][a] = v, v
		}
		r.Correlation.R[a][a] = 1
	}
	r.Correlation.R[3][4], r.Correlation.R[4][3] = nan, nan
	return r
}

// needsECharts skips where the script was not fetched before the tests were built.
func needsECharts(t *testing.T) {
	t.Helper()
	if _, err := fs.Stat(reports.Files, "assets/vendor/echarts.min.js"); err != nil {
		t.Skip("reports/assets/vendor/echarts.min.js is absent: run make, then reports can be written")
	}
}

func TestIndex(t *testing.T) {
	needsECharts(t)
	body, err := Index(synthetic(80))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Index(synthetic(80))
	if err != nil || !bytes.Equal(body, again) {
		t.Errorf("two runs differ, or %v", err)
	}
	if path := os.Getenv("OSNOVA_REPORT"); path != "" { // to look at it
		if err := os.WriteFile(path, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page := string(body)
	plain := regexp.MustCompile(`(?s)<(script|style)[^>]*>.*?</(script|style)>`).ReplaceAllString(page, "")
	for _, never := range []string{"NaN", "<img", "<svg", "<b>of", "Inf", "%!", "ZgotmplZ"} {
		if strings.Contains(plain, never) {
			t.Errorf("the page holds %q: …%s", never, around(plain, never))
		}
	}
	for _, name := range []string{"Synthetic index &lt;b&gt;of nothing&lt;/b&gt;", "ranks first with", "на першому місці", "winsorised 2", "без змін", "unknown", "# &lt;/pre&gt;&lt;script&gt;", "1,000 replicates", "1\u00a0000"} {
		if !strings.Contains(plain, name) {
			t.Errorf("the page does not hold %q", name)
		}
	}
	// Every chart has its options and its table.
	for _, id := range []string{"rank-plot", "rank-band", "contribution-bars", "sensitivity-bars", "removal-bars", "correlation-heat"} {
		if !strings.Contains(page, `id="opt-`+id+`"`) || !regexp.MustCompile(`(?s)<figure class="chart" id="`+id+`">.*?<table class="data`).MatchString(page) {
			t.Errorf("chart %s is not there, or has no table", id)
		}
	}
	if asks := regexp.MustCompile(`(?i)\s(src|href|action|data)="([^?#][^"]*)"`).FindString(plain); asks != "" {
		t.Errorf("the page asks for something outside itself: %s", asks)
	}
	for _, tag := range regexp.MustCompile(`(?i)<script[^>]*>`).FindAllString(page, -1) {
		if tag != "<script>" && !strings.HasPrefix(tag, `<script type="application/json" id="opt-`) {
			t.Errorf("a script opens as %s", tag)
		}
	}
	for _, o := range regexp.MustCompile(`(?s)<script type="application/json"[^>]*>(.*?)</script>`).FindAllStringSubmatch(page, -1) {
		if strings.ContainsAny(o[1], "<>&") || strings.Contains(o[1], "__f__") {
			t.Errorf("options hold markup or code: %.200s", o[1])
		}
	}
	if n := strings.Count(page, "<script"); n != strings.Count(page, "</script>") {
		t.Errorf("%d scripts open, %d close", n, strings.Count(page, "</script>"))
	}
}

func around(text, what string) string {
	at := strings.Index(text, what)
	return text[max(0, at-80):min(len(text), at+80)]
}

// A report of a single unit, without steps, has few parts and no empty ones.
func TestIndexOfLittle(t *testing.T) {
	needsECharts(t)
	for name, r := range map[string]IndexReport{
		"nothing":  {Code: "I"},
		"one unit": {Code: "I", Units: []Unit{{Code: "a", Score: 1, Rank: 1, RankLow: nan, RankHigh: nan, ScoreLow: nan, ScoreHigh: nan}}},
		"unscored": {Code: "I", Units: []Unit{{Code: "a", Score: nan, RankLow: nan, RankHigh: nan, ScoreLow: nan, ScoreHigh: nan}}},
		"no intervals": {Code: "I", Units: []Unit{
			{Code: "a", Score: 2, Rank: 1, RankLow: nan, RankHigh: nan, ScoreLow: nan, ScoreHigh: nan},
			{Code: "b", Score: 1, Rank: 2, RankLow: nan, RankHigh: nan, ScoreLow: nan, ScoreHigh: nan},
		}},
		"much missing": {
			Code: "I", Units: []Unit{
				{Code: "a", Score: 2, Rank: 1, RankLow: 1, RankHigh: 2, RankMedian: nan, ScoreLow: nan, ScoreHigh: nan, Contribution: []float64{nan}},
				{Code: "b", Score: -1, Rank: 2, RankLow: nan, RankHigh: nan, ScoreLow: nan, ScoreHigh: nan, Contribution: []float64{-1}},
			}, Parts: []NamedCode{{"P", ""}},
			Details:  []Indicator{{Code: "x", Weight: nan, Lower: nan, Upper: nan, Min: nan, Max: nan, Mean: nan, Median: nan, SD: nan, Skew: nan, Kurt: nan, IndexCorrelation: nan}},
			Factors:  []Factor{{"f", Estimate{nan, nan, nan}, Estimate{nan, nan, nan}}},
			Removals: []Removal{{"x", "", 1, nan}}, Correlation: Correlation{"pearson", []string{"x", "y"}, [][]float64{{nan, nan}, {nan, nan}}},
		},
	} {
		body, err := Index(r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if plain := regexp.MustCompile(`(?s)<(script|style)[^>]*>.*?</(script|style)>`).ReplaceAllString(string(body), ""); strings.Contains(plain, "NaN") {
			t.Errorf("%s: NaN in …%s", name, around(plain, "NaN"))
		}
	}
}

func TestIndexThatDoesNotFit(t *testing.T) {
	for want, r := range map[string]IndexReport{
		"no code":             {},
		"rank 1 without":      {Code: "I", Units: []Unit{{Code: "a", Score: nan, Rank: 1}}},
		"is there twice":      {Code: "I", Units: []Unit{{Code: "a"}, {Code: "a"}}},
		"1 scores of 0":       {Code: "I", Units: []Unit{{Code: "a", Groups: []float64{1}}}},
		"0 rows for 1 codes":  {Code: "I", Correlation: Correlation{Codes: []string{"x"}}},
		"row 1 has 0 values ": {Code: "I", Correlation: Correlation{Codes: []string{"x"}, R: [][]float64{nil}}},
	} {
		if _, err := Index(r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestInline(t *testing.T) {
	if got := inline([]byte(" a = '</SCRIPT >' + /<\\/script/ + '<!--' ")); got != `a = '<\/SCRIPT >' + /<\/script/ + '<\!--'` {
		t.Errorf("inlined as %s", got)
	}
}

func TestWidths(t *testing.T) {
	unit := func(low, high float64) Unit { return Unit{RankLow: low, RankHigh: high} }
	width, alone := widths([]Unit{unit(1, 1), unit(2, 4), unit(3, 5), unit(6, 6), {RankLow: nan}})
	if width != 1 || alone != 2 {
		t.Errorf("width %v, alone %d; want 1, 2", width, alone)
	}
	if !slices.Equal([]int{decimals(69.6), decimals(0.9), decimals(12345), decimals(0)}, []int{2, 4, 0, 2}) {
		t.Error("decimals")
	}
}

func BenchmarkIndex1500(b *testing.B) {
	r := synthetic(1500)
	for b.Loop() {
		if _, err := Index(r); err != nil {
			b.Fatal(err)
		}
	}
}
