// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// ErrNotPublic marks an address that no publisher's file can have.
var ErrNotPublic = errors.New("is not public")

// HostPort is the part of an address that Trusted names; empty if it is no web address.
func HostPort(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return hostPort(u)
}

// Loopback reports whether an address names this computer.
func Loopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

func hostPort(u *url.URL) string {
	port := u.Port()
	switch {
	case port != "":
	case u.Scheme == "http":
		port = "80"
	case u.Scheme == "https":
		port = "443"
	default:
		return ""
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// reserved are the blocks that IANA's registries of special-purpose addresses give to no publisher: "this network", carriers, protocols,
// documentation, benchmarks and the future, and what carries an IPv4 address inside an IPv6 one and so would hide a private one.
var reserved = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10")

func prefixes(texts ...string) (out []netip.Prefix) {
	for _, t := range texts {
		out = append(out, netip.MustParsePrefix(t))
	}
	return out
}

// public reports whether an address can be a publisher's. An IPv4 address mapped into an IPv6 one is judged as itself.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// transport refuses addresses that are not public at the moment of connecting: whatever a resolver said before, and at every redirect, the
// address judged is the one connected to.
func (f *Fetcher) transport() *http.Transport {
	dialer := &net.Dialer{Timeout: f.connectTime(), Resolver: f.Resolver, Control: func(network, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || strings.HasPrefix(network, "unix") {
			return fmt.Errorf("address %s %w", address, ErrNotPublic)
		}
		if !public(at.Addr()) && !(f.AllowLoopback && at.Addr().Unmap().IsLoopback()) {
			return fmt.Errorf("address %s %w", at.Addr(), ErrNotPublic)
		}
		return nil
	}}
	trusting := &net.Dialer{Timeout: dialer.Timeout, Resolver: f.Resolver}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if f.Trusted != "" && address == f.Trusted {
			return trusting.DialContext(ctx, network, address)
		}
		return dialer.DialContext(ctx, network, address)
	}
	return &http.Transport{
		Proxy: nil, DialContext: dial, TLSHandshakeTimeout: f.connectTime(), ResponseHeaderTimeout: f.stallTime(),
		DisableCompression:     true, // bodies come as they are, so that lengths, ranges and checksums mean the file
		TLSClientConfig:        &tls.Config{RootCAs: f.Roots},
		MaxResponseHeaderBytes: 1 << 20, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}
}
