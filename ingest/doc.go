// SPDX-License-Identifier: Apache-2.0

// Package ingest brings upstream data in: fetch, parse, quarantine.
//
// In come sources, from a mirror, from upstream or from the facts embedded beside their declaration; out go the tables raw.*, their accounts and locks.
// Nothing here cleans across sources, joins or measures, but for names of places, which are matched with the codifier as they come in; and no other room talks to the network.
package ingest
