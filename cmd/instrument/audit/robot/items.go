package robot

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// found is where a rule met its words.
type found struct {
	on      *page  // the page that has the link
	to      string // where it leads
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
			if l.to != "" && s.dead[key(l.to)] {
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
					hits[r.ID] = append(hits[r.ID], found{p, l.to, strings.TrimSpace(m)})
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
			if h := hits[r.ID]; len(h) > 0 {
				s.add(r.ID, Pass, h[0].on, h[0].matched)
			} else {
				s.lacking(r.ID)
			}
		}
	}
}

// lacking is what was not found: a fail, unless not all could be seen.
func (s *sight) lacking(rule string) {
	switch {
	case s.rec.Stopped:
		s.not(rule, "not found before the time of the visit ran out")
	case len(s.start.links) == 0 && s.start.scripts > 0:
		s.not(rule, "the start page is drawn by a script and has no links without it")
	default:
		s.add(rule, Fail, s.start, "")
	}
}

// contacts is L01: a link, and a phone number or an e-mail address on the page it leads to or where it stands.
func (s *sight) contacts(hits []found) {
	for _, h := range hits {
		for _, p := range []*page{s.alive[key(h.to)], h.on} {
			if p != nil && p.contact() != "" {
				s.add("L01", Pass, p, h.matched+" + "+p.contact())
				return
			}
		}
	}
	s.lacking("L01")
}

// regulation is L05: a page that L04 leads to speaks of a regulation or decision and links a document.
func (s *sight) regulation(lists []found) {
	if len(lists) == 0 {
		s.lacking("L05")
		return
	}
	read := false
	words := expressions()["L05"]
	for _, h := range lists {
		p := s.alive[key(h.to)]
		if p == nil || p == s.start {
			continue
		}
		read = true
		m := words.FindString(p.text)
		for _, l := range p.links {
			if m != "" && (isDocument(l.to) || strings.Contains(l.to, "zakon.rada.gov.ua")) {
				s.add("L05", Pass, p, m+" + "+extension(l.to))
				return
			}
		}
	}
	if !read {
		s.not("L05", "the page with the list of bodies was not read")
		return
	}
	s.lacking("L05")
}

// appeal is L16: a link, or a form with a field for text.
func (s *sight) appeal(hits []found) {
	if len(hits) > 0 {
		s.add("L16", Pass, hits[0].on, hits[0].matched)
		return
	}
	for i, p := range s.pages {
		if p.form && s.seen[i].Depth <= 1 {
			s.add("L16", Pass, p, "form with textarea")
			return
		}
	}
	s.lacking("L16")
}

// news is L25: the newest date on a page of news, or on the start page, is 30 days old at most.
func (s *sight) news(hits []found) {
	var at time.Time
	var where *page
	pages := []*page{s.start}
	for _, h := range hits {
		if p := s.alive[key(h.to)]; p != nil {
			pages = append(pages, p)
		}
	}
	for _, p := range pages {
		if d := p.newest(s.day); d.After(at) {
			at, where = d, p
		}
	}
	switch {
	case !at.IsZero():
		s.add("L25", told(s.day.Sub(at) <= 30*24*time.Hour), where, at.Format("02.01.2006"))
	case len(hits) > 0:
		s.not("L25", "the news have no dates")
	default:
		s.lacking("L25")
	}
}

// newest is the latest date that a page shows or marks up, not after the day.
func (p *page) newest(day time.Time) time.Time {
	if out, ok := p.dated[day]; ok {
		return out
	}
	out := newest(p.text, day)
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		text := ""
		switch {
		case n.DataAtom == atom.Time:
			text = attr(n, "datetime")
		case n.DataAtom == atom.Meta && modified[attr(n, "property")]:
			text = attr(n, "content")
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
func isService(p *page, l link) bool {
	if !isPage(l.to) || l.name == "" {
		return false
	}
	return serviceName.MatchString(l.name) || servicePath.MatchString(l.href)
}

// services are the rules A3 over the first descriptions of services found, each a page of its own.
func (s *sight) services() {
	var sample []*page
	for _, p := range s.pages {
		for _, l := range p.links {
			if len(sample) == maxServices {
				break
			}
			at := s.alive[key(l.to)]
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
			case r.ID == "A3.contact" && (phone.MatchString(p.content()) || mail.MatchString(p.content())):
				m = "phone or e-mail"
			case r.ID == "A3.updated" && !p.marked(s.day).IsZero():
				m = p.marked(s.day).Format("02.01.2006")
			}
			s.add(r.ID, told(m != ""), p, m)
		}
	}
}

// marked is the date of change that the head of a page tells.
func (p *page) marked(day time.Time) (out time.Time) {
	if p.head == nil {
		return out
	}
	for n := p.head.FirstChild; n != nil; n = n.NextSibling {
		if n.DataAtom == atom.Meta && modified[attr(n, "property")] {
			if d := newest(attr(n, "content"), day); d.After(out) {
				out = d
			}
		}
	}
	return out
}

func contains(pages []*page, p *page) bool {
	for _, q := range pages {
		if p == q {
			return true
		}
	}
	return false
}
