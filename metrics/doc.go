// SPDX-License-Identifier: Apache-2.0

// Package metrics measures: indicators, indices, inequality.
//
// In come mart.* and declarations; out go metric.*: observations in one long shape, scores, summaries and inequality.
// Nothing here cleans, publishes or draws; the arithmetic lives in child packages that know no database.
package metrics
