package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"osnova/catalog"
	"osnova/metrics"
	"osnova/store"
)

// indexFrom writes data, meta and spec of a published index, of the database that a build left in a folder.
func (a *app) indexFrom(ctx context.Context, name, dir string) error {
	_, cat, err := a.load()
	if err != nil {
		return err
	}
	var names []string
	var declared *catalog.Index
	for k, x := range cat.Indices {
		if names = append(names, x.Name); x.Name == name {
			declared = &cat.Indices[k]
		}
	}
	if declared == nil {
		hint := "there are: " + few(names)
		if near := catalog.Nearest(name, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return usage("--from %s: there is no such index; %s", name, hint)
	}
	path := filepath.Join(dir, "osnova.duckdb")
	if _, err := os.Stat(path); err != nil {
		return usage("--build %s: no database lies there: run osnova build first, or name the folder that its --out was", dir)
	}
	place, err := claimFolder(a.out, "index", metrics.ExportFiles)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "osnova-index-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	st := &metrics.Stage{Catalog: cat, Store: &store.Store{Path: path, WorkDir: work}, Log: a.log}
	defer st.Store.Close()
	note := fmt.Sprintf("The index %s, version %s, as published: %s.\nosnova index --data data.csv --meta meta.csv --spec spec.yaml --out scored", declared.Name, declared.Version, declared.Title.EN)
	files, err := st.Export(ctx, *declared, note)
	if err != nil {
		return err
	}
	if err := deliver(ctx, place, wholes(files), metrics.ExportFiles); err != nil {
		return err
	}
	a.log.Info("index written", "index", declared.Name, "files", len(files), "out", a.out)
	return nil
}
