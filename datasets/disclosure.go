// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"context"
	"fmt"

	"osnova/catalog"
)

// groupN is the size of a group below which a share of none or all tells of each (SPEC 4.8.1), and shares have no decimals (4.8.4).
const groupN = 20

// disclosed holds the rows of a dataset against what it declares of persons, whatever made them: no count of 1 … k−1, counts below 100 in
// fives, no share of none or all of fewer than 20, no decimals that so few do not carry. It is the last door: one breach, and no file is
// written.
func (st *Stage) disclosed(ctx context.Context, d catalog.Dataset, relation string) (catalog.Findings, error) {
	var out catalog.Findings
	if d.Disclosure == nil || d.Disclosure.Official != (catalog.Text{}) {
		return out, nil
	}
	ask := func(what, wrong string) error {
		rows, err := st.Store.Select(ctx, "select count(*) from "+relation+" where "+wrong)
		if err != nil {
			return err
		}
		if n := rows.Values[0][0].(int64); n > 0 {
			out.Add(d.File, "protect the table in metrics/protected; the dataset is left out until then", "%s in %d rows", what, n)
		}
		return nil
	}
	for _, c := range d.Disclosure.Counts {
		name := `"` + c + `"`
		if err := ask(fmt.Sprintf("%s counts 1 to %d", c, d.Disclosure.K-1), fmt.Sprintf("%s > 0 and %s < %d", name, name, d.Disclosure.K)); err != nil {
			return nil, err
		}
		if err := ask(c+" is below 100 and not rounded to five", fmt.Sprintf("%s < 100 and %s %% 5 <> 0", name, name)); err != nil {
			return nil, err
		}
	}
	for _, s := range d.Disclosure.Shares {
		if s.Column == "" {
			continue
		}
		scale := s.Scale
		if scale == 0 {
			scale = 1
		}
		name, of := `"`+s.Column+`"`, `"`+s.Of+`"`
		// A published count is rounded to five: 20 may stand for 18, so that the rule can be held from below only.
		few := fmt.Sprintf("(%s < %d or %s is null) and ", of, groupN, of)
		if err := ask(s.Column+" tells of none or all of fewer than 20", few+fmt.Sprintf("%s in (0, %g)", name, scale)); err != nil {
			return nil, err
		}
		percent := fmt.Sprintf("%s * 100 / %g", name, scale)
		if err := ask(s.Column+" has decimals that fewer than 20 do not carry", few+fmt.Sprintf("abs(%s - round(%s)) > 1e-6", percent, percent)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
