// SPDX-License-Identifier: Apache-2.0

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
	"sync/atomic"

	"gonum.org/v1/gonum/stat/distuv"
)

// Factors of a simulation, named by their keys under vary, in the order in which
// they draw.
const (
	FactorNoise     = "weights_noise"
	FactorDirichlet = "weights_dirichlet"
	FactorNormalise = "normalise"
	FactorAggregate = "aggregate"
	FactorGoalposts = "goalposts"
	FactorDropOne   = "drop_one"
)

// Simulation scores an index again and again under other choices. A replicate is a
// point of the unit cube, one coordinate a factor; a coordinate names one of a list
// or seeds what is drawn many times (weights, bounds), so that the same point
// always gives the same index.
type Simulation struct {
	Factors []string
	Nominal []int32 // ranks as the spec stands, by row; 0 = not ranked
	Scores  []float64
	// Progress is told how many replicates are done, from several goroutines; may
	// be nil.
	Progress func(done, all int)

	plan *compiledPlan
	vary Variation
}

// Simulation compiles the index for what the spec varies. Choices that cannot be
// scored, such as geometric means of values of 0, are refused here.
func (x *Index) Simulation() (*Simulation, error) {
	if x.Result == nil {
		return nil, errors.New("uncertainty: there are no scores without aggregate")
	}
	p := newPlan(x.Tree, x.Data.Years(), len(x.Data.Codes), x.Spec.Floor)
	var err error
	if p.rankings, err = x.rankings(); err != nil {
		return nil, err
	}
	s := &Simulation{plan: p}
	if x.Spec.Uncertainty != nil {
		s.vary = x.Spec.Uncertainty.Vary
	}
	if err := s.variants(x); err != nil {
		return nil, err
	}
	p.rules, p.rootOnly = s.vary.Aggregate.Of, s.vary.Aggregate.At == AtRoot
	if err := p.prepare(); err != nil {
		var value *valueError
		if errors.As(err, &value) {
			err = fmt.Errorf("uncertainty: unit %s: %w", x.Data.Indicators.Units[value.unit], err)
		}
		return nil, err
	}
	for _, f := range []struct {
		name string
		on   bool
	}{
		{FactorNoise, s.vary.WeightsNoise.Share > 0},
		{FactorDirichlet, s.vary.WeightsDirichlet.Concentration > 0},
		{FactorNormalise, len(s.vary.Normalise) > 0},
		{FactorAggregate, len(s.vary.Aggregate.Of) > 0},
		{FactorGoalposts, s.vary.Goalposts > 0},
		{FactorDropOne, s.vary.DropOne != ""},
	} {
		if f.on {
			s.Factors = append(s.Factors, f.name)
		}
	}
	x.idle(s)
	if x.Spec.Bands != nil && !s.oneScale() {
		x.remark(x.Framework.Root, "bands: replicates score on different scales, so no band is told")
	}
	work := p.scratch()
	root, err := work.score(pointerTo(p.nominal()))
	if err != nil {
		return nil, err
	}
	s.Nominal = make([]int32, p.units)
	s.Scores = slices.Clone(x.Result.Scores.Columns[0])
	work.ranks(root, s.Nominal)
	return s, nil
}

// idle remarks on factors that have nothing to vary.
func (x *Index) idle(s *Simulation) {
	moved := false
	for _, v := range s.plan.variants {
		moved = moved || slices.Contains(v.moved, true)
	}
	for _, factor := range s.Factors {
		switch {
		case (factor == FactorNoise || factor == FactorDirichlet) && len(s.Weighed()) == 0:
			x.remark(x.Framework.Root, "uncertainty: "+factor+" varies nothing: there is no aggregate below the root; at: all moves the weights of indicators too")
		case factor == FactorGoalposts && !moved:
			x.remark(x.Framework.Root, "uncertainty: goalposts varies nothing: no indicator is normalised by minmax or goalposts")
		case factor == FactorDropOne && s.vary.DropOne == "per_parent" && len(s.plan.parents) == 0:
			x.remark(x.Framework.Root, "uncertainty: drop_one per_parent leaves nothing out: no parent has two indicators")
		}
	}
}

func pointerTo[T any](v T) *T { return &v }

// variants compiles the nominal data and every other way to normalise them.
func (s *Simulation) variants(x *Index) error {
	name := "as given"
	if x.Spec.Normalise != nil {
		name = x.Spec.Normalise.Method
	}
	if len(s.vary.Normalise) == 0 {
		return s.plan.add(name, x.Scored(), x.Bounds, x.Prepared)
	}
	// The nominal variant comes first; replicates choose among the others.
	if err := s.plan.add(name, x.Scored(), x.Bounds, x.Prepared); err != nil {
		return err
	}
	for _, own := range s.vary.Normalise {
		own, err := x.variant(own)
		if err != nil {
			return err
		}
		z, bounds, err := StandardiseAll(x.Prepared, x.Framework, x.Data, own)
		if err != nil {
			return err
		}
		if err := s.plan.add(own.Method, z, bounds, x.Prepared); err != nil {
			return err
		}
	}
	return nil
}

// variant completes a way to normalise: a bare method takes the spec's own
// parameters where it is the spec's own method; zscore else the mean 100, sd 10.
// Methods that the spec gives single indicators stay theirs.
func (x *Index) variant(v Normalisation) (Normalisation, error) {
	own := x.Spec.Normalise
	bare := v.Lower == nil && v.Upper == nil && v.Mean == nil && v.SD == nil && v.Unit == "" && v.File == "" && v.Truncate == nil
	switch {
	case bare && own != nil && v.Method == own.Method:
		v = *own
	case bare && v.Method == "zscore":
		v.Mean, v.SD = pointerTo(100.0), pointerTo(10.0)
	case v.File != "" && v.posts == nil:
		var err error
		if v, err = v.withPosts(x.Framework, x.open); err != nil {
			return v, err
		}
	}
	if own != nil {
		v.Only = own.Only
	}
	return v, v.check("uncertainty: vary: normalise", true)
}

// ranks ranks a column inside each ranking; what stands in none keeps what is in to.
func (s *scratch) ranks(c *column, to []int32) {
	for _, rows := range s.p.rankings {
		s.sorting.rank(c.v, c.p, rows, to)
	}
}

// sub seeds what one coordinate draws many times.
func (s *scratch) sub(tag uint64, u float64) *rand.Rand {
	s.pcg.Seed(tag, math.Float64bits(u))
	return s.random
}

// choose turns a point of the unit cube into choices.
func (s *Simulation) choose(u []float64, work *scratch, c *choice) {
	c.rule, c.variant, c.reweighed, c.leavesToo, c.dropped, c.shifted = -1, 0, false, false, false, false
	for k, factor := range s.Factors {
		switch factor {
		case FactorNoise, FactorDirichlet:
			s.reweigh(work.sub(1, u[k]), c)
		case FactorNormalise:
			c.variant = 1 + int(u[k]*float64(len(s.vary.Normalise)))
		case FactorAggregate:
			c.rule = int(u[k] * float64(len(s.vary.Aggregate.Of)))
		case FactorGoalposts:
			random := work.sub(2, u[k])
			c.shifted = true
			for i := range c.lower {
				c.lower[i] = s.vary.Goalposts * (2*random.Float64() - 1)
				c.upper[i] = s.vary.Goalposts * (2*random.Float64() - 1)
			}
		case FactorDropOne:
			s.drop(u[k], work, c)
		}
	}
}

// reweigh moves the weights of siblings: of aggregates alone, or of indicators as
// well. Those that move keep their share of what the siblings weigh together.
func (s *Simulation) reweigh(random *rand.Rand, c *choice) {
	c.reweighed, c.leavesToo = true, s.leavesToo()
	nodes := s.plan.tree.nodes
	moves := func(child int) bool { return c.leavesToo || len(nodes[child].children) > 0 }
	for at := range nodes {
		n := &nodes[at]
		sum := 0.0 // of the children that move
		for _, child := range n.children {
			if moves(child) {
				sum += nodes[child].Weight
			}
		}
		if sum == 0 {
			continue
		}
		drawn := 0.0
		for _, child := range n.children {
			if !moves(child) {
				continue
			}
			w := nodes[child].Weight
			if x := s.vary.WeightsNoise.Share; x > 0 {
				w *= 1 + x*(2*random.Float64()-1)
			} else if w > 0 {
				w = gamma(random, s.vary.WeightsDirichlet.Concentration*w/sum)
			}
			c.weights[child] = w
			drawn += w
		}
		for _, child := range n.children {
			switch {
			case moves(child) && drawn > 0:
				c.weights[child] *= sum / drawn
			case moves(child): // all so small that they vanish
				c.weights[child] = nodes[child].Weight
			}
		}
	}
}

// leavesToo says whether weights of indicators vary.
func (s *Simulation) leavesToo() bool {
	return s.vary.WeightsNoise.At == AtAll || s.vary.WeightsDirichlet.At == AtAll
}

// gamma draws from the gamma law of this shape and scale 1.
func gamma(source rand.Source, shape float64) float64 {
	return distuv.Gamma{Alpha: shape, Beta: 1, Src: source}.Rand()
}

func (s *Simulation) drop(u float64, work *scratch, c *choice) {
	clear(c.off)
	c.dropped = true
	if s.vary.DropOne == "whole" {
		if n := len(s.plan.leaves); n > 1 {
			c.off[s.plan.leaves[int(u*float64(n))]] = true
		}
		return
	}
	random := work.sub(3, u)
	for _, own := range s.plan.parents {
		c.off[own[random.IntN(len(own))]] = true
	}
}

// run scores points, one a replicate, over all cores; use gets each result in a
// goroutine of its own number's choosing and must not keep the column.
func (s *Simulation) run(ctx context.Context, points [][]float64, use func(replicate int, root *column, work *scratch)) error {
	var next, done atomic.Int64
	var wait sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(points))
	faults := make([]error, workers)
	for w := range workers {
		wait.Go(func() {
			work, c := s.plan.scratch(), s.plan.nominal()
			for {
				r := int(next.Add(1)) - 1
				if r >= len(points) || ctx.Err() != nil {
					return
				}
				s.choose(points[r], work, &c)
				root, err := work.score(&c)
				if err != nil {
					faults[w] = fmt.Errorf("replicate %d: %w", r+1, err)
					next.Store(int64(len(points)))
					return
				}
				use(r, root, work)
				if s.Progress != nil {
					s.Progress(int(done.Add(1)), len(points))
				}
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(faults...)
}

// points draws replicates, each by a seed of its own.
func (s *Simulation) points(seed uint64, replicates, width int) [][]float64 {
	points := make([][]float64, replicates)
	var pcg rand.PCG
	random := rand.New(&pcg)
	for r := range points {
		pcg.Seed(seed, uint64(r))
		points[r] = make([]float64, width)
		for k := range points[r] {
			points[r][k] = random.Float64()
		}
	}
	return points
}
