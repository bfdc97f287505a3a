// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"osnova/ingest/fetch"

	"golang.org/x/text/encoding/charmap"
)

// day of all visits of the tests.
var day = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func auditor() *Auditor {
	return &Auditor{Day: day, Fetch: &fetch.Fetcher{UserAgent: "osnova (test; +https://example.org/contact)", AllowLoopback: true, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}}
}

// site serves pages by their path with the query.
func site(t *testing.T, pages map[string]string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		switch {
		case strings.HasSuffix(r.URL.Path, ".css"):
			w.Header().Set("Content-Type", "text/css")
		case r.URL.Path == "/robots.txt":
			w.Header().Set("Content-Type", "text/plain")
		default:
			w.Header().Set("Content-Type", "text/html")
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server
}

// run audits an address and gives the results by rule; of A3 and A4 those of the page whose path is named behind a space.
func run(t *testing.T, a *Auditor, address string) (*Record, map[string]Check) {
	t.Helper()
	keep := Memory{}
	rec, checks, err := a.Audit(context.Background(), Target{Site: address}, keep)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Judge(rec, keep)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(checks, again) {
		t.Errorf("judged again from the evidence, the checks differ")
	}
	out := map[string]Check{}
	for _, c := range checks {
		name := c.Rule
		if block := c.Rule[:2]; (block == "A3" || block == "A4") && c.Evidence != "" {
			name += " " + strings.TrimPrefix(c.Evidence, strings.TrimSuffix(rec.Start, "/"))
		}
		if _, twice := out[name]; twice {
			t.Errorf("%s is there twice", name)
		}
		out[name] = c
	}
	return rec, out
}

func want(t *testing.T, got map[string]Check, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		name, result, _ := strings.Cut(w, "=")
		if c, ok := got[name]; !ok || c.Result != result {
			t.Errorf("%s is %q (%s), want %s", name, c.Result, c.Matched, result)
		}
	}
}

// good is a page without a fault that the rules know.
func goodPage(title, main string) string {
	return `<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>` + title + `</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/site.css"></head>
<body><a href="#main">До змісту</a><nav><a href="/">Головна</a> <a href="/contacts">Контакти</a></nav><main id="main"><h1>` + title + `</h1>` + main + `</main></body></html>`
}

const services = `<p>Хто може звернутися: житель. Опис послуги. Перелік необхідних документів. Строк надання: 10 календарних днів. Безоплатно. Результат: довідка.
Як оскаржити рішення. Телефон: на сторінці контактів. Оновлено 20.11.2026. Відстежити стан заяви.</p>`

// whole is a site that has everything.
func whole() map[string]string {
	links := []string{
		"Графік роботи", "Структура", "Статут територіальної громади", "Бюджет громади", "Звіт про виконання бюджету", "Програми та стратегії", "Проєкти рішень", "Рішення сесії",
		"Поіменне голосування", "Інформаційні картки", "Електронна черга", "Електронне звернення", "Доступ до публічної інформації", "Відкриті дані", "Вакансії", "Публічні закупівлі", "Е-петиції",
		"Укриття", "Людям із порушенням зору", "Обробка персональних даних",
	}
	var b strings.Builder
	pages := map[string]string{}
	for i, name := range links {
		fmt.Fprintf(&b, `<li><a href="/p/%d">%s</a></li>`, i, name)
		pages[fmt.Sprintf("/p/%d", i)] = goodPage(name, "<p>Текст сторінки.</p>")
	}
	b.WriteString(`<li><a href="/osn">Органи самоорганізації населення</a></li><li><a href="/services">Адміністративні послуги</a></li><li><a href="/news">Новини</a></li>`)
	pages["/"] = goodPage("Громада", "<ul>"+b.String()+"</ul>")
	pages["/contacts"] = goodPage("Контакти", `<p>Приймальня: (000) 00-00-00, <a href="mailto:rada@example.org">лист</a></p>`)
	pages["/osn"] = goodPage("ОСН", `<p>Положення про органи</p><a href="/files/osn.pdf">Положення про ОСН</a>`+strings.Repeat("<p>Слова про органи самоорганізації.</p>", 10))
	pages["/services"] = goodPage("Послуги", `<ul><li><a href="/services/1">Видача довідки</a></li><li><a href="/services/2">Реєстрація місця проживання</a></li></ul>`)
	pages["/services/1"], pages["/services/2"] = goodPage("Видача довідки", services), goodPage("Реєстрація", "<p>Звертайтеся.</p>")
	pages["/news"] = goodPage("Новини", "<p>20 листопада 2026 року. Відкрито простір.</p><p>01.12.2026 буде свято.</p>")
	pages["/site.css"] = "body { font-size: 1.125rem } a { min-height: 32px } @media print { body { font-size: 9pt } }"
	return pages
}

// TestWholeSite: a site that has everything passes all rules that one visit by http can test.
func TestWholeSite(t *testing.T) {
	rec, got := run(t, auditor(), site(t, whole()).URL)
	for i := 1; i <= 25; i++ {
		want(t, got, fmt.Sprintf("L%02d=pass", i))
	}
	for name, c := range got {
		switch {
		case strings.HasSuffix(name, " /services/2"), strings.HasPrefix(name, "T."), c.Result == NotTested:
		case c.Result == Fail:
			t.Errorf("%s fails: %s", name, c.Matched)
		}
	}
	want(t, got, "A1.probe=pass", "A3.who /services/1=pass", "A3.updated /services/1=pass", "A3.status /services/2=fail", "A3.contact /services/2=fail", "A4.lang /=pass", "A4.alt /=not_tested", "A4.skip /=pass",
		"A5.viewport=pass", "A5.font=pass", "A5.tap=pass", "A5.size=pass", "A5.lcp=not_tested", "T.https=fail", "T.redirect=fail", "T.tls=not_tested", "T.govua=fail", "T.updated=pass")
	if c := got["L25"]; c.Matched != "20.11.2026" {
		t.Errorf("the newest news are of %s", c.Matched)
	}
	for name, c := range got {
		if strings.Contains(c.Matched, "00-00") || strings.Contains(c.Matched, "@") {
			t.Errorf("%s keeps a phone number or an e-mail address: %q", name, c.Matched)
		}
	}
	if rec.Probe.Status != 200 || len(rec.Pages) != 27 {
		t.Errorf("%d pages, status %d", len(rec.Pages), rec.Probe.Status)
	}
}

// TestEmptySite: a page with nothing fails the items and most of the rest, and invents nothing.
func TestEmptySite(t *testing.T) {
	_, got := run(t, auditor(), site(t, map[string]string{"/": `<html><body><h2>Рада</h2><h4>x</h4><img src="/a.png"><a href="/b"></a><a href="/c">тут</a><div id=x></div><div id=x></div>
<table><tr><td>1<td>2<tr><td>3<td>4</table><iframe src="//x.example"></iframe><input name=q>
<p style="color:#777;background:#fff">сірий</p><script>var m = "Контакти Вакансії";</script></body></html>`}).URL)
	for i := 1; i <= 25; i++ {
		want(t, got, fmt.Sprintf("L%02d=fail", i))
	}
	for _, rule := range strings.Fields("lang title h1 headings alt links ids th iframe labels skip main charset contrast") {
		want(t, got, "A4."+rule+" /=fail")
	}
	want(t, got, "A4.zoom /=pass", "A4.pdf /=not_tested", "A3.who=not_tested", "A5.viewport=fail", "A5.font=pass", "A5.tap=not_tested", "T.updated=not_tested")
	if c := got["A4.contrast /"]; !strings.Contains(c.Matched, "4.47") {
		t.Errorf("contrast of #777 on white: %s", c.Matched)
	}
}

// TestCharsets: a site in windows-1251 is read whether it says so or not; the rule tells the difference.
func TestCharsets(t *testing.T) {
	for _, c := range map[string]struct{ head, result string }{
		"said":   {`<meta charset="windows-1251">`, "pass"},
		"not":    {``, "fail"},
		"wrong":  {`<meta charset="utf-8">`, "fail"},
		"absurd": {`<meta charset="cp-none">`, "fail"},
	} {
		page := `<html lang="uk"><head>` + c.head + `<title>Громада</title></head><body><h1>Рада</h1><a href="#">Вакансії</a></body></html>`
		raw, err := charmap.Windows1251.NewEncoder().String(page)
		if err != nil {
			t.Fatal(err)
		}
		_, got := run(t, auditor(), site(t, map[string]string{"/": raw}).URL)
		want(t, got, "A4.charset /="+c.result, "L19=pass")
	}
}
