// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// resource is a file that a page draws on.
type resource struct {
	address string
	style   bool
}

// resources of a page, each once, in its order.
func (p *document) resources() (out []resource) {
	had := map[string]bool{}
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		address, style := "", false
		switch n.DataAtom {
		case atom.Img, atom.Script:
			address = attributeOf(n, "src")
		case atom.Link:
			if rel := strings.Fields(strings.ToLower(attributeOf(n, "rel"))); slices.Contains(rel, "stylesheet") && !slices.Contains(rel, "alternate") {
				address, style = attributeOf(n, "href"), true
			}
		}
		if u := resolve(p.base, address); u != nil && address != "" {
			u.Fragment = ""
			if at := u.String(); !had[at] {
				had[at] = true
				out = append(out, resource{at, style})
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(p.doc)
	return out
}

// mixed counts the files that a page takes over http; named is the first kind of them.
func (p *document) mixed() (n int, text string) {
	for _, r := range p.resources() {
		if strings.HasPrefix(r.address, "http:") {
			n++
		}
	}
	if n > 0 {
		text = fmt.Sprintf("%d files over http", n)
	}
	return n, text
}

// mobile are the rules A5 of the start page.
func (s *sight) mobile() error {
	e := s.start.elements()
	s.add("A5.viewport", passOrFail(e.hasViewport && strings.Contains(strings.ReplaceAll(e.viewport, " ", ""), "width=device-width")), s.start, e.viewport)
	sheet := &sheet{}
	if err := s.styles(sheet); err != nil {
		return err
	}
	switch px, told := sheet.text(); {
	case told && px < 16:
		s.add("A5.font", Fail, s.start, fmt.Sprintf("%s px", strconv.FormatFloat(px, 'f', -1, 64)))
	case told:
		s.add("A5.font", Pass, s.start, fmt.Sprintf("%s px", strconv.FormatFloat(px, 'f', -1, 64)))
	case sheet.unread > 0:
		s.not("A5.font", "style sheets on other hosts were not read")
	default:
		s.add("A5.font", Pass, s.start, "no style makes text smaller than the browser does")
	}
	switch least, n := sheet.target(); {
	case n == 0:
		s.not("A5.tap", "no style tells the height of links and buttons")
	case least < 24:
		s.add("A5.tap", Fail, s.start, fmt.Sprintf("%s px", strconv.FormatFloat(least, 'f', -1, 64)))
	case sheet.unread > 0:
		s.not("A5.tap", "style sheets on other hosts were not read")
	default:
		s.add("A5.tap", Pass, s.start, fmt.Sprintf("%s px", strconv.FormatFloat(least, 'f', -1, 64)))
	}
	s.weight()
	s.not("A5.lcp", "needs a browser")
	return nil
}

// styles reads what the page itself and the sheets that were kept declare, in the order of the page.
func (s *sight) styles(sheet *sheet) error {
	kept := map[string]Resource{}
	for _, r := range s.rec.Resources {
		kept[r.URL] = r
	}
	var fault error
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		switch {
		case n.DataAtom == atom.Style:
			sheet.read(textOf(n))
		case n.DataAtom == atom.Link:
			rel := strings.Fields(strings.ToLower(attributeOf(n, "rel")))
			u := resolve(s.start.base, attributeOf(n, "href"))
			if !slices.Contains(rel, "stylesheet") || slices.Contains(rel, "alternate") || u == nil || attributeOf(n, "media") == "print" {
				break
			}
			u.Fragment = ""
			r := kept[u.String()]
			if r.SHA256 == "" {
				if r.Size != 0 || r.URL == "" { // one that is not there says nothing
					sheet.unread++
				}
				break
			}
			body, err := s.read.keep.Get(r.SHA256)
			if err != nil {
				fault = err
				break
			}
			sheet.read(string(body))
		case n.Type == html.ElementNode && (n.DataAtom == atom.Body || n.DataAtom == atom.Html || targets[n.Data]):
			if style := attributeOf(n, "style"); style != "" {
				sheet.rule(n.Data, style)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(s.start.doc)
	return fault
}

// weight is A5.size: what is known to be too much fails; what is not known is not passed.
func (s *sight) weight() {
	body, err := s.read.keep.Get(s.start.sum)
	total, unknown := int64(len(body)), 0
	if err != nil {
		unknown++
	}
	for _, r := range s.rec.Resources {
		if r.Size < 0 {
			unknown++
			continue
		}
		total += r.Size
	}
	text := fmt.Sprintf("%.2f MB", float64(total)/1e6)
	if unknown > 0 {
		text += fmt.Sprintf(" and %d files of unknown size", unknown)
	}
	switch {
	case total > weightLimit:
		s.add("A5.size", Fail, s.start, text)
	case unknown > 0:
		s.not("A5.size", text)
	default:
		s.add("A5.size", Pass, s.start, text)
	}
}

// targets are elements that one taps.
var targets = map[string]bool{"a": true, "button": true, "input": true, "select": true, "textarea": true, "summary": true}

var sizes = regexp.MustCompile(`^([0-9]*\.?[0-9]+)(px|pt|rem|em|%)$`)

// pixels is a length in px; relative ones are of the given size, those of the root of 16 px.
func pixels(text string, of float64) (float64, bool) {
	m := sizes.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return 0, false
	}
	v := number(m[1])
	switch m[2] {
	case "pt":
		v *= 4.0 / 3
	case "rem":
		v *= 16
	case "em":
		v *= of
	case "%":
		v *= of / 100
	}
	return v, true
}

func number(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return v
}

func hostOf(r *Record) string {
	u, err := Address(r.Site)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
