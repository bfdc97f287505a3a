// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"cmp"
	"fmt"
	"slices"
	"time"
	_ "time/tzdata" // the rules of time of places, where the computer has none

	"osnova/metrics/duration"
)

// KyivTime is the place whose days count where nothing else is said.
var KyivTime = func() *time.Location {
	place, err := time.LoadLocation("Europe/Kyiv")
	if err != nil { // the rules are part of the program
		panic(err)
	}
	return place
}()

// review is what a first reading of the logs found and only a second one can act on: dates that they do not support, and cases that have several
// rows, of which the one with the latest date counts.
type review struct {
	first, last duration.Day // supported; None = no bound
	twice       map[caseKey]bool

	order []caseKey         // cases held, as they come
	rows  map[caseKey][]int // their places in batch
	batch Batch
	at    []heldRow
}

// heldRow says where a row is that waits for the others of its case.
type heldRow struct {
	file, id string
	line     int
	ruled    bool
}

// Restart says, after all logs were read, whether they must be read again, and makes the reader ready for it. A second reading rejects rows whose
// dates the logs do not support, and takes of the rows of a case the last state; it ends with [Reader.Finish]. It is never needed a third time.
func (r *Reader) Restart() bool {
	if r.review != nil {
		return false
	}
	v := &review{first: duration.NoDate, last: duration.NoDate, twice: r.twice, rows: map[caseKey][]int{}}
	starts, ends := dayCounts(r.starts), dayCounts(r.ends)
	if first, _ := duration.Supported(starts); len(starts) > 0 && first > starts[0].Day {
		v.first = first
	}
	if last := r.supported(ends); r.rules.AsOf == duration.NoDate && last < r.Latest {
		v.last = last
	}
	if v.first == duration.NoDate && v.last == duration.NoDate && len(v.twice) == 0 {
		return false
	}
	rules, by, reject, byRow, written, seed := r.rules, r.by, r.Reject, r.ByRow, r.Written, r.seed
	*r = *NewReader(rules)
	r.by, r.Reject, r.ByRow, r.Written, r.review, r.seed = by, reject, byRow, written, v, seed
	return true
}

// supported is the last date of the account: the last that the dates support, and not after the files were written. Where more than half of the
// rows lie after that day, it is wrong itself, as in an archive that keeps no times.
func (r *Reader) supported(ends []duration.DayCount) duration.Day {
	if len(ends) == 0 {
		return duration.NoDate
	}
	_, last := duration.Supported(ends)
	if r.Written == duration.NoDate || last <= r.Written+1 {
		return last
	}
	later, all, before := 0, 0, duration.NoDate
	for _, d := range ends {
		all += d.Rows
		if d.Day > r.Written+1 { // the clock of another zone may be a day ahead
			later += d.Rows
		} else {
			before = d.Day
		}
	}
	if 2*later > all || before == duration.NoDate {
		return last
	}
	return before
}

func dayCounts(rows []int32) (out []duration.DayCount) {
	for i, n := range rows {
		if n > 0 {
			out = append(out, duration.DayCount{Day: duration.FirstDay + duration.Day(i), Rows: int(n)})
		}
	}
	return out
}

// unsupported names the column whose date the logs do not support.
func (v *review) unsupported(submitted duration.Day, after [3]duration.Day) (column, reason string) {
	if v.first != duration.NoDate && submitted < v.first {
		return "submitted_at", fmt.Sprintf("is %d days before %s, the first date that the log supports", v.first-submitted, duration.DayText(v.first))
	}
	if v.last == duration.NoDate {
		return "", ""
	}
	late := func(d duration.Day) string {
		return fmt.Sprintf("is %d days after %s, the last date that the log supports; give --as-of where it is right", d-v.last, duration.DayText(v.last))
	}
	if submitted > v.last {
		return "submitted_at", late(submitted)
	}
	for i, d := range after {
		if d != duration.NoDate && d > v.last {
			return dated[i], late(d)
		}
	}
	return "", ""
}

// hold keeps row i of a batch until all rows of its case are there.
func (v *review) hold(r *Reader, file string, s *splitter, d *caseID, b *Batch, i int) {
	if v.batch.By == nil {
		v.batch.By = make([][]int32, len(b.By))
	}
	n := len(v.at)
	v.batch.add(b, i)
	v.at = append(v.at, heldRow{file, shown(r.text(s, d)), int(d.line), d.ruled})
	if v.rows[d.caseKey] == nil {
		v.order = append(v.order, d.caseKey)
	}
	v.rows[d.caseKey] = append(v.rows[d.caseKey], n)
}

// add appends row i of another batch.
func (b *Batch) add(from *Batch, i int) {
	for k := range b.By {
		b.By[k] = append(b.By[k], from.By[k][i])
	}
	b.Period, b.Course = append(b.Period, from.Period[i]), append(b.Course, from.Course[i])
	b.Status, b.Electronic, b.Silent = append(b.Status, from.Status[i]), append(b.Electronic, from.Electronic[i]), append(b.Silent, from.Silent[i])
	b.Repeat, b.Prompt = append(b.Repeat, from.Repeat[i]), append(b.Prompt, from.Prompt[i])
	b.Submitted, b.Last = append(b.Submitted, from.Submitted[i]), append(b.Last, from.Last[i])
}

// same says whether two rows tell of one state of a case, whatever they are grouped by.
func (b *Batch) same(i, j int) bool {
	return b.Course[i] == b.Course[j] && b.Last[i] == b.Last[j]
}

// Finish hands the cases that have several rows to do, each once, after all logs were read, and rejects their other rows. Nothing happens where
// none was held.
func (r *Reader) Finish(do func(*Batch) error) error {
	v := r.review
	if v == nil || len(v.at) == 0 {
		return nil
	}
	b := &Batch{By: make([][]int32, len(v.batch.By))}
	var bad []int
	reasons := map[int]string{}
	for _, key := range v.order {
		rows := v.rows[key]
		state := v.state(rows)
		for _, i := range rows {
			if i != state {
				bad = append(bad, i)
				reasons[i] = v.reason(i, state)
			}
		}
		b.add(&v.batch, state)
		r.count(&v.batch, state, v.at[state].ruled)
	}
	slices.SortFunc(bad, func(i, j int) int { return cmp.Compare(i, j) }) // held in the order of the files
	for _, i := range bad {
		r.bad = append(r.bad, Rejected{v.at[i].file, v.at[i].line, "case_id", v.at[i].id, reasons[i]})
	}
	if err := r.Reject(r.bad); err != nil {
		return err
	}
	r.bad = r.bad[:0]
	r.Used += b.Len()
	return do(b)
}

// state chooses of the rows of a case the one that counts: of those submitted when the first was, the one with the latest date, of equal ones
// that which is told last; a row that repeats another never replaces it.
func (v *review) state(rows []int) int {
	best := rows[0]
	for _, i := range rows[1:] {
		if v.batch.Submitted[i] != v.batch.Submitted[best] || v.batch.Last[i] < v.batch.Last[best] || v.batch.same(i, best) {
			continue
		}
		best = i
	}
	return best
}

// reason says why row i of a case does not count beside its last state.
func (v *review) reason(i, state int) string {
	switch where := fmt.Sprintf("%s:%d", v.at[state].file, v.at[state].line); {
	case v.batch.Submitted[i] != v.batch.Submitted[state]:
		return fmt.Sprintf("is there already with another submitted_at, at %s: a case is submitted once, give the other a name of its own", where)
	case v.batch.same(i, state):
		return thereAlready
	default:
		return fmt.Sprintf("is an earlier state of the case: %s has the last one", where)
	}
}
