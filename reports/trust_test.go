// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"os"
	"strings"
	"testing"
)

// TestTrustIsWhatWasMeasured: what pages say of intervals is what docs/coverage.md holds.
func TestTrustIsWhatWasMeasured(t *testing.T) {
	body, err := os.ReadFile("../docs/coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"gini (": "gini", "theil_t (": "theil_t", "theil_l (": "theil_l", "gap of means (": "means", "mean gap of a dimension (": "gap", "S (": "S", "share (": "share"}
	measured, now := map[string]trial{}, ""
	for _, line := range strings.Split(string(body), "\n") {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			now = ""
			for head, name := range names {
				if strings.HasPrefix(title, head) {
					now = name
				}
			}
		}
		cells := strings.Split(line, "|")
		if now == "" || len(cells) != 7 || strings.HasPrefix(cells[1], "---") || strings.Contains(cells[1], "population") {
			continue
		}
		m := measured[now]
		m.of++
		switch said := strings.TrimSpace(cells[5]); said {
		case "":
			m.from100++
		case "from 500 on":
			m.from500++
		case "not up to 500":
		default:
			t.Errorf("%s: %q is new", now, said)
		}
		measured[now] = m
	}
	if len(measured) != len(trials) {
		t.Errorf("measured are %v", measured)
	}
	for name, want := range measured {
		if trials[name] != want {
			t.Errorf("%s is %v, measured are %v", name, trials[name], want)
		}
	}
	if text, err := tongue("uk").trust("gap", "відповідей"); err != nil || !strings.Contains(text, "від 100 відповідей йому можна вірити за 11 із них, за 1 замало й 500") {
		t.Error(text, err)
	}
	if _, err := tongue("en").trust("median", "units"); err == nil {
		t.Error("an interval that was never tried is called trusted")
	}
}
