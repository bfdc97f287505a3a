// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"osnova/metrics/frame"
)

// FileNames are all files that [Result.Files] may make.
var FileNames = []string{"items.csv", "dimensions.csv", "units.csv", "unit_metrics.csv", "overall.csv", "quality.csv", "comparisons.csv", "quarantine.csv"}

// Files makes the CSV files: items, dimensions, overall and quality always, units and
// unit_metrics with units, comparisons when asked for, quarantine where an answer is
// outside its scale.
func (r *Result) Files() map[string][]byte {
	files := map[string][]byte{"items.csv": r.items(), "dimensions.csv": r.dimensions(), "overall.csv": r.overall(), "quality.csv": r.quality()}
	if r.Units != nil {
		files["units.csv"], files["unit_metrics.csv"] = r.units(), r.unitMetrics()
	}
	if r.Comparisons != nil {
		w := frame.NewWriter("a", "b", "difference", "low", "high", "p", "p_adjusted", "different")
		for _, c := range r.Comparisons {
			b := c.B
			if b == "" {
				b = "(all others)"
			}
			w.Row(c.A, b, c.Value, c.Low, c.High, c.P, c.Adjusted, c.Different)
		}
		files["comparisons.csv"] = w.Bytes()
	}
	if len(r.Quarantine) > 0 {
		w := frame.NewWriter("file", "line", "column", "value", "reason")
		for _, q := range r.Quarantine {
			w.Row(r.file, q.Line, q.Column, q.Value, q.Reason)
		}
		files["quarantine.csv"] = w.Bytes()
	}
	return files
}

func (r *Result) items() []byte {
	w := frame.NewWriter("item", "dimension", "n", "mean_p", "mean_e", "gap", "sd_gap", "t", "p", "p_adjusted", "n_p", "n_e", "obs_status")
	for _, it := range r.Items {
		w.Row(it.Item, it.Dimension, it.N, it.MeanP, it.MeanE, it.Gap, it.SD, it.T, it.P, it.Adjusted, it.NP, it.NE, it.Status)
	}
	return w.Bytes()
}

func (r *Result) dimensions() []byte {
	w := frame.NewWriter("dimension", "gap", "gap_weighted", "mean_p", "mean_e", "alpha_p", "alpha_e", "alpha_gap", "omega",
		"n", "low", "high", "s", "n_alpha_p", "n_alpha_e", "n_alpha_gap", "reliability", "obs_status")
	for _, d := range r.Dimensions {
		w.Row(d.Dimension, d.Gap, d.Weighted, d.MeanP, d.MeanE, d.AlphaP, d.AlphaE, d.AlphaGap, d.Omega,
			d.N, d.Low, d.High, d.S, d.NAlphaP, d.NAlphaE, d.NAlphaGap, d.Reliability, d.Status)
	}
	return w.Bytes()
}

func (r *Result) overall() []byte {
	w := frame.NewWriter("metric", "value", "low", "high", "n", "n_eff", "obs_status", "basis")
	for _, m := range r.Overall {
		w.Row(m.Name, m.Value, m.Low, m.High, m.N, m.NEff, m.Status, m.Basis)
	}
	return w.Bytes()
}

func (r *Result) units() []byte {
	names := []string{"unit", "n"}
	for _, d := range r.Dimensions {
		names = append(names, "gap_"+d.Dimension)
	}
	names = append(names, "servqual", "servqual_weighted", "servperf", "low", "high", "obs_status", "respondents", "n_eff")
	w := frame.NewWriter(names...)
	for _, u := range r.Units {
		cells := []any{u.Unit, count(u.N, u.hidden)}
		for _, v := range u.Gaps {
			cells = append(cells, v)
		}
		effective := any(u.NEff)
		if u.Status == Suppressed {
			effective = ""
		}
		w.Row(append(cells, u.ServQual, u.Weighted, u.ServPerf, u.Low, u.High, u.Status, count(u.Respondents, u.hidden), effective)...)
	}
	return w.Bytes()
}

func (r *Result) unitMetrics() []byte {
	w := frame.NewWriter("unit", "metric", "value", "low", "high", "n", "n_eff", "obs_status", "basis")
	for _, u := range r.Units {
		for _, m := range u.Metrics {
			effective := any(m.NEff)
			if m.Status == Suppressed {
				effective = ""
			}
			w.Row(u.Unit, m.Name, m.Value, m.Low, m.High, count(m.N, u.hidden || m.Status == Suppressed && m.N < smallCount), effective, m.Status, m.Basis)
		}
	}
	return w.Bytes()
}

// count leaves out what would tell of one to four persons.
func count(n int, hidden bool) any {
	if hidden {
		return ""
	}
	return n
}

func (r *Result) quality() []byte {
	w := frame.NewWriter("check", "column", "value", "share")
	for _, c := range r.Quality {
		w.Row(c.Check, c.Column, c.Value, c.Share)
	}
	return w.Bytes()
}
