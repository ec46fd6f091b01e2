//go:build !windows && !darwin

package desktop

import (
	"context"
	"encoding/binary"
	"os"

	"github.com/godbus/dbus/v5"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

func look(ctx context.Context) Facts { return Facts{Tray: tray(ctx), Above: above()} }

// tray asks the session bus for the host of icons. Without a bus none is
// started.
func tray(ctx context.Context) bool {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if address == "" {
		return false
	}
	conn, err := dbus.Connect(address)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	var there bool
	err = conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, "org.kde.StatusNotifierWatcher").Store(&there)
	return err == nil && there
}

// above asks the window manager, by EWMH's _NET_SUPPORTED, whether it knows
// _NET_WM_STATE_ABOVE. A Wayland compositor has no such request.
func above() bool {
	if os.Getenv("WAYLAND_DISPLAY") != "" || os.Getenv("DISPLAY") == "" {
		return false
	}
	conn, err := xgb.NewConn()
	if err != nil {
		return false
	}
	defer conn.Close()
	supported, ok := atom(conn, "_NET_SUPPORTED")
	wanted, known := atom(conn, "_NET_WM_STATE_ABOVE")
	if !ok || !known {
		return false
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	const most = 1024 // atoms; window managers name a hundred
	list, err := xproto.GetProperty(conn, false, root, supported, xproto.AtomAtom, 0, most).Reply()
	if err != nil || list == nil || list.Format != 32 {
		return false
	}
	for b := list.Value; len(b) >= 4; b = b[4:] {
		if xproto.Atom(binary.NativeEndian.Uint32(b)) == wanted {
			return true
		}
	}
	return false
}

func atom(conn *xgb.Conn, name string) (xproto.Atom, bool) {
	a, err := xproto.InternAtom(conn, true, uint16(len(name)), name).Reply()
	if err != nil || a == nil {
		return 0, false
	}
	return a.Atom, a.Atom != xproto.AtomNone
}
