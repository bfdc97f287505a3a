// SPDX-License-Identifier: Apache-2.0

package attack

import "math"

// Row is a row about persons as it is published: NaN for what is left out.
type Row struct {
	N, Mean, Share float64
	Decimals       int // of the mean
}

// PersonCount is a true count of persons and how many of them are so (failed, were refused).
type PersonCount struct{ N, Part int }

// Pairs are all pairs up to most persons whose publication looks like the row. Publish gives what
// would be published of a pair, the mean apart: of it only whether it is told, and with how many
// decimals, depends on the pair. A mean over the others (N − Part) of whole numbers from least to
// greatest must be possible.
func Pairs(seen Row, most int, least, greatest float64, publish func(PersonCount) Row) []PersonCount {
	var out []PersonCount
	same := func(a, b float64) bool { return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) < 1e-9 }
	for n := 1; n <= most; n++ {
		for part := 0; part <= n; part++ {
			made := publish(PersonCount{n, part})
			if !same(made.N, seen.N) || !same(made.Share, seen.Share) || math.IsNaN(made.Mean) != math.IsNaN(seen.Mean) {
				continue
			}
			if !math.IsNaN(seen.Mean) && (made.Decimals != seen.Decimals || !possible(seen.Mean, seen.Decimals, n-part, least, greatest)) {
				continue
			}
			out = append(out, PersonCount{n, part})
		}
	}
	return out
}

// possible says whether a mean of so many whole numbers can be rounded to v.
func possible(v float64, decimals, of int, least, greatest float64) bool {
	if of == 0 {
		return false
	}
	half := math.Pow10(-decimals)/2 + 1e-9
	low, high := math.Ceil((v-half)*float64(of)-1e-6), math.Floor((v+half)*float64(of)+1e-6)
	low, high = max(low, least*float64(of)), min(high, greatest*float64(of))
	return low <= high
}
