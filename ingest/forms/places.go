// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"regexp"
	"slices"
	"strings"

	"osnova/ingest/gazetteer"
)

// Rules are what a return is judged by besides the form.
type Rules struct {
	Places   *Places                  // codifier; nil: codes and names of communities are not looked up
	Today    string                   // ISO date on which the returns are judged; empty: no year or day is in the future
	BodyCode func(edrpou string) bool // whether an ЄДРПОУ code can be one; nil: any eight digits
	FoldName func(name string) string // spelling by which a body is known; nil: that of the gazetteer
}

// Places knows the communities by code and by the names that people write.
type Places struct {
	units   *gazetteer.Gazetteer
	labels  []PlaceLabel
	byLabel map[string]string   // folded label → code
	byName  map[string][]string // folded name → codes
}

// PlaceLabel is a community as the list of a form has it.
type PlaceLabel struct{ Code, Label string }

// NewPlaces indexes the communities of a codifier, Kyiv and Sevastopol among them.
func NewPlaces(g *gazetteer.Gazetteer) *Places {
	p := &Places{units: g, byLabel: map[string]string{}, byName: map[string][]string{}}
	for _, u := range g.Units() {
		if !isCommunity(u) {
			continue
		}
		label := p.label(u)
		if _, twice := p.byLabel[gazetteer.Normal(label)]; twice {
			label += " (" + u.Code + ")"
		}
		if u.Type != "" || u.Category == "K" { // the codifier has none of Crimea formed, nor is anybody asked there
			p.labels = append(p.labels, PlaceLabel{u.Code, label})
		}
		p.byLabel[gazetteer.Normal(label)] = u.Code
		p.byName[bareName(u.Name)] = append(p.byName[bareName(u.Name)], u.Code)
	}
	slices.SortFunc(p.labels, func(a, b PlaceLabel) int { return strings.Compare(sortKey(a.Label), sortKey(b.Label)) })
	return p
}

// isCommunity reports whether a unit answers the form of a community: one in force, or Kyiv or Sevastopol.
func isCommunity(u gazetteer.Unit) bool {
	return !u.Gone && (u.Community == u.Code || u.Category == "K")
}

// label writes a community with its raion and oblast: Вінницька міська громада, Вінницький район, Вінницька область.
func (p *Places) label(u gazetteer.Unit) string {
	if u.Category == "K" {
		return "місто " + u.Name
	}
	parts := []string{strings.Join(strings.Fields(u.Name+" "+u.Type+" громада"), " ")}
	if r, ok := p.units.Unit(u.Raion); ok {
		parts = append(parts, r.Name+" район")
	}
	if o, ok := p.units.Unit(u.Oblast); ok {
		if strings.HasSuffix(o.Name, "а") {
			parts = append(parts, o.Name+" область")
		} else {
			parts = append(parts, o.Name)
		}
	}
	return strings.Join(parts, ", ")
}

// Labels are the communities that are asked, in the order of the Ukrainian alphabet; the slice must not be changed.
func (p *Places) Labels() []PlaceLabel { return p.labels }

// Label is a community as the list has it; of another unit its name with where it lies; empty where the code is not known.
func (p *Places) Label(code string) string {
	u, ok := p.units.Unit(code)
	if !ok {
		return ""
	}
	if isCommunity(u) {
		return p.label(u)
	}
	if at := p.units.Address(code); at != "" {
		return at
	}
	return u.Name
}

var wordsOfKind = regexp.MustCompile(`(^|\s)(міська|селищна|сільська|територіальна|об[’']?єднана|громада|тг|отг|місто|м\.)(\s|$)`)

// bareName is a name of a community without the words of its kind.
func bareName(name string) string {
	name = gazetteer.Normal(name)
	for {
		bare := strings.TrimSpace(wordsOfKind.ReplaceAllString(name, " "))
		if bare == name {
			return name
		}
		name = bare
	}
}

// Named are the communities that a text can mean, in the order of codes: the one of the list, or all of the name, those alone of the
// oblast or raion where one is told after a comma.
func (p *Places) Named(text string) []string {
	text = gazetteer.Normal(text)
	if code, ok := p.byLabel[text]; ok {
		return []string{code}
	}
	name, rest, _ := strings.Cut(strings.NewReplacer("(", ", ", ")", "").Replace(text), ",")
	var out []string
	for _, code := range p.byName[bareName(name)] {
		if rest = strings.TrimSpace(rest); rest == "" || p.lies(code, rest) {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out
}

// lies reports whether the oblast or raion of a community is among words.
func (p *Places) lies(code, words string) bool {
	u, _ := p.units.Unit(code)
	for _, above := range []string{u.Oblast, u.Raion} {
		if a, ok := p.units.Unit(above); ok && a.Code != code && strings.Contains(words, gazetteer.Normal(a.Name)) {
			return true
		}
	}
	return false
}

// judge says what is wrong with a code that stands for a community.
func (p *Places) judge(code string) problem {
	u, ok := p.units.Unit(code)
	switch {
	case !ok:
		return wrong(UnknownCode)
	case u.Gone:
		return wrong(GoneCode, u.Name)
	case isCommunity(u):
		return problem{}
	case u.Community == "":
		return wrong(HigherCode, p.Label(code))
	}
	return wrong(LowerCode, u.Name, p.Label(u.Community)+", "+u.Community)
}

// alphabet is that of Ukrainian, for the order of names.
const alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"

// sortKey is a text whose bytes sort as the alphabet does.
func sortKey(text string) string {
	var out strings.Builder
	for _, r := range gazetteer.Normal(text) {
		if at := strings.IndexRune(alphabet, r); at >= 0 {
			out.WriteByte(byte(0x40 + at/2))
			continue
		}
		if r == '’' {
			continue
		}
		out.WriteByte(byte(min(r, 0x3f)))
	}
	return out.String()
}
