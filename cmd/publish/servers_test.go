// SPDX-License-Identifier: Apache-2.0

package publish

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const testPolicy = "default-src 'self'; img-src 'self' data:"

// served are servers that Debian has: how to wrap the settings that were published so that they listen on a free port, and how to run them.
var served = map[string]struct {
	program string
	wrap    func(dir, settings, port string) string
	run     func(dir, file string) []string
	file    string
}{
	"nginx.conf": {
		"/usr/sbin/nginx",
		func(dir, settings, port string) string {
			return "daemon off;\nmaster_process off;\npid " + dir + "/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\nclient_body_temp_path " + dir + "/b;\nproxy_temp_path " + dir +
				"/p;\nfastcgi_temp_path " + dir + "/f;\nuwsgi_temp_path " + dir + "/u;\nscgi_temp_path " + dir + "/s;\n" + strings.Replace(settings, "listen 80;", "listen 127.0.0.1:"+port+";", 1) + "}\n"
		},
		func(dir, file string) []string { return []string{"-p", dir, "-c", file} },
		"nginx.conf",
	},
	"Caddyfile": {
		"/usr/bin/caddy",
		func(_, settings, port string) string {
			return "{\n\tadmin off\n\tauto_https off\n}\n" + strings.Replace(settings, "data.example.org {", "http://127.0.0.1:"+port+" {", 1)
		},
		func(_, file string) []string { return []string{"run", "--config", file, "--adapter", "caddyfile"} },
		"Caddyfile",
	},
	"apache.conf": {
		"/usr/sbin/apache2",
		func(dir, settings, port string) string {
			var b strings.Builder
			for _, m := range []string{"mpm_event", "authz_core", "mime", "headers", "rewrite", "alias", "dir"} {
				fmt.Fprintf(&b, "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n", m, m)
			}
			fmt.Fprintf(&b, "ServerName data.example.org\nListen 127.0.0.1:%s\nPidFile %s/pid\nErrorLog %s/log\nTypesConfig /etc/mime.types\nDefaultRuntimeDir %s\n", port, dir, dir, dir)
			if os.Getuid() == 0 {
				b.WriteString("User www-data\nGroup www-data\n")
			}
			return b.String() + settings
		},
		func(_, file string) []string { return []string{"-X", "-f", file} },
		"apache.conf",
	},
}

// TestSettingsOfServers: under each server, with the settings as they are published, in a folder of its host, types, charsets, policy, copies, caching
// and the page for broken links are as they should be.
func TestSettingsOfServers(t *testing.T) {
	dir := filepath.Join(openFolder(t), "public")
	page := strings.Repeat("<p>сторінка</p>\n", 500)
	publication(t, dir, map[string]string{
		"index.html": page, "404.html": "<p>not here</p>", "uk/index.html": "<p>uk</p>", "data/a.csv": "a,b\n1,2\n", "data/a.parquet": "PAR1", "data/c.ttl": "<a> <b> <c> .\n",
		"data/c.jsonld": "{}", "assets/engine-0123456789ab.js": "1", "assets/site.css": strings.Repeat("p { color: red }\n", 200),
	})
	for name, s := range served {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(s.program); err != nil {
				t.Skipf("%s is not installed: scripts/need test installs it", s.program)
			}
			settings := Settings(filepath.Join(dir, "site"), "https://data.example.org/osnova/", testPolicy)[name]
			base := start(t, settings, name)
			for at, want := range map[string]struct {
				status      int
				kind, cache string
			}{
				"":                              {200, "text/html; charset=utf-8", cacheAlways},
				"uk/":                           {200, "text/html; charset=utf-8", cacheAlways},
				"data/a.csv":                    {200, "text/csv; charset=utf-8", cacheAlways},
				"data/a.parquet":                {200, "application/vnd.apache.parquet", cacheAlways},
				"data/c.ttl":                    {200, "text/turtle; charset=utf-8", cacheAlways},
				"data/c.jsonld":                 {200, "application/ld+json; charset=utf-8", cacheAlways},
				"assets/site.css":               {200, "text/css; charset=utf-8", cacheAlways},
				"assets/engine-0123456789ab.js": {200, "text/javascript; charset=utf-8", cacheYear},
				"uk/no/such/page":               {404, "text/html; charset=utf-8", ""},
			} {
				status, h, body := ask(t, base+"/osnova/"+at, "")
				kind := strings.ReplaceAll(h.Get("Content-Type"), "application/javascript", "text/javascript")
				if status != want.status || kind != want.kind || h.Get("Content-Encoding") != "" {
					t.Errorf("%q: %d %q %q, want %d %q", at, status, kind, h.Get("Content-Encoding"), want.status, want.kind)
				}
				if h.Get("Content-Security-Policy") != testPolicy {
					t.Errorf("%q: policy %q", at, h.Values("Content-Security-Policy"))
				}
				if want.cache != "" && h.Get("Cache-Control") != want.cache {
					t.Errorf("%q: caching %q, want %q", at, h.Values("Cache-Control"), want.cache)
				}
				if want.status == 404 && string(body) != "<p>not here</p>" {
					t.Errorf("%q: %q", at, body)
				}
			}
			for coding, ending := range map[string]string{"gzip": ".gz", "br": ".br"} {
				if coding == "br" && name == "nginx.conf" { // Debian's nginx has no module for it by itself
					continue
				}
				want, err := os.ReadFile(filepath.Join(dir, "site", "assets", "site.css"+ending))
				if err != nil {
					t.Fatal(err)
				}
				_, h, body := ask(t, base+"/osnova/assets/site.css", coding)
				if h.Get("Content-Encoding") != coding || !bytes.Equal(body, want) || h.Get("Content-Type") != "text/css; charset=utf-8" || h.Get("Vary") == "" {
					t.Errorf("%s: %q %q, %d bytes, want %d; vary %q", coding, h.Get("Content-Encoding"), h.Get("Content-Type"), len(body), len(want), h.Get("Vary"))
				}
			}
			_, h, _ := ask(t, base+"/osnova/data/a.csv", "")
			if h.Get("ETag") == "" && h.Get("Last-Modified") == "" {
				t.Error("nothing by which a browser could ask whether a file has changed")
			}
		})
	}
}

// openFolder is a temporary folder that a server under another user may read.
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "osnova-publish")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// start runs a server with settings until the test ends, and gives its address.
func start(t *testing.T, settings, name string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	s, dir := served[name], openFolder(t)
	file := filepath.Join(dir, s.file)
	if err := os.WriteFile(file, []byte(s.wrap(dir, settings, port)), 0o644); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	c := exec.Command(s.program, s.run(dir, file)...)
	c.Stdout, c.Stderr = &said, &said
	c.Env = append(os.Environ(), "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		conn, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			conn.Close()
			return "http://127.0.0.1:" + port
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s does not answer: %s", name, said.String())
		}
	}
}

// ask asks for an address with a coding, none where it is empty.
func ask(t *testing.T, address, coding string) (int, http.Header, []byte) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "data.example.org"
	if strings.Contains(address, "127.0.0.1") {
		req.Host = req.URL.Host
	}
	req.Header.Set("Accept-Encoding", coding)
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, body
}
