// SPDX-License-Identifier: Apache-2.0

// Package sitecheck holds a built site against itself.
//
// In come the folder of a site with its data/, the rules (SELECTs over the published tables that give
// what contradicts something else that is published) and the cells (SELECTs that give what the tables
// of pages must hold). Out come findings: a format of a table that differs from its CSV, a number that
// another published number refutes, a cell, tile or chart that no published table tells, a page in one
// language that says what its other does not. Nothing here reads the database, the queries of the pages
// or another build: it is what a careful reader could do with a copy of the site.
package sitecheck
