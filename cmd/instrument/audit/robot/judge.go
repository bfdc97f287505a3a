// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Outcomes of a check.
const (
	Pass      = "pass"
	Fail      = "fail"
	NotTested = "not_tested"
)

// Check is one row of checks.csv.
type Check struct {
	Site     string
	Rule     string
	Result   string // pass, fail, not_tested
	Evidence string // address of the page that shows it
	SHA256   string // of that page as it was seen
	Matched  string // what was found or is wrong, without numbers of phones and addresses of people; or why it was not tested
}

// expressions are those of the rules, by id.
var expressions = sync.OnceValue(func() map[string]*regexp.Regexp {
	out := map[string]*regexp.Regexp{}
	for _, r := range Rules() {
		if r.Pattern != "" {
			out[r.ID] = regexp.MustCompile(r.Pattern)
		}
	}
	return out
})

// sight is a visit with its pages read.
type sight struct {
	rec        *Record
	day        time.Time
	read       *reader
	pages      []*document
	seen       []Visit // of the pages, in step
	dead       map[string]bool
	blind      map[string]Visit // pages that were asked for and not seen, but for those that are not there
	alive      map[string]*document
	start      *document
	checks     []Check
	untested   string // why nothing of the site could be tested
	hiddenNews string // why a page of news could not be seen
}

// Judge makes the checks of a visit from its record and what was kept. Equal records give equal checks.
func Judge(rec *Record, keep Bodies) ([]Check, error) { return judge(rec, newReader(keep)) }

func judge(rec *Record, read *reader) ([]Check, error) {
	day, err := time.Parse(time.DateOnly, rec.Day)
	if err != nil {
		return nil, fmt.Errorf("record of %s: day %q: %w", rec.Site, rec.Day, err)
	}
	s := &sight{rec: rec, day: day, read: read, dead: map[string]bool{}, blind: map[string]Visit{}, alive: map[string]*document{}}
	if err := s.open(); err != nil {
		return nil, err
	}
	s.probe()
	if s.start == nil {
		s.untested = cmp.Or(rec.Fault, "the start page was not read")
		for _, r := range Rules() {
			if r.Block != "A1" && r.Block != "T" {
				s.not(r.ID, s.untested)
			}
		}
		s.technical()
		return s.checks, nil
	}
	s.items()
	s.services()
	s.accessible()
	if err := s.mobile(); err != nil {
		return nil, err
	}
	s.technical()
	return s.checks, nil
}

// open reads the pages seen. Those that say themselves that they are not there, or are what the site sends for any address, are dead.
func (s *sight) open() error {
	var none *document
	addresses := map[string]*document{}
	if s.rec.Missing != "" {
		if body, err := s.read.keep.Get(s.rec.Missing); err == nil {
			none, _ = readPage(s.rec.Site, "", body)
		} else {
			return err
		}
	}
	for _, seen := range s.rec.Pages {
		if seen.SHA256 == "" || seen.Fault != "" {
			if s.dead[pageKey(seen.URL)] = seen.isGone(); !seen.isGone() {
				s.blind[pageKey(seen.URL)] = seen
			}
			continue
		}
		p, err := s.read.page(seen, nil)
		if err != nil {
			return err
		}
		start := cmp.Or(seen.Final, seen.URL) == s.rec.Start && s.start == nil
		if !start && (p.absent() || none != nil && p.title == none.title && p.text == none.text) {
			s.dead[pageKey(seen.URL)] = true
			continue
		}
		if start {
			s.start = p
		}
		if s.start == nil { // a page that leads on to the start page
			continue
		}
		at := p.url.String()
		if q, known := addresses[at]; known { // another address of a page that is there already
			p = q
		} else {
			addresses[at] = p
			s.pages, s.seen = append(s.pages, p), append(s.seen, seen)
		}
		s.alive[pageKey(seen.URL)], s.alive[pageKey(at)] = p, p
	}
	return nil
}

func (s *sight) add(rule, result string, p *document, matched string) {
	c := Check{Site: s.rec.Site, Rule: rule, Result: result, Matched: masked(strings.TrimSpace(matched))}
	if p != nil {
		c.Evidence, c.SHA256 = p.url.String(), p.sum
	}
	s.checks = append(s.checks, c)
}

func (s *sight) not(rule, why string) { s.add(rule, NotTested, nil, why) }

// passOrFail is pass or fail.
func passOrFail(ok bool) string {
	if ok {
		return Pass
	}
	return Fail
}

// probe is A1 on the one probe that a visit is.
func (s *sight) probe() {
	r := s.rec
	c := Check{Site: r.Site, Rule: "A1.probe", Evidence: r.Probe.Address}
	switch {
	case r.Closed, r.Fault == notPublic:
		c.Result, c.Matched = NotTested, r.Fault
	case r.Probe.Status == 429: // it is there, and lets no robot in
		c.Result, c.Matched = NotTested, "one probe: status 429, too many requests"
	case r.Probe.Status == 0:
		c.Result, c.Matched = Fail, r.Fault
	default:
		c.Result = passOrFail(r.Probe.Status >= 200 && r.Probe.Status < 400 && r.Probe.Millis <= probeWithin.Milliseconds())
		c.Matched = fmt.Sprintf("one probe: status %d", r.Probe.Status)
		if r.Probe.Millis > probeWithin.Milliseconds() {
			c.Matched += ", later than 10 s"
		}
	}
	s.checks = append(s.checks, c)
}

// technical are the rules of the connection, the domain and the age of the site.
func (s *sight) technical() {
	r, sec := s.rec, s.rec.Secure
	over := s.start != nil && s.start.url.Scheme == "https"
	put := func(rule string, tested, ok bool, matched string) {
		if !tested {
			s.not(rule, matched)
			return
		}
		s.add(rule, passOrFail(ok), s.start, matched)
	}
	put("T.https", sec.HTTPS != "" && !(s.start == nil && (sec.HTTPS == "no_answer" || r.Fault == notPublic)), sec.HTTPS == "valid" && (s.start == nil || over), cmp.Or(sec.HTTPS, r.Fault, "not asked"))
	put("T.redirect", sec.Redirect != "", sec.Redirect == "https", cmp.Or(sec.Redirect, "http was not asked or does not answer"))
	noTLS := "the site was not reached by https"
	header := noTLS
	if over {
		header = cmp.Or(sec.HSTS, "no header")
	}
	put("T.hsts", over, asksForHTTPS(sec.HSTS), header)
	put("T.tls", sec.Version != "", sec.Version >= "1.2", cmp.Or(sec.Version, noTLS))
	days := 0
	text := noTLS
	if sec.Days != nil {
		days = *sec.Days
		text = fmt.Sprintf("%d days left", days)
	}
	put("T.certificate", sec.Days != nil, days >= 14, text)
	if over {
		n, what := s.start.mixed()
		put("T.mixed", true, n == 0, what)
	} else {
		put("T.mixed", false, false, noTLS)
	}
	put("T.headers", s.start != nil, slices.Contains(sec.Headers, "X-Content-Type-Options") && (slices.Contains(sec.Headers, "Content-Security-Policy") || slices.Contains(sec.Headers, "X-Frame-Options")),
		cmp.Or(strings.Join(sec.Headers, ", "), s.untested, "none of them"))
	host := hostOf(r)
	put("T.govua", true, host == "gov.ua" || strings.HasSuffix(host, ".gov.ua"), host)
	s.updated()
}

// asksForHTTPS reports whether a header asks for https for any time.
func asksForHTTPS(header string) bool {
	_, age, ok := strings.Cut(strings.ToLower(strings.ReplaceAll(header, " ", "")), "max-age=")
	age = strings.Trim(age, `"`)
	return ok && age != "" && age[0] >= '1' && age[0] <= '9'
}

// updated is T.updated: the newest date of all pages.
func (s *sight) updated() {
	var at time.Time
	var where *document
	for _, p := range s.pages {
		if d := p.newest(s.day); d.After(at) {
			at, where = d, p
		}
	}
	switch {
	case s.start == nil:
		s.not("T.updated", s.untested)
	case at.IsZero():
		s.not("T.updated", "no date on the pages seen")
	case s.hiddenNews != "" && s.day.Sub(at) > 90*24*time.Hour:
		s.not("T.updated", "the news could not be seen: "+s.hiddenNews)
	default:
		s.add("T.updated", passOrFail(s.day.Sub(at) <= 90*24*time.Hour), where, at.Format("02.01.2006"))
	}
}
