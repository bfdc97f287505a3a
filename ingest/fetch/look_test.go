// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

// TestLookForNetwork: one host that answers, or refuses, is a network; names that nobody can resolve are none, told within the time that a connection
// may take.
func TestLookForNetwork(t *testing.T) {
	deaf := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no way out") }}
	silent := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) { <-ctx.Done(); return nil, ctx.Err() }}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	names := []string{"a.invalid:443", "b.invalid:443", "c.invalid:443"}
	for name, c := range map[string]struct {
		resolver *net.Resolver
		hosts    []string
		offline  bool
	}{
		"nothing resolves":  {deaf, names, true},
		"nobody answers":    {silent, names, true},
		"one answers":       {deaf, append(names, l.Addr().String()), false},
		"one refuses":       {silent, append(names, gone.Addr().String()), false},
		"one is not public": {deaf, append(names, "192.168.1.1:443"), false},
	} {
		f := &Fetcher{AllowLoopback: true, Resolver: c.resolver, Connect: 300 * time.Millisecond}
		begun := time.Now()
		err := f.Look(context.Background(), c.hosts)
		var offline *OfflineError
		if errors.As(err, &offline) != c.offline || !c.offline && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if c.offline && (!errors.Is(err, ErrUnchanged) || offline.Hosts != 3 || !strings.Contains(err.Error(), "none of 3 hosts could be reached")) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if err := (&Fetcher{Resolver: silent}).Look(stopped, names); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
