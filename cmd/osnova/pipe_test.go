// SPDX-License-Identifier: Apache-2.0

package main

import "syscall"

// pipe makes a FIFO.
func pipe(path string) error { return syscall.Mkfifo(path, 0o644) }
