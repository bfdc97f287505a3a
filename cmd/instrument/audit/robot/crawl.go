// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"
)

// reader reads pages once, for the crawl and for the checks.
type reader struct {
	keep  Bodies
	pages map[string]*document // by final address and sha256
}

func newReader(keep Bodies) *reader { return &reader{keep: keep, pages: map[string]*document{}} }

// page reads what was seen; body nil: from the evidence.
func (r *reader) page(s Visit, body []byte) (*document, error) {
	address := cmp.Or(s.Final, s.URL)
	id := s.SHA256 + " " + s.Type + " " + address
	if p, ok := r.pages[id]; ok {
		return p, nil
	}
	if body == nil {
		var err error
		if body, err = r.keep.Get(s.SHA256); err != nil {
			return nil, err
		}
	}
	p, err := readPage(address, s.Type, body)
	if err != nil {
		return nil, err
	}
	r.pages[id] = p
	return p, nil
}

// noise are parameters that only count visits.
var noise = []string{"utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "fbclid", "gclid", "phpsessid", "sid", "jsessionid"}

// pageKey is an address without what does not make it another page.
func pageKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	for name := range q {
		if slices.Contains(noise, strings.ToLower(name)) {
			q.Del(name)
		}
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	return host + "/" + strings.Trim(u.EscapedPath(), "/") + "?" + q.Encode()
}

// own reports whether an address is one of the site.
func (v *visit) own(address string, start *document) bool {
	u, err := url.Parse(address)
	return err == nil && v.ownHost(u, start) && strings.HasPrefix(cmp.Or(u.Path, "/"), v.under)
}

func (v *visit) ownHost(u *url.URL, start *document) bool {
	return slices.Contains(v.hosts, strings.ToLower(u.Hostname())) && u.Port() == start.url.Port()
}

// fresh reports whether a page is still to be asked for, and takes it. Of addresses that differ in their query alone some are taken, but
// for those that a rule names: a whole site may lie behind one path.
func (v *visit) fresh(address string, start *document, named bool) bool {
	if !isPage(address) || !v.own(address, start) || v.asked[pageKey(address)] {
		return false
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	at := strings.ToLower(u.Host) + u.EscapedPath()
	if u.RawQuery != "" && !named {
		if v.paths[at]++; v.paths[at] > maxSamePath {
			return false
		}
	}
	v.asked[pageKey(address)] = true
	return true
}

// pages asks for what the start page leads to: first what the rules name, then what the pages so found lead to where a rule looks
// deeper (a list of bodies, descriptions of services, news), then the rest.
func (v *visit) pages(ctx context.Context, start *document) error {
	var named, rest []string
	seen := map[string]bool{}
	for _, l := range v.linksOf(start) {
		if !isPage(l.to) || !v.own(l.to, start) || seen[pageKey(l.to)] {
			continue
		}
		seen[pageKey(l.to)] = true
		if v.isNamed(l) {
			named = append(named, l.to)
		} else {
			rest = append(rest, l.to)
		}
	}
	var first []*document
	for _, address := range named {
		if v.spent() {
			return nil
		}
		if !v.fresh(address, start, true) {
			continue
		}
		p, err := v.ask(ctx, address, 1)
		if err != nil {
			return err
		}
		if p != nil {
			first = append(first, p)
		}
	}
	if err := v.deeper(ctx, start, append([]*document{start}, first...)); err != nil {
		return err
	}
	for _, address := range rest {
		if v.spent() {
			return nil
		}
		if !v.fresh(address, start, false) {
			continue
		}
		if _, err := v.ask(ctx, address, 1); err != nil {
			return err
		}
	}
	return nil
}

// linksOf gives the links of the start page and of the frames beside it.
func (v *visit) linksOf(start *document) []anchor {
	links := start.links
	for _, p := range v.framed {
		if p != start {
			links = slices.Concat(links, p.links)
		}
	}
	return links
}

func (v *visit) isNamed(l anchor) bool {
	for id, re := range expressions() {
		if id[0] == 'L' && id != "L05" && (re.MatchString(l.name) || re.MatchString(l.href)) {
			return true
		}
	}
	return false
}

// deeper asks for second-level pages: of the list of bodies and the news (two each at most), and of single services.
func (v *visit) deeper(ctx context.Context, start *document, from []*document) error {
	for _, id := range []string{"L04", "L25"} {
		asked, had := 0, map[string]bool{}
		for _, p := range from {
			for _, l := range p.links {
				if asked == 2 || v.spent() {
					break
				}
				if menu := l.name + " " + l.to; had[menu] {
					continue
				} else {
					had[menu] = true
				}
				re := expressions()[id]
				if !re.MatchString(l.name) || !v.fresh(l.to, start, true) {
					continue
				}
				asked++
				if _, err := v.ask(ctx, l.to, 2); err != nil {
					return err
				}
			}
		}
	}
	asked, had := 0, map[string]bool{} // menus repeat on every page
	for _, p := range from {
		for _, l := range p.links {
			if asked == 2*maxServices || v.spent() {
				return nil
			}
			if menu := l.name + " " + l.to; had[menu] {
				continue
			} else {
				had[menu] = true
			}
			if !isService(p, l) || !v.fresh(l.to, start, true) {
				continue
			}
			asked++
			if _, err := v.ask(ctx, l.to, 2); err != nil {
				return err
			}
		}
	}
	return nil
}

// resources asks how large the files are that the start page draws on; style sheets are read.
func (v *visit) resources(ctx context.Context, start *document) error {
	for _, r := range start.resources() {
		if len(v.rec.Resources) == maxResources {
			v.rec.Resources = append(v.rec.Resources, Resource{URL: "", Size: -1}) // more than are looked at
			return nil
		}
		out := Resource{URL: r.address, Size: -1}
		if u, err := url.Parse(r.address); err == nil && v.ownHost(u, start) && !v.rec.Stopped {
			if err := v.weigh(ctx, r, &out); err != nil {
				return err
			}
			v.spent()
		}
		v.rec.Resources = append(v.rec.Resources, out)
	}
	return nil
}

func (v *visit) weigh(ctx context.Context, r resource, out *Resource) error {
	if !r.style {
		if a, err := v.look.Head(ctx, r.address); err == nil && a.Status == 200 && a.Size >= 0 {
			out.Size = a.Size
			return ctx.Err()
		}
	}
	limit := int64(weightLimit + 1)
	if r.style {
		limit = styleLimit
	}
	a, err := v.look.Get(ctx, r.address, limit)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return nil
	case a.Status == 404 || a.Status == 410:
		out.Size = 0
	case a.Status == 200:
		out.Size = a.Size
		v.left -= a.Size
		if r.style && !a.Cut {
			out.SHA256 = hashBody(a.Body)
			return v.read.keep.Put(out.SHA256, a.Body)
		}
	}
	return nil
}
