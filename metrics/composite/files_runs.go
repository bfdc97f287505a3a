// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"strings"

	"osnova/metrics/frame"
)

// RunFiles are what replicates told, as CSV by name, written when they are asked for; nil parts have no file.
func (x *Index) RunFiles(s *Simulation, left []LeftOut, u *Uncertainty, sobol []SobolIndex) map[string]frame.File {
	files := map[string]frame.File{}
	if left != nil {
		w := frame.NewWriter("level", "iCode", "mean_rank_shift", "compared")
		for _, l := range left {
			w.Row(l.Level, l.Code, l.MeanRankShift, l.Compared)
		}
		files["remove.csv"] = frame.Whole(w.Bytes())
	}
	if u != nil {
		files["uncertainty.csv"] = x.uncertaintyFile(u)
		files["replicates.csv"] = s.replicatesFile(u)
		if x.Spec.Bands != nil && s.oneScale() {
			files["bands.csv"] = x.bandsFile(u.trials)
		}
		if u.Pairs != nil {
			files["rank_pairs.csv"] = x.pairsFile(u)
		}
	}
	if sobol != nil {
		w := frame.NewWriter("factor", "si", "sti", "si_low", "si_high", "sti_low", "sti_high")
		for _, f := range sobol {
			w.Row(f.Factor, f.First, f.Total, f.Low, f.High, f.TotalLow, f.TotalHigh)
		}
		files["sensitivity.csv"] = frame.Whole(w.Bytes())
	}
	return files
}

func (x *Index) uncertaintyFile(u *Uncertainty) frame.File {
	return frame.FileOfRows(x.Data.key("nominal", "mean", "median", "q05", "q95", "score", "score_mean", "score_q05", "score_q50", "score_q95",
		"p_above_next", "fifth", "p_same_fifth", "rank_band", "replicates"), func(w *frame.Writer) {
		whole := func(n int) {
			if n == 0 {
				w.Text("")
			} else {
				w.Int(n)
			}
		}
		for i, r := range u.Units {
			x.Data.name(w, i)
			whole(r.Nominal)
			for _, v := range []float64{r.Mean, r.Median, r.Q05, r.Q95, r.Score, r.ScoreMean, r.ScoreQ05, r.ScoreQ50, r.ScoreQ95, r.AboveNext} {
				w.Number(v)
			}
			whole(r.Fifth)
			w.Number(r.FifthShare)
			whole(r.Band)
			w.Int(r.Replicates)
			w.End()
		}
	})
}

// pairsFile says how often a unit ranks before, and level with, another.
func (x *Index) pairsFile(u *Uncertainty) frame.File {
	return frame.FileOfRows(x.Data.key("other", "p_before", "p_level"), func(w *frame.Writer) {
		for _, p := range u.Pairs {
			x.Data.name(w, p.A)
			w.Text(x.Data.Codes[p.B])
			w.Number(p.Before)
			w.Number(p.Level)
			w.End()
		}
	})
}

// replicatesFile has every choice of every replicate, so that any can be built
// again; columns of what does not vary are left out.
func (s *Simulation) replicatesFile(u *Uncertainty) frame.File {
	header := []string{"replicate"}
	vary := map[string]bool{}
	for _, f := range s.Factors {
		vary[f] = true
	}
	for _, f := range []struct{ factor, column string }{{FactorNormalise, "normalise"}, {FactorAggregate, "aggregate"}, {FactorDropOne, "dropped"}} {
		if vary[f.factor] {
			header = append(header, f.column)
		}
	}
	if vary[FactorNoise] || vary[FactorDirichlet] {
		for _, code := range s.Weighed() {
			header = append(header, "weight_"+code)
		}
	}
	if vary[FactorGoalposts] {
		for _, code := range s.Leaves() {
			header = append(header, "lower_"+code, "upper_"+code)
		}
	}
	return frame.FileOfRows(append(header, "mean_rank_shift"), func(w *frame.Writer) {
		for r, d := range u.Drawn {
			w.Int(r + 1)
			if vary[FactorNormalise] {
				w.Text(d.Normalise)
			}
			if vary[FactorAggregate] {
				w.Text(d.Aggregate)
			}
			if vary[FactorDropOne] {
				w.Text(strings.Join(d.Dropped, " "))
			}
			for _, v := range d.Weights {
				w.Number(v)
			}
			for k := range d.Lower {
				w.Number(d.Lower[k])
				w.Number(d.Upper[k])
			}
			w.Number(u.Shift[r])
			w.End()
		}
	})
}
