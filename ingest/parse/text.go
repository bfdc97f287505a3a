// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"osnova/ingest/parse/encodings"
)

// PageText turns a web page, or a table of one of many publishers, into UTF-8. Without a declared encoding it is UTF-8 if it can be, else
// windows-1251 or koi8-u, as it reads more like Ukrainian; what a page says of itself is often wrong and not asked.
func PageText(file string, body []byte, encoding string) ([]byte, error) {
	out, err := Decode(file, body, encoding)
	var fault *Error
	if err == nil || encoding != "" || !errors.As(err, &fault) || fault.Line == 0 {
		return out, err
	}
	name, share := encodings.Cyrillic(body)
	if share < 0.6 {
		return nil, &Error{
			File: file, Line: fault.Line,
			What: fmt.Sprintf("the text is neither UTF-8 nor windows-1251 nor koi8-u: read so, %.0f %% of its letters beyond ASCII are Ukrainian", 100*share),
			Hint: "declare format.encoding",
		}
	}
	return Decode(file, body, name)
}

// visibleText is what a reader sees of elements: white space of any kind is one space, line breaks and ends of blocks are what is given for them.
// Scripts and styles are left out, and footnote signs set high behind a word.
func visibleText(broken string, nodes ...*html.Node) string {
	w := words{broken: broken}
	for _, n := range nodes {
		w.node(n)
	}
	return w.String()
}

type words struct {
	strings.Builder
	broken string // what a line break is written as
	gap    bool   // white space waits for a word
	line   bool   // so does a line break
}

func (w *words) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.add(n.Data)
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Template, atom.Noscript:
			return
		case atom.Sup:
			if w.footnote(n) {
				return
			}
		}
	}
	if block(n.DataAtom) {
		w.line = true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
	if block(n.DataAtom) {
		w.line = true
	}
}

func block(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Td, atom.Th, atom.Table, atom.Dt, atom.Dd, atom.H1, atom.H2, atom.H3, atom.H4, atom.Hr, atom.Section, atom.Article:
		return true
	}
	return false
}

func (w *words) add(s string) {
	begun := -1 // of the letters that are not written yet
	for i, r := range s {
		space, soft := r == ' ' || r < 'А' && unicode.IsSpace(r) || r > 'ӿ' && unicode.IsSpace(r), softBreak(r)
		switch {
		case !space && !soft && begun < 0:
			begun = i
		case (space || soft) && begun >= 0:
			w.put(s[begun:i])
			begun = -1
		}
		w.gap = w.gap || space
	}
	if begun >= 0 {
		w.put(s[begun:])
	}
}

// softBreak tells the places where a word may be broken, which are not seen.
func softBreak(r rune) bool { return r == '\u00ad' || r == '\u200b' || r == '\ufeff' }

// put writes letters, after what has waited for them.
func (w *words) put(letters string) {
	switch {
	case w.Len() == 0:
	case w.line:
		w.WriteString(w.broken)
	case w.gap:
		w.WriteByte(' ')
	}
	w.gap, w.line = false, false
	w.WriteString(letters)
}

// footnote tells a sign such as 1) or * from the power of a unit such as м².
func (w *words) footnote(n *html.Node) bool {
	sign := inside(n)
	if sign == "" || strings.Trim(sign, "0123456789*) ") != "" {
		return false
	}
	before := w.String()
	return w.Len() > 0 && !strings.HasSuffix(before, "м") && !strings.HasSuffix(before, "m")
}

func inside(n *html.Node) string {
	var b bytes.Buffer
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
