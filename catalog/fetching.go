// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"regexp"
	"slices"
)

var hexSum = regexp.MustCompile(`^[0-9a-f]{64}$`)

// checkFetching checks what a source declares about how its files come.
func (c *Catalog) checkFetching(file string, s Source) {
	if !(s.Rate >= 0) {
		c.Findings.Add(file, "requests a second, such as 2", "rate is %g", s.Rate)
	}
	if slices.Contains(s.Hosts, "") {
		c.Findings.Add(file, "a name such as data.gov.ua", "a host is empty")
	}
	for _, f := range s.Files {
		if f.SHA256 != "" && !hexSum.MatchString(f.SHA256) {
			c.Findings.Add(file, "64 small hexadecimal digits", "file %s: %q is no sha256", f.Name, f.SHA256)
		}
		if !slices.Contains([]string{"", "gzip", "zip"}, f.Pack) || f.Member != "" && f.Pack != "zip" && !f.List || f.List && f.Pack != "" {
			c.Findings.Add(file, "pack is gzip or zip, member goes with zip or a list", "file %s: pack %q, member %q", f.Name, f.Pack, f.Member)
		}
	}
}
