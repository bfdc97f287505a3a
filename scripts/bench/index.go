// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// indices times osnova index on made-up units with 60 indicators in ten groups of four levels, reading and writing of all files
// included; and the runs that score them again.
func indices(program, dir string) error {
	const build = "impute: {method: median}\ntreat: {skew: 2, kurt: 3.5, winsorise_max: 5, log: ct}\nnormalise: {method: minmax, lower: 1, upper: 100}\naggregate: [amean]\n"
	for _, w := range []struct {
		name  string
		units int
		spec  string
	}{
		{"osnova index, 1,500 × 60 × 4 levels", 1_500, build},
		{"  the same and 1,000 replicates, all choices", 1_500, build + "uncertainty:\n  replicates: 1000\n  seed: 42\n" +
			"  vary: {weights_noise: 0.25, normalise: [minmax, zscore], aggregate: [amean, gmean], goalposts: 0.05, drop_one: per_parent}\n"},
		{"  the same and Sobol, N = 500, 3 choices", 1_500, build + "uncertainty:\n  replicates: 2\n  seed: 42\n" +
			"  vary: {weights_noise: 0.25, normalise: [minmax, zscore], aggregate: [amean, gmean]}\nsensitivity: {replicates: 500, seed: 42}\n"},
		{"  the same by Copeland", 1_500, "impute: {method: median}\nnormalise: rank\naggregate: [copeland]\n"},
		{"  15,000 units", 15_000, build},
	} {
		in := filepath.Join(dir, "index"+strconv.Itoa(w.units))
		if err := indexInput(in, w.units, 60); err != nil {
			return err
		}
		spec := filepath.Join(in, "spec.yaml")
		if err := os.WriteFile(spec, []byte(w.spec), 0o644); err != nil {
			return err
		}
		args := []string{"index", "--data", filepath.Join(in, "data.csv"), "--meta", filepath.Join(in, "meta.csv"), "--spec", spec, "--out", filepath.Join(in, "out")}
		if _, err := benchRow(w.name, func() error { return nil }, program, args...); err != nil {
			return err
		}
	}
	return nil
}

// indexInput writes the hierarchy and the seeded data: a unit's quality is in all its indicators, two cells in a hundred are empty.
func indexInput(dir string, units, indicators int) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	const groups = 10
	meta, header := "iCode,Level,Parent,Type,Direction,Weight\nI,4,,Aggregate,1,1\nP0,3,I,Aggregate,1,1\nP1,3,I,Aggregate,1,2\n", "uCode"
	for g := range groups {
		meta += fmt.Sprintf("G%d,2,P%d,Aggregate,1,%d\n", g, g%2, 1+g%3)
	}
	direction := []int{1, 1, -1}
	for k := range indicators {
		meta += fmt.Sprintf("x%d,1,G%d,Indicator,%d,1\n", k, k%groups, direction[k%3])
		header += ",x" + strconv.Itoa(k)
	}
	if err := os.WriteFile(filepath.Join(dir, "meta.csv"), []byte(meta), 0o644); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(dir, "data.csv"))
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString(header + "\n")
	source := rand.New(rand.NewPCG(42, uint64(units)))
	for i := range units {
		quality := source.NormFloat64()
		line := strconv.AppendInt([]byte{'u'}, int64(i), 10)
		for k := range indicators {
			line = append(line, ',')
			if source.IntN(50) > 0 {
				line = strconv.AppendFloat(line, 50+10*(float64(direction[k%3])*quality+source.NormFloat64()), 'f', 4, 64)
			}
		}
		w.Write(append(line, '\n'))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
