// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"sync"
	"time"

	"osnova/ingest/fetch"
)

// transfers shows on a terminal what is being fetched: how much of it, how fast, how long it will take; elsewhere it logs a line for every
// file that takes longer than ten seconds, and again every ten seconds. show writes one line. It may be called by several goroutines.
type transfers struct {
	show  func(line string)
	every time.Duration
	now   func() time.Time

	mu    sync.Mutex
	begun map[string]time.Time
	last  time.Time
}

// transfers draws on the bar of the run where there is one.
func (a *program) transfers() *transfers {
	if a.steps != nil {
		return &transfers{show: a.steps.Describe, every: 200 * time.Millisecond, now: time.Now}
	}
	return &transfers{show: func(line string) { a.log.Info("fetching", "file", line) }, every: 10 * time.Second, now: time.Now}
}

func (t *transfers) watch(x fetch.Transfer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if t.begun == nil {
		t.begun, t.last = map[string]time.Time{}, now
	}
	since, ok := t.begun[x.Address]
	if !ok {
		since, t.begun[x.Address] = now, now
	}
	if x.Size >= 0 && x.Got >= x.Size {
		delete(t.begun, x.Address)
	}
	if now.Sub(t.last) < t.every {
		return
	}
	t.last = now
	t.show(transferred(x, now.Sub(since)))
}

// transferred is a transfer in words: 12.5 of 800 MB at 5.1 MB/s, 2m35s left.
func transferred(x fetch.Transfer, after time.Duration) string {
	const mega = 1e6
	line := fmt.Sprintf("%s: %.1f MB", x.Address, float64(x.Got)/mega)
	if x.Size >= 0 {
		line = fmt.Sprintf("%s: %.1f of %.1f MB", x.Address, float64(x.Got)/mega, float64(x.Size)/mega)
	}
	if rate := float64(x.Got) / after.Seconds(); after > time.Second && rate > 0 {
		line += fmt.Sprintf(" at %.1f MB/s", rate/mega)
		if x.Size > x.Got {
			line += fmt.Sprintf(", %s left", (time.Duration(float64(x.Size-x.Got)/rate) * time.Second).Round(time.Second))
		}
	}
	if x.Files > 0 {
		line += fmt.Sprintf("; %d before it", x.Files)
	}
	return line
}
