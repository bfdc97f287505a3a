// Package synth invents a country and writes what the upstreams of its sources would publish about it.
//
// In comes a seed, a scale and years. Out go files in upstream formats, laid out as a mirror, and beside them the truth: the values that the
// pipeline must find again, and what must become of every record. No fact about a real place is here, and no person.
package synth
