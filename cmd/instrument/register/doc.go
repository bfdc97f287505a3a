// SPDX-License-Identifier: Apache-2.0

// Package register is the instrument that makes open data of a council's register of bodies of self-organization (ОСН), however the council
// keeps it: a workbook, a page, a document, the text of a PDF.
//
// In comes one file and the community whose it is; out go the bodies with the acts that they rest on, the rows that could not be read with the
// reason, and the passport of the dataset by Resolution 835. Heads, phones and e-mail addresses never come out, numbers of houses only where the
// act has them in the name of a body.
package register
