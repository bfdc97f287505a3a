// SPDX-License-Identifier: Apache-2.0

// Package opensheet reads the cells of an OpenDocument spreadsheet (ODS), sheet by sheet, as sheetxml reads those of XLSX.
//
// In come the bytes of a workbook; out go rows of cells: text as written, numbers as stored, days as ISO dates. Nothing is calculated, formatted
// or followed, comments are left out, and what would unpack or repeat to far more than a table can hold is an error.
package opensheet
