// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"math"
	"slices"
	"strings"
	"sync"
)

// Query is what is known of a place. Texts are read in the order of trust: the second is looked at only where the first does not tell
// the community. Oblast and Raion are context from columns of their own; both may be empty.
type Query struct {
	Texts         []string
	Oblast, Raion string
	// Only narrows what names without a type word may be: Community or Settlement. Empty: both.
	Only string
}

// Reason says by what a unit was found, or why none was.
type Reason string

// Reasons of a match, then of none.
const (
	ByBoth       Reason = "community_and_settlement" // the settlement lies in the community named
	ByCommunity  Reason = "community"                // a community is named, its settlement is not, or is not found in it
	ByCouncil    Reason = "council"                  // a council is named in a text that is no address
	BySettlement Reason = "settlement"               // only the settlement is named, one fits
	ByArea       Reason = "area"                     // a raion or a district of a city is the nearest named
	ByOblast     Reason = "oblast"                   // only the oblast is named
	ByCode       Reason = "code"                     // a code in the text tells it, the words allow it

	Empty         Reason = "empty"         // no text
	NothingNamed  Reason = "nothing_named" // no name of a unit in the text
	Unknown       Reason = "unknown_name"  // names are there, but no unit here has them
	NotInForce    Reason = "gone"          // the unit named is no longer in the codifier: the community it lay in is the alternative
	Ambiguous     Reason = "ambiguous"     // several units fit: alternatives
	Contradiction Reason = "contradiction" // the parts of the text, its codes too, exclude each other: alternatives
)

// Result is the unit that a query names. Score falls from 1 by a fixed deduction for each note; it orders results by certainty and is
// no probability. Without a match Code and Level are empty, Score is 0.
type Result struct {
	Code      string
	Level     string
	Community string // code of the community of the unit, of Kyiv and Sevastopol the city; empty above communities
	Score     float64
	Reason    Reason
	Notes     []string // what lowered the score, in a fixed order
	// Alternatives are the codes that fit as well, in the order of codes: never more than 20.
	Alternatives []string
	// Suggestions are the codes of units whose name is a slip or two away from one that was not found, the nearest first: never more than 5.
	// Nothing is chosen by them.
	Suggestions []string
}

// Deductions from 1, by note.
var deductions = []struct {
	note string
	cost float64
}{
	{"second_text", 0.05},          // the community is told by a later text
	{"texts_differ", 0.10},         // a later text names another community: an institution may stand outside its own
	{"no_oblast", 0.15},            // no oblast is named: the only one of its name in the country
	{"major_city", 0.10},           // a city of oblast significance among namesakes of which nothing more is said
	{"former_name", 0.05},          // found by a name that the unit had
	{"spelling", 0.03},             // hyphens, apostrophes or spaces differ
	{"declined", 0.05},             // found by a declined form
	{"other_language", 0.05},       // found by a Russian or Latin spelling
	{"no_type", 0.05},              // a name without a type word
	{"other_type", 0.10},           // the type word is not the codifier's
	{"raion_unknown", 0.15},        // the oblast has no raion of the name
	{"raion_other", 0.15},          // the community named lies in another raion than the one named
	{"settlement_unclear", 0.05},   // several settlements of the name lie in the community
	{"settlement_gone", 0.05},      // the settlement named lay in the community, and is no longer in the codifier
	{"settlement_unknown", 0.30},   // no unit has the settlement's name
	{"settlement_elsewhere", 0.25}, // settlements of the name lie in other communities only
	{"community_unknown", 0.30},    // no community of the name is there
	{"code_unknown", 0.15},         // a code in the text is no unit's
	{"unread", 0.15},               // words are left of which nothing was read
	{"only_above", 0.25},           // and no community was found: they may name one
}

// limit of alternatives that are named.
const limit = 20

var readers sync.Pool

// Match finds the unit that a query names.
func (g *Gazetteer) Match(q Query) Result {
	r, _ := readers.Get().(*reader)
	if r == nil || r.g != g {
		r = &reader{g: g}
	}
	defer readers.Put(r)
	r.ukrainian = false
	s := solver{g: g, only: q.Only, oblast: -1}
	if q.Oblast != "" {
		s.context(r, q.Oblast, ofOblast)
	}
	if q.Raion != "" {
		s.context(r, q.Raion, ofArea)
	}
	result, blank := Result{Reason: Empty}, true
	for i, text := range q.Texts {
		r.read(text)
		blank = blank && len(r.tokens) == 0
		s.take(r, i > 0)
		next := s.solve()
		if i > 0 && next.Community != "" {
			next.Notes = append([]string{"second_text"}, next.Notes...)
			if next.Reason == ByCommunity {
				next.Reason = ByCouncil
			}
		}
		if result = next; result.Community != "" {
			if s.differs(r, q.Texts[i+1:], result.Community) {
				result.Notes = append(result.Notes, "texts_differ")
			}
			break
		}
	}
	if blank {
		return Result{Reason: Empty}
	}
	if s.slipped(&result) {
		result.Suggestions = s.suggest()
	}
	result.score()
	return result
}

// slipped notes what was left unread, and says whether a name may be misspelt.
func (s *solver) slipped(r *Result) bool {
	if r.Code == "" {
		return (r.Reason == Unknown || r.Reason == NothingNamed) && (len(s.lost) > 0 || len(s.missed) > 0)
	}
	if s.lostCode {
		r.Notes = append(r.Notes, "code_unknown")
	}
	if len(s.missed) > 0 || s.ignored || s.lostKind(ofOblast) {
		r.Notes = append(r.Notes, "unread")
		if r.Community == "" {
			r.Notes = append(r.Notes, "only_above")
		}
	}
	return len(s.missed) > 0 || len(s.lost) > 0
}

func (r *Result) score() {
	if r.Code == "" {
		r.Notes = nil
		return
	}
	r.Score = 1
	var notes []string
	for _, d := range deductions {
		if slices.Contains(r.Notes, d.note) {
			r.Score -= d.cost
			notes = append(notes, d.note)
		}
	}
	r.Notes, r.Score = notes, math.Round(100*r.Score)/100
}

// solver narrows candidates by all that is named.
type solver struct {
	g           *Gazetteer
	only        string
	oblast      int32 // -1: not known
	clash       bool  // two oblasts are named
	oblasts     []int32
	areas       [][]namedArea
	lostArea    bool
	communities []mention
	settlements []mention
	lost        []mention
	missed      []string  // words left unread in the first text
	ignored     bool      // a name without a type word was left aside for one that has one
	codes       [][]int32 // units of each code
	lostCode    bool
	named       []int32 // units of an answer that is none
	above       bool    // a text, not the context, names an oblast or an area
}

// differs says whether one of the texts names a community of the oblast, and none of those it may mean is the one found.
func (s *solver) differs(r *reader, texts []string, community string) bool {
	for _, text := range texts {
		r.read(text)
		for _, m := range r.mentions {
			if m.kind != ofCommunity && m.kind != ofCouncil {
				continue
			}
			units := s.choose(m).units
			if len(units) > 0 && !slices.ContainsFunc(units, func(n unitName) bool { return s.g.units[n.unit].Code == community }) {
				return true
			}
		}
	}
	return false
}

// context takes an oblast or a raion from a column of its own, with or without its type word.
func (s *solver) context(r *reader, text string, k mentionKind) {
	r.read(text)
	found := false
	for _, m := range r.mentions {
		if m.kind == k || k == ofOblast && m.kind == ofSettlement {
			s.place(m)
			found = true
		}
	}
	if found {
		return
	}
	m := mention{kind: k, normal: strings.TrimSuffix(Normal(text), ".")}
	r.lookup(&m)
	if k == ofOblast && len(m.found) == 0 {
		names := s.g.settlements[foldName(m.normal)]
		if len(names) == 0 {
			names = r.foreignSettlements(m.normal, false)
		}
		for _, n := range names {
			if s.g.units[n.unit].Category == "K" {
				m.kind, m.found = ofSettlement, []unitName{n}
			}
		}
	}
	if m.known() {
		s.place(m)
	} else if k == ofArea {
		s.lostArea = true
	}
}

// place takes an oblast or an area.
func (s *solver) place(m mention) {
	switch m.kind {
	case ofOblast:
		s.inOblast(m.found[0].unit)
	case ofArea:
		s.areas = append(s.areas, m.areas)
	case ofSettlement:
		for _, n := range m.found {
			if s.g.units[n.unit].Category == "K" {
				s.inOblast(n.unit)
			}
		}
	}
}

func (s *solver) inOblast(unit int32) {
	if s.oblast >= 0 && s.oblast != unit {
		s.clash = true
		if !slices.Contains(s.oblasts, unit) {
			s.oblasts = append(s.oblasts, unit)
		}
		return
	}
	s.oblast = unit
}

// take adds the mentions of a text. A later text gives no oblast where one is known, and no raion.
func (s *solver) take(r *reader, later bool) {
	marked := false
	for _, m := range r.mentions {
		marked = marked || m.kind == ofSettlement && !m.street
	}
	for _, m := range r.mentions {
		switch m.kind {
		case ofOblast:
			if !later || s.oblast < 0 {
				s.place(m)
				s.above = true
			}
		case ofArea:
			s.place(m)
			s.above = true
		case ofCommunity, ofCouncil:
			s.communities = append(s.communities, m)
		case ofSettlement:
			if !(m.street && m.first && marked) {
				s.settlements = append(s.settlements, m)
			}
		case ofBare:
			s.bare(m, marked)
		}
	}
	for _, m := range r.lost {
		if m.kind == ofArea {
			s.lostArea = true
		}
		s.lost = append(s.lost, m)
	}
	s.codes, s.lostCode = append(s.codes, r.codes...), s.lostCode || r.lostCodes > 0
	if !later { // the name of an institution has words enough that name no place
		s.missed = append(s.missed, r.missed...)
	}
}

// bare sorts a name without a type word: a community where it is an adjective in its place, else a settlement if none is marked as such.
func (s *solver) bare(m mention, marked bool) {
	var places, communities []unitName
	for _, n := range m.found {
		if s.g.units[n.unit].Category == "H" {
			communities = append(communities, n)
		} else {
			places = append(places, n)
		}
	}
	if s.only == Community {
		places = nil
	}
	if s.only == Settlement {
		communities = nil
	}
	if len(communities) > 0 && len(places) == 0 {
		m.found = communities
		s.communities = append(s.communities, m)
	} else if len(places) > 0 && !marked {
		m.found = places
		s.settlements = append(s.settlements, m)
	} else if len(places) > 0 {
		s.ignored = true
	}
}
