// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// shapeFiles are two shapes that take different keys, and a source.
var shapeFiles = map[string]string{
	"ingest/sources/towns/source.yaml": sourceYAML,
	"metrics/shapes/form.sql":          "-- One row a town.\nselect {period} as period, {within} as within from mart.answer where item = {form}",
	"metrics/shapes/share.sql":         "-- One row a town.\nselect 1 from mart.share where item = {form} and whole = {of} and again = {of}",
}

// shaped loads an indicator with these lines more, and files beside the shapes.
func shaped(t *testing.T, lines string, more ...string) *Catalog {
	t.Helper()
	files := map[string]string{"metrics/indicators/open.x.yaml": indicatorYAML + "absence: missing\n" + lines}
	for name, text := range shapeFiles {
		files[name] = text
	}
	for n := 0; n < len(more); n += 2 {
		files[more[n]] = more[n+1]
	}
	return load(t, files)
}

// TestFromMakesTheSelect: the shape that takes the keys is filled with quoted texts, with the declared period, and with whether there are shorter periods.
func TestFromMakesTheSelect(t *testing.T) {
	for lines, want := range map[string]string{
		"from: {form: statute}\n":                                             "select '' as period, false as within from mart.answer where item = 'statute'",
		"from: {form: \"a'; drop\"}\nperiod: ../2025\n":                       "select '../2025' as period, false as within from mart.answer where item = 'a''; drop'",
		"from: {form: statute}\nwithin: {period: quarter}\n":                  "select '' as period, true as within from mart.answer where item = 'statute'",
		"from: {of: staff, form: trained}\n":                                  "select 1 from mart.share where item = 'trained' and whole = 'staff' and again = 'staff'",
		"from: {of: '{form}', form: 1}\n":                                     "select 1 from mart.share where item = '1' and whole = '{form}' and again = '{form}'",
		"from: {form: a}\nwithin: {period: month, lacking: {uk: а, en: a}}\n": "select '' as period, false as within from mart.answer where item = 'a'",
	} {
		c := shaped(t, lines)
		if len(c.Findings) > 0 || len(c.Indicators) != 1 {
			t.Errorf("%q: %d indicators, %v", lines, len(c.Indicators), c.Findings)
			continue
		}
		i := c.Indicators[0]
		if got := strings.TrimPrefix(i.SQL, "-- One row a town.\n"); got != want {
			t.Errorf("%q: %s", lines, got)
		}
		if i.Scale != 1 || i.ValidYears != 1 || i.File != "metrics/indicators/open.x.yaml" || !strings.HasPrefix(i.SelectFile(), "metrics/shapes/") {
			t.Errorf("%q: %+v", lines, i)
		}
	}
}

// TestFromIsHeldAgainstShapes: keys that no shape takes, a SELECT besides, and two shapes of the same keys are findings.
func TestFromIsHeldAgainstShapes(t *testing.T) {
	for _, c := range []struct {
		lines, file, text string // the file more, if any
		want              string
	}{
		{"from: {from: statute}\n", "", "", "metrics/indicators/open.x.yaml: no shape takes the keys {from} (there are: {form, of} {form})"},
		{"from: {form: statute, whole: staff}\n", "", "", "no shape takes the keys {form, whole}"},
		{"from: {form: [a, b]}\n", "", "", "metrics/indicators/open.x.yaml:"},
		{"from: {form: statute}\n", "metrics/indicators/open.x.sql", "select 1", "metrics/indicators/open.x.yaml: it says from, and open.x.sql stands beside it"},
		{"from: {form: statute}\n", "metrics/shapes/second.sql", "select {form}", "metrics/shapes/second.sql: it takes the keys form, and so does form.sql"},
	} {
		var more []string
		if c.file != "" {
			more = []string{c.file, c.text}
		}
		found := shaped(t, c.lines, more...).Findings
		if len(found) != 1 || !strings.Contains(fmt.Sprint(found), c.want) {
			t.Errorf("%q: %v, not %q", c.lines, found, c.want)
		}
	}
}

// TestShapedIsNoOrphan: a declaration with from needs no SELECT, one without either does; a shape is SQL.
func TestShapedIsNoOrphan(t *testing.T) {
	files := map[string]string{
		"metrics/indicators/open.x.txtar": "", "metrics/indicators/open.y.yaml": indicatorYAML, "metrics/indicators/open.z.yaml": "colour: red\n", "metrics/shapes/form.yaml": "",
	}
	var more []string
	for name, text := range files {
		more = append(more, name, text)
	}
	c := shaped(t, "from: {form: statute}\n", more...)
	fsys := fstest.MapFS{"metrics/indicators/open.x.yaml": {}, "metrics/shapes/form.sql": {}}
	for name := range files {
		fsys[name] = &fstest.MapFile{}
	}
	var got []string
	for _, f := range c.Orphans(fsys) {
		got = append(got, f.Where)
	}
	if want := []string{"metrics/indicators/open.y.yaml", "metrics/shapes/form.yaml"}; !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
}
