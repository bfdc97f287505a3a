// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"regexp"
	"strings"
)

// sheet is what styles say of the size of text and of what one taps, on a phone 390 px wide. It is no browser: selectors are looked at by
// their last part alone, and only where that is a plain element.
type sheet struct {
	unread int                // sheets that could not be had
	sizes  map[string]float64 // px of html, body, p
	least  float64
	taps   int
}

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// maxStyleRules is how many rules of a page's styles are looked at.
const maxStyleRules = 20000

// read takes a style sheet: rules at its top and inside @media that holds on a phone.
func (s *sheet) read(text string) {
	if strings.Contains(text, "@import") {
		s.unread++
	}
	s.block(comment.ReplaceAllString(text, " "), 0, new(int))
}

func (s *sheet) block(text string, depth int, n *int) {
	for text != "" && *n < maxStyleRules {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			return
		}
		head := text[:open]
		if i := strings.LastIndexAny(head, ";}"); i >= 0 {
			head = head[i+1:]
		}
		head = strings.ToLower(strings.TrimSpace(head))
		end := closing(text, open)
		inner := text[open+1 : end]
		text = text[min(end+1, len(text)):]
		*n++
		switch {
		case strings.HasPrefix(head, "@media"):
			if depth < 3 && onPhone(head) {
				s.block(inner, depth+1, n)
			}
		case strings.HasPrefix(head, "@supports"), strings.HasPrefix(head, "@layer"):
			if depth < 3 {
				s.block(inner, depth+1, n)
			}
		case strings.HasPrefix(head, "@"):
		default:
			for _, selector := range strings.Split(head, ",") {
				s.rule(strings.TrimSpace(selector), inner)
			}
		}
	}
}

// closing is where the block that opens at a brace ends.
func closing(text string, open int) int {
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(text)
}

var width = regexp.MustCompile(`(min|max)-width\s*:\s*([0-9.]+(?:px|em|rem))`)

// onPhone reports whether a media query holds on a screen 390 px wide.
func onPhone(query string) bool {
	if strings.Contains(query, "print") || strings.Contains(query, "speech") {
		return false
	}
	for _, m := range width.FindAllStringSubmatch(query, -1) {
		px, ok := pixels(m[2], 16)
		if ok && (m[1] == "min" && px > 390 || m[1] == "max" && px < 390) {
			return false
		}
	}
	return true
}

// rule takes one rule for one selector.
func (s *sheet) rule(selector, declarations string) {
	d := declared(declarations)
	switch selector {
	case "html", ":root":
		if px, ok := pixels(d["font-size"], 16); ok {
			s.set("html", px)
		}
	case "body", "p":
		if px, ok := pixels(d["font-size"], s.of(selector)); ok {
			if strings.HasSuffix(strings.TrimSpace(d["font-size"]), "rem") {
				px = px / 16 * s.size("html", 16)
			}
			s.set(selector, px)
		}
	}
	if !targets[selector] && selector != ".btn" && selector != ".button" {
		return
	}
	for _, name := range []string{"height", "min-height"} {
		if px, ok := pixels(d[name], 16); ok && px > 1 && !strings.HasSuffix(d[name], "%") { // 1 px is how things are hidden from sight
			if s.taps++; s.taps == 1 || px < s.least {
				s.least = px
			}
		}
	}
}

func (s *sheet) set(name string, px float64) {
	if s.sizes == nil {
		s.sizes = map[string]float64{}
	}
	s.sizes[name] = px
}

func (s *sheet) size(name string, standard float64) float64 {
	if px, ok := s.sizes[name]; ok {
		return px
	}
	return standard
}

// of is the size of text around an element.
func (s *sheet) of(selector string) float64 {
	root := s.size("html", 16)
	if selector == "p" {
		return s.size("body", root)
	}
	return root
}

// text is the size of running text in px, if any style tells it: of paragraphs, else of the body, else of the root.
func (s *sheet) text() (px float64, told bool) {
	for _, name := range []string{"p", "body", "html"} {
		if px, ok := s.sizes[name]; ok {
			return px, true
		}
	}
	return 0, false
}

// target is the least height that styles give to links, buttons and fields, and how many rules give one.
func (s *sheet) target() (px float64, n int) { return s.least, s.taps }
