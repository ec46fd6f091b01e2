// Command regie-bench measures what a user waits for, each figure beside its
// yardstick in the same run: the start to the first usable frame and the memory
// when idle, against a bare Fyne window on the same display; going from place to
// place with many entries against few; the month-end of all clients on two
// processors against one.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/alecthomas/kong"
)

type cli struct {
	Start  startCmd  `cmd:"" help:"Time the window's start and its idle memory against the bare window's."`
	Switch switchCmd `cmd:"" help:"Time going to each tab and page, with many entries and with few."`

	MonthEnd     monthEndCmd     `cmd:"" help:"Time the month-end of all clients on one processor and on two."`
	MonthEndOnce monthEndOnceCmd `cmd:"" hidden:""`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var c cli
	k := kong.Parse(&c, kong.Name("regie-bench"), kong.BindTo(ctx, (*context.Context)(nil)))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "regie-bench:", err)
		os.Exit(1)
	}
}
