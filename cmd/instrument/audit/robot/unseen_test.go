// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// answer is what an invented site says to one path.
type answer struct {
	status int
	header map[string]string
	body   string
	hang   bool // until the robot gives up
}

// served serves answers by their path and counts how often each was asked for.
func served(t *testing.T, answers map[string]answer) (address string, asked func(path string) int) {
	t.Helper()
	var mu sync.Mutex
	count := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		count[r.URL.RequestURI()]++
		mu.Unlock()
		a, found := answers[r.URL.RequestURI()]
		if !found {
			http.NotFound(w, r)
			return
		}
		if a.hang {
			<-r.Context().Done()
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for k, v := range a.header {
			w.Header().Set(k, v)
		}
		if a.status != 0 {
			w.WriteHeader(a.status)
		}
		_, _ = w.Write([]byte(a.body))
	}))
	t.Cleanup(server.Close)
	return server.URL, func(path string) int { mu.Lock(); defer mu.Unlock(); return count[path] }
}

func shows(body string) answer { return answer{body: "<html><body>" + body + "</body></html>"} }

const reception = `<p>Приймальня: (000) 00-00-00</p>`

// homePage links to pages of all the rules that need a second one.
const homePage = `<a href="/contacts">Контакти</a> <a href="/osn">Органи самоорганізації населення</a> <a href="/news">Новини</a>
<a href="/x">Вакансії</a> <p>Оновлено 01.02.2019</p>`

// TestUnseenPages: an item whose page was closed, broken, busy, silent, a document or on another site is not tested, and the reason is told;
// a page that is not there, or is there and says nothing, fails the item.
func TestUnseenPages(t *testing.T) {
	page := shows("<p>Слова.</p>")
	for name, c := range map[string]struct {
		page answer
		home string
		want string // of L01, L05 and L25
		why  string // part of what is told of L01
	}{
		"there, and silent on it": {page: page, want: "fail"},
		"not there":               {page: answer{status: 404}, want: "fail"},
		"gone":                    {page: answer{status: 410}, want: "fail"},
		"broken":                  {page: answer{status: 500}, want: "not_tested", why: "status 500"},
		"busy": {
			page: answer{status: 503, header: map[string]string{"Retry-After": "1"}}, want: "not_tested", why: "status 503",
		},
		"busy for an hour": {
			page: answer{status: 503, header: map[string]string{"Retry-After": "3600"}}, want: "not_tested", why: "status 503",
		},
		"too many requests": {page: answer{status: 429}, want: "not_tested", why: "status 429"},
		"for members":       {page: answer{status: 403}, want: "not_tested", why: "status 403"},
		"silent":            {page: answer{hang: true}, want: "not_tested", why: "no answer in time"},
		"another site": {
			page: answer{status: 302, header: map[string]string{"Location": "https://elsewhere.example/"}}, want: "not_tested",
			why: "another site",
		},
		"no page": {
			page: answer{header: map[string]string{"Content-Type": "application/pdf"}, body: "%PDF"}, want: "not_tested",
			why: "is no web page",
		},
		"a document": {
			page: page,
			home: strings.NewReplacer("/contacts", "/contacts.pdf", "/osn", "/osn.docx", "/news", "/news.pdf").Replace(homePage),
			want: "not_tested", why: "document",
		},
		"linked elsewhere": {
			page: page, home: strings.NewReplacer(`"/`, `"https://elsewhere.example/`).Replace(homePage), want: "not_tested",
			why: "another site",
		},
		"by a script": {
			page: page,
			home: strings.NewReplacer("/contacts", "javascript:show(1)", "/osn", "javascript:show(2)", "/news", "JavaScript:show(3)").Replace(homePage),
			want: "not_tested", why: "script alone",
		},
	} {
		t.Run(name, func(t *testing.T) {
			start := homePage
			if c.home != "" {
				start = c.home
			}
			address, _ := served(t, map[string]answer{"/": shows(start), "/contacts": c.page, "/osn": c.page, "/news": c.page, "/other": page})
			a := auditor()
			a.Longest = 200 * time.Millisecond
			_, got := run(t, a, address)
			want(t, got, "L01="+c.want, "L05="+c.want, "L25="+c.want)
			if c.why != "" && !strings.Contains(got["L01"].Matched, c.why) {
				t.Errorf("told %q, want %q", got["L01"].Matched, c.why)
			}
			if c.want == "not_tested" {
				want(t, got, "T.updated=not_tested")
			}
		})
	}
}

// TestUnseenLink: an item that a link alone tells passes by it, unless its page is broken, busy or silent: then it is not tested.
func TestUnseenLink(t *testing.T) {
	results := map[int]string{200: "pass", 403: "pass", 404: "fail", 429: "not_tested", 500: "not_tested", 503: "not_tested"}
	for status, result := range results {
		broken := answer{status: status, body: "<html><body>x</body></html>"}
		address, asked := served(t, map[string]answer{"/": shows(homePage), "/x": broken, "/osn": shows("x")})
		_, got := run(t, auditor(), address)
		want(t, got, "L19="+result)
		if n := asked("/x"); (n == 2) != (status == 429 || status == 503) {
			t.Errorf("%d was asked for %d times", status, n)
		}
	}
}

// TestRobotsClosesPages: what robots.txt closes, with a space before the colon too, is not asked for and not tested; the rest is.
func TestRobotsClosesPages(t *testing.T) {
	pages := map[string]answer{"/": shows(homePage), "/contacts": shows(reception), "/osn": shows("x"), "/news": shows("20.11.2026")}
	plain := map[string]string{"Content-Type": "text/plain"}
	pages["/robots.txt"] = answer{body: "User-agent : *\nDisallow : /contacts # лист\nDisallow: /osn\n", header: plain}
	address, asked := served(t, pages)
	_, got := run(t, auditor(), address)
	want(t, got, "L01=not_tested", "L05=not_tested", "L25=pass", "L02=fail", "L19=fail")
	if c := got["L01"]; !strings.Contains(c.Matched, closedByRobots) || asked("/contacts") > 0 {
		t.Errorf("told %q, asked %d times", c.Matched, asked("/contacts"))
	}
	pages["/robots.txt"] = answer{body: "User-agent: *\nDisallow: /\nAllow: /$\n", header: plain}
	address, asked = served(t, pages)
	_, got = run(t, auditor(), address)
	want(t, got, "L01=not_tested", "L25=not_tested", "L02=not_tested", "L04=pass")
	if c := got["L02"]; !strings.Contains(c.Matched, "no page behind the start page could be seen: "+closedByRobots) || asked("/news") > 0 {
		t.Errorf("told %q", c.Matched)
	}
}

// TestLeadsOn: a start page that leads on without a click is followed within the site; where it cannot be, the items are not tested.
func TestLeadsOn(t *testing.T) {
	content := shows(`<h1>Громада</h1><a href="/contacts">Контакти</a> <a href="/x">Вакансії</a>`)
	head := func(meta string) answer { return answer{body: "<html><head>" + meta + "</head><body></body></html>"} }
	for name, c := range map[string]struct {
		pages map[string]answer
		want  string // of L01, L19
		none  string // of L02
		why   string
	}{
		"refresh": {
			map[string]answer{"/": head(`<meta http-equiv="refresh" content="0; url=/uk/home">`), "/uk/home": content},
			"pass", "fail",
			"",
		},
		"refresh with a base": {
			map[string]answer{"/": head(`<base href="/uk/"><meta http-equiv="Refresh" content="0;URL='home'">`), "/uk/home": content},
			"pass", "fail", "",
		},
		"refresh bare": {
			map[string]answer{"/": head(`<meta http-equiv=refresh content="5 home">`), "/home": content}, "pass", "fail", "",
		},
		"refresh of a header": {
			map[string]answer{"/": {header: map[string]string{"Refresh": "0; url=/home"}, body: "<html></html>"}, "/home": content},
			"pass", "fail", "",
		},
		"twice": {
			map[string]answer{"/": head(`<meta http-equiv="refresh" content="0; url=/a">`), "/a": head(`<meta http-equiv="refresh" content="1;url=\b">`), "/b": content},
			"pass", "fail", "",
		},
		"to itself": {
			map[string]answer{"/": {body: `<html><head><meta http-equiv="refresh" content="30; url=/"></head>` + content.body[6:]}},
			"pass", "fail", "",
		},
		"much later": {
			map[string]answer{"/": {body: `<html><head><meta http-equiv="refresh" content="600; url=/late"></head>` + content.body[6:]}},
			"pass", "fail", "",
		},
		"frames": {
			map[string]answer{"/": {body: `<html><frameset cols="20%,*"><frame src="/menu.html"><frame src="/main.html"></frameset></html>`}, "/menu.html": content, "/main.html": shows("x")},
			"pass", "fail", "",
		},
		"an iframe": {
			map[string]answer{"/": shows(`<iframe src="main.html"></iframe>`), "/main.html": content}, "pass", "fail", "",
		},
		"frames in frames": {
			map[string]answer{"/": {body: `<html><frameset><frame src="/a"></frameset></html>`}, "/a": content}, "pass", "fail", "",
		},
		"in a circle": {
			map[string]answer{"/": head(`<meta http-equiv="refresh" content="0; url=/a">`), "/a": head(`<meta http-equiv="refresh" content="0; url=/">`)},
			"not_tested", "not_tested", "without end",
		},
		"to another site": {
			map[string]answer{"/": head(`<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">`)},
			"not_tested",
			"not_tested", otherSite,
		},
		"to what is closed": {
			map[string]answer{"/": head(`<meta http-equiv="refresh" content="0; url=/uk">`), "/robots.txt": {body: "User-agent: *\nDisallow: /uk"}},
			"not_tested", "not_tested", closedByRobots,
		},
		"to what is broken": {
			map[string]answer{"/": head(`<meta http-equiv="refresh" content="0; url=/uk">`), "/uk": {status: 500}},
			"not_tested",
			"not_tested", "status 500",
		},
		"frames of others": {
			map[string]answer{"/": shows(`<iframe src="https://elsewhere.example/"></iframe>`)}, "not_tested", "not_tested", otherSite,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.pages["/contacts"], c.pages["/x"] = shows(reception), shows("Конкурс")
			address, _ := served(t, c.pages)
			_, got := run(t, auditor(), address)
			want(t, got, "L01="+c.want, "L19="+c.want, "L02="+c.none)
			if c.why != "" && !strings.Contains(got["L19"].Matched, c.why) {
				t.Errorf("told %q, want %q", got["L19"].Matched, c.why)
			}
		})
	}
}

// TestPackedPages: a site that packs its pages without a word is read.
func TestPackedPages(t *testing.T) {
	packed := func(a answer) answer {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(a.body))
		_ = z.Close()
		a.body = b.String()
		return a
	}
	pages := map[string]answer{"/": packed(shows(homePage)), "/contacts": packed(shows(reception)), "/x": packed(shows("Конкурс"))}
	address, _ := served(t, pages)
	_, got := run(t, auditor(), address)
	want(t, got, "L01=pass", "L19=pass", "L02=fail")
}

// TestPackedOtherwise: a site that packs its pages in a way that the robot does not read answers the probe, and nothing else is tested.
func TestPackedOtherwise(t *testing.T) {
	page := shows(homePage)
	page.header = map[string]string{"Content-Encoding": "br"}
	address, _ := served(t, map[string]answer{"/": page})
	_, got := run(t, auditor(), address)
	if want(t, got, "A1.probe=pass", "L01=not_tested", "L19=not_tested"); !strings.Contains(got["L19"].Matched, "packed") {
		t.Errorf("told %q", got["L19"].Matched)
	}
}

// TestAppealsUnseen: the form of appeals may be on a page that could not be seen; on one that could it is found or is not.
func TestAppealsUnseen(t *testing.T) {
	for result, page := range map[string]answer{
		"pass": shows("<form><textarea></textarea></form>"), "fail": shows("Пишіть листи."), "not_tested": {status: 500},
	} {
		address, _ := served(t, map[string]answer{"/": shows(`<a href="/z">Звернення громадян</a> <a href="/y">y</a>`), "/z": page, "/y": shows("y")})
		_, got := run(t, auditor(), address)
		want(t, got, "L16="+result, "L19=fail")
	}
}

// TestBusyStart: a start page that is busy at first is read when it is asked for again; the probe is the first answer, and one that lets no robot
// in is no fault of the site.
func TestBusyStart(t *testing.T) {
	for status, probe := range map[int]string{503: "fail", 429: "not_tested"} {
		var asked atomic.Int32
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path != "/":
				http.NotFound(w, r)
			case asked.Add(1) == 1:
				w.Header().Set("Retry-After", "2")
				w.WriteHeader(status)
			default:
				w.Header().Set("Content-Type", "text/html")
				_, _ = w.Write([]byte(shows(homePage).body))
			}
		}))
		_, got := run(t, auditor(), server.URL)
		want(t, got, "A1.probe="+probe, "L19=fail", "A4.lang /=fail")
		server.Close()
	}
}

// TestStartElsewhere: a site whose start page leads to another one answers the probe, and nothing else of it is tested.
func TestStartElsewhere(t *testing.T) {
	address, _ := served(t, map[string]answer{"/": {status: 301, header: map[string]string{"Location": "https://elsewhere.example/"}}})
	_, got := run(t, auditor(), address)
	if want(t, got, "A1.probe=pass", "L01=not_tested", "L19=not_tested"); got["L19"].Matched != otherSite || !strings.Contains(got["A1.probe"].Matched, "301") {
		t.Errorf("told %q, %q", got["L19"].Matched, got["A1.probe"].Matched)
	}
}

// TestResolve: addresses are read as browsers read them.
func TestResolve(t *testing.T) {
	base, err := url.Parse("https://a.example/uk/page?x=1")
	if err != nil {
		t.Fatal(err)
	}
	for href, want := range map[string]string{
		"b": "https://a.example/uk/b", "/b": "https://a.example/b", "../../b": "https://a.example/b",
		"?y": "https://a.example/uk/page?y", `\b`: "https://a.example/b", `..\b\c`: "https://a.example/b/c",
		`\\b.example\c`: "https://b.example/c", `/b?c=\d`: `https://a.example/b?c=\d`, " /b\n": "https://a.example/b",
		"/b\tc\n/d": "https://a.example/bc/d", "\u00a0/b": "https://a.example/b",
		"//b.example": "https://b.example", `http:\\b.example\c`: "http://b.example/c", "#c": "https://a.example/uk/page?x=1#c",
		"": "https://a.example/uk/page?x=1", "/100%": "https://a.example/100%25", "/%zz": "https://a.example/%25zz",
		"/новини":            "https://a.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8",
		"mailto:a@b.example": "", "javascript:void(0)": "", "tel:+000": "", "https://user:pw@b.example/": "",
		"HTTPS://B.example/c": "https://B.example/c", `javascript:a('\n')`: "", "ftp://b.example": "",
	} {
		got := ""
		if u := resolve(base, href); u != nil {
			got = u.String()
		}
		if got != want {
			t.Errorf("%q is %q, want %q", href, got, want)
		}
	}
}

// TestAsSeen: links are named by what a reader sees or hears of them, and lead where a browser goes; numbers may stand anywhere.
func TestAsSeen(t *testing.T) {
	for name, link := range map[string]string{
		"text": `<a href="/contacts">Контакти</a>`, "picture": `<a href="/contacts"><img src="c.png" alt="Контакти"></a>`,
		"title":              `<a href="/contacts" title="Контакти"><i class=icon></i></a>`,
		"title of a picture": `<a href="/contacts"><img src="c.png" title="Контакти"></a>`,
		"label":              `<a href="/contacts" aria-label="Контакти"></a>`,
		"labelled by":        `<a href="/contacts" aria-labelledby="a b"></a><span id=a>Наші</span> <span id=b>контакти</span>`,
		"drawing":            `<a href="/contacts"><svg><title>Контакти</title></svg></a>`,
		"map":                `<map name=m><area href="/contacts" alt="Контакти" shape=rect coords="0,0,9,9"></map>`,
		"backslash":          `<a href="\contacts">Контакти</a>`, "line break": "<a href=\"/con\ntacts\">Контакти</a>",
		"base":            `<a href="contacts#top">Контакти</a>`,
		"the page itself": `<a href="#contacts">Контакти</a><div id=contacts>(000) 00-00-00</div>`,
		"called":          `<a href="tel:+000000000000">Контакти</a>`, "written to": `<a href="MAILTO:rada@example.org">Контакти</a>`,
		"number in a picture": `<a href="#">Контакти</a><img alt="тел. (000) 00-00-00" src=t.png>`,
		"number in a label":   `<a href="#">Контакти</a><button aria-label="Зателефонувати (000) 00-00-00">☎</button>`,
		"number with dashes":  `<a href="#">Контакти</a> (00000) 0–00–00`,
	} {
		address, _ := served(t, map[string]answer{"/": shows(link), "/contacts": shows(reception)})
		_, got := run(t, auditor(), address)
		if c := got["L01"]; c.Result != Pass {
			t.Errorf("%s: %s %s", name, c.Result, c.Matched)
		}
	}
	for name, link := range map[string]string{
		"hidden":         `<div hidden><a href="/contacts">Контакти</a></div>`,
		"hidden picture": `<a href="/y"><img alt="Контакти" hidden></a>`,
		"not shown":      `<a href="/contacts" style="display:none">Контакти</a>`,
	} {
		address, _ := served(t, map[string]answer{"/": shows(link + `<a href="/y">y</a>`), "/contacts": shows(reception), "/y": shows("y")})
		_, got := run(t, auditor(), address)
		if c := got["L01"]; c.Result != Fail {
			t.Errorf("%s: %s %s", name, c.Result, c.Matched)
		}
	}
}

// TestPartOfPage: a list of bodies in a part of the start page is read there, not in the rest of it.
func TestPartOfPage(t *testing.T) {
	for result, part := range map[string]string{
		"pass": `<section id="osn"><h2>ОСН</h2><p>Положення про органи: <a href="/p.pdf">файл</a></p></section>`,
		"fail": `<section id="osn"><h2>ОСН</h2><p>Перелік органів</p></section><p>Положення про преміювання: <a href="/p.pdf">файл</a></p>`,
	} {
		address, _ := served(t, map[string]answer{"/": shows(`<a href="#osn">Органи самоорганізації населення</a>` + part + reception)})
		_, got := run(t, auditor(), address)
		want(t, got, "L04=pass", "L05="+result)
	}
}
