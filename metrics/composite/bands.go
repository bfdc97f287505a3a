// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"errors"
	"fmt"
	"math"

	"osnova/metrics/frame"
)

// Band is a stretch of the scale of the root, from its lower bound (inclusive) to
// that of the next; what lies below the first belongs to it.
type Band struct {
	ID   string  `yaml:"id"`
	From float64 `yaml:"from"`
}

// How sure a band must be, and how many neighbours may stand for one before they
// say nothing.
const (
	bandTenths = 8 // tenths of the replicates
	mostBands  = 3
)

// BandOf is the place of a score among bands, −1 of a missing one. What only
// rounding keeps below a bound is at it.
func BandOf(bands []Band, score float64) int {
	if math.IsNaN(score) {
		return -1
	}
	at := 0
	for k, b := range bands {
		if score >= b.From || level(b.From, score) {
			at = k
		}
	}
	return at
}

// BandRun is where the scores of one unit fall.
type BandRun struct {
	Shares   []float64 // of the replicates with a score, by band
	Low, Top int       // places of the run shown
	Share    float64   // of the replicates in it
}

// Distinct says whether the run tells the unit apart: four bands and more do not.
func (r BandRun) Distinct() bool { return len(r.Shares) > 0 && r.Top-r.Low < mostBands }

// NotDistinct is the name of a run that does not tell a unit apart.
const NotDistinct = "unclear"

// Name is the run as tables have it, the best band first: C, C–D, or unclear where
// it does not tell the unit apart. Empty without replicates.
func (r BandRun) Name(bands []Band) string {
	switch {
	case len(r.Shares) == 0:
		return ""
	case !r.Distinct():
		return NotDistinct
	case r.Low == r.Top:
		return bands[r.Low].ID
	}
	return bands[r.Top].ID + "–" + bands[r.Low].ID
}

// RunOfBands is the shortest run of neighbouring bands that holds eight tenths of
// the replicates and more; of runs of one length the one that holds more, then the
// one with the score as the spec stands, then the lower one. Replicates without a
// score are left out.
func RunOfBands(bands []Band, nominal float64, scores []float64) BandRun {
	counts, all := make([]int, len(bands)), 0
	for _, v := range scores {
		if at := BandOf(bands, v); at >= 0 {
			counts[at]++
			all++
		}
	}
	if all == 0 || len(bands) == 0 {
		return BandRun{}
	}
	r := BandRun{Shares: make([]float64, len(bands))}
	for k, n := range counts {
		r.Shares[k] = float64(n) / float64(all)
	}
	own := BandOf(bands, nominal)
	for length := 1; length <= len(bands); length++ {
		most := -1
		for low := 0; low+length <= len(bands); low++ {
			n := 0
			for _, c := range counts[low : low+length] {
				n += c
			}
			holds := low <= own && own < low+length
			if 10*n < bandTenths*all || n < most || n == most && !(holds && !(r.Low <= own && own <= r.Top)) {
				continue
			}
			most, r.Low, r.Top, r.Share = n, low, low+length-1, float64(n)/float64(all)
		}
		if most >= 0 {
			break
		}
	}
	return r
}

func checkBands(bands []Band) error {
	var faults []error
	for k, b := range bands {
		if b.ID == "" || math.IsNaN(b.From) || math.IsInf(b.From, 0) || k > 0 && !(b.From > bands[k-1].From) {
			faults = append(faults, fmt.Errorf("bands: %q does not follow the one before: give each an id and a higher from", b.ID))
		}
	}
	return errors.Join(faults...)
}

// bandsFile says for each unit into which bands its score falls.
func (x *Index) bandsFile(t *Trials) frame.File {
	header := x.Data.key("band", "p_band", "bands")
	for _, b := range x.Spec.Bands {
		header = append(header, "p_"+b.ID)
	}
	return frame.FileOfRows(header, func(w *frame.Writer) {
		for i, v := range x.Result.Scores.Columns[0] {
			if math.IsNaN(v) {
				continue
			}
			r := RunOfBands(x.Spec.Bands, v, t.Scores(i))
			x.Data.name(w, i)
			w.Text(r.Name(x.Spec.Bands))
			w.Number(r.Share)
			w.Int(r.Top - r.Low + 1)
			for _, share := range r.Shares {
				w.Number(share)
			}
			w.End()
		}
	})
}
