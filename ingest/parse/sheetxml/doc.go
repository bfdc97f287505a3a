// SPDX-License-Identifier: Apache-2.0

// Package sheetxml reads the cells of an XLSX workbook as they are stored, sheet by sheet, with what it calls them.
//
// In come the bytes of a workbook; out go rows of cells: text as written, numbers and dates as the file stores them. Nothing is calculated,
// formatted or followed, and what would unpack to far more than a table can hold is an error.
package sheetxml
