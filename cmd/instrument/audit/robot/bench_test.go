// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkVisit is one site of 60 pages over the network path of this computer, its checks included.
func BenchmarkVisit(b *testing.B) {
	pages := map[string]string{}
	menu := ""
	for i := range 60 {
		menu += fmt.Sprintf(`<a href="/p/%d">Розділ %[1]d: рішення та програми громади</a> `, i)
	}
	text := strings.Repeat("<p>03.11.2026. Вигадана новина вигаданої громади, у якій ідеться про звичайні речі.</p><table><tr><th>Рік</th><th>Сума</th></tr><tr><td>2026</td><td>1</td></tr></table>", 12)
	for i := range 60 {
		pages[fmt.Sprintf("/p/%d", i)] = goodPage(fmt.Sprint("Сторінка ", i), menu+text)
	}
	pages["/"] = goodPage("Громада", menu)
	server := site(&testing.T{}, pages)
	for b.Loop() {
		if _, _, err := auditor().Audit(b.Context(), Target{Site: server.URL}, Memory{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(pages)), "pages/op")
}
