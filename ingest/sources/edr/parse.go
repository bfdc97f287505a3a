// SPDX-License-Identifier: Apache-2.0

// Package edr reads bodies of self-organization out of the Unified State Register of legal entities (ЄДР).
//
// A register of two million records goes through it in one pass and flat memory. Only elements that the contract names by from are decoded:
// those of persons (founders, heads, signers, beneficiaries) and contacts are not, and of the address only parts down to the settlement are kept.
// The public export has no address since the war: a body is placed by what its name and the act by which it was made say.
// What is quarantined is told by its place and kind, never by its text.
package edr

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"osnova/catalog"
	"osnova/ingest/bodies"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
)

// Parse reads every declared file.
func Parse(in parse.Input, out *parse.Sheet) error {
	p := reader{forms: map[string]bool{}, at: map[string]int{}, tallies: map[string]*parse.Tally{}}
	for _, c := range in.Source.Columns {
		if c.From == "" || strings.HasPrefix(c.From, "$") {
			continue
		}
		i := slices.Index(p.fields, c.From)
		if i < 0 {
			i, p.fields = len(p.fields), append(p.fields, c.From)
		}
		p.at[c.Name] = i
	}
	for _, f := range in.Source.Files {
		p.tallies[f.Name] = out.File(path.Base(f.Mirror))
	}
	if p.places = in.Places; in.Source.Match != nil && p.places == nil {
		return fmt.Errorf("source %s matches names, and no names of places are given", in.Source.Name)
	}
	return in.EachXML(p.fields, p.record)
}

// reader holds what is used again from record to record.
type reader struct {
	fields  []string       // paths of elements, each once
	at      map[string]int // by column: its place in fields
	tallies map[string]*parse.Tally
	forms   map[string]bool // legal forms seen: whether it is that of bodies
	places  *gazetteer.Gazetteer

	text, legal, folded []byte
}

// record judges one legal entity.
func (p *reader) record(r parse.XMLRecord) error {
	t := p.tallies[r.File.Name]
	t.In++
	if f, bad := r.Fault(); bad {
		t.Reject(r.Line, "", "", f.Error())
		return nil
	}
	rule, by, problem := p.judge(r)
	switch {
	case problem != "":
		t.Reject(r.Line, "", "", problem)
	case rule != "":
		t.Skip(rule)
	default:
		p.body(t, r, by)
	}
	return nil
}

// judge says by which rule the record is left out, or by what it is a body. A text that cannot be decoded is a problem: who knows whose it is.
func (p *reader) judge(r parse.XMLRecord) (rule, by, problem string) {
	var err error
	if p.text, err = r.AppendText(p.text[:0], p.at["matched_by"]); err != nil {
		return "", "", "legal form: " + err.Error()
	}
	form, seen := p.forms[string(p.text)]
	if !seen {
		p.folded = bodies.FoldName(p.folded, string(p.text))
		form = bodies.IsForm(p.folded)
		if len(p.forms) < 10_000 { // there are some hundred; a file that gives each record its own takes no memory
			p.forms[string(p.text)] = form
		}
	}
	p.legal = append(p.legal[:0], p.text...)
	if p.text, err = r.AppendText(p.text[:0], p.at["name_uk"]); err != nil {
		return "", "", "name: " + err.Error()
	}
	p.folded = bodies.FoldBytes(p.folded, p.text)
	switch {
	case form:
		by = "form"
	case len(bytes.TrimSpace(p.legal)) > 0 && bodies.Named(p.folded):
		by = "other_form"
	case bodies.Named(p.folded), len(p.legal) == 0 && bodies.Committee(p.folded):
		by = "name"
	default:
		return "other_form", "", ""
	}
	if rule = bodies.OtherThan(p.folded); rule == "" {
		rule = bodies.OtherThan(bodies.FoldBytes(nil, p.legal))
	}
	return rule, by, ""
}

// body puts a body under the contract.
func (p *reader) body(t *parse.Tally, r parse.XMLRecord, by string) {
	text := func(column string) string {
		v, err := r.Text(p.at[column])
		if err != nil {
			t.RejectCell(r.Line, column, "", err.Error())
		}
		return parse.TrimSpace(v)
	}
	asOf := edition(r)
	kind, _ := bodies.TypeOf(p.folded)
	name := bodies.Public(string(p.text))
	code, dq := edrpou(t, r.Line, text("edrpou"))
	address := text("oblast")
	place, found := bodies.Settlement(address)
	if !found && address != "" {
		t.RejectCell(r.Line, "settlement", "", "the address names neither an oblast nor a settlement")
	}
	territory, placedBy := p.territory(place, string(p.text), text("placed_by"))
	id := "edr-" + code
	if code == "" {
		key := []string{string(p.folded), place.Oblast, place.Raion, place.Settlement}
		if address == "" {
			key = append(key, territory[0])
		}
		sum := sha256.Sum256([]byte(strings.Join(key, "|")))
		id = "edr-x" + hex.EncodeToString(sum[:6])
	}
	status, _, _ := strings.Cut(text("edr_status"), ",") // what comes after the comma is on the certificate, not on the body
	registered, entry := dates(t, r.Line, "registered_date", text("registered_date"), asOf)
	_, terminated := dates(t, r.Line, "terminated_date", text("terminated_date"), asOf)
	t.Row(r.Line, []string{
		id, code, name, kind, by, strings.Join(strings.Fields(status), " "), registered, entry, terminated,
		place.Oblast, place.Raion, place.Community, place.Settlement, place.Kind, place.District,
		territory[0], territory[2], territory[3], territory[4], placedBy, asOf, dq,
	})
}

// territory matches what the record says of its place, the surest first: the address, where there is one; the name outside its quotation marks and
// within them; the act by which the body was made, which names the council. By is the element that tells the community, and empty
// where none does. The digits of the entry in REGISTRATION are not asked: they tell who registered, and since 2016 anybody may.
func (p *reader) territory(place bodies.Place, name, act string) (cells []string, by string) {
	if p.places == nil {
		return make([]string, len(catalog.MatchColumns)), ""
	}
	outside, inside := bodies.NamedPlace(name)
	council, quoted := bodies.NamedPlace(act)
	var texts []string
	found := p.places.Match(gazetteer.Query{})
	for _, said := range []struct{ text, by string }{{place.String(), "address"}, {outside, "name"}, {inside, "name"}, {council, "act"}, {quoted, "act"}} {
		if said.text == "" {
			continue
		}
		texts = append(texts, said.text)
		if found = p.places.Match(gazetteer.Query{Texts: texts}); found.Community != "" {
			return parse.MatchCells(found), said.by
		}
	}
	return parse.MatchCells(found), ""
}

// edrpou judges the code of a legal person: a check digit that does not fit is noted and the code kept. Text of another form is not shown,
// for it may be the tax number of a person.
func edrpou(t *parse.Tally, line int, code string) (good, dq string) {
	digits := strings.Trim(code, "0123456789") == ""
	switch {
	case code == "":
		return "", "no_code"
	case digits && len(code) == 8 && bodies.EDRPOU(code):
		return code, ""
	case digits && len(code) == 8:
		t.RejectCell(line, "", code, "the check digit of the ЄДРПОУ does not fit; the code is kept")
		return code, "checksum_failed"
	case digits && len(code) < 8 && bodies.EDRPOU(strings.Repeat("0", 8-len(code))+code):
		good = strings.Repeat("0", 8-len(code)) + code
		t.RejectCell(line, "", good, "the ЄДРПОУ had lost its leading zeros; they are put back")
		return good, ""
	}
	t.RejectCell(line, "edrpou", code, "is not eight digits")
	return "", "no_code"
}

var (
	dotted = regexp.MustCompile(`(?:^|\D)(\d{2})\.(\d{2})\.(\d{4})(?:\D|$)`)
	dashed = regexp.MustCompile(`(?:^|\D)(\d{4})-(\d{2})-(\d{2})(?:\D|$)`)
)

// dates gives the first and the last day among the words of a text, ISO; days that cannot be are noted.
func dates(t *parse.Tally, line int, column, text, asOf string) (first, last string) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' || r == 'T' }) {
		day := findDate(part)
		switch {
		case day == "":
			continue
		case day < "1991-08-24" || asOf != "" && day > asOf:
			t.RejectCell(line, column, day, "is before the register or after its edition")
			continue
		case first == "":
			first = day
		}
		last = max(last, day)
	}
	return first, last
}

// findDate finds a date that exists in a word.
func findDate(word string) string {
	iso := ""
	if m := dotted.FindStringSubmatch(word); m != nil {
		iso = m[3] + "-" + m[2] + "-" + m[1]
	} else if m := dashed.FindStringSubmatch(word); m != nil {
		iso = m[1] + "-" + m[2] + "-" + m[3]
	}
	if _, err := time.Parse(time.DateOnly, iso); err != nil {
		return ""
	}
	return iso
}

// edition is the date of the register: as declared, else in the name of the member or the file, else when the member was last changed.
func edition(r parse.XMLRecord) string {
	for _, named := range []string{r.File.Edition, path.Base(r.Member.Name), r.Name} {
		if d := findDate(named); d != "" {
			return d
		}
	}
	if m := r.Member.Modified; m.Year() > 1991 {
		return m.Format(time.DateOnly)
	}
	return ""
}
