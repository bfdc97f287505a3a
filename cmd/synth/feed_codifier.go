// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Editions of the codifier: one in force, and one before it.
const (
	editionInForce = "kodifikator-07-07-2026.csv"
	editionBefore  = "kodifikator-16-05-2025.csv"
)

// edition is a codifier as it is written: one row a unit. As upstream, a few names end with a blank.
type edition struct {
	b    strings.Builder
	dirt *rand.Rand
	rows int
}

func (e *edition) row(category, name string, levels ...string) {
	if e.dirt.Float64() < 0.01 {
		name += " "
	}
	e.b.WriteString(strings.Join(levels, ";") + strings.Repeat(";", 5-len(levels)) + ";" + category + ";" + name + "\r\n")
	e.rows++
}

// editions writes both. Between them a few communities and settlements got other names, and a few settlements are gone.
func editions(c *Country, o *Folder) error {
	before, now := &edition{dirt: c.Rand("codifier before", "")}, &edition{dirt: c.Rand("codifier", "")}
	both := []*edition{before, now}
	for _, e := range both {
		e.b.WriteString("Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта\r\n")
	}
	changed := 0
	row := func(category, name, was string, levels ...string) {
		now.row(category, name, levels...)
		before.row(category, was, levels...)
		if was != name {
			changed++
		}
	}
	same := func(category, name string, levels ...string) { row(category, name, name, levels...) }
	taken := map[string]bool{}
	for _, h := range c.Communities {
		for _, s := range h.Settlements {
			taken[s.Name] = true
		}
	}
	for _, ob := range c.Oblasts {
		same(ob.Kind, ob.Name, ob.Code)
		for _, r := range ob.Raions {
			same("P", r.Name, ob.Code, r.Code)
			for _, h := range r.Communities {
				draw := c.Rand("renamed", h.Code)
				community, settlement := h.Name, h.Settlements[len(h.Settlements)-1].Name
				switch u := draw.Float64(); {
				case u < 0.03 && !h.centre():
					_, community = fresh(draw, taken)
				case u < 0.06 && len(h.Settlements) > 1:
					settlement, _ = fresh(draw, taken)
				case u < 0.07:
					place, _ := fresh(draw, taken)
					before.row("C", place, ob.Code, r.Code, h.Code, h.Code[:9]+"999"+fmt.Sprintf("%07d", draw.IntN(100000)))
					changed++
				}
				row("H", h.Name, community, ob.Code, r.Code, h.Code)
				for k, s := range h.Settlements {
					was := s.Name
					if k == len(h.Settlements)-1 {
						was = settlement
					}
					row(s.Category, s.Name, was, ob.Code, r.Code, h.Code, s.Code)
					for _, d := range s.Districts {
						same("B", d.Name, ob.Code, r.Code, h.Code, s.Code, d.Code)
					}
				}
			}
		}
	}
	o.Records("katottg", editionInForce, "loaded", now.rows)
	o.Records("codifier_change", editionInForce, "skipped:edition_in_force", now.rows)
	o.Records("codifier_change", editionBefore, "loaded", changed)
	o.Records("codifier_change", editionBefore, "skipped:unchanged", before.rows-changed)
	if err := o.File("katottg/"+editionBefore, []byte(before.b.String())); err != nil {
		return err
	}
	return o.File("katottg/"+editionInForce, []byte(now.b.String()))
}
