package composite

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"osnova/metrics/statistics"
)

// Variation is what an experiment with a tree over fixed goalposts varies. The
// zero value of a field varies nothing.
type Variation struct {
	Dirichlet float64  // shares of siblings ~ Dirichlet(Dirichlet · shares)
	Goalposts float64  // each bound moves by U(−x, x) of the span, x below 0.5
	Means     []Method // one of these at the root, each as likely
	DropOne   bool     // one indicator of each group with two and more is left out
}

// Trials are the scores and ranks of the root, by unit and trial.
type Trials struct {
	Scores [][]float64 // NaN where a trial gave none
	Ranks  [][]int     // 1 = best in the unit's group; 0 where there is none
}

// Experiment scores units again and again under other choices. It takes a tree
// with all its gates, and cells that do not apply, at the price of building the
// tree anew for each trial; [Index.Simulation] is for a researcher's data without
// gates.
type Experiment struct {
	Tree      *Tree
	Values    *Matrix              // units × indicators, before normalisation
	Posts     map[string]Goalposts // of every indicator
	Group     []string             // what each unit is ranked among; empty = it has no rank
	Variation Variation
	Floor     float64 // of a geometric mean at the root, above 0
}

// Choices of an experiment, each with random numbers of its own.
const (
	choiceWeights = iota
	choiceGoalposts
	choiceAggregate
	choiceDropOne
	choices
)

// seeds start the random numbers of each choice; equal seeds choose equally.
type seeds [choices]uint64

// Run makes the trials. Each has random numbers of its own, drawn from the seed
// and its number, so that the outcome does not depend on the number of cores.
// Source: OECD/JRC Handbook, ch. 7; Saisana, Saltelli, Tarantola, JRSS A 2005,
// 168:307.
func (e Experiment) Run(ctx context.Context, trials int, seed uint64) (*Trials, error) {
	n := len(e.Values.Units)
	out := &Trials{Scores: make([][]float64, n), Ranks: make([][]int, n)}
	for i := range n {
		out.Scores[i], out.Ranks[i] = make([]float64, trials), make([]int, trials)
	}
	err := e.each(ctx, trials, func(r int) error {
		source := rand.NewPCG(seed, uint64(r))
		var from seeds
		for c := range from {
			from[c] = source.Uint64()
		}
		scores, ranks, err := e.once(from)
		if err != nil {
			return fmt.Errorf("trial %d: %w", r+1, err)
		}
		for i := range n {
			out.Scores[i][r], out.Ranks[i][r] = scores[i], ranks[i]
		}
		return nil
	})
	return out, err
}

// each does numbered work on all cores.
func (e Experiment) each(ctx context.Context, count int, do func(int) error) error {
	if len(e.Group) != len(e.Values.Units) {
		return fmt.Errorf("%d groups for %d units: give one a unit", len(e.Group), len(e.Values.Units))
	}
	if v := e.Variation; !(v.Goalposts >= 0 && v.Goalposts < 0.5) || !(v.Dirichlet >= 0) || math.IsInf(v.Dirichlet, 0) {
		return errors.New("variation: goalposts is a share from 0 to below 0.5, dirichlet a number of 0 or more")
	}
	workers := min(runtime.GOMAXPROCS(0), count)
	found := make([]error, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for k := w; k < count; k += workers {
				if found[w] = ctx.Err(); found[w] == nil {
					found[w] = do(k)
				}
				if found[w] != nil {
					return
				}
			}
		})
	}
	group.Wait()
	return errors.Join(found...)
}

// once scores the units under the choices that the seeds give.
func (e Experiment) once(from seeds) (scores []float64, ranks []int, err error) {
	root, v := e.Tree.Root(), e.Variation
	if v.DropOne {
		dropOne(&root, random(from, choiceDropOne))
	}
	if v.Dirichlet > 0 {
		source := rand.NewPCG(from[choiceWeights], choiceWeights)
		visit(&root, func(n *Node) { disturb(n.Children, v.Dirichlet, source) })
	}
	if k := len(v.Means); k > 0 {
		root.Method = v.Means[random(from, choiceAggregate).IntN(k)]
		if root.Method == GMean {
			root.Floor = e.Floor
		}
	}
	tree, err := NewTree(root)
	if err != nil {
		return nil, nil, err
	}
	z, err := Normalise(e.columns(tree.Leaves()), e.moved(from))
	if err != nil {
		return nil, nil, err
	}
	result, err := tree.Score(z)
	if err != nil {
		return nil, nil, err
	}
	scores = result.Scores.Columns[0]
	ranked := slices.Clone(scores)
	for i, g := range e.Group {
		if g == "" {
			ranked[i] = math.NaN()
		}
	}
	ranks, err = RanksWithin(ranked, e.Group)
	return scores, ranks, err
}

func random(from seeds, choice int) *rand.Rand {
	return rand.New(rand.NewPCG(from[choice], uint64(choice)))
}

// columns keeps those of these indicators.
func (e Experiment) columns(codes []string) *Matrix {
	m := &Matrix{Units: e.Values.Units}
	for j, name := range e.Values.Names {
		if !slices.Contains(codes, name) {
			continue
		}
		m.Names, m.Columns = append(m.Names, name), append(m.Columns, e.Values.Columns[j])
		if e.Values.NotApplicable != nil {
			m.NotApplicable = append(m.NotApplicable, e.Values.NotApplicable[j])
		}
	}
	return m
}

// moved are the goalposts with each bound shifted. Every indicator has its own
// draws, whether or not it takes part, so that leaving one out moves no other. The
// lower bound of a log scale stays above −1, where ln(1+x) ends.
func (e Experiment) moved(from seeds) map[string]Goalposts {
	x := e.Variation.Goalposts
	if x == 0 {
		return e.Posts
	}
	posts := make(map[string]Goalposts, len(e.Posts))
	draw := random(from, choiceGoalposts)
	for _, code := range e.Tree.Leaves() {
		g := e.Posts[code]
		span := g.Upper - g.Lower
		lower := g.Lower + x*span*(2*draw.Float64()-1)
		g.Upper += x * span * (2*draw.Float64() - 1)
		if !g.Log || lower > -1 {
			g.Lower = lower
		}
		posts[code] = g
	}
	return posts
}

// disturb draws the weights of siblings from a Dirichlet law around their shares:
// independent gamma variates, scaled (Devroye 1986, ch. XI.4). Gates of coverage
// keep to the weights declared: what is known of a unit does not depend on them.
func disturb(children []Node, concentration float64, source rand.Source) {
	if len(children) < 2 {
		return
	}
	sum := 0.0
	for _, c := range children {
		sum += c.Weight
	}
	total := 0.0
	for i := range children {
		if children[i].Weight > 0 {
			children[i].declared = children[i].Weight
			children[i].Weight = gamma(source, concentration*children[i].Weight/sum)
			total += children[i].Weight
		}
	}
	if total == 0 { // all so small that they vanish: leave them equal
		for i := range children {
			children[i].Weight = 1
		}
	}
}

// dropOne leaves out one indicator of each group that has two and more, and asks
// as much less of the gates above it.
func dropOne(n *Node, draw *rand.Rand) (dropped int) {
	var leaves []int
	for i := range n.Children {
		if len(n.Children[i].Children) == 0 {
			leaves = append(leaves, i)
		} else {
			dropped += dropOne(&n.Children[i], draw)
		}
	}
	if len(leaves) >= 2 {
		at := leaves[draw.IntN(len(leaves))]
		gone := n.Children[at].Code
		n.Children = slices.Delete(n.Children, at, at+1)
		n.Require = slices.DeleteFunc(n.Require, func(c string) bool { return c == gone })
		n.MinChildren = max(0, n.MinChildren-1)
		dropped++
	}
	n.MinLeaves = max(0, n.MinLeaves-dropped)
	return dropped
}

// Range is the 5th, 50th and 95th percentile of the trials of one unit (type 7)
// over those that gave a score or rank; NaN when none did.
func Range[V int | float64](trials []V) (low, median, high float64) {
	var kept []float64
	for _, v := range trials {
		_, rank := any(v).(int)
		if f := float64(v); !math.IsNaN(f) && !(rank && f == 0) {
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 {
		return math.NaN(), math.NaN(), math.NaN()
	}
	slices.Sort(kept)
	return statistics.Quantile(kept, 0.05), statistics.Quantile(kept, 0.5), statistics.Quantile(kept, 0.95)
}

// Names of the choices, as tables have them.
var choiceNames = [choices]string{"weights", "goalposts", "aggregate", "drop_one"}

// factors are the choices that vary.
func (v Variation) factors() (list []int) {
	for c, varies := range [choices]bool{v.Dirichlet > 0, v.Goalposts > 0, len(v.Means) > 1, v.DropOne} {
		if varies {
			list = append(list, c)
		}
	}
	return list
}

// Sensitivity asks which choice moves ranks most, over n·(choices + 2) trials: the
// outcome is the mean |rank − nominal rank| of the units that have both. A choice
// is one factor, however many numbers it draws, since its seed is what is mixed;
// see [SobolIndices].
func (e Experiment) Sensitivity(ctx context.Context, n int, seed uint64) ([]SobolIndex, error) {
	list := e.Variation.factors()
	if len(list) == 0 || n < 2 {
		return nil, errors.New("sensitivity: something must vary, over two trials and more")
	}
	still := e
	still.Variation = Variation{}
	_, nominal, err := still.once(seeds{})
	if err != nil {
		return nil, err
	}
	source := rand.NewPCG(seed, 0)
	a, b := make([]seeds, n), make([]seeds, n)
	for r := range n {
		for c := range choices {
			a[r][c], b[r][c] = source.Uint64(), source.Uint64()
		}
	}
	runs := slices.Concat(a, b)
	for _, c := range list {
		for r := range n {
			mixed := a[r]
			mixed[c] = b[r][c]
			runs = append(runs, mixed)
		}
	}
	shifts := make([]float64, len(runs))
	err = e.each(ctx, len(runs), func(k int) error {
		_, ranks, err := e.once(runs[k])
		if err != nil {
			return err
		}
		shifts[k] = meanShift(ranks, nominal)
		return nil
	})
	if err != nil {
		return nil, err
	}
	mixed := make([][]float64, len(list))
	for f := range list {
		mixed[f] = shifts[(2+f)*n : (3+f)*n]
	}
	out := SobolIndices(shifts[:n], shifts[n:2*n], mixed, seed)
	for f, c := range list {
		out[f].Factor = choiceNames[c]
	}
	return out, nil
}

// meanShift is the mean |rank − nominal rank| of the units that have both.
func meanShift(ranks, nominal []int) float64 {
	sum, n := 0, 0
	for i, r := range ranks {
		if r > 0 && nominal[i] > 0 {
			sum += max(r-nominal[i], nominal[i]-r)
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(sum) / float64(n)
}
