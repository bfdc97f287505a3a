// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
)

// FuzzList: a list of files either is refused or names files within its folder, in an order of its own, each with what was promised of it.
func FuzzList(f *testing.F) {
	sum := strings.Repeat("0", 64)
	for _, seed := range []string{
		sum + "  a.csv\n" + sum + " *./b/c.xlsx\n\n", "\ufeff" + sum + "  a.csv.gz\r\n", sum + "  ../a.csv\n", sum + "  a/../../b.csv\n", "a.csv\n",
		`{"success": true, "result": {"results": [{"resources": [{"id": "1", "name": "a.csv", "format": ".CSV", "url": "https://data.example.org/x/../../../a.csv", "created": "2025"}]}]}}`,
		`{"success": true, "result": {"resources": [{"url": "https://data.example.org", "format": "csv", "name": "a.csv"}, {"url": "http://%2e%2e/", "format": "csv", "name": "a.csv"}]}}`,
	} {
		f.Add([]byte(seed))
	}
	list := catalog.File{Name: "list", URL: "https://data.example.org/petitions/SHA256SUMS", Mirror: "petitions/SHA256SUMS", List: true, Member: `(?i)\.(csv|xlsx)(\.gz)?$`}
	f.Fuzz(func(t *testing.T, text []byte) {
		found, err := entries(list, text)
		if err != nil {
			return
		}
		for _, one := range found {
			if !filepath.IsLocal(filepath.FromSlash(one.Mirror)) || !strings.HasPrefix(one.Mirror, "petitions/") {
				t.Errorf("%q leads to %q in a mirror", text, one.Mirror)
			}
			if one.Name == "" || one.SHA256 != "" && len(one.SHA256) != 64 {
				t.Errorf("%q names %+v", text, one)
			}
		}
	})
}
