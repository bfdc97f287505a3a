package ingest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// manners are what a source declares about how it may be fetched.
type manners struct {
	hosts []string      // names that may be asked besides the one of the address
	pause time.Duration // between two requests to a host
	busy  []int         // statuses that mean "later", besides those of HTTP
}

// host is what a run knows of one server.
type host struct {
	mu     sync.Mutex
	next   time.Time // when it may be asked again
	asking sync.Mutex
	robots *robotstxt.Group // nil until robots.txt was read
}

func (f *Fetcher) host(u *url.URL) *host {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := u.Scheme + "://" + hostPort(u)
	h, ok := f.hosts[key]
	if !ok {
		h = &host{}
		f.hosts[key] = h
	}
	return h
}

// turn waits until the host may be asked and takes that moment.
func (f *Fetcher) turn(ctx context.Context, h *host, pause time.Duration) error {
	h.mu.Lock()
	now := f.now()
	wait := h.next.Sub(now)
	h.next = now.Add(max(wait, 0) + pause)
	h.mu.Unlock()
	if wait <= 0 {
		return ctx.Err()
	}
	return f.sleep(ctx, wait)
}

// hold lets nobody ask the host before the time it named.
func (f *Fetcher) hold(h *host, wait time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := f.now().Add(wait); at.After(h.next) {
		h.next = at
	}
}

// allowed refuses what a redirect or a declaration must not reach: another scheme, a host that is not declared.
func (f *Fetcher) allowed(u *url.URL, m manners) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%s: only http and https are fetched", u.Redacted())
	}
	if u.User != nil {
		return fmt.Errorf("%s: an address with a password is not fetched", u.Redacted())
	}
	if hostPort(u) == f.Trusted && f.Trusted != "" {
		return nil
	}
	if !slices.Contains(m.hosts, strings.ToLower(u.Hostname())) {
		return Elsewhere{fmt.Errorf("%s: host %s is not declared: add it to hosts in source.yaml if the publisher is there too", u.Redacted(), u.Hostname())}
	}
	return nil
}

// admit asks robots.txt of the host, once in a run, and waits for its turn.
func (f *Fetcher) admit(ctx context.Context, u *url.URL, m manners) error {
	h := f.host(u)
	pause := f.pause(m)
	group, err := f.robots(ctx, h, u, m, pause)
	if err != nil {
		return err
	}
	if !group.Test(u.RequestURI()) {
		return Forbidden{fmt.Errorf("robots.txt of %s forbids %s", u.Host, u.RequestURI())}
	}
	return f.turn(ctx, h, max(pause, group.CrawlDelay))
}

// pause between two requests to a host: what is declared, else one second.
func (f *Fetcher) pause(m manners) time.Duration {
	switch {
	case f.Pause > 0:
		return f.Pause
	case m.pause > 0:
		return m.pause
	}
	return time.Second
}

// robotsLimit is how much of a robots.txt is read; RFC 9309 asks for 500 KiB at least.
const robotsLimit = 512 << 10

// robots reads the rules of a host. By RFC 9309 a host without the file allows everything, and one whose file cannot be had, nothing.
func (f *Fetcher) robots(ctx context.Context, h *host, u *url.URL, m manners, pause time.Duration) (*robotstxt.Group, error) {
	h.asking.Lock()
	defer h.asking.Unlock()
	if h.robots != nil {
		return h.robots, nil
	}
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range 6 {
		if err := f.allowed(at, m); err != nil {
			return nil, err
		}
		if err := f.turn(ctx, h, pause); err != nil {
			return nil, err
		}
		res, done, err := f.ask(ctx, at, nil)
		if err != nil {
			return nil, err
		}
		if next := res.Header.Get("Location"); redirects(res.StatusCode) && next != "" {
			done()
			if at, err = at.Parse(next); err != nil {
				return nil, fmt.Errorf("robots.txt of %s points at %q: %w", u.Host, next, err)
			}
			continue
		}
		body, err := io.ReadAll(io.LimitReader(res.Body, robotsLimit))
		done()
		if err != nil {
			return nil, again("read robots.txt", err)
		}
		if res.StatusCode >= 500 || res.StatusCode == http.StatusTooManyRequests {
			return nil, Forbidden{f.busy(h, res, "robots.txt")}
		}
		rules, err := robotstxt.FromStatusAndBytes(res.StatusCode, body)
		if err != nil {
			return nil, fmt.Errorf("robots.txt of %s cannot be read: %w", u.Host, err)
		}
		agent, _, _ := strings.Cut(f.UserAgent, " ")
		agent, _, _ = strings.Cut(agent, "/")
		h.robots = rules.FindGroup(agent)
		return h.robots, nil
	}
	return nil, fmt.Errorf("robots.txt of %s is redirected more than five times", u.Host)
}
