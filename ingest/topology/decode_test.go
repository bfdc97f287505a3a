// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"fmt"
	"strconv"
	"strings"
)

// The way back from a path to its shapes: only tests need it.

// Box is a rectangle on the grid, edges included.
type Box struct{ MinX, MinY, MaxX, MaxY int }

// Rings decodes the path; rings are not closed, the last point joins the first. An error tells the byte at which
// the text is not what this package writes.
func (p OutlinePath) Rings() ([][]Point, error) {
	s := string(p)
	var rings [][]Point
	for i := 0; i < len(s); {
		if s[i] != 'M' {
			return nil, fmt.Errorf("path: byte %d: %q where M must be; only M…l…z is understood", i, s[i])
		}
		end := strings.IndexByte(s[i:], 'z')
		if end < 0 {
			return nil, fmt.Errorf("path: byte %d: ring without z; is the path cut short?", i)
		}
		ring, err := decodeRing(s[i+1 : i+end])
		if err != nil {
			return nil, fmt.Errorf("path: ring at byte %d: %w", i, err)
		}
		rings = append(rings, ring)
		i += end + 1
	}
	return rings, nil
}

func decodeRing(s string) ([]Point, error) {
	first, rest, ok := strings.Cut(s, "l")
	if !ok {
		return nil, fmt.Errorf("no l after M")
	}
	start, err := numbers(first)
	if err != nil {
		return nil, err
	}
	moves, err := numbers(rest)
	if err != nil {
		return nil, err
	}
	if len(start) != 2 || len(moves)%2 != 0 || len(moves) < 4 {
		return nil, fmt.Errorf("%d numbers after M and %d after l; want 2 and an even number of at least 4", len(start), len(moves))
	}
	at := Point{start[0], start[1]}
	ring := []Point{at}
	for i := 0; i < len(moves); i += 2 {
		at = Point{at.X + moves[i], at.Y + moves[i+1]}
		ring = append(ring, at)
	}
	return ring, nil
}

// numbers reads whole numbers parted by a space or by the minus of the next one.
func numbers(s string) ([]int, error) {
	var out []int
	for _, field := range strings.Fields(strings.ReplaceAll(s, "-", " -")) {
		v, err := strconv.Atoi(field)
		if err != nil {
			return nil, fmt.Errorf("%q is not a whole number", field)
		}
		out = append(out, v)
	}
	return out, nil
}

// Bounds is the bounding box of the path.
func (p OutlinePath) Bounds() (Box, error) {
	rings, err := p.Rings()
	if err != nil {
		return Box{}, err
	}
	if len(rings) == 0 {
		return Box{}, fmt.Errorf("path: empty, so without bounds")
	}
	b := Box{rings[0][0].X, rings[0][0].Y, rings[0][0].X, rings[0][0].Y}
	for _, r := range rings {
		for _, q := range r {
			b = Box{min(b.MinX, q.X), min(b.MinY, q.Y), max(b.MaxX, q.X), max(b.MaxY, q.Y)}
		}
	}
	return b, nil
}

// Area is the area of the path in grid units².
func (p OutlinePath) Area() (float64, error) {
	rings, err := p.Rings()
	if err != nil {
		return 0, err
	}
	sum := 0.0
	for _, r := range rings {
		sum += signedArea(r)
	}
	return sum, nil
}

// Polygons groups the rings as GeoJSON does: for each polygon its exterior, then its holes. Largest polygon first.
func (p OutlinePath) Polygons() ([][][]Point, error) {
	rings, err := p.Rings()
	if err != nil {
		return nil, err
	}
	return polygons(rings), nil
}
