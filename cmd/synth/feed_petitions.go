// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// petitionFeed writes e-petitions: tables of annex 34 of some councils, sites of others, and what they come to.
var petitionFeed = Feed{Name: "petitions", Sources: []string{"rec835_petition", "rec835_petition_vote", "petition_site"}, Write: writePetitions}

// petition is one as it was.
type petition struct {
	uid                     string
	started, review, answer time.Time // zero = not known or not yet
	signatures, threshold   int
	status                  string // collecting, closed_insufficient, under_review, answered, rejected
}

// councilOf is the name of the council as tables have it: Вербопільська міська рада.
func councilOf(h *Community) string { return h.Name + " " + h.Type + " рада" }

// sharedNames are the communities whose name another one has: only their code tells them apart.
func (c *Country) sharedNames() map[*Community]bool {
	count, out := map[string]int{}, map[*Community]bool{}
	for _, h := range c.Communities {
		count[strings.ToLower(h.Name)]++
	}
	for _, h := range c.Communities {
		out[h] = count[strings.ToLower(h.Name)] > 1
	}
	return out
}

func writePetitions(c *Country, o *Folder) error {
	tables, votes := &listing{o: o, source: "rec835_petition", dir: "rec-835/34-petitions"}, &listing{o: o, source: "rec835_petition_vote", dir: "rec-835/34-votings"}
	sites := &listing{o: o, source: "petition_site", dir: "petitions"}
	all, tabled := map[*Community][]petition{}, map[*Community]bool{}
	twice := c.sharedNames()
	for _, h := range c.Communities {
		r := c.Rand("petitions", h.Code)
		if h.Occupied || r.Float64() > 0.25+0.5*c.Level(h, "D7", c.Last()) {
			continue
		}
		mine := drawPetitions(c, r, h)
		if len(mine) == 0 {
			continue
		}
		all[h] = mine
		if tabled[h] = r.IntN(2) == 0; tabled[h] {
			if err := petitionTable(c, o, r, h, mine, tables, votes, !twice[h]); err != nil {
				return err
			}
		} else if err := petitionSite(o, r, h, mine, sites); err != nil {
			return err
		}
	}
	if err := tables.bad("no-table.csv"); err != nil {
		return err
	}
	for _, l := range []*listing{tables, votes, sites} {
		if err := l.finish(); err != nil {
			return err
		}
	}
	writePetitionTruth(o, all, tabled)
	return nil
}

func drawPetitions(c *Country, r *rand.Rand, h *Community) (out []petition) {
	for _, year := range c.Years {
		level := c.Level(h, "D7", year)
		n := int(float64(h.Population) / 10000 * (0.5 + 9*level) * (0.6 + 0.8*r.Float64()))
		for i := range min(n, 160) {
			p := petition{started: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(365)), threshold: 50 + 50*r.IntN(6)}
			p.uid = fmt.Sprintf("%s-%02d", p.started.Format(time.DateOnly), i+1)
			switch u := r.Float64(); {
			case u < 0.08:
				p.status, p.signatures = "rejected", r.IntN(5)
			case u < 0.6:
				p.status, p.signatures = "closed_insufficient", r.IntN(p.threshold)
			default:
				p.signatures = p.threshold + r.IntN(200)
				p.review = p.started.AddDate(0, 0, 20+r.IntN(60))
				p.status, p.answer = "answered", p.review.AddDate(0, 0, 3+int(float64(r.IntN(30))*(1.3-level)))
			}
			if p.status == "closed_insufficient" && p.started.AddDate(0, 0, 90).After(c.AsOf) {
				p.status = "collecting"
			}
			if p.answer.After(c.AsOf) {
				p.status, p.answer = "under_review", time.Time{}
			}
			if p.review.After(c.AsOf) {
				p.status, p.review, p.signatures = "collecting", time.Time{}, p.threshold/2
			}
			out = append(out, p)
		}
	}
	return out
}

// petitionTable writes the table of annex 34 of a council, and for some the table of signatures. Review dates are not in it.
func petitionTable(c *Country, o *Folder, r *rand.Rand, h *Community, mine []petition, tables, votes *listing, named bool) error {
	header := []string{"uid", "kind", "title", "url", "text", "authorityName", "authorityId", "authorityCattutc", "startDate", "count", "creator", "status", "answerDate", "answerUrl", "answerText"}
	words := map[string][]string{
		"collecting": {"триває збір підписів", "Збір підписів"}, "closed_insufficient": {"Не підтримано", "архів"}, "under_review": {"На розгляді"},
		"answered": {"З відповіддю", "розглянуто"}, "rejected": {"Відхилено модератором"},
	}
	day := func(t time.Time) string {
		switch {
		case t.IsZero():
			return []string{"null", "", "-"}[r.IntN(3)]
		case r.IntN(4) == 0:
			return fmt.Sprint(dayCount(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), t))
		case r.IntN(6) == 0:
			return t.Format("02.01.2006")
		}
		return t.Format(time.DateOnly)
	}
	code := func() string {
		if named && r.IntN(10) == 0 { // copied from an example
			return c.Communities[r.IntN(len(c.Communities))].Code
		}
		return h.Code
	}
	edrpou := h.Council
	if edrpou[0] == '0' && r.IntN(2) == 0 {
		edrpou = strings.TrimLeft(edrpou, "0")
	}
	name := h.Slug + ".csv"
	var rows [][]string
	row := func(p petition) []string {
		w := words[p.status]
		return []string{
			p.uid, []string{"ЖКГ", "освіта", "екологія", ""}[r.IntN(4)], "Про вигадане", "https://rada.example.org/" + p.uid, "a.docx", councilOf(h), edrpou, code(), day(p.started),
			fmt.Sprint(p.signatures), "(особа)", w[r.IntN(len(w))], day(p.answer), "", "",
		}
	}
	for _, p := range mine {
		rows = append(rows, row(p))
		o.Records("rec835_petition", name, "loaded", 1)
	}
	rows = append(rows, row(mine[0])) // twice
	bad := row(mine[0])
	bad[0], bad[8] = bad[0]+"-x", bad[8]+"-01"
	rows = append(rows, bad)
	o.Records("rec835_petition", name, "quarantined", 2)
	if r.IntN(3) == 0 { // another spelling of the column, a tab in a header
		header[7], header[0] = "CATUTTC", "uid\t"
	}
	if err := tables.put(name, table([]rune{',', ';'}[r.IntN(2)], header, rows)); err != nil {
		return err
	}
	if r.IntN(3) > 0 {
		return nil
	}
	name = h.Slug + ".csv"
	rows = nil
	for _, p := range mine {
		for k := range min(p.signatures, 12) {
			rows = append(rows, []string{p.uid, "(особа)", "Про вигадане", p.started.AddDate(0, 0, k%30).Format(time.DateOnly)})
			o.Records("rec835_petition_vote", name, "loaded", 1)
		}
	}
	rows = append(rows, []string{mine[0].uid, "(особа)", "Про вигадане", "згодом"})
	o.Records("rec835_petition_vote", name, "quarantined", 1)
	return votes.put(name, table(',', []string{"motionUid", "voterName", "motionTitle", "date"}, rows))
}

// petitionSite writes the pages of a council's petitions, twenty on a page.
func petitionSite(o *Folder, r *rand.Rand, h *Community, mine []petition, sites *listing) error {
	words := map[string]string{"collecting": "Триває збір", "closed_insufficient": "Не підтримано", "under_review": "На розгляді", "answered": "З відповіддю", "rejected": "Відхилено модератором"}
	months := []string{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"}
	day := func(class string, t time.Time) string {
		if t.IsZero() {
			return ""
		}
		text := t.Format("02.01.2006")
		if r.IntN(3) == 0 {
			text = fmt.Sprintf("%d %s %d р.", t.Day(), months[t.Month()-1], t.Year())
		}
		return fmt.Sprintf(`<time class="%s">%s</time>`, class, text)
	}
	const page = 20
	for from := 0; from < len(mine); from += page {
		var b strings.Builder
		fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"uk\"><head><meta charset=\"utf-8\"><title>Петиції: %s</title></head><body><main><h1>Петиції</h1><ul>\n", councilOf(h))
		for _, p := range mine[from:min(from+page, len(mine))] {
			fmt.Fprintf(&b, `<li class="petition" data-id="%s"><a href="%s.html">Про вигадане</a> <span class="author">(особа)</span> %s <span class="votes" data-count="%d" data-needed="%d">%d з %d</span> <span class="status">%s</span> %s %s</li>`+"\n",
				p.uid, p.uid, day("started", p.started), p.signatures, p.threshold, p.signatures, p.threshold, words[p.status], day("review", p.review), day("answered", p.answer))
			o.Records("petition_site", "pages", "loaded", 1)
		}
		if from == 0 {
			fmt.Fprintf(&b, "<li class=\"petition\" data-id=\"чернетка\"><a href=\"x.html\">Чернетка</a> <time class=\"started\">незабаром</time></li>\n")
			o.Records("petition_site", "pages", "quarantined", 1)
		}
		b.WriteString("</ul>\n")
		if from+page < len(mine) {
			fmt.Fprintf(&b, "<a class=\"next\" href=\"page-%d.html\">далі</a>\n", from/page+2)
		}
		b.WriteString("</main></body></html>\n")
		name := h.Code + "/index.html"
		if from > 0 {
			name = fmt.Sprintf("%s/page-%d.html", h.Code, from/page+1)
		}
		if err := sites.put(name, []byte(b.String())); err != nil {
			return err
		}
	}
	return nil
}

// writePetitionTruth computes D7.2 and D7.3 from the petitions as they were. Tables of annex 34 tell neither when the review began nor how many
// signatures are needed; sites do.
func writePetitionTruth(o *Folder, all map[*Community][]petition, tabled map[*Community]bool) {
	last, newest, lastYear := time.Time{}, time.Time{}, 0 // newest: the day on which the last of all began
	for h, mine := range all {
		for _, p := range mine {
			news := []time.Time{p.started, p.answer}
			if !tabled[h] {
				news = append(news, p.review)
			}
			for _, d := range news {
				if d.After(last) {
					last = d
				}
			}
			lastYear = max(lastYear, p.started.Year())
			if p.started.After(newest) {
				newest = p.started
			}
		}
	}
	for h, mine := range all {
		first := slices.MinFunc(mine, func(a, b petition) int { return a.started.Compare(b.started) }).started.Year()
		registered := func(from, to time.Time) (n int) {
			for _, p := range mine {
				if p.status != "rejected" && !p.started.Before(from) && p.started.Before(to) {
					n++
				}
			}
			return n
		}
		for year := first; year <= lastYear; year++ {
			from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
			o.Ratio(h.Code, "community", fmt.Sprint(year), "D7.2", 10000, float64(registered(from, from.AddDate(1, 0, 0))), float64(h.Population), "")
			for q := range 4 { // twelve months to the end of each quarter, from the first whole year to the last quarter that is over
				to := from.AddDate(1, 3*q, 0)
				if !newest.Before(to.AddDate(0, 0, -1)) {
					o.Ratio(h.Code, "community", quarterOf(to.AddDate(0, 0, -1)), "D7.2", 10000, float64(registered(to.AddDate(-1, 0, 0), to)), float64(h.Population), "")
				}
			}
		}
		due, inTime := map[string]int{}, map[string]int{}
		for _, p := range mine {
			if p.status != "under_review" && p.status != "answered" && (tabled[h] || p.signatures < p.threshold) {
				continue
			}
			limit := p.started.AddDate(0, 0, 104)
			if !tabled[h] && !p.review.IsZero() {
				limit = p.review.AddDate(0, 0, 14)
			}
			if p.answer.IsZero() && !limit.Before(last) {
				continue
			}
			for _, period := range []string{fmt.Sprint(p.started.Year()), quarterOf(p.started)} {
				due[period]++
				if !p.answer.IsZero() && !p.answer.After(limit) {
					inTime[period]++
				}
			}
		}
		for period, n := range due {
			o.Ratio(h.Code, "community", period, "D7.3", 100, float64(inTime[period]), float64(n), "")
		}
	}
}
