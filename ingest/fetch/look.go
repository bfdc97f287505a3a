// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"syscall"
	"time"
)

// OfflineError says that none of several hosts could be reached, so that there is most likely no network. Whoever can use what came before may go on as if
// nothing had been published since.
type OfflineError struct {
	Hosts int           // that were tried
	After time.Duration // that was waited
	Last  error         // why the last of them was not reached
}

// Error says how many were tried and for how long.
func (e *OfflineError) Error() string {
	return fmt.Sprintf("there is no network: none of %d hosts could be reached within %s: %v", e.Hosts, e.After.Round(time.Second), e.Last)
}

// Is makes it an [ErrUnchanged], too.
func (e *OfflineError) Is(target error) bool { return target == ErrUnchanged }

// LookTime is how long a look for the network may take.
const LookTime = 10 * time.Second

// Look connects to hosts (host:port), all at once, and sends nothing. It returns as soon as one answers, also by refusing, or an *OfflineError where
// none does within LookTime.
func (f *Fetcher) Look(ctx context.Context, hosts []string) error {
	f.init()
	patience := min(LookTime, f.connectTime())
	timed, stop := context.WithTimeout(ctx, patience)
	defer stop()
	dial := f.client.Transport.(*http.Transport).DialContext
	answers := make(chan error, len(hosts))
	for _, host := range hosts {
		go func() {
			conn, err := dial(timed, "tcp", host)
			if err == nil {
				conn.Close()
			}
			answers <- err
		}()
	}
	var last error
	for range hosts {
		err := <-answers
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil, errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ECONNRESET), errors.Is(err, ErrNotPublic):
			return nil
		case last == nil || !errors.Is(err, context.DeadlineExceeded):
			last = err
		}
	}
	return &OfflineError{Hosts: len(hosts), After: patience, Last: cmp.Or(last, error(context.DeadlineExceeded))}
}
