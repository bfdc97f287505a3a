// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"osnova/reports/headline"
)

// plain is a cell that shows a number and nothing else.
var plain = regexp.MustCompile(`^[−≥ ]*\d[\d.,\x{a0}]*[\x{a0} ]?%?$`)

// begins is a cell that shows its number first.
var begins = regexp.MustCompile(`^[−≥ \x{a0}]*\d`)

var languages = []string{"uk", "en"}

// pages reads every page in both languages and holds it against itself, its other language, and the published tables.
func (c *check) pages() error {
	wanted, err := c.wanted()
	if err != nil {
		return err
	}
	if err := c.names(); err != nil {
		return err
	}
	if err := c.homeMap(); err != nil {
		return err
	}
	var paths []string
	root := filepath.Join(c.site, languages[0])
	err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(file, ".html") {
			p, err := filepath.Rel(root, file)
			if err != nil {
				return err
			}
			paths = append(paths, filepath.ToSlash(p))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read the pages: %w", err)
	}
	for _, p := range paths {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		var both []sitePage
		for _, language := range languages {
			body, err := os.ReadFile(filepath.Join(c.site, language, filepath.FromSlash(p)))
			if err != nil {
				c.found.Add(language+"/"+p, "a page is there in each language", "it cannot be read: %v", err)
				continue
			}
			both = append(both, readPage(language, p, string(body)))
		}
		if len(both) < 2 {
			continue
		}
		for i := range both {
			c.cellsSayTheirValue(&both[i])
			c.linksLead(&both[i])
			c.namesLead(&both[i])
			c.chartsHaveTables(&both[i], wanted)
			wanted.hold(c, &both[i])
			if err := c.preview(&both[i]); err != nil {
				return err
			}
		}
		c.bothSaySame(&both[0], &both[1])
	}
	wanted.missing(c)
	return nil
}

func (p *sitePage) at(t *table) string { return fmt.Sprintf("%s/%s#%s", p.language, p.path, t.section) }

// cellsSayTheirValue: what a cell shows is its data-value as rounded.
func (c *check) cellsSayTheirValue(p *sitePage) {
	for i := range p.tables {
		t := &p.tables[i]
		for _, row := range t.rows {
			for n, cell := range row {
				if !cell.told {
					continue
				}
				numbers := headline.Numbers(cell.text, p.language)
				value, err := strconv.ParseFloat(cell.value, 64)
				switch {
				case cell.value == "" && plain.MatchString(cell.text):
					c.found.Add(p.at(t), "", "%s, column %d: shows %s and has no value", label(row), n+1, cell.text)
				case cell.value == "" || err != nil:
				case len(numbers) > 0 && begins.MatchString(cell.text) && !standsFor(numbers[0], value) && !(strings.Contains(cell.text, "%") && standsFor(numbers[0], 100*value)):
					c.found.Add(p.at(t), "", "%s, column %d: shows %s for %s", label(row), n+1, cell.text, cell.value)
				}
			}
		}
	}
}

// standsFor says whether a number as written stands for a value; a cell of money shows it in millions, one of a share may show it in per cent.
func standsFor(n headline.Number, value float64) bool {
	return n.Equal(value) || n.Equal(-value) && n.Value > 0
}

// label is what a row is called: its first cell.
func label(row []tableCell) string {
	if len(row) == 0 {
		return "?"
	}
	return row[0].text
}

// linksLead: a link to a page leads to one that is there, and a row named by a link is named as the page.
func (c *check) linksLead(p *sitePage) {
	for _, href := range p.hrefs {
		target, _, _ := strings.Cut(href, "#")
		target, _, _ = strings.Cut(target, "?")
		if target == "" || strings.Contains(target, ":") {
			continue
		}
		file := filepath.Join(c.site, p.language, filepath.FromSlash(path.Join(path.Dir(p.path), target)))
		if !c.there(file) {
			c.found.Add(p.language+"/"+p.path, "", "a link leads to %s, which is not there", href)
		}
	}
}

// namesLead: a cell that leads to the page of a community or oblast has its name.
func (c *check) namesLead(p *sitePage) {
	for i := range p.tables {
		for _, row := range p.tables[i].rows {
			for _, cell := range row {
				target, _, _ := strings.Cut(cell.href, "#")
				name := c.titles[p.language+" "+path.Base(path.Dir(target))+"/"+path.Base(target)]
				if name != "" && !strings.Contains(cell.text, name) && !strings.HasPrefix(name, cell.text) { // a short name will do
					c.found.Add(p.at(&p.tables[i]), "", "%s leads to the page of %s", cell.text, name)
				}
			}
		}
	}
}

// bothSaySame: a page says the same numbers in both languages: table by table, and section by section in its texts.
func (c *check) bothSaySame(a, b *sitePage) {
	if len(a.tables) != len(b.tables) {
		c.found.Add(a.language+"/"+a.path, "", "%d tables, in %s %d", len(a.tables), b.language, len(b.tables))
		return
	}
	for i := range a.tables {
		one, other := rowsOf(&a.tables[i]), rowsOf(&b.tables[i])
		slices.Sort(one)
		slices.Sort(other)
		if !slices.Equal(one, other) {
			c.found.Add(a.at(&a.tables[i]), "", "its rows in %s have other values: %s", b.language, firstDifference(one, other))
		}
	}
	one, other := texts(a), texts(b)
	for _, section := range sortedKeys(one, other) {
		x, y := one[section], other[section]
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(x, y) {
			c.found.Add(a.language+"/"+a.path+"#"+section, "", "its text in %s has other numbers: %v, not %v", b.language, y, x)
		}
	}
	if len(a.charts) != len(b.charts) {
		c.found.Add(a.language+"/"+a.path, "", "%d charts, in %s %d", len(a.charts), b.language, len(b.charts))
		return
	}
	for i := range a.charts {
		x, y := drawn(a.charts[i][1]), drawn(b.charts[i][1])
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(x, y) {
			c.found.Add(a.language+"/"+a.path+"#"+a.charts[i][0], "", "the chart has other numbers in %s", b.language)
		}
	}
}

func sortedKeys[T any](maps ...map[string]T) []string {
	var out []string
	for _, m := range maps {
		for k := range m {
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return out
}

// rowsOf are the rows of a table as their values.
func rowsOf(t *table) []string {
	var out []string
	for _, row := range t.rows {
		var values []string
		for _, cell := range row {
			if cell.told {
				values = append(values, cell.value)
			} else {
				values = append(values, path.Base(cell.href)) // the page that it leads to, whichever the language
			}
		}
		out = append(out, strings.Join(values, " | "))
	}
	return out
}

func firstDifference(a, b []string) string {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return "nothing, not " + b[i]
		case i >= len(b):
			return a[i] + ", not nothing"
		case a[i] != b[i]:
			return a[i] + ", not " + b[i]
		}
	}
	return ""
}

// texts are the numbers of the texts of a page by section; those of its sources and notes are titles, and stay out.
func texts(p *sitePage) map[string][]string {
	out := map[string][]string{}
	for _, t := range p.texts {
		if t.section == "sources" {
			continue
		}
		out[t.section] = append(out[t.section], digits(t.text, p.language)...)
		if strings.HasPrefix(t.element, "map ") {
			out[t.section] = append(out[t.section], t.element)
		}
	}
	return out
}

var (
	dated     = regexp.MustCompile(`\b(\d{1,2})\.\d{2}\.(\d{4})\b`)
	grouped   = map[string]*regexp.Regexp{"uk": regexp.MustCompile(`(\d)[\x{a0}\x{202f} ](\d{3})\b`), "en": regexp.MustCompile(`(\d),(\d{3})\b`)}
	thousands = regexp.MustCompile(`(^|[^\d.,])(\d+)[\x{a0}\x{202f} ]тис(?:\.|яч)`) // 0,4 тис. stays
	short     = regexp.MustCompile(`(^|[^\d.,])(\d+)(?:k\b|[\x{a0} ]thousand)`)
	spans     = regexp.MustCompile(`(\d+)–(\d+)[\x{a0}\x{202f} ]тис\.`)
	quarter   = regexp.MustCompile(`\bQ4\b|IV кв|[Ff]ourth q`)
	quarterOf = regexp.MustCompile(`\bQ([1-4])[\x{a0} ](\d{4})`)
	number    = regexp.MustCompile(`\d+(?:[.,]\d+)?`)
)

// digits are the numbers of a text in words common to both languages: without signs, the month of a date left out, 1,2 as 1.2.
func digits(text, language string) []string {
	text = dated.ReplaceAllString(text, "$1 · $2")
	for range 3 {
		text = grouped[language].ReplaceAllString(text, "$1$2")
	}
	text = spans.ReplaceAllString(text, "${1}000–${2}000")
	text = thousands.ReplaceAllString(text, "${1}${2}000")
	text = short.ReplaceAllString(text, "${1}${2}000")
	text = quarterOf.ReplaceAllString(text, "$1 $2")
	text = quarter.ReplaceAllString(text, "$1")
	out := number.FindAllString(text, -1)
	for i := range out {
		if out[i] = strings.ReplaceAll(out[i], ",", "."); len(out[i]) == 2 {
			out[i] = strings.TrimPrefix(out[i], "0")
		}
	}
	return out
}

// drawn are the values that a chart draws: the first number of each, for the second may be a place, which differs with the alphabet.
func drawn(text string) []string {
	var out []string
	for _, m := range drawnValue.FindAllStringSubmatch(text, -1) {
		out = append(out, strings.Split(m[1]+m[2], ",")...)
	}
	return out
}

var drawnValue = regexp.MustCompile(`"value":\[?(-?\d[\d.eE+-]*)|"data":\[(-?\d[\d.eE+,-]*)\]`)

// there says whether a file is there; it remembers.
func (c *check) there(file string) bool {
	if known, ok := c.files[file]; ok {
		return known
	}
	_, err := os.Stat(file)
	if c.files == nil {
		c.files = map[string]bool{}
	}
	c.files[file] = err == nil
	return err == nil
}

// homeMap asks for what the map of the home page shows: the newest conditions of service at centres.
func (c *check) homeMap() error {
	rows, err := c.st.Select(c.ctx, `select slug, v.value from communities c join indicator_values v on v.territory_id = c.community_id and v.level = 'community' and v.indicator_id = 'open.service_conditions'
		where v.value is not null qualify v.period = max(v.period) over ()`)
	if err != nil {
		return err
	}
	c.conditions = map[string][]float64{}
	for _, r := range rows.Values {
		c.conditions[r[0].(string)] = []float64{r[1].(float64)}
	}
	return nil
}

// names asks for the titles of communities and oblasts by their pages.
func (c *check) names() error {
	rows, err := c.st.Select(c.ctx, "select 'communities/' || slug || '.html', title_uk, title_en from communities union all select 'oblasts/' || slug || '.html', name_uk, name_en from oblasts")
	if err != nil {
		return err
	}
	c.titles = map[string]string{}
	for _, r := range rows.Values {
		c.titles["uk "+r[0].(string)], c.titles["en "+r[0].(string)] = squeeze(r[1].(string)), squeeze(r[2].(string))
	}
	return nil
}
