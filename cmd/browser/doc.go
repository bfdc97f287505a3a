// SPDX-License-Identifier: Apache-2.0

// Command browser is the arithmetic of osnova for a page: compiled with GOOS=js GOARCH=wasm it answers the questions of a visitor
// inside the browser.
//
// A message of cmd/browser/engine comes in, as JSON; its answer goes out, as JSON.
// Built for another system it reads a message a line from stdin.
// Nothing here measures, opens a file or asks a network: what a visitor gives never leaves the page.
package main
