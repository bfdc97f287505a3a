// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store/disk"
)

// endedFile keeps, beside the facts of a source that says "keeps: ended", the rows that an earlier edition had and a later one lacks.
const endedFile = "ended.csv"

// EndedMissing is the reason for which a row ends: the edition of that day no longer has it. What that means, the publisher does not say.
const EndedMissing = "missing_upstream"

// EndedRow is a row that is no longer upstream: its cells as the contract orders them, the day of the first edition without it, and why it ended.
type EndedRow struct {
	Row    []string
	On     string
	Reason string
}

// endRows gives the rows that have ended by an edition of a day: those that ended before and have not come back, and those of the last edition that it
// lacks. No row is in the edition and ended at once, and none of the last edition is in neither.
func endRows(s catalog.Source, last, now *Facts, day string) (out []EndedRow) {
	if s.Keeps != catalog.KeepsEnded || last == nil {
		return nil
	}
	here := map[string]bool{}
	for _, r := range now.Rows {
		here[rowKey(s, r)] = true
	}
	ended := map[string]EndedRow{}
	for _, r := range last.Rows {
		ended[rowKey(s, r)] = EndedRow{r, day, EndedMissing}
	}
	for _, e := range last.Ended {
		if key := rowKey(s, e.Row); !here[key] {
			ended[key] = e
		}
	}
	for key, e := range ended {
		if !here[key] {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b EndedRow) int { return strings.Compare(rowKey(s, a.Row), rowKey(s, b.Row)) })
	return out
}

// rowKey is the key of a row in one text.
func rowKey(s catalog.Source, row []string) string {
	var parts []string
	contract := s.Contract()
	for _, name := range s.Key {
		if at := contract.Column(name); at >= 0 && at < len(row) {
			parts = append(parts, row[at])
		}
	}
	return strings.Join(parts, "|")
}

// editionDay is the day of what was read: the newest that a file declares, was published or came on; else the one given.
func editionDay(l Lock, otherwise string) (day string) {
	for _, f := range l.Files {
		for _, said := range []string{f.Edition, f.Published, f.Accessed} {
			if len(said) >= len("2026-12-01") {
				day = max(day, said[:len("2026-12-01")])
				break
			}
		}
	}
	if day == "" {
		return otherwise
	}
	return day
}

var endedColumns = []string{"ended_on", "ended_reason"}

// writeEnded writes the rows that ended beside the facts, or removes the file where there is none.
func writeEnded(dir string, s catalog.Source, rows []EndedRow) error {
	file := filepath.Join(dir, endedFile)
	if len(rows) == 0 {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the old %s of %s: %w", endedFile, s.Name, err)
		}
		return nil
	}
	var out bytes.Buffer
	cells := make([][]string, len(rows))
	for i, e := range rows {
		cells[i] = append(slices.Clone(e.Row), e.On, e.Reason)
	}
	if err := writeCSV(&out, append(s.Contract().Names(), endedColumns...), cells); err != nil {
		return fmt.Errorf("write %s of %s: %w", endedFile, s.Name, err)
	}
	return disk.Replace(file, out.Bytes())
}

// readEnded reads the rows that ended. Columns that the contract has since lost are left out, new ones are empty.
func readEnded(fsys fs.FS, s catalog.Source) ([]EndedRow, error) {
	body, err := fs.ReadFile(fsys, path.Join(s.Dir, endedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s of %s: %w", endedFile, s.Name, err)
	}
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(records) == 0 {
		return nil, fmt.Errorf("read %s of %s: %w", endedFile, s.Name, errors.Join(err, errors.New("it must have a header")))
	}
	at := func(record []string, name string) string {
		if k := slices.Index(records[0], name); k >= 0 {
			return record[k]
		}
		return ""
	}
	var out []EndedRow
	for _, r := range records[1:] {
		var row []string
		for _, name := range s.Contract().Names() {
			row = append(row, at(r, name))
		}
		out = append(out, EndedRow{row, at(r, endedColumns[0]), at(r, endedColumns[1])})
	}
	return out, nil
}

// endedCells are the cells of raw.ended for a row: source, key, name and community where the source has them, day, reason, and the row as JSON.
func endedCells(s catalog.Source, e EndedRow) ([]any, error) {
	contract, row := s.Contract(), map[string]string{}
	for i, name := range contract.Names() {
		if i < len(e.Row) && e.Row[i] != "" {
			row[name] = e.Row[i]
		}
	}
	text, err := json.Marshal(row)
	if err != nil {
		return nil, fmt.Errorf("write the ended row %s of %s: %w", rowKey(s, e.Row), s.Name, err)
	}
	name := row["name_uk"]
	if name == "" {
		name = row["name"]
	}
	return []any{s.Name, rowKey(s, e.Row), nullIfEmpty(name), nullIfEmpty(row["community_id"]), e.On, e.Reason, string(text)}, nil
}
