// SPDX-License-Identifier: Apache-2.0

package catalog

// Node is one element of an index: a leaf names an indicator, any other node has children.
type Node struct {
	ID          string     `yaml:"id"`
	Title       Text       `yaml:"title"`
	Indicator   string     `yaml:"indicator"`
	Weight      float64    `yaml:"weight"`
	Goalposts   *Goalposts `yaml:"goalposts"`
	Direction   string     `yaml:"direction"`
	Aggregate   string     `yaml:"aggregate"`    // amean (default) or gmean
	MinCoverage float64    `yaml:"min_coverage"` // least share of the indicator weight below it that is observed
	MinChildren int        `yaml:"min_children"` // least number of children with a value
	MinLeaves   int        `yaml:"min_leaves"`   // least number of indicators observed below it
	Require     []string   `yaml:"require"`      // children without which it has no value
	Children    []Node     `yaml:"children"`
	Note        Text       `yaml:"note"`
}

// Index is indicators, normalisation, weights and aggregation. Words that the spec of osnova index has too (aggregate, floor, the gates of
// a node, rank, bands, uncertainty, sensitivity) mean what they mean there.
type Index struct {
	Name       string  `yaml:"-"`
	File       string  `yaml:"-"`
	Title      Text    `yaml:"title"`
	Definition Text    `yaml:"definition"`
	IsNot      Text    `yaml:"is_not"`
	Version    string  `yaml:"version"`
	Period     string  `yaml:"period"`
	Input      string  `yaml:"input"` // relation in long shape: unit_id, indicator_id, value; empty: indicators
	Level      string  `yaml:"level"` // with input: the level of all its units; such an index has no ranks
	Floor      float64 `yaml:"floor"`
	// Periods annual scores each year by the newest value of the year, and ranks oblasts and bodies too; empty scores the newest values once.
	Periods     string       `yaml:"periods"`
	Levels      []string     `yaml:"levels"` // units that are scored; empty: community, oblast, country
	Rank        Ranking      `yaml:"rank"`
	Bands       []Band       `yaml:"bands"`
	RankIf      *RankRule    `yaml:"rank_if"` // nil: ranked whatever comes out
	Schemes     []string     `yaml:"schemes"` // weights published beside the declared ones: equal, bod
	Uncertainty *Uncertainty `yaml:"uncertainty"`
	Sensitivity *Sensitivity `yaml:"sensitivity"`
	Root        Node         `yaml:"root"`
}

// Ranking says which units are ranked together, always inside one level and period.
type Ranking struct {
	Basis bool `yaml:"basis"` // only units whose score rests on the same children of the root
}

// RankRule is what must come out of a build for the index to be published as a ranking; else it is withdrawn: its indicators stay, and the
// composite is shown in the methodology alone.
type RankRule struct {
	Nodes     int `yaml:"nodes"`       // least number of children of the root that have a value for any community
	Scored    int `yaml:"scored"`      // least number of communities with a score
	ToldOneIn int `yaml:"told_one_in"` // at least one in so many of these lies in at most two neighbouring bands
}

// Band is a named stretch of an index's scale, from its lower bound (inclusive) to that of the next.
type Band struct {
	ID    string  `yaml:"id"`
	From  float64 `yaml:"from"`
	Title Text    `yaml:"title"`
}

// Uncertainty is what a Monte Carlo run varies and how often; the seed is declared, so that equal inputs give equal intervals.
type Uncertainty struct {
	Replicates int       `yaml:"replicates"`
	Seed       uint64    `yaml:"seed"`
	Vary       Variation `yaml:"vary"`
}

// Variation is what changes from one replicate to the next; what is not named stays.
type Variation struct {
	WeightsDirichlet Dirichlet `yaml:"weights_dirichlet"`
	Goalposts        float64   `yaml:"goalposts"` // each bound moves by U(−x, x) of the span
	Aggregate        Means     `yaml:"aggregate"`
	DropOne          string    `yaml:"drop_one"` // per_parent: one indicator of each group with two and more is left out
}

// Dirichlet draws shares of siblings from Dirichlet(concentration × shares).
type Dirichlet struct {
	Concentration float64 `yaml:"concentration"`
	At            string  `yaml:"at"` // groups (also when empty): weights of aggregates below the root; all: of every node
}

// Means are those to choose from.
type Means struct {
	Of []string `yaml:"of"` // amean, gmean
	At string   `yaml:"at"` // all (also when empty): of every group; root: of the root alone
}

// Sensitivity is a Sobol design over what the uncertainty varies.
type Sensitivity struct {
	Replicates int    `yaml:"replicates"` // base size: the index is scored replicates × (choices + 2) times
	Seed       uint64 `yaml:"seed"`
}

// Relation is the table of scores that the index makes.
func (x Index) Relation() string { return x.Table("score") }

// Table names one of the tables that the index makes.
func (x Index) Table(kind string) string { return "metric." + SQLName(x.Name) + "_" + kind }

// Kinds are the tables that the index makes: of scores first, then what is derived with them.
func (x Index) Kinds() []string {
	kinds := []string{"score", "contribution"}
	if x.Level != "" { // units of no territory have neither places nor steps
		return kinds
	}
	kinds = append(kinds, "loss", "step", "correlation", "reliability")
	if x.Uncertainty != nil {
		kinds = append(kinds, "interval", "status")
		if x.Periods == "annual" {
			kinds = append(kinds, "change")
		}
		if x.Sensitivity != nil {
			kinds = append(kinds, "sensitivity")
		}
	}
	return kinds
}

// Leaves returns the indicator ids of the index, depth first.
func (x Index) Leaves() []string { return leaves(x.Root, nil) }

func leaves(n Node, out []string) []string {
	if n.Indicator != "" {
		out = append(out, n.Indicator)
	}
	for _, c := range n.Children {
		out = leaves(c, out)
	}
	return out
}
