// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// inequalities times osnova inequality on made-up units: log-normal values, weights, 25 groups; and intervals of 1,500 of them.
func inequalities(program, dir string) error {
	nothing := func() error { return nil }
	many, few := filepath.Join(dir, "units.csv"), filepath.Join(dir, "communities.csv")
	if err := unitsInput(many, 1_000_000); err != nil {
		return err
	}
	if err := unitsInput(few, 1_500); err != nil {
		return err
	}
	out := filepath.Join(dir, "inequality.csv")
	columns := []string{"--value", "value", "--weight", "weight", "--group", "region", "--out", out}
	if _, err := benchRow("osnova inequality, 1,000,000 rows, 25 groups", nothing, program, append([]string{"inequality", "--data", many}, columns...)...); err != nil {
		return err
	}
	args := append([]string{"inequality", "--data", few, "--bootstrap", "2000"}, columns...)
	if _, err := benchRow("  1,500 rows, all intervals, 2,000 draws", nothing, program, args...); err != nil {
		return err
	}
	args = []string{"inequality", "--data", few, "--value", "value", "--spatial", "knn=5", "--lat", "lat", "--lon", "lon", "--lisa", filepath.Join(dir, "lisa.csv"), "--out", out}
	_, err := benchRow("  1,500 places, Moran and local clusters", nothing, program, args...)
	return err
}

// unitsInput writes seeded random units.
func unitsInput(path string, n int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString("value,weight,region,lat,lon\n")
	source := rand.New(rand.NewPCG(42, 25))
	for range n {
		value := math.Exp(3 + 0.8*source.NormFloat64())
		fmt.Fprintf(w, "%s,%d,r%02d,%.4f,%.4f\n", strconv.FormatFloat(value, 'f', 4, 64), 1+source.IntN(100_000), source.IntN(25), 44+8*source.Float64(), 22+18*source.Float64())
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
