// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"strings"
	"testing"
)

// TestIndicatorPages: an indicator that nobody publishes has a page that says so and where its values would come from; one that is known by
// oblast only shows oblasts and no communities.
func TestIndicatorPages(t *testing.T) {
	dir, _ := build(t)
	files := readAll(t, dir)
	site := func(name string) string { return files[name] }
	for file, want := range map[string][]string{
		"uk/indicators/D1.1.html":  {"Значень цього показника ще ніхто не публікує", "Значення дають рішення рад"},
		"en/indicators/D1.1.html":  {"No values of this indicator are published yet", "Values would come from council decisions"},
		"uk/indicators/D8.2.html":  {"Вінницька область", "57–65", "громадам його не приписано"},
		"uk/indicators/index.html": {"можна порахувати вже сьогодні", "значень ще 1 ніхто не публікує", "Статут громади врегульовує"},
	} {
		page := site(file)
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s lacks %q", file, text)
			}
		}
	}
	country, _ := build(t, func(s *Stage) {
		if err := s.Store.Exec(t.Context(), "update mart.national_value set indicator_id = 'D1.1'"); err != nil {
			t.Fatal(err)
		}
	})
	told := readAll(t, country)
	for file, want := range map[string][]string{
		"uk/indicators/D1.1.html":  {"для країни оприлюднено: дорослі з навичками — <strong>57–58 %</strong> (2025)", "https://example.org/n", "вік 18–70"},
		"en/indicators/D1.1.html":  {"published for the country: adults with skills, <strong>57–58%</strong> (2025)", "enters no index"},
		"uk/indicators/index.html": {"ще для 1 оприлюднено лише число для країни", `D1.1.html#published`},
	} {
		for _, text := range want {
			if !strings.Contains(told[file], text) {
				t.Errorf("%s lacks %q", file, text)
			}
		}
		if strings.Contains(told[file], "ніхто не публікує") || strings.Contains(told[file], "No values of this indicator are published") {
			t.Errorf("%s says that nobody publishes what is published for the country", file)
		}
	}
	if strings.Contains(site("uk/indicators/D8.2.html"), "Усі громади") {
		t.Error("a survey of oblasts lists communities")
	}
}
