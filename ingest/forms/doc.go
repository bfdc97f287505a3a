// SPDX-License-Identifier: Apache-2.0

// Package forms makes the blank workbooks that communities and bodies of self-organization fill in, and reads those that come back.
//
// In come the questions (the sources form_items, services and cnap_services) and returned workbooks. Out go blank workbooks and answers, each
// with the place of its cell. One row of form_items is a question in the form, its limits and how it is read; no question asks for a person,
// and no free text is taken.
package forms
