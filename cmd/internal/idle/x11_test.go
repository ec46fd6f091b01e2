//go:build real && !windows && !darwin

package idle

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Ensure a real X server tells how long no key moved, and that a key ends it.
func TestTheXServerTells(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "320x200x24", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{w}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Signal(os.Interrupt); _ = server.Wait() })
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DISPLAY", ":"+strings.TrimSpace(number))
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	m := New()
	t.Cleanup(func() { _ = m.Close() })
	read := func() time.Duration {
		t.Helper()
		d, s, err := m.Read(context.Background())
		if err != nil || s != SourceX11 {
			t.Fatalf("read by %q: %v", s, err)
		}
		return d
	}
	touch := func(args ...string) {
		t.Helper()
		if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
			t.Fatalf("xdotool: %v: %s", err, out)
		}
	}
	for _, act := range [][]string{{"key", "a"}, {"mousemove_relative", "5", "5"}} {
		time.Sleep(1200 * time.Millisecond)
		if d := read(); d < time.Second || d > time.Minute {
			t.Errorf("after more than a second of silence: %s", d)
		}
		touch(act...)
		if d := read(); d > 900*time.Millisecond {
			t.Errorf("just after %s: %s", act[0], d)
		}
	}
}
