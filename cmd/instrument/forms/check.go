// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"osnova/cmd/instrument"
	"osnova/ingest/forms"
	"osnova/ingest/forms/archive"
)

// CheckOptions are the workbooks to check. Start from DefaultCheck.
type CheckOptions struct {
	Files []string
	Lang  string // uk or en
	AsOf  string // ISO day on which they are judged; empty: today by the clock of the session

	Places FindPlaces
}

// DefaultCheck are the options of a person who gives none.
func DefaultCheck() CheckOptions { return CheckOptions{Lang: "uk"} }

// maxFile is the size, in bytes, of a workbook that is read.
const maxFile = 64 << 20

// checked is one workbook with what was found.
type checked struct {
	name   string // as its sender called it
	body   []byte
	report *forms.Report
	later  map[int]*forms.Fault // by place in the report: another return of the unit and year
	older  map[int]bool         // those that give way to it
}

// CheckFiles says of each workbook, before it is sent, one line for each cell that would be refused. Any such is a finding.
func CheckFiles(ctx context.Context, d *instrument.Session, o CheckOptions) error {
	switch {
	case len(o.Files) == 0:
		return instrument.Usage("name the workbooks to check, such as osnova forms check анкета.xlsx")
	case o.Lang != "uk" && o.Lang != "en":
		return instrument.Usage("--lang %q: uk or en", o.Lang)
	}
	r, err := newReader(ctx, d, o.Places, o.AsOf)
	if err != nil {
		return err
	}
	var all []*checked
	for _, path := range o.Files {
		in, err := d.OpenInput("file", path)
		if err != nil {
			return err
		}
		one, err := r.read(instrument.InputName(path), in)
		in.Close()
		if err != nil {
			return err
		}
		all = append(all, one)
	}
	compare(all)
	for _, one := range all {
		lines, faults := one.lines(o.Lang, r.rules.Places)
		for _, line := range lines {
			fmt.Fprintf(d.Stdout, "%s: %s\n", one.name, line)
		}
		if faults > 0 {
			d.Findings.Add(one.name, inLanguage(o.Lang, "виправте й перевірте ще раз", "correct it and check again"), inLanguage(o.Lang, "зауважень: %d", "faults: %d"), faults)
		}
	}
	if len(d.Findings) > 0 {
		return instrument.ErrRefused
	}
	return nil
}

func inLanguage(lang, uk, en string) string {
	if lang == "uk" {
		return uk
	}
	return en
}

// reader reads workbooks by the rules of a day.
type reader struct {
	all   map[string]*forms.Form
	rules forms.Rules
}

// newReader reads the questions and the codifier; the day is given or that of the clock in Kyiv.
func newReader(ctx context.Context, d *instrument.Session, places FindPlaces, asOf string) (*reader, error) {
	if asOf == "" {
		asOf = d.Now().Format(time.DateOnly)
	} else if day, err := time.Parse(time.DateOnly, asOf); err != nil || day.Format(time.DateOnly) != asOf {
		return nil, instrument.Usage("--as-of %s is no date: write YYYY-MM-DD", asOf)
	}
	all, err := forms.Load()
	if err != nil {
		return nil, err
	}
	known, err := places(ctx)
	if err != nil {
		return nil, err
	}
	return &reader{all, archive.NewRules(known, asOf)}, nil
}

func (r *reader) read(name string, in io.Reader) (*checked, error) {
	body, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	one := &checked{name: name, later: map[int]*forms.Fault{}, older: map[int]bool{}}
	if len(body) > maxFile {
		one.report = &forms.Report{Whole: &forms.Fault{Code: forms.TooLarge, Args: []string{fmt.Sprint(maxFile)}}}
		return one, nil
	}
	one.body, one.report = body, forms.Check(body, r.all, r.rules)
	return one, nil
}

// compare finds several returns of one unit and year, and notes at each of them both dates: the one filled in last holds, of one date the last.
func compare(all []*checked) {
	type where struct {
		of *checked
		at int
	}
	newest := map[string]where{}
	for _, one := range all {
		for k := range one.report.Returns {
			r := &one.report.Returns[k]
			if r.Refusal() != nil {
				continue
			}
			key := forms.Return{Passport: &r.Passport}.Key()
			last, met := newest[key]
			now := where{one, k}
			if !met {
				newest[key] = now
				continue
			}
			before := &last.of.report.Returns[last.at].Passport
			fault := &forms.Fault{Code: forms.LaterReturn, Args: []string{dayOr(before.Filled), dayOr(r.Filled), r.Period}}
			last.of.later[last.at], one.later[k] = fault, fault
			if r.Filled >= before.Filled {
				last.of.older[last.at] = true
				newest[key] = now
			} else {
				one.older[k] = true
			}
		}
	}
}

// dayOr writes a day as people do here, or that there is none.
func dayOr(iso string) string {
	if p := strings.Split(iso, "-"); len(p) == 3 {
		return p[2] + "." + p[1] + "." + p[0]
	}
	return "—"
}

// lines are what is said of a workbook to its sender, and how many faults are among them.
func (c *checked) lines(lang string, places *forms.Places) (out []string, faults int) {
	if c.report.Whole != nil {
		out, faults = append(out, c.report.Whole.Line(lang)), 1
	}
	for k := range c.report.Returns {
		r := &c.report.Returns[k]
		out = append(out, summary(r, lang, places))
		told := slices.Clone(r.Cells)
		if f := c.later[k]; f != nil {
			told = append(told, *f)
		}
		for _, f := range told {
			out, faults = append(out, f.Line(lang)), faults+1
		}
	}
	for _, f := range c.report.Strays {
		out, faults = append(out, f.Line(lang)), faults+1
	}
	return out, faults
}

// unitName is whose return it is: the community as the list has it, or the code of a body with its community.
func unitName(p *forms.Passport, places *forms.Places) string {
	switch label := places.Label(p.Within); {
	case p.Unit == "":
		return "?"
	case p.Unit == p.Within:
		return label + " (" + p.Unit + ")"
	case label != "":
		return p.Unit + ", " + label
	}
	return p.Unit
}

// summary says whose the return is and how much of it would be taken.
func summary(r *forms.ReturnReport, lang string, places *forms.Places) string {
	row := ""
	if r.Row > 0 {
		row = fmt.Sprintf(inLanguage(lang, "рядок %d, ", "row %d, "), r.Row)
	}
	year := r.Period
	if year == "" {
		year = "?"
	}
	text := fmt.Sprintf(inLanguage(lang, "%s%s, %s: запитань із відповіддю %d з %d, послуг %d з %d", "%s%s, %s: questions answered %d of %d, services %d of %d"),
		row, unitName(&r.Passport, places), year, r.Answered, r.Asked, r.ServicesAnswered, r.ServicesAsked)
	switch {
	case r.Refusal() != nil:
		return text + inLanguage(lang, "; не можна прийняти, доки не виправлено паспорт", "; cannot be taken until the passport is right")
	case len(r.Cells) == 0:
		return text + inLanguage(lang, "; зауважень немає", "; nothing to correct")
	}
	return text + fmt.Sprintf(inLanguage(lang, "; виправте клітинок: %d", "; cells to correct: %d"), len(r.Cells))
}
