package ingest

import (
	"context"
	"errors"
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
	fails  int              // files given up one after another because nothing whole came
	gone   error            // why the host is asked no more in this run
	spent  time.Duration    // that its answers took, with the waits that it asked for
}

// patience is after how many files given up one after another a host is asked no more in the run.
const patience = 3

// closed says why a host is asked no more.
func (h *host) closed(within time.Duration) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gone == nil && h.spent > within {
		h.gone = fmt.Errorf("the host has kept this run waiting for %s in all and is asked no more", within)
	}
	return h.gone
}

func (h *host) answered() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fails = 0
}

// failed counts a file that was given up because the host was silent, slow or out of reach; a status is an answer. A host whose robots.txt
// cannot be had is closed at once, as RFC 9309 has it.
func (h *host) failed(err error) {
	rules := errors.As(err, &noRules{}) || errors.As(err, &Forbidden{})
	if r := (retry{}); errors.As(err, &r) && r.status && !rules {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.fails++; h.gone == nil && (h.fails >= patience || rules) {
		h.gone = fmt.Errorf("the host is asked no more in this run: %w", err)
	}
}

func (h *host) took(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.spent += d
}

func (f *Fetcher) within() time.Duration { return orElse(f.Within, 6*time.Hour) }

// hostOf is the host of an address; one of its own for what is no address, which is told when it is asked for.
func (f *Fetcher) hostOf(address string) *host {
	u, err := url.Parse(address)
	if err != nil {
		return &host{}
	}
	return f.host(u)
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
		h.spent += wait
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
	if group.CrawlDelay > longestAfter {
		return Forbidden{fmt.Errorf("robots.txt of %s asks for %s between two requests", u.Host, group.CrawlDelay)}
	}
	h.took(max(group.CrawlDelay-pause, 0))
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
		timed, stop := context.WithTimeoutCause(ctx, 2*f.stall(), Silent{fmt.Errorf("it did not come whole within %s", 2*f.stall())})
		defer stop()
		res, done, err := f.ask(timed, at, nil)
		if err != nil {
			return nil, unread(timed, err)
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
			return nil, unread(timed, err)
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

// noRules is the error of a robots.txt that did not come.
type noRules struct{ error }

// Unwrap gives the cause.
func (n noRules) Unwrap() error { return n.error }

func unread(ctx context.Context, err error) error {
	if err = said(ctx, err); lasts(err) {
		return err
	}
	return noRules{again("read robots.txt", err)}
}
