// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"osnova/cmd/browser/engine"
	"osnova/reports"
)

// measuredHere asks the command for the measures of a table: measure and weighting → value as it is written.
func measuredHere(t *testing.T, table, value, weight string) map[string]string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "table.csv")
	if err := os.WriteFile(file, []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	args := []string{"inequality", "--data", file, "--value", value, "--weight", weight, "--out", "-"}
	if code := runProgram(context.Background(), args, nil, &out, &errs); code != exitFine {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) < 40 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	got := map[string]string{}
	for _, r := range rows[1:] {
		got[r[0]+" "+r[1]] = r[4]
	}
	return got
}

// askEngine puts a question to the engine of pages.
func askEngine(t *testing.T, method string, input, result any) {
	t.Helper()
	body, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	message, err := json.Marshal(engine.Request{ID: 1, Method: method, Input: body})
	if err != nil {
		t.Fatal(err)
	}
	answer := struct{ Result any }{result}
	if err := json.Unmarshal(engine.Answer(message), &answer); err != nil {
		t.Fatal(err)
	}
}

// text is a number of an answer as the files of commands write it.
func (n missing) text() string {
	if n.v == nil {
		return ""
	}
	return strconv.FormatFloat(*n.v, 'f', -1, 64)
}

// missing is a number that may be null.
type missing struct{ v *float64 }

// UnmarshalJSON reads a number or null.
func (n *missing) UnmarshalJSON(body []byte) error { return json.Unmarshal(body, &n.v) }

// TestEngineMeasuresAsTheCommand: every measure of osnova inequality, both weightings, is that of the engine, bit for bit.
func TestEngineMeasuresAsTheCommand(t *testing.T) {
	draw, table := rand.New(rand.NewPCG(1, 65)), strings.Builder{}
	table.WriteString("v,w\n")
	for i := range 300 { // invented
		switch {
		case i%50 == 7:
			fmt.Fprintf(&table, ",%d\n", i)
		case i%60 == 3:
			fmt.Fprintf(&table, "0,%d\n", i)
		default:
			fmt.Fprintf(&table, "%.2f,%d\n", math.Exp(3+draw.NormFloat64()), 100+draw.IntN(9000))
		}
	}
	want := measuredHere(t, table.String(), "v", "w")
	var got struct {
		Rows []struct {
			Measure, Weighting string
			Value              missing
		}
	}
	askEngine(t, "inequality", engine.InequalityInput{Table: table.String(), Value: "v", Weight: "w"}, &got)
	if len(got.Rows) != len(want) {
		t.Errorf("%d rows of the engine, %d of the command", len(got.Rows), len(want))
	}
	for _, r := range got.Rows {
		key := r.Measure + " " + r.Weighting
		native, err := strconv.ParseFloat(want[key], 64)
		if none := want[key] == ""; none != (r.Value.v == nil) || !none && (err != nil || native != *r.Value.v) {
			t.Errorf("%s: the command says %q, the engine %q", key, want[key], r.Value.text())
		}
	}
}

// TestEngineScoresAsTheCommand: scores and ranks of osnova index, with goalposts from a file and two levels, are those of the engine.
func TestEngineScoresAsTheCommand(t *testing.T) {
	draw, data := rand.New(rand.NewPCG(2, 65)), strings.Builder{}
	data.WriteString("uCode,a,b,c\n")
	for i := range 60 { // invented
		third := fmt.Sprintf("%.3f", 10*draw.Float64())
		if i%9 == 4 {
			third = ""
		}
		fmt.Fprintf(&data, "U%02d,%.2f,%.1f,%s\n", i, 100*draw.Float64(), 50*draw.Float64(), third)
	}
	meta := "iCode,Level,Parent,Type,Direction,Weight\na,1,P,Indicator,1,1\nb,1,P,Indicator,-1,2\nc,1,Q,Indicator,1,1\n" +
		"P,2,IDX,Aggregate,1,3\nQ,2,IDX,Aggregate,1,1\nIDX,3,,Aggregate,1,1\n"
	posts := "iCode,lower,upper\na,0,100\nb,0,50\nc,0,10\n"
	spec := "normalise: {method: goalposts, file: posts.csv}\naggregate: [amean, gmean]\nfloor: 1\n"
	dir := t.TempDir()
	for name, body := range map[string]string{"data.csv": data.String(), "meta.csv": meta, "posts.csv": posts, "spec.yaml": spec} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	build(t, exitFine, "index", "--data", in("data.csv"), "--meta", in("meta.csv"), "--spec", in("spec.yaml"), "--out", in("out"))
	scores, ranks := tableByUnit(t, in("out/scores.csv")), tableByUnit(t, in("out/ranks.csv"))
	var got struct {
		Nodes, Units []string
		Scores       map[string][]missing
		Ranks        map[string][]int
	}
	askEngine(t, "index", engine.IndexInput{
		Data: data.String(), Meta: meta, Files: map[string]string{"posts.csv": posts},
		Steps: json.RawMessage(`{"normalise": {"method": "goalposts", "file": "posts.csv"}, "aggregate": ["amean", "gmean"], "floor": 1}`),
	}, &got)
	if len(got.Units) != 60 || len(got.Nodes) != 6 || len(scores) != 60 {
		t.Fatalf("%d units, %d nodes, %d in the file", len(got.Units), len(got.Nodes), len(scores))
	}
	for _, node := range got.Nodes {
		for i, unit := range got.Units {
			if want := scores[unit][node]; got.Scores[node][i].text() != want {
				t.Errorf("%s of %s: the command says %q, the engine %q", node, unit, want, got.Scores[node][i].text())
			}
			if want := ranks[unit][node]; want != strings.TrimPrefix(strconv.Itoa(got.Ranks[node][i]), "0") {
				t.Errorf("rank by %s of %s: the command says %q, the engine %d", node, unit, want, got.Ranks[node][i])
			}
		}
	}
}

// TestEngineAsksAsTheCommand: overall.csv of osnova survey, with its intervals, is the answer of the engine.
func TestEngineAsksAsTheCommand(t *testing.T) {
	draw, answers := rand.New(rand.NewPCG(3, 65)), strings.Builder{}
	answers.WriteString("p1,p2,e1,e2,n\n")
	for range 150 { // invented
		fmt.Fprintf(&answers, "%d,%d,%d,%d,%d\n", 1+draw.IntN(7), 1+draw.IntN(7), 4+draw.IntN(4), 4+draw.IntN(4), draw.IntN(11))
	}
	items := "item,dimension,perception,expectation,role\nq1,R,p1,e1,item\nq2,A,p2,e2,item\nnps,,n,,nps\n"
	dir := t.TempDir()
	for name, body := range map[string]string{"answers.csv": answers.String(), "items.csv": items} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "out")
	build(t, exitFine, "survey", "--responses", filepath.Join(dir, "answers.csv"), "--items", filepath.Join(dir, "items.csv"),
		"--bootstrap", "200", "--edition", "E", "--out", out)
	f, err := os.Open(filepath.Join(out, "overall.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Overall []struct {
			Metric           string
			Value, Low, High missing
			N                int
			Status           string `json:"obs_status"`
		}
	}
	askEngine(t, "survey", engine.SurveyInput{Responses: answers.String(), Items: items, Replicates: 200, Edition: "E"}, &got)
	if len(got.Overall) < 4 || len(got.Overall) != len(want)-1 {
		t.Fatalf("%d metrics of the engine, %d of the command", len(got.Overall), len(want)-1)
	}
	for i, m := range got.Overall {
		said := []string{m.Metric, m.Value.text(), m.Low.text(), m.High.text(), strconv.Itoa(m.N)}
		if w := want[i+1]; strings.Join(said, ",") != strings.Join(w[:5], ",") || m.Status != w[6] {
			t.Errorf("the command says %q, the engine %q %q", w, said, m.Status)
		}
	}
}

// asksOf counts what a server is asked for.
type asksOf struct {
	mu   sync.Mutex
	seen []string
	to   http.Handler
}

func (a *asksOf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	a.seen = append(a.seen, r.Method+" "+r.URL.RequestURI())
	a.mu.Unlock()
	a.to.ServeHTTP(w, r)
}

// taken are the requests since the last time.
func (a *asksOf) taken() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := a.seen
	a.seen = nil
	return out
}

// TestEngineInABrowser: the trial page measures its example in Chromium, from the file system and from osnova's server: the Gini is the
// command's to 1e-12, nothing but the script of the engine is asked for, and that only when it is started; a table that is wrong is told with its line.
func TestEngineInABrowser(t *testing.T) {
	if !reports.HasEngine() {
		t.Skip("reports/assets/vendor/engine.wasm.gz is absent: run make build, which compiles it")
	}
	ctx := tab(t)
	site, err := filepath.Abs(filepath.Join(built(t), "site"))
	if err != nil {
		t.Fatal(err)
	}
	asks := &asksOf{to: &siteServer{dir: site}}
	server := httptest.NewServer(asks)
	defer server.Close()
	for _, c := range []struct{ base, page, value, weight string }{
		{(&url.URL{Scheme: "file", Path: site + "/"}).String(), "uk/try/inequality.html", "дохід", "жителі"},
		{server.URL + "/", "en/try/inequality.html", "revenue", "residents"},
	} {
		complaints := watch(t, ctx, c.base)
		err := chromedp.Do(ctx, viewport(360, 800), chromedp.Navigate(c.base+c.page), chromedp.WaitVisible(chromedp.CSS("#trial")))
		if err != nil {
			t.Fatal(err)
		}
		for _, asked := range asks.taken() {
			if strings.Contains(asked, "engine") {
				t.Errorf("%s loads the engine before it is started: %s", c.page, asked)
			}
		}
		table := evaluated[string](t, ctx, `document.getElementById("trial-table").value`)
		want := measuredHere(t, table, c.value, c.weight)
		began := time.Now()
		if err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS("#trial button"), "\r")); err != nil { // by the keyboard
			t.Fatal(err)
		}
		const over = `!document.getElementById("trial-result").hidden || !document.getElementById("trial-findings").hidden`
		waitFor(t, ctx, over)
		inside := evaluated[string](t, ctx, `document.getElementById("trial").dataset.milliseconds`)
		t.Logf("%s: %s ms in the page, %v here", c.page, inside, time.Since(began).Round(time.Millisecond))
		for weighting, name := range map[string]string{"none": "none", "weight": c.weight} {
			for _, measure := range []string{"gini", "theil_t", "p90p10", "lorenz_0.5"} {
				cell := fmt.Sprintf(`tr[data-measure="%s"] td[data-weighting=%s]`, measure, weighting)
				text := evaluated[string](t, ctx, "document.querySelector(`"+cell+"`).dataset.value")
				got, err := strconv.ParseFloat(text, 64)
				native, failed := strconv.ParseFloat(want[measure+" "+name], 64)
				if err != nil || failed != nil || !(math.Abs(got-native) <= 1e-12) {
					t.Errorf("%s: %s by %s is %q in the browser, %v by the command (%v)", c.page, measure, name, text, native, failed)
				}
			}
		}
		if lines := evaluated[int](t, ctx, `document.querySelectorAll("#trial-curve path").length`); lines != 2 {
			t.Errorf("%s: %d curves are drawn", c.page, lines)
		}
		if evaluated[bool](t, ctx, `document.documentElement.scrollWidth > document.documentElement.clientWidth`) {
			t.Errorf("%s scrolls sideways with its result", c.page)
		}
		engines := 0
		for _, asked := range asks.taken() {
			if engines++; !strings.HasPrefix(asked, "GET /assets/engine-") || strings.Contains(asked, "?") {
				t.Errorf("%s asks for %s when it is started", c.page, asked)
			}
		}
		if strings.HasPrefix(c.base, "http") && engines != 1 {
			t.Errorf("%s: the engine was asked for %d times", c.page, engines)
		}
		wrong := fmt.Sprintf(`(() => { const t = document.getElementById("trial-table"); t.value = %q;
			t.dispatchEvent(new Event("input", {bubbles: true})); document.querySelector("#trial button").click();
			return document.getElementById("trial-result").hidden; })()`, "a,"+c.value+"\nx,1\ny,-2\n")
		if !evaluated[bool](t, ctx, wrong) {
			t.Errorf("%s: the result of another table stays", c.page)
		}
		waitFor(t, ctx, over)
		said := evaluated[string](t, ctx, `document.getElementById("trial-findings").textContent`)
		if !strings.Contains(said, "table:3: column "+c.value+`: "-2" is refused`) {
			t.Errorf("%s says %q of a wrong cell", c.page, said)
		}
		if said := asks.taken(); len(said) != 0 {
			t.Errorf("%s asks for %v when it measures again", c.page, said)
		}
		for _, said := range complaints() {
			t.Errorf("%s: %s", c.page, said)
		}
	}
	other, err := os.ReadFile(filepath.Join(site, "uk", "index.html"))
	policy := `content="default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:">`
	if err != nil || !strings.Contains(string(other), policy) {
		t.Errorf("the policy of another page has changed: %v", err)
	}
}

// evaluated is the value of an expression of the page.
func evaluated[T any](t *testing.T, ctx context.Context, expression string) (v T) {
	t.Helper()
	err := again(func() (err error) {
		v, err = chromedp.Run(ctx, chromedp.Evaluate[T](expression))
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// waitFor asks from outside until an expression is true: the policy of the page forbids a wait made of text inside it.
func waitFor(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !evaluated[bool](t, ctx, expression); {
		if time.Now().After(end) {
			said := evaluated[string](t, ctx, `document.getElementById("trial-status").textContent`)
			t.Fatalf("%s never comes true; the page says %q", expression, said)
		}
		if err := chromedp.Do(ctx, chromedp.Sleep(20*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
	}
}
