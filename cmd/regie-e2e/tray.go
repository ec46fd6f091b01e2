package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// trayHost is a desktop's tray: a session bus of the run's own with a
// StatusNotifierWatcher on it, whose menu the run reads and clicks as a panel
// does.
type trayHost struct {
	daemon  *exec.Cmd
	address string
	bus     *dbus.Conn
	items   chan string // bus names of the icons that came
	menu    dbus.BusObject
}

const (
	watcherName = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
	itemName    = "org.kde.StatusNotifierItem"
	itemPath    = "/StatusNotifierItem"
	menuName    = "com.canonical.dbusmenu"
)

// newTrayHost starts the bus and waits on it for icons.
func newTrayHost(ctx context.Context) (*trayHost, error) {
	h := &trayHost{items: make(chan string, 4)}
	h.daemon = exec.CommandContext(ctx, "dbus-daemon", "--session", "--nofork", "--print-address")
	out, err := h.daemon.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("listening to the session bus: %w", err)
	}
	if err := h.daemon.Start(); err != nil {
		return nil, fmt.Errorf("starting a session bus: %w", err)
	}
	if h.address, err = bufio.NewReader(out).ReadString('\n'); err != nil {
		return nil, errors.Join(fmt.Errorf("reading the bus's address: %w", err), h.close())
	}
	h.address = strings.TrimSpace(h.address)
	if h.bus, err = dbus.Connect(h.address); err != nil {
		return nil, errors.Join(fmt.Errorf("connecting to the bus: %w", err), h.close())
	}
	if err := h.bus.Export(watcher{h.items}, watcherPath, watcherName); err != nil {
		return nil, errors.Join(fmt.Errorf("offering a tray: %w", err), h.close())
	}
	if _, err := h.bus.RequestName(watcherName, dbus.NameFlagDoNotQueue); err != nil {
		return nil, errors.Join(fmt.Errorf("offering a tray: %w", err), h.close())
	}
	return h, nil
}

// watcher is the interface that icons call.
type watcher struct{ items chan string }

// RegisterStatusNotifierItem takes an icon in.
func (w watcher) RegisterStatusNotifierItem(from dbus.Sender, _ string) *dbus.Error {
	select {
	case w.items <- string(from):
	default: // nobody asks for more
	}
	return nil
}

// meet waits for the icon of a window that was opened last.
func (h *trayHost) meet(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	var name string
	select {
	case <-ctx.Done():
		return errors.New("no icon came to the tray")
	case name = <-h.items:
	}
	path, err := h.bus.Object(name, itemPath).GetProperty(itemName + ".Menu")
	if err != nil {
		return fmt.Errorf("asking the icon for its menu: %w", err)
	}
	at, ok := path.Value().(dbus.ObjectPath)
	if !ok {
		return fmt.Errorf("the icon's menu is at %v", path)
	}
	h.menu = h.bus.Object(name, at)
	return nil
}

// layout is an entry of a menu as the bus carries it.
type layout struct {
	ID       int32
	Facts    map[string]dbus.Variant
	Children []dbus.Variant
}

// labels are the menu's visible entries.
func (h *trayHost) labels(ctx context.Context) (map[string]int32, error) {
	var revision uint32
	var root layout
	err := h.menu.CallWithContext(ctx, menuName+".GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &root)
	if err != nil {
		return nil, fmt.Errorf("reading the tray's menu: %w", err)
	}
	found := map[string]int32{}
	for _, c := range root.Children {
		var entry layout
		if err := dbus.Store([]any{c.Value()}, &entry); err != nil {
			return nil, fmt.Errorf("reading an entry of the tray's menu: %w", err)
		}
		if hidden, ok := entry.Facts["visible"]; ok && hidden.Value() == false {
			continue
		}
		if label, ok := entry.Facts["label"].Value().(string); ok {
			found[label] = entry.ID
		}
	}
	return found, nil
}

// click presses the entry whose label begins with words.
func (h *trayHost) click(ctx context.Context, words string) error {
	entries, err := h.labels(ctx)
	if err != nil {
		return err
	}
	for label, id := range entries {
		if strings.HasPrefix(label, words) {
			call := h.menu.CallWithContext(ctx, menuName+".Event", 0, id, "clicked", dbus.MakeVariant(int32(0)), uint32(0))
			if call.Err != nil {
				return fmt.Errorf("clicking %q in the tray: %w", label, call.Err)
			}
			return nil
		}
	}
	return fmt.Errorf("the tray's menu has no %q: %v", words, entries)
}

// shows reports whether an entry begins with words.
func (h *trayHost) shows(ctx context.Context, words string) error {
	entries, err := h.labels(ctx)
	if err != nil {
		return err
	}
	for label := range entries {
		if strings.HasPrefix(label, words) {
			return nil
		}
	}
	return fmt.Errorf("the tray's menu has no %q: %v", words, entries)
}

func (h *trayHost) close() error {
	var err error
	if h.bus != nil {
		err = h.bus.Close()
	}
	if h.daemon != nil && h.daemon.Process != nil {
		_ = h.daemon.Process.Kill()
		_ = h.daemon.Wait()
	}
	return err
}
