// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"osnova/ingest/forms"
	"osnova/ingest/forms/blank"
)

// collected are the forms that communities and bodies filled in over the years: some as workbooks of their own, the others as rows of the
// table of their oblast. Not all answer, and some answer badly.
var collected = Feed{"forms", []string{"form_answer", "form_service"}, func(c *Country, o *Folder) error {
	all, err := forms.Load()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	a := &returns{c: c, o: o, all: all, zip: zip.NewWriter(&b), blanks: map[string]*filler{}, fates: map[string]int{}, people: map[string]int{}}
	for _, h := range c.Communities {
		a.people[h.Code] = h.Population
	}
	for _, year := range c.Years {
		if err := a.year(year); err != nil {
			return err
		}
	}
	if err := a.spoiled(); err != nil {
		return err
	}
	if err := a.zip.Close(); err != nil {
		return err
	}
	a.writeTruth()
	return o.File("forms/"+formsFile, b.Bytes())
}}

const formsFile = "forms.zip"

// returns is the archive on its way.
type returns struct {
	c      *Country
	o      *Folder
	all    map[string]*forms.Form
	zip    *zip.Writer
	blanks map[string]*filler // by form and version

	lost  int // workbooks that cannot be used
	older int // returns that a later one of the same unit and year takes the place of
	left  int // files that programs left

	fates  map[string]int // of records in returns that count
	people map[string]int // residents by community
}

// reply is what one unit answers for one year: cells as typed, and the numbers behind those that can be read.
type reply struct {
	form             *forms.Form
	version          int
	unit, community  string
	place            string // name of the community, where the form asks for it
	year             int
	filled           time.Time
	cells            map[string]string  // by question
	value            map[string]float64 // of cells that can be read
	aside            map[string]bool    // questions that do not apply
	offers           map[string]*offer
	refused, lostRow int // questions, and services, that are quarantined
}

// offer is what a unit tells of one service.
type offer struct {
	cells   map[string]string
	offered bool
	stage   int // −1 where it cannot be read
	card    int // −1
	top     int
}

// year writes the returns of a year, oblast by oblast.
func (a *returns) year(year int) error {
	for k, ob := range a.c.Oblasts {
		tables := map[string][]*reply{}
		for _, raion := range ob.Raions {
			for _, h := range raion.Communities {
				if h.Occupied {
					continue
				}
				if r := a.community(h, year); r != nil {
					if err := a.give(r, tables, fmt.Sprintf("%s-%d", h.Code, year), 8); err != nil {
						return err
					}
				}
				var replies []*reply
				for _, b := range h.Bodies {
					if r := a.body(b, year); r != nil {
						replies = append(replies, r)
						if err := a.give(r, tables, fmt.Sprintf("%s-%d", b.OSN(), year), 24); err != nil {
							return err
						}
					}
				}
				a.bodiesTruth(h, year, replies)
			}
		}
		for _, form := range []string{"community", "body"} {
			if len(tables[form]) == 0 {
				continue
			}
			body, err := a.table(tables[form])
			if err != nil {
				return err
			}
			if err := a.put(fmt.Sprintf("%d/%s-%02d.xlsx", year, form, k+1), body); err != nil {
				return err
			}
		}
	}
	return nil
}

// give writes one return in so many as a workbook of its own, now and then with an earlier one beside it, and keeps the others for the table.
func (a *returns) give(r *reply, tables map[string][]*reply, name string, oneIn int) error {
	a.truth(r)
	draw := a.c.Rand("forms way", name)
	if draw.IntN(oneIn) > 0 {
		tables[r.form.Name] = append(tables[r.form.Name], r)
		return nil
	}
	a.account(r, true)
	body, err := a.workbook(r, draw)
	if err != nil {
		return err
	}
	folder := fmt.Sprintf("%d/%02d/", r.year, draw.IntN(30))
	if err := a.put(folder+name+".xlsx", body); err != nil {
		return err
	}
	if draw.IntN(6) > 0 {
		return nil
	}
	early := *r
	early.filled = r.filled.AddDate(0, 0, -1-draw.IntN(20))
	early.cells = map[string]string{}
	for _, i := range r.form.Items {
		if v, ok := r.cells[i.Code]; ok && draw.IntN(3) > 0 {
			early.cells[i.Code] = v
		}
	}
	if body, err = a.workbook(&early, draw); err != nil {
		return err
	}
	a.older++
	return a.put(folder+name+" (1).xlsx", body)
}

func (a *returns) put(name string, body []byte) error {
	w, err := a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: a.c.AsOf})
	if err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

// spoiled adds what comes back besides forms.
func (a *returns) spoiled() error {
	f := a.all["community"]
	book, err := blank.Form(f, f.Version, blank.Options{})
	if err != nil {
		return err
	}
	empty, err := book.XLSX()
	if err != nil {
		return err
	}
	for _, s := range []bookPart{
		{"порожня.xlsx", empty},
		{"cut-1.xlsx", empty[:len(empty)/2]},
		{"letter-2.docx", []byte("PK\x03\x04 супровідний лист")},
		{"page-3.xlsx", []byte("<!doctype html><title>Помилка</title>")},
	} {
		if err := a.put(fmt.Sprintf("%d/", a.c.Last())+s.name, s.body); err != nil {
			return err
		}
		a.lost++
	}
	for _, name := range []string{"~$community.xlsx", "Thumbs.db"} {
		if err := a.put(fmt.Sprintf("%d/", a.c.Last())+name, []byte("x")); err != nil {
			return err
		}
		a.left++
	}
	return nil
}

// writeTruth accounts for every record of both sources.
func (a *returns) writeTruth() {
	for _, source := range []string{"form_answer", "form_service"} {
		a.o.Records(source, formsFile, "quarantined", a.lost+a.fates[source+" quarantined"])
		a.o.Records(source, formsFile, "skipped:resubmitted", a.older)
		a.o.Records(source, formsFile, "skipped:left_by_programs", a.left)
		a.o.Records(source, formsFile, "skipped:not_answered", a.fates[source+" not_answered"])
		a.o.Records(source, formsFile, "loaded", a.fates[source+" loaded"])
	}
}

// replies reports whether a unit sends its form at all: about 85 in a hundred communities and half of the bodies, the more digital ones sooner.
func (c *Country) replies(unit string, year int, level, least float64) bool {
	return c.Rand("forms reply "+strconv.Itoa(year), unit).Float64() < least+0.3*level
}

// community answers for a year, or does not.
func (a *returns) community(h *Community, year int) *reply {
	if !a.c.replies(h.Code, year, a.c.Level(h, "D2", year), 0.75) {
		return nil
	}
	f := a.all["community"]
	r := a.begin(f, h.Code, h.Code, year)
	r.place = h.Name + " громада"
	draw := a.c.Rand("forms "+strconv.Itoa(year), h.Code)
	at := func(d string) float64 { return a.c.Level(h, d, year) }
	r.governance(draw, at("D1"))
	r.staff(draw, at("D2"), at("D4"), h.Population)
	r.access(draw, at("D3"), h.Population)
	r.systems(draw, at("D4"))
	funds, funded := 0, 0
	for _, b := range h.Bodies {
		if b.Active() && b.Permit.Year() <= year && b.FundsUAH > 0 {
			funds, funded = funds+b.FundsUAH, funded+1
		}
	}
	r.count("osn_funds_uah", float64(funds))
	r.count("osn_funded", float64(funded))
	r.count("qms", level(draw, at("D6")-0.15, 4))
	r.count("assisted", level(draw, at("D6")+0.1, 3))
	districts := len(h.Settlements) / 4
	r.count("districts", float64(districts))
	r.count("districts_cnap", float64(share(draw, districts, 0.25+0.7*at("D6"))))
	for _, tool := range []string{"tool_petition", "tool_budget", "tool_consultation", "tool_poll", "tool_initiative", "tool_broadcast"} {
		r.yes(tool, draw.Float64() < at("D7")+0.1)
	}
	r.services(draw, at("D6"), 0.75)
	r.leaveOut(draw)
	r.spoil(draw)
	return r
}

// body answers for a year, or does not.
func (a *returns) body(b *SelfOrganizationBody, year int) *reply {
	if !b.Active() || b.Permit.Year() > year || !a.c.replies(b.ID, year, a.c.BodyLevel(b, "D2", year), 0.35) {
		return nil
	}
	r := a.begin(a.all["body"], b.OSN(), b.Community.Code, year)
	draw := a.c.Rand("forms "+strconv.Itoa(year), b.ID)
	at := func(d string) float64 { return a.c.BodyLevel(b, d, year) }
	leaders := 2 + draw.IntN(3)
	r.count("leaders", float64(leaders))
	r.count("leaders_trained", float64(share(draw, leaders, at("D2"))))
	r.count("devices", float64(int(4*at("D4")*draw.Float64()+at("D4"))))
	r.yes("internet", draw.Float64() < 0.3+0.7*at("D3"))
	r.yes("room", draw.Float64() < 0.4+0.4*at("D4"))
	r.yes("access_point", draw.Float64() < at("D3")-0.25)
	r.count("assisted", level(draw, at("D6"), 3))
	r.count("funds_uah", float64(b.FundsUAH*(10+year-a.c.Years[0])/10))
	r.count("residents", float64(b.Residents))
	r.services(draw, at("D6")-0.1, 0.4)
	r.leaveOut(draw)
	r.spoil(draw)
	return r
}

func (a *returns) begin(f *forms.Form, unit, community string, year int) *reply {
	version := f.Version
	if year == a.c.Years[0] {
		version = 1
	}
	draw := a.c.Rand("forms day", unit+strconv.Itoa(year))
	return &reply{
		form: f, version: version, unit: unit, community: community, year: year, filled: time.Date(year+1, 1, 5+draw.IntN(10), 0, 0, 0, 0, time.UTC),
		cells: map[string]string{}, value: map[string]float64{}, aside: map[string]bool{}, offers: map[string]*offer{},
	}
}

// count answers a question with a number, if the version asks it.
func (r *reply) count(code string, v float64) {
	if i, ok := r.form.Item(code); ok && i.Asked(r.version) {
		r.value[code], r.cells[code] = v, strconv.FormatFloat(v, 'f', -1, 64)
		if i.Kind == "level" {
			r.cells[code] = i.Option(int(v))
		}
	}
}

func (r *reply) yes(code string, yes bool) {
	r.value[code], r.cells[code] = 0, "ні / no"
	if yes {
		r.value[code], r.cells[code] = 1, "так / yes"
	}
}

// level draws a step from 0 to top around a maturity from 0 to 1.
func level(draw *rand.Rand, at float64, top int) float64 {
	return float64(min(top, max(0, int(at*float64(top)+0.5+0.7*draw.NormFloat64()))))
}

// share draws how many of a whole, about the part given.
func share(draw *rand.Rand, whole int, part float64) int {
	return min(whole, max(0, int(float64(whole)*(part+0.08*draw.NormFloat64())+draw.Float64())))
}
