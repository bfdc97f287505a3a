// SPDX-License-Identifier: Apache-2.0

// Package composite does the arithmetic of composite indices, step by step as in
// the OECD/JRC handbook: indicators are normalised, weighted, aggregated up a
// tree, and the result is taken apart again (coverage, contributions, losses,
// ranks, what changes when a part is left out).
//
// Two layers share that arithmetic. A [Matrix] and a [Tree] are for those who have
// indicators and a hierarchy in hand. [Build] makes a whole [Index] of the files
// and the [Spec] of a researcher (imputation, treatment, normalisation, weights),
// and [Index.Simulation] scores it again under other choices.
//
// In comes a [Matrix] of units × indicators and a [Tree] of nodes; out come scores
// and coverage of every node for every unit. A missing cell is NaN in a matrix
// and nowhere else: the arithmetic asks before it adds, and weights of what is
// present are renormalised, so nothing missing is ever counted as zero and no
// NaN spreads. A cell that does not apply to a unit is a third thing: it leaves
// the denominator of coverage too.
//
// Nothing here opens files, prints, or draws random numbers without a seed.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators, 2008.
package composite
