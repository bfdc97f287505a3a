// SPDX-License-Identifier: Apache-2.0

// Package inequality measures how unequally a value is spread over units
// (communities, regions, people), in the population forms of the literature.
//
// In come values x and weights w of equal length, one pair a unit; w nil gives
// every unit the same weight ("inequality between communities"), w a population
// gives "inequality between residents, were each to get the value of the
// community". Out come one number a measure, points of a curve, or a
// decomposition by groups, together with an error.
//
// NaN never travels: NaN and ±Inf in x or w are refused with a [RowError] that
// names the rows, so a caller drops or fills what is missing before it asks.
// Negative weights are refused; a unit of weight 0 takes no part. Relative
// measures (all but Mean, SD, Kolm and the quantiles) refuse negative values.
// Measures that take a logarithm of x refuse zeros too; [Zeros] drops them or
// raises them to a floor first and says how many there were. Where a measure has
// no value for lawful input (a ratio to a P10 of 0, a mean of 0) the error is
// [ErrUndefined]. No result is ever NaN or infinite.
//
// Units are sorted before anything is summed, so results do not depend, to the
// last bit, on the order in which units are given.
//
// Each function sorts for itself. [Profile] answers all questions about one set
// of units after one sort, with missing numbers as NaN and bootstrap intervals if
// asked for: a million weighted units in 25 groups take a third of a second.
package inequality
