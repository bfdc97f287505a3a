// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"math"
	"slices"

	"osnova/catalog"
)

// comparedUnits counts the compared communities of each oblast and, as UA, of the country.
func (st *Stage) comparedUnits(ctx context.Context) (map[string]int, error) {
	rows, err := st.Store.Select(ctx, "select oblast_id, count(*) from mart.community where is_ranked group by oblast_id")
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	for _, r := range rows.Values {
		n := int(r[1].(int64))
		if oblast, ok := r[0].(string); ok {
			out[oblast] += n
		}
		out["UA"] += n
	}
	return out, nil
}

// cover takes out of the tables of one source what would tell of an oblast or the country by the logs of too few communities: of such a
// unit and period a metric has the status u and no value, only the number of cases, and there is no curve of times.
func (t *caseTables) cover(rule catalog.Coverage, asked map[string]int, unitInfo map[string][2]string) {
	told := map[[2]string]int{} // by unit and period
	for _, row := range t.metric {
		if oblast := unitInfo[row.Unit][1]; row.Level == "community" && row.Metric == "cases" && oblast != "" {
			told[[2]string{oblast, row.Period}]++
			told[[2]string{"UA", row.Period}]++
		}
	}
	few := func(u unitPeriod) bool {
		return (u.Level == "oblast" || u.Level == "country") && !rule.Of(u.Level).Met(told[[2]string{u.Unit, u.Period}], asked[u.Unit])
	}
	for i := range t.metric {
		if row := &t.metric[i]; few(row.unitPeriod) && row.Status != ":" {
			row.Value, row.Low, row.High, row.Status = math.NaN(), math.NaN(), math.NaN(), "u"
		}
	}
	t.times = slices.DeleteFunc(t.times, func(row caseTimeRow) bool { return few(row.unitPeriod) })
}
