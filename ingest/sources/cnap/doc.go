// SPDX-License-Identifier: Apache-2.0

// Package cnap reads the register of administrative service centres
// (ЦНАП): one sheet, two header rows, free text in the address, the name and
// the timetable.
//
// In comes the xlsx workbook as received; out go one Point per row and one
// Problem per cell that could not be understood. Streets, houses, phones,
// e-mails and web addresses never leave this package: the unit that an address
// names is found here, while the address is at hand.
package cnap
