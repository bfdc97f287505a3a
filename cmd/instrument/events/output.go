// SPDX-License-Identifier: Apache-2.0

package events

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/cmd/instrument"
	"osnova/metrics"
	"osnova/metrics/eventlog"
	"osnova/metrics/frame"
	"osnova/store/disk"
)

// output writes the two files beside their places, and puts them there at the end.
type output struct {
	table, bad *frame.Writer
	files      map[string]*disk.Staged // by name
	place      *disk.Place
	session    *instrument.Session
	made       bool // whether the folder was not there before
	groups     int
	count      map[string]*rejectedRows
}

// rejectedRows counts the rows that are rejected by one column.
type rejectedRows struct {
	column, first string
	rows          int
}

// newOutput begins both files; without a place events.csv goes to stdout, and rejected.csv nowhere.
func newOutput(d *instrument.Session, place *disk.Place, rules eventlog.Rules) (*output, error) {
	o := &output{session: d, place: place, files: map[string]*disk.Staged{}, count: map[string]*rejectedRows{}}
	tableTo, badTo := d.Stdout, io.Discard
	if place != nil {
		_, err := os.Stat(place.Dir)
		o.made = errors.Is(err, fs.ErrNotExist)
		if err := os.MkdirAll(place.Dir, 0o755); err != nil {
			return nil, fmt.Errorf("make the folder: %w", err)
		}
		for _, name := range fileNames {
			var err error
			if o.files[name], err = disk.NewStaged(filepath.Join(place.Dir, name)); err != nil {
				o.discard()
				return nil, err
			}
		}
		tableTo, badTo = o.files["events.csv"], o.files["rejected.csv"]
	}
	o.bad = newRejected(badTo)
	o.table = frame.NewWriterTo(tableTo, append(slices.Clone(rules.By), "period", "metric", "value", "low", "high", "n", "status")...)
	return o, nil
}

// newRejected begins the table of rejected rows.
func newRejected(to io.Writer) *frame.Writer {
	return frame.NewWriterTo(to, "file", "line", "column", "value", "reason")
}

// restart forgets the rejected rows, for the logs are read a second time.
func (o *output) restart() error {
	clear(o.count)
	if o.place == nil {
		o.bad = newRejected(io.Discard)
		return nil
	}
	o.files["rejected.csv"].Discard()
	staged, err := disk.NewStaged(filepath.Join(o.place.Dir, "rejected.csv"))
	if err != nil {
		delete(o.files, "rejected.csv")
		return err
	}
	o.files["rejected.csv"], o.bad = staged, newRejected(staged)
	return nil
}

// reject writes rejected rows and counts them by column.
func (o *output) reject(rows []eventlog.Rejected) error {
	for _, r := range rows {
		why := o.count[r.Column]
		if why == nil {
			why = &rejectedRows{column: r.Column, first: fmt.Sprintf("%s:%d: %q %s", r.File, r.Line, r.Value, r.Reason)}
			o.count[r.Column] = why
		}
		why.rows++
		o.bad.Text(r.File)
		o.bad.Int(r.Line)
		o.bad.Text(r.Column)
		o.bad.Text(r.Value)
		o.bad.Text(r.Reason)
		o.bad.End()
	}
	return o.bad.Err()
}

// group writes the measures of one group.
func (o *output) group(g metrics.EventRow) error {
	o.groups++
	for _, v := range g.Values {
		for _, text := range g.By {
			o.table.Text(text)
		}
		o.table.Text(g.Period)
		o.table.Text(v.Metric)
		o.table.Number(v.Value)
		o.table.Number(v.Low)
		o.table.Number(v.High)
		if v.N < 0 {
			o.table.Text("")
		} else {
			o.table.Int(v.N)
		}
		o.table.Text(v.Status)
		o.table.End()
	}
	return o.table.Err()
}

// commit puts both files in place.
func (o *output) commit() error {
	if err := o.table.Flush(); err != nil {
		return fmt.Errorf("write events.csv: %w", err)
	}
	if err := o.bad.Flush(); err != nil {
		return fmt.Errorf("write rejected.csv: %w", err)
	}
	if o.place == nil {
		return nil
	}
	var staged []*disk.Staged
	for _, name := range fileNames {
		staged = append(staged, o.files[name])
	}
	extra, known, err := o.session.AddRecord(nil, fileNames)
	if err != nil {
		return err
	}
	for name, body := range extra {
		s, err := disk.Stage(filepath.Join(o.place.Dir, name), body)
		if err != nil {
			return err
		}
		staged, o.files[name] = append(staged, s), s
	}
	if err := o.place.Put(staged, known); err != nil {
		return err
	}
	clear(o.files)
	return nil
}

// discard removes what was not put in place.
func (o *output) discard() {
	for _, file := range o.files {
		if file != nil {
			file.Discard()
		}
	}
	if len(o.files) > 0 && o.made {
		os.Remove(o.place.Dir) // where it holds nothing else
	}
}

// reasons are the counts of rejected rows, by column.
func (o *output) reasons() []*rejectedRows {
	var all []*rejectedRows
	for _, why := range o.count {
		all = append(all, why)
	}
	slices.SortFunc(all, func(a, b *rejectedRows) int { return strings.Compare(a.column, b.column) })
	return all
}
