package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// runCmd is the end-to-end check. It prints one line a step and ends with the
// count that the project's checks read.
type runCmd struct{}

type step struct {
	name string
	do   func(context.Context, *stage) error
}

// timerStatus is the part of `time status --json` that matters here.
type timerStatus struct {
	Running bool `json:"running"`
	Entry   struct {
		ID     string `json:"id"`
		Client string `json:"client"`
		Start  string `json:"start"`
	} `json:"entry"`
}

// timer asks for the timer of the person the window takes for the one at the
// keyboard: the first of the team.
func (s *stage) timer(ctx context.Context) (t timerStatus, err error) {
	var staff []struct {
		Name string `json:"name"`
	}
	if err := s.ask(ctx, &staff, "staff", "list"); err != nil {
		return t, err
	}
	return t, s.ask(ctx, &t, "time", "status", "--as", staff[0].Name)
}

func (runCmd) Run(ctx context.Context, c *cli) error {
	s, err := newStage(ctx, c.Bin, "1440x900")
	if err != nil {
		return err
	}
	defer func() { _ = s.close() }()
	if err := s.manage(ctx); err != nil {
		return err
	}
	steps := steps()
	for i, st := range steps {
		began := time.Now()
		if err := st.do(ctx, s); err != nil {
			fmt.Printf("FAIL %s: %v\n%d passed, 1 failed\n", st.name, err, i)
			s.keepFailure(ctx)
			return fmt.Errorf("%s: %w", st.name, err)
		}
		fmt.Printf("ok   %s (%.1f s)\n", st.name, time.Since(began).Seconds())
	}
	fmt.Printf("%d passed, 0 failed\n", len(steps))
	return nil
}

// steps are what a day with the window is held to, in their order.
func steps() []step {
	var before timerStatus
	return []step{
		{"the window opens on the demonstration agency", func(ctx context.Context, s *stage) error {
			return s.open(ctx, "--size", "1440x900", "--lang", "fr", "--theme", "light", "--at", "kivu/time")
		}},
		{"every tab of a client draws", everyTab},
		{"a timer starts by one key", func(ctx context.Context, s *stage) error {
			if err := s.keys(ctx, "ctrl+t"); err != nil {
				return err
			}
			return s.eventually(ctx, func() error {
				var err error
				if before, err = s.timer(ctx); err != nil {
					return err
				}
				if !before.Running || before.Entry.Client != "kivu" {
					return fmt.Errorf("after Ctrl T the timer is %+v", before)
				}
				return nil
			})
		}},
		{"the tray shows the timer, stops it and goes on with it", func(ctx context.Context, s *stage) error {
			if err := trayStops(ctx, s); err != nil {
				return err
			}
			var err error
			before, err = s.timer(ctx)
			return err
		}},
		{"a second start raises the first window", secondStart},
		{"the small timer window is kept above the others", staysAbove},
		{"the timer survives a kill, with its start", func(ctx context.Context, s *stage) error {
			s.kill()
			if err := s.open(ctx, "--size", "1440x900"); err != nil {
				return err
			}
			after, err := s.timer(ctx)
			if err != nil {
				return err
			}
			if after != before {
				return fmt.Errorf("the timer was %+v and is %+v", before, after)
			}
			return nil
		}},
		{"the data is whole afterwards", func(ctx context.Context, s *stage) error {
			_, err := s.ctl(ctx, "check")
			return err
		}},
	}
}

// tabs is how many a client has.
const tabs = 6

// everyTab walks the client's tabs and asks that each shows something of its own.
func everyTab(ctx context.Context, s *stage) error {
	seen := map[string]int{}
	for tab := 1; tab <= tabs; tab++ {
		if err := s.keys(ctx, fmt.Sprintf("alt+%d", tab)); err != nil {
			return err
		}
		shot, err := s.shot(ctx)
		if err != nil {
			return err
		}
		if other, twice := seen[string(shot)]; twice {
			return fmt.Errorf("tab %d looks exactly like tab %d", tab, other)
		}
		seen[string(shot)] = tab
	}
	return nil
}

func secondStart(ctx context.Context, s *stage) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, "regie"), "--data", s.data)
	cmd.Env = s.env()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("the second start did not end well: %w: %s", err, out)
	}
	return nil
}

// eventually tries for five seconds.
func (s *stage) eventually(ctx context.Context, try func() error) error {
	var err error
	for range 20 {
		if err = try(); err == nil {
			return nil
		}
		if serr := sleep(ctx, 250*time.Millisecond); serr != nil {
			return serr
		}
	}
	return err
}

// failurePicture is where the display is kept as it stood at a failure.
const failurePicture = "out/e2e-failure.png"

// keepFailure keeps what a person would have seen, and what the window said.
func (s *stage) keepFailure(ctx context.Context) {
	fmt.Print(s.log.String())
	logs, err := filepath.Glob(filepath.Join(s.data, "logs", "*"))
	for _, name := range logs { // what the window refused, and why
		if b, rerr := os.ReadFile(name); rerr == nil {
			fmt.Printf("-- %s\n%s", filepath.Base(name), b)
		}
	}
	if err != nil {
		fmt.Println(err)
	}
	if focus, ferr := s.x(ctx, "xdotool", "getwindowfocus", "getwindowname"); ferr == nil {
		fmt.Printf("-- the keyboard was in: %s", focus)
	}
	shot, err := s.shot(ctx)
	if err != nil {
		return
	}
	if err := errors.Join(os.MkdirAll(filepath.Dir(failurePicture), 0o755), os.WriteFile(failurePicture, shot, 0o644)); err == nil {
		fmt.Println("the display at the failure:", failurePicture)
	}
}
