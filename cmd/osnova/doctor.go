// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"osnova/cmd/instrument"
	"osnova/ingest"
)

func (a *program) doctorCommand() *cobra.Command {
	var in input
	var report string
	c := &cobra.Command{
		Use:   "doctor [NAME...]",
		Short: "Ask publishers whether their files are still as declared",
		Long: `doctor asks the publisher of each source, or of those named, for the beginning of its files or its first page, with the manners of a refresh, and
compares status, type, size, header and first records with the declaration. It says of each: as declared, changed and how, gone, no answer, or
no address. A report that can be sent is written to --report. Nothing else is written, and no table changes; it ends with 3 where something is changed or gone.
Manual: docs/refresh.md`,
		Example: "  osnova doctor --refresh\n  osnova doctor --refresh --report doctor.md edr prozorro_feed",
		Args:    cobra.ArbitraryArgs,
		RunE:    func(c *cobra.Command, args []string) error { return a.doctor(c.Context(), in, report, args) },
	}
	flags := c.Flags()
	flags.BoolVar(&in.refresh, "refresh", false, "ask the publishers")
	flags.StringVar(&in.mirror, "mirror", "", "ask this address instead, which holds the files under each source's mirror path")
	flags.BoolVar(&in.loopback, "allow-loopback", false, "also ask addresses of this computer, for tests")
	flags.StringVar(&report, "report", "doctor.md", "file to write the report to; - is none")
	return c
}

// doctor examines sources, prints a table and writes the report.
func (a *program) doctor(ctx context.Context, in input, report string, names []string) error {
	if err := in.check(); err != nil {
		return err
	}
	if !in.refresh && !strings.HasPrefix(in.mirror, "http") {
		return usage("nobody is asked: give --refresh, or --mirror with an address that begins with http:// or https://")
	}
	if report == "" {
		return usage("--report is empty: name a file, such as doctor.md, or - for none")
	}
	if report != "-" {
		if err := instrument.ClaimFiles(report); err != nil {
			return err
		}
	}
	fsys, cat, err := a.load()
	if err != nil {
		return err
	}
	st := a.ingest(fsys, cat, in, nil, nil)
	st.Fetch.Dir = "" // nothing is kept
	if len(names) > 0 {
		if _, err := a.sourcesNamed(cat, names); err != nil {
			return err
		}
	}
	var only map[string]bool
	for _, n := range names {
		if only == nil {
			only = map[string]bool{}
		}
		only[n] = true
	}
	found, err := st.Examine(ctx, only)
	if err != nil {
		return err
	}
	table(a, found)
	if report == "-" {
		return nil
	}
	return instrument.WriteFiles(ctx, "doctor", map[string][]byte{report: doctorReport(found, st.Fetch.UserAgent, time.Now())})
}

// table prints a line for each source and finds what is changed or gone.
func table(a *program, found []ingest.Examination) {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, x := range found {
		said := strings.Join(x.How, "; ")
		if x.Verdict == ingest.AsDeclared && x.Records > 0 {
			said = fmt.Sprintf("%d first records", x.Records)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", x.Source, x.Verdict, said)
		if x.Verdict == ingest.Changed || x.Verdict == ingest.FileGone {
			a.findings.Add("ingest/sources/"+x.Source+"/source.yaml", cmp.Or(x.Runbook, "docs/refresh.md says what to do"), "%s: %s", x.Verdict, said)
		}
	}
	w.Flush()
	for _, x := range found {
		if x.Runbook != "" {
			fmt.Fprintf(a.stdout, "to do for %s: %s\n", x.Source, x.Runbook)
		}
	}
	counts := map[string]int{}
	for _, x := range found {
		counts[x.Verdict]++
	}
	fmt.Fprintf(a.stdout, "%d sources: %d as declared, %d changed, %d gone, %d no answer, %d no address\n", len(found),
		counts[ingest.AsDeclared], counts[ingest.Changed], counts[ingest.FileGone], counts[ingest.Unanswered], counts[ingest.Unasked])
}

// doctorReport is the report in Markdown. It has no cell of a file, no name of a user and no path of this computer.
func doctorReport(found []ingest.Examination, agent string, at time.Time) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Sources as their publishers offer them\n\nAsked on %s by «%s» (%s).\n\n| source | verdict | how | records read | refused |\n|---|---|---|---|---|\n",
		at.UTC().Format(time.DateOnly), agent, "osnova "+buildVersion())
	cell := strings.NewReplacer("|", "\\|", "\n", " ")
	for _, x := range found {
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %d |\n", x.Source, x.Verdict, cell.Replace(strings.Join(x.How, "; ")), x.Records, x.Refused)
	}
	b.WriteString("\n## What to do\n\n| source | by its runbook |\n|---|---|\n")
	for _, x := range found {
		if x.Runbook != "" {
			fmt.Fprintf(&b, "| %s | %s |\n", x.Source, cell.Replace(x.Runbook))
		}
	}
	b.WriteString("\n## What was asked\n\n| source | address | status | type | bytes |\n|---|---|---|---|---|\n")
	for _, x := range found {
		for _, p := range x.Asked {
			size := fmt.Sprint(p.Size)
			if p.Size < 0 {
				size = "not told"
			}
			if p.Cut {
				size += ", only the beginning was taken"
			}
			fmt.Fprintf(&b, "| %s | %s | %d | %s | %s |\n", x.Source, cell.Replace(p.Address), p.Status, cell.Replace(p.Type), size)
		}
	}
	return b.Bytes()
}
