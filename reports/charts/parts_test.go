// SPDX-License-Identifier: Apache-2.0

package charts

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestParts: the chart script bundles each part of ECharts that a chart or the site's script names. A part that is absent draws
// nothing and says nothing, so the list is held against the options of every kind of chart.
func TestParts(t *testing.T) {
	body, err := os.ReadFile("../../scripts/echarts.mjs")
	if err != nil {
		t.Fatal(err)
	}
	_, used, found := strings.Cut(string(body), "core.use([")
	if !found {
		t.Fatal("scripts/echarts.mjs calls core.use no more")
	}
	has := func(part string) bool { return strings.Contains(used, part+",") || strings.Contains(used, part+"]") }
	components := map[string]string{
		"grid": "GridComponent", "xAxis": "GridComponent", "yAxis": "GridComponent", "tooltip": "TooltipComponent", "visualMap": "VisualMapPiecewiseComponent",
		"markLine": "MarkLineComponent", "markArea": "MarkAreaComponent", "labelLayout": "LabelLayout",
		// What no chart has yet: whoever adds one adds the part.
		"legend": "LegendComponent", "dataZoom": "DataZoomComponent", "geo": "GeoComponent", "title": "TitleComponent", "toolbox": "ToolboxComponent",
		"markPoint": "MarkPointComponent", "dataset": "DatasetComponent", "radar": "RadarComponent", "polar": "PolarComponent", "timeline": "TimelineComponent",
		"graphic": "GraphicComponent", "calendar": "CalendarComponent", "parallel": "ParallelComponent", "singleAxis": "SingleAxisComponent", "brush": "BrushComponent",
	}
	checked := map[string]bool{"TooltipComponent": true}
	need := func(kind, part string) {
		checked[part] = true
		if !has(part) {
			t.Errorf("%s needs %s of ECharts, which scripts/echarts.mjs does not bundle", kind, part)
		}
	}
	need("the site's script", "TooltipComponent")
	need("the site's script", "SVGRenderer")
	for kind, o := range every(t, "Вінницька") {
		var tree map[string]any
		if err := json.Unmarshal(o.JSON, &tree); err != nil {
			t.Fatal(err)
		}
		walk(tree, func(key string, _ any) {
			if part := components[key]; part != "" {
				need(kind, part)
			}
		})
		series, _ := tree["series"].([]any)
		if len(series) == 0 {
			t.Errorf("%s has no series", kind)
		}
		for _, s := range series {
			name, _ := s.(map[string]any)["type"].(string)
			need(kind, strings.ToUpper(name[:1])+name[1:]+"Chart")
		}
	}
	for _, part := range strings.FieldsFunc(used[:strings.Index(used, "]")], func(r rune) bool { return r == ',' || r == '\n' || r == ' ' }) {
		if !checked[part] {
			t.Errorf("%s is bundled, and nothing uses it", part)
		}
	}
}
