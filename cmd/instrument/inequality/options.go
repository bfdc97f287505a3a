// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"osnova/cmd/instrument"
	"osnova/metrics/frame"
)

// Options are the columns, files and choices of one measurement. Columns are named as the header of Data names them; an empty name asks for
// nothing. Start from Defaults.
type Options struct {
	Data         string   // CSV of units, one a row; - is stdin
	Value        string   // column of values, 0 and more
	Weight       string   // column of weights, such as residents: adds weighted rows
	Groups       []string // columns of groups to decompose by
	Gaps         []string // pairs of groups, GROUP_A,GROUP_B, whose means are compared
	Rank         string   // column to rank units by
	Bounds       string   // least and greatest possible value, LEAST,GREATEST
	Later        string   // column of the same value later
	Years        float64  // from Value to Later
	Zeros        string   // zeros before logarithms: drop, or floor=0.1
	Bootstrap    int      // replicates for intervals of 95 %; 0: none
	Seed         uint64   // of bootstrap and permutations
	Unit         string   // column of the names of units
	Spatial      string   // knn=5: neighbours are the 5 nearest by Lat and Lon
	Lat, Lon     string   // columns, degrees
	Neighbours   string   // CSV of pairs unit,neighbour
	Permutations int      // for Moran's I and local clusters

	Out   string // file of the measures; - is stdout
	Curve string // file of the points of the Lorenz and concentration curves; empty: none
	Lisa  string // file of local clusters, a row a unit; empty: none

	Given []string // flags that stand on the command line; nil: those whose options are not as in Defaults
}

// Defaults are the options of a person who gives none.
func Defaults() Options {
	return Options{Bounds: "0,100", Zeros: "drop", Seed: 42, Permutations: 999, Out: "-"}
}

// isGiven says whether a person asked for what a flag stands for.
func (o Options) isGiven(flag string) bool {
	if o.Given != nil {
		return slices.Contains(o.Given, flag)
	}
	usual := Defaults()
	return map[string]bool{
		"years": o.Years != 0, "later": o.Later != "", "lat": o.Lat != "", "lon": o.Lon != "", "spatial": o.Spatial != "", "gap": o.Gaps != nil,
		"group": o.Groups != nil, "neighbours": o.Neighbours != "", "unit": o.Unit != "", "lisa": o.Lisa != "", "rank": o.Rank != "",
		"permutations": o.Permutations != usual.Permutations, "bounds": o.Bounds != usual.Bounds,
	}[flag]
}

// request is what was asked for, read.
type request struct {
	Options
	lower, upper float64 // of Bounds
	bounded      bool    // bounds were given
	nearest      int     // neighbours, of Spatial; 0: none
	floor        float64 // of Zeros; 0: dropped
}

// check refuses options that do not fit together and reads those that are small languages.
func (o Options) check() (request, error) {
	q := request{Options: o}
	if o.Value == "" {
		return q, instrument.Usage("--value is missing: name the column of values")
	}
	for _, need := range [][2]string{{"years", "later"}, {"later", "years"}, {"lat", "spatial"}, {"lon", "spatial"}, {"spatial", "lat"}, {"spatial", "lon"}, {"gap", "group"}, {"neighbours", "unit"}} {
		if o.isGiven(need[0]) && !o.isGiven(need[1]) {
			return q, instrument.Usage("--%s needs --%s", need[0], need[1])
		}
	}
	if o.isGiven("later") && !(o.Years > 0 && o.Years <= math.MaxFloat64) {
		return q, instrument.Usage("--years %v: give a finite number above 0", o.Years)
	}
	if o.isGiven("spatial") && o.isGiven("neighbours") {
		return q, instrument.Usage("--spatial and --neighbours exclude each other: neighbours are either the nearest or those named")
	}
	if (o.isGiven("lisa") || o.isGiven("permutations")) && !o.isGiven("spatial") && !o.isGiven("neighbours") {
		return q, instrument.Usage("local clusters need neighbours: give --spatial knn=5 --lat COL --lon COL or --neighbours FILE")
	}
	if q.bounded = o.isGiven("bounds"); q.bounded && !o.isGiven("rank") && !o.isGiven("gap") {
		return q, instrument.Usage("--bounds needs --rank or --gap")
	}
	if o.Curve == "-" || o.Lisa == "-" {
		return q, instrument.Usage("--curve and --lisa: name files; only --out can be -")
	}
	if o.Curve != "" && o.Curve == o.Lisa {
		return q, instrument.Usage("--curve and --lisa are both %s: name two files", o.Curve)
	}
	lower, upper, ok := strings.Cut(o.Bounds, ",")
	var faults [2]string
	q.lower, faults[0] = frame.Number(lower)
	q.upper, faults[1] = frame.Number(upper)
	if !ok || faults != [2]string{} || !(q.lower < q.upper) {
		return q, instrument.Usage("--bounds %q: give two numbers, the lower first, such as 0,100", o.Bounds)
	}
	if o.Zeros != "drop" {
		text, ok := strings.CutPrefix(o.Zeros, "floor=")
		v, fault := frame.Number(text)
		if !ok || fault != "" || !(v > 0) {
			return q, instrument.Usage("--zeros %q: give drop, or floor= and a number above 0, such as floor=0.1", o.Zeros)
		}
		q.floor = v
	}
	if o.isGiven("spatial") {
		text, ok := strings.CutPrefix(o.Spatial, "knn=")
		k, err := strconv.Atoi(text)
		if !ok || err != nil || k < 1 {
			return q, instrument.Usage("--spatial %q: give knn= and a number of neighbours, such as knn=5", o.Spatial)
		}
		q.nearest = k
	}
	if o.Bootstrap != 0 && o.Bootstrap < 2 || o.Bootstrap > 1_000_000 {
		return q, instrument.Usage("--bootstrap %d: give 2 to a million replicates, or 0 for none", o.Bootstrap)
	}
	if o.Permutations < 9 || o.Permutations > 1_000_000 {
		return q, instrument.Usage("--permutations %d: give 9 to a million", o.Permutations)
	}
	for i, g := range o.Groups {
		if slices.Contains(o.Groups[:i], g) {
			return q, instrument.Usage("--group %s is there twice", g)
		}
	}
	return q, o.checkPlaces()
}

// checkPlaces refuses a file of results that is a folder or stands twice.
func (o Options) checkPlaces() error {
	if o.Out == "" {
		return instrument.Usage("--out is empty: name a file, or - for stdout")
	}
	if info, err := os.Stat(o.Out); o.Out != "-" && err == nil && info.IsDir() {
		return instrument.Usage("--out %s is a folder: name a file, such as %s", o.Out, filepath.Join(o.Out, "inequality.csv"))
	}
	if o.Out == o.Curve || o.Out == o.Lisa {
		return instrument.Usage("--out %s is the file of --curve or --lisa too: name two files", o.Out)
	}
	return nil
}
