// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/reports/headline"
)

// TestHeadlinesOfTheRealEdition: each number in a heading, the sentence below it, a title of a chart or a tile of the real edition is what its published
// tables give, and each such number has a claim (ADR 0047). A number altered in one page, and one that no claim speaks of, are found.
func TestHeadlinesOfTheRealEdition(t *testing.T) {
	site := filepath.Join(built(t), "site")
	headlinesHold(t, site)
	page, err := os.ReadFile(filepath.Join(site, "uk", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	told := string(page)
	at := strings.Index(told, `<h1 class="finding">`)
	end := at + strings.Index(told[at:], "</h1>")
	if at < 0 || end < at {
		t.Fatal("the page has no heading")
	}
	for what, planted := range map[string]struct{ page, where, finding string }{
		"a number altered":  {told[:at] + strings.Replace(told[at:end], "<strong>", "<strong>9", 1) + told[end:], "uk/index.html", "h1: no table gives"},
		"a heading added":   {told[:end] + "</h1><section id=\"more\"><h2>Ще 12 громад</h2></section><h1>" + told[end:], "uk/index.html", "more: no claim speaks of its numbers"},
		"a tile added":      {told[:end] + `</h1><ul><li class="key-number"><span class="value">12</span></li></ul><h1>` + told[end:], "uk/index.html", "tile: no claim speaks of its numbers"},
		"a number left out": {told[:at] + "<h1>Центр послуг знайдено не всюди" + told[end:], "uk/index.html", "h1: the tables give"},
	} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "uk"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(dir, "en"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(site, "data"), filepath.Join(dir, "data")); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "uk", "index.html"), []byte(planted.page), 0o644); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range headlines(t, dir) {
			found = found || strings.HasPrefix(f, planted.where+": "+planted.finding)
		}
		if !found {
			t.Errorf("%s is not found", what)
		}
	}
}

// headlines are what is wrong with headings, titles and tiles of a built site.
func headlines(t *testing.T, site string) (out []string) {
	t.Helper()
	for _, f := range headlineFindings(t, site) {
		out = append(out, f.Where+": "+f.What+" ("+f.Hint+")")
	}
	return out
}

// headlineFindings are the same as they are found.
func headlineFindings(t *testing.T, site string) catalog.Findings {
	t.Helper()
	claims, err := headline.LoadClaims(headline.ProjectClaims)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := headline.Check(context.Background(), site, claims)
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// headlinesHold fails for every heading, title of a chart and tile that the published tables do not bear out.
func headlinesHold(t *testing.T, site string) {
	t.Helper()
	wrong := headlines(t, site)
	for _, w := range wrong[:min(len(wrong), 20)] {
		t.Error(w)
	}
	if len(wrong) > 20 {
		t.Errorf("and %d more", len(wrong)-20)
	}
}
