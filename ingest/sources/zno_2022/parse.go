// Package zno_2022 reads exam results by community and subject and hides what rests on fewer than five persons.
package zno_2022

import (
	"path"
	"strconv"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// leastCount is the least number of persons that a figure may rest on.
const leastCount = 5

// Parse reads the table; scores are rounded to one decimal, shares to three.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("data")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	records, err := parse.CSV(file, body, catalog.Format{})
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
		cell := func(i int) string { return parse.Trim(r.Cells[at[i]]) }
		n, errN := strconv.Atoi(cell(4))
		failed, errFailed := strconv.Atoi(cell(3))
		if errN != nil || errFailed != nil || failed < 0 || failed > n || n == 0 {
			t.Reject(r.Line, "n", "(masked)", "the numbers of participants and of those who failed do not fit")
			continue
		}
		t.Row(r.Line, append([]string{cell(0), cell(1)}, shown(n, failed, cell(2))...))
	}
	return nil
}

// shown gives participants, mean score, share of failures and status of a cell, hiding what rests on 1–4 persons.
func shown(n, failed int, mean string) []string {
	few := func(k int) bool { return k > 0 && k < leastCount }
	if few(n) {
		return []string{"", "", "", "c"}
	}
	score := ""
	if v, err := parse.Number(mean); err == nil && !few(n-failed) {
		score = strconv.FormatFloat(v, 'f', 1, 64)
	}
	if few(failed) || few(n-failed) {
		return []string{strconv.Itoa(n), score, "", "c"}
	}
	return []string{strconv.Itoa(n), score, strconv.FormatFloat(float64(failed)/float64(n), 'f', 3, 64), ""}
}
