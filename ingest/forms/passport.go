// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"osnova/ingest/gazetteer"
	"osnova/ingest/parse/datetext"
	"osnova/ingest/parse/sheetxml"
)

// Passport is what a returned workbook says of itself. Of its faults those that are not Empty refuse the return as a whole.
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

// Record is one question of one workbook, or one service, with what became of it: an answer, a fault, or neither where it is not answered.
type Record struct {
	Item   string // question, or service
	Value  float64
	Note   string // why there is no value: refused, unknown, not_applicable
	Offer  *Offer
	Faults []Fault // the record is lost unless all of them are Empty
	Blank  bool
	spot   CellPlace
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

var (
	communityCode = regexp.MustCompile(`^UA\d{17}$`)
	bodyCode      = regexp.MustCompile(`^(edr-(\d{8}|x[0-9a-f]{12})|osn-(\d{7}-\d{3,6}|x[0-9a-f]{12}))$`)
	companyCode   = regexp.MustCompile(`^\d{8}$`)
	yearPattern   = regexp.MustCompile(`^(20\d\d)(\.0+)?( ?(р\.?|рік|year))?$`)
)

// lookalikes are Cyrillic letters that people type in Latin codes.
var lookalikes = strings.NewReplacer("А", "A", "а", "a", "О", "O", "о", "o", "Х", "X", "х", "x", "е", "e", " ", "", "\u00a0", "")

// passportText is what a cell of the passport says; a formula without a value says so, and is no answer.
func passportText(c sheetxml.Cell) string {
	if c.Kind == sheetxml.Hollow {
		return "="
	}
	return trimText(c.Text)
}

// passportCell is one cell of the passport.
type passportCell struct {
	text string
	spot CellPlace
}

// passportCells are those that a workbook has, by question.
type passportCells map[string]passportCell

// text is what a cell says; a formula without a value says nothing here.
func (cells passportCells) text(code string) string {
	if text := cells[code].text; text != "=" {
		return text
	}
	return ""
}

// asks reports whether the workbook has a cell for the question.
func (cells passportCells) asks(code string) bool { _, ok := cells[code]; return ok }

// refusal is the first fault by which the return is refused as a whole; nil: it can be taken.
func (p *Passport) refusal() *Fault {
	for i := range p.Faults {
		if !p.Faults[i].Empty {
			return &p.Faults[i]
		}
	}
	return nil
}

// Refusals are all such faults.
func (p *Passport) Refusals() (out []Fault) {
	for _, f := range p.Faults {
		if !f.Empty {
			out = append(out, f)
		}
	}
	return out
}

// settle makes the passport of its cells: whose it is, of which year, and when it was filled in.
func (p *Passport) settle(cells passportCells, rules Rules) {
	if p.Form.Name == "community" {
		p.Unit = p.community(cells, "unit", "unit_name", rules, true)
		p.Within = p.Unit
	} else {
		p.body(cells, rules)
	}
	p.year(cells, rules)
	p.day(cells, rules)
}

func (p *Passport) fault(c passportCell, empty bool, what problem) {
	f := Fault{CellPlace: c.spot, Got: c.text, Code: what.code, Args: what.args, Empty: empty}
	if f.Got == "=" {
		f.Got = ""
	}
	p.Faults = append(p.Faults, f)
}

// community finds a community by its code and its name, which have to agree. Where the workbook asks for the name, a code alone does not do:
// a slip in a code is another community's code.
func (p *Passport) community(cells passportCells, codeItem, nameItem string, rules Rules, needed bool) string {
	code, name := strings.ToUpper(lookalikes.Replace(cells.text(codeItem))), cells.text(nameItem)
	empty := !needed
	switch {
	case code == "" && name == "":
		if needed {
			what, at := wrong(UnitMissing), passportCell{}
			if cells[codeItem].text == "=" {
				what, at = wrong(HollowFormula), cells[codeItem]
			}
			p.fault(at, empty, what)
		}
		return ""
	case code != "" && !communityCode.MatchString(code):
		p.fault(cells[codeItem], empty, wrong(NotCode))
		return ""
	case rules.Places == nil && code == "":
		p.fault(cells[nameItem], empty, wrong(NameUnknown))
		return ""
	case rules.Places == nil:
		return code
	case code == "":
		return p.communityByName(cells[nameItem], rules.Places, empty)
	}
	if what := rules.Places.judge(code); what.code != "" {
		p.fault(cells[codeItem], empty, what)
		return ""
	}
	if name == "" && needed && cells.asks(nameItem) {
		p.fault(cells[codeItem], empty, wrong(NameMissing))
		return ""
	}
	if name != "" && !slices.Contains(rules.Places.Named(name), code) {
		p.fault(cells[nameItem], empty, wrong(NameDiffers, code, rules.Places.Label(code)))
		return ""
	}
	return code
}

func (p *Passport) communityByName(c passportCell, places *Places, empty bool) string {
	found := places.Named(c.text)
	switch len(found) {
	case 0:
		p.fault(c, empty, wrong(NameUnknown))
		return ""
	case 1:
		return found[0]
	}
	var labels []string
	for _, code := range found[:min(5, len(found))] {
		labels = append(labels, places.Label(code))
	}
	p.fault(c, empty, wrong(NameSeveral, strings.Join(labels, "; ")))
	return ""
}

// body finds a body of self-organization: by its code, its ЄДРПОУ code, or its name within its community.
func (p *Passport) body(cells passportCells, rules Rules) {
	unit := strings.ToLower(lookalikes.Replace(cells.text("unit")))
	company := lookalikes.Replace(cells.text("edrpou"))
	name := cells.text("body_name")
	p.Within = p.community(cells, "community", "community_name", rules, unit == "" && company == "")
	switch {
	case unit != "" && !bodyCode.MatchString(unit):
		p.fault(cells["unit"], false, wrong(NotBodyCode))
	case company != "" && (!companyCode.MatchString(company) || rules.BodyCode != nil && !rules.BodyCode(company)):
		p.fault(cells["edrpou"], false, wrong(NotRegistered))
	case company != "" && strings.HasPrefix(unit, "edr-") && unit != "edr-"+company:
		p.fault(cells["edrpou"], false, wrong(CodesDiffer, unit))
	case unit != "" && p.Within != "" && strings.HasPrefix(unit, "osn-") && unit[4] != 'x' && unit[4:11] != p.Within[2:9]:
		p.fault(cells["unit"], false, wrong(BodyElsewhere, p.Within))
	case company != "":
		p.Unit = "edr-" + company
	case unit != "":
		p.Unit = unit
	case p.Within != "" && name != "":
		fold := rules.FoldName
		if fold == nil {
			fold = gazetteer.Normal
		}
		sum := sha256.Sum256([]byte(p.Within + "|" + fold(name) + "||"))
		p.Unit = "osn-x" + hex.EncodeToString(sum[:6])
	case p.refusal() == nil:
		p.fault(passportCell{}, false, wrong(BodyMissing))
	}
}

// year reads the year that the answers speak of.
func (p *Passport) year(cells passportCells, rules Rules) {
	c := cells["period"]
	i, _ := p.Form.Item("period")
	m := yearPattern.FindStringSubmatch(strings.ToLower(cells.text("period")))
	what := problem{}
	switch {
	case c.text == "=":
		what = wrong(HollowFormula)
	case c.text == "":
		p.fault(passportCell{}, false, wrong(YearMissing))
		return
	case m == nil:
		what = wrong(NotYear)
	case rules.Today != "" && m[1] > rules.Today[:4]:
		what = wrong(FutureYear)
	default:
		if n, _ := strconv.Atoi(m[1]); float64(n) >= i.Min {
			p.Period = m[1]
			return
		}
		what = wrong(EarlyYear)
	}
	p.fault(c, false, what)
	p.Faults[len(p.Faults)-1].May = i.May()
}

// day reads the date of filling in. One that cannot be leaves the date empty, so that no other return of the unit gives way to it.
func (p *Passport) day(cells passportCells, rules Rules) {
	c := cells["filled_on"]
	if c.text == "" {
		return
	}
	i, _ := p.Form.Item("filled_on")
	reader := datetext.Reader{Serials: datetext.Since1900}
	if p.from1904 {
		reader.Serials = datetext.Since1904
	}
	day, err := reader.Read(c.text)
	switch {
	case err != nil || day.ISO() < "2000-01-01" || day.ISO() > "2099-12-31":
		p.fault(c, true, wrong(NotDate))
	case rules.Today != "" && day.ISO() > rules.Today:
		p.fault(c, true, wrong(FutureDate))
		p.Faults[len(p.Faults)-1].May = i.May()
	default:
		p.Filled = day.ISO()
	}
}

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
