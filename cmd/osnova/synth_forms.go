// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"

	"github.com/spf13/pflag"

	"osnova/cmd/instrument"
	"osnova/cmd/instrument/forms"
)

// blankForms is osnova forms blank under its former name.
func (a *program) blankForms(ctx context.Context, flags *pflag.FlagSet, dir string) error {
	for _, other := range []string{"seed", "scale"} {
		if flags.Changed(other) {
			return usage("--%s is for a country; blank forms are the same whatever is drawn: leave it out", other)
		}
	}
	o := forms.DefaultBlanks()
	o.Places, o.Project = a.places, a.ownProject
	if flags.Changed("out") {
		o.Out = dir
	}
	return a.use(func(d *instrument.Session) error { return forms.WriteBlanks(ctx, d, o) })
}
