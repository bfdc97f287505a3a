// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"container/heap"
	"math"
)

// simplifier removes points from the arcs of a network, those of the least triangle first.
type simplifier struct {
	net        *network
	prev, next []int32 // neighbours along the arc; −1 at nodes and removed points
	of         []int32 // arc of each inner point
	left       []int   // points left per arc, ends included
	limit      []float64
	count      map[int32]int     // points left around each unit
	straight   map[[2]int32]bool // pairs of nodes joined by an arc without inner points
	tiles      [][]int32
	across     int
	queue      candidates
	minPoints  int
}

const tileUnits = 16

// flatUnits: a point less than this far from the line between its neighbours is noise of the label grid, however
// long the line; less at a small unit.
const flatUnits = 1.5

// candidate is a point with its triangle's area over the limit of its arc, or its height over flatUnits if less.
type candidate struct {
	cost  float64
	point int32
	prev  int32 // neighbours when the cost was taken: another pair means that it is out of date
	next  int32
}

type candidates []candidate

func (c candidates) Len() int { return len(c) }
func (c candidates) Less(i, j int) bool {
	return c[i].cost < c[j].cost || c[i].cost == c[j].cost && c[i].point < c[j].point
}
func (c candidates) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c *candidates) Push(x any)   { *c = append(*c, x.(candidate)) }
func (c *candidates) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

// simplify removes every inner point whose triangle is smaller than area(arc), in grid units², and than the given share
// of the smaller unit beside it, as long as each ring keeps an area and each unit minPoints points. Planarity is kept.
func (net *network) simplify(g DrawingPlane, size map[int32]float64, area func(borderArc) float64, share float64, minPoints int) {
	n := len(net.at)
	s := &simplifier{
		net: net, prev: make([]int32, n), next: make([]int32, n), of: make([]int32, n),
		left: make([]int, len(net.arcs)), limit: make([]float64, len(net.arcs)), count: map[int32]int{},
		straight: map[[2]int32]bool{}, across: g.Width/tileUnits + 1, minPoints: minPoints,
	}
	s.tiles = make([][]int32, s.across*(g.Height/tileUnits+1))
	for i := range s.prev {
		s.prev[i], s.next[i] = -1, -1
		t := s.tile(net.at[i])
		s.tiles[t] = append(s.tiles[t], int32(i))
	}
	for i, a := range net.arcs {
		s.left[i] = len(a.points)
		s.limit[i] = area(a)
		for _, u := range []int32{a.left, a.right} {
			s.count[u] += len(a.points) - 1
			if u >= 0 {
				s.limit[i] = min(s.limit[i], share*size[u])
			}
		}
		for k := 1; k < len(a.points)-1; k++ {
			p := a.points[k]
			s.prev[p], s.next[p], s.of[p] = a.points[k-1], a.points[k+1], int32(i)
		}
	}
	// A point kept because another one lay in its triangle may go once that one has gone.
	for removed := 1; removed > 0; {
		for p := range s.prev {
			s.push(int32(p))
		}
		removed = 0
		for len(s.queue) > 0 {
			c := heap.Pop(&s.queue).(candidate)
			if s.prev[c.point] == c.prev && s.next[c.point] == c.next && s.remove(c) {
				removed++
			}
		}
	}
	for i := range net.arcs {
		s.collect(&net.arcs[i])
	}
}

func (s *simplifier) tile(p Point) int { return p.Y/tileUnits*s.across + p.X/tileUnits }

// twice is twice the signed area of the triangle a, b, c.
func twice(a, b, c Point) int { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }

func (s *simplifier) push(p int32) {
	if s.prev[p] < 0 {
		return
	}
	at := s.net.at
	a, c := at[s.prev[p]], at[s.next[p]]
	area := math.Abs(float64(twice(a, at[p], c))) / 2
	cost := area / s.limit[s.of[p]]
	if base := math.Hypot(float64(c.X-a.X), float64(c.Y-a.Y)); base > 0 {
		cost = min(cost, 2*area/base/min(flatUnits, math.Sqrt(s.limit[s.of[p]])/2))
	}
	if cost <= 1 {
		heap.Push(&s.queue, candidate{cost, p, s.prev[p], s.next[p]})
	}
}

func (s *simplifier) remove(c candidate) bool {
	i := s.of[c.point]
	a := &s.net.arcs[i]
	ends := [2]int32{min(a.points[0], a.points[len(a.points)-1]), max(a.points[0], a.points[len(a.points)-1])}
	switch {
	case s.count[a.left] <= s.minPoints || s.count[a.right] <= s.minPoints:
		return false
	case ends[0] == ends[1] && s.left[i] <= 5:
		return false // a closed arc keeps 4 points
	case s.left[i] == 3 && s.straight[ends]:
		return false // two straight arcs would coincide
	case s.occupied(c):
		return false
	}
	if s.left[i] == 3 {
		s.straight[ends] = true
	}
	s.left[i]--
	s.count[a.left]--
	s.count[a.right]--
	p, n := c.prev, c.next
	if s.next[p] >= 0 && s.of[p] == i {
		s.next[p] = n
	}
	if s.prev[n] >= 0 && s.of[n] == i {
		s.prev[n] = p
	}
	s.prev[c.point], s.next[c.point] = -1, -1
	t := s.tile(s.net.at[c.point])
	for k, q := range s.tiles[t] {
		if q == c.point {
			s.tiles[t] = append(s.tiles[t][:k], s.tiles[t][k+1:]...)
			break
		}
	}
	s.push(p)
	s.push(n)
	return true
}

// occupied tells that another point lies in the closed triangle of the candidate and its neighbours.
func (s *simplifier) occupied(c candidate) bool {
	at := s.net.at
	p, q, r := at[c.prev], at[c.point], at[c.next]
	if twice(p, q, r) < 0 {
		p, r = r, p
	}
	x1, x2 := min(p.X, q.X, r.X)/tileUnits, max(p.X, q.X, r.X)/tileUnits
	y1, y2 := min(p.Y, q.Y, r.Y)/tileUnits, max(p.Y, q.Y, r.Y)/tileUnits
	flat := twice(p, q, r) == 0
	for y := y1; y <= y2; y++ {
		for x := x1; x <= x2; x++ {
			for _, o := range s.tiles[y*s.across+x] {
				if o == c.point || o == c.prev || o == c.next {
					continue
				}
				v := at[o]
				if twice(p, q, v) < 0 || twice(q, r, v) < 0 || twice(r, p, v) < 0 {
					continue
				}
				if !flat || v.X >= min(p.X, q.X, r.X) && v.X <= max(p.X, q.X, r.X) &&
					v.Y >= min(p.Y, q.Y, r.Y) && v.Y <= max(p.Y, q.Y, r.Y) {
					return true
				}
			}
		}
	}
	return false
}

// collect keeps the points of an arc that were not removed.
func (s *simplifier) collect(a *borderArc) {
	kept := a.points[:1]
	for k := 1; k < len(a.points)-1; k++ {
		if s.prev[a.points[k]] >= 0 {
			kept = append(kept, a.points[k])
		}
	}
	a.points = append(kept, a.points[len(a.points)-1])
}
