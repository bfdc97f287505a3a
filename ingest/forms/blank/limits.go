// SPDX-License-Identifier: Apache-2.0

package blank

import (
	"fmt"

	"osnova/catalog"
	"osnova/ingest/forms"
)

const chooseFault = "Оберіть зі списку / Choose from the list"

// mostText is how long a prompt may be.
const mostText = 250

// limit tells the program what cells of a column take, says so on entry, and says it again when something else is entered.
func (m *formMaker) limit(sheet *bookSheet, column, from, to int, i forms.Item) {
	r := cellRule{column: column, from: from, to: to, kind: "any", prompt: shorten(i.May())}
	switch i.Kind {
	case "yesno":
		yes := forms.YesNo()
		r.kind, r.list = "list", m.book.listOf(yes[:])
	case "mark":
		r.kind, r.list = "list", m.book.listOf([]string{forms.YesNo()[0]})
	case "level":
		var options []string
		for n := range i.Options {
			options = append(options, i.Option(n))
		}
		r.kind, r.list, r.prompt = "list", m.book.listOf(options), chooseFault
	case "place":
		if m.names != "" {
			r.kind, r.list = "list", m.names
		}
		r.prompt = shorten(i.Hint)
	case "count", "year", "stage":
		r.kind, r.low, r.high = "whole", i.Min, highestValue(i)
	case "money":
		r.kind, r.low, r.high = "decimal", i.Min, highestValue(i)
	case "code":
		r.kind, r.low, r.high, r.prompt = "length", i.Min, i.Max, shorten(i.Hint)
	case "name":
		r.kind, r.low, r.high, r.prompt = "length", 3, 200, shorten(i.Hint)
	}
	switch r.kind {
	case "list":
		r.fault = chooseFault
	case "whole":
		r.fault = fmt.Sprintf("Ціле число / a whole number: %.0f … %.0f", r.low, r.high)
	case "decimal":
		r.fault = fmt.Sprintf("Число / a number: %.0f … %.0f", r.low, r.high)
	case "length":
		r.fault = fmt.Sprintf("Знаків / characters: %.0f … %.0f", r.low, r.high)
	}
	sheet.rules = append(sheet.rules, r)
}

// shorten is a text in both languages as a prompt may have it; where it is too long, in Ukrainian alone.
func shorten(t catalog.Text) string {
	if text := forms.BothLines(t); len([]rune(text)) <= mostText {
		return text
	}
	r := []rune(t.UK)
	return string(r[:min(len(r), mostText)])
}

func highestValue(i forms.Item) float64 {
	if i.Max == 0 {
		return 1e12
	}
	return i.Max
}

// answerStyle is the style of a cell that takes an answer of a kind.
func answerStyle(kind string) cellStyle {
	switch kind {
	case "count", "stage", "year":
		return numberCell
	case "money":
		return moneyCell
	case "date":
		return dateCell
	}
	return choiceCell
}
