// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"slices"
	"strings"
)

// surveyWeights brings answers to the population by strata as finely as they allow, at most five mean weights each; of the careless, who take no
// part, nothing is asked but whether they were met. Without strata all weigh 1.
func surveyWeights(all []respondent, people map[[3]string]int) []float64 {
	w := make([]float64, len(all))
	ones := func() []float64 {
		for i, k := range all {
			w[i] = map[bool]float64{false: 1}[k.careless]
		}
		return w
	}
	for fine := 3; fine >= 1; fine-- {
		cell := func(a, s, p string) string { return strings.Join([]string{a, s, p}[:fine], "/") }
		want, met, have := map[string]float64{}, map[string]bool{}, map[string]float64{}
		for k, n := range people {
			want[cell(k[0], k[1], k[2])] += float64(n)
		}
		for _, k := range all {
			met[cell(k.age, k.sex, k.place)] = true
			if !k.careless {
				have[cell(k.age, k.sex, k.place)]++
			}
		}
		missing, lost := len(want) == 0, false
		for c := range want {
			missing = missing || !met[c]
			lost = lost || have[c] == 0
		}
		if missing {
			continue
		}
		if lost {
			return ones()
		}
		mean, n := 0.0, 0.0
		for i, k := range all {
			w[i] = 0
			if !k.careless {
				c := cell(k.age, k.sex, k.place)
				w[i] = want[c] / have[c]
				mean, n = mean+w[i], n+1
			}
		}
		mean /= n
		for i := range w {
			w[i] = min(w[i], 5*mean)
		}
		return w
	}
	return ones()
}

// weigher weighs answers; with an age, all of that age, to the population of that age.
type weigher func(all []respondent, age string) []float64

// strataWeights brings answers to the strata of one unit.
func strataWeights(people map[[3]string]int) weigher {
	return func(all []respondent, age string) []float64 {
		of := map[[3]string]int{}
		for k, n := range people {
			if age == "" || k[0] == age {
				of[k] = n
			}
		}
		return surveyWeights(all, of)
	}
}

// oblastWeights weighs shares of the country: answers of an oblast as its own strata say, and all of them together as many as live there.
func oblastWeights(people map[string]map[[3]string]int, live map[string]int) weigher {
	return func(all []respondent, age string) []float64 {
		w, at := make([]float64, len(all)), map[string][]int{}
		for i, k := range all {
			at[k.oblast] = append(at[k.oblast], i)
		}
		for oblast, places := range at {
			var part []respondent
			for _, i := range places {
				part = append(part, all[i])
			}
			own, sum := strataWeights(people[oblast])(part, age), 0.0
			for _, v := range own {
				sum += v
			}
			for k, i := range places {
				w[i] = own[k] * float64(live[oblast]) / sum
			}
		}
		return w
	}
}

// leastAnswers below which a unit's share or mark is not told.
var leastAnswers = map[string]int{"country": 100, "oblast": 100, "community": 30, "body": 30}

func having(all []respondent, yes func(respondent) bool) (out []respondent) {
	for _, k := range all {
		if yes(k) {
			out = append(out, k)
		}
	}
	return out
}

// fewAnswersMark marks a community that has few answers.
func fewAnswersMark(level string, n int) string {
	return map[bool]string{true: "u"}[level == "community" && n < 50]
}

// writeShareTruth computes a share of those who answered.
func writeShareTruth(o *Folder, level, unit, year, indicator string, part []respondent, of func(respondent) int, weigh weigher) {
	valid := having(part, func(k respondent) bool { return of(k) >= 0 })
	if len(valid) < leastAnswers[level] {
		return
	}
	w, yes, sum := weigh(valid, ""), 0.0, 0.0
	for i, k := range valid {
		sum += w[i]
		yes += w[i] * float64(of(k))
	}
	o.Indicator(unit, level, year, indicator, 100*yes/sum, fewAnswersMark(level, len(valid)))
}

// writeCountryTruth computes the indicators of an oblast or the country: skills and use by what residents say, the rest by all answers in it. Marks of the country
// have no strata.
func writeCountryTruth(o *Folder, level, unit, year string, all []respondent, weigh weigher) {
	residents := having(all, func(k respondent) bool { return k.sample == "residents" })
	writeShareTruth(o, level, unit, year, "D8.1", residents, func(k respondent) int { return k.internet }, weigh)
	writeShareTruth(o, level, unit, year, "D8.2", residents, func(k respondent) int { return map[bool]int{true: 1}[k.digcomp >= 3] }, weigh)
	writeShareTruth(o, level, unit, year, "D8.4", having(residents, func(k respondent) bool { return k.internet == 1 }), func(k respondent) int { return k.eservices }, weigh)
	group := func(age string) (float64, int) {
		part := having(residents, func(k respondent) bool { return k.age == age && k.internet >= 0 })
		w, yes, sum := weigh(part, age), 0.0, 0.0
		for i, k := range part {
			yes, sum = yes+w[i]*float64(k.internet), sum+w[i]
		}
		return yes / sum, len(part)
	}
	young, n := group("18-39")
	old, m := group("60+")
	if n >= 30 && m >= 30 && n+m >= 100 {
		o.Indicator(unit, level, year, "D8.3", 100*(young-old), "")
	}
	marks := weigh
	if level == "country" {
		marks = strataWeights(nil)
	}
	writeUserTruth(o, level, unit, year, all, weigh, marks)
}

// writeUserTruth computes what those say who asked for a service, and who tried to online (SPEC 3.4, 4.3, 4.6).
func writeUserTruth(o *Folder, level, unit, year string, all []respondent, shares, marks weigher) {
	// Those who tried are weighted among themselves, the careless with them.
	tried := having(all, func(k respondent) bool { return k.tried == 1 })
	for i := range tried {
		tried[i].careless = false
	}
	writeShareTruth(o, level, unit, year, "D8.7", tried, func(k respondent) int { return k.failed }, shares)
	users := having(all, func(k respondent) bool { return k.sample == "users" })
	mark := func(indicator, period string, part []respondent, value func([]respondent, []float64) (float64, int)) {
		if v, n := value(part, marks(part, "")); n >= leastAnswers[level] {
			o.Indicator(unit, level, period, indicator, v, fewAnswersMark(level, n))
		}
	}
	satisfied := func(part []respondent, w []float64) (float64, int) {
		yes, sum := 0.0, 0.0
		for i, k := range part {
			sum += w[i]
			if k.csat >= 4 {
				yes += w[i]
			}
		}
		return 100 * yes / sum, len(having(part, func(k respondent) bool { return !k.careless }))
	}
	online := having(users, respondent.online)
	mark("D8.6", year, online, satisfied)
	for q := 1; q <= 4; q++ {
		quarter := fmt.Sprintf("%s-Q%d", year, q)
		mark("D8.6", quarter, having(online, func(k respondent) bool { return k.period == quarter }), satisfied)
	}
	mark("SQI.S", year, users, serviceScore)
}

// serviceScore is S: of each dimension the weighted mean over those who answered half of its items, adequacy and perception in equal parts where
// expectations were asked of anybody; the dimensions by their weights, a quarter for e-services where anybody was served online. And how many, with care,
// answered enough of one dimension at least.
func serviceScore(all []respondent, w []float64) (float64, int) {
	expects := slices.ContainsFunc(all, func(k respondent) bool { return slices.ContainsFunc(k.e[:], func(v int) bool { return v > 0 }) })
	total, weights, at, scored := 0.0, 0.0, 0, map[int]bool{}
	for _, d := range surveyItems {
		sum, of := 0.0, 0.0
		for i, k := range all {
			score, n := 0.0, 0
			for j := at; j < at+d.count; j++ {
				switch {
				case k.p[j] == 0 || expects && k.e[j] == 0:
				case expects:
					adequacy := 100 * max(0, min(1, 1+float64(k.p[j]-k.e[j])/6))
					score, n = score+(adequacy+100*float64(k.p[j]-1)/6)/2, n+1
				default:
					score, n = score+100*float64(k.p[j]-1)/6, n+1
				}
			}
			if 2*n >= d.count && n > 0 {
				sum, of = sum+w[i]*score/float64(n), of+w[i]
				scored[i] = scored[i] || !k.careless
			}
		}
		at += d.count
		v := 0.75 * d.weight
		if d.dimension == "E" {
			v = 0.25
		}
		if of > 0 {
			total, weights = total+v*sum/of, weights+v
		}
	}
	n := 0
	for _, yes := range scored {
		n += map[bool]int{true: 1}[yes]
	}
	return total / weights, n
}
