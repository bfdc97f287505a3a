// SPDX-License-Identifier: Apache-2.0

// Package disk knows what is osnova's on the disk, and what is somebody else's.
//
// Folders and paths that a command is to write come in.
// Places that may be written, and files that are put there whole and synced, go out; a marker in each folder lists what osnova wrote.
// Nothing is written over or removed here that the marker does not vouch for, and nothing is known of tables or databases.
package disk
