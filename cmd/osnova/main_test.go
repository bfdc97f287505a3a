// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts call the program itself.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"osnova": func() {
			a := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, exit: os.Exit}
			os.Exit(a.run(context.Background(), os.Args[1:]))
		},
		"osnova-village": func() { // the same over the declarations of the village
			a := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, exit: os.Exit, rooms: roomsOf(village)}
			os.Exit(a.run(context.Background(), os.Args[1:]))
		},
	})
}

// TestScripts tests through the front door: one txtar per behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", RequireExplicitExec: true})
}
