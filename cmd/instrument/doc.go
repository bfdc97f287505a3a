// SPDX-License-Identifier: Apache-2.0

// Package instrument is the ground of the instruments, one folder each below it: what a person asks of osnova's arithmetic on files of their own.
//
// Streams, a log, a bound of memory and the files of the person come in, through a Desk.
// Whole files in a folder that is new, empty or osnova's own go out, and findings that say where, what and what to try.
// No flag is parsed here, no process ends here, and one instrument never calls another.
package instrument
