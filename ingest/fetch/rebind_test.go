// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"osnova/ingest/fetch/fetchtest"
)

// moody is a resolver of our own whose answers change: the addresses one after another, the last one for ever. No question leaves the process.
type moody struct {
	mu        sync.Mutex
	addresses []string
	asked     int
}

func (m *moody) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go m.answer(theirs)
		return ours, nil
	}}
}

// answer speaks DNS over a stream: two bytes of length, then the message.
func (m *moody) answer(c net.Conn) {
	defer c.Close()
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(c, head); err != nil {
			return
		}
		question := make([]byte, int(head[0])<<8|int(head[1]))
		if _, err := io.ReadFull(c, question); err != nil {
			return
		}
		var msg dnsmessage.Message
		if msg.Unpack(question) != nil || len(msg.Questions) != 1 {
			return
		}
		q := msg.Questions[0]
		msg.Response, msg.Additionals = true, nil
		if q.Type == dnsmessage.TypeA {
			m.mu.Lock()
			at := netip.MustParseAddr(m.addresses[min(m.asked, len(m.addresses)-1)])
			m.asked++
			m.mu.Unlock()
			msg.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: at.As4()}}}
		}
		out, err := msg.Pack()
		if err != nil {
			return
		}
		if _, err := c.Write(append([]byte{byte(len(out) >> 8), byte(len(out))}, out...)); err != nil {
			return
		}
	}
}

// TestNameThatChangesItsMind: what a name was when somebody looked decides nothing; the address connected to does, at each connection. No byte
// comes to a server that is not public.
func TestNameThatChangesItsMind(t *testing.T) {
	var reached atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached.Add(1)
		w.Header().Set("Connection", "close") // the next request connects anew
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	at := "http://publisher.example:" + port + "/data.csv"
	ctx := context.Background()

	for name, get := range map[string]func(*Fetcher) error{
		"fetcher": func(f *Fetcher) error { _, err := f.Get(ctx, at); return err },
		"visitor": func(f *Fetcher) error { _, err := f.Visitor("publisher.example").Get(ctx, at, 1000); return err },
	} {
		m := &moody{addresses: []string{"93.184.216.34", "127.0.0.1"}}
		f := hasty()
		f.AllowLoopback, f.Resolver = false, m.resolver()
		seen, err := f.Resolver.LookupNetIP(ctx, "ip4", "publisher.example")
		if err != nil || len(seen) != 1 || !public(seen[0]) {
			t.Fatal(seen, err)
		}
		if err := get(f); !errors.Is(err, ErrNotPublic) || reached.Load() > 0 {
			t.Errorf("%s: public when looked at, loopback when connected to: %v, %d requests came", name, err, reached.Load())
		}

		m = &moody{addresses: []string{"127.0.0.1", "10.0.0.1"}}
		f = hasty()
		f.Resolver = m.resolver()
		if err := get(f); !errors.Is(err, ErrNotPublic) || !strings.Contains(err.Error(), "10.0.0.1") {
			t.Errorf("%s: fit for robots.txt, private for the file: %v", name, err)
		}
		if reached.Swap(0) != 1 {
			t.Errorf("%s: robots.txt alone was to be asked for", name)
		}
	}
}

// TestSilentResolver: names whose resolver says nothing are given up.
func TestSilentResolver(t *testing.T) {
	ctx, stop := context.WithTimeout(context.Background(), enough)
	defer stop()
	f := hasty()
	f.Resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, theirs) }()
		return ours, nil
	}}
	if _, err := f.Get(ctx, "http://publisher.example/data.csv"); err == nil || ctx.Err() != nil {
		t.Error(err, ctx.Err())
	}
}

// certificateFor makes a certificate signed by itself.
func certificateFor(t *testing.T, name string, until time.Time) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: until.Add(-48 * time.Hour), NotAfter: until,
		BasicConstraintsValid: true, IsCA: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	if ip := net.ParseIP(name); ip != nil {
		c.IPAddresses = []net.IP{ip}
	} else {
		c.DNSNames = []string{name}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

// TestTLSFaults: a certificate that does not hold is told at once, in words, and not asked for again; nothing is taken from such a server.
func TestTLSFaults(t *testing.T) {
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		host    string
		until   time.Time
		trusted bool
		max     uint16
		want    string // empty: fine
		lasts   bool
	}{
		"fine":        {"127.0.0.1", time.Now().Add(day), true, 0, "", false},
		"wrong host":  {"other.example", time.Now().Add(day), true, 0, "certificate", true},
		"expired":     {"127.0.0.1", time.Now().Add(-day), true, 0, "expired or is not yet valid", true},
		"not yet":     {"127.0.0.1", time.Now().Add(9 * day), true, 0, "expired or is not yet valid", true},
		"self-signed": {"127.0.0.1", time.Now().Add(day), false, 0, "unknown authority", true},
		"old TLS":     {"127.0.0.1", time.Now().Add(day), true, tls.VersionTLS11, "protocol version", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var reached atomic.Int32
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				reached.Add(1)
				if r.URL.Path == "/robots.txt" {
					http.NotFound(w, r)
				}
			}))
			cert, roots := certificateFor(t, c.host, c.until)
			server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MaxVersion: c.max}
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.StartTLS()
			defer server.Close()
			if !c.trusted {
				roots = x509.NewCertPool()
			}
			clock := fetchtest.NewClock()
			f := fetcher(clock)
			f.Roots, f.Tries = roots, 3
			_, err := f.Get(context.Background(), server.URL+"/a.csv")
			if c.want == "" {
				if err != nil || reached.Load() != 2 {
					t.Error(err, reached.Load())
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || reached.Load() > 0 {
				t.Errorf("%v, %d requests came", err, reached.Load())
			}
			if once := !strings.Contains(err.Error(), "asked 3 times"); once != c.lasts {
				t.Errorf("asked once: %v; %v", once, err)
			}
			f = fetcher(fetchtest.NewClock())
			f.Roots = roots
			if _, err := f.Visitor("127.0.0.1").Get(context.Background(), server.URL, 1000); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the visitor: %v", err)
			}
		})
	}
}
