// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"strings"
	"testing"
)

// FuzzAddress: what is taken for a web address has a host in small ASCII letters, no user and no fragment, and is itself taken for the same.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"рада.укр", "HTTPS://Example.GOV.ua:443/a?b#c", "http://[::1%25a]:80", "//x", "ftp://example.org", "http://u:p@example.org", "http://xn--", "http://a..b", "example.org:99999", "http://１２７.0.0.1/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := Address(text)
		if err != nil {
			return
		}
		if u.Hostname() == "" || u.User != nil || u.Fragment != "" || u.Host != strings.ToLower(u.Host) || u.Path == "" {
			t.Errorf("%q is taken for %q", text, u)
		}
		again, err := Address(u.String())
		if err != nil || again.String() != u.String() {
			t.Errorf("%q is taken for %q, and that for %v (%v)", text, u, again, err)
		}
	})
}
