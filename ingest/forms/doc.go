// SPDX-License-Identifier: Apache-2.0

// Package forms reads and checks the workbooks that communities and bodies of self-organization fill in, XLSX and ODS.
//
// In come the questions (the sources form_items, services and cnap_services), the codifier and returned workbooks. Out go answers and faults, each
// with the place of its cell. One row of form_items is a question in the form, its limits and how it is read; no question asks for a person,
// and no free text is taken.
package forms
