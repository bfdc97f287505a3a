// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// thing is one declaration of the project: what can be deleted.
type thing struct {
	noun, name string
	path       string   // folder, or files without their ending
	makes      []string // tables; of a dataset or page, its step
	text       string   // how a finding names it
}

func things(cat *catalog.Catalog) (out []thing) {
	bare := func(file string) string { return strings.TrimSuffix(file, path.Ext(file)) }
	for _, s := range cat.Sources {
		out = append(out, thing{"source", s.Name, s.Dir, []string{"raw." + s.Name}, s.Name})
	}
	for _, m := range cat.Models {
		out = append(out, thing{"model", m.Name, bare(m.File), []string{m.Relation()}, m.Relation()})
	}
	for _, i := range cat.Indicators {
		out = append(out, thing{"indicator", i.Name, bare(i.File), []string{i.Relation()}, i.Name})
	}
	for _, x := range cat.Indices {
		made := []string{}
		for _, kind := range x.Kinds() {
			made = append(made, x.Table(kind))
		}
		out = append(out, thing{"index", x.Name, bare(x.File), made, x.Name})
	}
	for _, d := range cat.Datasets {
		out = append(out, thing{"dataset", d.Name, bare(d.File), []string{"dataset " + d.Name}, d.Name})
	}
	for _, p := range cat.Pages {
		made := []string{"page " + p.Name}
		if strings.Contains(p.Template, `(offered "forms/`) { // the blanks go with the one page that offers them
			made = append(made, "reports offered forms")
		}
		out = append(out, thing{"page", p.Name, p.Dir, made, p.Name})
	}
	return out
}

// looked reads declarations without some files, as check and plan do.
func looked(t *testing.T, hidden []string) (*catalog.Catalog, *store.Ledger, []string) {
	t.Helper()
	ctx := context.Background()
	var all layers
	for _, l := range rooms {
		var inside []string
		for _, h := range hidden {
			if rest, ok := strings.CutPrefix(h, l.prefix+"/"); ok {
				inside = append(inside, rest)
			}
		}
		all = append(all, layer{l.prefix, without{l.fs, inside}})
	}
	a := &program{stdout: io.Discard, stderr: io.Discard, rooms: all, log: logger(io.Discard, false, false)}
	fsys, cat, err := a.load()
	if err != nil {
		t.Fatal(err)
	}
	l, err := a.checkSQL(ctx, fsys, cat)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, f := range a.findings {
		told = append(told, f.String())
	}
	return cat, l, told
}

// TestAnythingCanGo is the house test: over each source, model, indicator, index, dataset and page of the project, delete it, and only what reads it
// goes, directly or not; `check` names each direct reader with its file; the steps of everything else stand as before. Forty go at a time, no two
// neighbours; OSNOVA_DELETIONS=1 deletes each alone.
func TestAnythingCanGo(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the declarations a dozen times")
	}
	cat, whole, told := looked(t, nil)
	if len(told) > 0 {
		t.Fatalf("findings before anything goes: %v", told)
	}
	all := things(cat)
	size := 40
	if n, err := strconv.Atoi(os.Getenv("OSNOVA_DELETIONS")); err == nil && n > 0 {
		size = n
	}
	batches := (len(all) + size - 1) / size
	files, each := declared(cat)
	for n := range batches {
		var gone []thing
		var hidden []string
		lost := map[string]bool{} // tables and steps that can no longer be
		for i := n; i < len(all); i += batches {
			gone = append(gone, all[i])
			hidden = append(hidden, all[i].path)
			for _, m := range all[i].makes {
				lost[m] = true
			}
		}
		direct := maps.Clone(lost)
		for grew := true; grew; { // what needs what is lost is lost
			grew = false
			for id, reads := range whole.Needs {
				if !lost[id] && slices.ContainsFunc(reads, func(r string) bool { return lost[r] }) && (!strings.HasPrefix(id, "page ") && !strings.HasPrefix(id, "reports ") ||
					slices.ContainsFunc(each[id], func(r string) bool { return lost[r] })) {
					lost[id], grew = true, true
					for table, maker := range whole.Makers {
						if maker == id {
							lost[table] = true
						}
					}
				}
			}
		}
		_, now, told := looked(t, hidden)
		for id := range whole.Steps {
			if now.Done(id) == lost[id] {
				t.Errorf("without %v: %s is made: %v, expected %v", hidden, id, now.Done(id), !lost[id])
			}
		}
		for _, g := range gone {
			for id, reads := range whole.Needs {
				maker := slices.ContainsFunc(reads, func(r string) bool { return slices.Contains(g.makes, r) })
				_, still := now.Steps[id] // what the program makes of two indices is no step without them
				if !maker || direct[id] || !still && files[id] == "" {
					continue
				}
				where := files[id]
				if where == "" {
					where = id
				}
				if !slices.ContainsFunc(told, func(f string) bool {
					return strings.HasPrefix(f, where) && slices.ContainsFunc(append(slices.Clone(g.makes), g.text), func(name string) bool { return strings.Contains(f, name) })
				}) {
					t.Errorf("without the %s %s: check does not name %s (%s), which reads it", g.noun, g.name, id, where)
				}
			}
		}
	}
}

// TestTablesCanGo: without the declaration of a table that a program makes, its step goes, and check names the file; all else stands.
func TestTablesCanGo(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the declarations")
	}
	_, l, _ := looked(t, []string{"metrics/tables/lisa", "metrics/tables/loss", "metrics/protected/survey_unit"})
	for id, want := range map[string]bool{
		"metric.lisa": false, "metric.dmi_score": false, "metric.dmi_loss": false, "metric.open_readiness_score": false, "metric.survey_dimension": false,
		"dataset lisa": false, "dataset causes": false,
		"metric.case_metric": true, "metric.gap": true, "metric.observation": true, "dataset gaps": true, "metric.service_conditions_score": true,
	} {
		if l.Done(id) != want {
			t.Errorf("%s is made: %v", id, l.Done(id))
		}
	}
	for _, file := range []string{"metrics/tables/lisa.yaml", "metrics/tables/loss.yaml", "metrics/protected/survey_unit.yaml"} {
		if !slices.ContainsFunc(l.Findings, func(f catalog.Finding) bool {
			return f.Where == file && strings.HasSuffix(f.What, "and nothing declares it")
		}) {
			t.Errorf("no finding in %s", file)
		}
	}
}

// declared gives the file of each step, and what the queries read that give pages one a row.
func declared(cat *catalog.Catalog) (files map[string]string, each map[string][]string) {
	files, each = map[string]string{"reports search": "reports/scripts.go", "reports outlines": "reports/scripts.go"}, map[string][]string{}
	for _, p := range cat.Protected {
		if p.SQL != "" { // the others the program counts by itself
			files[p.Relation()] = strings.TrimSuffix(p.File, path.Ext(p.File))
		}
	}
	for _, m := range cat.Models {
		files[m.Relation()] = m.File
	}
	for _, i := range cat.Indicators {
		files[i.Relation()] = i.File
	}
	for _, x := range cat.Indices {
		files[x.Relation()] = x.File
	}
	for _, d := range cat.Datasets {
		files["dataset "+d.Name] = strings.TrimSuffix(d.File, ".sql")
	}
	s := &store.Store{}
	defer s.Close()
	for _, p := range cat.Pages {
		files["page "+p.Name] = p.Dir
		for _, q := range p.Queries {
			if q.Name == p.Each {
				each["page "+p.Name], _ = s.Reads(context.Background(), q.SQL)
			}
		}
	}
	return files, each
}
