// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"osnova/ingest/parse"
	"osnova/ingest/parse/datetext"
	"osnova/ingest/parse/sheetxml"
)

// Passport is what a returned workbook says of itself.
type Passport struct {
	Form    *Form
	Version int
	Unit    string // КАТОТТГ code or osn_id
	Within  string // КАТОТТГ code of a body's community, if it is told; of a community its own
	Period  string // year
	Filled  string // ISO date; empty where it is not told or cannot be
	Faults  []Fault

	from1904 bool // the workbook counts days from 1904
}

// Fault is a cell that is refused.
type Fault struct {
	Cell   string // sheet and address: Кадри!C7
	Value  string // as it may be shown
	Reason string
	Empty  bool // only the cell is emptied, its record stands
}

// Record is one question of one workbook, or one service, with what became of it: an answer, a fault, or neither where it is not answered.
type Record struct {
	Item   string // question, or service
	Value  float64
	Note   string // why there is no value: refused, unknown, not_applicable
	Offer  *Offer
	Faults []Fault // the record is lost unless all of them are Empty
	Blank  bool
	cell   string
}

// Offer is what a unit says of one service.
type Offer struct {
	Offered  bool
	Stage    int // -1 where it is not told
	Channels []string
	Offline  string // true, false, empty
	Card     string // fields of 14; empty where it is not told
	Page     string
}

// Bounds of one returned workbook. A filled form unpacks to a quarter of a megabyte, the table of an oblast to ten.
var limits = sheetxml.Limits{Total: 128 << 20, Part: 64 << 20, Ratio: 100}

const maxRecords = 5000 // of one workbook

var errEnough = errors.New("enough")

// sheetGrid is where a sheet has its columns of codes.
type sheetGrid struct {
	sheet   string // as it may be shown
	code    int
	columns map[int]string // column → its code
}

// Workbook is a returned form, or a table of many, open.
type Workbook struct {
	Passport // of a form; of a table its form and version only
	List     bool
	book     *sheetxml.Workbook
}

// Open reads what a returned workbook says of itself. What cannot be used as a whole is an error in words for its sender: no workbook, not
// ours, no unit or no year.
func Open(body []byte, all map[string]*Form) (*Workbook, error) {
	book, err := sheetxml.Open(bytes.NewReader(body), int64(len(body)), limits)
	if err != nil {
		return nil, err
	}
	w := &Workbook{book: book, Passport: Passport{from1904: book.From1904}}
	if err := w.mark(all); err != nil || w.List {
		return w, err
	}
	found := map[string]string{}
	for n := range book.Sheets {
		err := w.rows(n, func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error {
			if i, ok := w.Form.Item(code); ok && i.Sheet == "passport" {
				if _, twice := found[code]; !twice {
					found[code] = passportText(cells["value"])
					w.readAnswer(i, found[code], g.at(row, cells["value"].Column))
				}
				return nil
			}
			return errEnough
		})
		if err != nil && !errors.Is(err, errEnough) {
			return nil, err
		}
		if len(found) > 0 {
			break
		}
	}
	return w, w.known()
}

// known is the error of a passport that does not say whose and of which year the answers are.
func (p *Passport) known() error {
	for _, f := range p.Faults {
		if p.Unit == "" || p.Period == "" {
			return fmt.Errorf("%s: %q %s", f.Cell, f.Value, f.Reason)
		}
	}
	switch {
	case p.Unit == "":
		return errors.New("the passport does not say the unit")
	case p.Period == "":
		return errors.New("the passport does not say the year")
	}
	return nil
}

// mark finds out which form the workbook is, by the hidden sheet of codes.
func (w *Workbook) mark(all map[string]*Form) error {
	for _, s := range w.book.Sheets {
		if s.Name != codeSheet {
			continue
		}
		var mark []string
		err := w.book.Rows(s, func(_ int, cells []sheetxml.Cell) error {
			for _, c := range cells[:min(len(cells), 3)] {
				mark = append(mark, parse.TrimSpace(c.Text))
			}
			return errEnough
		})
		if err != nil && !errors.Is(err, errEnough) {
			return err
		}
		if len(mark) < 3 || mark[0] != marker && mark[0] != listed || all[mark[1]] == nil {
			break
		}
		w.Form, w.List = all[mark[1]], mark[0] == listed
		v, err := strconv.Atoi(mark[2])
		if err != nil || v < 1 || v > w.Form.Version {
			return fmt.Errorf("version %.20q of form %s is not known, the newest is %d", mark[2], w.Form.Name, w.Form.Version)
		}
		w.Version = v
		return nil
	}
	return fmt.Errorf("the workbook is not a form: its hidden sheet %q does not say which", codeSheet)
}

var (
	communityCode = regexp.MustCompile(`^UA\d{17}$`)
	bodyCode      = regexp.MustCompile(`^(edr-(\d{8}|x[0-9a-f]{12})|osn-\d{7}-\d{3,6})$`)
	yearPattern   = regexp.MustCompile(`^(20\d\d)(\.0+)?( ?(р\.?|рік|year))?$`)
)

// lookalikes are Cyrillic letters that people type in Latin codes.
var lookalikes = strings.NewReplacer("А", "A", "а", "a", "О", "O", "о", "o", "Х", "X", "х", "x", "е", "e", " ", "", "\u00a0", "")

// passportText is what a cell of the passport says; a formula without a value says so, and is no answer.
func passportText(c sheetxml.Cell) string {
	if c.Kind == sheetxml.Hollow {
		return "="
	}
	return parse.TrimSpace(c.Text)
}

// readAnswer takes one cell of the passport.
func (w *Passport) readAnswer(i Item, v, cell string) {
	if v == "" {
		return
	}
	fault := func(reason string) { w.Faults = append(w.Faults, Fault{cell, shown(v), reason, true}) }
	switch i.Code {
	case "unit":
		code := lookalikes.Replace(v)
		if w.Form.Name == "community" {
			code = strings.ToUpper(code)
		} else {
			code = strings.ToLower(code)
		}
		if w.Form.Name == "community" && !communityCode.MatchString(code) || w.Form.Name == "body" && !bodyCode.MatchString(code) {
			fault("is no code of a " + w.Form.Name)
			return
		}
		if w.Unit = code; w.Form.Name == "community" {
			w.Within = code
		}
	case "community":
		if w.Within = strings.ToUpper(lookalikes.Replace(v)); !communityCode.MatchString(w.Within) {
			w.Within = ""
			fault("is no code of a community")
		}
	case "period":
		m := yearPattern.FindStringSubmatch(strings.ToLower(v))
		if m == nil {
			fault("is no year")
			return
		}
		if n, _ := strconv.Atoi(m[1]); float64(n) < i.Min {
			fault("is before the first year asked of")
			return
		}
		w.Period = m[1]
	case "filled_on":
		reader := datetext.Reader{Serials: datetext.Since1900}
		if w.from1904 {
			reader.Serials = datetext.Since1904
		}
		day, err := reader.Read(v)
		if err != nil || day.ISO() < "2000-01-01" || day.ISO() > "2099-12-31" {
			fault("is not a date: write dd.mm.yyyy")
			return
		}
		w.Filled = day.ISO()
	}
}

// rows gives every row of a sheet that has a code, with its cells by the codes of columns. A sheet without such codes has none.
func (w *Workbook) rows(sheet int, do func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error) error {
	g := sheetGrid{sheet: fmt.Sprintf("sheet %d", sheet+1), code: -1}
	s := w.book.Sheets[sheet]
	if s.Name == codeSheet {
		return nil
	}
	if w.List && (s.Name == "answers" || s.Name == "services") {
		g.sheet = s.Name
	}
	for _, known := range w.Form.Sheets { // a name that people gave may be that of a person
		if s.Name == known.Text.UK {
			g.sheet = s.Name
		}
	}
	by := map[string]sheetxml.Cell{}
	return w.book.Rows(s, func(row int, cells []sheetxml.Cell) error {
		if g.code < 0 {
			for _, c := range cells {
				if c.Text == marker || c.Text == listed {
					g.code, g.columns = c.Column, map[int]string{}
				}
			}
			if g.code >= 0 {
				taken := map[string]bool{}
				for _, c := range cells {
					if c.Column == g.code || c.Text == "" {
						continue
					}
					g.columns[c.Column] = c.Text
					if taken[c.Text] {
						g.columns[c.Column] += " again"
					}
					taken[c.Text] = true
				}
				return nil
			}
			if row > 200 {
				return errEnough
			}
			return nil
		}
		clear(by)
		code := ""
		for _, c := range cells {
			if c.Column == g.code {
				code = parse.TrimSpace(c.Text)
			} else if name, ok := g.columns[c.Column]; ok {
				by[name] = c
			}
		}
		if code == "" {
			return nil
		}
		for column, name := range g.columns { // an empty cell is somewhere, too
			if _, ok := by[name]; !ok {
				by[name] = sheetxml.Cell{Column: column}
			}
		}
		return do(g, row, code, by)
	})
}

func (g sheetGrid) at(row, column int) string { return g.sheet + "!" + sheetxml.Address(column, row) }

var (
	number      = regexp.MustCompile(`^[\p{N}\s.,;:%+\-–—−№()/<>=≈~*]*$`)
	lastWord    = regexp.MustCompile(`^[\p{N}\s.,;:%+\-–—−()/<>=≈~]*\p{Ll}{0,12}[\p{N}\s.,;:%+\-–—−()/<>=≈~]*$`)
	programCode = regexp.MustCompile(`^(#[A-Z/0!?]+|[a-z0-9_]+|[A-Z]\d{2})$`) // of a question, or an error of the program
	digit       = regexp.MustCompile(`\p{Nd}`)
)

// shown is a refused value as it may be published: a number, a code or one small word; anything else may be about a person.
func shown(v string) string {
	digits := len(digit.FindAllString(v, -1))
	_, listed := truth(v)
	switch {
	case listed:
		return v
	case communityCode.MatchString(v) || bodyCode.MatchString(v):
		return v
	case len([]rune(v)) > 40 || digits > 8 && !strings.HasPrefix(strings.ToUpper(v), "UA"):
		return "(text)"
	case number.MatchString(v), lastWord.MatchString(v), strings.HasPrefix(strings.ToUpper(v), "UA") && digits > 8 && !strings.Contains(v, " "):
		return v
	case programCode.MatchString(v):
		return v
	}
	return "(text)"
}
