// SPDX-License-Identifier: Apache-2.0

// Package eventlog reads logs of administrative cases and measures how they went: the
// metrics E1–E6 of component E, their goalposts, E, and the times P50, P90 and the
// Kaplan–Meier median.
//
// In comes CSV, gzipped or not, one row a case; out come batches of numbers about the
// usable cases (the reader), and, from the counts and times of a group of cases, its
// metrics with intervals and status (Measure). The grouping in between is the
// caller's. Every row ends either in a batch or among the rejected, with file, line,
// column, value and reason: rows in = rows used + rows rejected.
//
// Nothing here guesses at a cell, opens a file, or lets a text of the log be read as
// anything but text.
package eventlog
