// SPDX-License-Identifier: Apache-2.0

package composite

// What gates ask for is told once for each place and variant with all children
// there; a replicate tells it anew only where it leaves something out. Weights drawn
// do not change it: coverage is judged by the weights of the tree.

// asked says which of the three a place must tell, for itself or a gate above it.
type asked struct{ cover, seen bool }

// answer is what gates ask of a place, by unit.
type answer struct {
	applies []float64 // 0 where it does not apply, else 1; nil = it applies to all
	cover   []float64 // share of the indicator weight below it that is there, 0…1; nil when not asked
	seen    []float64 // indicators below it that are there; nil when not asked
	pass    []bool    // whether the gates let it have a value; nil = to all
}

// asksOf passes the gates of a tree down to the places that answer them.
func asksOf(t *Tree) []asked {
	out := make([]asked, len(t.nodes))
	for at, n := range t.nodes { // parents stand before their children
		out[at] = asked{n.MinCoverage > 0, n.MinLeaves > 1}
		if n.parent >= 0 {
			out[at].cover = out[at].cover || out[n.parent].cover
			out[at].seen = out[at].seen || out[n.parent].seen
		}
	}
	return out
}

// applicable is 1 where column j of z applies and 0 where not; nil where it always
// does.
func applicable(z *Matrix, j int) []float64 {
	if z.NotApplicable == nil {
		return nil
	}
	var out []float64
	for i, not := range z.NotApplicable[j] {
		if !not {
			continue
		}
		if out == nil {
			out = make([]float64, len(z.Units))
			for k := range out {
				out[k] = 1
			}
		}
		out[i] = 0
	}
	return out
}

// leafKnown is what is known of an indicator.
func (s *scratch) leafKnown(at int, c *choice) answer {
	v := &s.p.variants[c.variant]
	there := v.columns[s.leaf[at]].p
	if there == nil {
		if s.ones == nil { // for indicators that all units have
			s.ones = make([]float64, s.p.units)
			for i := range s.ones {
				s.ones[i] = 1
			}
		}
		there = s.ones
	}
	return answer{applies: v.applies[s.leaf[at]], cover: there, seen: there}
}

// gate tells which units may have a value at a place, from s.children.
func (s *scratch) gate(at int, c *choice) {
	if !s.fewer[at] && len(s.p.known) > c.variant {
		s.known[at] = s.p.known[c.variant][at]
		s.pass = s.known[at].pass
		return
	}
	n, asks := &s.p.tree.nodes[at], s.p.asked[at]
	var k answer
	everywhere := true
	for _, child := range s.children {
		if len(s.p.tree.nodes[child].children) == 0 {
			s.known[child] = s.leafKnown(child, c)
		}
		everywhere = everywhere && s.known[child].applies == nil
	}
	number := float64(len(s.children)) // of children that apply
	among := s.count
	if !everywhere {
		k.applies = sized(&s.ownApplies[at], s.p.units)
		clear(among)
		for _, child := range s.children {
			for i := range among {
				if a := s.known[child].applies; a == nil || a[i] > 0 {
					among[i]++
				}
			}
		}
		for i, m := range among {
			if k.applies[i] = 0; m > 0 {
				k.applies[i] = 1
			}
		}
	}
	if asks.cover {
		k.cover = s.coverage(at)
	}
	if asks.seen {
		k.seen = sized(&s.ownSeen[at], s.p.units)
		clear(k.seen)
		for _, child := range s.children {
			for i, v := range s.known[child].seen {
				k.seen[i] += v
			}
		}
	}
	gone := len(n.children) - len(s.children)
	least, fewest := float64(max(0, n.MinChildren-gone)), float64(max(0, n.MinLeaves-s.lost[at]))
	if !everywhere || n.MinCoverage > 0 || least > 1 || fewest > 1 || len(n.require) > 0 {
		present := s.den
		clear(present)
		for _, child := range s.children {
			p := s.columns[child].p
			for i := range present {
				if p == nil || p[i] != 0 {
					present[i]++
				}
			}
		}
		k.pass = s.passes(at)
		for i, there := range present {
			if !everywhere {
				number = among[i]
			}
			k.pass[i] = there >= max(least, 1) && there >= n.MinChildShare*number-tolerance &&
				(n.MinCoverage == 0 || k.cover[i] >= n.MinCoverage-tolerance) && (fewest <= 1 || k.seen[i] >= fewest)
		}
		for _, child := range n.require {
			if p := s.columns[child].p; !s.gone[child] && p != nil {
				for i, there := range p {
					k.pass[i] = k.pass[i] && there != 0
				}
			}
		}
	}
	s.known[at], s.pass = k, k.pass
}

// coverage is the weighted mean of what is covered of the children that apply.
func (s *scratch) coverage(at int) []float64 {
	out := sized(&s.ownCover[at], s.p.units)
	clear(out)
	weight := s.num
	clear(weight)
	for _, child := range s.children {
		w, of := s.p.tree.nodes[child].Weight, s.known[child]
		for i, v := range of.cover {
			if of.applies == nil || of.applies[i] > 0 {
				weight[i] += w
				out[i] += w * v
			}
		}
	}
	for i, w := range weight {
		if w > 0 {
			out[i] = min(1, out[i]/w)
		}
	}
	return out
}

// passes is memory for the units that pass.
func (s *scratch) passes(at int) []bool {
	if s.ownPass == nil {
		s.ownPass = make([][]bool, len(s.p.tree.nodes))
	}
	if s.ownPass[at] == nil {
		s.ownPass[at] = make([]bool, s.p.units)
	}
	return s.ownPass[at]
}
