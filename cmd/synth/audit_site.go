// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// writtenSites is how many communities have their site written as pages at scale 1; a smaller country has fewer.
const writtenSites = 60

// itemNames are what sites call the items of the checklist, L01 to L25. L05 stands on the page of L04.
var itemNames = []string{
	"Контакти", "Графік роботи", "Структура та керівництво", "Органи самоорганізації населення", "", "Статут територіальної громади", "Бюджет громади на 2026 рік", "Звіт про виконання бюджету",
	"Програми та стратегії", "Проєкти рішень", "Рішення сесії", "Поіменне голосування", "Адміністративні послуги", "Інформаційні картки", "Електронна черга", "Електронне звернення",
	"Доступ до публічної інформації", "Відкриті дані", "Вакансії", "Закупівлі", "Е-петиції", "Укриття", "Людям із порушенням зору", "Обробка персональних даних", "Новини",
}

// serviceTexts are what the description of a service says, in the order of the rules A3.
var serviceTexts = []string{
	"Хто може звернутися: мешканець громади.", "Опис послуги: видають довідку.", "Перелік потрібних документів: заява.", "Строк надання: 10 календарних днів.", "Безоплатно.",
	"Результат: довідка.", "Відмову можна оскаржити в суді.", "Контакти: центр надання послуг.", "", "Відстежити стан заяви можна на порталі.",
}

// auditSites writes sites of some communities as pages: three looks, some in windows-1251, some with broken markup, one of each ten closed by
// robots.txt. A page lies by the path of its address, index.html for a folder; truth/audit_site.csv has what a robot must find on
// the day of the last round: slug, day, check, result.
func (c *Country) auditSites(o *Folder) error {
	var truth [][]string
	written := 0
	for _, h := range c.Communities {
		s := c.siteOf(h)
		if h.Occupied || s.address == "" || written >= max(3, int(writtenSites*min(1, c.Scale))) {
			continue
		}
		written++
		p := &pages{site: s, d: c.of(h, s, c.Last()), name: h.Name + " громада", day: c.AsOf, files: map[string]string{}, closed: written%10 == 0}
		p.write()
		paths := make([]string, 0, len(p.files))
		for path := range p.files {
			paths = append(paths, path)
		}
		slices.Sort(paths)
		for _, path := range paths {
			body := []byte(p.files[path])
			if s.look == 1 && strings.Contains(path, ".html") || path == "index.html" && s.look == 1 {
				encoded, err := charmap.Windows1251.NewEncoder().Bytes(body)
				if err != nil {
					return fmt.Errorf("page %s of %s: %w", path, s.slug, err)
				}
				body = encoded
			}
			if err := o.File("audit/sites/"+s.slug+"/"+path, body); err != nil {
				return err
			}
		}
		for check, result := range p.truth() {
			truth = append(truth, []string{s.slug, c.AsOf.Format(time.DateOnly), check, result})
		}
	}
	return o.Truth("audit_site", []string{"slug", "day", "check", "result"}, truth)
}

// pages is one site being written.
type pages struct {
	site   auditedSite
	d      drawn
	name   string
	day    time.Time
	files  map[string]string
	closed bool
}

// has reports whether a rule of accessibility is kept, lacks reports whether it is broken; where neither, there is nothing of the kind.
func (p *pages) has(rule string) bool   { return p.d.access[rule] == "pass" }
func (p *pages) lacks(rule string) bool { return p.d.access[rule] == "fail" }

// at is the path of an item's page, in the way of the look: folders, files, or numbers behind a question mark.
func (p *pages) at(item int) string {
	switch p.site.look {
	case 0:
		return fmt.Sprintf("/section-%d/", item+1)
	case 1:
		return fmt.Sprintf("/pages/p%d.html", item+1)
	}
	return fmt.Sprintf("/index.php?id=%d", item+1)
}

// put keeps a page by the path of its address.
func (p *pages) put(address, text string) {
	path := strings.TrimPrefix(address, "/")
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	p.files[path] = text
}

func (p *pages) date(days int) string { return p.day.AddDate(0, 0, -days).Format("02.01.2006") }

func (p *pages) write() {
	fresh := 200 // days that the newest date is old
	if p.d.items[24] {
		fresh = 5
	}
	menu := ""
	for i, there := range p.d.items {
		if there && itemNames[i] != "" {
			menu += fmt.Sprintf("<li><a href=\"%s\">%s</a></li>\n", p.at(i), itemNames[i])
		}
	}
	if !p.d.items[24] { // news there are, old ones
		menu += fmt.Sprintf("<li><a href=\"%s\">Новини</a></li>\n", p.at(24))
	}
	p.put("/", p.page(p.name, "<ul>\n"+menu+"</ul><p>Вітаємо на сайті вигаданої громади.</p>"))
	for i, there := range p.d.items {
		if !there && i != 24 || itemNames[i] == "" {
			continue
		}
		p.put(p.at(i), p.page(itemNames[i], p.content(i, fresh)))
	}
	for n := range p.d.services {
		p.put(fmt.Sprintf("/services/%d", n+1), p.page([]string{"Видача довідки", "Реєстрація місця проживання"}[n], p.service(n)))
	}
	p.files["style.css"] = p.style()
	p.files["robots.txt"] = "User-agent: *\nDisallow: /admin\n"
	if p.closed {
		p.files["robots.txt"] = "User-agent: *\nDisallow: /\n"
	}
}

// content of the page of an item.
func (p *pages) content(item, fresh int) string {
	long := strings.Repeat("<p>Тут викладено відомості, які рада оприлюднює за законом.</p>", 5)
	switch item {
	case 0:
		return "<p>Приймальня: (000) 000-00-00</p>" + long
	case 3:
		if p.d.items[4] {
			return "<p>Положення про органи затвердила рада.</p><p><a href=\"/files/osn.pdf\">Положення, документ</a></p>" + long
		}
		return "<p>Перелік чинних органів.</p>" + long
	case 12:
		list := ""
		for n := range p.d.services {
			list += fmt.Sprintf("<li><a href=\"/services/%d\">%s</a></li>", n+1, []string{"Видача довідки", "Реєстрація місця проживання"}[n])
		}
		return "<ul>" + list + "</ul>" + long
	case 24:
		return "<p>" + p.date(fresh) + " Новина громади.</p><p>" + p.date(fresh+20) + " Давніша новина.</p><p>" + p.day.AddDate(0, 1, 0).Format("02.01.2006") + " буде свято.</p>" + long
	}
	return long
}

func (p *pages) service(n int) string {
	text := ""
	for k, there := range p.d.services[n] {
		switch {
		case !there:
		case k == 8:
			text += "<p>Оновлено " + p.date(300) + ".</p>"
		default:
			text += "<p>" + serviceTexts[k] + "</p>"
		}
	}
	return text
}

// style of the whole site.
func (p *pages) style() string {
	css := "/* вигадано */\nbody { font-size: 17px }\n"
	if p.d.phone["font"] == "fail" {
		css = "body { font-size: 13px }\n"
	}
	switch p.d.phone["tap"] {
	case "pass":
		css += "a { min-height: 32px }\n"
	case "fail":
		css += "a { height: 18px }\n"
	}
	if p.d.phone["size"] == "fail" { // a heavy style, as builders of sites make it
		css += "/*" + strings.Repeat("-", 900_000) + "*/\n"
	}
	return css + "@media print { body { font-size: 9pt } }\n"
}
