// SPDX-License-Identifier: Apache-2.0

package register

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"osnova/ingest/parse"
)

// entry is one body as a register has it: the fields as text, and where it stands.
type entry struct {
	where   string
	fields  map[string]string
	section string // heading above, such as a district of the city
}

// rejected is a row or a cell that is left out, with the reason. What may be of a person has no value.
type rejected struct{ where, column, value, reason string }

// collect makes entries of the lines of a file.
func collect(lines []docLine) (entries []entry, skipped []rejected) {
	var section string
	var columns []string // fields by column of the table at hand
	table := 0
	var card *entry // a list of labels, or an item that goes on
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l.table != table {
			columns, table, card = nil, l.table, nil
		}
		filled := slices.DeleteFunc(slices.Clone(l.cells), func(c string) bool { return strings.TrimSpace(c) == "" })
		switch {
		case len(filled) == 0:
		case l.table > 0 && knownColumns(l.cells) >= 2 && columns == nil:
			columns = headOf(lines, &i)
		case l.table > 0 && columns != nil && isSection(filled) && len(l.cells) > 1:
			section = filled[0]
		case l.table > 0 && columns != nil:
			if isCounter(filled) { // «1 2 3 4» below the heading
				continue
			}
			entries = append(entries, entryOfRow(l, columns, section))
		case l.table > 0 && len(filled) >= 2 && fieldOf(filled[0]) != "": // a card as a table of two columns
			card = addLabel(&entries, card, l.where, section, filled[0], strings.Join(filled[1:], " "))
		default:
			text := strings.Join(filled, ", ")
			if label, value, ok := labelled(text); ok {
				card = addLabel(&entries, card, l.where, section, label, value)
				continue
			}
			switch begins := beginsEntry(text); {
			case !l.head && (begins || itemNumber.MatchString(text)):
				entries = append(entries, entryOfText(l.where, text, section))
				card = &entries[len(entries)-1]
			case begins: // a heading that is a body's name
				entries = append(entries, entry{where: l.where, section: section, fields: map[string]string{fieldName: text}})
				card = &entries[len(entries)-1]
			case l.head:
				section, card = text, nil
			case card != nil:
				mergeText(card, text)
			case len(entries) == 0 && len(text) > 0: // what stands before the list
			default:
				skipped = append(skipped, rejected{where: l.where, reason: "names no body and follows none"})
			}
		}
	}
	return entries, skipped
}

// headOf reads the heading that begins at a line, of one row or two, and moves on to its last row.
func headOf(lines []docLine, at *int) []string {
	l := lines[*at]
	names := slices.Clone(l.cells)
	if next := *at + 1; next < len(lines) && lines[next].table == l.table && isSecondHead(lines[next].cells, names) {
		for i, cell := range lines[next].cells {
			if i < len(names) && cell != names[i] {
				names[i] = strings.TrimSpace(names[i] + " " + cell)
			}
		}
		*at = next
	}
	columns := make([]string, len(names))
	for i, name := range names {
		columns[i] = cmp.Or(fieldOf(name), fieldUnused)
	}
	return columns
}

// isSecondHead reports whether a row goes on with the heading: it repeats some of its cells, names no body and holds no date and no long number.
func isSecondHead(cells, above []string) bool {
	same, words := 0, 0
	for i, cell := range cells {
		if namesBody(cell) || anyDate.MatchString(strings.ToLower(cell)) {
			return false
		}
		switch {
		case i < len(above) && cell == above[i]:
			same++
		case strings.TrimSpace(cell) == "":
		case secondWords.MatchString(strings.ToLower(cell)):
			words++
		default:
			return false
		}
	}
	return words > 0 && same+words > 1
}

var secondWords = regexp.MustCompile(`^(номер|№|дата|зміст|власні|делеговані|підстава|причина|посилання|кількість)( |$|,)`)

// isSection reports whether the filled cells of a row are one text that heads the rows below it.
func isSection(filled []string) bool {
	for _, cell := range filled {
		if cell != filled[0] {
			return false
		}
	}
	return !namesBody(filled[0]) && strings.ContainsFunc(filled[0], func(r rune) bool { return r > '9' })
}

// isCounter reports whether cells are the numbers of columns.
func isCounter(filled []string) bool {
	for i, cell := range filled {
		if strings.Trim(cell, " .") != strconv.Itoa(i+1) {
			return false
		}
	}
	return len(filled) > 2
}

// entryOfRow takes the cells of a row by the fields of their columns.
func entryOfRow(l docLine, columns []string, section string) entry {
	e := entry{where: l.where, section: section, fields: map[string]string{}}
	for i, cell := range l.cells {
		if i >= len(columns) || columns[i] == fieldUnused || columns[i] == fieldPrivate {
			continue
		}
		if text := parse.TrimSpace(cell); !isBlank(text) {
			e.add(columns[i], text)
		}
	}
	return e
}

var blankMarks = regexp.MustCompile(`^[-–—.]*$|^(б/н|б/д|немає|відсутн\p{L}*|не має|н/д|невідомо)$`)

func isBlank(text string) bool { return blankMarks.MatchString(strings.ToLower(text)) }

// add sets a field, or goes on with it.
func (e *entry) add(field, text string) {
	if had := e.fields[field]; had != "" && had != text {
		text = had + " " + text
	}
	e.fields[field] = text
}
