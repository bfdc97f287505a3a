package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// counter shows on a terminal how many of all repetitions are done, with rate and time left; elsewhere it logs that they begin.
// done may be called by several goroutines; end ends the bar.
func (a *app) counter(name string, all int) (done, end func()) {
	f, ok := a.stderr.(*os.File)
	if !ok || a.json || !term.IsTerminal(int(f.Fd())) {
		a.log.Info(name, "repetitions", all)
		return func() {}, func() {}
	}
	bar := progressbar.NewOptions(all, progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionShowIts(),
		progressbar.OptionSetDescription(name), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}
