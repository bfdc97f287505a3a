// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"cmp"
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
)

// Policy is what a publisher's source declares about how it may be fetched.
type Policy struct {
	Hosts []string      // names that may be asked, in lower case
	Pause time.Duration // between two requests to a host; 0: one second
	Busy  []int         // statuses that mean "later", besides those of HTTP
	Once  bool          // what came from an address once is the answer for good: it is not asked again, by no run that keeps snapshots in the same folder
}

// hostState is what a run knows of one server.
type hostState struct {
	mu     sync.Mutex
	next   time.Time // when it may be asked again
	asking sync.Mutex
	robots *robotsRules  // nil until robots.txt was read
	fails  int           // files given up one after another because nothing whole came
	gone   error         // why the host is asked no more in this run
	spent  time.Duration // that its answers took, with the waits that it asked for
}

// maxFailures is after how many files given up one after another a host is asked no more in the run.
const maxFailures = 3

// closedError says why a host is asked no more.
func (h *hostState) closedError(within time.Duration) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gone == nil && h.spent > within {
		h.gone = fmt.Errorf("the host has kept this run waiting for %s in all and is asked no more", within)
	}
	return h.gone
}

func (h *hostState) answered() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fails = 0
}

// failed counts a file that was given up because the host was silent, slow or out of reach; a status is an answer. A host whose robots.txt
// cannot be had is closed at once, as RFC 9309 has it.
func (h *hostState) failed(err error) {
	rules := errors.As(err, &robotsUnreadError{}) || errors.As(err, &RobotsError{})
	if r := (retryError{}); errors.As(err, &r) && r.status && !rules {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.fails++; h.gone == nil && (h.fails >= maxFailures || rules) {
		h.gone = fmt.Errorf("the host is asked no more in this run: %w", err)
	}
}

func (h *hostState) spend(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.spent += d
}

func (f *Fetcher) withinTime() time.Duration { return cmp.Or(f.Within, 6*time.Hour) }

// hostOf is the host of an address; one of its own for what is no address, which is told when it is asked for.
func (f *Fetcher) hostOf(address string) *hostState {
	u, err := url.Parse(address)
	if err != nil {
		return &hostState{}
	}
	return f.host(u)
}

func (f *Fetcher) host(u *url.URL) *hostState {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := u.Scheme + "://" + hostPort(u)
	h, ok := f.hosts[key]
	if !ok {
		h = &hostState{}
		f.hosts[key] = h
	}
	return h
}

// waitTurn waits until the host may be asked and takes that moment.
func (f *Fetcher) waitTurn(ctx context.Context, h *hostState, pause time.Duration) error {
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

// pauseUntil lets nobody ask the host before the time it named.
func (f *Fetcher) pauseUntil(h *hostState, wait time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at := f.now().Add(wait); at.After(h.next) {
		h.next = at
		h.spent += wait
	}
}

// allowed refuses what a redirect or a declaration must not reach: another scheme, a host that is not declared.
func (f *Fetcher) allowed(u *url.URL, policy Policy) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%s: only http and https are fetched", u.Redacted())
	}
	if u.User != nil {
		return fmt.Errorf("%s: an address with a password is not fetched", u.Redacted())
	}
	if hostPort(u) == f.Trusted && f.Trusted != "" {
		return nil
	}
	if !slices.Contains(policy.Hosts, strings.ToLower(u.Hostname())) {
		return OtherHostError{fmt.Errorf("%s: host %s is not declared: add it to hosts in source.yaml if the publisher is there too", u.Redacted(), u.Hostname())}
	}
	return nil
}

// admit asks robots.txt of the host, once in a run, and waits for its turn.
func (f *Fetcher) admit(ctx context.Context, u *url.URL, policy Policy) error {
	h := f.host(u)
	pause := f.pause(policy)
	group, err := f.robots(ctx, h, u, policy, pause)
	if err != nil {
		return err
	}
	if !group.allows(u.RequestURI()) {
		return RobotsError{fmt.Errorf("robots.txt of %s forbids %s", u.Host, u.RequestURI())}
	}
	if group.delay > longestAfter {
		return RobotsError{fmt.Errorf("robots.txt of %s asks for %s between two requests", u.Host, group.delay)}
	}
	h.spend(max(group.delay-pause, 0))
	return f.waitTurn(ctx, h, max(pause, group.delay))
}

// pause between two requests to a host: what is declared, else one second.
func (f *Fetcher) pause(policy Policy) time.Duration {
	switch {
	case f.Pause > 0:
		return f.Pause
	case policy.Pause > 0:
		return policy.Pause
	}
	return time.Second
}

// robotsLimit is how much of a robots.txt is read; RFC 9309 asks for 500 KiB at least.
const robotsLimit = 512 << 10

// robots reads the rules of a host. By RFC 9309 a host without the file allows everything, and one whose file cannot be had, nothing.
func (f *Fetcher) robots(ctx context.Context, h *hostState, u *url.URL, policy Policy, pause time.Duration) (*robotsRules, error) {
	h.asking.Lock()
	defer h.asking.Unlock()
	if h.robots != nil {
		return h.robots, nil
	}
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range 6 {
		if err := f.allowed(at, policy); err != nil {
			return nil, err
		}
		if err := f.waitTurn(ctx, h, pause); err != nil {
			return nil, err
		}
		timed, stop := context.WithTimeoutCause(ctx, 2*f.stallTime(), SilentError{fmt.Errorf("it did not come whole within %s", 2*f.stallTime())})
		defer stop()
		res, done, err := f.ask(timed, at, nil)
		if err != nil {
			return nil, robotsUnread(timed, err)
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
			return nil, robotsUnread(timed, err)
		}
		if res.StatusCode >= 500 || res.StatusCode == http.StatusTooManyRequests {
			return nil, RobotsError{f.busy(h, res, "robots.txt")}
		}
		if res.StatusCode < 200 || res.StatusCode >= 300 { // there is none: everything is open
			body = nil
		}
		h.robots = readRobots(body, f.UserAgent)
		return h.robots, nil
	}
	return nil, fmt.Errorf("robots.txt of %s is redirected more than five times", u.Host)
}

// robotsUnreadError is the error of a robots.txt that did not come.
type robotsUnreadError struct{ error }

// Unwrap gives the cause.
func (n robotsUnreadError) Unwrap() error { return n.error }

func robotsUnread(ctx context.Context, err error) error {
	if err = causeOf(ctx, err); isPermanent(err) {
		return err
	}
	return robotsUnreadError{retryable("read robots.txt", err)}
}
