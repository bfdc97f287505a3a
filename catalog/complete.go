// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"regexp"
	"slices"
)

// atLeast finds the status of a lower bound in a SELECT.
var atLeast = regexp.MustCompile(`'>'`)

// checkComplete holds what an indicator says of its completeness against how it treats what is not recorded.
func (c *Catalog) checkComplete(file string, i Indicator) {
	if !slices.Contains([]string{AbsenceZero, AbsenceMissing, AbsenceLowerBound}, i.Absence) {
		c.Findings.Add(file, "zero, missing or lower_bound", "absence is %q", i.Absence)
	}
	if i.Complete != nil {
		if !slices.Contains([]string{"all", "stated"}, i.Complete.Units) {
			c.Findings.Add(file, "all, or stated", "complete.units is %q", i.Complete.Units)
		}
		c.checkText(file, "complete", i.Complete.Text)
	}
	switch {
	case i.Absence == AbsenceZero && (i.Complete == nil || i.Complete.Units != "all"):
		c.Findings.Add(file, "say complete: {units: all} and who says that the source is whole, or absence: missing", "what is not recorded is taken for none, and nothing says that the source is complete")
	case i.LowerBound() && i.Complete != nil:
		c.Findings.Add(file, "leave complete out, or say absence: missing", "values that are lower bounds are complete for no unit")
	case atLeast.MatchString(i.SQL) && !i.LowerBound():
		c.Findings.Add(i.SelectFile(), "say absence: lower_bound, or leave such a value out with the status :", "the SELECT gives lower bounds ('>'), and absence is %q", i.Absence)
	}
}

// checkLeaves refuses an index over values that are no whole: a lower bound or an unknown would be scored as if it were known.
func (c *Catalog) checkLeaves(x Index) {
	if x.Input != "" { // a relation of its own, where a row that is not there is missing
		return
	}
	for _, leaf := range x.Leaves() {
		at := slices.IndexFunc(c.Indicators, func(i Indicator) bool { return i.Name == leaf })
		switch {
		case at < 0:
		case c.Indicators[at].LowerBound():
			c.Findings.Add(x.File, "show it outside the index", "%s gives lower bounds, and a lower bound cannot be scored", leaf)
		case c.Indicators[at].Complete == nil:
			c.Findings.Add(x.File, "give the indicator complete: {units: all or stated, uk: …, en: …}", "%s does not say for which units it is complete", leaf)
		}
	}
}
