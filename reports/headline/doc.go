// SPDX-License-Identifier: Apache-2.0

// Package headline holds what a built site says in its headings against the tables that it publishes.
//
// In come a built site with its data/, and claims: for each kind of page one SELECT a heading, over
// the published tables alone, that gives the numbers and names which the heading must hold. Out come
// findings: a number that no claim explains, a claim whose number or name is not there, a heading
// with numbers that no claim speaks of. Nothing here reads the database, the queries of the pages or
// the templates: it computes anew, by another way, what a reader could.
package headline
