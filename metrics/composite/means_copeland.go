// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"fmt"
	"math"
	"slices"
)

// copelandTolerance is how near to ½ an outranking share may lie to count as even.
const copelandTolerance = 1e-12

// Copeland scores units by whom they outrank. columns[k][i] is child k of unit i,
// more is better; weights are ≥ 0, of any scale, one a column. For each pair,
// o_ij = Σ w[x_i > x_j] + ½ Σ w[x_i = x_j] over the children that both have, with
// the weights of these renormalised; the score of i is Σ_j sign(o_ij − ½), even
// within 1e-12. It lies within ±(units − 1). A pair without a common child is
// even; a unit without any child of weight above 0 is missing (NaN).
//
// Only the sign of o_ij − ½ counts, so values are replaced by their ranks, four
// columns are packed into one word, and one subtraction compares them all; the
// weights of the outcome stand ready in a table. Time is proportional to units².
//
// Source: Copeland, 1951, as in OECD/JRC Handbook, section 6.4 (Munda, Nardo).
func Copeland(columns [][]float64, weights []float64) ([]float64, error) {
	n, err := copelandCheck(columns, weights)
	if err != nil {
		return nil, err
	}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	if total == 0 || n == 0 {
		return missing(n), nil
	}
	var blocks []block
	whole := true
	for k := 0; k < len(columns); k += 4 {
		end := min(k+4, len(columns))
		b, full, fits := newBlock(columns[k:end], weights[k:end], total)
		if !fits {
			return copelandWide(columns, weights, n), nil
		}
		blocks = append(blocks, b)
		whole = whole && full
	}
	wins := make([]int32, n)
	if whole {
		copelandFull(blocks, wins)
	} else {
		copelandGaps(blocks, wins)
	}
	return copelandScores(columns, weights, wins), nil
}

// Outranking returns o_ij of [Copeland] for all pairs: share[i][j] is the weight
// with which i is better than j, ties counting half; ½ where i = j or where they
// have no child in common. share[i][j] + share[j][i] = 1.
func Outranking(columns [][]float64, weights []float64) ([][]float64, error) {
	n, err := copelandCheck(columns, weights)
	if err != nil {
		return nil, err
	}
	share := make([][]float64, n)
	for i := range share {
		share[i] = make([]float64, n)
		for j := range share[i] {
			lead, both := pairWeight(columns, weights, i, j)
			if share[i][j] = 0.5; both > 0 {
				share[i][j] += lead / both / 2
			}
		}
	}
	return share, nil
}

func copelandCheck(columns [][]float64, weights []float64) (units int, err error) {
	if len(columns) != len(weights) {
		return 0, fmt.Errorf("copeland: %d columns for %d weights", len(columns), len(weights))
	}
	sum := 0.0
	for k, w := range weights {
		if !(w >= 0) {
			return 0, fmt.Errorf("copeland: weight %v: give finite weights of 0 or more", w)
		}
		sum += w
		if len(columns[k]) != len(columns[0]) {
			return 0, fmt.Errorf("copeland: column %d has %d values, the first %d", k+1, len(columns[k]), len(columns[0]))
		}
	}
	if math.IsInf(sum, 0) {
		return 0, fmt.Errorf("copeland: weights %v are too large to add", weights)
	}
	if len(columns) == 0 {
		return 0, nil
	}
	return len(columns[0]), nil
}

// pairWeight is the weight by which i leads over j, and the weight of what both have.
func pairWeight(columns [][]float64, weights []float64, i, j int) (lead, both float64) {
	for k, c := range columns {
		if math.IsNaN(c[i]) || math.IsNaN(c[j]) {
			continue
		}
		both += weights[k]
		if c[i] > c[j] {
			lead += weights[k]
		} else if c[i] < c[j] {
			lead -= weights[k]
		}
	}
	return lead, both
}

const (
	guards = 0x8000_8000_8000_8000 // the top bit of each of four lanes
	gather = 1<<48 | 1<<33 | 1<<18 | 1<<3
)

// block is up to four columns: one word a unit with a rank of 15 bits in each lane,
// a missing value being 0.
type block struct {
	ranks   []uint64
	present []uint8 // bit k: column k has a value
	// lead is what the outcome (lanes where i ≥ j | lanes where j ≥ i << 4) weighs
	// for i; both is the weight of a set of lanes. Weights are shares of all.
	lead [256]float64
	both [16]float64
}

// newBlock packs columns; fits is false when one has more distinct values than a
// lane holds.
func newBlock(columns [][]float64, weights []float64, total float64) (b block, full, fits bool) {
	n := len(columns[0])
	b.ranks, b.present, full = make([]uint64, n), make([]uint8, n), true
	sorted := make([]float64, 0, n)
	for k, c := range columns {
		sorted = sorted[:0]
		for _, v := range c {
			if !math.IsNaN(v) {
				sorted = append(sorted, v)
			}
		}
		slices.Sort(sorted)
		distinct := slices.Compact(sorted)
		if len(distinct) >= 1<<15 {
			return b, false, false
		}
		for i, v := range c {
			if math.IsNaN(v) {
				full = false
				continue
			}
			at, _ := slices.BinarySearch(distinct, v)
			b.ranks[i] |= uint64(at) << (16 * k)
			b.present[i] |= 1 << k
		}
	}
	for set := range 16 {
		for k := range columns {
			if set>>k&1 == 1 {
				b.both[set] += weights[k] / total
			}
		}
	}
	for outcome := range 256 {
		for k := range columns {
			b.lead[outcome] += float64(outcome>>k&1-outcome>>(4+k)&1) * weights[k] / total
		}
	}
	return b, full, true
}

// compare tells in which lanes x ≥ y: the guard bit survives x − y there. Lanes of
// empty columns are equal, which weighs nothing.
func compare(x, y uint64) uint64 { return ((x | guards) - y) & guards >> 15 * gather >> 48 & 15 }

func copelandFull(blocks []block, wins []int32) {
	n := len(wins)
	leads := make([]float64, n)
	for i := range n {
		row := leads[i+1:]
		clear(row)
		for k := range blocks {
			b := &blocks[k]
			x, others := b.ranks[i], b.ranks[i+1:]
			for j, y := range others[:len(row)] {
				row[j] += b.lead[compare(x, y)|compare(y, x)<<4]
			}
		}
		own, beaten := int32(0), wins[i+1:]
		for j, lead := range row {
			s := leadSign(lead, 1)
			own += s
			beaten[j] -= s
		}
		wins[i] += own
	}
}

func copelandGaps(blocks []block, wins []int32) {
	n := len(wins)
	leads, boths := make([]float64, n), make([]float64, n)
	for i := range n {
		row, both := leads[i+1:], boths[i+1:]
		clear(row)
		clear(both)
		for k := range blocks {
			b := &blocks[k]
			x, has, others, have := b.ranks[i], b.present[i], b.ranks[i+1:], b.present[i+1:]
			for j, y := range others[:len(row)] {
				set := uint64(has & have[j])
				row[j] += b.lead[compare(x, y)&set|compare(y, x)&set<<4]
				both[j] += b.both[set&15]
			}
		}
		own, beaten := int32(0), wins[i+1:]
		for j, lead := range row {
			s := leadSign(lead, both[j])
			own += s
			beaten[j] -= s
		}
		wins[i] += own
	}
}

// leadSign is that of o − ½, which is lead / both / 2.
func leadSign(lead, both float64) int32 {
	edge := 2 * copelandTolerance * both
	s := int32(0)
	if lead > edge {
		s = 1
	}
	if lead < -edge {
		s--
	}
	return s
}

// copelandWide serves columns of more than 32,767 distinct values.
func copelandWide(columns [][]float64, weights []float64, n int) []float64 {
	wins := make([]int32, n)
	for i := range n {
		for j := i + 1; j < n; j++ {
			lead, both := pairWeight(columns, weights, i, j)
			s := leadSign(lead, both)
			wins[i] += s
			wins[j] -= s
		}
	}
	return copelandScores(columns, weights, wins)
}

func copelandScores(columns [][]float64, weights []float64, wins []int32) []float64 {
	scores := missing(len(wins))
	for i, w := range wins {
		for k, c := range columns {
			if weights[k] > 0 && !math.IsNaN(c[i]) {
				scores[i] = float64(w)
				break
			}
		}
	}
	return scores
}

func missing(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}
