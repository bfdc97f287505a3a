// SPDX-License-Identifier: Apache-2.0

package events

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/csv"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"osnova/cmd/instrument"
	"osnova/store/disk"
)

// What lies beside the example's log: which column is which, and what to do with it.
var (
	//go:embed example/columns.yaml
	exampleColumns []byte
	//go:embed example/README.md
	exampleReadme []byte
)

// Sizes of the example.
const (
	exampleCases = 2000
	exampleDays  = 180 // of submissions, from exampleStart
)

var exampleStart = time.Date(2025, time.January, 1, 0, 0, 0, 0, time.UTC)

// request is a kind of request of the example: who serves it, what was promised, how long it takes.
type request struct {
	department, kind string
	promised         int     // days
	median, spread   float64 // days, and the standard deviation of their logarithm
	share            float64 // of all requests
}

// exampleRequests are invented; refuse is quick, water slow, repairs of roads uneven.
var exampleRequests = []request{
	{"Invented refuse", "container not emptied", 5, 1.5, 0.8, 0.35},
	{"Invented street lights", "light out", 10, 4, 0.9, 0.2},
	{"Invented water", "no water", 14, 15, 0.5, 0.15},
	{"Invented roads", "pothole", 30, 20, 1.1, 0.2},
	{"Invented permits", "permit to dig", 30, 12, 0.4, 0.1},
}

// exampleChannels are words of the invented program with their shares; some requests have no channel, as in logs of real programs.
var exampleChannels = []struct {
	word  string
	share float64
}{{"PHONE", 0.5}, {"WEBFORM", 0.28}, {"MOBILE", 0.08}, {"COUNTER", 0.06}, {"", 0.08}}

// WriteExample writes an invented log in the form of a program that keeps requests of residents, a mapping for it and a page that says
// what to run: log.csv, columns.yaml and README.md in the folder. Equal calls give equal bytes.
func WriteExample(ctx context.Context, dir string) error {
	place, err := disk.Claim(dir, "events", exampleNames...)
	if err != nil {
		return err
	}
	log, err := exampleLog()
	if err != nil {
		return err
	}
	files := map[string][]byte{"log.csv": log, "columns.yaml": exampleColumns, "README.md": exampleReadme}
	return instrument.WriteFolder(ctx, place, instrument.WholeFiles(files), exampleNames)
}

// exampleNames are the files of the example.
var exampleNames = []string{"README.md", "columns.yaml", "log.csv"}

// exampleLog is the log: one row a request, with the dirt that such logs have. A request that is closed later than the last day is open.
func exampleLog() ([]byte, error) {
	chance := rand.New(rand.NewPCG(2025, 1))
	last := exampleStart.AddDate(0, 0, exampleDays)
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write([]string{"Request ID", "Opened", "Source", "Department", "Kind", "State", "Closed", "Promised by", "Cancelled"}) // into memory
	for n := range exampleCases {
		opened := exampleStart.Add(time.Duration(n) * (exampleDays * 24 * time.Hour / exampleCases))
		r := exampleRequests[pickShare(chance, len(exampleRequests), func(i int) float64 { return exampleRequests[i].share })]
		source := exampleChannels[pickShare(chance, len(exampleChannels), func(i int) float64 { return exampleChannels[i].share })].word
		took := r.median * math.Exp(r.spread*chance.NormFloat64())
		state, closed, cancelled := "Closed", opened.Add(time.Duration(took*24)*time.Hour), time.Time{}
		switch {
		case chance.Float64() < 0.03:
			state, closed, cancelled = "Cancelled", time.Time{}, opened.AddDate(0, 0, 1)
		case closed.After(last):
			state, closed = "In work", time.Time{}
		}
		row := []string{
			"invented-" + strconv.Itoa(100_000+n), stamp(opened), source, r.department, r.kind, state, stamp(closed),
			opened.AddDate(0, 0, r.promised).Format("2006-01-02"), stamp(cancelled),
		}
		_ = w.Write(row)
		if n%250 == 249 { // exported twice
			_ = w.Write(row)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// pickShare draws one of n things by their shares, which sum to 1.
func pickShare(chance *rand.Rand, n int, share func(int) float64) int {
	at := chance.Float64()
	for i := range n {
		if at -= share(i); at < 0 {
			return i
		}
	}
	return n - 1
}

// stamp writes a moment as the invented program does; the zero time is empty.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format("2006-01-02 15:04:05")
}
