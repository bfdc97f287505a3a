// SPDX-License-Identifier: Apache-2.0

package survey

import "strings"

// groupKey numbers the combinations of some columns.
type groupKey struct {
	at    []int
	known map[string]int32
	names []string
	text  []byte
}

func (k *groupKey) of(cells []string) (text []byte, whole bool) {
	k.text, whole = k.text[:0], true
	for i, at := range k.at {
		if i > 0 {
			k.text = append(k.text, separator)
		}
		cell := cells[at]
		if cell == "" || cell[0] == ' ' || cell[len(cell)-1] == ' ' {
			cell = strings.TrimSpace(cell)
		}
		whole = whole && cell != ""
		k.text = append(k.text, cell...)
	}
	return k.text, whole
}

// number is the index of the combination, a new one where it is new.
func (k *groupKey) number(text []byte) int32 {
	i, met := k.known[string(text)]
	if !met {
		i = int32(len(k.names))
		k.names = append(k.names, string(text))
		k.known[k.names[i]] = i
	}
	return i
}
