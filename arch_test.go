// SPDX-License-Identifier: Apache-2.0

// Package osnova_test holds the architecture as failing tests: who may import whom, which library has which room, what SQL may read.
package osnova_test

import (
	"context"
	"encoding/json"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// pkg is what `go list -json` says of a package.
type pkg struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
	GoFiles      []string
	Dir          string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,GoFiles,Dir", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 10 {
		t.Fatalf("go list found %d packages only", len(all))
	}
	return all
}

// room is the first part of a package's path: osnova/ingest/parse → ingest.
func room(path string) string {
	rest, ok := strings.CutPrefix(path, "osnova/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// TestRooms: catalog and store are words and place; stages know those and their own children only; cmd knows all.
func TestRooms(t *testing.T) {
	may := map[string][]string{
		"catalog": {}, "store": {"catalog"},
		"ingest": {"catalog", "store"}, "transform": {"catalog", "store"}, "metrics": {"catalog", "store"}, "datasets": {"catalog", "store"}, "reports": {"catalog", "store"},
		"cmd": {"catalog", "store", "ingest", "transform", "metrics", "datasets", "reports"},
	}
	for _, p := range packages(t) {
		if p.ImportPath == "osnova" || strings.HasPrefix(p.ImportPath, "osnova/scripts/") {
			continue
		}
		here := room(p.ImportPath)
		allowed, known := may[here]
		if !known {
			t.Errorf("%s is in no room of the house", p.ImportPath)
			continue
		}
		for _, i := range p.Imports {
			if there := room(i); there != "" && there != here && !slices.Contains(allowed, there) {
				t.Errorf("%s imports %s: %s may know only %v", p.ImportPath, i, here, allowed)
			}
		}
	}
}

// TestRoomsOfIngest: below the stage of ingest each room knows only those listed. None knows the stage; what fetches, and what finds places, knows
// no declaration.
func TestRoomsOfIngest(t *testing.T) {
	may := map[string][]string{
		"ingest":           {"catalog", "store", "ingest/drift", "ingest/fetch", "ingest/parse", "ingest/gazetteer"},
		"ingest/drift":     {"catalog"},
		"ingest/fetch":     {"store", "ingest/parse"}, // of parse the bound of packed bytes alone
		"ingest/parse":     {"catalog", "ingest/gazetteer"},
		"ingest/gazetteer": {},
		"ingest/topology":  {},
		"ingest/tablefile": {"catalog", "ingest/parse"},
		"ingest/bodies":    {"catalog", "ingest/parse"},
		"ingest/country":   {"ingest/parse", "ingest/sources"},
		"ingest/forms":     {"catalog", "ingest/bodies", "ingest/gazetteer", "ingest/parse", "ingest/sources"},
		"ingest/sources":   {},
		"ingest/parsers":   {"ingest/parse", "ingest/bodies", "ingest/sources"},
	}
	below := func(path string) string { // a room of ingest, with all that lies below it; another room of the house
		parts := strings.Split(strings.TrimPrefix(path, "osnova/"), "/")
		if parts[0] != "ingest" {
			return parts[0]
		}
		return strings.Join(parts[:min(2, len(parts))], "/")
	}
	seen := map[string]bool{}
	for _, p := range packages(t) {
		here := below(p.ImportPath)
		if room(p.ImportPath) != "ingest" || strings.HasPrefix(p.ImportPath, "osnova/ingest/sources/") {
			continue
		}
		seen[here] = true
		allowed, known := may[here]
		if !known {
			t.Errorf("%s is no room of ingest that stands in this list", here)
		}
		for _, i := range p.Imports {
			if there := below(i); room(i) != "" && there != here && !slices.Contains(allowed, there) {
				t.Errorf("%s imports %s: it may know only %v", p.ImportPath, i, allowed)
			}
		}
	}
	for here := range may {
		if !seen[here] {
			t.Errorf("%s is listed and not there", here)
		}
	}
}

// TestRoomsOfCmd: the ground of the instruments knows none of them; an instrument knows the ground and the arithmetic that it asks, never another
// instrument nor the program. Only here and in the program do metrics, reports and the rooms of ingest meet. The robot that looks at sites and the
// invented country borrow from rooms of ingest, and know neither its stage nor any other of cmd.
func TestRoomsOfCmd(t *testing.T) {
	may := map[string][]string{
		"cmd/browser":        {"cmd/browser/engine"},
		"cmd/browser/engine": {"metrics/composite", "metrics/frame", "metrics/inequality", "metrics/survey"}, // what a browser has to load
		"cmd/instrument":     {"catalog", "store/disk", "ingest/parse", "ingest/tablefile", "metrics/frame"},
		"cmd/instrument/audit": {
			"cmd/instrument", "cmd/instrument/audit/robot", "store/disk", "ingest/fetch", "ingest/tablefile", "metrics/checklist", "metrics/frame", "metrics/statistics",
		},
		"cmd/instrument/audit/robot": {"store/disk", "ingest/fetch", "ingest/sources"},
		"cmd/instrument/events": {
			"cmd/instrument", "cmd/instrument/parquet", "catalog", "store", "ingest/parse", "ingest/tablefile", "metrics",
		},
		"cmd/instrument/forms":      {"cmd/instrument", "catalog", "store/disk", "ingest/forms", "ingest/gazetteer", "metrics/frame"},
		"cmd/instrument/index":      {"cmd/instrument", "catalog", "store", "ingest/tablefile", "metrics", "reports/instrument"},
		"cmd/instrument/inequality": {"cmd/instrument", "catalog", "ingest/tablefile", "metrics/frame", "metrics/inequality", "metrics/spatial"},
		"cmd/instrument/parquet":    {"catalog", "store", "metrics/frame"},
		"cmd/instrument/match":      {"cmd/instrument", "ingest/gazetteer", "ingest/parse", "ingest/tablefile", "metrics/frame"},
		"cmd/instrument/register": {
			"cmd/instrument", "catalog", "store/disk", "ingest/bodies", "ingest/gazetteer", "ingest/parse", "metrics/frame",
		},
		"cmd/instrument/survey": {"cmd/instrument", "store/disk", "ingest/tablefile", "metrics/frame", "metrics/survey"},
		"cmd/publish":           {"store/disk"},
		"cmd/synth":             {"catalog", "store", "ingest/bodies", "ingest/forms", "ingest/parse", "ingest/sources"},
	}
	seen := map[string]bool{}
	for _, p := range packages(t) {
		here := strings.TrimPrefix(p.ImportPath, "osnova/")
		if room(p.ImportPath) != "cmd" || here == "cmd/osnova" {
			continue
		}
		seen[here] = true
		allowed, known := may[here]
		if !known {
			t.Errorf("%s is no room of cmd that stands in this list", here)
		}
		for _, i := range p.Imports {
			exact := slices.Contains(allowed, strings.TrimPrefix(i, "osnova/"))
			if room(i) != "" && !exact && (room(i) == "cmd" || !within(i, allowed)) {
				t.Errorf("%s imports %s: it may know only %v", p.ImportPath, i, allowed)
			}
		}
	}
	for here := range may {
		if !seen[here] {
			t.Errorf("%s is listed and not there", here)
		}
	}
}

// TestFormsForBrowsers: what reads and checks a returned form brings no library of workbooks and no database, so that a page may do it.
func TestFormsForBrowsers(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./ingest/forms").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "osnova/ingest/parse/sheetxml") {
		t.Error("the check reads no workbook: the test looks at nothing")
	}
	for _, d := range deps {
		if strings.HasPrefix(d, "github.com/xuri/excelize") || strings.Contains(d, "duckdb") || d == "osnova/store" || d == "osnova/store/disk" {
			t.Errorf("ingest/forms brings %s", d)
		}
	}
}

// TestWithoutDatabase: what writes whole files, fetches or measures a person's own table needs no database, so its tests link none (ADR 0059).
func TestWithoutDatabase(t *testing.T) {
	rooms := []string{
		"./store/disk", "./ingest/fetch", "./cmd/instrument", "./cmd/instrument/audit", "./cmd/instrument/forms", "./cmd/instrument/inequality", "./cmd/instrument/match", "./cmd/instrument/survey",
	}
	for _, r := range rooms {
		out, err := exec.Command("go", "list", "-deps", r).Output()
		if err != nil {
			t.Fatalf("go list %s: %v", r, err)
		}
		deps := strings.Fields(string(out))
		if slices.Contains(deps, "osnova/store") || slices.ContainsFunc(deps, func(d string) bool { return strings.HasPrefix(d, "github.com/marcboeker/go-duckdb") }) {
			t.Errorf("%s links the database", r)
		}
		if !slices.Contains(deps, "osnova/store/disk") {
			t.Errorf("%s does not know what is osnova's on the disk: the test looks at nothing", r)
		}
	}
}

// within says whether a package is one of the rooms, or below one.
func within(path string, rooms []string) bool {
	return slices.ContainsFunc(rooms, func(r string) bool { return path == "osnova/"+r || strings.HasPrefix(path, "osnova/"+r+"/") })
}

// TestSourcesAreAlone: no code imports the folder of a source but the one visible list, so that a folder can go with its line there.
func TestSourcesAreAlone(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			source, ok := strings.CutPrefix(name, "osnova/ingest/sources/")
			if !ok || source == "sourcetest" {
				continue
			}
			seen++
			if filepath.ToSlash(path) != "ingest/parsers/parsers.go" {
				t.Errorf("%s imports the folder of the source %s: move what both need out of it (sources.Table reads a hand-made table)", path, source)
			}
		}
		return nil
	})
	if err != nil || seen < 15 {
		t.Errorf("%d imports of sources seen: %v", seen, err)
	}
}

// TestLibraries: a library has one room.
func TestLibraries(t *testing.T) {
	rooms := map[string][]string{
		"github.com/marcboeker/go-duckdb":       {"store"},
		"github.com/apache/arrow/":              {"store", "ingest", "metrics", "datasets"},
		"github.com/gocolly/colly":              {"ingest"},
		"github.com/PuerkitoBio/goquery":        {"ingest"},
		"github.com/go-echarts/go-echarts":      {"reports"},
		"github.com/goccy/go-yaml":              {"catalog", "ingest", "cmd/synth"},
		"github.com/xuri/excelize":              {"ingest", "cmd/synth"},
		"github.com/andybalholm/brotli":         {"cmd/publish"},
		"github.com/spf13/cobra":                {"cmd/osnova"},
		"github.com/schollz/progressbar":        {"cmd/osnova", "cmd/instrument"},
		"github.com/chromedp/chromedp":          {},
		"gonum.org/v1/gonum":                    {"metrics"},
		"github.com/santhosh-tekuri/jsonschema": {},
	}
	for _, p := range packages(t) {
		for _, i := range p.Imports {
			for library, where := range rooms {
				if strings.HasPrefix(i, library) && !within(p.ImportPath, where) {
					t.Errorf("%s imports %s, whose room is %v", p.ImportPath, i, where)
				}
			}
		}
	}
}

// TestArithmeticIsFree: the libraries under metrics import std, gonum and one another alone, so that anybody can use them (ADR 0017).
func TestArithmeticIsFree(t *testing.T) {
	found := 0
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, "osnova/metrics/") {
			continue
		}
		found++
		for _, i := range p.Imports {
			first, _, _ := strings.Cut(i, "/")
			if (strings.Contains(first, ".") || first == "osnova") && !strings.HasPrefix(i, "gonum.org/") && !strings.HasPrefix(i, "osnova/metrics/") {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
	}
	if found < 2 {
		t.Errorf("found %d libraries under metrics", found)
	}
}

// TestReadersOfTextAreFree: what reads dates and numbers imports std alone, so that sources, forms and instruments share it.
func TestReadersOfTextAreFree(t *testing.T) {
	found := 0
	for _, p := range packages(t) {
		if p.ImportPath != "osnova/ingest/parse/datetext" && p.ImportPath != "osnova/ingest/parse/numbertext" {
			continue
		}
		found++
		for _, i := range p.Imports {
			if first, _, _ := strings.Cut(i, "/"); strings.Contains(first, ".") || first == "osnova" {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
	}
	if found != 2 {
		t.Errorf("found %d readers of text", found)
	}
}

// TestPair: the Arrow of go-duckdb is the Arrow of the project, else records do not fit.
func TestPair(t *testing.T) {
	body, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"github.com/apache/arrow/go/v17 v17.0.0", "github.com/marcboeker/go-duckdb v1.8.2"} {
		if !strings.Contains(string(body), want) {
			t.Errorf("go.mod does not pin %s", want)
		}
	}
	if strings.Contains(string(body), "arrow-go/v18") {
		t.Error("go.mod holds a second Arrow")
	}
}

// TestSQL: every SELECT reads only tables to its left; datasets and pages read mart and metric only.
func TestSQL(t *testing.T) {
	cat, err := catalog.Load(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range cat.Findings {
		t.Error(f)
	}
	ctx, st := context.Background(), &store.Store{}
	defer st.Close()
	check := func(file, sql, layer string, only ...string) {
		reads, err := st.Reads(ctx, sql)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			return
		}
		if strings.HasPrefix(file, "datasets/") { // the catalog itself is open to datasets, as tables declared.*
			reads = slices.DeleteFunc(reads, func(r string) bool { return strings.HasPrefix(r, "declared.") })
		}
		if wrong := store.Leftward(layer, reads); len(wrong) > 0 {
			t.Errorf("%s reads %v, which lie to the right of %s", file, wrong, layer)
		}
		for _, r := range reads {
			if at, _ := store.Layer(r); len(only) > 0 && !slices.Contains(only, at) {
				t.Errorf("%s reads %s; it may read %v", file, r, only)
			}
		}
	}
	for _, m := range cat.Models {
		check(m.File, m.SQL, m.Layer)
	}
	for _, p := range cat.Protected {
		if p.SQL != "" {
			check(p.File, p.SQL, "metric", "staging", "mart")
		}
	}
	for _, i := range cat.Indicators {
		check(i.SelectFile(), i.SQL, "metric", "mart", "metric")
	}
	for _, d := range cat.Datasets {
		check(d.File, d.SQL, "metric", "mart", "metric")
	}
	for _, p := range cat.Pages {
		for _, q := range p.Queries {
			check(q.File, q.SQL, "metric", "mart", "metric")
		}
	}
}
