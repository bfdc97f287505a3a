// SPDX-License-Identifier: Apache-2.0

//go:build js && wasm

package main

import (
	"syscall/js"

	"osnova/cmd/browser/engine"
)

// main gives the worker that runs it osnovaAnswer(text of a request) → text of the answer, and stays.
func main() {
	js.Global().Set("osnovaAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 1 || args[0].Type() != js.TypeString {
			return string(engine.Answer(nil))
		}
		return string(engine.Answer([]byte(args[0].String())))
	}))
	select {}
}
