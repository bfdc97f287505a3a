// SPDX-License-Identifier: Apache-2.0

// Package datetext reads days and moments as offices write them: 2023-12-31, 31.12.2023 10:05, «31 грудня 2023 р.», numbers of days that
// spreadsheets keep.
//
// In comes the text of cells; out goes the day, with the time of day where there is one, or why the text is refused and what would help.
// The standard library alone is imported, its table of time zones included, so that sources, forms and instruments can share it.
//
// Nothing here guesses: whether 03/04/2024 is a day of March or of April is decided by the other cells of its column or by a declaration,
// else refused.
package datetext
