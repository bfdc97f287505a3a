// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// partOf is the folded text of the part of a page that an address names behind #, and the links in it: the element of that id or name, or
// what it stands in where it is a mark or a heading alone. Empty if there is none.
func (p *document) partOf(id string) (text string, links []anchor) {
	at := named(p.doc, id)
	if at == nil {
		return "", nil
	}
	switch at.DataAtom {
	case atom.A, atom.Span, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if at.Parent != nil {
			at = at.Parent
		}
	}
	for _, l := range p.links {
		for n := l.node; n != nil; n = n.Parent {
			if n == at {
				links = append(links, l)
				break
			}
		}
	}
	return FoldText(visible(at)), links
}

// named finds the element of an id, or the anchor of a name.
func named(n *html.Node, id string) *html.Node {
	if id == "" {
		return nil
	}
	if n.Type == html.ElementNode && (attributeOf(n, "id") == id || n.DataAtom == atom.A && attributeOf(n, "name") == id) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := named(c, id); found != nil {
			return found
		}
	}
	return nil
}
