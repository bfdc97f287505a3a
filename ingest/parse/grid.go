// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gridWriter lays out rows of tables one after another.
type gridWriter struct {
	file   string
	broken string
	table  *html.Node // of the last row
	part   *html.Node // head, body or foot of it
	down   []hanging  // by column: cells that reach down into the next row
	fresh  bool       // the last row was the first of its table
	cells  int
}

type hanging struct {
	text string
	rows int
}

// row gives the cells of one row, with those that hang down from rows above; whole says that the row is one cell.
func (g *gridWriter) row(n *html.Node) (cells []string, whole bool, err error) {
	table := n.Parent
	for table != nil && table.DataAtom != atom.Table {
		table = table.Parent
	}
	g.fresh = table != g.table
	if g.fresh || n.Parent != g.part { // a cell ends with its table, and with the head or body it stands in
		g.down = g.down[:0]
	}
	g.table, g.part = table, n.Parent
	hung := func() {
		for len(cells) < len(g.down) && g.down[len(cells)].rows > 0 {
			g.down[len(cells)].rows--
			cells = append(cells, g.down[len(cells)].text)
		}
	}
	own := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		hung()
		own++
		across, below := cellSpan(c, "colspan", maxSpan), cellSpan(c, "rowspan", 65534)
		v := visibleText(g.broken, c)
		for range across {
			for len(g.down) <= len(cells) {
				g.down = append(g.down, hanging{})
			}
			g.down[len(cells)] = hanging{v, below - 1}
			cells = append(cells, v)
		}
		if g.cells += across; g.cells > maxPageCells || len(cells) > 10*maxSpan {
			return nil, false, &Error{File: g.file, What: "the tables of the page span too many cells", Hint: "look at the page before you trust it"}
		}
		whole = own == 1 && across > 1
	}
	begun := len(cells)
	hung()
	if g.cells += len(cells); g.cells > maxPageCells {
		return nil, false, &Error{File: g.file, What: "the tables of the page span too many cells", Hint: "look at the page before you trust it"}
	}
	return cells, whole && begun == len(cells), nil
}

// titled reports whether the row is a heading by its markup: all its cells are.
func (g *gridWriter) titled(n *html.Node) bool {
	cells := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td {
			return false
		}
		if c.DataAtom == atom.Th {
			cells++
		}
	}
	return cells > 1
}

func cellSpan(n *html.Node, name string, most int) int {
	v, err := strconv.Atoi(strings.TrimSpace(attribute(n, name)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, most)
}
