// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// bodyName is the name of a body of self-organization, ready to be looked for: what tells it from others of its kind.
type bodyName struct {
	proper string   // the part in quotes, folded; empty where there is none
	stems  []string // beginnings of the other words: of those that are not the kind of body where there are such, else of all
	row    bool     // they follow each other: kind and number alone tell the body
}

var (
	quotedPart = regexp.MustCompile(`[«"“„]([^«»"“”„]{2,})[»"”“]`)
	// kindWords are what all bodies are called, and what stands between the words of their names.
	kindWords = regexp.MustCompile(`^(орган\p{L}*|самоорганізац\p{L}*|населенн\p{L}*|осн|комітет\p{L}*|мікрорайон\p{L}*|будин\p{L}*|вули\p{L}*|провул\p{L}*|проспект\p{L}*|квартал\p{L}*|територіал\p{L}*|сільськ\p{L}*|` +
		`селищ\p{L}*|міст\p{L}*|міськ\p{L}*|район\p{L}*|громад\p{L}*|м|вул|с|смт|та|і|й|по|у|в|на|з|кв|мкр|бк|вк|квк|сек|рад\p{L}*)$`)
)

// Words of a name, and how far apart they may stand on a page.
const (
	stemLetters = 5
	nameWindow  = 14
)

// readBodyName takes a name apart.
func readBodyName(name string) (n bodyName) {
	if m := quotedPart.FindStringSubmatch(name); m != nil {
		n.proper = strings.Join(wordsOf(FoldText(m[1])), " ")
		return n
	}
	words := wordsOf(FoldText(name))
	own := slices.DeleteFunc(slices.Clone(words), kindWords.MatchString)
	if !slices.ContainsFunc(own, hasLetter) {
		if len(own) == 0 {
			return n
		}
		own, n.row = words, true // «будинковий комітет № 17»
	}
	for _, word := range own {
		if stem := stemOf(word); !slices.Contains(n.stems, stem) {
			n.stems = append(n.stems, stem)
		}
	}
	return n
}

func hasLetter(word string) bool { return strings.ContainsFunc(word, unicode.IsLetter) }

// wordsOf are the words and numbers of folded text.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// stemOf is the beginning of a word that its cases share; numbers stay whole.
func stemOf(word string) string {
	if unicode.IsDigit(rune(word[0])) || utf8.RuneCountInString(word) <= stemLetters {
		return word
	}
	return string([]rune(word)[:stemLetters])
}

// canBeFound reports whether the name has a word or a number of its own.
func (n bodyName) canBeFound() bool { return n.proper != "" || len(n.stems) > 0 }

// in reports whether folded text names the body: its own name in the words in which it stands, or all its words near each other.
func (n bodyName) in(text string) bool {
	if !n.canBeFound() {
		return false
	}
	words := wordsOf(text)
	if n.proper != "" {
		return strings.Contains(" "+strings.Join(words, " ")+" ", " "+n.proper+" ")
	}
	for from, word := range words {
		if !n.begins(n.stems[0], word) {
			continue
		}
		if n.row {
			if n.inRow(words[from:]) {
				return true
			}
			continue
		}
		window := words[max(0, from-nameWindow):min(len(words), from+nameWindow)]
		all := true
		for _, stem := range n.stems[1:] {
			all = all && slices.ContainsFunc(window, func(w string) bool { return n.begins(stem, w) })
		}
		if all {
			return true
		}
	}
	return false
}

// inRow reports whether words begin with those of the name, in their order.
func (n bodyName) inRow(words []string) bool {
	if len(words) < len(n.stems) {
		return false
	}
	for i, stem := range n.stems {
		if !n.begins(stem, words[i]) {
			return false
		}
	}
	return true
}

// begins reports whether a word has the stem; a number is itself only.
func (n bodyName) begins(stem, word string) bool {
	if unicode.IsDigit(rune(stem[0])) || utf8.RuneCountInString(stem) < stemLetters {
		return word == stem
	}
	return strings.HasPrefix(word, stem)
}

// heads reports whether a page is the body's: its title or its first heading names it.
func (n bodyName) heads(p *document) bool { return n.in(FoldText(p.title)) || n.in(p.heading) }

// dated is the newest date, up to the day, of what a page says of the body, and whether it names it. Of a page that is the body's all content
// counts; of any other, such as a list, the blocks that name it. own says that the page belongs to a site of the body.
func (n bodyName) dated(p *document, day time.Time, own bool) (newestDate time.Time, named bool) {
	if p.body == nil {
		return newestDate, false
	}
	root := mainOf(p.body)
	if root == nil {
		root = p.body
	}
	blocks := []*html.Node{root}
	if named = own || n.heads(p); !named {
		blocks, named = n.blocks(root)
	}
	for _, b := range blocks {
		if at := newestOf(b, root, day); at.After(newestDate) {
			newestDate = at
		}
	}
	return newestDate, named
}

// mostSearched is how much text, in bytes, is searched for one name on one page: where parts lie deep in each other the same text is met at each level.
const mostSearched = 32 << 20

// blocks are the smallest parts of a page that name the body, each with what belongs to it: a row of its cell, the text below its heading. named
// without blocks: the page names it, and in which part is too much to find out.
func (n bodyName) blocks(root *html.Node) (out []*html.Node, named bool) {
	left := mostSearched
	var visit func(at *html.Node) bool
	visit = func(at *html.Node) bool {
		if at.Type != html.ElementNode || hidden(at) || isAside(at, root) {
			return false
		}
		text := visible(at)
		if left -= len(text); left < 0 || !n.in(FoldText(text)) {
			return false
		}
		named = true
		deeper := false
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			deeper = visit(c) || deeper
		}
		if !deeper && at != root {
			out = append(out, belongings(at)...)
		}
		return deeper || at != root
	}
	visit(root)
	if left < 0 {
		return nil, named
	}
	return out, named
}

// belongings are an element and what is said of the same thing beside it.
func belongings(at *html.Node) []*html.Node {
	for inline[at.DataAtom] && at.Parent != nil {
		at = at.Parent
	}
	switch at.DataAtom {
	case atom.Td, atom.Th:
		return []*html.Node{at.Parent}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt:
		out := []*html.Node{at}
		for next := at.NextSibling; next != nil; next = next.NextSibling {
			if next.DataAtom == at.DataAtom || isHigher(next.DataAtom, at.DataAtom) {
				break
			}
			out = append(out, next)
		}
		return out
	}
	if p := at.Parent; p != nil && (p.DataAtom == atom.Td || p.DataAtom == atom.Th) {
		return []*html.Node{p.Parent}
	}
	return []*html.Node{at}
}

// isHigher reports whether a heading stands above another.
func isHigher(a, b atom.Atom) bool {
	levels := []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}
	i, j := slices.Index(levels, a), slices.Index(levels, b)
	return i >= 0 && j >= 0 && i < j
}

// isAside reports whether an element is of the site and not of what the page is about.
func isAside(n, root *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside:
		return true
	case atom.Header, atom.Footer:
		return root.DataAtom == atom.Body
	}
	return n != root && (asideNames.MatchString(attributeOf(n, "class")) || asideNames.MatchString(attributeOf(n, "id")))
}

// asideNames are what builders of sites call such parts where they use no element for it.
var asideNames = regexp.MustCompile(`(?i)(^|[\s_-])(footer|sidebar|side-bar|aside|widgets?|menu|navbar|navigation|breadcrumbs?|copyright|topbar|top-bar|calendar|clock|cookie\w*|related|recent)($|[\s_-])`)

// notOfWork are dates that say until when something holds or whose the page is, and nothing of what was done.
var notOfWork = regexp.MustCompile(`(?:до|по|©|дійсн\p{L}*|строк\p{L}* повноважень|термін\p{L}* повноважень)[ :–-]{1,3}(?:до |по )?(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2} \p{L}+ \d{4})`)

// newestOf is the newest date that an element shows or marks up, up to the day.
func newestOf(n, root *html.Node, day time.Time) time.Time {
	var b strings.Builder
	showWithout(n, &b, func(c *html.Node) bool { return isAside(c, root) })
	out := newest(notOfWork.ReplaceAllString(FoldText(b.String()), " "), day)
	var visit func(*html.Node)
	visit = func(c *html.Node) {
		if c.Type == html.ElementNode && (hidden(c) || isAside(c, root)) {
			return
		}
		if c.DataAtom == atom.Time {
			if at := newest(attributeOf(c, "datetime"), day); at.After(out) {
				out = at
			}
		}
		for c := c.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return out
}

// folderOf is the folder of a path.
func folderOf(path string) string { return path[:strings.LastIndexByte(path, '/')+1] }

// isBelow reports whether an address lies in a folder.
func isBelow(address, folder string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.HasPrefix(u.Path, folder)
}
