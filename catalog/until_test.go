// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
)

// TestUntil: a feed is read up to a day, by a path, where documents lead on; anything else is found.
func TestUntil(t *testing.T) {
	for says, want := range map[string]string{
		`next: n, until: {path: at, before: "2026-10-12"}`:    "",
		`next: n, until: {path: at, before: "12.10.2026"}`:    `before "12.10.2026"`,
		`next: n, until: {before: "2026-10-12"}`:              `path ""`,
		`rows: data, until: {path: at, before: "2026-10-12"}`: `before "2026-10-12"`,
	} {
		got := load(t, map[string]string{"ingest/sources/towns/source.yaml": strings.Replace(sourceYAML, "{kind: csv}", "{kind: json, json: {"+says+"}}", 1)}).Findings
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0].What, want)) {
			t.Errorf("%s: got %v, want %q", says, got, want)
		}
	}
}
