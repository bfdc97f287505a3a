// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/metrics/statistics"
	"osnova/store"
)

// eventGroups is one SELECT from cases to groups.
//
//go:embed events.sql
var eventGroups string

// Events measures logs of administrative cases: they are read once, grouped by one SELECT as they come in, and each group is measured.
type Events struct {
	Store *store.Store
	Rules eventlog.Rules
	Only  []string // metrics wanted, nil = all
	Show  bool     // what rests on few cases is shown, marked u

	Replicates int    // of the bootstrap of E; 0 = E has no interval
	Edition    string // seeds it, with the group

	Again func() error // called before the logs are read a second time: what was rejected so far is told again
}

// MostGroups is the largest number of groups of one run; more is a table of cases, not of groups.
const MostGroups = 2_000_000

// EventLog reads one file of cases: it hands the usable ones to do.
type EventLog func(ctx context.Context, r *eventlog.Reader, do func(*eventlog.Batch) error) error

// EventRow is one group with its metrics.
type EventRow struct {
	By     []string
	Period string
	Values []eventlog.Value // valid during the call
}

// Run reads the logs by reader, twice where they hold dates that they do not support or cases of several rows, and hands each group to do, ordered
// by the texts of Rules.By and the period. Each of logs may be called twice. An account without a date is that of the last one supported.
func (e *Events) Run(ctx context.Context, reader *eventlog.Reader, logs []EventLog, do func(EventRow) error) error {
	if err := e.gather(ctx, reader, logs); err != nil {
		return err
	}
	if reader.Restart() {
		if err := e.Store.Exec(ctx, "drop table metric.event_group"); err != nil {
			return err
		}
		if e.Again != nil {
			if err := e.Again(); err != nil {
				return err
			}
		}
		if err := e.gather(ctx, reader, logs); err != nil {
			return err
		}
	}
	reader.Free()
	if e.Rules.AsOf == duration.NoDate {
		e.Rules.AsOf = reader.Latest
	}
	if reader.Used == 0 {
		return nil
	}
	return e.measure(ctx, reader, do)
}

// gather reads the logs once and groups their cases.
func (e *Events) gather(ctx context.Context, reader *eventlog.Reader, logs []EventLog) error {
	cases := newCaseReader(ctx, len(e.Rules.By), func(ctx context.Context, hand func(*eventlog.Batch) error) error {
		for _, read := range logs {
			if err := read(ctx, reader, hand); err != nil {
				return err
			}
		}
		return reader.Finish(hand)
	})
	err := e.Store.Gather(ctx, "metric.event_group", e.query(), cases)
	cases.stop()
	if store.OutOfMemory(err) {
		return fmt.Errorf(
			"%w; the times of all cases, about 16 bytes each, and the groups are held in memory: group by fewer columns, or measure the log in parts by period or territory",
			err,
		)
	}
	return err
}

// query fills in the columns to group by: their number is known only now.
func (e *Events) query() string {
	by := ""
	for i := range e.Rules.By {
		by += fmt.Sprintf("by_%d, ", i)
	}
	return strings.ReplaceAll(eventGroups, "/*by*/", by)
}

// measure goes through the groups in the order of their texts.
func (e *Events) measure(ctx context.Context, reader *eventlog.Reader, do func(EventRow) error) error {
	var records []arrow.Record
	defer func() {
		for _, r := range records {
			r.Release()
		}
	}()
	err := e.Store.Arrow(ctx, "select * from metric.event_group", func(r arrow.Record) error {
		r.Retain()
		records = append(records, r)
		return nil
	})
	if err != nil {
		return err
	}
	if err := e.Store.Exec(ctx, "drop table metric.event_group"); err != nil {
		return err
	}
	groups := int64(0)
	for _, r := range records {
		groups += r.NumRows()
	}
	if groups > MostGroups {
		return fmt.Errorf("%d groups are more than %d: group by fewer columns", groups, MostGroups)
	}
	places := e.ordered(reader, records)
	m := &eventlog.Measurer{
		AsOf:       e.Rules.AsOf,
		Calendar:   e.Rules.Calendar,
		Lacks:      reader.Lacks,
		Only:       e.Only,
		Show:       e.Show,
		Replicates: e.Replicates,
		Stop:       func() bool { return ctx.Err() != nil },
	}
	row := EventRow{By: make([]string, len(e.Rules.By))}
	for i, p := range places {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r := records[p.record]
		for k := range row.By {
			row.By[k] = reader.Names(k)[int32At(r, k, p.row)]
		}
		row.Period = reader.PeriodText(p.period)
		g := groupAt(r, len(row.By)+1, p.row)
		if e.Replicates > 0 {
			g.Seed = statistics.SeedOf(e.Edition, strings.Join(append(slices.Clone(row.By), row.Period), "/"), "E")
		}
		row.Values = m.Measure(g)
		if e.Replicates > 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := do(row); err != nil {
			return err
		}
	}
	return nil
}

type groupPosition struct {
	record, row int
	ranks       []int32 // of the texts
	period      int32
}

// ordered gives the places of all groups in the order of their texts.
func (e *Events) ordered(reader *eventlog.Reader, records []arrow.Record) []groupPosition {
	ranks := make([][]int32, len(e.Rules.By))
	for k := range ranks {
		names := reader.Names(k)
		order := make([]int32, len(names))
		for i := range order {
			order[i] = int32(i)
		}
		slices.SortFunc(order, func(a, b int32) int { return strings.Compare(names[a], names[b]) })
		ranks[k] = make([]int32, len(names))
		for rank, i := range order {
			ranks[k][i] = int32(rank)
		}
	}
	var places []groupPosition
	for n, r := range records {
		for row := range int(r.NumRows()) {
			p := groupPosition{record: n, row: row, period: int32At(r, len(ranks), row), ranks: make([]int32, len(ranks))}
			for k := range ranks {
				p.ranks[k] = ranks[k][int32At(r, k, row)]
			}
			places = append(places, p)
		}
	}
	slices.SortFunc(places, func(a, b groupPosition) int {
		if c := slices.Compare(a.ranks, b.ranks); c != 0 {
			return c
		}
		return int(a.period - b.period)
	})
	return places
}

func int32At(r arrow.Record, column, row int) int32 {
	return r.Column(column).(*array.Int32).Value(row)
}

// groupAt reads the counts and courses of a row; from is the column of the first.
func groupAt(r arrow.Record, from, row int) eventlog.Group {
	count := func(k int) int { return int(r.Column(from + k).(*array.Int64).Value(row)) }
	g := eventlog.Group{Cases: count(0), Done: count(1), Refused: count(2), Electronic: count(3), Repeat: count(4), Prompt: count(5), Silent: count(6)}
	if list := r.Column(from + 7).(*array.List); list.IsValid(row) {
		start, end := list.ValueOffsets(row)
		g.Courses = list.ListValues().(*array.Uint64).Uint64Values()[start:end]
	}
	return g
}
