package reports

import (
	"cmp"
	"slices"

	"osnova/catalog"
)

// gains tells which indicators of the index of open readiness would raise its score most, were each at its best, all else equal.
// Rows give indicator (node_id) and points (value); only indicators with a line in the list "step" of words.csv are steps that
// somebody can take. At most three come out, largest first, each above half a point.
func (r *renderer) gains(leaves []row) []row {
	x := r.index("open_readiness")
	if x == nil {
		return nil
	}
	points := map[string]float64{}
	for _, l := range leaves {
		if v, ok := amount(l["value"]); ok {
			id, _ := l["node_id"].(string)
			points[id] = v
		}
	}
	now, ok := mean(x.Root, points)
	if !ok {
		return nil
	}
	var out []row
	for id, v := range points {
		if _, step := r.site.words.codes["step"][id]; !step || v >= 100 {
			continue
		}
		points[id] = 100
		best, _ := mean(x.Root, points)
		points[id] = v
		if best-now >= 0.5 {
			out = append(out, row{"indicator_id": id, "gain": best - now, "value": v})
		}
	}
	slices.SortFunc(out, func(a, b row) int {
		return cmp.Or(cmp.Compare(b["gain"].(float64), a["gain"].(float64)), cmp.Compare(a["indicator_id"].(string), b["indicator_id"].(string)))
	})
	return out[:min(3, len(out))]
}

// mean is the weighted mean of a node over the children that have points.
func mean(n catalog.Node, points map[string]float64) (float64, bool) {
	if n.Indicator != "" {
		v, ok := points[n.Indicator]
		return v, ok
	}
	sum, weight := 0.0, 0.0
	for _, c := range n.Children {
		if v, ok := mean(c, points); ok {
			sum += c.Weight * v
			weight += c.Weight
		}
	}
	return sum / weight, weight > 0
}

// binary says whether an indicator is a yes or no of each community, so that its mean is a share of communities.
func binary(i *catalog.Indicator) bool { return i.Unit.EN == "% of communities" }

// peers names a group of peers, coded urbanity:size.
func (r *renderer) peers(code any) string {
	text, _ := code.(string)
	for i := range text {
		if text[i] == ':' {
			size := r.l.pick("будь-якого розміру", "of any size")
			if text[i+1:] != "all" {
				size = r.word("size_class", text[i+1:])
			}
			return r.word("urbanity", text[:i]) + ", " + size
		}
	}
	return text
}

// ordinal writes 3-тє, 10-те for a place (місце); in English the bare number.
func (r *renderer) ordinal(v any) string {
	f, ok := amount(v)
	if !ok {
		return r.l.pick("невідоме", "unknown")
	}
	text := r.l.number(f, 0)
	if n := int64(f); r.l.uk() && n%10 == 3 && n%100 != 13 {
		return text + "-тє"
	}
	return text + r.l.pick("-те", "")
}
