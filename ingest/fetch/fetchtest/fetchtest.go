// SPDX-License-Identifier: Apache-2.0

package fetchtest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// Clock is a time that passes only by sleeping, and remembers the sleeps.
type Clock struct {
	mu    sync.Mutex
	At    time.Time
	Slept []time.Duration
}

func NewClock() *Clock { return &Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)} }

func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.At
}

func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.At = c.At.Add(d)
	c.Slept = append(c.Slept, d)
	return ctx.Err()
}

// Upstream serves answers one after another, the last one for ever; robots.txt is not there. It records what it was asked.
type Upstream struct {
	*httptest.Server
	mu      sync.Mutex
	Answers []http.HandlerFunc
	Asked   []*http.Request
}

func Serve(t *testing.T, answers ...http.HandlerFunc) *Upstream {
	t.Helper()
	u := &Upstream{Answers: answers}
	u.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		u.mu.Lock()
		u.Asked = append(u.Asked, r)
		answer := u.Answers[min(len(u.Asked), len(u.Answers))-1]
		u.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(u.Close)
	return u
}

func AnswerStatus(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

func AnswerText(body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		_, _ = io.WriteString(w, body)
	}
}

// CutOff promises the whole body and breaks off after a part of it.
func CutOff(body string, after int, etag string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		_, _ = io.WriteString(w, body[:after])
	}
}

// Ranged serves a body with its ETag as a good server does.
func Ranged(body, etag string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		http.ServeContent(w, r, "data", time.Time{}, strings.NewReader(body))
	}
}

// CutRange sends a range that breaks off in its turn.
func CutRange(body string, from, to int, etag string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", etag)
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(body)-1, len(body)))
		w.Header().Set("Content-Length", fmt.Sprint(len(body)-from))
		w.WriteHeader(http.StatusPartialContent)
		_, _ = io.WriteString(w, body[from:to])
	}
}

// ServeRaw serves by hand what no HTTP library would; robots.txt is not there unless the answer is to it. A connection that an answer leaves open
// stays open until the test ends.
func ServeRaw(t *testing.T, answer func(c net.Conn, path string)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var open []net.Conn
	t.Cleanup(func() {
		l.Close()
		mu.Lock()
		defer mu.Unlock()
		for _, c := range open {
			c.Close()
		}
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, c)
			mu.Unlock()
			go func() {
				in := bufio.NewReader(c)
				for {
					r, err := http.ReadRequest(in)
					if err != nil {
						return
					}
					if r.URL.Path == "/robots.txt" {
						fmt.Fprint(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
						continue
					}
					answer(c, r.URL.Path)
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// SendBytes sends these bytes and nothing more.
func SendBytes(text string) func(net.Conn, string) {
	return func(c net.Conn, _ string) { fmt.Fprint(c, strings.ReplaceAll(text, "\n", "\r\n")) }
}

// Forever sends the text again and again until the other side has gone.
func Forever(first, text string, pause time.Duration) func(net.Conn, string) {
	return func(c net.Conn, _ string) {
		fmt.Fprint(c, strings.ReplaceAll(first, "\n", "\r\n"))
		for {
			if _, err := fmt.Fprint(c, strings.ReplaceAll(text, "\n", "\r\n")); err != nil {
				return
			}
			time.Sleep(pause)
		}
	}
}

// ServeAll answers everything, robots.txt too, and ends what still runs with the test.
func ServeAll(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL
}

// Damages is what can become of a file: cut short, other bytes, zeros as a cut of power leaves them, nothing.
var Damages = map[string]func([]byte) []byte{
	"truncated": func(b []byte) []byte { return b[:len(b)*2/3] },
	"garbage":   func(b []byte) []byte { return bytes.Repeat([]byte("\x93q\x00~\xff"), len(b)/5+1) },
	"zeros":     func(b []byte) []byte { return append(b[:len(b)/2:len(b)/2], make([]byte, len(b)-len(b)/2)...) },
	"empty":     func([]byte) []byte { return nil },
}

func Rewrite(t *testing.T, path string, change func([]byte) []byte) []byte {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	body = change(body)
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
	return body
}
