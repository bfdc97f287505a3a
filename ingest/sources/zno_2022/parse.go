// SPDX-License-Identifier: Apache-2.0

// Package zno_2022 reads exam results by community and subject, as they are: what may be told of few persons is for metrics to say.
package zno_2022

import (
	"path"
	"strconv"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// Parse reads the table; means are rounded to four decimals.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("data")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	records, err := parse.ReadCSV(file, body, catalog.Format{})
	if err != nil {
		return err
	}
	at, err := parse.Header(file, records[0], []string{"hromada_code", "subject", "mean_score", "n_didnt_pass", "n"})
	if err != nil {
		return err
	}
	t := out.File(file)
	for _, r := range records[1:] {
		t.In++
		if len(r.Cells) != len(records[0].Cells) {
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		cell := func(i int) string { return parse.TrimSpace(r.Cells[at[i]]) }
		n, errN := strconv.Atoi(cell(4))
		failed, errFailed := strconv.Atoi(cell(3))
		if errN != nil || errFailed != nil || failed < 0 || failed > n || n == 0 {
			t.Reject(r.Line, "n", "(masked)", "the numbers of participants and of those who failed do not fit")
			continue
		}
		mean := ""
		if v, err := parse.Number(cell(2)); err == nil && failed < n {
			mean = strconv.FormatFloat(v, 'f', 4, 64)
		}
		t.Row(r.Line, []string{cell(0), cell(1), strconv.Itoa(n), strconv.Itoa(failed), mean})
	}
	return nil
}
