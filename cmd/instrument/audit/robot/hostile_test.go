// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestClosed: what robots.txt closes is not tested, in so many words; nothing but robots.txt was asked for.
func TestClosed(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"disallow all":  func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "User-agent: *\nDisallow: /\n") },
		"broken server": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) },
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					answer(w, r)
					return
				}
				asked.Add(1)
			}))
			defer server.Close()
			_, got := run(t, auditor(), server.URL)
			for rule, c := range got {
				if c.Result != NotTested && rule != "T.govua" && rule != "T.https" {
					t.Errorf("%s is %s", rule, c.Result)
				}
			}
			if c := got["L01"]; c.Matched != "robots.txt closes it" || asked.Load() > 0 {
				t.Errorf("told %q, asked %d pages", c.Matched, asked.Load())
			}
		})
	}
}

// TestFaults: a site that does not answer fails the probe and nothing else; a page that is broken is none.
func TestFaults(t *testing.T) {
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	_, got := run(t, auditor(), dead.URL)
	want(t, got, "A1.probe=fail", "L01=not_tested", "A4.lang=not_tested", "A5.size=not_tested")
	loop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	}))
	defer loop.Close()
	_, got = run(t, auditor(), loop.URL)
	if want(t, got, "A1.probe=fail", "L02=not_tested"); got["L02"].Matched != "redirects without end" {
		t.Errorf("told %q", got["L02"].Matched)
	}
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			w.WriteHeader(500)
		}
	}))
	defer broken.Close()
	_, got = run(t, auditor(), broken.URL)
	want(t, got, "A1.probe=fail", "L02=not_tested")
}

// TestEndless: a page that never ends, by time or by size, is given up; the others are read.
func TestEndless(t *testing.T) {
	pages := whole()
	slow := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/p/0":
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, " "); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				select {
				case <-slow:
					return
				case <-time.After(10 * time.Millisecond):
				}
			}
		case r.URL.Path == "/p/1":
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(bytes.Repeat([]byte("<p>більше"), 1<<20))
		case pages[r.URL.Path] != "":
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, pages[r.URL.Path])
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	defer close(slow)
	a := auditor()
	a.Longest = 300 * time.Millisecond
	rec, got := run(t, a, server.URL)
	want(t, got, "L02=not_tested", "L03=pass", "L24=pass", "L25=pass")
	faults := map[string]string{}
	for _, p := range rec.Pages {
		faults[strings.TrimPrefix(p.URL, server.URL)] = p.Fault
	}
	if faults["/p/0"] != "no answer in time" || !strings.Contains(faults["/p/1"], "larger than") {
		t.Errorf("faults %q, %q", faults["/p/0"], faults["/p/1"])
	}
}

// TestSoftMissing: a site that answers any address with its start page or with «не знайдено» and status 200 has nothing of what its links name.
func TestSoftMissing(t *testing.T) {
	for name, page := range map[string]string{
		"says so":     `<html><head><title>Помилка</title></head><body><h1>Сторінку не знайдено</h1></body></html>`,
		"one for all": `<html><head><title>Громада</title></head><body><p>Вітаємо</p></body></html>`,
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				switch r.URL.Path {
				case "/":
					_, _ = io.WriteString(w, `<html><body><a href="/vacancies">Вакансії</a> <a href="/real">Публічні закупівлі</a></body></html>`)
				case "/real":
					_, _ = io.WriteString(w, `<html><body>План</body></html>`)
				case "/robots.txt":
					http.NotFound(w, r)
				default:
					_, _ = io.WriteString(w, page)
				}
			}))
			defer server.Close()
			_, got := run(t, auditor(), server.URL)
			want(t, got, "L19=fail", "L20=pass")
		})
	}
}

// TestTraps: calendars, counters of visits, other hosts, other schemes and documents do not lead the robot astray; no page is asked for twice.
func TestTraps(t *testing.T) {
	asked := map[string]int{}
	var links strings.Builder
	for i := range 500 {
		fmt.Fprintf(&links, `<a href="/calendar?day=%d">%d</a>`, i, i)
	}
	links.WriteString(`<a href="javascript:void(0)">Контакти</a><a href="mailto:x@example.org">лист</a><a href="file:///etc/passwd">Вакансії</a><a href="ftp://x/">x</a><a href="//10.0.0.1/">Закупівлі</a>
<a href="http://169.254.169.254/latest">x</a><a href="/a?utm_source=x">a</a><a href="/a?utm_source=y">a</a><a href="/a#part">a</a><a href="/a.pdf">a</a><a href="http://[::1]:1/">x</a><a href="http://user:pw@127.0.0.1/">x</a><a href="%zz">x</a><a href="/%d0%bd%d0%be%d0%b2%d0%b8%d0%bd%d0%b8">n</a>`)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked[r.URL.RequestURI()]++
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/", "/calendar":
			_, _ = io.WriteString(w, "<html><body>"+links.String()+"</body></html>")
		case "/a":
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	rec, got := run(t, auditor(), server.URL)
	calendar := 0
	for at, n := range asked {
		if n > 1 {
			t.Errorf("%s was asked for %d times", at, n)
		}
		if strings.HasPrefix(at, "/calendar") {
			calendar++
		}
		if strings.HasSuffix(at, ".pdf") {
			t.Errorf("%s was asked for", at)
		}
	}
	if calendar != maxSamePath || asked["/a?utm_source=x"] != 1 || asked["/a?utm_source=y"] != 0 || len(rec.Pages) > 20 {
		t.Errorf("%d pages of the calendar, %d pages", calendar, len(rec.Pages))
	}
	want(t, got, "L01=pass", "L19=pass", "L20=pass") // links are named, wherever they lead
}

// TestMarkup: nesting without end, huge attributes, open tags and scripts give results, not a fall, in little time.
func TestMarkup(t *testing.T) {
	for name, page := range map[string]string{
		"deep":       "<html><body>" + strings.Repeat("<div>", 200_000),
		"attributes": `<html><body><a href="` + strings.Repeat("x", 1<<20) + `" title="` + strings.Repeat("Вакансії ", 1<<16) + `">a</a>`,
		"many":       "<html><body>" + strings.Repeat(`<a href="?`+strings.Repeat("a", 50)+`">Закупівлі</a>`, 20_000),
		"styles":     "<html><head><style>" + strings.Repeat("@media screen{", 50_000) + strings.Repeat("a{", 50_000) + "</style></head><body></body></html>",
		"inline":     "<html><body>" + strings.Repeat(`<p style="color:#000;background:rgb(300,,);font-size:1e400px;height:%">x`, 10_000),
		"tables":     "<html><body>" + strings.Repeat("<table><tr><td>", 400),
		"open":       "<html><body><a href='/x'>Вакансії<script>if (a < b) {\"</script ",
		"bytes":      "\x00\xff\xfe<\x80html>" + strings.Repeat("\xc3", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			_, got := run(t, auditor(), site(t, map[string]string{"/": page}).URL)
			if len(got) < 60 {
				t.Errorf("%d checks", len(got))
			}
			if took := time.Since(begun); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

// TestNotSeen: words in scripts, styles, comments, templates and hidden elements are no content.
func TestNotSeen(t *testing.T) {
	hide := ""
	for _, form := range []string{
		`<script><a href="#">%s</a></script>`, `<style>%s</style>`, `<!-- <a href="#">%s</a> -->`, `<template><a href="#">%s</a></template>`, `<div hidden><a href="#">%s</a></div>`,
		`<div style="display: none"><a href="#">%s</a></div>`, `<noscript><a href="#">%s</a></noscript>`,
	} {
		hide += fmt.Sprintf(form, "Вакансії")
	}
	_, got := run(t, auditor(), site(t, map[string]string{"/": "<html><body>" + hide + "</body></html>"}).URL)
	if c := got["L19"]; c.Result == Pass {
		t.Errorf("found %q", c.Matched)
	}
}

// TestCertificates: a certificate that holds passes; one of an unknown authority fails, and what is behind it is not tested.
func TestCertificates(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		for k, v := range map[string]string{"Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Content-Type": "text/html"} {
			w.Header().Set(k, v)
		}
		_, _ = io.WriteString(w, `<html><body><img src="http://a.example/x.png"></body></html>`)
	}))
	defer server.Close()
	a := auditor()
	a.Fetch.Roots = x509.NewCertPool()
	a.Fetch.Roots.AddCert(server.Certificate())
	_, got := run(t, a, server.URL)
	want(t, got, "T.https=pass", "T.hsts=pass", "T.tls=pass", "T.certificate=pass", "T.headers=pass", "T.mixed=fail", "T.redirect=not_tested", "A1.probe=pass")
	_, got = run(t, auditor(), server.URL)
	if want(t, got, "T.https=fail", "A1.probe=fail", "L01=not_tested", "T.hsts=not_tested"); got["T.https"].Matched != "unknown_authority" {
		t.Errorf("told %q", got["T.https"].Matched)
	}
}

// TestAddresses: what is an address of a site and what is none.
func TestAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"example.gov.ua": "https://example.gov.ua/", "HTTP://Example.GOV.UA/ua": "http://example.gov.ua/ua", "громада.укр": "https://xn--80aaf5cqhb.xn--j1amh/",
		"https://x.example:8443/#a": "https://x.example:8443/", "http://[::1]:80/": "http://[::1]:80/",
	} {
		u, err := Address(text)
		if err != nil || u.String() != want && !strings.Contains(text, "громада") {
			t.Errorf("%s is %v, %v", text, u, err)
		}
		if strings.Contains(text, "громада") && !strings.HasPrefix(u.Host, "xn--") {
			t.Errorf("%s is %s", text, u.Host)
		}
	}
	for _, text := range []string{"", "ftp://x", "javascript:alert(1)", "https://user:pw@x.example", "https://", "mailto:a@b.c", "http://a b/"} {
		if u, err := Address(text); err == nil {
			t.Errorf("%q is %s", text, u)
		}
	}
}

// TestStopped: when the run is stopped, it stops.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := auditor().Visit(ctx, Target{Site: site(t, whole()).URL}, Memory{}); err == nil {
		t.Error("no error")
	}
}

// TestOutOfTime: what was not found before time ran out is not tested.
func TestOutOfTime(t *testing.T) {
	a := auditor()
	now := day
	a.Clock = func() time.Time { now = now.Add(10 * time.Minute); return now }
	_, got := run(t, a, site(t, map[string]string{"/": `<html><body><a href="/a">Вакансії</a><a href="/b">b</a></body></html>`, "/a": "<html>a</html>", "/b": "<html>b</html>"}).URL)
	want(t, got, "L19=pass", "L20=not_tested")
}

// FuzzPage: no page makes the reader fall, and each gives every rule of accessibility one of the results.
func FuzzPage(f *testing.F) {
	for path, page := range whole() {
		f.Add([]byte(page), "text/html; charset=utf-8", path)
	}
	f.Add([]byte("\x00<html lang=><meta charset=x><h1><h3><table><tr><td>1<td>2<tr><td style='color:#000;background:#fff'>3"), "", "/")
	f.Fuzz(func(t *testing.T, body []byte, kind, path string) {
		keep := Memory{}
		rec := &Record{Site: "https://example.gov.ua/", Day: "2026-11-23", Start: "https://example.gov.ua/", Pages: []Visit{{URL: "https://example.gov.ua/", Status: 200, Type: kind, SHA256: hashBody(body)}}}
		if err := keep.Put(hashBody(body), body); err != nil {
			t.Fatal(err)
		}
		p, err := readPage("https://example.gov.ua"+path, kind, body)
		if err != nil {
			return
		}
		if strings.ContainsAny(p.text, "'’`\n\t") {
			t.Errorf("text is not folded: %q", p.text)
		}
		checks, err := Judge(rec, keep)
		if err != nil {
			return
		}
		for _, c := range checks {
			if c.Result != Pass && c.Result != Fail && c.Result != NotTested {
				t.Errorf("%s: %q", c.Rule, c.Result)
			}
			if mailPattern.MatchString(c.Matched) {
				t.Errorf("%s keeps an e-mail address: %q", c.Rule, c.Matched)
			}
		}
	})
}

// TestSameBytesAtOnce: sites that show the same bytes keep them once, though they are visited at once.
func TestSameBytesAtOnce(t *testing.T) {
	keep, body := Folder(t.TempDir()), bytes.Repeat([]byte("x"), 1<<16)
	faults := make(chan error, 200)
	for range cap(faults) {
		go func() { faults <- keep.Put(hashBody(body), body) }()
	}
	for range cap(faults) {
		if err := <-faults; err != nil {
			t.Fatal(err)
		}
	}
	if got, err := keep.Get(hashBody(body)); err != nil || !bytes.Equal(got, body) {
		t.Error(err)
	}
}
