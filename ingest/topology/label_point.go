// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"container/heap"
	"math"
)

// labelPoint gives a whole-number point inside the largest polygon, about as far from its border as any: the pole of
// inaccessibility, found by halving squares and dropping those that cannot hold a better point (Garcia-Castellanos
// and Lombardo 2007, "Poles of inaccessibility").
func labelPoint(polygon [][]Point) Point {
	var s shape
	low, high := polygon[0][0], polygon[0][0]
	for _, ring := range polygon {
		for i, p := range ring {
			q := ring[(i+1)%len(ring)]
			s.edges = append(s.edges, borderEdge{point{float64(p.X), float64(p.Y)}, point{float64(q.X), float64(q.Y)}})
			low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	half := 1
	for 2*half < max(high.X-low.X, high.Y-low.Y) {
		half *= 2
	}
	queue := &squares{}
	best, depth := low, math.Inf(-1)
	try := func(at Point, half int) {
		d := -s.distance(point{float64(at.X), float64(at.Y)})
		if d > depth {
			best, depth = at, d
		}
		if reach := d + float64(half)*math.Sqrt2; reach > depth*1.02 {
			heap.Push(queue, square{at, half, reach})
		}
	}
	try(Point{(low.X + high.X) / 2, (low.Y + high.Y) / 2}, half)
	for queue.Len() > 0 {
		q := heap.Pop(queue).(square)
		if q.reach <= depth*1.02 {
			break
		}
		if q.half > 1 {
			h := q.half / 2
			for _, d := range [4]Point{{-h, -h}, {h, -h}, {-h, h}, {h, h}} {
				try(Point{q.at.X + d.X, q.at.Y + d.Y}, h)
			}
			continue
		}
		for _, d := range [4]Point{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
			try(Point{q.at.X + d.X, q.at.Y + d.Y}, 0)
		}
	}
	return best
}

type square struct {
	at    Point
	half  int
	reach float64 // no point of the square is farther from the border
}

type squares []square

func (s squares) Len() int           { return len(s) }
func (s squares) Less(i, j int) bool { return s[i].reach > s[j].reach }
func (s squares) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *squares) Push(x any)        { *s = append(*s, x.(square)) }
func (s *squares) Pop() any {
	last := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return last
}
