// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"osnova/catalog"
	"osnova/store"
)

// OfferedFiles are files that pages offer and that rooms make which reports does not know, such as the blanks of collection forms (ADR 0084).
// They are made where the template of a page calls offered with one of them.
type OfferedFiles struct {
	Name  string   // of the set, which names its step
	Files []string // places under the root of the site: forms/community.xlsx
	Own   string   // hash of what they are made of besides the program and the tables taken
	Takes []string // tables whose change makes them anew
	Make  func(context.Context) (map[string][]byte, error)
}

// id is that of the step.
func (o OfferedFiles) id() string { return "reports offered " + o.Name }

// offer makes the sets that pages call for. One that cannot be made is a finding, and pages go on without it.
func (st *Stage) offer(ctx context.Context) error {
	called := map[string]bool{}
	for _, p := range st.Catalog.Pages {
		for _, c := range callsOf(p.Template) {
			if c.function == "offered" {
				called[c.text] = true
			}
		}
	}
	for _, o := range st.Offered {
		if !slices.ContainsFunc(o.Files, func(name string) bool { return called[name] }) {
			continue
		}
		err := st.do(ctx, store.Step{ID: o.id(), Own: o.Own, Takes: o.Takes, Run: func(ctx context.Context) (store.Result, error) {
			files, err := o.Make(ctx)
			if err == nil {
				if made := slices.Sorted(maps.Keys(files)); !slices.Equal(made, slices.Sorted(slices.Values(o.Files))) {
					err = fmt.Errorf("made are %q, promised %q", made, o.Files)
				}
			}
			if err != nil && ctx.Err() == nil {
				return store.Result{}, &store.Fault{Finding: catalog.Finding{
					Where: o.id(), What: err.Error(), Hint: "pages are written without these files until this is fixed",
				}}
			}
			if err != nil {
				return store.Result{}, err
			}
			w := &written{out: st.Output}
			for name, body := range files {
				if err := w.write(name, body); err != nil {
					return store.Result{}, err
				}
			}
			return w.result(), nil
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

// offers reports whether this edition has a file of the sets that pages offer.
func (s *siteBuild) offers(name string) bool {
	return slices.ContainsFunc(s.stage.Offered, func(o OfferedFiles) bool { return slices.Contains(o.Files, name) && !s.stage.Ledger.Undone(o.id()) })
}

// offered is the way to such a file; empty where this edition has none.
func (r *renderer) offered(name string) string {
	if r.asked.offered(name) {
		return r.root + name
	}
	return ""
}
