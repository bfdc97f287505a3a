package ingest

import (
	"context"
	"fmt"
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
	AllowLoopback bool          // for tests and local mirrors
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
	c := colly.NewCollector(colly.UserAgent(f.UserAgent), colly.StdlibContext(ctx), colly.MaxBodySize(int(limit)), colly.AllowURLRevisit())
	c.IgnoreRobotsTxt = false
	c.SetRequestTimeout(2 * time.Minute)
	c.WithTransport(f.transport())
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
	return &http.Transport{Proxy: nil, DialContext: dialer.DialContext, TLSHandshakeTimeout: 30 * time.Second, ResponseHeaderTimeout: time.Minute}
}
