// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"osnova/catalog"
	"osnova/cmd/instrument"
)

// largeFrom is the number of units from which memory is planned, roomEvery after how many rows of unknown number it is looked at again.
const largeFrom, roomEvery = 1 << 18, 1 << 20

// countUnitBytes is what osnova inequality takes for a unit at its worst moment, but for the draws of a bootstrap: first the columns read and the
// sorting of their order, then the columns in order and what measures hold of them.
func countUnitBytes(o request) int64 {
	columns := int64(8)
	for _, more := range []string{o.Weight, o.Rank, o.Later, o.Lat, o.Lon} {
		if more != "" {
			columns += 8
		}
	}
	columns += 4 * int64(len(o.Groups))
	names := int64(0)
	if o.Unit != "" {
		names = 40
	}
	if columns == 8 && o.Bootstrap == 0 && o.Curve == "" {
		return 8 + 16 + names // values alone are sorted where they are; the logarithms of those above 0 are held
	}
	sorting := columns + 24
	measuring := columns + 16 + 16*int64(len(o.Groups))
	if o.Rank != "" {
		measuring += 32
	}
	if o.Later != "" {
		measuring += 64
	}
	if o.nearest > 0 || o.Neighbours != "" || o.Curve != "" {
		measuring += columns + 64 + 12*int64(o.nearest)
	}
	return max(sorting, measuring) + names
}

// refuseTooLarge refuses, before it is read, a file that would not fit, and has the collector let garbage go sooner where the file is large.
func refuseTooLarge(d *instrument.Session, file string, o request, rows int) error {
	if rows < largeFrom {
		return nil
	}
	debug.SetGCPercent(10)
	need := instrument.LeastMemory + int64(rows)*(countUnitBytes(o)*11/10+countDrawBytes(o))
	if d.Memory == 0 || need <= d.Memory {
		return nil
	}
	d.Findings = append(d.Findings, catalog.Finding{
		Where: file, What: fmt.Sprintf("%d rows need about %s of memory, the bound is %s", rows, instrument.FormatBytes(need), instrument.FormatBytes(d.Memory)),
		Hint: "give more by --memory SIZE, ask for fewer columns or no intervals, or measure parts of the file",
	})
	return instrument.ErrRefused
}

// countDrawBytes is what one draw takes for a unit.
func countDrawBytes(o request) int64 {
	if o.Bootstrap == 0 {
		return 0
	}
	return 4
}

// countDraws is how many resamples fit beside each other. 0: as many as there are processors.
func countDraws(d *instrument.Session, o request, rows int) int {
	if rows < largeFrom || o.Bootstrap == 0 {
		return 0
	}
	most := 4
	if d.Memory > 0 {
		left := d.Memory - instrument.LeastMemory - int64(rows)*countUnitBytes(o)*11/10
		most = int(min(4, max(1, left/(int64(rows)*countDrawBytes(o)))))
	}
	return min(most, runtime.GOMAXPROCS(0))
}
