// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Spec says how an index is made of data. Every key is optional and a missing
// step is skipped; steps run in the order of the fields. The zero Spec does
// nothing but look at the data.
type Spec struct {
	Denominate   bool                 `yaml:"denominate"`    // divide by the column named in iMeta
	Impute       *Imputation          `yaml:"impute"`        // fill what is missing
	Screen       *Screening           `yaml:"screen"`        // leave out units with little data
	Treat        *Treatment           `yaml:"treat"`         // hold outliers
	Normalise    *Normalisation       `yaml:"normalise"`     // bring indicators to one scale
	Aggregate    *Aggregation         `yaml:"aggregate"`     // make scores up the hierarchy
	Floor        float64              `yaml:"floor"`         // in geometric means values below it count as it; 0 refuses values of 0 and less
	MinAvailable float64              `yaml:"min_available"` // share of children, 0…1, below which a parent is missing
	Gates        map[string]Condition `yaml:"gates"`         // what an aggregate asks for besides, by its code
	Rank         *Ranking             `yaml:"rank"`          // what a unit is ranked among; nil = all of its time
	Weights      string               `yaml:"weights"`       // original (also when empty), equal, pca, bod, or a CSV file
	Correlation  []string             `yaml:"correlation"`   // pearson, spearman, kendall; the first two when empty
	Bands        []Band               `yaml:"bands"`         // named stretches of the scale of the root; needs uncertainty
	Uncertainty  *UncertaintyRun      `yaml:"uncertainty"`   // how ranks change with the choices
	Sensitivity  *SobolRun            `yaml:"sensitivity"`   // which choice they change with; needs uncertainty
}

// Imputation fills missing cells; see [Impute].
type Imputation struct {
	Method string `yaml:"method"`
	Group  string `yaml:"group"` // of mean_group and median_group: a group column of the data
}

// Screening leaves out units of which less than this share of the indicators is
// there, 0…1.
type Screening struct {
	MinAvailable float64 `yaml:"min_available"`
}

// Treatment is the JRC rule for outliers; see [Treat].
type Treatment struct {
	Skew         float64 `yaml:"skew"`          // largest |skewness| that passes
	Kurt         float64 `yaml:"kurt"`          // excess kurtosis that passes is below
	WinsoriseMax int     `yaml:"winsorise_max"` // points
	Log          string  `yaml:"log"`           // ct, or none: then a column that winsorising does not fix comes back as it was
}

// Normalisation brings an indicator to a scale; see [Standardise].
type Normalisation struct {
	Method   string   `yaml:"method"`
	Lower    *float64 `yaml:"lower"` // of minmax and goalposts; 0 when nil
	Upper    *float64 `yaml:"upper"` // 100 when nil
	Mean     *float64 `yaml:"mean"`  // of zscore; 0 when nil
	SD       *float64 `yaml:"sd"`    // 1 when nil
	Unit     string   `yaml:"unit"`  // of dist_to_ref
	File     string   `yaml:"file"`  // of goalposts
	Truncate *bool    `yaml:"truncate"`

	Only map[string]Normalisation `yaml:"only"` // other methods by indicator

	posts map[string]Goalposts // of File
}

// Aggregation says how nodes make one value of their children.
type Aggregation struct {
	Steps   []Rule          // one a level upward, the last one repeats
	Default *Rule           // or one for all nodes …
	Nodes   map[string]Rule // … but these
}

// Rule is a way to aggregate: a [Mean], or outranking when Kind is copeland.
type Rule struct{ Mean }

// method sets the rule on a node of a tree; the floor is for geometric means.
func (r Rule) method(n *Node, floor float64) {
	n.Method, n.Power, n.Minus, n.Order, n.Floor = Method(r.Kind), r.Power, r.Minus, r.Order, 0
	if n.Method == GMean {
		n.Floor = floor
	}
}

// Check says what is wrong with the rule.
func (r Rule) Check() error {
	if r.Kind == string(CopelandRule) {
		return nil
	}
	return r.Mean.Check()
}

// String is the rule as a spec writes it.
func (r Rule) String() string {
	switch r.Kind {
	case KindGenMean:
		return fmt.Sprintf("{genmean: %v}", r.Power)
	case KindMPI, KindAMPI:
		if r.Minus {
			return "{" + r.Kind + ": minus}"
		}
		return "{" + r.Kind + ": plus}"
	case KindOWA:
		return fmt.Sprintf("{owa: %v}", r.Order)
	}
	return r.Kind
}

// String is the aggregation as a spec writes it; empty of nil.
func (a *Aggregation) String() string {
	if a == nil {
		return ""
	}
	if a.Default == nil {
		return strings.Trim(fmt.Sprint(a.Steps), "[]")
	}
	text := "default: " + a.Default.String()
	for _, code := range sortedKeys(a.Nodes) {
		text += ", " + code + ": " + a.Nodes[code].String()
	}
	return text
}

// String is the normalisation in the words of a spec.
func (n Normalisation) String() string {
	text := n.Method
	switch n.Method {
	case "minmax", "goalposts":
		lower, upper := n.scale()
		text += fmt.Sprintf(" %v … %v", lower, upper)
	case "dist_to_max", "dist_to_ref", "dist_to_target", "fraction_of_max":
		if n.Lower != nil || n.Upper != nil {
			lower, upper := n.share()
			text += fmt.Sprintf(" %v … %v", lower, upper)
		}
	case "zscore":
		text += fmt.Sprintf(" mean %v, sd %v", orDefault(n.Mean, 0), orDefault(n.SD, 1))
	}
	for _, part := range []string{n.Unit, n.File} {
		if part != "" {
			text += " " + part
		}
	}
	for _, code := range sortedKeys(n.Only) {
		text += "; " + code + ": " + n.Only[code].String()
	}
	return text
}

// UncertaintyRun is a Monte Carlo run over choices.
type UncertaintyRun struct {
	Replicates int       `yaml:"replicates"`
	Seed       uint64    `yaml:"seed"`
	Vary       Variation `yaml:"vary"`
}

// Variation says what changes from one replicate to the next; what is not named stays.
type Variation struct {
	WeightsNoise     Noise           `yaml:"weights_noise"`     // w·(1+U(−x, x)), renormalised
	WeightsDirichlet Dirichlet       `yaml:"weights_dirichlet"` // or shares of siblings ~ Dirichlet(x·share)
	Normalise        []Normalisation `yaml:"normalise"`         // one of these
	Aggregate        Rules           `yaml:"aggregate"`         // one of these
	Goalposts        float64         `yaml:"goalposts"`         // each bound of minmax and goalposts moves by U(−x, x) of the span
	DropOne          string          `yaml:"drop_one"`          // whole: one indicator is left out; per_parent: one under each parent that has two
}

// SobolRun is a variance-based sensitivity analysis of what Vary names.
type SobolRun struct {
	Replicates int    `yaml:"replicates"` // N: the index is built N·(factors + 2) times
	Seed       uint64 `yaml:"seed"`
}

// Methods of the steps, as a spec writes them.
var (
	imputations    = []string{"mean", "median", "mean_group", "median_group", "zero", "none", "row_mean", "row_mean_parent", "latest", "linear", "constant"}
	normalisations = []string{"minmax", "zscore", "rank", "borda", "percentile_rank", "dist_to_max", "dist_to_ref", "dist_to_target", "goalposts", "fraction_of_max"}
	rules          = []string{KindAMean, KindGMean, KindHMean, KindMin, string(CopelandRule), KindGenMean, KindMPI, KindAMPI, KindOWA, KindSum}
	weightings     = []string{"original", "equal", "pca", "bod"}
	correlations   = []string{"pearson", "spearman", "kendall"}
)

// mostReplicates bounds the memory of a run; a thousand are usual.
const mostReplicates = 1_000_000

// Check returns every fault of the spec that shows without data, joined.
func (s Spec) Check() error {
	var faults []error
	fault := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	share := func(x float64) bool { return x >= 0 && x <= 1 }
	if s.Impute != nil {
		faults = append(faults, known("impute: method", s.Impute.Method, imputations))
		grouped := s.Impute.Method == "mean_group" || s.Impute.Method == "median_group"
		fault(grouped && s.Impute.Group == "", "impute: %s needs group: name a group column", s.Impute.Method)
		fault(!grouped && s.Impute.Group != "", "impute: group %s has no meaning for method %s", s.Impute.Group, s.Impute.Method)
	}
	fault(s.Screen != nil && !share(s.Screen.MinAvailable), "screen: min_available must be a share from 0 to 1")
	if t := s.Treat; t != nil {
		fault(!(t.Skew > 0), "treat: skew %v: give a number above 0", t.Skew)
		fault(math.IsNaN(t.Kurt) || math.IsInf(t.Kurt, 0), "treat: kurt %v: give a finite number", t.Kurt)
		fault(t.WinsoriseMax < 0, "treat: winsorise_max %d: give 0 or more", t.WinsoriseMax)
		faults = append(faults, known("treat: log", t.Log, []string{"ct", "none"}))
	}
	if s.Normalise != nil {
		faults = append(faults, s.Normalise.check("normalise", true))
	}
	fault(!share(s.MinAvailable), "min_available %v: give a share from 0 to 1", s.MinAvailable)
	fault(!(s.Floor >= 0) || math.IsInf(s.Floor, 0), "floor %v: give a finite number of 0 or more", s.Floor)
	fault((len(s.Gates) > 0 || s.Rank != nil) && s.Aggregate == nil, "gates and rank: there are no scores without aggregate")
	for _, code := range sortedKeys(s.Gates) {
		faults = append(faults, s.Gates[code].check("gates: "+code))
	}
	fault(s.Rank != nil && s.Rank.Within == "" && !s.Rank.Basis, "rank: it names nothing: give within, a group column, or basis: true")
	for _, m := range s.Correlation {
		faults = append(faults, known("correlation", m, correlations))
	}
	faults = append(faults, checkBands(s.Bands))
	fault(len(s.Bands) > 0 && s.Uncertainty == nil, "bands: they are told from replicates, and uncertainty is missing")
	if u := s.Uncertainty; u != nil {
		fault(s.Aggregate == nil, "uncertainty: there are no ranks without aggregate")
		fault(u.Replicates < 2 || u.Replicates > mostReplicates, "uncertainty: replicates %d: give 2 to %d", u.Replicates, mostReplicates)
		faults = append(faults, u.Vary.check()...)
	}
	if s.Sensitivity != nil {
		fault(s.Sensitivity.Replicates < 2 || s.Sensitivity.Replicates > mostReplicates, "sensitivity: replicates %d: give 2 to %d", s.Sensitivity.Replicates, mostReplicates)
		fault(s.Uncertainty == nil, "sensitivity: it varies what uncertainty: vary: names, which is missing")
	}
	return errors.Join(faults...)
}

// check is for one normalisation; outer ones may say only.
func (n Normalisation) check(where string, outer bool) error {
	var faults []error
	fault := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Errorf(where+": "+format, args...))
		}
	}
	if err := known(where+": method", n.Method, normalisations); err != nil {
		return err
	}
	_, distance := distances[n.Method]
	scaled := n.Method == "minmax" || n.Method == "goalposts" || distance
	fault(!scaled && (n.Lower != nil || n.Upper != nil), "lower and upper have no meaning for %s", n.Method)
	fault(n.Method != "zscore" && (n.Mean != nil || n.SD != nil), "mean and sd have no meaning for %s", n.Method)
	fault(n.Method != "dist_to_ref" && n.Unit != "", "unit has no meaning for %s", n.Method)
	fault(n.Method == "dist_to_ref" && n.Unit == "", "dist_to_ref needs unit: name a uCode")
	fault(n.Method != "goalposts" && n.File != "", "file has no meaning for %s", n.Method)
	fault(n.Method == "goalposts" && n.File == "" && n.posts == nil, "goalposts needs file: a CSV of iCode, lower, upper")
	fault(n.Method != "goalposts" && n.Truncate != nil, "truncate has no meaning for %s", n.Method)
	lower, upper := n.scale()
	if distance {
		lower, upper = n.share()
	}
	finite := func(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
	fault(scaled && !(lower < upper && finite(upper-lower)), "lower %v and upper %v: give the lower first, both finite", lower, upper)
	fault(n.SD != nil && !(*n.SD > 0 && finite(*n.SD)), "sd must be above 0, and finite")
	fault(n.Mean != nil && !finite(*n.Mean), "mean must be a finite number")
	fault(!outer && n.Only != nil, "only stands in the outer normalise alone")
	for _, code := range sortedKeys(n.Only) {
		faults = append(faults, n.Only[code].check(where+": only: "+code, false))
	}
	return errors.Join(faults...)
}

// distances are the methods whose values are shares, unless lower and upper say otherwise.
var distances = map[string]struct{}{"dist_to_max": {}, "dist_to_ref": {}, "dist_to_target": {}, "fraction_of_max": {}}

// share is the scale of distances.
func (n Normalisation) share() (lower, upper float64) {
	return orDefault(n.Lower, 0), orDefault(n.Upper, 1)
}

func (n Normalisation) scale() (lower, upper float64) {
	return orDefault(n.Lower, 0), orDefault(n.Upper, 100)
}

func (v Variation) check() []error {
	var faults []error
	fault := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Errorf("uncertainty: vary: "+format, args...))
		}
	}
	fault(v.WeightsNoise.Share == 0 && v.WeightsDirichlet.Concentration == 0 && len(v.Normalise)+len(v.Aggregate.Of) == 0 && v.Goalposts == 0 && v.DropOne == "",
		"it names nothing: give weights_noise, weights_dirichlet, normalise, aggregate, goalposts or drop_one")
	noise, spread := v.WeightsNoise.Share, v.WeightsDirichlet.Concentration
	fault(!(noise >= 0 && noise <= 1), "weights_noise %v: give a share from 0 to 1", noise)
	fault(!(spread >= 0) || math.IsInf(spread, 0), "weights_dirichlet %v: give a number above 0", spread)
	fault(noise > 0 && spread > 0, "weights_noise and weights_dirichlet exclude each other")
	for _, at := range []string{v.WeightsNoise.At, v.WeightsDirichlet.At} {
		if at != "" {
			faults = append(faults, known("uncertainty: vary: weights: at", at, []string{AtGroups, AtAll}))
		}
	}
	for _, r := range v.Aggregate.Of {
		fault(r.Kind == KindSum, "aggregate: a sum is of another unit than a mean: it cannot be one of several")
	}
	if v.Aggregate.At != "" {
		faults = append(faults, known("uncertainty: vary: aggregate: at", v.Aggregate.At, []string{AtAll, AtRoot}))
		fault(len(v.Aggregate.Of) == 0, "aggregate: of is missing: list the means to choose from")
	}
	fault(!(v.Goalposts >= 0 && v.Goalposts < 0.5), "goalposts %v: give a share from 0 to below 0.5, so that the bounds do not cross", v.Goalposts)
	for _, n := range v.Normalise {
		faults = append(faults, known("uncertainty: vary: normalise", n.Method, normalisations))
		fault(n.Only != nil, "normalise: only stands in the outer normalise alone, and holds here too")
	}
	if v.DropOne != "" {
		faults = append(faults, known("uncertainty: vary: drop_one", v.DropOne, []string{"whole", "per_parent"}))
	}
	return faults
}

// UnknownWordError says that a spec names something that is not there.
type UnknownWordError struct {
	Where, Word string
	Have        []string
}

// Error names the word and what there is.
func (e *UnknownWordError) Error() string {
	if e.Word == "" {
		return fmt.Sprintf("%s is missing: give one of %s", e.Where, strings.Join(e.Have, ", "))
	}
	return fmt.Sprintf("%s: there is no %q: give one of %s", e.Where, e.Word, strings.Join(e.Have, ", "))
}

func known(where, word string, have []string) error {
	if slices.Contains(have, word) {
		return nil
	}
	return &UnknownWordError{where, word, have}
}

func orDefault(v *float64, otherwise float64) float64 {
	if v == nil {
		return otherwise
	}
	return *v
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
