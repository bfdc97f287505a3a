// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"osnova/ingest/fetch/fetchtest"
)

// TestDamagedSnapshot: a snapshot in a file of its own whose bytes are no longer those of its name is not used, not told to the server as ours, and
// fetched anew; the rows are those of the publisher.
func TestDamagedSnapshot(t *testing.T) {
	body := strings.Repeat("0123456789abcdef", memoryLimit/8)
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	for name, change := range fetchtest.Damages {
		t.Run(name, func(t *testing.T) {
			server := fetchtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
				http.ServeContent(w, r, "a", at, strings.NewReader(body))
			})
			dir := t.TempDir()
			get := func(known Snapshot) Content {
				f := fetcher(fetchtest.NewClock())
				f.Dir = dir
				f.Know(known)
				b, err := f.Fetch(context.Background(), server.URL+"/a", Policy{Hosts: []string{"127.0.0.1"}})
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
			first := get(Snapshot{})
			path := filepath.Join(dir, first.SHA256)
			if err := os.WriteFile(path, change([]byte(body)), 0o644); err != nil {
				t.Fatal(err)
			}
			second := get(first.Snapshot)
			text, err := second.Bytes()
			if err != nil || string(text) != body || second.SHA256 != first.SHA256 {
				t.Errorf("%d bytes, %v", len(text), err)
			}
			if h := server.Asked[1].Header.Get("If-Modified-Since"); h != "" {
				t.Errorf("asked with %q for a file that is not here", h)
			}
			if kept, err := os.ReadFile(path); err != nil || string(kept) != body {
				t.Errorf("the snapshot is not fixed: %d bytes, %v", len(kept), err)
			}
		})
	}
}

// TestDamagedPart: of a part that a killed run left, only what is proven by its marks is resumed; whatever became of the rest, the file is whole and right.
func TestDamagedPart(t *testing.T) {
	body := strings.Repeat("0123456789abcdef", (3*markEach+markEach/2)/16)
	harms := maps.Clone(fetchtest.Damages)
	harms["killed before the last mark"], harms["marks"] = func(b []byte) []byte { return b }, nil
	for name, change := range harms {
		t.Run(name, func(t *testing.T) {
			server := fetchtest.Serve(t, fetchtest.CutOff(body, 3*markEach+1000, `"1"`))
			dir := t.TempDir()
			first := fetcher(fetchtest.NewClock())
			first.Dir, first.Tries = dir, 1
			if _, err := first.Get(context.Background(), server.URL+"/a"); err == nil {
				t.Fatal("half a file is taken for a whole one")
			}
			parts, err := filepath.Glob(filepath.Join(dir, ".*.part"))
			if err != nil || len(parts) != 1 {
				t.Fatal(parts, err)
			}
			marks := fetchtest.Rewrite(t, parts[0]+".of", func(b []byte) []byte {
				if name == "killed before the last mark" { // closing writes the last one
					return b[:bytes.LastIndexByte(bytes.TrimSpace(b), '\n')+1]
				}
				if name == "marks" {
					return bytes.ReplaceAll(b, []byte("0"), []byte("1"))
				}
				return b
			})
			if change != nil {
				fetchtest.Rewrite(t, parts[0], change)
			}
			server.Answers = []http.HandlerFunc{fetchtest.Ranged(body, `"1"`)}
			second := fetcher(fetchtest.NewClock())
			second.Dir = dir
			got, err := second.Get(context.Background(), server.URL+"/a")
			if err != nil || string(got) != body {
				t.Errorf("%d bytes of %d, right: %v, %v", len(got), len(body), string(got) == body, err)
			}
			left := 3*markEach + 1000
			whole, want := map[string]int{"killed before the last mark": left, "truncated": left * 2 / 3, "zeros": left / 2}[name], ""
			for line := range strings.Lines(string(marks)) {
				var to int
				if _, err := fmt.Sscanf(line, "%d ", &to); err == nil && to <= whole {
					want = fmt.Sprintf("bytes=%d-", to)
				}
			}
			if whole > 0 && want == "" {
				t.Errorf("no mark holds:\n%s", marks)
			}
			if asked := server.Asked[len(server.Asked)-1].Header.Get("Range"); asked != want {
				t.Errorf("asked for %q, want %q; marks:\n%s", asked, want, marks)
			}
		})
	}
}
