package main

import (
	"context"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/store"
	"regie/cmd/internal/wire"
	"regie/gui/agency"
	"regie/gui/ledger"
	"regie/gui/netlimits"
	"regie/gui/rates"
)

func agencyDeps(h *wire.House) agency.Deps {
	return agency.Deps{
		Clients: h.Clients, History: h.History, Bus: h.Bus, Backups: backups{h}, Desktop: surroundings,
		Limits: &netlimits.Deps{Calendar: h.Calendar}, Rates: rateDeps(h), Ledger: &ledger.Deps{Billing: h.Billing, House: h.Clients, Save: saveFile}, Imports: imports{h}.list,
	}
}

// rateDeps are what the table of rates stands on.
func rateDeps(h *wire.House) *rates.Deps {
	return &rates.Deps{Hours: h.Hours, House: h.Clients}
}

// backups are the verified copies of the data.
type backups struct{ house *wire.House }

// List implements agency.Backups.
func (b backups) List(context.Context) ([]agency.Backup, error) {
	files, err := store.Backups(b.house.Store.Folder())
	if err != nil {
		return nil, err
	}
	out := make([]agency.Backup, 0, len(files))
	for _, f := range files {
		out = append(out, agency.Backup{At: f.At, Reason: f.Reason, Bytes: f.Bytes})
	}
	return out, nil
}

// Take implements agency.Backups.
func (b backups) Take(ctx context.Context) error {
	_, err := b.house.Store.Backup(ctx, "manual")
	return err
}

// CopyAll implements agency.Backups.
func (b backups) CopyAll(ctx context.Context, path string, progress func(done, total int)) (agency.WholeCopy, error) {
	a, err := b.house.Store.ArchiveTo(ctx, path, progress)
	return agency.WholeCopy{Path: a.Path, Files: a.Files, Lost: a.Lost}, err
}

// Folder implements agency.Backups.
func (b backups) Folder() string { return b.house.Store.Folder() }

// imports lists the files that were brought in.
type imports struct{ house *wire.House }

// importsShown bounds the list of imports.
const importsShown = 100

func (i imports) list(ctx context.Context, p *text.Printer) ([]agency.Import, error) {
	all, err := i.house.Store.Imports(ctx, importsShown)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	list, err := i.house.Clients.Clients(ctx, clients.AllClients)
	if err != nil {
		return nil, err
	}
	names := map[clients.ID]string{}
	for _, c := range list {
		names[c.ID] = c.Name
	}
	tabs := map[string]string{"hours": p.T("shell.tab_time"), "calendar": p.T("shell.tab_calendar")}
	out := make([]agency.Import, 0, len(all))
	for _, m := range all {
		out = append(out, agency.Import{
			Act: m.Act, File: m.File, Source: tabs[m.Room], Client: names[m.Client], At: m.At, Who: m.Who,
			Rows: m.Rows, New: m.Accepted, Undone: m.Undone,
		})
	}
	return out, nil
}
