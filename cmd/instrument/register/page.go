// SPDX-License-Identifier: Apache-2.0

package register

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"osnova/ingest/parse"
)

// pageLines reads headings, paragraphs, items and tables of a page; spanned cells are repeated.
func pageLines(file string, body []byte) ([]docLine, error) {
	text, err := parse.Decode(file, body, declaredEncoding(body))
	if err != nil {
		return nil, err
	}
	doc, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, &parse.Error{File: file, What: "the page cannot be read: " + err.Error(), Hint: "save it again"}
	}
	r := &pageReader{}
	r.walk(doc)
	if r.cells > maxPageCells {
		return nil, &parse.Error{File: file, What: fmt.Sprintf("the tables of the page have more than %d cells, spanned ones counted", maxPageCells), Hint: "save the page again, or the register alone"}
	}
	return r.out, nil
}

var encodingOfPage = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*windows-1251`)

// declaredEncoding is windows-1251 where a page says so; else what its bytes show.
func declaredEncoding(body []byte) string {
	if encodingOfPage.Match(body[:min(len(body), 2048)]) {
		return "windows-1251"
	}
	return ""
}

// pageReader walks through a page.
type pageReader struct {
	out        []docLine
	tables     int
	paragraphs int
	cells      int // of all tables
}

func (r *pageReader) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Nav, atom.Footer, atom.Head, atom.Noscript, atom.Template:
			return
		case atom.Table:
			r.tables++
			r.table(n)
			return
		case atom.P, atom.Li, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Caption:
			if n.DataAtom == atom.Li && hasBlocks(n) {
				break
			}
			r.paragraphs++
			if text := nodeText(n); text != "" {
				isHead := len(n.Data) == 2 && n.Data[0] == 'h'
				r.out = append(r.out, docLine{where: fmt.Sprintf("paragraph %d", r.paragraphs), cells: []string{text}, head: isHead})
			}
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c)
	}
}

// hasBlocks reports whether an item is made of paragraphs of its own.
func hasBlocks(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.P, atom.Ul, atom.Ol, atom.Div, atom.Table, atom.Dl:
			return true
		}
	}
	return false
}

// maxSpan is how many rows or columns a cell may span.
const maxSpan = 1000

// maxPageCells is how many cells all tables of a page may have.
const maxPageCells = 1_000_000

// table lays a table out as a grid.
func (r *pageReader) table(n *html.Node) {
	var rows []*html.Node
	var find func(*html.Node)
	find = func(c *html.Node) {
		for c := c.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Tr:
				rows = append(rows, c)
			case atom.Thead, atom.Tbody, atom.Tfoot:
				find(c)
			}
		}
	}
	find(n)
	type spanned struct {
		text string
		rows int
	}
	below := map[int]spanned{} // by column
	for i, row := range rows {
		var cells []string
		put := func(text string) {
			if r.cells++; r.cells <= maxPageCells {
				cells = append(cells, text)
			}
		}
		fill := func() {
			for below[len(cells)].rows > 0 && r.cells <= maxPageCells {
				at := len(cells)
				s := below[at]
				below[at] = spanned{s.text, s.rows - 1}
				put(s.text)
			}
		}
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			fill()
			text, down := nodeText(c), spanOf(c, "rowspan")
			for range spanOf(c, "colspan") {
				if down > 1 {
					below[len(cells)] = spanned{text, down - 1}
				}
				put(text)
			}
		}
		fill()
		r.out = append(r.out, docLine{where: fmt.Sprintf("table %d, row %d", r.tables, i+1), cells: cells, table: r.tables})
	}
}

func spanOf(n *html.Node, name string) int {
	for _, a := range n.Attr {
		if a.Key == name {
			var span int
			if _, err := fmt.Sscanf(a.Val, "%d", &span); err == nil && span > 1 {
				return min(span, maxSpan)
			}
		}
	}
	return 1
}

// nodeText is the text of an element; breaks and blocks are spaces. A link whose text is no address gives its address too, in angle brackets.
func nodeText(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style:
			return
		case n.DataAtom == atom.Br || n.DataAtom == atom.P || n.DataAtom == atom.Div || n.DataAtom == atom.Li:
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.DataAtom == atom.A {
			for _, a := range n.Attr {
				if a.Key == "href" && strings.HasPrefix(a.Val, "http") {
					b.WriteString(" <" + a.Val + ">")
				}
			}
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
