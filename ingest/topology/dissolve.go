// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"fmt"
	"math"
)

// dissolve joins arcs into the rings of each group. group maps a unit to its group, negative for none; the ring of
// a group keeps it on its left (y down), hence exteriors run anticlockwise on the screen and holes clockwise.
func (net *network) dissolve(group func(unit int32) int32) (map[int32][][]Point, error) {
	type use struct {
		points []int32 // in the direction of use
		done   bool
	}
	uses := map[int32][]*use{}
	for _, a := range net.arcs {
		l, r := group(a.left), group(a.right)
		if l == r {
			continue
		}
		if l >= 0 {
			uses[l] = append(uses[l], &use{points: a.points})
		}
		if r >= 0 {
			back := make([]int32, len(a.points))
			for i, p := range a.points {
				back[len(back)-1-i] = p
			}
			uses[r] = append(uses[r], &use{points: back})
		}
	}
	rings := map[int32][][]Point{}
	for g, list := range uses {
		from := map[int32][]*use{}
		for _, u := range list {
			from[u.points[0]] = append(from[u.points[0]], u)
		}
		for _, start := range list {
			if start.done {
				continue
			}
			var ring []Point
			for u := start; ; {
				u.done = true
				for _, p := range u.points[:len(u.points)-1] {
					ring = append(ring, net.at[p])
				}
				end := u.points[len(u.points)-1]
				before := net.at[u.points[len(u.points)-2]]
				var next *use
				best := math.Inf(1)
				for _, v := range from[end] {
					if turn := sweep(net.at[end], before, net.at[v.points[1]]); turn < best {
						next, best = v, turn
					}
				}
				if next == nil {
					return nil, fmt.Errorf("border of group %d ends at %v", g, net.at[end])
				}
				if next == start {
					break
				}
				if next.done {
					return nil, fmt.Errorf("border of group %d runs twice through %v", g, net.at[end])
				}
				u = next
			}
			rings[g] = append(rings[g], ring)
		}
	}
	return rings, nil
}

// sweep is the angle, above 0 and up to a full turn, from the direction centre→from clockwise on the screen to
// centre→to: the group lies within it.
func sweep(centre, from, to Point) float64 {
	angle := func(p Point) float64 { return math.Atan2(float64(p.Y-centre.Y), float64(p.X-centre.X)) }
	d := angle(to) - angle(from)
	for d <= 0 {
		d += 2 * math.Pi
	}
	return d
}

// signedArea is the area of a ring in grid units², positive if it runs anticlockwise on the screen (y down).
func signedArea(ring []Point) float64 {
	sum := 0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += q.X*p.Y - p.X*q.Y
	}
	return float64(sum) / 2
}
