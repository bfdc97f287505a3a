// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"osnova/catalog"
	"osnova/cmd/synth"
)

// upstreamFlags are those of osnova synth serve.
type upstreamFlags struct {
	dir        string
	port       int
	seed       uint64
	crawlDelay float64
	retryAfter int
	slowFor    time.Duration
	faults     synth.Faults
}

func (a *program) synthServeCommand() *cobra.Command {
	var f upstreamFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve an invented country on 127.0.0.1 as its upstreams would, with their faults",
		Long: `serve answers with the files of DIR/mirror as publishers would: ETag, Last-Modified, 304, ranges, gzip, robots.txt with Crawl-delay, paths with a query.
Faults come at the rates given, drawn by seed: the same requests meet the same faults. robots.txt is always answered well.`,
		Example: "  osnova synth serve --dir build/synth --port 0 --fail 0.02 --truncate 0.01",
		Args:    noArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.serveUpstream(c.Context(), f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.dir, "dir", filepath.Join("build", "synth"), "folder that osnova synth wrote")
	flags.IntVar(&f.port, "port", 8766, "port to listen on; 0 takes a free one")
	flags.Uint64Var(&f.seed, "seed", 1, "number from which faults are drawn")
	flags.Float64Var(&f.crawlDelay, "crawl-delay", 1, "seconds between two requests that robots.txt asks for")
	flags.IntVar(&f.retryAfter, "retry-after", 1, "seconds that a refusal asks to wait; 0 = it says nothing")
	flags.DurationVar(&f.slowFor, "slow-for", 300*time.Millisecond, "how long a slow answer pauses in its middle")
	flags.Float64Var(&f.faults.Fail, "fail", 0, "share of answers that are 503 with Retry-After, 0 to 1")
	flags.Float64Var(&f.faults.Throttle, "throttle", 0, "share of answers that are 429 with Retry-After")
	flags.Float64Var(&f.faults.Slow, "slow", 0, "share of answers that pause in their middle")
	flags.Float64Var(&f.faults.Truncate, "truncate", 0, "share of answers that break off in their middle")
	flags.Float64Var(&f.faults.WrongType, "wrong-type", 0, "share of answers that call themselves HTML")
	flags.StringSliceVar(&f.faults.Loops, "redirect-loop", nil, "paths that redirect in a circle")
	return c
}

// check refuses shares that are none.
func (f upstreamFlags) check() error {
	for name, share := range map[string]float64{"fail": f.faults.Fail, "throttle": f.faults.Throttle, "slow": f.faults.Slow, "truncate": f.faults.Truncate, "wrong-type": f.faults.WrongType} {
		if !(share >= 0 && share <= 1) {
			return usage("--%s %g is no share: give a number from 0 to 1", name, share)
		}
	}
	if f.port < 0 || f.port > 65535 {
		return usage("--port %d is no port", f.port)
	}
	if !(f.crawlDelay >= 0) || f.retryAfter < 0 || f.slowFor < 0 {
		return usage("--crawl-delay, --retry-after and --slow-for are not below 0")
	}
	body, err := os.ReadFile(filepath.Join(f.dir, "mirror", catalog.MirrorFile))
	if m, wrong := catalog.ReadMirror(body); err != nil || len(wrong) > 0 || !m.Synthetic {
		return usage("--dir %s holds no invented country: write one by osnova synth --out %s", f.dir, f.dir)
	}
	return nil
}

func (a *program) serveUpstream(ctx context.Context, f upstreamFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	root, err := os.OpenRoot(filepath.Join(f.dir, "mirror"))
	if err != nil {
		return fmt.Errorf("open the mirror: %w", err)
	}
	defer root.Close()
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", f.port))
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	for k, p := range f.faults.Loops {
		f.faults.Loops[k] = strings.TrimPrefix(p, "/")
	}
	u := &synth.Upstream{Root: root, Modified: synth.WrittenOn, CrawlDelay: f.crawlDelay, RetryAfter: f.retryAfter, Pause: f.slowFor, Seed: f.seed, Faults: f.faults}
	fmt.Fprintf(a.stdout, "serving http://%s/ — Ctrl-C stops\n", listener.Addr())
	server := usualPatience.server(u)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := server.Shutdown(stop); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop serving: %w", err)
	}
	n := u.Counts()
	fmt.Fprintf(a.stdout, "answered %d requests: %d unchanged, %d in part; %d failed, %d throttled, %d slow, %d truncated, %d of a wrong type, %d in a circle\n",
		n["requests"], n["not_modified"], n["partial"], n["fail"], n["throttle"], n["slow"], n["truncate"], n["wrong_type"], n["loop"])
	return nil
}
