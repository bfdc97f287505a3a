// SPDX-License-Identifier: Apache-2.0

// Package budget_equalisation_2024 reads the calculation by which budgets of communities are equalised: one table over several sheets.
package budget_equalisation_2024

import (
	"path"
	"slices"
	"strings"

	"osnova/ingest/parse"
)

// sheets are those of the table of communities, one after another.
var sheets = []string{"Table 3", "Table 4", "Table 5"}

// columns are the beginnings of the headings that are read, in the order of the sheet: the mark of the kind of budget, then the contract.
var columns = []string{"", "Код бюджету", "", "", "", "Очікуване надходження", "Надходженн", "Індекс податко", "Реверсна дотація", "Базова дотація"}

// places are their columns in the sheet.
var places = []int{1, 2, 4, 5, 6, 7, 8, 9, 10, 11}

// communityMarks are the marks of budgets of communities: former cities of oblasts and raions, settlements, villages.
var communityMarks = []string{"gmoz", "gmrz", "gsmt", "gs"}

// Parse reads the sheets; a row that stood on an earlier one is skipped if it is the same, and quarantined if it is not.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("data")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	t := out.File(file)
	seen := map[string][]string{} // by code of the budget
	for _, name := range sheets {
		records, err := parse.XLSX(file, body, name)
		if err != nil {
			return err
		}
		if err := headed(file, name, records); err != nil {
			return err
		}
		for _, r := range records {
			t.In++
			takeRecord(t, name, r, seen)
		}
	}
	return nil
}

// headed refuses a sheet whose second or first row does not hold the headings where they were.
func headed(file, sheet string, records []parse.Record) error {
	for _, r := range records[:min(len(records), 2)] {
		if sameHeading(r.Cells) {
			return nil
		}
	}
	return &parse.Error{
		File: file, What: "sheet " + sheet + " has no heading of budgets, income tax, index and subsidies in its first two rows",
		Hint: "the publisher may have changed the layout of the workbook",
	}
}

// sameHeading says whether the headings that are read stand in their columns.
func sameHeading(cells []string) bool {
	for k, want := range columns {
		if places[k] >= len(cells) || !strings.HasPrefix(strings.Join(strings.Fields(cells[places[k]]), " "), want) {
			return false
		}
	}
	return true
}

// takeRecord loads one record of a sheet, or says why not; seen are the rows before by the code of the budget.
func takeRecord(t *parse.Tally, sheet string, r parse.Record, seen map[string][]string) {
	cells := make([]string, len(places))
	for k, at := range places {
		if at < len(r.Cells) {
			cells[k] = parse.TrimSpace(r.Cells[at])
		}
	}
	mark, row := cells[0], append([]string{cells[1]}, cells[2], cells[3], cells[5], cells[6], cells[7], cells[8], cells[9])
	switch {
	case sameHeading(r.Cells), mark == "Ознака бюджету":
		t.Skip("heading")
	case mark == "" && cells[1] == "":
		t.Skip("title")
	case !slices.Contains(communityMarks, mark):
		t.Skip("other_level")
	case seen[row[0]] == nil:
		seen[row[0]] = row
		t.Row(r.Line, row)
	case slices.Equal(seen[row[0]], row):
		t.Skip("repeated")
	default:
		t.Reject(r.Line, "budget_code", row[0], sheet+": the budget stood on an earlier sheet with other numbers")
	}
}
