// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"archive/zip"
	"bufio"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"

	"osnova/ingest/bodies"
)

// edrFeed writes the state register as its publisher packs it: one XML file in windows-1251 inside a ZIP, in which bodies are one record of twenty.
var edrFeed = Feed{Name: "state register", Sources: []string{"edr"}, Write: writeEDR}

// others are legal persons that are no bodies, most of them by their form; the last two have the form of bodies by mistake.
var others = []struct{ name, form, rule string }{
	{"ТОВАРИСТВО З ОБМЕЖЕНОЮ ВІДПОВІДАЛЬНІСТЮ \"ЗРАЗОК-%d\"", "ТОВАРИСТВО З ОБМЕЖЕНОЮ ВІДПОВІДАЛЬНІСТЮ", "other_form"},
	{"ФЕРМЕРСЬКЕ ГОСПОДАРСТВО \"ЗРАЗКОВЕ & СТЕП %d\"", "ФЕРМЕРСЬКЕ ГОСПОДАРСТВО", "other_form"},
	{"ОБ'ЄДНАННЯ СПІВВЛАСНИКІВ БАГАТОКВАРТИРНОГО БУДИНКУ \"ЗРАЗКОВЕ %d\"", "ОБ'ЄДНАННЯ СПІВВЛАСНИКІВ БАГАТОКВАРТИРНОГО БУДИНКУ", "other_form"},
	{"ГРОМАДСЬКА ОРГАНІЗАЦІЯ \"КОМІТЕТ ЗРАЗКІВ %d\"", "ГРОМАДСЬКА ОРГАНІЗАЦІЯ", "other_form"},
	{"БУДИНКОВИЙ КОМІТЕТ ПРОФСПІЛКИ \"ЗРАЗОК %d\"", "ПРОФЕСІЙНА СПІЛКА", "other_form"},
	{"ОБ`ЄДНАННЯ СПІВВЛАСНИКІВ БАГАТОКВАРТИРНОГО БУДИНКУ \"ЗРАЗКОВЕ-%d\"", "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ", "osbb"},
	{"РАДА СУДДІВСЬКОГО САМОВРЯДУВАННЯ № %d", "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ", "judges"},
}

func writeEDR(c *Country, o *Folder) error {
	const file = "uo.zip"
	w, err := o.Create("edr/" + file)
	if err != nil {
		return err
	}
	defer w.Close()
	packed := zip.NewWriter(w)
	member, err := packed.CreateHeader(&zip.FileHeader{Name: "UO.xml", Method: zip.Deflate, Modified: c.AsOf})
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(charmap.Windows1251.NewEncoder().Writer(member), 1<<16)
	fmt.Fprint(out, "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<DATA FORMAT_VERSION=\"1.0\">\n")
	r, n := c.Rand("edr", ""), 0
	for _, b := range c.Bodies {
		if b.EDRPOU == "" {
			continue
		}
		for range 20 {
			n++
			c.otherPerson(out, o, file, r, n)
		}
		c.bodyEntry(out, r, b)
		o.Records("edr", file, "loaded", 1)
	}
	fmt.Fprint(out, "</DATA>\n")
	if err := out.Flush(); err != nil {
		return err
	}
	if err := packed.Close(); err != nil {
		return err
	}
	return w.Close()
}

// otherPerson writes a record that must not come through. Every 400th has a name that cannot be decoded: it is quarantined.
func (c *Country) otherPerson(out io.Writer, o *Folder, file string, r *rand.Rand, n int) {
	kind := others[r.IntN(5)]
	if n%97 == 0 {
		kind = others[5+n/97%2]
	}
	name, fate := html.EscapeString(fmt.Sprintf(kind.name, n)), "skipped:"+kind.rule
	if n%400 == 0 {
		name, kind.form, fate = "ЗРАЗОК &neznaiomyi; "+fmt.Sprint(n), "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ", "quarantined"
	}
	o.Records("edr", file, fate, 1)
	h := c.Communities[r.IntN(len(c.Communities))]
	c.subject(out, r, subject{name: name, form: kind.form, code: edrpou(3_200_000 + n), act: decision(h, r), status: "зареєстровано", registered: c.AsOf.AddDate(-r.IntN(20), 0, -r.IntN(365))})
}

// bodyEntry writes the record of a body that is a legal person.
func (c *Country) bodyEntry(out io.Writer, r *rand.Rand, b *SelfOrganizationBody) {
	s := subject{form: "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ", code: b.EDRPOU, act: decision(b.Community, r), status: "зареєстровано", registered: b.Permit.AddDate(0, 2, 0)}
	name := "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ \"" + strings.ToUpper(b.Name) + "\""
	switch r.IntN(6) {
	case 0:
		s.name = "<![CDATA[" + name + "]]>"
	case 1:
		s.name, s.form = html.EscapeString(strings.ReplaceAll(name, " ", "  ")), "860"
	case 2: // the form is not given, the name tells
		s.name, s.form = html.EscapeString("Орган самоорганізації населення «"+b.Name+"»"), ""
	case 3: // Latin letters that look alike
		s.name = html.EscapeString(strings.Replace(name, "КОМІТЕТ", "KОMІТET", 1))
	default:
		s.name = strings.ReplaceAll(html.EscapeString(name), "&#34;", "&quot;")
	}
	if b.OtherForm {
		s.name, s.form = html.EscapeString("Орган самоорганізації населення «"+b.Name+"»"), "ГРОМАДСЬКА ОРГАНІЗАЦІЯ"
	}
	if short := strings.TrimLeft(b.EDRPOU, "0"); short != b.EDRPOU && bodies.EDRPOU(b.EDRPOU) && r.IntN(2) == 0 {
		s.code = short
	}
	if b.Status == "terminated" {
		s.status, s.ended = "припинено", b.Ended
	} else if r.IntN(5) == 0 {
		s.status = "зареєстровано, свідоцтво про державну реєстрацію недійсне"
	}
	c.subject(out, r, s)
}

// subject is what a record says of one legal person; what it says of persons is void.
type subject struct {
	name, form, code, act, status string
	registered, ended             time.Time
}

func (c *Country) subject(out io.Writer, r *rand.Rand, s subject) {
	const void = "(особа), тел. +380 00 000 00 00"
	entry := s.registered.Format("02.01.2006") + "; 10001020000000000"
	if r.IntN(3) == 0 && !strings.HasPrefix(s.status, "припинено") {
		entry = s.registered.Format("2006-01-02") + "; " + s.registered.AddDate(0, 3, 0).Format("02.01.2006")
	}
	fmt.Fprintf(out, "<SUBJECT><RECORD>%d</RECORD><NAME>%s</NAME><SHORT_NAME/><OPF>%s</OPF><EDRPOU>%s</EDRPOU><STAN>%s</STAN><FOUNDING_DOCUMENT_NUM/>\n", 1+r.IntN(9_000_000), s.name, s.form, s.code, s.status)
	if r.IntN(2) == 0 {
		fmt.Fprintf(out, "<FOUNDERS><FOUNDER>%s</FOUNDER><FOUNDER><NAME>(особа)</NAME><ADDRESS>(адреса)</ADDRESS></FOUNDER></FOUNDERS><BENEFICIARIES/><SIGNERS><SIGNER>%[1]s</SIGNER></SIGNERS>", void)
	} else {
		fmt.Fprint(out, "<FOUNDERS/><!-- </SUBJECT> --><BENEFICIARIES><BENEFICIARY><![CDATA[<NAME>(особа)</NAME>]]></BENEFICIARY></BENEFICIARIES>")
	}
	fmt.Fprintf(out, "<REGISTRATION>%s</REGISTRATION><MANAGING_PAPER>%s</MANAGING_PAPER><BRANCHES/>", entry, html.EscapeString(s.act))
	if !s.ended.IsZero() {
		fmt.Fprintf(out, "<TERMINATED_INFO>%s, 1 000 110 0000 000000, за рішенням ради</TERMINATED_INFO>", s.ended.Format("02.01.2006"))
	}
	fmt.Fprint(out, "<EXCHANGE_DATA><EXCHANGE_ANSWER><TAX_PAYER_TYPE>(стан)</TAX_PAYER_TYPE></EXCHANGE_ANSWER></EXCHANGE_DATA></SUBJECT>\n")
}

// decision writes the act of a council by which a body was made, as registrars do: in capitals in older entries. The public export has no address.
func decision(h *Community, r *rand.Rand) string {
	genitive := func(adjective string) string {
		if stem, feminine := strings.CutSuffix(adjective, "а"); feminine {
			return stem + "ої"
		}
		return strings.TrimSuffix(adjective, "ий") + "ого"
	}
	text := fmt.Sprintf("рішення %s %s ради %s району %s області № %d", genitive(h.Name), genitive(h.Type), genitive(h.Raion.Name), genitive(h.Oblast.Name), 1+r.IntN(900))
	if h.Code == h.Oblast.Code { // Kyiv
		text = fmt.Sprintf("рішення Київської міської ради № %d", 1+r.IntN(900))
	}
	if r.IntN(4) > 0 {
		return strings.ToUpper(text)
	}
	return text
}
