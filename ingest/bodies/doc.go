// SPDX-License-Identifier: Apache-2.0

// Package bodies knows bodies of self-organization (ОСН) by their names: what is one, what is only taken for one, of which type it is.
//
// In come names, legal forms and codes as registers write them; out go codes of the lists of this project.
// Nothing here reads files, and no name of a person is looked for: what a register says of persons is dropped before it comes here.
package bodies
