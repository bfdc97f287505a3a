// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// RobotsError is the error of an address that robots.txt closes, or whose robots.txt cannot be had, which by RFC 9309 is the same.
type RobotsError struct{ error }

// Unwrap gives the cause.
func (f RobotsError) Unwrap() error { return f.error }

// SilentError is the error of an answer that did not come, or not whole, in the time that it had.
type SilentError struct{ error }

// Unwrap gives the cause.
func (s SilentError) Unwrap() error { return s.error }

// OtherHostError is the error of an address on a host that is not declared.
type OtherHostError struct{ error }

// Visitor looks at one site as it is: every status is an answer, and nothing is asked twice. What it may ask, how often and how much it
// takes is the fetcher's to say: robots.txt with Crawl-delay, the hosts named, public addresses only. All requests of a visitor
// keep the pace together, whichever of its hosts they go to.
type Visitor struct {
	Longest time.Duration // that one answer may take, its body included; 0: as long as more than a trickle comes
	fetch   *Fetcher
	policy  Policy
	site    *hostState
}

// Visitor for a site that may be asked under these names.
func (f *Fetcher) Visitor(hosts ...string) *Visitor {
	f.init()
	v := &Visitor{fetch: f, site: &hostState{}}
	for _, h := range hosts {
		v.policy.Hosts = append(v.policy.Hosts, strings.ToLower(h))
	}
	return v
}

// Answer is what a site said to one request.
type Answer struct {
	URL    string   // that answered, at the end of the redirects
	Hops   []string // addresses that only pointed on, in order
	Status int      // where it leads to a host that may not be asked, that of the redirect
	Header http.Header
	Body   []byte        // none of a HEAD
	Size   int64         // bytes of the body, for a HEAD what the server announces; -1: it does not
	Cut    bool          // the body is longer than the limit, and ends there
	First  time.Duration // until the headers came, of the last request alone
	TLS    *tls.ConnectionState
}

// Wait is how long the server asks to be left alone (Retry-After), 0 if it says nothing.
func (v *Visitor) Wait(a Answer) time.Duration {
	return v.fetch.retryAfter(a.Header.Get("Retry-After"))
}

// Rest leaves the site alone for that long.
func (v *Visitor) Rest(ctx context.Context, d time.Duration) error { return v.fetch.sleep(ctx, d) }

// Get asks for an address and takes at most limit bytes of it.
func (v *Visitor) Get(ctx context.Context, address string, limit int64) (Answer, error) {
	return v.look(ctx, http.MethodGet, address, limit, maxHops)
}

// Head asks for the headers of an address.
func (v *Visitor) Head(ctx context.Context, address string) (Answer, error) {
	return v.look(ctx, http.MethodHead, address, 0, maxHops)
}

// First asks for an address and follows no redirect.
func (v *Visitor) First(ctx context.Context, address string, limit int64) (Answer, error) {
	return v.look(ctx, http.MethodGet, address, limit, 0)
}

func (v *Visitor) look(ctx context.Context, method, address string, limit int64, hops int) (Answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Answer{}, err
	}
	f, visited := v.fetch, map[string]bool{}
	var out Answer
	for {
		u.Fragment = ""
		if err := f.allowed(u, v.policy); err != nil {
			return out, err
		}
		if visited[u.String()] {
			return out, fmt.Errorf("%w in a circle back to %s", ErrRedirects, u.Redacted())
		}
		visited[u.String()] = true
		if err := f.admit(ctx, u, v.policy); err != nil {
			return out, err
		}
		if err := f.waitTurn(ctx, v.site, f.pause(v.policy)); err != nil {
			return out, err
		}
		timed, stop := ctx, context.CancelFunc(func() {})
		if v.Longest > 0 {
			timed, stop = context.WithTimeoutCause(ctx, v.Longest, SilentError{fmt.Errorf("no whole answer within %s", v.Longest)})
		}
		defer stop()
		begun := f.now()
		res, done, err := f.request(timed, method, u, nil)
		if err != nil {
			return out, causeOf(timed, err)
		}
		out.First = f.now().Sub(begun)
		if next := res.Header.Get("Location"); redirects(res.StatusCode) && next != "" && len(out.Hops) < hops {
			done()
			out.Hops, out.Status = append(out.Hops, u.String()), res.StatusCode
			if u, err = u.Parse(next); err != nil {
				return out, fmt.Errorf("redirected to %q: %w", next, err)
			}
			continue
		} else if redirects(res.StatusCode) && next != "" && hops > 0 {
			done()
			return out, tooManyRedirects(hops)
		}
		out.URL, out.Status, out.Header, out.TLS, out.Size = u.String(), res.StatusCode, res.Header, res.TLS, res.ContentLength
		if method != http.MethodHead {
			err = causeOf(timed, out.take(res, limit))
		}
		done()
		return out, err
	}
}

// causeOf gives the reason of a deadline instead of its bare end.
func causeOf(ctx context.Context, err error) error {
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return context.Cause(ctx)
	}
	return err
}

// take reads the body, unpacked if the server packed it though asked not to, told or not.
func (a *Answer) take(res *http.Response, limit int64) error {
	body, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return fmt.Errorf("the body broke off after %d bytes: %w", len(body), err)
	}
	if int64(len(body)) <= limit { // of what is cut nothing is read
		if body, err = unpacked(body, res.Header.Get("Content-Encoding"), res.Header.Get("Content-Type"), limit); err != nil {
			return err
		}
	}
	if a.Cut = int64(len(body)) > limit; a.Cut {
		body = body[:limit]
	}
	a.Body, a.Size = body, int64(len(body))
	return nil
}
