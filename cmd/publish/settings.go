// SPDX-License-Identifier: Apache-2.0

package publish

import (
	"fmt"
	"strings"
)

// kinds are the MIME types of files that servers do not know, or know otherwise, by ending.
var kinds = []struct{ ending, kind string }{
	{"csv", "text/csv"},
	{"jsonld", "application/ld+json"},
	{"parquet", "application/vnd.apache.parquet"},
	{"ttl", "text/turtle"},
}

// headers are sent with every file. Pages may be shown in frames of others: their charts are offered for that.
func headers(policy string) [][2]string {
	return [][2]string{
		{"Content-Security-Policy", policy},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "cross-origin"},
		{"Access-Control-Allow-Origin", "*"},
		{"Cache-Control", cacheAlways},
	}
}

// What is asked for again each time costs an answer of some bytes as long as it has not changed; what carries its sum in its name never changes.
const (
	cacheAlways = "no-cache"
	cacheYear   = "public, max-age=31536000, immutable"
)

// Settings are files for web servers, by name. root is the folder of the published site, address where it stands, policy that of its pages.
func Settings(root, address, policy string) map[string]string {
	s := settings{root: strings.TrimRight(root, "/"), host: hostOf(address), prefix: prefixOf(address), headers: headers(policy)}
	return map[string]string{"nginx.conf": s.nginx(), "Caddyfile": s.caddy(), "apache.conf": s.apache(), "_headers": s.static()}
}

// settings are what all servers are told.
type settings struct {
	root, host, prefix string
	headers            [][2]string
}

// nginx is a server block for the folder conf.d, plain HTTP on port 80.
func (s settings) nginx() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Made by osnova publish. For /etc/nginx/conf.d; brotli_static needs the package libnginx-mod-http-brotli-static.\n")
	fmt.Fprintf(&b, "server {\n\tlisten 80;\n\tserver_name %s;\n\tinclude /etc/nginx/mime.types;\n\ttypes {\n", s.host)
	for _, k := range kinds {
		fmt.Fprintf(&b, "\t\t%s %s;\n", k.kind, k.ending)
	}
	b.WriteString("\t}\n\tcharset utf-8;\n\tcharset_types text/css text/csv text/plain text/turtle text/xml text/javascript application/javascript application/json " +
		"application/ld+json image/svg+xml;\n\tgzip_static on;\n\tgzip_vary on;\n\t# brotli_static on;\n")
	if s.prefix != "/" {
		fmt.Fprintf(&b, "\tlocation = %s { return 301 %s; }\n", strings.TrimRight(s.prefix, "/"), s.prefix)
	}
	fmt.Fprintf(&b, "\tlocation ^~ %s {\n\t\talias %s/;\n\t\tindex index.html;\n\t\terror_page 404 %s404.html;\n", s.prefix, s.root, s.prefix)
	for _, h := range s.headers {
		if h[0] == "Cache-Control" {
			continue
		}
		fmt.Fprintf(&b, "\t\tadd_header %s \"%s\" always;\n", h[0], h[1])
	}
	b.WriteString("\t\tadd_header Cache-Control $osnova_cache always;\n\t}\n}\n")
	fmt.Fprintf(&b, "map $uri $osnova_cache {\n\tdefault \"%s\";\n\t\"~%s\" \"%s\";\n}\n", cacheAlways, isEngine, cacheYear)
	return b.String()
}

// caddy is a whole Caddyfile. Caddy takes a certificate for the host by itself.
func (s settings) caddy() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Made by osnova publish.\n%s {\n", s.host)
	if s.prefix != "/" {
		fmt.Fprintf(&b, "\tredir %s %s\n", strings.TrimRight(s.prefix, "/"), s.prefix)
	}
	fmt.Fprintf(&b, "\thandle_path %s* {\n\t\troot * %s\n\t\theader {\n", s.prefix, s.root)
	for _, h := range s.headers {
		if h[0] != "Cache-Control" {
			fmt.Fprintf(&b, "\t\t\t%s \"%s\"\n", h[0], h[1])
		}
	}
	fmt.Fprintf(&b, "\t\t}\n\t\t@engine path_regexp %s\n\t\theader @engine Cache-Control \"%s\"\n", isEngine, cacheYear)
	fmt.Fprintf(&b, "\t\t@other not path_regexp %s\n\t\theader @other Cache-Control \"%s\"\n", isEngine, cacheAlways)
	for _, k := range kinds {
		kind := k.kind
		if strings.HasPrefix(kind, "text/") || k.ending == "jsonld" {
			kind += "; charset=utf-8"
		}
		fmt.Fprintf(&b, "\t\t@%s path *.%s\n\t\theader @%s Content-Type \"%s\"\n", k.ending, k.ending, k.ending, kind)
	}
	b.WriteString("\t\tfile_server {\n\t\t\tprecompressed br gzip\n\t\t}\n\t}\n")
	b.WriteString("\thandle_errors {\n")
	fmt.Fprintf(&b, "\t\troot * %s\n\t\trewrite * /404.html\n\t\theader Content-Security-Policy \"%s\"\n\t\tfile_server\n\t}\n}\n", s.root, s.headers[0][1])
	return b.String()
}

// apache is for conf-available, or, without its first and last line, a .htaccess at the top of the site. It needs headers, mime and rewrite.
func (s settings) apache() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Made by osnova publish. It needs: a2enmod headers mime rewrite alias\nAlias \"%s\" \"%s/\"\n<Directory \"%s\">\n", s.prefix, s.root, s.root)
	b.WriteString("\tRequire all granted\n\tOptions -Indexes\n\tDirectoryIndex index.html\n")
	fmt.Fprintf(&b, "\tErrorDocument 404 %s404.html\n\tAddDefaultCharset utf-8\n\tAddCharset utf-8 .css .csv .js .json .jsonld .svg .ttl .txt .xml\n", s.prefix)
	for _, k := range kinds {
		fmt.Fprintf(&b, "\tAddType %s .%s\n", k.kind, k.ending)
	}
	for _, h := range s.headers {
		fmt.Fprintf(&b, "\tHeader always set %s \"%s\"\n", h[0], h[1])
	}
	fmt.Fprintf(&b, "\t<FilesMatch \"^engine-[0-9a-f]+\\.js$\">\n\t\tHeader always set Cache-Control \"%s\"\n\t</FilesMatch>\n", cacheYear)
	b.WriteString("\tRewriteEngine On\n")
	for _, p := range []struct{ token, ending, coding string }{{"br", ".br", "br"}, {"gzip", ".gz", "gzip"}} {
		fmt.Fprintf(&b, "\tRewriteCond %%{HTTP:Accept-Encoding} %s\n\tRewriteCond %%{REQUEST_FILENAME}%s -s\n", p.token, p.ending)
		fmt.Fprintf(&b, "\tRewriteRule ^(.+)$ %s$1%s [L,E=packed:%s]\n", s.prefix, p.ending, p.coding)
	}
	for _, p := range []struct{ ending, coding string }{{"br", "br"}, {"gz", "gzip"}} {
		fmt.Fprintf(&b, "\t<FilesMatch \"\\.%s$\">\n\t\tRemoveType .%s\n\t\tAddEncoding %s .%s\n\t\tHeader append Vary Accept-Encoding\n\t</FilesMatch>\n", p.ending, p.ending, p.coding, p.ending)
	}
	b.WriteString("</Directory>\n")
	return b.String()
}

// static is a file _headers as static hosts read it from the top of a site. They pack by themselves.
func (s settings) static() string {
	var b strings.Builder
	b.WriteString(s.prefix + "*\n")
	for _, h := range s.headers {
		fmt.Fprintf(&b, "  %s: %s\n", h[0], h[1])
	}
	for _, k := range kinds {
		kind := k.kind
		if strings.HasPrefix(kind, "text/") || k.ending == "jsonld" {
			kind += "; charset=utf-8"
		}
		fmt.Fprintf(&b, "%s*.%s\n  Content-Type: %s\n", s.prefix, k.ending, kind)
	}
	return b.String()
}
