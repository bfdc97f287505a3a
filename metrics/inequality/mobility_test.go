// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestCatchUpGolden(t *testing.T) {
	for _, c := range []struct {
		name   string
		got    CatchUp
		err    error
		years  float64
		status string
	}{
		{name: "relative", years: 8.066113548, status: "within"},
		{name: "linear", years: 12, status: "within"},
	} {
		if c.name == "relative" {
			c.got, c.err = CatchUpRelative(50, math.Log(1.06), 80, 0)
		} else {
			c.got, c.err = CatchUpLinear(50, 4, 80, 1.5)
		}
		if c.err != nil || c.got.Status != c.status {
			t.Fatalf("%s: %+v, %v", c.name, c.got, c.err)
		}
		near(t, c.name, *c.got.Years, c.years, 1e-8)
	}
	for status, pace := range map[string]float64{"beyond": 0.1, "never": 0} {
		if got, err := CatchUpLinear(50, pace, 80, 0); err != nil || got.Status != status || got.Years != nil {
			t.Errorf("pace %v: %+v, %v", pace, got, err)
		}
	}
	if got, err := CatchUpLinear(80, -5, 50, 0); err != nil || got.Status != "reached" || *got.Years != 0 {
		t.Errorf("ahead already: %+v, %v", got, err)
	}
	if _, err := CatchUpRelative(0, 1, 2, 0); err == nil {
		t.Error("growth from 0 was taken")
	}
	// On the logistic path x(t) = 100/(1+e^{−t/10}) from 50 the slope is 2.5 and 90 is reached at 10 ln 9.
	got, err := CatchUpLogistic(50, 2.5, 90, 100)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "logistic", *got.Years, 10*math.Log(9), 1e-9)
	if _, err := CatchUpLogistic(50, 2.5, 100, 100); err == nil {
		t.Error("a target at the bound was taken")
	}
}

func TestMoveByHand(t *testing.T) {
	// Ten units in two halves; two of the lower five rise over two of the upper.
	x0 := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	x1 := []float64{1, 2, 3, 9.5, 9.6, 1.1, 1.2, 8, 9, 10}
	m, err := MeasureMobility(x0, x1, nil, 2)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "stay low", m.Matrix[0][0], 0.6, 1e-12)
	near(t, "rise", m.Matrix[0][1], 0.4, 1e-12)
	near(t, "fall", m.Matrix[1][0], 0.4, 1e-12)
	near(t, "shorrocks", m.Shorrocks, 2-1.2, 1e-12)
	if _, err := MeasureMobility([]float64{1, 2}, []float64{1, 2}, nil, 5); !errors.Is(err, ErrUndefined) {
		t.Errorf("two units in five classes: %v", err)
	}
	if _, err := MeasureMobility(x0, x1, nil, 1); err == nil {
		t.Error("one class was taken")
	}
}

func TestMobilityProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := 5 * rapid.IntRange(1, 12).Draw(t, "n")
		x0 := make([]float64, n)
		for i := range x0 {
			x0[i] = float64(i)
		}
		order := rapid.Permutation(x0).Draw(t, "later")
		m, err := MeasureMobility(x0, order, nil, 5)
		if err != nil {
			t.Fatal(err)
		}
		for i := range m.Matrix {
			row, column := 0.0, 0.0
			for j := range m.Matrix {
				row, column = row+m.Matrix[i][j], column+m.Matrix[j][i]
			}
			close64(t, "row", row, 1)
			close64(t, "column of equal classes", column, 1)
		}
		close64(t, "shorrocks", m.Shorrocks, (5-m.Trace)/4)
		still, err := MeasureMobility(x0, x0, nil, 5)
		if err != nil || still.Shorrocks != 0 {
			t.Fatalf("nobody moved: %v, %v", still.Shorrocks, err)
		}
		twice, err := MeasureMobility(append(append([]float64{}, x0...), x0...), append(append([]float64{}, order...), order...), nil, 5)
		if err != nil {
			t.Fatal(err)
		}
		close64(t, "twice everybody", twice.Shorrocks, m.Shorrocks)
	})
}

func TestLadder(t *testing.T) {
	steps, err := Ladder([]LadderLevel{
		{Level: "L1", Period: "2024", X: []float64{80, 90, 100}},
		{Level: "L2", Period: "2024", X: gx, W: gp},
		{Level: "L3", Period: "2024", X: []float64{0, 0, 0}},
	}, Zeros{Floor: 0.1})
	if err != nil || len(steps) != 3 {
		t.Fatal(steps, err)
	}
	near(t, "L2 gini", *steps[1].Gini, 0.299487179487, 1e-9)
	near(t, "L2 atkinson", *steps[1].Atkinson1, 0.141338179863, 1e-9)
	if !(*steps[0].Gini < *steps[1].Gini) || steps[2].Gini != nil || *steps[2].Mean != 0 || steps[2].Changed != 3 || steps[2].N != 3 {
		t.Errorf("ladder: %+v", steps)
	}
	if _, err := Ladder([]LadderLevel{{Level: "L1", X: []float64{-1}}}, Zeros{}); err == nil {
		t.Error("a negative value was taken")
	}
}
