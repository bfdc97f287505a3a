// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func served(t *testing.T, change func(*Upstream)) (*Upstream, string) {
	t.Helper()
	dir := t.TempDir()
	for name, body := range map[string]string{"a/data.csv": "id,name\n1,перша\n2,друга\n", "list?page=2": "друга сторінка", "secret": "x"} {
		path := filepath.Join(dir, "mirror", filepath.FromSlash(name))
		if name == "secret" {
			path = filepath.Join(dir, "secret")
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(dir, "secret"), filepath.Join(dir, "mirror", "link")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(filepath.Join(dir, "mirror"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	u := &Upstream{Root: root, Modified: WrittenOn, CrawlDelay: 0.5, RetryAfter: 2, Seed: 1}
	if change != nil {
		change(u)
	}
	server := httptest.NewServer(u)
	t.Cleanup(server.Close)
	return u, server.URL
}

func ask(t *testing.T, method, address string, header ...string) (*http.Response, string, error) {
	t.Helper()
	req, err := http.NewRequest(method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "identity")
	for k := 0; k+1 < len(header); k += 2 {
		req.Header.Set(header[k], header[k+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res, string(body), err
}

// TestUpstream: an upstream without faults keeps to HTTP, and to its folder.
func TestUpstream(t *testing.T) {
	u, at := served(t, nil)
	res, body, _ := ask(t, "GET", at+"/a/data.csv")
	tag := res.Header.Get("ETag")
	if res.StatusCode != 200 || body != "id,name\n1,перша\n2,друга\n" || tag == "" || res.Header.Get("Last-Modified") != WrittenOn.Format(http.TimeFormat) || res.Header.Get("Content-Type") != "text/csv" {
		t.Errorf("%d %q %v", res.StatusCode, body, res.Header)
	}
	for _, one := range []struct {
		path, method string
		header       []string
		status       int
		body         string
	}{
		{"/a/data.csv", "GET", []string{"If-None-Match", tag}, 304, ""},
		{"/a/data.csv", "GET", []string{"If-Modified-Since", WrittenOn.Format(http.TimeFormat)}, 304, ""},
		{"/a/data.csv", "GET", []string{"Range", "bytes=8-"}, 206, "1,перша\n2,друга\n"},
		{"/a/data.csv", "GET", []string{"Range", "bytes=8-", "If-Range", `"other"`}, 200, "id,name\n1,перша\n2,друга\n"},
		{"/a/data.csv", "GET", []string{"Range", "bytes=900-"}, 416, "invalid range: failed to overlap\n"},
		{"/a/data.csv", "HEAD", nil, 200, ""},
		{"/a/data.csv", "POST", nil, 405, "only GET and HEAD\n"},
		{"/list?page=2", "GET", nil, 200, "друга сторінка"},
		{"/list%3Fpage=2", "GET", nil, 200, "друга сторінка"},
		{"/list?page=3", "GET", nil, 404, "there is no such file\n"},
		{"/a", "GET", nil, 404, "there is no such file\n"},
		{"/", "GET", nil, 404, "there is no such file\n"},
		{"/link", "GET", nil, 404, "there is no such file\n"},
		{"/%2e%2e/secret", "GET", nil, 404, "there is no such file\n"},
		{"/robots.txt", "GET", nil, 200, "User-agent: *\nCrawl-delay: 0.5\nDisallow: /private/\n"},
	} {
		res, body, err := ask(t, one.method, at+one.path, one.header...)
		if err != nil || res.StatusCode != one.status || body != one.body {
			t.Errorf("%s %s %v: %d %q %v, want %d %q", one.method, one.path, one.header, res.StatusCode, body, err, one.status, one.body)
		}
	}
	packed, body, _ := ask(t, "GET", at+"/a/data.csv", "Accept-Encoding", "gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" || !strings.HasPrefix(body, "\x1f\x8b") || packed.Header.Get("ETag") == tag {
		t.Errorf("gzip: %v", packed.Header)
	}
	if res, _, _ := ask(t, "GET", at+"/a/data.csv", "Accept-Encoding", "gzip", "If-None-Match", packed.Header.Get("ETag")); res.StatusCode != 304 {
		t.Errorf("gzip with its tag: %d", res.StatusCode)
	}
	if n := u.Counts(); n["not_modified"] != 3 || n["partial"] != 1 {
		t.Errorf("counts %v", n)
	}
}

// TestUpstreamFaults: each fault shows, at about its rate, and the same requests meet the same faults.
func TestUpstreamFaults(t *testing.T) {
	const asked = 300
	run := func(seed uint64) (out []string, counts map[string]int) {
		u, at := served(t, func(u *Upstream) {
			u.Seed, u.Pause = seed, time.Millisecond
			u.Faults = Faults{Fail: 0.1, Throttle: 0.1, Slow: 0.1, Truncate: 0.1, WrongType: 0.1, Loops: []string{"round"}}
		})
		for range asked {
			res, body, err := ask(t, "GET", at+"/a/data.csv")
			text := fmt.Sprint(res.StatusCode, " ", res.Header.Get("Content-Type"))
			if err != nil {
				text += fmt.Sprintf(" broke off after %d of %d", len(body), res.ContentLength)
			}
			if res.StatusCode >= 400 && res.Header.Get("Retry-After") != "2" {
				t.Errorf("%d without Retry-After", res.StatusCode)
			}
			out = append(out, text)
		}
		for hop, path := 0, "/round"; hop < 4; hop++ {
			res, _, _ := ask(t, "GET", at+path)
			if res.StatusCode != http.StatusFound {
				t.Fatalf("hop %d: %d", hop, res.StatusCode)
			}
			path = res.Header.Get("Location")
			out = append(out, path)
		}
		return out, u.Counts()
	}
	one, counts := run(1)
	again, _ := run(1)
	if d := cmp.Diff(one, again); d != "" {
		t.Errorf("the same requests met other faults: %s", d)
	}
	if other, _ := run(2); cmp.Equal(one, other) {
		t.Error("another seed gave the same faults")
	}
	for _, what := range []string{"fail", "throttle", "slow", "truncate", "wrong_type"} {
		if n := counts[what]; n < asked/20 || n > asked/5 {
			t.Errorf("%s: %d of %d, the rate is 0.1", what, n, asked)
		}
	}
	if counts["loop"] != 4 {
		t.Errorf("counts %v", counts)
	}
}
