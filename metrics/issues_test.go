// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"slices"
	"testing"

	"osnova/catalog"
)

func TestDueAfter(t *testing.T) {
	for _, c := range [][3]string{
		{"annual", "2022", "2025-01-01"},
		{"annual", "2022-01-01", "2024-01-03"},
		{"quarterly", "2022-Q2", "2022-12-31"},
		{"monthly", "2024-02", "2024-05-01"},
		{"weekly", "2026-11-20", "2026-12-04"},
		{"irregular", "2022", ""},
		{"once", "2022", ""},
		{"quarterly", "../2025", ""},
		{"annual", "", ""},
	} {
		if got := dueAfter(catalog.Source{Cadence: c[0], AsOf: c[1]}); got != c[2] {
			t.Errorf("%s of %s: due %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// TestOpenOf: what is open about a source follows from its declaration, its account and the day of the edition.
func TestOpenOf(t *testing.T) {
	real, awaited := catalog.Evidence{Level: catalog.MetFile}, catalog.Text{UK: "ще немає", EN: "not yet"}
	parsed := &intake{0, "parsed", "2026-11-23"}
	for name, c := range map[string]struct {
		source  catalog.Source
		account *intake
		edition string
		want    []string
	}{
		"all is well":       {catalog.Source{Met: real, Cadence: "annual", AsOf: "2025"}, parsed, "2026-12-01", nil},
		"on the last day":   {catalog.Source{Met: real, Cadence: "annual", AsOf: "2022"}, parsed, "2025-01-01", nil},
		"overdue":           {catalog.Source{Met: real, Cadence: "annual", AsOf: "2022"}, parsed, "2025-01-02", []string{"overdue warning 2025-01-01"}},
		"held":              {catalog.Source{Met: real}, &intake{2, "last good", "2026-11-23"}, "2026-12-01", []string{"held warning 2026-11-23", "refused notice 2026-11-23"}},
		"lost":              {catalog.Source{Met: real}, &intake{0, "none", ""}, "2026-12-01", []string{"lost error "}},
		"without account":   {catalog.Source{Met: real}, nil, "2026-12-01", []string{"lost error "}},
		"awaited, unproven": {catalog.Source{Met: catalog.Evidence{Level: catalog.MetLayout}, Awaited: awaited, Cadence: "daily", AsOf: "2020"}, nil, "2026-12-01", []string{"awaited notice ", "unproven notice "}},
		"awaited and there": {catalog.Source{Met: real, Awaited: awaited}, parsed, "2026-12-01", nil},
		"our own":           {catalog.Source{Met: catalog.Evidence{Level: catalog.MetNothing}, Own: true, Cadence: "annual", AsOf: "2020"}, parsed, "2026-12-01", nil},
	} {
		c.source.Name, c.source.Runbook = "towns", catalog.Text{UK: "питати нікого", EN: "nobody to ask"}
		var got []string
		for _, r := range openOf(c.source, c.account, c.edition) {
			got = append(got, r.Kind+" "+r.Severity+" "+r.Since)
			if r.ID != r.Kind+":towns" || r.TodoEN != "nobody to ask" {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestWithoutFiction: faults and delays of a publisher's files are not told of invented ones; what became of the records is.
func TestWithoutFiction(t *testing.T) {
	var rows []issueRow
	for _, source := range []string{"invented", "real"} {
		for _, kind := range []string{"known_fault", "overdue", "refused", "unproven", "held", "lost"} {
			rows = append(rows, issueRow{Source: source, Kind: kind})
		}
	}
	var got []string
	for _, r := range withoutFiction(rows, func(source string) bool { return source == "invented" }) {
		got = append(got, r.Source+" "+r.Kind)
	}
	want := []string{
		"invented refused", "invented unproven", "invented held", "invented lost",
		"real known_fault", "real overdue", "real refused", "real unproven", "real held", "real lost",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestEditionOf: a project's own edition stays, that of the program is no earlier than the last bytes.
func TestEditionOf(t *testing.T) {
	accounts := map[string]*intake{"towns": {day: "2027-01-05"}}
	for want, p := range map[string]catalog.Project{"2026-12-01": {Edition: "2026-12-01", EditionSet: true}, "2027-01-05": {Edition: "2026-12-01"}} {
		if got := editionOf(p, accounts); got != want {
			t.Errorf("%+v: %s, want %s", p, got, want)
		}
	}
}
