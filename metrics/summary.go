// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// summary makes metric.summary: how every indicator and index is distributed over ranked communities, in all and by group. Both means are
// given: of communities ("average community") and of residents ("average resident"). Where too few handed in a value, n alone is told.
func (st *Stage) summary() store.Step {
	groups := []struct{ name, column string }{
		{"all", "'all'"},
		{"oblast", "oblast_id"},
		{"urbanity", "urbanity"},
		{"size_class", "size_class"},
		{"creation", "creation"},
		{"kind", "kind"},
		{"war_zone", "war_zone"},
	}
	var parts []string
	for _, g := range groups {
		parts = append(
			parts,
			fmt.Sprintf(`select indicator_id, period, %[1]s as group_by, %[2]s as group_id, count(value) as n, (any_value(ranked) - count(value))::bigint as missing, %[4]s as few,
			round(sum(value::decimal(24, 6)) / count(value), 8) as mean,
			round(sum((value * population)::decimal(30, 4))::double / sum(population) filter (value is not null), 8) as weighted_mean,
			median(value) as median, quantile_cont(value, 0.1) as p10, quantile_cont(value, 0.9) as p90, min(value) as min, max(value) as max
			from (select v.*, s.ranked from value_of v join size_of s on s.group_by = %[1]s and s.group_id = v.%[3]s) group by all having count(value) > 0`,
				catalog.SQLText(g.name), g.column, groupColumn(g.column), st.fewSQL(g.name)),
		)
	}
	var sizes []string
	for _, g := range groups {
		sizes = append(
			sizes,
			fmt.Sprintf("select %s as group_by, %s as group_id, count(*) as ranked from mart.community where is_ranked group by all", catalog.SQLText(g.name), g.column),
		)
	}
	var each []string
	for _, name := range []string{"mean", "weighted_mean", "median", "p10", "p90", "min", "max"} {
		each = append(each, fmt.Sprintf("if(few, null, %[1]s) as %[1]s", name))
	}
	numbers := strings.Join(each, ", ")
	rest := `
		value_of as (select m.indicator_id, m.period, m.value, m.obs_status, c.population, c.oblast_id, c.urbanity, c.size_class, c.creation, c.kind, c.war_zone, 'all' as everyone
			from measured m join mart.community c on c.community_id = m.territory_id where c.is_ranked),
		size_of as (` + strings.Join(sizes, " union all ") + `)
		select indicator_id, period, group_by, group_id, n, missing, ` + numbers + `, if(few, 'u', '') as obs_status,
			period = coalesce(max(period) filter (group_by = 'all' and not few) over (partition by indicator_id), max(period) over (partition by indicator_id)) as newest
		from (` + strings.Join(parts, " union all ") + `) order by indicator_id, period, group_by, group_id`
	reads, takes := st.measured()
	return store.Step{
		ID:    "metric.summary",
		Own:   store.HashParts(st.measuredOf(everyTable), rest),
		Reads: reads,
		Takes: takes,
		Run: func(ctx context.Context) (store.Result, error) {
			query := "with measured as (" + st.measuredSQL() + ")," + rest
			if err := st.Store.Materialise(ctx, "metric.summary", query); err != nil {
				return store.Result{}, fmt.Errorf("summary: %w", err)
			}
			return st.Store.Made(ctx, "metric.summary")
		},
	}
}

// fewSQL says whether a group of communities has too few values for a figure of all of it: of what they hand in, by the rule of coverage.
func (st *Stage) fewSQL(group string) string {
	var handed []string
	for name := range st.handed {
		if st.indicator(name) != nil || slices.ContainsFunc(st.Catalog.Indices, func(x catalog.Index) bool { return x.Name == name }) {
			handed = append(handed, catalog.SQLText(name))
		}
	}
	if st.Catalog.Coverage == nil || len(handed) == 0 {
		return "false"
	}
	slices.Sort(handed)
	met := st.Catalog.Coverage.Of(group).SQL("count(value)", "(any_value(ranked) - count(*) filter (value is null and obs_status = 'n'))")
	return "any_value(indicator_id) in (" + strings.Join(handed, ", ") + ") and not (" + met + ")"
}

// groupColumn names the column of value_of that holds a group.
func groupColumn(column string) string {
	if column == "'all'" {
		return "everyone"
	}
	return column
}
