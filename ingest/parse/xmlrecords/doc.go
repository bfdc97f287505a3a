// SPDX-License-Identifier: Apache-2.0

// Package xmlrecords reads records out of XML files of any size in flat memory: the children asked for of a named element, and nothing else.
//
// In come bytes in UTF-8 or a single-byte encoding, bare or as members of a ZIP; out go records whose values are decoded when asked for.
// Nothing here resolves entities of a document type, reads other files or keeps what was not asked for.
//
// The whole file is read as markup: start and end tags must match, attributes be quoted, comments, CDATA sections and processing
// instructions end. What breaks that rule is an Error with its byte offset, and reading stops, for nothing after it can be trusted.
// A document type declaration is an Error too, so that no entity is ever declared. What is wrong with one record alone (a character that
// the encoding does not have, an unknown entity, an element where text was declared, a size above the limit) is a Fault of that record,
// and reading goes on. Text that nobody asked for is not decoded, hence not judged.
//
// Values are what encoding/xml gives: entities and character references replaced, CDATA taken as it stands, comments and processing
// instructions left out, line ends made \n. Names are compared as they are written, with their prefix.
package xmlrecords
