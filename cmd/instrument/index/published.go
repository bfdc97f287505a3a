// SPDX-License-Identifier: Apache-2.0

package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/metrics"
	"osnova/store"
	"osnova/store/disk"
)

// PublishedOptions name a published index and the build that it lies in.
type PublishedOptions struct {
	From    string           // name of the index
	Build   string           // folder of the build
	Catalog *catalog.Catalog // that the build was made by
	Out     string           // folder of the files
}

// RunPublished writes data, meta and spec of a published index, of the database that a build left in a folder, so that Run builds it again.
func RunPublished(ctx context.Context, d *instrument.Session, o PublishedOptions) error {
	if err := checkFolder(o.Out); err != nil {
		return err
	}
	var names []string
	var declared *catalog.Index
	for k, x := range o.Catalog.Indices {
		if names = append(names, x.Name); x.Name == o.From {
			declared = &o.Catalog.Indices[k]
		}
	}
	if declared == nil {
		return instrument.Usage("--from %s: there is no such index; %s", o.From, instrument.HintName(o.From, names))
	}
	path := filepath.Join(o.Build, "osnova.duckdb")
	if _, err := os.Stat(path); err != nil {
		return instrument.Usage("--build %s: no database lies there: run osnova build first, or name the folder that its --out was", o.Build)
	}
	place, err := disk.Claim(o.Out, "index", metrics.ExportFiles...)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "osnova-index-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	st := &metrics.Stage{Catalog: o.Catalog, Store: &store.Store{Path: path, WorkDir: work}, Log: d.Log}
	defer st.Store.Close()
	note := fmt.Sprintf(
		"The index %s, version %s, as published: %s.\nosnova index --data data.csv --meta meta.csv --spec spec.yaml --out scored",
		declared.Name,
		declared.Version,
		declared.Title.EN,
	)
	files, err := st.Export(ctx, *declared, note)
	if err != nil {
		return err
	}
	if err := d.WriteFolder(ctx, place, instrument.WholeFiles(files), metrics.ExportFiles); err != nil {
		return err
	}
	d.Log.Info("index written", "index", declared.Name, "files", len(files), "out", o.Out)
	return nil
}
