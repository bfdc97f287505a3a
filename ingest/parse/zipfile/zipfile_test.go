// SPDX-License-Identifier: Apache-2.0

package zipfile

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

// TestOpen: names that climb out are refused, however they are written; others are not.
func TestOpen(t *testing.T) {
	for name, fine := range map[string]bool{
		"a.xml": true, "дані/файл.csv": true, "folder/": true, "a..b/..c": true, "a/../b.csv": true, `win\a.csv`: true, "x": true,
		"../../a.xml": false, "a/../../b": false, "..": false, "/etc/passwd": false, `..\a.csv`: false, `C:\a.csv`: false, "a\x00b": false,
	} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, n := range []string{"first.xml", name} {
			if _, err := z.Create(n); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		_, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if (err == nil) != fine || err != nil && !strings.Contains(err.Error(), "leads out of its folder") {
			t.Errorf("%q: %v", name, err)
		}
	}
}
