// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
)

// TestKeysOfAnotherKind: a key that another noun or kind of file has, and this one has not, is a finding with its line.
func TestKeysOfAnotherKind(t *testing.T) {
	const table = "title: {uk: а, en: a}\nkey: [id]\ncolumns:\n  - {name: id, type: text, uk: а, en: a}\n  - {name: n, type: integer, uk: а, en: a%s}\n"
	source := func(format string) map[string]string {
		return map[string]string{"ingest/sources/towns/source.yaml": strings.Replace(sourceYAML, "format: {kind: csv}", format, 1)}
	}
	model := func(key string) map[string]string {
		return map[string]string{"transform/models/mart/town.sql": "select 1", "transform/models/mart/town.yaml": strings.Replace(table, "%s", key, 1)}
	}
	for name, c := range map[string]struct {
		files map[string]string
		want  string // empty: none
	}{
		"a header in a model":               {model(", from: code"), `transform/models/mart/town.yaml:5: unknown field "from"`},
		"a way of cleaning in a model":      {model(", clean: name"), `transform/models/mart/town.yaml:5: unknown field "clean"`},
		"a mark of numbers in a model":      {model(", decimal: ','"), `transform/models/mart/town.yaml:5: unknown field "decimal"`},
		"a bound in a model":                {model(", min: 0"), ""},
		"a selector in a table of programs": {map[string]string{"metrics/tables/town.yaml": "grain: {uk: а, en: a}\n" + strings.Replace(table, "%s", ", select: h3", 1)}, `metrics/tables/town.yaml:6: unknown field "select"`},
		"a private column of a dataset": {map[string]string{
			"datasets/published/town.sql": "select 1", "datasets/published/town.yaml": "description: {uk: а, en: a}\n" + strings.Replace(table, "%s", ", private: true", 1),
		}, `datasets/published/town.yaml:6: unknown field "private"`},
		"a sheet of a text":        {source("format:\n  kind: csv\n  sheet: A"), `ingest/sources/towns/source.yaml:10: unknown field "sheet"`},
		"a delimiter of XML":       {source("format:\n  kind: xml\n  records: [A]\n  delimiter: ;"), `source.yaml:11: unknown field "delimiter"`},
		"a pivot of pages":         {source("format: {kind: html, html: {rows: tr}, pivot: {table: csv}}"), `source.yaml:8: unknown field "pivot"`},
		"pages of no kind":         {source("format: {html: {rows: tr}}"), `source.yaml:8: unknown field "html"`},
		"a total of counted pages": {source("format: {kind: html, html: {rows: tr, page: {param: p, total: n}}}"), `source.yaml:8: unknown field "total"`},
		"a total of documents":     {source("format: {kind: json, json: {page: {param: p, total: n}}}"), ""},
		"a kind that is not there": {source("format: {kind: cvs}"), `unknown kind "cvs" of a format (there are: csv, html, json, `},
		"rows of a workbook":       {source("format: {kind: xlsx, sheet: A, header_row: 2, first_row: 5, head: 2, dates: dmy}"), ""},
	} {
		found := load(t, c.files).Findings
		if c.want == "" && len(found) > 0 || c.want != "" && (len(found) == 0 || !strings.Contains(found[0].String(), c.want)) {
			t.Errorf("%s: %v, not %q", name, found, c.want)
		}
	}
}
