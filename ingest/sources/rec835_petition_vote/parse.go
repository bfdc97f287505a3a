// SPDX-License-Identifier: Apache-2.0

// Package rec835_petition_vote counts votes in tables of single votes (Resolution 835), of which no row is kept.
package rec835_petition_vote

import "osnova/ingest/parse"

// Parse counts signatures by petition. Names of signatories are never looked at.
func Parse(in parse.Input, out *parse.Sheet) error {
	return parse.Votes(in, out, "motionUid", "", "date")
}
