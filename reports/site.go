// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"sort"
	"strings"
	"sync"

	"osnova/catalog"
)

// siteBuild is what all pages share: the layout, the words, the menu, and where each page lies.
type siteBuild struct {
	stage  *Stage
	words  *words
	layout map[string]string // file name → template text
	own    string            // layout, edition and address; all else pages ask for
	engine engine

	mu      sync.Mutex
	answers map[string]string // see answer
	menu    []*catalog.Page
	pages   map[string]*catalog.Page

	indexOnce sync.Once
	index     issuedIndex // see readIndex
}

// site reads the layout and the words.
func (st *Stage) site() (*siteBuild, error) {
	w, err := readWords(st.Files)
	if err != nil {
		return nil, err
	}
	s := &siteBuild{stage: st, words: w, layout: map[string]string{}, answers: map[string]string{}, pages: map[string]*catalog.Page{}}
	names, err := fs.Glob(st.Files, "layout/*.tmpl")
	if err != nil || len(names) == 0 {
		return nil, errors.Join(fmt.Errorf("no layout/*.tmpl among the files of reports"), err)
	}
	parts := []string{st.Catalog.Project.Edition, st.base(), st.Program}
	sort.Strings(names)
	for _, n := range names {
		body, err := fs.ReadFile(st.Files, n)
		if err != nil {
			return nil, fmt.Errorf("read the layout: %w", err)
		}
		s.layout[path.Base(n)] = string(body)
		parts = append(parts, n, string(body))
	}
	for i := range st.Catalog.Pages {
		p := &st.Catalog.Pages[i]
		s.pages[p.Name] = p
		if p.Menu > 0 {
			s.menu = append(s.menu, p)
		}
	}
	sort.SliceStable(s.menu, func(i, j int) bool { return s.menu[i].Menu < s.menu[j].Menu })
	s.own = strings.Join(parts, "\x00")
	s.engine, err = st.readEngine()
	return s, err
}

// menuName is how the menu calls a page.
func menuName(p *catalog.Page, l tongue) string {
	if !p.MenuName.IsZero() {
		return p.MenuName.In(string(l))
	}
	return p.Title.In(string(l))
}

// fillPath puts columns of a row into a page's path: communities/{slug}.html.
func fillPath(pattern string, row map[string]any) (string, error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(pattern, "{")
		b.WriteString(before)
		if !found {
			break
		}
		column, after, closed := strings.Cut(rest, "}")
		if !closed {
			return "", fmt.Errorf("path %q: a bracket is not closed", pattern)
		}
		value := fmt.Sprint(row[column])
		if row[column] == nil || !segment(value) {
			return "", fmt.Errorf("path %q: %s is %q, which is no part of a path: letters, digits, dot, hyphen and underscore only", pattern, column, value)
		}
		b.WriteString(value)
		pattern = after
	}
	return b.String(), nil
}

// segment says whether the text may be one part of a path.
func segment(text string) bool {
	if text == "" || strings.Trim(text, ".") == "" {
		return false
	}
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
		default:
			return false
		}
	}
	return true
}

// wayToRoot is the way from a file back to the root of the site: "" or "../../".
func wayToRoot(file string) string { return strings.Repeat("../", strings.Count(file, "/")) }

// webAddress keeps an address only if it leads to the web, so that none from the data can run code.
func webAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// base is the address of the site with a closing slash, or "".
func (st *Stage) base() string { return st.Catalog.Project.Base() }
