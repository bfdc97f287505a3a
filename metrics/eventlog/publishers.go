// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"slices"

	"osnova/metrics/duration"
)

// UnsupportedDates is what one publisher's log holds of dates that it does not support: these cases are left out.
type UnsupportedDates struct {
	Publisher   int32 // its number in Batch.By
	Cases       int
	Day         duration.Day // the first such date
	First, Last duration.Day // dates between which the log supports them
}

// Align gives each publisher, a number of By[by], an account of its own: its cases are told as of the last date that its own log supports, so that
// neither a slip of the pen of another nor the silence of one's own makes open cases late. The dates of all accounts are moved to the latest one,
// which is returned: the time of open cases so far stays what it was by their publisher's account. Cases with unsupported dates leave the batch.
func (b *Batch) Align(by int, calendar *duration.Calendar) (account duration.Day, slips []UnsupportedDates) {
	cases := map[int32][]int{}
	for i, p := range b.By[by] {
		cases[p] = append(cases[p], i)
	}
	publishers := make([]int32, 0, len(cases))
	for p := range cases {
		publishers = append(publishers, p)
	}
	slices.Sort(publishers)
	bounds := map[int32][2]duration.Day{}
	account = duration.NoDate
	for _, p := range publishers {
		first, _ := duration.Supported(countDays(b.Submitted, cases[p]))
		_, last := duration.Supported(countDays(b.Last, cases[p]))
		bounds[p] = [2]duration.Day{first, last}
		account = max(account, last)
		slip := UnsupportedDates{Publisher: p, Day: duration.NoDate, First: first, Last: last}
		for _, i := range cases[p] {
			if b.Submitted[i] >= first && b.Last[i] <= last {
				continue
			}
			if slip.Cases++; slip.Day == duration.NoDate {
				if slip.Day = b.Last[i]; b.Submitted[i] < first {
					slip.Day = b.Submitted[i]
				}
			}
		}
		if slip.Cases > 0 {
			slips = append(slips, slip)
		}
	}
	kept := 0
	for i, p := range b.By[by] {
		first, last := bounds[p][0], bounds[p][1]
		if b.Submitted[i] < first || b.Last[i] > last {
			continue
		}
		if c := Unpack(b.Course[i]); c.Status == statusOpen {
			if c.Business {
				c.Span += calendar.Between(last, account)
			} else {
				c.Span += account - last
			}
			b.Course[i] = c.pack()
		}
		b.keep(kept, i)
		kept++
	}
	b.cut(kept)
	return account, slips
}

// countDays counts some rows by their days.
func countDays(days []duration.Day, rows []int) []duration.DayCount {
	sorted := make([]duration.Day, len(rows))
	for k, i := range rows {
		sorted[k] = days[i]
	}
	slices.Sort(sorted)
	var out []duration.DayCount
	for _, d := range sorted {
		if len(out) == 0 || out[len(out)-1].Day != d {
			out = append(out, duration.DayCount{Day: d})
		}
		out[len(out)-1].Rows++
	}
	return out
}
