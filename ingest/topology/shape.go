// SPDX-License-Identifier: Apache-2.0

package topology

import "math"

// shape is a unit's polygon set on the grid, in grid units, filled by the even-odd rule.
type shape struct {
	edges     []borderEdge
	low, high point
}

type borderEdge struct{ a, b point }

func newShape(g DrawingPlane, rings [][]point) shape {
	s := shape{low: point{math.Inf(1), math.Inf(1)}, high: point{math.Inf(-1), math.Inf(-1)}}
	for _, r := range rings {
		for i := range r {
			x, y := g.Project(r[i].x, r[i].y)
			p := point{x, y}
			s.low = point{min(s.low.x, x), min(s.low.y, y)}
			s.high = point{max(s.high.x, x), max(s.high.y, y)}
			if i > 0 {
				s.edges[len(s.edges)-1].b = p
			}
			if i < len(r)-1 {
				s.edges = append(s.edges, borderEdge{a: p})
			}
		}
	}
	return s
}

// distance is the distance from p to the outline, negative inside.
func (s *shape) distance(p point) float64 {
	best := math.Inf(1)
	inside := false
	for _, e := range s.edges {
		best = min(best, e.squared(p))
		if (e.a.y > p.y) != (e.b.y > p.y) && p.x < crossing(e, p.y) {
			inside = !inside
		}
	}
	if inside {
		return -math.Sqrt(best)
	}
	return math.Sqrt(best)
}

// beyond tells that p is farther than reach from the shape's bounding box, hence from the shape.
func (s *shape) beyond(p point, reach float64) bool {
	return p.x < s.low.x-reach || p.x > s.high.x+reach || p.y < s.low.y-reach || p.y > s.high.y+reach
}

// squared is the squared distance from p to the edge.
func (e borderEdge) squared(p point) float64 {
	d := e.toward(p)
	return d.x*d.x + d.y*d.y
}

// toward is the vector from p to the nearest point of the edge.
func (e borderEdge) toward(p point) point {
	dx, dy := e.b.x-e.a.x, e.b.y-e.a.y
	px, py := e.a.x-p.x, e.a.y-p.y
	if l := dx*dx + dy*dy; l > 0 {
		t := min(1, max(0, -(px*dx+py*dy)/l))
		px += t * dx
		py += t * dy
	}
	return point{px, py}
}

// crossing is the x at which an edge that crosses the horizontal y does so.
func crossing(e borderEdge, y float64) float64 {
	return e.a.x + (y-e.a.y)*(e.b.x-e.a.x)/(e.b.y-e.a.y)
}

// buckets finds the shapes, or their edges, near a point: squares of bucketUnits, each listing what comes within reach.
type buckets[T any] struct {
	across int
	list   [][]T
}

const bucketUnits = 16 * cellUnits

func newBuckets[T any](g DrawingPlane) buckets[T] {
	across, down := g.Width/bucketUnits+1, g.Height/bucketUnits+1
	return buckets[T]{across, make([][]T, across*down)}
}

func (b buckets[T]) add(item T, low, high point, reach float64) {
	down := len(b.list) / b.across
	clamp := func(v float64, n int) int { return min(n-1, max(0, int(math.Floor(v/bucketUnits)))) }
	x1, x2 := clamp(low.x-reach, b.across), clamp(high.x+reach, b.across)
	y1, y2 := clamp(low.y-reach, down), clamp(high.y+reach, down)
	for y := y1; y <= y2; y++ {
		for x := x1; x <= x2; x++ {
			b.list[y*b.across+x] = append(b.list[y*b.across+x], item)
		}
	}
}

func (b buckets[T]) at(p point) []T {
	return b.list[int(p.y)/bucketUnits*b.across+int(p.x)/bucketUnits]
}
