// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/store"
)

// TestRefreshWithoutNetwork: a refresh that reaches nobody asks nobody, says so once, and leaves tables as they are.
func TestRefreshWithoutNetwork(t *testing.T) {
	fsys := fstest.MapFS{}
	names := []string{"towns", "hamlets", "farms"}
	for _, name := range names {
		yaml := strings.Replace(townYAML, "mirror: towns.csv", "mirror: "+name+".csv, url: \"https://"+name+".invalid/a.csv\"", 1)
		yaml = "awaited: {uk: ще немає, en: none yet}\n" + yaml
		fsys["ingest/sources/"+name+"/source.yaml"] = &fstest.MapFile{Data: []byte(yaml)}
	}
	cat, err := catalog.Load(fsys)
	if err != nil || len(cat.Findings) > 0 {
		t.Fatal(err, cat.Findings)
	}
	dir := t.TempDir()
	s := &store.Store{Path: filepath.Join(dir, "osnova.duckdb"), WorkDir: filepath.Join(dir, ".work")}
	defer s.Close()
	l, err := store.OpenLedger(filepath.Join(dir, "ledger.json"), "")
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	st := &Stage{
		Catalog: cat, Store: s, Ledger: l, Files: fsys, Refresh: true, Keep: filepath.Join(dir, "kept"), Log: slog.New(slog.NewTextHandler(&said, nil)),
		Fetch: &fetch.Fetcher{UserAgent: "osnova (test)", Connect: time.Second, Resolver: &net.Resolver{
			PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no way out") },
		}},
	}
	begun := time.Now()
	if err := st.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	warned := 0
	for _, f := range l.Findings {
		if f.Where == "network" && f.Warning && strings.Contains(f.What, "none of 3 hosts could be reached") {
			warned++
		}
	}
	if warned != 1 || len(l.Findings) != 1 {
		t.Errorf("%d warnings of the network: %v", warned, l.Findings)
	}
	if !strings.Contains(said.String(), "asking publishers") || strings.Contains(said.String(), "asking again") {
		t.Errorf("said: %s", said.String())
	}
}
