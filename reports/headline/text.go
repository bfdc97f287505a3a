// SPDX-License-Identifier: Apache-2.0

package headline

import (
	"cmp"
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Heading is one heading of a page with what it says.
type Heading struct {
	At   string // h1, lead or finding (the sentence below h1), the id of the section whose h2 it is, of the chart whose title, or the data-at of a tile
	Text string
}

var (
	partPattern = regexp.MustCompile(`(?s)<(?:section|aside)\b[^>]*?\bid="([^"]+)"|<(h1|h2)\b[^>]*>(.*?)</(?:h1|h2)>|<p class="(lead|finding)"[^>]*>(.*?)</p>|<figure class="chart" id="([^"]+)"><figcaption><h3 class="chart-title">(.*?)</h3>|<li class="key-number[^"]*"(?: data-at="([^"]+)")?>(.*?)</li>`)
	tagPattern  = regexp.MustCompile(`<[^>]*>`)
	spaces      = regexp.MustCompile(`[ \t\n\r]+`)

	relationName = regexp.MustCompile(`^<code>[a-z]+\.[a-z][a-z0-9_]*</code>$`) // a table of the dictionary
)

// Headings are the headings of a page in their order: h1, the sentences below it (class lead or
// finding), the h2 of each section or aside that has an id, titles of charts, and tiles (key-number). The list of sources and
// names of tables are left out.
func Headings(page string) []Heading {
	if at := strings.Index(page, "<main"); at >= 0 {
		page = page[at:]
	}
	if end := strings.Index(page, "</main>"); end >= 0 {
		page = page[:end]
	}
	var out []Heading
	section := ""
	for _, m := range partPattern.FindAllStringSubmatch(page, -1) {
		switch {
		case m[1] != "":
			section = m[1]
		case m[6] != "":
			out = append(out, Heading{m[6], plain(m[7])})
		case m[9] != "":
			out = append(out, Heading{cmp.Or(m[8], "tile"), plain(strings.ReplaceAll(m[9], "<", " <"))})
		case m[2] == "h1":
			out = append(out, Heading{"h1", plain(m[3])})
		case m[2] == "h2":
			if section != "sources" && !relationName.MatchString(strings.TrimSpace(m[3])) {
				out = append(out, Heading{section, plain(m[3])})
			}
		default:
			out = append(out, Heading{m[4], plain(m[5])})
		}
	}
	return out
}

// plain is the text of a piece of HTML; an apostrophe is ’ whichever way it was typed.
func plain(text string) string {
	text = strings.ReplaceAll(html.UnescapeString(tagPattern.ReplaceAllString(text, "")), "'", "’")
	return strings.TrimSpace(spaces.ReplaceAllString(text, " "))
}

// Number is a number as it is written in a text.
type Number struct {
	Value    float64
	Decimals int
}

// Equal says whether the number is v, rounded to as many decimals as are written (halves either way).
func (n Number) Equal(v float64) bool {
	step := math.Pow10(-n.Decimals)
	return math.Abs(v-n.Value) <= step/2+1e-9*math.Max(1, math.Abs(v))
}

const noBreakSpace = "\u00a0"

var written = map[string]*regexp.Regexp{
	"uk": regexp.MustCompile(`−?\d{1,3}(?:` + noBreakSpace + `\d{3})+(?:,\d+)?|−?\d+(?:,\d+)?`),
	"en": regexp.MustCompile(`−?\d{1,3}(?:,\d{3})+(?:\.\d+)?|−?\d+(?:\.\d+)?`),
}

// powers are words after a number that make it larger.
var powers = map[string]map[string]float64{"uk": {"млн": 1e6, "млрд": 1e9}, "en": {"m": 1e6, "bn": 1e9}}

// Numbers are all numbers of a text in a language (uk or en), in order. A minus counts where it stands
// after a space or a bracket, so that the end of a span such as 2020–2025 is no negative number.
func Numbers(text, language string) []Number {
	var out []Number
	for _, at := range written[language].FindAllStringIndex(text, -1) {
		token := text[at[0]:at[1]]
		negative := strings.HasPrefix(token, "−")
		token = strings.TrimPrefix(token, "−")
		if language == "uk" {
			token = strings.NewReplacer(noBreakSpace, "", ",", ".").Replace(token)
		} else {
			token = strings.ReplaceAll(token, ",", "")
		}
		n := Number{}
		if dot := strings.IndexByte(token, '.'); dot >= 0 {
			n.Decimals = len(token) - dot - 1
		}
		n.Value, _ = strconv.ParseFloat(token, 64)
		if negative {
			n.Value = -n.Value
		}
		if word, _, _ := strings.Cut(strings.TrimLeft(text[at[1]:], noBreakSpace+" "), noBreakSpace); powers[language][word] > 0 {
			by := powers[language][word]
			n.Value, n.Decimals = n.Value*by, n.Decimals-int(math.Log10(by))
		}
		out = append(out, n)
	}
	return out
}
