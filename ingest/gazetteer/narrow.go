// SPDX-License-Identifier: Apache-2.0

package gazetteer

import "slices"

// choice is what one mention may mean here.
type choice struct {
	units   []unitName
	outside []unitName // of the name, but not in the raion named
	notes   []string
}

// choose keeps the units of a mention that fit the oblast and the raions. A settlement must lie in a raion that is named; a community
// that is named itself need not, but that is noted.
func (s *solver) choose(m mention) choice {
	var c choice
	left := make([]unitName, 0, 4)
	for _, n := range m.found {
		if s.oblast < 0 || s.g.units[n.unit].Oblast == s.g.units[s.oblast].Code {
			left = append(left, n)
		}
	}
	for _, areas := range s.areas {
		here, in := false, []unitName(nil)
		for _, a := range areas {
			here = here || s.oblast < 0 || a.ob == s.g.units[s.oblast].Code
		}
		if !here {
			c.notes = append(c.notes, "raion_unknown")
			continue
		}
		for _, n := range left {
			if slices.ContainsFunc(areas, func(a namedArea) bool { return s.g.in(n.unit, a) }) {
				in = append(in, n)
			}
		}
		if len(in) == 0 && len(left) > 0 {
			if m.kind == ofSettlement {
				c.outside = append(c.outside, left...)
			} else {
				c.notes = append(c.notes, "raion_other")
				continue
			}
		}
		left = in
	}
	c.units = exact(m, s.typed(m, left, &c))
	return c
}

// typed prefers the units of the type that the text says.
func (s *solver) typed(m mention, units []unitName, c *choice) []unitName {
	if m.typ == "" || len(units) == 0 {
		return units
	}
	var fit, open []unitName
	for _, n := range units {
		u := &s.g.units[n.unit]
		switch {
		case u.Category == m.typ, u.Category == "K" && (m.typ == "M" || m.typ == "міська"), u.Type == m.typ:
			fit = append(fit, n)
		case u.Category == "H" && u.Type == "":
			open = append(open, n)
		}
	}
	switch {
	case len(fit) > 0:
		return fit
	case len(open) > 0:
		return open
	case m.kind == ofCouncil:
		return nil // another council: that of a village in a community of another name
	}
	c.notes = append(c.notes, "other_type")
	return units
}

// exact prefers units called just so over those whose spelling differs. A former name counts as much as one of today: the text may be old.
func exact(m mention, units []unitName) []unitName {
	if len(units) < 2 || m.declined || m.kind == ofCommunity || m.kind == ofCouncil {
		return units
	}
	var out []unitName
	for _, n := range units {
		if n.normal == m.normal {
			out = append(out, n)
		}
	}
	if len(out) > 0 {
		return out
	}
	return units
}
