// SPDX-License-Identifier: Apache-2.0

// Package publish makes a built site ready for a web server.
//
// The folder of a site comes in, with the address at which it will stand and the policy of its pages.
// The same files go out with gzip and brotli copies beside them, and settings of nginx, Caddy, Apache and static hosts.
// No page is changed here, nothing is sent anywhere, and what has not changed is not packed again.
package publish
