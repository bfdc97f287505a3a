// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyByAddress: an edition is verified over the net as it is in a folder, with the files in folders below; a changed one is found.
func TestVerifyByAddress(t *testing.T) {
	dir := t.TempDir()
	sums := ""
	for _, f := range [][2]string{{"datapackage.json", `{"resources": []}`}, {"town.csv", "id\n1\n"}, {"towns/one.csv", "id\n1\n"}} {
		path := filepath.Join(dir, f[0])
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(f[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		sums += fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(f[1])), f[0])
	}
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(sums)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	for _, place := range []string{dir, server.URL} {
		build(t, exitFine, "datasets", "verify", place)
	}
	write(strings.Replace(sums, "  towns/one.csv", "  towns/../town.csv", 1)) // a name that climbs is refused, even to a file that is there
	build(t, exitError, "datasets", "verify", server.URL)
	write(sums)
	if err := os.WriteFile(filepath.Join(dir, "towns", "one.csv"), []byte("id\n2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{dir, server.URL} {
		build(t, exitFindings, "datasets", "verify", place)
	}
}
