// SPDX-License-Identifier: Apache-2.0

// Package coverage has no code: its test measures how often the 95 % intervals of the libraries beside it hold the truth, over samples drawn from
// declared populations, and docs/coverage.md keeps what came out.
//
// In come populations whose truth is known; out come shares of intervals that hold it.
// Ranges over choices of method, such as those of an index, are not measured here: they speak of no sampling.
package coverage
