// SPDX-License-Identifier: Apache-2.0

// Package disclosure keeps single persons and firms from being read out of published
// tables: primary suppression of small counts, of shares of 0 % and 100 % in small
// groups and of dominated sums, secondary suppression so that no suppressed cell
// follows from the margins, rounding, and a guard against differencing.
//
// In come tables with any number of dimensions, their margins among the cells; out
// comes which cells may not be shown and why. Terms are those of Hundepool et al.,
// Statistical Disclosure Control (Wiley 2012), chapter 4; limits are those of [Rule].
//
// Nothing here changes a count of its own accord, or promises more than it checks:
// a cell that is safe from exact derivation may still lie within known bounds.
package disclosure
