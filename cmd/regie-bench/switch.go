//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// switchCmd times what a window does when one goes from client to client on
// each tab, and from a client to each page of the agency, on a large folder and
// on one with fewer entries in turn.
type switchCmd struct {
	Regie string `help:"The window program." default:"bin/regie"`
	Data  string `help:"A data folder with many time entries." required:""`
	Less  string `help:"One that is alike but for fewer entries: the yardstick." required:""`
	Runs  int    `help:"Counted switches of each kind, after two to warm up." default:"9"`
}

// places are what is gone to: a tab by its key, a page by its row in the rail.
var places = []struct {
	name string
	tab  int // Alt and this digit
	row  int // in the rail, from 0
}{
	{name: "overview", tab: 1},
	{name: "calendar", tab: 2},
	{name: "time", tab: 3},
	{name: "budget", tab: 4},
	{name: "reports", tab: 5},
	{name: "billing", tab: 6},
	{name: "control room", row: 0},
	{name: "week", row: 1},
	{name: "approvals", row: 2},
	{name: "closing", row: 3},
	{name: "capacity", row: 4},
}

// The rows of the rail in a window of 1440x900 at 100 %.
const (
	railX, railTop, railRow = 90, 136, 33
)

func (c *switchCmd) Run(ctx context.Context) error {
	if os.Getenv("DISPLAY") == "" {
		return fmt.Errorf("no display: run under xvfb-run -s '-screen 0 1440x900x24'")
	}
	var took [2][]time.Duration
	for i, folder := range []string{c.Less, c.Data} {
		var err error
		if took[i], err = c.window(ctx, folder); err != nil {
			return err
		}
	}
	for i, p := range places {
		fmt.Printf("switch to %-13s %6.1f ms of work (budget 100), with fewer entries %6.1f, ratio %.2f (budget 1.20)\n",
			p.name, ms(took[1][i]), ms(took[0][i]), float64(took[1][i])/float64(took[0][i]))
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// window goes through the places of one folder's window and gives the median
// work of going to each.
func (c *switchCmd) window(ctx context.Context, folder string) ([]time.Duration, error) {
	cmd := exec.CommandContext(ctx, c.Regie, "--data", folder, "--size", "1440x900")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting the window: %w", err)
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGKILL)
		_ = cmd.Wait()
	}()
	time.Sleep(5 * time.Second) // its duties after the start
	w := worker{pid: cmd.Process.Pid}
	var middles []time.Duration
	for _, p := range places {
		var runs []time.Duration
		for i := range c.Runs + 2 {
			away := [][]string{{"key", "ctrl+" + strconv.Itoa(2+i%2)}}
			to := []string{"mousemove", strconv.Itoa(railX), strconv.Itoa(railTop + p.row*railRow), "click", "1"}
			if p.tab > 0 {
				away = append(away, []string{"key", "alt+" + strconv.Itoa(p.tab)})
				to = []string{"key", "ctrl+" + strconv.Itoa(4+i%2)}
			}
			for _, act := range away {
				if _, err := w.act(ctx, act); err != nil {
					return nil, err
				}
			}
			d, err := w.act(ctx, to)
			if err != nil {
				return nil, err
			}
			if i >= 2 {
				runs = append(runs, d)
			}
		}
		middles = append(middles, middle(runs, func(d time.Duration) time.Duration { return d }))
	}
	return middles, nil
}

// worker is a window that is told to do things.
type worker struct{ pid int }

// act does something by xdotool and gives the processor time that the window
// took for it until it rested.
func (w worker) act(ctx context.Context, args []string) (time.Duration, error) {
	began, err := processorTime(w.pid)
	if err != nil {
		return 0, err
	}
	if out, err := exec.CommandContext(ctx, "xdotool", args...).CombinedOutput(); err != nil {
		return 0, fmt.Errorf("xdotool: %w: %s", err, out)
	}
	const look, rests = 20 * time.Millisecond, 8
	last, still := began, 0
	for still < rests {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(look):
		}
		now, err := processorTime(w.pid)
		if err != nil {
			return 0, err
		}
		if still++; now-last > time.Millisecond/2 {
			still = 0
		}
		if now-began > 30*time.Second {
			return 0, fmt.Errorf("the window does not come to rest")
		}
		last = now
	}
	return last - began, nil
}
