// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"context"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"osnova/store"
)

// mapSize is the most addresses that a sitemap may hold (sitemaps.org).
const mapSize = 50_000

// sitemapEntry is one page in both languages.
type sitemapEntry struct {
	Loc        string        `xml:"loc"`
	LastMod    string        `xml:"lastmod,omitempty"`
	Alternates []sitemapLink `xml:"xhtml:link"`
}

type sitemapLink struct {
	Rel      string `xml:"rel,attr"`
	Language string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

// sitemapStep writes sitemap.xml and robots.txt of a site that has an address; false for one that has none, since both want whole addresses.
func (st *Stage) sitemapStep() (store.Step, bool) {
	base := st.base()
	if base == "" {
		return store.Step{}, false
	}
	there := st.Ledger.Files()
	var pages []string
	for name := range there {
		if path, ok := strings.CutPrefix(name, "uk/"); ok && strings.HasSuffix(path, ".html") && there["en/"+path] && !isMoved(st.Output, name) {
			pages = append(pages, path)
		}
	}
	slices.Sort(pages)
	edition := st.Catalog.Project.Edition
	own := append([]string{base, edition}, pages...)
	return store.Step{ID: "reports sitemap", File: "reports/sitemap.go", Own: store.HashParts(own...), Run: func(context.Context) (store.Result, error) {
		w := &written{out: st.Output}
		files, err := sitemaps(base, edition, pages)
		if err != nil {
			return store.Result{}, err
		}
		robots := "User-agent: *\nAllow: /\n"
		for _, name := range files.names {
			if err := w.write(name, files.bodies[name]); err != nil {
				return store.Result{}, err
			}
		}
		robots += "Sitemap: " + base + "sitemap.xml\n"
		if err := w.write("robots.txt", []byte(robots)); err != nil {
			return store.Result{}, err
		}
		return w.result(), nil
	}}, true
}

// movedMark stands in pages at old addresses, which only send on.
const movedMark = `http-equiv="refresh"`

// isMoved reports whether a page only sends on to another.
func isMoved(out *store.Output, name string) bool {
	body, err := out.Read(name)
	return err == nil && len(body) < 4096 && strings.Contains(string(body), movedMark)
}

// mapFiles are the files of a sitemap: one, or parts and their list.
type mapFiles struct {
	names  []string
	bodies map[string][]byte
}

func sitemaps(base, edition string, pages []string) (mapFiles, error) {
	var entries []sitemapEntry
	for _, path := range pages {
		links := []sitemapLink{{"alternate", "uk", base + "uk/" + path}, {"alternate", "en", base + "en/" + path}}
		for _, l := range links {
			entries = append(entries, sitemapEntry{Loc: l.Href, LastMod: edition, Alternates: links})
		}
	}
	out := mapFiles{bodies: map[string][]byte{}}
	add := func(name string, root any) error {
		body, err := xml.MarshalIndent(root, "", " ")
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		out.names, out.bodies[name] = append(out.names, name), append([]byte(xml.Header), append(body, '\n')...)
		return nil
	}
	type list struct {
		XMLName xml.Name       `xml:"urlset"`
		Space   string         `xml:"xmlns,attr"`
		XHTML   string         `xml:"xmlns:xhtml,attr"`
		Entries []sitemapEntry `xml:"url"`
	}
	whole := func(entries []sitemapEntry) list {
		return list{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", XHTML: "http://www.w3.org/1999/xhtml", Entries: entries}
	}
	if len(entries) <= mapSize {
		return out, add("sitemap.xml", whole(entries))
	}
	type part struct {
		Loc string `xml:"loc"`
	}
	index := struct {
		XMLName xml.Name `xml:"sitemapindex"`
		Space   string   `xml:"xmlns,attr"`
		Parts   []part   `xml:"sitemap"`
	}{Space: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for n := 1; len(entries) > 0; n++ {
		name := fmt.Sprintf("sitemap-%d.xml", n)
		cut := min(mapSize, len(entries))
		if err := add(name, whole(entries[:cut])); err != nil {
			return out, err
		}
		entries = entries[cut:]
		index.Parts = append(index.Parts, part{base + name})
	}
	return out, add("sitemap.xml", index)
}
