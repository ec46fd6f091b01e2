//go:build !windows && !darwin

package idle

import (
	"bufio"
	"context"
	"errors"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// mutter is an IdleMonitor that tells what it is told.
type mutter struct{ ms atomic.Uint64 }

// GetIdletime is the method of org.gnome.Mutter.IdleMonitor.
func (m *mutter) GetIdletime() (uint64, *dbus.Error) { return m.ms.Load(), nil }

// privateBus starts a bus of the test's own and names it to the program.
func privateBus(t *testing.T) *dbus.Conn {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("no dbus-daemon here")
	}
	cmd := exec.Command("dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	t.Setenv("WAYLAND_DISPLAY", "wayland-test")
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func TestMutterTellsOverTheBus(t *testing.T) {
	bus := privateBus(t)
	m := New()
	t.Cleanup(func() { _ = m.Close() })
	if _, _, err := m.Read(context.Background()); !errors.Is(err, ErrUntold) {
		t.Fatalf("a bus without Mutter: %v", err)
	}
	monitor := &mutter{}
	monitor.ms.Store(754_321)
	if err := bus.Export(monitor, mutterPath, mutterName); err != nil {
		t.Fatal(err)
	}
	if _, err := bus.RequestName(mutterName, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	m.tried = time.Time{}
	for _, want := range []time.Duration{754_321 * time.Millisecond, 12 * time.Millisecond} {
		monitor.ms.Store(uint64(want / time.Millisecond))
		d, s, err := m.Read(context.Background())
		if d != want || s != SourceGNOME || err != nil {
			t.Errorf("read %s by %q, want %s: %v", d, s, want, err)
		}
	}
}

func TestWithoutABusNobodyIsAsked(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", "")
	if _, _, err := New().Read(context.Background()); !errors.Is(err, errNoBus) || !errors.Is(err, errNoDisplay) {
		t.Errorf("read: %v", err)
	}
}
