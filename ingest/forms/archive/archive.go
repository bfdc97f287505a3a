// SPDX-License-Identifier: Apache-2.0

package archive

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

	"osnova/ingest/bodies"
	"osnova/ingest/forms"
	"osnova/ingest/gazetteer"
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

// TakeRecords takes the records of one return: a form, or one unit of a table. It accounts for them.
type TakeRecords func(t *parse.Tally, at Place, p *forms.Passport, records []forms.Record)

// Read walks an archive of returned workbooks by name and gives every return that counts to do. The account of the file gets one record for
// each workbook that cannot be used and for each return that is not the newest of its unit and year. Of two that were filled in on the same
// day, the one that comes later holds.
func Read(in parse.Input, out *parse.Sheet, kind forms.FormKind, do TakeRecords) error {
	all, err := forms.Load()
	if err != nil {
		return err
	}
	rules := NewRules(in.Places, "")
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
		a := returnArchive{file: file, all: all, rules: rules, tally: out.File(file), newest: map[string]where{}}
		if err := a.read(body, kind, do); err != nil {
			return err
		}
	}
	return nil
}

// NewRules are the rules by which returns are judged on a day, an ISO date; without a gazetteer no code or name is looked up.
func NewRules(g *gazetteer.Gazetteer, today string) forms.Rules {
	rules := forms.Rules{Today: today, BodyCode: bodies.EDRPOU, FoldName: func(name string) string { return string(bodies.FoldName(nil, name)) }}
	if g != nil {
		rules.Places = forms.NewPlaces(g)
	}
	return rules
}

// Place tells a return in the quarantine: the number of its workbook in the archive, by name, that name if it is made of codes, and the unit.
type Place struct {
	Number int
	Name   string
	Unit   string
}

// Cell is the place of a cell, for the quarantine.
func (p Place) Cell(cell string) string {
	parts := []string{}
	for _, part := range []string{p.Name, p.Unit, cell} {
		if part != "" && (part != p.Unit || !strings.Contains(p.Name, part)) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// Account counts a record; unless it is refused or not answered it has a row, which the caller gives to the tally.
func Account(r *forms.Record, t *parse.Tally, at Place) (row bool) {
	t.In++
	for _, f := range r.Faults {
		if !f.Empty {
			t.Reject(at.Number, at.Cell(f.Public()), f.Value(), f.Reason("en"))
			return false
		}
	}
	if r.Blank {
		t.Skip("not_answered")
		return false
	}
	for _, f := range r.Faults {
		t.RejectCell(at.Number, at.Cell(f.Public()), f.Value(), f.Reason("en"))
	}
	return true
}

var plainName = regexp.MustCompile(`^(?:(?i:community|body|table|form|osn|edr|ua|[a-fx])|[\d_.()-])*\d(?:(?i:community|body|table|form|osn|edr|ua|[a-fx])|[\d_.()-])*\.(xlsx|ods)$`)

// where is a return: a workbook, and the row of a table.
type where struct {
	member, row int
	filled      string
}

type returnArchive struct {
	rules  forms.Rules
	file   string
	all    map[string]*forms.Form
	tally  *parse.Tally
	newest map[string]where // by form, unit and year
}

func (a *returnArchive) read(body []byte, kind forms.FormKind, do TakeRecords) error {
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
	if a.rules.Today = dayOf(members); a.rules.Today == "" && len(members) > 0 {
		return &parse.Error{
			File: a.file,
			What: "the archive does not tell the day on which its files were saved, so that years and days to come cannot be told",
			Hint: "pack the returned workbooks with osnova forms collect",
		}
	}
	places, use := make([]Place, len(members)), make([]bool, len(members))
	for n, m := range members {
		places[n] = Place{Number: n + 1}
		if base := path.Base(strings.ReplaceAll(m.Name, `\`, "/")); plainName.MatchString(base) {
			places[n].Name = base
		}
		w, rule, problem := a.workbook(m)
		if problem == nil && rule == "" {
			problem = a.register(n, w)
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
		w, _, problem := a.workbook(m)
		if problem != nil {
			return fmt.Errorf("%s: workbook %d: %w", a.file, n+1, problem)
		}
		if err := a.returns(n, places[n], w, kind, do); err != nil {
			return err
		}
	}
	return nil
}

// dayOf is the newest day on which one of the files was saved or packed: what is later lies in the future. Empty where no file tells.
func dayOf(members []*zip.File) string {
	newest := ""
	for _, m := range members {
		if day := m.Modified.Format("2006-01-02"); day >= "2000-01-01" {
			newest = max(newest, day)
		}
	}
	return newest
}

// register notes the newest return of each unit and year.
func (a *returnArchive) register(n int, w *forms.Workbook) error {
	_, err := w.Returns(forms.Questions, func(r forms.Return) error {
		if last, ok := a.newest[r.Key()]; r.Refusal() == nil && (!ok || r.Filled >= last.filled) {
			a.newest[r.Key()] = where{n, r.Row, r.Filled}
		}
		return nil
	})
	return err
}

// returns gives the records of those returns of a workbook that count.
func (a *returnArchive) returns(n int, at Place, w *forms.Workbook, kind forms.FormKind, do TakeRecords) error {
	refuse := func(at Place, cell string, problem error) error {
		a.tally.In++
		a.tally.Reject(at.Number, at.Cell(cell), "", "the workbook cannot be used: "+problem.Error())
		return nil
	}
	left, err := w.Returns(kind, func(r forms.Return) error {
		at := Place{at.Number, at.Name, r.Unit}
		if f := r.Refusal(); f != nil {
			a.tally.In++
			a.tally.Reject(at.Number, at.Cell(r.At.Public()), "", f.Error())
			return nil
		}
		if now := a.newest[r.Key()]; now.member != n || now.row != r.Row {
			a.tally.In++
			a.tally.Skip("resubmitted")
			return nil
		}
		found, err := r.Records()
		if err != nil {
			return refuse(at, "", err)
		}
		for _, f := range r.Faults {
			a.tally.RejectCell(at.Number, at.Cell(f.Public()), f.Value(), f.Reason("en"))
		}
		do(a.tally, at, r.Passport, found)
		return nil
	})
	if err != nil {
		return refuse(at, "", err)
	}
	for _, key := range slices.Sorted(maps.Keys(left)) { // of units that the table of questions does not list, or that were returned anew
		for _, r := range left[key] {
			if _, known := a.newest[key]; known {
				continue
			}
			f := forms.Fault{CellPlace: r.At(), Code: forms.ServiceAlone}
			a.tally.In++
			a.tally.Reject(at.Number, at.Cell(f.Public()), "", f.Reason("en"))
		}
	}
	return nil
}

// LeftByPrograms reports whether a file, by its name with slashes, was left by a program and sent by nobody.
func LeftByPrograms(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".") || base == "Thumbs.db" || base == "desktop.ini"
}

// workbook opens one member, or says by which rule it is passed over, or why it cannot be used.
func (a *returnArchive) workbook(m *zip.File) (w *forms.Workbook, rule string, problem error) {
	if LeftByPrograms(strings.ReplaceAll(m.Name, `\`, "/")) {
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
	w, err = forms.Open(body, a.all, a.rules)
	return w, "", err
}
