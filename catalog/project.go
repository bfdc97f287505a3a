package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
)

// Project is what whoever runs a project says of themselves, in project.yaml at its top.
type Project struct {
	Contact string `yaml:"contact"` // web or e-mail address that publishers are told when their files are fetched
}

var contact = regexp.MustCompile(`^(https://[!-~]+|(mailto:)?[!-~]+@[!-~]+\.[!-~]+)$`)

func (c *Catalog) loadProject(fsys fs.FS) error {
	const file = "project.yaml"
	body, err := fs.ReadFile(fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	if c.decode(file, body, &c.Project) && c.Project.Contact != "" && !contact.MatchString(c.Project.Contact) {
		c.Findings.Add(file, "such as https://example.org/contact or data@example.org", "contact %q is neither a web nor an e-mail address", c.Project.Contact)
		c.Project.Contact = ""
	}
	return nil
}
