// SPDX-License-Identifier: Apache-2.0

package igov_services

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestHandMade(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.HandMade, sourcetest.Counts{In: 10 + 3 + 4 + 4, Loaded: 3, Quarantined: 3, Skipped: 11 + 4, Rows: 2})
	const vinnytsia = "UA05020030010063857"
	for column, want := range map[string]string{"category": "M", "live_rows": "2", "services": "2", "subcategories": "1", "built_in": "1", "links": "1", "bank_id_share": "0.5"} {
		sourcetest.WantCell(t, got, want, column, vinnytsia)
	}
	sourcetest.WantCell(t, got, "P", "category", "UA12060000000022633")
}

func TestRealFiles(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), Parse, sourcetest.RealFiles(t), sourcetest.Counts{In: 5035 + 1444 + 653 + 31758, Loaded: 2227, Quarantined: 1, Skipped: 36662, Rows: 132})
	for _, tally := range got.Tallies {
		if tally.File != "ServiceData.csv" {
			continue
		}
		if tally.In != 5035 || tally.Loaded != 2227 || tally.Skipped["abolished_raion"] != 1495 || tally.Skipped["no_city"] != 260 {
			t.Errorf("in %d, loaded %d, skipped %v", tally.In, tally.Loaded, tally.Skipped)
		}
		if live := tally.Loaded + tally.Skipped["abolished_raion"] + tally.Skipped["no_city"]; live != 3982 {
			t.Errorf("%d live rows, want 3982", live)
		}
	}
	if len(got.Bad) != 1 || got.Bad[0].Value != "fale" {
		t.Errorf("quarantine %v, want the one fale", got.Bad)
	}
	sourcetest.WantCell(t, got, "M", "category", "UA12020010010037010") // Dnipro
}
