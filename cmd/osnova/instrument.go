// SPDX-License-Identifier: Apache-2.0

package main

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/parquet"
)

// usage makes a mistake in the command line of words.
func usage(format string, args ...any) error { return instrument.Usage(format, args...) }

// newSession is where an instrument works in this run.
func (a *program) newSession() *instrument.Session {
	return &instrument.Session{
		Stdin:   a.stdin,
		Stdout:  a.stdout,
		Stderr:  a.stderr,
		Log:     a.log,
		Plain:   a.json,
		Memory:  a.memory,
		Now:     time.Now,
		Parquet: parquet.Convert,
	}
}

// use has an instrument work, and keeps what it finds for the end.
func (a *program) use(run func(*instrument.Session) error) error {
	d := a.newSession()
	if d.Record = a.record; d.Record != nil {
		d.Record.Edition = a.edition
	}
	err := run(d)
	a.findings = append(a.findings, d.Findings...)
	return err
}

// outOf is the value of --out where a person gave it, else the word in its place.
func (a *program) outOf(c *cobra.Command, otherwise string) string {
	if c.Flags().Changed("out") {
		return a.out
	}
	return otherwise
}

// givenFlags are the names of the flags on the command line.
func givenFlags(c *cobra.Command) []string {
	given := []string{}
	c.Flags().Visit(func(f *pflag.Flag) { given = append(given, f.Name) })
	return given
}
