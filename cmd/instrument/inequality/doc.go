// SPDX-License-Identifier: Apache-2.0

// Package inequality measures how unequal the units of a person's own table are.
//
// A table of units and the names of its columns come in.
// Measures with intervals, curves and local clusters go out, as metrics/inequality and metrics/spatial compute them.
// Of the table no more is held than the columns asked for, and a file that would not fit into memory is refused before it is read.
package inequality
