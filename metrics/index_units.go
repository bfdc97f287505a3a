package metrics

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// units are what an index scores, with their values. A unit is a territory, body or point in one period.
type units struct {
	ids, levels, periods []string
	eligible             []bool // may have a rank
	matrix               *composite.Matrix
}

// values reads what an index scores: a long relation of units, or its indicators of communities, oblasts and the country.
// In a long relation a row without a value says that the indicator does not apply; one that is not there is missing. Among indicators
// a row without a value does not apply where its status is n, and is missing otherwise.
func (st *Stage) values(ctx context.Context, x catalog.Index) (*units, error) {
	var query string
	switch {
	case x.Input != "" && x.Level != "":
		query = fmt.Sprintf("select unit_id, %s as level, %s as period, indicator_id, value::double, value is null from %s", quote(x.Level), quote(x.Period), x.Input)
	case x.Input != "":
		query = "select unit_id, level, period, indicator_id, value::double, value is null from " + x.Input
	default:
		var parts []string
		for _, leaf := range x.Leaves() {
			relation := "metric." + catalog.SQLName(leaf)
			parts = append(parts, fmt.Sprintf("select territory_id, level, %s as period, indicator_id, value, value is null and obs_status = 'n' from %s where period = (select max(period) from %[2]s)", quote(x.Period), relation))
		}
		query = strings.Join(parts, " union all ")
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
	u, leaves := &units{}, x.Leaves()
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

// group is what a unit is ranked among.
func (u *units) group(i int, basis string) string {
	return u.levels[i] + " " + u.periods[i] + " " + basis
}

// eligible says whether a unit may have a rank: communities that are not occupied, and, where values were collected, oblasts and bodies.
func eligible(x catalog.Index, level string, ranked bool) bool {
	if level == "community" {
		return ranked
	}
	return x.Input != "" && x.Level == "" && level != "country"
}
