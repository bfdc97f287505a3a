// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/metrics/frame"
	"osnova/store"
)

// syntheticRules are those of testdata/events: two services in working days, one in calendar days, four holidays.
func syntheticRules(t *testing.T, by ...string) eventlog.Rules {
	t.Helper()
	read := func(name string) *frame.Frame {
		body, err := os.ReadFile("testdata/events/" + name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := frame.Read(name, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	services, err := eventlog.ReadServices(read("services.csv"))
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := eventlog.ReadHolidays(read("holidays.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return eventlog.Rules{By: by, AsOf: duration.NoDate, Services: services, Calendar: calendar}
}

// measured runs the logs and gives the metrics by group.
func measured(t *testing.T, rules eventlog.Rules, st *store.Store, logs ...[]byte) (map[string]map[string]eventlog.Value, []string) {
	t.Helper()
	defer st.Close()
	reader := eventlog.NewReader(rules)
	reader.Reject = func(bad []eventlog.Rejected) error { return fmt.Errorf("rejected: %v", bad) }
	if rules.AsOf != duration.NoDate {
		reader.Reject = func([]eventlog.Rejected) error { return nil }
	}
	var sources []EventLog
	for i, body := range logs {
		sources = append(sources, func(ctx context.Context, r *eventlog.Reader, do func(*eventlog.Batch) error) error {
			return r.Read(ctx, fmt.Sprint(i, ".csv"), bytes.NewReader(body), int64(len(body)), do)
		})
	}
	out := map[string]map[string]eventlog.Value{}
	var order []string
	e := &Events{Store: st, Rules: rules, Replicates: 2000, Edition: "test"}
	err := e.Run(context.Background(), reader, sources, func(g EventRow) error {
		name := fmt.Sprint(g.By, g.Period)
		order = append(order, name)
		out[name] = map[string]eventlog.Value{}
		for _, v := range g.Values {
			out[name][v.Metric] = v
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, order
}

// TestSyntheticLog: figures of pandas 2.3, numpy busday_count, scipy binom and lifelines 0.30 (KaplanMeierFitter,
// median_survival_times) on the same synthetic file, written independently of this program.
func TestSyntheticLog(t *testing.T) {
	log, err := os.ReadFile("testdata/events/synthetic_log.csv")
	if err != nil {
		t.Fatal(err)
	}
	type want struct {
		metric           string
		value, low, high float64
		n                int
	}
	none := math.NaN()
	check := func(group string, values map[string]eventlog.Value, wants []want) {
		t.Helper()
		near := func(a, b float64) bool { return math.IsNaN(b) || math.Abs(a-b) <= 1e-9 }
		for _, w := range wants {
			if v := values[w.metric]; !near(v.Value, w.value) || !near(v.Low, w.low) || !near(v.High, w.high) || v.N != w.n || v.Status != "" {
				t.Errorf("%s: %+v, want %+v", group, v, w)
			}
		}
	}
	whole, _ := measured(t, syntheticRules(t), &store.Store{}, log)
	check("all", whole["[]"], []want{
		{"cases", 220, none, none, 220},
		{"E1", 131.0 / 190, 0.6204728880996135, 0.7509646795679469, 190},
		{"E2", 0.5, 0.4, 0.6, 190},
		{"E3", 22.0 / 191, none, none, 191},
		{"E4", 91.0 / 220, none, none, 220},
		{"E5", 78.0 / 220, none, none, 220},
		{"E6", 161.0 / 220, none, none, 220},
		{"z_E1", 0, none, none, 190},
		{"z_E2", 83.3333333333333, none, none, 190},
		{"z_E3", 53.92670157068, none, none, 191},
		{"z_E4", 19.19191919192, none, none, 220},
		{"z_E5", 44.31818181818, none, none, 220},
		{"z_E6", 46.36363636364, none, none, 220},
		{"mean", 11.7396449704142, 10.2359096940547, 13.2433802467737, 169},
		{"p50", 9, 7, 11, 169},
		{"p90", 23.2, 21, 31, 169},
		{"km_median", 10, 8, 12, 190},
		{"E", 36.7026415992385, none, none, 220},
	})
	// 20,000 samples of the cases drawn by numpy, E of each reckoned there, give 32.34 to 43.98; 2,000 of ours lie within 0.3 of it.
	if e := whole["[]"]["E"]; math.Abs(e.Low-32.34) > 0.3 || math.Abs(e.High-43.98) > 0.3 {
		t.Errorf("interval of E: %v to %v", e.Low, e.High)
	}
	halves, order := measured(t, syntheticRules(t, "hromada"), &store.Store{Threads: 1}, log)
	if !slices.Equal(order, []string{"[UA0102]", "[UA0304]"}) {
		t.Errorf("groups %v", order)
	}
	check("UA0102", halves["[UA0102]"], []want{
		{"cases", 122, none, none, 122},
		{"E1", 72.0 / 105, 0.5916999845721341, 0.7666193580832592, 105},
		{"E2", 0.5, 0.4, 0.7, 105},
		{"E3", 12.0 / 103, none, none, 103},
		{"mean", 11.6043956043956, 9.4417168495136, 13.7670743592776, 91},
		{"p50", 8, 6, 10, 91},
		{"p90", 25, 20, 38, 91},
		{"km_median", 10, 7, 13, 105},
		{"E", 36.1449546395034, none, none, 122},
	})
	check("UA0304", halves["[UA0304]"], []want{
		{"cases", 98, none, none, 98},
		{"E1", 59.0 / 85, 0.5895420479203577, 0.781906152227868, 85},
		{"E2", 0.5, 0.4, 0.733333333333333, 85},
		{"mean", 11.8974358974359, 9.8215929669344, 13.9732788279374, 78},
		{"p50", 10, 7, 12, 78},
		{"p90", 23, 18, 35, 78},
		{"km_median", 11, 8, 14, 85},
		{"E", 37.3910018552876, none, none, 98},
	})
	// the state of 1 May: later dates have not happened, cases delivered later are open
	rules := syntheticRules(t)
	rules.AsOf = duration.DayOf(2025, 5, 1)
	earlier, _ := measured(t, rules, &store.Store{}, log)
	check("1 May", earlier["[]"], []want{
		{"cases", 155, none, none, 155},
		{"E1", 86.0 / 119, 0.6362542152810713, 0.7951962126336191, 119},
		{"E2", 0.5, 0.366666666666667, 0.6, 134},
		{"mean", 11.0917431192661, 9.2499665681061, 12.9335196704261, 109},
		{"p50", 7, 6, 10, 109},
		{"p90", 23, 18, 35, 109},
		{"km_median", 10, 7, 12, 134},
		{"E", 38.2581548748552, none, none, 155},
	})
}

// TestGroupsDoNotHangOnFiles: the same log in one file or three, on one thread or two, gives the same groups in the same order.
func TestGroupsDoNotHangOnFiles(t *testing.T) {
	log, err := os.ReadFile("testdata/events/synthetic_log.csv")
	if err != nil {
		t.Fatal(err)
	}
	rules := syntheticRules(t, "hromada", "channel")
	rules.Period = "month"
	whole, order := measured(t, rules, &store.Store{}, log)
	lines := bytes.SplitAfter(log, []byte("\n"))
	part := func(from, to int) []byte { return append(slices.Clone(lines[0]), bytes.Join(lines[from:to], nil)...) }
	parts, again := measured(t, rules, &store.Store{Threads: 1}, part(150, len(lines)), part(1, 70), part(70, 150))
	if diff := cmp.Diff(order, again); diff != "" || len(order) < 50 {
		t.Error(len(order), diff)
	}
	if diff := cmp.Diff(fmt.Sprint(whole), fmt.Sprint(parts)); diff != "" {
		t.Error(diff)
	}
}

// TestEventsStop: a cancelled run ends with the reason, whether reading or not.
func TestEventsStop(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	rules := syntheticRules(t)
	st := &store.Store{}
	defer st.Close()
	e := &Events{Store: st, Rules: rules}
	err := e.Run(ctx, eventlog.NewReader(rules), []EventLog{func(ctx context.Context, _ *eventlog.Reader, _ func(*eventlog.Batch) error) error {
		cancel()
		<-ctx.Done()
		return ctx.Err()
	}}, func(EventRow) error { return nil })
	if err == nil || ctx.Err() == nil {
		t.Errorf("error %v", err)
	}
}
