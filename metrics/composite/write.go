// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"math"

	"osnova/metrics/frame"
)

// Write is iMeta: what [ReadFramework] reads again.
func (fw *Framework) Write() []byte {
	w := frame.NewWriter("iCode", "iName", "Level", "Parent", "Type", "Direction", "Weight", "Unit")
	for _, i := range fw.Items {
		if i.Level == 0 {
			w.Row(i.Code, i.Name, "", "", i.Type, "", "", i.Unit)
			continue
		}
		w.Row(i.Code, i.Name, i.Level, i.Parent, i.Type, int(i.Direction), i.Weight, i.Unit)
	}
	return w.Bytes()
}

// Write is iData: what [ReadData] reads again by the same framework.
func (d *Data) Write(fw *Framework) []byte {
	header := []string{unitCode, unitName}
	if d.Panel() {
		header = append(header, unitTime)
	}
	groups := fw.codes(TypeGroup)
	w := frame.NewWriter(append(append(header, groups...), d.Indicators.Names...)...)
	for i, code := range d.Codes {
		w.Text(code)
		w.Text(d.Names[i])
		if d.Panel() {
			w.Text(d.timeText(i))
		}
		for _, g := range groups {
			w.Text(d.Groups[g][i])
		}
		for j, column := range d.Indicators.Columns {
			if !d.Indicators.Applies(i, j) {
				w.Text(NotApplicable)
			} else if math.IsNaN(column[i]) {
				w.Text("")
			} else {
				w.Number(column[i])
			}
		}
		w.End()
	}
	return w.Bytes()
}
