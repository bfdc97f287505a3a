// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"osnova/ingest/fetch/fetchtest"
)

// fetcher asks servers of this computer, by a clock of its own and without chance.
func fetcher(c *fetchtest.Clock) *Fetcher {
	return &Fetcher{UserAgent: "osnova (test; +https://example.org/contact)", AllowLoopback: true, Now: c.Now, Sleep: c.Sleep, Jitter: func() float64 { return 0.5 }}
}

// TestPassingFaultsAreAskedAgain: what may pass is tried again, later each time and as late as the server asks.
func TestPassingFaultsAreAskedAgain(t *testing.T) {
	body := strings.Repeat("0123456789", 1000)
	for name, c := range map[string]struct {
		answers []http.HandlerFunc
		waits   []time.Duration // between tries; the pace of a second a request is not among them
	}{
		"5xx":              {[]http.HandlerFunc{fetchtest.AnswerStatus(500), fetchtest.AnswerStatus(502), fetchtest.AnswerStatus(504), fetchtest.AnswerText(body)}, []time.Duration{750 * time.Millisecond, 1500 * time.Millisecond, 3 * time.Second}},
		"429 with seconds": {[]http.HandlerFunc{fetchtest.AnswerStatus(429, "Retry-After", "17"), fetchtest.AnswerText(body)}, []time.Duration{17 * time.Second}},
		"503 with a date":  {[]http.HandlerFunc{fetchtest.AnswerStatus(503, "Retry-After", "Mon, 23 Nov 2026 09:02:00 GMT"), fetchtest.AnswerText(body)}, []time.Duration{119 * time.Second}},
		"broken off":       {[]http.HandlerFunc{fetchtest.CutOff(body, 4321, `"a"`), fetchtest.Ranged(body, `"a"`)}, []time.Duration{750 * time.Millisecond}},
	} {
		t.Run(name, func(t *testing.T) {
			c, clock, server := c, fetchtest.NewClock(), fetchtest.Serve(t, c.answers...)
			got, err := fetcher(clock).Get(context.Background(), server.URL+"/data")
			if err != nil || string(got) != body {
				t.Fatalf("%d bytes, %v", len(got), err)
			}
			if len(server.Asked) != len(c.answers) {
				t.Errorf("asked %d times, want %d", len(server.Asked), len(c.answers))
			}
			for _, w := range c.waits {
				if !slices.Contains(clock.Slept, w) {
					t.Errorf("slept %v, not %v", clock.Slept, w)
				}
			}
		})
	}
}

// TestLastingFaultsAreNot: what will not pass is told at once; what does not pass, after five tries.
func TestLastingFaultsAreNot(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		asked  int
		want   string
	}{
		"not found":       {fetchtest.AnswerStatus(404), 1, "404 Not Found"},
		"forbidden":       {fetchtest.AnswerStatus(403), 1, "403 Forbidden"},
		"always 500":      {fetchtest.AnswerStatus(500), 5, "(asked 5 times)"},
		"always cut":      {fetchtest.CutOff("0123456789", 3, ""), 5, "10 bytes were promised, 3 came"},
		"come next month": {fetchtest.AnswerStatus(429, "Retry-After", "2592000"), 1, "it asks to come back in 720h0m0s"},
		"too long":        {fetchtest.AnswerText("", "Content-Length", "2000"), 1, "2000 bytes are announced, the limit is 1000"},
		"too long, unannounced": {func(w http.ResponseWriter, _ *http.Request) {
			w.(http.Flusher).Flush()
			_, _ = w.Write(make([]byte, 1001))
		}, 1, "more than 1000 bytes came"},
		"circle":  {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/a", http.StatusFound) }, 1, "redirects lead in a circle"},
		"endless": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"a", http.StatusFound) }, 11, "more than 10 redirects"},
		"other host": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://example.org/", http.StatusFound)
		}, 1, "host example.org is not declared"},
		"other scheme": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "gopher://127.0.0.1/", http.StatusFound)
		}, 1, "only http and https"},
		"brotli":  {fetchtest.AnswerText("xxxx", "Content-Encoding", "br"), 1, `packs the body as "br"`},
		"no gzip": {fetchtest.AnswerText("xxxx", "Content-Encoding", "gzip"), 1, "unpack the body"},
	} {
		t.Run(name, func(t *testing.T) {
			server := fetchtest.Serve(t, c.answer)
			f := fetcher(fetchtest.NewClock())
			f.Limit = 1000
			for range 2 { // the second answer is the first one remembered
				_, err := f.Get(context.Background(), server.URL+"/a")
				if err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got %v, want %q", err, c.want)
				}
			}
			if len(server.Asked) != c.asked {
				t.Errorf("asked %d times, want %d", len(server.Asked), c.asked)
			}
		})
	}
}

// TestUpstreamDown: a closed port is asked five times, then told.
func TestUpstreamDown(t *testing.T) {
	server := fetchtest.Serve(t, fetchtest.AnswerStatus(200))
	server.Close()
	clock := fetchtest.NewClock()
	_, err := fetcher(clock).Get(context.Background(), server.URL+"/a")
	if err == nil || !strings.Contains(err.Error(), "connection refused (asked 5 times)") {
		t.Error(err)
	}
}

// TestSlowUpstream: a server that falls silent in the middle is cut off, and asked for the rest.
func TestSlowUpstream(t *testing.T) {
	body := strings.Repeat("x", 5000)
	server := fetchtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		w.Header().Set("ETag", `"a"`)
		_, _ = io.WriteString(w, body[:100])
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}, fetchtest.Ranged(body, `"a"`))
	f := fetcher(fetchtest.NewClock())
	f.Stall = 50 * time.Millisecond
	got, err := f.Get(context.Background(), server.URL+"/a")
	if err != nil || string(got) != body {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	if r := server.Asked[1].Header; r.Get("Range") != "bytes=100-" || r.Get("If-Range") != `"a"` {
		t.Errorf("asked again with %v", r)
	}
}

// TestResume: the rest of the same version is asked for; another version begins anew; a part without a strong name is not continued.
func TestResume(t *testing.T) {
	old, fresh := strings.Repeat("old ", 1000), strings.Repeat("new ", 900)
	for name, c := range map[string]struct {
		answers []http.HandlerFunc
		want    string
		ranges  []string
	}{
		"same version":  {[]http.HandlerFunc{fetchtest.CutOff(old, 1500, `"1"`), fetchtest.CutRange(old, 1500, 3000, `"1"`), fetchtest.Ranged(old, `"1"`)}, old, []string{"", "bytes=1500-", "bytes=3000-"}},
		"other version": {[]http.HandlerFunc{fetchtest.CutOff(old, 1500, `"1"`), fetchtest.Ranged(fresh, `"2"`)}, fresh, []string{"", "bytes=1500-"}},
		"weak name":     {[]http.HandlerFunc{fetchtest.CutOff(old, 1500, `W/"1"`), fetchtest.Ranged(old, `W/"1"`)}, old, []string{"", ""}},
		"range ignored": {[]http.HandlerFunc{fetchtest.CutOff(old, 1500, `"1"`), fetchtest.AnswerText(old)}, old, []string{"", "bytes=1500-"}},
		"wrong range":   {[]http.HandlerFunc{fetchtest.CutOff(old, 1500, `"1"`), fetchtest.AnswerStatus(206, "Content-Range", "bytes 7-9/10"), fetchtest.AnswerText(old)}, old, []string{"", "bytes=1500-", ""}},
		"no such range": {[]http.HandlerFunc{fetchtest.CutOff(old, 1500, `"1"`), fetchtest.AnswerStatus(416), fetchtest.AnswerText(old)}, old, []string{"", "bytes=1500-", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			server := fetchtest.Serve(t, c.answers...)
			got, err := fetcher(fetchtest.NewClock()).Get(context.Background(), server.URL+"/a")
			if err != nil || string(got) != c.want {
				t.Fatalf("%d bytes, %v", len(got), err)
			}
			var ranges []string
			for _, r := range server.Asked {
				ranges = append(ranges, r.Header.Get("Range"))
			}
			if !slices.Equal(ranges, c.ranges) {
				t.Errorf("ranges %q, want %q", ranges, c.ranges)
			}
		})
	}
}

// TestResumeInTheNextRun: what a run that died had on disk is not fetched again, and nothing but the snapshot stays.
func TestResumeInTheNextRun(t *testing.T) {
	body := strings.Repeat("0123456789abcdef", 3<<16) // above what is InMemory in memory
	server := fetchtest.Serve(t, fetchtest.CutOff(body, 2<<20, `"1"`))
	dir := t.TempDir()
	first := fetcher(fetchtest.NewClock())
	first.Dir, first.Tries = dir, 1
	if _, err := first.Get(context.Background(), server.URL+"/a"); err == nil {
		t.Fatal("half a file is taken for a whole one")
	}
	server.Answers = []http.HandlerFunc{fetchtest.Ranged(body, `"1"`)}
	second := fetcher(fetchtest.NewClock())
	second.Dir = dir
	got, err := second.Get(context.Background(), server.URL+"/a")
	if err != nil || string(got) != body {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	if r := server.Asked[1].Header.Get("Range"); r != fmt.Sprintf("bytes=%d-", 2<<20) {
		t.Errorf("asked for %q", r)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := filepath.Glob(filepath.Join(dir, ".*"))
	if err != nil || len(files) != 1 || filepath.Base(files[0]) != InMemory([]byte(body)).SHA256 || len(hidden) > 0 {
		t.Errorf("left behind: %v %v %v", files, hidden, err)
	}
}

// TestPackedOnTheWay: a server that packs though asked not to is understood, within bounds.
func TestPackedOnTheWay(t *testing.T) {
	pack := func(body []byte) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(body)
		_ = z.Close()
		return b.String()
	}
	plain := bytes.Repeat([]byte("0123456789abcdef"), 1<<17)
	for _, dir := range []string{"", t.TempDir()} {
		server := fetchtest.Serve(t, fetchtest.AnswerText(pack(plain), "Content-Encoding", "gzip"))
		f := fetcher(fetchtest.NewClock())
		f.Dir = dir
		if got, err := f.Get(context.Background(), server.URL+"/a"); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes, %v", len(got), err)
		}
		bomb := fetchtest.Serve(t, fetchtest.AnswerText(pack(make([]byte, 32<<20)), "Content-Encoding", "gzip"))
		if _, err := f.Get(context.Background(), bomb.URL+"/a"); err == nil || !strings.Contains(err.Error(), "unpack to more than") {
			t.Error(err)
		}
	}
}

// TestConditions: what is here is asked for only if it has changed; a snapshot that is damaged is fetched whole.
func TestConditions(t *testing.T) {
	dir := t.TempDir()
	server := fetchtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		http.ServeContent(w, r, "a", time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), strings.NewReader("first"))
	})
	get := func(known Snapshot) Content {
		t.Helper()
		f := fetcher(fetchtest.NewClock())
		f.Dir = dir
		f.Know(known)
		b, err := f.Fetch(context.Background(), server.URL+"/a", Policy{Hosts: []string{"127.0.0.1"}})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	first := get(Snapshot{})
	want := Snapshot{server.URL + "/a", "2026-11-23T09:00:01Z", "2026-11-01T12:00:00Z", `"v1"`, "Sun, 01 Nov 2026 12:00:00 GMT", InMemory([]byte("first")).SHA256, 5}
	if first.Snapshot != want {
		t.Errorf("got %+v, want %+v", first.Snapshot, want)
	}
	known := first.Snapshot
	known.Accessed = "2026-01-01T00:00:00Z"
	second := get(known)
	if body, err := second.Bytes(); second.Snapshot != known || string(body) != "first" || err != nil {
		t.Errorf("got %+v %q %v", second.Snapshot, body, err)
	}
	if h := server.Asked[1].Header; h.Get("If-None-Match") != `"v1"` || h.Get("If-Modified-Since") != want.LastModified {
		t.Errorf("conditions are %v", h)
	}
	smallFiles, err := os.ReadFile(filepath.Join(dir, SmallFilesName))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, SmallFilesName), bytes.Replace(smallFiles, []byte("first"), []byte("worst"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	third := get(known)
	if body, _ := third.Bytes(); string(body) != "first" || server.Asked[2].Header.Get("If-None-Match") != "" {
		t.Errorf("a damaged snapshot gives %q, asked with %v", body, server.Asked[2].Header)
	}
	if third.Accessed != known.Accessed {
		t.Error("the same bytes are dated anew")
	}
}

// TestSince: what was published before the day is not fetched, whether the server knows conditions or only says so.
func TestSince(t *testing.T) {
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	for name, answer := range map[string]http.HandlerFunc{
		"conditions": func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "a", at, strings.NewReader("body"))
		},
		"says so": fetchtest.AnswerText("body", "Last-Modified", at.Format(http.TimeFormat)),
	} {
		server := fetchtest.Serve(t, answer)
		for days, want := range map[int]error{-1: nil, 1: ErrUnchanged} {
			f := fetcher(fetchtest.NewClock())
			f.Since = at.AddDate(0, 0, days)
			if _, err := f.Get(context.Background(), server.URL+"/a"); !is(err, want) {
				t.Errorf("%s, %d days: %v, want %v", name, days, err, want)
			}
		}
	}
}

func is(err, want error) bool {
	return err == nil && want == nil || err != nil && want != nil && strings.Contains(err.Error(), want.Error())
}
