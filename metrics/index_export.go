// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
)

// ExportFiles are the names of what [Stage.Export] writes.
var ExportFiles = []string{"data.csv", "meta.csv", goalpostsFile, "spec.yaml"}

// Export writes a published index as osnova index takes it, by name of file: data.csv with the values as they were before normalisation,
// meta.csv, the goalposts and spec.yaml. Run on them, osnova index scores, ranks and simulates what metric.* holds, by the same program and
// the same random numbers. note stands at the top of the spec. It is an error if the database holds other scores than the declaration gives.
func (st *Stage) Export(ctx context.Context, x catalog.Index, note string) (map[string][]byte, error) {
	b, err := st.build(ctx, x)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", x.Name, err)
	}
	if err := st.published(ctx, x, b); err != nil {
		return nil, err
	}
	if b.Data.Names, err = st.unitNames(ctx, b.indexUnits); err != nil {
		return nil, err
	}
	posts := frame.NewWriter("iCode", "lower", "upper", "scale")
	for _, code := range b.Framework.Indicators() {
		g := b.posts[code]
		posts.Row(code, g.Lower, g.Upper, cmp.Or(string(g.Scale), "linear"))
	}
	return map[string][]byte{"data.csv": b.Data.Write(b.Framework), "meta.csv": b.Framework.Write(), goalpostsFile: posts.Bytes(), "spec.yaml": specText(b.Spec, note)}, nil
}

// published holds the scores made now against those of the database.
func (st *Stage) published(ctx context.Context, x catalog.Index, b *builtIndex) error {
	rows, err := st.Store.Select(ctx, fmt.Sprintf("select level, unit_id, period, value from %s where node_id = %s", x.Relation(), catalog.SQLText(x.Root.ID)))
	if err != nil {
		return fmt.Errorf("index %s is not in the database: run osnova build: %w", x.Name, err)
	}
	scores := map[[3]string]float64{}
	for _, r := range rows.Values {
		v, ok := r[3].(float64)
		if !ok {
			v = math.NaN()
		}
		scores[[3]string{r[0].(string), r[1].(string), r[2].(string)}] = v
	}
	for i, v := range b.Result.Scores.Columns[0] {
		old, ok := scores[[3]string{b.levels[i], b.ids[i], b.periods[i]}]
		if !ok || math.IsNaN(old) != math.IsNaN(v) || !math.IsNaN(v) && round(v) != old {
			return fmt.Errorf("index %s: the database holds other scores than the declaration gives, first of %s %s: run osnova build", x.Name, b.levels[i], b.ids[i])
		}
	}
	if len(scores) != len(b.ids) {
		return fmt.Errorf("index %s: the database holds %d units, the declaration gives %d: run osnova build", x.Name, len(scores), len(b.ids))
	}
	return nil
}

// unitNames are the names of communities and oblasts; other units go by their codes.
func (st *Stage) unitNames(ctx context.Context, u *indexUnits) ([]string, error) {
	rows, err := st.Store.Select(ctx, "select 'community ' || community_id, title_uk from mart.community union all select 'oblast ' || oblast_id, name_uk from mart.oblast union all select 'country UA', 'Україна'")
	if err != nil {
		return nil, err
	}
	known := map[string]string{}
	for _, r := range rows.Values {
		if name, ok := r[1].(string); ok {
			known[r[0].(string)] = name
		}
	}
	names := make([]string, len(u.ids))
	for i, id := range u.ids {
		if names[i] = known[u.levels[i]+" "+id]; names[i] == "" {
			names[i] = id
		}
	}
	return names, nil
}

// specText writes what specOf says as YAML.
func specText(s composite.Spec, note string) []byte {
	var w strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&w, format+"\n", args...) }
	for _, l := range strings.Split(strings.TrimSpace(note), "\n") {
		line("# %s", l)
	}
	line("normalise: {method: %s, file: %s}", s.Normalise.Method, s.Normalise.File)
	line("aggregate:\n  default: %s", s.Aggregate.Default)
	for _, code := range sorted(s.Aggregate.Nodes) {
		line("  %s: %s", code, s.Aggregate.Nodes[code])
	}
	line("floor: %s", frame.Format(s.Floor))
	if len(s.Gates) > 0 {
		line("gates:")
	}
	for _, code := range sorted(s.Gates) {
		g := s.Gates[code]
		var parts []string
		add := func(on bool, key, value string) {
			if on {
				parts = append(parts, key+": "+value)
			}
		}
		add(g.MinCoverage > 0, "min_coverage", frame.Format(g.MinCoverage))
		add(g.MinChildren > 0, "min_children", strconv.Itoa(g.MinChildren))
		add(g.MinLeaves > 0, "min_leaves", strconv.Itoa(g.MinLeaves))
		add(len(g.Require) > 0, "require", "["+strings.Join(g.Require, ", ")+"]")
		line("  %s: {%s}", code, strings.Join(parts, ", "))
	}
	line("rank: {within: %s, basis: %v}", s.Rank.Within, s.Rank.Basis)
	if len(s.Bands) > 0 {
		line("bands:")
	}
	for _, band := range s.Bands {
		line("  - {id: %s, from: %s}", band.ID, frame.Format(band.From))
	}
	if u := s.Uncertainty; u != nil {
		line("uncertainty:\n  replicates: %d\n  seed: %d\n  vary:", u.Replicates, u.Seed)
		if d := u.Vary.WeightsDirichlet; d.Concentration > 0 {
			line("    weights_dirichlet: {concentration: %s, at: %s}", frame.Format(d.Concentration), orWord(d.At, composite.AtGroups))
		}
		if u.Vary.Goalposts > 0 {
			line("    goalposts: %s", frame.Format(u.Vary.Goalposts))
		}
		if means := u.Vary.Aggregate; len(means.Of) > 0 {
			var of []string
			for _, r := range means.Of {
				of = append(of, r.String())
			}
			line("    aggregate: {of: [%s], at: %s}", strings.Join(of, ", "), orWord(means.At, composite.AtAll))
		}
		if u.Vary.DropOne != "" {
			line("    drop_one: %s", u.Vary.DropOne)
		}
	}
	if run := s.Sensitivity; run != nil {
		line("sensitivity: {replicates: %d, seed: %d}", run.Replicates, run.Seed)
	}
	return []byte(w.String())
}

func orWord(word, otherwise string) string {
	if word == "" {
		return otherwise
	}
	return word
}

func sorted[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
