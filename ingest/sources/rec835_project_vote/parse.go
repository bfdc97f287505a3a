// SPDX-License-Identifier: Apache-2.0

// Package rec835_project_vote counts votes in tables of single votes (Resolution 835), of which no row is kept.
package rec835_project_vote

import "osnova/ingest/parse"

// Parse counts votes and voters by project. Marks of voters do not leave the parser.
func Parse(in parse.Input, out *parse.Sheet) error {
	return parse.Votes(in, out, "projectUid", "voterID", "voteDate")
}
