// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"osnova/ingest/fetch"
)

// TestTransfers: a long file is told with its rate and what is left, not at every write, and a short one not at all.
func TestTransfers(t *testing.T) {
	at := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	var got []string
	w := &transfers{show: func(line string) { got = append(got, line) }, every: 10 * time.Second, now: func() time.Time { return at }}
	for n := int64(0); n <= 20; n++ { // 50 MB a second of 1 GB
		w.watch(fetch.Transfer{Address: "https://example.org/register.zip", Got: 50e6 * n, Size: 1e9, Files: 3})
		at = at.Add(time.Second)
	}
	w.watch(fetch.Transfer{Address: "https://example.org/small.csv", Got: 10, Size: 10})
	at = at.Add(10 * time.Second)
	w.watch(fetch.Transfer{Address: "https://example.org/stream", Got: 1e6, Size: -1})
	want := []string{
		"https://example.org/register.zip: 500.0 of 1000.0 MB at 50.0 MB/s, 10s left; 3 before it",
		"https://example.org/register.zip: 1000.0 of 1000.0 MB at 50.0 MB/s; 3 before it",
		"https://example.org/stream: 1.0 MB",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
