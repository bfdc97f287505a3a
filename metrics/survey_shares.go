// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"strings"

	"osnova/metrics/disclosure"
	"osnova/metrics/statistics"
	"osnova/metrics/survey"
)

// leastOfGroup is the fewest answers of each of two groups that are compared.
const leastOfGroup = 30

// measureShares measures single questions: skills and use of residents (D8.1–D8.4; users of the internet of 18 and more, for bands of age cannot be cut at 74), and who tried to get a service online and could not (D8.7).
func (u *surveyUnit) measureShares(period string, all []answer, out *surveyTables) {
	residents := filterAnswers(all, func(a answer) bool { return !a.user })
	if u.level == "oblast" || u.level == "country" {
		u.addShare(
			period,
			"internet_users",
			filterAnswers(residents, func(a answer) bool { return a.age != "14-17" }),
			func(a answer) int8 { return a.internet },
			out,
		)
		u.addShare(period, "basic_skills", residents, func(a answer) int8 {
			if a.digcomp < 0 {
				return -1
			}
			return int8(map[bool]int{true: 1}[a.digcomp >= 3])
		}, out)
		u.addShare(
			period,
			"e_service_users",
			filterAnswers(residents, func(a answer) bool { return a.internet == 1 }),
			func(a answer) int8 { return a.eservices },
			out,
		)
		u.ageGap(period, residents, out)
	}
	u.addShare(period, "unmet_need", filterAnswers(all, func(a answer) bool { return a.tried == 1 }), func(a answer) int8 { return a.failed }, out)
}

// weightedShare is a share of answers, weighted to the strata of the unit.
type weightedShare struct {
	n          int
	effective  float64
	yes, value float64 // answers that say yes; the weighted share
}

func (u *surveyUnit) weighted(all []answer, of func(answer) int8) weightedShare {
	valid := filterAnswers(all, func(a answer) bool { return of(a) >= 0 })
	weights := u.weights(valid)
	out, sum := weightedShare{}, 0.0
	for i, a := range valid {
		if weights[i] == 0 {
			continue
		}
		out.n++
		sum += weights[i]
		if of(a) == 1 {
			out.yes++
			out.value += weights[i]
		}
	}
	out.effective, _ = survey.Kish(weights)
	out.value /= sum
	return out
}

// weights brings the answers to the strata of the unit, as finely as they allow, with a cap of five mean weights. Oblasts are asked one by one, not in
// proportion to their residents: in a share of the country each weighs as many as live there.
func (u *surveyUnit) weights(all []answer) []float64 {
	w := make([]float64, len(all))
	for i := range w {
		w[i] = 1
	}
	if places := u.byOblast(all); places != nil {
		for id, at := range places {
			o := u.oblasts[id]
			part := make([]answer, len(at))
			for k, i := range at {
				part[k] = all[i]
			}
			own, sum := o.weights(part), 0.0
			for _, v := range own {
				sum += v
			}
			for k, i := range at {
				w[i] = own[k] * o.residents / sum
			}
		}
		return w
	}
	margin, _ := u.margin(all)
	if margin == nil {
		return w
	}
	at := map[string]int32{}
	for i, c := range margin.Cells {
		at[c] = int32(i)
	}
	cells := make([]int32, len(all))
	for _, cut := range stratifications {
		if len(cut.columns) != len(margin.Strata) {
			continue
		}
		for i, a := range all {
			var ok bool
			if cells[i], ok = at[strings.Join(cut.of(a.age, a.sex, a.settlement), " × ")]; !ok {
				cells[i] = -1
			}
		}
	}
	raked, err := survey.Rake(w, []survey.Margin{*margin}, [][]int32{cells})
	if err != nil {
		return w
	}
	survey.CapWeights(raked, 5)
	return raked
}

// byOblast gives the places of answers by oblast; nil where the unit is no country, or an oblast is unknown.
func (u *surveyUnit) byOblast(all []answer) map[string][]int {
	if len(u.oblasts) == 0 {
		return nil
	}
	out := map[string][]int{}
	for i, a := range all {
		if u.oblasts[a.oblast].residents == 0 {
			return nil
		}
		out[a.oblast] = append(out[a.oblast], i)
	}
	return out
}

// leastShare is the fewest answers that a share is shown of, and from which on without a mark.
var leastShare = map[string][2]int{"country": {100, 100}, "oblast": {100, 100}, "community": {30, 50}, "body": {30, 30}}

func (u *surveyUnit) addShare(period, metric string, all []answer, of func(answer) int8, out *surveyTables) {
	s := u.weighted(all, of)
	if s.n == 0 {
		return
	}
	status := ""
	switch least := leastShare[u.level]; {
	case s.n < least[0], disclosure.Ordinary.Group(int(s.yes), s.n):
		status = survey.Suppressed
	case s.n < least[1]:
		status = survey.Unreliable
	}
	low, high := statistics.Wilson(s.value*s.effective, s.effective, statistics.Z95)
	valid := filterAnswers(all, func(a answer) bool { return of(a) >= 0 })
	_, basis := u.margin(valid)
	if u.byOblast(valid) != nil {
		basis = "weighted by oblast"
	}
	out.addMark(u, period, metric, 100*s.value, 100*low, 100*high, s.n, status, basis)
}

// withAge is the unit with the strata of one age band alone, and so its oblasts.
func (u *surveyUnit) withAge(band string) surveyUnit {
	v := surveyUnit{level: u.level, unit: u.unit, residents: u.residents}
	for _, s := range u.strata {
		if s.age == band {
			v.strata = append(v.strata, s)
		}
	}
	for id, o := range u.oblasts {
		if v.oblasts == nil {
			v.oblasts = map[string]surveyUnit{}
		}
		v.oblasts[id] = o.withAge(band)
	}
	return v
}

// ageGap is internet users among those of 18–39 less those among those of 60 and more, in points; each group by its own strata.
func (u *surveyUnit) ageGap(period string, residents []answer, out *surveyTables) {
	group := func(band string) weightedShare {
		v := u.withAge(band)
		return v.weighted(filterAnswers(residents, func(a answer) bool { return a.age == band }), func(a answer) int8 { return a.internet })
	}
	young, old := group("18-39"), group("60+")
	if young.n+old.n == 0 {
		return
	}
	status := ""
	if young.n < leastOfGroup || old.n < leastOfGroup || young.n+old.n < leastShare[u.level][0] {
		status = survey.Suppressed
	}
	low, high := statistics.ShareGap(young.value, young.effective, old.value, old.effective, statistics.Z95)
	out.addMark(u, period, "age_gap", 100*(young.value-old.value), 100*low, 100*high, young.n+old.n, status, "")
}
