// SPDX-License-Identifier: Apache-2.0

package numbertext

// Column gathers what the cells of a column say of its marks. The zero value has seen nothing.
type Column struct {
	// Of the point and the comma: it is surely so in some cell. Parted: a cell in doubt is no whole number if the mark is decimal.
	decimal, thousands, parted [2]bool
}

// See takes a cell into account, and reports whether it can be read in two ways.
func (c *Column) See(text string) (doubtful bool) {
	if mark, ok := simple(text); ok && (mark < 0 || !doubted(text, mark)) {
		if mark >= 0 {
			c.decimal[place(text[mark])] = true
		}
		return false
	}
	p, fault := split(text)
	if fault != nil {
		return false
	}
	mark, r := p.reading()
	if mark == 0 {
		return false
	}
	if groups := p.groups(r != asThousands); !grouped(groups, p.marks) {
		return false
	}
	at := place(mark)
	switch r {
	case asDecimal:
		c.decimal[at] = true
		if p.count(",."[at]) > 0 {
			c.thousands[1-at] = true
		}
	case asThousands:
		c.thousands[at] = true
	case inDoubt:
		c.parted[at] = c.parted[at] || p.digits[1] != "000"
		return true
	}
	return false
}

// Join takes what another column has seen, too.
func (c *Column) Join(other Column) {
	for i := range 2 {
		c.decimal[i] = c.decimal[i] || other.decimal[i]
		c.thousands[i] = c.thousands[i] || other.thousands[i]
		c.parted[i] = c.parted[i] || other.parted[i]
	}
}

// place is that of a mark among the point and the comma.
func place(mark byte) int {
	if mark == ',' {
		return 1
	}
	return 0
}

// Decide gives the reader with the marks that the cells tell. What is declared stays. A mark that is decimal in one cell and parts
// thousands in another, or two decimal marks, leave the reader as it is, so that it refuses what is in doubt. Of whole numbers, a cell
// that could be whole either way stays in doubt where the column has decimal marks, and one that could not (1.234) tells that its mark
// parts thousands.
func (c *Column) Decide(r Reader) Reader {
	if r.Decimal != "" || r.Thousands == "." || r.Thousands == "," {
		return r
	}
	for at, mark := range []string{".", ","} {
		decimal := c.decimal[at] || c.thousands[1-at]
		thousands := c.thousands[at] || c.decimal[1-at]
		switch {
		case decimal && thousands:
			return r
		case decimal && !r.Whole:
			r.Decimal = mark
		case decimal:
			continue
		case thousands, r.Whole && c.parted[at] && !c.parted[1-at]:
			r.Thousands = mark
		}
	}
	return r
}
