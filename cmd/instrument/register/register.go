// SPDX-License-Identifier: Apache-2.0

package register

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"osnova/cmd/instrument"
	"osnova/ingest/gazetteer"
	"osnova/metrics/frame"
	"osnova/store/disk"
)

// Options are the file, the community and what the passport says. Start from Defaults.
type Options struct {
	File      string // register in any form: table, workbook, page, document, text
	Community string // КАТОТТГ code or name with its oblast: whose register it is
	Publisher string // name of the council, for the passport
	Code      string // its ЄДРПОУ code
	Contact   string // mailbox of an office, not of a person
	AsOf      string // day of the edition, YYYY-MM-DD; empty: today by the clock of the session
	Out       string // folder

	Places func(context.Context) (*gazetteer.Gazetteer, error) // makes the names of places
}

// Defaults are the options of a person who gives none.
func Defaults() Options { return Options{Out: filepath.Join("build", "register")} }

// fileNames are the files that osnova register writes.
var fileNames = []string{"bodies.csv", "rejected.csv", "passport.csv", "structure.csv"}

// maxFile is the size, in bytes, of a register that is read.
const maxFile = 64 << 20

// Run reads a register and writes its bodies, what was left out and why, and the passport of the dataset. Where nothing could be read that is a
// finding, and nothing is written.
func Run(ctx context.Context, d *instrument.Session, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	place, err := disk.Claim(o.Out, "register", fileNames...)
	if err != nil {
		return err
	}
	d.NoteInput(o.File)
	if err := d.RefuseOverwrite(instrument.JoinNames(o.Out, fileNames)...); err != nil {
		return err
	}
	unit, err := o.findCommunity(ctx)
	if err != nil {
		return err
	}
	name := instrument.InputName(o.File)
	in, err := d.OpenInput("file", o.File)
	if err != nil {
		return err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if len(text) > maxFile {
		return d.AddFindings(name, fmt.Errorf("has more than %d MB: no register of a council has", maxFile>>20))
	}
	lines, err := readLines(name, text)
	if err != nil {
		return d.AddReadFault(ctx, name, err)
	}
	r := readRegister(lines, unit.Code)
	if len(r.bodies) == 0 {
		d.Findings.Add(name, "the file should list bodies of self-organization, one a row or a paragraph, each with its name", "no body could be read of %d rows", r.rows)
		for _, bad := range r.rejected[:min(len(r.rejected), 10)] {
			d.Findings.Add(name+": "+bad.where, "", "%s", bad.reason)
		}
		return instrument.ErrRefused
	}
	d.Log.Info("register read", "rows", r.rows, "bodies", len(r.bodies), "merged", r.merged, "rejected", r.wholeRows, "cells_left_out", len(r.rejected)-r.wholeRows, "community", unit.Name, "out", o.Out)
	files := r.tabulate(o, unit, d.Now().UTC())
	if blank := blankFields(o); blank != nil {
		d.Log.Warn("fields of the passport are blank: give them before you publish", "flags", strings.Join(blank, " "))
	}
	return d.WriteFolder(ctx, place, files, fileNames)
}

// check finds what the options alone show to be wrong.
func (o Options) check() error {
	switch {
	case o.File == "":
		return instrument.Usage("name the file of the register, such as osnova register register.xlsx --community 'Вінницька міська громада'")
	case o.Community == "":
		return instrument.Usage("--community is missing: say whose register it is, by КАТОТТГ code or by name and oblast")
	case o.Out == "" || o.Out == "-":
		return instrument.Usage("--out %q: the results are several files, name a folder", o.Out)
	case o.AsOf != "" && !isDay(o.AsOf):
		return instrument.Usage("--as-of %s is no date: write YYYY-MM-DD", o.AsOf)
	case strings.ContainsAny(o.Community, "\r\n"):
		return instrument.Usage("--community has a line break")
	}
	return nil
}

// findCommunity finds the community that the options name: there must be one only.
func (o Options) findCommunity(ctx context.Context) (gazetteer.Unit, error) {
	places, err := o.Places(ctx)
	if err != nil {
		return gazetteer.Unit{}, err
	}
	code := strings.TrimSpace(o.Community)
	if unit, ok := places.Unit(code); ok && unit.Community == unit.Code {
		return unit, nil
	}
	found := places.Match(gazetteer.Query{Texts: []string{o.Community}, Only: gazetteer.Community})
	if unit, ok := places.Unit(found.Community); ok && found.Community != "" {
		return unit, nil
	}
	var others []string
	for _, code := range slices.Concat(found.Alternatives, found.Suggestions) {
		if unit, ok := places.Unit(code); ok && unit.Community == code && len(others) < 5 {
			others = append(others, unit.Name+" ("+code+")")
		}
	}
	hint := "give its КАТОТТГ code, or its name with the oblast"
	if len(others) > 0 {
		hint = "did you mean " + strings.Join(others, ", ") + "?"
	}
	return gazetteer.Unit{}, instrument.Usage("--community %q names no community of today (%s): %s", o.Community, found.Reason, hint)
}

// registerRead is a register as it was read.
type registerRead struct {
	rows, merged, wholeRows int // rows that were met; that are further rows of a body; that were left out
	bodies                  []registerBody
	rejected                []rejected
}

// readRegister makes bodies of lines. Rows met are bodies, rows merged into them and rows left out.
func readRegister(lines []docLine, community string) registerRead {
	entries, skipped := collect(lines)
	r := registerRead{rows: len(entries) + len(skipped), rejected: skipped, wholeRows: len(skipped)}
	var all []registerBody
	for _, e := range entries {
		b, bad, ok := e.read()
		r.rejected = append(r.rejected, bad...)
		if !ok {
			r.wholeRows++
			continue
		}
		all = append(all, b)
	}
	r.bodies = mergeRows(all)
	r.merged = len(all) - len(r.bodies)
	for i := range r.bodies {
		r.bodies[i].identify(community)
	}
	return r
}

// tabulateRejected is rejected.csv.
func tabulateRejected(all []rejected) frame.File {
	return frame.FileOfRows([]string{"where", "column", "value", "reason"}, func(w *frame.Writer) {
		for _, bad := range all {
			w.Row(bad.where, bad.column, bad.value, bad.reason)
		}
	})
}
