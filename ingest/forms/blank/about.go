// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"cmp"
	"fmt"
	"strings"

	"osnova/catalog"
	"osnova/ingest/forms"
)

// aboutSheet is the name of the first sheet.
const aboutSheet = "Про анкету"

// aboutLine is a line of the first sheet: what it is about, and what it says.
type aboutLine struct{ head, text catalog.Text }

// notSaid stands where the collector has not said something.
var notSaid = catalog.Text{
	UK: "Тут не вказано: спитайте того, хто надіслав вам цю анкету.",
	EN: "Not stated here: ask whoever sent you this form.",
}

// about writes the first sheet: who asks, why, by which law, until when, whom to send to, what is published, how to answer, and an example.
func (m *formMaker) about(sheet *bookSheet) {
	sheet.widths[1], sheet.widths[2], sheet.widths[3] = 2, 30, 110
	title := catalog.Text{UK: "Анкета громади", EN: "Form for a community"}
	if m.form.Name == "body" {
		title = catalog.Text{UK: "Анкета органу самоорганізації населення", EN: "Form for a body of self-organization"}
	}
	sheet.write(1, 2, forms.BothLines(title), titleCell)
	row := 3
	for _, line := range m.aboutLines() {
		sheet.write(row, 2, forms.BothLanguages(line.head), textCell)
		sheet.write(row, 3, forms.BothLanguages(line.text), textCell)
		heighten(sheet, row, line.text, 115)
		row++
	}
	m.example(sheet, row+1)
}

func (m *formMaker) aboutLines() []aboutLine {
	c := m.o.Collection
	said := func(t catalog.Text) catalog.Text {
		if t.IsZero() {
			return notSaid
		}
		return t
	}
	plain := func(text string) catalog.Text {
		if text == "" {
			return notSaid
		}
		return catalog.Text{UK: text, EN: text}
	}
	by := c.By
	if by.IsZero() {
		by = m.o.Publisher
	}
	return []aboutLine{
		{catalog.Text{UK: "Хто питає", EN: "Who asks"}, said(by)},
		{catalog.Text{UK: "Навіщо", EN: "Why"}, catalog.Text{
			UK: "Щоб виміряти цифрову зрілість громад і органів самоорганізації населення: кадри, техніку, кошти, плани й сходинки послуг. У відкритих реєстрах цього немає.",
			EN: "To measure the digital maturity of communities and bodies of self-organization: staff, equipment, funds, plans, stages of services. No open register has it.",
		}},
		{catalog.Text{UK: "На якій підставі", EN: "By which law"}, said(c.Law)},
		{catalog.Text{UK: "До якого дня", EN: "Until when"}, plain(dayText(c.Until))},
		{catalog.Text{UK: "Куди надіслати", EN: "Where to send it"}, plain(c.SendTo)},
		{catalog.Text{UK: "Що оприлюднять", EN: "What is published"}, m.published()},
		{catalog.Text{UK: "Чого не оприлюднять ніколи", EN: "What never is"}, catalog.Text{
			UK: "Імен, телефонів, адрес пошти, назви файлу, приміток і тексту поза клітинками відповідей. Анкета не питає про жодну особу.",
			EN: "Names, phones, e-mail addresses, the name of the file, remarks and text outside the cells of answers. The form asks about no person.",
		}},
		{catalog.Text{UK: "Як заповнити", EN: "How to fill it in"}, catalog.Text{
			UK: "Жовті клітинки — для відповідей. Спершу «Паспорт»: оберіть громаду зі списку, код з’явиться сам. Нуль — це відповідь, порожня клітинка — ні. Немає відповіді — оберіть причину поруч. " +
				"Угорі кожного аркуша видно, на скільки запитань ви відповіли. Клітинки не об’єднуйте. Зберігайте як XLSX або ODS.",
			EN: "Yellow cells take answers. First the passport: choose the community from the list, its code comes by itself. Zero is an answer, an empty cell is not. Where there is none choose the reason beside it. " +
				"The top of each sheet shows how many questions you have answered. Merge no cells. Save as XLSX or ODS.",
		}},
	}
}

// dayText is an ISO day as people write it here.
func dayText(day string) string {
	if p := strings.Split(day, "-"); len(p) == 3 {
		return p[2] + "." + p[1] + "." + p[0]
	}
	return day
}

// published says what becomes of the answers.
func (m *formMaker) published() catalog.Text {
	if m.form.Name == "body" {
		return catalog.Text{
			UK: "Відповіді на запитання анкети разом із назвою органу чи його кодом, громадою та роком — як відкриті дані на умовах CC BY 4.0.",
			EN: "The answers with the body, its community and the year, as open data under CC BY 4.0.",
		}
	}
	return catalog.Text{
		UK: "Відповіді на запитання анкети разом із назвою громади та роком — як відкриті дані на умовах CC BY 4.0. Відповіді про кіберзахист окремо для громади не оприлюднюють.",
		EN: "The answers with the community and the year, as open data under CC BY 4.0. Answers about cyber security are not published one by one for a community.",
	}
}

// example shows three questions filled in.
func (m *formMaker) example(sheet *bookSheet, row int) {
	sheet.write(row, 2, "Приклад (вигаданий) / An example (invented)", headerCell)
	sheet.write(row, 3, "Як це заповнюють / How it is filled in", headerCell)
	shown := 0
	for _, i := range m.form.Items {
		if i.Sheet == "passport" || i.Per != "" || !i.Asked(m.version) || shown == 3 {
			continue
		}
		answer := ""
		switch {
		case i.Kind == "level" && shown == 0:
			answer = "Відповідь / Answer: " + i.Option(min(1, len(i.Options)-1))
		case i.Kind == "count" && shown == 1 || i.Kind == "count" && m.form.Name == "body" && shown == 0:
			answer = fmt.Sprintf("Відповідь / Answer: %s", "12")
		case shown == 2 || i.Kind == "count" && shown == 1:
			answer = "Відповідь порожня / Answer empty; Чому немає відповіді / Why there is no answer: " + cmp.Or(forms.ReasonList()[1], "")
		default:
			continue
		}
		shown++
		row++
		sheet.write(row, 2, forms.BothLanguages(i.Text), textCell)
		sheet.write(row, 3, answer, textCell)
		heighten(sheet, row, i.Text, 28)
	}
}
