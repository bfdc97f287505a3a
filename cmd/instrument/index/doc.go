// SPDX-License-Identifier: Apache-2.0

// Package index builds a composite index of a person's own units, or writes a published one out to be built again.
//
// Units with indicators (iData), their tree (iMeta) and the steps come in.
// Scores, ranks, ranges, sensitivities and a report go out, as composite computes them.
// No arithmetic is here, and no step is taken that the spec does not name.
package index
