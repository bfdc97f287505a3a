// SPDX-License-Identifier: Apache-2.0

package register

import (
	"regexp"
	"strings"

	"osnova/ingest/bodies"
)

// Fields of an entry. What a council says of persons has the field private, and never comes out.
const (
	fieldNumber     = "number"
	fieldName       = "name"
	fieldType       = "type"
	fieldTerritory  = "territory"
	fieldAct        = "act" // number and date in one cell
	fieldActNumber  = "act_number"
	fieldActDate    = "act_date"
	fieldActAddress = "act_url"
	fieldContent    = "content" // what the act decides
	fieldElected    = "elected_date"
	fieldTermEnd    = "term_end"
	fieldEnd        = "end"
	fieldEndReason  = "end_reason"
	fieldStatus     = "legal_status"
	fieldCode       = "edrpou"
	fieldResidents  = "residents"
	fieldPage       = "page_url"
	fieldPrivate    = "private"
	fieldUnused     = "unused"
)

// headings are the words by which councils head columns, or name lines of a card; the first that fits holds.
var headings = []struct {
	field   string
	pattern *regexp.Regexp
}{
	{fieldPrivate, regexp.MustCompile(`^(піб|п\.? ?і\.? ?б|голов\p{L}*|керівник\p{L}*|секретар\p{L}*|прізвищ\p{L}*|відповідальн\p{L}*|телефон\p{L}*|тел|контакт\p{L}*|e-?mail|е-?mail|пошт\p{L}*|електронн\p{L}+ (пошт|адрес)\p{L}*|склад\p{L}*|члени)( |,|$|\(|:|\.)|телефон|прізвище|паспорт|e-?mail`)},
	{fieldCode, regexp.MustCompile(`єдрпоу|ідентифікаційний код`)},
	{fieldActAddress, regexp.MustCompile(`(посилання|адреса|url|лінк)\p{L}* .*(рішенн|акт|документ)|^(посилання|url)$|(рішенн|акт)\p{L}* .*(посилання|url)`)},
	{fieldPage, regexp.MustCompile(`сайт|сторінк|веб`)},
	{fieldEndReason, regexp.MustCompile(`(причин|підстав)\p{L}* .*(припинен|ліквідац|скасуван)`)},
	{fieldEnd, regexp.MustCompile(`припинен|ліквід|скасован`)},
	{fieldTermEnd, regexp.MustCompile(`(строк|термін)\p{L}* .*повноважен|повноваження до|діє до|дійсн`)},
	{fieldElected, regexp.MustCompile(`обран|обрання|вибор|установч\p{L}+ зб|дата (загальних )?збор|конференц`)},
	{fieldContent, regexp.MustCompile(`(зміст|назва|предмет|про що)\p{L}* .*рішенн|рішенн\p{L}* .*(зміст|назва|про що)`)},
	{fieldActNumber, regexp.MustCompile(`^((№|номер)[^/]*(рішенн|дозвол|розпорядженн)\p{L}*( ради)?|(рішенн|дозв)\p{L}*( ради)?[ ,/:(]*(№|номер)\)?)$`)},
	{fieldActDate, regexp.MustCompile(`^(дата[^,/№]*(рішенн|дозвол|створен|утворен|реєстрац)\p{L}*( ради)?|(рішенн|дозв)\p{L}*( ради)?[ ,/:(]*дата\)?|створен\p{L}*|дата)$`)},
	{fieldAct, regexp.MustCompile(`рішенн|дозв[оі]л|розпорядженн|підстав`)},
	{fieldStatus, regexp.MustCompile(`правов\p{L}+ статус|легалізац|форма легал|^статус`)},
	{fieldResidents, regexp.MustCompile(`(кількість|чисельність|число)? ?(жител|мешкан|осіб)\p{L}*|^населення`)},
	{fieldTerritory, regexp.MustCompile(`територі|меж[іа]|зона дії|адрес`)},
	{fieldType, regexp.MustCompile(`^(тип|вид)( |$)`)},
	{fieldName, regexp.MustCompile(`назв|найменуван|^(орган|осн)( |$)|органи? самоорганізації|^комітет`)},
	{fieldNumber, regexp.MustCompile(`^(№|n|no|номер)( ?(з ?/ ?п|п ?/ ?п|пп|зп))?\.?$|порядковий`)},
	{fieldUnused, regexp.MustCompile(`^(примітк\p{L}*|район\p{L}*|округ\p{L}*|громада|область|дата оновлення|запис оновлено)$`)},
}

// fieldOf is the field that a heading or a label names; empty: none is known.
func fieldOf(heading string) string {
	folded := strings.Trim(string(bodies.FoldName(nil, heading)), " .:*")
	if folded == "" || len([]rune(folded)) > 120 {
		return ""
	}
	for _, h := range headings {
		if h.pattern.MatchString(folded) {
			return h.field
		}
	}
	return ""
}

// knownColumns counts the cells of a row that are headings of a register; cells that name a body are none.
func knownColumns(cells []string) (n int) {
	name := false
	for _, cell := range cells {
		if namesBody(cell) || len([]rune(cell)) > 120 {
			return 0
		}
		if f := fieldOf(cell); f != "" {
			n++
			name = name || f == fieldName
		}
	}
	if !name {
		return 0
	}
	return n
}

// namesBody reports whether a text names a body, not what a column of bodies is called.
func namesBody(text string) bool {
	folded := bodies.FoldName(nil, text)
	return bodies.Committee(folded) || bodies.Named(folded) && strings.ContainsAny(text, "«»\"“”№0123456789")
}
