// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// FoldText makes text comparable: lower case, NFC, one space for any white space, no apostrophes and no invisible signs.
func FoldText(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap, marks := false, false
	for _, r := range text {
		marks = marks || r >= 0x300 && (r < 0x400 || r > 0x491) // combining signs, and scripts that nobody here writes
		switch {
		case r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´' || r == '′' || r == 'ʹ' || r == '\u00ad' || r >= '\u200b' && r <= '\u200f' || r == '\ufeff':
			continue
		case unicode.IsSpace(r) || r == '\u00a0':
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	if folded := b.String(); marks {
		if composed := norm.NFC.String(folded); composed != folded {
			return FoldText(composed) // some signs are apostrophes only when they are composed
		}
	}
	return b.String()
}

// hidden elements show nothing to a reader.
func hidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Head, atom.Title, atom.Noembed, atom.Noframes, atom.Datalist, atom.Iframe, atom.Object:
		return true
	}
	return isUnseen(n)
}

// isUnseen reports whether an element is hidden by what it says itself.
func isUnseen(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

// visible is the text that a reader sees of an element, unfolded; blocks and line breaks are spaces.
func visible(n *html.Node) string {
	var b strings.Builder
	showWithout(n, &b, func(*html.Node) bool { return false })
	return b.String()
}

func showWithout(n *html.Node, b *strings.Builder, without func(*html.Node) bool) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(n.Data)
		return
	case html.ElementNode:
		if hidden(n) || without(n) {
			return
		}
		if !inline[n.DataAtom] {
			b.WriteByte(' ')
			defer b.WriteByte(' ')
		}
	case html.DocumentNode:
	default:
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		showWithout(c, b, without)
	}
}

// inline elements do not part words.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Mark: true, atom.S: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.U: true, atom.Wbr: true,
}

func attributeOf(n *html.Node, key string) string {
	v, _ := attribute(n, key)
	return v
}

func attribute(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

var (
	phone       = regexp.MustCompile(`(^|[^\d.])(\+?38)?[ ]?\(?0\d{2,4}\)?[ –‑-]{0,3}\d{1,3}[ –‑-]{0,3}\d{2}[ –‑-]{0,3}\d{2}($|[^\d.])`)
	mailPattern = regexp.MustCompile(`[\p{L}\d._+-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+`)
	digit       = regexp.MustCompile(`\d[\d ()+–‑-]{5,}\d`)
)

// masked is text without anything that could be a phone number or an e-mail address.
func masked(text string) string {
	return digit.ReplaceAllString(mailPattern.ReplaceAllString(text, "…"), "…")
}

var (
	numeric        = regexp.MustCompile(`(^|[^\d.])(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d{2})($|\D)`)
	isoDatePattern = regexp.MustCompile(`(^|\D)((?:19|20)\d{2})-(\d{2})-(\d{2})($|\D)`)
	written        = regexp.MustCompile(`(^|\D)(\d{1,2}) (січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня),? ((?:19|20)\d{2})($|\D)`)
	months         = strings.Fields("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня")
)

// newest is the latest date in folded text that is not after the day; zero if there is none. Dates are dd.mm.yyyy, dd/mm/yyyy, ISO or
// written out in Ukrainian. Expressions are tried only around what may be a year.
func newest(text string, day time.Time) (out time.Time) {
	look := func(y, m, d string) {
		year, _ := strconv.Atoi(y)
		month, _ := strconv.Atoi(m)
		dom, _ := strconv.Atoi(d)
		at := time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC)
		if at.Day() == dom && int(at.Month()) == month && !at.After(day) && at.After(out) {
			out = at
		}
	}
	for i := 0; i+4 <= len(text); i++ {
		if c := text[i : i+2]; c != "20" && c != "19" || !number4(text[i:i+4]) || i > 0 && isDigit(text[i-1]) {
			continue
		}
		from, to := max(0, i-28), min(len(text), i+12)                           // the longest day and month before a year take 22 bytes
		for from > 0 && (!utf8.RuneStart(text[from]) || isDigit(text[from-1])) { // not within a number: 26/01/2026 is no 6/01/2026
			from--
		}
		for to < len(text) && !utf8.RuneStart(text[to]) {
			to++
		}
		around := text[from:to]
		for _, m := range overlapping(numeric, around) {
			look(m[4], m[3], m[2])
		}
		for _, m := range overlapping(isoDatePattern, around) {
			look(m[2], m[3], m[4])
		}
		for _, m := range overlapping(written, around) {
			look(m[4], strconv.Itoa(slices.Index(months, m[3])+1), m[2])
		}
		i += 3
	}
	return out
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func number4(text string) bool { return isDigit(text[2]) && isDigit(text[3]) }

// overlapping finds matches whose last sign may be the first of the next one.
func overlapping(re *regexp.Regexp, text string) (out [][]string) {
	for {
		at := re.FindStringSubmatchIndex(text)
		if at == nil {
			return out
		}
		m := make([]string, len(at)/2)
		for i := range m {
			if at[2*i] >= 0 {
				m[i] = text[at[2*i]:at[2*i+1]]
			}
		}
		out = append(out, m)
		last := at[len(at)-2] // where the sign behind the date begins
		if last <= 0 {
			return out
		}
		text = text[last:]
	}
}
