// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// handedIn names everything that rests on what units hand in one by one, by lineage: relations, indicators and indices.
func (st *Stage) handedIn(readsOf func(sql string) []string) map[string]bool {
	out := map[string]bool{}
	for relation := range store.HandedIn(st.Catalog, readsOf) {
		out[relation] = true
	}
	any := func(reads []string) bool { return slices.ContainsFunc(reads, func(r string) bool { return out[r] }) }
	for _, p := range st.Catalog.Protected {
		if p.SQL != "" && any(readsOf(p.SQL)) {
			out[p.Relation()] = true
		}
	}
	if cases := st.caseStep(); any(cases.Reads) {
		for _, table := range cases.Makes {
			out[table] = true
		}
	}
	for _, i := range st.Catalog.Indicators {
		if any(readsOf(i.SQL)) {
			out[i.Name], out[i.Relation()] = true, true
		}
	}
	for _, x := range st.Catalog.Indices {
		if out[x.Input] || slices.ContainsFunc(x.Leaves(), func(leaf string) bool { return out[leaf] }) {
			out[x.Name] = true
		}
	}
	return out
}

// ruleText is the rule of coverage for the hash of a step whose tables it touches; empty of others.
func (st *Stage) ruleText(name string) string {
	if rule := st.coverageOf(name); rule != nil {
		return store.HashOf(rule)
	}
	return ""
}

// handedText is the rule and the names that it holds for, for the hash of steps that take all indicators.
func (st *Stage) handedText() string {
	return store.HashOf(st.Catalog.Coverage) + strings.Join(slices.Sorted(maps.Keys(st.handed)), " ")
}

// coverageOf is the rule of coverage where a name rests on what is handed in, else nil.
func (st *Stage) coverageOf(name string) *catalog.Coverage {
	if st.handed[name] {
		return st.Catalog.Coverage
	}
	return nil
}

// coveredSQL gives the rows of an indicator as they may be published. Of what units hand in, a figure of an oblast or the country stands
// where the rule of coverage is met by the communities that told a value, of those compared to which it applies; else it has the status u,
// no number, and in n how many told. A community's figure made of its bodies stands where enough of these told. Of an indicator that is
// told in bands nothing below an oblast is left.
func (st *Stage) coveredSQL(i catalog.Indicator, given []string) string {
	query := "select * from rows"
	if slices.Contains(given, "bodies") {
		query = bodiesSQL(st.Catalog.Coverage)
	}
	if rule := st.coverageOf(i.Name); rule != nil {
		query = fmt.Sprintf(`
			select f.territory_id, f.level, f.period,
				if(f.few, null, f.value) as value, if(f.few, null, f.num) as num, if(f.few, null, f.den) as den,
				if(f.few, f.told, f.n) as n, if(f.few, 'u', f.obs_status) as obs_status,
				if(f.few, null, f.low) as low, if(f.few, null, f.high) as high
			from (
				select r.*, coalesce(t.told, 0) as told,
					(r.value is not null or r.obs_status in ('u', 'c')) and case r.level when 'country' then not (%s) when 'oblast' then not (%s) else false end as few
				from (%s) r
				left join told t on t.unit = r.territory_id and t.level = r.level and t.period = r.period
				left join asked a on a.unit = r.territory_id and a.level = r.level
			) f`,
			rule.Country.SQL("coalesce(t.told, 0)", "(coalesce(a.asked, 0) - coalesce(t.not_asked, 0))"),
			rule.Oblast.SQL("coalesce(t.told, 0)", "(coalesce(a.asked, 0) - coalesce(t.not_asked, 0))"), query)
	}
	if i.Publish != nil {
		middle, low, high := i.Publish.BandSQL("value")
		query = fmt.Sprintf(`
			select territory_id, level, period, %s as value, null::double as num, null::double as den, n, obs_status, %s as low, %s as high
			from (%s) where level in ('oblast', 'country')`,
			middle, low, high, query)
	}
	return query
}

// toldSQL counts, for the rule of coverage, the compared communities of each oblast and the country: asked are all, told those with a value
// in a period, one that is hidden or unsure among them, and not asked those to which the indicator does not apply in it.
const toldSQL = `, asked as (
			select oblast_id as unit, 'oblast' as level, count(*) as asked from mart.community where is_ranked group by oblast_id
			union all
			select 'UA', 'country', count(*) from mart.community where is_ranked
		), told as (
			select coalesce(c.oblast_id, 'UA') as unit, if(grouping(c.oblast_id) = 1, 'country', 'oblast') as level, v.period,
				count(distinct v.territory_id) filter (v.value is not null or v.obs_status in ('u', 'c')) as told,
				count(distinct v.territory_id) filter (v.value is null and v.obs_status = 'n') as not_asked
			from v join mart.community c on c.community_id = v.territory_id
			where v.level = 'community' and c.is_ranked
			group by grouping sets ((c.oblast_id, v.period), (v.period))
		)`

// bodiesSQL hides a community's figure that would be that of a few bodies: below the number of the rule it is suppressed, below its share
// of the bodies known it is unsure, and neither has a number.
func bodiesSQL(rule *catalog.Coverage) string {
	if rule == nil {
		return "select * from rows"
	}
	few := fmt.Sprintf("r.level = 'community' and r.value is not null and not (%s)", rule.Bodies.SQL("r.bodies", "coalesce(r.bodies_known, 0)"))
	return strings.ReplaceAll(fmt.Sprintf(`
			select r.territory_id, r.level, r.period, if(FEW, null, r.value) as value, if(FEW, null, r.num) as num,
				if(FEW, null, r.den) as den, if(FEW, r.bodies, r.n) as n,
				if(FEW, if(r.bodies < %d, 'c', 'u'), r.obs_status) as obs_status, if(FEW, null, r.low) as low, if(FEW, null, r.high) as high
			from rows r`, rule.Bodies.Units), "FEW", few)
}
