// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// misspell makes one slip in a name: a letter left out, doubled, changed with its neighbour or for another.
func misspell(t *rapid.T, name string) string {
	letters := []rune(name)
	at := rapid.IntRange(1, len(letters)-2).Draw(t, "at")
	switch rapid.IntRange(0, 3).Draw(t, "slip") {
	case 0:
		letters = slices.Delete(letters, at, at+1)
	case 1:
		letters = slices.Insert(letters, at, letters[at])
	case 2:
		letters[at], letters[at+1] = letters[at+1], letters[at]
	case 3:
		letters[at] = rapid.SampledFrom([]rune("абвгдежзиклмнопрстуфхцчшюя")).Draw(t, "letter")
	}
	return string(letters)
}

// forms are ways to write where a settlement lies.
var forms = map[string]func(g *Gazetteer, u *Unit, name string) string{
	"typed": func(g *Gazetteer, u *Unit, name string) string {
		return writtenTypes[u.Category] + " " + name + ", " + g.oblastOf(u) + " область"
	},
	"bare":        func(g *Gazetteer, u *Unit, name string) string { return g.oblastOf(u) + " обл., " + name },
	"no comma":    func(g *Gazetteer, u *Unit, name string) string { return name + " " + g.oblastOf(u) + " область" },
	"comma after": func(g *Gazetteer, u *Unit, name string) string { return g.oblastOf(u) + " область " + name },
	"with raion": func(g *Gazetteer, u *Unit, name string) string {
		return g.oblastOf(u) + " обл., " + g.units[g.byCode[u.Raion]].Name + " р-н, " + name
	},
	"with community": func(g *Gazetteer, u *Unit, name string) string {
		return writtenTypes[u.Category] + " " + name + ", " + g.units[g.byCode[u.Community]].Name + " громада, " + g.oblastOf(u) + " область"
	},
	"bare with community": func(g *Gazetteer, u *Unit, name string) string {
		return g.oblastOf(u) + " область, " + g.units[g.byCode[u.Community]].Name + " громада, " + name
	},
	"oblast without its word": func(g *Gazetteer, u *Unit, name string) string { return name + ", " + g.oblastOf(u) },
	"before a street": func(g *Gazetteer, u *Unit, name string) string {
		return g.oblastOf(u) + " обл " + name + " вул Миру 5"
	},
}

func (g *Gazetteer) oblastOf(u *Unit) string { return g.units[g.byCode[u.Oblast]].Name }

// isWord says whether a name is that of some settlement, declined too, or begins with a word that means something in an address.
func (g *Gazetteer) isWord(normal string) bool {
	if len(g.settlements[foldName(normal)]) > 0 || len(g.undecline(normal, nil)) > 0 {
		return true
	}
	for _, w := range strings.Fields(normal) {
		_, suffix := suffixes[w]
		_, before := prefixes[w]
		if suffix || before || fillers[w] || streets[w] || houses[w] || starostas[w] {
			return true
		}
	}
	return false
}

// longNamed gives the settlements of communities in oblasts whose names are long enough to be misspelt.
func (g *Gazetteer) longNamed() (out []*Unit) {
	for i := range g.units {
		u := &g.units[i]
		if u.Level() != Settlement || u.Community == "" || u.Raion == "" || len([]rune(u.Name)) < 5 {
			continue
		}
		if strings.HasSuffix(g.oblastOf(u), "а") {
			out = append(out, u)
		}
	}
	return out
}

// TestMisspeltIsNeverSurer: a slip in the name of a settlement makes no answer surer than the right name has it, is never fixed in
// silence, and the right unit is suggested where the name is long enough.
func TestMisspeltIsNeverSurer(t *testing.T) {
	g := country(t)
	units := g.longNamed()
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range forms {
			if !yield(name) {
				return
			}
		}
	})
	suggested, tried := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		u := units[rapid.IntRange(0, len(units)-1).Draw(t, "unit")]
		form := forms[rapid.SampledFrom(names).Draw(t, "form")]
		wrong := misspell(t, u.Name)
		if g.isWord(Normal(wrong)) {
			return // a slip that makes another name is none that could be told
		}
		text, slipped := form(g, u, u.Name), form(g, u, wrong)
		right, got := g.Match(Query{Texts: []string{text}}), g.Match(Query{Texts: []string{slipped}})
		if right.Code != "" && (got.Score > right.Score || right.Community != "" && got.Score == right.Score) {
			t.Fatalf("%q gives %+v, %q no surer %+v", slipped, got, text, right)
		}
		if got.Code != "" && got.Code == right.Code && right.Level == Settlement {
			t.Fatalf("%q is fixed in silence: %+v", slipped, got)
		}
		if got.Code != "" && !slices.Contains(got.Notes, "unread") && !slices.Contains(got.Notes, "settlement_unknown") {
			t.Fatalf("%q gives %+v without a word of what was not read", slipped, got)
		}
		tried++
		if slices.Contains(got.Suggestions, u.Code) {
			suggested++
		}
	})
	if tried > 50 && suggested*2 < tried {
		t.Errorf("the right unit was suggested %d times of %d", suggested, tried)
	}
	t.Logf("suggested %d of %d", suggested, tried)
}

// TestMisspeltAboveIsNeverSurer: the same of the community, the raion and the oblast that a settlement is named with. What is found may still be
// the settlement, by what is left, but less surely.
func TestMisspeltAboveIsNeverSurer(t *testing.T) {
	g := country(t)
	units := g.longNamed()
	rapid.Check(t, func(t *rapid.T) {
		u := units[rapid.IntRange(0, len(units)-1).Draw(t, "unit")]
		names := []string{g.units[g.byCode[u.Community]].Name, g.units[g.byCode[u.Raion]].Name, g.oblastOf(u)}
		write := func(names []string) string {
			return writtenTypes[u.Category] + " " + u.Name + ", " + names[0] + " громада, " + names[1] + " район, " + names[2] + " область"
		}
		at := rapid.IntRange(0, 2).Draw(t, "name")
		wrong := slices.Clone(names)
		if wrong[at] = misspell(t, names[at]); foldAdjective(Normal(wrong[at])) == foldAdjective(Normal(names[at])) {
			return // the ending alone
		}
		key := foldAdjective(Normal(wrong[at]))
		if len(g.communities[key]) > 0 || len(g.areas[key]) > 0 || len(g.oblasts[key]) > 0 || g.isWord(Normal(wrong[at])) {
			return // another name
		}
		right, got := g.Match(Query{Texts: []string{write(names)}}), g.Match(Query{Texts: []string{write(wrong)}})
		if right.Code != "" && got.Score >= right.Score {
			t.Fatalf("%q gives %+v, %q no surer %+v", write(wrong), got, write(names), right)
		}
		if got.Code != "" && len(got.Notes) == 0 {
			t.Fatalf("%q gives %+v without a note", write(wrong), got)
		}
	})
}
