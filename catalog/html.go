// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"regexp"
	"slices"
)

// HTML says where the records of web pages are, and which pages to read besides those that files name.
type HTML struct {
	Rows  string  `yaml:"rows"`  // CSS selector of the records: rows of tables, or elements of a list
	Head  int     `yaml:"head"`  // rows of the heading, one below another; default 1
	Links string  `yaml:"links"` // selector of links to further pages
	Match string  `yaml:"match"` // pattern of their addresses; default any
	Next  string  `yaml:"next"`  // selector of the link to the next page
	Page  *Paging `yaml:"page"`  // or pages are counted by a parameter of the address
	Break string  `yaml:"break"` // how a line break or block inside a cell is written; default a space
	Empty string  `yaml:"empty"` // pattern of the text of a page that rightly has no record
	Depth int     `yaml:"depth"` // how many links may lead from a first page; default 1
	Pages int     `yaml:"pages"` // the most pages of the source; default 1,000
	Blank int     `yaml:"blank"` // how many pages behind links may come without any record: each is quarantined, one more is a fault; default 0
}

// Paging counts pages or documents by a parameter of the address, from the first number until one has no record.
type Paging struct {
	Param string `yaml:"param"`
	From  *int   `yaml:"from"` // the number of the first one, which the file's own address shows; default 1 of pages, 0 of documents
	Step  int    `yaml:"step"` // default 1: pages are counted; of documents also records, as many as one has at most
}

// outOfBounds says whether a number of it is below 0.
func (p Paging) outOfBounds() bool { return p.From != nil && *p.From < 0 || p.Step < 0 }

// Crawls reports whether pages lead to further pages.
func (h *HTML) Crawls() bool { return h != nil && (h.Links != "" || h.Next != "" || h.Page != nil) }

// checkHTML checks what a source declares about its pages.
func (c *Catalog) checkHTML(file string, s Source) {
	h := s.Format.HTML
	if s.Format.Kind == "html" && h == nil {
		c.Findings.Add(file, "say html: {rows: …}", "format says kind html, and no more")
	}
	selects := slices.ContainsFunc(s.Columns, func(c SourceColumn) bool { return c.Select != "" })
	if h == nil {
		if selects {
			c.Findings.Add(file, "only pages have selectors", "a column has select, the format is %q", s.Format.Kind)
		}
		return
	}
	if h.Rows == "" {
		c.Findings.Add(file, `a selector such as "table.register tr"`, "html has no rows")
	}
	for what, pattern := range map[string]string{"match": h.Match, "empty": h.Empty} {
		if _, err := regexp.Compile(pattern); err != nil {
			c.Findings.Add(file, "", "html.%s: bad pattern: %v", what, err)
		}
	}
	if h.Next != "" && h.Page != nil {
		c.Findings.Add(file, "declare one of them", "html has both next and page")
	}
	if h.Page != nil && h.Page.Param == "" {
		c.Findings.Add(file, "the parameter of the address, such as page", "html.page has no param")
	}
	if h.Match != "" && h.Links == "" {
		c.Findings.Add(file, "match is about links", "html has match without links")
	}
	if h.Head < 0 || h.Depth < 0 || h.Pages < 0 || h.Blank < 0 || h.Page != nil && h.Page.outOfBounds() {
		c.Findings.Add(file, "numbers are 0 or more", "html is out of bounds")
	}
}
