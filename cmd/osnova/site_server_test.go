// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// listening starts a server of a folder on loopback and gives its address.
func listening(t *testing.T, s *siteServer, p patience) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := p.server(s)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}

// smallSite is a folder with a page, a large file, and what must not be given out.
func smallSite(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	putFile(t, filepath.Join(dir, "index.html"), "<!doctype html><body>"+strings.Repeat("<p>text</p>", 2000)+"</body>")
	putFile(t, filepath.Join(dir, "404.html"), "<!doctype html><body>no such page</body>")
	putFile(t, filepath.Join(dir, "data", "index.json"), `{"a": 1}`)
	putFile(t, filepath.Join(dir, "data", "t.csv"), strings.Repeat("a,b\n", 1000))
	putFile(t, filepath.Join(dir, "big.parquet"), strings.Repeat("0123456789abcdef", 4<<20))
	putFile(t, filepath.Join(dir, ".secret"), "secret")
	putFile(t, filepath.Join(dir, "..", "outside.txt"), "secret")
	for link, to := range map[string]string{"out.txt": filepath.Join(dir, "..", "outside.txt"), "up.txt": "../outside.txt"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := pipe(filepath.Join(dir, "pipe.html")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// asked is one request with headers of its own, redirects and packing left as they are.
func asked(t *testing.T, method, address string, headers ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
		req.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{DisableCompression: true, DisableKeepAlives: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// TestServerAnswers: what is asked for in each way a client may ask.
func TestServerAnswers(t *testing.T) {
	at := "http://" + listening(t, &siteServer{dir: smallSite(t)}, usualPatience)
	for _, c := range []struct {
		method, path string
		headers      []string
		status       int
		holds        string
	}{
		{"GET", "/", nil, 200, "<p>text</p>"},
		{"HEAD", "/", nil, 200, ""},
		{"GET", "/data/t.csv", []string{"Range", "bytes=4-7"}, 206, "a,b\n"},
		{"GET", "/data/t.csv", []string{"Range", "bytes=4-7", "Accept-Encoding", "gzip"}, 206, "a,b\n"},
		{"GET", "/data/t.csv", []string{"Range", "bytes=9999999-"}, 416, ""},
		{"GET", "/data", nil, 301, ""},
		{"GET", "/data/", nil, 404, "no such page"}, // no list of files
		{"GET", "/nothing", nil, 404, "no such page"},
		{"GET", "/.secret", nil, 404, "no such page"},
		{"GET", "/out.txt", nil, 404, "no such page"},
		{"GET", "/up.txt", nil, 404, "no such page"},
		{"GET", "/pipe.html", nil, 404, "no such page"},
		{"GET", "/%2e%2e/outside.txt", nil, 404, "no such page"},
		{"GET", "/..%2foutside.txt", nil, 404, "no such page"},
		{"GET", "/.osnova/reload.js", nil, 404, "no such page"},
		{"POST", "/", nil, 405, "only GET and HEAD"},
		{"DELETE", "/", nil, 405, ""},
		{"OPTIONS", "/", nil, 405, ""},
		{"GET", "/", []string{"Host", "evil.example"}, 421, "--host"},
		{"GET", "/", []string{"Host", "evil.example:80"}, 421, ""},
		{"GET", "/", []string{"Host", "127.0.0.1.evil.example"}, 421, ""},
		{"GET", "/", []string{"Host", "localhost:1234"}, 200, ""},
		{"GET", "/", []string{"Host", "osnova.localhost"}, 200, ""},
		{"GET", "/", []string{"Host", "[::1]:80"}, 200, ""},
	} {
		res, body := asked(t, c.method, at+c.path, c.headers...)
		if res.StatusCode != c.status || !strings.Contains(body, c.holds) || strings.Contains(body, "secret") {
			t.Errorf("%s %s %v: %d %.80q", c.method, c.path, c.headers, res.StatusCode, body)
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" || res.Header.Get("Referrer-Policy") == "" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "frame-ancestors 'self'") {
			t.Errorf("%s %s: headers %v", c.method, c.path, res.Header)
		}
	}
	whole, body := asked(t, "GET", at+"/")
	packed, small := asked(t, "GET", at+"/", "Accept-Encoding", "br, gzip")
	z, err := gzip.NewReader(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if un, err := io.ReadAll(z); err != nil || string(un) != body || len(small) > len(body)/10 || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("gzipped: %d of %d bytes, %v, %v", len(small), len(body), err, packed.Header)
	}
	if res, _ := asked(t, "GET", at+"/", "Accept-Encoding", "gzip;q=0"); res.Header.Get("Content-Encoding") != "" {
		t.Error("gzipped for one who does not take it")
	}
	if res, _ := asked(t, "GET", at+"/big.parquet", "Accept-Encoding", "gzip"); res.Header.Get("Content-Encoding") != "" {
		t.Error("Parquet is gzipped")
	}
	if whole.Header.Get("ETag") == packed.Header.Get("ETag") || whole.Header.Get("ETag") == "" {
		t.Errorf("ETags %s and %s", whole.Header.Get("ETag"), packed.Header.Get("ETag"))
	}
	for _, res := range []*http.Response{whole, packed} {
		accept := map[bool]string{true: "gzip", false: "identity"}[res == packed]
		if again, body := asked(t, "GET", at+"/", "If-None-Match", res.Header.Get("ETag"), "Accept-Encoding", accept); again.StatusCode != 304 || body != "" {
			t.Errorf("unchanged: %d", again.StatusCode)
		}
	}
	anyone := "http://" + listening(t, &siteServer{dir: smallSite(t), anyone: true}, usualPatience)
	if res, _ := asked(t, "GET", anyone+"/", "Host", "town.example"); res.StatusCode != 200 {
		t.Errorf("with --host: %d", res.StatusCode)
	}
	none := "http://" + listening(t, &siteServer{dir: filepath.Join(t.TempDir(), "none")}, usualPatience)
	if res, body := asked(t, "GET", none+"/"); res.StatusCode != 503 || res.Header.Get("Retry-After") == "" || !strings.Contains(body, "being built") {
		t.Errorf("without a site: %d %s", res.StatusCode, body)
	}
}

// TestServerReloads: pages carry the script where a project is watched, and what it asks for changes when the site is swapped.
func TestServerReloads(t *testing.T) {
	dir := smallSite(t)
	at := "http://" + listening(t, &siteServer{dir: dir, reload: true}, usualPatience)
	for _, accept := range []string{"identity", "gzip"} {
		res, body := asked(t, "GET", at+"/", "Accept-Encoding", accept)
		if accept == "gzip" {
			z, err := gzip.NewReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			all, _ := io.ReadAll(z)
			body = string(all)
		}
		if res.StatusCode != 200 || !strings.HasSuffix(body, `<script src="/.osnova/reload.js" defer></script></body>`) {
			t.Errorf("%s: the page ends with %.100q", accept, body[max(0, len(body)-100):])
		}
	}
	if _, body := asked(t, "GET", at+"/data/t.csv"); strings.Contains(body, "script") {
		t.Error("data carry the script")
	}
	if res, body := asked(t, "GET", at+"/.osnova/reload.js"); res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/javascript") || !strings.Contains(body, "/.osnova/edition") {
		t.Errorf("the script: %d %v", res.StatusCode, res.Header)
	}
	_, before := asked(t, "GET", at+"/.osnova/edition")
	if _, again := asked(t, "GET", at+"/.osnova/edition"); again != before || before == "" {
		t.Errorf("the edition is %q, then %q", before, again)
	}
	if err := os.Rename(dir, dir+".old"); err != nil {
		t.Fatal(err)
	}
	putFile(t, filepath.Join(dir, "index.html"), "new")
	if _, after := asked(t, "GET", at+"/.osnova/edition"); after == before {
		t.Errorf("the edition is still %q", after)
	}
}

// TestServerLetsNobodyWait: connections that say nothing, half of something, something with a body that never comes, or that never read what they asked
// for end by themselves; others are answered meanwhile. OSNOVA_IDLE=3000 tries as many.
func TestServerLetsNobodyWait(t *testing.T) {
	many := 300
	if n, err := strconv.Atoi(os.Getenv("OSNOVA_IDLE")); err == nil {
		many = n
	}
	short := patience{header: time.Second, idle: time.Second, write: time.Second}
	at := listening(t, &siteServer{dir: smallSite(t)}, short)
	begins := map[string]string{
		"silent":         "",
		"half a head":    "GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ",
		"idle":           "GET /data/index.json HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"a body to come": "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n",
		"never reads":    "GET /big.parquet HTTP/1.1\r\nHost: localhost\r\n\r\n",
	}
	var open []net.Conn
	of := map[net.Conn]string{}
	for len(open) < many {
		for name, text := range begins {
			if name == "never reads" && len(open) > 50 {
				continue
			}
			c, err := net.Dial("tcp", at)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if _, err := io.WriteString(c, text); err != nil {
				t.Fatal(err)
			}
			open, of[c] = append(open, c), name
		}
	}
	begun := time.Now()
	if res, _ := asked(t, "GET", "http://"+at+"/"); res.StatusCode != 200 {
		t.Errorf("meanwhile: %d", res.StatusCode)
	}
	t.Logf("%d connections; another client was answered in %s", len(open), time.Since(begun).Round(time.Millisecond))
	slices.SortStableFunc(open, func(x, y net.Conn) int { // to read from one that does not read is to set it going again
		return strings.Compare(strings.ReplaceAll(of[x], "never", "z"), strings.ReplaceAll(of[y], "never", "z"))
	})
	for _, c := range open {
		if of[c] == "never reads" {
			time.Sleep(time.Until(begun.Add(3 * short.write)))
		}
		_ = c.SetReadDeadline(time.Now().Add(30 * time.Second))
		n, err := io.Copy(io.Discard, c)
		if err != nil && !strings.Contains(err.Error(), "reset") {
			t.Errorf("%s: after %d bytes: %v", of[c], n, err)
		}
		if of[c] == "never reads" && n >= 64<<20 {
			t.Errorf("%s: was given all", of[c])
		}
	}
	t.Logf("all ended %s after the last was opened", time.Since(begun).Round(time.Millisecond))
	c, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "GET / HTTP/1.1\r\nHost: localhost\r\nX: %s\r\n\r\n", strings.Repeat("x", 40<<10))
	if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || !strings.Contains(line, "431") {
		t.Errorf("a head of 40 kB: %q, %v", line, err)
	}
}

// TestServeListensAtOnce: the last good site is there while a new one is built, and a change of the project comes by itself, whatever the clock says.
func TestServeListensAtOnce(t *testing.T) {
	out, project := t.TempDir(), t.TempDir()
	page := filepath.Join(project, "reports", "pages", "home", "page.tmpl")
	buildVillage(t, out, village)
	putFile(t, page, village["reports/pages/home/page.tmpl"]+"<p>second</p>")
	a, _ := villager(out, village)
	read, write := io.Pipe()
	a.stdout, a.project = write, project
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- a.serve(ctx, serveFlags{"127.0.0.1", 0}, false) }()
	lines := bufio.NewReader(read)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	at := strings.Fields(line)[1]
	if res, body := asked(t, "GET", at+"uk/"); res.StatusCode != 200 || !strings.Contains(body, "Дім") {
		t.Errorf("at once: %d", res.StatusCode)
	}
	comes := func(text string) {
		t.Helper()
		for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
			if _, body := asked(t, "GET", at+"uk/"); strings.Contains(body, text) {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("%q did not come", text)
			}
		}
	}
	comes("<p>second</p>")
	putFile(t, page, village["reports/pages/home/page.tmpl"]+"<p>third</p>")
	if err := os.Chtimes(page, time.Unix(0, 0), time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	comes("<p>third</p>")
	stop()
	if err := <-ended; err != nil {
		t.Errorf("stopped: %v", err)
	}
}
