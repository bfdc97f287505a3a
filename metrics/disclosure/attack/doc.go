// SPDX-License-Identifier: Apache-2.0

// Package attack tries to read suppressed numbers out of published tables, as somebody who means
// harm would: by differences of margins and parts, by linear programming between them, and by trying
// every pair of counts that a published row could stand for.
//
// In come what is published and how; out come bounds within which a suppressed number must lie. It is
// for tests: what it finds, anybody can find.
package attack
