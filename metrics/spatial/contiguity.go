// SPDX-License-Identifier: Apache-2.0

package spatial

import (
	"fmt"
	"math"
)

// Ring is a closed line of points; the last may repeat the first.
type Ring = [][2]float64

// Contiguity is when two outlines touch.
type Contiguity int

const (
	Queen Contiguity = iota // they share a point of their rings
	Rook                    // they share a stretch between two points that follow one another in both
)

// FromRings makes neighbours of units whose outlines touch. Points are compared
// as they are, so outlines must be drawn from common borders: two that were
// simplified one by one share none. A unit without rings has no neighbours. A
// point that is no finite number is refused.
func FromRings(units [][]Ring, by Contiguity) (Neighbours, error) {
	lists := make([][]int32, len(units))
	points := map[[2]float64][]int32{}
	stretches := map[[4]float64][]int32{}
	for u, rings := range units {
		for _, ring := range rings {
			for k, a := range ring {
				if notFinite(a[0]) || notFinite(a[1]) {
					return Neighbours{}, &RowError{"point", []int{u}, fmt.Sprintf("point %v of its outline is no finite number", a)}
				}
				if by == Queen {
					points[a] = joinNeighbours(points[a], int32(u), lists)
					continue
				}
				b := ring[(k+1)%len(ring)]
				if a == b {
					continue
				}
				if b[0] < a[0] || b[0] == a[0] && b[1] < a[1] {
					a, b = b, a
				}
				key := [4]float64{a[0], a[1], b[0], b[1]}
				stretches[key] = joinNeighbours(stretches[key], int32(u), lists)
			}
		}
	}
	return fromLists(lists), nil
}

// joinNeighbours adds a unit to those that were here before and makes them neighbours.
func joinNeighbours(here []int32, unit int32, lists [][]int32) []int32 {
	for _, other := range here {
		if other == unit {
			return here
		}
	}
	for _, other := range here {
		lists[other] = append(lists[other], unit)
		lists[unit] = append(lists[unit], other)
	}
	return append(here, unit)
}

func notFinite(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }
