// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
)

// settleFindings puts one warning a source that is switched off in the place of all that is not made, or is incomplete, for its sake.
func (a *program) settleFindings() {
	if len(a.without) == 0 {
		return
	}
	all := append(slices.Clone(a.lacking), a.findings...)
	var rest catalog.Findings
	names := map[string][]string{}
	for i, f := range all {
		cause := ""
		for _, name := range a.without {
			if mentions(f, name) && !strings.Contains(f.What, "at fault is") {
				cause = name
				break
			}
		}
		if cause == "" && i < len(a.lacking) {
			cause = a.without[0]
		}
		if cause == "" {
			rest = append(rest, f)
			continue
		}
		names[cause] = append(names[cause], cmp.Or(f.Step, f.Where))
	}
	for _, name := range a.without {
		dependants := names[name]
		slices.Sort(dependants)
		dependants = slices.Compact(dependants)
		what := "source " + name + " is switched off; nothing else needs it"
		if len(dependants) > 0 {
			what = "source " + name + " is switched off, so these are not made or are incomplete: " + strings.Join(dependants, ", ")
		}
		rest.Warn("project.yaml", "take it out of without to have it again", "%s", what)
	}
	a.findings, a.without, a.lacking = rest, nil, nil
}

// hostPattern is the host in the words of a fetch that failed.
var hostPattern = regexp.MustCompile(`\bfetch (https?://[^/\s]+)`)

// joinHosts puts one warning a host in the place of those of several sources whose files it did not give.
func joinHosts(findings catalog.Findings) (out catalog.Findings) {
	host := func(f catalog.Finding) string {
		if m := hostPattern.FindStringSubmatch(f.What); m != nil && f.Warning && strings.HasPrefix(f.Step, "raw.") {
			return m[1]
		}
		return ""
	}
	steps := map[string][]string{}
	for _, f := range findings {
		if h := host(f); h != "" && !slices.Contains(steps[h], f.Step) {
			steps[h] = append(steps[h], f.Step)
		}
	}
	told := map[string]bool{}
	for _, f := range findings {
		h := host(f)
		switch {
		case len(steps[h]) < 2:
			out = append(out, f)
		case !told[h]:
			told[h] = true
			f.Where, f.What = h, fmt.Sprintf("%d tables stand as they were: %s; first: %s", len(steps[h]), strings.Join(steps[h], ", "), f.What)
			out = append(out, f)
		}
	}
	return out
}

// mentions reports whether a finding names a source, or its table.
func mentions(f catalog.Finding, source string) bool {
	return regexp.MustCompile(`\braw\.` + regexp.QuoteMeta(source) + `\b|"` + regexp.QuoteMeta(source) + `"|\bsource ` + regexp.QuoteMeta(source) + `\b|parser ` +
		regexp.QuoteMeta(source) + `\b`).MatchString(f.What)
}
