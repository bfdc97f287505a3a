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

// measure runs one indicator and carries it upward: by numerators and denominators, or by a mean weighted with residents. Communities make
// oblasts and the country, occupied ones excepted; oblasts that are measured themselves make the country; bodies make nothing. What the
// SELECT itself says of a unit stands, and of an indicator measured at every level nothing else does. Nothing is carried downward. Of a lower bound every
// community enters what is above it, those of which nothing is known by nothing, so that the whole is a lower bound too.
func (st *Stage) measure(ctx context.Context, i catalog.Indicator) (store.Result, error) {
	body := strings.TrimRight(strings.TrimSpace(i.SQL), ";")
	given, err := st.columns(ctx, body)
	if err != nil {
		return store.Result{}, fmt.Errorf("indicator %s: %w", i.SelectFile(), err)
	}
	for _, table := range splitPeriods(i, body) {
		relation, rows := table[0], table[1]
		if err := st.Store.Materialise(ctx, relation, st.measureSQL(i, rows, given)); err != nil {
			return store.Result{}, fmt.Errorf("indicator %s: %w", i.SelectFile(), err)
		}
	}
	st.Log.Debug("measured", "indicator", i.Name)
	return st.Store.Made(ctx, i.Relations()...)
}

// splitPeriods gives each table of an indicator and the query of its rows. Values of a year and of its quarters are not one series: the newest of one says
// nothing of the other, and indices, summaries and pages take years.
func splitPeriods(i catalog.Indicator, body string) [][2]string {
	within := i.RelationWithin()
	if within == "" {
		return [][2]string{{i.Relation(), body}}
	}
	short := "regexp_matches(period::varchar, " + catalog.SQLText(i.Within.Pattern()) + ")"
	return [][2]string{{i.Relation(), "select * from (" + body + ") where not " + short}, {within, "select * from (" + body + ") where " + short}}
}

// columns names what a SELECT gives.
func (st *Stage) columns(ctx context.Context, query string) ([]string, error) {
	rows, err := st.Store.Select(ctx, "select column_name from (describe "+query+")")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range rows.Values {
		out = append(out, r[0].(string))
	}
	return out, nil
}

// emptyBodies stands where rows that are carried up have no columns of bodies.
const emptyBodies = "{bodies}"

// measureSQL is an indicator at all its levels, given the columns of its SELECT.
func (st *Stage) measureSQL(i catalog.Indicator, body string, given []string) string {
	optional := func(column, typ, otherwise string) string {
		if slices.Contains(given, column) {
			return column + "::" + typ
		}
		return otherwise
	}
	counted := "count(*) filter (population is not null)"
	// Sums of floating numbers depend on the order of their parts: by units, every run gives the same last digit.
	total := func(of string) string { return "sum(" + of + " order by territory_id)" }
	up := total("value * population") + " / sum(population) filter (population is not null)"
	if i.Up == "ratio" {
		up, counted = fmt.Sprintf("%g * %s / nullif(%s, 0)", i.Scale, total("num"), total("den")), "count(*)"
	}
	sums := total("num") + ", " + total("den")
	known := " and v.value is not null"
	statuses := "string_agg(distinct obs_status, '' order by obs_status) filter (obs_status <> 'u')" // that one part is small says nothing of the sum
	atLeastOne := ""
	if i.LowerBound() {
		known, statuses, counted, atLeastOne = "", "'>'", "count(value)", " and count(value) > 0"
	}
	// Only an indicator that names levels can have oblasts of its own; the others need not know mart.oblast.
	country, measured := "select * from above", "false"
	if slices.Contains(given, "level") {
		measured = "exists (select 1 from v where v.level = 'oblast' and v.period = above.period)"
		country = `select * from above where not ` + measured + `
			union all
			select v.*, v.territory_id as oblast_id, o.residents as population from v join mart.oblast o on o.oblast_id = v.territory_id where v.level = 'oblast'` + known
	}
	parts, carried := "", ""
	if i.Up != "measured" {
		parts = `, above as (
			select v.*, c.oblast_id, c.population from v join mart.community c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked` + known + `
		), whole as (
			` + country + `
		)`
		carried = fmt.Sprintf(`
			union all
			select oblast_id, 'oblast', period, %[1]s, %[2]s, %[3]s, %[4]s, null, null`+emptyBodies+` from above group by oblast_id, period
			having not exists (select 1 from v where v.level = 'oblast' and v.territory_id = above.oblast_id and v.period = above.period)%[5]s
			union all
			select 'UA', 'country', period, %[1]s, %[2]s, %[3]s, %[4]s, null, null`+emptyBodies+` from whole group by period
			having not exists (select 1 from v where v.level = 'country' and v.period = whole.period)%[5]s`, up, sums, counted, statuses, atLeastOne)
	}
	bodies, none, counts := "", "", ""
	if slices.Contains(given, "bodies") { // only the rule of coverage reads them
		bodies, none = ", bodies, bodies_known", ", null::bigint as bodies, null::bigint as bodies_known"
	}
	if st.coverageOf(i.Name) != nil {
		counts = toldSQL
	}
	carried = strings.ReplaceAll(carried, emptyBodies, none)
	return fmt.Sprintf(`
		with v as (
			select territory_id, %s as level, period::varchar as period, value::double as value, num::double as num, den::double as den,
				coalesce(obs_status, '') as obs_status, %s as low, %s as high, %s as n`+bodies+`
			from (%s)
		)%s`+counts+`, rows as (
			select territory_id, level, period, value, num, den, n, obs_status, low, high`+bodies+` from v%s
		)
		select territory_id, level, period, %s as indicator_id, round(value, 10) as value, round(num, 10) as num, round(den, 10) as den, n, coalesce(obs_status, '') as obs_status,
			low, high, %s as source_id, %s as method_version,
			period = coalesce(max(period) filter (value is not null) over (partition by level), max(period) over (partition by level)) as newest
		from (`+st.coveredSQL(i, given)+`) order by level, territory_id, period`,
		optional("level", "varchar", "'community'"), optional("low", "double", "null::double"), optional("high", "double", "null::double"),
		optional("n", "bigint", "(value is not null)::bigint"), body, parts, carried,
		catalog.SQLText(i.Name), catalog.SQLText(strings.Join(i.Sources, "+")), catalog.SQLText(version(i.Version)))
}

// indicators makes metric.indicator: one row a declared indicator, in the order of declarations, with what this edition has of it. Shown is the
// level by which pages show it: community if that has values, else oblast, country, body; nothing where there is no value at all.
func (st *Stage) indicators() store.Step {
	var declared []string
	for n, i := range st.Catalog.Indicators {
		within := "null::varchar"
		if i.Within != nil {
			within = catalog.SQLText(i.Within.Period)
		}
		declared = append(declared, fmt.Sprintf("(%s, %s, %d::bigint, %t, %s, %s, %t)", catalog.SQLText(i.Name), catalog.SQLText(i.Group), n+1, i.Awaited != (catalog.Text{}), catalog.SQLText(i.ScaleType),
			within, i.Within != nil && i.RelationWithin() == ""))
	}
	from := "(values " + strings.Join(declared, ", ") + ")"
	if len(declared) == 0 {
		from = "(select null::varchar, null::varchar, null::bigint, null::boolean, null::varchar, null::varchar, null::boolean where false)"
	}
	query := `with declared(indicator_id, group_id, position, awaited, scale_type, within_period, within_lacking) as ` + from + `, levels as (
			select indicator_id, level, max(period) as period, count(*) filter (newest) as units, count(distinct period) as periods, list_position(['community', 'oblast', 'country', 'body'], level) as place
			from metric.observation where value is not null group by indicator_id, level
		)
		select d.indicator_id, d.group_id, d.position, d.awaited, d.scale_type, d.within_period, d.within_lacking, l.level as shown, l.period, coalesce(l.units, 0) as units, coalesce(l.periods, 0) as periods
		from declared d left join levels l on l.indicator_id = d.indicator_id and l.place = (select min(place) from levels m where m.indicator_id = d.indicator_id)
		order by d.position`
	return store.Step{ID: "metric.indicator", Own: store.HashParts(query), Reads: []string{"metric.observation"}, Run: func(ctx context.Context) (store.Result, error) {
		if err := st.Store.Materialise(ctx, "metric.indicator", query); err != nil {
			return store.Result{}, fmt.Errorf("indicators: %w", err)
		}
		return st.Store.Made(ctx, "metric.indicator")
	}}
}
