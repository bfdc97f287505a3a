// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"osnova/reports"
	"osnova/reports/charts"
)

//go:embed *.tmpl *.js *.css
var ownFiles embed.FS

// reportPage is what the layout asks for: the words of a report and the charts on it.
type reportPage struct {
	Title    string
	Lead     bilingual
	Policy   string        // content security policy: scripts by their hash
	Style    template.HTML // the site's style and this page's
	Head     template.HTML // scripts before the body
	Tail     template.HTML // scripts after it
	Sections []section
	Charts   bool // the scripts that draw are in it; without them each chart is its table
}

// section is one part of a report: a finding as its heading, then what it rests on.
type section struct {
	ID    string
	Title bilingual
	Intro bilingual // may be empty
	Parts []pagePart
}

// pagePart is a chart, a table or a text; what is empty is not shown.
type pagePart struct {
	Chart *figure
	Table *table
	Body  template.HTML
}

// figure is a chart with its words and its table.
type figure struct {
	ID                    string
	Title, Subtitle, Note bilingual
	Legend                []legendKey
	Options               charts.Options
	Decimals              int
	Table                 *table
}

// legendKey is one entry of a legend: a band or a class of the style's swatches; without either it is grey.
type legendKey struct {
	Band, Class string
	Words       bilingual
}

// table has rows of ready cells.
type table struct {
	ID      string
	Caption bilingual
	Head    []tableHead
	Rows    []tableRow
	Filter  bool // a field to find rows by typing
	Long    bool
	Note    bilingual
}

type tableHead struct {
	Words bilingual
	Num   bool
}

type tableRow struct {
	Name  string
	Sub   string // a code under the name
	Cells []template.HTML
}

// Body is the rows of the table: thousands of them, which a template would write ten times slower.
func (t *table) Body() template.HTML {
	var b strings.Builder
	for _, r := range t.Rows {
		b.WriteString(`<tr><th scope="row">`)
		b.WriteString(template.HTMLEscapeString(r.Name))
		if r.Sub != "" {
			b.WriteString(`<span class="sub">`)
			b.WriteString(template.HTMLEscapeString(r.Sub))
			b.WriteString(`</span>`)
		}
		b.WriteString(`</th>`)
		for _, c := range r.Cells {
			b.WriteString(string(c))
		}
		b.WriteString("</tr>\n")
	}
	return template.HTML(b.String())
}

// render writes the page. The scripts of the site do the drawing; they are told that what they would load is here already.
func render(p reportPage) ([]byte, error) {
	var policy []string
	script := func(names ...string) (template.HTML, error) {
		var all strings.Builder
		for _, name := range names {
			body, err := asset(name)
			if err != nil {
				return "", err
			}
			text := inline(body)
			sum := sha256.Sum256([]byte(text))
			policy = append(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
			all.WriteString("<script>" + text + "</script>\n")
		}
		return template.HTML(all.String()), nil
	}
	var err error
	if p.Head, err = script("report-language.js", "assets/site.js", "report.js"); err != nil {
		return nil, err
	}
	tail := []string{"report-numbers.js"}
	if p.Charts = reports.HasCharts(); p.Charts {
		tail = append(tail, "assets/vendor/echarts.min.js", "assets/chart-names.js", "assets/chart-pictures.js", "assets/charts.js")
	}
	if p.Tail, err = script(tail...); err != nil {
		return nil, err
	}
	for _, name := range []string{"assets/site.css", "report.css"} {
		body, err := asset(name)
		if err != nil {
			return nil, err
		}
		p.Style += template.HTML("<style>" + strings.ReplaceAll(string(body), "</", `<\/`) + "</style>\n")
	}
	p.Policy = "default-src 'none'; script-src " + strings.Join(policy, " ") + "; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
	t, err := template.New("report").Funcs(template.FuncMap{
		"t":    func(uk, en string) template.HTML { return bilingual{uk, en}.HTML() },
		"json": func(o charts.Options) template.JS { return template.JS(o.JSON) }, // <, > and & are escaped in it
	}).ParseFS(ownFiles, "*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "report.tmpl", p); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return out.Bytes(), nil
}

// asset reads a file of this package or, under assets/, of the site.
func asset(name string) ([]byte, error) {
	if !strings.HasPrefix(name, "assets/") {
		return ownFiles.ReadFile(name)
	}
	body, err := reports.Files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s was not there when the program was built: %w", name, err)
	}
	return body, nil
}

var endOfScript = regexp.MustCompile(`(?i)</(script)`)

// inline makes a script safe to stand inside a page: neither of these marks means anything in a script outside a text or a pattern,
// and there a backslash before / or ! changes nothing.
func inline(body []byte) string {
	text := endOfScript.ReplaceAllString(strings.TrimSpace(string(body)), `<\/$1`)
	return strings.ReplaceAll(text, "<!--", `<\!--`)
}
