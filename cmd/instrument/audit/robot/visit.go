// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"osnova/ingest/fetch"
)

// Auditor visits sites one after another. The zero value of every field but Fetch and Day will do. It may be used by several
// goroutines at once.
type Auditor struct {
	Fetch   *fetch.Fetcher
	Day     time.Time        // of the visit: what is fresh is told by it
	Pages   int              // most pages of one site; default 150
	Within  time.Duration    // most time for one site; default 30 min
	Longest time.Duration    // most time for one answer; default 30 s
	Clock   func() time.Time // that Within is measured by; default time.Now
}

// Bounds of what is taken: of one page, one style sheet, the files that a page draws on, and their number.
const (
	pageLimit    = 5 << 20
	styleLimit   = 1 << 20
	weightLimit  = 2_000_000
	maxResources = 60
	maxSamePath  = 10 // addresses that differ in their query alone: calendars have thousands
	maxServices  = 5
	siteLimit    = 64 << 20
	probeWithin  = 10 * time.Second
	sampledPages = 10
	notThere     = "/osnova-audit-no-such-page"
)

// Address makes an address of what the user wrote: https where no scheme is given, the host in ASCII.
func Address(text string) (*url.URL, error) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no web address: %w", text, err)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return nil, fmt.Errorf("%q is no web address: give one such as https://example.gov.ua", text)
	}
	host := strings.ToLower(u.Hostname())
	if net.ParseIP(host) == nil {
		if host, err = idna.Lookup.ToASCII(host); err != nil {
			return nil, fmt.Errorf("%q has no host that there can be: %w", text, err)
		}
	}
	if host == "" { // of xn-- alone nothing is left
		return nil, fmt.Errorf("%q has no host that there can be", text)
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if u.Port() != "" {
		host += ":" + u.Port()
	}
	u.Host, u.Fragment = host, ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// Target is a site to visit.
type Target struct {
	Site  string // its address
	Under bool   // only pages below the path of the address are its own: a body may have a part of its community's site
}

// visit is the work on one site.
type visit struct {
	*Auditor
	look   *fetch.Visitor
	rec    *Record
	read   *reader
	hosts  []string
	asked  map[string]bool
	paths  map[string]int
	until  time.Time
	left   int64       // bytes that may still be taken
	framed []*document // frames of a start page that is made of them
	header http.Header // of the start page
	under  string      // path below which the site lies
}

// Visit looks at a site. What goes wrong there is told in the record; errors are ours: evidence that cannot be kept, a run that was stopped.
func (a *Auditor) Visit(ctx context.Context, t Target, keep Bodies) (*Record, error) {
	rec, _, err := a.visit(ctx, t, keep)
	return rec, err
}

func (a *Auditor) visit(ctx context.Context, t Target, keep Bodies) (*Record, *reader, error) {
	v, u, err := a.start(t, keep)
	if err != nil {
		return nil, nil, err
	}
	start, err := v.begin(ctx, u)
	if err != nil || start == nil {
		return v.rec, v.read, err
	}
	if start, err = v.lead(ctx, start, v.header); err != nil {
		return v.rec, v.read, err
	}
	for _, step := range []func(context.Context, *document) error{v.secure, v.pages, v.resources} {
		if err := step(ctx, start); err != nil {
			return v.rec, v.read, err
		}
	}
	return v.rec, v.read, nil
}

// start makes a visit of a site ready, and gives its address.
func (a *Auditor) start(t Target, keep Bodies) (*visit, *url.URL, error) {
	u, err := Address(t.Site)
	if err != nil {
		return nil, nil, err
	}
	v := &visit{
		Auditor: a, rec: &Record{Site: u.String(), Day: a.Day.Format(time.DateOnly)}, read: newReader(keep), asked: map[string]bool{}, paths: map[string]int{},
		left: siteLimit,
	}
	if v.under = "/"; t.Under {
		v.under = folderOf(u.Path)
	}
	host := u.Hostname()
	v.hosts = []string{host, "www." + host}
	if bare, ok := strings.CutPrefix(host, "www."); ok {
		v.hosts[1] = bare
	}
	v.look = a.Fetch.Visitor(v.hosts...)
	v.look.Longest = cmp.Or(a.Longest, 30*time.Second)
	v.until = v.now().Add(cmp.Or(a.Within, 30*time.Minute))
	return v, u, nil
}

// Audit visits a site and makes its checks.
func (a *Auditor) Audit(ctx context.Context, t Target, keep Bodies) (*Record, []Check, error) {
	rec, read, err := a.visit(ctx, t, keep)
	if err != nil {
		return rec, nil, err
	}
	checks, err := judge(rec, read)
	return rec, checks, err
}

func (v *visit) now() time.Time {
	if v.Clock != nil {
		return v.Clock()
	}
	return time.Now()
}

// begin asks for the start page: by https, by http where https does not answer and the address names no port.
func (v *visit) begin(ctx context.Context, u *url.URL) (*document, error) {
	tries := []string{u.String()}
	if u.Port() == "" {
		secure, plain := *u, *u
		secure.Scheme, plain.Scheme = "https", "http"
		tries = []string{secure.String(), plain.String()}
	}
	for i, address := range tries {
		first, answer, err := v.get(ctx, address)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		v.rec.Probe = Probe{Address: address, Status: first.Status, Millis: first.First.Milliseconds()}
		if strings.HasPrefix(address, "https:") {
			v.rec.Secure.HTTPS = handshake(answer, err)
		} else if v.rec.Secure.HTTPS == "" {
			v.rec.Secure.HTTPS = "none"
		}
		v.rec.Fault, v.rec.Closed = "", false
		if err != nil {
			if !errors.As(err, &fetch.PackedError{}) && !errors.As(err, &fetch.OtherHostError{}) { // it answers, though with what is not read
				v.rec.Probe.Status = 0
			}
			v.rec.Fault, v.rec.Closed = reason(err), errors.As(err, &fetch.RobotsError{})
			if i == len(tries)-1 || v.rec.Closed && v.rec.Secure.HTTPS == "valid" {
				return nil, nil
			}
			continue
		}
		seen := Visit{URL: address, Depth: 0}
		p, err := v.keep(&seen, answer)
		v.rec.Pages = append(v.rec.Pages, seen)
		v.asked[pageKey(address)], v.asked[pageKey(answer.URL)] = true, true
		if err != nil {
			return nil, err
		}
		if p == nil {
			v.rec.Fault = cmp.Or(seen.Fault, fmt.Sprintf("the start page answers with status %d", answer.Status))
			return nil, nil
		}
		v.rec.Start, v.header = answer.URL, answer.Header
		v.connection(answer)
		return p, nil
	}
	return nil, nil
}

// keep writes down what an answer was and reads it if it is a page.
func (v *visit) keep(seen *Visit, answer fetch.Answer) (*document, error) {
	seen.Status, seen.Type = answer.Status, answer.Header.Get("Content-Type")
	if answer.URL != seen.URL {
		seen.Final = answer.URL
	}
	v.left -= answer.Size
	switch {
	case answer.Status < 200 || answer.Status >= 300:
		return nil, nil
	case answer.Cut:
		seen.Fault = fmt.Sprintf("the page is larger than %d bytes", pageLimit)
		return nil, nil
	case !isHTML(seen.Type, answer.Body):
		seen.Fault = "is no web page"
		return nil, nil
	}
	seen.SHA256 = hashBody(answer.Body)
	if err := v.read.keep.Put(seen.SHA256, answer.Body); err != nil {
		return nil, err
	}
	p, err := v.read.page(*seen, answer.Body)
	if err != nil {
		seen.Fault = err.Error()
		return nil, nil
	}
	return p, nil
}

func isHTML(kind string, body []byte) bool {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	switch strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml":
		return true
	case "":
		return strings.Contains(strings.ToLower(string(body[:min(len(body), 512)])), "<html")
	}
	return false
}

// spent reports that no more may be asked: pages, bytes or time are used up.
func (v *visit) spent() bool {
	if v.left <= 0 || v.now().After(v.until) {
		v.rec.Stopped = true
	}
	return v.rec.Stopped || len(v.rec.Pages) >= cmp.Or(v.Auditor.Pages, 150)
}

// busyPause is how long to leave a server alone that is busy or broken and does not say for how long, longestWait the most that it may ask for.
const (
	busyPause   = 10 * time.Second
	longestWait = time.Minute
)

// get asks for an address, once more after the time that it names where its server is busy or broken. It gives the first answer and the last.
func (v *visit) get(ctx context.Context, address string) (first, last fetch.Answer, err error) {
	first, err = v.look.Get(ctx, address, pageLimit)
	pause := cmp.Or(v.look.Wait(first), busyPause)
	if err != nil || !isBusy(first.Status) || pause > longestWait {
		return first, first, err
	}
	if err := v.look.Rest(ctx, pause); err != nil {
		return first, first, err
	}
	last, err = v.look.Get(ctx, address, pageLimit)
	return first, last, err
}

// ask asks for a page and gives it if it is one.
func (v *visit) ask(ctx context.Context, address string, depth int) (*document, error) {
	seen := Visit{URL: address, Depth: depth}
	_, answer, err := v.get(ctx, address)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var p *document
	if err != nil {
		seen.Fault, seen.Status = reason(err), 0
	} else if p, err = v.keep(&seen, answer); err != nil {
		return nil, err
	} else {
		v.asked[pageKey(answer.URL)] = true
	}
	v.rec.Pages = append(v.rec.Pages, seen)
	return p, nil
}

// isBusy reports whether a status may pass.
func isBusy(status int) bool { return status == 429 || status >= 502 && status <= 504 }

// Reasons that others ask for: notPublic alone lies with us, for the robot does not ask there.
const (
	notPublic      = "the address is not public"
	closedByRobots = "robots.txt closes it"
	otherSite      = "leads to another site"
	hostUnknown    = "the name of the host is not known"
)

// reason is an error in few words, the same in every run.
func reason(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	var timed net.Error
	switch {
	case errors.As(err, &fetch.RobotsError{}):
		return closedByRobots
	case errors.As(err, &fetch.OtherHostError{}):
		return otherSite
	case certificate(err) != "":
		return "the certificate is not valid: " + certificate(err)
	case errors.Is(err, fetch.ErrNotPublic):
		return notPublic
	case errors.As(err, &dns):
		return hostUnknown
	case errors.As(err, &fetch.SilentError{}):
		return "no answer in time"
	case errors.As(err, &fetch.PackedError{}):
		return "packed in a way that the robot does not read"
	case errors.As(err, &op):
		return "no connection"
	case errors.Is(err, fetch.ErrRedirects):
		return "redirects without end"
	case errors.As(err, &timed) && timed.Timeout():
		return "no answer in time"
	}
	return "no whole answer"
}
