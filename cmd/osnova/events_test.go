// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEventsExample: the example of docs/instruments/events.md gives what the page says.
func TestEventsExample(t *testing.T) {
	args, want := example(t, "events.md", 2, 2)
	build(t, exitFine, args...)
	for _, f := range want {
		got, err := os.ReadFile(filepath.FromSlash(f.name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(f.body, string(got)); diff != "" {
			t.Errorf("%s: %s", f.name, diff)
		}
	}
}
