//go:build !windows && !darwin

package idle

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/godbus/dbus/v5"
)

// gnome asks Mutter, GNOME's compositor, over the session bus.
type gnome struct{ conn *dbus.Conn }

const (
	mutterName   = "org.gnome.Mutter.IdleMonitor"
	mutterPath   = "/org/gnome/Mutter/IdleMonitor/Core"
	mutterMethod = mutterName + ".GetIdletime"
)

var errNoBus = errors.New("no session bus is named")

// sessionBus is the address of the session bus, empty for none. The library's
// own search would start a bus where there is none.
func sessionBus() string {
	if a := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); a != "" {
		return a
	}
	if dir := os.Getenv("XDG_RUNTIME_DIR"); dir != "" {
		socket := filepath.Join(dir, "bus")
		if _, err := os.Stat(socket); err == nil {
			return "unix:path=" + socket
		}
	}
	return ""
}

func openGNOME(context.Context) (adapter, error) {
	address := sessionBus()
	if address == "" {
		return nil, errNoBus
	}
	conn, err := dbus.Connect(address)
	if err != nil {
		return nil, fmt.Errorf("connecting to the session bus: %w", err)
	}
	return &gnome{conn}, nil
}

func (g *gnome) source() Source { return SourceGNOME }

func (g *gnome) idle(ctx context.Context) (time.Duration, error) {
	var ms uint64
	err := g.conn.Object(mutterName, mutterPath).CallWithContext(ctx, mutterMethod, dbus.FlagNoAutoStart).Store(&ms)
	if err != nil {
		return 0, fmt.Errorf("asking Mutter: %w", err)
	}
	return time.Duration(min(ms, math.MaxInt64/uint64(time.Millisecond))) * time.Millisecond, nil
}

func (g *gnome) close() error {
	if err := g.conn.Close(); err != nil {
		return fmt.Errorf("leaving the session bus: %w", err)
	}
	return nil
}
