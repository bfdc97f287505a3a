// SPDX-License-Identifier: Apache-2.0

package disclosure

import (
	"hash/fnv"
	"math"
	"strconv"
)

// RoundingBase is what counts are rounded to, and RoundBelow the count from which on they are
// shown as they are.
const (
	RoundingBase = 5
	RoundBelow   = 100
)

// RoundCount rounds a count of persons below 100 to a multiple of 5, half away from
// zero; 100 and more stay. Halves do not come up in whole numbers and base 5.
func RoundCount(count int) int {
	if count >= RoundBelow || count <= -RoundBelow {
		return count
	}
	return int(math.Round(float64(count)/RoundingBase)) * RoundingBase
}

// RoundRandom rounds a count below 100 to one of the two multiples of 5 around it, the
// nearer the likelier, so that the expected value is the count (Hundepool et al. 2012,
// 5.4.2). The draw hangs on the seed and the name of the cell alone: the same cell is
// rounded the same way in every table, so that repeated requests teach nothing.
func RoundRandom(count int, seed uint64, cell string) int {
	if count >= RoundBelow || count <= -RoundBelow {
		return count
	}
	if count < 0 {
		return -RoundRandom(-count, seed, cell)
	}
	h := fnv.New64a()
	h.Write([]byte(strconv.FormatUint(seed, 10) + "|" + cell))
	low := count / RoundingBase * RoundingBase
	if draw := mixBits(h.Sum64()) % RoundingBase; int(draw) < count-low {
		return low + RoundingBase
	}
	return low
}

// mixBits spreads the bits of a hash (the finaliser of SplitMix64, Steele et al. 2014).
func mixBits(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// Percent gives a share part/of in per cent as it may be published: one decimal where
// the denominator is 20 or more, else a whole number; half away from zero. NaN where
// of ≤ 0.
func Percent(part, of float64) float64 {
	if !(of > 0) {
		return math.NaN()
	}
	if of < 20 {
		return Round(100*part/of, 0)
	}
	return Round(100*part/of, 1)
}

// Decimals of published kinds of numbers.
const (
	DecimalsIndex = 1
	DecimalsMoney = 2
)

// Round rounds to decimals (0 … 15), half away from zero as the number is written in
// decimal: 0.285 becomes 0.29 though the nearest float lies below it.
func Round(v float64, decimals int) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
	point := len(text)
	for i := range text {
		if text[i] == '.' {
			point = i
		}
	}
	if len(text) <= point+1+decimals {
		return v
	}
	kept, next := text[:point+1+decimals], text[point+1+decimals]
	out, err := strconv.ParseFloat(kept, 64)
	if err != nil {
		return v
	}
	if next >= '5' {
		scale := math.Pow10(decimals)
		out = (math.Round(out*scale) + 1) / scale
	}
	return math.Copysign(out, v)
}
