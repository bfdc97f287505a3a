// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// CoverageFile declares the rule of coverage.
const CoverageFile = "metrics/coverage.yaml"

// Coverage says how many units must have handed in a value before anything is told of all of them together. It holds for what units hand in
// (forms, logs, audits), not for what a register or a census tells of everybody: see Source.HandedIn.
type Coverage struct {
	Country    CoverageLeast `yaml:"country"`    // of communities
	Oblast     CoverageLeast `yaml:"oblast"`     // of communities
	Raion      CoverageLeast `yaml:"raion"`      // of communities
	Group      CoverageLeast `yaml:"group"`      // of communities of one kind, size or other trait
	Bodies     CoverageLeast `yaml:"bodies"`     // of a community's bodies of self-organization
	Inequality int           `yaml:"inequality"` // communities with a value before they are compared, ranked or tested against one another
}

// CoverageLeast is the least that must have a value: so many, and such a share of those that the value is asked of.
type CoverageLeast struct {
	Share float64 `yaml:"share"`
	Units int     `yaml:"units"`
}

// Met reports whether told of asked units are enough.
func (l CoverageLeast) Met(told, asked int) bool {
	return told >= l.Units && float64(told) >= l.Share*float64(asked)
}

// SQL is Met as a condition over two columns or expressions.
func (l CoverageLeast) SQL(told, asked string) string {
	return fmt.Sprintf("%[1]s >= %[3]d and %[1]s >= %[4]g * %[2]s", told, asked, l.Units, l.Share)
}

// Of is what a level or group of communities needs.
func (k Coverage) Of(group string) CoverageLeast {
	switch group {
	case "country", "all":
		return k.Country
	case "oblast":
		return k.Oblast
	case "raion":
		return k.Raion
	}
	return k.Group
}

// loadCoverage reads the rule. A catalog without the file has none, which is a finding where a source is handed in.
func (c *Catalog) loadCoverage(fsys fs.FS) error {
	body, err := fs.ReadFile(fsys, CoverageFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", CoverageFile, err)
	}
	var k Coverage
	if c.decode(CoverageFile, body, &k) {
		c.Coverage = &k
	}
	return nil
}

func (c *Catalog) checkCoverage() {
	if c.Coverage == nil {
		for _, s := range c.Sources {
			if s.HandedIn {
				c.Findings.Add(s.Dir+"/source.yaml", "write "+CoverageFile, "its values are handed in, and no rule says how many make a figure of all")
			}
		}
		return
	}
	k := c.Coverage
	for name, least := range map[string]CoverageLeast{"country": k.Country, "oblast": k.Oblast, "raion": k.Raion, "group": k.Group, "bodies": k.Bodies} {
		if least.Share <= 0 || least.Share > 1 || least.Units < 2 {
			c.Findings.Add(CoverageFile, "a share above 0 and up to 1, and at least 2 units", "%s is %g and %d", name, least.Share, least.Units)
		}
	}
	if k.Inequality < 2 {
		c.Findings.Add(CoverageFile, "at least 2", "inequality is %d", k.Inequality)
	}
}

// Publish says how an indicator is told where single values may do harm.
type Publish struct {
	Bands []float64 `yaml:"bands"` // ends of bands, lowest first: oblasts and the country by the middle of theirs, nothing below
	Text  `yaml:",inline"`
}

func (c *Catalog) checkPublish(file string, i Indicator) {
	if i.Publish == nil {
		return
	}
	c.checkText(file, "publish", i.Publish.Text)
	if b := i.Publish.Bands; len(b) < 3 || !slices.IsSorted(b) || len(slices.Compact(slices.Clone(b))) != len(b) {
		c.Findings.Add(file, "ends of at least two bands, lowest first", "publish.bands are %v", b)
	}
	if i.Up == "measured" || i.Within != nil {
		c.Findings.Add(file, "mean or ratio, without within", "bands are told of what communities make")
	}
}

// BandSQL gives the columns middle, lower and upper end of the band that a value falls into, as one CASE each.
func (p Publish) BandSQL(value string) (middle, low, high string) {
	var m, l, h strings.Builder
	for n := 1; n < len(p.Bands); n++ {
		when := fmt.Sprintf(" when %s < %g then ", value, p.Bands[n])
		if n == len(p.Bands)-1 {
			when = fmt.Sprintf(" when %s is not null then ", value)
		}
		fmt.Fprintf(&m, "%s%g", when, (p.Bands[n-1]+p.Bands[n])/2)
		fmt.Fprintf(&l, "%s%g", when, p.Bands[n-1])
		fmt.Fprintf(&h, "%s%g", when, p.Bands[n])
	}
	of := func(whens string) string { return "(case" + whens + " end)::double" }
	return of(m.String()), of(l.String()), of(h.String())
}
