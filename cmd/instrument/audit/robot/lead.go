// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"cmp"
	"context"
	"net/http"
	"slices"
)

// Bounds of a start page that leads on: pages one after another, and frames of one page.
const (
	maxLeads  = 5
	maxFrames = 8
)

// lead follows a start page to the page that a reader meets without a click: its refresh, or its frames where it has no links of its own.
// Where that cannot be seen, the record says why.
func (v *visit) lead(ctx context.Context, start *document, header http.Header) (*document, error) {
	to := cmp.Or(start.refresh, refreshed(start.url, start.url, header.Get("Refresh")))
	for n := 0; ; n++ {
		switch {
		case to == "" && len(start.links) == 0 && len(start.frames) > 0:
			return v.leadIntoFrames(ctx, start)
		case to == "":
			return start, nil
		case n == maxLeads || v.asked[pageKey(to)] && n > 0:
			v.rec.Onward = "it leads on without end"
			return start, nil
		case !v.own(to, start):
			v.rec.Onward = otherSite
			return start, nil
		}
		v.asked[pageKey(to)] = true
		next, err := v.ask(ctx, to, 0)
		if err != nil {
			return nil, err
		}
		last := v.rec.Pages[len(v.rec.Pages)-1]
		if next == nil {
			v.rec.Onward = last.why()
			return start, nil
		}
		v.rec.Start, start, to = cmp.Or(last.Final, last.URL), next, next.refresh
	}
}

// leadIntoFrames asks for the frames of a page. The one with most links takes its place, the others are read with it.
func (v *visit) leadIntoFrames(ctx context.Context, outer *document) (*document, error) {
	first := len(v.rec.Pages)
	var best *document
	at, why := 0, ""
	for _, to := range outer.frames[:min(len(outer.frames), maxFrames)] {
		if !v.own(to, outer) {
			why = cmp.Or(why, otherSite)
			continue
		}
		if v.asked[pageKey(to)] {
			continue
		}
		v.asked[pageKey(to)] = true
		p, err := v.ask(ctx, to, 0)
		if err != nil {
			return nil, err
		}
		if p == nil {
			why = cmp.Or(why, v.rec.Pages[len(v.rec.Pages)-1].why())
			continue
		}
		v.framed = append(v.framed, p)
		if best == nil || len(p.links) > len(best.links) {
			best, at = p, len(v.rec.Pages)-1
		}
	}
	if best == nil {
		v.rec.Onward = cmp.Or(why, "its frames show nothing")
		return outer, nil
	}
	if len(best.links) == 0 {
		v.rec.Onward = why
	}
	seen := v.rec.Pages[at] // the start page stands before the other frames
	v.rec.Pages = slices.Insert(slices.Delete(v.rec.Pages, at, at+1), first, seen)
	v.rec.Start = cmp.Or(seen.Final, seen.URL)
	return best, nil
}
