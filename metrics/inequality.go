package metrics

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"osnova/catalog"
	"osnova/metrics/inequality"
	"osnova/store"
)

// floor replaces zeros where a measure needs logarithms, in units of the indicator (SPEC 5: 0.1 point).
const floor = 0.1

// groupings are the columns of mart.community by which inequality is taken apart.
var groupings = []string{"oblast_id", "urbanity", "size_class", "creation"}

// groupNames are the published names of the groupings.
var groupNames = map[string]string{"oblast_id": "oblast", "urbanity": "urbanity", "size_class": "size_class", "creation": "creation"}

// series is one indicator of one period across ranked communities with known residents.
type series struct {
	indicator, period string
	values, weights   []float64
	groups            [4][]string
	excluded          int
}

// measured lists the relations whose values enter summaries and inequality.
func (st *Stage) measured() (reads []string) {
	reads = []string{"mart.community", "metric.observation"}
	for _, x := range st.Catalog.Indices {
		if x.Input == "" {
			reads = append(reads, x.Relation())
		}
	}
	return reads
}

// measuredSQL is every indicator and every index of communities, one value a ranked community.
func (st *Stage) measuredSQL() string {
	query := "select indicator_id, period, territory_id, value from metric.observation where level = 'community'"
	for _, x := range st.Catalog.Indices {
		if x.Input == "" {
			query += fmt.Sprintf(" union all select %s, period, unit_id, value from %s where level = 'community' and node_id = %s", quote(x.Name), x.Relation(), quote(x.Root.ID))
		}
	}
	return query
}

func (st *Stage) series(ctx context.Context) ([]series, error) {
	rows, err := st.Store.Select(ctx, `select m.indicator_id, m.period, m.value, c.population, c.oblast_id, c.urbanity, c.size_class, c.creation
		from (`+st.measuredSQL()+`) m join mart.community c on c.community_id = m.territory_id
		where c.is_ranked and m.value is not null order by m.indicator_id, m.period, c.community_id`)
	if err != nil {
		return nil, err
	}
	var out []series
	for _, r := range rows.Values {
		id, period := r[0].(string), r[1].(string)
		if n := len(out); n == 0 || out[n-1].indicator != id || out[n-1].period != period {
			out = append(out, series{indicator: id, period: period})
		}
		s := &out[len(out)-1]
		value := r[2].(float64)
		population, known := r[3].(int64)
		if value < 0 || !known {
			s.excluded++
			continue
		}
		s.values = append(s.values, value)
		s.weights = append(s.weights, float64(population))
		for g := range groupings {
			name, _ := r[4+g].(string)
			if name == "" {
				name = "unknown"
			}
			s.groups[g] = append(s.groups[g], name)
		}
	}
	return out, nil
}

var inequalityColumns = []catalog.Column{
	{Name: "indicator_id", Type: catalog.TypeText}, {Name: "period", Type: catalog.TypeText}, {Name: "measure", Type: catalog.TypeText}, {Name: "weighting", Type: catalog.TypeText},
	{Name: "group_by", Type: catalog.TypeText}, {Name: "group_id", Type: catalog.TypeText}, {Name: "value", Type: catalog.TypeNumber}, {Name: "n", Type: catalog.TypeInteger}, {Name: "excluded", Type: catalog.TypeInteger},
}

// inequality makes metric.inequality: every measure of every indicator, unweighted (between communities) and weighted with residents.
func (st *Stage) inequality() store.Step {
	return store.Step{ID: "metric.inequality", Own: store.Hash(st.measuredSQL()), Reads: st.measured(), Run: func(ctx context.Context) (store.Result, error) {
		all, err := st.series(ctx)
		if err != nil {
			return store.Result{}, err
		}
		var rows [][]string
		for _, s := range all {
			for _, weighting := range []string{"none", "population"} {
				made, err := s.measure(weighting)
				if err != nil {
					return store.Result{}, fmt.Errorf("inequality of %s %s: %w", s.indicator, s.period, err)
				}
				rows = append(rows, made...)
			}
		}
		if err := st.Store.Load(ctx, "metric.inequality", inequalityColumns, rows); err != nil {
			return store.Result{}, err
		}
		digest, err := st.Store.Digest(ctx, "metric.inequality")
		return store.Result{Output: digest}, err
	}}
}

// measure computes all measures and decompositions of one series. Undefined ones, such as a Gini of zeros, are left out.
func (s *series) measure(weighting string) (rows [][]string, err error) {
	weights := s.weights
	if weighting == "none" {
		weights = nil
	}
	add := func(measure, by, group string, v float64, n int) {
		rows = append(rows, []string{s.indicator, s.period, measure, weighting, by, group, strconv.FormatFloat(round(v), 'f', -1, 64), strconv.Itoa(n), strconv.Itoa(s.excluded)})
	}
	positive := make([]float64, len(s.values))
	for i, v := range s.values {
		positive[i] = max(v, floor)
	}
	for _, m := range inequality.Measures() {
		x := s.values
		if m.NeedsPositive {
			x = positive
		}
		v, err := m.Of(x, weights)
		if errors.Is(err, inequality.ErrUndefined) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Name, err)
		}
		add(m.Name, "", "", v, len(x))
	}
	for g, column := range groupings {
		by := groupNames[column]
		for _, split := range []struct {
			name string
			x    []float64
			of   func(x, w []float64, group []string) (inequality.Decomposition, error)
		}{{"theil_t", s.values, inequality.TheilTByGroup}, {"theil_l", positive, inequality.TheilLByGroup}} {
			d, err := split.of(split.x, weights, s.groups[g])
			if errors.Is(err, inequality.ErrUndefined) {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("%s by %s: %w", split.name, by, err)
			}
			add(split.name+"_between", by, "", d.Between, len(split.x))
			add(split.name+"_within", by, "", d.Within, len(split.x))
			for _, group := range d.Groups {
				add(split.name, by, group.Name, group.Index, group.N)
			}
		}
	}
	return rows, nil
}

var lorenzColumns = []catalog.Column{
	{Name: "indicator_id", Type: catalog.TypeText}, {Name: "period", Type: catalog.TypeText}, {Name: "weighting", Type: catalog.TypeText},
	{Name: "p", Type: catalog.TypeNumber}, {Name: "l", Type: catalog.TypeNumber},
}

// lorenz makes metric.lorenz: the Lorenz curve of every indicator at every twentieth of communities or residents.
func (st *Stage) lorenz() store.Step {
	return store.Step{ID: "metric.lorenz", Own: store.Hash(st.measuredSQL()), Reads: st.measured(), Run: func(ctx context.Context) (store.Result, error) {
		all, err := st.series(ctx)
		if err != nil {
			return store.Result{}, err
		}
		var rows [][]string
		for _, s := range all {
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
						return store.Result{}, fmt.Errorf("lorenz curve of %s: %w", s.indicator, err)
					}
					rows = append(rows, []string{s.indicator, s.period, weighting, strconv.FormatFloat(p, 'f', -1, 64), strconv.FormatFloat(round(l), 'f', -1, 64)})
				}
			}
		}
		if err := st.Store.Load(ctx, "metric.lorenz", lorenzColumns, rows); err != nil {
			return store.Result{}, err
		}
		digest, err := st.Store.Digest(ctx, "metric.lorenz")
		return store.Result{Output: digest}, err
	}}
}
