// SPDX-License-Identifier: Apache-2.0

package register

import (
	"fmt"
	"strings"
	"time"

	"osnova/ingest/gazetteer"
	"osnova/metrics/frame"
)

// datasetColumns are the columns of bodies.csv, each with what the structure of the dataset says of it.
var datasetColumns = []struct {
	name, kind, uk string
	of             func(b registerBody, community gazetteer.Unit) string
}{
	{"osn_id", "text", "код органу: за кодом ЄДРПОУ, за номером у реєстрі громади або за назвою", func(b registerBody, _ gazetteer.Unit) string { return b.id }},
	{"community_id", "text", "код КАТОТТГ громади", func(_ registerBody, u gazetteer.Unit) string { return u.Code }},
	{"community_uk", "text", "громада", func(_ registerBody, u gazetteer.Unit) string { return u.Name }},
	{"number", "integer", "номер у реєстрі ради", func(b registerBody, _ gazetteer.Unit) string { return b.number }},
	{"name_uk", "text", "назва органу без номерів будинків", func(b registerBody, _ gazetteer.Unit) string { return b.name }},
	{"name_verbatim", "text", "назва органу, як вона записана в реєстрі", func(b registerBody, _ gazetteer.Unit) string { return b.verbatim }},
	{"body_type", "text", "тип: house будинковий, street вуличний, block квартальний, microdistrict мікрорайону, city_district району в місті, village сільський, settlement селищний комітет, other інший", func(b registerBody, _ gazetteer.Unit) string { return b.kind }},
	{"section_uk", "text", "розділ реєстру, зокрема район міста", func(b registerBody, _ gazetteer.Unit) string { return b.section }},
	{"territory_uk", "text", "територія, як її визначено, без номерів будинків", func(b registerBody, _ gazetteer.Unit) string { return b.territory }},
	{"act_number", "text", "номер рішення ради", func(b registerBody, _ gazetteer.Unit) string { return b.actNumber }},
	{"act_date", "date", "дата рішення ради", func(b registerBody, _ gazetteer.Unit) string { return b.actDate }},
	{"act_url", "url", "адреса рішення", func(b registerBody, _ gazetteer.Unit) string { return b.actURL }},
	{"elected_date", "date", "дата обрання складу", func(b registerBody, _ gazetteer.Unit) string { return b.elected }},
	{"term_end", "date", "кінець строку повноважень", func(b registerBody, _ gazetteer.Unit) string { return b.termEnd }},
	{"end_date", "date", "дата припинення", func(b registerBody, _ gazetteer.Unit) string { return b.endDate }},
	{"end_reason", "text", "причина припинення", func(b registerBody, _ gazetteer.Unit) string { return b.endReason }},
	{"legal_status", "text", "правовий статус: legal_person юридична особа, notified повідомлено про заснування, permitted_only лише дозвіл", func(b registerBody, _ gazetteer.Unit) string { return b.status }},
	{"edrpou", "text", "код ЄДРПОУ", func(b registerBody, _ gazetteer.Unit) string { return b.code }},
	{"residents", "integer", "жителів на території", func(b registerBody, _ gazetteer.Unit) string { return b.residents }},
	{"page_url", "url", "сторінка органу", func(b registerBody, _ gazetteer.Unit) string { return b.page }},
	{"source_place", "text", "де запис стоїть у файлі ради", func(b registerBody, _ gazetteer.Unit) string { return b.places() }},
}

// isDay reports whether a text is a day, YYYY-MM-DD.
func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// blankFields are the fields of the passport that nobody gave.
func blankFields(o Options) (out []string) {
	for _, f := range []struct{ name, value string }{{"--publisher", o.Publisher}, {"--edrpou", o.Code}, {"--contact", o.Contact}} {
		if f.value == "" {
			out = append(out, f.name)
		}
	}
	return out
}

// tabulate makes the files of a register.
func (r registerRead) tabulate(o Options, community gazetteer.Unit, now time.Time) map[string]frame.File {
	day := o.AsOf
	if day == "" {
		day = now.Format(time.DateOnly)
	}
	var names []string
	for _, c := range datasetColumns {
		names = append(names, c.name)
	}
	return map[string]frame.File{
		"bodies.csv": frame.FileOfRows(names, func(w *frame.Writer) {
			for _, b := range r.bodies {
				for _, c := range datasetColumns {
					w.Text(c.of(b, community))
				}
				w.End()
			}
		}),
		"rejected.csv": tabulateRejected(r.rejected),
		"structure.csv": frame.FileOfRows([]string{"column", "type", "description_uk"}, func(w *frame.Writer) {
			for _, c := range datasetColumns {
				w.Row(c.name, c.kind, c.uk)
			}
		}),
		"passport.csv": frame.FileOfRows([]string{"field_uk", "value"}, func(w *frame.Writer) {
			for _, row := range r.passport(o, community, day) {
				w.Row(row[0], row[1])
			}
		}),
	}
}

// passport is the passport of the dataset by Resolution 835, in the words of the portal. What nobody gave is blank.
func (r registerRead) passport(o Options, community gazetteer.Unit, day string) [][2]string {
	whose := community.Name
	if community.Type != "" {
		whose = fmt.Sprintf("%s %s громада", community.Name, community.Type)
	}
	if strings.Contains(strings.ToLower(community.Name), "громада") {
		whose = community.Name
	}
	return [][2]string{
		{"Ідентифікатор", "osn-" + strings.ToLower(community.Code)},
		{"Найменування", "Реєстр органів самоорганізації населення: " + whose},
		{"Опис", fmt.Sprintf("Органи самоорганізації населення (%d) за реєстром ради: назва, тип, територія, рішення ради, обрання, строк, припинення. Не оприлюднено відомостей про осіб: імен, телефонів, електронних адрес; номери будинків вилучено з територій. Рядків реєстру, яких не вдалося прочитати: %d, причини — у rejected.csv.", len(r.bodies), r.wholeRows)},
		{"Формат", "CSV (UTF-8, кома)"},
		{"Структура набору", "structure.csv"},
		{"Частота оновлення", "одразу після внесення змін"},
		{"Дата останнього оновлення", day},
		{"Ключові слова", "органи самоорганізації населення, ОСН, будинкові комітети, вуличні комітети, місцева демократія"},
		{"Мова", "українська"},
		{"Підстава та призначення збору", "Закон України «Про органи самоорганізації населення» (2625-III); відомості про рішення ради щодо органів самоорганізації"},
		{"Розпорядник", o.Publisher},
		{"Код ЄДРПОУ розпорядника", o.Code},
		{"Контакт", o.Contact},
		{"Територія", community.Code},
	}
}
