package parse

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/charmap"
)

// PageText turns a web page into UTF-8. Without a declared encoding it is UTF-8 if it can be, else windows-1251 if what comes out reads as
// Cyrillic; what a page says of itself is often wrong and not asked.
func PageText(file string, body []byte, encoding string) ([]byte, error) {
	if encoding != "" {
		return Decode(file, body, encoding)
	}
	out, err := Decode(file, body, "")
	if err == nil || invalidUTF8(body) < 0 {
		return out, err
	}
	out, err = charmap.Windows1251.NewDecoder().Bytes(body)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", file, err)
	}
	if share := readable(out); share < 0.6 {
		return nil, &Error{File: file, What: fmt.Sprintf("the page is neither UTF-8 nor windows-1251: read so, %.0f %% of its letters beyond ASCII are Ukrainian", 100*share), Hint: "declare format.encoding"}
	}
	return out, nil
}

// readable is the share of letters beyond ASCII that are those of the Ukrainian and Russian alphabets. Text in koi8-u reads as Cyrillic, too,
// but with nearly all its letters large: that is not readable.
func readable(text []byte) float64 {
	small, large, other := 0, 0, 0
	for _, r := range string(text) {
		switch {
		case r < 0x80:
		case r >= 'а' && r <= 'я' || strings.ContainsRune("іїєґё", r):
			small++
		case r >= 'А' && r <= 'Я' || strings.ContainsRune("ІЇЄҐЁ", r):
			large++
		case unicode.IsLetter(r) || r == unicode.ReplacementChar:
			other++
		}
	}
	if small < large {
		return 0
	}
	return float64(small+large) / float64(max(small+large+other, 1))
}

// text is what a reader sees of elements: white space of any kind is one space, line breaks and ends of blocks are what is given for them.
// Scripts and styles are left out, and footnote signs set high behind a word.
func text(broken string, nodes ...*html.Node) string {
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
