// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"
)

// audits are the rounds of the audit robot over the sites of communities and bodies, the probes of their availability, the list of
// sites, and, of some communities, the sites themselves.
var audits = Feed{"audit", []string{"audit_checks", "site_probe", "site"}, func(c *Country, o *Folder) error {
	w, err := newRounds(o)
	if err != nil {
		return err
	}
	sites := [][]string{}
	for _, h := range c.Communities {
		if h.Occupied {
			continue
		}
		s := c.siteOf(h)
		sites = append(sites, []string{h.Code, "community", "", s.address})
		if s.address == "" {
			continue
		}
		for _, year := range c.Years {
			w.community(c, h, s, year)
		}
	}
	for _, b := range c.Bodies {
		if b.Community.Occupied {
			continue
		}
		s := c.bodySite(b)
		sites = append(sites, []string{b.OSN(), "body", b.Community.Code, s.address})
		for _, year := range c.Years {
			w.body(c, b, s, year)
		}
	}
	w.shares(c)
	w.dirt(c)
	if err := w.close(); err != nil {
		return err
	}
	o.Records("site", "sites.csv", "loaded", len(sites))
	if err := o.File("audit/sites.csv", table(',', []string{"unit_id", "level", "community_id", "url"}, sites)); err != nil {
		return err
	}
	o.Records("site_probe", "probes.csv", "loaded", len(w.probes))
	if err := o.File("audit/probes.csv", table(',', []string{"unit_id", "level", "site", "period", "probes", "answered"}, w.probes)); err != nil {
		return err
	}
	if err := c.auditSites(o); err != nil {
		return err
	}
	return c.censusPages(o)
}}

// auditedSite is a site as it was made: what holds of it in the newest year.
type auditedSite struct {
	unit, level string
	address     string // empty: there is none
	slug        string
	look        int // of three
}

// siteOf draws whether a community has a site. Hosts are of a name that nobody can have.
func (c *Country) siteOf(h *Community) auditedSite {
	r := c.Rand("site", h.Code)
	s := auditedSite{unit: h.Code, level: "community", slug: h.Slug, look: r.IntN(3)}
	switch u := r.Float64(); {
	case u > 0.7+0.3*c.Level(h, "D3", c.Last()):
	case u < 0.55:
		s.address = "https://" + h.Slug + ".gov.example/"
	default:
		s.address = "https://" + h.Slug + "-rada.example/"
	}
	return s
}

func (c *Country) bodySite(b *SelfOrganizationBody) auditedSite {
	s := auditedSite{unit: b.OSN(), level: "body", slug: strings.ToLower(b.ID)}
	if b.Site {
		s.address = "https://osn-" + s.slug + ".example/"
	}
	return s
}

// itemEase is how common each item of the checklist is, L01 to L25, in a site of middling maturity.
var itemEase = []float64{0.97, 0.85, 0.9, 0.3, 0.2, 0.6, 0.85, 0.75, 0.8, 0.85, 0.9, 0.45, 0.85, 0.5, 0.35, 0.55, 0.85, 0.45, 0.6, 0.7, 0.5, 0.75, 0.4, 0.45, 0.8}

// accessRules are those of A4 with how often a page of middling maturity keeps them, and in what share of pages there is nothing that they
// could be about.
var accessRules = []struct {
	name        string
	keep, empty float64
}{
	{"lang", 0.8, 0},
	{"title", 0.95, 0},
	{"h1", 0.55, 0},
	{"headings", 0.6, 0},
	{"alt", 0.5, 0.1},
	{"labels", 0.5, 0.2},
	{"links", 0.7, 0},
	{"ids", 0.7, 0.1},
	{"zoom", 0.8, 0},
	{"skip", 0.25, 0},
	{"main", 0.5, 0},
	{"th", 0.4, 0.5},
	{"iframe", 0.3, 0.6},
	{"charset", 0.9, 0},
	{"pdf", 0.6, 0.5},
	{"contrast", 0.5, 0.7},
}

var serviceRules = []string{"who", "what", "documents", "term", "fee", "result", "appeal", "contact", "updated", "status"}

// drawn is what holds of a site in a year.
type drawn struct {
	items    [25]bool
	access   map[string]string // pass, fail, not_tested
	services [][10]bool
	phone    map[string]string // viewport, font, tap, size
	https    bool
	govua    bool
}

func outcome(ok bool) string {
	if ok {
		return "pass"
	}
	return "fail"
}

// drawSite is deterministic a site and year; a chance grows with the level of the unit.
func drawSite(r *rand.Rand, s auditedSite, level float64) drawn {
	chance := func(p float64) bool { return r.Float64() < min(0.99, max(0.01, p+0.6*(level-0.5))) }
	d := drawn{access: map[string]string{}, phone: map[string]string{}, govua: strings.HasSuffix(s.address, ".gov.example/")}
	for i, p := range itemEase {
		d.items[i] = chance(p)
	}
	d.items[4] = d.items[4] && d.items[3] // a regulation stands on the page of the list
	if d.items[12] {
		for range 1 + r.IntN(2) {
			var one [10]bool
			for k := range one {
				one[k] = chance(0.55)
			}
			d.services = append(d.services, one)
		}
	}
	for _, rule := range accessRules {
		d.access[rule.name] = outcome(chance(rule.keep))
		if r.Float64() < rule.empty {
			d.access[rule.name] = "not_tested"
		}
	}
	d.phone["viewport"], d.phone["font"], d.phone["size"] = outcome(chance(0.85)), outcome(chance(0.6)), outcome(chance(0.7))
	d.phone["tap"] = outcome(chance(0.5))
	if r.Float64() < 0.4 {
		d.phone["tap"] = "not_tested"
	}
	d.https = chance(0.85)
	return d
}

// of draws what holds of a community's site in a year.
func (c *Country) of(h *Community, s auditedSite, year int) drawn {
	return drawSite(c.Rand(fmt.Sprint("audit ", year), h.Code), s, c.Level(h, "D3", year))
}

// rounds writes checks.csv and tells the truth of it.
type rounds struct {
	out    *Folder
	file   io.WriteCloser
	zip    *gzip.Writer
	csv    *csv.Writer
	loaded int
	probes [][]string
	fresh  map[[2]string][2]int // of communities and quarters: bodies with a fresh page, bodies looked at
	err    error
}

const auditFile = "checks.csv.gz"

func newRounds(o *Folder) (*rounds, error) {
	f, err := o.Create("audit/" + auditFile)
	if err != nil {
		return nil, err
	}
	w := &rounds{out: o, file: f, zip: gzip.NewWriter(f), fresh: map[[2]string][2]int{}}
	w.csv = csv.NewWriter(w.zip)
	w.err = w.csv.Write([]string{"site", "check", "result", "evidence_url", "sha256", "matched", "unit_id", "level", "date", "period"})
	return w, nil
}

// round is one visit of one site.
type round struct {
	*rounds
	site   auditedSite
	date   time.Time
	period string
}

func (w *rounds) visit(c *Country, s auditedSite, year, quarter int) round {
	r := c.Rand(fmt.Sprint("round ", year, quarter), s.unit)
	date := time.Date(year, time.Month(3*quarter-1), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
	return round{w, s, date, fmt.Sprintf("%d-Q%d", year, quarter)}
}

func (v round) add(check, result, page, matched string) {
	evidence, sum := "", ""
	if page != "" {
		evidence = v.site.address + strings.TrimPrefix(page, "/")
		h := sha256.Sum256([]byte(evidence + v.date.Format(time.DateOnly)))
		sum = hex.EncodeToString(h[:])
	}
	if err := v.csv.Write([]string{v.site.address, check, result, evidence, sum, matched, v.site.unit, v.site.level, v.date.Format(time.DateOnly), v.period}); err != nil {
		v.err = err
	}
	v.loaded++
}

// community writes three short rounds and a full one in the last quarter.
func (w *rounds) community(c *Country, h *Community, s auditedSite, year int) {
	d, newest := c.of(h, s, year), -1.0
	for quarter := 1; quarter <= 4; quarter++ {
		v := w.visit(c, s, year, quarter)
		r := c.Rand(fmt.Sprint("probes ", v.period), s.unit)
		available := -1.0
		if r.Float64() < 0.8 {
			probes := 112 + r.IntN(9)
			answered := probes
			if r.Float64() > 0.3+0.6*c.Level(h, "D4", year) {
				answered -= 2 + r.IntN(20)
			}
			w.probes = append(w.probes, []string{s.unit, s.level, s.address, v.period, fmt.Sprint(probes), fmt.Sprint(answered)})
			available = float64(answered) / float64(probes)
			newest = available
		}
		v.add("A1.probe", "pass", "/", "one probe: status 200")
		v.technical(d)
		w.out.Indicator(s.unit, s.level, v.period, "D4.6", d.quality(available), "")
		if quarter < 4 {
			continue
		}
		fresh := outcome(d.items[24])
		v.add("T.updated", fresh, "/", "")
		v.content(d)
		v.pages(d, 1+(year-c.Years[0])/2)
		v.services(d)
		v.scores(d, newest)
	}
}

// technical are the rules of every round.
func (v round) technical(d drawn) {
	v.add("T.https", outcome(d.https), "/", "")
	v.add("T.govua", outcome(d.govua), "/", "")
	v.add("A5.viewport", d.phone["viewport"], "/", "")
	v.add("A5.font", d.phone["font"], "/", "")
	v.add("A5.tap", d.phone["tap"], "", "")
}

func (v round) content(d drawn) {
	for i, there := range d.items {
		v.add(fmt.Sprintf("L%02d", i+1), outcome(there), "/", "")
	}
}

func (v round) pages(d drawn, pages int) {
	v.add("A5.size", d.phone["size"], "/", "")
	v.add("A5.lcp", "not_tested", "", "needs a browser")
	for _, rule := range accessRules {
		for page := range pages {
			at := "/"
			if page > 0 {
				at = fmt.Sprintf("/p/%d", page)
			}
			v.add("A4."+rule.name, d.access[rule.name], at, "")
		}
	}
}

func (v round) services(d drawn) {
	for k, rule := range serviceRules {
		if len(d.services) == 0 {
			v.add("A3."+rule, "not_tested", "", "no page of a single service was found")
		}
		for n, one := range d.services {
			v.add("A3."+rule, outcome(one[k]), fmt.Sprintf("/services/%d", n+1), "")
		}
	}
}

// body writes, of a body that there was, whether its page is fresh, quarter by quarter, and once a year what is on it.
func (w *rounds) body(c *Country, b *SelfOrganizationBody, s auditedSite, year int) {
	level := c.BodyLevel(b, "D7", year)
	d := drawSite(c.Rand(fmt.Sprint("audit ", year), b.ID), s, c.BodyLevel(b, "D3", year)-0.2)
	for quarter := 1; quarter <= 4; quarter++ {
		v := w.visit(c, s, year, quarter)
		if b.Permit.After(v.date) || !b.Ended.IsZero() && !b.Ended.After(v.date) {
			continue
		}
		fresh := s.address != "" && c.Rand("fresh "+v.period, b.ID).Float64() < 0.3+0.6*level
		if s.address == "" {
			v.add("T.updated", "fail", "", "no page or channel was found")
		} else {
			v.add("T.updated", outcome(fresh), "/", "")
		}
		value := 0.0
		at := [2]string{b.Community.Code, v.period}
		sum := w.fresh[at]
		sum[1]++
		if fresh {
			value = 100
			sum[0]++
		}
		w.fresh[at] = sum
		w.out.Indicator(s.unit, s.level, v.period, "D7.7", value, "")
		if quarter < 4 || s.address == "" {
			continue
		}
		v.technical(d)
		w.out.Indicator(s.unit, s.level, v.period, "D4.6", d.quality(-1), "")
		v.content(d)
		v.pages(d, 1)
		d.services = nil
		v.scores(d, -1)
	}
}

// dirt is what people make of a file that they went over: results in their own words, rules that there are not, units left out.
func (w *rounds) dirt(c *Country) {
	r := c.Rand("audit dirt", "")
	var last auditedSite
	for _, h := range c.Communities {
		if s := c.siteOf(h); !h.Occupied && s.address != "" {
			last = s
			break
		}
	}
	if last.unit == "" {
		return
	}
	write := func(check, result, unit, level, date, period string) {
		if err := w.csv.Write([]string{last.address, check, result, last.address + "dirt", "", "", unit, level, date, period}); err != nil {
			w.err = err
		}
	}
	day, period := fmt.Sprintf("%d-11-29", c.Years[0]-1), fmt.Sprintf("%d-Q4", c.Years[0]-1)
	write("T.hsts", "ТАК", last.unit, "community", "29.11."+fmt.Sprint(c.Years[0]-1), period) // a person's way to say pass
	write("T.tls", "Pass", last.unit, "Community", day, period)
	w.loaded += 2
	bad := 0
	for range 3 + r.IntN(4) {
		for _, row := range [][5]string{
			{"L26", "pass", last.unit, "community", period},
			{"L01", "мабуть", last.unit, "community", period},
			{"L02", "pass", "", "community", period},
			{"L03", "pass", last.unit, "oblast", period},
			{"L04", "pass", last.unit, "community", "минулого кварталу"},
		} {
			write(row[0], row[1], row[2], row[3], day, row[4])
			bad++
		}
	}
	w.out.Records("audit_checks", auditFile, "quarantined", bad)
}

func (w *rounds) close() error {
	w.csv.Flush()
	if w.err == nil {
		w.err = w.csv.Error()
	}
	if err := w.zip.Close(); w.err == nil {
		w.err = err
	}
	if err := w.file.Close(); w.err == nil {
		w.err = err
	}
	w.out.Records("audit_checks", auditFile, "loaded", w.loaded)
	return w.err
}
