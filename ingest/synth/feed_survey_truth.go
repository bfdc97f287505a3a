package synth

import (
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

// tellAnswers computes the indicators of a unit and year from the answers as they were given (SPEC 4.3, 4.6, 3.4).
func tellAnswers(o *Out, u askedUnit, year string, all []respondent, people map[[3]string]int) {
	least := map[string]int{"oblast": 100, "community": 30, "body": 30}[u.level]
	share := func(indicator string, part []respondent, of func(respondent) int) {
		valid := slices.DeleteFunc(slices.Clone(part), func(k respondent) bool { return of(k) < 0 })
		if len(valid) < least {
			return
		}
		w, yes, sum := surveyWeights(valid, people), 0.0, 0.0
		for i, k := range valid {
			sum += w[i]
			yes += w[i] * float64(of(k))
		}
		o.Indicator(u.id, u.level, year, indicator, 100*yes/sum, map[bool]string{true: "u"}[u.level == "community" && len(valid) < 50])
	}
	careful := func(yes func(respondent) bool) (out []respondent) {
		for _, k := range all {
			if yes(k) {
				out = append(out, k)
			}
		}
		return out
	}
	if u.level == "oblast" {
		share("D8.1", all, func(k respondent) int { return k.internet })
		share("D8.2", all, func(k respondent) int { return map[bool]int{true: 1}[k.digcomp >= 3] })
		share("D8.4", careful(func(k respondent) bool { return k.internet == 1 }), func(k respondent) int { return k.eservices })
		group := func(age string) (float64, int) {
			of := map[[3]string]int{}
			for k, n := range people {
				if k[0] == age {
					of[k] = n
				}
			}
			part := careful(func(k respondent) bool { return k.age == age && k.internet >= 0 })
			w, yes, sum := surveyWeights(part, of), 0.0, 0.0
			for i, k := range part {
				yes, sum = yes+w[i]*float64(k.internet), sum+w[i]
			}
			return yes / sum, len(part)
		}
		young, n := group("18-39")
		old, m := group("60+")
		if n >= 30 && m >= 30 && n+m >= 100 {
			o.Indicator(u.id, "oblast", year, "D8.3", 100*(young-old), "")
		}
		return
	}
	// Those who tried are weighted among themselves, the careless with them.
	tried := careful(func(k respondent) bool { return k.tried == 1 })
	for i := range tried {
		tried[i].careless = false
	}
	share("D8.7", tried, func(k respondent) int { return k.failed })
	mark := func(indicator string, part []respondent, value func([]respondent, []float64) float64) {
		n := 0
		for _, k := range part {
			if !k.careless {
				n++
			}
		}
		if n < least {
			return
		}
		o.Indicator(u.id, u.level, year, indicator, value(part, surveyWeights(part, people)), map[bool]string{true: "u"}[u.level == "community" && n < 50])
	}
	mark("D8.6", careful(respondent.online), func(part []respondent, w []float64) float64 {
		yes, sum := 0.0, 0.0
		for i, k := range part {
			sum += w[i]
			if k.csat >= 4 {
				yes += w[i]
			}
		}
		return 100 * yes / sum
	})
	mark("SQI.S", all, func(part []respondent, w []float64) float64 { return serviceScore(part, w) })
}

// serviceScore is S: of each dimension the weighted mean over those who answered half of its items, adequacy and perception in equal parts where
// expectations were asked; the dimensions by their weights, a quarter for e-services where anybody was served online.
func serviceScore(all []respondent, w []float64) float64 {
	expects := slices.ContainsFunc(all, func(k respondent) bool { return slices.ContainsFunc(k.e[:], func(v int) bool { return v > 0 }) })
	total, weights, at := 0.0, 0.0, 0
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
	return total / weights
}
