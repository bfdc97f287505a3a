// SPDX-License-Identifier: Apache-2.0

package gazetteer

import "slices"

func (s *solver) found(unit int32, why Reason, notes []string) Result {
	u := &s.g.units[unit]
	if u.Gone {
		return s.none(NotInForce, []int32{s.community(unit)})
	}
	r := Result{Code: u.Code, Level: u.Level(), Reason: why, Notes: notes}
	if h := s.community(unit); h >= 0 {
		r.Community = s.g.units[h].Code
	}
	return r
}

func (s *solver) none(why Reason, units []int32) Result {
	s.named = unique(units)
	return Result{Reason: why, Alternatives: s.codesOf(s.named)}
}

func (s *solver) codesOf(units []int32) []string {
	var out []string
	for _, u := range units {
		if u >= 0 && !s.g.units[u].Gone {
			out = append(out, s.g.units[u].Code)
		}
	}
	slices.Sort(out)
	return out[:min(len(out), limit)]
}

func unique(units []int32) []int32 {
	slices.Sort(units)
	return slices.Compact(units)
}
