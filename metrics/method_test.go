// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/catalog/methodtest"
)

const method = "docs/method.md"

// TestMethodGoalposts: every indicator has the goalposts, the direction and the years of validity of docs/method.md, and none has others.
func TestMethodGoalposts(t *testing.T) {
	cat, _ := declared(t)
	want := map[string]methodtest.Row{}
	for _, r := range methodtest.Table(t, "..", "goalposts") {
		if _, twice := want[r["indicator"]]; twice {
			t.Errorf("%s has %s twice", method, r["indicator"])
		}
		want[r["indicator"]] = r
	}
	for _, i := range cat.Indicators {
		r, known := want[i.Name]
		delete(want, i.Name)
		if i.Goalposts == nil {
			if known {
				t.Errorf("%s has no goalposts; %s has", i.Name, method)
			}
			continue
		}
		if !known {
			t.Errorf("%s has goalposts that %s does not know", i.Name, method)
			continue
		}
		g := catalog.Goalposts{Lo: r.Number(t, "lo"), Hi: r.Number(t, "hi")}
		if r["scale"] != "linear" {
			g.Log = catalog.Logarithm(r["scale"])
		}
		if *i.Goalposts != g || i.Direction != r["direction"] || max(1, i.ValidYears) != int(r.Number(t, "valid years")) {
			t.Errorf("%s: %+v, %q, %d years; %s has %+v, %q, %s (%s)", i.Name, *i.Goalposts, i.Direction, i.ValidYears, method, g, r["direction"], r["valid years"], r["source"])
		}
	}
	for name := range want {
		t.Errorf("%s has goalposts of %s, which is not declared", method, name)
	}
}

// TestMethodIndices: every node of every index has the weight and the rules of docs/method.md, and no others.
func TestMethodIndices(t *testing.T) {
	cat, _ := declared(t)
	own := map[string]string{} // goalposts of indicators
	for _, r := range methodtest.Table(t, "..", "goalposts") {
		own[r["indicator"]] = strings.TrimSuffix(fmt.Sprintf("%s %v %v %s", r["direction"], r.Number(t, "lo"), r.Number(t, "hi"), strings.TrimPrefix(r["scale"], "linear")), " ")
	}
	weights, goalposts, rules := map[[2]string]float64{}, map[[2]string]string{}, map[[3]string]string{}
	for _, r := range methodtest.Table(t, "..", "weights") {
		for _, index := range []string{"dmi", "dmi_core", "dmi_b"} {
			if r[index] != "" {
				weights[[2]string{index, r["node"]}] = r.Number(t, index)
			}
		}
	}
	for _, r := range methodtest.Table(t, "..", "own_weights") {
		at := [2]string{r["index"], r["node"]}
		weights[at], goalposts[at] = r.Number(t, "weight"), r["goalposts"]
	}
	for _, r := range methodtest.Table(t, "..", "rules") {
		rules[[3]string{r["index"], r["node"], r["rule"]}] = r["value"]
	}
	same := func(index, node, rule, value string) {
		t.Helper()
		at := [3]string{index, node, rule}
		if rules[at] != value {
			t.Errorf("%s %s: %s is %q; %s has %q", index, node, rule, value, method, rules[at])
		}
		delete(rules, at)
	}
	for _, x := range cat.Indices {
		for rule, value := range indexRules(x) {
			same(x.Name, "", rule, value)
		}
		visitNodes(&x.Root, func(n *catalog.Node) {
			for rule, value := range nodeRules(n) {
				same(x.Name, n.ID, rule, value)
			}
			at := [2]string{x.Name, n.ID}
			wanted := goalposts[at]
			if wanted == "" {
				wanted = own[n.Indicator]
			}
			if g := declaredGoalposts(n); g != wanted {
				t.Errorf("%s %s: goalposts %q; %s has %q", x.Name, n.ID, g, method, wanted)
			}
			if n == &x.Root {
				return
			}
			want, known := weights[at]
			if !known || want != n.Weight {
				t.Errorf("%s %s weighs %v; %s has %v (there: %v)", x.Name, n.ID, n.Weight, method, want, known)
			}
			delete(weights, at)
		})
	}
	for at := range weights {
		t.Errorf("%s has a weight of %v, which is not declared", method, at)
	}
	for at, value := range rules {
		if value != "" {
			t.Errorf("%s has a rule %v = %q, which is not declared", method, at, value)
		}
	}
}

func visitNodes(n *catalog.Node, do func(*catalog.Node)) {
	do(n)
	for i := range n.Children {
		visitNodes(&n.Children[i], do)
	}
}

// indexRules are what an index declares of itself, as text; what it does not say is empty.
func indexRules(x catalog.Index) map[string]string {
	var bands []string
	for _, b := range x.Bands {
		bands = append(bands, fmt.Sprintf("%s %v", b.ID, b.From))
	}
	out := map[string]string{
		"floor": shown(x.Floor), "bands": strings.Join(bands, ", "), "periods": x.Periods, "levels": strings.Join(x.Levels, ", "),
		"rank_if": rankIf(x.RankIf), "rank": map[bool]string{true: "basis"}[x.Rank.Basis], "schemes": strings.Join(x.Schemes, ", "),
	}
	if u := x.Uncertainty; u != nil {
		out["replicates"], out["seed"] = strconv.Itoa(u.Replicates), strconv.FormatUint(u.Seed, 10)
		d, means := u.Vary.WeightsDirichlet, u.Vary.Aggregate
		out["weights_dirichlet"], out["goalposts"] = shown(d.Concentration)+" at "+d.At, shown(u.Vary.Goalposts)
		out["aggregate"], out["drop_one"] = strings.Join(means.Of, ", ")+" at "+means.At, u.Vary.DropOne
	}
	if run := x.Sensitivity; run != nil {
		out["sensitivity"] = strconv.Itoa(run.Replicates)
		if run.Seed != x.Uncertainty.Seed {
			out["sensitivity"] += " seed " + strconv.FormatUint(run.Seed, 10)
		}
	}
	return out
}

func rankIf(r *catalog.RankRule) string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("nodes %d, scored %d, told one in %d", r.Nodes, r.Scored, r.ToldOneIn)
}

// nodeRules are what a node declares besides its weight, as text.
func nodeRules(n *catalog.Node) map[string]string {
	return map[string]string{
		"aggregate": n.Aggregate, "min_coverage": shown(n.MinCoverage), "min_children": shown(float64(n.MinChildren)),
		"min_leaves": shown(float64(n.MinLeaves)), "require": strings.Join(n.Require, ", "),
	}
}

func declaredGoalposts(n *catalog.Node) string {
	if n.Goalposts == nil {
		return ""
	}
	text := fmt.Sprintf("%s %v %v", n.Direction, n.Goalposts.Lo, n.Goalposts.Hi)
	if n.Goalposts.Log != "" {
		text += " " + string(n.Goalposts.Log)
	}
	return text
}

func shown(v float64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// TestMethodConstants: the constants of the room's code and SELECTs are those of docs/method.md.
func TestMethodConstants(t *testing.T) {
	if n := methodtest.Constants(t, "..", "metrics"); n < 60 {
		t.Errorf("%s has %d constants of metrics only", method, n)
	}
}

// TestMethodKnowsEveryNumber: a SELECT of an indicator has no number that docs/method.md does not name, but 0, 1, the 100 of per cent, lengths of
// texts and sizes of types.
func TestMethodKnowsEveryNumber(t *testing.T) {
	cat, _ := declared(t)
	known := map[string][]string{}
	for _, r := range methodtest.Table(t, "..", "constants") {
		known[r["where"]] = append(known[r["where"]], strings.Split(strings.ReplaceAll(r["value"], " ", ""), ";")...)
	}
	noise := regexp.MustCompile(`--[^\n]*|'(?:[^']|'')*'|decimal\(\d+, \d+\)|left\(\w+, 4\)|length\(\w+\) = 4|interval 1 day|group by [1-9, ]+`)
	number := regexp.MustCompile(`\b[0-9]+(?:\.[0-9]+)?\b`)
	seen := 0
	for _, i := range cat.Indicators {
		for _, n := range number.FindAllString(noise.ReplaceAllString(i.SQL, " "), -1) {
			v, err := strconv.ParseFloat(n, 64)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			if v == 0 || v == 1 || v == 100 {
				continue
			}
			if !slices.ContainsFunc(known[i.SelectFile()], func(w string) bool { k, _ := strconv.ParseFloat(w, 64); return k == v }) {
				t.Errorf("%s has the number %s, of which %s does not speak: write a row of the table constants", i.SelectFile(), n, method)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d numbers were found in the SELECTs of indicators", seen)
	}
}
