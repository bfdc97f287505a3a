// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestMetIsTrue: a source whose facts are embedded says that it met a file, and the checksum is that of a file in its lock; one that awaits its
// files does so only where a test of its own reads that file.
func TestMetIsTrue(t *testing.T) {
	stage := &Stage{Files: os.DirFS("..")}
	read := []string{"open_data_passport"} // by TestRealPassport
	locked := 0
	for _, s := range declarations(t).Sources {
		lock, err := stage.readLock(s)
		switch {
		case s.Own:
		case err == nil && len(lock.Files) > 0:
			locked++
			if !slices.ContainsFunc(lock.Files, func(f LockedFile) bool { return s.Met.Sum != "" && strings.HasPrefix(f.SHA256, s.Met.Sum) }) {
				t.Errorf("%s: met is %q, which is no file of its lock", s.Name, s.Met)
			}
		case s.Met.Level == catalog.MetFile && !slices.Contains(read, s.Name):
			t.Errorf("%s: met is %q, and neither a lock nor a test knows the file", s.Name, s.Met)
		}
	}
	if locked < 30 {
		t.Errorf("%d locks were read", locked)
	}
}
