// SPDX-License-Identifier: Apache-2.0

package spatial

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// EarthRadius is the mean radius of the Earth in kilometres (IUGG).
const EarthRadius = 6371.0088

// Haversine is the great-circle distance in kilometres of two places in degrees.
// Source: R. W. Sinnott, 1984.
func Haversine(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a, b := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * EarthRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// NearestK makes the k units nearest on the globe neighbours of each, lat and lon
// in degrees. The relation may be one-sided. Of units equally far the one that
// comes first is taken. k from 1 to n−1; latitudes within ±90, longitudes ±180.
func NearestK(lat, lon []float64, k int) (Neighbours, error) {
	n := len(lat)
	if len(lon) != n {
		return Neighbours{}, fmt.Errorf("%d latitudes but %d longitudes: give both of each unit", n, len(lon))
	}
	if k < 1 || k > n-1 {
		return Neighbours{}, fmt.Errorf("%d nearest of %d units: give a number from 1 to %d", k, n, n-1)
	}
	for _, side := range []struct {
		what  string
		v     []float64
		limit float64
	}{{"latitude", lat, 90}, {"longitude", lon, 180}} {
		var rows []int
		for i, v := range side.v {
			if !(math.Abs(v) <= side.limit) {
				rows = append(rows, i)
			}
		}
		if rows != nil {
			return Neighbours{}, &RowError{side.what, rows, fmt.Sprintf("%s is not within ±%g degrees", side.what, side.limit)}
		}
	}
	t := sphereTree{at: make([]place, n)}
	for i := range t.at {
		sinLat, cosLat := math.Sincos(lat[i] * math.Pi / 180)
		sinLon, cosLon := math.Sincos(lon[i] * math.Pi / 180)
		t.at[i] = place{[3]float64{cosLat * cosLon, cosLat * sinLon, sinLat}, int32(i)}
	}
	from := slices.Clone(t.at)
	t.grow(0, n, 0)
	lists := make([][]int32, n)
	near := make([]found, 0, k+1)
	for i, p := range from {
		near = t.nearest(p, k, 0, n, 0, near[:0])
		for _, f := range near {
			lists[i] = append(lists[i], f.unit)
		}
	}
	return fromLists(lists), nil
}

// sphereTree is a k-d tree over points of the unit sphere: the straight line through the
// Earth orders places as the great circle does.
type sphereTree struct{ at []place }

type place struct {
	p    [3]float64
	unit int32
}

type found struct {
	far  float64 // squared
	unit int32
}

// grow puts the middle of a range at its root, by one axis after the other.
func (t sphereTree) grow(from, to, axis int) {
	if to-from < 2 {
		return
	}
	slices.SortFunc(t.at[from:to], func(a, b place) int {
		return cmp.Or(cmp.Compare(a.p[axis], b.p[axis]), cmp.Compare(a.unit, b.unit))
	})
	middle := (from + to) / 2
	t.grow(from, middle, (axis+1)%3)
	t.grow(middle+1, to, (axis+1)%3)
}

// nearest keeps the k nearest so far, in order.
func (t sphereTree) nearest(p place, k, from, to, axis int, near []found) []found {
	if from >= to {
		return near
	}
	middle := (from + to) / 2
	root := t.at[middle]
	if root.unit != p.unit {
		f := found{0, root.unit}
		for a := range 3 {
			d := root.p[a] - p.p[a]
			f.far += d * d
		}
		at, _ := slices.BinarySearchFunc(near, f, func(a, b found) int {
			return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.unit, b.unit))
		})
		if at < k {
			near = slices.Insert(near, at, f)
			near = near[:min(k, len(near))]
		}
	}
	d := p.p[axis] - root.p[axis]
	first, second := [2]int{from, middle}, [2]int{middle + 1, to}
	if d > 0 {
		first, second = second, first
	}
	near = t.nearest(p, k, first[0], first[1], (axis+1)%3, near)
	if len(near) < k || d*d <= near[len(near)-1].far {
		near = t.nearest(p, k, second[0], second[1], (axis+1)%3, near)
	}
	return near
}
