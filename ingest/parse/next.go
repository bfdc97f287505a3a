// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// nextPage gives the links to the next page. That a page has none ends the list; one that is there and cannot be followed is an error, for
// then pages are left: a script, a mark within the page, another kind of address, nothing at all. What says of itself that it is switched off,
// as on a last page, is none.
func (r *htmlReader) nextPage(p Page) (out []PageLink, err error) {
	if r.next == nil {
		return nil, nil
	}
	for _, root := range p.Doc.Nodes {
		for _, n := range cascadia.QueryAll(root, r.next) {
			at := anchor(n)
			if isOff(n) || isOff(at) {
				continue
			}
			href := strings.TrimSpace(attribute(at, "href"))
			address := ""
			if href != "" && !strings.HasPrefix(href, "#") {
				address = p.Resolve(href)
			}
			if address != "" {
				out = append(out, PageLink{URL: address, Next: href})
			} else if err == nil {
				err = &Error{
					File: p.Name, What: fmt.Sprintf("page %s says that there is a next one and leads to it by href %q, which cannot be followed", p.URL, href),
					Hint: "count pages by html.page if the site takes their number in the address; if this is the last page, let html.next leave such a link out, as a.next:not(.end) does",
				}
			}
		}
	}
	if len(out) > 0 { // one that can be followed is enough
		return out, nil
	}
	return nil, err
}

// anchor is the link that an element is, holds or stands in; itself if there is none.
func anchor(n *html.Node) *html.Node {
	var inside func(*html.Node) *html.Node
	inside = func(n *html.Node) *html.Node {
		if n.Type == html.ElementNode && hasAttribute(n, "href") {
			return n
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if a := inside(c); a != nil {
				return a
			}
		}
		return nil
	}
	if a := inside(n); a != nil {
		return a
	}
	for up := n.Parent; up != nil; up = up.Parent {
		if up.Type == html.ElementNode && up.Data == "a" && hasAttribute(up, "href") {
			return up
		}
	}
	return n
}

// isOff says whether an element, or the item of a list that it stands in, is marked as switched off.
func isOff(n *html.Node) bool {
	if n.Parent != nil && n.Parent.Type == html.ElementNode && n.Parent.Data == "li" && isMarkedOff(n.Parent) {
		return true
	}
	return isMarkedOff(n)
}

func isMarkedOff(n *html.Node) bool {
	if hasAttribute(n, "disabled") || strings.EqualFold(attribute(n, "aria-disabled"), "true") || hasAttribute(n, "hidden") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(strings.ToLower(attribute(n, "class"))), func(class string) bool {
		return class == "disabled" || class == "inactive" || strings.HasSuffix(class, "-disabled") || strings.HasSuffix(class, "--disabled") ||
			strings.HasSuffix(class, "_disabled")
	})
}

func hasAttribute(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
