// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// Bounds of one page: links that are read of it, and letters of a link's name.
const (
	maxLinks = 5000
	maxName  = 300
	maxText  = 1 << 20
)

// document is one document as a reader meets it.
type document struct {
	url     *url.URL
	sum     string
	doc     *html.Node
	root    *html.Node // html
	head    *html.Node
	body    *html.Node
	title   string
	heading string        // first h1
	text    string        // folded, of the body
	content func() string // the same without menus, head and foot of the site: of main, if there is one
	links   []anchor
	refresh string        // address that the page leads on to by itself
	frames  []string      // addresses of its frames
	base    *url.URL      // that its addresses are relative to
	spoken  string        // folded: what pictures and other elements say to those who do not see them
	form    bool          // has a form with a large field for text
	contact func() string // how to reach somebody: phone, e-mail, both, nothing; never the number itself
	scripts int
	kind    string                  // Content-Type of the answer
	charset string                  // what is wrong with it; see decode
	dated   map[time.Time]time.Time // newest date by the day of the visit
}

// anchor is one anchor.
type anchor struct {
	name string // folded
	href string // folded and decoded, as written
	to   string // absolute address, empty if it is no web address
	part string // of the page that it leads to, as #contacts
	node *html.Node
}

// readPage reads a document of any kind of dirt. A page nested so deeply that no reader of HTML takes it is an error.
func readPage(address, kind string, body []byte) (*document, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	p := &document{url: u, sum: hashBody(body), kind: kind}
	text, fault := p.decode(body)
	p.charset = fault
	p.doc, err = html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("cannot be read as HTML: %w", err)
	}
	p.walk()
	return p, nil
}

// decode makes a page UTF-8 as a browser would, and says what is wrong with its charset: none, unknown, invalid; empty: nothing.
func (p *document) decode(body []byte) (text []byte, fault string) {
	declared := declaredCharset(p.kind, body)
	valid := utf8.Valid(body)
	plain := valid && isASCII(body)
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	if declared != "" {
		encoding, name := charset.Lookup(declared)
		switch {
		case encoding == nil:
			fault = "unknown"
		case name == "utf-8" && !valid:
			fault = "invalid"
		case name != "utf-8" && valid && !plain:
			fault = "invalid" // it says windows-1251 and is UTF-8
		case name != "utf-8":
			if out, err := encoding.NewDecoder().Bytes(body); err == nil {
				return out, ""
			}
			fault = "invalid"
		default:
			return body, ""
		}
	} else {
		fault = "none"
	}
	if valid {
		return body, fault
	}
	out, err := charmap.Windows1251.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), fault
	}
	return out, fault
}

func isASCII(body []byte) bool {
	for _, b := range body {
		if b >= 0x80 {
			return false
		}
	}
	return true
}

var metaCharset = regexp.MustCompile(`(?is)<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)

// declaredCharset is what header or head of a page say, the header first, as browsers have it.
func declaredCharset(kind string, body []byte) string {
	if _, after, ok := strings.Cut(strings.ToLower(kind), "charset="); ok {
		return strings.Trim(after, `"' ;`)
	}
	if bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) {
		return "utf-8"
	}
	if m := metaCharset.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		return string(bytes.ToLower(m[1]))
	}
	return ""
}

// walk takes from the tree what all checks need, once.
func (p *document) walk() {
	p.base = p.url
	var anchors []*html.Node
	var spoken strings.Builder
	ids := map[string]*html.Node{}
	var visit func(n *html.Node, seen bool)
	visit = func(n *html.Node, seen bool) {
		if n.Type == html.ElementNode {
			if id := attributeOf(n, "id"); id != "" && ids[id] == nil {
				ids[id] = n
			}
			here := seen && !isUnseen(n)
			p.take(n, here)
			if here {
				spoken.WriteString(" " + attributeOf(n, "aria-label") + " " + attributeOf(n, "alt"))
				if _, ok := attribute(n, "href"); ok && (n.DataAtom == atom.A || n.DataAtom == atom.Area) && len(anchors) < maxLinks {
					anchors = append(anchors, n)
				}
			}
			if n.DataAtom != atom.Head && hidden(n) {
				seen = false
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, seen)
		}
	}
	visit(p.doc, true)
	said := spoken.String()
	p.spoken = FoldText(said[:cutLength(said, maxText)])
	for _, n := range anchors {
		p.link(n, ids)
	}
	if p.body != nil {
		whole := visible(p.body)
		p.text = FoldText(whole[:cutLength(whole, maxText)])
	}
	p.content = sync.OnceValue(func() string {
		if p.body == nil {
			return ""
		}
		own := content(p.body)
		return FoldText(own[:cutLength(own, maxText)])
	})
	p.contact = sync.OnceValue(p.reach)
}

// take takes from one element what is said of the page as a whole.
func (p *document) take(n *html.Node, seen bool) {
	switch n.DataAtom {
	case atom.Html:
		p.root = n
	case atom.Head:
		p.head = n
	case atom.Body:
		p.body = n
	case atom.Title:
		if p.title == "" && n.Namespace == "" {
			p.title = strings.TrimSpace(textOf(n))
		}
	case atom.Base:
		if u := resolve(p.url, attributeOf(n, "href")); u != nil && attributeOf(n, "href") != "" && p.base == p.url {
			p.base = u
		}
	case atom.Meta:
		if strings.EqualFold(strings.TrimSpace(attributeOf(n, "http-equiv")), "refresh") && p.refresh == "" {
			p.refresh = refreshed(p.base, p.url, attributeOf(n, "content"))
		}
	case atom.Frame, atom.Iframe:
		if u := resolve(p.base, attributeOf(n, "src")); u != nil && seen && attributeOf(n, "src") != "" && len(p.frames) < maxLinks {
			u.Fragment = ""
			p.frames = append(p.frames, u.String())
		}
	case atom.Script:
		p.scripts++
	case atom.H1:
		if p.heading == "" {
			p.heading = FoldText(visible(n))
		}
	case atom.Textarea:
		if seen && within(n, atom.Form) {
			p.form = true
		}
	}
}

// reach tells how the page lets somebody be reached.
func (p *document) reach() string {
	number := phone.MatchString(p.text) || phone.MatchString(p.spoken)
	address := mailPattern.MatchString(p.text) || mailPattern.MatchString(p.spoken)
	for _, l := range p.links {
		number = number || strings.HasPrefix(l.href, "tel:") || phone.MatchString(l.name)
		address = address || strings.HasPrefix(l.href, "mailto:") || mailPattern.MatchString(l.name)
	}
	switch {
	case number && address:
		return "phone, e-mail"
	case number:
		return "phone"
	case address:
		return "e-mail"
	}
	return ""
}

func (p *document) link(n *html.Node, ids map[string]*html.Node) {
	name := nameOf(n)
	for _, id := range strings.Fields(attributeOf(n, "aria-labelledby")) {
		if by := ids[id]; by != nil {
			name += " " + visible(by)
		}
	}
	href := attributeOf(n, "href")
	l := anchor{name: FoldText(name[:cutLength(name, maxName)]), node: n}
	href = strings.TrimSpace(href[:cutLength(href, 2000)])
	decoded, err := url.PathUnescape(href)
	if err != nil {
		decoded = href
	}
	l.href = FoldText(decoded)
	if u := resolve(p.base, href); u != nil {
		l.part, u.Fragment = u.Fragment, ""
		l.to = u.String()
	}
	p.links = append(p.links, l)
}

// nameOf is what a link or button is called: its text, the texts of its pictures, or what is said for screen readers.
func nameOf(n *html.Node) string {
	name := visible(n)
	var pictures func(*html.Node)
	pictures = func(n *html.Node) {
		if isUnseen(n) {
			return
		}
		switch n.DataAtom {
		case atom.Img, atom.Svg, atom.Area, atom.Input:
			name += " " + attributeOf(n, "alt") + " " + attributeOf(n, "aria-label") + " " + attributeOf(n, "title")
		case atom.Title: // of a drawing
			name += " " + textOf(n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			pictures(c)
		}
	}
	pictures(n)
	return name + " " + attributeOf(n, "aria-label") + " " + attributeOf(n, "title")
}

// content is the visible text of main, or of a body without menus, headers and footers.
func content(body *html.Node) string {
	at := mainOf(body)
	if at == nil {
		at = body
	}
	var b strings.Builder
	showWithout(at, &b, func(n *html.Node) bool {
		return n != at && (n.DataAtom == atom.Nav || at == body && (n.DataAtom == atom.Header || n.DataAtom == atom.Footer))
	})
	return b.String()
}

// mainOf is the main part of a page, nil if it names none.
func mainOf(n *html.Node) *html.Node {
	if n.DataAtom == atom.Main || attributeOf(n, "role") == "main" {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if m := mainOf(c); m != nil {
			return m
		}
	}
	return nil
}

// textOf is all text of an element, seen or not.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func within(n *html.Node, what atom.Atom) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == what {
			return true
		}
	}
	return false
}

// cutLength is the length of text up to n bytes, not within a letter.
func cutLength(text string, n int) int {
	if len(text) <= n {
		return len(text)
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}

var (
	documents = map[string]bool{".pdf": true, ".doc": true, ".docx": true, ".rtf": true, ".odt": true, ".xls": true, ".xlsx": true, ".ods": true}
	files     = map[string]bool{
		".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".webp": true, ".svg": true, ".ico": true, ".zip": true, ".rar": true, ".7z": true, ".gz": true,
		".mp3": true, ".mp4": true, ".avi": true, ".mov": true, ".ppt": true, ".pptx": true, ".csv": true, ".xml": true, ".json": true, ".rss": true, ".css": true, ".js": true, ".p7s": true, ".exe": true, ".apk": true,
	}
)

func extension(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(path.Ext(u.Path))
}

// isDocument reports whether an address is that of a document for reading, by its name.
func isDocument(address string) bool { return documents[extension(address)] }

// isPage reports whether an address may be that of a page.
func isPage(address string) bool {
	return address != "" && !isDocument(address) && !files[extension(address)]
}

var missing = regexp.MustCompile(`(^|\D)404($|\D)|сторінк[\p{L}]+ не (знайдено|існує)|не знайдено|not found`)

// absent reports whether a page says itself that it is not there.
func (p *document) absent() bool {
	return missing.MatchString(FoldText(p.title)) || missing.MatchString(p.heading)
}
