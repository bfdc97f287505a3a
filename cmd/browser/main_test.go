// SPDX-License-Identifier: Apache-2.0

//go:build !(js && wasm)

package main

import (
	"strings"
	"testing"
)

// TestLines: a message a line is answered with a line, the last one without an end of its line too.
func TestLines(t *testing.T) {
	var out strings.Builder
	if err := answerLines(strings.NewReader("{\"id\":1,\"method\":\"none\"}\n{\"id\":2,\"method\":\"none\"}"), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], `{"id":1,"error"`) || !strings.HasPrefix(lines[1], `{"id":2,"error"`) {
		t.Errorf("%q", out.String())
	}
}
