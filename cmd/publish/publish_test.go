// SPDX-License-Identifier: Apache-2.0

package publish

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"osnova/store/disk"
)

// publication publishes a site of files by name into a folder, as the program does.
func publication(t *testing.T, dir string, site map[string]string) Report {
	t.Helper()
	from := t.TempDir()
	for name, body := range site {
		if err := putFile(filepath.Join(from, name), []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	place, err := disk.Claim(dir, "publish")
	if err != nil {
		t.Fatal(err)
	}
	if err := place.Take(); err != nil {
		t.Fatal(err)
	}
	m, err := disk.ReadMarker(dir)
	if err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(dir, ".work")
	defer os.RemoveAll(fresh)
	r, err := Write(context.Background(), Options{
		Site: from, Fresh: fresh, Last: dir, Wrote: m.Files, Address: "https://data.example.org/osnova/", Policy: "default-src 'self'",
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := place.PutTrees(fresh, Trees...); err != nil {
		t.Fatal(err)
	}
	return r
}

// unpacked is what a copy of a file holds.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var from io.Reader = brotli.NewReader(bytes.NewReader(body))
	if strings.HasSuffix(path, ".gz") {
		if from, err = gzip.NewReader(bytes.NewReader(body)); err != nil {
			t.Fatal(err)
		}
	}
	text, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPublishSite: each file worth it has copies that hold the same; what has not changed keeps them, what changed or was damaged is packed anew,
// what is gone goes with its copies.
func TestPublishSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	page, small := strings.Repeat("<p>page</p>\n", 500), "<p>small</p>"
	site := map[string]string{"index.html": page, "uk/a.html": page + "a", "small.html": small, "data/a.parquet": strings.Repeat("PAR1", 900)}
	if r := publication(t, dir, site); r.Files != 4 || r.Packed != 2 || r.Sent >= r.Bytes {
		t.Errorf("first: %+v", r)
	}
	for _, ending := range []string{".gz", ".br"} {
		if unpacked(t, filepath.Join(dir, "site", "index.html"+ending)) != page {
			t.Errorf("index.html%s holds something else", ending)
		}
		for _, name := range []string{"small.html", "data/a.parquet"} {
			if _, err := os.Stat(filepath.Join(dir, "site", name+ending)); !os.IsNotExist(err) {
				t.Errorf("%s has a copy: %v", name, err)
			}
		}
	}
	before, err := os.Stat(filepath.Join(dir, "site", "index.html.br"))
	if err != nil {
		t.Fatal(err)
	}
	site["uk/a.html"] = page + "b"
	delete(site, "small.html")
	if r := publication(t, dir, site); r.Files != 3 || r.Packed != 1 {
		t.Errorf("a page changed: %+v", r)
	}
	if after, err := os.Stat(filepath.Join(dir, "site", "index.html.br")); err != nil || !os.SameFile(before, after) {
		t.Errorf("the copy of what had not changed was made anew: %v", err)
	}
	if got := unpacked(t, filepath.Join(dir, "site", "uk", "a.html.gz")); got != page+"b" {
		t.Error("the copy of what changed is old")
	}
	if _, err := os.Stat(filepath.Join(dir, "site", "small.html")); !os.IsNotExist(err) {
		t.Errorf("what is gone is still there: %v", err)
	}
	if r := publication(t, dir, site); r.Packed != 0 {
		t.Errorf("nothing changed: %+v", r)
	}
}

func TestSettingsTellAddress(t *testing.T) {
	for address, want := range map[string][2]string{
		"":                            {"example.org", "/"},
		"https://a.example.org/":      {"a.example.org", "/"},
		"https://a.example.org/x/y/":  {"a.example.org", "/x/y/"},
		"http://a.example.org:8080/x": {"a.example.org", "/x/"},
	} {
		if got := [2]string{hostOf(address), prefixOf(address)}; got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
	all := Settings("/srv/public/site/", "https://a.example.org/x/", "default-src 'self'")
	for name, part := range map[string]string{
		"nginx.conf": "alias /srv/public/site/;", "Caddyfile": "handle_path /x/* {", "apache.conf": `Alias "/x/" "/srv/public/site/"`, "_headers": "/x/*.csv\n  Content-Type: text/csv; charset=utf-8",
	} {
		if !strings.Contains(all[name], part) || !strings.Contains(all[name], "default-src 'self'") {
			t.Errorf("%s: no %q in %s", name, part, all[name])
		}
	}
}
