// SPDX-License-Identifier: Apache-2.0

package gazetteer

import "strings"

// cases maps endings of the genitive and the locative to those of the nominative that they may come from. Only names that the gazetteer
// has are taken, so a rule too many costs nothing but time.
var cases = []struct{ from, to string }{
	{"ці", "ка"},
	{"зі", "га"},
	{"сі", "ха"},
	{"ії", "ія"},
	{"ї", "я"},
	{"ї", "й"},
	{"і", "а"},
	{"і", "я"},
	{"і", "ь"},
	{"і", "е"},
	{"і", ""},
	{"і", "и"},
	{"ці", "ць"},
	{"ці", "ці"},
	{"ки", "ка"},
	{"и", "а"},
	{"и", "і"},
	{"ові", ""},
	{"еві", "ь"},
	{"у", ""},
	{"у", "о"},
	{"у", "е"},
	{"ю", "ь"},
	{"ю", "я"},
	{"ю", "й"},
	{"ю", "є"},
	{"а", ""},
	{"а", "о"},
	{"а", "е"},
	{"я", "ь"},
	{"я", "й"},
	{"я", "є"},
	{"ова", "ів"},
	{"ові", "ів"},
	{"єва", "їв"},
	{"єві", "їв"},
	{"ева", "ів"},
	{"еві", "ів"},
	{"поля", "піль"},
	{"полі", "піль"},
	{"полю", "піль"},
	{"ова", "ове"},
	{"гова", "гів"},
	{"ова", "ово"},
	{"оду", "ід"},
	{"оді", "ід"},
	{"ода", "ід"},
	{"огу", "іг"},
	{"озі", "іг"},
	{"ога", "іг"},
	{"ця", "ець"},
	{"ці", "ець"},
	{"цю", "ець"},
	{"ка", "ок"},
	{"ку", "ок"},
	{"ого", "ий"},
	{"ого", "е"},
	{"ому", "ий"},
	{"ому", "е"},
	{"ім", "ий"},
	{"им", "ий"},
	{"ої", "а"},
	{"ій", "а"},
	{"ьої", "я"},
	{"их", "і"},
	{"их", "и"},
	{"ах", "и"},
	{"ах", "а"},
	{"ях", "і"},
	{"ях", "я"},
	{"ців", "ці"},
	{"ець", "ця"},
	{"ів", "и"},
	{"ів", "і"},
	{"ок", "ки"},
	{"ей", "і"},
	{"онь", "ні"},
}

// maxForms forms that are tried of one name.
const maxForms = 64

// undecline adds to units found by a name as written those whose name it may be in the genitive or the locative.
func (g *Gazetteer) undecline(normal string, found []unitName) []unitName {
	out := found[:len(found):len(found)]
	words := strings.Split(normal, " ")
	forms := []string{""}
	for k, w := range words {
		options := []string{w}
		for _, c := range cases {
			if cut, ok := strings.CutSuffix(w, c.from); ok && len(cut) > 3 {
				options = append(options, cut+c.to)
			}
		}
		var next []string
		for _, f := range forms {
			for _, o := range options {
				if len(next) < maxForms {
					if k > 0 {
						o = f + " " + o
					}
					next = append(next, o)
				}
			}
		}
		forms = next
	}
	seen := map[int32]bool{}
	for _, n := range out {
		seen[n.unit] = true
	}
	for _, f := range forms[1:] {
		for _, n := range g.settlements[foldName(f)] {
			if !seen[n.unit] {
				seen[n.unit] = true
				out = append(out, n)
			}
		}
	}
	return out
}
