// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Method is a way to make one value of several: the Kind of a [Mean], or
// [CopelandRule], which compares all units at once.
type Method string

const (
	AMean        Method = KindAMean
	GMean        Method = KindGMean
	CopelandRule Method = "copeland" // see [Copeland]; weights say how much a child's win counts
)

// Node is an indicator (no children) or a group of nodes.
type Node struct {
	Code     string  // unique in its tree; of an indicator, the column's name
	Weight   float64 // within its parent, ≥ 0; shares are taken, so any scale
	Children []Node

	// The rest is for groups.
	Method Method    // empty = AMean
	Floor  float64   // GMean: children below it count as it, ≥ 0; 0 refuses values ≤ 0
	Power  float64   // genmean, see [Mean]
	Minus  bool      // mpi and ampi, see [Mean]
	Order  []float64 // owa, see [Mean]

	MinCoverage   float64  // least share of the indicator weight observed, 0…1
	MinChildShare float64  // least share of the applicable children present, 0…1
	MinChildren   int      // least number of children present
	MinLeaves     int      // least number of indicators observed below it
	Require       []string // children without which the group is missing

	// declared is the weight by which coverage is judged where a replicate has put
	// another one in its place; 0 = Weight. What is known of a unit does not depend
	// on the weights drawn.
	declared float64
}

// Tree is a checked hierarchy of nodes, ready to score. It does not change.
type Tree struct {
	root  Node
	nodes []place // depth first, the root first, children in the order given
	index map[string]int
}

// place is a node with where its relatives stand in Tree.nodes.
type place struct {
	Node
	parent   int // −1 for the root
	children []int
	require  []int
}

// NewTree checks the hierarchy under root; all faults are returned, joined.
func NewTree(root Node) (*Tree, error) {
	t := &Tree{root: clone(root), index: map[string]int{}}
	var faults []error
	t.add(t.root, -1, &faults)
	if len(t.root.Children) == 0 {
		faults = append(faults, errors.New("the tree has no indicators: give the root children"))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return t, nil
}

func (t *Tree) add(n Node, parent int, faults *[]error) int {
	at := len(t.nodes)
	if _, twice := t.index[n.Code]; twice {
		*faults = append(*faults, fmt.Errorf("node %s is there twice: codes must be unique", n.Code))
	}
	t.index[n.Code] = at
	t.nodes = append(t.nodes, place{Node: n, parent: parent})
	for _, fault := range n.faults() {
		*faults = append(*faults, fmt.Errorf("node %q: %w", n.Code, fault))
	}
	for _, child := range n.Children {
		c := t.add(child, at, faults)
		t.nodes[at].children = append(t.nodes[at].children, c)
		if slices.Contains(n.Require, child.Code) {
			t.nodes[at].require = append(t.nodes[at].require, c)
		}
	}
	return at
}

func (n Node) faults() []error {
	var faults []error
	fault := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	fault(n.Code == "", "no code")
	fault(!(n.Weight >= 0) || math.IsInf(n.Weight, 0), "weight %v: give a finite weight of 0 or more", n.Weight)
	if len(n.Children) == 0 {
		return faults
	}
	if n.Method != "" && n.Method != CopelandRule {
		if err := n.mean().Check(); err != nil {
			faults = append(faults, err)
		}
	}
	fault(!(n.Floor >= 0) || math.IsInf(n.Floor, 0), "floor %v: give a finite floor of 0 or more", n.Floor)
	fault(!(n.MinCoverage >= 0 && n.MinCoverage <= 1), "least coverage %v: give a share from 0 to 1", n.MinCoverage)
	fault(!(n.MinChildShare >= 0 && n.MinChildShare <= 1), "least share of children %v: give a share from 0 to 1", n.MinChildShare)
	fault(n.MinChildren > len(n.Children), "at least %d of %d children cannot be", n.MinChildren, len(n.Children))
	fault(n.MinLeaves > n.leaves(), "at least %d of %d indicators cannot be", n.MinLeaves, n.leaves())
	sum := 0.0
	for _, c := range n.Children {
		sum += c.Weight
	}
	fault(sum == 0, "all children weigh 0: at least one must count")
	fault(math.IsInf(sum, 0), "weights of children are too large to add")
	for _, code := range n.Require {
		fault(!slices.ContainsFunc(n.Children, func(c Node) bool { return c.Code == code }), "requires %s, which is not its child", code)
	}
	return faults
}

// mean is how the node makes one value of its children.
func (n Node) mean() Mean {
	if n.Method == "" {
		n.Method = AMean
	}
	return Mean{Kind: string(n.Method), Power: n.Power, Minus: n.Minus, Order: n.Order}
}

// leaves counts the indicators of a node.
func (n Node) leaves() int {
	if len(n.Children) == 0 {
		return 1
	}
	count := 0
	for _, c := range n.Children {
		count += c.leaves()
	}
	return count
}

// Root returns a copy of the hierarchy.
func (t *Tree) Root() Node { return clone(t.root) }

// Codes lists the codes of all nodes depth first, the root first.
func (t *Tree) Codes() []string {
	codes := make([]string, len(t.nodes))
	for i, n := range t.nodes {
		codes[i] = n.Code
	}
	return codes
}

// Leaves lists the codes of the indicators in the order of the tree.
func (t *Tree) Leaves() []string {
	var codes []string
	for _, n := range t.nodes {
		if len(n.children) == 0 {
			codes = append(codes, n.Code)
		}
	}
	return codes
}

// Share returns the share of the index weight that the node carries when all
// data are there: the product of weight shares from the root down, 0…1.
func (t *Tree) Share(code string) (float64, error) {
	at, err := t.find(code)
	if err != nil {
		return 0, err
	}
	share := 1.0
	for p := t.nodes[at].parent; p >= 0; at, p = p, t.nodes[p].parent {
		sum := 0.0
		for _, c := range t.nodes[p].Children {
			sum += c.Weight
		}
		share *= t.nodes[at].Weight / sum
	}
	return share, nil
}

// With returns the tree after change has seen every node, parents first; it may
// set weights, methods, floors and gates. The tree itself stays.
func (t *Tree) With(change func(n *Node)) (*Tree, error) {
	root := t.Root()
	visit(&root, change)
	return NewTree(root)
}

// Drop returns the tree without the node and all below it. Groups left empty go
// too; a gate of the parent asks for one child less and no longer for this one, and
// all gates above for as many indicators less as are gone.
func (t *Tree) Drop(code string) (*Tree, error) {
	if _, err := t.find(code); err != nil {
		return nil, err
	}
	if code == t.root.Code {
		return nil, fmt.Errorf("drop %s: the root cannot be left out", code)
	}
	root := t.Root()
	prune(&root, code)
	if len(root.Children) == 0 {
		return nil, fmt.Errorf("drop %s: nothing would be left", code)
	}
	return NewTree(root)
}

// prune leaves a node out under n and says how many indicators went with it.
func prune(n *Node, code string) (lost int) {
	for i := range n.Children {
		child := &n.Children[i]
		had := len(child.Children) > 0
		if child.Code == code {
			lost = child.leaves()
		} else if lost = prune(child, code); !had || len(child.Children) > 0 {
			if lost > 0 {
				break
			}
			continue
		}
		gone := child.Code
		n.Children = slices.Delete(n.Children, i, i+1)
		n.Require = slices.DeleteFunc(n.Require, func(c string) bool { return c == gone })
		n.MinChildren = max(0, n.MinChildren-1)
		break
	}
	n.MinLeaves = max(0, n.MinLeaves-lost)
	return lost
}

func (t *Tree) find(code string) (int, error) {
	at, ok := t.index[code]
	if !ok {
		return 0, fmt.Errorf("no node %q in the tree of %s", code, t.root.Code)
	}
	return at, nil
}

func visit(n *Node, f func(*Node)) {
	f(n)
	for i := range n.Children {
		visit(&n.Children[i], f)
	}
}

func clone(n Node) Node {
	n.Require, n.Order = slices.Clone(n.Require), slices.Clone(n.Order)
	n.Children = slices.Clone(n.Children)
	for i := range n.Children {
		n.Children[i] = clone(n.Children[i])
	}
	return n
}
