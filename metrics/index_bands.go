// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"math"
	"strings"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// fewBands is the most bands of a unit that counts as told apart by the rule of a ranking.
const fewBands = 2

// runs are, by unit, the bands into which its score falls over the trials; zero without a score.
func (b *builtIndex) runs(ctx context.Context) ([]composite.BandRun, error) {
	if b.bandRuns != nil || len(b.Spec.Bands) == 0 {
		if b.bandRuns == nil {
			b.bandRuns = make([]composite.BandRun, len(b.ids))
		}
		return b.bandRuns, nil
	}
	_, trials, err := b.simulate(ctx)
	if err != nil {
		return nil, err
	}
	b.bandRuns = make([]composite.BandRun, len(b.ids))
	for i, v := range b.Result.Scores.Columns[0] {
		if composite.BandOf(b.Spec.Bands, v) >= 0 {
			b.bandRuns[i] = composite.RunOfBands(b.Spec.Bands, v, trials.Scores(i))
		}
	}
	return b.bandRuns, nil
}

// bandCells say in which band a score lies: the run shown, its ends, how many bands it has, the share of trials in it, and the share of each band.
type bandCells struct {
	Band   string    `column:"band"`
	Low    string    `column:"band_low"`
	High   string    `column:"band_high"`
	Bands  int       `column:"bands,omitzero"`
	Share  float64   `column:"band_share"`
	Shares []float64 `column:"p_*"`
}

// bandCellsOf are missing where a unit has no run of bands.
func bandCellsOf(bands []composite.Band, r composite.BandRun) bandCells {
	if len(r.Shares) == 0 {
		return bandCells{Share: math.NaN()}
	}
	out := bandCells{Band: r.Name(bands), Low: bands[r.Low].ID, High: bands[r.Top].ID, Bands: r.Top - r.Low + 1, Share: round(r.Share)}
	for _, share := range r.Shares {
		out.Shares = append(out.Shares, round(share))
	}
	return out
}

// statusRow says whether an index stands as a ranking, and by which facts; what the rule asks is missing where there is no rule.
type statusRow struct {
	Index      string `column:"index_id"`
	Version    string `column:"version"`
	Period     string `column:"period"`
	Status     string `column:"status"`
	Reason     string `column:"reason"`
	Nodes      int    `column:"nodes"`
	LeastNodes *int   `column:"least_nodes"`
	Scored     int    `column:"scored"`
	LeastScore *int   `column:"least_scored"`
	Told       int    `column:"told"`
	LeastTold  *int   `column:"least_told"`
	OneBand    int    `column:"one_band"`
	TwoBands   int    `column:"two_bands"`
	ThreeBands int    `column:"three_bands"`
	NotTold    int    `column:"not_told"`
}

// Status of an index as a ranking.
const (
	statusRanked    = "ranked"
	statusWithdrawn = "withdrawn"
)

// statusRows are one row: whether the index is published as a ranking, by the rule that it declares, with the facts of the newest period. The
// reason names the parts of the rule that fail: nodes, scored, told.
func (b *builtIndex) statusRows(ctx context.Context, x catalog.Index) ([]statusRow, error) {
	runs, err := b.runs(ctx)
	if err != nil {
		return nil, err
	}
	newest := ""
	for i, name := range b.among {
		if name != "" && b.levels[i] == "community" {
			newest = max(newest, b.periods[i])
		}
	}
	scored, width := 0, map[int]int{} // communities, and by how many bands they have
	for i, name := range b.among {
		if name == "" || b.levels[i] != "community" || b.periods[i] != newest {
			continue
		}
		if scored++; len(runs[i].Shares) > 0 {
			width[runs[i].Top-runs[i].Low+1]++
		}
	}
	nodes := b.nodesWithValues(newest)
	told := 0
	for n := 1; n <= fewBands; n++ {
		told += width[n]
	}
	row := statusRow{
		Index: x.Name, Version: x.Version, Period: newest, Status: statusRanked, Nodes: nodes, Scored: scored, Told: told,
		OneBand: width[1], TwoBands: width[2], ThreeBands: width[3],
	}
	if r := x.RankIf; r != nil {
		least := (scored + r.ToldOneIn - 1) / r.ToldOneIn
		row.LeastNodes, row.LeastScore, row.LeastTold = &r.Nodes, &r.Scored, &least
		if reason := unmetRules(*r, nodes, scored, told); reason != "" {
			row.Status, row.Reason = statusWithdrawn, reason
		}
	}
	for n, communities := range width {
		if n > 3 {
			row.NotTold += communities
		}
	}
	return []statusRow{row}, nil
}

// unmetRules names the parts of a rule that the facts do not meet, with spaces between; empty where all are met.
func unmetRules(r catalog.RankRule, nodes, scored, told int) string {
	var parts []string
	for _, part := range []struct {
		name string
		met  bool
	}{{"nodes", nodes >= r.Nodes}, {"scored", scored >= r.Scored}, {"told", told*r.ToldOneIn >= scored}} {
		if !part.met {
			parts = append(parts, part.name)
		}
	}
	return strings.Join(parts, " ")
}

// nodesWithValues is how many children of the root have a value for any ranked community of a period.
func (b *builtIndex) nodesWithValues(period string) (nodes int) {
	for _, child := range b.root().Children {
		column := b.Result.Scores.Column(child.Code)
		for i, ok := range b.eligible {
			if ok && b.levels[i] == "community" && b.periods[i] == period && !math.IsNaN(column[i]) {
				nodes++
				break
			}
		}
	}
	return nodes
}
