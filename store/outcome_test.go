// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
)

// TestChangedSteps: what is new, has another output or is gone has changed; what ran again to the same end has not.
func TestChangedSteps(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.json")
	run := func(outputs map[string]string, forget bool) []string {
		l, err := OpenLedger(path, "")
		if err != nil {
			t.Fatal(err)
		}
		if forget {
			l.Forget(func(string) bool { return true })
		}
		for _, id := range []string{"mart.a", "mart.b", "page c"} {
			output, there := outputs[id]
			if !there {
				continue
			}
			step := Step{ID: id, Own: output, Run: func(context.Context) (Result, error) { return Result{Output: output}, nil }}
			if err := l.Do(context.Background(), step); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Save(path); err != nil {
			t.Fatal(err)
		}
		return l.Changed()
	}
	all := map[string]string{"mart.a": "1", "mart.b": "1"}
	if got := run(all, false); !slices.Equal(got, []string{"mart.a", "mart.b"}) {
		t.Errorf("new: %v", got)
	}
	if got := run(all, true); len(got) > 0 {
		t.Errorf("run again: %v", got)
	}
	if got := run(map[string]string{"mart.a": "2", "page c": "1"}, false); !slices.Equal(got, []string{"mart.a", "mart.b", "page c"}) {
		t.Errorf("other, gone, new: %v", got)
	}
}
