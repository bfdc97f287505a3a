// SPDX-License-Identifier: Apache-2.0

package headline

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           []Number
	}{
		{"uk", "знайдено в 1\u00a0005 із 1\u00a0302 громад; у 17\u00a0%", []Number{{1005, 0}, {1302, 0}, {17, 0}}},
		{"uk", "Від 7,9 до 34,10 бала", []Number{{7.9, 1}, {34.1, 2}}},
		{"uk", "дані 2020–2025, розрив −3,5, 18–39 років", []Number{{2020, 0}, {2025, 0}, {-3.5, 1}, {18, 0}, {39, 0}}},
		{"uk", "витрачено 1,2\u00a0млн\u00a0грн", []Number{{1.2e6, -5}}},
		{"en", "in 1,005 of 1,302; 2020, 5 and 34.1%", []Number{{1005, 0}, {1302, 0}, {2020, 0}, {5, 0}, {34.1, 1}}},
		{"en", "92.6\u00a0bn\u00a0UAH", []Number{{92.6e9, -8}}},
		{"en", "nothing", nil},
	} {
		got := Numbers(c.text, c.language)
		for i := range got {
			if i < len(c.want) && c.want[i].Decimals == got[i].Decimals && c.want[i].Equal(got[i].Value) {
				got[i] = c.want[i]
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
	if n := (Number{34.1, 1}); !n.Equal(34.149) || n.Equal(34.151) || !n.Equal(34.05) {
		t.Error("34.1 stands for what is rounded to it")
	}
	if n := (Number{1.2e6, -5}); !n.Equal(1_249_000) || n.Equal(1_251_000) {
		t.Error("1.2 m stands for what is rounded to it")
	}
}

const page = `<h2>not in main: 9</h2><main><h1 class="finding">Знайдено в <strong>2 із 3</strong> громад</h1><p class="lead">Слова без чисел</p>
<section class="section" id="top"><h2>Найбільше — Об'єднана: 40</h2><h3>5</h3></section>
<aside class="callout" id="note"><h2>Що це</h2></aside><section id="sources"><h2>Джерела 7</h2></section></main>`

func TestHeadings(t *testing.T) {
	want := []Heading{{"h1", "Знайдено в 2 із 3 громад"}, {"lead", "Слова без чисел"}, {"top", "Найбільше — Об’єднана: 40"}, {"chart-a", "Від 1 до 2"}, {"tile-a", "5 із 6"}, {"tile", "без числа"}, {"note", "Що це"}}
	more := `<figure class="chart" id="chart-a"><figcaption><h3 class="chart-title">Від 1 до 2</h3></figcaption></figure>
<ul><li class="key-number" data-at="tile-a"><span class="value">5</span><span class="label">із 6</span></li><li class="key-number is-unknown">без числа</li></ul><section id="t"><h2><code>raw.adults_2022</code></h2></section>`
	if diff := cmp.Diff(want, Headings(strings.Replace(page, "<aside", more+"<aside", 1))); diff != "" {
		t.Error(diff)
	}
}

const claims = `-- Claims of the test.
-- page: index.html
-- at: h1
select count(*) filter (n > 0) as some, count(*) as n from place
-- at: top
select n, name_uk, name_en from place order by n desc limit 1
-- page: places/*.html
-- at: h1
-- fixed: 2025
select place_id as page, n from place where n is not null
`

// site writes a small site that is true, with the changes given.
func site(t *testing.T, change map[string]string) string {
	t.Helper()
	files := map[string]string{
		"data/place.csv":         "place_id,name_uk,name_en,n\na,Об'єднана,United,40\nb,Мала,Small,1.5\nc,Порожня,Empty,\n",
		"data/place.schema.json": `{"fields": [{"name": "place_id", "type": "string"}, {"name": "name_uk", "type": "string"}, {"name": "name_en", "type": "string"}, {"name": "n", "type": "number"}]}`,
		"uk/index.html":          page,
		"en/index.html":          `<main><h1>Found in 2 of 3 communities</h1><section id="top"><h2>Most is in United: 40</h2></section></main>`,
		"uk/places/a.html":       "<main><h1>40 у 2025 році</h1></main>", "en/places/a.html": "<main><h1>40 in 2025</h1></main>",
		"uk/places/b.html": "<main><h1>1,5 у 2025 році</h1></main>", "en/places/b.html": "<main><h1>1.5 in 2025</h1></main>",
		"uk/places/c.html": "<main><h1>Невідомо</h1></main>", "en/places/c.html": "<main><h1>Unknown</h1></main>",
	}
	dir := t.TempDir()
	for name, body := range files {
		if with, ok := change[name]; ok {
			body = with
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if body == "" {
			continue
		}
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestCheck: what is true passes, and each kind of falsehood is found where it stands.
func TestCheck(t *testing.T) {
	own, err := Parse("claims/test.sql", claims)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change map[string]string
		want   []string
	}{
		"all is true":           {nil, nil},
		"another number":        {map[string]string{"uk/places/b.html": "<main><h1>1,6 у 2025 році</h1></main>"}, []string{"uk/places/b.html: h1: no table gives 1.6"}},
		"another year":          {map[string]string{"en/places/a.html": "<main><h1>40 in 2024</h1></main>"}, []string{"en/places/a.html: h1: no table gives 2024"}},
		"another name":          {map[string]string{"en/index.html": `<main><h1>Found in 2 of 3</h1><section id="top"><h2>Most is in Small: 40</h2></section></main>`}, []string{`en/index.html: top: it does not name "United"`}},
		"a number left out":     {map[string]string{"en/index.html": `<main><h1>Found in 2 of them</h1><section id="top"><h2>Most is in United: 40</h2></section></main>`}, []string{"en/index.html: h1: the tables give [3], which it does not say"}},
		"one number too many":   {map[string]string{"uk/places/c.html": "<main><h1>0 у 2025 році</h1></main>"}, []string{"uk/places/c.html: h1: no claim speaks of its numbers"}},
		"a heading is gone":     {map[string]string{"uk/places/a.html": "<main></main>", "en/places/a.html": "<main></main>"}, []string{"places/a.html: the heading h1 is not there"}},
		"the table has changed": {map[string]string{"data/place.csv": "place_id,name_uk,name_en,n\na,Об'єднана,United,41\nb,Мала,Small,1.5\nc,Порожня,Empty,\n"}, []string{"en/index.html: top: no table gives 40", "en/places/a.html: h1: no table gives 40", "uk/index.html: top: no table gives 40", "uk/places/a.html: h1: no table gives 40"}},
	} {
		found, err := Check(context.Background(), site(t, c.change), own)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			line := f.Where + ": " + f.What
			if at := strings.Index(line, "; the tables"); at >= 0 {
				line = line[:at]
			}
			got = append(got, line)
		}
		match := slices.EqualFunc(got, c.want, func(a, b string) bool { return strings.HasPrefix(a, b) })
		if !match {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestClaimsThatDoNotRun(t *testing.T) {
	own, err := Parse("claims/test.sql", "-- page: index.html\n-- at: h1\nselect nothing from place\n-- at: top\nselect 'text' as word\n")
	if err != nil {
		t.Fatal(err)
	}
	found, err := Check(context.Background(), site(t, nil), own)
	if err != nil || len(found) < 2 || !strings.Contains(found[0].String()+found[1].String(), "is a text: name it _uk or _en") {
		t.Error(found, err)
	}
	if _, err := Check(context.Background(), t.TempDir(), own); err == nil {
		t.Error("a folder without tables passes")
	}
	for _, bad := range []string{"-- at: h1\n", "-- fixed: 1\n", "-- page: a.html\n-- at: h1\n-- fixed: eins\n"} {
		if _, err := Parse("x", bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestOwn: the claims of the project's own pages can be read.
func TestOwn(t *testing.T) {
	own, err := LoadClaims(ProjectClaims)
	if err != nil || len(own) < 60 {
		t.Errorf("%d claims, %v", len(own), err)
	}
}
