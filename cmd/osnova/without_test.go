// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestSourceIsSwitchedOff: a source named under without is as if nobody had declared it: its tables and what reads them are gone, one warning names
// them, the rest is what it is without its folder, and osnova clean removes what was kept of it.
func TestSourceIsSwitchedOff(t *testing.T) {
	project := edited(shopSource)
	project["transform/models/mart/shop.sql"] = "-- One row a shop.\nselect id from raw.shop\n"
	project["transform/models/mart/shop.yaml"] = model("id:text")
	project["transform/models/mart/street.sql"] = "-- One row a street.\nselect id from mart.shop\n"
	project["transform/models/mart/street.yaml"] = model("id:text")
	gone := edited(map[string]string{})
	dir := t.TempDir()
	mirror, out := filepath.Join(dir, "mirror"), filepath.Join(dir, "out")
	putFile(t, filepath.Join(mirror, "shops.csv"), "id\n1\n")
	_, stdout, _ := runVillage(project, "build", "--json", "--out", out, "--mirror", mirror)
	before := closed(t, stdout)
	if !slices.Contains(before.Changed, "mart.street") {
		t.Fatalf("not made: %v", before.Changed)
	}
	kept := filepath.Join(out, "kept", "sources", "shop")
	if _, err := os.Stat(kept); err != nil {
		t.Fatal(err)
	}

	project["project.yaml"] = "without: [shop]\n"
	_, stdout, stderr := runVillage(project, "build", "--json", "--out", out)
	after := closed(t, stdout)
	if after.Errors != before.Errors || after.Warnings != 1 {
		t.Errorf("%d errors, were %d; %d warnings", after.Errors, before.Errors, after.Warnings)
	}
	want := "source shop is switched off, so these are not made or are incomplete: mart.shop, mart.street"
	if found := objects(t, stderr); !slices.ContainsFunc(found, func(o map[string]any) bool {
		return o["what"] == want && o["severity"] == catalog.SeverityWarning && o["file"] == "project.yaml"
	}) {
		t.Errorf("no %q in %s", want, stderr)
	}
	for _, id := range []string{"raw.shop", "mart.shop", "mart.street"} {
		if !slices.Contains(after.Changed, id) {
			t.Errorf("%s is still there: %v", id, after.Changed)
		}
	}
	never := filepath.Join(dir, "never")
	buildVillage(t, never, gone)
	same(t, "site", files(t, filepath.Join(never, "site")), files(t, filepath.Join(out, "site")))

	if code, stdout, _ := runVillage(project, "clean", "--out", out, "--dry-run"); code != exitFine || !strings.Contains(stdout, "kept of shop\n") {
		t.Errorf("clean --dry-run: %d %s", code, stdout)
	}
	if _, err := os.Stat(kept); err != nil {
		t.Error("--dry-run removed something")
	}
	if code, stdout, stderr := runVillage(project, "clean", "--out", out); code != exitFine || !strings.HasPrefix(stdout, "removed 0 snapshots, 0 MB, and what was kept of 1 source\n") {
		t.Errorf("clean: %d %s%s", code, stdout, stderr)
	}
	if _, err := os.Stat(kept); !os.IsNotExist(err) {
		t.Errorf("it is still kept: %v", err)
	}

	project["project.yaml"] = "without: [shup]\n"
	if code, _, stderr := runVillage(project, "check"); code != exitFindings || !strings.Contains(stderr, `without names the source "shup", which nobody declared (did you mean shop?)`) {
		t.Errorf("unknown: %d %s", code, stderr)
	}
}
