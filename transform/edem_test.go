// SPDX-License-Identifier: Apache-2.0

package transform

import (
	"archive/tar"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestOneEditionSaysNothingOfAYear: the real statistics of 1 September 2026 count from the beginning of the platform (read as a year they gave a turnout of
// 93 %), so alone they give no year, on whatever day they were saved; two editions give what came between them.
func TestOneEditionSaysNothingOfAYear(t *testing.T) {
	archive := tar.NewReader(real(t, "edem/statistics-11-real-rows.tar.gz"))
	var councils []struct {
		Title                                        string
		Code                                         string `json:"KOATTU"`
		Budgets, Projects, OnlineVotes, OfflineVotes int64
	}
	for {
		h, err := archive.Next()
		if err != nil {
			t.Fatal("no statistics of budgets in the archive: ", err)
		}
		if strings.Contains(h.Name, "budgets/statistics") {
			if err := json.NewDecoder(archive).Decode(&councils); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	if len(councils) != 11 {
		t.Fatalf("%d councils, want 11", len(councils))
	}
	years := func(more int64, editions ...string) [][]any {
		tables := map[string][][]string{"raw.edem_petition_statistic": {{"row", "edition", "koatuu", "petitions"}}, "mart.koatuu": {{"koatuu", "territory_id"}}, "mart.territory": {{"territory_id", "community_id"}}}
		rows := [][]string{{"row", "edition", "koatuu", "budget_uah", "projects", "online_votes", "offline_votes"}}
		for e, edition := range editions {
			for i, c := range councils {
				code := fmt.Sprintf("%010s", c.Code)
				rows = append(rows, []string{fmt.Sprint(i + 1), edition, code, fmt.Sprint(c.Budgets + int64(e)*more), fmt.Sprint(c.Projects), fmt.Sprint(c.OnlineVotes + int64(e)*more), fmt.Sprint(c.OfflineVotes)})
				if e == 0 {
					id := fmt.Sprintf("UA%017d", i)
					tables["mart.koatuu"] = append(tables["mart.koatuu"], []string{code, id})
					tables["mart.territory"] = append(tables["mart.territory"], []string{id, id})
				}
			}
		}
		tables["raw.edem_budget_statistic"] = rows
		return made(t, "mart.edem_statistic mart.edem_year", tables, "select year, budget_uah, votes from mart.edem_year")
	}
	for _, edition := range []string{"2026-09-01", "2025-12-31", "2026-01-10"} {
		if rows := years(0, edition); len(rows) > 0 {
			t.Errorf("one edition, of %s: %v", edition, rows)
		}
	}
	if rows := years(1000, "2025-12-31", "2026-09-01"); len(rows) > 0 {
		t.Errorf("eight months: %v", rows)
	}
	rows := years(1000, "2025-01-02", "2025-12-30")
	if len(rows) != 11 {
		t.Errorf("two editions: %d rows", len(rows))
	}
	for _, r := range rows {
		if fmt.Sprint(r...) != "2025 1000 1000" {
			t.Errorf("two editions: %v", r)
		}
	}
}
