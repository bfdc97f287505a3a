// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"time"

	"osnova/ingest/fetch"
)

// Presence is what one address shows of a body of self-organization.
type Presence struct {
	Seen   bool      // a page could be read, or its server says that there is none
	Named  bool      // a page names the body
	Dated  time.Time // newest date of what a page says of it, before the day of the visit; zero where it has none
	Page   Visit     // that names it and has that date; else the first page asked for
	Reason string    // why it is not named or not seen
}

// newsNames are names of links under which a body publishes.
var newsNames = regexp.MustCompile(`новин|оголошен|протокол|звіт|збор|засідан|рішен|діяльн|події|анонс|news`)

// censusPages is the most pages of one address that a census asks for.
const censusPages = 12

// Place is an address and the bodies that may be found from there.
type Place struct {
	Site   string
	Bodies []string // names
}

// Found is what came of one place: the record of the visit, and what it shows of each body in the order of the place.
type Found struct {
	Record    *Record
	Presences []Presence
}

// Census asks for places of one host, one after another, and from each for what names its bodies or lies below it. A page counts for a body only
// where it names it: an address of a whole site, a page of the body's own, and a list of bodies are all taken. each is called with every
// place as it is done.
func (a *Auditor) Census(ctx context.Context, places []Place, keep Bodies, each func(i int, f Found) error) error {
	limited := *a
	limited.Pages = min(cmp.Or(a.Pages, censusPages), censusPages)
	var look *fetch.Visitor
	for i, place := range places {
		v, u, err := limited.start(Target{Site: place.Site}, keep)
		if err != nil {
			return err
		}
		if look == nil {
			look = v.look
		}
		v.look = look // the pace is that of the host
		if err := v.census(ctx, u, namesOf(place.Bodies)); err != nil {
			return err
		}
		f := Found{Record: v.rec}
		if f.Presences, err = judgePresences(v.rec, v.read, place.Bodies); err != nil {
			return err
		}
		if err := each(i, f); err != nil {
			return err
		}
	}
	return nil
}

// JudgeCensus judges again what was kept of a visit.
func JudgeCensus(rec *Record, bodies []string, keep Bodies) ([]Presence, error) {
	return judgePresences(rec, newReader(keep), bodies)
}

// census asks for the start page and what follows from it.
func (v *visit) census(ctx context.Context, u *url.URL, names []bodyName) error {
	start, err := v.begin(ctx, u)
	if err != nil || start == nil {
		return err
	}
	if start, err = v.lead(ctx, start, v.header); err != nil {
		return err
	}
	return v.followNames(ctx, start, names)
}

// namesOf takes names apart.
func namesOf(bodies []string) []bodyName {
	out := make([]bodyName, len(bodies))
	for i, body := range bodies {
		out[i] = readBodyName(body)
	}
	return out
}

// followNames asks for the pages that a start page leads to by a name of a body, and for news and reports where the start page is of one
// body: below its address, or anywhere on a site of its own.
func (v *visit) followNames(ctx context.Context, start *document, names []bodyName) error {
	own := false // the start page is of a body
	for _, name := range names {
		own = own || name.heads(start)
	}
	under := folderOf(start.url.Path)
	for _, l := range v.linksOf(start) {
		if v.spent() {
			return nil
		}
		named := false
		for _, name := range names {
			named = named || name.in(l.name)
		}
		if !named && !(own && newsNames.MatchString(l.name) && isBelow(l.to, under)) {
			continue
		}
		if !v.fresh(l.to, start, true) {
			continue
		}
		if _, err := v.ask(ctx, l.to, 1); err != nil {
			return err
		}
	}
	return nil
}

// judgePresences says what the pages that were seen show of each body.
func judgePresences(rec *Record, read *reader, bodies []string) ([]Presence, error) {
	visited, err := time.Parse(time.DateOnly, rec.Day)
	if err != nil {
		return nil, fmt.Errorf("evidence of %s: the day of the visit: %w", rec.Site, err)
	}
	out := make([]Presence, len(bodies))
	for i, name := range namesOf(bodies) {
		if out[i], err = judgePresence(rec, read, name, visited.AddDate(0, 0, -1)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// judgePresence says what the pages of one visit show of a body. The last day is the one before the visit: clocks of pages show today's date, and
// announcements the days to come.
func judgePresence(rec *Record, read *reader, name bodyName, last time.Time) (out Presence, err error) {
	if len(rec.Pages) == 0 { // nothing answered
		out.Reason = cmp.Or(rec.Fault, "no page was asked for")
		out.Seen, out.Page = out.Reason == hostUnknown, Visit{URL: rec.Site, Fault: out.Reason}
		return out, nil
	}
	out.Page = rec.Pages[0]
	if !name.canBeFound() {
		out.Reason = "the name has no word that tells the body from others"
		return out, nil
	}
	own, reason := false, ""
	for i, seen := range rec.Pages {
		out.Seen = out.Seen || seen.SHA256 != "" || seen.isGone()
		if seen.SHA256 == "" {
			reason = cmp.Or(reason, seen.why())
			continue
		}
		p, err := read.page(seen, nil)
		if err != nil {
			return out, err
		}
		if p.absent() {
			reason = cmp.Or(reason, "the page says that it is not there")
			continue
		}
		own = own || i == 0 && name.heads(p)
		if dated, named := name.dated(p, last, own && i > 0); named && (!out.Named || dated.After(out.Dated)) {
			out.Named, out.Dated, out.Page = true, dated, seen
		}
	}
	if !out.Named {
		out.Reason = cmp.Or(reason, "no page names the body")
	}
	return out, nil
}
