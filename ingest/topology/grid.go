// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"fmt"
	"math"
)

// DrawingPlane is the drawing plane: Albers equal-area conic on the WGS84 ellipsoid (Snyder 1987, "Map projections:
// a working manual", USGS professional paper 1395, p. 98–103), standard parallels 46° and 51° N, central meridian
// 31.5° E, fitted to the oblasts; origin top left, y down. Equal areas on it are equal areas on the ground.
type DrawingPlane struct {
	Width, Height int     // grid units: the viewBox is "0 0 Width Height"
	UnitsPerKm    float64 // grid units per kilometre on the standard parallels

	left, top float64 // km, position of the origin on the projected plane
}

const (
	semiMajorKm                  = 6378.137 // WGS84
	flattening                   = 1 / 298.257223563
	parallelSouth, parallelNorth = 46.0, 51.0
	meridian                     = 31.5
	originNorth                  = 48.5
)

// cellUnits is the size of a label cell in grid units: crossings lie at 1, 2 or 3 units between two cell centres.
const cellUnits = 4

// maxCells bounds the memory of the label grid (4 bytes a cell).
const maxCells = 64 << 20

// Project gives the grid position of a WGS84 longitude and latitude in degrees, so that points can be drawn on
// the same map.
func (g DrawingPlane) Project(lon, lat float64) (x, y float64) {
	p := albers(lon, lat)
	return (p.x - g.left) * g.UnitsPerKm, (g.top - p.y) * g.UnitsPerKm
}

// fitGrid lays a grid of the given width around the oblasts with two empty cells on every side.
func fitGrid(oblasts []feature, width int) (DrawingPlane, error) {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, f := range oblasts {
		for _, r := range f.rings {
			for _, p := range r {
				q := albers(p.x, p.y)
				low = point{min(low.x, q.x), min(low.y, q.y)}
				high = point{max(high.x, q.x), max(high.y, q.y)}
			}
		}
	}
	if !(high.x > low.x && high.y > low.y) {
		return DrawingPlane{}, fmt.Errorf("oblast file: no oblast has an area; give the oblast polygons")
	}
	const margin = 2 * cellUnits
	scale := float64(width-2*margin) / (high.x - low.x)
	height := math.Ceil((high.y-low.y)*scale) + 2*margin
	if cells := float64(width) * height / (cellUnits * cellUnits); cells > maxCells {
		return DrawingPlane{}, fmt.Errorf("grid of %d by %.0f units is too large; choose a smaller width", width, height)
	}
	return DrawingPlane{
		Width: width, Height: int(height), UnitsPerKm: scale,
		left: low.x - margin/scale, top: high.y + margin/scale,
	}, nil
}

// albers projects degrees to km (y north).
func albers(lon, lat float64) point {
	const degree = math.Pi / 180
	e2 := flattening * (2 - flattening)
	e := math.Sqrt(e2)
	m := func(lat float64) float64 {
		s := math.Sin(lat * degree)
		return math.Cos(lat*degree) / math.Sqrt(1-e2*s*s)
	}
	q := func(lat float64) float64 {
		s := math.Sin(lat * degree)
		return (1 - e2) * (s/(1-e2*s*s) - math.Log((1-e*s)/(1+e*s))/(2*e))
	}
	m1, m2 := m(parallelSouth), m(parallelNorth)
	q1, q2 := q(parallelSouth), q(parallelNorth)
	n := (m1*m1 - m2*m2) / (q2 - q1)
	c := m1*m1 + n*q1
	rho := func(lat float64) float64 { return semiMajorKm * math.Sqrt(max(0, c-n*q(lat))) / n }
	theta := n * (lon - meridian) * degree
	return point{rho(lat) * math.Sin(theta), rho(originNorth) - rho(lat)*math.Cos(theta)}
}
