// SPDX-License-Identifier: Apache-2.0

package bodies_test

import (
	"testing"

	"osnova/ingest/bodies"
)

func TestID(t *testing.T) {
	for _, c := range []struct{ edrpou, community, number, want string }{
		{"14360570", "UA05020030000031457", "7", "edr-14360570"},
		{"", "UA05020030000031457", " 7", "osn-0502003-007"},
		{"", "UA05020030000031457", "1204", "osn-0502003-1204"},
		{"", "UA05020030000031457", "б/н", ""},
		{"", "", "7", ""},
		{"1436057", "UA05020030000031457", "1", "osn-0502003-001"},
	} {
		if got := bodies.MakeID(c.edrpou, c.community, c.number); got != c.want {
			t.Errorf("ID(%q, %q, %q) = %q, want %q", c.edrpou, c.community, c.number, got, c.want)
		}
	}
}
