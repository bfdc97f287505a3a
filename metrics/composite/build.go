// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"slices"

	"osnova/metrics/frame"
)

// Input is what an index is built of.
type Input struct {
	Framework *Framework
	Data      *Data
	Spec      Spec
	// Open reads a CSV that the spec names (goalposts, weights); nil when it
	// names none.
	Open func(path string) (*frame.Frame, error)
}

// Index is an index built step by step. What a skipped step would have made is nil.
type Index struct {
	Framework *Framework
	Spec      Spec
	All       *Data // as given
	Data      *Data // of the units that were not screened out

	Denominated, Imputed *Matrix // of all units
	Treated              *Matrix
	Prepared             *Matrix // what was normalised: the last of the steps before it
	Normalised           *Matrix
	Filled               int        // cells imputed
	Screened             []Screened // units left out
	Treatment            []Treated  // one an indicator
	Bounds               []Bound    // one an indicator
	Tree                 *Tree      // nil without aggregate
	Result               *Result
	// Notices are oddities of the data that do not stop the build, by indicator.
	Notices []Notice
	// Remarks say what the method met that is no fault of the data.
	Remarks []Notice

	links []Correlation // made when first asked for
	parts []Contribution
	open  func(string) (*frame.Frame, error)
}

// Notice is something to know about an indicator or aggregate.
type Notice struct{ Code, Text string }

// Build runs the steps of the spec. Wrong input is returned as errors, joined.
func Build(in Input) (*Index, error) {
	if err := in.Spec.Check(); err != nil {
		return nil, err
	}
	x := &Index{Framework: in.Framework, Spec: in.Spec, Data: in.Data, All: in.Data, open: in.Open}
	m, err := x.prepare()
	if err != nil {
		return nil, err
	}
	if x.Spec.Treat != nil {
		m = x.treat(m)
	}
	x.Prepared = m
	if err := x.normalise(m, in.Open); err != nil {
		return nil, err
	}
	if x.Spec.Aggregate == nil {
		return x, nil
	}
	if x.Framework.Root == "" {
		return nil, fmt.Errorf("aggregate: %s declares no aggregates", x.Framework.File)
	}
	root, err := x.Spec.hierarchy(x.Framework)
	if err != nil {
		return nil, err
	}
	if err := x.weigh(&root, in.Open); err != nil {
		return nil, err
	}
	if x.Tree, err = NewTree(root); err != nil {
		return nil, err
	}
	if x.Result, err = x.Tree.scoreYears(x.Scored(), x.Data.Years()); err != nil {
		return nil, err
	}
	_, err = x.rankings()
	return x, err
}

// prepare runs the steps that give all units their values.
func (x *Index) prepare() (*Matrix, error) {
	m := x.Data.Indicators
	var err error
	if x.Spec.Denominate {
		if m, err = Denominate(x.Framework, x.Data); err != nil {
			return nil, err
		}
		x.Denominated = m
	}
	if x.Spec.Impute != nil {
		if m, x.Filled, err = Impute(m, x.Framework, x.Data, *x.Spec.Impute); err != nil {
			return nil, err
		}
		x.Imputed = m
	}
	if x.Spec.Screen == nil {
		return m, nil
	}
	var stay []int
	for i, share := range m.Availability() {
		if share >= x.Spec.Screen.MinAvailable-tolerance {
			stay = append(stay, i)
			continue
		}
		out := Screened{Code: x.Data.Codes[i], Time: missing(1)[0], Available: share}
		if x.Data.Panel() {
			out.Time = x.Data.Times[i]
		}
		x.Screened = append(x.Screened, out)
	}
	if len(stay) == 0 {
		return nil, fmt.Errorf("screen: no unit has %v of the indicators", x.Spec.Screen.MinAvailable)
	}
	x.Data = x.Data.keep(stay)
	return m.keep(stay), nil
}

func (x *Index) treat(m *Matrix) *Matrix {
	out := &Matrix{Units: m.Units, Names: m.Names, NotApplicable: m.NotApplicable}
	for j, c := range m.Columns {
		column, t := Treat(c, *x.Spec.Treat)
		if t.Code = m.Names[j]; t.Untreatable {
			x.note(t.Code, "treat: "+t.Note)
		}
		out.Columns = append(out.Columns, column)
		x.Treatment = append(x.Treatment, t)
	}
	x.Treated = out
	return out
}

func (x *Index) normalise(m *Matrix, open func(string) (*frame.Frame, error)) error {
	if x.Spec.Normalise == nil {
		var faults []error
		for _, i := range x.Framework.Items {
			if x.Spec.Aggregate != nil && i.Direction == Negative {
				faults = append(faults, &frame.CellError{File: x.Framework.File, Line: i.Line, Column: "Direction", Value: "-1", Reason: "is applied by normalise, which the spec leaves out"})
			}
		}
		return errors.Join(faults...)
	}
	own, err := x.Spec.Normalise.withPosts(x.Framework, open)
	if err != nil {
		return err
	}
	x.Spec.Normalise = &own
	if x.Normalised, x.Bounds, err = StandardiseAll(m, x.Framework, x.Data, *x.Spec.Normalise); err != nil {
		return err
	}
	for _, b := range x.Bounds {
		if b.Empty != "" {
			x.note(b.Code, "normalise: "+b.Method+": "+b.Empty+": the normalised column is missing")
		}
		switch text, all := b.doubt(m.Column(b.Code)); {
		case text == "":
		case all:
			x.note(b.Code, "normalise: goalposts: "+text)
		default:
			x.remark(b.Code, "normalise: goalposts: "+text)
		}
	}
	return nil
}

// withPosts reads the files of goalposts.
func (n Normalisation) withPosts(fw *Framework, open func(string) (*frame.Frame, error)) (Normalisation, error) {
	if n.File != "" && n.posts == nil {
		f, err := open(n.File)
		if err != nil {
			return n, err
		}
		if err := ReadGoalposts(f, fw, &n); err != nil {
			return n, err
		}
	}
	own := map[string]Normalisation{}
	for _, code := range sortedKeys(n.Only) {
		one, err := n.Only[code].withPosts(fw, open)
		if err != nil {
			return n, err
		}
		own[code] = one
	}
	if n.Only != nil {
		n.Only = own
	}
	return n, nil
}

func (x *Index) note(code, text string) { x.Notices = append(x.Notices, Notice{code, text}) }

func (x *Index) remark(code, text string) { x.Remarks = append(x.Remarks, Notice{code, text}) }

// Scored is the indicators as they are aggregated: normalised, or as prepared.
func (x *Index) Scored() *Matrix {
	if x.Normalised != nil {
		return x.Normalised
	}
	return x.Prepared
}

// hierarchy is the tree with the rules and gates of the spec.
func (s Spec) hierarchy(fw *Framework) (Node, error) {
	root := fw.Hierarchy()
	var faults []error
	for _, code := range sortedKeys(s.Aggregate.Nodes) {
		if i := fw.Item(code); i == nil || i.Type != TypeAggregate {
			faults = append(faults, &frame.UnknownError{Where: "aggregate", What: "node", Name: code, Have: fw.codes(TypeAggregate)})
		}
	}
	for _, code := range sortedKeys(s.Gates) {
		if i := fw.Item(code); i == nil || i.Type != TypeAggregate {
			faults = append(faults, &frame.UnknownError{Where: "gates", What: "aggregate", Name: code, Have: fw.codes(TypeAggregate)})
		}
	}
	if steps, top := len(s.Aggregate.Steps), fw.Item(fw.Root).Level-1; steps > top {
		faults = append(faults, fmt.Errorf("aggregate: %d methods for %d steps upward", steps, top))
	}
	if err := errors.Join(faults...); err != nil {
		return root, err
	}
	visit(&root, func(n *Node) {
		if len(n.Children) == 0 {
			return
		}
		s.Aggregate.rule(n.Code, fw.Item(n.Code).Level).method(n, s.Floor)
		g := s.Gates[n.Code]
		n.MinChildShare, n.MinCoverage, n.MinChildren, n.MinLeaves, n.Require = s.MinAvailable, g.MinCoverage, g.MinChildren, g.MinLeaves, g.Require
		if n.Method == KindSum { // of some of the parts there is no sum
			n.MinChildShare = 1
		}
	})
	return root, nil
}

// rule is that of a node; level 2 is the first step.
func (a *Aggregation) rule(code string, level int) Rule {
	if a.Default != nil {
		if r, ok := a.Nodes[code]; ok {
			return r
		}
		return *a.Default
	}
	return a.Steps[min(level-2, len(a.Steps)-1)]
}

// scoreYears scores each time by itself where a rule compares units, else all rows
// at once, which is the same.
func (t *Tree) scoreYears(z *Matrix, years [][]int) (*Result, error) {
	if len(years) == 1 || !slices.ContainsFunc(t.nodes, func(n place) bool { return n.Method == CopelandRule }) {
		return t.Score(z)
	}
	all := &Result{Scores: NewMatrix(z.Units, t.Codes()), Coverage: NewMatrix(z.Units, t.Codes()), tree: t}
	for _, rows := range years {
		r, err := t.Score(z.keep(rows))
		if err != nil {
			return nil, err
		}
		for j := range t.nodes {
			for k, i := range rows {
				all.Scores.Columns[j][i], all.Coverage.Columns[j][i] = r.Scores.Columns[j][k], r.Coverage.Columns[j][k]
			}
		}
	}
	return all, nil
}
