// Command regie-e2e drives the real window on a virtual display, as a user
// would: keys in, pixels out. `run` is the end-to-end check (a timer survives a
// kill, a second start raises the first window, every screen draws);
// `screenshots` keeps a picture of every screen.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/alecthomas/kong"
)

type cli struct {
	Bin         string         `help:"Folder of both programs." default:"bin"`
	Run         runCmd         `cmd:"" help:"Check the real window end to end."`
	Screenshots screenshotsCmd `cmd:"" help:"Keep a picture of every screen."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, 9*time.Minute)
	defer cancel()
	var c cli
	k := kong.Parse(&c, kong.Name("regie-e2e"), kong.BindTo(ctx, (*context.Context)(nil)))
	if err := k.Run(&c); err != nil {
		fmt.Fprintln(os.Stderr, "regie-e2e:", err)
		os.Exit(1)
	}
}
