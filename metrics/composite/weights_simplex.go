// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"math"
)

// simplexZero is what counts as 0 among rows scaled to 0…1.
const simplexZero = 1e-10

// program is the linear program of [BenefitOfDoubt] for all units, solved one at a
// time: maximise w·y over w ≥ 0 with w·p ≤ 1 for every peer p and w·a ≤ 0 for the
// rows of limits. Its dual, minimise Σ λ over λ, μ, s ≥ 0 with Σ λ_j p_j + Σ μ_r a_r
// − s = y, has one row a column and the obvious start λ = 1 for the unit itself. The
// prices of its rows are w, so that pricing a column is checking a constraint.
type program struct {
	peers [][]float64
	seen  []int // peers that bound some unit: looked at first
	known []bool

	m       int
	inverse [][]float64 // of the basis
	basis   []int       // what stands in each place: peer j ≥ 0; limit r as −1 − r; surplus k as −1 − limits − k
	value   []float64
	w       []float64
	entry   []float64
}

func newProgram(peers [][]float64) *program {
	m := len(peers[0])
	p := &program{peers: peers, m: m, known: make([]bool, len(peers)), basis: make([]int, m), value: make([]float64, m), w: make([]float64, m), entry: make([]float64, m)}
	p.inverse = make([][]float64, m)
	for k := range p.inverse {
		p.inverse[k] = make([]float64, m)
	}
	return p
}

// solve returns the weights of one unit, which must have a value above 0.
func (p *program) solve(unit int, limits [][]float64) ([]float64, error) {
	own := p.peers[unit]
	p.start(unit, len(limits))
	most, stuck, last := 200+50*(p.m+len(limits)), 0, math.Inf(1)
	for step := 0; ; step++ {
		if step > most*20 {
			return nil, errors.New("the linear program did not come to an end")
		}
		p.price()
		careful := stuck > most/2 // Bland's rule cannot go in circles
		name, column := p.enter(limits, careful)
		if column == nil && name == 0 {
			break
		}
		if err := p.pivot(name, column, len(limits), careful); err != nil {
			return nil, err
		}
		now := p.cost()
		if stuck++; now < last-1e-13 {
			stuck, last = 0, now
		}
	}
	return p.finish(own, limits)
}

// start lays the basis of the unit itself and of surpluses.
func (p *program) start(unit, limits int) {
	own, lead := p.peers[unit], 0
	for k, v := range own {
		if v > own[lead] {
			lead = k
		}
	}
	for k := range p.m {
		clear(p.inverse[k])
		p.basis[k], p.value[k] = -1-limits-k, 0
		if k != lead { // s_k = own_k·λ − y_k
			p.inverse[k][k], p.inverse[k][lead] = -1, own[k]/own[lead]
		}
	}
	p.basis[lead], p.value[lead], p.inverse[lead][lead] = unit, 1, 1/own[lead]
}

// price sets w to the prices of the rows: only peers cost, 1 each.
func (p *program) price() {
	clear(p.w)
	for place, name := range p.basis {
		if name >= 0 {
			for k, v := range p.inverse[place] {
				p.w[k] += v
			}
		}
	}
}

func (p *program) cost() float64 {
	sum := 0.0
	for place, name := range p.basis {
		if name >= 0 {
			sum += p.value[place]
		}
	}
	return sum
}

// enter picks a constraint that w breaks: weights below 0, limits, peers that bound
// others, all peers. Careful takes the first, else the most broken of a kind.
// It returns 0 and nil when none is broken; a surplus has no column of its own.
func (p *program) enter(limits [][]float64, careful bool) (name int, column []float64) {
	worst := simplexZero
	take := func(broken float64) bool {
		if broken > worst {
			worst = broken
			return true
		}
		return false
	}
	for k, v := range p.w {
		if take(-v) {
			name = -1 - len(limits) - k
			if careful {
				return name, nil
			}
		}
	}
	for r, a := range limits {
		if take(dotProduct(p.w, a)) {
			name, column = -1-r, a
			if careful {
				return name, column
			}
		}
	}
	if worst > simplexZero {
		return name, column
	}
	if !careful {
		for _, j := range p.seen {
			if take(dotProduct(p.w, p.peers[j]) - 1) {
				name, column = j, p.peers[j]
			}
		}
		if column != nil {
			return name, column
		}
	}
	for j, peer := range p.peers {
		if take(dotProduct(p.w, peer) - 1) {
			name, column = j, peer
			if careful {
				break
			}
		}
	}
	if column != nil && !p.known[name] {
		p.known[name] = true
		p.seen = append(p.seen, name)
	}
	return name, column
}

// pivot brings a column into the basis.
func (p *program) pivot(name int, column []float64, limits int, careful bool) error {
	for place, row := range p.inverse {
		if column != nil {
			p.entry[place] = dotProduct(row, column)
		} else { // a surplus is −1 in its own row
			p.entry[place] = -row[-1-limits-name]
		}
	}
	out, least := -1, math.Inf(1)
	for place, e := range p.entry {
		if e <= simplexZero {
			continue
		}
		ratio := math.Max(0, p.value[place]) / e
		switch {
		case ratio < least-1e-13:
			out, least = place, ratio
		case ratio <= least+1e-13 && out >= 0:
			if careful && p.order(p.basis[place], limits) < p.order(p.basis[out], limits) || !careful && e > p.entry[out] {
				out, least = place, math.Min(least, ratio)
			}
		}
	}
	if out < 0 {
		return errors.New("the linear program has no bound")
	}
	pivot := p.entry[out]
	for k := range p.inverse[out] {
		p.inverse[out][k] /= pivot
	}
	step := p.value[out] / pivot
	for place, e := range p.entry {
		if place == out || e == 0 {
			continue
		}
		p.value[place] -= e * step
		for k, v := range p.inverse[out] {
			p.inverse[place][k] -= e * v
		}
	}
	p.value[out], p.basis[out] = step, name
	return nil
}

// order is the place of a column for Bland's rule: that in which enter looks.
func (p *program) order(name, limits int) int {
	switch {
	case name >= 0:
		return p.m + limits + name
	case name >= -limits:
		return p.m - 1 - name
	default:
		return -1 - limits - name
	}
}

// finish cleans the rounding of w away and checks that what it claims is so.
func (p *program) finish(own []float64, limits [][]float64) ([]float64, error) {
	w := make([]float64, p.m)
	for k, v := range p.w {
		w[k] = math.Max(0, v)
	}
	most := 1.0
	for _, peer := range p.peers {
		most = math.Max(most, dotProduct(w, peer))
	}
	for k := range w {
		w[k] /= most
	}
	if gap := p.cost() - dotProduct(w, own); math.Abs(gap) > 1e-7 {
		return nil, errors.New("the linear program lost its precision")
	}
	for _, a := range limits {
		if dotProduct(w, a) > 1e-7 {
			return nil, errors.New("the linear program lost its precision in a limit")
		}
	}
	return w, nil
}
