// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"osnova/catalog"
)

// Bounds of a page. A register of a city has some hundred rows of ten columns.
const (
	maxSpan      = 1000      // columns that one cell may span, as browsers have it
	maxPageCells = 4_000_000 // of all tables of a page, spanned ones counted as often as they span
)

// Page is one web page of a source, or one document of a feed.
type Page struct {
	Name    string       // for messages and accounts
	File    catalog.File // the declared file that led here
	URL     *url.URL     // where it came from in the end
	Doc     *goquery.Selection
	Open    func() (io.ReadCloser, error) // of a page that is no HTML
	Root    string                        // name of the declared file that led here
	Depth   int                           // links from a first page
	Counted bool                          // its number was counted up, so that it may lie behind the last
	Resolve func(href string) string      // makes an address absolute; empty: it is none
}

// PageLink leads from a page to another.
type PageLink struct {
	URL     string
	Counted bool   // by a parameter of the address
	Deeper  bool   // not the next page of the same list
	Next    string // of the next page: how the page writes it
}

// ordinaryHTML reads every page that the crawl comes to. Columns that the contract does not list are never kept.
func ordinaryHTML(in Input, skips []skipRule, out *Sheet) error {
	if in.Crawl == nil {
		return fmt.Errorf("source %s: pages need a crawl", in.Source.Name)
	}
	r, err := newHTML(in.Source)
	if err != nil {
		return err
	}
	in.Source.Columns = r.columns
	for i := range skips {
		skips[i].Column = r.heading(skips[i].Column)
	}
	if m := in.Source.Match; m != nil {
		in.Source.Match = &catalog.Match{Oblast: r.heading(m.Oblast), Raion: r.heading(m.Raion), Only: m.Only}
		for _, name := range m.Text {
			in.Source.Match.Text = append(in.Source.Match.Text, r.heading(name))
		}
	}
	return in.Crawl(func(p Page) ([]PageLink, error) {
		found, err := r.read(p.Name, p.Doc.Nodes)
		if err != nil {
			return nil, err
		}
		links, err := r.links(p)
		if err != nil {
			return nil, err
		}
		if len(found.records) == 0 {
			return r.withoutRecords(p, links, out)
		}
		if p.Counted && found.same(r.last) {
			t := out.File(p.Name)
			for range found.records[r.head:] {
				t.In++
				t.Skip("page_repeated")
			}
			return nil, nil
		}
		r.last = found
		if err := ordinaryRecords(in, p.File, p.Name, found.records, slices.Clone(skips), out); err != nil {
			return nil, err
		}
		t := out.Tallies[len(out.Tallies)-1]
		for rule, n := range found.skipped {
			t.In += n
			t.Skipped[rule] += n
		}
		if r.html.Page != nil {
			links = append(links, PageLink{URL: nextCounted(p.URL, *r.html.Page, 1), Counted: true})
		}
		return links, nil
	})
}

// withoutRecords takes a page without any record: one that leads on, that is counted or that says so is accounted for; another is quarantined or a fault.
func (r *htmlReader) withoutRecords(p Page, links []PageLink, out *Sheet) ([]PageLink, error) {
	if len(links) > 0 || p.Counted || r.isEmpty(p.Doc) {
		out.File(p.Name)
		return links, nil
	}
	if r.blank++; p.Depth > 0 && r.blank <= r.html.Blank {
		t := out.File(p.Name)
		t.In++
		t.Reject(0, "", "", "nothing on the page is a record; it may be an error page")
		return nil, nil
	}
	return nil, &Error{
		File: p.Name, What: fmt.Sprintf("nothing on the page matches rows %q, and no link leads on", r.html.Rows),
		Hint: "the publisher may have sent another page or changed its layout; a page that rightly has no record is told by html.empty",
	}
}

// htmlReader has the selectors of a source compiled.
type htmlReader struct {
	html    catalog.HTML
	columns []catalog.SourceColumn // as ordinary records give them
	selects []selector             // columns that have one of their own
	table   bool                   // some column is found by the heading of a table
	head    int                    // rows of the heading and above it
	rows    cascadia.Matcher
	next    cascadia.Matcher // nil: none is declared
	follow  *follow
	empty   *regexp.Regexp
	broken  string // what a line break in a cell is written as
	last    found
	blank   int               // pages without records so far
	ours    map[string]string // by selector or $section: the heading of the column that has it
}

// heading is how records name what rules and matches call by a selector; headings of the page stay as they are.
func (r *htmlReader) heading(name string) string {
	if own, ok := r.ours[name]; ok {
		return own
	}
	return name
}

type selector struct {
	name    string
	matcher cascadia.Matcher // nil: the row itself
	attr    string
}

type follow struct {
	matcher cascadia.Matcher
	match   *regexp.Regexp
}

// found is what a page holds: the heading, then the records.
type found struct {
	records []Record
	skipped map[string]int
}

func (f found) same(other found) bool {
	return slices.EqualFunc(f.records, other.records, func(a, b Record) bool { return slices.Equal(a.Cells, b.Cells) })
}

// sectionColumn takes the text of the last row that is one cell over the whole table.
const sectionColumn = "$section"

// ownHeading marks headings that are ours, not the page's.
const ownHeading = "select of "

func newHTML(s catalog.Source) (*htmlReader, error) {
	if s.Format.HTML == nil {
		return nil, fmt.Errorf("source %s: format html has no rows", s.Name)
	}
	r := &htmlReader{html: *s.Format.HTML, columns: slices.Clone(s.Columns), head: max(s.Format.HeaderRow, 1), broken: s.Format.HTML.Break, ours: map[string]string{}}
	if r.broken == "" {
		r.broken = " "
	}
	var faults []error
	selectorOf := func(what, text string) cascadia.Matcher {
		m, err := cascadia.ParseGroup(text)
		if err != nil {
			faults = append(faults, fmt.Errorf("source %s: %s: selector %q: %w", s.Name, what, text, err))
		}
		return m
	}
	r.rows = selectorOf("html.rows", r.html.Rows)
	for i, c := range r.columns {
		switch {
		case c.Select != "":
			text, attr, _ := strings.Cut(c.Select, "@")
			one := selector{name: ownHeading + c.Name, attr: strings.TrimSpace(attr)}
			if text = strings.TrimSpace(text); text != "" {
				one.matcher = selectorOf("select of column "+c.Name, text)
			}
			r.selects = append(r.selects, one)
			r.columns[i].From, r.ours[c.Select] = one.name, one.name
		case c.From == sectionColumn:
			r.columns[i].From, r.ours[sectionColumn] = ownHeading+sectionColumn, ownHeading+sectionColumn
		case !strings.HasPrefix(c.From, "$"):
			r.table = true
		}
	}
	if r.html.Next != "" {
		r.next = selectorOf("html.next", r.html.Next)
	}
	if r.html.Links != "" {
		match, err := regexp.Compile(r.html.Match)
		faults = append(faults, err)
		r.follow = &follow{selectorOf("html.links", r.html.Links), match}
	}
	var err error
	r.empty, err = regexp.Compile(r.html.Empty)
	return r, errors.Join(append(faults, err)...)
}

func (r *htmlReader) isEmpty(page *goquery.Selection) bool {
	return r.html.Empty != "" && r.empty.MatchString(visibleText(" ", page.Nodes...))
}

// links are the addresses that the page leads to: the next page, then others, in its order.
func (r *htmlReader) links(p Page) ([]PageLink, error) {
	out, err := r.nextPage(p)
	if err != nil || r.follow == nil || p.Depth >= max(r.html.Depth, 1) {
		return out, err
	}
	for _, root := range p.Doc.Nodes {
		for _, n := range cascadia.QueryAll(root, r.follow.matcher) {
			address := p.Resolve(attribute(n, "href"))
			if attribute(n, "href") != "" && address != "" && r.follow.match.MatchString(address) {
				out = append(out, PageLink{URL: address, Deeper: true})
			}
		}
	}
	return out, nil
}

// read makes records of the rows of a page: cells spread over what they span, the heading in one record, our own columns behind.
func (r *htmlReader) read(file string, roots []*html.Node) (found, error) {
	out := found{skipped: map[string]int{}}
	var rows []*html.Node
	for _, root := range roots {
		rows = append(rows, cascadia.QueryAll(root, r.rows)...)
	}
	if len(rows) == 0 {
		return out, nil
	}
	if !r.table {
		r.list(rows, &out)
		return out, nil
	}
	g := gridWriter{file: file}
	first, last := r.head-1, r.head-1+max(r.html.Head, 1) // rows of the heading
	if len(rows) < last {
		return out, &Error{File: file, What: fmt.Sprintf("%d rows match %q, the heading should end with row %d", len(rows), r.html.Rows, last), Hint: "the publisher may have changed the page"}
	}
	var heading [][]string
	section := ""
	for i, n := range rows {
		if g.broken = " "; i >= last {
			g.broken = r.broken
		}
		cells, whole, err := g.row(n)
		if err != nil {
			return out, err
		}
		switch {
		case i >= first && i < last:
			heading = append(heading, cells)
			if i == last-1 {
				out.records = append(out.records, Record{Line: i + 1, Cells: append(joinHeadings(heading), r.names()...)})
			}
			continue
		case i >= last && slices.ContainsFunc(heading, func(h []string) bool { return slices.EqualFunc(h, cells, r.likeHeading) }):
			out.skipped["heading_repeated"]++
			continue
		case i >= last && g.fresh && g.titled(n):
			return out, &Error{File: file, Line: i + 1, What: "another table begins, with another heading: " + strings.Join(cells, " | "), Hint: "let html.rows match the rows of one kind of table"}
		case i >= last && whole && len(heading[0]) > 1 && len(cells) >= len(heading[0]):
			section = cells[0]
			if r.sections() {
				out.skipped["section"]++
				continue
			}
		}
		out.records = append(out.records, Record{Line: i + 1, Cells: append(cells, r.values(n, section)...)})
	}
	return out, nil
}

// list reads rows that are no rows of a table: every column has its own selector.
func (r *htmlReader) list(rows []*html.Node, out *found) {
	for range r.head {
		out.records = append(out.records, Record{Cells: r.names()})
	}
	for i, n := range rows {
		out.records = append(out.records, Record{Line: i + 1, Cells: r.values(n, "")})
	}
}

func (r *htmlReader) sections() bool {
	return slices.ContainsFunc(r.columns, func(c catalog.SourceColumn) bool { return c.From == ownHeading+sectionColumn })
}

func (r *htmlReader) names() []string {
	var out []string
	for _, s := range r.selects {
		out = append(out, s.name)
	}
	if r.sections() {
		out = append(out, ownHeading+sectionColumn)
	}
	return out
}

func (r *htmlReader) values(row *html.Node, section string) []string {
	out := make([]string, 0, len(r.selects)+1)
	for _, s := range r.selects {
		n, v := row, ""
		if s.matcher != nil {
			n = cascadia.Query(row, s.matcher)
		}
		switch {
		case n == nil:
		case s.attr != "":
			v = attribute(n, s.attr)
		default:
			v = visibleText(r.broken, n)
		}
		out = append(out, v)
	}
	if r.sections() {
		out = append(out, section)
	}
	return out
}

// joinHeadings makes one heading of several rows: the texts of a column one below the other, each once.
func joinHeadings(rows [][]string) []string {
	width := 0
	for _, r := range rows {
		width = max(width, len(r))
	}
	out := make([]string, width)
	for i := range out {
		var parts []string
		for _, r := range rows {
			if i < len(r) && r[i] != "" && !slices.Contains(parts, r[i]) {
				parts = append(parts, r[i])
			}
		}
		out[i] = strings.Join(parts, " / ")
	}
	return out
}

func (r *htmlReader) likeHeading(heading, cell string) bool {
	if r.broken != " " {
		cell = strings.ReplaceAll(cell, r.broken, " ")
	}
	return strings.EqualFold(heading, cell)
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
