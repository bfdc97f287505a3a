// SPDX-License-Identifier: Apache-2.0

package attack

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"

	"osnova/metrics/disclosure"
)

// Cell is one cell of a table of counts that adds up.
type Cell struct {
	Keys  []string // one a dimension; disclosure.Total = margin
	Count int      // true; the attacker sees it where the cell is shown
	Shown bool
}

// Bound is what an attacker knows of a suppressed cell.
type Bound struct {
	Cell      Cell
	Low, High float64
}

// Bounds gives, for every suppressed cell, the least and the greatest count that agrees with all shown
// cells and with all sums between cells, whether shown or not, by two linear programmes a cell
// (Hundepool et al. 2012, 4.3: the feasibility interval). Counts are not negative. Parents are those
// of [disclosure.Table]: a category without one is part of Total. Cells that a sum lacks would make it
// no sum, so the table must be complete.
func Bounds(cells []Cell, dimensions int, parents []map[string]string) ([]Bound, error) {
	at := map[string]int{}
	join := func(keys []string) string { return strings.Join(keys, "\x00") }
	for i, c := range cells {
		at[join(c.Keys)] = i
	}
	type equation struct {
		sum   map[int]float64 // suppressed cells with their sign
		equal float64
	}
	lines := map[string]*equation{}
	var order []string
	for i, c := range cells {
		for d := range dimensions {
			if c.Keys[d] == disclosure.Total {
				continue
			}
			up := slices.Clone(c.Keys)
			up[d] = disclosure.Total
			if parents != nil && parents[d][c.Keys[d]] != "" {
				up[d] = parents[d][c.Keys[d]]
			}
			m, ok := at[join(up)]
			if !ok {
				continue
			}
			key := fmt.Sprint(d, " ", join(up))
			e := lines[key]
			if e == nil {
				e = &equation{sum: map[int]float64{}}
				if cells[m].Shown {
					e.equal = float64(cells[m].Count)
				} else {
					e.sum[m] = -1
				}
				lines[key] = e
				order = append(order, key)
			}
			if c.Shown {
				e.equal -= float64(c.Count)
			} else {
				e.sum[i] = 1
			}
		}
	}
	// Cells that share an equation belong together; each component is a programme of its own.
	group := make([]int, len(cells))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for _, key := range order {
		first := -1
		for i := range lines[key].sum {
			if first < 0 {
				first = i
			}
			group[root(i)] = root(first)
		}
	}
	members, equations := map[int][]int{}, map[int][]*equation{}
	for i, c := range cells {
		if !c.Shown {
			members[root(i)] = append(members[root(i)], i)
		}
	}
	for _, key := range order {
		for i := range lines[key].sum {
			equations[root(i)] = append(equations[root(i)], lines[key])
			break
		}
	}
	var out []Bound
	for i := range cells {
		if cells[i].Shown || root(i) != i {
			continue
		}
		column := map[int]int{}
		for n, m := range members[i] {
			column[m] = n
		}
		var rows [][]float64
		for _, e := range equations[i] {
			row := make([]float64, len(members[i])+1)
			for m, sign := range e.sum {
				row[column[m]] = sign
			}
			row[len(row)-1] = e.equal
			rows = append(rows, row)
		}
		found, err := programme(reduce(rows), len(members[i]))
		if err != nil {
			return nil, err
		}
		for n, m := range members[i] {
			out = append(out, Bound{cells[m], found[n][0], found[n][1]})
		}
	}
	return out, nil
}

// reduce leaves equations that do not follow from one another (Gauss and Jordan, with pivots).
func reduce(rows [][]float64) [][]float64 {
	if len(rows) == 0 {
		return nil
	}
	rank := 0
	for c := 0; c < len(rows[0])-1 && rank < len(rows); c++ {
		pivot := rank
		for r := rank; r < len(rows); r++ {
			if math.Abs(rows[r][c]) > math.Abs(rows[pivot][c]) {
				pivot = r
			}
		}
		if math.Abs(rows[pivot][c]) < 1e-9 {
			continue
		}
		rows[rank], rows[pivot] = rows[pivot], rows[rank]
		by := rows[rank][c]
		for k := range rows[rank] {
			rows[rank][k] /= by
		}
		for r := range rows {
			if r == rank || rows[r][c] == 0 {
				continue
			}
			by := rows[r][c]
			for k := range rows[r] {
				rows[r][k] -= by * rows[rank][k]
			}
		}
		rank++
	}
	return rows[:rank]
}

// programme minimises and maximises each of n counts that are not negative under the equations.
func programme(rows [][]float64, n int) ([][2]float64, error) {
	out := make([][2]float64, n)
	if len(rows) == 0 {
		for i := range out {
			out[i] = [2]float64{0, math.Inf(1)}
		}
		return out, nil
	}
	a, b := mat.NewDense(len(rows), n, nil), make([]float64, len(rows))
	for r, row := range rows {
		if sign := row[n]; sign < 0 { // a right side that is not negative spares the solver its first phase
			for k := range row {
				row[k] = -row[k]
			}
		}
		a.SetRow(r, row[:n])
		b[r] = row[n]
	}
	if len(rows) == n { // one solution
		for i, row := range rows {
			for k := range n {
				if math.Abs(row[k]) > 1e-9 {
					out[k] = [2]float64{b[i] / row[k], b[i] / row[k]}
				}
			}
		}
		return out, nil
	}
	for i := range n {
		for side, sign := range []float64{1, -1} {
			c := make([]float64, n)
			c[i] = sign
			value, _, err := lp.Simplex(c, a, b, 1e-9, nil)
			switch {
			case err == lp.ErrUnbounded:
				out[i][side] = sign * math.Inf(-1)
			case err != nil:
				return nil, fmt.Errorf("linear programme of %d counts and %d equations: %w", n, len(rows), err)
			default:
				out[i][side] = sign * value
			}
		}
	}
	return out, nil
}
