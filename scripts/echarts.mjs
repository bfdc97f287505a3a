// SPDX-License-Identifier: Apache-2.0
// The parts of Apache ECharts that the site's charts use, as one script that sets window.echarts.
// A chart or an option that needs another part is named here first; reports/charts holds this list against what it draws.
import * as core from "echarts/core";
import { BarChart, CustomChart, HeatmapChart, LineChart, MapChart, ScatterChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapPiecewiseComponent } from "echarts/components";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

core.use([BarChart, CustomChart, HeatmapChart, LineChart, MapChart, ScatterChart,
  GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapPiecewiseComponent, LabelLayout, SVGRenderer]);

export const { init, registerMap, getMap, getInstanceByDom, version } = core;
