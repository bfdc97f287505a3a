// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"cmp"
	"slices"
	"strconv"
)

// OutlinePath is the outline of a unit in SVG path syntax, ready for <path d="…" fill-rule="evenodd">: for each ring one
// absolute M, relative l with whole numbers, z. Exteriors run anticlockwise on the screen, holes clockwise.
type OutlinePath string

// encode writes rings in the order given.
func encode(rings [][]Point) OutlinePath {
	var b []byte
	number := func(v int, first bool) {
		if v >= 0 && !first {
			b = append(b, ' ')
		}
		b = strconv.AppendInt(b, int64(v), 10)
	}
	for _, ring := range rings {
		for i, p := range ring {
			switch i {
			case 0:
				b = append(b, 'M')
				number(p.X, true)
				number(p.Y, false)
				continue
			case 1:
				b = append(b, 'l')
			}
			number(p.X-ring[i-1].X, i == 1)
			number(p.Y-ring[i-1].Y, false)
		}
		b = append(b, 'z')
	}
	return OutlinePath(b)
}

// polygons groups rings as GeoJSON does: for each polygon its exterior, then its holes. Largest polygon first.
func polygons(rings [][]Point) [][][]Point {
	sorted := slices.Clone(rings)
	slices.SortStableFunc(sorted, func(a, b []Point) int { return cmp.Compare(signedArea(b), signedArea(a)) })
	var out [][][]Point
	for _, r := range sorted {
		if signedArea(r) > 0 {
			out = append(out, [][]Point{r})
			continue
		}
		// The smallest exterior around a hole is its own; a point of it may lie on another ring, so several are tried.
		for i := len(out) - 1; i >= 0; i-- {
			if slices.ContainsFunc(r, func(q Point) bool { return within(out[i][0], q) }) {
				out[i] = append(out[i], r)
				break
			}
		}
	}
	return out
}

// within tells that q lies strictly inside the ring.
func within(ring []Point, q Point) bool {
	inside := false
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		side := twice(a, b, q)
		if side == 0 && min(a.X, b.X) <= q.X && q.X <= max(a.X, b.X) && min(a.Y, b.Y) <= q.Y && q.Y <= max(a.Y, b.Y) {
			return false
		}
		if (a.Y > q.Y) != (b.Y > q.Y) && (side > 0) == (b.Y > a.Y) {
			inside = !inside
		}
	}
	return inside
}
