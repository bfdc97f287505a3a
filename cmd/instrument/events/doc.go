// SPDX-License-Identifier: Apache-2.0

// Package events measures how administrative cases went, from logs of a person's own.
//
// Logs of cases in CSV, gzip or Parquet, rules of services and days come in.
// Measures by group, and the rows that were rejected with their reasons, go out.
// Nothing of a log is a statement or the name of a file to the database.
package events
