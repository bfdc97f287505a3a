// SPDX-License-Identifier: Apache-2.0

// Package tablefile turns tables as people have them into the plain CSV that instruments read.
//
// In comes a file of any common form: delimited text of any separator, code page and marks of numbers, or a workbook; with it the names of
// the columns that are asked for. Out goes CSV in UTF-8 with commas, decimal points and ISO dates, whose rows stand on the lines on which they
// stood in the file.
//
// What a column is, is decided by all its cells ([numbertext], [datetext]); what cannot be read is told by file, line, column and value, never
// guessed. The package links no database, so that a browser can run it.
package tablefile
