// SPDX-License-Identifier: Apache-2.0

package gazetteer

// crimea reads the one oblast that is none: «АР Крим», «Автономна Республіка Крим», "Autonomous Republic of Crimea".
func (r *reader) crimea() {
	for i := range r.tokens {
		if !crimeas[r.tokens[i].text] || r.used[i] != unread && r.used[i] != asName {
			continue
		}
		at := r.before(i, 1)
		if r.used[i] == asName { // «Автономна Республіка Крим область»
			for ; at >= 0 && r.used[at] == unread && republics[r.tokens[at].text]; at = r.before(at, 1) {
				r.used[at] = asName
			}
			continue
		}
		if at >= 0 && !republics[r.tokens[at].text] {
			continue // «Старий Крим» is a town
		}
		r.used[i] = asName
		for ; at >= 0 && republics[r.tokens[at].text]; at = r.before(at, 1) {
			r.used[at] = asName
		}
		m := mention{kind: ofOblast, normal: "крим"}
		if r.lookup(&m); len(m.found) > 0 {
			r.add(m)
		}
	}
}
