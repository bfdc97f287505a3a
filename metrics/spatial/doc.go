// SPDX-License-Identifier: Apache-2.0

// Package spatial asks whether a value gathers in space: neighbours, Moran's I and
// its local form (LISA) with seeded permutations.
//
// In come values of units, one each, and who neighbours whom: from places (k
// nearest on the globe), from outlines (shared borders) or from pairs. Weights are
// row-standardised: the lag of a unit is the mean of its neighbours. Out come
// numbers and errors; what lawful input leaves without a value is [ErrUndefined].
//
// NaN never travels: a missing or infinite number is refused with a [RowError]
// that names the units. A unit without neighbours is refused by the statistics:
// [Neighbours.Keep] leaves such units out and counts them. Results are the same
// for the same seed, units and order, on any number of cores.
package spatial
