// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
)

// TestSitemaps: each page stands in both languages with its other language; above 50,000 addresses there are parts and their list.
func TestSitemaps(t *testing.T) {
	read := func(body []byte) (locs []string, links int) {
		var list struct {
			URL []struct {
				Loc  string     `xml:"loc"`
				Link []struct{} `xml:"link"`
			} `xml:"url"`
			Part []struct {
				Loc string `xml:"loc"`
			} `xml:"sitemap"`
		}
		if err := xml.Unmarshal(body, &list); err != nil {
			t.Fatal(err)
		}
		for _, u := range list.URL {
			locs = append(locs, u.Loc)
			links += len(u.Link)
		}
		for _, p := range list.Part {
			locs = append(locs, p.Loc)
		}
		return locs, links
	}
	files, err := sitemaps("https://example.org/o/", "2026-11-23", []string{"a&b.html", "index.html"})
	if err != nil || len(files.names) != 1 {
		t.Fatal(files.names, err)
	}
	locs, links := read(files.bodies["sitemap.xml"])
	if strings.Join(locs, " ") != "https://example.org/o/uk/a&b.html https://example.org/o/en/a&b.html https://example.org/o/uk/index.html https://example.org/o/en/index.html" || links != 8 {
		t.Errorf("%v, %d links", locs, links)
	}
	var many []string
	for i := range mapSize/2 + 1 {
		many = append(many, fmt.Sprintf("%d.html", i))
	}
	if files, err = sitemaps("https://example.org/", "", many); err != nil {
		t.Fatal(err)
	}
	first, _ := read(files.bodies["sitemap-1.xml"])
	second, _ := read(files.bodies["sitemap-2.xml"])
	parts, _ := read(files.bodies["sitemap.xml"])
	if len(first) != mapSize || len(second) != 2 || len(parts) != 2 || parts[1] != "https://example.org/sitemap-2.xml" {
		t.Errorf("%d and %d addresses, parts %v", len(first), len(second), parts)
	}
}
