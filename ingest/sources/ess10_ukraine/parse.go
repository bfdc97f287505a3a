// SPDX-License-Identifier: Apache-2.0

// Package ess10_ukraine makes group tables of the European Social Survey, round 10, in Ukraine.
package ess10_ukraine

import (
	"math"
	"path"
	"slices"
	"strconv"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// question is one question turned into yes or no.
type question struct {
	id, column string
	yes        []string // answers that count as yes
}

// items are internet use (netusoft: 1 never … 5 every day) and self-rated skills (1 not at all … 5 completely familiar).
var items = []question{
	{"internet_daily", "netusoft", []string{"5"}},
	{"internet_weekly", "netusoft", []string{"3", "4", "5"}},
	{"internet_never", "netusoft", []string{"1"}},
	{"skill_search", "famadvs", []string{"4", "5"}},
	{"skill_settings", "fampref", []string{"4", "5"}},
	{"skill_pdf", "fampdf", []string{"4", "5"}},
}

// valid are the answers that are answers; refusal, don't know and no answer count in no group.
var valid = []string{"1", "2", "3", "4", "5"}

var (
	sexes       = map[string]string{"1": "male", "2": "female"}
	settlements = map[string]string{"1": "city", "2": "suburb", "3": "town", "4": "village", "5": "village"}
	// levels of education by ES-ISCED: below upper secondary, upper secondary, vocational and below a degree, degree.
	educations = map[string]string{"1": "lower", "2": "lower", "3": "secondary", "4": "secondary", "5": "vocational", "6": "degree", "7": "degree"}
	// incomes are deciles of the net income of the household; the highest four have 171 answers together.
	incomes = map[string]string{
		"1": "decile_1_2", "2": "decile_1_2", "3": "decile_3_4", "4": "decile_3_4", "5": "decile_5_6", "6": "decile_5_6",
		"7": "decile_7_10", "8": "decile_7_10", "9": "decile_7_10", "10": "decile_7_10",
	}
)

const (
	leastAnswers = 30 // of a group whose share is shown
	leastCount   = 5  // persons on either side of a share that is shown
	educatedFrom = 25 // years of age from which education counts as finished, as in statistics of education
)

// groupCell sums the answers of one group to one item.
type groupCell struct {
	n, yes               int
	weight, yesW, square float64
}

type groupKey struct{ item, by, group string }

// Parse reads respondents and gives groups: no answer of a person leaves this function.
//
// Shares are weighted by pspwght, the post-stratification weight that includes the design weight. The analysis weight anweight is the
// same times a constant within one country, so that it gives the same shares, while pspwght sums to the number of respondents.
// Intervals are Wilson's with the effective sample size of Kish; the clustering of the sample is not in them.
// A share is left out as u (unreliable) where fewer than 30 answered, and as c (confidential) where it rests on 1–4 persons on either
// side; weighted shares without the sums of weights do not give it back by subtraction.
func Parse(in parse.Input, out *parse.Sheet) error {
	body, err := in.Bytes("respondents")
	if err != nil {
		return err
	}
	file := path.Base(in.Source.Files[0].Mirror)
	records, err := parse.ReadCSV(file, body, catalog.Format{})
	if err != nil {
		return err
	}
	names := []string{"pspwght", "agea", "gndr", "domicil", "eisced", "hinctnta", "netusoft", "famadvs", "fampref", "fampdf"}
	places, err := parse.Header(file, records[0], names)
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, n := range names {
		at[n] = places[i]
	}
	cells := map[groupKey]*groupCell{}
	t := out.File(file)
	for _, r := range records[1:] {
		t.In++
		if len(r.Cells) != len(records[0].Cells) {
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		answer := func(column string) string { return parse.TrimSpace(r.Cells[at[column]]) }
		weight, err := parse.Number(answer("pspwght"))
		if err != nil || weight <= 0 {
			t.Reject(r.Line, "pspwght", "(masked)", "the weight is no positive number")
			continue
		}
		if count(cells, answer, weight) == 0 {
			t.Skip("no_answer")
			continue
		}
		t.Used()
	}
	return write(cells, out)
}

// count adds a respondent to the cells of all its groups and gives the number of questions answered.
func count(cells map[groupKey]*groupCell, answer func(string) string, weight float64) (answered int) {
	groups := map[string]string{
		"all": "all", "age": ageBand(answer("agea")), "sex": sexes[answer("gndr")], "settlement": settlements[answer("domicil")],
		"education": education(answer("eisced"), answer("agea")), "income": incomes[answer("hinctnta")],
	}
	for _, it := range items {
		given := answer(it.column)
		if !slices.Contains(valid, given) {
			continue
		}
		answered++
		yes := slices.Contains(it.yes, given)
		for by, group := range groups {
			if group == "" {
				continue
			}
			k := groupKey{it.id, by, group}
			c := cells[k]
			if c == nil {
				c = &groupCell{}
				cells[k] = c
			}
			c.n++
			c.weight += weight
			c.square += weight * weight
			if yes {
				c.yes++
				c.yesW += weight
			}
		}
	}
	return answered
}

// ageBand gives the age band of the project's surveys.
func ageBand(age string) string {
	years, err := parse.Number(age)
	switch {
	case err != nil || years < 15 || years > 120:
		return ""
	case years < 18:
		return "15_17"
	case years < 40:
		return "18_39"
	case years < 60:
		return "40_59"
	}
	return "60_plus"
}

// education gives the level of education of who is old enough to have finished it.
func education(level, age string) string {
	if years, err := parse.Number(age); err != nil || years < educatedFrom || years > 120 {
		return ""
	}
	return educations[level]
}

func write(cells map[groupKey]*groupCell, out *parse.Sheet) error {
	order := make([]groupKey, 0, len(cells))
	for k := range cells {
		order = append(order, k)
	}
	slices.SortFunc(order, func(a, b groupKey) int {
		return slices.Compare([]string{a.item, a.by, a.group}, []string{b.item, b.by, b.group})
	})
	for _, k := range order {
		c := cells[k]
		row := []string{k.item, k.by, k.group, "", strconv.Itoa(c.n), "", "", "", c.status()}
		if row[8] == "" {
			share, low, high, effective := c.estimate()
			row[3], row[5], row[6], row[7] = decimals(share, 3), decimals(effective, 0), decimals(low, 3), decimals(high, 3)
		}
		if err := out.Add(row); err != nil {
			return err
		}
	}
	return nil
}

// status tells why a share is left out, or "".
func (c *groupCell) status() string {
	few := func(n int) bool { return n > 0 && n < leastCount }
	switch {
	case few(c.yes) || few(c.n-c.yes):
		return "c"
	case c.n < leastAnswers:
		return "u"
	}
	return ""
}

// estimate gives the weighted share, its 95 % interval and the effective sample size.
func (c *groupCell) estimate() (share, low, high, effective float64) {
	const z = 1.959964
	share, effective = c.yesW/c.weight, c.weight*c.weight/c.square
	middle := share + z*z/(2*effective)
	half := z * math.Sqrt(share*(1-share)/effective+z*z/(4*effective*effective))
	scale := 1 + z*z/effective
	return share, (middle - half) / scale, (middle + half) / scale, effective
}

func decimals(v float64, places int) string { return strconv.FormatFloat(v, 'f', places, 64) }
