// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"osnova/store"
)

// serveFlags are those of osnova serve.
type serveFlags struct {
	host string
	port int
}

func (a *program) serveCommand() *cobra.Command {
	f := serveFlags{host: "127.0.0.1", port: 8765}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the built site on 127.0.0.1, rebuilding when the project folder changes",
		Long: `serve listens at once and answers with the last good site while it builds. With --project it builds again when a declaration changes,
and the browser loads the page anew. It answers this computer alone, unless --host names an address to listen on.`,
		Args:    noArgs,
		Example: "  osnova serve\n  osnova serve --project demo",
		RunE: func(c *cobra.Command, _ []string) error {
			if f.port < 0 || f.port > 65535 {
				return usage("--port %d is no port", f.port)
			}
			if f.host == "" {
				return usage("--host is empty: name an address of this computer, such as 127.0.0.1, or 0.0.0.0 for all of them")
			}
			return a.serve(c.Context(), f, c.Flags().Changed("host"))
		},
	}
	c.Flags().IntVar(&f.port, "port", f.port, "port to listen on; 0 takes a free one")
	c.Flags().StringVar(&f.host, "host", f.host, "address to listen on; given, every Host header is answered, without it only those that name this computer")
	return c
}

func (a *program) serve(ctx context.Context, f serveFlags, anyone bool) error {
	if _, _, err := store.ClaimBuild(a.out); err != nil { // a mistake in the command line is told before anything is served
		return err
	}
	if _, err := a.declarations(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(f.host, strconv.Itoa(f.port)))
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintf(a.stdout, "serving http://%s/ — Ctrl-C stops\n", listener.Addr())
	handler := &siteServer{dir: filepath.Join(a.out, "site"), anyone: anyone, reload: a.project != ""}
	server := usualPatience.server(handler)
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	built := make(chan error, 1)
	rebuild := func() { built <- a.build(ctx, pipelineRun{}) }
	seen := a.watched()
	go rebuild()
	building := true
	watch := time.NewTicker(time.Second)
	defer watch.Stop()
	for {
		select {
		case err := <-done:
			return fmt.Errorf("serve: %w", err)
		case <-ctx.Done():
			stop, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			if err := server.Shutdown(stop); err != nil && !errors.Is(err, context.DeadlineExceeded) {
				return fmt.Errorf("stop serving: %w", err)
			}
			if building { // it clears its work away
				<-built
			}
			return nil
		case err := <-built:
			building = false
			a.settleFindings()
			a.printFindings()
			a.findings = nil // told; on leaving they are not told again
			if err == nil || ctx.Err() != nil {
				continue
			}
			if _, none := os.Stat(handler.dir); none != nil && a.project == "" { // nothing to serve, and nothing that could change that
				return err
			}
			fmt.Fprintln(a.stderr, "osnova:", err)
		case <-watch.C:
			if now := a.watched(); !building && now != seen {
				seen, building = now, true
				go rebuild()
			}
		}
	}
}

// watched is a text that changes whenever a declaration of the project does, whatever the clock says. Without a project it never changes.
func (a *program) watched() string {
	if a.project == "" {
		return ""
	}
	names := []string{"project.yaml"}
	for _, room := range rooms {
		names = append(names, room.prefix)
	}
	var out strings.Builder
	for _, name := range names {
		_ = filepath.WalkDir(filepath.Join(a.project, name), func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			if info, err := e.Info(); err == nil && !e.IsDir() {
				fmt.Fprintln(&out, path, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return store.HashParts(out.String())
}
