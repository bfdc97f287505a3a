// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/goccy/go-yaml"

	"osnova/catalog"
)

// Feed writes the files of some sources and tells the truth of them.
type Feed struct {
	Name    string
	Sources []string // declared sources that take their files from it
	Write   func(c *Country, o *Folder) error
}

// feeds in the order in which they are written: one visible list.
var feeds = []Feed{
	places,
	boundaries,
	openbudgetFeed,
	audits,
	edemStatistics,
	recovery,
	studies,
	edrFeed,
	caseFeed,
	surveyFeed,
	petitionFeed,
	rulesFeed,
	registerFeed,
	coverage,
	figures,
	collected,
	moneyOfStudies,
	equalisation,
	support,
	civic,
	cnapRegister,
	portalOfServices,
	people,
	openData,
}

// Feeds is how many feeds there are.
func Feeds() int { return len(feeds) }

// CheckScale refuses a size that no country can have.
func CheckScale(scale float64) error {
	if !(scale > 0 && scale <= 20) {
		return fmt.Errorf("scale %s: give a number above 0, at most 20; 1 is a country of the size of Ukraine", strconv.FormatFloat(scale, 'g', -1, 64))
	}
	return nil
}

// Write invents a country and writes it into the folder: mirror/ and truth/. before is called with the name of each feed as it begins.
func Write(ctx context.Context, seed uint64, scale float64, dir string, before ...func(feed string)) error {
	if err := CheckScale(scale); err != nil {
		return err
	}
	c, o := Invent(seed, scale), &Folder{Dir: dir}
	for _, f := range feeds {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, tell := range before {
			tell(f.Name)
		}
		if err := f.Write(c, o); err != nil {
			return fmt.Errorf("write %s: %w", f.Name, err)
		}
	}
	if err := o.above(c); err != nil {
		return err
	}
	o.covered(c)
	if err := o.scores(c); err != nil {
		return err
	}
	if err := o.finish(); err != nil {
		return err
	}
	// The manifest comes last: a folder without it is not whole.
	return o.manifest(c)
}

// manifest tells in the mirror that it is invented, and which sources it holds.
func (o *Folder) manifest(c *Country) error {
	m := catalog.Mirror{Synthetic: true, Seed: c.Seed, Scale: c.Scale, Text: catalog.Text{
		UK: "Вигадана країна: жодне число тут не описує справжню громаду, орган чи людину.",
		EN: "An invented country: no number here describes a real community, body or person.",
	}}
	for _, f := range feeds {
		m.Sources = append(m.Sources, f.Sources...)
	}
	slices.Sort(m.Sources)
	m.Sources = slices.Compact(m.Sources)
	body, err := yaml.MarshalWithOptions(m, yaml.IndentSequence(true))
	if err != nil {
		return fmt.Errorf("write %s: %w", catalog.MirrorFile, err)
	}
	return o.File(catalog.MirrorFile, body)
}
