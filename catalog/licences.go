// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"regexp"
	"slices"
	"strings"
)

// noLicence is the id of a source that states no licence.
const noLicence = "none-stated"

// Unlicensed reports whether the terms are those of a law, or none: the source states no licence of its own.
func Unlicensed(l Licence) bool { return l.ID == noLicence }

// lawAddress is where laws stand that open data without a licence: of Ukraine, and of the European Union.
var lawAddress = regexp.MustCompile(`^https://(zakon\.rada\.gov\.ua|eur-lex\.europa\.eu)/`)

// checkLicences holds what is said to be made of a source whose licence binds: a dataset keeps that licence, and an indicator, which goes into
// datasets of the project's licence, is not made of it.
func (c *Catalog) checkLicences() {
	binding := map[string]string{}
	for _, s := range c.Sources {
		if s.Licence.Binds() {
			binding[s.Name] = s.Licence.ID
		}
	}
	for _, i := range c.Indicators {
		for _, name := range i.Sources {
			if id := binding[name]; id != "" {
				c.Findings.Add(yamlOf(i.File), "publish it as a dataset of that licence instead", "an indicator is made of %s, whose licence is %s", name, id)
			}
		}
	}
	for _, d := range c.Datasets {
		file, id := yamlOf(d.File), c.Project.Licence.ID
		for _, t := range d.Themes {
			if !slices.Contains(DataThemes, t) {
				c.Findings.Add(file, "one of "+strings.Join(DataThemes, ", "), "the theme %q is none of the vocabulary data-theme", t)
			}
		}
		if l := d.Licence; l != nil {
			id = l.ID
			c.checkText(file, "licence title", l.Title)
			if !licencePattern.MatchString(l.ID) || !strings.HasPrefix(l.URL, "https://") {
				c.Findings.Add(file, "give id (SPDX), url and title together", "the licence %q at %q cannot be told", l.ID, l.URL)
			}
		}
		for _, name := range d.Sources {
			if binding[name] != "" && binding[name] != id {
				c.Findings.Add(file, "give the dataset that licence, with id, url and title", "it is made of %s, whose licence is %s, and is published under %s", name, binding[name], id)
			}
		}
	}
}
