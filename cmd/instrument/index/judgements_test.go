// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/cmd/instrument"
)

// weightsOf makes weights of a file of experts and gives what is on stdout, what was logged and what was found.
func weightsOf(t *testing.T, text string, set func(*WeightsOptions, string)) (stdout, logged, found string, err error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "given.csv")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, log bytes.Buffer
	d := instrument.NewSession(strings.NewReader(""), &out, &log)
	o := WeightsOptions{Level: 1, Out: "-"}
	set(&o, path)
	err = RunWeights(context.Background(), d, o)
	return out.String(), log.String(), fmt.Sprint(d.Findings), err
}

// TestJudgements: the example of Saaty with 3, 5 and 3 has the weights 0.637, 0.258, 0.105 and a consistency ratio of 0.033, as a matrix of fractions
// or of decimals, and as pairs of one expert or of two that agree.
func TestJudgements(t *testing.T) {
	ahp := func(o *WeightsOptions, path string) { o.Ahp = path }
	for name, text := range map[string]string{
		"fractions":   "iCode,cost,time,ease\ncost,1,3,5\ntime,1/3,1,3\nease,1/5,1/3,1\n",
		"decimals":    "iCode,cost,time,ease\ncost,1,3,5\ntime,0.3333,1,3\nease,0.2,0.3333,1\n",
		"pairs":       "a,b,value\ncost,time,3\ncost,ease,5\ntime,ease,3\n",
		"turned":      "expert,a,b,value\ne1,cost,time,3\ne1,ease,cost,1/5\ne1,time,ease,3\n",
		"two experts": "expert,a,b,value\ne1,cost,time,3\ne1,cost,ease,5\ne1,time,ease,3\ne2,cost,time,3\ne2,ease,cost,0.2\ne2,time,ease,3\n",
		"they differ": "expert,a,b,value\ne1,cost,time,1\ne1,cost,ease,5\ne1,time,ease,9\ne2,cost,time,9\ne2,ease,cost,1/5\ne2,time,ease,1\n",
	} {
		out, _, found, err := weightsOf(t, text, ahp)
		if err != nil || found != "[]" || !strings.Contains(out, "cost,1,0.63") || !strings.Contains(out, "time,1,0.25") || !strings.Contains(out, "ease,1,0.10") || !strings.Contains(out, ",0.033") {
			t.Errorf("%s: %v %s\n%s", name, err, found, out)
		}
	}
	for text, want := range map[string]string{
		"a,b,value\ncost,time,3\ncost,ease,5\n":                                         "time and ease are compared by 0 of 1 experts",
		"a,b,value\ncost,time,3\ntime,cost,5\n":                                         `given.csv:3: column b: "cost" is compared with time on line 2 already`,
		"a,b,value\ncost,cost,1\n":                                                      `column b: "cost" is a itself`,
		"a,b,value\ncost,time,0\n":                                                      `column value: "0" is no judgement`,
		"a,b,value\ncost,time,1/0\n":                                                    `column value: "1/0" is no fraction`,
		"a,b,value\ncost,,1\n":                                                          "one of them is empty",
		"iCode,cost,time\ncost,1,x/3\ntime,1/3,1\n":                                     `given.csv:2: column time: "x/3" is no number`,
		"expert,a,b,value\ne1,x,y,2\ne1,x,z,2\ne1,y,z,2\ne2,x,y,2\ne2,x,z,3\n":          "y and z are compared by 1 of 2 experts",
		"iCode,cost,time,ease\ncost,1,3,5\ntime,1/3,1,3\nease,1/5,1/3,1\nspeed,1,1,1\n": `no column "speed"`,
	} {
		if _, _, found, err := weightsOf(t, text, ahp); !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, want) {
			t.Errorf("%q: %v %s does not say %q", text, err, found, want)
		}
	}
}

// TestBudgets: an empty cell is named with file, line and column; different sums are told, and their shares count.
func TestBudgets(t *testing.T) {
	budget := func(o *WeightsOptions, path string) { o.Budget = path }
	if _, _, found, err := weightsOf(t, "expert,cost,time\ne1,50,50\ne2,60,\n", budget); !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, `given.csv:3: column time: "" is empty: give 0`) {
		t.Errorf("an empty cell: %v %s", err, found)
	}
	out, logged, found, err := weightsOf(t, "expert,cost,time\ne1,50,50\ne2,82.5,27.5\n", budget)
	if err != nil || found != "[]" || !strings.Contains(out, "cost,1,0.625") || !strings.Contains(logged, "least=100 most=110") {
		t.Errorf("sums of 100 and 110: %v %s\n%s\n%s", err, found, out, logged)
	}
	if _, logged, _, _ = weightsOf(t, "expert,cost,time\ne1,50,50\ne2,75,25\n", budget); strings.Contains(logged, "different sums") {
		t.Error("equal sums are said to differ")
	}
}
