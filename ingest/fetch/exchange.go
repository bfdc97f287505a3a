// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"
)

// drainLimit and drainWithin bound what is read of a rest that nobody wants, so that the connection can be used again.
const (
	drainLimit  = 4 << 10
	drainWithin = time.Second
)

// ask sends one request and has an end whatever the server does: see request.
func (f *Fetcher) ask(ctx context.Context, u *url.URL, header http.Header) (res *http.Response, done func(), err error) {
	return f.request(ctx, http.MethodGet, u, header)
}

// request sends one request. The headers must come within the time of a connection, its handshake and a stall; of the body something must
// come in each stall time, and not less than a trickle. done ends the exchange and does not wait for a body that does not come.
func (f *Fetcher) request(ctx context.Context, method string, u *url.URL, header http.Header) (res *http.Response, done func(), err error) {
	stopped, stop := context.WithCancelCause(ctx)
	req, err := http.NewRequestWithContext(stopped, method, u.String(), nil)
	if err != nil {
		stop(nil)
		return nil, nil, err
	}
	for k, v := range header {
		req.Header[k] = v
	}
	req.Header.Set("User-Agent", f.UserAgent)
	req.Header.Set("Accept", "*/*")
	req.Header.Set("Accept-Encoding", "identity")
	begun, h := time.Now(), f.host(u)
	headers := 2*f.connectTime() + f.stallTime()
	var silent error = SilentError{fmt.Errorf("the server sent no whole headers within %s", headers)}
	watch := time.AfterFunc(headers, func() { stop(silent) })
	res, err = f.client.Do(req)
	if !watch.Stop() && err == nil {
		res.Body.Close()
		err = silent
	}
	if err != nil {
		if context.Cause(stopped) == silent {
			err = silent
		}
		stop(nil)
		h.spend(time.Since(begun))
		var bad *url.Error
		if errors.As(err, &bad) {
			err = bad.Err
		}
		if isPermanent(err) {
			return nil, nil, err
		}
		return nil, nil, retryable("ask "+u.Host, err)
	}
	b := &limitedBody{ReadCloser: res.Body, stall: f.stallTime(), trickle: cmp.Or(f.Trickle, 4<<10), since: time.Now(), stop: stop}
	b.watch = time.AfterFunc(b.stall, b.silence)
	res.Body = b
	return res, func() {
		b.drain()
		stop(nil)
		h.spend(time.Since(begun))
	}, nil
}

// limitedBody is what comes after the headers, cut off when it falls silent or only trickles.
type limitedBody struct {
	io.ReadCloser
	stall   time.Duration
	trickle int64
	watch   *time.Timer
	stop    func(error)
	since   time.Time // when this stall time began
	got     int64     // bytes in it
	ended   bool
	silent  atomic.Bool
}

func (b *limitedBody) silence() {
	b.silent.Store(true)
	b.stop(nil)
}

// Read reads what has come.
func (b *limitedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.watch.Reset(b.stall)
	}
	b.got += int64(n)
	switch {
	case err == io.EOF:
		b.ended = true
	case err != nil && b.silent.Load():
		err = SilentError{fmt.Errorf("the server sent nothing for %s", b.stall)}
	case err == nil && time.Since(b.since) >= b.stall:
		if b.got < b.trickle {
			return n, SilentError{fmt.Errorf("the server sent %d bytes in %s, that is too slow", b.got, time.Since(b.since).Round(time.Millisecond))}
		}
		b.since, b.got = time.Now(), 0
	}
	return n, err
}

// drain reads a short rest, for a short time, and closes.
func (b *limitedBody) drain() {
	b.watch.Stop()
	if !b.ended && !b.silent.Load() {
		watch := time.AfterFunc(min(drainWithin, b.stall), b.silence)
		_, _ = io.CopyN(io.Discard, b.ReadCloser, drainLimit)
		watch.Stop()
	}
	b.Close()
}

// isPermanent tells faults that another try will meet again.
func isPermanent(err error) bool {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.Is(err, ErrNotPublic) || errors.As(err, &unknown) || errors.As(err, &name) || errors.As(err, &invalid)
}
