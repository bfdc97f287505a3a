// SPDX-License-Identifier: Apache-2.0

package published_figures

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"osnova/catalog"
	"osnova/ingest/parse"
	"osnova/ingest/sources/sourcetest"
)

func TestVague(t *testing.T) {
	for text, want := range map[string][2]string{
		"4070": {"4070", ""}, ">2500": {"2500", ">"}, "<1": {"1", "<"}, "~1400000": {"1400000", "~"}, ">1.2": {"1.2", ">"},
		"": {"", ":"}, "top-15 of 193": {"", ""}, "12,5": {"12.5", ""}, ">": {"", ""},
	} {
		number, status := Vague(text)
		if [2]string{number, status} != want {
			t.Errorf("Vague(%q) = %q, %q, want %q", text, number, status, want)
		}
	}
}

func TestVagueNeverInvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if number, _ := Vague(text); number != "" {
			if _, err := parse.Number(number); err != nil {
				t.Fatalf("Vague(%q) gives %q, which is no number", text, number)
			}
		}
	})
}

func TestEveryFigure(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.ReadBeside, sourcetest.Counts{In: 1934, Loaded: 1934, Rows: 1934})
	count := map[string]int{}
	for _, r := range got.Rows {
		count[r[0]]++
	}
	for topic, want := range map[string]int{"osn": 59, "cnap": 49, "skills": 91, "connectivity": 86, "edemocracy": 45, "region_index": 32, "community_index": 42, "service_quality": 44, "transparency": 126, "international": 1360} {
		if count[topic] != want {
			t.Errorf("%s has %d figures, want %d", topic, count[topic], want)
		}
	}
	sourcetest.WantCell(t, got, "4070", "value", "cnap", "1")
	sourcetest.WantCell(t, got, ">", "obs_status", "connectivity", "2")
	sourcetest.WantCell(t, got, "2015–2024", "period", "edemocracy", "1")
	sourcetest.WantCell(t, got, "Вінницька", "oblast", "community_index", "3")
	sourcetest.WantCell(t, got, "country", "level", "community_index", "1")
	sourcetest.WantCell(t, got, "UN E-Government Survey: EGDI rank", "indicator", "international", "1")
	sourcetest.WantCell(t, got, "UA", "country_code", "international", "1")
}

// Figures that contradict each other stand side by side: basic skills in 2023 are 59 % on one page and 60 % on another.
func TestConflictsAreKept(t *testing.T) {
	got, err := sourcetest.Run(sourcetest.Source(t), Parse, sourcetest.ReadBeside)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]bool{}
	for _, r := range got.Rows {
		if r[0] == "skills" && strings.HasPrefix(r[6], "базові") && r[8] == "2023" {
			values[r[9]] = true
		}
	}
	if !values["59"] || !values["60"] {
		t.Errorf("basic skills of 2023: %v, want 59 and 60", values)
	}
}

func TestAddress(t *testing.T) {
	for text, want := range map[string]string{
		"github:a/b:c/d.csv@12ab":   "https://github.com/a/b/blob/12ab/c/d.csv",
		"https://example.org/x:y@z": "https://example.org/x:y@z",
		"github:a/b":                "github:a/b",
	} {
		if got := address(text); got != want {
			t.Errorf("address(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestForeignTable(t *testing.T) {
	files := func(f catalog.File) ([]byte, error) {
		if f.Name == "cnap" {
			return os.ReadFile("osn_counts.csv")
		}
		return sourcetest.ReadBeside(f)
	}
	if _, err := sourcetest.Run(sourcetest.Source(t), Parse, files); err == nil {
		t.Error("a table of another form was read as the topic cnap")
	}
}
