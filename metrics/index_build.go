// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// Group columns of an index in the form of osnova index.
const (
	levelColumn   = "level"
	rankingColumn = "ranking" // the level of a unit that may have a rank, else empty
)

// goalpostsFile is what the spec calls the goalposts, which are in the declaration.
const goalpostsFile = "goalposts.csv"

// builtIndex is an index in the form in which osnova index takes it, and what that makes of it: the site and the instrument score and
// simulate by the same program.
type builtIndex struct {
	*indexUnits
	*composite.Index
	posts map[string]composite.Goalposts
	among []string // what each unit is ranked among, see [composite.Index.RankedAmong]

	simulation *composite.Simulation // see simulate
	trials     *composite.Trials
	bandRuns   []composite.BandRun // see runs
}

// build reads what an index scores and scores it.
func (st *Stage) build(ctx context.Context, x catalog.Index) (*builtIndex, error) {
	u, err := st.values(ctx, x)
	if err != nil {
		return nil, err
	}
	b := &builtIndex{indexUnits: u}
	in := composite.Input{Spec: specOf(x)}
	if in.Framework, b.posts, err = st.framework(x); err != nil {
		return nil, err
	}
	in.Spec.Normalise = composite.Between(goalpostsFile, b.posts)
	if in.Data, err = u.data(in.Framework); err != nil {
		return nil, err
	}
	if b.Index, err = composite.Build(in); err != nil {
		return nil, err
	}
	if rule := st.coverageOf(x.Name); rule != nil && b.unrankFew(rule.Inequality) {
		if in.Data, err = u.data(in.Framework); err != nil {
			return nil, err
		}
		if b.Index, err = composite.Build(in); err != nil {
			return nil, err
		}
	}
	b.among, err = b.RankedAmong()
	return b, err
}

// unrankFew takes the ranks of communities and bodies that have a score in a period where these are too few to be ranked: of what they hand
// in themselves, the first of three is no first. It reports whether any lost theirs.
func (b *builtIndex) unrankFew(least int) (lost bool) {
	group := func(i int) string { return b.levels[i] + " " + b.periods[i] }
	scored := map[string]int{}
	for i := range b.ids {
		if _, ok := b.Result.Scores.At(i, 0); ok && b.eligible[i] {
			scored[group(i)]++
		}
	}
	for i, level := range b.levels {
		if b.eligible[i] && scored[group(i)] < least && (level == "community" || level == "body") {
			b.eligible[i], lost = false, true
		}
	}
	return lost
}

// root is the tree with all its rules.
func (b *builtIndex) root() composite.Node { return b.Tree.Root() }

// specOf says the steps of a declared index in the words of osnova index; the goalposts stand apart.
func specOf(x catalog.Index) composite.Spec {
	amean := composite.Rule{Mean: composite.Mean{Kind: composite.KindAMean}}
	s := composite.Spec{
		Floor: x.Floor, Aggregate: &composite.Aggregation{Default: &amean, Nodes: map[string]composite.Rule{}}, Gates: map[string]composite.Condition{},
		Rank: &composite.Ranking{Within: rankingColumn, Basis: x.Rank.Basis},
	}
	for _, band := range x.Bands {
		s.Bands = append(s.Bands, composite.Band{ID: band.ID, From: band.From})
	}
	var visit func(n catalog.Node)
	visit = func(n catalog.Node) {
		if n.Aggregate != "" && n.Aggregate != composite.KindAMean {
			s.Aggregate.Nodes[n.ID] = composite.Rule{Mean: composite.Mean{Kind: n.Aggregate}}
		}
		if n.MinCoverage > 0 || n.MinChildren > 0 || n.MinLeaves > 0 || len(n.Require) > 0 {
			s.Gates[n.ID] = composite.Condition{MinCoverage: n.MinCoverage, MinChildren: n.MinChildren, MinLeaves: n.MinLeaves, Require: n.Require}
		}
		for _, child := range n.Children {
			visit(child)
		}
	}
	visit(x.Root)
	if u := x.Uncertainty; u != nil {
		v := composite.Variation{
			WeightsDirichlet: composite.Dirichlet{Concentration: u.Vary.WeightsDirichlet.Concentration, At: u.Vary.WeightsDirichlet.At},
			Goalposts:        u.Vary.Goalposts, DropOne: u.Vary.DropOne, Aggregate: composite.Rules{At: u.Vary.Aggregate.At},
		}
		for _, m := range u.Vary.Aggregate.Of {
			v.Aggregate.Of = append(v.Aggregate.Of, composite.Rule{Mean: composite.Mean{Kind: m}})
		}
		s.Uncertainty = &composite.UncertaintyRun{Replicates: u.Replicates, Seed: u.Seed, Vary: v}
	}
	if run := x.Sensitivity; run != nil {
		s.Sensitivity = &composite.SobolRun{Replicates: run.Replicates, Seed: run.Seed}
	}
	return s
}

// framework is the hierarchy of an index, and the goalposts of its indicators.
func (st *Stage) framework(x catalog.Index) (*composite.Framework, map[string]composite.Goalposts, error) {
	posts := map[string]composite.Goalposts{}
	var items []composite.Item
	var add func(n catalog.Node, parent string) (level int, err error)
	add = func(n catalog.Node, parent string) (int, error) {
		item := composite.Item{Code: n.ID, Name: n.Title.UK, Type: composite.TypeAggregate, Parent: parent, Direction: composite.Positive, Weight: n.Weight, Target: math.NaN(), Level: 1}
		if n.Indicator != "" {
			if err := st.leaf(n, &item, posts); err != nil {
				return 0, err
			}
		}
		at := len(items)
		items = append(items, item)
		for _, child := range n.Children {
			below, err := add(child, n.ID)
			if err != nil {
				return 0, err
			}
			items[at].Level = max(items[at].Level, below+1)
		}
		return items[at].Level, nil
	}
	if _, err := add(x.Root, ""); err != nil {
		return nil, nil, err
	}
	for _, group := range []string{levelColumn, rankingColumn} {
		items = append(items, composite.Item{Code: group, Name: group, Type: composite.TypeGroup, Target: math.NaN()})
	}
	fw, err := composite.NewFramework("meta.csv", items)
	return fw, posts, err
}

// leaf completes the row of an indicator and keeps its goalposts.
func (st *Stage) leaf(n catalog.Node, item *composite.Item, posts map[string]composite.Goalposts) error {
	item.Code, item.Type = n.Indicator, composite.TypeIndicator
	if i := st.indicator(n.Indicator); i != nil {
		item.Unit = i.Unit.UK
		if item.Name == "" {
			item.Name = i.Title.UK
		}
	}
	if item.Name == "" {
		item.Name = item.Code
	}
	if n.Goalposts == nil {
		return fmt.Errorf("indicator %s has no goalposts: give lo and hi in the index or the indicator", n.Indicator)
	}
	if n.Direction == "-" {
		item.Direction = composite.Negative
	}
	g := composite.Goalposts{Lower: n.Goalposts.Lo, Upper: n.Goalposts.Hi, Scale: composite.Scale(n.Goalposts.Log), Direction: composite.Positive}
	if err := g.Check(); err != nil {
		return fmt.Errorf("indicator %s: %w", n.Indicator, err)
	}
	posts[item.Code] = g
	return nil
}

var isYear = regexp.MustCompile(`^\d{4}$`)

// data are the units as rows of iData. Codes of oblasts and countries carry their level, since Kyiv is a community and an oblast of one
// code.
func (u *indexUnits) data(fw *composite.Framework) (*composite.Data, error) {
	d := composite.Data{File: "data.csv", Indicators: u.matrix, Groups: map[string][]string{levelColumn: u.levels, rankingColumn: make([]string, len(u.ids))}}
	var times []float64
	for i, id := range u.ids {
		if u.levels[i] == "oblast" || u.levels[i] == "country" {
			id = u.levels[i] + ":" + id
		}
		d.Codes = append(d.Codes, id)
		if u.eligible[i] {
			d.Groups[rankingColumn][i] = u.levels[i]
		}
		year, err := strconv.ParseFloat(u.periods[i], 64)
		if err != nil || !isYear.MatchString(u.periods[i]) {
			year = math.NaN()
		}
		times = append(times, year)
	}
	if periods := slices.Compact(slices.Sorted(slices.Values(u.periods))); len(periods) > 1 {
		if slices.ContainsFunc(periods, func(p string) bool { return !isYear.MatchString(p) }) {
			return nil, fmt.Errorf("periods %v: several periods of an index are years", periods)
		}
		d.Times = times
	}
	return composite.NewData(d, fw)
}

// simulate runs the trials, once for all tables that rest on them. All periods are in each trial, so that two years of a unit are compared
// under the same choices.
func (b *builtIndex) simulate(ctx context.Context) (*composite.Simulation, *composite.Trials, error) {
	if b.simulation == nil {
		var err error
		if b.simulation, err = b.Simulation(); err != nil {
			return nil, nil, err
		}
		if b.trials, err = b.simulation.Trials(ctx, b.Spec.Uncertainty.Replicates, b.Spec.Uncertainty.Seed); err != nil {
			return nil, nil, err
		}
	}
	return b.simulation, b.trials, nil
}

// sizes are how many units share each unit's ranking.
func (b *builtIndex) sizes() []int {
	of := map[string]int{}
	for _, name := range b.among {
		of[name]++
	}
	out := make([]int, len(b.among))
	for i, name := range b.among {
		out[i] = of[name]
	}
	return out
}
