// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/ingest/parse"
	"osnova/store"
)

// TestLossyParser: a parser that loses one record of a file, or makes one, is refused: the last good table stays, and a finding says what was lost.
func TestLossyParser(t *testing.T) {
	for name, change := range map[string]func(*parse.Tally){
		"loses": func(f *parse.Tally) { f.In++ },
		"makes": func(f *parse.Tally) { f.In-- },
	} {
		t.Run(name, func(t *testing.T) {
			fsys, cat := project(t)
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "towns.csv"), []byte(towns), 0o644); err != nil {
				t.Fatal(err)
			}
			lossy := func(in parse.Input, out *parse.Sheet) error {
				if err := parse.Ordinary(in, out); err != nil {
					return err
				}
				change(out.Tallies[0])
				return nil
			}
			l, err := store.OpenLedger(filepath.Join(t.TempDir(), "ledger.json"), "test")
			if err != nil {
				t.Fatal(err)
			}
			s := &store.Store{}
			t.Cleanup(func() { s.Close() })
			st := &Stage{Catalog: cat, Store: s, Ledger: l, Files: fsys, Mirror: dir, Parsers: map[string]parse.Parser{"towns": lossy}, Log: slog.New(slog.DiscardHandler)}
			if err := st.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
			if len(l.Findings) != 1 || !strings.Contains(l.Findings[0].String(), "the parser loses records") {
				t.Errorf("findings are %v", l.Findings)
			}
			got, err := s.Select(context.Background(), "select origin from raw.intake")
			if err != nil {
				t.Fatal(err)
			}
			if got.Values[0][0] != "last good" {
				t.Errorf("the table comes from %v, should be the last good one", got.Values[0][0])
			}
		})
	}
}
