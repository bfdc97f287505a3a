// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"osnova/cmd/instrument"

	"github.com/spf13/cobra"
)

// sizeOf reads a size such as 4GB, 1.5GiB, 800M or a number of bytes.
func sizeOf(text string) (int64, error) {
	number := strings.TrimRight(text, "BKMGTibkmgt")
	factors := map[string]float64{
		"":    1,
		"B":   1,
		"K":   1e3,
		"KB":  1e3,
		"M":   1e6,
		"MB":  1e6,
		"G":   1e9,
		"GB":  1e9,
		"T":   1e12,
		"TB":  1e12,
		"KIB": 1 << 10,
		"MIB": 1 << 20,
		"GIB": 1 << 30,
		"TIB": 1 << 40,
	}
	factor, known := factors[strings.ToUpper(text[len(number):])]
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || !known || !(v > 0) || v*factor > math.MaxInt64/2 {
		return 0, usage("--memory %q: give a size such as 4GB or 800MB", text)
	}
	if v*factor < instrument.LeastMemory {
		return 0, usage("--memory %s: the program itself takes %s", text, instrument.FormatBytes(instrument.LeastMemory))
	}
	return int64(v * factor), nil
}

// machine is what there is of memory, in bytes, under the roots of /proc and /sys: of the computer, and what the container of this process
// allows (cgroup v2 memory.max or v1 memory.limit_in_bytes, the least of all groups it is in). 0: not known, or no limit.
func machine(proc, sys string) (whole, allowed int64) {
	info, _ := os.ReadFile(filepath.Join(proc, "meminfo"))
	for line := range strings.Lines(string(info)) {
		if rest, ok := strings.CutPrefix(line, "MemTotal:"); ok {
			kB, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			whole = kB << 10
		}
	}
	groups, _ := os.ReadFile(filepath.Join(proc, "self", "cgroup"))
	for line := range strings.Lines(string(groups)) {
		part := strings.SplitN(strings.TrimSpace(line), ":", 3)
		if len(part) != 3 {
			continue
		}
		base, file := filepath.Join(sys, "fs", "cgroup"), "memory.max"
		switch {
		case part[0] == "0" && part[1] == "":
		case strings.Contains(","+part[1]+",", ",memory,"):
			base, file = filepath.Join(base, "memory"), "memory.limit_in_bytes"
		default:
			continue
		}
		for at := path.Clean("/" + part[2]); ; at = path.Dir(at) { // in a container the path may be one of outside: then only the root is there
			text, _ := os.ReadFile(filepath.Join(base, filepath.FromSlash(at), file))
			n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
			if err == nil && n > 0 && n < 1<<60 && (allowed == 0 || n < allowed) { // v1 writes about 2⁶³ for no limit
				allowed = n
			}
			if at == "/" {
				break
			}
		}
	}
	return whole, allowed
}

// bound is the memory to keep within: what is asked for, else half of the computer's, and never above nine tenths of what a container allows. 0: not known.
func bound(asked, whole, allowed int64) int64 {
	limit := asked
	if limit == 0 {
		limit = whole / 2
	}
	if most := allowed / 10 * 9; allowed > 0 && (limit == 0 || limit > most) {
		limit = most
	}
	return limit
}

// bindMemory finds the bound and has Go's collector keep within it. What the database takes is not Go's.
func (a *program) bindMemory(given bool) error {
	var asked int64
	if given {
		var err error
		if asked, err = sizeOf(a.memoryFlag); err != nil {
			return err
		}
	}
	whole, allowed := machine("/proc", "/sys")
	a.memory = bound(asked, whole, allowed)
	if asked > 0 && a.memory < asked {
		a.log.Warn(
			"less memory than asked for",
			"asked",
			instrument.FormatBytes(asked),
			"the container allows",
			instrument.FormatBytes(allowed),
			"used",
			instrument.FormatBytes(a.memory),
		)
	}
	if a.memory > 0 {
		debug.SetMemoryLimit(a.memory - min(a.memory/8, instrument.LeastMemory))
	}
	return nil
}

// tooLarge ends a run that needs more memory than it may take.
type tooLarge struct{ limit int64 }

// Error says what to try.
func (e tooLarge) Error() string {
	return fmt.Sprintf(
		"more than %s of memory is needed, the bound of --memory: give more by --memory SIZE if the computer has it, or ask for less at once; what was there before is in place",
		instrument.FormatBytes(e.limit),
	)
}

// watchEach is how often the memory taken is looked at, graceTime how long a run that takes too much may go on to end by itself.
const watchEach, graceTime = 100 * time.Millisecond, 3 * time.Second

// withinMemory stops the run before the system kills it. resident tells the bytes taken; exit ends the process where the work does not stop by itself.
func withinMemory(ctx context.Context, limit int64, resident func() int64, stderr io.Writer, exit func(int)) (context.Context, func()) {
	ctx, stop := context.WithCancelCause(ctx)
	if limit == 0 {
		return ctx, func() { stop(nil) }
	}
	done := make(chan struct{})
	go func() {
		tick := time.NewTicker(watchEach)
		defer tick.Stop()
		var since time.Time
		for {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			if resident() <= limit {
				if since.IsZero() {
					continue
				}
			} else if since.IsZero() {
				debug.FreeOSMemory() // what is garbage already is not needed
				if resident() <= limit {
					continue
				}
				since = time.Now()
				stop(tooLarge{limit})
			}
			if time.Since(since) > graceTime {
				fmt.Fprintf(stderr, "osnova: %v\n", tooLarge{limit})
				exit(exitError)
				return
			}
		}
	}()
	return ctx, func() { close(done); stop(nil) }
}

// watchMemory gives the command a context that ends when the process takes more memory than it may.
func (a *program) watchMemory(c *cobra.Command) {
	if a.exit == nil {
		return
	}
	ctx, stop := withinMemory(c.Context(), a.memory, resident, a.stderr, a.exit)
	c.SetContext(ctx)
	a.unwatch = func(err error) error {
		stop()
		if cause := context.Cause(ctx); err != nil && errors.As(cause, &tooLarge{}) {
			return cause
		}
		return err
	}
}

// resident is what this process holds of memory, in bytes.
func resident() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if field := strings.Fields(string(text)); err == nil && len(field) > 1 {
		pages, _ := strconv.ParseInt(field[1], 10, 64)
		return pages * int64(os.Getpagesize())
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}
