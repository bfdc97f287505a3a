// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Faults are shares of answers that go wrong, each from 0 to 1, drawn by seed, path and how often the path was asked for: the same questions
// get the same faults, whatever else is asked meanwhile. robots.txt is always answered well.
type Faults struct {
	Fail      float64 // 503 with Retry-After
	Throttle  float64 // 429 with Retry-After
	Slow      float64 // half of the body, a pause, the rest
	Truncate  float64 // the connection breaks before the promised length
	WrongType float64 // a page of HTML, says the header, whatever it is
	Loops     []string
}

// Upstream serves a mirror as publishers would: with validators, ranges, gzip for who asks for it, robots.txt, and faults. A path with a
// query is the file of that name.
type Upstream struct {
	Root       *os.Root
	Modified   time.Time // of every file
	CrawlDelay float64   // seconds, for robots.txt
	RetryAfter int       // seconds that a refusal asks for; 0: it says nothing
	Pause      time.Duration
	Seed       uint64
	Faults     Faults

	mu     sync.Mutex
	asked  map[string]int
	tags   map[string]string
	counts map[string]int
}

// Counts are how many requests were answered in each way: requests, fail, throttle, slow, truncate, wrong_type, loop, not_modified, partial.
func (u *Upstream) Counts() map[string]int {
	u.mu.Lock()
	defer u.mu.Unlock()
	out := map[string]int{}
	for k, n := range u.counts {
		out[k] = n
	}
	return out
}

func (u *Upstream) count(what string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.counts == nil {
		u.counts = map[string]int{}
	}
	u.counts[what]++
}

// ServeHTTP answers one request.
func (u *Upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u.count("requests")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "robots.txt" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintf(w, "User-agent: *\nCrawl-delay: %s\nDisallow: /private/\n", strconv.FormatFloat(u.CrawlDelay, 'f', -1, 64))
		return
	}
	if r.URL.RawQuery != "" && !strings.HasPrefix(r.URL.RawQuery, "hop=") {
		name += "?" + r.URL.RawQuery
	}
	if slices.Contains(u.Faults.Loops, name) {
		u.count("loop")
		hop := "1"
		if r.URL.Query().Get("hop") == "1" {
			hop = "2"
		}
		http.Redirect(w, r, r.URL.Path+"?hop="+hop, http.StatusFound)
		return
	}
	fault := u.drawer(name)
	for _, refusal := range []struct {
		what  string
		share float64
		code  int
	}{{"fail", u.Faults.Fail, http.StatusServiceUnavailable}, {"throttle", u.Faults.Throttle, http.StatusTooManyRequests}} {
		if fault(refusal.what, refusal.share) {
			u.count(refusal.what)
			if u.RetryAfter > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(u.RetryAfter))
			}
			http.Error(w, http.StatusText(refusal.code), refusal.code)
			return
		}
	}
	f, size, err := u.open(name)
	if err != nil {
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	}
	defer f.Close()
	tag, err := u.tag(name, f)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	kind := mime.TypeByExtension(path.Ext(strings.SplitN(name, "?", 2)[0]))
	if kind == "" {
		kind = "application/octet-stream"
	}
	kind, _, _ = strings.Cut(kind, ";") // what charset the file is in, it says itself or nobody does
	if fault("wrong_type", u.Faults.WrongType) {
		u.count("wrong_type")
		kind = "text/html; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	out := &counting{ResponseWriter: w}
	defer func() {
		switch out.status {
		case http.StatusNotModified:
			u.count("not_modified")
		case http.StatusPartialContent:
			u.count("partial")
		}
	}()
	switch {
	case size > 1 && fault("truncate", u.Faults.Truncate):
		u.count("truncate")
		out.at, out.then = size/2, func() {
			_ = http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler) // the way in which net/http breaks a connection
		}
	case size > 1 && fault("slow", u.Faults.Slow):
		u.count("slow")
		out.at, out.then = size/2, func() {
			_ = http.NewResponseController(w).Flush()
			select {
			case <-time.After(u.Pause):
			case <-r.Context().Done():
			}
		}
	}
	if packs(r, kind) {
		w.Header().Set("ETag", strings.TrimSuffix(tag, `"`)+`-gzip"`)
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Add("Vary", "Accept-Encoding")
		w.Header().Set("Last-Modified", u.Modified.UTC().Format(http.TimeFormat))
		if r.Header.Get("If-None-Match") == w.Header().Get("ETag") {
			out.WriteHeader(http.StatusNotModified)
			return
		}
		if r.Method == http.MethodHead {
			return
		}
		z := gzip.NewWriter(out)
		_, _ = io.Copy(z, f)
		_ = z.Close()
		return
	}
	w.Header().Set("ETag", tag)
	http.ServeContent(out, r, "", u.Modified, f)
}

// packs reports whether an answer goes out packed: text, whole, to a client that asks for it.
func packs(r *http.Request, kind string) bool {
	text := strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml")
	return text && r.Header.Get("Range") == "" && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
}

// drawer draws the faults of one request.
func (u *Upstream) drawer(name string) func(what string, share float64) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.asked == nil {
		u.asked = map[string]int{}
	}
	u.asked[name]++
	n := u.asked[name]
	return func(what string, share float64) bool {
		if share <= 0 {
			return false
		}
		h := fnv.New64a()
		fmt.Fprintf(h, "%d\x00%s\x00%s\x00%d", u.Seed, what, name, n)
		sum := sha256.Sum256(h.Sum(nil)) // fnv alone leaves the high bits of like texts alike
		v := uint64(0)
		for _, b := range sum[:7] {
			v = v<<8 | uint64(b)
		}
		return float64(v)/(1<<56) < share
	}
}

func (u *Upstream) open(name string) (*os.File, int64, error) {
	if !fs.ValidPath(name) || name == "." {
		return nil, 0, fs.ErrNotExist
	}
	f, err := u.Root.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("is no file")
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// tag is the validator of a file, by its bytes.
func (u *Upstream) tag(name string, f *os.File) (string, error) {
	u.mu.Lock()
	tag, ok := u.tags[name]
	u.mu.Unlock()
	if ok {
		return tag, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	tag = `"` + hex.EncodeToString(h.Sum(nil)[:12]) + `"`
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.tags == nil {
		u.tags = map[string]string{}
	}
	u.tags[name] = tag
	return tag, nil
}

// counting does something once so many bytes of a body are written, and remembers the status.
type counting struct {
	http.ResponseWriter
	status  int
	written int64
	at      int64
	then    func()
}

// WriteHeader remembers the status.
func (c *counting) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write stops or waits in the middle of a body.
func (c *counting) Write(b []byte) (int, error) {
	if c.then == nil || c.written+int64(len(b)) <= c.at {
		n, err := c.ResponseWriter.Write(b)
		c.written += int64(n)
		return n, err
	}
	first := c.at - c.written
	n, err := c.ResponseWriter.Write(b[:first])
	c.written += int64(n)
	if err != nil {
		return n, err
	}
	then := c.then
	c.then = nil
	then()
	m, err := c.Write(b[first:])
	return n + m, err
}
