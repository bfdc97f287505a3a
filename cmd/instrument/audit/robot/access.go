// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// verdict is what one rule says of one page. Where there is nothing that it could be about, it is not tested.
type verdict struct {
	result string
	why    string
}

func passed() verdict              { return verdict{Pass, ""} }
func failed(why string) verdict    { return verdict{Fail, why} }
func notTested(why string) verdict { return verdict{NotTested, why} }

// accessible are the rules A4 over the first pages of the visit: what of WCAG 2.1 AA can be told from HTML alone.
func (s *sight) accessible() {
	sample := s.pages[:min(len(s.pages), sampledPages)]
	gathered := make([]*elements, len(sample))
	for i, p := range sample {
		gathered[i] = p.elements()
	}
	for _, r := range Rules() {
		if r.Block != "A4" {
			continue
		}
		for i, p := range sample {
			v := gathered[i].judge(p, r.ID)
			s.add(r.ID, v.result, p, v.why)
		}
	}
}

// elements are those of a page that rules look at, gathered in one walk.
type elements struct {
	headings        []int
	images, fields  []*html.Node
	anchors, tables []*html.Node
	frames          []*html.Node
	ids, labelled   map[string]int // ids with how often they are there; ids that a label names
	names           map[string]bool
	viewport        string
	hasViewport     bool
	mains           int
	documents       int
}

func (p *document) elements() *elements {
	e := &elements{ids: map[string]int{}, labelled: map[string]int{}, names: map[string]bool{}}
	var visit func(n *html.Node, seen bool)
	visit = func(n *html.Node, seen bool) {
		if n.Type == html.ElementNode {
			if id := attributeOf(n, "id"); id != "" {
				e.ids[id]++
			}
			if n.DataAtom == atom.Meta && strings.EqualFold(attributeOf(n, "name"), "viewport") {
				e.viewport, e.hasViewport = strings.ToLower(attributeOf(n, "content")), true
			}
			if n.DataAtom != atom.Head && hidden(n) && n.DataAtom != atom.Iframe {
				seen = false
			}
			if seen {
				e.take(n)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, seen)
		}
	}
	visit(p.doc, true)
	for _, l := range p.links {
		if isDocument(l.to) {
			e.documents++
		}
	}
	return e
}

func (e *elements) take(n *html.Node) {
	silent := attributeOf(n, "aria-hidden") == "true"
	if attributeOf(n, "role") == "main" || n.DataAtom == atom.Main {
		e.mains++
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		e.headings = append(e.headings, int(n.Data[1]-'0'))
	case atom.Img:
		if !silent && attributeOf(n, "role") != "presentation" && attributeOf(n, "role") != "none" {
			e.images = append(e.images, n)
		}
	case atom.Input:
		switch strings.ToLower(attributeOf(n, "type")) {
		case "hidden", "submit", "button", "reset":
		case "image":
			e.images = append(e.images, n)
		default:
			e.fields = append(e.fields, n)
		}
	case atom.Select, atom.Textarea:
		e.fields = append(e.fields, n)
	case atom.Label:
		if id := attributeOf(n, "for"); id != "" && strings.TrimSpace(nameOf(n)) != "" {
			e.labelled[id]++
		}
	case atom.A:
		if _, ok := attribute(n, "href"); ok && !silent {
			e.anchors = append(e.anchors, n)
		}
		if name := attributeOf(n, "name"); name != "" {
			e.names[name] = true
		}
	case atom.Table:
		if r := attributeOf(n, "role"); r != "presentation" && r != "none" {
			e.tables = append(e.tables, n)
		}
	case atom.Iframe, atom.Frame:
		if !silent {
			e.frames = append(e.frames, n)
		}
	}
}

func (e *elements) judge(p *document, rule string) verdict {
	switch rule {
	case "A4.lang":
		if p.root == nil || !language.MatchString(strings.TrimSpace(attributeOf(p.root, "lang"))) {
			return failed("html has no lang, or none that there is")
		}
	case "A4.title":
		if p.title == "" {
			return failed("no title")
		}
	case "A4.h1":
		n := 0
		for _, h := range e.headings {
			if h == 1 {
				n++
			}
		}
		if n != 1 {
			return failed(fmt.Sprintf("%d of h1", n))
		}
	case "A4.headings":
		return e.levels()
	case "A4.alt":
		return checkEach(e.images, "no images", "images without alt", func(n *html.Node) bool { _, ok := attribute(n, "alt"); return ok })
	case "A4.labels":
		return checkEach(e.fields, "no inputs", "inputs without a label", e.labels)
	case "A4.links":
		return checkEach(e.anchors, "no links", "links that do not say where they lead", func(n *html.Node) bool {
			name := strings.Trim(FoldText(nameOf(n)), " .,:;!?…→»>-")
			if name == "" {
				name = e.named(n)
			}
			return name != "" && !vague[name]
		})
	case "A4.ids":
		twice := 0
		for _, n := range e.ids {
			if n > 1 {
				twice++
			}
		}
		if len(e.ids) == 0 {
			return notTested("no ids")
		}
		if twice > 0 {
			return failed(fmt.Sprintf("%d ids are there twice or more", twice))
		}
	case "A4.zoom":
		if zoomless(e.viewport) {
			return failed("viewport forbids to zoom")
		}
	case "A4.skip":
		return e.skip()
	case "A4.main":
		if e.mains == 0 {
			return failed("no main")
		}
	case "A4.th":
		return e.headed()
	case "A4.iframe":
		return checkEach(e.frames, "no frames", "frames without a title", func(n *html.Node) bool {
			return strings.TrimSpace(attributeOf(n, "title")+attributeOf(n, "aria-label")) != ""
		})
	case "A4.charset":
		if p.charset != "" {
			return failed("charset: " + p.charset)
		}
	case "A4.pdf":
		return p.pdf(e)
	case "A4.contrast":
		return p.contrast()
	}
	return passed()
}

var (
	language = regexp.MustCompile(`^[a-zA-Z]{2,3}([-_][A-Za-z0-9]{2,8})*$`)
	vague    = map[string]bool{"тут": true, "сюди": true, "ось тут": true, "here": true, "click here": true, "натисніть тут": true, "клікніть тут": true, "за посиланням": true, "посилання": true, "link": true}
	scaling  = regexp.MustCompile(`user-scalable\s*=\s*(no|0)`)
	maximum  = regexp.MustCompile(`maximum-scale\s*=\s*([0-9.]+)`)
)

// zoomless reports whether a viewport forbids to make text twice as large (WCAG 1.4.4).
func zoomless(viewport string) bool {
	if scaling.MatchString(viewport) {
		return true
	}
	m := maximum.FindStringSubmatch(viewport)
	return m != nil && number(m[1]) < 2
}

// checkEach says whether all elements hold, and how many do not.
func checkEach(nodes []*html.Node, nothing, what string, holds func(*html.Node) bool) verdict {
	if len(nodes) == 0 {
		return notTested(nothing)
	}
	n := 0
	for _, node := range nodes {
		if !holds(node) {
			n++
		}
	}
	if n > 0 {
		return failed(fmt.Sprintf("%d of %d: %s", n, len(nodes), what))
	}
	return passed()
}

func (e *elements) levels() verdict {
	if len(e.headings) == 0 {
		return notTested("no headings")
	}
	for i := 1; i < len(e.headings); i++ {
		if e.headings[i] > e.headings[i-1]+1 {
			return failed(fmt.Sprintf("h%d after h%d", e.headings[i], e.headings[i-1]))
		}
	}
	return passed()
}

func (e *elements) labels(n *html.Node) bool {
	if strings.TrimSpace(attributeOf(n, "aria-label")+attributeOf(n, "title")) != "" || e.labelled[attributeOf(n, "id")] > 0 && attributeOf(n, "id") != "" {
		return true
	}
	for _, id := range strings.Fields(attributeOf(n, "aria-labelledby")) {
		if e.ids[id] > 0 {
			return true
		}
	}
	for up := n.Parent; up != nil; up = up.Parent {
		if up.DataAtom == atom.Label {
			return strings.TrimSpace(visible(up)) != ""
		}
	}
	return false
}

// named is what aria-labelledby of a link says: that there is such an element.
func (e *elements) named(n *html.Node) string {
	for _, id := range strings.Fields(attributeOf(n, "aria-labelledby")) {
		if e.ids[id] > 0 {
			return id
		}
	}
	return ""
}

// skip looks for a link to the content among the first of a page.
func (e *elements) skip() verdict {
	for _, a := range e.anchors[:min(len(e.anchors), 5)] {
		id, ok := strings.CutPrefix(attributeOf(a, "href"), "#")
		if ok && id != "" && (e.ids[id] > 0 || e.names[id]) {
			return passed()
		}
	}
	return failed("none of the first links leads to a part of the page")
}

// headed looks at tables of two rows and two columns or more; smaller ones are layout.
func (e *elements) headed() verdict {
	var data []*html.Node
	for _, t := range e.tables {
		rows, widest := 0, 0
		walkTable(t, func(tr *html.Node) {
			rows++
			cells := 0
			for c := tr.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					cells++
				}
			}
			widest = max(widest, cells)
		})
		if rows > 1 && widest > 1 {
			data = append(data, t)
		}
	}
	return checkEach(data, "no tables of data", "tables without th", func(t *html.Node) bool {
		heads := 0
		walkTable(t, func(tr *html.Node) {
			for c := tr.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Th {
					heads++
				}
			}
		})
		return heads > 0
	})
}

// walkTable visits the rows of a table, not those of tables within.
func walkTable(n *html.Node, row func(*html.Node)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			row(c)
		case atom.Table:
		default:
			walkTable(c, row)
		}
	}
}

// pdf says whether a page has documents and next to nothing besides them: less than 200 letters that are no names of links.
func (p *document) pdf(e *elements) verdict {
	if e.documents == 0 {
		return notTested("no documents")
	}
	at := p.body
	if at == nil {
		return notTested("no body")
	}
	if m := mainOf(at); m != nil {
		at = m
	}
	letters := len([]rune(FoldText(visible(at))))
	var links func(*html.Node)
	links = func(n *html.Node) {
		if n.DataAtom == atom.A {
			letters -= len([]rune(FoldText(visible(n))))
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && !hidden(c) {
				links(c)
			}
		}
	}
	links(at)
	if letters < 200 {
		return failed(fmt.Sprintf("%d documents and little text", e.documents))
	}
	return passed()
}
