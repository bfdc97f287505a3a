// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func TestSite(t *testing.T) {
	dir, findings := build(t)
	for _, f := range findings {
		// The fixture has one source; the pages name more.
		if !strings.Contains(f.What, "which nobody declared") {
			t.Errorf("finding: %s", f)
		}
	}
	files := readAll(t, dir)
	pages := map[string]*html.Node{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".html") {
			tree, err := html.Parse(strings.NewReader(files[name]))
			if err != nil {
				t.Fatal(err)
			}
			pages[name] = tree
		}
	}
	if len(pages) < 40 {
		t.Fatalf("only %d pages", len(pages))
	}
	for _, want := range []string{"index.html", "404.html", "uk/index.html", "en/communities/vinnytska-0502003.html", "uk/oblasts/vinnytska-05.html", "en/indicators/open.edem_tools.html", "assets/search-uk.js", "assets/search-settlements-en.js", "assets/geo/ua-hromada.js", "assets/site.js"} {
		if _, ok := files[want]; !ok {
			t.Errorf("%s was not written", want)
		}
	}
	t.Run("links", func(t *testing.T) { checkLinks(t, files, pages) })
	t.Run("languages", func(t *testing.T) { checkLanguages(t, files, pages) })
	t.Run("markup", func(t *testing.T) {
		for name, tree := range pages {
			checkMarkup(t, name, tree)
		}
	})
	t.Run("hostile text", func(t *testing.T) { checkHostile(t, files, pages) })
	t.Run("numbers", func(t *testing.T) {
		for file, want := range map[string][]string{
			"uk/communities/vinnytska-0502003.html":               {"69,6", "387\u00a0439\u00a0жителів", "3,9\u00a0млрд\u00a0грн", "вересень\u00a02022", "Чинні 1 із 2\u00a0органів самоорганізації", "КСН «Вигаданий»", "ліквідовано: грудень\u00a02018"},
			"en/communities/vinnytska-0502003.html":               {"69.6", "387,439\u00a0residents", "3.9\u00a0bn\u00a0UAH", "September\u00a02022"},
			"uk/communities/hostile-0502005.html":                 {"невідомо: відкритого реєстру ОСН немає"},
			"uk/communities/bezdanna-0701001.html":                {"невідомо", "невідомо: лише державний реєстр, він про діяльність не каже"},
			"en/communities/bezdanna-0701001.html":                {"Data of 2020–2025 may not describe the present state", "42.1", "unreliable"},
			"en/communities/ahronomichna-0502001.html":            {"in the codifier of 16\u00a0May\u00a02025: Doslidna rural community"},
			"assets/search-uk.js":                                 {`["Дослідна сільська громада","громада","тепер Агрономічна сільська громада","uk/communities/ahronomichna-0502001.html"]`},
			"uk/communities/ahronomichna-0502001.html":            {"у кодифікаторі 16.05.2025: Дослідна сільська громада", "невідомо: у списку платформи громади немає", "невідомо: у копії реєстру немає точки", "у реєстрі ради немає жодного"},
			"uk/indicators/open.edem_tools.html":                  {"щонайменше <strong>1,06</strong>", "і громади за нею не порівняно"},
			"uk/osn/index.html":                                   {"знають <strong>4\u00a0органи самоорганізації</strong>; у 1 є ознаки", "громад із реєстром не мають чинного"},
			"uk/osn/register.html":                                {"Будинковий комітет № 5", ">300<"},
			"uk/osn/edr-14360570.html":                            {"звіт перед жителями або радою, 12\u00a0листопада\u00a02025", "41,5", "веб, телефон", "3 із 4: подання онлайн", "реєстр і форма, 2025", "Рада делегувала повноваження", "є, з коштами: 10\u00a0500\u00a0грн на рік"},
			"en/osn/edr-43220851.html":                            {"no evidence of activity", "Only the state register knows the body"},
			"uk/osn/named/kyiv-budynkovyi-komitet-zrazkovyi.html": {"Чи діє орган тепер — <strong>невідомо</strong>", "21\u00a0червня\u00a02018", "восени (рік не зазначено)", "Участь у прибиранні"},
			"en/osn/named/vinnytsia-ksn-vyhadanyi.html":           {"<strong>Liquidated</strong> by a decision of the city council: December\u00a02018", "Staryi", "weak: the page does not show"},
			"uk/osn/osn-x0123456789ab.html":                       {"громаду в реєстрі не названо або не впізнано"},
			"uk/communities/okupovana-0102001.html":               {"тимчасово окупована"},
			"uk/inequality/index.html": {
				"За 1 із 1\u00a0показника більше мають заможніші громади", "0,12 <span class=\"meta\">(0,06…0,17)</span>", "Тил і зона бойових дій різняться за 1 із 1\u00a0показника",
				"24,83 <span class=\"meta\">(11,10…50,20)</span>", "21\u00a0громада зі значенням",
			},
			"en/inequality/index.html":              {"On 1 of 1\u00a0indicator richer communities have more</h2>", "The rear and the war zone differ on 1 of 1\u00a0indicator", ", 24.8</h2>"},
			"uk/eu/index.html":                      {"51,0", "74,6"},
			"uk/about/index.html":                   {"23\u00a0листопада\u00a02026"},
			"uk/indicators/open.cnap_saturday.html": {"50\u00a0% громад"},
			"assets/search-settlements-uk.js":       {`["Вінниця","місто","",`, `["Дослідне","село, тепер Агрономічне","",`},
		} {
			for _, w := range want {
				if !strings.Contains(files[file], w) {
					t.Errorf("%s does not say %q", file, w)
				}
			}
		}
	})
	t.Run("a rank withheld", func(t *testing.T) {
		page := files["uk/communities/bezdanna-0701001.html"]
		if !strings.Contains(page, "можуть не описувати теперішнього стану") || strings.Contains(page, `id="steps"`) || strings.Contains(page, "місце</strong> з") {
			t.Error("a community at the highest level of risk has advice or a rank, or does not say what its data may not describe")
		}
		if other := files["uk/communities/ahronomichna-0502001.html"]; !strings.Contains(other, `id="steps"`) {
			t.Error("a ranked community has no steps")
		}
	})
}

func TestSameBytesTwice(t *testing.T) {
	one, _ := build(t, func(s *Stage) { s.Workers = 1 })
	two, _ := build(t, func(s *Stage) { s.Workers = 7 })
	if d := cmp.Diff(readAll(t, one), readAll(t, two)); d != "" {
		t.Error(d[:min(len(d), 2000)])
	}
}

func TestBase(t *testing.T) {
	dir, _ := build(t, func(s *Stage) { s.Catalog.Project.Site = "https://example.org/osnova" })
	files := readAll(t, dir)
	for _, want := range []string{`<link rel="canonical" href="https://example.org/osnova/uk/eu/index.html">`, `hreflang="en" href="https://example.org/osnova/en/eu/index.html"`} {
		if !strings.Contains(files["uk/eu/index.html"], want) {
			t.Errorf("no %s", want)
		}
	}
	if !strings.Contains(files["404.html"], `href="https://example.org/osnova/assets/site.css"`) {
		t.Error("404.html does not work from any folder")
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func each(n *html.Node, do func(*html.Node)) {
	if n.Type == html.ElementNode {
		do(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, do)
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// checkLinks follows every address of every page: it must lead to a file of the site, and its fragment to an id there.
func checkLinks(t *testing.T, files map[string]string, pages map[string]*html.Node) {
	ids := map[string]map[string]bool{}
	for name, tree := range pages {
		ids[name] = map[string]bool{}
		each(tree, func(n *html.Node) {
			if id := attribute(n, "id"); id != "" {
				if ids[name][id] {
					t.Errorf("%s: id %q stands twice", name, id)
				}
				ids[name][id] = true
			}
		})
	}
	told := map[string]bool{}
	for name, tree := range pages {
		each(tree, func(n *html.Node) {
			for _, key := range []string{"href", "src", "action", "data-search-src", "data-search-more-src"} {
				link := attribute(n, key)
				if link == "" {
					continue
				}
				u, err := url.Parse(link)
				if err != nil {
					t.Errorf("%s: %s %q: %v", name, key, link, err)
					continue
				}
				if u.Scheme == "http" || u.Scheme == "https" {
					if key != "href" || n.Data == "link" {
						t.Errorf("%s asks %s for something", name, link)
					}
					continue
				}
				if u.Scheme != "" {
					t.Errorf("%s: %q may run code", name, link)
				}
				to := name
				if strings.HasPrefix(u.Path, "/") {
					to = strings.TrimPrefix(u.Path, "/")
				} else if u.Path != "" {
					to = path.Join(path.Dir(name), u.Path)
				}
				if strings.HasPrefix(to, "data/") {
					continue // written by the stage of datasets
				}
				if name == "404.html" && strings.HasSuffix(to, "../assets/root.js") {
					continue // sought at several depths, for the page answers an address of any
				}
				if _, ok := files[to]; !ok && !told[to] {
					told[to] = true
					t.Errorf("%s: %s leads to %s, which was not written", name, link, to)
				}
				if u.Fragment != "" && strings.HasSuffix(to, ".html") && !ids[to][u.Fragment] && !told[to+"#"+u.Fragment] {
					told[to+"#"+u.Fragment] = true
					t.Errorf("%s: nothing in %s has the id %s", name, to, u.Fragment)
				}
			}
		})
	}
}

var (
	cyrillic = regexp.MustCompile(`[а-яіїєґ]{3,}`)
	noVerb   = regexp.MustCompile(`%!|<no value>|<nil>|\bNaN\b|\bInf\b|map\[`)
)

// checkLanguages asks that every page has its twin, and that English pages speak English outside parts marked as Ukrainian.
func checkLanguages(t *testing.T, files map[string]string, pages map[string]*html.Node) {
	told := map[string]bool{}
	for name, tree := range pages {
		lang, rest, ok := strings.Cut(name, "/")
		if noVerb.MatchString(files[name]) {
			t.Errorf("%s: %s", name, noVerb.FindString(files[name]))
		}
		if !ok || lang != "uk" && lang != "en" {
			continue
		}
		other := map[string]string{"uk": "en", "en": "uk"}[lang]
		if pages[other+"/"+rest] == nil {
			t.Errorf("%s has no twin in %s", name, other)
		}
		each(tree, func(n *html.Node) {
			switch n.Data {
			case "h1", "h2", "h3", "title", "th", "a", "p", "summary", "caption", "option", "button":
				empty := textOf(n) == "" && n.Data != "th" && attribute(n, "class") != "theme-switch"
				if empty && n.Data == "p" && attribute(n, "class") == "chart-note" {
					empty = false
				}
				if empty {
					at := fmt.Sprintf("%s: empty <%s %v>", rest, n.Data, n.Attr)
					if !told[at] {
						told[at] = true
						t.Errorf("%s (%s)", at, name)
					}
				}
			case "meta":
				if attribute(n, "name") == "description" && attribute(n, "content") == "" {
					t.Errorf("%s has no description", name)
				}
			}
			if n.Data == "html" && attribute(n, "lang") != lang {
				t.Errorf("%s says it is in %q", name, attribute(n, "lang"))
			}
		})
		if lang == "en" {
			for _, text := range foreign(tree) {
				key := cyrillic.FindString(text)
				if !told[key] {
					told[key] = true
					t.Errorf("%s speaks Ukrainian: %q", name, text)
				}
			}
		}
	}
}

// foreign lists texts with Ukrainian words outside elements marked lang="uk".
func foreign(n *html.Node) (out []string) {
	if n.Type == html.ElementNode && (attribute(n, "lang") == "uk" || n.Data == "script") {
		return nil
	}
	if n.Type == html.TextNode && cyrillic.MatchString(n.Data) {
		out = append(out, strings.TrimSpace(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "html" {
			for d := c.FirstChild; d != nil; d = d.NextSibling {
				out = append(out, foreign(d)...)
			}
			continue
		}
		out = append(out, foreign(c)...)
	}
	return out
}

// checkMarkup holds what the policy of the pages rests on: no code in them, one main heading, names for what is read aloud.
func checkMarkup(t *testing.T, name string, tree *html.Node) {
	h1, csp := 0, false
	each(tree, func(n *html.Node) {
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s> has %s", name, n.Data, a.Key)
			}
		}
		switch n.Data {
		case "h1":
			h1++
		case "script":
			if kind := attribute(n, "type"); attribute(n, "src") == "" && kind != "application/json" && kind != "application/ld+json" {
				t.Errorf("%s holds code", name)
			}
		case "meta":
			csp = csp || attribute(n, "http-equiv") == "Content-Security-Policy" && strings.HasPrefix(attribute(n, "content"), "default-src 'self'")
		case "figure":
			table := false
			each(n, func(m *html.Node) { table = table || m.Data == "table" })
			if !table {
				t.Errorf("%s: the chart %s has no table under it", name, attribute(n, "id"))
			}
		case "img":
			t.Errorf("%s holds a picture, though no page has one: markup came in with a name", name)
		}
	})
	if h1 != 1 || !csp {
		t.Errorf("%s: %d main headings, policy %v", name, h1, csp)
	}
}

// checkHostile looks for names that became markup, code or a formula of the chart library.
func checkHostile(t *testing.T, files map[string]string, pages map[string]*html.Node) {
	seen := false
	for name, body := range files {
		if slices.ContainsFunc([]string{"site", "chart", "echarts", "engine-", "page-"}, func(own string) bool { return strings.HasPrefix(name, "assets/"+own) }) {
			continue
		}
		seen = seen || strings.Contains(body, "onerror")
		if strings.Contains(body, "<img") {
			t.Errorf("%s: markup of a name came through", name)
		}
		if pages[name] == nil {
			if strings.HasSuffix(name, ".js") && strings.ContainsAny(body, "<>\u2028") {
				t.Errorf("%s: a script holds markup", name)
			}
			continue
		}
		each(pages[name], func(n *html.Node) {
			if n.Data == "script" && strings.Contains(textOf(n), "__f__") {
				t.Errorf("%s: the chart library would run a name", name)
			}
		})
	}
	if !seen {
		t.Error("the hostile name is nowhere: the test checks nothing")
	}
}
