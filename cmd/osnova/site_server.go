// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"osnova/reports"
	"osnova/store/disk"
)

// siteServer answers with the files of a built site as it lies in a folder now, which builds swap under it.
type siteServer struct {
	dir    string
	anyone bool // every Host is answered: the user has named an address to listen on
	reload bool // pages get a script that asks for a newer edition of the site

	mu     sync.Mutex
	packed map[string][]byte // gzipped bodies by ETag
	held   int               // their bytes
}

// patience is how long a server waits for a client.
type patience struct {
	header time.Duration // for the whole head of a request, from the moment the connection is there
	idle   time.Duration // for the next request
	write  time.Duration // for each piece of the answer to be taken
}

var usualPatience = patience{header: 10 * time.Second, idle: 30 * time.Second, write: 30 * time.Second}

const (
	mostHeader = 16 << 10 // bytes of the head of a request
	mostPacked = 64 << 20 // bytes of gzipped bodies held
	leastToZip = 1 << 10
	mostToZip  = 16 << 20
	reloadPath = "/.osnova/reload.js"
	statePath  = "/.osnova/edition"
)

// reloadScript asks each second whether the site was built anew, and loads the page again then. It comes as a file, for the site's policy
// allows no other scripts.
const reloadScript = `(() => {
  let seen;
  const ask = async () => {
    try {
      const now = await (await fetch("` + statePath + `", {cache: "no-store"})).text();
      if (seen !== undefined && now !== seen) location.reload();
      seen = now;
    } catch {}
    setTimeout(ask, document.hidden ? 5000 : 1000);
  };
  ask();
})();
`

// server answers by the handler and lets no client hold a connection that it does not use.
func (p patience) server(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(&timely{w, p.write}, r) }),
		ReadHeaderTimeout: p.header, ReadTimeout: p.header, IdleTimeout: p.idle, MaxHeaderBytes: mostHeader,
	}
}

// timely gives a client some time for each piece of an answer, however long the whole may be.
type timely struct {
	http.ResponseWriter
	each time.Duration
}

// Write sends one piece.
func (w *timely) Write(body []byte) (n int, err error) {
	const piece = 64 << 10
	for len(body) > 0 && err == nil {
		_ = http.NewResponseController(w.ResponseWriter).SetWriteDeadline(time.Now().Add(w.each))
		var sent int
		sent, err = w.ResponseWriter.Write(body[:min(piece, len(body))])
		n, body = n+sent, body[sent:]
	}
	return n, err
}

// Unwrap gives the writer behind it.
func (w *timely) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// ServeHTTP answers GET and HEAD of this computer's own names.
func (s *siteServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Content-Security-Policy", reports.HeaderPolicy+"; frame-ancestors 'self'") // a page's own meta element cannot say all of this
	h.Set("X-Frame-Options", "SAMEORIGIN")
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		h.Set("Connection", "close") // whatever body comes is not waited for
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	case r.ContentLength != 0:
		h.Set("Connection", "close")
		http.Error(w, "a request without a body, please", http.StatusRequestEntityTooLarge)
		return
	case !s.anyone && !ownName(r.Host):
		h.Set("Connection", "close")
		http.Error(w, "this site is served to this computer alone, as localhost or 127.0.0.1; osnova serve --host ADDRESS serves it to others", http.StatusMisdirectedRequest)
		return
	}
	if s.reload && r.URL.Path == statePath {
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Type", "text/plain; charset=utf-8")
		if info, err := os.Stat(s.dir); err == nil {
			fmt.Fprint(w, tagOf(info))
		}
		return
	}
	if s.reload && r.URL.Path == reloadPath {
		h.Set("Content-Type", "text/javascript; charset=utf-8")
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(reloadScript))
		return
	}
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		s.waiting(w)
		return
	}
	defer root.Close()
	s.file(w, r, root)
}

// ownName reports whether a Host header names this computer, so that no page of a stranger whose name leads here can read the site.
func ownName(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if ip := net.ParseIP(strings.Trim(host, "[]")); ip != nil {
		return ip.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// waiting says that there is no site yet.
func (s *siteServer) waiting(w http.ResponseWriter) {
	script := ""
	if s.reload {
		script = `<script src="` + reloadPath + `" defer></script>`
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Retry-After", "2")
	w.Header().Set("Refresh", "2")
	w.WriteHeader(http.StatusServiceUnavailable)
	fmt.Fprintf(w, "<!doctype html><html lang=\"uk\"><meta charset=\"utf-8\"><title>osnova</title>%s<p>Сайт ще будується, за мить він буде тут.<p lang=\"en\">The site is being built and will be here in a moment.\n", script)
}

// file answers with a file of the site, index.html for a folder, and the site's own page for what is not there.
func (s *siteServer) file(w http.ResponseWriter, r *http.Request, root *os.Root) {
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" {
		name = "."
	}
	f, info, err := regular(root, name)
	if errors.Is(err, errFolder) {
		if !strings.HasSuffix(r.URL.Path, "/") {
			to := url.URL{Path: "./" + path.Base(name) + "/", RawQuery: r.URL.RawQuery} // relative, so that no name of another host can be made of it
			w.Header().Set("Location", to.String())
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
		name = path.Join(name, "index.html")
		f, info, err = regular(root, name)
	}
	if err != nil {
		s.missing(w, r, root)
		return
	}
	defer f.Close()
	s.send(w, r, name, f, info)
}

var errFolder = errors.New("a folder")

// regular opens a file of the site. What begins with a dot, a link that leads out, a pipe or a device is not there.
func regular(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	for _, part := range strings.Split(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." {
			return nil, nil, fs.ErrNotExist
		}
	}
	info, err := root.Stat(filepath.FromSlash(name))
	switch {
	case err != nil:
		return nil, nil, err
	case info.IsDir():
		return nil, nil, errFolder
	case !info.Mode().IsRegular():
		return nil, nil, &disk.ForeignError{Path: name, What: "is " + disk.FileKind(info.Mode())}
	}
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	return f, info, err
}

func (s *siteServer) missing(w http.ResponseWriter, r *http.Request, root *os.Root) {
	body := []byte("404\n")
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if f, _, err := regular(root, "404.html"); err == nil {
		defer f.Close()
		if page, err := io.ReadAll(f); err == nil {
			body = s.withScript("404.html", page)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
	}
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// withScript adds the reloading script to a page.
func (s *siteServer) withScript(name string, body []byte) []byte {
	if !s.reload || !strings.HasSuffix(name, ".html") {
		return body
	}
	script := []byte(`<script src="` + reloadPath + `" defer></script>`)
	if at := bytes.LastIndex(body, []byte("</body>")); at >= 0 {
		return bytes.Join([][]byte{body[:at], script, body[at:]}, nil)
	}
	return append(bytes.Clone(body), script...)
}

// types of the site that the system's own table may lack.
var types = map[string]string{".csv": "text/csv; charset=utf-8", ".parquet": "application/vnd.apache.parquet", ".ttl": "text/turtle; charset=utf-8", ".jsonld": "application/ld+json", ".geojson": "application/geo+json", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".webmanifest": "application/manifest+json"}

func typeOf(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	if !strings.Contains(path.Base(name), ".") { // such as SHA256SUMS
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// send answers with one file: whole, in part, as unchanged, or gzipped.
func (s *siteServer) send(w http.ResponseWriter, r *http.Request, name string, f *os.File, info fs.FileInfo) {
	h := w.Header()
	kind := typeOf(name)
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-cache") // held against its ETag each time: a build may have changed it
	tag := tagOf(info)
	var body io.ReadSeeker = f
	if s.reload && strings.HasSuffix(name, ".html") {
		page, err := io.ReadAll(f)
		if err != nil {
			http.Error(w, "the file cannot be read", http.StatusInternalServerError)
			return
		}
		body, tag = bytes.NewReader(s.withScript(name, page)), tag+"r"
	}
	if isCompressible(kind) {
		h.Add("Vary", "Accept-Encoding")
		if info.Size() >= leastToZip && info.Size() <= mostToZip && takesGzip(r) && r.Header.Get("Range") == "" {
			if packed, err := s.pack(tag, body); err == nil {
				body, tag = bytes.NewReader(packed), tag+"z"
				h.Set("Content-Encoding", "gzip")
			}
		}
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(plain{w}, r, "", info.ModTime(), body)
}

// plain hides that files could be handed to the kernel as a whole: each piece is to be taken in its time.
type plain struct{ http.ResponseWriter }

// tagOf tells one state of a file from every other: files of a site are replaced, never written over.
func tagOf(info fs.FileInfo) string {
	inode := uint64(0)
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		inode = st.Ino
	}
	return fmt.Sprintf("%x-%x-%x", info.ModTime().UnixNano(), info.Size(), inode)
}

func isCompressible(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "json") || strings.HasSuffix(kind, "xml") || strings.HasSuffix(kind, "javascript")
}

// takesGzip reads Accept-Encoding; gzip;q=0 means no.
func takesGzip(r *http.Request) bool {
	for _, one := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.ReplaceAll(one, " ", ""), ";")
		if name == "gzip" {
			return strings.Trim(strings.TrimPrefix(q, "q="), "0.") != "" || q == ""
		}
	}
	return false
}

// pack gzips a body once for all who ask for it.
func (s *siteServer) pack(tag string, body io.ReadSeeker) ([]byte, error) {
	s.mu.Lock()
	packed, ok := s.packed[tag]
	s.mu.Unlock()
	if ok {
		return packed, nil
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, err := io.Copy(z, body)
	if err := errors.Join(err, z.Close()); err != nil {
		_, again := body.Seek(0, io.SeekStart)
		return nil, errors.Join(err, again)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.packed == nil || s.held+out.Len() > mostPacked {
		s.packed, s.held = map[string][]byte{}, 0
	}
	s.packed[tag] = out.Bytes()
	s.held += out.Len()
	return out.Bytes(), nil
}
