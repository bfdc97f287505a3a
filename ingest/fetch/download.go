// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"osnova/ingest/parse"
)

// maxHops is how many redirects are followed.
const maxHops = 10

// attempt asks once: robots.txt, its turn, every redirect judged like a first address, then the body.
func (f *Fetcher) attempt(ctx context.Context, address string, policy Policy, p *partial, known Snapshot) (Content, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Content{}, err
	}
	saved, ok := f.saved(known)
	here := known
	if !ok {
		here = Snapshot{}
	}
	visited := map[string]bool{}
	for range maxHops + 1 {
		u.Fragment = ""
		if err := f.allowed(u, policy); err != nil {
			return Content{}, err
		}
		if visited[u.String()] {
			return Content{}, fmt.Errorf("%w in a circle back to %s", ErrRedirects, u)
		}
		visited[u.String()] = true
		if err := f.admit(ctx, u, policy); err != nil {
			return Content{}, err
		}
		header, since := f.conditions(p, here)
		res, done, err := f.ask(ctx, u, header)
		if err != nil {
			return Content{}, err
		}
		if next := res.Header.Get("Location"); redirects(res.StatusCode) && next != "" {
			done()
			if u, err = u.Parse(next); err != nil {
				return Content{}, fmt.Errorf("redirected to %q: %w", next, err)
			}
			continue
		}
		if res.StatusCode == http.StatusNotModified && saved.open != nil && header.Get("Range") == "" {
			done()
			saved.Snapshot = known
			saved.Final = redirectedTo(u, address)
			return saved, nil
		}
		if since && (res.StatusCode == http.StatusNotModified || f.older(res)) {
			done()
			return Content{}, ErrUnchanged
		}
		err = f.receive(u, res, p, policy.Busy)
		done()
		if err != nil {
			return Content{}, err
		}
		body, err := f.finish(address, res, p, known)
		body.Final = redirectedTo(u, address)
		return body, err
	}
	return Content{}, tooManyRedirects(maxHops)
}

// ErrRedirects marks an address whose redirects do not come to an end.
var ErrRedirects = errors.New("redirects lead")

func tooManyRedirects(limit int) error {
	return fmt.Errorf("%w on and on: more than %d redirects", ErrRedirects, limit)
}

// IsAbsent reports whether a file is not there, at a server or in a folder.
func IsAbsent(err error) bool {
	var s StatusError
	return errors.Is(err, fs.ErrNotExist) || errors.As(err, &s) && (s.Code == http.StatusNotFound || s.Code == http.StatusGone)
}

// IsRefused reports whether the server refuses this program the file: it wants a login, forbids it, or may not give it by law.
func IsRefused(err error) bool {
	var s StatusError
	return errors.As(err, &s) && (s.Code == http.StatusUnauthorized || s.Code == http.StatusForbidden || s.Code == http.StatusUnavailableForLegalReasons)
}

// redirectedTo is the address that redirects led to, if they did.
func redirectedTo(u *url.URL, address string) string {
	if at := u.String(); at != address {
		return at
	}
	return ""
}

// conditions are the headers that spare what is here already: the rest of a part, or a copy that has not changed.
func (f *Fetcher) conditions(p *partial, known Snapshot) (h http.Header, since bool) {
	h = http.Header{}
	switch {
	case p.size > 0 && p.validator != "":
		h.Set("Range", fmt.Sprintf("bytes=%d-", p.size))
		h.Set("If-Range", p.validator)
	case known.SHA256 != "":
		if known.ETag != "" {
			h.Set("If-None-Match", known.ETag)
		}
		if known.LastModified != "" && !f.ahead(known.LastModified) {
			h.Set("If-Modified-Since", known.LastModified)
		}
	case !f.Since.IsZero():
		h.Set("If-Modified-Since", f.Since.UTC().Format(http.TimeFormat))
		return h, true
	}
	return h, false
}

// ahead reports that a file is dated later than now: its publisher's clock or ours is wrong. Asked for by such a date, a server would keep back
// every file of before it, for years maybe.
func (f *Fetcher) ahead(date string) bool {
	at, err := http.ParseTime(date)
	return err == nil && at.After(f.now())
}

// older reports whether a server that knows no conditions says itself that the file is from before the day asked for.
func (f *Fetcher) older(res *http.Response) bool {
	at, err := http.ParseTime(res.Header.Get("Last-Modified"))
	return err == nil && res.StatusCode == http.StatusOK && at.Before(f.Since)
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// busy makes of a refusal the error that says when to come back, and keeps everybody from the host until then.
func (f *Fetcher) busy(h *hostState, res *http.Response, what string) error {
	after := f.retryAfter(res.Header.Get("Retry-After"))
	f.pauseUntil(h, min(after, longestAfter))
	return retryError{fmt.Errorf("%s: %w", what, StatusError{res.StatusCode, res.Status}), after, true}
}

// retryAfter reads seconds or a date; anything else is nothing.
func (f *Fetcher) retryAfter(header string) time.Duration {
	if n, err := strconv.Atoi(strings.TrimSpace(header)); err == nil && n > 0 {
		return time.Duration(min(n, 1<<30)) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(at.Sub(f.now()), 0)
	}
	return 0
}

// StatusError is an answer without the file: one that will stay, or one that may pass and did not for as long as it was asked.
type StatusError struct {
	Code   int
	Status string // with the server's words
}

// Error says it in the server's words.
func (e StatusError) Error() string { return "the server answers " + e.Status }

// receive writes what the server sent behind what the part holds, and says whether it is whole.
func (f *Fetcher) receive(u *url.URL, res *http.Response, p *partial, busy []int) error {
	switch code := res.StatusCode; {
	case code == http.StatusOK:
		if err := p.reset(res.Header); err != nil {
			return err
		}
	case code == http.StatusPartialContent && p.continues(res.Header.Get("Content-Range")):
	case code == http.StatusPartialContent || code == http.StatusRequestedRangeNotSatisfiable || code == http.StatusNotModified:
		if err := p.reset(nil); err != nil {
			return err
		}
		return retryable("resume", fmt.Errorf("the server answers %s to what it was not asked", res.Status))
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code == http.StatusTooEarly, code >= 500 && code != http.StatusNotImplemented, slices.Contains(busy, code):
		return f.busy(f.host(u), res, u.Path)
	default:
		return StatusError{code, res.Status}
	}
	limit := f.limit()
	if res.ContentLength > limit-p.size {
		return fmt.Errorf("%d bytes are announced, the limit is %d", p.size+res.ContentLength, limit)
	}
	begun := p.size
	_, err := io.Copy(f.watched(u, p, res.ContentLength), io.LimitReader(res.Body, limit-p.size+1))
	switch {
	case p.fault != nil:
		return p.fault
	case p.size > limit:
		return fmt.Errorf("more than %d bytes came", limit)
	case err != nil && res.ContentLength >= 0:
		return retryable(fmt.Sprintf("%d bytes were promised, %d came", begun+res.ContentLength, p.size), err)
	case err != nil:
		return retryable(fmt.Sprintf("the body broke off after %d bytes", p.size), err)
	}
	return nil
}

// watched tells of every write to the part.
func (f *Fetcher) watched(u *url.URL, p *partial, announced int64) io.Writer {
	if f.Watch == nil {
		return p
	}
	size := int64(-1)
	if announced >= 0 {
		size = p.size + announced
	}
	return writer(func(b []byte) (int, error) {
		n, err := p.Write(b)
		f.Watch(Transfer{u.Redacted(), p.size, size, f.whole.Load()})
		return n, err
	})
}

type writer func([]byte) (int, error)

// Write calls the function.
func (w writer) Write(b []byte) (int, error) { return w(b) }

// finish names the part by its checksum and says what the publisher says of it.
func (f *Fetcher) finish(address string, res *http.Response, p *partial, known Snapshot) (Content, error) {
	switch packed := strings.ToLower(res.Header.Get("Content-Encoding")); packed {
	case "", "identity":
	case "gzip", "x-gzip":
		if err := f.unpack(p); err != nil {
			return Content{}, err
		}
	default:
		return Content{}, fmt.Errorf("the server packs the body as %q though asked not to", packed)
	}
	body, err := p.commit(f.Dir, f.small)
	if err != nil {
		return Content{}, err
	}
	f.whole.Add(1)
	body.URL, body.ETag, body.LastModified = address, res.Header.Get("ETag"), res.Header.Get("Last-Modified")
	if at, err := http.ParseTime(body.LastModified); err == nil {
		body.Published = at.UTC().Format(time.RFC3339)
	}
	body.Accessed = f.now().UTC().Format(time.RFC3339)
	if body.SHA256 == known.SHA256 {
		body.Accessed = known.Accessed
	}
	if f.Log != nil {
		f.Log.Debug("fetched", "url", address, "bytes", body.Size)
	}
	return body, nil
}

// unpack puts the unpacked bytes in the place of packed ones that the server made on its way.
func (f *Fetcher) unpack(p *partial) error {
	size := p.size
	packed, err := p.detach()
	if err != nil {
		return err
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		return fmt.Errorf("unpack the body: %w", err)
	}
	if _, err := io.Copy(p, parse.Bounded(z, size, f.limit())); err != nil {
		return fmt.Errorf("unpack the body: %w", err)
	}
	return p.fault
}

// saved is the snapshot that an earlier run received, if it is still there and whole.
func (f *Fetcher) saved(known Snapshot) (Content, bool) {
	if f.Dir == "" || known.SHA256 == "" || known.ETag == "" && known.LastModified == "" {
		return Content{}, false
	}
	body, err := f.small.get(known.SHA256)
	if err != nil {
		body, err = FileContent(filepath.Join(f.Dir, known.SHA256))
	}
	return body, err == nil && body.SHA256 == known.SHA256
}
