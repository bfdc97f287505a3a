// SPDX-License-Identifier: Apache-2.0

// Package transform cleans and joins: every model is one SELECT that makes one table.
//
// In come raw.* and the models to the left; out go staging.* and mart.*, each held against its contract.
// Nothing here measures, scores or publishes.
package transform
