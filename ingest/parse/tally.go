// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
)

// Votes reads files in which each row is one vote of one person, and keeps no row: for each file, year and subject, and for all subjects
// together (the subject is empty), the number of votes, of voters, and the first and last day. Without a voter column the voters are not
// counted, and no other column is ever looked at. Rows go into the sheet as file, year, subject, votes, voters, first, last.
func Votes(in Input, out *Sheet, subject, voter, day string) error {
	for _, f := range in.Source.Files {
		err := votesOf(in, f, out, subject, voter, day)
		if f.Listed != "" {
			err = out.Refuse(f, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// ballots are the votes for one subject in one year.
type ballots struct {
	votes       int
	voters      map[string]bool
	first, last string
}

// countedBallots are the ballots of a file by year and by subject; those of all subjects are under "".
type countedBallots map[[2]string]*ballots

func (all countedBallots) add(v voteRow) {
	for _, key := range [][2]string{{v.on[:4], v.id}, {v.on[:4], ""}} {
		b := all[key]
		if b == nil {
			b = &ballots{first: v.on, last: v.on, voters: map[string]bool{}}
			all[key] = b
		}
		b.votes++
		b.first, b.last = min(b.first, v.on), max(b.last, v.on)
		if v.who != "" {
			b.voters[v.who] = true
		}
	}
}

// voteRow is one vote, and where its columns are; there may be none of voters.
type voteRow struct {
	subject, voter, day string // names of the columns
	at                  []int  // places of subject, day and voter
	cells               int    // that the header has

	id, on, who string
}

// read takes the vote from a record, and rejects a record that is none; canonical gives its day, or what is wrong with it.
func (v *voteRow) read(r Record, t *Tally, canonical func() (day, problem string)) bool {
	if fault := r.Fault(); fault != "" {
		t.Reject(r.Line, "", "", fault) // what it holds may be about a person
		return false
	}
	if len(r.Cells) != v.cells {
		t.Reject(r.Line, "", fmt.Sprint(len(r.Cells)), fmt.Sprintf("%d cells, the header has %d", len(r.Cells), v.cells))
		return false
	}
	if v.id = NormalizeName(TrimSpace(r.Cells[v.at[0]])); v.id == "" {
		t.Reject(r.Line, v.subject, "", "is empty")
		return false
	}
	on, problem := canonical()
	if problem != "" {
		t.Reject(r.Line, v.day, TrimSpace(r.Cells[v.at[1]]), problem)
		return false
	}
	v.on = on
	if v.voter == "" {
		return true
	}
	if v.who = TrimSpace(r.Cells[v.at[2]]); v.who == "" {
		t.Reject(r.Line, v.voter, "", "is empty")
		return false
	}
	return true
}

func votesOf(in Input, f catalog.File, out *Sheet, subject, voter, day string) error {
	body, err := in.Bytes(f.Name)
	if err != nil {
		return err
	}
	records, err := Records(f.Label(), body, in.Source.Format)
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return &Error{File: f.Label(), What: "the file is empty"}
	}
	want := []string{subject, day}
	if voter != "" {
		want = append(want, voter)
	}
	plain := Record{Line: records[0].Line}
	for _, h := range records[0].Cells {
		plain.Cells = append(plain.Cells, headerKey(h))
	}
	for i := range want {
		want[i] = headerKey(want[i])
	}
	at, err := Header(f.Label(), plain, want)
	if err != nil {
		return err
	}
	days := make([]string, len(records))
	for i, r := range records {
		if len(r.Cells) == len(plain.Cells) {
			days[i] = r.Cells[at[1]]
		}
	}
	stored := func(i int) Stored { return records[i].Stored(at[1]) }
	dates, err := columnOf(
		catalog.SourceColumn{Column: catalog.Column{Name: day, Type: catalog.TypeDate, Required: true}, Clean: "serial"},
		days[1:],
		func(i int) Stored { return stored(i + 1) },
	)
	if err != nil {
		return err
	}
	t := out.File(f.Label())
	all := countedBallots{}
	for i, r := range records {
		if i == 0 || r.Fault() == "" && r.blank() {
			continue
		}
		t.In++
		v := voteRow{subject: subject, voter: voter, day: day, at: at, cells: len(plain.Cells)}
		if !v.read(r, t, func() (string, string) { return dates.canonical(days[i], stored(i)) }) {
			continue
		}
		t.Used()
		all.add(v)
	}
	keys := make([][2]string, 0, len(all))
	for k := range all {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int { return strings.Compare(a[0]+a[1], b[0]+b[1]) })
	for _, k := range keys {
		b, voters := all[k], ""
		if voter != "" {
			voters = fmt.Sprint(len(b.voters))
		}
		if err := out.Add([]string{f.Label(), k[0], k[1], fmt.Sprint(b.votes), voters, b.first, b.last}); err != nil {
			return err
		}
	}
	return nil
}
