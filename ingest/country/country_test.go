// SPDX-License-Identifier: Apache-2.0

package country

import (
	"testing"

	"osnova/ingest/sources"
)

func TestCode(t *testing.T) {
	for name, want := range map[string]string{
		"Ukraine": "UA", "Ukraine ": "UA", "UKR": "UA", "UA": "UA", "EL": "GR", "Türkiye": "TR", "Turkey": "TR",
		"Cote d'Ivoire": "CI", "Côte d’Ivoire": "CI", "Republic of Moldova": "MD", "XKX": "XK", "AVERAGE_EU27": "EU27",
		"EU27+": "EGB37", "Democratic People's Republic of Korea": "KP", "UK": "GB",
	} {
		if got, ok := CodeOf(name); !ok || got != want {
			t.Errorf("Code(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "Atlantis", "ua"} {
		if got, ok := CodeOf(name); ok {
			t.Errorf("Code(%q) = %q, want nothing", name, got)
		}
	}
}

func TestTablesAreSound(t *testing.T) {
	known := map[string]bool{}
	countries := 0
	for _, r := range sources.Table("country", "data.csv") {
		if known[r[0]] {
			t.Errorf("code %s stands twice", r[0])
		}
		known[r[0]] = true
		if r[2] == "country" {
			countries++
		}
		if r[3] == "" || r[4] == "" {
			t.Errorf("%s lacks a name in a language", r[0])
		}
	}
	if countries < 193 {
		t.Errorf("%d countries, the UN has 193 members", countries)
	}
	for _, r := range sources.Table("country", "alias.csv") {
		if !known[r[1]] {
			t.Errorf("alias %q points at %q, which is no code", r[0], r[1])
		}
	}
}
