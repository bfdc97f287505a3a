// SPDX-License-Identifier: Apache-2.0

package survey

// Settings of an analysis. The zero value has no intervals, no cap and the level
// hromada.
type Settings struct {
	Edition          string             // seeds the intervals, with unit and metric
	Replicates       int                // of the bootstrap, 2000 is usual; 0 = no bootstrap intervals
	Cap              float64            // of fitted weights, in mean weights; 0 = none
	DropCareless     bool               // leave straight-liners and speeders out
	DimensionWeights map[string]float64 // of S by dimension, any sum above 0; nil = see [Weights]
	Level, UnitLevel Level              // of the whole and of the units; empty = hromada
	NoSuppress       bool
	Compare          string // units with one another: none (or empty), rest, pairs
}

// Status of a cell, in the codes of SDMX: empty = as measured.
const (
	Suppressed  = "c" // below the minimum, or would give such a cell away
	Unreliable  = "u" // shown, below the size or the α that it should have
	Unavailable = ":" // nobody answered
	NotAsked    = "n"
)

// Result is all that the files hold. NaN = missing.
type Result struct {
	Variant     string // of S: full (½ adequacy + ½ perception), perf (perceptions alone), mixed
	Basis       string // of the weights of S: published, published+e, equal, given
	Items       []ItemResult
	Dimensions  []DimensionResult
	Overall     []Metric
	Units       []UnitResult
	Comparisons []Comparison
	Quality     []Count
	Quarantine  []Quarantined
	Doubts      []Doubt
	HeaderRows  int // rows of the file under its header that belong to it

	file      string
	perceived bool // no expectation is asked
}

// ItemResult is an item over all respondents, in points of its scale. Gap, SD, T and
// P are over the pairs present, MeanP and MeanE over what each has.
type ItemResult struct {
	Item, Dimension         string
	N, NP, NE               int // pairs, perceptions, expectations
	MeanP, MeanE            float64
	Gap, SD, T, P, Adjusted float64 // Adjusted: Benjamini–Hochberg over the items
	Status                  string
}

// DimensionResult is a dimension over all respondents. Low and High enclose Gap, or
// MeanP where no expectation is asked.
type DimensionResult struct {
	Dimension                       string
	N                               int // respondents with a gap, or a perception
	Gap, Low, High, Weighted        float64
	MeanP, MeanE, S                 float64
	AlphaP, AlphaE, AlphaGap, Omega float64
	NAlphaP, NAlphaE, NAlphaGap     int    // rows with any item
	Reliability                     string // fine, caution, do_not_publish, empty
	Status                          string
}

// Metric is a number over the respondents of a part.
type Metric struct {
	Name string
	Estimate
	N             int // answers
	NEff          float64
	Status, Basis string
}

// UnitResult is a unit; Low and High enclose ServQual, or ServPerf where no
// expectation is asked.
type UnitResult struct {
	Unit                         string
	Respondents                  int // used
	N                            int // with a score
	NEff                         float64
	Gaps                         []float64 // by dimension
	NGaps                        []int
	ServQual, Weighted, ServPerf float64
	NWeighted, NServPerf         int
	Low, High                    float64
	Metrics                      []Metric // servperf csat nps ces s_index
	Status                       string
	hidden                       bool         // the counts too
	sums                         [2]float64   // Σωx, Σω of the main score
	replicates                   [][2]float64 // the same, resampled; nil unless compared
}

// Comparison of two units, or of one with all other units together (B empty): A − B with its
// bootstrap interval, units resampled on their own; P = 2Φ(−|A−B|/bootstrap standard error), Adjusted by
// Benjamini–Hochberg over all comparisons made.
type Comparison struct {
	A, B string
	Estimate
	P, Adjusted float64
	Different   bool // with more than ten comparisons by Adjusted ≤ 0.05, else by P ≤ 0.05
}

// Count is a line of quality.csv. Share is of all respondents, NaN where it has no
// meaning.
type Count struct {
	Check, Column string
	Value, Share  float64
}
