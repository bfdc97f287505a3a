// SPDX-License-Identifier: Apache-2.0

//go:build !(js && wasm)

package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"osnova/cmd/browser/engine"
)

func main() {
	if err := answerLines(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "browser:", err)
		os.Exit(1)
	}
}

// answerLines answers messages, one a line, as the worker of a page would.
func answerLines(from io.Reader, to io.Writer) error {
	lines := bufio.NewReader(from)
	for {
		line, end := lines.ReadBytes('\n')
		if len(line) > 0 {
			if _, err := fmt.Fprintf(to, "%s\n", engine.Answer(line)); err != nil {
				return err
			}
		}
		if end == io.EOF {
			return nil
		}
		if end != nil {
			return end
		}
	}
}
