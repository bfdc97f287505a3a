// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
)

// Condition is what an aggregate asks of a unit; without it the unit has no score there.
type Condition struct {
	MinCoverage float64  `yaml:"min_coverage"` // least share of the indicator weight below it that is there, 0…1
	MinChildren int      `yaml:"min_children"` // least number of children with a value
	MinLeaves   int      `yaml:"min_leaves"`   // least number of indicators below it that are there
	Require     []string `yaml:"require"`      // children without which it has no value
}

func (g Condition) check(where string) error {
	var faults []error
	if !(g.MinCoverage >= 0 && g.MinCoverage <= 1) {
		faults = append(faults, fmt.Errorf("%s: min_coverage %v: give a share from 0 to 1", where, g.MinCoverage))
	}
	if g.MinChildren < 0 || g.MinLeaves < 0 {
		faults = append(faults, fmt.Errorf("%s: min_children and min_leaves are 0 or more", where))
	}
	return errors.Join(faults...)
}

// Ranking says which units are ranked together, always inside one time.
type Ranking struct {
	Within string `yaml:"within"` // a group column of the data: units of one group; where the cell is empty the unit has no rank
	Basis  bool   `yaml:"basis"`  // only units whose root rests on the same children
}

// Where a choice of weights or of means takes effect.
const (
	AtGroups = "groups" // aggregates below the root; weights of indicators stay
	AtAll    = "all"    // every node
	AtRoot   = "root"   // the root alone
)

// Noise changes weights to w·(1+U(−share, share)).
type Noise struct {
	Share float64 `yaml:"share"` // 0…1
	At    string  `yaml:"at"`    // groups (also when empty) or all
}

// Dirichlet draws shares of siblings from Dirichlet(concentration·share).
type Dirichlet struct {
	Concentration float64 `yaml:"concentration"` // above 0; the larger, the nearer to the weights given
	At            string  `yaml:"at"`            // groups (also when empty) or all
}

// Rules are means to choose from.
type Rules struct {
	Of []Rule `yaml:"of"`
	At string `yaml:"at"` // all (also when empty) or root
}

// UnmarshalYAML takes the share alone or the full form.
func (n *Noise) UnmarshalYAML(decode func(any) error) error {
	if v, ok := bareNumber(decode); ok {
		*n = Noise{Share: v}
		return nil
	}
	type plain Noise
	return decode((*plain)(n))
}

// UnmarshalYAML takes the concentration alone or the full form.
func (d *Dirichlet) UnmarshalYAML(decode func(any) error) error {
	if v, ok := bareNumber(decode); ok {
		*d = Dirichlet{Concentration: v}
		return nil
	}
	type plain Dirichlet
	return decode((*plain)(d))
}

// UnmarshalYAML takes a list of means or the full form.
func (r *Rules) UnmarshalYAML(decode func(any) error) error {
	var form any
	if err := decode(&form); err != nil {
		return err
	}
	if _, ok := form.([]any); ok {
		return decode(&r.Of)
	}
	type plain Rules
	return decode((*plain)(r))
}

func bareNumber(decode func(any) error) (float64, bool) {
	var v any
	if decode(&v) != nil {
		return 0, false
	}
	return float(v)
}
