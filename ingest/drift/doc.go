// SPDX-License-Identifier: Apache-2.0

// Package drift holds a new edition of a source against the last good one: layouts and contents of publishers change without a word.
//
// In come rows of two editions in the order of the contract; out goes what changed beyond what the declaration expects, as reasons to hold the
// new edition back or to look at it. Nothing here reads files or knows the stage.
package drift
