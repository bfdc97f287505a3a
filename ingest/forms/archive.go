// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"osnova/ingest/parse"
	"osnova/ingest/parse/zipfile"
)

// Bounds of an archive of returned forms.
const (
	maxArchive  = 1 << 30  // bytes
	maxMember   = 64 << 20 // bytes of one workbook
	maxMembers  = 200_000
	memberRatio = 200 // unpacked to packed, looked at only above a megabyte
)

// FormKind says what of a return is read.
type FormKind int

// Questions of a form, or its matrix of services.
const (
	Questions FormKind = iota
	Services
)

// TakeRecords takes the records of one return: a form, or one unit of a table. It accounts for them.
type TakeRecords func(t *parse.Tally, at Place, p *Passport, records []Record)

// Read walks an archive of returned workbooks by name and gives every return that counts to do. The account of the file gets one record for
// each workbook that cannot be used and for each return that is not the newest of its unit and year. Of two that were filled in on the same
// day, the one that comes later holds.
func Read(in parse.Input, out *parse.Sheet, kind FormKind, do TakeRecords) error {
	all, err := Load()
	if err != nil {
		return err
	}
	for _, f := range in.Source.Files {
		file := path.Base(f.Mirror)
		r, err := in.Open(f)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(io.LimitReader(r, maxArchive+1))
		r.Close()
		if err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
		a := archive{file: file, all: all, tally: out.File(file), newest: map[string]where{}}
		if err := a.read(body, kind, do); err != nil {
			return err
		}
	}
	return nil
}

// Place tells a workbook in the quarantine: its number in the archive, by name, and its name if that is made of codes.
type Place struct {
	Number int
	Name   string
}

// Cell is the place of a cell, for the quarantine.
func (p Place) Cell(cell string) string {
	if p.Name == "" {
		return cell
	}
	return p.Name + " " + cell
}

var plainName = regexp.MustCompile(`^(?:(?i:community|body|table|form|osn|edr|ua|[a-fx])|[\d_.()-])*\d(?:(?i:community|body|table|form|osn|edr|ua|[a-fx])|[\d_.()-])*\.xlsx$`)

// where is a return: a workbook, and the row of a table.
type where struct {
	member, row int
	filled      string
}

type archive struct {
	file   string
	all    map[string]*Form
	tally  *parse.Tally
	newest map[string]where // by form, unit and year
}

func (a *archive) read(body []byte, kind FormKind, do TakeRecords) error {
	if len(body) > maxArchive {
		return &parse.Error{File: a.file, What: fmt.Sprintf("the archive is larger than %d bytes", maxArchive), Hint: "split it by years"}
	}
	directory, err := zipfile.Open(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return &parse.Error{File: a.file, What: "the file is not a zip archive: " + err.Error(), Hint: "put the returned workbooks into one archive; fetch it again if it is truncated"}
	}
	if len(directory.File) > maxMembers {
		return &parse.Error{File: a.file, What: fmt.Sprintf("the archive holds %d files", len(directory.File)), Hint: "look at the file before you trust it"}
	}
	members := slices.DeleteFunc(slices.Clone(directory.File), func(m *zip.File) bool { return strings.HasSuffix(m.Name, "/") })
	slices.SortStableFunc(members, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	places, use := make([]Place, len(members)), make([]bool, len(members))
	for n, m := range members {
		places[n] = Place{Number: n + 1}
		if base := path.Base(strings.ReplaceAll(m.Name, `\`, "/")); plainName.MatchString(base) {
			places[n].Name = base
		}
		w, rule, problem := workbook(m, a.all)
		if problem == nil && rule == "" {
			problem = a.register(n, places[n], w)
		}
		use[n] = rule == "" && problem == nil
		switch {
		case rule != "":
			a.tally.In++
			a.tally.Skip(rule)
		case problem != nil:
			a.tally.In++
			a.tally.Reject(n+1, places[n].Cell(""), "", "the workbook cannot be used: "+problem.Error())
		}
	}
	for n, m := range members {
		if !use[n] {
			continue
		}
		w, _, problem := workbook(m, a.all)
		if problem != nil {
			return fmt.Errorf("%s: workbook %d: %w", a.file, n+1, problem)
		}
		if err := a.returns(n, places[n], w, kind, do); err != nil {
			return err
		}
	}
	return nil
}

func (p *Passport) key() string { return p.Form.Name + " " + p.Unit + " " + p.Period }

// register notes the newest return of each unit and year.
func (a *archive) register(n int, at Place, w *Workbook) error {
	note := func(p *Passport, row int) {
		if last, ok := a.newest[p.key()]; !ok || p.Filled >= last.filled {
			a.newest[p.key()] = where{n, row, p.Filled}
		}
	}
	if !w.List {
		note(&w.Passport, 0)
		return nil
	}
	return w.units(func(u unitRow) error {
		if u.known() == nil {
			note(&u.Passport, u.row)
		}
		return nil
	})
}

// returns gives the records of those returns of a workbook that count.
func (a *archive) returns(n int, at Place, w *Workbook, kind FormKind, do TakeRecords) error {
	give := func(p *Passport, row int, records func() ([]Record, error)) error {
		if now := a.newest[p.key()]; now.member != n || now.row != row {
			a.tally.In++
			a.tally.Skip("resubmitted")
			return nil
		}
		found, err := records()
		if err != nil {
			a.tally.In++
			a.tally.Reject(at.Number, at.Cell(""), "", "the workbook cannot be used: "+err.Error())
			return nil
		}
		for _, f := range p.Faults {
			a.tally.RejectCell(at.Number, at.Cell(f.Cell), f.Value, f.Reason)
		}
		do(a.tally, at, p, found)
		return nil
	}
	if !w.List {
		return give(&w.Passport, 0, map[FormKind]func() ([]Record, error){Questions: w.Answers, Services: w.Offers}[kind])
	}
	offers := map[string][]Record{}
	if kind == Services {
		var err error
		if offers, err = w.offersOfUnits(); err != nil {
			a.tally.In++
			a.tally.Reject(at.Number, at.Cell(""), "", "the services of the table cannot be used: "+err.Error())
			return nil
		}
	}
	err := w.units(func(u unitRow) error {
		if err := u.known(); err != nil {
			a.tally.In++
			a.tally.Reject(at.Number, at.Cell(u.cell), "", err.Error())
			return nil
		}
		return give(&u.Passport, u.row, func() ([]Record, error) {
			if kind == Questions {
				return u.answers(), nil
			}
			found := offers[u.key()]
			delete(offers, u.key())
			return found, nil
		})
	})
	left := slices.Sorted(maps.Keys(offers))
	for _, key := range left { // of units that the table of questions does not list, or that were returned anew
		for _, r := range offers[key] {
			if _, known := a.newest[key]; known {
				continue
			}
			a.tally.In++
			a.tally.Reject(at.Number, at.Cell(r.cell), "", "services of a unit and year that the table of questions does not have")
		}
	}
	return err
}

// workbook opens one member, or says by which rule it is passed over, or why it cannot be used.
func workbook(m *zip.File, all map[string]*Form) (w *Workbook, rule string, problem error) {
	name := strings.ReplaceAll(m.Name, `\`, "/")
	if base := path.Base(name); strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".") || base == "Thumbs.db" {
		return nil, "left_by_programs", nil
	}
	if m.UncompressedSize64 > maxMember || m.UncompressedSize64 > max(1<<20, memberRatio*m.CompressedSize64) {
		return nil, "", fmt.Errorf("it unpacks from %d to %d bytes", m.CompressedSize64, m.UncompressedSize64)
	}
	r, err := m.Open()
	if err != nil {
		return nil, "", err
	}
	defer r.Close()
	body, err := io.ReadAll(io.LimitReader(r, int64(m.UncompressedSize64)+1))
	switch {
	case err != nil:
		return nil, "", err
	case uint64(len(body)) != m.UncompressedSize64:
		return nil, "", fmt.Errorf("it unpacks to another size than the archive says")
	}
	w, err = Open(body, all)
	return w, "", err
}
