// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"strings"
	"testing"
)

// TestMaturityPages: with scores the pages of maturity and quality and those of a community, an oblast and inequality show them; without any
// they say that nobody can be scored, and why.
func TestMaturityPages(t *testing.T) {
	holds := func(files map[string]string, want map[string][]string) {
		t.Helper()
		for file, texts := range want {
			for _, text := range texts {
				if !strings.Contains(files[file], text) {
					t.Errorf("%s lacks %q", file, text)
				}
			}
		}
	}
	dir, _ := build(t)
	holds(readAll(t, dir), map[string][]string{
		"uk/maturity/index.html":                {"48,5", "виразно зросла", "D1&#43;D3&#43;D6", "недосконала нормативна база", `id="chart-falls"`},
		"en/maturity/index.html":                {"clearly rose", "statistically invisible"},
		"uk/service-quality/index.html":         {"61,5", "SE-", "--A"},
		"uk/communities/vinnytska-0502003.html": {"Цифрова зрілість: C, розвинена", "Внести &lt;b&gt;до&lt;/b&gt; статуту", "стратегічне планування", "виразно зросла", "Якість послуг — 61,5", "База SE-"},
		"uk/oblasts/vinnytska-05.html":          {"Бал області — 45"},
		"uk/inequality/index.html":              {"Користь розподілено нерівніше за доступ", "28,5", "за 1 із 1\u00a0ознаки", "припадає 35\u00a0% власних доходів громад"},
	})
	dir, _ = build(t, func(st *Stage) {
		for _, table := range []string{"dmi_score", "sqi_score", "dmi_interval", "dmi_loss", "dmi_change", "dmi_core_score", "advice", "ladder"} {
			if err := st.Store.Exec(context.Background(), "delete from metric."+table); err != nil {
				t.Fatal(err)
			}
		}
		if err := st.Store.Exec(context.Background(), "delete from metric.summary where indicator_id = 'dmi'"); err != nil {
			t.Fatal(err)
		}
	})
	files := readAll(t, dir)
	holds(files, map[string][]string{
		"uk/maturity/index.html":        {"Оцінити поки не можна", "статистично невидимі"},
		"en/service-quality/index.html": {"Service quality cannot be scored in any community yet"},
	})
	if strings.Contains(files["uk/communities/vinnytska-0502003.html"], `id="maturity"`) {
		t.Error("a community without a score has a section of it")
	}
}
