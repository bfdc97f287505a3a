// SPDX-License-Identifier: Apache-2.0

package osn_events

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// Every event is of a body that osn_bodies has, every body has an event, and no date has a year that the words of the page do not state.
func TestData(t *testing.T) {
	s := sourcetest.Source(t)
	got := sourcetest.Sheet(t, s, nil, sourcetest.ReadBeside, sourcetest.Counts{In: 70, Loaded: 69, Skipped: 1, Rows: 69})
	file, err := os.Open("../osn_bodies/data.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]bool{}
	for _, r := range rows[1:] {
		if r[4] != "no_address" {
			open[r[0]+r[2]] = true
		}
	}
	told := map[string]bool{}
	name, city, text, date := s.Column("name_uk"), s.Column("city"), s.Column("event_date_text"), s.Column("event_date")
	for _, r := range got.Rows {
		if !open[r[name]+r[city]] {
			t.Errorf("%s, %s is no body of osn_bodies", r[name], r[city])
		}
		told[r[name]+r[city]] = true
		if r[date] != "" && !strings.Contains(r[text], r[date][:4]) || r[date] == "" && strings.Contains(r[text], "20") && !strings.Contains(r[text], "контекст") {
			t.Errorf("%s: the page says %q, the date is %q", r[name], r[text], r[date])
		}
	}
	if len(told) != len(open) {
		t.Errorf("%d of %d bodies have an event", len(told), len(open))
	}
}
