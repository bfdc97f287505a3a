// SPDX-License-Identifier: Apache-2.0

package reports

import "osnova/catalog"

// steps keeps the first three rows whose indicator has a line in the list "step" of words.csv: what somebody can do about it.
func (r *renderer) steps(gains []queryRow) (out []queryRow) {
	for _, g := range gains {
		id, _ := g["indicator_id"].(string)
		if _, can := r.asked.word("step", id); can && len(out) < 3 {
			out = append(out, g)
		}
	}
	return out
}

// binary says whether an indicator is a yes or no of each community, so that its mean is a share of communities.
func binary(i *catalog.Indicator) bool { return i.Unit.EN == "% of communities" }

// peers names a group of peers, coded urbanity:size.
func (r *renderer) peers(code any) string {
	text, _ := code.(string)
	for i := range text {
		if text[i] == ':' {
			size := r.l.pick("будь-якого розміру", "of any size")
			if text[i+1:] != "all" {
				size = r.word("size_class", text[i+1:])
			}
			return r.word("urbanity", text[:i]) + ", " + size
		}
	}
	return text
}

// ordinal writes 3-тє, 10-те for a place (місце); in English the bare number.
func (r *renderer) ordinal(v any) string {
	f, ok := amount(v)
	if !ok {
		return r.l.pick("невідоме", "unknown")
	}
	text := r.l.number(f, 0)
	if n := int64(f); r.l.uk() && n%10 == 3 && n%100 != 13 {
		return text + "-тє"
	}
	return text + r.l.pick("-те", "")
}
