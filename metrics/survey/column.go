package survey

import (
	"math"
	"slices"

	"osnova/metrics/frame"
)

// column holds the answers to one question. As long as no more than 255 distinct
// answers turn up, an answer is one byte in the row of its respondent; beyond that
// the column keeps numbers of its own.
type column struct {
	Question
	at     int // in the file
	table  [256]float64
	codes  map[float64]uint8
	digits [10]uint8 // code of a one-digit cell, 0 = not met yet
	wide   []float64
	limits string // of the scale, in words

	missing, coded, outside int
}

// missingCode stands for no answer in the table.
const missingCode = 0

func newColumn(q Question, at int) *column {
	c := &column{Question: q, at: at, codes: map[float64]uint8{}}
	c.limits = "outside the scale " + frame.Format(q.Min) + "–" + frame.Format(q.Max)
	c.table[missingCode] = math.NaN()
	return c
}

// verdict of one cell.
type verdict int

const (
	answered verdict = iota
	empty
	outOfScale
	noNumber
)

// read gives the value of a cell that has not been met as a digit, NaN unless answered.
func (c *column) read(cell string) (v float64, is verdict, reason string) {
	v, reason = frame.Number(cell)
	switch {
	case reason != "":
		return v, noNumber, reason
	case math.IsNaN(v):
		c.missing++
		return v, empty, ""
	case slices.Contains(c.Missing, v):
		c.coded++
		return math.NaN(), empty, ""
	case v < c.Min || v > c.Max:
		c.outside++
		return math.NaN(), outOfScale, ""
	}
	return v, answered, ""
}

// code finds the byte of a value; false when all are taken.
func (c *column) code(v float64) (uint8, bool) {
	if math.IsNaN(v) {
		return missingCode, true
	}
	code, met := c.codes[v]
	if met {
		return code, true
	}
	if len(c.codes) == 255 {
		return 0, false
	}
	code = uint8(len(c.codes) + 1)
	c.codes[v] = code
	c.table[code] = v
	if d := int(v); float64(d) == v && d >= 0 && d <= 9 {
		c.digits[d] = code
	}
	return code, true
}
