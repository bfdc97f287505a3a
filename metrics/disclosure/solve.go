// SPDX-License-Identifier: Apache-2.0

package disclosure

import (
	"math/bits"
	"slices"
)

// solve suppresses more where the equations of all lines together determine a
// suppressed cell, and says whether it did. In a plane table that is a suppressed cell
// on no closed path of suppressed cells (Gusfield 1988, SIAM J. Comput. 17:552); here
// it is found in any number of dimensions by elimination: a cell is determined when
// the reduced equations have a row with it alone.
func (t *Table) solve(lines []sumLine, r Rule) bool {
	for _, component := range t.components(lines) {
		for _, cell := range determined(component.equations) {
			if cell >= len(t.Cells) { // what is left over in a line
				if n := cell - len(t.Cells); r.Small(lines[n].rest) && t.hide(lines[n]) {
					return true
				}
				continue
			}
			if t.hideNear(lines, component.lines, cell) {
				return true
			}
		}
	}
	return false
}

// hideNear suppresses the smallest cell that shares a line with the given one, or
// where there is none with any of its component.
func (t *Table) hideNear(lines []sumLine, component []int, cell int) bool {
	best, zero := -1, -1
	take := func(l sumLine) {
		for _, p := range append(slices.Clone(l.parts), l.margin) {
			switch c := &t.Cells[p]; {
			case c.Reason != Shown:
			case c.Count == 0 && (zero < 0 || t.before(p, zero)):
				zero = p
			case c.Count > 0 && (best < 0 || t.before(p, best)):
				best = p
			}
		}
	}
	for _, n := range component {
		if l := lines[n]; l.margin == cell || slices.Contains(l.parts, cell) {
			take(l)
		}
	}
	if best < 0 && zero < 0 {
		for _, n := range component {
			take(lines[n])
		}
	}
	if best < 0 {
		best = zero
	}
	if best < 0 {
		return false
	}
	t.Cells[best].Reason = Secondary
	return true
}

// component is lines that hang together by suppressed cells, and their equations over
// those: cell → coefficient. What is left over in
// a line is a cell after the last.
type component struct {
	lines     []int
	equations []map[int]int64
}

func (t *Table) components(lines []sumLine) []component {
	parent := map[int]int{}
	var find func(int) int
	find = func(x int) int {
		p, known := parent[x]
		if !known || p == x {
			parent[x] = x
			return x
		}
		parent[x] = find(p)
		return parent[x]
	}
	equations := make([]map[int]int64, len(lines))
	for n, l := range lines {
		e := map[int]int64{}
		for _, p := range l.parts {
			if t.Cells[p].Reason != Shown {
				e[p] = 1
			}
		}
		if t.Cells[l.margin].Reason != Shown {
			e[l.margin] = -1
		}
		if l.rest > 0 {
			e[len(t.Cells)+n] = 1
		}
		equations[n] = e
		first := -1
		for c := range e {
			if first < 0 {
				first = c
			}
			parent[find(c)] = find(first)
		}
	}
	byRoot := map[int]int{}
	var out []component
	for n, e := range equations {
		if len(e) == 0 {
			continue
		}
		root := 0
		for c := range e {
			root = find(c)
			break
		}
		k, known := byRoot[root]
		if !known {
			k = len(out)
			byRoot[root] = k
			out = append(out, component{})
		}
		out[k].lines = append(out[k].lines, n)
		out[k].equations = append(out[k].equations, e)
	}
	return out
}

// prime is 2⁶¹ − 1. Elimination modulo a prime gives the reduced form over the
// rationals unless a minor of the equations is a multiple of it; they are 0, 1 and −1.
const prime = 1<<61 - 1

// determined gives the cells with one possible value, ascending.
func determined(equations []map[int]int64) []int {
	var cells []int
	column := map[int]int{}
	for _, e := range equations {
		for c := range e {
			if _, known := column[c]; !known {
				column[c] = 0
				cells = append(cells, c)
			}
		}
	}
	slices.Sort(cells)
	for i, c := range cells {
		column[c] = i
	}
	rows := make([][]uint64, len(equations))
	for i, e := range equations {
		rows[i] = make([]uint64, len(cells))
		for c, v := range e {
			rows[i][column[c]] = uint64((v + prime) % prime)
		}
	}
	rank := 0
	for j := 0; j < len(cells) && rank < len(rows); j++ {
		pivot := slices.IndexFunc(rows[rank:], func(r []uint64) bool { return r[j] != 0 })
		if pivot < 0 {
			continue
		}
		rows[rank], rows[rank+pivot] = rows[rank+pivot], rows[rank]
		scale := inverse(rows[rank][j])
		for k := j; k < len(cells); k++ {
			rows[rank][k] = times(rows[rank][k], scale)
		}
		for i, row := range rows {
			if f := row[j]; i != rank && f != 0 {
				for k := j; k < len(cells); k++ {
					if v := rows[rank][k]; v != 0 {
						row[k] = (row[k] + prime - times(f, v)) % prime
					}
				}
			}
		}
		rank++
	}
	var out []int
	for _, row := range rows[:rank] {
		last, n := 0, 0
		for j, v := range row {
			if v != 0 {
				last, n = j, n+1
			}
		}
		if n == 1 {
			out = append(out, cells[last])
		}
	}
	slices.Sort(out)
	return out
}

func times(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return (low&prime + (high<<3 | low>>61)) % prime
}

// inverse by Fermat's little theorem.
func inverse(a uint64) uint64 {
	out, power := uint64(1), a
	for e := uint64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			out = times(out, power)
		}
		power = times(power, power)
	}
	return out
}
