// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// point is a longitude and a latitude in degrees, WGS84.
type point struct{ x, y float64 }

// groundCell is the ground of one community, or of a city with special status: corners of the lattice in the order of a closed walk that keeps
// the ground on its left, without the first again.
type groundCell struct {
	oblast    *Oblast
	community *Community // nil for a city with special status
	corners   []int
}

// ground is where everything lies: cells of one lattice, whose neighbours share corners, so that borders fit.
type ground struct {
	corners []point
	cells   []*groundCell
}

// bands are the oblasts from north to south and west to east, by the place that each number has on the tile map of the project; the band
// of the south is the peninsula. ends are the longitudes of the country at the upper and the lower line of a band.
var bands = []struct {
	numbers      []int
	upper, lower [2]float64
}{
	{[]int{7, 56, 18, 74, 59}, [2]float64{23.9, 34.4}, [2]float64{23.3, 35.4}},
	{[]int{46, 61, 68, 32, 53, 63, 44}, [2]float64{23.3, 37.6}, [2]float64{22.5, 39.9}},
	{[]int{21, 26, 5, 71, 35, 12, 14}, [2]float64{22.4, 39.9}, [2]float64{24.2, 38.4}},
	{[]int{73, 51, 48, 65, 23}, [2]float64{25.0, 37.6}, [2]float64{29.6, 35.6}},
	{[]int{1}, [2]float64{32.9, 35.2}, [2]float64{33.6, 36.2}},
}

// latitudes of the lines between bands.
var latitudes = []float64{52.1, 50.6, 49.0, 47.5, 46.0, 44.6}

// guests are cities with special status, each inside an oblast.
var guests = map[int]int{32: 80, 1: 85}

// lay draws where every community lies.
func (c *Country) lay() *ground {
	g := &ground{}
	byNumber := map[int]*Oblast{}
	for k, n := range numbers {
		byNumber[n] = c.Oblasts[k]
	}
	type span struct {
		from, to float64
		cell     *groundCell
	}
	var rows [][]span
	lines := []float64{latitudes[0]}
	for b, band := range bands {
		blocks := make([][]*groundCell, len(band.numbers))
		least, sum := math.MaxInt, 0
		for i, n := range band.numbers {
			blocks[i] = block(byNumber[n], byNumber[guests[n]])
			least, sum = min(least, len(blocks[i])), sum+len(blocks[i])
		}
		width := (band.upper[1] - band.upper[0] + band.lower[1] - band.lower[0]) / 2 * 0.67 // in degrees of latitude
		height := latitudes[b] - latitudes[b+1]
		count := max(1, min(least, int(math.Round(math.Sqrt(float64(sum)*height/width)))))
		for r := range count {
			f := (float64(r) + 0.5) / float64(count)
			west, east := band.upper[0]+f*(band.lower[0]-band.upper[0]), band.upper[1]+f*(band.lower[1]-band.upper[1])
			var row []span
			for i, cells := range blocks {
				here := cells[len(cells)*r/count : len(cells)*(r+1)/count]
				if r%2 == 1 { // there and back, so that raions stay together
					here = slices.Clone(here)
					slices.Reverse(here)
				}
				a, z := west+(east-west)*float64(i)/float64(len(blocks)), west+(east-west)*float64(i+1)/float64(len(blocks))
				for k, at := range here {
					row = append(row, span{a + (z-a)*float64(k)/float64(len(here)), a + (z-a)*float64(k+1)/float64(len(here)), at})
				}
			}
			rows = append(rows, row)
			lines = append(lines, latitudes[b]-height*float64(r+1)/float64(count))
		}
	}
	// A line has the ends of the cells above and below it.
	ends := make([][]float64, len(lines))
	for r, row := range rows {
		for _, s := range row {
			ends[r] = append(ends[r], s.from, s.to)
			ends[r+1] = append(ends[r+1], s.from, s.to)
		}
	}
	first := make([]int, len(lines))
	for j := range lines {
		slices.Sort(ends[j])
		ends[j] = slices.CompactFunc(ends[j], func(a, b float64) bool { return math.Abs(b-a) < 1e-9 })
		first[j] = len(g.corners)
		for k, x := range ends[j] {
			gap, deep := math.MaxFloat64, math.MaxFloat64
			for _, n := range []int{k - 1, k + 1} {
				if n >= 0 && n < len(ends[j]) {
					gap = min(gap, math.Abs(ends[j][n]-x))
				}
			}
			for _, n := range []int{j - 1, j + 1} {
				if n >= 0 && n < len(lines) {
					deep = min(deep, math.Abs(lines[n]-lines[j]))
				}
			}
			r := c.Rand("corner", fmt.Sprint(j, " ", k))
			g.corners = append(g.corners, point{x + 0.3*gap*(2*r.Float64()-1), lines[j] + 0.22*deep*(2*r.Float64()-1)})
		}
	}
	at := func(j int, from, to float64) (out []int) {
		for k, x := range ends[j] {
			if x > from-1e-9 && x < to+1e-9 {
				out = append(out, first[j]+k)
			}
		}
		return out
	}
	for r, row := range rows {
		for _, s := range row {
			upper, lower := at(r, s.from, s.to), at(r+1, s.from, s.to)
			slices.Reverse(upper)
			s.cell.corners = append(lower, upper...)
			g.cells = append(g.cells, s.cell)
			if h := s.cell.community; h != nil {
				middle := g.middle(s.cell)
				h.Lat, h.Lon = middle.y, middle.x
			}
		}
	}
	return g
}

// block lists the ground of an oblast raion by raion, with its guest in the middle.
func block(o, guest *Oblast) (out []*groundCell) {
	for _, r := range o.Raions {
		for _, h := range r.Communities {
			out = append(out, &groundCell{oblast: o, community: h})
		}
	}
	if guest != nil {
		out = slices.Insert(out, len(out)/2, &groundCell{oblast: guest})
	}
	return out
}

// middle is the mean of a cell's corners.
func (g *ground) middle(c *groundCell) (m point) {
	for _, k := range c.corners {
		m.x, m.y = m.x+g.corners[k].x/float64(len(c.corners)), m.y+g.corners[k].y/float64(len(c.corners))
	}
	return m
}

// borderEdge is one stretch of border from corner to corner, with the ground on its left.
type borderEdge struct{ from, to int }

// rings are the borders of cells taken together: closed walks with the ground on the left, so that holes go the other way round.
func (g *ground) rings(cells []*groundCell) [][]int {
	open := map[int][]int{}
	for _, c := range cells {
		for k, from := range c.corners {
			to := c.corners[(k+1)%len(c.corners)]
			if i := slices.Index(open[to], from); i >= 0 { // what two cells share is no border
				open[to] = slices.Delete(open[to], i, i+1)
				continue
			}
			open[from] = append(open[from], to)
		}
	}
	var starts []int
	for from := range open {
		starts = append(starts, from)
	}
	slices.Sort(starts)
	var out [][]int
	for _, start := range starts {
		for len(open[start]) > 0 {
			ring, before := []int{start}, start
			here := open[start][0]
			open[start] = open[start][1:]
			for here != start {
				ring = append(ring, here)
				next := g.turn(before, here, open[here])
				open[here] = slices.DeleteFunc(open[here], func(k int) bool { return k == next })
				before, here = here, next
			}
			out = append(out, ring)
		}
	}
	return out
}

// turn chooses the sharpest turn to the left, so that two parts that touch in a corner stay two rings.
func (g *ground) turn(before, here int, next []int) int {
	angle := func(k int) float64 {
		a, b, c := g.corners[before], g.corners[here], g.corners[k]
		turn := math.Atan2(c.y-b.y, c.x-b.x) - math.Atan2(b.y-a.y, b.x-a.x)
		return math.Remainder(turn, 2*math.Pi)
	}
	return slices.MaxFunc(next, func(a, b int) int { return cmp.Compare(angle(a), angle(b)) })
}

// line is a ring with the bends of its stretches, closed. A stretch bends the same way from both sides.
func (c *Country) line(g *ground, ring []int) (out [][2]float64) {
	for k, from := range ring {
		to := ring[(k+1)%len(ring)]
		a, b := min(from, to), max(from, to)
		bends := c.bends(g.corners[a], g.corners[b], borderEdge{a, b})
		if from > to {
			slices.Reverse(bends)
		}
		for _, p := range bends[:len(bends)-1] {
			out = append(out, [2]float64{math.Round(p.x*1e6) / 1e6, math.Round(p.y*1e6) / 1e6})
		}
	}
	return append(out, out[0])
}

// bends are the points of a stretch, both ends with it: its middle and quarters are pushed aside.
func (c *Country) bends(a, b point, e borderEdge) []point {
	r := c.Rand("border", fmt.Sprint(e.from, " ", e.to))
	aside := func(p, q point, part float64) point {
		push := part * (2*r.Float64() - 1)
		return point{(p.x+q.x)/2 - push*(q.y-p.y)*1.5, (p.y+q.y)/2 + push*(q.x-p.x)/1.5}
	}
	m := aside(a, b, 0.14)
	return []point{a, aside(a, m, 0.12), m, aside(m, b, 0.12), b}
}

// areaKM2 of a closed line in km², on a sphere.
func areaKM2(line [][2]float64) (km2 float64) {
	const radius = 6371.0088
	for k := range len(line) - 1 {
		a, b := line[k], line[k+1]
		km2 += (b[0] - a[0]) * math.Pi / 180 * (2 + math.Sin(a[1]*math.Pi/180) + math.Sin(b[1]*math.Pi/180))
	}
	return -km2 * radius * radius / 2
}
