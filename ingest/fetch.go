package ingest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/gocolly/colly/v2"

	"osnova/catalog"
)

// Fetcher takes files over HTTP, politely and only from public addresses.
type Fetcher struct {
	UserAgent     string
	AllowLoopback bool          // for tests
	Trusted       string        // host:port that the user named, reached wherever it lies; a redirect from it to another is not
	Pause         time.Duration // between requests to one host; default 1 s
	Limit         int64         // bytes of one file; default 1 GB

	got map[string][]byte // what this run has already fetched
}

// Upstream fetches a file from its publisher.
func (f *Fetcher) Upstream(ctx context.Context, s catalog.Source, file catalog.File) ([]byte, error) {
	if file.URL == "" {
		return nil, fmt.Errorf("source %s: file %s declares no url", s.Name, file.Name)
	}
	return f.Get(ctx, file.URL)
}

// HostPort is the part of an address that Trusted names; empty if it is no web address.
func HostPort(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
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

// Mirror fetches files from their mirror path under a base address.
func (f *Fetcher) Mirror(base string) opener {
	return func(ctx context.Context, _ catalog.Source, file catalog.File) ([]byte, error) {
		u, err := url.JoinPath(base, file.Mirror)
		if err != nil {
			return nil, fmt.Errorf("mirror %s: %w", base, err)
		}
		return f.Get(ctx, u)
	}
}

// fetched reports whether the file came over HTTP in this run.
func (f *Fetcher) fetched(_ catalog.Source, file catalog.File) bool {
	if _, ok := f.got[file.URL]; ok {
		return true
	}
	for address := range f.got {
		if strings.HasSuffix(address, "/"+file.Mirror) {
			return true
		}
	}
	return false
}

// Get fetches one address, once in a run.
func (f *Fetcher) Get(ctx context.Context, address string) ([]byte, error) {
	if body, ok := f.got[address]; ok {
		return body, nil
	}
	limit := f.Limit
	if limit == 0 {
		limit = 1 << 30
	}
	c := colly.NewCollector(colly.UserAgent(f.UserAgent), colly.StdlibContext(ctx), colly.MaxBodySize(int(limit)+1), colly.AllowURLRevisit())
	c.IgnoreRobotsTxt = false
	c.SetRequestTimeout(2 * time.Minute)
	c.WithTransport(asSent{f.transport(), limit})
	pause := f.Pause
	if pause == 0 {
		pause = time.Second
	}
	if err := c.Limit(&colly.LimitRule{DomainGlob: "*", Delay: pause}); err != nil {
		return nil, fmt.Errorf("set the pace: %w", err)
	}
	var body []byte
	var short error
	c.OnResponse(func(r *colly.Response) {
		body = r.Body
		if int64(len(body)) > limit {
			short = fmt.Errorf("fetch %s: more than %d bytes came", address, limit)
		}
		if length := r.Headers.Get("Content-Length"); length != "" && r.Headers.Get("Content-Encoding") == "" && length != fmt.Sprint(len(body)) {
			short = fmt.Errorf("fetch %s: %s bytes were promised, %d came", address, length, len(body))
		}
	})
	if err := c.Visit(address); err != nil {
		return nil, fmt.Errorf("fetch %s: %w", address, err)
	}
	if short != nil {
		return nil, short
	}
	if f.got == nil {
		f.got = map[string][]byte{}
	}
	f.got[address] = body
	return body, nil
}

// asSent keeps bodies as the server sent them. The collector would unpack a file that is gzip in itself, without any limit,
// and read a robots.txt of any length.
type asSent struct {
	http.RoundTripper
	limit int64
}

// RoundTrip is one exchange, its body cut one byte above the limit.
func (t asSent) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := t.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	res.Uncompressed = true
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(res.Body, t.limit+1), res.Body}
	return res, nil
}

// transport refuses addresses that are not public, after names are resolved and at every redirect.
func (f *Fetcher) transport() *http.Transport {
	dialer := &net.Dialer{Timeout: 30 * time.Second, Control: func(network, address string, _ syscall.RawConn) error {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return err
		}
		ip := net.ParseIP(host)
		if ip.IsLoopback() && f.AllowLoopback {
			return nil
		}
		if ip == nil || ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsLinkLocalMulticast() || ip.IsUnspecified() || strings.HasPrefix(network, "unix") {
			return fmt.Errorf("address %s is not public", host)
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
	return &http.Transport{Proxy: nil, DialContext: dial, TLSHandshakeTimeout: 30 * time.Second, ResponseHeaderTimeout: time.Minute}
}
