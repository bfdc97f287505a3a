// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"osnova/cmd/instrument"
	"osnova/metrics/frame"
)

// runMeasures measures a table that comes by stdin and gives what is on stdout, what was logged and what was found.
func runMeasures(table string, o Options) (stdout, logged, found string, err error) {
	var out, log bytes.Buffer
	d := instrument.NewSession(strings.NewReader(table), &out, &log)
	err = Run(context.Background(), d, o)
	var lines []string
	for _, f := range d.Findings {
		lines = append(lines, f.String())
	}
	return out.String(), log.String(), strings.Join(lines, "\n"), err
}

// asked are the options of a table of values that comes by stdin.
func asked(change func(*Options)) Options {
	o := Defaults()
	o.Data, o.Value = "-", "v"
	change(&o)
	return o
}

// TestMeasures: four values measured by hand — Gini of 1, 2, 3, 6 is 2·(1+4+9+24)/(4·12) − 5/4 = 1/3, Hoover's index half of the relative
// deviations, 6/24 — come out with the rows that left no value, and by groups.
func TestMeasures(t *testing.T) {
	out, _, found, err := runMeasures("v,g\n1,a\n2,a\n,b\n3,b\n6,b\n", asked(func(o *Options) { o.Groups = []string{"g"} }))
	if err != nil || found != "" {
		t.Fatal(err, found)
	}
	table, err := frame.Read("out", strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for i := range table.Len() {
		row := make([]string, len(table.Names))
		for k, name := range table.Names {
			column, err := table.Text(name)
			if err != nil {
				t.Fatal(err)
			}
			row[k] = column[i]
		}
		value, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			t.Fatal(err)
		}
		got[strings.Join(row[:4], ",")] = fmt.Sprintf("%.9f,%s,%s", value, row[7], row[8])
	}
	for key, want := range map[string]string{
		"gini,none,,": "0.333333333,4,1", "hoover,none,,": "0.250000000,4,1", "gini_between,none,g,": "0.250000000,4,1",
		"pop_share,none,g,a": "0.500000000,2,0", "value_share,none,g,b": "0.750000000,2,1",
	} {
		if got[key] != want {
			t.Errorf("%s is %q, want %s", key, got[key], want)
		}
	}
}

// TestMistakes: options that do not fit together are a mistake that names the flag, before anything is read.
func TestMistakes(t *testing.T) {
	folder := t.TempDir()
	for want, change := range map[string]func(*Options){
		"--value is missing":             func(o *Options) { o.Value = "" },
		"--data is missing":              func(o *Options) { o.Data = "" },
		"--data: there is no file":       func(o *Options) { o.Data = "nowhere.csv" },
		"--years needs --later":          func(o *Options) { o.Years = 3 },
		"--later needs --years":          func(o *Options) { o.Later = "w" },
		"--years -1: give a finite":      func(o *Options) { o.Later, o.Years = "w", -1 },
		"--lat needs --spatial":          func(o *Options) { o.Lat = "y" },
		"--spatial needs --lat":          func(o *Options) { o.Spatial = "knn=2" },
		"--spatial \"nearest\"":          func(o *Options) { o.Spatial, o.Lat, o.Lon = "nearest", "y", "x" },
		"--spatial and --neighbours":     func(o *Options) { o.Spatial, o.Lat, o.Lon, o.Neighbours, o.Unit = "knn=2", "y", "x", "n.csv", "u" },
		"--neighbours needs --unit":      func(o *Options) { o.Neighbours = "n.csv" },
		"--gap needs --group":            func(o *Options) { o.Gaps = []string{"a,b"} },
		"local clusters need neighbours": func(o *Options) { o.Lisa = "l.csv" },
		"--bounds needs --rank":          func(o *Options) { o.Bounds = "0,1" },
		"--bounds \"9,1\"":               func(o *Options) { o.Bounds, o.Rank = "9,1", "r" },
		"--zeros \"floor=0\"":            func(o *Options) { o.Zeros = "floor=0" },
		"--bootstrap 1":                  func(o *Options) { o.Bootstrap = 1 },
		"--permutations 5":               func(o *Options) { o.Permutations, o.Neighbours, o.Unit = 5, "n.csv", "u" },
		"--group g is there twice":       func(o *Options) { o.Groups = []string{"g", "g"} },
		"--curve and --lisa: name files": func(o *Options) { o.Curve = "-" },
		"--curve and --lisa are both x":  func(o *Options) { o.Curve, o.Lisa, o.Neighbours, o.Unit = "x", "x", "n.csv", "u" },
		"--out is empty":                 func(o *Options) { o.Out = "" },
		"is a folder: name a file":       func(o *Options) { o.Out = folder },
		"--out x is the file of --curve": func(o *Options) { o.Out, o.Curve = "x", "x" },
	} {
		_, _, found, err := runMeasures("v\n1\n2\n", asked(change))
		if !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) || found != "" {
			t.Errorf("%s: %v %s", want, err, found)
		}
	}
}

// TestRefused: wrong cells are findings with file, line and column, and nothing comes out.
func TestRefused(t *testing.T) {
	for table, want := range map[string]string{
		"v\n1\nmany\n3\n":   "stdin:3: column v: \"many\"",
		"v\n1\n-2\n3\n":     "stdin:3: column v: \"-2\"",
		"w\n1\n":            "no column \"v\"",
		"v\n":               "there are no rows under the header",
		"v\n1\n\"open\n2\n": "stdin:3",
	} {
		out, _, found, err := runMeasures(table, asked(func(*Options) {}))
		if !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, want) || out != "" {
			t.Errorf("%q: %v %q, want %q; out %q", table, err, found, want, out)
		}
	}
}

// TestInputIsSpared: a file that is read is not written over.
func TestInputIsSpared(t *testing.T) {
	file := filepath.Join(t.TempDir(), "v.csv")
	if err := os.WriteFile(file, []byte("v\n1\n2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, _, _, err := runMeasures("", asked(func(o *Options) { o.Data, o.Out = file, file }))
	if err == nil {
		t.Error("the input was written over")
	}
	if body, err := os.ReadFile(file); err != nil || string(body) != "v\n1\n2\n" {
		t.Errorf("%q %v", body, err)
	}
}

// TestMemory: a file that would not fit within the bound is refused, with what it needs and what to try.
func TestMemory(t *testing.T) {
	d := instrument.NewSession(nil, os.Stdout, os.Stderr)
	q := request{Options: asked(func(o *Options) { o.Weight = "w" })}
	d.Memory = 150_000_000
	if err := refuseTooLarge(d, "units.csv", q, largeFrom-1); err != nil || len(d.Findings) > 0 {
		t.Error("a small file is refused:", err)
	}
	if err := refuseTooLarge(d, "units.csv", q, 5_000_000); !errors.Is(err, instrument.ErrRefused) || !strings.Contains(d.Findings[0].String(), "5000000 rows need about") {
		t.Error(err, d.Findings)
	}
	if most := countDraws(d, q, 5_000_000); most != 0 {
		t.Errorf("%d draws where none were asked for", most)
	}
	if q.Bootstrap = 100; countDraws(d, q, 5_000_000) != 1 {
		t.Error("several draws at once where one hardly fits")
	}
}

// TestLinesOfRows: rows of several lines and blank lines keep the numbers of their lines.
func TestLinesOfRows(t *testing.T) {
	file := filepath.Join(t.TempDir(), "d.csv")
	if err := os.WriteFile(file, []byte("v,g\n1,a\n2,\"b\nb\"\n3,\n\n\n4,NA\n5,c\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	u, err := readUnits(context.Background(), instrument.NewSession(nil, os.Stdout, os.Stderr), request{Options: Options{Data: file, Value: "v", Groups: []string{"g"}, Unit: "g"}})
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range []int{2, 3, 5, 8, 9} {
		if got := u.line(row); got != want {
			t.Errorf("row %d begins on line %d, want %d", row, got, want)
		}
	}
	if g := u.groups["g"]; strings.Join(g.names, "|") != "a|b\nb|c" || fmt.Sprint(g.of) != "[0 1 -1 -1 2]" || strings.Join(u.names, "|") != "a|b\nb|||c" || u.numbers["v"][4] != 5 {
		t.Errorf("%q %v %q", g.names, g.of, u.names)
	}
	if u.rows != 5 {
		t.Error(u.rows)
	}
}
