// SPDX-License-Identifier: Apache-2.0

// Package checklist scores an audit of a site and its services: component A of the
// service quality index, from the results of checks that a program or a person made.
//
// In come results, each pass, fail or not tested; out come the blocks A1–A6 on 0 to
// 100, and A, with how much of each was tested. What was not tested is never failed:
// it takes no part, and leaves its weight to what was.
//
// Nothing here visits a site, and no score hides on how few checks it rests.
package checklist
