// SPDX-License-Identifier: Apache-2.0

// Package audit has the robot look at sites of a person's choice, and scores what it saw.
//
// Addresses or a list of units and their sites come in, or what was kept of an earlier visit.
// Checks with their evidence, and scores, go out.
// A result that a person confirmed is never taken back by the robot.
package audit
