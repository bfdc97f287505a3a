// SPDX-License-Identifier: Apache-2.0

package headline

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// ProjectClaims are the claims of the project's own pages: one file a kind of page.
//
//go:embed claims/*.sql
var ProjectClaims embed.FS

// Claim is what one heading of a kind of page must hold.
type Claim struct {
	Page  string // file under the folder of a language, such as index.html; * stands for any name in it: communities/*.html
	At    string // heading, see Heading.At
	Fixed []float64
	SQL   string
	File  string
}

var opens = regexp.MustCompile(`^-- (page|at|fixed):\s*(.*)$`)

// Parse reads a file of claims. "-- page: communities/*.html" says which pages are meant, "-- at: map"
// begins the claim of a heading, "-- fixed: 18 39" lists numbers that are part of its words, such as
// bounds of age groups; what follows is one SELECT. Other comments stay comments.
func Parse(file, text string) ([]Claim, error) {
	var out []Claim
	page := ""
	for n, line := range strings.Split(text, "\n") {
		m := opens.FindStringSubmatch(line)
		switch {
		case m == nil:
			if len(out) > 0 {
				out[len(out)-1].SQL += line + "\n"
			}
		case m[1] == "page":
			page = m[2]
		case m[1] == "at":
			if page == "" {
				return nil, fmt.Errorf("%s:%d: a claim before any -- page: line", file, n+1)
			}
			out = append(out, Claim{Page: page, At: m[2], File: file})
		case len(out) == 0:
			return nil, fmt.Errorf("%s:%d: fixed numbers before any -- at: line", file, n+1)
		default:
			for _, word := range strings.Fields(m[2]) {
				var v float64
				if _, err := fmt.Sscan(word, &v); err != nil {
					return nil, fmt.Errorf("%s:%d: %q is no number", file, n+1, word)
				}
				out[len(out)-1].Fixed = append(out[len(out)-1].Fixed, v)
			}
		}
	}
	for i := range out {
		out[i].SQL = strings.TrimRight(strings.TrimSpace(out[i].SQL), ";")
	}
	return out, nil
}

// LoadClaims reads all claims of a folder, in the order of file names.
func LoadClaims(fsys fs.FS) ([]Claim, error) {
	files, err := fs.Glob(fsys, "claims/*.sql")
	if err != nil {
		return nil, err
	}
	var out []Claim
	for _, f := range files {
		body, err := fs.ReadFile(fsys, f)
		if err != nil {
			return nil, err
		}
		claims, err := Parse(f, string(body))
		if err != nil {
			return nil, err
		}
		out = append(out, claims...)
	}
	return out, nil
}

// matches says whether a page, such as communities/poltavska-1.html, is of the kind.
func (c Claim) matches(page string) bool {
	ok, err := path.Match(c.Page, page)
	return err == nil && ok
}

// wantedValues is what a claim wants of one page: numbers, and names by language.
type wantedValues struct {
	numbers []float64
	names   map[string][]string
}

// ask runs a claim: what it wants of each page. A row may have `page` (the name that stands for * in
// the kind, without .html); columns that end in _uk or _en are names that the heading of this language
// holds; all other columns are numbers that both hold. Nothing is wanted of what is null.
func (c Claim) ask(ctx context.Context, st *store.Store) (map[string]wantedValues, error) {
	rows, err := st.Select(ctx, c.SQL)
	if err != nil {
		return nil, fmt.Errorf("%s: claim of %s: %w", c.File, c.At, err)
	}
	out := map[string]wantedValues{}
	for _, r := range rows.Values {
		s, page := wantedValues{numbers: slices.Clone(c.Fixed), names: map[string][]string{}}, c.Page
		for i, column := range rows.Columns {
			switch v := r[i].(type) {
			case nil:
			case string:
				switch {
				case column == "page":
					page = strings.Replace(c.Page, "*", v, 1)
				case strings.HasSuffix(column, "_uk"), strings.HasSuffix(column, "_en"):
					language := column[len(column)-2:]
					s.names[language] = append(s.names[language], strings.ReplaceAll(v, "'", "’"))
				default:
					return nil, fmt.Errorf("%s: claim of %s: column %s is a text: name it _uk or _en, or cast it to a number", c.File, c.At, column)
				}
			case int64:
				s.numbers = append(s.numbers, float64(v))
			case int32:
				s.numbers = append(s.numbers, float64(v))
			case float64:
				s.numbers = append(s.numbers, v)
			default:
				return nil, fmt.Errorf("%s: claim of %s: column %s is of a type that is no number (%T)", c.File, c.At, column, v)
			}
		}
		if _, twice := out[page]; twice {
			return nil, fmt.Errorf("%s: claim of %s: two rows for %s", c.File, c.At, page)
		}
		out[page] = s
	}
	return out, nil
}

// wrong says what is wrong with a heading, "" if nothing.
func (s wantedValues) wrong(text, language string) string {
	for _, name := range s.names[language] {
		name = strings.TrimSpace(spaces.ReplaceAllString(name, " "))
		at := strings.Index(strings.ToLower(text), strings.ToLower(name))
		if at < 0 {
			return fmt.Sprintf("it does not name %q", name)
		}
		text = text[:at] + " … " + text[at+len(name):]
	}
	left := slices.Clone(s.numbers)
	for _, n := range Numbers(text, language) {
		at := slices.IndexFunc(left, n.Equal)
		if at < 0 {
			return fmt.Sprintf("no table gives %v; the tables give %v", n.Value, s.numbers)
		}
		left = slices.Delete(left, at, at+1)
	}
	if len(left) > 0 {
		return fmt.Sprintf("the tables give %v, which it does not say", left)
	}
	return ""
}

// heldClaims are claims with what their SELECTs want of each page, and the headings that they were held against.
type heldClaims struct {
	claims []Claim
	wanted []map[string]wantedValues // by claim and page; nil where the SELECT does not run
	seen   map[string]bool           // pages and kinds of headings met
	out    *catalog.Findings
}

// hold holds one heading against every claim about it; numbers of which no claim speaks are a finding.
func (h *heldClaims) hold(language, page string, heading Heading) {
	told := false
	for i, c := range h.claims {
		if c.At != heading.At || !c.matches(page) {
			continue
		}
		want, ok := h.wanted[i][page]
		if !ok {
			continue
		}
		told = true
		h.seen[page+" "+c.At] = true
		if wrong := want.wrong(heading.Text, language); wrong != "" {
			h.out.Add(language+"/"+page, fmt.Sprintf("claim of %s in %s; the heading is: %s", c.At, c.File, heading.Text), "%s: %s", heading.At, wrong)
		}
	}
	if !told && len(Numbers(heading.Text, language)) > 0 {
		h.out.Add(language+"/"+page, "write a claim in reports/headline/claims, or leave the number out; the heading is: "+heading.Text, "%s: no claim speaks of its numbers", heading.At)
	}
}

// holdPages holds the headings of all pages below the folder of a language.
func (h *heldClaims) holdPages(ctx context.Context, root, language string) error {
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".html") {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		body, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		page, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		for _, heading := range Headings(string(body)) {
			h.hold(language, filepath.ToSlash(page), heading)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the pages of %s: %w", root, err)
	}
	return nil
}

// Check holds the headings of every page of a built site against its claims. Findings name the page,
// in order; so do claims whose SELECT does not run, since then nothing is known.
func Check(ctx context.Context, site string, claims []Claim) (catalog.Findings, error) {
	st := &store.Store{}
	defer st.Close()
	if err := loadTables(ctx, st, filepath.Join(site, "data")); err != nil {
		return nil, err
	}
	var out catalog.Findings
	wanted := make([]map[string]wantedValues, len(claims))
	for i, c := range claims {
		var err error
		if wanted[i], err = c.ask(ctx, st); err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			out.Add(c.File, "", "%v", err)
		}
	}
	h := &heldClaims{claims: claims, wanted: wanted, seen: map[string]bool{}, out: &out}
	for _, language := range []string{"uk", "en"} {
		if err := h.holdPages(ctx, filepath.Join(site, language), language); err != nil {
			return nil, err
		}
	}
	for i, c := range claims {
		for page := range wanted[i] {
			if !h.seen[page+" "+c.At] {
				out.Add(page, "the claim is in "+c.File, "the heading %s is not there, though the tables say that it should be", c.At)
			}
		}
	}
	return out.Sorted(), nil
}
