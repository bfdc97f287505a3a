// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"math"
	"math/rand/v2"
	"slices"

	"osnova/metrics/statistics"
)

// Bootstrap gives E of b samples of the cases of a group, each as many cases drawn with
// replacement, NaN where a sample has none (its median is not reached). Equal for equal
// seeds and cases in equal order. With replicates of S drawn alike they make the joint
// draws of the service quality index.
func (m *Measurer) Bootstrap(g Group, b int, seed uint64) []float64 {
	one := &Measurer{AsOf: m.AsOf, Calendar: m.Calendar, Lacks: m.Lacks, Only: []string{"E"}, Show: true}
	source := rand.New(rand.NewPCG(seed, uint64(len(g.Courses))))
	sorted := slices.Clone(g.Courses) // the order in which cases were grouped hangs on threads
	slices.Sort(sorted)
	sample := Group{Courses: make([]uint64, len(sorted))}
	out := make([]float64, b)
	for k := range out {
		if m.Stop != nil && m.Stop() {
			for ; k < b; k++ {
				out[k] = math.NaN()
			}
			return out
		}
		sample.Cases, sample.Done, sample.Refused, sample.Electronic, sample.Repeat, sample.Prompt, sample.Silent = len(sorted), 0, 0, 0, 0, 0, 0
		for i := range sample.Courses {
			p := sorted[source.IntN(len(sorted))]
			sample.Courses[i] = p
			switch p & 3 {
			case statusDone:
				sample.Done++
			case refused:
				sample.Refused++
			}
			sample.Electronic += int(p >> 3 & 1)
			sample.Repeat += int(p >> 4 & 1)
			sample.Prompt += int(p >> 5 & 1)
			sample.Silent += int(p >> silentBit & 1)
		}
		out[k] = one.Measure(sample)[0].Value
	}
	return out
}

// interval is the 95 % one of replicates: percentiles of those that are there (type 7).
// NaN where more than one in twenty is not.
func interval(replicates []float64) (low, high float64) {
	var there []float64
	for _, v := range replicates {
		if !math.IsNaN(v) {
			there = append(there, v)
		}
	}
	if 20*len(there) < 19*len(replicates) {
		return math.NaN(), math.NaN()
	}
	slices.Sort(there)
	return statistics.Quantile(there, 0.025), statistics.Quantile(there, 0.975)
}
