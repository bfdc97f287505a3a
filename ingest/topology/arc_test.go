// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"strings"
	"testing"
)

// traced turns a drawing of labels into arcs: '.' is outside, digits are units, crossings lie halfway.
func traced(rows ...string) network {
	lb := labels{len(rows[0]), len(rows), nil}
	for _, c := range strings.Join(rows, "") {
		if c == '.' {
			lb.cell = append(lb.cell, outside)
		} else {
			lb.cell = append(lb.cell, c-'0')
		}
	}
	return trace(lb, &landIndex{hromadas: make([]shape, 10)})
}

func same(u int32) int32 { return u }

func TestPartsThatTouchAtACornerAreTwoRings(t *testing.T) {
	for name, rows := range map[string][]string{
		"two units": {"....", ".01.", ".10.", "...."},
		"outside":   {"....", ".0..", "..0.", "...."},
	} {
		net := traced(rows...)
		rings, err := net.dissolve(same)
		if err != nil {
			t.Fatal(err)
		}
		for u, list := range rings {
			if len(list) != 2 || signedArea(list[0]) <= 0 || signedArea(list[1]) <= 0 {
				t.Errorf("%s: unit %d has rings %v, want two exteriors", name, u, list)
			}
		}
	}
}

func TestArcsBetweenNodes(t *testing.T) {
	for name, c := range map[string]struct {
		rows []string
		arcs int
	}{
		"one unit":           {[]string{"...", ".0.", "..."}, 1},
		"two beside":         {[]string{"....", ".01.", "...."}, 3},
		"enclave":            {[]string{".....", ".000.", ".010.", ".000.", "....."}, 2},
		"lake":               {[]string{".....", ".000.", ".0.0.", ".000.", "....."}, 2},
		"three":              {[]string{"....", ".01.", ".02.", "...."}, 6},
		"four at one corner": {[]string{"....", ".01.", ".23.", "...."}, 8},
	} {
		if net := traced(c.rows...); len(net.arcs) != c.arcs {
			t.Errorf("%s: %d arcs, want %d", name, len(net.arcs), c.arcs)
		}
	}
}

// bump is a unit whose northern border is a flat bump from node to node; an enclave may lie within the bump.
func bump(enclave bool) *network {
	net := &network{
		at:   []Point{{10, 60}, {110, 60}, {60, 40}, {60, 150}, {58, 55}, {62, 55}, {62, 50}, {58, 50}},
		arcs: []borderArc{{points: []int32{0, 2, 1}, left: outside, right: 0}, {points: []int32{1, 3, 0}, left: 1, right: 0}},
	}
	if enclave {
		net.arcs = append(net.arcs, borderArc{points: []int32{4, 5, 6, 7, 4}, left: 2, right: 0})
	} else {
		net.at = net.at[:4]
	}
	return net
}

func TestPointStaysWhereItsTriangleHoldsAnother(t *testing.T) {
	for _, enclave := range []bool{false, true} {
		net := bump(enclave)
		net.simplify(DrawingPlane{Width: 200, Height: 200}, map[int32]float64{0: 1e9, 1: 1e9, 2: 1e9}, func(borderArc) float64 { return 1e9 }, 1, 0)
		if kept := len(net.arcs[0].points) == 3; kept != enclave {
			t.Errorf("with an enclave in the bump: %v; its top was kept: %v", enclave, kept)
		}
		if enclave && len(net.arcs[2].points) != 5 {
			t.Errorf("the enclave has %d points, want its four and the first again", len(net.arcs[2].points))
		}
		if !enclave && len(net.arcs[1].points) != 3 {
			t.Error("both arcs between the same nodes became straight: the unit has no area")
		}
	}
}

func TestUnitKeepsItsPoints(t *testing.T) {
	net := bump(false)
	net.simplify(DrawingPlane{Width: 200, Height: 200}, map[int32]float64{0: 1e9, 1: 1e9}, func(borderArc) float64 { return 1e9 }, 1, 4)
	if len(net.arcs[0].points)+len(net.arcs[1].points) != 6 {
		t.Errorf("arcs %v, want all four points", net.arcs)
	}
}
