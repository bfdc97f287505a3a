// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"time"

	"osnova/cmd/instrument"
	"osnova/ingest/tablefile"
	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// earlierCensus is an earlier census: the state of each body.
type earlierCensus map[string]string

// readWave reads census.csv of an earlier census; none where no file is named.
func readWave(d *instrument.Session, path string) (earlierCensus, error) {
	if path == "" {
		return nil, nil
	}
	columns := map[string][]string{}
	table, err := d.CheckFrame("before", path, tablefile.Request{Columns: []string{"body_id", "state"}}, func(f *frame.Frame) error {
		var faults []error
		for _, name := range []string{"body_id", "state"} {
			cells, err := f.Text(name)
			columns[name], faults = cells, append(faults, err)
		}
		return errors.Join(faults...)
	})
	if err != nil {
		return nil, err
	}
	out := earlierCensus{}
	for i, id := range columns["body_id"] {
		state := columns["state"][i]
		switch {
		case !slices.Contains(states, state):
			_ = d.AddFindings(table.File, &frame.CellError{File: table.File, Line: table.Line(i), Column: "state", Value: state, Reason: "is no state of a census"})
		case out[id] != "":
			_ = d.AddFindings(table.File, &frame.CellError{File: table.File, Line: table.Line(i), Column: "body_id", Value: id, Reason: "is there already"})
		}
		out[id] = state
	}
	if len(d.Findings) > 0 {
		return nil, instrument.ErrRefused
	}
	return out, nil
}

// absentState is the state of a body that only one of two waves has.
const absentState = "not_listed"

// tabulateCensus makes the tables of a census; changes and transitions where there was an earlier one.
func tabulateCensus(bodies []*censusBody, before earlierCensus) map[string]frame.File {
	out := map[string]frame.File{
		"census.csv": frame.FileOfRows([]string{"body_id", "name", "state", "reason", "address", "dated", "sha256", "day"}, func(w *frame.Writer) {
			for _, b := range bodies {
				dated := ""
				if !b.dated.IsZero() {
					dated = b.dated.Format(time.DateOnly)
				}
				w.Row(b.id, b.name, b.state, b.reason, b.address(), dated, b.page.SHA256, b.day.Format(time.DateOnly))
			}
		}),
		"census_states.csv": frame.FileOfRows([]string{"state", "bodies", "share", "low", "high"}, func(w *frame.Writer) {
			for _, state := range states {
				n := 0
				for _, b := range bodies {
					if b.state == state {
						n++
					}
				}
				low, high := statistics.Wilson(float64(n), float64(len(bodies)), statistics.Z95)
				w.Row(state, n, float64(n)/float64(len(bodies)), low, high)
			}
		}),
	}
	if before == nil {
		return out
	}
	changes, transitions := compareWaves(bodies, before)
	out["census_changes.csv"] = frame.FileOfRows([]string{"body_id", "before", "now"}, func(w *frame.Writer) {
		for _, c := range changes {
			w.Row(c.id, c.before, c.now)
		}
	})
	out["census_transitions.csv"] = frame.FileOfRows([]string{"before", "now", "bodies"}, func(w *frame.Writer) {
		order := append(slices.Clone(states), absentState)
		for _, from := range order {
			for _, to := range order {
				if n := transitions[[2]string{from, to}]; n > 0 {
					w.Row(from, to, n)
				}
			}
		}
	})
	return out
}

// waveChange is one body whose state is another than before.
type waveChange struct{ id, before, now string }

// compareWaves says which bodies changed, by id, and counts all by their two states.
func compareWaves(bodies []*censusBody, before earlierCensus) (changes []waveChange, transitions map[[2]string]int) {
	now := earlierCensus{}
	for _, b := range bodies {
		now[b.id] = b.state
	}
	both := maps.Clone(now)
	maps.Copy(both, before)
	transitions = map[[2]string]int{}
	for _, id := range slices.Sorted(maps.Keys(both)) {
		c := waveChange{id, cmp.Or(before[id], absentState), cmp.Or(now[id], absentState)}
		transitions[[2]string{c.before, c.now}]++
		if c.before != c.now {
			changes = append(changes, c)
		}
	}
	return changes, transitions
}
