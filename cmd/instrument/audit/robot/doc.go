// SPDX-License-Identifier: Apache-2.0

// Package robot visits the sites of communities and bodies and tells what is there.
//
// Addresses come in.
// Records of visits with the bytes that were seen go out, and checks: pass, fail or not tested, each with its evidence.
// Nothing here scores, keeps a phone number, an e-mail or a name that a page shows, or asks for what fetch.Visitor would not.
package robot
