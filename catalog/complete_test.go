// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
)

const indicatorYAML = "title: {uk: а, en: b}\ndefinition: {uk: а, en: b}\nunit: {uk: а, en: b}\ndirection: '+'\nscale_type: bounded\nup: mean\nsources: [towns]\n"

// TestComplete: what is not recorded counts as none only where a source is said to be whole, and nothing enters an index that is a lower
// bound or does not say for which units it is complete.
func TestComplete(t *testing.T) {
	const least, told = "select 1 as value, '>' as obs_status", "select 1 as value"
	all, stated := "complete: {units: all, uk: а, en: b}\n", "complete: {units: stated, uk: а, en: b}\n"
	for name, c := range map[string]struct {
		sql, keys string
		indexed   bool
		want      string
	}{
		"whole":                           {told, "absence: zero\n" + all, true, ""},
		"whole for stated units":          {told, "absence: missing\n" + stated, true, ""},
		"lower bound, shown only":         {least, "absence: lower_bound\n", false, ""},
		"none without a word":             {told, "absence: zero\n", false, "nothing says that the source is complete"},
		"none beyond the stated units":    {told, "absence: zero\n" + stated, false, "nothing says that the source is complete"},
		"whole for whom":                  {told, "absence: missing\ncomplete: {units: many, uk: а, en: b}\n", false, `complete.units is "many"`},
		"whole in one language":           {told, "absence: missing\ncomplete: {units: all, uk: а}\n", false, "complete is missing in a language"},
		"a lower bound that is whole":     {least, "absence: lower_bound\n" + all, false, "complete for no unit"},
		"lower bounds under another name": {least, "absence: missing\n" + stated, false, "gives lower bounds"},
		"a lower bound in an index":       {least, "absence: lower_bound\n", true, "a lower bound cannot be scored"},
		"silence in an index":             {told, "absence: missing\n", true, "does not say for which units it is complete"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"ingest/sources/towns/source.yaml": sourceYAML, "metrics/indicators/open.x.sql": c.sql, "metrics/indicators/open.x.yaml": indicatorYAML + c.keys}
			if c.indexed {
				files["metrics/indices/ready.yaml"] = "title: {uk: а, en: b}\nroot: {id: ready, weight: 1, children: [{id: x, indicator: open.x, weight: 1}]}\n"
			}
			got := load(t, files).Findings
			if c.want == "" && len(got) > 0 {
				t.Errorf("found %v", got)
			}
			if c.want != "" && (len(got) != 1 || !strings.Contains(got[0].What, c.want)) {
				t.Errorf("found %v, want one that says %q", got, c.want)
			}
		})
	}
}
