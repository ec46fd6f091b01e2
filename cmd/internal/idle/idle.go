// Package idle reads how long nobody has touched this computer, and judges
// what that says about a running timer. The reading is the system's own:
// MIT-SCREEN-SAVER on X11, Mutter's IdleMonitor on a GNOME session under
// Wayland, GetLastInputInfo on Windows, HIDIdleTime on macOS. No key and no
// position is read anywhere, only a length of time. Where no system tells, the
// last act in Régie is all that is known, and a question says so.
package idle

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Source says who told when somebody was last there.
type Source string

// Sources. Those before SourceRegie are the system's.
const (
	SourceX11     Source = "x11"
	SourceGNOME   Source = "gnome"
	SourceWindows Source = "windows"
	SourceMac     Source = "mac"
	SourceRegie   Source = "regie" // the last act in Régie
	SourceBeat    Source = "beat"  // the last heartbeat: the machine was on, no more is known
)

// System reports whether the system itself told.
func (s Source) System() bool {
	return s == SourceX11 || s == SourceGNOME || s == SourceWindows || s == SourceMac
}

// ErrUntold means that no system here tells how long it has been idle.
var ErrUntold = errors.New("this system does not tell how long it has been idle")

// adapter is one system's way of telling.
type adapter interface {
	source() Source
	// idle is the time since the last key or pointer movement.
	idle(ctx context.Context) (time.Duration, error)
	close() error
}

// opener tries a system's way; it fails where that is not to be had.
type opener func(ctx context.Context) (adapter, error)

// Meter reads the idle time. It connects at the first reading, and again when a
// connection broke; it may be used from any goroutine.
type Meter struct {
	openers []opener

	mu    sync.Mutex
	open  adapter
	tried time.Time // when nothing was found
}

// New makes a Meter for this system; nothing is opened yet.
func New() *Meter { return &Meter{openers: openers()} }

const (
	// readLimit bounds one reading: a display or a bus that hangs must not hold
	// up the question.
	readLimit = 2 * time.Second
	// tryAgain is when a system that told nothing is asked anew.
	tryAgain = 10 * time.Minute
)

// Read gives the time since the last key or pointer movement and who told it;
// ErrUntold, with the reasons, where nobody does.
func (m *Meter) Read(ctx context.Context) (time.Duration, Source, error) {
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	m.mu.Lock()
	defer m.mu.Unlock()
	var broken error
	if m.open != nil {
		d, err := m.open.idle(ctx)
		if err == nil {
			return d, m.open.source(), nil
		}
		broken = errors.Join(err, m.open.close())
		m.open = nil
	}
	if !m.tried.IsZero() && time.Since(m.tried) < tryAgain {
		return 0, "", ErrUntold
	}
	errs := []error{ErrUntold, broken}
	for _, try := range m.openers {
		a, err := try(ctx)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		d, err := a.idle(ctx)
		if err == nil {
			m.open, m.tried = a, time.Time{}
			return d, a.source(), nil
		}
		errs = append(errs, err, a.close())
	}
	m.tried = time.Now()
	return 0, "", errors.Join(errs...)
}

// Close ends the connection.
func (m *Meter) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open == nil {
		return nil
	}
	err := m.open.close()
	m.open = nil
	return err
}
