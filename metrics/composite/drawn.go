// SPDX-License-Identifier: Apache-2.0

package composite

import "math"

// Drawn is what one replicate chose.
type Drawn struct {
	Normalise, Aggregate string   // empty = as the spec says
	Dropped              []string // indicators left out
	// Weights are the shares among siblings of the nodes named by Weighed; nil when
	// they do not vary.
	Weights []float64
	// Lower and Upper are the bounds of the indicators named by Leaves, in their
	// unit; NaN where the method has none, nil when they do not vary.
	Lower, Upper []float64
}

// Weighed are the codes whose weights may vary: aggregates below the root, or all
// nodes below it.
func (s *Simulation) Weighed() []string {
	var codes []string
	for _, n := range s.plan.tree.nodes[1:] {
		if len(n.children) > 0 || s.leavesToo() {
			codes = append(codes, n.Code)
		}
	}
	return codes
}

// Leaves are the codes of the indicators in the order of the tree.
func (s *Simulation) Leaves() []string { return s.plan.tree.Leaves() }

// draw tells what a point chooses.
func (s *Simulation) draw(u []float64, work *scratch, c *choice) Drawn {
	s.choose(u, work, c)
	var d Drawn
	nodes := s.plan.tree.nodes
	if len(s.vary.Normalise) > 0 {
		d.Normalise = s.plan.variants[c.variant].name
	}
	if c.rule >= 0 {
		d.Aggregate = s.plan.rules[c.rule].String()
	}
	for _, at := range s.plan.leaves {
		if c.off[at] && c.dropped {
			d.Dropped = append(d.Dropped, nodes[at].Code)
		}
	}
	if c.reweighed {
		for at := 1; at < len(nodes); at++ {
			if len(nodes[at].children) == 0 && !c.leavesToo {
				continue
			}
			sum := 0.0
			for _, sibling := range nodes[nodes[at].parent].children {
				sum += c.weights[sibling]
			}
			d.Weights = append(d.Weights, c.weights[at]/sum)
		}
	}
	if c.shifted {
		v := s.plan.variants[c.variant]
		for k := range s.plan.leaves {
			lower, upper := math.NaN(), math.NaN()
			if v.moved[k] {
				lower, upper = v.bounds[k].between(c.lower[k], 1+c.upper[k])
			}
			d.Lower, d.Upper = append(d.Lower, lower), append(d.Upper, upper)
		}
	}
	return d
}

// between gives the bounds that lie at two places along the direction, 0 and 1
// being the bounds as they are.
func (b Bound) between(from, to float64) (lower, upper float64) {
	lower, upper = b.Scale.of(b.Lower), b.Scale.of(b.Upper)
	span := upper - lower
	if b.Direction == Negative {
		lower, upper = upper-to*span, upper-from*span
	} else {
		lower, upper = lower+from*span, lower+to*span
	}
	return b.Scale.back(lower), b.Scale.back(upper)
}
