// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"regexp"
	"strings"
	"testing"
)

// headings are the main heading, headings of sections and the finding under the title.
var headings = regexp.MustCompile(`(?s)<h[12][^>]*>.*?</h[12]>|<p class="finding">.*?</p>`)

// TestStandingIndex: while the ranking stands, maps, rankings and profiles lead with bands; score and rank stand in columns and notes, in no
// headline.
func TestStandingIndex(t *testing.T) {
	dir, _ := build(t)
	files := readAll(t, dir)
	for file, wants := range map[string][]string{
		"uk/index.html":                         {"Щонайбільше двома рівнями з п’яти описано 2 із 2", `data-band="unclear"`},
		"uk/communities/index.html":             {"Щонайбільше двома рівнями", "D–E <span", "69,6", "паперова"},
		"uk/communities/vinnytska-0502003.html": {"Відкрита готовність: <strong>B, зріла</strong>", "у 93 % із 1 000 спроб", "Бал — 69,6", "місце — 1 із 2"},
		"en/communities/vinnytska-0502003.html": {"Open readiness: <strong>B, mature</strong>"},
		"uk/oblasts/vinnytska-05.html":          {"Найчастіший рівень громад області", "Місце в країні"},
		"uk/methodology/index.html":             {"Рейтинг відкритої готовності чинний"},
	} {
		for _, want := range wants {
			if !strings.Contains(plainSpaces(files[file]), want) {
				t.Errorf("%s lacks %q", file, want)
			}
		}
	}
	for _, file := range []string{"uk/index.html", "uk/communities/index.html", "uk/communities/vinnytska-0502003.html", "uk/oblasts/vinnytska-05.html"} {
		for _, h := range headings.FindAllString(plainSpaces(files[file]), -1) {
			for _, never := range []string{"69,6", "24,0", "48,5", "місце</strong>", "-те місце"} {
				if strings.Contains(h, never) {
					t.Errorf("%s: %q stands in a headline: %s", file, never, h)
				}
			}
		}
	}
}

// TestWithdrawnIndex: by its status alone the ranking goes from every page but the methodology, which says why; the indicators stay.
func TestWithdrawnIndex(t *testing.T) {
	dir, found := build(t, func(st *Stage) {
		for _, i := range st.Catalog.Indicators {
			if i.Name == "open.cnap_saturday" {
				i.Name, i.Decimals = "open.service_conditions", 1
				st.Catalog.Indicators = append(st.Catalog.Indicators, i)
				break
			}
		}
		for _, query := range []string{
			"delete from metric.summary where indicator_id = 'open_readiness'", "delete from metric.inequality where indicator_id = 'open_readiness'", // as metrics leaves them
			"update metric.open_readiness_status set status = 'withdrawn', reason = 'scored', least_scored = 1000",
			"insert into metric.observation by name select 'UA05020030000031457' as territory_id, 'community' as level, '../2025' as period, 'open.service_conditions' as indicator_id, 61.5 as value, 1 as n, '' as obs_status, 'cnap' as source_id, true as newest",
			"insert into metric.summary by name select 'open.service_conditions' as indicator_id, '../2025' as period, 'all' as group_by, 'all' as group_id, 1 as n, 3 as missing, 61.5 as median, 61.5 as p10, 61.5 as p90, 61.5 as min, 61.5 as max",
		} {
			if err := st.Store.Exec(context.Background(), query); err != nil {
				t.Fatal(err)
			}
		}
	})
	for _, f := range found {
		if !strings.Contains(f.What, "which nobody declared") { // pages name sources of the real project
			t.Error(f)
		}
	}
	files := readAll(t, dir)
	for file, wants := range map[string][]string{
		"uk/index.html":                         {"має за умови послуг не більше ніж 61,5 бала зі 100", "Зведеного рейтингу громад немає"},
		"en/index.html":                         {"There is no composite ranking"},
		"uk/communities/index.html":             {"Рейтингу тут немає", "Показники громад за абеткою", "61,5"},
		"uk/communities/vinnytska-0502003.html": {"<strong>61,5 бала</strong>", "10 242 грн"},
		"uk/methodology/index.html":             {"Рейтинг відкритої готовності відкликано", "1 000", "Версія 2"},
		"en/methodology/index.html":             {"is withdrawn"},
	} {
		for _, want := range wants {
			if !strings.Contains(plainSpaces(files[file]), want) {
				t.Errorf("%s lacks %q", file, want)
			}
		}
	}
	for _, file := range []string{"uk/index.html", "uk/communities/index.html", "uk/communities/vinnytska-0502003.html", "uk/communities/ahronomichna-0502001.html", "uk/oblasts/vinnytska-05.html", "uk/inequality/index.html"} {
		body := plainSpaces(files[file])
		if body == "" {
			t.Errorf("%s was not written", file)
		}
		for _, never := range []string{"69,6", "Відкрита готовність:", "Що підняло б бал", "Місце в країні", "індекс відкритої готовності</span>", "індексу відкритої готовності —", "за індексом відкритої готовності"} {
			if strings.Contains(body, never) {
				t.Errorf("%s still says %q", file, never)
			}
		}
	}
}

// plainSpaces makes all spaces of typography plain ones.
func plainSpaces(text string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "&nbsp;", " ").Replace(text)
}
