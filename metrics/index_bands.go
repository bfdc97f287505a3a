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
func (b *built) runs(ctx context.Context) ([]composite.BandRun, error) {
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

// bandCells are the run shown, its ends, how many bands it has, the share of trials in it, and the share of each band.
func bandCells(bands []composite.Band, r composite.BandRun) []string {
	if len(r.Shares) == 0 {
		return make([]string, 5+len(bands))
	}
	out := []string{r.Name(bands), bands[r.Low].ID, bands[r.Top].ID, count(r.Top - r.Low + 1), present(r.Share)}
	for _, share := range r.Shares {
		out = append(out, present(share))
	}
	return out
}

var statusColumns = []catalog.Column{
	{Name: "index_id", Type: catalog.TypeText},
	{Name: "version", Type: catalog.TypeText},
	{Name: "period", Type: catalog.TypeText},
	{Name: "status", Type: catalog.TypeText},
	{Name: "reason", Type: catalog.TypeText},
	{Name: "nodes", Type: catalog.TypeInteger},
	{Name: "least_nodes", Type: catalog.TypeInteger},
	{Name: "scored", Type: catalog.TypeInteger},
	{Name: "least_scored", Type: catalog.TypeInteger},
	{Name: "told", Type: catalog.TypeInteger},
	{Name: "least_told", Type: catalog.TypeInteger},
	{Name: "one_band", Type: catalog.TypeInteger},
	{Name: "two_bands", Type: catalog.TypeInteger},
	{Name: "three_bands", Type: catalog.TypeInteger},
	{Name: "not_told", Type: catalog.TypeInteger},
}

// Status of an index as a ranking.
const (
	statusRanked    = "ranked"
	statusWithdrawn = "withdrawn"
)

// statusRows are one row: whether the index is published as a ranking, by the rule that it declares, with the facts of the newest period. The
// reason names the parts of the rule that fail: nodes, scored, told.
func (b *built) statusRows(ctx context.Context, x catalog.Index) ([][]string, error) {
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
	nodes := b.standing(newest)
	told := 0
	for n := 1; n <= fewBands; n++ {
		told += width[n]
	}
	row := []string{x.Name, x.Version, newest, statusRanked, "", count(nodes), "", count(scored), "", count(told), ""}
	if r := x.RankIf; r != nil {
		row[6], row[8], row[10] = count(r.Nodes), count(r.Scored), count((scored+r.ToldOneIn-1)/r.ToldOneIn)
		if reason := failing(*r, nodes, scored, told); reason != "" {
			row[3], row[4] = statusWithdrawn, reason
		}
	}
	more := 0
	for n, communities := range width {
		if n > 3 {
			more += communities
		}
	}
	return [][]string{append(row, count(width[1]), count(width[2]), count(width[3]), count(more))}, nil
}

// failing names the parts of a rule that the facts do not meet, with spaces between; empty where all are met.
func failing(r catalog.RankRule, nodes, scored, told int) string {
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

// standing is how many children of the root have a value for any ranked community of a period.
func (b *built) standing(period string) (nodes int) {
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
