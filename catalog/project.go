// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Project is what whoever runs a project says of themselves, in project.yaml at its top. What it leaves out is as in the embedded one.
type Project struct {
	Contact   string         `yaml:"contact"`   // web or e-mail address that publishers are told when their files are fetched
	Site      string         `yaml:"site"`      // address at which the site will be published; empty: addresses are relative
	Publisher Text           `yaml:"publisher"` // of the datasets
	Licence   ProjectLicence `yaml:"licence"`   // of our own texts, indicators and aggregates
	Edition   string         `yaml:"edition"`   // ISO day; set by a project it stays, else what is fetched later moves it on

	Without    []string   `yaml:"without"`    // sources that are switched off, as where a licence was withdrawn: nothing is made of them
	Collection Collection `yaml:"collection"` // what collection forms say of those who collect

	EditionSet bool `yaml:"-"` // the project's own file says it
}

// Collection is what the blanks of collection forms say of the round: what is left out they say plainly is not stated.
type Collection struct {
	By     Text   `yaml:"by"`      // who asks; empty: the publisher
	Law    Text   `yaml:"law"`     // on which legal ground
	Until  string `yaml:"until"`   // ISO day until which answers are waited for
	SendTo string `yaml:"send_to"` // e-mail or web address of an office to which the forms are sent
}

// Base is the address of the site with a closing slash, or "".
func (p Project) Base() string {
	if p.Site == "" {
		return ""
	}
	return strings.TrimRight(p.Site, "/") + "/"
}

// ProjectLicence is a licence by its SPDX identifier, its address and its name.
type ProjectLicence struct {
	ID    string `yaml:"id"`
	URL   string `yaml:"url"`
	Title Text   `yaml:"title"`
}

// Short is the identifier as people write it: CC BY-SA 4.0 of CC-BY-SA-4.0, ODbL 1.0 of ODbL-1.0.
func (l ProjectLicence) Short() string {
	name := l.ID
	if at := strings.LastIndex(name, "-"); at > 0 && strings.ContainsAny(name[at:], "0123456789") {
		name = name[:at] + " " + name[at+1:]
	}
	if rest, ok := strings.CutPrefix(name, "CC-"); ok {
		name = "CC " + rest
	}
	return name
}

//go:embed project.yaml
var ownProject []byte

var contact = regexp.MustCompile(`^(https://[!-~]+|(mailto:)?[!-~]+@[!-~]+\.[!-~]+)$`)

// licencePattern is the form of a licence's identifier.
var licencePattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.+-]*$`)

func (c *Catalog) loadProject(fsys fs.FS) error {
	const file = "project.yaml"
	if !c.decode("the embedded "+file, ownProject, &c.Project) {
		return nil
	}
	own := c.Project
	body, err := fs.ReadFile(fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	c.Project.Edition = ""
	if !c.decode(file, body, &c.Project) {
		c.Project = own
		return nil
	}
	if c.Project.EditionSet = c.Project.Edition != ""; !c.Project.EditionSet {
		c.Project.Edition = own.Edition
	}
	c.checkProject(file, own)
	return nil
}

// checkProject puts what is embedded in the place of what cannot be.
func (c *Catalog) checkProject(file string, own Project) {
	p := &c.Project
	if p.Contact != "" && !contact.MatchString(p.Contact) {
		c.Findings.Add(file, "such as https://example.org/contact or data@example.org", "contact %q is neither a web nor an e-mail address", p.Contact)
		p.Contact = ""
	}
	web := func(key, address string) bool {
		u, err := url.Parse(address)
		if err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && u.RawQuery == "" && u.Fragment == "" && u.User == nil {
			return true
		}
		c.Findings.Add(file, "such as https://example.org/osnova/", "%s %q is no web address", key, address)
		return false
	}
	if p.Site != "" && !web("site", p.Site) {
		p.Site = ""
	}
	if !licencePattern.MatchString(p.Licence.ID) {
		c.Findings.Add(file, "such as CC-BY-4.0 or ODbL-1.0 (spdx.org/licenses)", "licence id %q is no SPDX identifier", p.Licence.ID)
		p.Licence = own.Licence
	}
	if !web("licence url", p.Licence.URL) {
		p.Licence = own.Licence
	}
	if p.Licence.ID != own.Licence.ID && (p.Licence.URL == own.Licence.URL || p.Licence.Title == own.Licence.Title) {
		c.Findings.Add(file, "give id, url and title together", "licence %s has the address or the title of %s", p.Licence.ID, own.Licence.ID)
		p.Licence = own.Licence
	}
	if day, err := time.Parse(time.DateOnly, p.Edition); err != nil || day.Format(time.DateOnly) != p.Edition {
		c.Findings.Add(file, `such as "2026-11-23"`, "edition %q is no day", p.Edition)
		p.Edition, p.EditionSet = own.Edition, false
	}
	c.checkCollection(file)
	for _, t := range []struct {
		key  string
		text *Text
		own  Text
	}{{"publisher", &p.Publisher, own.Publisher}, {"licence title", &p.Licence.Title, own.Licence.Title}} {
		if t.text.UK == "" || t.text.EN == "" {
			c.Findings.Add(file, "give uk and en", "%s is not there in both languages", t.key)
			*t.text = t.own
		}
	}
}

// checkCollection empties what cannot be of the round of collection.
func (c *Catalog) checkCollection(file string) {
	p := &c.Project.Collection
	if day, err := time.Parse(time.DateOnly, p.Until); p.Until != "" && (err != nil || day.Format(time.DateOnly) != p.Until) {
		c.Findings.Add(file, `such as "2027-02-15"`, "collection until %q is no day", p.Until)
		p.Until = ""
	}
	if p.SendTo != "" && !contact.MatchString(p.SendTo) {
		c.Findings.Add(file, "such as data@example.org or https://example.org/forms", "collection send_to %q is neither a web nor an e-mail address", p.SendTo)
		p.SendTo = ""
	}
	for _, t := range []struct {
		key  string
		text *Text
	}{{"by", &p.By}, {"law", &p.Law}} {
		if (t.text.UK == "") != (t.text.EN == "") {
			c.Findings.Add(file, "give uk and en", "collection %s is not there in both languages", t.key)
			*t.text = Text{}
		}
	}
}
