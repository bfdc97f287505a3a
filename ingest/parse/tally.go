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
	all := map[[2]string]*ballots{}
	for i, r := range records {
		if i == 0 || r.Fault() == "" && r.blank() {
			continue
		}
		t.In++
		if fault := r.Fault(); fault != "" {
			t.Reject(r.Line, "", "", fault) // what it holds may be about a person
			continue
		}
		if len(r.Cells) != len(plain.Cells) {
			t.Reject(r.Line, "", fmt.Sprint(len(r.Cells)), fmt.Sprintf("%d cells, the header has %d", len(r.Cells), len(plain.Cells)))
			continue
		}
		id := NormalizeName(TrimSpace(r.Cells[at[0]]))
		if id == "" {
			t.Reject(r.Line, subject, "", "is empty")
			continue
		}
		on, problem := dates.canonical(days[i], stored(i))
		if problem != "" {
			t.Reject(r.Line, day, TrimSpace(days[i]), problem)
			continue
		}
		who := ""
		if voter != "" {
			if who = TrimSpace(r.Cells[at[2]]); who == "" {
				t.Reject(r.Line, voter, "", "is empty")
				continue
			}
		}
		t.Used()
		for _, key := range [][2]string{{on[:4], id}, {on[:4], ""}} {
			b := all[key]
			if b == nil {
				b = &ballots{first: on, last: on, voters: map[string]bool{}}
				all[key] = b
			}
			b.votes++
			b.first, b.last = min(b.first, on), max(b.last, on)
			if who != "" {
				b.voters[who] = true
			}
		}
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
