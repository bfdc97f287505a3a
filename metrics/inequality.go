// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/metrics/inequality"
	"osnova/metrics/statistics"
	"osnova/store"
)

// zeroFloor replaces zeros where a measure needs logarithms, in units of the indicator (SPEC 5: 0.1 point).
const zeroFloor = 0.1

// bootstrapReplicates is the number of resamples of communities behind an interval (SPEC 5).
const bootstrapReplicates = 2000

// withIntervals are the measures that get one; the others would cost more than the rest of a build.
var withIntervals = []string{"gini", "theil_t", "theil_l"}

// groupings are the columns of mart.community by which inequality is taken apart.
var groupings = []string{"oblast_id", "urbanity", "size_class", "creation", "war_zone"}

// groupNames are the published names of the groupings.
var groupNames = map[string]string{"oblast_id": "oblast", "urbanity": "urbanity", "size_class": "size_class", "creation": "creation", "war_zone": "war_zone"}

// series is one indicator of one period across ranked communities with known residents.
type series struct {
	indicator, period string
	newest            bool // of the indicator's periods
	units             []string
	values, weights   []float64
	groups            [5][]string
	unsure            []bool // its status says that it is not reliable
	excluded          int
	scale             scale
	down              bool               // less is better
	leastOfSide       int                // communities that each side of a comparison of groups must have
	revenue           map[string]float64 // own revenue per resident of communities, by which they are ranked
}

// measured lists the relations whose values enter summaries and inequality: without those of an index they do, where it was not made.
func (st *Stage) measured() (reads, takes []string) {
	for _, x := range st.Catalog.Indices {
		if x.Input == "" {
			takes = append(takes, x.Relation())
			if x.RankIf != nil {
				takes = append(takes, x.Table("status"))
			}
		}
	}
	return []string{"mart.community", "metric.observation"}, takes
}

// measuredSQL is every indicator and every index of communities that was made, one value a ranked community. Lower bounds are left out:
// those of which nothing is known are missing from them, and what is left is neither spread nor mean of anything. So is an index that its
// own rule withdraws as a ranking: whoever may not be ordered by it may not be compared by it either.
func (st *Stage) measuredSQL() string { return st.measuredOf(st.Ledger.Done) }

// measuredOf is measuredSQL of those indices whose table there holds for; of all, it declares what the step does.
func (st *Stage) measuredOf(there func(table string) bool) string {
	query := "select indicator_id, period, territory_id, value, obs_status from metric.observation where level = 'community'"
	for _, i := range st.Catalog.Indicators {
		if i.LowerBound() {
			query += " and indicator_id <> " + catalog.SQLText(i.Name)
		}
	}
	for _, x := range st.Catalog.Indices {
		if x.Input == "" && there(x.Relation()) {
			status := "''"
			if x.Rank.Basis { // who rests on other parts than most is compared with nobody by name; so is everybody where no basis has most
				status = "case when ranked = max(ranked) over (partition by period) and ranked = count(*) over (partition by period, ranked) then '' else 'u' end"
			}
			query += fmt.Sprintf(
				" union all select %s, period, unit_id, value, %s from %s where level = 'community' and node_id = %s",
				catalog.SQLText(x.Name),
				status,
				x.Relation(),
				catalog.SQLText(x.Root.ID),
			)
			if x.RankIf != nil {
				query += fmt.Sprintf(" and not exists (select 1 from %s where status = %s)", x.Table("status"), catalog.SQLText(statusWithdrawn))
			}
		}
	}
	return query
}

// series are read in the order of indicator and period; of a year only its newest period is.
func (st *Stage) series(ctx context.Context) ([]series, error) {
	rows, err := st.Store.Select(
		ctx,
		`select m.indicator_id, m.period, m.value, c.population, c.oblast_id, c.urbanity, c.size_class, c.creation, c.war_zone, c.community_id, coalesce(m.obs_status, '') like '%u%'
		from (`+st.measuredSQL()+`) m join mart.community c on c.community_id = m.territory_id
		where c.is_ranked and m.value is not null
		qualify m.period = max(m.period) over (partition by m.indicator_id, left(m.period, 4)) order by m.indicator_id, m.period, c.community_id`,
	)
	if err != nil {
		return nil, err
	}
	revenue, err := st.revenue(ctx)
	if err != nil {
		return nil, err
	}
	var out []series
	for _, r := range rows.Values {
		id, period := r[0].(string), r[1].(string)
		if n := len(out); n == 0 || out[n-1].indicator != id || out[n-1].period != period {
			if n > 0 {
				out[n-1].newest = out[n-1].indicator != id
			}
			i := st.indicator(id)
			out = append(out, series{indicator: id, period: period, newest: true, scale: st.scaleOf(id), down: i != nil && i.Direction == "-", revenue: revenue})
		}
		s := &out[len(out)-1]
		value := r[2].(float64)
		population, known := r[3].(int64)
		if value < 0 || !known {
			s.excluded++
			continue
		}
		s.units = append(s.units, r[4+len(groupings)].(string))
		s.values = append(s.values, value)
		s.unsure = append(s.unsure, r[5+len(groupings)] == true)
		s.weights = append(s.weights, float64(population))
		for g := range groupings {
			name, _ := r[4+g].(string)
			if name == "" {
				name = "unknown"
			}
			s.groups[g] = append(s.groups[g], name)
		}
	}
	return st.enough(out), nil
}

// enough leaves out the series of what communities hand in where fewer did than the rule of coverage asks for: two answers are no
// inequality.
func (st *Stage) enough(all []series) (kept []series) {
	for _, s := range all {
		if rule := st.coverageOf(s.indicator); rule != nil && len(s.values) < rule.Inequality {
			continue
		}
		if n := len(kept); n > 0 {
			kept[n-1].newest = kept[n-1].indicator != s.indicator
		}
		if rule := st.coverageOf(s.indicator); rule != nil {
			s.leastOfSide = rule.Group.Units
		}
		s.newest = true
		kept = append(kept, s)
	}
	return kept
}

// inequalityRow is one measure of one series, of all units or of a group of them; bounds that are not there are NaN.
type inequalityRow struct {
	Indicator string  `column:"indicator_id"`
	Period    string  `column:"period"`
	Measure   string  `column:"measure"`
	Weighting string  `column:"weighting"`
	GroupBy   string  `column:"group_by"`
	Group     string  `column:"group_id"`
	Value     float64 `column:"value"`
	Low       float64 `column:"low"`
	High      float64 `column:"high"`
	N         int     `column:"n"`
	Excluded  int     `column:"excluded"`
	Replaced  int     `column:"replaced"`
	Scale     string  `column:"scale_type"`
	Newest    bool    `column:"newest"`
}

// perSeries makes a table of what each series gives. With near it also reads which communities share a border.
func perSeries[T any](st *Stage, table string, near bool, give func(ctx context.Context, s series, country borders) ([]T, error)) store.Step {
	own := store.HashParts(st.measuredOf(everyTable), st.scales(), st.handedText())
	reads, takes := st.measured()
	if near {
		own, reads = store.HashParts(own, boundarySQL), union(reads, "mart.boundary")
	}
	return store.Step{ID: table, Own: own, Reads: reads, Takes: takes, Run: func(ctx context.Context) (store.Result, error) {
		all, err := st.series(ctx)
		if err != nil {
			return store.Result{}, err
		}
		var country borders
		if near {
			if country, err = st.borders(ctx); err != nil {
				return store.Result{}, err
			}
		}
		var rows []T
		for _, s := range all {
			made, err := give(ctx, s, country)
			if err != nil {
				return store.Result{}, fmt.Errorf("%s: %s %s: %w", table, s.indicator, s.period, err)
			}
			rows = append(rows, made...)
		}
		if err := loadRows(ctx, st, table, rows); err != nil {
			return store.Result{}, err
		}
		return st.Store.Made(ctx, table)
	}}
}

func everyTable(string) bool { return true }

// inequality makes metric.inequality: of every indicator the measures that mean something on its scale, unweighted (between communities)
// and weighted with residents, and, in its newest period, how it gathers where own revenue is high, and Moran's I between neighbours.
func (st *Stage) inequality() store.Step {
	return perSeries(st, "metric.inequality", true, func(ctx context.Context, s series, country borders) ([]inequalityRow, error) {
		rows, err := s.measure(ctx)
		if err != nil {
			return nil, err
		}
		if !s.newest {
			return rows, nil
		}
		rich, err := s.concentration()
		if err != nil {
			return nil, err
		}
		near, err := s.moran(ctx, country)
		return slices.Concat(rows, rich, near), err
	})
}

// measure computes all measures and decompositions of one series. Undefined ones, such as a Gini of zeros, are left out.
func (s *series) measure(ctx context.Context) (rows []inequalityRow, err error) {
	if len(s.values) == 0 {
		return nil, nil
	}
	replaced := s.scale.replaced(s.values)
	p := inequality.Profile{
		X: s.values, W: s.weights, Zeros: inequality.Zeros{Floor: s.scale.floorOf()},
		Bootstrap: &inequality.Bootstrap{Replicates: bootstrapReplicates, Seed: s.seed("bootstrap")},
		Intervals: func(r inequality.Row) bool {
			return r.GroupBy == "" && slices.Contains(withIntervals, r.Measure) && s.scale.publishes(r.Measure, len(s.values), replaced)
		},
	}
	for g, column := range groupings {
		p.Groups = append(p.Groups, inequality.Grouping{By: groupNames[column], Of: s.groups[g]})
	}
	made, err := p.Rows(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range made {
		if r.Value == nil || !s.scale.publishes(r.Measure, len(s.values), replaced) {
			continue
		}
		weighting := "none"
		if r.Weighted {
			weighting = "population"
		}
		rows = append(
			rows,
			s.row(r.Measure, weighting, r.GroupBy, r.Group, r.Value, r.Low, r.High, r.N, r.Excluded+s.excludedIn(r.Group), s.replacedIn(r.Measure, r.GroupBy, r.Group)),
		)
	}
	return rows, nil
}

// seed is that of one use of one series: the same on every machine.
func (s *series) seed(use string) uint64 {
	return statistics.SeedOf("inequality", use, s.indicator, s.period)
}

// excludedIn is how many units were left out before measuring; which groups they had is not told.
func (s *series) excludedIn(group string) int {
	if group != "" {
		return 0
	}
	return s.excluded
}

// row is one row of metric.inequality; a bound may be nil.
func (s *series) row(measure, weighting, by, group string, value, low, high *float64, n, excluded, replaced int) inequalityRow {
	return inequalityRow{
		s.indicator, s.period, measure, weighting, by, group, rounded(value), rounded(low), rounded(high), n, excluded, replaced, s.scale.kind, s.newest,
	}
}

// replacedIn counts the units behind a row whose value was raised to the floor.
func (s *series) replacedIn(measure, by, group string) (n int) {
	if !takesLogarithms(measure) {
		return 0
	}
	at := slices.IndexFunc(groupings, func(column string) bool { return groupNames[column] == by })
	for i, v := range s.values {
		if v < s.scale.floorOf() && (group == "" || at >= 0 && s.groups[at][i] == group) {
			n++
		}
	}
	return n
}

// scales is what the declarations say of all scales, for the hash of a step.
func (st *Stage) scales() string {
	var b strings.Builder
	for _, i := range st.Catalog.Indicators {
		fmt.Fprintln(&b, i.Name, st.scaleOf(i.Name))
	}
	return b.String()
}

type lorenzRow struct {
	Indicator string  `column:"indicator_id"`
	Period    string  `column:"period"`
	Weighting string  `column:"weighting"`
	P         float64 `column:"p"`
	L         float64 `column:"l"`
	Newest    bool    `column:"newest"`
}

// lorenz makes metric.lorenz: the Lorenz curve of every indicator of degree at every twentieth of communities or residents.
func (st *Stage) lorenz() store.Step {
	return perSeries(st, "metric.lorenz", false, func(_ context.Context, s series, _ borders) (rows []lorenzRow, err error) {
		if !s.scale.publishes("lorenz", len(s.values), 0) {
			return nil, nil
		}
		for _, weighting := range []string{"none", "population"} {
			weights := s.weights
			if weighting == "none" {
				weights = nil
			}
			for step := 0; step <= 20; step++ {
				p := float64(step) / 20
				l, err := inequality.LorenzAt(s.values, weights, p)
				if errors.Is(err, inequality.ErrUndefined) {
					continue
				}
				if err != nil {
					return nil, err
				}
				rows = append(rows, lorenzRow{s.indicator, s.period, weighting, p, round(l), s.newest})
			}
		}
		return rows, nil
	})
}
