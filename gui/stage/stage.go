// Package stage shows screens in a window without a display, for tests alone:
// over a rail of clients, or with a real data folder behind them.
package stage

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/store"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/gui/work"
)

// rail gives the window its clients.
type rail []screen.Client

// Rail implements gui.Rail.
func (r rail) Rail(context.Context, *text.Printer, civil.Date) (gui.RailData, error) {
	var d gui.RailData
	for _, c := range r {
		d.Clients = append(d.Clients, gui.RailClient{Client: c})
	}
	return d, nil
}

// Window is a French window with these clients in its rail, whose background
// work is done at once. What it opens above itself is closed with the test.
func Window(t testing.TB, now func() time.Time, list []screen.Client, screens ...screen.Def) *gui.Shell {
	s := gui.NewShell(test.NewTempApp(t), work.Sync(), gui.Deps{Rail: rail(list), Now: now, Lang: text.FR, Screens: screens})
	t.Cleanup(widgets.CloseAll)
	s.Reload()
	return s
}

// House is a real data folder of the test's own, with an agency in French and
// one client, Kivu.
type House struct {
	testing.TB
	Ctx     context.Context
	Now     func() time.Time
	Store   *store.Store
	Clients *clients.Service
	History *clients.History
	Kivu    clients.Client
}

// Open makes a House by the clock given.
func Open(t testing.TB, now func() time.Time) *House {
	t.Helper()
	h := &House{TB: t, Ctx: context.Background(), Now: now}
	s, err := store.Open(h.Ctx, store.Options{Folder: filepath.Join(t.TempDir(), "d"), Now: now, Fast: true})
	h.Must(err)
	t.Cleanup(func() { h.Must(s.Close()) })
	h.Store, h.History = s, clients.NewHistory(s.Journal())
	h.Clients = clients.New(s.House(), s.Now, s.NewID)
	h.Must(h.Clients.Seed(h.Ctx, "fr"))
	h.Kivu, err = h.Clients.AddClient(h.Ctx, clients.Client{Key: "kivu", Name: "Kivu Maison"})
	h.Must(err)
	return h
}

// Calendar is the room of that name.
func (h *House) Calendar() *calendar.Service {
	return calendar.New(h.Store.Calendar(), calendar.Deps{House: h.Clients, Now: h.Store.Now, NewID: h.Store.NewID})
}

// Hours is the room of that name.
func (h *House) Hours() *hours.Service {
	return hours.New(hours.Deps{Keep: h.Store.Hours(), House: h.Clients, Now: h.Store.Now, NewID: h.Store.NewID})
}

// Must ends the test at an error.
func (h *House) Must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// Undo takes the last act back.
func (h *House) Undo() {
	h.Helper()
	_, err := h.History.Undo(h.Ctx)
	h.Must(err)
}

// Tab is a Window with one of Kivu's tabs, not shown yet.
func (h *House) Tab(tab string, make func(screen.Host) screen.Screen) *gui.Shell {
	return Window(h, h.Now, []screen.Client{{Key: h.Kivu.Key, ID: string(h.Kivu.ID), Name: h.Kivu.Name}},
		screen.Def{Page: screen.PageClient, Tab: tab, New: make})
}
