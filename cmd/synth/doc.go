// SPDX-License-Identifier: Apache-2.0

// Package synth invents a country and writes what the upstreams of its sources would publish about it.
//
// A seed, a scale and years come in.
// Files in upstream formats go out, laid out as a mirror, and beside them the truth: the values that the pipeline must find again, and what must
// become of every record.
// No fact about a real place is here, and no person; nothing here knows the stage that reads what is written.
package synth
