// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// Levels of units, as staging.territory names them.
const (
	Oblast     = "oblast"     // and the Autonomous Republic of Crimea
	City       = "city"       // Kyiv and Sevastopol
	Raion      = "raion"      // of 2020
	Community  = "community"  // territorial community
	Settlement = "settlement" // city, селище, village
	District   = "district"   // of a city
)

// levels by the codifier's category.
var levels = map[string]string{"O": Oblast, "K": City, "P": Raion, "H": Community, "M": Settlement, "X": Settlement, "C": Settlement, "B": District}

// Unit is one row of the codifier. Codes of other units are looked up there, never built.
type Unit struct {
	Code, Category, Name string
	Oblast               string // level 1: oblast, Crimea, Kyiv or Sevastopol
	Raion, Community     string // empty where there is none; of Kyiv and Sevastopol the community is the city itself
	Parent               string
	Type                 string // of a community: міська, селищна, сільська; empty where not known
	Gone                 bool   // an earlier edition had it, the one in force has not: its names are known so that nothing else is taken for it
}

// Level of the unit in words.
func (u *Unit) Level() string { return levels[u.Category] }

// Former is a name that a unit had or has got besides the one in the codifier. Code may be an abolished raion's KOATUU code.
type Former struct{ Code, Name string }

// Koatuu is an old code of a unit, with its name at that time.
type Koatuu struct{ Code, Koatuu, Name string }

// unitName says that a unit is called by a key.
type unitName struct {
	unit   int32
	former bool
	normal string
}

// namedArea is a raion, new or abolished, or a district of a city, that an address may name.
type namedArea struct {
	unit int32  // of a raion of today or a district; -1 for an abolished raion
	old  string // first five digits of KOATUU of an abolished raion
	ob   string
}

// Gazetteer knows the units and all their names. It is read-only after New and may be used by several goroutines.
type Gazetteer struct {
	units       []Unit // those of the edition in force first
	inForce     int    // how many they are
	byCode      map[string]int32
	settlements map[string][]unitName  // by fold
	communities map[string][]unitName  // by stem
	cities      map[string][]unitName  // Kyiv and Sevastopol by the stem that their councils have
	oblasts     map[string][]unitName  // by stem
	areas       map[string][]namedArea // by stem
	within      map[int32][]string     // old raions of a unit
	words       int                    // most words in the name of a settlement

	raionsBefore map[string]namedArea // abolished raions by the first five digits of their old code
	old          []Koatuu             // read when the first old code is met
	koatuu       map[string][]int32   // units of an old code
	reading      sync.Once
	major        map[int32]bool // cities with special status or of oblast significance before 2020
	foreign      foreignNames   // names by what Russian and Latin spellings share
	near         nearNames      // names for suggestions
}

// NewGazetteer indexes the units. Old codes give the abolished raions and their names: a raion is called after the community of its centre, unless
// former says otherwise.
func NewGazetteer(units []Unit, old []Koatuu, former []Former) *Gazetteer {
	units = slices.Clone(units)
	g := &Gazetteer{
		units: units, byCode: make(map[string]int32, len(units)), settlements: make(map[string][]unitName, len(units)), communities: map[string][]unitName{},
		cities: map[string][]unitName{}, oblasts: map[string][]unitName{}, areas: map[string][]namedArea{}, within: make(map[int32][]string, len(units)), words: 1,
		raionsBefore: map[string]namedArea{}, old: old, major: map[int32]bool{},
	}
	slices.SortStableFunc(units, func(a, b Unit) int { return cmp.Compare(laterIfGone(a), laterIfGone(b)) })
	for i := range units {
		g.byCode[units[i].Code] = int32(i)
		if !units[i].Gone {
			g.inForce++
		}
	}
	for i := range units {
		g.call(int32(i), units[i].Name, false)
	}
	raions := map[string][]string{}
	for _, o := range old {
		if i, ok := g.byCode[o.Code]; ok && len(o.Koatuu) == 10 {
			g.major[i] = g.major[i] || units[i].Category == "K" || units[i].Category == "M" && o.Koatuu[2] == '1'
		}
		if i, ok := g.byCode[o.Code]; ok && o.Name != "" {
			g.call(i, o.Name, true)
		}
	}
	for _, f := range former {
		if i, ok := g.byCode[f.Code]; ok {
			g.call(i, f.Name, true)
		} else if len(f.Code) == 10 {
			raions[f.Code[:5]] = append(raions[f.Code[:5]], f.Name)
		}
	}
	g.abolished(old, raions)
	return g
}

// laterIfGone puts units of the edition in force before those that are gone.
func laterIfGone(u Unit) int {
	if u.Gone {
		return 1
	}
	return 0
}

// call enters a name of a unit, once.
func (g *Gazetteer) call(unit int32, text string, former bool) {
	u, normal := &g.units[unit], Normal(text)
	into, key := g.settlements, foldName(normal)
	switch u.Category {
	case "O":
		into, key = g.oblasts, foldAdjective(normal)
	case "H":
		into, key = g.communities, foldAdjective(normal)
	case "K":
		g.callCouncil(unit, normal, former)
	case "P", "B":
		a := namedArea{unit: unit, ob: u.Oblast}
		if key = foldAdjective(normal); !slices.Contains(g.areas[key], a) {
			g.areas[key] = append(g.areas[key], a)
		}
		return
	}
	for _, n := range into[key] {
		if n.unit == unit && n.normal == normal {
			return
		}
	}
	into[key] = append(into[key], unitName{unit, former, normal})
	if u.Level() == Settlement {
		g.words = max(g.words, 1+strings.Count(normal, " "))
	}
}

// abolished enters the raions that KOATUU had: their members by code, their names by the community of the centre.
func (g *Gazetteer) abolished(old []Koatuu, named map[string][]string) {
	oblast, then := map[string]string{}, make(map[string]string, len(old))
	for _, o := range old {
		then[o.Code] = o.Name
		// Where a raion lay is told by its settlements: the crosswalk gives one raion of 2020 the code of a namesake in another oblast.
		if i, ok := g.byCode[o.Code]; ok && len(o.Koatuu) == 10 && g.units[i].Level() == Settlement {
			oblast[o.Koatuu[:5]] = g.units[i].Oblast
		}
	}
	for _, o := range old {
		i, ok := g.byCode[o.Code]
		if !ok || len(o.Koatuu) != 10 || o.Koatuu[2] != '2' {
			continue
		}
		u, raion := &g.units[i], o.Koatuu[:5]
		if u.Oblast != oblast[raion] {
			continue
		}
		if !slices.Contains(g.within[i], raion) {
			g.within[i] = append(g.within[i], raion)
		}
		centre := o.Koatuu[5:] == "10100" || o.Koatuu[5:] == "55100"
		if u.Category == "P" {
			named[raion] = append(named[raion], u.Name, o.Name)
		} else if h, ok := g.byCode[u.Community]; ok && centre && u.Level() == Settlement {
			named[raion] = append(named[raion], g.units[h].Name, then[u.Community])
		}
	}
	for raion, texts := range named {
		a := namedArea{unit: -1, old: raion, ob: oblast[raion]}
		if a.ob != "" {
			g.raionsBefore[raion] = a
		}
		for _, text := range texts {
			if key := foldAdjective(Normal(text)); a.ob != "" && key != "" && !slices.Contains(g.areas[key], a) {
				g.areas[key] = append(g.areas[key], a)
			}
		}
	}
	for _, all := range g.areas { // a map was walked: bring its entries into one order
		slices.SortFunc(all, func(a, b namedArea) int {
			if a.unit != b.unit {
				return int(a.unit) - int(b.unit)
			}
			return strings.Compare(a.old, b.old)
		})
	}
	// A community lies in the old raions of its settlements.
	for i := range g.units {
		h, ok := g.byCode[g.units[i].Community]
		if !ok || h == int32(i) {
			continue
		}
		for _, raion := range g.within[int32(i)] {
			if !slices.Contains(g.within[h], raion) {
				g.within[h] = append(g.within[h], raion)
			}
		}
	}
}

// Unit gives the unit of a code, one that is gone too.
func (g *Gazetteer) Unit(code string) (Unit, bool) {
	i, ok := g.byCode[code]
	if !ok {
		return Unit{}, false
	}
	return g.units[i], true
}

// Units are all units of the edition in force in the order given to NewGazetteer; the slice must not be changed.
func (g *Gazetteer) Units() []Unit { return g.units[:g.inForce] }

// in says whether a unit lies in an area: a raion of today, an abolished one, or the city of a district.
func (g *Gazetteer) in(unit int32, a namedArea) bool {
	if a.unit < 0 {
		return slices.Contains(g.within[unit], a.old)
	}
	u, r := &g.units[unit], &g.units[a.unit]
	if r.Category == "B" {
		return u.Code == r.Code || u.Code == r.Parent || u.Code == r.Community
	}
	return u.Code == r.Code || u.Raion == r.Code
}

// types of settlements as addresses write them, by category.
var writtenTypes = map[string]string{"M": "м.", "X": "с-ще", "C": "с.", "K": "м."}

// Address writes where a unit lies, from itself to the oblast, the way an address does.
func (g *Gazetteer) Address(code string) string {
	i, ok := g.byCode[code]
	if !ok {
		return ""
	}
	u := &g.units[i]
	name := func(code string) string { return g.units[g.byCode[code]].Name }
	var parts []string
	switch u.Level() {
	case Settlement, City:
		parts = append(parts, writtenTypes[u.Category]+" "+u.Name)
	case District:
		parts = append(parts, u.Name+" район", "м. "+name(u.Parent))
	case Raion:
		parts = append(parts, u.Name+" район")
	}
	if h, ok := g.byCode[u.Community]; ok && g.units[h].Category == "H" {
		parts = append(parts, g.units[h].Name+" територіальна громада")
	}
	if r, ok := g.byCode[u.Raion]; ok {
		parts = append(parts, g.units[r].Name+" район")
	}
	if o, ok := g.byCode[u.Oblast]; ok && g.units[o].Category == "O" {
		if strings.HasSuffix(g.units[o].Name, "а") {
			parts = append(parts, g.units[o].Name+" область")
		} else {
			parts = append(parts, g.units[o].Name)
		}
	}
	return strings.Join(parts, ", ")
}
