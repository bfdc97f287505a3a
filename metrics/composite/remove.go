// SPDX-License-Identifier: Apache-2.0

package composite

// LeftOut is what becomes of the ranks of the root when one element is left out.
type LeftOut struct {
	Level         int
	Code          string
	MeanRankShift float64 // mean |new rank − old rank| over Compared; NaN without any
	Compared      int     // units ranked with and without it
}

// RemoveEach leaves out every element below the root in turn, with all below it;
// a parent left without children goes too. Elements stand level by level, in the
// order of iMeta.
func (s *Simulation) RemoveEach(fw *Framework) ([]LeftOut, error) {
	work, c := s.plan.scratch(), s.plan.nominal()
	var out []LeftOut
	for level := 1; ; level++ {
		found := false
		for _, item := range fw.Items {
			if item.Level != level || item.Code == fw.Root {
				continue
			}
			found = true
			at := s.plan.tree.index[item.Code]
			c.off[at] = true
			root, err := work.score(&c)
			c.off[at] = false
			one := LeftOut{Level: level, Code: item.Code, MeanRankShift: missing(1)[0]}
			if err != nil && err != errNothingLeft {
				return nil, err
			}
			if err == nil {
				ranks := work.ranking(root)
				for i, r := range ranks {
					if r > 0 && s.Nominal[i] > 0 {
						one.Compared++
					}
				}
				if one.Compared > 0 {
					one.MeanRankShift = shift(ranks, s.Nominal)
				}
			}
			out = append(out, one)
		}
		if !found {
			return out, nil
		}
	}
}
