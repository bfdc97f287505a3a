// SPDX-License-Identifier: Apache-2.0

package statistics

import (
	"math"
	"sort"
)

// Kappa is Cohen's κ = (p_o − p_e)/(1 − p_e) of two coders over the same n cases, without weights: p_o is the share on which they agree,
// p_e that which their own shares of each code would give by chance (Cohen 1960). NaN where n = 0 or both always give one and the same code.
// Lists of different length are an error of the caller, and give NaN.
func Kappa(a, b []string) float64 {
	if len(a) != len(b) || len(a) == 0 {
		return math.NaN()
	}
	n := float64(len(a))
	first, second, same := map[string]float64{}, map[string]float64{}, 0.0
	for i := range a {
		first[a[i]]++
		second[b[i]]++
		if a[i] == b[i] {
			same++
		}
	}
	codes := make([]string, 0, len(first))
	for c := range first {
		codes = append(codes, c)
	}
	sort.Strings(codes)
	chance := 0.0
	for _, c := range codes {
		chance += first[c] / n * second[c] / n
	}
	if chance == 1 {
		return math.NaN()
	}
	return (same/n - chance) / (1 - chance)
}
