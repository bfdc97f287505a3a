// SPDX-License-Identifier: Apache-2.0

package disclosure

import (
	"fmt"
	"math"
	"strings"
)

// Record is one row of a table of persons with its true counts, and what may be told of it.
type Record struct {
	Apart string   // rows with another value are another table, which this one does not add up with
	Keys  []string // one a dimension; Total = margin
	Count int      // persons of the row
	Parts []Share  // shares of them, the same ones in each row
	Means []Average

	// Set by Protect.
	Hidden bool // nothing of the row may be told
}

// Share is how many of the persons of a row are so, and of how many that is known.
type Share struct {
	Count, Of int
	Hidden    bool // set by Protect
}

// Average is a mean over some persons of a row.
type Average struct {
	Over   int  // of how many
	Hidden bool // set by Protect
}

// Protect says which counts, parts and averages of the rows may not be told by the rule:
//
//   - a row of 1 … K−1 persons, and those without which it would follow from the margins;
//   - a part of 1 … K−1 persons, or one that leaves 1 … K−1, or that is none or all of fewer than
//     GroupN (all three tell who), and those without which one would follow from the margins, of the
//     parts or of what they leave;
//   - an average over fewer than K persons, and in a row of fewer than 2K, where how many it is over
//     would follow from its digits: with 2K and more and [MeanDecimals] any number does.
//
// It ends at a fixed point: hiding a row hides its parts, and a part hidden in one table is hidden in
// the others. What is hidden does not depend on the order of rows.
func Protect(records []Record, dimensions []string, parents map[string]map[string]string, r Rule) error {
	tables := map[string][]int{}
	for i := range records {
		tables[records[i].Apart] = append(tables[records[i].Apart], i)
	}
	for apart, rows := range tables {
		if err := protectOne(records, rows, dimensions, parents, r); err != nil {
			if apart != "" {
				return fmt.Errorf("%s: %w", strings.ReplaceAll(apart, "\x00", ", "), err)
			}
			return err
		}
	}
	return nil
}

func protectOne(records []Record, rows []int, dimensions []string, parents map[string]map[string]string, r Rule) error {
	parts := 0
	for _, i := range rows {
		parts = max(parts, len(records[i].Parts))
	}
	for changed := true; changed; {
		changed = false
		// pass protects one count of all rows; hidden points at what to set.
		pass := func(cell func(*Record) (Cell, *bool)) error {
			t := Table{Dimensions: dimensions, Parents: parents}
			set := make([]*bool, len(rows))
			for n, i := range rows {
				c, hidden := cell(&records[i])
				c.Keys, c.Hidden = records[i].Keys, c.Hidden || *hidden
				t.Cells, set[n] = append(t.Cells, c), hidden
			}
			if err := t.Protect(r); err != nil {
				return err
			}
			for n := range t.Cells {
				if t.Cells[n].Reason != Shown && !*set[n] {
					*set[n], changed = true, true
				}
			}
			return nil
		}
		if err := pass(func(x *Record) (Cell, *bool) { return Cell{Count: x.Count}, &x.Hidden }); err != nil {
			return err
		}
		for p := range parts {
			part := func(x *Record) (Cell, *bool) {
				return Cell{Count: x.Parts[p].Count, Of: x.Parts[p].Of, Hidden: x.Hidden}, &x.Parts[p].Hidden
			}
			rest := func(x *Record) (Cell, *bool) {
				c, hidden := part(x)
				c.Count = c.Of - c.Count
				return c, hidden
			}
			if err := pass(part); err != nil {
				return fmt.Errorf("part %d: %w", p+1, err)
			}
			if err := pass(rest); err != nil {
				return fmt.Errorf("what part %d leaves: %w", p+1, err)
			}
		}
	}
	for _, i := range rows {
		x := &records[i]
		for m := range x.Means {
			x.Means[m].Hidden = x.Hidden || x.Means[m].Over < r.K || x.Count < 2*r.K
		}
	}
	return nil
}

// MeanDecimals is how many decimals a mean over persons is told with: one of 20 and more, else none. Of m whole numbers a mean with d
// decimals rules out no m from 10^d on, so that it does not tell how many it is of.
func MeanDecimals(of int) int {
	if of >= 20 {
		return 1
	}
	return 0
}

// RoundMean rounds a mean over persons of a row of so many; NaN stays.
func RoundMean(v float64, of int) float64 {
	if math.IsNaN(v) {
		return v
	}
	return Round(v, MeanDecimals(of))
}
