// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"math"
	"math/rand/v2"
	"slices"

	"osnova/metrics/statistics"
)

// mostGroups bounds what one resample draws: a sample of more than twice as many
// is dealt at random into so many groups of equal size, and groups are drawn
// instead of respondents (random groups: Wolter 2007, Introduction to Variance
// Estimation, ch. 2). The standard error then varies by about 1/√(2·2000) = 1.6 %,
// half of what 2,000 replicates leave in the ends of an interval.
const mostGroups = 2000

// leastGroups is what a small stratum keeps of its own.
const leastGroups = 50

// dealing gives each row of a part its group; strata hold a run of groups each.
type dealing struct {
	group []int32 // by row of the part
	sizes []int   // groups in each stratum
	n     int     // all groups
}

// newDeal makes the groups of rows: the clusters where there are any; else each row
// its own, or, for more than twice mostGroups rows, random groups in proportion to
// the strata. Clusters that reach over strata count in each on their own.
func newDeal(rows []int32, stratum, cluster []int32, seed uint64) *dealing {
	d := &dealing{group: make([]int32, len(rows))}
	of := func(list []int32, row int32) int32 {
		if list == nil {
			return 0
		}
		return list[row]
	}
	strata, members := map[int32]int{}, [][]int32(nil) // positions by stratum, in the order of the rows
	for i, row := range rows {
		h := of(stratum, row)
		at, met := strata[h]
		if !met {
			at = len(members)
			strata[h] = at
			members = append(members, nil)
		}
		members[at] = append(members[at], int32(i))
	}
	source := rand.New(rand.NewPCG(seed, stream))
	for _, list := range members {
		size := len(list)
		switch {
		case cluster != nil:
			met := map[int32]int32{}
			for _, i := range list {
				c := of(cluster, rows[i])
				g, known := met[c]
				if !known {
					g = int32(d.n + len(met))
					met[c] = g
				}
				d.group[i] = g
			}
			size = len(met)
		case len(rows) > 2*mostGroups:
			share := int(math.Ceil(mostGroups * float64(len(list)) / float64(len(rows))))
			size = min(len(list), max(leastGroups, share))
			source.Shuffle(len(list), func(a, b int) { list[a], list[b] = list[b], list[a] })
			fallthrough
		default:
			for k, i := range list {
				d.group[i] = int32(d.n + k%size)
			}
		}
		d.sizes = append(d.sizes, size)
		d.n += size
	}
	return d
}

// stream tells these draws apart from those of other users of the same seed.
const stream = 0x737572766579

// draw resamples groups within strata and sums their k components, replicate by
// replicate; visit gets the sums, valid during the call. Groups holds d.n × k.
func (d *dealing) draw(groups []float64, k, replicates int, seed uint64, visit func(sums []float64)) {
	source := rand.NewPCG(seed, stream)
	sums := make([]float64, k)
	for range replicates {
		clear(sums)
		first := 0
		for _, size := range d.sizes {
			part := groups[first*k : (first+size)*k]
			if k == 2 {
				a, b := drawPairs(source, part, size)
				sums[0] += a
				sums[1] += b
			} else {
				drawMany(source, part, size, sums)
			}
			first += size
		}
		visit(sums)
	}
}

// drawPairs draws size groups of two components with replacement.
func drawPairs(source *rand.PCG, part []float64, size int) (a, b float64) {
	n := uint64(size)
	for left := size; left > 0; left -= 2 {
		word := source.Uint64()
		i := below(source, uint32(word), n)
		a += part[2*i]
		b += part[2*i+1]
		if left > 1 {
			i = below(source, uint32(word>>32), n)
			a += part[2*i]
			b += part[2*i+1]
		}
	}
	return a, b
}

func drawMany(source *rand.PCG, part []float64, size int, sums []float64) {
	n, k := uint64(size), len(sums)
	for left := size; left > 0; left -= 2 {
		word := source.Uint64()
		for range min(2, left) {
			i := below(source, uint32(word), n) * k
			for c, v := range part[i : i+k] {
				sums[c] += v
			}
			word >>= 32
		}
	}
}

// below turns 32 random bits into a fair number below n (Lemire 2019, ACM TOMACS
// 29:3).
func below(source *rand.PCG, word uint32, n uint64) int {
	product := uint64(word) * n
	if low := uint32(product); uint64(low) < n {
		for threshold := uint32(-uint32(n)) % uint32(n); low < threshold; low = uint32(product) {
			product = uint64(uint32(source.Uint64())) * n
		}
	}
	return int(product >> 32)
}

// percentiles is the 2.5–97.5 % interval of the replicates that have a value; NaN
// where fewer than half have one.
func percentiles(replicates []float64) (low, high float64) {
	v := make([]float64, 0, len(replicates))
	for _, x := range replicates {
		if !math.IsNaN(x) {
			v = append(v, x)
		}
	}
	if len(v) < 2 || 2*len(v) < len(replicates) {
		return math.NaN(), math.NaN()
	}
	slices.Sort(v)
	return statistics.Quantile(v, 0.025), statistics.Quantile(v, 0.975)
}
