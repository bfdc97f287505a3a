// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"

	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// Denominate divides each indicator by the column that its row of iMeta names;
// missing over anything is missing. A denominator of 0 is refused, with the line.
func Denominate(fw *Framework, d *Data) (*Matrix, error) {
	out := d.Indicators.copied()
	var faults faults
	for j, code := range out.Names {
		by := fw.Item(code).Denominator
		if by == "" {
			continue
		}
		column, ok := d.Denominators[by]
		if !ok {
			column = d.Indicators.Column(by)
		}
		for i, x := range out.Columns[j] {
			if column[i] == 0 && !math.IsNaN(x) {
				faults.add(&frame.CellError{File: d.File, Line: int(d.lines[i]), Column: by, Value: "0", Reason: "is the denominator of " + code + ": leave the cell empty where it is not known"})
			}
			out.Columns[j][i] = x / column[i]
		}
	}
	return out, faults.join(d.File)
}

// Impute fills missing cells of m, units × indicators of d, and counts them.
//
//   - mean, median: of the column; mean_group, median_group: of the units of the
//     same group (units without a group stay as they are);
//   - zero: 0; none: nothing;
//   - row_mean, row_mean_parent: the unit's mean over its other indicators (of the
//     same parent), each brought to 0…1 by its least and largest value in its
//     direction first and brought back after, because units of measurement differ;
//   - latest: the unit's last earlier value; linear: the straight line over Time
//     between its neighbours, level beyond the ends; constant: the last earlier
//     value, before the first the first. These need a panel.
//
// In a panel the first five look at one time by itself. A cell with nothing to
// learn from stays missing, one that does not apply stays so. An unknown group is
// an error.
func Impute(m *Matrix, fw *Framework, d *Data, how Imputation) (out *Matrix, filled int, err error) {
	out = m.copied()
	switch how.Method {
	case "none":
	case "zero":
		for _, c := range out.Columns {
			for i, v := range c {
				if math.IsNaN(v) {
					c[i] = 0
				}
			}
		}
	case "mean", "median":
		imputeColumns(out, d.Years(), how.Method)
	case "mean_group", "median_group":
		names, ok := d.Groups[how.Group]
		if !ok {
			return nil, 0, &frame.UnknownError{Where: "impute", What: "group column", Name: how.Group, Have: sortedKeys(d.Groups)}
		}
		var parts [][]int
		for _, year := range d.Years() {
			members := map[string][]int{}
			for _, i := range year {
				if names[i] != "" {
					members[names[i]] = append(members[names[i]], i)
				}
			}
			for _, name := range sortedKeys(members) {
				parts = append(parts, members[name])
			}
		}
		imputeColumns(out, parts, how.Method[:len(how.Method)-len("_group")])
	case "row_mean":
		imputeRows(out, m, fw, allOf(len(m.Names)))
	case "row_mean_parent":
		for _, i := range fw.Items {
			if i.Type == TypeAggregate && i.Level == 2 {
				var own []int
				for _, c := range fw.Children(i.Code) {
					own = append(own, slices.Index(m.Names, c))
				}
				imputeRows(out, m, fw, own)
			}
		}
	case "latest", "linear", "constant":
		if !d.Panel() {
			return nil, 0, fmt.Errorf("impute: %s needs a panel: the data have no column Time of several values", how.Method)
		}
		imputePanel(out, d, how.Method)
	default:
		return nil, 0, known("impute: method", how.Method, imputations)
	}
	for j, c := range out.Columns {
		for i, v := range c {
			if !m.Applies(i, j) {
				c[i] = math.NaN()
			} else if math.IsNaN(m.Columns[j][i]) && !math.IsNaN(v) {
				filled++
			}
		}
	}
	return out, filled, nil
}

func allOf(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// imputeColumns fills each column inside each part of the rows.
func imputeColumns(m *Matrix, parts [][]int, method string) {
	var own []float64
	for _, c := range m.Columns {
		for _, rows := range parts {
			own = own[:0]
			for _, i := range rows {
				if !math.IsNaN(c[i]) {
					own = append(own, c[i])
				}
			}
			if len(own) == 0 || len(own) == len(rows) {
				continue
			}
			fill := 0.0
			if method == "mean" {
				fill = statistics.Mean(own)
			} else {
				slices.Sort(own)
				fill = statistics.Quantile(own, 0.5)
			}
			for _, i := range rows {
				if math.IsNaN(c[i]) {
					c[i] = fill
				}
			}
		}
	}
}

// imputeRows fills the columns at these places of out from each other.
func imputeRows(out, m *Matrix, fw *Framework, own []int) {
	low, span := make([]float64, len(own)), make([]float64, len(own))
	for k, j := range own {
		least, largest := extremes(m.Columns[j])
		if low[k], span[k] = least, largest-least; fw.Item(m.Names[j]).Direction == Negative {
			low[k], span[k] = largest, -span[k]
		}
	}
	for i := range m.Units {
		sum, n := 0.0, 0.0
		for k, j := range own {
			if v := (m.Columns[j][i] - low[k]) / span[k]; !math.IsNaN(v) {
				sum, n = sum+v, n+1
			}
		}
		for k, j := range own {
			if math.IsNaN(m.Columns[j][i]) && n > 0 && !math.IsInf(low[k], 0) {
				out.Columns[j][i] = low[k] + sum/n*span[k]
			}
		}
	}
}

// imputePanel fills each unit's gaps from its own other times.
func imputePanel(m *Matrix, d *Data, method string) {
	rows := map[string][]int{}
	for i, code := range d.Codes {
		rows[code] = append(rows[code], i)
	}
	for _, own := range rows {
		slices.SortFunc(own, func(a, b int) int {
			if d.Times[a] < d.Times[b] {
				return -1
			}
			return 1
		})
		for _, c := range m.Columns {
			fillPath(c, own, d.Times, method)
		}
	}
}

// fillPath fills the cells of one unit in one column; rows are in the order of time.
func fillPath(c []float64, rows []int, times []float64, method string) {
	last := -1 // place in rows of the last value that was there
	for k, i := range rows {
		if math.IsNaN(c[i]) {
			continue
		}
		for gap := last + 1; gap < k; gap++ {
			at := rows[gap]
			switch {
			case last < 0 && method != "latest":
				c[at] = c[i]
			case last < 0:
			case method == "linear":
				from := rows[last]
				c[at] = c[from] + (c[i]-c[from])*(times[at]-times[from])/(times[i]-times[from])
			default:
				c[at] = c[rows[last]]
			}
		}
		last = k
	}
	if last >= 0 {
		for _, at := range rows[last+1:] {
			c[at] = c[rows[last]]
		}
	}
}

// extremes are the least and the largest value present; ±Inf without any.
func extremes(c []float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range c {
		if v < low {
			low = v
		}
		if v > high {
			high = v
		}
	}
	return low, high
}

// Availability is the share of the columns that apply to it that each unit has,
// 0…1; 0 where none applies.
func (m *Matrix) Availability() []float64 {
	out, among := make([]float64, len(m.Units)), make([]float64, len(m.Units))
	for j, c := range m.Columns {
		for i, v := range c {
			if !math.IsNaN(v) {
				out[i]++
			}
			if m.Applies(i, j) {
				among[i]++
			}
		}
	}
	for i := range out {
		out[i] /= max(among[i], 1)
	}
	return out
}

// Screened is a unit that [Screening] left out.
type Screened struct {
	Code      string
	Time      float64 // NaN unless the data are a panel
	Available float64 // share of the indicators that it has, 0…1
}
