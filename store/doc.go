// SPDX-License-Identifier: Apache-2.0

// Package store is the place that the stages share: the DuckDB file, the ledger of work already done, and the output folder.
//
// In come SELECTs, Arrow records and rows of text under a contract; out go relations, rows and files that replace the old ones at once.
// Nothing here knows what a table means, and no other room talks to DuckDB.
package store
