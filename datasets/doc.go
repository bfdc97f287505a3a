// SPDX-License-Identifier: Apache-2.0

// Package datasets publishes tables as open data: CSV, CSV for Excel, Parquet and their metadata.
//
// In come mart.*, metric.* and the declarations themselves (as declared.*); out go the files of data/ with their Table Schema, CSVW,
// Data Package, DCAT-AP record and SHA256SUMS.
// Nothing here computes an indicator, and nothing is published that its SELECT and contract do not name.
//
// The plain CSV holds data as they are: a cell that begins with = + - @ is left alone, because a program that reads it must get
// back what the database holds. People who open files in a spreadsheet get <name>.excel.csv instead: a byte order mark,
// semicolons, decimal commas, and an apostrophe before every text cell that a spreadsheet could take for a formula.
package datasets
