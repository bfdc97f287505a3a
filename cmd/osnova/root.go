// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/cmd/instrument"
)

// exit codes
const (
	exitFine     = 0
	exitError    = 1
	exitUsage    = 2
	exitFindings = 3
)

// program is what every command needs: streams, flags that all share, and findings to show at the end.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	project        string
	rooms          layers // in place of the embedded declarations, for tests
	out            string
	snapshots      string // where fetched files are kept; empty: in out
	json, verbose  bool
	quiet          bool
	failOn         string    // least severity of a finding that ends the run with 3; empty: any
	begun          time.Time // when the run began, for its closing record
	closed         closing
	record         *instrument.Record // what run.json says, but for the inputs; nil: none is written
	recordTime     bool
	edition        string // of the declarations that were read
	recordOut      bool   // the closing record goes to stdout, which has nothing else
	memoryFlag     string
	memory         int64             // bytes to keep within; 0: not known
	exit           func(int)         // ends the process where memory runs out; nil: it is not watched
	unwatch        func(error) error // ends the watch of memory, and says whether it ended the run
	log            *slog.Logger
	steps          *progressbar.ProgressBar // of the run, on a terminal
	misused        error                    // what is wrong with a request for help
	without        []string                 // sources that project.yaml switches off
	lacking        catalog.Findings         // what declarations miss for their sake
	findings       catalog.Findings
}

// runProgram is the whole program as a function of its arguments and streams.
func runProgram(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &program{stdin: stdin, stdout: stdout, stderr: stderr}
	return a.run(ctx, args)
}

func (a *program) run(ctx context.Context, args []string) int {
	a.begun = time.Now()
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if a.unwatch != nil {
		err = a.unwatch(err)
	}
	if err == nil {
		err = a.misused
	}
	return a.end(err)
}

// misread are what packages say of a value that they cannot read, and what to say of it.
var misread = []struct {
	pattern *regexp.Regexp
	plain   string
}{
	{regexp.MustCompile(`: strconv\.\w+: parsing "[^"]*": value out of range$`), ": the number is too large or too small"},
	{regexp.MustCompile(`: strconv\.ParseUint: parsing .*$`), ": give a whole number, 0 or more"},
	{regexp.MustCompile(`: strconv\.(ParseInt|Atoi): parsing .*$`), ": give a whole number"},
	{regexp.MustCompile(`: strconv\.ParseFloat: parsing .*$`), ": give a number, such as 0.5"},
	{regexp.MustCompile(`: strconv\.ParseBool: parsing .*$`), ": give true or false, or the flag alone"},
	{regexp.MustCompile(`: time: (invalid duration|missing unit|unknown unit).*$`), ": give a time with its unit, such as 300ms or 2s"},
}

// plainValue says of a flag's value what it should be, in place of the words of the package that could not read it.
func plainValue(err error) error {
	for _, m := range misread {
		if text := err.Error(); m.pattern.MatchString(text) {
			return errors.New(m.pattern.ReplaceAllString(text, m.plain))
		}
	}
	return err
}

// countOf is a number with its noun.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (a *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "osnova",
		Short:         "Open data on Ukraine's communities: indicators, open datasets and a bilingual site",
		Version:       buildVersion(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknown(args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
		PersistentPreRunE: func(c *cobra.Command, args []string) error {
			for _, name := range []string{"mirror", "project", "since", "to"} { // such as a shell variable that is not set: to go on without it would do something else
				if f := c.Flags().Lookup(name); f != nil && f.Changed && f.Value.String() == "" {
					return usage("--%s is empty: give a value, or leave it out", name)
				}
			}
			a.closed.Command = strings.TrimPrefix(c.CommandPath(), "osnova ")
			if a.quiet && a.verbose {
				return usage("--quiet and --verbose exclude each other")
			}
			if f := c.Flags().Lookup("fail-on"); f != nil {
				a.failOn = f.Value.String()
			}
			a.record = a.recordOf(c, args)
			a.recordOut = slices.Contains(recordCommands, a.closed.Command)
			if err := a.checkFailOn(); err != nil {
				return err
			}
			a.log = logger(a.stderr, a.json, a.verbose)
			if a.quiet {
				a.log = slog.New(slog.DiscardHandler)
			}
			if err := a.bindMemory(c.Flags().Changed("memory")); err != nil {
				return err
			}
			a.watchMemory(c)
			if a.out == "" {
				return usage("--out is empty: name a folder, such as build")
			}
			for _, flag := range []string{"out", "to"} {
				if f := c.Flags().Lookup(flag); f != nil && strings.ContainsFunc(f.Value.String(), unicode.IsControl) {
					return usage("--%s %q: a line break or another control character cannot stand in a path", flag, f.Value.String())
				}
			}
			return nil
		},
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return instrument.UsageError{Err: plainValue(err)} })
	help := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		if words := c.Flags().Args(); c.HasSubCommands() && len(words) > 0 { // the word is no command, or cobra had found it
			a.misused = unknownOf(c, words[0])
			return
		}
		help(c, args)
	})
	flags := root.PersistentFlags()
	flags.StringVar(&a.project, "project", "", "folder of own declarations that add to or override the embedded ones")
	flags.StringVar(&a.out, "out", "build", "folder for database, site and datasets")
	flags.StringVar(&a.memoryFlag, "memory", "", "most memory to use, such as 4GB; default half of the computer's, never more than a container allows")
	flags.BoolVar(&a.json, "json", false, "logs, findings and a closing record as JSON, one object a line")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "say only what is wrong and makes the run end with another code than 0")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "log every table made")
	flags.BoolVar(&a.recordTime, "record-time", false, "say in run.json, beside results, when they were made")
	root.SetHelpCommand(helpCommand(root))
	root.AddCommand(a.buildCommand(), a.planCommand(), a.checkCommand(), a.serveCommand(), a.docsCommand(),
		a.indexCommand(), a.surveyCommand(), a.inequalityCommand(), a.eventsCommand(), a.auditCommand(), a.registerCommand(), a.formsCommand(), a.matchCommand(),
		a.synthCommand(), a.initCommand(), a.doctorCommand(), a.cleanCommand(), a.publishCommand(), a.versionCommand())
	for _, stage := range stageNames {
		root.AddCommand(a.stageCommand(stage))
	}
	return root
}

// helpCommand shows the help of a command; an unknown one is a mistake like any other.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about any command",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknown(args[len(args)-max(len(rest), 1)])
			}
			c.InitDefaultHelpFlag()
			return c.Help()
		},
	}
}

// noArgs refuses stray words after a command.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownOf(c, args[0])
	}
	return nil
}

// unknownOf refuses a word after a command: it takes none, or is followed by commands of its own.
func unknownOf(c *cobra.Command, word string) error {
	if !c.HasParent() {
		return unknown(word)
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	if near := catalog.Nearest(word, names); near != "" {
		return usage("%s takes no word %q, did you mean %q?", c.CommandPath(), word, near)
	}
	return usage("%s takes no word %q", c.CommandPath(), word)
}

// commands are all first words, for a hint at a misspelt one.
var commands = append([]string{
	"build", "plan", "check", "serve", "docs", "index", "survey", "inequality", "events",
	"audit", "match", "synth", "init", "doctor", "clean", "publish", "register", "version", "help",
}, stageNames...)

func unknown(word string) error {
	if near := catalog.Nearest(word, commands); near != "" {
		return usage("unknown command %q, did you mean %q?", word, near)
	}
	return usage("unknown command %q; there are %s", word, strings.Join(commands, ", "))
}

func logger(w io.Writer, asJSON, verbose bool) *slog.Logger {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	if asJSON {
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}
