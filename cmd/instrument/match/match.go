// SPDX-License-Identifier: Apache-2.0

package match

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/cmd/instrument"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
	"osnova/ingest/tablefile"
	"osnova/metrics/frame"
)

// addedColumns are added to the columns of the file, in the order of catalog.MatchColumns.
var addedColumns = []string{
	"territory_id",
	"territory_level",
	"community_id",
	"match_score",
	"match_reason",
	"match_notes",
	"match_choices",
	"match_suggestions",
}

// Options are the columns and files of one table.
type Options struct {
	Data          string   // table with the texts, one a row; - is stdin
	Texts         []string // columns of addresses or names; a later one is read where the earlier do not tell the community
	Oblast, Raion string   // columns, as context; empty: none
	Only          string   // what a name without a type word may be: community or settlement; empty: both
	Out           string   // file; - is stdout

	Places func(context.Context) (*gazetteer.Gazetteer, error) // makes the names of places, once the table is known to be one
}

// check finds what the options alone show to be wrong.
func (o Options) check() error {
	if len(o.Texts) == 0 {
		return instrument.Usage("--text is missing: name the column of addresses or names")
	}
	if !slices.Contains([]string{"", gazetteer.Community, gazetteer.Settlement}, o.Only) {
		return instrument.Usage("--only %q: give community or settlement", o.Only)
	}
	if o.Out == "" {
		return instrument.Usage("--out is empty: name a file, or - for stdout")
	}
	if info, err := os.Stat(o.Out); o.Out != "-" && err == nil && info.IsDir() {
		return instrument.Usage("--out %s is a folder: name a file, such as %s", o.Out, filepath.Join(o.Out, "matched.csv"))
	}
	return nil
}

// Run copies the table and adds what was found; rows and their order stay. Input that is wrong is in the findings of the session, and the error is
// instrument.ErrRefused.
func Run(ctx context.Context, d *instrument.Session, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	if err := instrument.ClaimFiles(o.Out); err != nil {
		return err
	}
	d.NoteInput(o.Data)
	if err := d.RefuseOverwrite(o.Out); err != nil {
		return err
	}
	var body []byte
	columns := slices.DeleteFunc(append(slices.Clone(o.Texts), o.Oblast, o.Raion), func(name string) bool { return name == "" })
	err := d.ReadTable(ctx, "data", o.Data, tablefile.Request{Columns: columns}, func(file string, in io.Reader) error {
		var err error
		body, err = matchTable(ctx, d, o, file, in)
		return err
	})
	if err := d.AddReadFault(ctx, instrument.InputName(o.Data), err); err != nil {
		return err
	}
	if o.Out == "-" {
		if _, err := d.Stdout.Write(body); err != nil {
			return fmt.Errorf("write the table: %w", err)
		}
		return nil
	}
	return d.WriteFiles(ctx, "match", o.Out, map[string][]byte{o.Out: body})
}

// matchTable matches a table of plain CSV.
func matchTable(ctx context.Context, d *instrument.Session, o Options, file string, in io.Reader) ([]byte, error) {
	rows, err := frame.NewScanner(file, in)
	if err != nil {
		return nil, err
	}
	var faults []error
	at := map[string]int{"": -1}
	for _, name := range append(slices.Clone(o.Texts), o.Oblast, o.Raion) {
		if _, known := at[name]; known {
			continue
		}
		if at[name], err = rows.Column(name); err != nil {
			faults = append(faults, err)
		}
	}
	for _, name := range addedColumns {
		if slices.Contains(rows.Names, name) {
			d.Findings.Add(file, "rename it, or leave it out", "the column %s is there already, and would be added", name)
		}
	}
	if len(d.Findings) > 0 {
		for _, fault := range faults {
			_ = d.AddFindings(file, fault)
		}
		return nil, instrument.ErrRefused
	}
	if faults != nil {
		return nil, errors.Join(faults...)
	}
	places, err := o.Places(ctx)
	if err != nil {
		return nil, err
	}
	return matchRows(ctx, places, rows, o, at)
}

// matchRows are the rows of the table, each with what was found.
func matchRows(ctx context.Context, places *gazetteer.Gazetteer, rows *frame.Scanner, o Options, at map[string]int) ([]byte, error) {
	w := frame.NewWriter(append(slices.Clone(rows.Names), addedColumns...)...)
	q := gazetteer.Query{Texts: make([]string, len(o.Texts)), Only: o.Only}
	cell := func(name string) string {
		if at[name] < 0 {
			return ""
		}
		return strings.Clone(rows.Cells()[at[name]])
	}
	for n := 0; rows.Scan(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i, name := range o.Texts {
			q.Texts[i] = cell(name)
		}
		q.Oblast, q.Raion = cell(o.Oblast), cell(o.Raion)
		for _, c := range rows.Cells() {
			w.Text(c)
		}
		for _, c := range parse.MatchCells(places.Match(q)) {
			w.Text(c)
		}
		w.End()
	}
	return w.Bytes(), rows.Err()
}
