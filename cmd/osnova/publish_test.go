// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"osnova/cmd/publish"
	"osnova/reports"
)

const publishingPage = "../../docs/publishing.md"

// TestPublishingShowsSettings: the manual shows the settings of each server as they are published.
func TestPublishingShowsSettings(t *testing.T) {
	body, err := os.ReadFile(publishingPage)
	if err != nil {
		t.Fatal(err)
	}
	all := publish.Settings("/srv/osnova/public/site", "https://data.example.org/osnova/", reports.HeaderPolicy)
	for name, want := range all {
		if !strings.Contains(string(body), "```\n"+want+"```\n") {
			t.Errorf("docs/publishing.md does not show %s as it is:\n%s", name, want)
		}
	}
}

// TestPublishingRecipes runs the commands of the manual, in their order, over a village: the site is published, a nightly run publishes a change, the
// way back shows the edition before it, and what is broken is not published.
func TestPublishingRecipes(t *testing.T) {
	body, err := os.ReadFile(publishingPage)
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(body), -1)
	if len(blocks) != 3 {
		t.Fatalf("%d blocks of commands, want 3: build and publish, every night, back", len(blocks))
	}
	t.Chdir(t.TempDir())
	putFile(t, "mine/project.yaml", "site: https://data.example.org/osnova/\ncontact: https://data.example.org/contact\n")
	project := edited(map[string]string{})
	maps.Copy(project, searchedTables)
	for name := range project { // a village as it is has findings of tables that programs make, and page files that link to pages of the whole
		if strings.HasPrefix(name, "metrics/") {
			delete(project, name)
		}
	}
	run := func(block, fails string) {
		t.Helper()
		for _, line := range strings.Split(strings.TrimSpace(block), "\n") {
			if line == "set -e" {
				continue
			}
			words := strings.Fields(line)
			if words[0] != "osnova" {
				if said, err := exec.Command("sh", "-c", line).CombinedOutput(); err != nil {
					t.Fatalf("%s: %v %s", line, err, said)
				}
				continue
			}
			code, stdout, stderr := runVillage(project, words[1:]...)
			wrong := words[1] == fails
			if findings := words[1] == "build" && code == exitFindings && !strings.Contains(stderr, "such pages are not written"); !findings && (code != exitFine) != wrong {
				t.Fatalf("%s: ended with %d: %s%s", line, code, stdout, stderr)
			}
			if wrong {
				return
			}
		}
	}
	shown := func() string {
		t.Helper()
		page, err := os.ReadFile(filepath.Join("public", "site", "uk", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		return string(page)
	}
	run(blocks[0][1], "")
	if !strings.Contains(shown(), "<h1>Дім</h1>") {
		t.Error(shown())
	}
	settings, err := os.ReadFile("public/server/nginx.conf")
	if err != nil || !strings.Contains(string(settings), "location ^~ /osnova/ {") {
		t.Errorf("settings: %v %s", err, settings)
	}
	home := project["reports/pages/home/page.tmpl"]
	project["reports/pages/home/page.tmpl"] = strings.Replace(home, "Дім", "Хата", 1)
	run(blocks[1][1], "")
	if !strings.Contains(shown(), "<h1>Хата</h1>") {
		t.Error("the nightly run did not publish a change")
	}
	project["reports/pages/home/page.tmpl"] = "{{.Q.rows.nosuch}}"
	run(blocks[1][1], "build")
	if !strings.Contains(shown(), "<h1>Хата</h1>") {
		t.Error("a broken edition was published")
	}
	run(blocks[2][1], "")
	if !strings.Contains(shown(), "<h1>Дім</h1>") {
		t.Error("the way back does not show the edition before")
	}
	project["reports/pages/home/page.tmpl"] = home
	run(blocks[1][1], "")
	if !strings.Contains(shown(), "<h1>Дім</h1>") {
		t.Error("nothing is published after the way back")
	}
}
