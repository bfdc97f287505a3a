package synth

import (
	"context"
	"fmt"
)

// Feed writes the files of some sources and tells the truth of them.
type Feed struct {
	Name    string
	Sources []string // declared sources that take their files from it
	Write   func(c *Country, o *Out) error
}

// feeds in the order in which they are written: one visible list.
var feeds = []Feed{}

// Write invents a country and writes it into the folder.
func Write(ctx context.Context, seed uint64, scale float64, dir string) error {
	if scale <= 0 || scale > 20 {
		return fmt.Errorf("scale %g: give a number above 0, at most 20; 1 is a country of the size of Ukraine", scale)
	}
	c, o := Invent(seed, scale), &Out{Dir: dir}
	for _, f := range feeds {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f.Write(c, o); err != nil {
			return fmt.Errorf("write %s: %w", f.Name, err)
		}
	}
	return o.finish()
}
