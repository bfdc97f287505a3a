// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// surveys times osnova survey on a million made-up respondents: 22 items asked twice on 1–7, about 1 % of the cells empty, a unit each.
func surveys(program, dir string) error {
	const respondents = 1_000_000
	items, responses := filepath.Join(dir, "items.csv"), filepath.Join(dir, "responses.csv")
	if err := surveyInput(items, responses, respondents); err != nil {
		return err
	}
	out := filepath.Join(dir, "survey")
	nothing := func() error { return nil }
	args := []string{"survey", "--responses", responses, "--items", items, "--out", out}
	if _, err := benchRow("osnova survey, 1,000,000 × 44", nothing, program, args...); err != nil {
		return err
	}
	_, err := benchRow("  the same in 100 units", nothing, program, append(args, "--unit", "unit")...)
	return err
}

// surveyInput writes the questionnaire and the seeded answers: each respondent has a mood that all answers share.
func surveyInput(items, responses string, respondents int) error {
	dimensions := map[string]int{"T": 4, "R": 5, "P": 4, "A": 4, "M": 5}
	design, header, asked := "item,dimension,perception,expectation\n", "unit", 0
	for _, d := range []string{"T", "R", "P", "A", "M"} {
		for i := range dimensions[d] {
			design += fmt.Sprintf("%s%d,%s,p_%[1]s%[2]d,e_%[1]s%[2]d\n", d, i+1, d)
			header += fmt.Sprintf(",p_%s%d,e_%[1]s%[2]d", d, i+1)
			asked++
		}
	}
	if err := os.WriteFile(items, []byte(design), 0o644); err != nil {
		return err
	}
	f, err := os.Create(responses)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString(header + "\n")
	source := rand.New(rand.NewPCG(42, 44))
	line := make([]byte, 0, 256)
	for range respondents {
		mood := source.NormFloat64()
		line = strconv.AppendInt(append(line[:0], 'u'), int64(source.IntN(100)), 10)
		for cell := range 2 * asked {
			line = append(line, ',')
			if source.IntN(100) == 0 {
				continue
			}
			middle := 4.6
			if cell%2 == 1 {
				middle = 6
			}
			v := middle + mood + source.NormFloat64()
			line = append(line, '0'+byte(max(1, min(7, v))))
		}
		w.Write(append(line, '\n'))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
