// SPDX-License-Identifier: Apache-2.0

package topology

import "math"

// Point is a position on the grid, in grid units.
type Point struct{ X, Y int }

// borderArc is a stretch of border between two nodes, or a closed border without a node: the same two units all along.
type borderArc struct {
	points      []int32 // indices into network.at; first and last are nodes; equal if closed
	left, right int32   // units, seen along the arc with y down
}

// network is the planar graph of all borders.
type network struct {
	at   []Point
	arcs []borderArc
}

// Directions in which a border leaves a corner of four cells.
var steps = [4]struct{ x, y int }{{1, 0}, {0, 1}, {-1, 0}, {0, -1}} // east, south, west, north

// tracer walks the cracks between cells of different labels. Corner (x, y) has cell (x, y) at its south-east and
// lies at grid position (4x−2, 4y−2).
type tracer struct {
	labels
	land  *landIndex
	seen  []uint8 // per corner: bit 0 the crack to the east was walked, bit 1 the one to the south
	nodes map[int]int32
	net   network
}

// trace turns labels into arcs with all crossings as points.
func trace(lb labels, l *landIndex) network {
	t := &tracer{labels: lb, land: l, seen: make([]uint8, len(lb.cell)), nodes: map[int]int32{}}
	for y := 1; y < lb.down; y++ {
		for x := 1; x < lb.across; x++ {
			if n := t.degree(x, y); n > 2 {
				t.node(x, y)
			}
		}
	}
	for _, closed := range []bool{false, true} {
		for y := 1; y < lb.down; y++ {
			for x := 1; x < lb.across; x++ {
				_, isNode := t.nodes[y*lb.across+x]
				if isNode == closed {
					continue
				}
				for dir := range steps {
					if t.open(x, y, dir) && !t.walked(x, y, dir) {
						t.walk(x, y, dir, closed)
					}
				}
			}
		}
	}
	return t.net
}

// sides gives the cells at the left and at the right of the crack that leaves corner (x, y).
func (t *tracer) sides(x, y, dir int) (left, right int) {
	se := y*t.across + x
	switch dir {
	case 0:
		return se - t.across, se
	case 1:
		return se, se - 1
	case 2:
		return se - 1, se - 1 - t.across
	default:
		return se - 1 - t.across, se - t.across
	}
}

func (t *tracer) open(x, y, dir int) bool {
	a, b := t.sides(x, y, dir)
	return t.cell[a] != t.cell[b]
}

func (t *tracer) degree(x, y int) int {
	n := 0
	for dir := range steps {
		if t.open(x, y, dir) {
			n++
		}
	}
	return n
}

func (t *tracer) crack(x, y, dir int) (*uint8, uint8) {
	if dir >= 2 {
		x, y = x+steps[dir].x, y+steps[dir].y
	}
	return &t.seen[y*t.across+x], 1 << (dir & 1)
}

func (t *tracer) walked(x, y, dir int) bool {
	m, bit := t.crack(x, y, dir)
	return *m&bit != 0
}

// node places a node amid the crossings around its corner.
func (t *tracer) node(x, y int) {
	var sx, sy, n int
	for dir := range steps {
		if t.open(x, y, dir) {
			p := t.cross(x, y, dir)
			sx, sy, n = sx+p.X, sy+p.Y, n+1
		}
	}
	within := func(sum, corner int) int {
		mean := int(math.Round(float64(sum) / float64(n)))
		return min(cellUnits*corner-1, max(cellUnits*(corner-1)+1, mean))
	}
	t.nodes[y*t.across+x] = int32(len(t.net.at))
	t.net.at = append(t.net.at, Point{within(sx, x), within(sy, y)})
}

// walk follows the border from a corner until a node or back to the start.
func (t *tracer) walk(x, y, dir int, closed bool) {
	a, b := t.sides(x, y, dir)
	out := borderArc{left: t.cell[a], right: t.cell[b]}
	if !closed {
		out.points = append(out.points, t.nodes[y*t.across+x])
	}
	startX, startY := x, y
	for {
		m, bit := t.crack(x, y, dir)
		*m |= bit
		out.points = append(out.points, int32(len(t.net.at)))
		t.net.at = append(t.net.at, t.cross(x, y, dir))
		x, y = x+steps[dir].x, y+steps[dir].y
		if n, ok := t.nodes[y*t.across+x]; ok {
			out.points = append(out.points, n)
			break
		}
		if closed && x == startX && y == startY {
			out.points = t.fromExtreme(out.points)
			break
		}
		back := (dir + 2) % 4
		for dir = range steps {
			if dir != back && t.open(x, y, dir) {
				break
			}
		}
	}
	t.net.arcs = append(t.net.arcs, out)
}

// fromExtreme lets a closed arc start and end at its westernmost point, which is a corner of any simplification.
func (t *tracer) fromExtreme(points []int32) []int32 {
	first := 0
	for i, p := range points {
		a, b := t.net.at[p], t.net.at[points[first]]
		if a.X < b.X || a.X == b.X && a.Y < b.Y {
			first = i
		}
	}
	return append(append(append([]int32{}, points[first:]...), points[:first]...), points[first])
}

// cross places the crossing of the border with the line between the centres of the two cells beside a crack.
func (t *tracer) cross(x, y, dir int) Point {
	a, b := t.sides(x, y, dir)
	if a > b {
		a, b = b, a
	}
	ax, ay := a%t.across, a/t.across
	bx, by := b%t.across, b/t.across
	share := t.land.share(centre(ax, ay), centre(bx, by), t.cell[a], t.cell[b])
	k := min(cellUnits-1, max(1, int(math.Round(share*cellUnits))))
	return Point{ax*cellUnits + k*(bx-ax), ay*cellUnits + k*(by-ay)}
}

// share tells at which share of the way from p, in unit a, to q, in unit b, the border between them lies.
func (l *landIndex) share(p, q point, a, b int32) float64 {
	n := int32(len(l.hromadas))
	var f func(point) float64 // negative on the side of a
	switch {
	case b == outside:
		f = l.country
	case a == outside:
		f = func(v point) float64 { return -l.country(v) }
	case a < n && b < n:
		if _, ok := l.swallowed[a]; ok {
			f = l.hromadas[a].distance
			break
		}
		if _, ok := l.swallowed[b]; ok {
			f = func(v point) float64 { return -l.hromadas[b].distance(v) }
			break
		}
		f = func(v point) float64 { return l.hromadas[a].distance(v) - l.hromadas[b].distance(v) }
	case a < n:
		f = l.hromadas[a].distance
	case b < n:
		f = func(v point) float64 { return -l.hromadas[b].distance(v) }
	default:
		return 0.5
	}
	fp, fq := f(p), f(q)
	if !(fp < 0 && fq > 0) { // the labels were tidied here
		return 0.5
	}
	return fp / (fp - fq)
}

// country is the signed distance to the union of the oblasts, negative inside.
func (l *landIndex) country(p point) float64 {
	best := math.Inf(1)
	for i := range l.oblasts {
		if s := &l.oblasts[i]; !s.beyond(p, cellUnits) {
			best = min(best, s.distance(p))
		}
	}
	return best
}
