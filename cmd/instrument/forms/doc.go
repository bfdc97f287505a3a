// SPDX-License-Identifier: Apache-2.0

// Package forms is the instrument of a round of collection forms: it writes the blanks, checks what is filled in, and collects what came back.
//
// In come the questions, the codifier and workbooks as officials send them; out go blanks, one line for each fault in words for the official, the
// archive that the pipeline reads, a reply to each sender and a table for the collector. What is refused here is what the pipeline would refuse.
package forms
