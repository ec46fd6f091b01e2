//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// startCmd runs the two windows in turn, so that both see the same machine.
type startCmd struct {
	Regie  string `help:"The window program." default:"bin/regie"`
	Bare   string `help:"The bare window, the yardstick." default:"bin/regie-bare"`
	Data   string `help:"Its data folder." required:""`
	Runs   int    `help:"Counted pairs of runs, after one warm-up." default:"5"`
	Memory bool   `help:"Also compare the memory after ten idle seconds."`
}

// subject is one of the two windows: how to start it and where its first
// usable frame shows.
type subject struct {
	name   string
	args   []string
	look   area
	colors int
}

func (c *startCmd) Run(ctx context.Context) error {
	display := os.Getenv("DISPLAY")
	if display == "" {
		return fmt.Errorf("no display: run under xvfb-run -s '-screen 0 1440x900x24'")
	}
	watcher, err := openEye(display)
	if err != nil {
		return err
	}
	defer watcher.Close()
	bare := subject{name: "bare Fyne window", args: []string{c.Bare}, look: area{600, 380, 240, 140}, colors: 4}
	regie := subject{
		name: "Régie, control room with its clients",
		args: []string{c.Regie, "--data", c.Data, "--size", "1440x900"},
		// The clients' names in the table: nothing is drawn there before the data.
		look: area{300, 280, 200, 240}, colors: 24,
	}
	var bareTimes, regieTimes []seen
	var bareKB, regieKB int
	for i := range c.Runs + 1 {
		idle := time.Duration(0)
		if c.Memory && i == c.Runs {
			idle = 10 * time.Second
		}
		b, bkb, err := watcher.time(ctx, bare, idle)
		if err != nil {
			return err
		}
		r, rkb, err := watcher.time(ctx, regie, idle)
		if err != nil {
			return err
		}
		if i > 0 {
			bareTimes, regieTimes = append(bareTimes, b), append(regieTimes, r)
		}
		bareKB, regieKB = bkb, rkb
	}
	wall := func(s seen) time.Duration { return s.wall }
	work := func(s seen) time.Duration { return s.work }
	fmt.Printf("start to first usable frame: %s %v, %s %v, ratio %.2f (budget 1.25)\n",
		bare.name, middle(bareTimes, wall).Round(time.Millisecond), regie.name, middle(regieTimes, wall).Round(time.Millisecond),
		ratio(regieTimes, bareTimes, wall))
	fmt.Printf("  processor time until then: %v, %v, ratio %.2f\n",
		middle(bareTimes, work).Round(time.Millisecond), middle(regieTimes, work).Round(time.Millisecond), ratio(regieTimes, bareTimes, work))
	if c.Memory {
		fmt.Printf("idle memory: %s %d MB, Régie %d MB, ratio %.2f (budget 1.60)\n",
			bare.name, bareKB/1024, regieKB/1024, float64(regieKB)/float64(bareKB))
	}
	return nil
}

// time starts a window, waits until it can be used, and ends it; kb is its
// resident memory after idle, 0 when idle is 0.
func (e *eye) time(ctx context.Context, s subject, idle time.Duration) (took seen, kb int, err error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second+idle)
	defer cancel()
	if err := e.waitBlank(ctx, s.look); err != nil {
		return took, 0, err
	}
	cmd := exec.CommandContext(ctx, s.args[0], s.args[1:]...)
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return took, 0, fmt.Errorf("starting %s: %w", s.name, err)
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGKILL) // a window that hangs at its end must not hang the measure
		_ = cmd.Wait()
	}()
	if err := e.waitFor(ctx, s.look, s.colors); err != nil {
		return took, 0, fmt.Errorf("%s: %w", s.name, err)
	}
	took.wall = time.Since(began)
	if took.work, err = processorTime(cmd.Process.Pid); err != nil {
		return took, 0, err
	}
	if idle > 0 {
		time.Sleep(idle)
		kb, err = statusKB(cmd.Process.Pid, "VmRSS")
	}
	return took, kb, err
}

// waitBlank waits until the last window has left the screen.
func (e *eye) waitBlank(ctx context.Context, a area) error {
	for e.colors(a) > 1 {
		select {
		case <-ctx.Done():
			return fmt.Errorf("the last window did not leave: %w", ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
	return nil
}

// seen is what a window took until it could be used: by the clock, and of the
// processors, which other programs disturb less.
type seen struct{ wall, work time.Duration }

// processorTime is what a process and its threads that live have used so far.
func processorTime(pid int) (time.Duration, error) {
	stats, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil {
		return 0, fmt.Errorf("finding the threads of a window: %w", err)
	}
	var sum time.Duration
	for _, name := range stats {
		b, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) { // it has just ended
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("reading the processor time of a window: %w", err)
		}
		n, err := strconv.ParseInt(strings.Fields(string(b))[0], 10, 64)
		if err != nil {
			return 0, fmt.Errorf("reading the processor time of a window: %w", err)
		}
		sum += time.Duration(n)
	}
	return sum, nil
}

// ratio is the median of the ratios of each pair.
func ratio(a, b []seen, figure func(seen) time.Duration) float64 {
	r := make([]float64, len(a))
	for i := range a {
		r[i] = float64(figure(a[i])) / float64(figure(b[i]))
	}
	return middle(r, func(v float64) float64 { return v })
}
