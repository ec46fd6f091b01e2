// Package wire opens a data folder and puts the services together, for the
// window and the script program alike.
package wire

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/adrg/xdg"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/store"
	"regie/cmd/internal/lock"
	"regie/reports"
	"regie/reports/bankstatement"
	"regie/reports/closing"
	"regie/reports/contest"
	"regie/reports/handover"
	"regie/reports/packs"
	"regie/reports/planning"
)

// Options say which folder to open and what replaces the machine's clock and
// identifiers. Zero values mean the real ones.
type Options struct {
	Folder string // see Folder
	Lang   string // language of a folder that is opened for the first time: "fr" or "en"
	Now    clients.Clock
	NewID  clients.IDSource
	// Alone refuses a folder that another program has open (fault folder_open).
	Alone bool
	// Daily takes the day's backup before the first write of this opening.
	// Without it the program calls Store.DailyBackup when it suits.
	Daily bool
	// Warn is told of a daily backup that failed; nil drops it.
	Warn func(error)
	// Fast gives up durability on power loss while a fresh folder is filled.
	Fast bool
}

// House is an open data folder with its services.
type House struct {
	Store    *store.Store
	Bus      *clients.Bus
	Clients  *clients.Service
	History  *clients.History
	Calendar *calendar.Service
	Hours    *hours.Service
	Budget   *budget.Service
	Billing  *billing.Service
	Reports  *reports.Service
	Closing  *closing.Service
	// Statements are those of the hours banks.
	Statements *bankstatement.Service
	// Packs are the booklets that committees decide on.
	Packs *packs.Service
	// Handover makes what a colleague takes a client over with.
	Handover *handover.Service
	// Contests makes the records of prize contests.
	Contests *contest.Service
	// Planning makes the posters of months.
	Planning *planning.Service
	// Warnings are dangers to name at start: a folder inside a sync folder.
	Warnings []*fault.Error

	use *lock.Use
}

// Open opens the folder, makes what is missing, and seeds one that is new, so
// that an empty folder works at once. Its refusals are those of store.Open and
// folder_busy, folder_open.
func Open(ctx context.Context, o Options) (*House, error) {
	if err := store.PrepareFolder(o.Folder); err != nil {
		return nil, err
	}
	use, err := hold(ctx, o)
	if err != nil {
		return nil, err
	}
	h := &House{Bus: &clients.Bus{}, use: use}
	h.Store, err = store.Open(ctx, store.Options{
		Folder: o.Folder, Now: o.Now, NewID: o.NewID, Bus: h.Bus, Fast: o.Fast, Daily: o.Daily, Warn: o.Warn,
	})
	if err != nil {
		return nil, errors.Join(err, use.Close())
	}
	now, newID := h.Store.Now, h.Store.NewID
	h.Clients = clients.New(h.Store.House(), now, newID)
	h.History = clients.NewHistory(h.Store.Journal())
	h.rooms()
	if err := h.Clients.Seed(ctx, o.Lang); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	if err := h.followLimits(ctx, o.Warn); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	if service := store.SyncFolder(o.Folder); service != "" {
		h.Warnings = append(h.Warnings, fault.New("folder_synced", "folder", o.Folder, "service", service))
	}
	return h, nil
}

func hold(ctx context.Context, o Options) (*lock.Use, error) {
	if o.Alone {
		return lock.Alone(o.Folder)
	}
	return lock.Share(ctx, o.Folder)
}

// Close closes the store and lets the folder go.
func (h *House) Close() error { return errors.Join(h.Store.Close(), h.use.Close()) }

// Folder is the data folder: the one named, else REGIE_DATA, else regie in
// the system's folder for programs' data.
func Folder(named string) (string, error) {
	for _, f := range []string{named, os.Getenv("REGIE_DATA"), filepath.Join(xdg.DataHome, "regie")} {
		if f != "" {
			return filepath.Abs(f)
		}
	}
	return "", nil
}

// Restore replaces the folder's database by a backup file and returns where a
// copy of what was there is kept. Faults: folder_open, backup_missing,
// backup_invalid, database_newer.
func Restore(ctx context.Context, folder, file string, now clients.Clock) (kept string, err error) {
	if err := store.PrepareFolder(folder); err != nil {
		return "", err
	}
	use, err := lock.Alone(folder)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, use.Close()) }()
	return store.RestoreFolder(ctx, folder, file, now)
}
