// SPDX-License-Identifier: Apache-2.0

package composite

import "math"

// sorter ranks scores by sorting their bits, digit after digit: comparing is what
// replicates would spend most of their time on.
type sorter struct {
	keys, spare []sortKey
}

type sortKey struct {
	bits uint64 // larger scores have smaller bits
	row  int32
}

// sortBits makes bits that fall as scores rise; −0 is 0.
func sortBits(score float64, row int) sortKey {
	b := math.Float64bits(score + 0)
	if b>>63 == 0 {
		b = ^b &^ (1 << 63)
	}
	return sortKey{b, int32(row)}
}

// roundForOrder rounds a score to 2⁻⁴⁰ of itself, about twelve digits: what is equal on
// paper and differs by rounding shall tie.
func roundForOrder(score float64) float64 {
	const noise = 12 // bits
	return math.Float64frombits((math.Float64bits(score) + 1<<(noise-1)) &^ (1<<noise - 1))
}

// roundedForOrder rounds scores; missing stays missing.
func roundedForOrder(scores []float64) []float64 {
	out := make([]float64, len(scores))
	for i, v := range scores {
		if out[i] = v; !math.IsNaN(v) {
			out[i] = roundForOrder(v)
		}
	}
	return out
}

// collect takes the scores that are there.
func (s *sorter) collect(scores []float64) {
	s.keys = s.keys[:0]
	for i, v := range scores {
		if !math.IsNaN(v) {
			s.keys = append(s.keys, sortBits(v, i))
		}
	}
}

// ascending gives the rows that have a value from the smallest; equal ones keep
// their order.
func (s *sorter) ascending(x []float64) []int {
	s.collect(x)
	for k := range s.keys {
		s.keys[k].bits = ^s.keys[k].bits
	}
	s.sort()
	rows := make([]int, len(s.keys))
	for k := range s.keys {
		rows[k] = int(s.keys[k].row)
	}
	return rows
}

// level says whether a score ties with the one before it in rank: whether only
// rounding tells them apart, about the twelfth digit.
func level(before, score float64) bool {
	return before-score <= 0x1p-40*math.Abs(before)
}

// levelRanks is [Ranks] with scores that only rounding tells apart as ties.
func levelRanks(scores []float64) []int {
	var s sorter
	ranks := make([]int, len(scores))
	s.collect(scores)
	s.sort()
	for k, key := range s.keys {
		ranks[key.row] = k + 1
		if k > 0 && level(scores[s.keys[k-1].row], scores[key.row]) {
			ranks[key.row] = ranks[s.keys[k-1].row]
		}
	}
	return ranks
}

// rank writes the ranks of rows by their scores, 1 = the highest, ties (see level)
// share the smallest, 0 = missing, into to. Rows of p = 0 are missing; nil p = none is.
func (s *sorter) rank(v, p []float64, rows []int, to []int32) {
	s.keys = s.keys[:0]
	for _, i := range rows {
		if p != nil && p[i] == 0 {
			to[i] = 0
			continue
		}
		s.keys = append(s.keys, sortBits(v[i], i))
	}
	s.sort()
	for k, key := range s.keys {
		if k > 0 && level(v[s.keys[k-1].row], v[key.row]) {
			to[key.row] = to[s.keys[k-1].row]
		} else {
			to[key.row] = int32(k + 1)
		}
	}
}

// sort is a radix sort from the lowest byte; bytes that all keys share are skipped.
func (s *sorter) sort() {
	n := len(s.keys)
	if cap(s.spare) < n {
		s.spare = make([]sortKey, n)
	}
	s.spare = s.spare[:n]
	var counts [8][256]int32
	for _, k := range s.keys {
		for d := range counts {
			counts[d][byte(k.bits>>(8*d))]++
		}
	}
	for d := range counts {
		c := &counts[d]
		if n > 0 && c[byte(s.keys[0].bits>>(8*d))] == int32(n) {
			continue
		}
		at := int32(0)
		for b, many := range c {
			c[b] = at
			at += many
		}
		for _, k := range s.keys {
			b := byte(k.bits >> (8 * d))
			s.spare[c[b]] = k
			c[b]++
		}
		s.keys, s.spare = s.spare, s.keys
	}
}
