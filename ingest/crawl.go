// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/gocolly/colly/v2"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parse"
)

// maxPage is the most bytes of one page, maxPages the most pages of a source that declares no other number.
const (
	nowhere  = "http://mirror.invalid" // where pages are that declare no address: a mirror alone has them
	maxPage  = 32 << 20
	maxPages = 1000
)

// crawl walks the pages of a source from the addresses of its files, breadth first, each page once. Requests are the collector's;
// its bytes come from the opener, so that a mirror folder is walked as the publisher's server is.
type crawl struct {
	source catalog.Source
	open   opener
	got    func(f catalog.File, b fetch.Content) // told of each page as it comes
	read   func(parse.Page) ([]parse.PageLink, error)
	queue  []visit
	queued map[string]bool
	before map[string]string // page that led to an address as its next page
	called map[string]string // page that an address at the end of redirects stands for
	now    visit             // the page at hand
	fault  error             // of the page at hand
}

// visit is a page to be read.
type visit struct {
	file    catalog.File // name, address and mirror path of the page
	first   string       // name of the declared file that led here
	root    string       // folder of the mirror in which pages lie by the path of their address
	depth   int
	counted bool
	next    string // how the page before writes the link to it
}

func (c *crawl) run(ctx context.Context) error {
	c.queued, c.before, c.called = map[string]bool{}, map[string]string{}, map[string]string{}
	for _, f := range c.source.Files {
		v, err := c.first(f)
		if err != nil {
			return err
		}
		c.queue = append(c.queue, v)
		c.queued[v.file.URL] = true
	}
	kind := c.source.Format.Kind
	next, most := c.pages(ctx), 0
	if kind == "json" {
		next = func() error { return c.document(ctx) }
		if c.source.Format.JSON != nil {
			most = c.source.Format.JSON.Pages
		}
	} else {
		most = c.source.Format.HTML.Pages
	}
	most = cmp.Or(most, maxPages) + len(c.queue) - 1 // pages that are declared one by one are no surprise
	for n := 0; n < len(c.queue); n++ {
		if n >= most {
			return &parse.Error{
				File: c.source.Name,
				What: fmt.Sprintf("the crawl leads to more than %d pages", most),
				Hint: "look at the links that it follows, or allow more by " + kind + ".pages",
			}
		}
		c.now = c.queue[n]
		err := next()
		switch {
		case err != nil && fetch.IsAbsent(err) && (c.now.counted || c.now.file.Optional): // behind the last page
		case err != nil:
			return err
		}
		c.queue[n] = visit{}
	}
	return nil
}

// pages visits web pages by the collector.
func (c *crawl) pages(ctx context.Context) func() error {
	collector := colly.NewCollector(colly.StdlibContext(ctx), colly.MaxBodySize(0), colly.IgnoreRobotsTxt(), colly.AllowURLRevisit())
	collector.WithTransport(c)     // robots.txt, pace, redirects and limits are the fetcher's
	collector.SetRequestTimeout(0) // and how long to wait and ask again; ten seconds by default would cut that off
	collector.OnResponse(c.page)
	return func() error {
		c.fault = nil
		err := collector.Visit(c.now.file.URL)
		if c.fault != nil {
			return c.fault
		}
		return err
	}
}

// document reads one document of a feed, of any size, and queues what it leads to.
func (c *crawl) document(ctx context.Context) error {
	body, err := c.fetch(ctx)
	if err != nil {
		return err
	}
	address := cmp.Or(body.Final, c.now.file.URL)
	at, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("file %s: %w", c.now.file.Name, err)
	}
	links, err := c.read(c.asked(at, at, parse.Page{Open: func() (io.ReadCloser, error) { return contents(ctx, c.now.file, body) }}))
	if err != nil {
		return err
	}
	return c.follow(links)
}

// asked tells of the page what the crawl knows; addresses in it are relative to base.
func (c *crawl) asked(at, base *url.URL, p parse.Page) parse.Page {
	p.Name, p.File, p.URL, p.Root, p.Depth, p.Counted = c.now.file.Name, c.now.file, at, c.now.first, c.now.depth, c.now.counted
	p.Resolve = func(href string) string {
		u, err := base.Parse(strings.TrimSpace(href))
		if err != nil || u.Scheme != "http" && u.Scheme != "https" {
			return ""
		}
		return u.String()
	}
	return p
}

// first is the page that a file of the declaration names.
func (c *crawl) first(f catalog.File) (visit, error) {
	if f.URL == "" { // a page that only a mirror has
		f.URL = nowhere + escaped("/"+f.Mirror)
	}
	u, err := url.Parse(f.URL)
	if err != nil {
		return visit{}, fmt.Errorf("file %s: %w", f.Name, err)
	}
	f.URL = u.String()
	root, ok := strings.CutSuffix("/"+f.Mirror, "/"+pagePath(u))
	if !c.source.Format.HTML.Crawls() && !c.source.Format.JSON.Crawls() {
		first := f.Name
		f.Name = f.Label()
		return visit{file: f, first: first}, nil
	}
	if !ok {
		return visit{}, &parse.Error{
			File: c.source.Dir + "/source.yaml",
			What: fmt.Sprintf("file %s: mirror path %q does not end with %q", f.Name, f.Mirror, pagePath(u)),
			Hint: "pages lie in a mirror by the path of their address",
		}
	}
	f.Name = f.Mirror
	return visit{file: f, first: f.Mirror, root: strings.TrimPrefix(root, "/")}, nil
}

// pagePath is the path of a page in a mirror: that of its address, index.html for a folder, with the query if there is one.
func pagePath(u *url.URL) string {
	p := strings.TrimPrefix(u.Path, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	if u.RawQuery != "" {
		p += "?" + u.RawQuery
	}
	return p
}

// baseOf is the address that those of a page are relative to: its own, or what its head says.
func baseOf(doc *goquery.Document, own *url.URL) *url.URL {
	if href, ok := doc.Children().ChildrenFiltered("head").ChildrenFiltered("base[href]").Attr("href"); ok {
		if u, err := own.Parse(href); err == nil {
			return u
		}
	}
	return own
}

// page hands one document on and queues what it leads to.
func (c *crawl) page(r *colly.Response) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(r.Body))
	if err != nil { // the collector itself would pass over it in silence
		c.fault = &parse.Error{File: c.now.file.Name, What: "the page cannot be read as HTML: " + err.Error(), Hint: "look at the page before you trust it"}
		return
	}
	links, err := c.read(c.asked(r.Request.URL, baseOf(doc, r.Request.URL), parse.Page{Doc: doc.Selection}))
	if err == nil {
		err = c.follow(links)
	}
	c.fault = err
}

// follow queues what the page at hand leads to.
func (c *crawl) follow(links []parse.PageLink) error {
	back, onward := "", false // a next page that was read before, and one that was not
	for _, l := range links {
		u, err := url.Parse(l.URL)
		if err != nil {
			return &parse.Error{File: c.now.file.Name, What: fmt.Sprintf("the page leads to %q, which is no address", l.URL)}
		}
		u.Fragment = ""
		next := visit{root: c.now.root, first: c.now.first, depth: c.now.depth, counted: l.Counted, next: l.Next, file: c.now.file}
		if l.Deeper {
			next.depth++
		}
		next.file.URL, next.file.Mirror, next.file.SHA256, next.file.Optional = u.String(), path.Join(c.now.root, pagePath(u)), "", false
		next.file.Name = next.file.Mirror
		if l.Next != "" && c.isBehind(next.file.URL) && (c.source.Format.Kind == "html" || next.file.URL != c.now.file.URL) {
			back = cmp.Or(back, l.Next)
			continue
		}
		onward = onward || l.Next != ""
		if c.queued[next.file.URL] {
			continue
		}
		if !slices.Contains(append(policyOf(c.source).Hosts, strings.TrimPrefix(nowhere, "http://")), strings.ToLower(u.Hostname())) {
			return &parse.Error{
				File: c.now.file.Name,
				What: fmt.Sprintf("the page leads to %s, a host that is not declared: %s", u.Hostname(), u.Redacted()),
				Hint: "add it to hosts in source.yaml, or narrow html.links",
			}
		}
		if c.queued[next.file.URL] = true; l.Next != "" {
			c.before[next.file.URL] = c.now.file.URL
		}
		c.queue = append(c.queue, next)
	}
	if back != "" && !onward {
		return &parse.Error{
			File: c.now.file.Name, What: fmt.Sprintf("page %s leads to its next one by %q, back to what was read before it", c.now.file.URL, back),
			Hint: nextHint,
		}
	}
	return nil
}

// nextHint says what to do about a list whose next pages lead nowhere new.
const nextHint = "pages may be missing: look at the list; if this is its last page, let html.next leave such a link out, as a.next:not(.end) does"

// broken is the error of a next page that the page before it leads to in vain.
func (c *crawl) broken(what string) error {
	from := c.before[c.now.file.URL]
	return &parse.Error{File: c.now.file.Name, What: fmt.Sprintf("%s leads to its next page by %q, which %s", from, c.now.next, what), Hint: nextHint}
}

// isBehind reports whether an address is the page at hand or one of those that led to it as its next page.
func (c *crawl) isBehind(address string) bool {
	address = cmp.Or(c.called[address], address)
	for at := c.now.file.URL; at != ""; at = c.before[at] {
		if at == address {
			return true
		}
	}
	return false
}

// end notes where redirects led from the page at hand. A next page that ends where the list has been is an error.
func (c *crawl) end(final string) error {
	u, err := url.Parse(final)
	if final == "" || err != nil {
		return nil
	}
	u.Fragment = ""
	if at := u.String(); at != c.now.file.URL {
		if c.now.next != "" && c.isBehind(at) {
			return c.broken("leads back to " + at + ", which was read before it")
		}
		if c.called[at] == "" {
			c.called[at] = c.now.file.URL
		}
	}
	return nil
}

// fetch gives the page at hand, held against its declaration.
func (c *crawl) fetch(ctx context.Context) (fetch.Content, error) {
	body, err := c.open(ctx, c.source, c.now.file)
	if err != nil && fetch.IsAbsent(err) && (c.now.counted || c.now.file.Optional) {
		return fetch.Content{}, err
	}
	if err != nil && fetch.IsAbsent(err) && c.now.next != "" {
		return fetch.Content{}, c.broken("is not there")
	}
	if err := opened(c.source, c.now.file, body, err); err != nil {
		return fetch.Content{}, err
	}
	if c.source.Format.Kind == "html" && body.Size > maxPage {
		return fetch.Content{}, &parse.Error{File: c.now.file.Name, What: fmt.Sprintf("the page has %d bytes, the limit is %d", body.Size, maxPage)}
	}
	if err := c.end(body.Final); err != nil {
		return fetch.Content{}, err
	}
	c.got(c.now.file, body)
	return body, nil
}

// RoundTrip gives the collector the page at hand in UTF-8, whatever it came in.
func (c *crawl) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := c.fetch(r.Context())
	if err != nil {
		return nil, c.fail(err)
	}
	raw, err := body.Bytes()
	if err != nil {
		return nil, c.fail(err)
	}
	text, err := parse.PageText(c.now.file.Name, raw, c.source.Format.Encoding)
	if err != nil {
		return nil, c.fail(err)
	}
	if body.Final != "" {
		if at, err := url.Parse(body.Final); err == nil {
			r = r.Clone(r.Context())
			r.URL = at
		}
	}
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: io.NopCloser(bytes.NewReader(text)), ContentLength: int64(len(text)),
	}, nil
}

// fail keeps the fault as it is: the collector would wrap it in words of its own.
func (c *crawl) fail(err error) error {
	c.fault = err
	return err
}
