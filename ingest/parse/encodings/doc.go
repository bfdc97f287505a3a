// SPDX-License-Identifier: Apache-2.0

// Package encodings tells in which encoding a text is, by its bytes first and by what is declared only where they leave it open.
//
// In come bytes and a declaration; out comes UTF-8 without a mark, or why the text cannot be read. A byte that is no character becomes
// U+FFFD, which no table takes, so that it costs its own record. Text that is valid UTF-8 is never read as anything else.
package encodings
