// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"cmp"
	"io"
	"math"

	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// Files are the names of all that [Index.Files] may write.
var Files = []string{
	"denominated.csv", "imputed.csv", "screened.csv", "treated.csv", "treatment.csv", "normalised.csv", "bounds.csv",
	"scores.csv", "ranks.csv", "group_ranks.csv", "weights.csv", "contributions.csv", "availability.csv",
	"statistics.csv", "correlation.csv", "reliability.csv", "pca.csv",
	"remove.csv", "uncertainty.csv", "rank_pairs.csv", "replicates.csv", "bands.csv", "sensitivity.csv",
}

// Files are the index as CSV by name, written when they are asked for; a skipped
// step has no file. Units stand in the order of the data, indicators in that of
// iMeta, nodes depth first.
func (x *Index) Files() map[string]frame.File {
	files := map[string]frame.File{}
	all := x.All
	wide := func(name string, m *Matrix, d *Data) {
		if m != nil {
			files[name] = d.wide(m)
		}
	}
	wide("denominated.csv", x.Denominated, all)
	wide("imputed.csv", x.Imputed, all)
	wide("treated.csv", x.Treated, x.Data)
	wide("normalised.csv", x.Normalised, x.Data)
	if x.Spec.Screen != nil {
		files["screened.csv"] = x.screenedFile()
	}
	if x.Spec.Treat != nil {
		files["treatment.csv"] = frame.Whole(x.treatmentFile())
	}
	if x.Normalised != nil {
		files["bounds.csv"] = frame.Whole(x.boundsFile())
	}
	files["availability.csv"] = x.availabilityFile()
	files["statistics.csv"] = frame.Whole(x.statisticsFile())
	files["correlation.csv"] = frame.Whole(x.correlationFile())
	if x.Result == nil {
		return files
	}
	files["weights.csv"] = frame.Whole(x.weightsFile())
	wide("scores.csv", x.Result.Scores, x.Data)
	files["ranks.csv"] = func(to io.Writer) error { return x.Data.wide(x.Ranks())(to) }
	if len(x.Data.Groups) > 0 {
		files["group_ranks.csv"] = x.groupRanksFile()
	}
	files["contributions.csv"] = x.contributionsFile()
	reliability, pca := x.reliabilityFiles()
	files["reliability.csv"], files["pca.csv"] = frame.Whole(reliability), frame.Whole(pca)
	return files
}

// key is the header of what names a row.
func (d *Data) key(more ...string) []string {
	if d.Panel() {
		return append([]string{unitCode, unitTime}, more...)
	}
	return append([]string{unitCode}, more...)
}

// name writes what names a row.
func (d *Data) name(w *frame.Writer, row int) {
	w.Text(d.Codes[row])
	if d.Panel() {
		w.Text(d.timeText(row))
	}
}

// encoded is what names a row, as the bytes of a file.
func (d *Data) encoded(row int) []byte {
	if d.Panel() {
		return frame.Encode(d.Codes[row], d.timeText(row))
	}
	return frame.Encode(d.Codes[row])
}

func (d *Data) wide(m *Matrix) frame.File {
	return frame.FileOfRows(d.key(m.Names...), func(w *frame.Writer) {
		for i := range m.Units {
			d.name(w, i)
			for _, c := range m.Columns {
				w.Number(c[i])
			}
			w.End()
		}
	})
}

// Ranks are those of every node, 1 = best, ties share the smallest, in a panel
// inside each time, and inside the groups of the spec's rank; missing where the
// score is. Scores that differ by less than about the twelfth digit tie.
func (x *Index) Ranks() *Matrix {
	m := NewMatrix(x.Data.Indicators.Units, x.Result.Scores.Names)
	root, _ := x.rankings() // the column was checked when the index was built
	names, _ := x.among(false)
	below := x.gathered(names)
	for j, c := range x.Result.Scores.Columns {
		own := below
		if j == 0 {
			own = root
		}
		for _, rows := range own {
			for k, rank := range levelRanks(pickRows(c, rows)) {
				if rank > 0 {
					m.Columns[j][rows[k]] = float64(rank)
				}
			}
		}
	}
	return m
}

func (x *Index) groupRanksFile() frame.File {
	aggregates := x.Framework.codes(TypeAggregate)
	return frame.FileOfRows(x.Data.key(append([]string{"group_by", "group"}, aggregates...)...), func(w *frame.Writer) {
		for _, by := range sortedKeys(x.Data.Groups) {
			groups := make([]string, len(x.Data.Codes))
			for i, name := range x.Data.Groups[by] {
				groups[i] = name
				if x.Data.Panel() {
					groups[i] += "\x00" + x.Data.timeText(i)
				}
			}
			ranks := make([][]int, len(aggregates))
			for k, code := range aggregates {
				ranks[k] = x.RanksAmong(x.Result.Scores.Column(code), groups)
			}
			for i, name := range x.Data.Groups[by] {
				if name == "" {
					continue
				}
				x.Data.name(w, i)
				w.Text(by)
				w.Text(name)
				for k := range aggregates {
					if ranks[k][i] > 0 {
						w.Int(ranks[k][i])
					} else {
						w.Text("")
					}
				}
				w.End()
			}
		}
	})
}

func (x *Index) screenedFile() frame.File {
	return frame.FileOfRows(x.Data.key("available", "min_available"), func(w *frame.Writer) {
		for _, s := range x.Screened {
			w.Text(s.Code)
			if x.Data.Panel() {
				w.Text(x.Data.periodText(s.Time))
			}
			w.Number(s.Available)
			w.Number(x.Spec.Screen.MinAvailable)
			w.End()
		}
	})
}

func (x *Index) treatmentFile() []byte {
	w := frame.NewWriter("iCode", "skew", "kurt", "winsorised", "log", "skew_after", "kurt_after", "note")
	for _, t := range x.Treatment {
		w.Row(t.Code, t.Skew, t.Kurt, t.Winsorised, t.Log, t.SkewAfter, t.KurtAfter, t.Note)
	}
	return w.Bytes()
}

func (x *Index) boundsFile() []byte {
	w := frame.NewWriter(
		"iCode",
		"direction",
		"method",
		"lower",
		"upper",
		"mean",
		"sd",
		"scale_lower",
		"scale_upper",
		"log",
		"truncate",
		"note",
		"scale",
		"below",
		"above",
	)
	for _, b := range x.Bounds {
		from, to := b.From, b.To
		if !b.scaled() {
			from, to = math.NaN(), math.NaN()
		}
		below, above := any(""), any("")
		if b.Method == "goalposts" {
			below, above = b.Below, b.Above
		}
		w.Row(
			b.Code,
			int(b.Direction),
			b.Method,
			b.Lower,
			b.Upper,
			b.Mean,
			b.SD,
			from,
			to,
			b.Scale != Linear,
			b.Truncate,
			b.Empty,
			cmp.Or(string(b.Scale), "linear"),
			below,
			above,
		)
	}
	return w.Bytes()
}

func (x *Index) weightsFile() []byte {
	w := frame.NewWriter("iCode", "Level", "Weight", "Parent", "share", "effective")
	for _, code := range x.Tree.Codes() {
		i := x.Framework.Item(code)
		n := x.Tree.nodes[x.Tree.index[code]]
		share := 1.0
		if n.parent >= 0 {
			sum := 0.0
			for _, c := range x.Tree.nodes[n.parent].Children {
				sum += c.Weight
			}
			share = n.Weight / sum
		}
		effective, _ := x.Tree.Share(code)
		w.Row(code, i.Level, n.Weight, i.Parent, share, effective)
	}
	return w.Bytes()
}

func (x *Index) contributionsFile() frame.File {
	return frame.FileOfRows(x.Data.key("iCode", "ancestor", "contribution"), func(w *frame.Writer) {
		type cell struct {
			names  []byte
			values []float64
		}
		var cells []cell
		for _, s := range x.Contributions() {
			cells = append(cells, cell{frame.Encode(s.Code, s.Ancestor), s.Values})
		}
		keys := len(x.Data.key())
		for i := range x.Data.Codes {
			unit := x.Data.encoded(i)
			for _, c := range cells {
				if math.IsNaN(c.values[i]) {
					continue
				}
				w.Encoded(unit, keys)
				w.Encoded(c.names, 2)
				w.Number(c.values[i])
				w.End()
			}
		}
	})
}

// availabilityFile tells of every unit how many indicators it has as the data were
// given, under each aggregate.
func (x *Index) availabilityFile() frame.File {
	d := x.All
	return frame.FileOfRows(d.key("iCode", "indicators", "available", "share"), func(w *frame.Writer) {
		type group struct {
			code    string
			columns [][]float64
		}
		var groups []group
		for _, code := range x.Framework.codes(TypeAggregate) {
			g := group{code: code}
			for _, leaf := range x.Framework.Indicators() {
				for up := x.Framework.Item(leaf).Parent; up != ""; up = x.Framework.Item(up).Parent {
					if up == code {
						g.columns = append(g.columns, d.Indicators.Column(leaf))
					}
				}
			}
			groups = append(groups, g)
		}
		keys := len(d.key())
		for i := range d.Codes {
			unit := d.encoded(i)
			for _, g := range groups {
				n := 0
				for _, c := range g.columns {
					if !math.IsNaN(c[i]) {
						n++
					}
				}
				w.Encoded(unit, keys)
				w.Text(g.code)
				w.Int(len(g.columns))
				w.Int(n)
				w.Number(float64(n) / float64(len(g.columns)))
				w.End()
			}
		}
	})
}

// statisticsFile describes the indicators as the data were given, then aggregates.
func (x *Index) statisticsFile() []byte {
	w := frame.NewWriter("iCode", "n", "missing", "min", "max", "mean", "median", "sd", "skew", "kurt", "q05", "q25", "q75", "q95", "distinct", "level")
	row := func(code string, c []float64) {
		s := statistics.Describe(c)
		w.Row(code, s.N, s.Missing, s.Min, s.Max, s.Mean, s.Median, s.SD, s.Skew, s.Kurt, s.Q05, s.Q25, s.Q75, s.Q95, s.Unique, x.Framework.Item(code).Level)
	}
	for j, c := range x.All.Indicators.Columns {
		row(x.All.Indicators.Names[j], c)
	}
	if x.Result != nil {
		for _, code := range x.Framework.codes(TypeAggregate) {
			row(code, x.Result.Scores.Column(code))
		}
	}
	return w.Bytes()
}

func (x *Index) correlationFile() []byte {
	w := frame.NewWriter("a", "b", "method", "r", "p", "n", "relation", "flag")
	for _, l := range x.Correlations() {
		w.Row(l.A, l.B, l.Method, l.R, l.P, l.N, l.Relation, l.Flag)
	}
	return w.Bytes()
}

func (x *Index) reliabilityFiles() (reliability, pca []byte) {
	r := frame.NewWriter("group", "alpha", "n", "items", "kmo", "bartlett", "bartlett_df", "bartlett_p")
	p := frame.NewWriter("group", "component", "eigenvalue", "share", "iCode", "loading")
	for _, c := range x.Reliability() {
		r.Row(c.Group, c.Alpha, c.N, c.Items, c.KMO, c.Chi2, c.DF, c.P)
		if c.Components == nil {
			continue
		}
		for k, value := range c.Components.Values {
			for j, code := range c.Children {
				p.Row(c.Group, k+1, value, c.Components.Shares[k], code, c.Components.Loadings[k][j])
			}
		}
	}
	return r.Bytes(), p.Bytes()
}
