//go:build linux

package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"sync"
	"syscall"
	"time"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/cmd/internal/wire"
)

// monthEndCmd times the month-end of all clients on one processor and on two,
// beside hashing loops that share nothing: what the machine gives at best.
type monthEndCmd struct {
	Data  string `help:"A data folder; it is copied, not changed." required:""`
	Month string `help:"The month." default:"2026-10"`
	Runs  int    `help:"Counted pairs of runs, after one warm-up." default:"3"`
}

// monthEndOnceCmd is one run, in a process of its own so that its processors,
// its memory and its caches are its own.
type monthEndOnceCmd struct {
	Data  string `required:""`
	Month string `required:""`
	Jobs  int    `required:""`
	Close bool   `help:"Also close, state and bill the month before the files."`
	Out   string `required:""`
	CPU   string `help:"Write a processor profile of it here."`
}

// monthEndRun is what one run took.
type monthEndRun struct {
	Loops, Close, Files float64 // wall seconds
	CPU                 float64 // user and system seconds of close and files
	PeakMB              float64
	Clients, Paths      int
	Left                []string
}

func (c *monthEndCmd) Run(ctx context.Context) error {
	runs := map[int][]monthEndRun{}
	for i := range c.Runs + 1 {
		for _, jobs := range []int{1, 2} {
			r, err := c.once(ctx, jobs)
			if err != nil {
				return err
			}
			if i > 0 {
				runs[jobs] = append(runs[jobs], r)
			}
		}
	}
	one, two := runs[1], runs[2]
	pick := func(rs []monthEndRun, f func(monthEndRun) float64) float64 { return middle(rs, f) }
	speed := func(f func(monthEndRun) float64) float64 {
		pairs := make([]float64, len(one))
		for i := range one {
			pairs[i] = f(one[i]) / f(two[i])
		}
		return middle(pairs, func(v float64) float64 { return v })
	}
	closed, files := func(r monthEndRun) float64 { return r.Close }, func(r monthEndRun) float64 { return r.Files }
	whole := func(r monthEndRun) float64 { return r.Close + r.Files }
	fmt.Printf("month-end of %d clients, %d files: %.2f s on one processor, %.2f s on two (budget 10), %.2f × faster (budget 1.70; bare loops %.2f)\n",
		one[0].Clients, one[0].Paths, pick(one, whole), pick(two, whole), speed(whole), speed(func(r monthEndRun) float64 { return r.Loops }))
	fmt.Printf("  lock, report, statement and invoice of each: %.2f s and %.2f s; their files: %.2f s and %.2f s\n",
		pick(one, closed), pick(two, closed), pick(one, files), pick(two, files))
	fmt.Printf("  processor %.2f s; peak %.0f MB on one, %.0f MB on two\n",
		pick(one, func(r monthEndRun) float64 { return r.CPU }),
		pick(one, func(r monthEndRun) float64 { return r.PeakMB }), pick(two, func(r monthEndRun) float64 { return r.PeakMB }))
	if n := len(one[0].Left); n > 0 {
		fmt.Printf("  left out by the close: %d, the first %s\n", n, one[0].Left[0])
	}
	return nil
}

// once runs it on a copy of the folder.
func (c *monthEndCmd) once(ctx context.Context, jobs int) (r monthEndRun, err error) {
	dir, err := os.MkdirTemp("", "regie-month-end-")
	if err != nil {
		return r, fmt.Errorf("making room for a run: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	data := filepath.Join(dir, "data")
	if err := os.CopyFS(data, os.DirFS(c.Data)); err != nil {
		return r, fmt.Errorf("copying the data folder: %w", err)
	}
	syscall.Sync() // writing the copy would else take from the run's processors
	self, err := os.Executable()
	if err != nil {
		return r, fmt.Errorf("finding this program: %w", err)
	}
	cmd := exec.CommandContext(ctx, self, "month-end-once", "--close",
		"--data", data, "--month", c.Month, "--jobs", strconv.Itoa(jobs), "--out", filepath.Join(dir, "out"))
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(jobs))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return r, fmt.Errorf("a month-end with %d jobs: %w", jobs, err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		return r, fmt.Errorf("reading what a month-end took: %w", err)
	}
	return r, nil
}

func (c *monthEndOnceCmd) Run(ctx context.Context) (err error) {
	m, err := civil.ParseMonth(c.Month)
	if err != nil {
		return err
	}
	debug.SetGCPercent(200) // as the script program
	r := monthEndRun{Loops: bareLoops(c.Jobs)}
	now := func() time.Time { return time.Date(m.Year, m.Month+1, 22, 10, 0, 0, 0, time.UTC) }
	house, err := wire.Open(ctx, wire.Options{Folder: c.Data, Lang: "fr", Now: now})
	if err != nil {
		return err
	}
	staff, err := house.Clients.Staff(ctx, false)
	if err == nil && len(staff) > 0 {
		ctx = clients.As(ctx, clients.Person{ID: staff[0].ID, Name: staff[0].Name})
	}
	stop, err := profile(c.CPU)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	before := cpuSeconds()
	if c.Close {
		if err := closeAll(ctx, house, m, c.Jobs, &r); err != nil {
			return err
		}
	}
	began := time.Now()
	files, err := house.Closing.WriteAll(ctx, m, c.Out, c.Jobs, nil)
	if err != nil {
		return err
	}
	r.Files = time.Since(began).Seconds()
	r.CPU, r.Clients = cpuSeconds()-before, len(files)
	peak, err := statusKB(0, "VmHWM")
	if err != nil {
		return err
	}
	r.PeakMB = float64(peak) / 1024
	for _, f := range files {
		r.Paths += len(f.Paths)
	}
	if err := house.Close(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// closeAll closes the month as an agency does: once up to the statements, which
// the clients then sign, and once up to the invoices.
func closeAll(ctx context.Context, house *wire.House, m civil.Month, jobs int, r *monthEndRun) error {
	for range 2 {
		began := time.Now()
		results, err := house.Closing.CloseAll(ctx, m, nil, jobs, nil)
		if err != nil {
			return err
		}
		r.Close += time.Since(began).Seconds()
		r.Left = r.Left[:0]
		for _, one := range results {
			for _, l := range one.Left {
				r.Left = append(r.Left, fmt.Sprintf("%s: %s: %v", l.Client.Key, l.Step, l.Why))
			}
			if s := one.Month.Statement; s != nil && s.State == billing.Issued {
				if _, err := house.Billing.Sign(ctx, s.Number, "Gestion", civil.Date{}, ""); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// bareLoops hashes the same work with so many workers and tells the wall
// seconds.
func bareLoops(workers int) float64 {
	const pieces = 256
	block := make([]byte, 4<<20)
	next := make(chan int)
	began := time.Now()
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for range next {
				_ = sha256.Sum256(block)
			}
		})
	}
	for i := range pieces {
		next <- i
	}
	close(next)
	wait.Wait()
	return time.Since(began).Seconds()
}
