package metrics

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/metrics/composite"
	"osnova/store"
)

// units are what an index scores, with their values.
type units struct {
	level    []string
	period   string
	eligible []bool
	matrix   *composite.Matrix
}

// indexSteps makes the table of scores and the table of contributions of one index.
func (st *Stage) indexSteps(x catalog.Index) []store.Step {
	reads := []string{"mart.community"}
	if x.Input != "" {
		reads = append(reads, x.Input)
	} else {
		for _, leaf := range x.Leaves() {
			reads = append(reads, "metric."+catalog.SQLName(leaf))
		}
	}
	own := store.Hash(store.HashOf(x), fmt.Sprint(st.indicatorBounds(x)))
	contributions := "metric." + catalog.SQLName(x.Name) + "_contribution"
	return []store.Step{
		{ID: x.Relation(), Own: own, Reads: reads, Run: func(ctx context.Context) (store.Result, error) {
			return st.score(ctx, x, contributions)
		}},
		// The scores' step writes both tables; this one only lets readers depend on the second.
		{ID: contributions, Own: own, Reads: []string{x.Relation()}, Run: func(ctx context.Context) (store.Result, error) {
			digest, err := st.Store.Digest(ctx, contributions)
			return store.Result{Output: digest}, err
		}},
	}
}

// indicatorBounds are the goalposts that leaves inherit from their indicators.
func (st *Stage) indicatorBounds(x catalog.Index) (out []string) {
	for _, leaf := range x.Leaves() {
		if i := st.indicator(leaf); i != nil && i.Goalposts != nil {
			out = append(out, fmt.Sprint(leaf, *i.Goalposts, i.Direction))
		}
	}
	return out
}

func (st *Stage) indicator(id string) *catalog.Indicator {
	for n := range st.Catalog.Indicators {
		if st.Catalog.Indicators[n].Name == id {
			return &st.Catalog.Indicators[n]
		}
	}
	return nil
}

var scoreColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText}, {Name: "level", Type: catalog.TypeText}, {Name: "period", Type: catalog.TypeText}, {Name: "node_id", Type: catalog.TypeText},
	{Name: "value", Type: catalog.TypeNumber}, {Name: "value_gmean", Type: catalog.TypeNumber}, {Name: "coverage", Type: catalog.TypeNumber},
	{Name: "grade", Type: catalog.TypeText}, {Name: "rank", Type: catalog.TypeInteger}, {Name: "ranked", Type: catalog.TypeInteger},
}

var contributionColumns = []catalog.Column{
	{Name: "unit_id", Type: catalog.TypeText}, {Name: "level", Type: catalog.TypeText}, {Name: "node_id", Type: catalog.TypeText}, {Name: "contribution", Type: catalog.TypeNumber},
}

// score computes an index: fixed goalposts, the declared tree, and the same tree by geometric means for comparison.
func (st *Stage) score(ctx context.Context, x catalog.Index, contributions string) (store.Result, error) {
	u, err := st.values(ctx, x)
	if err != nil {
		return store.Result{}, err
	}
	posts := map[string]composite.Goalposts{}
	root, err := st.tree(x, x.Root, posts)
	if err != nil {
		return store.Result{}, fmt.Errorf("index %s: %w", x.File, err)
	}
	z, err := composite.Normalise(u.matrix, posts)
	if err != nil {
		return store.Result{}, fmt.Errorf("index %s: normalise: %w", x.File, err)
	}
	result, err := scoreTree(root, z)
	if err != nil {
		return store.Result{}, fmt.Errorf("index %s: %w", x.File, err)
	}
	geometric, err := scoreTree(byGeometricMeans(root, x.Floor), z)
	if err != nil {
		return store.Result{}, fmt.Errorf("index %s by geometric means: %w", x.File, err)
	}
	split, err := result.Contributions(root.Code)
	if err != nil {
		return store.Result{}, fmt.Errorf("index %s: contributions: %w", x.File, err)
	}
	if err := st.Store.Load(ctx, x.Relation(), scoreColumns, scoreRows(u, result, geometric)); err != nil {
		return store.Result{}, err
	}
	if err := st.Store.Load(ctx, contributions, contributionColumns, contributionRows(u, split)); err != nil {
		return store.Result{}, err
	}
	st.Log.Debug("scored", "index", x.Name, "units", len(u.matrix.Units))
	digest, err := st.Store.Digest(ctx, x.Relation())
	return store.Result{Output: digest}, err
}

func scoreTree(root composite.Node, z *composite.Matrix) (*composite.Result, error) {
	tree, err := composite.NewTree(root)
	if err != nil {
		return nil, err
	}
	return tree.Score(z)
}

// tree turns the declared nodes into the library's and collects the goalposts of leaves.
func (st *Stage) tree(x catalog.Index, n catalog.Node, posts map[string]composite.Goalposts) (composite.Node, error) {
	out := composite.Node{Code: n.ID, Weight: n.Weight, Method: composite.Method(n.Aggregate), MinCoverage: n.MinAvailable}
	if out.Method == composite.GMean {
		out.Floor = x.Floor
	}
	if n.Indicator != "" {
		out.Code = n.Indicator
		bounds, direction := n.Goalposts, n.Direction
		if i := st.indicator(n.Indicator); i != nil {
			if bounds == nil {
				bounds = i.Goalposts
			}
			if direction == "" {
				direction = i.Direction
			}
		}
		if bounds == nil {
			return out, fmt.Errorf("indicator %s has no goalposts: give lo and hi in the index or the indicator", n.Indicator)
		}
		g := composite.Goalposts{Lower: bounds.Lo, Upper: bounds.Hi, Log: bounds.Log, Clip: true, Direction: composite.Positive}
		if direction == "-" {
			g.Direction = composite.Negative
		}
		posts[out.Code] = g
	}
	for _, child := range n.Children {
		c, err := st.tree(x, child, posts)
		if err != nil {
			return out, err
		}
		out.Children = append(out.Children, c)
	}
	return out, nil
}

// byGeometricMeans is the tree with its top aggregated by geometric mean: dimensions make up for one another only in part.
func byGeometricMeans(root composite.Node, floor float64) composite.Node {
	root.Method, root.Floor = composite.GMean, max(floor, 1)
	return root
}

// values reads what an index scores: a long relation of units, or its indicators of communities, oblasts and the country.
func (st *Stage) values(ctx context.Context, x catalog.Index) (*units, error) {
	var query string
	if x.Input != "" {
		query = "select unit_id, 'point' as level, indicator_id, value::double from " + x.Input + " order by unit_id, indicator_id"
	} else {
		var parts []string
		for _, leaf := range x.Leaves() {
			relation := "metric." + catalog.SQLName(leaf)
			parts = append(parts, fmt.Sprintf("select territory_id, level, indicator_id, value from %s where period = (select max(period) from %s)", relation, relation))
		}
		query = strings.Join(parts, " union all ") + " order by 2, 1, 3"
	}
	rows, err := st.Store.Select(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", x.File, err)
	}
	ranked := map[string]bool{}
	if x.Input == "" {
		who, err := st.Store.Select(ctx, "select community_id from mart.community where is_ranked")
		if err != nil {
			return nil, err
		}
		for _, r := range who.Values {
			ranked[r[0].(string)] = true
		}
	}
	u := &units{period: x.Period}
	var names []string
	last := ""
	for _, r := range rows.Values {
		if id := r[0].(string); id != last {
			last = id
			names = append(names, id)
			u.level = append(u.level, r[1].(string))
			u.eligible = append(u.eligible, ranked[id])
		}
	}
	leaves := x.Leaves()
	u.matrix = composite.NewMatrix(names, leaves)
	at := -1
	last = ""
	for _, r := range rows.Values {
		if id := r[0].(string); id != last {
			last = id
			at++
		}
		j := slices.Index(leaves, r[2].(string))
		if v, ok := r[3].(float64); ok && j >= 0 {
			u.matrix.Columns[j][at] = v
		}
	}
	return u, u.matrix.Check()
}

// scoreRows lays scores out long: every unit and node, with ranks of the root among eligible units.
func scoreRows(u *units, r, geometric *composite.Result) [][]string {
	eligible := make([]float64, len(u.matrix.Units))
	count := 0
	for i := range eligible {
		eligible[i] = math.NaN()
		if v, ok := r.Scores.At(i, 0); ok && u.eligible[i] {
			eligible[i] = round(v)
			count++
		}
	}
	ranks := composite.Ranks(eligible)
	var out [][]string
	for i, unit := range u.matrix.Units {
		for j, node := range r.Scores.Names {
			row := []string{unit, u.level[i], u.period, node, cell(r.Scores, i, j), cell(geometric.Scores, i, j), cell(r.Coverage, i, j), "", "", ""}
			if cover, ok := r.Coverage.At(i, j); ok {
				row[7] = composite.Grade(cover)
			}
			if j == 0 && ranks[i] > 0 {
				row[8], row[9] = strconv.Itoa(ranks[i]), strconv.Itoa(count)
			}
			out = append(out, row)
		}
	}
	return out
}

func contributionRows(u *units, split *composite.Matrix) [][]string {
	var out [][]string
	for i, unit := range split.Units {
		for j, node := range split.Names {
			if v := cell(split, i, j); v != "" {
				out = append(out, []string{unit, u.level[i], node, v})
			}
		}
	}
	return out
}

func cell(m *composite.Matrix, i, j int) string {
	v, ok := m.At(i, j)
	if !ok {
		return ""
	}
	return strconv.FormatFloat(round(v), 'f', -1, 64)
}

// round keeps ten decimals, so that a sum's last bit cannot change a published byte.
func round(v float64) float64 { return math.Round(v*1e10) / 1e10 }
