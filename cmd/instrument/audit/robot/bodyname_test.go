// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"strings"
	"testing"
	"time"
)

// TestNamesOnPages: a body is named by its own name in whatever words stand around it, by all words that tell it from others in any case, by
// kind and number where it has nothing else; another number, another house, half a name are others.
func TestNamesOnPages(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"Будинковий комітет «Затишок»", "Збори комітету «Затишок» відбулися", true},
		{"Будинковий комітет «Затишок»", "у нас панує ЗАТИШОК", true},
		{"Будинковий комітет «Затишок»", "затишок-2", true}, // a hyphen parts words
		{"Будинковий комітет «Затишок»", "затишне місце", false},
		{"Комітет мікрорайону «Нова Дача»", "мікрорайон Нова Дача", true},
		{"Комітет мікрорайону «Нова Дача»", "нова школа, стара дача", false},
		{"Квартальний комітет № 39", "звіт квартального комітету №39", true},
		{"Квартальний комітет № 39", "звіт квартального комітету № 390", false},
		{"Квартальний комітет № 39", "квартальний комітет № 3, тел. 39", false},
		{"Квартальний комітет № 39", "школа № 39", false},
		{"Вуличний комітет вулиці Садової", "вуличному комітету вул. Садова дякуємо", true},
		{"Вуличний комітет вулиці Садової", "вуличний комітет вул. Польової", false},
		{"Вуличний комітет", "вуличний комітет", false},
		{"Орган самоорганізації населення", "орган самоорганізації населення", false},
	} {
		if got := readBodyName(c.name).in(FoldText(c.text)); got != c.want {
			t.Errorf("%q in %q: %v, want %v", c.name, c.text, got, c.want)
		}
	}
}

// TestDatesOfABody: of a page of the body's own all content counts, of a list its row; dates of the site, of the visit, of terms and of what is
// to come do not.
func TestDatesOfABody(t *testing.T) {
	const name = "Будинковий комітет «Затишок»"
	head := "<title>" + name + "</title>"
	for _, c := range []struct{ what, page, want string }{
		{"own page", head + "<p>12.03.2026 збори</p><p>01.02.2025 збори</p>", "2026-03-12"},
		{"heading", "<h1>" + name + "</h1><p>збори 5 березня 2026 року</p>", "2026-03-05"},
		{"markup", head + `<time datetime="2026-04-01T10:00:00+03:00">квітень</time>`, "2026-04-01"},
		{"undated", head + "<p>Комітет дбає про двір у 2026 році</p>", "undated"},
		{"today and later", head + "<p>сьогодні 23.11.2026</p><p>збори 30.11.2026</p>", "undated"},
		{"term", head + "<p>повноваження дійсні до 01.06.2026</p>", "undated"},
		{"copyright in a footer", head + "<p>текст</p><footer>оновлено 01.06.2026</footer>", "undated"},
		{"a sidebar of a builder", head + `<p>текст</p><div class="widget-area right sidebar">01.06.2026 новина</div>`, "undated"},
		{"menu", head + "<nav>01.06.2026</nav><p>05.05.2020 збори</p>", "2020-05-05"},
		{"row of a table", "<table><tr><td>Комітет «Світанок»</td><td>01.06.2026</td></tr><tr><td>" + name + "</td><td>02.02.2019</td></tr></table>", "2019-02-02"},
		{"paragraph in a cell", "<table><tr><td><p>" + name + "</p></td><td>02.02.2019</td></tr><tr><td>01.06.2026</td></tr></table>", "2019-02-02"},
		{"item of a list", "<ul><li>Комітет «Світанок», 01.06.2026</li><li><b>" + name + "</b>, рішення 02.02.2019</li></ul>", "2019-02-02"},
		{"below its heading", "<h2>Комітет «Світанок»</h2><p>01.06.2026</p><h2>" + name + "</h2><p>02.02.2019</p><h3>Звіт</h3><p>03.03.2019</p><h2>Інші</h2><p>01.07.2026</p>", "2019-03-03"},
		{"two places", "<p>" + name + " 02.02.2019</p><p>" + name + " 04.04.2020</p><p>01.06.2026</p>", "2020-04-04"},
		{"not named", "<p>01.06.2026 Комітет «Світанок»</p>", "not named"},
		{"named out of sight", `<div hidden>` + name + ` 01.06.2026</div><p>інше</p>`, "not named"},
	} {
		p, err := readPage("http://example.test/", "text/html; charset=utf-8", []byte("<!doctype html><html><body>"+strings.Replace("<head>"+c.page, head, head+"</head>", 1)))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(c.page, head) {
			p.title = name
		}
		dated, named := readBodyName(name).dated(p, day.AddDate(0, 0, -1), false)
		got := "undated"
		switch {
		case !named:
			got = "not named"
		case !dated.IsZero():
			got = dated.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// TestDeepPage: a page whose parts lie deep in each other, each with all the text, is given up in bounded time, and its dates are not believed.
func TestDeepPage(t *testing.T) {
	deep := strings.Repeat("<div>", 400) + "Комітет «Затишок» 01.06.2026 " + strings.Repeat("довгий текст ", 40_000) + strings.Repeat("</div>", 400)
	p, err := readPage("http://example.test/", "text/html; charset=utf-8", []byte("<!doctype html><html><body>"+deep))
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	dated, named := readBodyName("Комітет «Затишок»").dated(p, day, false)
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
	if !named || !dated.IsZero() {
		t.Errorf("named %v, dated %s", named, dated)
	}
}
