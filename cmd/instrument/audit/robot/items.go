// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// found is where a rule met its words.
type found struct {
	on      *document // the page that has the link
	link    anchor
	matched string
}

// items are the rules L01–L25: links on the start page and the pages it leads to, by their name and address. A link to a page that is
// known not to be there does not count.
func (s *sight) items() {
	re := expressions()
	hits := map[string][]found{}
	type known struct{ name, href string }
	had := map[known]bool{}
	for i, p := range s.pages {
		if s.seen[i].Depth > 1 {
			continue
		}
		for _, l := range p.links {
			k := known{l.name, l.href}
			if had[k] { // menus repeat on every page
				continue
			}
			had[k] = true
			if l.to != "" && s.dead[pageKey(l.to)] {
				continue
			}
			for _, r := range Rules() {
				if r.Block != "A2" || r.ID == "L05" || len(hits[r.ID]) >= 20 {
					continue
				}
				m := re[r.ID].FindString(l.name)
				if m == "" {
					m = re[r.ID].FindString(l.href)
				}
				if m != "" {
					hits[r.ID] = append(hits[r.ID], found{p, l, strings.TrimSpace(m)})
				}
			}
		}
	}
	for _, r := range Rules() {
		if r.Block != "A2" {
			continue
		}
		switch r.ID {
		case "L01":
			s.contacts(hits["L01"])
		case "L05":
			s.regulation(hits["L04"])
		case "L16":
			s.appeal(hits["L16"])
		case "L25":
			s.news(hits["L25"])
		default:
			s.linked(r.ID, hits[r.ID])
		}
	}
}

// linked is an item that a link tells. One that leads to a page that broke or was silent tells nothing.
func (s *sight) linked(rule string, hits []found) {
	why := ""
	for _, h := range hits {
		seen, blind := s.blind[pageKey(h.link.to)]
		if h.link.to == "" || !blind || !seen.isShut() {
			s.add(rule, Pass, h.on, h.matched)
			return
		}
		why = seen.why()
	}
	if why != "" {
		s.not(rule, "the page that the link leads to could not be seen: "+why)
		return
	}
	s.lacking(rule)
}

// lacking is what was not found: a fail, unless not all could be seen.
func (s *sight) lacking(rule string) {
	switch {
	case s.rec.Stopped:
		s.not(rule, "not found before the time of the visit ran out")
	case s.rec.Onward != "":
		s.not(rule, "the start page leads on to one that could not be seen: "+s.rec.Onward)
	case len(s.start.links) == 0 && s.start.scripts > 0:
		s.not(rule, "the start page is drawn by a script and has no links without it")
	case s.shut() != "":
		s.not(rule, "no page behind the start page could be seen: "+s.shut())
	default:
		s.add(rule, Fail, s.start, "")
	}
}

// shut says why no page behind the start page was seen though some were asked for; empty if one was, or all of them are not there.
func (s *sight) shut() string {
	why := ""
	for i, seen := range s.rec.Pages {
		if seen.Depth == 0 {
			continue
		}
		if s.rec.Pages[i].SHA256 != "" && seen.Fault == "" {
			return ""
		}
		if _, blind := s.blind[pageKey(seen.URL)]; blind && why == "" {
			why = seen.why()
		}
	}
	return why
}

// unseen says why the page that a link leads to was not seen; empty if it was, or is not there.
func (s *sight) unseen(l anchor) string {
	at := pageKey(l.to)
	seen, blind := s.blind[at]
	switch {
	case l.to == "" && strings.HasPrefix(l.href, "javascript:"):
		return "the link works by a script alone"
	case l.to == "", s.alive[at] != nil, s.dead[at]:
		return ""
	case blind:
		return seen.why()
	case isDocument(l.to):
		return "it is a document, which the robot does not read"
	case !isPage(l.to):
		return "it is no web page"
	case !s.isOwn(l.to):
		return otherSite
	}
	return "it was not asked for"
}

// isOwn reports whether an address is on a host of the site.
func (s *sight) isOwn(address string) bool {
	u, err := url.Parse(address)
	bare := func(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }
	return err == nil && bare(u) == bare(s.start.url)
}

// contacts is L01: a link, and a phone number or an e-mail address on the page it leads to or where it stands.
func (s *sight) contacts(hits []found) {
	why := ""
	for _, h := range hits {
		for _, p := range []*document{s.alive[pageKey(h.link.to)], h.on} {
			if p != nil && p.contact() != "" {
				s.add("L01", Pass, p, h.matched+" + "+p.contact())
				return
			}
		}
		why = cmp.Or(why, s.unseen(h.link))
	}
	if why != "" {
		s.not("L01", "the page of contacts could not be seen: "+why)
		return
	}
	s.lacking("L01")
}

// regulation is L05: a page that L04 leads to, or the part of the start page, speaks of a regulation or decision and links a document.
func (s *sight) regulation(lists []found) {
	if len(lists) == 0 {
		s.lacking("L05")
		return
	}
	read, why := false, ""
	words := expressions()["L05"]
	for _, h := range lists {
		p := s.alive[pageKey(h.link.to)]
		if p == nil || p == s.start && h.link.part == "" {
			why = cmp.Or(why, s.unseen(h.link))
			continue
		}
		text, links := p.text+" "+p.spoken, p.links
		if p == s.start {
			if text, links = p.partOf(h.link.part); text == "" {
				continue
			}
		}
		read = true
		m := words.FindString(text)
		for _, l := range links {
			if m != "" && (isDocument(l.to) || strings.Contains(l.to, "zakon.rada.gov.ua")) {
				s.add("L05", Pass, p, m+" + "+extension(l.to))
				return
			}
		}
	}
	switch {
	case why != "":
		s.not("L05", "the page with the list of bodies could not be seen: "+why)
	case !read:
		s.not("L05", "the page with the list of bodies was not read")
	default:
		s.lacking("L05")
	}
}

// appeal is L16: a link, or a form with a field for text.
func (s *sight) appeal(hits []found) {
	for i, p := range s.pages {
		if len(hits) == 0 && p.form && s.seen[i].Depth <= 1 {
			s.add("L16", Pass, p, "form with textarea")
			return
		}
	}
	if len(hits) == 0 {
		if why := s.unseenAppeals(); why != "" {
			s.not("L16", "a page of appeals could not be seen: "+why)
			return
		}
	}
	s.linked("L16", hits)
}

// unseenAppeals says why a page that a link calls one of appeals was not seen: its form may be there.
func (s *sight) unseenAppeals() string {
	for i, p := range s.pages {
		if s.seen[i].Depth > 1 {
			continue
		}
		for _, l := range p.links {
			if strings.Contains(l.name, "зверненн") {
				if why := s.unseen(l); why != "" {
					return why
				}
			}
		}
	}
	return ""
}

// news is L25: the newest date on a page of news, or on the start page, is 30 days old at most.
func (s *sight) news(hits []found) {
	var at time.Time
	var where *document
	pages := []*document{s.start}
	for _, h := range hits {
		if p := s.alive[pageKey(h.link.to)]; p != nil {
			pages = append(pages, p)
		}
		s.hiddenNews = cmp.Or(s.hiddenNews, s.unseen(h.link))
	}
	for _, p := range pages {
		if d := p.newest(s.day); d.After(at) {
			at, where = d, p
		}
	}
	fresh := !at.IsZero() && s.day.Sub(at) <= 30*24*time.Hour
	switch {
	case !fresh && s.hiddenNews != "":
		s.not("L25", "the news could not be seen: "+s.hiddenNews)
	case !at.IsZero():
		s.add("L25", passOrFail(fresh), where, at.Format("02.01.2006"))
	case len(hits) > 0:
		s.not("L25", "the news have no dates")
	default:
		s.lacking("L25")
	}
}

// newest is the latest date that a page shows or marks up, not after the day.
func (p *document) newest(day time.Time) time.Time {
	if out, ok := p.dated[day]; ok {
		return out
	}
	out := newest(p.text, day)
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		text := ""
		switch {
		case n.DataAtom == atom.Time:
			text = attributeOf(n, "datetime")
		case n.DataAtom == atom.Meta && modified[attributeOf(n, "property")]:
			text = attributeOf(n, "content")
		}
		if d := newest(text, day); d.After(out) {
			out = d
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(p.doc)
	if p.dated == nil {
		p.dated = map[time.Time]time.Time{}
	}
	p.dated[day] = out
	return out
}

var modified = map[string]bool{"article:modified_time": true, "article:published_time": true, "og:updated_time": true}

var (
	serviceName = regexp.MustCompile(`^(видача|надання|реєстрація|державна реєстрація|призначення|оформлення|внесення|отримання|засвідчення|довідка|взяття|зняття|прийняття|обмін|вклеювання|погодження|компенсація|субсидія|допомога|дозвіл|подання)( |$)`)
	servicePath = regexp.MustCompile(`/(services?|poslug[a-z]*|posluh[a-z]*|послуг[\p{L}]*)/[^/?]+`)
)

// isService reports whether a link on a page leads to the description of one service.
func isService(p *document, l anchor) bool {
	if !isPage(l.to) || l.name == "" {
		return false
	}
	return serviceName.MatchString(l.name) || servicePath.MatchString(l.href)
}

// services are the rules A3 over the first descriptions of services found, each a page of its own.
func (s *sight) services() {
	var sample []*document
	for _, p := range s.pages {
		for _, l := range p.links {
			if len(sample) == maxServices {
				break
			}
			at := s.alive[pageKey(l.to)]
			if at == nil || at == s.start || !isService(p, l) || contains(sample, at) || expressions()["L13"].MatchString(l.name) {
				continue
			}
			sample = append(sample, at)
		}
	}
	for _, r := range Rules() {
		if r.Block != "A3" {
			continue
		}
		if len(sample) == 0 {
			s.not(r.ID, "no page of a single service was found")
			continue
		}
		for _, p := range sample {
			m := expressions()[r.ID].FindString(p.content())
			switch {
			case m != "":
			case r.ID == "A3.contact" && (phone.MatchString(p.content()) || mailPattern.MatchString(p.content())):
				m = "phone or e-mail"
			case r.ID == "A3.updated" && !p.marked(s.day).IsZero():
				m = p.marked(s.day).Format("02.01.2006")
			}
			s.add(r.ID, passOrFail(m != ""), p, m)
		}
	}
}

// marked is the date of change that the head of a page tells.
func (p *document) marked(day time.Time) (out time.Time) {
	if p.head == nil {
		return out
	}
	for n := p.head.FirstChild; n != nil; n = n.NextSibling {
		if n.DataAtom == atom.Meta && modified[attributeOf(n, "property")] {
			if d := newest(attributeOf(n, "content"), day); d.After(out) {
				out = d
			}
		}
	}
	return out
}

func contains(pages []*document, p *document) bool {
	for _, q := range pages {
		if p == q {
			return true
		}
	}
	return false
}
