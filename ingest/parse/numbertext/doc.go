// SPDX-License-Identifier: Apache-2.0

// Package numbertext reads numbers as offices write them, by the marks that a whole column uses.
//
// In comes the text of cells; out goes the exact decimal number, or why the text is refused and what would help. The standard library
// alone is imported, so that sources, forms and instruments can share it.
//
// Nothing here guesses: what one cell leaves open (1.234) is decided by the other cells of its column or by a declaration, else refused.
package numbertext
