// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Fetcher takes files over HTTP, politely and only from public addresses. The zero value of every field but UserAgent will do.
// It is safe for concurrent use; its fields are not to be changed once it has fetched.
type Fetcher struct {
	UserAgent     string
	AllowLoopback bool                                       // for tests
	Trusted       string                                     // host:port that the user named, reached wherever it lies; a redirect from it to another is not
	Pause         time.Duration                              // between requests to one host, whatever sources declare
	Limit         int64                                      // bytes of one file; default 1 GB
	Dir           string                                     // folder of snapshots, each named by its sha256, small ones in small.tar; empty: they stay in memory
	Tries         int                                        // how often a file is asked for before it is given up; default 5
	Connect       time.Duration                              // how long a connection may take, and its TLS handshake; default 30 s each
	Stall         time.Duration                              // how long a server may send nothing, or less than Trickle; default 1 min
	Trickle       int64                                      // bytes that must come in each Stall; default 4 kB
	Longest       time.Duration                              // that one file may take, asking again included; default 2 h
	Within        time.Duration                              // that one host may keep a run waiting for its answers in all; default 6 h
	Resolver      *net.Resolver                              // of names; default the computer's
	Hosts         int                                        // sources fetched at once; default 4
	Since         time.Time                                  // what was published earlier is not fetched, unless an older copy is at hand
	Now           func() time.Time                           // default time.Now
	Sleep         func(context.Context, time.Duration) error // default sleeps
	Jitter        func() float64                             // in [0, 1); default random
	Log           *slog.Logger
	Roots         *x509.CertPool // authorities trusted with certificates, for tests; default those of the computer
	Watch         func(Transfer) // told of what comes, several times a second and by several goroutines

	once     sync.Once
	client   *http.Client
	mu       sync.Mutex
	hosts    map[string]*hostState
	calls    map[string]*addressCall
	known    map[string]Snapshot
	partials map[string]bool // what an earlier run left behind in Dir
	fault    error           // why Dir cannot be used
	whole    atomic.Int64    // files that came
	small    *smallFiles     // of snapshots that fit into memory
	settled  *settledFiles   // addresses that are not asked again
}

// Transfer is how far a file has come.
type Transfer struct {
	Address string
	Got     int64 // bytes
	Size    int64 // as announced, with what an earlier try got; -1: not told
	Files   int64 // that came whole before it in this run
}

// addressCall is one address in one run: asked once, whoever wants it.
type addressCall struct {
	done chan struct{}
	body Content
	err  error
}

// ErrUnchanged says that a file was not published since the day asked for.
var ErrUnchanged = errors.New("not published since the day asked for")

func (f *Fetcher) init() {
	f.once.Do(func() {
		f.client = &http.Client{Transport: f.transport(), CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		f.hosts, f.calls = map[string]*hostState{}, map[string]*addressCall{}
		f.partials, f.fault = listPartials(f.Dir)
		f.small = &smallFiles{path: filepath.Join(f.Dir, SmallFilesName)}
		f.settled = &settledFiles{path: filepath.Join(f.Dir, settledName)}
	})
}

func (f *Fetcher) now() time.Time {
	if f.Now != nil {
		return f.Now()
	}
	return time.Now()
}

func (f *Fetcher) sleep(ctx context.Context, d time.Duration) error {
	if f.Sleep != nil {
		return f.Sleep(ctx, d)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (f *Fetcher) limit() int64               { return cmp.Or(f.Limit, MostBytes) }
func (f *Fetcher) connectTime() time.Duration { return cmp.Or(f.Connect, 30*time.Second) }
func (f *Fetcher) stallTime() time.Duration   { return cmp.Or(f.Stall, time.Minute) }

// MostBytes of one file are read, whether it is fetched or lies in a mirror.
const MostBytes = 1 << 30

// Know tells of a file that an earlier run received, so that it is asked for only if it has changed.
func (f *Fetcher) Know(s Snapshot) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil {
		f.known = map[string]Snapshot{}
	}
	f.known[s.URL] = s
}

// Get fetches one address, once in a run.
func (f *Fetcher) Get(ctx context.Context, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("fetch %s: %w", address, err)
	}
	body, err := f.Fetch(ctx, address, Policy{Hosts: []string{strings.ToLower(u.Hostname())}})
	if err != nil {
		return nil, err
	}
	return body.Bytes()
}

// Fetch gives one address by the policy of its source. Whoever asks for it again in this run gets the same answer, a failure too.
func (f *Fetcher) Fetch(ctx context.Context, address string, policy Policy) (Content, error) {
	f.init()
	f.mu.Lock()
	c, ok := f.calls[address]
	if !ok {
		c = &addressCall{done: make(chan struct{})}
		f.calls[address] = c
	}
	known := f.known[address]
	f.mu.Unlock()
	if !ok {
		c.body, c.err = f.fetchOnce(ctx, address, policy, known)
		close(c.done)
	}
	select {
	case <-c.done:
		return c.body, c.err
	case <-ctx.Done():
		return Content{}, ctx.Err()
	}
}

// retryError is an error that may pass.
type retryError struct {
	error
	after  time.Duration // what the server asks for; 0: it says nothing
	status bool          // the server answered, though not with the file
}

// Unwrap gives the cause.
func (r retryError) Unwrap() error { return r.error }

func retryable(what string, err error) error {
	return retryError{error: fmt.Errorf("%s: %w", what, err)}
}

// longest waits: between two tries, and what a server may ask for.
const (
	longestPause = time.Minute
	longestAfter = 10 * time.Minute
)

// fetchRetrying asks until the file is here, the fault will not pass, it has asked often enough, or the file has taken too long.
func (f *Fetcher) fetchRetrying(ctx context.Context, address string, policy Policy, known Snapshot) (Content, error) {
	h := f.hostOf(address)
	if err := h.closedError(f.withinTime()); err != nil {
		return Content{}, fmt.Errorf("fetch %s: %w", redacted(address), err)
	}
	p, err := f.openPartial(address)
	if err != nil {
		return Content{}, err
	}
	defer p.close()
	longest := cmp.Or(f.Longest, 2*time.Hour)
	timed, stop := context.WithTimeoutCause(ctx, longest, SilentError{fmt.Errorf("not whole within %s", longest)})
	defer stop()
	tries := cmp.Or(f.Tries, 5)
	for n := 1; ; n++ {
		body, err := f.attempt(timed, address, policy, p, known)
		if err == nil {
			h.answered()
			return body, nil
		}
		if ctx.Err() != nil {
			return Content{}, ctx.Err()
		}
		var r retryError
		switch {
		case timed.Err() != nil:
			err = fmt.Errorf("fetch %s: %w", redacted(address), context.Cause(timed))
		case !errors.As(err, &r) || errors.Is(err, ErrNotPublic):
			return Content{}, fmt.Errorf("fetch %s: %w", redacted(address), err)
		case r.after > longestAfter:
			return Content{}, fmt.Errorf("fetch %s: %w; it asks to come back in %s", redacted(address), err, r.after.Round(time.Second))
		case n >= tries:
			err = fmt.Errorf("fetch %s: %w (asked %d times)", redacted(address), err, n)
		default:
			wait := max(f.backoff(n), r.after)
			if f.Log != nil {
				f.Log.Info("asking again", "url", redacted(address), "why", err, "in", wait)
			}
			if err := f.sleep(timed, wait); err != nil && timed.Err() == nil {
				return Content{}, err
			}
			continue
		}
		h.failed(err)
		return Content{}, err
	}
}

// redacted is an address without a password in it.
func redacted(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Redacted()
}

// backoff doubles with each try; half of it is chance, so that many clients do not come back together.
func (f *Fetcher) backoff(n int) time.Duration {
	jitter := rand.Float64
	if f.Jitter != nil {
		jitter = f.Jitter
	}
	full := min(time.Second<<min(n-1, 10), longestPause)
	return full/2 + time.Duration(jitter()*float64(full/2))
}
