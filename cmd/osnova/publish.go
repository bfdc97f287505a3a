// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"osnova/cmd/publish"
	"osnova/reports"
	"osnova/store"
	"osnova/store/disk"
)

func (a *program) publishCommand() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use:   "publish",
		Short: "Make the built site ready for a web server: gzip and brotli copies, settings of nginx, Caddy and Apache",
		Long: `publish copies the site of the last build into a folder that a web server may serve: site, with a gzip and a brotli copy beside each file
that is worth it, and server, with settings of nginx, Caddy, Apache and static hosts: types, charsets, policy, caching, the page for broken links.
The folder is swapped when all is ready; what has not changed is not packed again. site in project.yaml says where the site will stand.
Manual: docs/publishing.md`,
		Example: "  osnova build --refresh --project mine && osnova publish --project mine --to /srv/osnova/public",
		Args:    noArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.publish(c.Context(), to) },
	}
	c.Flags().StringVar(&to, "to", "", "folder to publish to: new, empty, or of an earlier publish")
	return c
}

// publish makes a publication of the last build.
func (a *program) publish(ctx context.Context, to string) error {
	if to == "" {
		return usage("--to is missing: name the folder that the web server is to serve")
	}
	if _, _, err := store.ClaimBuild(a.out); err != nil {
		return err
	}
	site := filepath.Join(a.out, "site")
	if _, err := os.Stat(filepath.Join(site, "index.html")); err != nil {
		return usage("no site in %s: run osnova build first, or name its folder by --out", a.out)
	}
	look := *a // what is wrong with declarations was told by the build
	_, cat, err := look.load()
	if err != nil {
		return err
	}
	if to, err = filepath.Abs(to); err != nil {
		return fmt.Errorf("find the folder: %w", err)
	}
	place, err := disk.Claim(to, "publish")
	if err != nil {
		return err
	}
	if err := place.ClaimTrees(publish.Trees...); err != nil {
		return err
	}
	unlockSite, err := lockFolder(a.out) // no build swaps the site meanwhile
	if err != nil {
		return err
	}
	defer unlockSite()
	unlock, err := lockFolder(to)
	if err != nil {
		return err
	}
	defer unlock()
	defer place.Leave()
	if err := place.Take(); err != nil {
		return err
	}
	fresh := filepath.Join(to, workFolder)
	if err := os.RemoveAll(fresh); err != nil { // of a run that was killed
		return fmt.Errorf("clear the work folder: %w", err)
	}
	defer os.RemoveAll(fresh)
	last, err := disk.ReadMarker(to)
	if err != nil {
		return err
	}
	r, err := publish.Write(ctx, publish.Options{
		Site: site, Fresh: fresh, Last: to, Wrote: last.Files, Address: cat.Project.Base(), Policy: reports.HeaderPolicy,
	})
	if err != nil {
		return err
	}
	if err := place.PutTrees(fresh, publish.Trees...); err != nil {
		return err
	}
	a.tell("published %s: %d files, %d packed anew; %.1f MB, %.1f MB on the way to a browser\n",
		filepath.Join(to, "site"), r.Files, r.Packed, float64(r.Bytes)/1e6, float64(r.Sent)/1e6)
	if cat.Project.Site == "" {
		a.log.Warn("project.yaml does not say where the site will stand, so settings name example.org",
			"add", "site: https://…")
	}
	return nil
}
