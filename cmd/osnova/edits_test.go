// SPDX-License-Identifier: Apache-2.0

package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plot is a village drawn at random: which columns the model at the bottom has, how often its rows stand there, who is declared and what they read.
type plot struct {
	columns                                 [][2]string // name, expression
	times                                   int
	rows                                    []string
	second, third, two, both, dataset, page bool
	reads                                   map[string]string // reader → column of mart.first
	title                                   string
}

var (
	expressions = []string{"loaded", "refused", "loaded + refused", "7::bigint", "loaded::double", "loaded::varchar", "null::bigint", "loaded // 10", "'x' || refused", "-loaded"}
	columnNames = []string{"loaded", "refused", "a", "b", "c"}
	readers     = []string{"second", "third", "one", "page"}
)

func drawPlot(t *rapid.T) *plot {
	p := &plot{columns: [][2]string{{"loaded", "loaded"}, {"refused", "refused"}}, times: 1, rows: []string{"c1,10,3", "c2,20,4", "c3,30,5", "c4,40,6"}, second: true, page: true, reads: map[string]string{}, title: "показник"}
	for _, present := range []*bool{&p.third, &p.two, &p.both, &p.dataset} {
		*present = rapid.Bool().Draw(t, "declared")
	}
	for _, r := range readers {
		p.reads[r] = p.columns[rapid.IntRange(0, 1).Draw(t, "column")][0]
	}
	return p
}

// files writes the plot as declarations.
func (p *plot) files() map[string]string {
	var list, types []string
	for _, c := range p.columns {
		list = append(list, c[1]+" as "+c[0])
		kind := "integer"
		switch {
		case strings.Contains(c[1], "double"):
			kind = "number"
		case strings.Contains(c[1], "varchar") || strings.Contains(c[1], "'"):
			kind = "text"
		}
		types = append(types, c[0]+":"+kind)
	}
	out := map[string]string{
		"ingest/sources/town/data.csv":     "community_id,loaded,refused\n" + strings.Join(p.rows, "\n") + "\n",
		"transform/models/mart/first.sql":  fmt.Sprintf("-- Rows.\nselect community_id, %s from raw.town, range(%d)\n", strings.Join(list, ", "), p.times),
		"transform/models/mart/first.yaml": model("community_id:text " + strings.Join(types, " ")),
		"transform/models/mart/second.sql": "-- One row.\nselect count(" + p.reads["second"] + ")::bigint as shown,\n  count(distinct " + p.reads["second"] + ")::bigint as counted from mart.first\n",
		"metrics/indicators/one.sql":       "-- One row a community.\nselect community_id as territory_id, '2025' as period, max(" + p.reads["one"] + ")::double as value, null as num, null as den, '' as obs_status from mart.first group by all\n",
		"metrics/indicators/two.yaml":      strings.Replace(indicatorYAML, "показник", p.title, 1),
		"reports/pages/home/rows.sql":      "-- One row.\nselect shown, (select min(" + p.reads["page"] + ")::varchar from mart.first) as counted from mart.second\n",
		"transform/models/mart/third.sql":  "-- Rows.\nselect " + p.reads["third"] + " as x from mart.first order by all\n",
		"transform/models/mart/third.yaml": model("x:integer"),
	}
	for _, d := range []struct {
		there bool
		stems []string
	}{
		{p.second, []string{"transform/models/mart/second"}},
		{p.third, []string{"transform/models/mart/third"}},
		{p.two, []string{"metrics/indicators/two"}},
		{p.both, []string{"metrics/indices/both"}},
		{p.dataset, []string{"datasets/published/shown"}},
	} {
		for _, stem := range d.stems {
			if !d.there {
				out[stem+".sql"], out[stem+".yaml"] = "", ""
			}
		}
	}
	return edited(out)
}

// edit changes one thing and says which.
func (p *plot) edit(t *rapid.T) string {
	at := func() int { return rapid.IntRange(0, len(p.columns)-1).Draw(t, "column") }
	name := func() string { return rapid.SampledFrom(columnNames).Draw(t, "name") }
	free := func() string {
		for _, n := range columnNames {
			if !slices.ContainsFunc(p.columns, func(c [2]string) bool { return c[0] == n }) {
				return n
			}
		}
		return ""
	}
	switch what := rapid.SampledFrom([]string{"rename", "swap", "retype", "duplicate", "drop", "add", "model", "indicator", "index", "dataset", "reader", "data", "repeat", "title", "nothing"}).Draw(t, "edit"); what {
	case "rename":
		if n := free(); n != "" {
			p.columns[at()][0] = n
		}
		return what
	case "swap":
		i, j := at(), at()
		p.columns[i][0], p.columns[j][0] = p.columns[j][0], p.columns[i][0]
		return what
	case "retype":
		p.columns[at()][1] = rapid.SampledFrom(expressions).Draw(t, "expression")
		return what
	case "duplicate":
		p.times = rapid.IntRange(1, 4).Draw(t, "times")
		return what
	case "drop":
		if len(p.columns) > 1 {
			i := at()
			p.columns = slices.Delete(slices.Clone(p.columns), i, i+1)
		}
		return what
	case "add":
		if n := free(); n != "" {
			p.columns = append(slices.Clone(p.columns), [2]string{n, rapid.SampledFrom(expressions).Draw(t, "expression")})
		}
		return what
	case "model":
		if rapid.Bool().Draw(t, "which") {
			p.second = !p.second
		} else {
			p.third = !p.third
		}
		return what
	case "indicator":
		p.two = !p.two
		return what
	case "index":
		p.both = !p.both
		return what
	case "dataset":
		p.dataset = !p.dataset
		return what
	case "reader":
		p.reads[rapid.SampledFrom(readers).Draw(t, "reader")] = name()
		return what
	case "data":
		p.rows = slices.Clone(p.rows)
		p.rows[rapid.IntRange(0, len(p.rows)-1).Draw(t, "row")] = fmt.Sprintf("c%d,%d,%d", rapid.IntRange(1, 9).Draw(t, "code"), rapid.IntRange(0, 3).Draw(t, "loaded"), rapid.IntRange(0, 3).Draw(t, "refused"))
		return what
	case "repeat": // the same rows in another order
		p.rows = slices.Clone(p.rows)
		slices.Reverse(p.rows)
		return what
	case "title":
		p.title = rapid.SampledFrom([]string{"показник", "інший"}).Draw(t, "title")
		return what
	}
	return "nothing"
}

// TestAnyEditIsClean: over random villages and random edits, one after another in one folder, what an incremental build leaves – tables, files,
// findings, exit code – is what a build of the same declarations from nothing leaves. OSNOVA_EDITS says how many villages; 5 by default.
func TestAnyEditIsClean(t *testing.T) {
	if testing.Short() {
		t.Skip("builds some fifty villages")
	}
	checks := os.Getenv("OSNOVA_EDITS")
	if checks == "" {
		checks = "5"
	}
	if f := flag.Lookup("rapid.checks"); f != nil {
		old := f.Value.String()
		if err := flag.Set("rapid.checks", checks); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = flag.Set("rapid.checks", old) }()
	}
	ended, ran := map[int]int{}, 0
	rapid.Check(t, func(r *rapid.T) {
		p, out := drawPlot(r), t.TempDir()
		buildVillage(t, out, p.files())
		for range rapid.IntRange(2, 4).Draw(r, "edits") {
			what := p.edit(r)
			got, want := buildVillage(t, out, p.files()), buildVillage(t, t.TempDir(), p.files())
			ran++
			ended[want.code]++
			if d := differs(got, want); d != "" {
				r.Fatalf("after %s: %s\n%s", what, d, p.files()["transform/models/mart/first.sql"])
			}
		}
	})
	if ran < 8 || ended[exitError] > 0 {
		t.Errorf("%d edits were compared, ending with %v", ran, ended)
	}
}

// differs says where two builds left something else; "" if nowhere.
func differs(got, want leftBehind) string {
	if got.code != want.code || got.err != want.err {
		return fmt.Sprintf("ended with %d %s, a clean build with %d %s", got.code, got.err, want.code, want.err)
	}
	if !slices.Equal(got.findings, want.findings) {
		return fmt.Sprintf("findings\n%s\na clean build has\n%s", strings.Join(got.findings, "\n"), strings.Join(want.findings, "\n"))
	}
	for kind, pair := range map[string][2]map[string]string{"table": {got.tables, want.tables}, "file": {got.site, want.site}} {
		for name := range pair[0] {
			if pair[0][name] != pair[1][name] {
				return kind + " " + name + " is not that of a clean build"
			}
		}
		for name := range pair[1] {
			if _, ok := pair[0][name]; !ok {
				return kind + " " + name + " is missing"
			}
		}
	}
	return ""
}
