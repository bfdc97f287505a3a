// SPDX-License-Identifier: Apache-2.0

// Package blank makes the workbooks that communities and bodies of self-organization fill in, XLSX and ODS.
//
// In come the questions of a form, the communities to choose from, and who collects by when; out go workbooks without macros: what is asked and
// why, lists, limits, prompts and checks, with codes by which ingest/forms reads what comes back. Equal input gives equal bytes.
package blank
