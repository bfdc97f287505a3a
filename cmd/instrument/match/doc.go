// SPDX-License-Identifier: Apache-2.0

// Package match finds the units of the codifier that names and addresses in a person's own table mean.
//
// A table and the names of places come in.
// The same rows in the same order go out, each with the unit, a score and the reason.
// No unit is guessed: what is doubtful says between which.
package match
