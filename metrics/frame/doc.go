// SPDX-License-Identifier: Apache-2.0

// Package frame reads and writes the CSV form that all instruments share: UTF-8,
// comma, a header, LF, a decimal point, an empty cell (or NA) for what is missing.
//
// In comes the text of a file; out come its columns by name, numbers as float64
// with NaN for missing, or rows one by one where a file is too large to hold.
// Every fault names the file, the line, the column and the value.
//
// Nothing here guesses: an unknown column, a cell that is no number, a row of
// another length are errors, never skipped.
package frame
