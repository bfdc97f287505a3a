// SPDX-License-Identifier: Apache-2.0

package duration

import "slices"

// DayCount is a day and how many rows have it.
type DayCount struct {
	Day  Day
	Rows int
}

// A date far from its neighbours is a slip of the pen rather than the last or first date of a log. Far is, at the end, a gap of more than half a
// year, of twenty gaps as they are usual there, and of one and a half times the longest before it (services of a season have long ones every year);
// at the beginning, where cases may have waited long, ten years.
const (
	leastRows    = 10   // fewer rows support no judgement
	gapAtEnd     = 180  // days
	gapAtStart   = 3650 // days
	usualGaps    = 20
	mostFarShare = 20 // one row in so many may be far, or a single one
)

// Supported gives the first and the last day that the rows of a log support: days sorted, each once, with their rows. Few rows beyond a wide gap
// are no support; all of less than ten rows are. None, None of no days. A day beyond the last supported one is at most one row in twenty, or one.
func Supported(days []DayCount) (first, last Day) {
	if len(days) == 0 {
		return NoDate, NoDate
	}
	rows := 0
	for _, d := range days {
		rows += d.Rows
	}
	from, to := 0, len(days)-1
	if rows < leastRows {
		return days[from].Day, days[to].Day
	}
	most := max(1, rows/mostFarShare)
	for at, far := 0, 0; at < to; at++ {
		if far += days[at].Rows; far > most {
			break
		}
		if gapBetween(days[at], days[at+1]) > gapAtStart {
			from = at + 1
		}
	}
	gaps, longest := make([]int64, to), make([]int64, to+1) // longest of the gaps before a day
	for i := from; i < to; i++ {
		gaps[i] = gapBetween(days[i], days[i+1])
		longest[i+1] = max(longest[i], gaps[i])
	}
	sorted := slices.Clone(gaps[from:])
	slices.Sort(sorted)
	usual := int64(1)
	if len(sorted) > 0 {
		usual = sorted[len(sorted)/2]
	}
	for at, far := to, 0; at > from; at-- {
		if far += days[at].Rows; far > most {
			break
		}
		if gap := gaps[at-1]; gap > gapAtEnd && gap > usualGaps*usual && 2*gap > 3*longest[at-1] {
			to = at - 1
		}
	}
	return days[from].Day, days[to].Day
}

// gapBetween is the number of days from one to another.
func gapBetween(a, b DayCount) int64 { return int64(b.Day) - int64(a.Day) }
