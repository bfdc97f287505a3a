// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"time"
)

// registerFeed writes the registers of bodies that councils publish: three looks, each the site of many councils, and the truth about every body.
var registerFeed = Feed{Name: "registers of bodies", Sources: []string{"osn_register_table", "osn_register_cards", "osn_register_pages"}, Write: writeRegisters}

// voidPerson stands in columns of heads and phones.
const voidPerson = "(особа), +380 00 000 00 00, osoba@example.org"

func writeRegisters(c *Country, o *Folder) error {
	homonyms := map[string]int{}
	key := func(h *Community) string { return h.Raion.Code + h.Name + h.Type }
	for _, h := range c.Communities {
		homonyms[key(h)]++
	}
	looks := map[string][]*Community{}
	for n, h := range c.Communities {
		if h.Occupied {
			continue
		}
		look := []string{"table", "table", "table", "table", "table", "cards", "cards", "cards", "pages", "pages"}[n%10]
		if homonyms[key(h)] > 1 { // only cards carry the code, by which communities of one name are told apart
			look = "cards"
		}
		looks[look] = append(looks[look], h)
	}
	for look, write := range map[string]func(*Country, *Folder, string, []*Community) error{"table": writeTables, "cards": writeCards, "pages": writePassports} {
		if len(looks[look]) == 0 {
			continue
		}
		if err := write(c, o, "osn_register_"+look, looks[look]); err != nil {
			return err
		}
	}
	return truthOfBodies(c, o)
}

// truthOfBodies tells every body, and the indicators that follow from the registers alone.
func truthOfBodies(c *Country, o *Folder) error {
	var rows [][]string
	period := strconv.Itoa(c.Last())
	for _, h := range c.Communities {
		if h.Occupied {
			continue
		}
		active, legal, funded, residents := 0, 0, 0, 0
		for _, b := range h.Bodies {
			rows = append(rows, []string{b.OSN(), h.Code, b.Type, b.LegalStatus, b.Status, strconv.Itoa(b.Residents)})
			if !b.Active() {
				continue
			}
			active, residents = active+1, residents+b.Residents
			if b.LegalStatus == "legal_person" && !b.OtherForm { // SPEC 3.4: of form 860
				legal++
			}
			if b.Funded {
				funded++
			}
		}
		o.Ratio(h.Code, "community", period, "D7.6", 100, float64(residents), float64(h.Population), "")
		status := ""
		if active == 0 {
			status = "n"
		} else if active < 3 {
			status = "u"
		}
		for _, p := range []string{period, quarterOf(c.AsOf.AddDate(0, -3, 0))} { // of the year and of the quarter that were over last
			o.Ratio(h.Code, "community", p, "D1.5", 100, float64(legal), float64(max(active, 1)), status)
		}
		o.Ratio(h.Code, "community", period, "D1.6", 100, float64(funded), float64(max(active, 1)), status)
	}
	return o.Truth("bodies", []string{"osn_id", "community_id", "body_type", "legal_status", "status", "residents"}, rows)
}

// entry is one decision of a council about a body, as registers keep them.
type entry struct {
	body    *SelfOrganizationBody
	number  string
	date    time.Time
	kind    string // permit, election, powers, termination
	words   string // the same as a table says it
	newest  bool   // the last of its body: it carries what the others leave blank
	elected time.Time
}

// entries are the decisions about a body, oldest first.
func (c *Country) entries(b *SelfOrganizationBody) []entry {
	out := []entry{{body: b, number: b.Decision, date: b.Permit, kind: "permit", words: "Про надання дозволу на створення", elected: b.Elected}}
	if b.Elected.Sub(b.Permit) > 200*24*time.Hour {
		out[0].elected = b.Permit.AddDate(0, 1, 10)
		out = append(out, entry{body: b, number: b.Decision + "-об", date: b.Elected.AddDate(0, 0, 14), kind: "election", words: "Про результати обрання", elected: b.Elected})
	}
	if b.Delegated {
		out = append(out, entry{body: b, number: b.Decision + "-пов", date: b.Elected.AddDate(0, 1, 0), kind: "powers", words: "Про делегування повноважень", elected: b.Elected})
	}
	if b.Status == "terminated" {
		out = append(out, entry{body: b, number: b.Decision + "-пр", date: b.Ended, kind: "termination", words: "Про дострокове припинення повноважень", elected: b.Elected})
	}
	slices.SortStableFunc(out, func(a, b entry) int { return cmp.Compare(a.date.Unix(), b.date.Unix()) })
	out[len(out)-1].newest = true
	return out
}

var legalWords = map[string][]string{"legal_person": {"Зареєстровано як юридична особа", "юридична особа"}, "notified": {"Повідомлення про заснування", "повідомлено про заснування"}, "permitted_only": {"Надано дозвіл", "лише дозвіл"}}

// territory says which part of a settlement is a body's: streets with house numbers, which nobody keeps.
func (c *Country) territory(b *SelfOrganizationBody) string {
	r := c.Rand("territory", b.ID)
	if b.Type == "village" || b.Type == "settlement" {
		return "у межах населеного пункту " + b.Settlement.Name
	}
	return fmt.Sprintf("вул. %s, буд. %d–%d; вул. %s, буд. %d", streets[r.IntN(len(streets))], 1+r.IntN(20), 30+r.IntN(60), streets[r.IntN(len(streets))], 1+r.IntN(90))
}

// thousands writes a number as offices do, with no-break spaces: 1 234 567.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for k := len(s) - 3; k > 0; k -= 3 {
		s = s[:k] + "\u00a0" + s[k:]
	}
	return s
}

// unless is a dash where a register has nothing to say.
func unless(empty bool, text string) string {
	if empty || text == "" {
		return "–"
	}
	return html.EscapeString(text)
}

var monthsOf = []string{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"}

// inWords writes a date as old pages do.
func inWords(d time.Time) string {
	return fmt.Sprintf("%d %s %d року", d.Day(), monthsOf[d.Month()-1], d.Year())
}

func dotted(d time.Time) string { return d.Format("02.01.2006") }

// fullName of a community as councils write it.
func (h *Community) fullName() string {
	return h.Name + " " + h.Type + " територіальна громада"
}
