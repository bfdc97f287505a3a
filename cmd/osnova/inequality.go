package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"osnova/metrics/frame"
	"osnova/metrics/inequality"
)

// inequalityFlags are the columns, options and files of osnova inequality.
type inequalityFlags struct {
	data, value, weight, rank, later, unit string
	groups, gaps                           []string
	years                                  float64
	bounds, zeros                          string
	bootstrap, permutations                int
	seed                                   uint64
	curve, lisa                            string
	spatial, lat, lon, neighbours          string

	lower, upper float64 // read from bounds
	bounded      bool    // bounds were given
	nearest      int     // read from spatial; 0: none
	floor        float64 // read from zeros
}

func (a *app) inequalityCommand() *cobra.Command {
	var f inequalityFlags
	c := &cobra.Command{
		Use:   "inequality",
		Short: "Measure inequality of your own data: all measures, decompositions, convergence, spatial clusters",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := f.check(c.Flags().Changed); err != nil {
				return err
			}
			out := "-"
			if c.Flags().Changed("out") {
				out = a.out
			}
			return a.inequality(c.Context(), f, out)
		},
	}
	flags := c.Flags()
	flags.StringVar(&f.data, "data", "", "CSV of units, one a row; - is stdin")
	flags.StringVar(&f.value, "value", "", "column of values, 0 and more")
	flags.StringVar(&f.weight, "weight", "", "column of weights, such as residents: adds weighted rows")
	flags.StringArrayVar(&f.groups, "group", nil, "column of groups to decompose by; may be repeated")
	flags.StringArrayVar(&f.gaps, "gap", nil, "two groups, GROUP_A,GROUP_B: difference, ratio and odds ratio of their means; may be repeated")
	flags.StringVar(&f.rank, "rank", "", "column to rank units by: concentration index, Kakwani, Erreygers")
	flags.StringVar(&f.bounds, "bounds", "0,100", "least and greatest possible value, for Erreygers; if given, odds ratios read values as shares of them")
	flags.StringVar(&f.later, "later", "", "column of the same value later: convergence and mobility")
	flags.Float64Var(&f.years, "years", 0, "years from --value to --later")
	flags.StringVar(&f.zeros, "zeros", "drop", "zeros before logarithms: drop, or floor=0.1")
	flags.IntVar(&f.bootstrap, "bootstrap", 0, "replicates for intervals of 95 %; 2000 is usual, 0 gives none")
	flags.Uint64Var(&f.seed, "seed", 42, "seed of bootstrap and permutations")
	flags.StringVar(&f.curve, "curve", "", "file for the points of the Lorenz and concentration curves")
	flags.StringVar(&f.unit, "unit", "", "column of the names of units, for --neighbours and --lisa")
	flags.StringVar(&f.spatial, "spatial", "", "knn=5: neighbours are the 5 nearest by --lat and --lon; adds Moran's I")
	flags.StringVar(&f.lat, "lat", "", "column of latitudes, degrees")
	flags.StringVar(&f.lon, "lon", "", "column of longitudes, degrees")
	flags.StringVar(&f.neighbours, "neighbours", "", "CSV of pairs unit,neighbour; adds Moran's I")
	flags.StringVar(&f.lisa, "lisa", "", "file for local clusters, a row a unit")
	flags.IntVar(&f.permutations, "permutations", 999, "permutations for Moran's I and local clusters")
	return c
}

// check refuses flags that do not fit together and reads those that are small languages.
func (f *inequalityFlags) check(given func(string) bool) error {
	if f.value == "" {
		return usage("--value is missing: name the column of values")
	}
	for _, need := range [][2]string{{"years", "later"}, {"later", "years"}, {"lat", "spatial"}, {"lon", "spatial"}, {"spatial", "lat"}, {"spatial", "lon"}, {"gap", "group"}, {"neighbours", "unit"}} {
		if given(need[0]) && !given(need[1]) {
			return usage("--%s needs --%s", need[0], need[1])
		}
	}
	if given("later") && !(f.years > 0 && f.years <= math.MaxFloat64) {
		return usage("--years %v: give a finite number above 0", f.years)
	}
	if given("spatial") && given("neighbours") {
		return usage("--spatial and --neighbours exclude each other: neighbours are either the nearest or those named")
	}
	if (given("lisa") || given("permutations")) && !given("spatial") && !given("neighbours") {
		return usage("local clusters need neighbours: give --spatial knn=5 --lat COL --lon COL or --neighbours FILE")
	}
	if f.bounded = given("bounds"); f.bounded && !given("rank") && !given("gap") {
		return usage("--bounds needs --rank or --gap")
	}
	if f.curve == "-" || f.lisa == "-" {
		return usage("--curve and --lisa: name files; only --out can be -")
	}
	if f.curve != "" && f.curve == f.lisa {
		return usage("--curve and --lisa are both %s: name two files", f.curve)
	}
	lower, upper, ok := strings.Cut(f.bounds, ",")
	var faults [2]string
	f.lower, faults[0] = frame.Number(lower)
	f.upper, faults[1] = frame.Number(upper)
	if !ok || faults != [2]string{} || !(f.lower < f.upper) {
		return usage("--bounds %q: give two numbers, the lower first, such as 0,100", f.bounds)
	}
	if f.zeros != "drop" {
		text, ok := strings.CutPrefix(f.zeros, "floor=")
		v, fault := frame.Number(text)
		if !ok || fault != "" || !(v > 0) {
			return usage("--zeros %q: give drop, or floor= and a number above 0, such as floor=0.1", f.zeros)
		}
		f.floor = v
	}
	if given("spatial") {
		text, ok := strings.CutPrefix(f.spatial, "knn=")
		k, err := strconv.Atoi(text)
		if !ok || err != nil || k < 1 {
			return usage("--spatial %q: give knn= and a number of neighbours, such as knn=5", f.spatial)
		}
		f.nearest = k
	}
	if f.bootstrap != 0 && f.bootstrap < 2 || f.bootstrap > 1_000_000 {
		return usage("--bootstrap %d: give 2 to a million replicates, or 0 for none", f.bootstrap)
	}
	if f.permutations < 9 || f.permutations > 1_000_000 {
		return usage("--permutations %d: give 9 to a million", f.permutations)
	}
	for i, g := range f.groups {
		if slices.Contains(f.groups[:i], g) {
			return usage("--group %s is there twice", g)
		}
	}
	return nil
}

func (a *app) inequality(ctx context.Context, f inequalityFlags, out string) error {
	if info, err := os.Stat(out); out != "-" && err == nil && info.IsDir() {
		return usage("--out %s is a folder: name a file, such as %s", out, filepath.Join(out, "inequality.csv"))
	}
	if out == f.curve || out == f.lisa {
		return usage("--out %s is the file of --curve or --lisa too: name two files", out)
	}
	if err := claimFiles(out, f.curve, f.lisa); err != nil {
		return err
	}
	t, err := a.readUnits(f)
	if err != nil {
		return err
	}
	p := inequality.Profile{
		X: t.numbers[f.value], W: t.numbers[f.weight], Rank: t.numbers[f.rank], Lower: f.lower, Upper: f.upper, Shares: f.bounded,
		Later: t.numbers[f.later], Years: f.years, Zeros: inequality.Zeros{Floor: f.floor},
	}
	for _, g := range f.groups {
		p.Groups = append(p.Groups, inequality.Grouping{By: g, Names: t.groups[g].names, Codes: t.groups[g].of})
	}
	if p.Gaps, err = a.gaps(t, f); err != nil {
		return err
	}
	if f.bootstrap > 0 {
		p.Bootstrap = &inequality.Bootstrap{Replicates: f.bootstrap, Seed: f.seed, Most: a.drawsAtOnce(f, t.rows)}
	}
	if err := a.withinBounds(t, f); err != nil {
		return err
	}
	near, err := a.neighbours(t, f)
	if err != nil {
		return err
	}
	if err := a.spare(out, f.curve, f.lisa); err != nil {
		return err
	}
	if err := p.Check(); err != nil {
		return t.refuse(ctx, a, f, err)
	}
	rules := rulesMet(p, f)
	var points []byte
	if f.curve != "" {
		if points, err = curves(p, f); err != nil {
			return t.refuse(ctx, a, f, err)
		}
	}
	if p.Spend = near == nil; p.Spend { // nobody needs what was read any more
		t.numbers, t.groups = nil, nil
	}
	end := func() {}
	if p.Bootstrap != nil {
		p.Bootstrap.Progress, end = a.counter("bootstrap", f.bootstrap)
	}
	rows, err := spendable(&p).Rows(ctx)
	end()
	if err != nil {
		return t.refuse(ctx, a, f, err)
	}
	w := frame.NewWriter("measure", "weighting", "group_by", "group", "value", "low", "high", "n", "excluded")
	for _, r := range rows {
		weighting := "none"
		if r.Weighted {
			weighting = f.weight
		}
		w.Row(r.Measure, weighting, r.GroupBy, r.Group, r.Value, r.Low, r.High, r.N, r.Excluded)
	}
	files := map[string][]byte{}
	if near != nil {
		if err := a.spatial(ctx, t, f, near, w, files); err != nil {
			return err
		}
	}
	if f.curve != "" {
		files[f.curve] = points
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	a.tellRules(rules, f)
	if out != "-" {
		files[out] = w.Bytes()
	} else if _, err := a.stdout.Write(w.Bytes()); err != nil {
		return fmt.Errorf("write the measures: %w", err)
	}
	return writeAll(ctx, "inequality", files)
}

// usable says whether a unit has a value and a weight.
func usable(p inequality.Profile, i int) bool {
	return !math.IsNaN(p.X[i]) && (p.W == nil || !math.IsNaN(p.W[i]))
}

// spendable hands a profile on and leaves nothing behind that would hold its columns.
func spendable(p *inequality.Profile) inequality.Profile {
	out := *p
	*p = inequality.Profile{}
	return out
}

// rules are what the rules for zeros and for units without a group met.
type rules struct {
	units    int // with value and weight
	zeros    int
	nameless []int   // units, by grouping
	cv       float64 // of few units; 0 where it is undefined
}

func rulesMet(p inequality.Profile, f inequalityFlags) rules {
	out := rules{nameless: make([]int, len(p.Groups))}
	var few []float64
	for i, v := range p.X {
		if !usable(p, i) {
			continue
		}
		if out.units++; out.units < 500 {
			few = append(few, v)
		}
		if v == 0 || v < f.floor {
			out.zeros++
		}
		for k, g := range p.Groups {
			if g.Codes[i] < 0 {
				out.nameless[k]++
			}
		}
	}
	if out.units == len(few) {
		out.cv, _ = inequality.CV(few, nil) // nothing is said of what has none
	}
	return out
}

func (a *app) tellRules(met rules, f inequalityFlags) {
	if f.bootstrap > 0 {
		a.tellTrust(met, f)
	}
	switch {
	case met.zeros > 0 && f.floor > 0:
		a.log.Warn("values raised before logarithms", "column", f.value, "floor", f.floor, "units", met.zeros)
	case met.zeros > 0:
		a.log.Warn("zeros dropped before logarithms", "column", f.value, "units", met.zeros)
	}
	for k, n := range met.nameless {
		if n > 0 {
			a.log.Warn("units without a group left out of its decomposition", "column", f.groups[k], "units", n)
		}
	}
}

// tellTrust says that intervals of few or very uneven units are too short: docs/coverage.md.
func (a *app) tellTrust(met rules, f inequalityFlags) {
	switch {
	case met.units < 100:
		a.log.Warn("intervals of fewer than 100 units are too short", "column", f.value, "units", met.units)
	case met.units < 500 && met.cv > 0.6:
		a.log.Warn("values have a long tail: intervals of fewer than 500 units are too short", "column", f.value, "units", met.units, "cv", math.Round(100*met.cv)/100)
	}
}

// curves are the Lorenz curve and, where units are ranked, the concentration curve, unweighted and weighted.
func curves(p inequality.Profile, f inequalityFlags) ([]byte, error) {
	w := frame.NewWriter("curve", "weighting", "p", "l")
	var x, ws, rx, rw, y []float64
	for i, v := range p.X {
		if !usable(p, i) {
			continue
		}
		ranked := p.Rank != nil && !math.IsNaN(p.Rank[i])
		x = append(x, v)
		if ranked {
			rx, y = append(rx, v), append(y, p.Rank[i])
		}
		if p.W != nil {
			ws = append(ws, p.W[i])
			if ranked {
				rw = append(rw, p.W[i])
			}
		}
	}
	add := func(curve, weighting string, points []inequality.Point, err error) error {
		for _, at := range points {
			w.Row(curve, weighting, at.P, at.L)
		}
		if errors.Is(err, inequality.ErrUndefined) {
			return nil
		}
		return err
	}
	for _, weighting := range []string{"none", f.weight} {
		if weighting == "" {
			continue
		}
		one, two := ws, rw
		if weighting == "none" {
			one, two = nil, nil
		}
		points, err := inequality.LorenzCurve(x, one)
		if err := add("lorenz", weighting, points, err); err != nil {
			return nil, err
		}
		if len(y) == 0 {
			continue
		}
		points, err = inequality.ConcentrationCurve(rx, two, y)
		if err := add("concentration", weighting, points, err); err != nil {
			return nil, err
		}
	}
	return w.Bytes(), nil
}
