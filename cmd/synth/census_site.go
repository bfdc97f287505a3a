// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// CensusHost is the host under which the pages of bodies lie in census/bodies.csv; nobody can have its name.
const CensusHost = "census.invalid"

// censusKinds are the ways in which bodies of self-organization are to be found online, or not, with what a census must say of them.
var censusKinds = []struct {
	kind, state string
	share       float64
}{
	{"unlisted", "offline", 0.22},      // no address is known
	{"dead", "offline", 0.05},          // the address is gone
	{"taken", "offline", 0.04},         // its page is of somebody else now
	{"list_old", "stale", 0.08},        // the council's list has the year in which it was registered
	{"list_other", "stale", 0.05},      // its row is old, another one's is fresh
	{"undated", "stale", 0.06},         // a page of its own without a date
	{"old", "stale", 0.12},             // old news, beside today's date, fresh news of the council and the year of the copyright
	{"term", "stale", 0.04},            // only the date until which its powers ran
	{"future", "stale", 0.03},          // only an announcement of what is still to come
	{"fresh", "current", 0.15},         // news of this year
	{"fresh_written", "current", 0.05}, // with the month in words
	{"fresh_marked", "current", 0.03},  // with the date in the markup alone
	{"fresh_deeper", "current", 0.05},  // behind a link
	{"list_fresh", "current", 0.02},    // in its row of the list
	{"heading_fresh", "current", 0.01}, // below its heading on a page of many
}

// censusPages writes pages of bodies of self-organization, and the list that a census takes; truth/census.csv has what it must find on the
// day on which the upstreams were written: body_id, kind, state.
func (c *Country) censusPages(o *Folder) error {
	var list, truth [][]string
	for i, b := range c.Bodies {
		if b.Community.Occupied {
			continue
		}
		r := c.Rand("census", b.ID)
		kind, state := drawCensusKind(r)
		address, status := fmt.Sprintf("http://%s/b%d/", CensusHost, i), "active"
		switch {
		case b.Status == "terminated":
			kind, state, status = "ended", "none", "ended"
		case kind == "unlisted":
			address = ""
		case kind == "dead": // nothing lies there
		default:
			w := censusWriter{r: r, day: c.AsOf, name: b.Name, other: c.Bodies[(i+1)%len(c.Bodies)].Name}
			for path, body := range w.write(kind) {
				if err := o.File(fmt.Sprintf("census/pages/b%d/%s", i, path), body); err != nil {
					return err
				}
			}
		}
		list = append(list, []string{b.ID, b.Name, address, status})
		truth = append(truth, []string{b.ID, kind, state})
	}
	if err := o.File("census/bodies.csv", table(',', []string{"body_id", "name", "url", "status"}, list)); err != nil {
		return err
	}
	return o.Truth("census", []string{"body_id", "kind", "state"}, truth)
}

// drawCensusKind draws a kind by the shares.
func drawCensusKind(r *rand.Rand) (kind, state string) {
	at := r.Float64()
	for _, k := range censusKinds {
		if at -= k.share; at < 0 {
			return k.kind, k.state
		}
	}
	last := censusKinds[len(censusKinds)-1]
	return last.kind, last.state
}

// censusWriter writes the pages of one body.
type censusWriter struct {
	r           *rand.Rand
	day         time.Time
	name, other string
}

var monthWords = strings.Fields("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня")

// ago is a day some days before the visit, as pages write it.
func (w censusWriter) ago(days int) string {
	return w.day.AddDate(0, 0, -days).Format([]string{"02.01.2006", "02/01/2006", "2006-01-02"}[w.r.IntN(3)])
}

// written is such a day with the month in words.
func (w censusWriter) written(days int) string {
	at := w.day.AddDate(0, 0, -days)
	return fmt.Sprintf("%d %s %d року", at.Day(), monthWords[at.Month()-1], at.Year())
}

// fresh and old are days within the last year and before it.
func (w censusWriter) fresh() int { return 2 + w.r.IntN(350) }
func (w censusWriter) old() int   { return 380 + w.r.IntN(1500) }

// write gives the files of one body by path; one look of three is in windows-1251.
func (w censusWriter) write(kind string) map[string][]byte {
	pages := map[string]string{}
	news := func(date string) string {
		return "<article><h2>Збори мешканців</h2><p>" + date + " відбулися збори, обрано голову.</p></article>"
	}
	switch kind {
	case "taken":
		pages[""] = w.page("Ремонт телефонів", news(w.ago(w.fresh())))
	case "list_old":
		pages[""] = w.page("Перелік органів самоорганізації", w.list(w.ago(w.old()), w.ago(w.old())))
	case "list_other":
		pages[""] = w.page("Перелік органів самоорганізації", w.list(w.ago(w.old()), w.ago(w.fresh())))
	case "list_fresh":
		pages[""] = w.page("Перелік органів самоорганізації", w.list(w.ago(w.fresh()), w.ago(w.old())))
	case "heading_fresh":
		pages[""] = w.page("Комітети міста", "<h2>"+w.other+"</h2><p>Збори "+w.ago(w.old())+".</p><h2>"+w.name+"</h2><p>Збори "+w.ago(w.fresh())+".</p><h2>Інше</h2><p>Довідка.</p>")
	case "undated":
		pages[""] = w.page(w.name, "<p>Комітет дбає про двір. Голова приймає щовівторка.</p>")
	case "old":
		pages[""] = w.page(w.name, news(w.ago(w.old()))+news(w.written(w.old())))
	case "term":
		pages[""] = w.page(w.name, "<p>Повноваження комітету діють до "+w.ago(w.fresh())+".</p>")
	case "future":
		pages[""] = w.page(w.name, "<p>Загальні збори відбудуться "+w.ago(-1-w.r.IntN(60))+".</p>")
	case "fresh":
		pages[""] = w.page(w.name, news(w.ago(w.fresh()))+news(w.ago(w.old())))
	case "fresh_written":
		pages[""] = w.page(w.name, news(w.written(w.fresh())))
	case "fresh_marked":
		at := w.day.AddDate(0, 0, -w.fresh()).Format(time.RFC3339)
		pages[""] = w.page(w.name, `<article><time datetime="`+at+`">нещодавно</time><p>Прибрали двір.</p></article>`)
	case "fresh_deeper":
		pages[""] = w.page(w.name, `<p>Комітет дбає про двір.</p><p><a href="news.html">Протоколи зборів</a></p>`)
		pages["news.html"] = w.page("Протоколи", news(w.ago(w.fresh())))
	}
	out := map[string][]byte{}
	encode := w.r.IntN(3) == 0
	for path, text := range pages {
		body := []byte(text)
		if encode {
			if encoded, err := charmap.Windows1251.NewEncoder().Bytes([]byte(strings.Replace(text, "utf-8", "windows-1251", 1))); err == nil {
				body = encoded
			}
		}
		if path == "" {
			path = "index.html"
		}
		out[path] = body
	}
	return out
}

// list is a council's list of bodies, a table or items: this one's row and that of another, each with a date.
func (w censusWriter) list(own, other string) string {
	if w.r.IntN(2) == 0 {
		return fmt.Sprintf("<table><tr><th>Назва</th><th>Рішення</th></tr><tr><td>%s</td><td>від %s</td></tr><tr><td><p>%s</p></td><td>від %s</td></tr></table>", w.other, other, w.name, own)
	}
	return fmt.Sprintf("<ul><li>%s, рішення від %s</li><li><strong>%s</strong>, рішення від %s</li></ul>", w.other, other, w.name, own)
}

// page is the page around what it says: as sites of councils are, with a clock, a menu, news of the council and the year of the copyright.
func (w censusWriter) page(title, content string) string {
	head, aside, foot := [2]string{"<header>", "</header>"}, [2]string{"<aside>", "</aside>"}, [2]string{"<footer>", "</footer>"}
	if w.r.IntN(3) == 0 { // as builders of sites do that know no such elements
		head = [2]string{`<div class="top-bar">`, "</div>"}
		aside = [2]string{`<div id="right-sidebar">`, "</div>"}
		foot = [2]string{`<div class="site-footer">`, "</div>"}
	}
	return fmt.Sprintf(`<!doctype html><html lang="uk"><head><meta charset="utf-8"><title>%s</title></head><body>
%s<p>Сьогодні %s</p><nav><a href="/">Головна</a> <a href="/news/">Новини ради</a></nav>%s
<div class="content"><h1>%s</h1>%s<p>Зараз %s</p></div>
%s<h2>Новини ради</h2><p>%s рада ухвалила бюджет.</p>%s
%s© %d вигадана рада, оновлено %s%s</body></html>
`, title, head[0], w.day.Format("02.01.2006"), head[1], title, content, w.day.Format("02.01.2006"), aside[0], w.ago(3), aside[1],
		foot[0], w.day.Year(), w.ago(1), foot[1])
}
