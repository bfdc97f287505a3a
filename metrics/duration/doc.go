// SPDX-License-Identifier: Apache-2.0

// Package duration is the arithmetic of how long cases take: days between dates by a
// calendar of working days, the Kaplan–Meier curve of times of which some have not
// ended yet, and quantiles of whole days with distribution-free intervals.
//
// In come days as counted from 1970-01-01 and times that are sorted; out come whole
// days, quantiles and intervals. What is not defined (no event, a curve that never
// falls to the level asked for) is NaN, and the text of each function says when.
//
// Nothing here reads files, knows of services or draws random numbers.
package duration
