// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
)

// newDesk is a desk whose log can be read.
func newDesk(said *bytes.Buffer) *instrument.Session {
	return instrument.NewSession(strings.NewReader(""), said, said)
}

// optionsIn name the files of a folder.
func optionsIn(dir string) Options {
	in := func(name string) string { return filepath.Join(dir, name) }
	return Options{Data: in("data.csv"), Meta: in("meta.csv"), Spec: in("spec.yaml"), Out: in("out")}
}

// runIndex builds an index of files of a folder and returns scores.csv and ranks.csv.
func runIndex(t *testing.T, dir string) (scores, ranks *frame.Frame) {
	t.Helper()
	var said bytes.Buffer
	d := newDesk(&said)
	if err := Run(context.Background(), d, optionsIn(dir)); err != nil || len(d.Findings) > 0 {
		t.Fatalf("%v %v: %s", err, d.Findings, said.String())
	}
	read := func(name string) *frame.Frame {
		f, err := os.Open(filepath.Join(dir, "out", name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		table, err := frame.Read(name, f)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	return read("scores.csv"), read("ranks.csv")
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// cells maps the units to a column of numbers.
func cells(t *testing.T, f *frame.Frame, column string) map[string]float64 {
	t.Helper()
	units, err := f.Text("uCode")
	if err != nil {
		t.Fatal(err)
	}
	values, err := f.Numbers(column)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for i, u := range units {
		out[u] = values[i]
	}
	return out
}

func upstream(t *testing.T, path string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "..", "shared", "data", path)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("skipped: ../shared/data/%s is not there", path)
	}
	return dir
}

// TestIndexDESI2022 rebuilds the index that the European Commission published in 2022 (edition of its data: Y6): goalposts and
// weights of its own files, dimensions of a quarter each.
func TestIndexDESI2022(t *testing.T) {
	folder, dir := upstream(t, "eu-indices/desi-2022"), t.TempDir()
	body, err := os.ReadFile(filepath.Join(folder, "DESI_Y6.csv"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := frame.Read("DESI_Y6.csv", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	meta := frame.NewWriter("iCode", "Level", "Parent", "Type", "Direction", "Weight")
	posts := frame.NewWriter("iCode", "lower", "upper")
	meta.Row("DESI", 4, "", "Aggregate", 1, 1)
	for d := range 4 {
		meta.Row("D"+strconv.Itoa(d+1), 3, "DESI", "Aggregate", 1, 0.25)
	}
	for _, row := range workbook(t, filepath.Join(folder, "Weigths_Subdim.xlsx")) {
		meta.Row(row[0], 2, "D"+row[0][:1], "Aggregate", 1, row[1])
	}
	data := strings.Replace(strings.TrimPrefix(string(body), "\ufeff"), "Year,Country", "Time,uCode", 1)
	for _, row := range workbook(t, filepath.Join(folder, "min_max.xlsx")) {
		code, _, _ := strings.Cut(row[0], " ")
		if raw.Has(code) {
			meta.Row(code, 1, code[:2], "Indicator", 1, row[3])
			posts.Row(code, row[1], row[2])
		}
	}
	write(t, dir, "data.csv", data)
	write(t, dir, "meta.csv", string(meta.Bytes()))
	write(t, dir, "posts.csv", string(posts.Bytes()))
	write(t, dir, "spec.yaml", "normalise: {method: goalposts, file: posts.csv, truncate: true}\naggregate: [amean]\n")
	scores, ranks := runIndex(t, dir)
	got := cells(t, scores, "DESI")
	for country, want := range map[string]float64{"FI": 69.60, "DK": 69.33, "NL": 67.37, "EU": 52.28, "RO": 30.58, "BG": 37.68} {
		if !(math.Abs(got[country]-want) <= 0.01) {
			t.Errorf("%s = %v, published %v", country, got[country], want)
		}
	}
	if place := cells(t, ranks, "DESI"); place["FI"] != 1 || place["RO"] != float64(ranks.Len()) {
		t.Errorf("ranks of FI and RO: %v, %v", place["FI"], place["RO"])
	}
}

func workbook(t *testing.T, path string) [][]string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(book.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// TestIndexASEM builds the example of the R package COINr (51 countries, 49 indicators, four levels). The figures were computed
// apart from this program, from the text of the contract, in Python with numpy.
func TestIndexASEM(t *testing.T) {
	folder := upstream(t, "asem")
	for name, c := range map[string]struct {
		spec string
		want map[string]float64
	}{
		"arithmetic": {
			"normalise: {method: minmax, lower: 0, upper: 100}\naggregate: [amean]\n",
			map[string]float64{
				"CHE": 68.38372423834171, "NLD": 64.8195161698175, "DNK": 64.80407996060765, "NOR": 64.46777584971875, "BEL": 63.53951989485083, "SWE": 62.99967948919832,
				"CHN": 37.76854753484015, "PAK": 37.632161391328054, "RUS": 35.655544511668985,
			},
		},
		"geometric": {
			"normalise: {method: minmax, lower: 1, upper: 100}\naggregate: [gmean]\n",
			map[string]float64{"CHE": 58.00631438258984, "DNK": 56.923841717222246, "BEL": 56.08182474913129, "NOR": 54.46660815373356},
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for from, to := range map[string]string{"iData.csv": "data.csv", "iMeta.csv": "meta.csv"} {
				body, err := os.ReadFile(filepath.Join(folder, from))
				if err != nil {
					t.Fatal(err)
				}
				write(t, dir, to, string(body))
			}
			write(t, dir, "spec.yaml", "denominate: true\nimpute: {method: mean_group, group: EurAsia_group}\nscreen: {min_available: 0.9}\n"+
				"treat: {skew: 2, kurt: 3.5, winsorise_max: 5, log: ct}\n"+c.spec)
			scores, _ := runIndex(t, dir)
			got := cells(t, scores, "Index")
			for unit, want := range c.want {
				if !(math.Abs(got[unit]-want) <= 1e-9) {
					t.Errorf("%s = %v, want %v", unit, got[unit], want)
				}
			}
			if len(got) != 51 {
				t.Errorf("%d units", len(got))
			}
		})
	}
}

// TestIndexExample: the example of docs/instruments/index.md gives what the page says.
func TestIndexExample(t *testing.T) {
	page, err := os.ReadFile("../../../docs/instruments/index.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string]string{}
	for _, name := range []string{"data.csv", "meta.csv", "spec.yaml", "out/uncertainty.csv"} {
		_, rest, found := strings.Cut(string(page), "`"+name+"`")
		_, rest, fenced := strings.Cut(rest, "```")
		_, rest, _ = strings.Cut(rest, "\n")
		body, _, closed := strings.Cut(rest, "```")
		if !found || !fenced || !closed {
			t.Fatalf("the page has no block of %s", name)
		}
		blocks[name] = body
	}
	dir := t.TempDir()
	for _, name := range []string{"data.csv", "meta.csv", "spec.yaml"} {
		write(t, dir, name, blocks[name])
	}
	runIndex(t, dir)
	body, err := os.ReadFile(filepath.Join(dir, "out", "uncertainty.csv"))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for line := range strings.Lines(string(body)) {
		got += strings.Join(strings.Split(line, ",")[:6], ",") + "\n"
	}
	if got != blocks["out/uncertainty.csv"] {
		t.Errorf("the page says\n%sthe command\n%s", blocks["out/uncertainty.csv"], got)
	}
}

// TestIndexSpecForms: keys that take several forms, and what is no form of them.
func TestIndexSpecForms(t *testing.T) {
	for body, want := range map[string]string{
		"aggregate: gmean":                                        "gmean",
		"aggregate: [amean, {genmean: 0.5}]":                      "amean {genmean: 0.5}",
		"aggregate: {mpi: minus}":                                 "{mpi: minus}",
		"aggregate: {default: amean, C: {owa: [3, 2.5]}, B: min}": "default: amean, B: min, C: {owa: [3 2.5]}",
	} {
		var spec composite.Spec
		if found := catalog.Decode("spec.yaml", []byte(body), &spec); len(found) > 0 || spec.Aggregate.String() != want {
			t.Errorf("%s: %v, findings %v", body, spec.Aggregate, found)
		}
	}
	for body, want := range map[string]string{
		"aggregate: []":                                         "the list is empty",
		"aggregate: genmean":                                    "genmean needs its power",
		"aggregate: [{mpi: sideways}]":                          "sideways is neither plus nor minus",
		"aggregate: [{owa: [-1, 2]}]":                           "owa: weight -1",
		"aggregate: [{genmean: x}]":                             "x is no number",
		"aggregate: {amean: 1, gmean: 2}":                       "amean takes no parameter|1 is no rule",
		"aggregate: {G: amean}":                                 "needs default|no \"G\"",
		"aggregate: 3":                                          "3 is no rule",
		"treat: {log: ct, winsorise: 3}":                        `unknown field "winsorise"`,
		"normalise: {method: minmax, only: {a: {metod: rank}}}": `spec.yaml:1: unknown field "metod"`,
		"uncertainty: {vary: {drop: whole}}":                    `unknown field "drop"`,
		"imput: mean":                                           `spec.yaml:1: unknown field "imput"`,
	} {
		var spec composite.Spec
		found := catalog.Decode("spec.yaml", []byte(body), &spec)
		said := ""
		for _, f := range found {
			said += f.String()
		}
		told := false
		for one := range strings.SplitSeq(want, "|") {
			told = told || strings.Contains(said, one)
		}
		if !told {
			t.Errorf("%s: findings %q do not say %q", body, said, want)
		}
	}
	for body, want := range map[string]string{
		"impute: {method: mean, group: g}":                          "group g has no meaning",
		"screen: {min_available: 2}":                                "a share from 0 to 1",
		"normalise: {method: zscore, sd: 0}":                        "sd must be above 0",
		"normalise: {method: minmax, lower: 5, upper: 1}":           "give the lower first",
		"normalise: {method: dist_to_ref}":                          "needs unit",
		"normalise: {method: goalposts}":                            "needs file",
		"normalise: {method: minmax, truncate: true}":               "truncate has no meaning for minmax",
		"normalise: minmaks":                                        `there is no "minmaks"`,
		"uncertainty: {replicates: 10, vary: {drop_one: whole}}":    "no ranks without aggregate",
		"aggregate: amean\nuncertainty: {replicates: 10, vary: {}}": "it names nothing",
		"aggregate: amean\nuncertainty: {replicates: 1, vary: {goalposts: 0.6, weights_noise: 0.1, weights_dirichlet: 5, normalise: [minmaks]}}": "exclude each other",
		"correlation: [pearsn]":         `there is no "pearsn"`,
		"sensitivity: {replicates: 10}": "which is missing",
	} {
		var spec composite.Spec
		if found := catalog.Decode("spec.yaml", []byte(body), &spec); len(found) > 0 {
			t.Errorf("%s: %v", body, found)
		}
		if err := spec.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v does not say %q", body, err, want)
		}
	}
}

// TestIndexStops: a cancelled run ends at once and writes nothing.
func TestIndexStops(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "meta.csv", "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nb,1,I,Indicator,1,1\nI,2,,Aggregate,1,1\n")
	rows := "uCode,a,b\n"
	for i := range 2000 {
		rows += strconv.Itoa(i) + "," + strconv.Itoa(i*i%97) + "," + strconv.Itoa(i%89) + "\n"
	}
	write(t, dir, "data.csv", rows)
	write(t, dir, "spec.yaml", "normalise: minmax\naggregate: amean\nuncertainty: {replicates: 50000, vary: {goalposts: 0.1}}\n")
	ctx, stop := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer stop()
	var said bytes.Buffer
	begun := time.Now()
	err := Run(ctx, newDesk(&said), optionsIn(dir))
	if took := time.Since(begun); !errors.Is(err, context.DeadlineExceeded) || took > 2*time.Second {
		t.Errorf("%v after %v: %s", err, took, said.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("a stopped run wrote its folder")
	}
}
