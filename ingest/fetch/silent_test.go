// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"osnova/ingest/fetch/fetchtest"
)

// enough is far more time than any wait of hasty may take; what needs it hangs.
const enough = 20 * time.Second

// hasty is a fetcher whose limits of time are short.
func hasty() *Fetcher {
	f := fetcher(fetchtest.NewClock())
	f.Connect, f.Stall, f.Tries = 200*time.Millisecond, 200*time.Millisecond, 2
	return f
}

// answers stands where the visitor has an answer in its hands.
const answers = ""

// silences are the ways in which an answer can go silent or not end, with what is said of it by the fetcher and by the visitor.
var silences = map[string]struct {
	answer        func(net.Conn, string)
	fetch, looked string
}{
	"404, then no body":           {fetchtest.SendBytes("HTTP/1.1 404 Not Found\nContent-Length: 100\n\n"), "404 Not Found", "sent nothing"},
	"404, then half a body":       {fetchtest.SendBytes("HTTP/1.1 404 Not Found\nContent-Length: 100\n\nhalf"), "404 Not Found", "sent nothing"},
	"302, then no body":           {fetchtest.SendBytes("HTTP/1.1 302 Found\nLocation: /x.csv\nContent-Length: 100\n\n"), "circle", "circle"},
	"503, then no body":           {fetchtest.SendBytes("HTTP/1.1 503 Busy\nRetry-After: 9000\nContent-Length: 100\n\n"), "come back in 2h30m0s", "sent nothing"},
	"500, then no body":           {fetchtest.SendBytes("HTTP/1.1 500 Oops\nContent-Length: 100\n\n"), "500 Oops (asked 2 times)", "sent nothing"},
	"304, unasked, then no body":  {fetchtest.SendBytes("HTTP/1.1 304 Not Modified\nContent-Length: 100\n\n"), "304 Not Modified", answers},
	"416, then no body":           {fetchtest.SendBytes("HTTP/1.1 416 Range\nContent-Length: 100\n\n"), "416 Range", "sent nothing"},
	"too long, then no body":      {fetchtest.SendBytes("HTTP/1.1 200 OK\nContent-Length: 99999999999999\n\nhalf a line"), "99999999999999 bytes are announced", "sent nothing"},
	"packed strangely, no body":   {fetchtest.SendBytes("HTTP/1.1 200 OK\nContent-Encoding: br\nContent-Length: 100\n\n"), "100 bytes were promised, 0 came", "sent nothing"},
	"nothing at all":              {fetchtest.SendBytes(""), "(asked 2 times)", "ask "},
	"half a status line":          {fetchtest.SendBytes("HTTP/1.1 20"), "(asked 2 times)", "ask "},
	"half a header":               {fetchtest.SendBytes("HTTP/1.1 200 OK\nContent-Type: text/csv\nContent-Le"), "(asked 2 times)", "ask "},
	"silence at the first byte":   {fetchtest.SendBytes("HTTP/1.1 200 OK\nContent-Length: 100\n\n"), "100 bytes were promised, 0 came: the server sent nothing", "sent nothing"},
	"silence in the middle":       {fetchtest.SendBytes("HTTP/1.1 200 OK\nContent-Length: 100\n\n0123456789"), "100 bytes were promised, 10 came: the server sent nothing", "sent nothing"},
	"silence, chunked":            {fetchtest.SendBytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\n01234\n"), "broke off after 5 bytes: the server sent nothing", "sent nothing"},
	"silence before the trailer":  {fetchtest.SendBytes("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nTrailer: X\n\n5\n01234\n0\n"), "broke off after 5 bytes: the server sent nothing", "sent nothing"},
	"slow drip":                   {fetchtest.Forever("HTTP/1.1 200 OK\nContent-Length: 1000000\n\n", "x", 10*time.Millisecond), "too slow", "too slow"},
	"slow drip, chunked":          {fetchtest.Forever("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n", "1\nx\n", 10*time.Millisecond), "too slow", "too slow"},
	"slow drip of an error":       {fetchtest.Forever("HTTP/1.1 404 Not Found\nContent-Length: 1000000\n\n", "x", 10*time.Millisecond), "404 Not Found", "too slow"},
	"slow drip of a redirect":     {fetchtest.Forever("HTTP/1.1 302 Found\nLocation: /x.csv\nContent-Length: 1000000\n\n", "x", 10*time.Millisecond), "circle", "circle"},
	"headers dripping for ever":   {fetchtest.Forever("HTTP/1.1 200 OK\n", "X-A: b\n", 10*time.Millisecond), "(asked 2 times)", "ask "},
	"one header that never ends":  {fetchtest.Forever("HTTP/1.1 200 OK\nX-A: ", "b", 10*time.Millisecond), "(asked 2 times)", "ask "},
	"headers of many megabytes":   {fetchtest.Forever("HTTP/1.1 200 OK\n", "X-A: "+strings.Repeat("b", 60000)+"\n", 0), "(asked 2 times)", "ask "},
	"1xx without end":             {fetchtest.Forever("", "HTTP/1.1 103 Early Hints\nLink: </a>\n\n", 10*time.Millisecond), "(asked 2 times)", "ask "},
	"1xx without end, at once":    {fetchtest.Forever("", "HTTP/1.1 102 Processing\n\n", 0), "(asked 2 times)", "ask "},
	"body of a size never told":   {fetchtest.Forever("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n", "1000\n"+strings.Repeat("x", 4096)+"\n", 0), "more than 1000000 bytes came", answers},
	"redirects, each with a drip": {nil, "more than 10 redirects", "more than 10 redirects"},
}

// TestEveryWaitEnds: however an answer goes silent or does not end, it is given up in a time that is bounded, and told as what it is: by a
// refresh and by the visitor of osnova audit. Before, an answer decided by its head was drained without a limit of time.
func TestEveryWaitEnds(t *testing.T) {
	for name, c := range silences {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answer := c.answer
			if answer == nil {
				answer = func(c net.Conn, path string) {
					fmt.Fprintf(c, "HTTP/1.1 302 Found\r\nLocation: %sa\r\nContent-Length: 9\r\n\r\nx", path)
				}
			}
			ctx, stop := context.WithTimeoutCause(context.Background(), enough, errors.New("hangs"))
			defer stop()
			f := hasty()
			f.Limit = 1_000_000
			_, err := f.Get(ctx, fetchtest.ServeRaw(t, answer)+"/x.csv")
			if err == nil || !strings.Contains(err.Error(), c.fetch) || ctx.Err() != nil {
				t.Errorf("fetched: %v, want %q", err, c.fetch)
			}
			at := fetchtest.ServeRaw(t, answer)
			_, err = hasty().Visitor("127.0.0.1").Get(ctx, at+"/x.csv", 1_000_000)
			if (err == nil) != (c.looked == answers) || err != nil && !strings.Contains(err.Error(), c.looked) || ctx.Err() != nil {
				t.Errorf("looked at: %v, want %q", err, c.looked)
			}
		})
	}
}

// TestWholeFileHasATime: a file that keeps coming fast enough ends by the time that one file may take.
func TestWholeFileHasATime(t *testing.T) {
	f := hasty()
	f.Trickle, f.Longest = 1, 600*time.Millisecond
	begun := time.Now()
	_, err := f.Get(context.Background(), fetchtest.ServeRaw(t, fetchtest.Forever("HTTP/1.1 200 OK\nContent-Length: 1000000\n\n", "x", 10*time.Millisecond))+"/x.csv")
	if err == nil || !strings.Contains(err.Error(), "not whole within 600ms") || time.Since(begun) > enough {
		t.Errorf("%v after %s", err, time.Since(begun))
	}
	if !errors.As(err, &SilentError{}) {
		t.Errorf("%T", err)
	}
}

// TestHandshakeThatNeverEnds: a server that accepts and says nothing to a TLS hello is given up.
func TestHandshakeThatNeverEnds(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, stop := context.WithTimeout(context.Background(), enough)
	defer stop()
	patient := func() *Fetcher { // of the time that robots.txt has, which on a busy machine may end before that of the handshake
		f := hasty()
		f.Stall = enough
		return f
	}
	for name, get := range map[string]func(string) error{
		"fetcher": func(at string) error { _, err := patient().Get(ctx, at); return err },
		"visitor": func(at string) error { _, err := patient().Visitor("127.0.0.1").Get(ctx, at, 1000); return err },
	} {
		if err := get("https://" + l.Addr().String() + "/x.csv"); err == nil || !strings.Contains(err.Error(), "handshake timeout") || ctx.Err() != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSilentRobots: a host whose robots.txt goes silent is asked for nothing, and closed for the run after its first file.
func TestSilentRobots(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"no headers": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"no body": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "50")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"drip": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = io.WriteString(w, "#")
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var robots, files atomic.Int32
			server := fetchtest.ServeAll(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/robots.txt" {
					files.Add(1)
					return
				}
				robots.Add(1)
				answer(w, r)
			})
			ctx, stop := context.WithTimeout(context.Background(), enough)
			defer stop()
			f := hasty()
			_, err := f.Get(ctx, server+"/a.csv")
			if err == nil || !strings.Contains(err.Error(), "read robots.txt") || ctx.Err() != nil {
				t.Error(err)
			}
			asked := robots.Load()
			if _, err := f.Get(ctx, server+"/b.csv"); err == nil || !strings.Contains(err.Error(), "asked no more in this run") {
				t.Error(err)
			}
			if robots.Load() != asked || files.Load() > 0 {
				t.Errorf("robots.txt asked for %d times, then %d; %d files", asked, robots.Load(), files.Load())
			}
			if _, err := hasty().Visitor("127.0.0.1").Get(ctx, server+"/", 1000); err == nil || ctx.Err() != nil || files.Load() > 0 {
				t.Errorf("the visitor: %v, %d files", err, files.Load())
			}
		})
	}
}

// TestHostGivenUp: three files given up in a row close a silent host; an answer in between, or a status, does not; a host that has taken
// more than its time, or asks for too long a pause, is closed too.
func TestHostGivenUp(t *testing.T) {
	silent := fetchtest.SendBytes("")
	fine := fetchtest.SendBytes("HTTP/1.1 200 OK\nContent-Length: 2\n\nok")
	var mu sync.Mutex
	asked := map[string]int{}
	at := fetchtest.ServeRaw(t, func(c net.Conn, path string) {
		mu.Lock()
		asked[path]++
		mu.Unlock()
		switch {
		case strings.HasPrefix(path, "/silent"):
			silent(c, path)
		case strings.HasPrefix(path, "/broken"):
			fetchtest.SendBytes("HTTP/1.1 500 Oops\nContent-Length: 0\n\n")(c, path)
		default:
			fine(c, path)
		}
	})
	f := hasty()
	f.Tries, f.Stall, f.Connect = 1, 100*time.Millisecond, 5*time.Second
	for _, path := range []string{"/silent1", "/silent2", "/fine1", "/silent3", "/silent4", "/broken1", "/broken2", "/broken3", "/fine2", "/silent5", "/silent6", "/silent7", "/fine3"} {
		_, err := f.Get(context.Background(), at+path)
		switch {
		case path == "/fine3":
			if err == nil || !strings.Contains(err.Error(), "asked no more in this run") {
				t.Errorf("%s: %v", path, err)
			}
		case (err == nil) != strings.HasPrefix(path, "/fine"):
			t.Errorf("%s: %v", path, err)
		}
	}
	if asked["/fine3"] != 0 {
		t.Error("a host given up is asked")
	}

	f = hasty()
	f.Within = time.Nanosecond
	if _, err := f.Get(context.Background(), at+"/fine4"); err != nil {
		t.Error(err)
	}
	if _, err := f.Get(context.Background(), at+"/fine5"); err == nil || !strings.Contains(err.Error(), "kept this run waiting") {
		t.Error(err)
	}

	server := fetchtest.ServeAll(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "User-agent: *\nCrawl-delay: 86400\n")
	})
	if _, err := hasty().Get(context.Background(), server+"/a"); err == nil || !strings.Contains(err.Error(), "asks for 24h0m0s between two requests") {
		t.Error(err)
	}
}
