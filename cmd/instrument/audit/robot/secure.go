// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"osnova/ingest/fetch"
)

// handshake says what came of asking by https: valid, or why not; empty where it cannot be determined.
func handshake(answer fetch.Answer, err error) string {
	switch {
	case answer.TLS != nil:
		return "valid"
	case err == nil:
		return "given_up" // https points back to http
	case errors.As(err, &fetch.OtherHostError{}), errors.As(err, &fetch.RobotsError{}):
		return "valid" // its certificate held, or there were no words
	case certificate(err) != "":
		return certificate(err)
	}
	return "no_answer"
}

// certificate names what is wrong with a certificate; empty if the error is about something else.
func certificate(err error) string {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "expired"
	case errors.As(err, &name):
		return "other_name"
	case errors.As(err, &unknown):
		return "unknown_authority"
	case errors.As(err, &invalid), errors.As(err, &verify):
		return "invalid"
	}
	return ""
}

// securityHeaders are those that a page is looked over for.
var securityHeaders = []string{"Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options"}

// connection writes down what the answer of the start page shows.
func (v *visit) connection(a fetch.Answer) {
	s := &v.rec.Secure
	for _, h := range securityHeaders {
		if a.Header.Get(h) != "" {
			s.Headers = append(s.Headers, h)
		}
	}
	if a.TLS == nil {
		return
	}
	s.HSTS = a.Header.Get("Strict-Transport-Security")
	switch a.TLS.Version {
	case tls.VersionTLS13:
		s.Version = "1.3"
	case tls.VersionTLS12:
		s.Version = "1.2"
	case tls.VersionTLS11:
		s.Version = "1.1"
	case tls.VersionTLS10:
		s.Version = "1.0"
	}
	if len(a.TLS.PeerCertificates) > 0 {
		days := int(a.TLS.PeerCertificates[0].NotAfter.Sub(v.Day) / (24 * time.Hour))
		s.Days = &days
	}
}

// secure asks where http leads, and for a page that is not there.
func (v *visit) secure(ctx context.Context, start *document) error {
	if u := start.url; u.Scheme == "https" && u.Port() == "" {
		answer, err := v.look.First(ctx, "http://"+u.Host+"/", pageLimit)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			v.rec.Secure.Redirect = v.leads(answer)
		}
	} else if u.Scheme == "http" {
		v.rec.Secure.Redirect = "no" // the start page itself came over http
	}
	answer, err := v.look.Get(ctx, start.url.Scheme+"://"+start.url.Host+notThere, pageLimit)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil && answer.Status == 200 && len(answer.Body) > 0 && !answer.Cut {
		v.rec.Missing = hashBody(answer.Body)
		return v.read.keep.Put(v.rec.Missing, answer.Body)
	}
	return nil
}

func (v *visit) leads(a fetch.Answer) string {
	if a.Status < 300 || a.Status >= 400 {
		return "no"
	}
	at, err := url.Parse(a.URL)
	if err != nil {
		return "elsewhere"
	}
	to, err := at.Parse(a.Header.Get("Location"))
	switch {
	case err != nil, !slices.Contains(v.hosts, strings.ToLower(to.Hostname())):
		return "elsewhere"
	case to.Scheme == "https":
		return "https"
	}
	return "no"
}
