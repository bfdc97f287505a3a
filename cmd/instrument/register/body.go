// SPDX-License-Identifier: Apache-2.0

package register

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"

	"osnova/ingest/bodies"
	"osnova/ingest/parse"
	"osnova/ingest/parse/datetext"
)

// registerBody is one body ready to be published.
type registerBody struct {
	where                                                   []string
	id, number, name, verbatim, kind                        string
	territory, section                                      string
	actNumber, actDate, actURL                              string
	elected, termEnd, endDate, endReason, status, residents string
	code, page                                              string
}

// read makes a body of an entry: dates, numbers and codes read, names cleaned. A row that is none is rejected as a whole, a cell that cannot be
// read is left out; both with their reason.
func (e entry) read() (b registerBody, bad []rejected, ok bool) {
	reject := func(column, value, reason string) { bad = append(bad, rejected{e.where, column, value, reason}) }
	raw := linkForm.ReplaceAllString(e.fields[fieldName], "")
	folded := bodies.FoldName(nil, raw)
	switch not := bodies.OtherThan(folded); {
	case parse.TrimSpace(raw) == "":
		reject("name", "", "the row has no name")
		return b, bad, false
	case noBody.Match(folded):
		reject("name", "", "says that there is no body")
		return b, bad, false
	case not != "":
		reject("name", bodies.Public(raw), map[string]string{"osbb": "is a condominium association, no body of self-organization", "judges": "is a body of judges"}[not])
		return b, bad, false
	case !bodies.Named(folded) && !bodies.Committee(folded) && !committeeWord.Match(folded) && !typeOfBody.MatchString(strings.ToLower(e.fields[fieldType])):
		reject("name", "", "names no body of self-organization")
		return b, bad, false
	}
	b.where, b.section = []string{e.where}, bodies.Public(withoutPersons(e.section))
	b.verbatim = withoutPersons(raw)
	b.name = bodies.Public(withoutPersons(raw))
	b.kind, _ = bodies.TypeOf(bodies.FoldName(nil, raw+" "+e.fields[fieldType]))
	b.territory = bodies.Public(withoutPersons(linkForm.ReplaceAllString(e.fields[fieldTerritory], "")))
	b.number = strings.Trim(e.fields[fieldNumber], " .)")
	if _, err := strconv.Atoi(b.number); b.number != "" && err != nil {
		reject("number", b.number, "is no number")
		b.number = ""
	}
	e.readActs(&b, reject)
	e.readRest(&b, reject)
	return b, bad, true
}

var (
	committeeWord = regexp.MustCompile(`комітет|самоорганізац|(^| )осн( |$)`)
	typeOfBody    = regexp.MustCompile(`комітет|самоорганізац`)
	noBody        = regexp.MustCompile(`не створ\p{L}+|відсутн\p{L}+|^немає`)
	actNumberForm = regexp.MustCompile(`№\s*([\p{L}\d][\p{L}\d/.–-]*)`)
	bareNumber    = regexp.MustCompile(`^[\p{L}\d]*\d[\p{L}\d/.–-]*$`)
	reasonForm    = regexp.MustCompile(`(?i)(?:у зв.язку (?:з|із|зі) |через |за |на підставі )([^;.]+)`)
)

// readActs reads the decision of the council: number and date from their own columns, or from one text.
func (e entry) readActs(b *registerBody, reject func(column, value, reason string)) {
	for _, text := range []string{e.fields[fieldAct], e.fields[fieldActNumber], e.fields[fieldActDate]} {
		if m := linkForm.FindStringSubmatch(text); m != nil && b.actURL == "" {
			b.actURL = m[1]
		}
	}
	if link := strings.Trim(e.fields[fieldActAddress], "<> "); strings.HasPrefix(link, "http") && b.actURL == "" {
		b.actURL = strings.Fields(link)[0]
		b.actURL = strings.Trim(b.actURL, "<>,;")
	}
	act := linkForm.ReplaceAllString(e.fields[fieldAct], "")
	if text := linkForm.ReplaceAllString(e.fields[fieldActNumber], ""); text != "" {
		bare := strings.TrimSpace(strings.TrimLeft(text, "№ "))
		switch m := actNumberForm.FindStringSubmatch(text); {
		case m != nil:
			b.actNumber = strings.Trim(m[1], ".–-")
		case bareNumber.MatchString(bare) && !anyDate.MatchString(bare):
			b.actNumber = bare
		default:
			reject("act_number", "", "is no number of an act")
		}
	} else if m := actNumberForm.FindStringSubmatch(act); m != nil {
		b.actNumber = strings.Trim(m[1], ".–-")
	}
	b.actDate = readDay(cmp.Or(linkForm.ReplaceAllString(e.fields[fieldActDate], ""), act), "act_date", e.fields[fieldActDate] != "", reject)
}

// readRest reads the other fields.
func (e entry) readRest(b *registerBody, reject func(column, value, reason string)) {
	b.elected = readDay(e.fields[fieldElected], "elected_date", true, reject)
	b.termEnd = readDay(e.fields[fieldTermEnd], "term_end", true, reject)
	end := e.fields[fieldEnd]
	b.endDate = readDay(end, "end_date", false, reject)
	b.endReason = bodies.Public(withoutPersons(e.fields[fieldEndReason]))
	if m := reasonForm.FindStringSubmatch(end); m != nil && b.endReason == "" {
		b.endReason = bodies.Public(withoutPersons(m[1]))
	}
	if end != "" && b.endDate == "" && b.endReason == "" {
		if anyDate.MatchString(strings.ToLower(end)) || len([]rune(end)) > 200 {
			reject("end_date", "", "cannot be read")
		} else {
			b.endReason = bodies.Public(withoutPersons(end))
		}
	}
	if text := strings.ToLower(e.fields[fieldStatus]); text != "" {
		switch {
		case strings.Contains(text, "юридичн"):
			b.status = "legal_person"
		case strings.Contains(text, "повідомлен"):
			b.status = "notified"
		case strings.Contains(text, "дозв"):
			b.status = "permitted_only"
		default:
			reject("legal_status", text, "is neither a legal person nor notified nor permitted")
		}
	}
	if code := strings.TrimSpace(e.fields[fieldCode]); code != "" {
		padded := strings.Repeat("0", max(0, 8-len(code))) + code
		if len(code) >= 5 && bodies.EDRPOU(padded) {
			b.code = padded
		} else {
			reject("edrpou", "", "is no ЄДРПОУ code: its check digit does not fit")
		}
	}
	if text := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(e.fields[fieldResidents]); text != "" {
		digits := regexp.MustCompile(`^(?:бл\.|близько|~|понад)?(\d+)(?:осіб|чол\p{L}*|жител\p{L}*|мешкан\p{L}*|\.0)?\.?$`).FindStringSubmatch(strings.ToLower(text))
		if digits == nil {
			reject("residents", "", "is no number of residents")
		} else {
			b.residents = digits[1]
		}
	}
	if link := strings.Trim(linkForm.ReplaceAllString(e.fields[fieldPage], "$1"), " "); link != "" {
		if at := strings.Index(link, "http"); at >= 0 {
			b.page = strings.Fields(link[at:])[0]
		} else if !isBlank(link) {
			reject("page_url", "", "is no web address")
		}
	}
}

// dayReader reads dates as councils write them.
var dayReader = datetext.Reader{Order: datetext.DayFirst}

// readDay reads the first date of a text. Where the text is to be a date alone and has none, that is a fault.
func readDay(text, column string, must bool, reject func(column, value, reason string)) string {
	text = parse.TrimSpace(linkForm.ReplaceAllString(text, ""))
	if text == "" {
		return ""
	}
	found := anyDate.FindString(strings.ToLower(text))
	if found == "" {
		if day, err := dayReader.Day(strings.TrimSuffix(strings.TrimSpace(strings.ToLower(text)), " року")); err == nil {
			return day
		}
		if must {
			reject(column, "", "has no date that can be read")
		}
		return ""
	}
	day, err := dayReader.Day(found)
	if err != nil {
		reject(column, found, "is no date that there is")
		return ""
	}
	return day
}

// identify gives a body its osn_id, as registers have it.
func (b *registerBody) identify(community string) {
	if b.id = bodies.MakeID(b.code, community, b.number); b.id != "" {
		return
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{community, string(bodies.FoldName(nil, b.name)), b.section, b.number}, "|")))
	b.id = "osn-x" + hex.EncodeToString(sum[:6])
}

// mergeRows joins the rows of one body: a register may have one a decision. The earliest act is that of its foundation; other fields take the first
// that is known, an election the latest.
func mergeRows(all []registerBody) (out []registerBody) {
	at := map[string]int{}
	for _, b := range all {
		key := string(bodies.FoldName(nil, b.name)) + "|" + b.section + "|" + b.code
		i, known := at[key]
		if !known {
			at[key] = len(out)
			out = append(out, b)
			continue
		}
		have := &out[i]
		have.where = append(have.where, b.where...)
		if b.actDate != "" && (have.actDate == "" || b.actDate < have.actDate) {
			have.actDate, have.actNumber, have.actURL = b.actDate, b.actNumber, b.actURL
		}
		have.elected = max(have.elected, b.elected)
		have.termEnd = max(have.termEnd, b.termEnd)
		for _, f := range []struct{ to, from *string }{
			{&have.number, &b.number},
			{&have.territory, &b.territory},
			{&have.endDate, &b.endDate},
			{&have.endReason, &b.endReason},
			{&have.status, &b.status},
			{&have.residents, &b.residents},
			{&have.page, &b.page},
			{&have.actNumber, &b.actNumber},
			{&have.actURL, &b.actURL},
		} {
			*f.to = cmp.Or(*f.to, *f.from)
		}
	}
	return out
}

// places says where a body stands in the file.
func (b registerBody) places() string { return strings.Join(b.where, "; ") }
