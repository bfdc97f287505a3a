// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// terminal is the terminal that progress is drawn on, or nil.
func (d *Session) terminal() *os.File {
	if f, ok := d.Stderr.(*os.File); ok && !d.Plain && term.IsTerminal(int(f.Fd())) {
		return f
	}
	return nil
}

// drawCounter draws a bar of repetitions, with rate and time left.
func drawCounter(f *os.File, name string, all int) *progressbar.ProgressBar {
	return progressbar.NewOptions(all, progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetDescription(name), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
}

// CountRepetitions shows on a terminal how many of all repetitions are done; elsewhere it logs that they begin.
// done may be called by several goroutines; end ends the bar.
func (d *Session) CountRepetitions(name string, all int) (done, end func()) {
	f := d.terminal()
	if f == nil {
		d.Log.Info(name, "repetitions", all)
		return func() {}, func() {}
	}
	bar := drawCounter(f, name, all)
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}

// CountWhenKnown is CountRepetitions of what tells only while it runs how many there are, in the second argument of done. Elsewhere than on a
// terminal done is nil.
func (d *Session) CountWhenKnown(name string) (done func(at, all int), end func()) {
	f := d.terminal()
	if f == nil {
		return nil, func() {}
	}
	var bar *progressbar.ProgressBar
	var once sync.Once
	done = func(_, all int) {
		once.Do(func() { bar = drawCounter(f, name, all) })
		_ = bar.Add(1)
	}
	return done, func() {
		if bar != nil {
			_ = bar.Finish()
		}
	}
}

// CountBytes shows on a terminal how far a file of a size in bytes is read; of a size of 0 nothing is shown. end ends the bar.
func (d *Session) CountBytes(r io.Reader, size int64, name string) (counted io.Reader, end func()) {
	f := d.terminal()
	if f == nil {
		return r, func() {}
	}
	bar := progressbar.NewOptions64(size, progressbar.OptionSetWriter(f), progressbar.OptionShowBytes(true), progressbar.OptionSetDescription(name),
		progressbar.OptionClearOnFinish())
	reader := progressbar.NewReader(r, bar)
	return &reader, func() { _ = bar.Finish() }
}
