// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

var types = []string{TypeText, TypeInteger, TypeNumber, TypeBoolean, TypeDate}

// validate checks what a decoder cannot: names that point at one another, types, patterns, both languages.
func (c *Catalog) validate() {
	var sources, indicators []string
	for _, s := range c.Sources {
		sources = append(sources, s.Name)
		c.checkSource(s)
	}
	for _, m := range c.Models {
		file := yamlOf(m.File)
		c.checkText(file, "title", m.Title)
		c.checkContract(file, m.Contract)
	}
	for _, p := range c.Protected {
		c.checkProtected(p)
	}
	for _, t := range c.Tables {
		c.checkTable(t)
	}
	for _, i := range c.Indicators {
		indicators = append(indicators, i.Name)
		c.checkIndicator(i)
		c.checkRefs(yamlOf(i.File), "source", i.Sources, sources)
	}
	for _, x := range c.Indices {
		c.checkText(x.File, "title", x.Title)
		if x.Input == "" {
			c.checkRefs(x.File, "indicator", x.Leaves(), indicators)
		}
		c.checkNode(x.File, x.Root)
		c.checkLeaves(x)
		c.checkIndex(x)
	}
	for _, d := range c.Datasets {
		file := yamlOf(d.File)
		c.checkText(file, "title", d.Title)
		c.checkText(file, "description", d.Description)
		c.checkContract(file, d.Contract)
		c.checkRefs(file, "source", d.Sources, sources)
		c.checkParts(file, d)
		c.checkDisclosure(file, d.Disclosure, d.Contract, false)
	}
	c.checkLicences()
	c.checkCoverage()
	for _, p := range c.Pages {
		c.checkPage(p)
		c.checkRefs(p.Dir+"/page.yaml", "source", p.Sources, sources)
	}
}

// yamlOf is the declaration beside a SELECT.
func yamlOf(file string) string { return strings.TrimSuffix(file, path.Ext(file)) + ".yaml" }

func (c *Catalog) checkText(file, what string, t Text) {
	if t.UK == "" || t.EN == "" {
		c.Findings.Add(file, "give both uk and en", "%s is missing in a language", what)
	}
}

func (c *Catalog) checkRefs(file, kind string, names, known []string) {
	for _, n := range names {
		if slices.Contains(known, n) {
			continue
		}
		hint := "no declaration has this name"
		if near := Nearest(n, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		c.Findings.Add(file, hint, "unknown %s %q", kind, n)
	}
}

func (c *Catalog) checkContract(file string, k Contract) {
	seen := map[string]bool{}
	if len(k.Columns) == 0 {
		c.Findings.Add(file, "list its columns", "the contract has no columns")
	}
	for _, col := range k.Columns {
		where := fmt.Sprintf("%s: column %s", file, col.Name)
		if seen[col.Name] {
			c.Findings.Add(where, "", "the column is declared twice")
		}
		seen[col.Name] = true
		if !slices.Contains(types, col.Type) {
			c.Findings.Add(where, fmt.Sprintf("one of %v", types), "unknown type %q", col.Type)
		}
		if col.UK == "" || col.EN == "" {
			c.Findings.Add(where, "give both uk and en", "the meaning is missing in a language")
		}
		if _, err := regexp.Compile(col.Pattern); err != nil {
			c.Findings.Add(where, "", "bad pattern: %v", err)
		}
	}
	for _, key := range k.Key {
		if !seen[key] {
			c.Findings.Add(file, "", "key %q is no column of the contract", key)
		}
	}
}

var folderName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (c *Catalog) checkParts(file string, d Dataset) {
	if d.Parts == nil {
		return
	}
	if at := d.Column(d.Parts.By); at < 0 || d.Columns[at].Type != TypeText {
		c.Findings.Add(file, "name a text column of the contract", "parts are by %q", d.Parts.By)
	}
	if !folderName.MatchString(d.Parts.Folder) {
		c.Findings.Add(file, "small latin letters, digits and _", "the folder %q of parts cannot be used", d.Parts.Folder)
	}
	for _, other := range c.Datasets {
		if other.Parts != nil && other.Name < d.Name && other.Parts.Folder == d.Parts.Folder {
			c.Findings.Add(file, "give it another folder", "parts of %s are in %s too", other.Name, d.Parts.Folder)
		}
	}
}

func (c *Catalog) checkSource(s Source) {
	file := s.Dir + "/source.yaml"
	c.checkText(file, "title", s.Title)
	c.checkText(file, "publisher", s.Publisher)
	c.checkText(file, "attribution", s.Attribution)
	c.checkContract(file, s.Contract())
	c.checkSourceColumns(file, s.Columns)
	c.checkMarks(file, s.Format.Marks)
	c.checkLayout(file, s.Format)
	c.checkExpectations(s)
	if len(s.Key) == 0 {
		c.Findings.Add(file, "facts are sorted by it", "the source has no key")
	}
	if s.Licence.ID == "" {
		c.Findings.Add(file, "an SPDX id, or none-stated", "the licence is missing")
	}
	if !slices.Contains([]string{"rows", "aggregates"}, s.Licence.Embed) {
		c.Findings.Add(file, "rows or aggregates", "licence.embed is %q", s.Licence.Embed)
	}
	if s.Licence.Embed == "rows" && s.Licence.ID == noLicence && !lawAddress.MatchString(s.Licence.URL) {
		c.Findings.Add(file, "give licence.url of the law that opens the data (zakon.rada.gov.ua, eur-lex.europa.eu), or embed: aggregates",
			"its rows are published, though neither a licence nor a law allows it")
	}
	for _, r := range s.Skip {
		patterns := []string{r.Matches, r.Not}
		if r.Unless != nil {
			patterns = append(patterns, r.Unless.Matches)
		}
		for _, p := range patterns {
			if _, err := regexp.Compile(p); err != nil {
				c.Findings.Add(file, "", "skip rule %s: bad pattern: %v", r.Rule, err)
			}
		}
	}
	c.checkMet(file, s)
	if s.Runbook == (Text{}) {
		c.Findings.Warn(file, "say in runbook: what to do when the source fails or drifts, or who checks it and how often", "runbook is missing")
	} else {
		c.checkText(file, "runbook", s.Runbook)
	}
	switch {
	case s.Keeps != "" && s.Keeps != KeepsEnded:
		c.Findings.Add(file, "keeps: ended, or leave it out", "keeps is %q", s.Keeps)
	case s.Keeps != "" && (s.Own || s.Persons):
		c.Findings.Add(file, "leave keeps out", "rows of our own and of persons are not kept after they ended")
	}
	c.checkFetching(file, s)
	c.checkHTML(file, s)
	c.checkJSON(file, s)
	c.checkEach(file, s)
	c.checkCube(file, s)
	if s.Format.Kind == "xml" && len(s.Format.Records) == 0 {
		c.Findings.Add(file, "say records: [NAME]", "format says kind xml, and not which elements are records")
	}
	if _, err := regexp.Compile(s.Format.Members); err != nil {
		c.Findings.Add(file, "", "format.members: bad pattern: %v", err)
	}
	if s.Awaited != (Text{}) {
		c.checkText(file, "awaited", s.Awaited)
		if s.Own {
			c.Findings.Add(file, "a table of our own may be empty as it is", "an own source awaits no file")
		}
	}
	if len(s.Files) == 0 && !s.Own {
		c.Findings.Add(file, "list its files, or say own: true", "the source has no file")
	}
	c.checkMatch(file, s)
}

// checkMatch looks at what a source says of names of places.
func (c *Catalog) checkMatch(file string, s Source) {
	for _, col := range s.Columns {
		field, ok := strings.CutPrefix(col.From, "$match.")
		switch {
		case !ok:
		case s.Match == nil:
			c.Findings.Add(file, "declare match", "column %s takes %s, and nothing is matched", col.Name, col.From)
		case !slices.Contains(MatchColumns, field):
			c.Findings.Add(file, "there are: "+strings.Join(MatchColumns, ", "), "column %s: no match column %q", col.Name, field)
		}
	}
	if s.Match == nil {
		return
	}
	if s.Format.Kind != "" && len(s.Match.Text) == 0 {
		c.Findings.Add(file, "name the columns to read", "match has no text")
	}
	if !slices.Contains([]string{"", "community", "settlement"}, s.Match.Only) {
		c.Findings.Add(file, "community or settlement", "match.only is %q", s.Match.Only)
	}
}

func (c *Catalog) checkIndicator(i Indicator) {
	file := yamlOf(i.File)
	c.checkText(file, "title", i.Title)
	c.checkText(file, "definition", i.Definition)
	c.checkText(file, "unit", i.Unit)
	if i.Direction != "+" && i.Direction != "-" {
		c.Findings.Add(file, "+ or -", "direction is %q", i.Direction)
	}
	c.checkComplete(file, i)
	if !slices.Contains([]string{"ratio", "mean", "measured"}, i.Up) {
		c.Findings.Add(file, "ratio, mean or measured", "up is %q", i.Up)
	}
	if !slices.Contains(ScaleTypes, i.ScaleType) {
		c.Findings.Add(file, "one of "+strings.Join(ScaleTypes, ", ")+": inequality is measured by it", "scale_type is %q", i.ScaleType)
	}
	if i.Bounds != nil && (i.ScaleType != "bounded" || i.Bounds.Lo >= i.Bounds.Hi) {
		c.Findings.Add(file, "bounds belong to scale_type bounded, lo below hi", "bounds are %g and %g of a scale that is %q", i.Bounds.Lo, i.Bounds.Hi, i.ScaleType)
	}
	if i.Awaited != (Text{}) {
		c.checkText(file, "awaited", i.Awaited)
	}
	c.checkPublish(file, i)
	if w := i.Within; w != nil {
		if w.Pattern() == "" {
			c.Findings.Add(file, "quarter or month", "within.period is %q", w.Period)
		}
		if w.Lacking != (Text{}) {
			c.checkText(file, "within.lacking", w.Lacking)
		}
	}
	if i.ValidYears < 1 || i.ValidYears > 10 {
		c.Findings.Add(file, "1 to 10", "valid_years is %d", i.ValidYears)
	}
}

func (c *Catalog) checkNode(file string, n Node) {
	if n.Indicator == "" && len(n.Children) == 0 {
		c.Findings.Add(file, "give it an indicator or children", "node %q is empty", n.ID)
	}
	if n.Weight <= 0 {
		c.Findings.Add(file, "weights are positive", "node %q has weight %g", n.ID, n.Weight)
	}
	if !slices.Contains([]string{"", "amean", "gmean"}, n.Aggregate) {
		c.Findings.Add(file, "amean or gmean", "node %q aggregates by %q", n.ID, n.Aggregate)
	}
	if n.MinChildren > len(n.Children) {
		c.Findings.Add(file, "ask for no more than there are", "node %q wants %d of its %d children", n.ID, n.MinChildren, len(n.Children))
	}
	var children []string
	for _, child := range n.Children {
		children = append(children, child.ID)
		c.checkNode(file, child)
	}
	c.checkRefs(file, "child", n.Require, children)
}

// checkIndex checks what an index declares beside its tree.
func (c *Catalog) checkIndex(x Index) {
	if (x.Input == "") != (x.Level == "") {
		c.Findings.Add(x.File, "give both, or neither where indicators are scored", "input is %q and level is %q", x.Input, x.Level)
	}
	if x.Periods != "" && x.Periods != "annual" {
		c.Findings.Add(x.File, "annual, or leave it out", "periods is %q", x.Periods)
	}
	for _, level := range x.Levels {
		if !slices.Contains(Levels, level) {
			c.Findings.Add(x.File, "one of "+strings.Join(Levels, ", "), "unknown level %q", level)
		}
	}
	if !level(x.Root) {
		c.Findings.Add(x.File, "give each indicator as many groups above it as the others have", "indicators stand at different depths of the tree")
	}
	for _, s := range x.Schemes {
		if !slices.Contains([]string{"equal", "bod"}, s) {
			c.Findings.Add(x.File, "equal or bod", "unknown scheme %q", s)
		}
	}
	if s := x.Sensitivity; s != nil && (s.Replicates < 2 || x.Uncertainty == nil) {
		c.Findings.Add(x.File, "give 2 replicates or more, and uncertainty", "sensitivity has %d replicates", s.Replicates)
	}
	c.checkBands(x)
	if x.Uncertainty != nil {
		c.checkUncertainty(x, *x.Uncertainty)
	}
}

// checkBands checks the bands of an index and the rule that stands on them.
func (c *Catalog) checkBands(x Index) {
	for i, b := range x.Bands {
		c.checkText(x.File, "title of band "+b.ID, b.Title)
		if i > 0 && b.From <= x.Bands[i-1].From || b.ID == "" {
			c.Findings.Add(x.File, "give each an id and a higher from", "band %q does not follow the one before", b.ID)
		}
	}
	if r := x.RankIf; r != nil && (r.Nodes < 1 || r.Scored < 1 || r.ToldOneIn < 1 || x.Uncertainty == nil || len(x.Bands) == 0) {
		c.Findings.Add(x.File, "give nodes, scored and told_one_in of 1 or more, bands and uncertainty", "rank_if cannot be asked")
	}
	if len(x.Bands) > 0 && x.Uncertainty == nil {
		c.Findings.Add(x.File, "bands are told from replicates", "bands without uncertainty")
	}
}

// checkUncertainty checks what an index varies, and how often.
func (c *Catalog) checkUncertainty(x Index, u Uncertainty) {
	v := u.Vary
	if u.Replicates < 100 {
		c.Findings.Add(x.File, "1000 is usual, 100 the least", "uncertainty has %d replicates", u.Replicates)
	}
	if v.DropOne != "" && v.DropOne != "per_parent" {
		c.Findings.Add(x.File, "per_parent, or leave it out", "drop_one is %q", v.DropOne)
	}
	if !(v.Goalposts >= 0 && v.Goalposts < 0.5) || !(v.WeightsDirichlet.Concentration >= 0) {
		c.Findings.Add(x.File, "goalposts is a share below 0.5, the concentration of weights_dirichlet is 0 or more", "uncertainty is out of bounds")
	}
	if !slices.Contains([]string{"", "groups", "all"}, v.WeightsDirichlet.At) {
		c.Findings.Add(x.File, "groups or all", "weights_dirichlet is at %q", v.WeightsDirichlet.At)
	}
	if !slices.Contains([]string{"", "all", "root"}, v.Aggregate.At) {
		c.Findings.Add(x.File, "all or root", "aggregate is at %q", v.Aggregate.At)
	}
	for _, m := range v.Aggregate.Of {
		if !slices.Contains([]string{"amean", "gmean"}, m) {
			c.Findings.Add(x.File, "amean or gmean", "uncertainty aggregates by %q", m)
		}
		if m == "gmean" && x.Floor <= 0 {
			c.Findings.Add(x.File, "give a floor above 0, such as 1", "uncertainty aggregates by gmean, and the index has no floor")
		}
	}
}

// level says whether all indicators below a node stand at one depth.
func level(n Node) bool {
	depths := map[int]bool{}
	var visit func(n Node, depth int)
	visit = func(n Node, depth int) {
		if len(n.Children) == 0 {
			depths[depth] = true
		}
		for _, child := range n.Children {
			visit(child, depth+1)
		}
	}
	visit(n, 0)
	return len(depths) <= 1
}

func (c *Catalog) checkPage(p Page) {
	file := p.Dir + "/page.yaml"
	c.checkText(file, "title", p.Title)
	if p.Path == "" {
		c.Findings.Add(file, "such as ranking/index.html", "path is empty")
	}
	if p.Each != "" && !slices.ContainsFunc(p.Queries, func(q Query) bool { return q.Name == p.Each }) {
		c.Findings.Add(file, "write "+p.Each+".sql beside it", "each names no query of the page")
	}
	switch {
	case p.Of != "" && p.Of != OfSchema && p.Of != OfDataset:
		c.Findings.Add(file, "schema or dataset, or leave it out", "of is %q", p.Of)
	case p.Of != "" && p.Each != "":
		c.Findings.Add(file, "give one of them", "of and each both say which pages there are")
	}
	for column := range p.Moved {
		if p.Each == "" || !strings.Contains(p.Path, "{"+column+"}") {
			c.Findings.Add(file, "moved is for pages with each, and names columns that stand in braces in path", "moved: path has no {%s}", column)
		}
	}
	if p.Engine && p.Script == "" {
		c.Findings.Add(file, "write page.js beside it, which starts the engine, or drop engine", "it declares the engine and nothing on the page asks it")
	}
}
