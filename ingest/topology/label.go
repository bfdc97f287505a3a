// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"math"
	"slices"
)

const (
	outside   = -1 // not in the country
	nobody    = -2 // in the country, no unit yet
	manyUnits = -3 // claimed by several polygons
)

// labels is the label grid: cell (x, y), with its centre at grid position (4x, 4y), belongs to unit cell[y*across+x].
// Units 0 … n−1 are the hromadas; n + r is the part of raion r where no hromada has a polygon.
type labels struct {
	across, down int
	cell         []int32
}

func centre(x, y int) point { return point{float64(x * cellUnits), float64(y * cellUnits)} }

// landIndex is everything needed to tell to whom a point belongs.
type landIndex struct {
	grid                      DrawingPlane
	hromadas, raions, oblasts []shape
	raionOblast               []int         // raion → oblast
	swallowed                 map[int32]int // hromadas most of whose polygon lies under those of others → cells
	near                      buckets[int32]
	opt                       Options
}

func newLand(g DrawingPlane, hromadas, raions, oblasts []shape, raionOblast []int, opt Options) *landIndex {
	l := &landIndex{
		grid: g, hromadas: hromadas, raions: raions, oblasts: oblasts, raionOblast: raionOblast, opt: opt,
		near: newBuckets[int32](g),
	}
	for i, s := range hromadas {
		if len(s.edges) > 0 {
			l.near.add(int32(i), s.low, s.high, l.units(opt.GapKm))
		}
	}
	return l
}

func (l *landIndex) units(km float64) float64 { return km * l.grid.UnitsPerKm }

// label draws the label grid.
func (l *landIndex) label() labels {
	across, down := l.grid.Width/cellUnits+1, l.grid.Height/cellUnits+1
	lb := labels{across, down, make([]int32, across*down)}
	for i := range lb.cell {
		lb.cell[i] = outside
	}
	for i := range l.oblasts {
		lb.fill(&l.oblasts[i], func(c int) { lb.cell[c] = nobody })
	}
	l.fillGapsBetweenOblasts(lb)

	claim := make([]int32, len(lb.cell))
	for i := range claim {
		claim[i] = nobody
	}
	for i := range l.hromadas {
		lb.fill(&l.hromadas[i], func(c int) {
			if claim[c] == nobody {
				claim[c] = int32(i)
			} else {
				claim[c] = manyUnits
			}
		})
	}
	l.findSwallowed(lb, claim)
	var blank []int
	for c := range lb.cell {
		switch {
		case lb.cell[c] == outside:
		case claim[c] >= 0:
			lb.cell[c] = claim[c]
		default:
			p := centre(c%across, c/across)
			if unit, d := l.nearest(p); d <= l.units(l.opt.GapKm) {
				lb.cell[c] = unit
			} else {
				blank = append(blank, c)
			}
		}
	}
	l.labelBlank(lb, claim, blank)
	lb.dropSpecks(len(l.hromadas), max(2, int(l.units(1)*l.units(1)*l.opt.SpeckKm2/(cellUnits*cellUnits))))
	return lb
}

// fill calls do for every cell whose centre lies in the shape.
func (lb labels) fill(s *shape, do func(cell int)) {
	if len(s.edges) == 0 {
		return
	}
	top := max(0, int(math.Ceil(s.low.y/cellUnits)))
	rows := make([][]float64, max(0, min(lb.down, int(s.high.y/cellUnits)+1)-top))
	for _, e := range s.edges {
		y1, y2 := min(e.a.y, e.b.y), max(e.a.y, e.b.y)
		for y := max(0, int(math.Ceil(y1/cellUnits))); y-top < len(rows) && float64(y*cellUnits) < y2; y++ {
			rows[y-top] = append(rows[y-top], crossing(e, float64(y*cellUnits)))
		}
	}
	for y, xs := range rows {
		slices.Sort(xs)
		for i := 0; i+1 < len(xs); i += 2 {
			for x := max(0, int(math.Ceil(xs[i]/cellUnits))); x < lb.across && float64(x*cellUnits) < xs[i+1]; x++ {
				do((y+top)*lb.across + x)
			}
		}
	}
}

// fillGapsBetweenOblasts adds to the country the cells in no oblast that lie in a narrow gap between two.
func (l *landIndex) fillGapsBetweenOblasts(lb labels) {
	type side struct {
		oblast int32
		e      borderEdge
	}
	gap := l.units(l.opt.GapKm)
	near := newBuckets[side](l.grid)
	for i, s := range l.oblasts {
		for _, e := range s.edges {
			low := point{min(e.a.x, e.b.x), min(e.a.y, e.b.y)}
			high := point{max(e.a.x, e.b.x), max(e.a.y, e.b.y)}
			near.add(side{int32(i), e}, low, high, gap)
		}
	}
	for c := range lb.cell {
		x, y := c%lb.across, c/lb.across
		if lb.cell[c] != outside || x == 0 || y == 0 || x == lb.across-1 || y == lb.down-1 {
			continue
		}
		p := centre(x, y)
		var first, second point // towards the nearest oblast and the nearest other one
		d1, d2, who := math.Inf(1), math.Inf(1), int32(outside)
		for _, s := range near.at(p) {
			v := s.e.toward(p)
			d := math.Hypot(v.x, v.y)
			switch {
			case s.oblast == who && d < d1:
				first, d1 = v, d
			case s.oblast != who && d < d1:
				first, second, d1, d2, who = v, first, d, d1, s.oblast
			case s.oblast != who && d < d2:
				second, d2 = v, d
			}
		}
		// Seen from a point between two oblasts they lie on opposite sides; seen from abroad on the same one.
		if d1+d2 < gap && first.x*second.x+first.y*second.y <= 0 {
			lb.cell[c] = nobody
		}
	}
}

// findSwallowed notes the hromadas most of whose cells are claimed by others too: a town whose surroundings lost their
// hole. Such a one is drawn as its own polygon says, else it would vanish or shrink to a rim.
func (l *landIndex) findSwallowed(lb labels, claim []int32) {
	l.swallowed = map[int32]int{}
	for i := range l.hromadas {
		size, shared := 0, 0
		lb.fill(&l.hromadas[i], func(c int) {
			size++
			if claim[c] == manyUnits {
				shared++
			}
		})
		if 2*shared > size {
			l.swallowed[int32(i)] = size
		}
	}
}

// nearest gives the hromada with the least signed distance to p, or an infinite distance if none is within the gap.
// Inside swallowed hromadas it gives the smallest of them.
func (l *landIndex) nearest(p point) (int32, float64) {
	best, unit := math.Inf(1), int32(nobody)
	small := math.MaxInt
	for _, i := range l.near.at(p) {
		s := &l.hromadas[i]
		if s.beyond(p, min(max(best, 0), l.units(l.opt.GapKm))) {
			continue
		}
		d := s.distance(p)
		if size, ok := l.swallowed[i]; ok && d < 0 {
			if size < small {
				best, unit, small = d, i, size
			}
		} else if d < best && small == math.MaxInt {
			best, unit = d, i
		}
	}
	return unit, best
}

// labelBlank gives every large area far from all hromadas, up to their polygons, to its raion and every small one to
// the neighbours around it.
func (l *landIndex) labelBlank(lb labels, claim []int32, blank []int) {
	const waiting = -4
	for _, c := range blank {
		lb.cell[c] = waiting
	}
	reach := int(math.Ceil(l.units(l.opt.GapKm) / cellUnits))
	least := l.opt.BlankKm2 * l.units(1) * l.units(1) / (cellUnits * cellUnits)
	var small []int
	for _, c := range blank {
		if lb.cell[c] != waiting {
			continue
		}
		area := lb.grow([]int{c}, nobody, len(lb.cell), func(c int) bool { return lb.cell[c] == waiting })
		if float64(len(area)) < least {
			small = append(small, area...)
			continue
		}
		area = lb.grow(area, nobody, reach, func(c int) bool { return claim[c] == nobody && lb.cell[c] >= 0 })
		for _, c := range area {
			lb.cell[c] = int32(len(l.hromadas) + l.raionAt(centre(c%lb.across, c/lb.across)))
		}
	}
	// From the rim inwards; an islet without a unit beside it goes to the closest one.
	for len(small) > 0 {
		var rim, rest []int
		var units []int32
		for _, c := range small {
			if u := lb.neighbour(c); u >= 0 {
				rim, units = append(rim, c), append(units, u)
			} else {
				rest = append(rest, c)
			}
		}
		if len(rim) == 0 {
			rim, rest = rest[:1], rest[1:]
			units = append(units, l.closest(centre(rim[0]%lb.across, rim[0]/lb.across)))
		}
		for i, c := range rim {
			lb.cell[c] = units[i]
		}
		small = rest
	}
}

// grow marks the cells reachable from the seeds in at most the given number of steps and returns them with the seeds.
func (lb labels) grow(seeds []int, mark int32, steps int, may func(int) bool) []int {
	out := seeds
	for _, c := range seeds {
		lb.cell[c] = mark
	}
	for from := 0; steps > 0 && from < len(out); steps-- {
		to := len(out)
		for _, c := range out[from:to] {
			for _, n := range [4]int{c - lb.across, c - 1, c + 1, c + lb.across} {
				if may(n) {
					lb.cell[n] = mark
					out = append(out, n)
				}
			}
		}
		from = to
	}
	return out
}

// neighbour is the unit with most of the four cells around c, the smallest on a tie, or a negative value.
func (lb labels) neighbour(c int) int32 {
	around := []int32{lb.cell[c-lb.across], lb.cell[c-1], lb.cell[c+1], lb.cell[c+lb.across]}
	return commonest(around, func(u int32) bool { return u >= 0 })
}

func commonest(list []int32, counts func(int32) bool) int32 {
	slices.Sort(list)
	best, most := int32(nobody), 0
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j] == list[i] {
			j++
		}
		if j-i > most && counts(list[i]) {
			best, most = list[i], j-i
		}
		i = j
	}
	return best
}

// closest is nearest without a limit of distance.
func (l *landIndex) closest(p point) int32 {
	best, unit := math.Inf(1), int32(outside)
	for i := range l.hromadas {
		if len(l.hromadas[i].edges) == 0 {
			continue
		}
		if d := l.hromadas[i].distance(p); d < best {
			best, unit = d, int32(i)
		}
	}
	return unit
}

// raionAt is the raion in which p lies deepest or to which it is nearest, among those of its oblast.
func (l *landIndex) raionAt(p point) int {
	oblast, best := 0, math.Inf(1)
	for i := range l.oblasts {
		if d := l.oblasts[i].distance(p); d < best {
			oblast, best = i, d
		}
	}
	raion, best := 0, math.Inf(1)
	for i := range l.raions {
		if l.raionOblast[i] != oblast {
			continue
		}
		if d := l.raions[i].distance(p); d < best {
			raion, best = i, d
		}
	}
	return raion
}

// dropSpecks gives every part of a unit, and every hole in the country, of fewer cells than least to the unit along
// most of its edge; the largest part of a unit and islands of more than one cell always stay.
func (lb labels) dropSpecks(hromadas, least int) {
	part := make([]int32, len(lb.cell)) // part number + 1
	var cells [][]int                   // of the small parts; nil for others
	largest := map[int32]int{}
	var size []int
	for c := range lb.cell {
		if part[c] != 0 {
			continue
		}
		u := lb.cell[c]
		n := int32(len(size) + 1)
		part[c] = n
		list := []int{c}
		for i := 0; i < len(list); i++ {
			x := list[i] % lb.across
			for k, to := range [4]int{list[i] - lb.across, list[i] - 1, list[i] + 1, list[i] + lb.across} {
				if to < 0 || to >= len(lb.cell) || k == 1 && x == 0 || k == 2 && x == lb.across-1 {
					continue
				}
				if part[to] == 0 && lb.cell[to] == u {
					part[to] = n
					list = append(list, to)
				}
			}
		}
		size = append(size, len(list))
		if best, ok := largest[u]; u < int32(hromadas) && (!ok || len(list) > size[best]) {
			largest[u] = int(n - 1)
		}
		if len(list) >= least {
			list = nil
		}
		cells = append(cells, list)
	}
	for n, list := range cells {
		if list == nil {
			continue
		}
		u := lb.cell[list[0]]
		if best, ok := largest[u]; ok && best == n {
			continue
		}
		var around []int32
		for _, c := range list {
			for _, to := range [4]int{c - lb.across, c - 1, c + 1, c + lb.across} {
				if lb.cell[to] != u {
					around = append(around, lb.cell[to])
				}
			}
		}
		island := !slices.ContainsFunc(around, func(u int32) bool { return u != outside })
		if island && len(list) > 1 {
			continue
		}
		for _, c := range list {
			lb.cell[c] = commonest(around, func(int32) bool { return true })
		}
	}
}
