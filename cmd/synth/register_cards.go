// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"html"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// writeCards writes the look of cards: pages counted by a parameter, ten cards each, the code of the community on every card.
func writeCards(c *Country, o *Folder, source string, towns []*Community) error {
	const perPage = 10
	var index strings.Builder
	index.WriteString("<!DOCTYPE html><html lang=\"uk\"><head><meta charset=\"utf-8\"></head><body><nav class=\"councils\">\n")
	for n, h := range towns {
		fmt.Fprintf(&index, "<a href=\"%s/list.php\">%s</a>\n", h.Slug, html.EscapeString(h.fullName()))
		page, cards, number := &strings.Builder{}, 0, 1
		file := func() string {
			if number == 1 {
				return fmt.Sprintf("%s/%s/list.php", source, h.Slug)
			}
			return fmt.Sprintf("%s/%s/list.php?page=%d", source, h.Slug, number)
		}
		turn := func() error {
			body := "<!DOCTYPE html><html lang=\"uk\"><head><meta charset=\"utf-8\"></head><body><ul>" + page.String() + "</ul></body></html>\n"
			err := o.File(file(), []byte(body))
			page.Reset()
			number, cards = number+1, 0
			return err
		}
		if len(h.Bodies) == 0 {
			page.WriteString(c.card(h, nil))
			o.Records(source, file(), "loaded", 1)
		}
		for i, b := range h.Bodies {
			page.WriteString(c.card(h, b))
			o.Records(source, file(), "loaded", 1)
			if n == 0 && i == 0 || c.Rand("card", b.ID).Float64() < 0.02 { // doubled
				page.WriteString(c.card(h, b))
				o.Records(source, file(), "quarantined", 1)
			}
			if cards++; cards == perPage && i+1 < len(h.Bodies) {
				if err := turn(); err != nil {
					return err
				}
			}
		}
		if err := turn(); err != nil {
			return err
		}
	}
	index.WriteString("</nav></body></html>\n")
	return o.File(source+"/index.html", []byte(index.String()))
}

// card is one body, or that there is none.
func (c *Country) card(h *Community, b *SelfOrganizationBody) string {
	place := fmt.Sprintf(`<p><span class="community">%s</span>, <span class="oblast">%s область</span>, <span class="raion">%s район</span></p>`, html.EscapeString(h.fullName()), h.Oblast.Name, h.Raion.Name)
	updated := fmt.Sprintf(`<p class="updated">Оновлено <time datetime="%s">%s</time></p>`, c.AsOf.Format("2006-01-02"), inWords(c.AsOf))
	if b == nil {
		return fmt.Sprintf("<li class=\"body\" data-katottg=\"%s\"><h3>Органи самоорганізації населення не створено</h3>%s%s</li>\n", h.Code, place, updated)
	}
	r := c.Rand("card of", b.ID)
	field := func(class, label, value string) string {
		if value == "" {
			return ""
		}
		return fmt.Sprintf(`<div>%s <span class="%s">%s</span></div>`, label, class, html.EscapeString(value))
	}
	day := func(class, label string, iso string) string {
		if iso == "0001-01-01" {
			return ""
		}
		return fmt.Sprintf(`<div class="%s">%s <time datetime="%s">%[3]s</time></div>`, class, label, iso)
	}
	es := c.entries(b)
	last := es[len(es)-1]
	term := b.TermEnd.Format("2006-01-02")
	var s strings.Builder
	fmt.Fprintf(&s, "<li class=\"body\" data-number=\"%d\" data-katottg=\"%s\"><h3>%s</h3>%s<p class=\"head\">Голова: %s</p>", b.Number, h.Code, html.EscapeString(b.Name), place, voidPerson)
	if b.District != nil {
		s.WriteString(field("district", "", b.District.Name+" район"))
	}
	s.WriteString(field("territory", "Територія:", c.territory(b)))
	fmt.Fprintf(&s, `<p class="decision" data-kind="%s">Рішення № <b>%s</b> від <time datetime="%s">%s</time></p>`, last.kind, last.number, last.date.Format("2006-01-02"), inWords(last.date))
	s.WriteString(day("elected", "Обрано", b.Elected.Format("2006-01-02")) + day("term", "Повноваження до", term) + day("ended", "Припинено", b.Ended.Format("2006-01-02")))
	s.WriteString(field("legal", "Статус:", legalWords[b.LegalStatus][r.IntN(2)]) + field("code", "ЄДРПОУ", b.EDRPOU) + field("residents", "Жителів:", thousands(b.Residents)))
	s.WriteString(field("own", "Власні повноваження:", c.powersOf(b, "own", ownPowers)))
	if b.Delegated {
		s.WriteString(field("delegated", "Делеговані повноваження:", c.powersOf(b, "delegated", delegatedPowers)))
	}
	if b.Funded {
		s.WriteString(field("funds", "Кошти, грн:", thousands(b.FundsUAH)))
	}
	s.WriteString(field("services", "Послуги:", c.serviceText(b)))
	if p := c.bodySite(b).address; p != "" {
		fmt.Fprintf(&s, `<div class="page"><a href="%s">Сторінка</a></div>`, p)
	}
	report := b.Evidence.Format("2006-01-02")
	s.WriteString(day("report", "Останній звіт", report) + updated + "</li>\n")
	return s.String()
}

// writePassports writes the look of a page for each body, behind the list of its council, in windows-1251 with dates in words.
func writePassports(c *Country, o *Folder, source string, towns []*Community) error {
	write := func(file, body string) error {
		old, err := charmap.Windows1251.NewEncoder().String("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1251\"></head><body>\n" + body + "</body></html>\n")
		if err != nil {
			return err
		}
		return o.File(source+"/"+file, []byte(old))
	}
	index := "<ul class=\"bodies\">\n"
	for _, h := range towns {
		index += fmt.Sprintf("<li><a href=\"%s.html\">%s</a>\n", h.Slug, html.EscapeString(h.fullName()))
		list, all := "<h1>Органи самоорганізації населення громади</h1>\n<ul class=bodies>\n", h.Bodies
		if len(all) == 0 {
			all = []*SelfOrganizationBody{nil}
		}
		for i, b := range all {
			file := fmt.Sprintf("%s-osn-%d.html", h.Slug, i+1)
			list += fmt.Sprintf("<li><a href='%s'>орган № %d</a>\n", file, i+1)
			if err := write(file, c.passport(h, b)); err != nil {
				return err
			}
			o.Records(source, source+"/"+file, "loaded", 1)
		}
		if err := write(h.Slug+".html", list+"</ul><p><a href=\"index.html\">на початок</a></p>"); err != nil {
			return err
		}
	}
	return write("index.html", index+"</ul>")
}

func (c *Country) passport(h *Community, b *SelfOrganizationBody) string {
	var s strings.Builder
	s.WriteString("<table class=\"passport\" border=1>\n")
	field := func(label, value string) {
		fmt.Fprintf(&s, "<tr><th>%s:<td>%s\n", label, unless(false, value))
	}
	if b == nil {
		field("Повна назва", "ОСН не створювалися")
	} else {
		field("Повна назва", b.Name)
	}
	field("Громада", h.fullName())
	field("Область", h.Oblast.Name+" область")
	field("Район (адміністративний)", h.Raion.Name+" район")
	field("Оновлено", inWords(c.AsOf))
	if b == nil {
		return s.String() + "</table>\n"
	}
	es := c.entries(b)
	field("Номер у реєстрі", fmt.Sprint(b.Number))
	if b.District != nil {
		field("Район міста", b.District.Name+" район")
	}
	field("Межі території", c.territory(b))
	field("Номер рішення", es[0].number)
	field("Дата рішення", inWords(b.Permit))
	field("Дата обрання", inWords(b.Elected))
	field("Повноваження до", inWords(b.TermEnd))
	if !b.Ended.IsZero() {
		field("Припинено", inWords(b.Ended))
	}
	field("Правовий статус", legalWords[b.LegalStatus][0])
	field("Ідентифікаційний код", b.EDRPOU)
	field("Голова", voidPerson)
	field("Кількість жителів", thousands(b.Residents))
	field("Власні повноваження", c.powersOf(b, "own", ownPowers))
	if b.Delegated {
		field("Делеговані повноваження", c.powersOf(b, "delegated", delegatedPowers))
	}
	if b.Funded {
		field("Кошти на делеговані повноваження", thousands(b.FundsUAH))
	}
	field("Послуги", c.serviceText(b))
	field("Сторінка", c.bodySite(b).address)
	field("Останній звіт", inWords(b.Evidence))
	return s.String() + "</table>\n"
}
