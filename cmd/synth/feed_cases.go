// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// caseFeed writes logs of administrative cases of some communities and bodies, a file a community and year, and what they come to.
var caseFeed = Feed{Name: "logs of cases", Sources: []string{"case_log"}, Write: writeCases}

var caseHeader = []string{
	"case_id", "unit_id", "service_id", "channel", "submitted_at", "accepted_at", "decided_at", "delivered_at", "status",
	"refusal_reason_code", "resubmission_of", "visits_n", "statutory_days", "paused_days",
}

// invented is one case as it was.
type invented struct {
	id, unit, service, channel, status string
	submitted, accepted, delivered     time.Time // zero = none
	repeat                             string
	visits, term, paused               int // term 0 = not known
}

// caseUnit is a unit that keeps a log.
type caseUnit struct {
	id, level string
	size      float64 // cases a year
	quality   func(year int) float64
	digital   func(year int) float64
}

func writeCases(c *Country, o *Folder) error {
	list := &listing{o: o, source: "case_log", dir: "cases"}
	truth := map[string][]invented{} // unit, year
	latest := map[string]time.Time{} // date of the account of each unit: the last that its own log tells of
	for _, h := range c.Communities {
		r := c.Rand("cases", h.Code)
		if h.Occupied || r.Float64() > 0.25+0.4*c.Level(h, "D6", c.Last()) {
			continue
		}
		units := []caseUnit{{
			h.Code, "community", 22 + 0.005*float64(min(h.Population, 60000))*math.Exp(0.3*r.NormFloat64()),
			func(year int) float64 { return c.Level(h, "SQI", year) }, func(year int) float64 { return c.Level(h, "D6", year) },
		}}
		for _, b := range h.Bodies {
			if b.Active() && r.Float64() < 0.3 {
				units = append(units, caseUnit{
					b.OSN(), "body", 15 + 25*r.Float64(), func(year int) float64 { return c.BodyLevel(b, "SQI", year) },
					func(year int) float64 { return c.BodyLevel(b, "D6", year) },
				})
			}
		}
		for _, year := range c.Years {
			var all []invented
			for _, u := range units {
				mine := drawCases(c, c.Rand(fmt.Sprint("cases ", year), u.id), u, year)
				wholes := []string{u.level + " " + u.id}
				if u.level == "community" { // an oblast and the country are all cases of theirs, not a mean of communities
					wholes = append(wholes, "oblast "+h.Oblast.Code, "country UA")
				}
				for _, whole := range wholes {
					for _, k := range mine {
						for _, period := range []string{fmt.Sprint(year), quarterOf(k.submitted)} {
							truth[whole+" "+period] = append(truth[whole+" "+period], k)
						}
					}
				}
				all = append(all, mine...)
				for _, k := range mine {
					for _, d := range []time.Time{k.submitted, k.accepted, k.delivered} {
						if d.After(latest[u.id]) {
							latest[u.id] = d
						}
					}
				}
			}
			name := fmt.Sprintf("%s-%d.csv", h.Slug, year)
			separator := ','
			switch r.IntN(4) {
			case 0:
				separator = ';'
			case 1:
				name += ".gz"
			}
			if err := list.put(name, table(separator, caseHeader, caseRows(c, o, r, name, all))); err != nil {
				return err
			}
		}
	}
	if err := list.bad("not-a-log.csv"); err != nil {
		return err
	}
	if err := list.finish(); err != nil {
		return err
	}
	for key, all := range truth {
		var level, unit, period string
		fmt.Sscan(key, &level, &unit, &period)
		if level == "community" {
			if o.logs == nil {
				o.logs = map[string]bool{}
			}
			o.logs[unit+" "+period] = true
		}
		writeCaseTruth(o, unit, level, period, all, latest)
	}
	return nil
}

// drawCases invents a year of cases of a unit. Everything had happened by the day on which the upstreams were written, else it is open.
func drawCases(c *Country, r *rand.Rand, u caseUnit, year int) (out []invented) {
	good, digital := u.quality(year), u.digital(year)
	n := int(u.size * (0.8 + 0.4*r.Float64()))
	for i := range n {
		k := invented{id: fmt.Sprintf("%016x", r.Uint64()), unit: u.id, service: fmt.Sprintf("S%02d", 1+r.IntN(12)), term: []int{3, 5, 10, 10, 20, 30}[r.IntN(6)]}
		if r.IntN(25) == 0 {
			k.service, k.term = "LOCAL-1", 0
		}
		k.submitted = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(365))
		k.channel = []string{"cnap", "phone", "paper", "visit"}[r.IntN(4)]
		if r.Float64() < 0.1+0.75*digital {
			k.channel = []string{"web", "web", "app"}[r.IntN(3)]
		}
		if r.Float64() < 0.35+0.6*good {
			k.accepted = k.submitted.AddDate(0, 0, r.IntN(2))
		} else {
			k.accepted = k.submitted.AddDate(0, 0, 4+r.IntN(8))
		}
		if r.Float64() > 0.55+0.4*good {
			k.visits = 2 + r.IntN(2)
		} else {
			k.visits = 1
		}
		if i > 3 && r.Float64() < 0.05 {
			k.repeat = out[r.IntN(i)].id
		}
		term := float64(k.term)
		if term == 0 {
			term = 10
		}
		days := int(term*math.Exp(0.35*r.NormFloat64())*(1.15-0.75*good)) + r.IntN(2)
		switch x := r.Float64(); {
		case x < 0.16-0.12*good:
			k.status = "refused"
		case x < 0.18-0.12*good:
			k.status = "withdrawn"
		case x < 0.2-0.12*good:
			k.status = "open"
		default:
			k.status, k.delivered = "done", k.submitted.AddDate(0, 0, max(days, int(k.accepted.Sub(k.submitted).Hours()/24)))
			if r.IntN(12) == 0 {
				k.paused = r.IntN(1 + int(k.delivered.Sub(k.submitted).Hours()/24))
			}
			if k.delivered.After(c.AsOf) {
				k.status, k.delivered, k.paused = "open", time.Time{}, 0
			}
		}
		if k.accepted.After(c.AsOf) {
			k.accepted = time.Time{}
		}
		out = append(out, k)
	}
	return out
}

// caseRows writes cases as their keepers do, with what they get wrong in between, and accounts for every row.
func caseRows(c *Country, o *Folder, r *rand.Rand, file string, all []invented) (rows [][]string) {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		switch r.IntN(12) {
		case 0:
			return t.Format("02.01.2006")
		case 1:
			return fmt.Sprint(int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24))
		case 2:
			return t.Format("2006-01-02T") + "09:30"
		}
		return t.Format(time.DateOnly)
	}
	row := func(k invented) []string {
		reason, decided := "", k.delivered
		if k.status == "refused" {
			reason = []string{"incomplete", "not_eligible", "wrong_body", "false_data", "other"}[r.IntN(5)]
		}
		return []string{
			k.id, k.unit, k.service, k.channel, day(k.submitted), day(k.accepted), day(decided), day(k.delivered), k.status, reason, k.repeat,
			fmt.Sprint(k.visits), map[bool]string{true: fmt.Sprint(k.term)}[k.term > 0], fmt.Sprint(k.paused),
		}
	}
	spoil := func(column, text string) {
		k := all[r.IntN(len(all))]
		k.id = fmt.Sprintf("x%015x", r.Uint64()>>4)
		cells := row(k)
		cells[slices.Index(caseHeader, column)] = text
		rows = append(rows, cells)
		o.Records("case_log", file, "quarantined", 1)
	}
	for _, k := range all {
		rows = append(rows, row(k))
		o.Records("case_log", file, "loaded", 1)
	}
	if len(all) == 0 {
		return rows
	}
	again := all[r.IntN(len(all))]
	rows = append(rows, row(again)) // sent twice
	o.Records("case_log", file, "quarantined", 1)
	for range 1 + len(all)/300 {
		spoil("submitted_at", fmt.Sprintf("%d-02-30", c.Last()))
		spoil("status", "у роботі")
		spoil("paused_days", "-3")
		spoil("channel", "голуб")
		spoil("visits_n", "двічі")
	}
	done := slices.IndexFunc(all, func(k invented) bool { return k.status == "done" && k.paused == 0 && k.delivered.After(k.submitted) })
	if done >= 0 {
		k := all[done]
		k.id, k.delivered = "before"+k.id[:8], k.submitted.AddDate(0, 0, -2)
		k.accepted = time.Time{}
		rows = append(rows, row(k))
		o.Records("case_log", file, "quarantined", 1)
		k = all[done]
		k.id, k.delivered = "never0"+k.id[:8], time.Time{}
		rows = append(rows, row(k))
		o.Records("case_log", file, "quarantined", 1)
	}
	return rows
}

// workdays counts the days after a up to b that are no weekend.
func workdays(a, b time.Time) (n int) {
	for d := a.AddDate(0, 0, 1); !d.After(b); d = d.AddDate(0, 0, 1) {
		if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
			n++
		}
	}
	return n
}

func dayCount(a, b time.Time) int { return int(b.Sub(a).Hours()/24 + 0.5) }

// shown says whether a share of cases may be told: thirty cases or more, and neither one to four of them nor all but one to four.
func shown(part, all int) bool {
	few := func(n int) bool { return n > 0 && n < 5 }
	return all >= 30 && !few(part) && !few(all-part)
}

// writeCaseTruth computes D6.4 and D6.8 of a unit and year or quarter, and E of a year, from the cases as they were, as SPEC 4.4 defines them.
func writeCaseTruth(o *Folder, unit, level, period string, all []invented, accounts map[string]time.Time) {
	var done, refused, electronic, repeated, prompt, within, known, late int
	type wait struct {
		ratio float64
		ended bool
	}
	var waits []wait
	for _, k := range all {
		if k.channel == "web" || k.channel == "app" {
			electronic++
		}
		if k.visits >= 2 || k.repeat != "" {
			repeated++
		}
		if !k.accepted.IsZero() && workdays(k.submitted, k.accepted) <= 1 {
			prompt++
		}
		switch k.status {
		case "done":
			done++
			days := dayCount(k.submitted, k.delivered) - k.paused
			if k.term > 0 {
				known++
				waits = append(waits, wait{float64(days) / float64(k.term), true})
				if days <= k.term {
					within++
				}
			}
		case "refused":
			refused++
		case "open":
			days := dayCount(k.submitted, accounts[k.unit]) - k.paused
			if k.term > 0 {
				waits = append(waits, wait{float64(days) / float64(k.term), false})
				if days > 2*k.term {
					late++
				}
			}
		}
	}
	n := len(all)
	if level != "body" && shown(electronic, n) {
		o.Indicator(unit, level, period, "D6.4", oneDecimal(100*float64(electronic)/float64(n)), "")
	}
	if shown(within, known) {
		o.Indicator(unit, level, period, "D6.8", oneDecimal(100*float64(within)/float64(known)), "")
	}
	if len(period) > 4 || n < 30 || known+late < 30 || done+refused < 30 || len(waits) < 30 {
		return
	}
	slices.SortFunc(waits, func(a, b wait) int {
		switch {
		case a.ratio != b.ratio && a.ratio < b.ratio, a.ratio == b.ratio && a.ended && !b.ended:
			return -1
		case a.ratio == b.ratio && a.ended == b.ended:
			return 0
		}
		return 1
	})
	left, survival, median := len(waits), 1.0, math.NaN()
	for i := 0; i < len(waits); {
		ends, at := 0, i
		for ; i < len(waits) && waits[i].ratio == waits[at].ratio; i++ {
			if waits[i].ended {
				ends++
			}
		}
		before := survival
		survival *= 1 - float64(ends)/float64(left)
		left -= i - at
		if before > 0.5 && survival <= 0.5+1e-12 {
			median = waits[at].ratio
			if math.Abs(survival-0.5) < 1e-12 { // flat at one half: the middle of the flat, as with an even count
				for j := i; j < len(waits); j++ {
					if waits[j].ended {
						median = (waits[at].ratio + waits[j].ratio) / 2
						break
					}
				}
			}
			break
		}
	}
	if math.IsNaN(median) {
		return
	}
	score := func(v, from, to float64) float64 { return 100 * max(0, min(1, (v-from)/(to-from))) }
	share := func(a, b int) float64 { return float64(a) / float64(b) }
	e := 0.30*score(share(within, known+late), 0.70, 1) + 0.20*score(median, 1.5, 0.3) + 0.15*score(share(refused, done+refused), 0.25, 0) +
		0.15*score(share(repeated, n), 0.50, 0.05) + 0.10*score(share(electronic, n), 0, 0.80) + 0.10*score(share(prompt, n), 0.50, 1)
	o.Indicator(unit, level, period, "SQI.E", oneDecimal(e), "")
}

// oneDecimal is what may be told of cases (SPEC 4.8.4).
func oneDecimal(v float64) float64 { return math.Round(v*10) / 10 }
