// SPDX-License-Identifier: Apache-2.0

// Package engine answers the questions that a page of the site asks of the arithmetic.
//
// A message {id, method, input} comes in, tables as the text of a CSV file in the form of metrics/frame.
// Its answer goes out: {id, result}, {id, error} and in both findings: where, what, what to try. Missing numbers are null.
// The package knows metrics alone, so that it stays small enough for a browser; it opens no file and keeps nothing between two messages.
//
// Methods: inequality, index, survey. The numbers are those of `osnova inequality`, `osnova index` and `osnova survey`, bit for bit,
// for they come from the same functions. All tables pass checkTable, the one place where tables of other forms would be made plain.
package engine
