package ingest

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// errNotPublic marks an address that no publisher's file can have.
var errNotPublic = errors.New("is not public")

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

// shared is 100.64.0.0/10, the address space of carriers; nat64 maps IPv4 into IPv6 and would hide a private address.
var shared, nat64 = netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("64:ff9b::/96")

// public reports whether an address can be a publisher's. An IPv4 address inside an IPv6 one is judged as itself.
func public(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !shared.Contains(ip) && !nat64.Contains(ip)
}

// transport refuses addresses that are not public, after names are resolved and at every redirect.
func (f *Fetcher) transport() *http.Transport {
	dialer := &net.Dialer{Timeout: 30 * time.Second, Control: func(network, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || strings.HasPrefix(network, "unix") {
			return fmt.Errorf("address %s %w", address, errNotPublic)
		}
		if !public(at.Addr()) && !(f.AllowLoopback && at.Addr().Unmap().IsLoopback()) {
			return fmt.Errorf("address %s %w", at.Addr(), errNotPublic)
		}
		return nil
	}}
	trusting := &net.Dialer{Timeout: dialer.Timeout}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if f.Trusted != "" && address == f.Trusted {
			return trusting.DialContext(ctx, network, address)
		}
		return dialer.DialContext(ctx, network, address)
	}
	return &http.Transport{
		Proxy: nil, DialContext: dial, TLSHandshakeTimeout: 30 * time.Second, ResponseHeaderTimeout: f.stall(),
		DisableCompression:     true, // bodies come as they are, so that lengths, ranges and checksums mean the file
		TLSClientConfig:        &tls.Config{RootCAs: f.Roots},
		MaxResponseHeaderBytes: 1 << 20, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}
}
