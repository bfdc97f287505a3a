// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"osnova/store"
)

// TestOriginChangesAccountsOnly: the same rows from elsewhere leave what reads them at rest; the accounts say where they came from now.
// A row quarantined more is told by the accounts too, though the table is the same.
func TestOriginChangesAccountsOnly(t *testing.T) {
	fsys, cat := project(t)
	s := &store.Store{}
	t.Cleanup(func() { s.Close() })
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "ledger.json")
	for _, c := range []struct {
		mirror, upstream, origin string
		quarantined              int64
		model, accounts          bool // whether a reader of the table, and one of the accounts, run
	}{
		{"", "", "embedded", 0, true, true},
		{"", "", "embedded", 0, false, false},
		{dir, towns, "parsed", 0, false, true},
		{dir, towns + "neuf,Туман,900\n", "parsed", 1, false, true},
		{dir, towns + "9,Туман,900\n", "parsed", 0, true, true},
	} {
		if err := os.WriteFile(filepath.Join(dir, "towns.csv"), []byte(c.upstream), 0o644); err != nil {
			t.Fatal(err)
		}
		l, err := store.OpenLedger(path, "test")
		if err != nil {
			t.Fatal(err)
		}
		st := &Stage{Catalog: cat, Store: s, Ledger: l, Files: fsys, Mirror: c.mirror, Log: slog.New(slog.DiscardHandler)}
		if err := st.Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		ran := map[string]bool{}
		for id, reads := range map[string]string{"model": "raw.towns", "accounts": "raw.intake"} {
			err := l.Do(context.Background(), store.Step{ID: id, Reads: []string{reads}, Run: func(context.Context) (store.Result, error) {
				ran[id] = true
				return store.Result{}, nil
			}})
			if err != nil {
				t.Fatal(err)
			}
		}
		if ran["model"] != c.model || ran["accounts"] != c.accounts {
			t.Errorf("%s: model ran %v, accounts ran %v, want %v, %v", c.upstream, ran["model"], ran["accounts"], c.model, c.accounts)
		}
		got, err := s.Select(context.Background(), "select origin, quarantined from raw.intake")
		if err != nil {
			t.Fatal(err)
		}
		if got.Values[0][0] != c.origin || got.Values[0][1] != c.quarantined {
			t.Errorf("%s: the account says %v, want %s, %d", c.upstream, got.Values[0], c.origin, c.quarantined)
		}
		if err := l.Save(path); err != nil {
			t.Fatal(err)
		}
	}
}
