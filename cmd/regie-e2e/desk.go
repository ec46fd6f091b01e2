package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// The client of the run and what the French window calls its timer.
const (
	clientName  = "Kivu Maison"
	wordStop    = "Arrêter"
	wordAgain   = "Reprendre " + clientName
	smallWindow = "Petite fenêtre du chronomètre"
)

// trayStops stops the running timer from the tray's menu and continues it.
func trayStops(ctx context.Context, s *stage) error {
	if err := s.tray.meet(ctx); err != nil {
		return err
	}
	if err := s.eventually(ctx, func() error { return s.tray.shows(ctx, clientName+", depuis") }); err != nil {
		return err
	}
	for _, act := range []struct {
		word    string
		running bool
	}{{wordStop, false}, {wordAgain, true}} {
		if err := s.eventually(ctx, func() error { return s.tray.shows(ctx, act.word) }); err != nil {
			return err
		}
		if err := s.tray.click(ctx, act.word); err != nil {
			return err
		}
		err := s.eventually(ctx, func() error {
			t, err := s.timer(ctx)
			if err == nil && t.Running != act.running {
				err = fmt.Errorf("after %q in the tray the timer is %+v", act.word, t)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// manage starts a window manager, which a window must find when it opens, and
// waits until it stands.
func (s *stage) manage(ctx context.Context) error {
	s.manager = exec.CommandContext(ctx, "openbox", "--sm-disable")
	s.manager.Env = append(os.Environ(), "DISPLAY="+s.display)
	if err := s.manager.Start(); err != nil {
		return fmt.Errorf("starting a window manager: %w", err)
	}
	return s.eventually(ctx, func() error {
		said, err := s.x(ctx, "xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
		if err == nil && !strings.Contains(string(said), "window id") {
			err = fmt.Errorf("no window manager stands: %s", said)
		}
		return err
	})
}

// staysAbove opens the small timer window from the tray and asks the X server
// whether it is kept above.
func staysAbove(ctx context.Context, s *stage) error {
	if err := s.tray.click(ctx, smallWindow); err != nil {
		return err
	}
	err := s.eventually(ctx, func() error {
		id, err := s.x(ctx, "xdotool", "search", "--name", "^"+smallWindow+"$")
		if err != nil {
			return err
		}
		state, err := s.x(ctx, "xprop", "-id", strings.TrimSpace(string(id)), "_NET_WM_STATE")
		if err == nil && !strings.Contains(string(state), "_NET_WM_STATE_ABOVE") {
			err = fmt.Errorf("the small window is not kept above: %s", state)
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.tray.click(ctx, smallWindow) // closes it
}
