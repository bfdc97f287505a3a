// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"sync"
)

// renderer writes the pages of one folder in one language, all at the same depth under the root.
type renderer struct {
	*pageBook
	l    tongue
	root string // way from the page back to the root of the site
	tmpl *template.Template

	title, lead func(queryRow) (string, error)
	marked      bool // pages that it writes rest on invented facts, though not all of the folder do

	mu   sync.Mutex
	same map[string]template.HTML // parts of the layout that are equal on all these pages
}

func (b *pageBook) renderer(l tongue, root string) (*renderer, error) {
	r := &renderer{pageBook: b, l: l, root: root, same: map[string]template.HTML{}}
	var err error
	if r.title, r.lead, err = b.titles(l); err != nil {
		return nil, err
	}
	t := template.New("layout").Funcs(r.functions()).Option("missingkey=error")
	for name, text := range b.site.layout {
		if t, err = t.New(name).Parse(dense(text)); err != nil {
			return nil, fmt.Errorf("layout/%s: %w", name, err)
		}
	}
	if r.tmpl, err = t.New("main").Parse(dense(b.page.Template)); err != nil {
		return nil, fmt.Errorf("%s/page.tmpl: %w", b.page.Dir, err)
	}
	return r, nil
}

// invented reports whether what the page shows rests on invented facts.
func (r *renderer) invented() bool { return r.synthetic || r.marked }

// render writes one page to the file named; a page whose title, lead or template fails is kept as a fault and not written.
func (r *renderer) render(buffer *bytes.Buffer, v templateView, file string) error {
	buffer.Reset()
	var err error
	if v.Title, err = r.title(v.Row); err != nil {
		r.fail(file, fmt.Errorf("title: %w", err))
		return nil
	}
	if v.Lead, err = r.lead(v.Row); err != nil {
		r.fail(file, fmt.Errorf("lead: %w", err))
		return nil
	}
	if err := r.tmpl.ExecuteTemplate(buffer, "base", v); err != nil {
		r.fail(file, err)
		return nil
	}
	return r.w.write(file, buffer.Bytes())
}

// once executes a part of the layout the first time and repeats its text after that.
func (r *renderer) once(name string) (template.HTML, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if text, ok := r.same[name]; ok {
		return text, nil
	}
	var b bytes.Buffer
	if err := r.tmpl.Lookup(name).Execute(&b, r.page); err != nil {
		return "", err
	}
	text := template.HTML(b.String())
	r.same[name] = text
	return text, nil
}

// renderPart executes a part of the layout or page with the value given, for use as an argument.
func (r *renderer) renderPart(name string, data any) (template.HTML, error) {
	t := r.tmpl.Lookup(name)
	if t == nil {
		return "", fmt.Errorf("no template is called %q", name)
	}
	var b bytes.Buffer
	err := t.Execute(&b, data)
	return template.HTML(b.String()), err
}

// dense drops indentation and empty lines of a template: they are for its writer, not for its reader.
func dense(text string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimLeft(line, " \t"); line != "" {
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	return b.String()
}
