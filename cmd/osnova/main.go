// SPDX-License-Identifier: Apache-2.0

// Command osnova turns open data on Ukraine's communities into indicators, open datasets and a bilingual site.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Libraries that read a whole file at once hear of no context. Output is swapped in whole, so leaving is safe at any time.
	context.AfterFunc(ctx, func() {
		time.Sleep(1700 * time.Millisecond)
		fmt.Fprintln(os.Stderr, "osnova: stopped; the last good output is in place")
		os.Exit(exitError)
	})
	a := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, exit: os.Exit}
	os.Exit(a.run(ctx, os.Args[1:]))
}
