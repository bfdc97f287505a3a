package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"osnova/catalog"
)

// largeFrom is the number of units from which memory is planned, roomEvery after how many rows of unknown number it is looked at again.
const largeFrom, roomEvery = 1 << 18, 1 << 20

// unitBytes is what osnova inequality takes for a unit at its worst moment, but for the draws of a bootstrap: first the columns read and the
// sorting of their order, then the columns in order and what measures hold of them.
func unitBytes(f inequalityFlags) int64 {
	columns := int64(8)
	for _, more := range []string{f.weight, f.rank, f.later, f.lat, f.lon} {
		if more != "" {
			columns += 8
		}
	}
	columns += 4 * int64(len(f.groups))
	names := int64(0)
	if f.unit != "" {
		names = 40
	}
	if columns == 8 && f.bootstrap == 0 && f.curve == "" {
		return 8 + 16 + names // values alone are sorted where they are; the logarithms of those above 0 are held
	}
	sorting := columns + 24
	measuring := columns + 16 + 16*int64(len(f.groups))
	if f.rank != "" {
		measuring += 32
	}
	if f.later != "" {
		measuring += 64
	}
	if f.nearest > 0 || f.neighbours != "" || f.curve != "" {
		measuring += columns + 64 + 12*int64(f.nearest)
	}
	return max(sorting, measuring) + names
}

// roomForUnits refuses, before it is read, a file that would not fit, and has the collector let garbage go sooner where the file is large.
func (a *app) roomForUnits(file string, f inequalityFlags, rows int) error {
	if rows < largeFrom {
		return nil
	}
	debug.SetGCPercent(10)
	need := leastMemory + int64(rows)*(unitBytes(f)*11/10+drawBytes(f))
	if a.memory == 0 || need <= a.memory {
		return nil
	}
	a.findings = append(a.findings, catalog.Finding{
		Where: file, What: fmt.Sprintf("%d rows need about %s of memory, the bound is %s", rows, sized(need), sized(a.memory)),
		Hint: "give more by --memory SIZE, ask for fewer columns or no intervals, or measure parts of the file",
	})
	return errRefused
}

// drawBytes is what one draw takes for a unit.
func drawBytes(f inequalityFlags) int64 {
	if f.bootstrap == 0 {
		return 0
	}
	return 4
}

// drawsAtOnce is how many resamples fit beside each other. 0: as many as there are processors.
func (a *app) drawsAtOnce(f inequalityFlags, rows int) int {
	if rows < largeFrom || f.bootstrap == 0 {
		return 0
	}
	most := 4
	if a.memory > 0 {
		left := a.memory - leastMemory - int64(rows)*unitBytes(f)*11/10
		most = int(min(4, max(1, left/(int64(rows)*drawBytes(f)))))
	}
	return min(most, runtime.GOMAXPROCS(0))
}
