// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"errors"
	"fmt"

	"osnova/metrics/frame"
)

// ErrNobodyLeft says that no respondent is left to analyse: all were careless, of weight 0 or without a stratum.
var ErrNobodyLeft = errors.New("no respondent is left")

// Answers collects a sample of respondents whose answers are numbers already, where [Load] reads them from a file.
type Answers struct {
	loader         *loader
	numbers, texts int
}

// NewAnswers begins a sample. numbers names the columns of answers, weight and duration in the order in which Add is given them, texts those of
// unit, cluster and strata. A column of the design or fields that is not there is a [frame.UnknownError].
func NewAnswers(name string, numbers, texts []string, d *Design, f Fields) (*Answers, error) {
	among := func(names []string) func(string) (int, error) {
		at := make(map[string]int, len(names))
		for i, n := range names {
			at[n] = i
		}
		return func(column string) (int, error) {
			i, ok := at[column]
			if !ok {
				return 0, &frame.UnknownError{Where: name, What: "column", Name: column, Have: names}
			}
			return i, nil
		}
	}
	l, err := newLoader(name, d, f, among(numbers), among(texts))
	if err != nil {
		return nil, err
	}
	return &Answers{loader: l, numbers: len(numbers), texts: len(texts)}, nil
}

// Add takes in a respondent: an answer that is NaN was not given, a text that is empty is not known. Both are free again after the call. It is an
// error if they are not as many as there are columns; what is wrong with the answers is told by Sample.
func (a *Answers) Add(numbers []float64, texts []string) error {
	if len(numbers) != a.numbers || len(texts) != a.texts {
		return fmt.Errorf(
			"%s: respondent %d has %d numbers and %d texts in place of %d and %d",
			a.loader.File,
			a.loader.N+1,
			len(numbers),
			len(texts),
			a.numbers,
			a.texts,
		)
	}
	a.loader.add(numbers, texts)
	return nil
}

// Sample is that of all respondents, with the faults of [Load] in which a respondent's number, from 1, stands for a line.
func (a *Answers) Sample() (*Sample, error) { return a.loader.finish() }

// mostFaults is how many faults of respondents are told; answers after them are left.
const mostFaults = 20

func (l *loader) add(numbers []float64, texts []string) {
	if len(l.faults) >= mostFaults {
		return
	}
	line, base := l.N+1, len(l.answers)
	for i, c := range l.columns {
		v, is := c.judge(numbers[c.at])
		if is == outOfScale {
			l.quarantine(line, c.Column, frame.Format(numbers[c.at]), c.limits)
		}
		l.answers = append(l.answers, l.keep(i, c, v))
	}
	l.straight = append(l.straight, l.straightLine(l.answers[base:]))
	l.place(texts, line)
	if l.weightAt >= 0 {
		l.weigh(numbers[l.weightAt], "", frame.Format(numbers[l.weightAt]), line)
	}
	if l.durationAt >= 0 {
		l.time(numbers[l.durationAt], frame.Format(numbers[l.durationAt]), line)
	}
	l.N++
}
