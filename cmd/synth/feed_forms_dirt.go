// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// spoil brings in what people do to forms: numbers as text, words for numbers, parts above their wholes, stages that cannot be.
func (r *reply) spoil(draw *rand.Rand) {
	for _, i := range r.form.Items {
		v, ok := r.value[i.Code]
		if !ok || i.Kind != "count" && i.Kind != "money" && i.Kind != "level" || strings.HasPrefix(i.Code, "points_") {
			continue
		}
		switch u := draw.Float64(); {
		case i.Kind == "level" && u < 0.2:
			r.cells[i.Code] = strconv.Itoa(int(v)) // typed instead of chosen
		case i.Kind == "level":
		case u < 0.05 && v >= 1000: // 1 020, with a space that is none
			whole := strconv.Itoa(int(v))
			if v == float64(int(v)) {
				r.cells[i.Code] = whole[:len(whole)-3] + []string{" ", "\u00a0"}[draw.IntN(2)] + whole[len(whole)-3:]
			}
		case u < 0.08 && v == float64(int(v)):
			r.cells[i.Code] = strconv.Itoa(int(v)) + ",0"
		case u < 0.088:
			r.lose(i.Code, []string{"близько %.0f", "%.0f–%[1].0f", "до %.0f осіб", "%.0f?"}[draw.IntN(4)], v)
		case u < 0.091:
			r.lose(i.Code, "-%.0f1", v)
		}
	}
	if _, ok := r.value["staff"]; ok && draw.IntN(40) == 0 {
		r.contradict("staff_trained", "staff", draw)
	}
	if _, ok := r.value["leaders"]; ok && draw.IntN(40) == 0 {
		r.contradict("leaders_trained", "leaders", draw)
	}
	for _, id := range offerIDs(r.offers) {
		o := r.offers[id]
		if !o.offered && o.cells["offered"] == "ні / no" && draw.IntN(150) == 0 {
			o.cells["stage"] = "2" // not offered, yet at a stage
			r.lostRow++
			o.lost()
			continue
		}
		if !o.offered {
			continue
		}
		switch draw.IntN(250) {
		case 0:
			o.cells["stage"] = strconv.Itoa(o.top + 1)
			r.lostRow++
			o.lost()
		case 1:
			o.cells["card"], o.card = "15", -1
		case 2:
			o.cells["phone"], o.cells["offline"] = "x", "ні" // contradict each other: the channel holds
		case 3:
			o.cells["page"] = "на сайті"
		case 4:
			o.cells["page"] = fmt.Sprintf("https://%s.synthetic.example/%s", strings.ToLower(r.community), strings.ToLower(id))
		}
	}
}

// lose types an answer that cannot be read.
func (r *reply) lose(code, format string, v float64) {
	r.cells[code] = fmt.Sprintf(format, v)
	delete(r.value, code)
	r.refused++
}

// contradict makes a part larger than its whole: both are refused.
func (r *reply) contradict(part, whole string, draw *rand.Rand) {
	p, okP := r.value[part]
	w, okW := r.value[whole]
	if !okP || !okW || p > w {
		return
	}
	r.cells[part] = strconv.Itoa(int(w) + 1 + draw.IntN(5))
	r.cells[whole] = strconv.Itoa(int(w))
	delete(r.value, part)
	delete(r.value, whole)
	r.refused += 2
}

func (o *offer) lost() { o.offered, o.stage, o.card = false, -1, -1 }

// account adds up what must become of the records of a return. A workbook has a row for every question and service; a table has a cell for
// every question, and a row for those services only that were answered.
func (a *returns) account(r *reply, single bool) {
	asked, services := 0, 0
	for _, i := range r.form.Items {
		if i.Per == "" && i.Sheet != "passport" && i.Asked(r.version) {
			asked++
		}
	}
	services = len(r.form.Services)
	loaded := 0
	for _, o := range r.offers {
		if len(o.cells) > 0 {
			loaded++
		}
	}
	a.fates["form_answer quarantined"] += r.refused
	a.fates["form_answer loaded"] += len(r.cells) - r.refused
	a.fates["form_answer not_answered"] += asked - len(r.cells)
	a.fates["form_service quarantined"] += r.lostRow
	a.fates["form_service loaded"] += loaded - r.lostRow
	if single {
		a.fates["form_service not_answered"] += services - loaded
	}
}
