// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// indexUnits are what an index scores, with their values. A unit is a territory, body or point in one period.
type indexUnits struct {
	ids, levels, periods []string
	eligible             []bool // may have a rank
	matrix               *composite.Matrix
}

// values reads what an index scores: a long relation of units, or its indicators. In a long relation a row without a value says that the
// indicator does not apply; one that is not there is missing. Among indicators a row without a value does not apply where its status is n,
// and is missing otherwise.
func (st *Stage) values(ctx context.Context, x catalog.Index) (*indexUnits, error) {
	query := fmt.Sprintf("select unit_id, %s as level, %s as period, indicator_id, value::double, value is null from %s", catalog.SQLText(x.Level), catalog.SQLText(x.Period), x.Input)
	if x.Input == "" {
		query = st.leavesSQL(x)
	}
	rows, err := st.Store.Select(ctx, query+" order by 2, 1, 3, 4")
	if err != nil {
		return nil, err
	}
	who, err := st.Store.Select(ctx, "select community_id from mart.community where is_ranked")
	if err != nil {
		return nil, err
	}
	ranked := map[string]bool{}
	for _, r := range who.Values {
		ranked[r[0].(string)] = true
	}
	u, leaves := &indexUnits{}, x.Leaves()
	var names []string
	at := make([]int, len(rows.Values))
	for k, r := range rows.Values {
		id, level, period := r[0].(string), r[1].(string), r[2].(string)
		if n := len(u.ids); n == 0 || u.ids[n-1] != id || u.levels[n-1] != level || u.periods[n-1] != period {
			u.ids, u.levels, u.periods = append(u.ids, id), append(u.levels, level), append(u.periods, period)
			u.eligible = append(u.eligible, eligible(x, level, ranked[id]))
			names = append(names, level+" "+id+" "+period)
		}
		at[k] = len(u.ids) - 1
	}
	u.matrix = composite.NewMatrix(names, leaves)
	for k, r := range rows.Values {
		j := slices.Index(leaves, r[3].(string))
		if j < 0 {
			continue
		}
		if v, ok := r[4].(float64); ok {
			u.matrix.Columns[j][at[k]] = v
		} else if r[5] == true {
			u.matrix.Exclude(at[k], j)
		}
	}
	return u, u.matrix.Check()
}

// leavesSQL is one row a unit, period and indicator that has a value or does not apply. An annual index takes the newest of each year; where
// an indicator's value holds for longer, also an earlier one, in years of which the unit has something else.
func (st *Stage) leavesSQL(x catalog.Index) string {
	var levels, parts []string
	for _, level := range x.Levels {
		levels = append(levels, catalog.SQLText(level))
	}
	if len(levels) == 0 {
		levels = []string{"'community'", "'oblast'", "'country'"}
	}
	for _, leaf := range x.Leaves() {
		valid := 1
		if i := st.indicator(leaf); i != nil {
			valid = max(i.ValidYears, 1)
		}
		// What is only known to be at least so much is not known.
		parts = append(parts, fmt.Sprintf("select territory_id, level, period, indicator_id, if(obs_status like '%%>%%', null, value) as value, obs_status, newest, %d as valid from metric.%s where level in (%s)",
			valid, catalog.SQLName(leaf), strings.Join(levels, ", ")))
	}
	leaf := strings.Join(parts, " union all ")
	if x.Periods != "annual" {
		return fmt.Sprintf("select territory_id, level, %s as period, indicator_id, value, value is null and obs_status = 'n' from (%s) where newest", catalog.SQLText(x.Period), leaf)
	}
	return `with leaf as (select * from (` + leaf + `) where value is not null or obs_status = 'n'), held as (
			select territory_id, level, period, indicator_id, value, left(period, 4)::bigint + later as year, later
			from leaf, lateral (select unnest(range(valid)) as later)
		)
		select territory_id, level, year::varchar as period, indicator_id, value, value is null from held h
		where later = 0 or exists (select 1 from leaf l where l.territory_id = h.territory_id and l.level = h.level and left(l.period, 4)::bigint = h.year)
		qualify row_number() over (partition by territory_id, level, year, indicator_id order by h.period desc) = 1`
}

// eligible says whether a unit may have a rank: communities that are not occupied, and, in an annual index, oblasts and bodies.
func eligible(x catalog.Index, level string, ranked bool) bool {
	if level == "community" {
		return ranked
	}
	return x.Periods == "annual" && level != "country"
}
