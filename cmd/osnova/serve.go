package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
)

func (a *app) serveCommand() *cobra.Command {
	port := 8765
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the built site on 127.0.0.1, rebuilding when the project folder changes",
		Args:  noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if port < 0 || port > 65535 {
				return usage("--port %d is no port", port)
			}
			return a.serve(c.Context(), port)
		},
	}
	c.Flags().IntVar(&port, "port", port, "port to listen on; 0 takes a free one")
	return c
}

func (a *app) serve(ctx context.Context, port int) error {
	if err := a.build(ctx, job{}); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	a.tell()
	a.findings = nil
	fmt.Fprintf(a.stdout, "serving http://%s/ — Ctrl-C stops\n", listener.Addr())
	server := &http.Server{Handler: site(filepath.Join(a.out, "site")), ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	watch := time.NewTicker(time.Second)
	defer watch.Stop()
	last := newest(a.project)
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
			return nil
		case <-watch.C:
			if now := newest(a.project); now.After(last) {
				last = now
				if err := a.build(ctx, job{}); err != nil {
					fmt.Fprintln(a.stderr, "osnova:", err)
				}
				a.tell()
				a.findings = nil // told; on leaving they are not told again
			}
		}
	}
}

// site serves the folder; an unknown address gets the site's own page for it.
func site(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(filepath.Clean("/"+r.URL.Path)))); err != nil {
			page, readErr := os.ReadFile(filepath.Join(dir, "404.html"))
			if readErr == nil {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.WriteHeader(http.StatusNotFound)
				_, _ = w.Write(page)
				return
			}
		}
		files.ServeHTTP(w, r)
	})
}

// newest is the time of the last change in a folder; without a folder it never changes.
func newest(dir string) (last time.Time) {
	if dir == "" {
		return last
	}
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if info, err := e.Info(); err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
		return nil
	})
	return last
}
