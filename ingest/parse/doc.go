// SPDX-License-Identifier: Apache-2.0

// Package parse turns upstream files into rows under a contract.
//
// In come bytes as the publisher sent them; out go rows of canonical text, a tally that accounts for every record, and a quarantine.
// Nothing here touches the network or the database, and no record is ever lost: records in = loaded + quarantined + skipped by a declared rule.
package parse
