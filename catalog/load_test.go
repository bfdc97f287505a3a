// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
	"testing/fstest"
)

const sourceYAML = `title: {uk: "Міста", en: "Towns"}
publisher: {uk: "ніхто", en: "nobody"}
attribution: {uk: "вигадано", en: "made up"}
licence: {id: CC0-1.0, embed: rows}
met: nothing
runbook: {uk: вигадане джерело, en: an invented source}
files: [{name: data, mirror: towns.csv}]
format: {kind: csv}
key: [id]
columns:
  - {name: id, type: text, uk: "код", en: "code"}
`

func load(t *testing.T, files map[string]string) *Catalog {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, body := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(body)}
	}
	c, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoadNamesThingsByTheirPlace(t *testing.T) {
	c := load(t, map[string]string{
		"ingest/sources/towns/source.yaml":   sourceYAML,
		"transform/models/mart/town.sql":     "-- One row a town.\nselect id from raw.towns",
		"transform/models/mart/town.yaml":    "title: {uk: а, en: b}\nkey: [id]\ncolumns:\n  - {name: id, type: text, uk: а, en: b}\n",
		"metrics/indicators/open.towns.sql":  "-- One row a town.\nselect 1",
		"metrics/indicators/open.towns.yaml": "title: {uk: а, en: b}\ndefinition: {uk: а, en: b}\nunit: {uk: а, en: b}\ndirection: '+'\nscale_type: bounded\nabsence: missing\nup: mean\nsources: [towns]\n",
	})
	if len(c.Findings) > 0 {
		t.Fatal(c.Findings)
	}
	if c.Sources[0].Name != "towns" || c.Models[0].Relation() != "mart.town" || c.Indicators[0].Relation() != "metric.open_towns" {
		t.Errorf("names: %s, %s, %s", c.Sources[0].Name, c.Models[0].Relation(), c.Indicators[0].Relation())
	}
}

// TestFindingsSayWhereAndWhat: every mistake is found in one go, with file, line where YAML has one, and a hint.
func TestFindingsSayWhereAndWhat(t *testing.T) {
	for name, c := range map[string]struct {
		file, body, where, what string
	}{
		"unknown key":      {"ingest/sources/towns/source.yaml", sourceYAML + "colour: red\n", "ingest/sources/towns/source.yaml:12", "colour"},
		"wrong type":       {"ingest/sources/towns/source.yaml", strings.Replace(sourceYAML, "key: [id]", "key: {id: 1}", 1), "ingest/sources/towns/source.yaml:9", "mapping was used where sequence is expected"},
		"one language":     {"ingest/sources/towns/source.yaml", strings.Replace(sourceYAML, `, en: "Towns"`, "", 1), "ingest/sources/towns/source.yaml", "title is missing in a language"},
		"no such column":   {"ingest/sources/towns/source.yaml", strings.Replace(sourceYAML, "key: [id]", "key: [ident]", 1), "ingest/sources/towns/source.yaml", `key "ident" is no column`},
		"column type":      {"ingest/sources/towns/source.yaml", strings.Replace(sourceYAML, "type: text", "type: string", 1), "ingest/sources/towns/source.yaml: column id", `unknown type "string"`},
		"clean of what":    {"ingest/sources/towns/source.yaml", strings.Replace(sourceYAML, "type: text", "type: text, clean: bleach", 1), "ingest/sources/towns/source.yaml: column id", `unknown clean "bleach"`},
		"match undeclared": {"ingest/sources/towns/source.yaml", strings.Replace(sourceYAML, "type: text", "type: text, from: $match.code", 1), "ingest/sources/towns/source.yaml", "nothing is matched"},
		"match of what":    {"ingest/sources/towns/source.yaml", sourceYAML + "match: {text: [town], only: raion}\n", "ingest/sources/towns/source.yaml", `match.only is "raion"`},
		"sql without yaml": {"transform/models/mart/town.sql", "select 1", "transform/models/mart/town.sql", "no declaration"},
		"unknown source": {
			"metrics/indicators/open.x.yaml",
			"title: {uk: а, en: b}\ndefinition: {uk: а, en: b}\nunit: {uk: а, en: b}\ndirection: '+'\nscale_type: bounded\nabsence: missing\nup: mean\nsources: [town]\n", "metrics/indicators/open.x.yaml", `unknown source "town"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"ingest/sources/towns/source.yaml": sourceYAML, "metrics/indicators/open.x.sql": "select 1"}
			if name != "unknown source" {
				delete(files, "metrics/indicators/open.x.sql")
			}
			files[c.file] = c.body
			got := load(t, files).Findings
			if len(got) != 1 || got[0].Where != c.where || !strings.Contains(got[0].What, c.what) {
				t.Errorf("got %v, want one at %s that says %q", got, c.where, c.what)
			}
		})
	}
}

// TestScaleOfAnIndicator: which measures of inequality mean something is declared, and bounds belong to a scale that has them.
func TestScaleOfAnIndicator(t *testing.T) {
	for says, want := range map[string]string{
		"scale_type: ratio\n":                           "",
		"scale_type: bounded\nbounds: {lo: 0, hi: 3}\n": "",
		"":                      `scale_type is ""`,
		"scale_type: ordinal\n": `scale_type is "ordinal"`,
		"scale_type: ratio\nbounds: {lo: 0, hi: 3}\n":   "bounds are 0 and 3",
		"scale_type: bounded\nbounds: {lo: 3, hi: 3}\n": "bounds are 3 and 3",
	} {
		got := load(t, map[string]string{
			"ingest/sources/towns/source.yaml": sourceYAML, "metrics/indicators/open.x.sql": "select 1",
			"metrics/indicators/open.x.yaml": strings.Replace(indicatorYAML, "scale_type: bounded\n", says, 1) + "absence: missing\n",
		}).Findings
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0].What, want)) {
			t.Errorf("%q: got %v, want %q", says, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"kse_budget", "kse_community", "katottg"}
	for in, want := range map[string]string{"kse_buget": "kse_budget", "KATOTTG": "katottg", "zzz": ""} {
		if got := Nearest(in, names); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	// Another letter is one step, as a lost or an added one is.
	for _, c := range [][3]string{{"ab", "xb", "xb"}, {"ab", "b", "b"}, {"ab", "abc", "abc"}, {"ab", "xy", ""}} {
		if got := Nearest(c[0], []string{c[1]}); got != c[2] {
			t.Errorf("nearest to %s among %s: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestText(t *testing.T) {
	x := Text{UK: "громада", EN: "community"}
	if x.In("en") != "community" || x.In("uk") != "громада" || x.In("fr") != "громада" || !(Text{}).IsZero() {
		t.Error("languages are mixed up")
	}
}
