// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/audit/robot"
	"osnova/ingest/tablefile"
	"osnova/metrics/frame"
	"osnova/store/disk"
)

// States of a body in a census, after the surveys of Scottish community councils by Ryan and Cruickshank (2012, 2014), and what could not be seen.
const (
	stateNone    = "none"     // there is no such body: its register says that it ended
	stateOffline = "offline"  // it exists, and no page that names it was found
	stateStale   = "stale"    // a page names it, with nothing dated within a year
	stateCurrent = "current"  // a page says something of it that is dated within a year
	stateUnseen  = "not_seen" // its server did not answer, robots.txt closes it, or its name tells it from no other
)

// states are the states in the order of the tables.
var states = []string{stateNone, stateOffline, stateStale, stateCurrent, stateUnseen}

// censusNames are the files that a census writes.
var censusNames = []string{"census.csv", "census_states.csv", "census_changes.csv", "census_transitions.csv"}

// freshMonths is how old the newest date may be at most.
const freshMonths = 12

// censusBody is one row of a list of bodies.
type censusBody struct {
	id, name  string
	ended     bool
	addresses []string

	seen map[string]presenceOn // by address: what was seen there

	state, reason string
	page          robot.Visit
	dated         time.Time
	day           time.Time // of the visit that the state rests on
}

// presenceOn is what an address showed of a body, and on which day.
type presenceOn struct {
	robot.Presence
	day time.Time
}

// RunCensus visits what a list of bodies of self-organization gives as their addresses and says of each whether it is to be found online and
// how fresh that is. It writes census.csv and census_states.csv, and with an earlier census what changed since.
func RunCensus(ctx context.Context, d *instrument.Session, o Options) error {
	switch {
	case len(o.Addresses) > 0 || o.Sites != "":
		return instrument.Usage("--census takes addresses from its list: give neither addresses nor --sites with it")
	case o.Confirm != "":
		return instrument.Usage("--confirm is for checks of sites, not for a census")
	}
	if err := o.check(); err != nil {
		return err
	}
	place, err := disk.Claim(o.Out, "audit", censusNames...)
	if err != nil {
		return err
	}
	bodies, err := readBodies(d, o.Census)
	if err != nil {
		return err
	}
	before, err := readWave(d, o.Before)
	if err != nil {
		return err
	}
	if err := d.RefuseOverwrite(instrument.JoinNames(o.Out, censusNames)...); err != nil {
		return err
	}
	if !o.Again && !o.KeepNothing {
		if err := place.Take(); err != nil {
			return err
		}
	}
	day, err := visitBodies(ctx, d, bodies, o)
	if err != nil {
		return err
	}
	d.Log.Info("census taken", judgeStates(bodies, day)...)
	return d.WriteFolder(ctx, place, tabulateCensus(bodies, before), censusNames)
}

// readBodies reads the list: body_id, name, and where they are known url (several parted by spaces) and status (ended: there is none any more).
func readBodies(d *instrument.Session, path string) ([]*censusBody, error) {
	columns := map[string][]string{}
	table, err := d.CheckFrame("census", path, tablefile.Request{Columns: []string{"body_id", "name"}}, func(f *frame.Frame) error {
		var faults []error
		for _, name := range []string{"body_id", "name", "url", "status"} {
			if !slices.Contains(f.Names, name) && name != "body_id" && name != "name" {
				columns[name] = make([]string, f.Len())
				continue
			}
			cells, err := f.Text(name)
			columns[name], faults = cells, append(faults, err)
		}
		return errors.Join(faults...)
	})
	if err != nil {
		return nil, err
	}
	var out []*censusBody
	known := map[string]bool{}
	for i, id := range columns["body_id"] {
		fault := func(column, value, reason string) {
			_ = d.AddFindings(table.File, &frame.CellError{File: table.File, Line: table.Line(i), Column: column, Value: value, Reason: reason})
		}
		b := &censusBody{id: id, name: columns["name"][i], ended: columns["status"][i] == "ended", seen: map[string]presenceOn{}}
		switch status := columns["status"][i]; {
		case id == "":
			fault("body_id", id, "is empty")
		case known[id]:
			fault("body_id", id, "is there already: a body is one row, with its addresses parted by spaces")
		case b.name == "":
			fault("name", "", "is empty: without a name nothing can be looked for")
		case !slices.Contains([]string{"", "active", "ended"}, status):
			fault("status", status, "is neither active nor ended")
		}
		known[id] = true
		for _, address := range strings.Fields(columns["url"][i]) {
			u, err := robot.Address(address)
			if err != nil {
				fault("url", address, "is no web address")
				continue
			}
			b.addresses = append(b.addresses, u.String())
		}
		out = append(out, b)
	}
	if len(d.Findings) > 0 {
		return nil, instrument.ErrRefused
	}
	if len(out) == 0 {
		return nil, d.AddFindings(table.File, errors.New("there are no rows"))
	}
	return out, nil
}

// hostPlaces are the places of one host, each with the bodies that may be found there.
type hostPlaces struct {
	places []robot.Place
	bodies [][]*censusBody
}

// groupByHost brings together what lies on one host, so that it is asked at one pace and each address once.
func groupByHost(bodies []*censusBody) []*hostPlaces {
	var out []*hostPlaces
	hosts, at := map[string]*hostPlaces{}, map[string]int{}
	for _, b := range bodies {
		if b.ended {
			continue
		}
		for _, address := range b.addresses {
			u, _ := robot.Address(address) // read before
			h := hosts[strings.TrimPrefix(u.Host, "www.")]
			if h == nil {
				h = &hostPlaces{}
				hosts[strings.TrimPrefix(u.Host, "www.")] = h
				out = append(out, h)
			}
			i, ok := at[address]
			if !ok {
				i = len(h.places)
				at[address] = i
				h.places, h.bodies = append(h.places, robot.Place{Site: address}), append(h.bodies, nil)
			}
			h.places[i].Bodies, h.bodies[i] = append(h.places[i].Bodies, b.name), append(h.bodies[i], b)
		}
	}
	return out
}

// visitBodies visits all places, several hosts at once, or judges again what was kept of them. It gives the day of the visit; of visits that were
// kept, the latest.
func visitBodies(ctx context.Context, d *instrument.Session, bodies []*censusBody, o Options) (day time.Time, err error) {
	auditor, err := newAuditor(d, o)
	if err != nil {
		return day, err
	}
	folder := robot.Folder(filepath.Join(o.Out, "evidence"))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wait sync.WaitGroup
	var lock sync.Mutex
	if !o.Again {
		day = auditor.Day
	}
	work := make(chan *hostPlaces)
	for range o.Parallel {
		wait.Go(func() {
			for h := range work {
				each := func(i int, f robot.Found) error {
					on, err := time.Parse(time.DateOnly, f.Record.Day)
					if err != nil {
						return fmt.Errorf("evidence of %s: the day of the visit: %w", f.Record.Site, err)
					}
					lock.Lock()
					defer lock.Unlock()
					for k, b := range h.bodies[i] {
						b.seen[h.places[i].Site] = presenceOn{f.Presences[k], on}
					}
					if on.After(day) {
						day = on
					}
					if o.KeepNothing || o.Again {
						return nil
					}
					return folder.Save(f.Record)
				}
				if err := visitHost(ctx, auditor, h, o, folder, each); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, h := range groupByHost(bodies) {
		work <- h
	}
	close(work)
	wait.Wait()
	return day, context.Cause(ctx)
}

// visitHost visits the places of one host, or reads what was kept of them.
func visitHost(ctx context.Context, auditor *robot.Auditor, h *hostPlaces, o Options, folder robot.Folder, each func(int, robot.Found) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if !o.Again {
		var keep robot.Bodies = folder
		if o.KeepNothing {
			keep = robot.Memory{}
		}
		return auditor.Census(ctx, h.places, keep, each)
	}
	for i, place := range h.places {
		rec, err := folder.Load(place.Site)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: visit it first, without --from-evidence", err)
		}
		if err != nil {
			return err
		}
		f := robot.Found{Record: rec}
		if f.Presences, err = robot.JudgeCensus(rec, place.Bodies, folder); err != nil {
			return err
		}
		if err := each(i, f); err != nil {
			return err
		}
	}
	return nil
}

// take keeps what shows the most of the body: a page that names it before one that does not, the fresher of two, a page seen before none.
func (b *censusBody) take(p presenceOn) {
	switch {
	case p.Named && (b.state != stateStale || p.Dated.After(b.dated)):
		b.state, b.reason, b.page, b.dated, b.day = stateStale, "", p.Page, p.Dated, p.day // whether it is current is judged by the day
	case b.state == stateStale || b.state == stateUnseen:
	case !p.Seen:
		b.state, b.reason, b.page, b.day = stateUnseen, p.Reason, p.Page, p.day // what was not seen may name it
	case b.state == "":
		b.state, b.reason, b.page, b.day = stateOffline, p.Reason, p.Page, p.day
	}
}

// judgeStates gives every body its state, and counts them for the log.
func judgeStates(bodies []*censusBody, day time.Time) (counted []any) {
	counts := map[string]int{}
	for _, b := range bodies {
		b.day = day
		for _, address := range b.addresses { // in the order of the list, whichever host answered first
			if p, visited := b.seen[address]; visited {
				b.take(p)
			}
		}
		switch {
		case b.ended:
			b.state, b.reason = stateNone, "its register says that it ended"
		case len(b.addresses) == 0:
			b.state, b.reason = stateOffline, "no address is known"
		case b.state == stateStale && b.dated.IsZero():
			b.reason = "nothing on the page is dated"
		case b.state == stateStale && !b.dated.Before(b.day.AddDate(0, -freshMonths, 0)):
			b.state = stateCurrent
		case b.state == stateStale:
			b.reason = fmt.Sprintf("the newest date is older than %d months", freshMonths)
		}
		counts[b.state]++
	}
	counted = append(counted, "bodies", len(bodies))
	for _, s := range states {
		counted = append(counted, s, counts[s])
	}
	return counted
}

// address is where the body was looked for.
func (b *censusBody) address() string {
	return cmp.Or(b.page.Final, b.page.URL, strings.Join(b.addresses, " "))
}
