// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"osnova/metrics"
	"osnova/reports"
	"osnova/store"
)

// village is a project of a few declarations over the real layout and words, that builds in a fraction of a second: a source, two models in a row,
// a table of communities, two indicators, an index, a dataset, a page.
var village = map[string]string{
	"ingest/sources/town/source.yaml": `title: {uk: а, en: a}
publisher: {uk: а, en: a}
attribution: {uk: а, en: a}
licence: {id: CC0-1.0, embed: rows}
met: nothing
runbook: {uk: вигадане джерело, en: an invented source}
files: [{name: data, mirror: data.csv}]
format: {kind: csv}
key: [community_id]
own: true
columns:
  - {name: community_id, type: text, required: true, uk: а, en: a}
  - {name: loaded, type: integer, uk: а, en: a}
  - {name: refused, type: integer, uk: а, en: a}
`,
	"ingest/sources/town/data.csv": "community_id,loaded,refused\nc1,10,3\nc2,20,4\nc3,30,5\nc4,40,6\n",
	"transform/models/mart/community.sql": `-- One row a community.
select community_id, community_id as slug, community_id as title_uk, community_id as title_en, 'o1' as oblast_id, 'o' as oblast_uk, 'o' as oblast_en, null::varchar as centre_uk, 1000::bigint as population, 'urban' as urbanity, 'lt3k' as size_class, 'new' as creation, 'city' as kind, 'rear' as war_zone, true as is_ranked, null::varchar as former_title_uk, null::varchar as former_title_en from raw.town
`,
	"transform/models/mart/community.yaml": model("community_id:text slug:text title_uk:text title_en:text oblast_uk:text oblast_en:text centre_uk:text oblast_id:text population:integer urbanity:text size_class:text creation:text kind:text war_zone:text is_ranked:boolean former_title_uk:text former_title_en:text"),
	"transform/models/mart/oblast.sql":     "-- One row an oblast.\nselect 'o1' as oblast_id, 'o' as name_uk, 'o' as name_en, 'o' as slug, 4000::bigint as residents\n",
	"transform/models/mart/oblast.yaml":    model("oblast_id:text name_uk:text name_en:text slug:text residents:integer"),
	"transform/models/mart/first.sql":      "-- One row a community.\nselect community_id, loaded, refused from raw.town\n",
	"transform/models/mart/first.yaml":     model("community_id:text loaded:integer refused:integer"),
	"transform/models/mart/second.sql":     "-- One row.\nselect sum(loaded)::bigint as shown, count(refused) as counted from mart.first\n",
	"transform/models/mart/second.yaml":    model("shown:integer counted:integer"),
	"metrics/indicators/one.sql":           "-- One row a community.\nselect community_id as territory_id, '2025' as period, loaded::double as value, loaded::double as num, 1.0 as den, '' as obs_status from mart.first\n",
	"metrics/indicators/one.yaml":          indicatorYAML,
	"metrics/indicators/two.sql":           "-- One row a community.\nselect community_id as territory_id, '2025' as period, 7.0::double as value, 7.0 as num, 1.0 as den, '' as obs_status from mart.community\n",
	"metrics/indicators/two.yaml":          indicatorYAML,
	"metrics/indices/both.yaml": `title: {uk: а, en: a}
definition: {uk: а, en: a}
is_not: {uk: а, en: a}
version: "1"
period: "2025"
root:
  id: both
  title: {uk: а, en: a}
  weight: 1
  min_coverage: 0.5
  children:
    - {id: l1, indicator: one, weight: 0.5, title: {uk: а, en: a}}
    - {id: l2, indicator: two, weight: 0.5, title: {uk: а, en: a}}
`,
	"datasets/published/shown.sql":  "-- One row.\nselect shown, counted from mart.second order by shown\n",
	"datasets/published/shown.yaml": datasetYAML,
	"reports/pages/home/page.yaml":  "title: {uk: Дім, en: Home}\npath: index.html\nmenu: 1\n",
	"reports/pages/home/page.tmpl":  "<h1>{{t \"Дім\" \"Home\"}}</h1>{{range .Q.rows}}<p>{{number .shown 0}} {{.counted}}</p>{{end}}<ul>{{range indicators}}<li>{{text .Title}}</li>{{end}}</ul>\n",
	"reports/pages/home/rows.sql":   "-- One row.\nselect shown, counted from mart.second\n",
}

const indicatorYAML = `title: {uk: показник, en: indicator}
definition: {uk: а, en: a}
unit: {uk: а, en: a}
scale_type: ratio
direction: "+"
absence: missing
up: mean
period: "2025"
group: services
sources: [town]
goalposts: {lo: 0, hi: 50}
complete: {units: all, uk: а, en: a}
`

const datasetYAML = `title: {uk: а, en: a}
description: {uk: а, en: a}
grain: {uk: а, en: a}
audience: all
keywords: {uk: [а], en: [a]}
sources: [town]
period: "2025"
key: [shown]
columns:
  - {name: shown, type: integer, required: true, uk: а, en: a}
  - {name: counted, type: integer, uk: а, en: a}
`

// model is the declaration of a model with columns written as name:type.
func model(columns string) string {
	out := "title: {uk: а, en: a}\ncolumns:\n"
	for _, c := range strings.Fields(columns) {
		name, typ, _ := strings.Cut(c, ":")
		out += "  - {name: " + name + ", type: " + typ + ", uk: а, en: a}\n"
	}
	return out
}

// without is a file system that hides folders and files, and files whose names are theirs with another ending.
type without struct {
	fs.FS
	names []string
}

func (w without) hides(name string) bool {
	return slices.ContainsFunc(w.names, func(n string) bool {
		return name == n || strings.HasPrefix(name, n+"/") || strings.HasPrefix(name, n+".")
	})
}

// Open opens what is not hidden.
func (w without) Open(name string) (fs.File, error) {
	if w.hides(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

// ReadDir lists what is not hidden.
func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	if w.hides(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(slices.Clone(entries), func(e fs.DirEntry) bool { return w.hides(strings.TrimPrefix(name+"/"+e.Name(), "./")) }), err
}

// leftBehind is all that a build leaves to its readers.
type leftBehind struct {
	code         int
	err          string
	stdout       string
	findings     []string
	tables, site map[string]string
}

// programTables are the declarations of the tables that programs make, without which nothing of metrics can be.
var programTables = without{metrics.Files, []string{"indicators", "indices", "protected/appeal", "protected/exam_result", "protected/survey_group"}}

// roomsOf layers the declarations of a project over the words, layout and tables of programs that each project needs.
func roomsOf(project map[string]string) layers {
	declared := fstest.MapFS{}
	for name, body := range project {
		declared[name] = &fstest.MapFile{Data: []byte(body)}
	}
	return layers{{"reports", without{reports.Files, []string{"pages", "assets/vendor"}}}, {"metrics", programTables}, {"", declared}}
}

// buildVillage builds a project in out as the program would, and reads what it left.
func buildVillage(t *testing.T, out string, project map[string]string) leftBehind {
	t.Helper()
	ctx := context.Background()
	var said strings.Builder
	a := &program{stdout: &said, stderr: io.Discard, out: out, log: logger(io.Discard, false, false), rooms: roomsOf(project)}
	err := a.build(ctx, pipelineRun{})
	b := leftBehind{stdout: said.String(), tables: map[string]string{}, site: map[string]string{}}
	for _, f := range a.findings {
		b.findings = append(b.findings, f.String())
	}
	slices.Sort(b.findings)
	switch {
	case err != nil:
		b.code, b.err = exitError, err.Error()
		return b
	case len(a.findings) > 0:
		b.code = exitFindings
	}
	s := &store.Store{Path: filepath.Join(out, "osnova.duckdb"), WorkDir: filepath.Join(out, ".read")}
	defer s.Close()
	rows, err := s.Select(ctx, "select schema_name || '.' || table_name from duckdb_tables() order by 1")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows.Values {
		name := r[0].(string)
		if b.tables[name], err = s.Digest(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	b.site = files(t, filepath.Join(out, "site"))
	return b
}

// edited is the village project with some files changed; an empty one is left out.
func edited(change map[string]string) map[string]string {
	out := maps.Clone(village)
	for name, body := range change {
		if body == "" {
			delete(out, name)
		} else {
			out[name] = body
		}
	}
	return out
}
