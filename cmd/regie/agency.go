package main

import (
	"context"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/hours"
	"regie/clients/store"
	"regie/cmd/internal/wire"
	"regie/gui/agency"
	"regie/gui/choices"
)

func agencyDeps(h *wire.House) agency.Deps {
	return agency.Deps{
		Clients: h.Clients, History: h.History, Bus: h.Bus, Backups: backups{h},
		Rates: rates{h}.list, Imports: imports{h}.list, SetRate: h.Hours.SetRate,
	}
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

// Folder implements agency.Backups.
func (b backups) Folder() string { return b.house.Store.Folder() }

// rates writes the table of rates in words.
type rates struct{ house *wire.House }

func (r rates) list(ctx context.Context, p *text.Printer) ([]agency.Rate, error) {
	all, err := r.house.Hours.Rates(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	names, err := r.names(ctx, p)
	if err != nil {
		return nil, err
	}
	out := make([]agency.Rate, 0, len(all))
	for _, x := range all {
		if x.Side != hours.Sale {
			continue
		}
		out = append(out, agency.Rate{
			Who: names[string(x.Person)], Client: names[string(x.Client)], Level: names["level:"+x.Level], Hat: names["hat:"+x.Hat],
			From: p.Date(x.From), Amount: p.T("agencyscreen.per_hour", "Amount", p.MoneyShort(x.Amount)),
		})
	}
	return out, nil
}

// names are the labels of everything a rate can name.
func (r rates) names(ctx context.Context, p *text.Printer) (map[string]string, error) {
	out := map[string]string{}
	staff, err := r.house.Clients.Staff(ctx, true)
	if err != nil {
		return nil, err
	}
	for _, s := range staff {
		out[string(s.ID)] = s.Name
	}
	list, err := r.house.Clients.Clients(ctx, clients.AllClients)
	if err != nil {
		return nil, err
	}
	for _, c := range list {
		out[string(c.ID)] = c.Name
	}
	levels, err := r.house.Clients.Levels(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range levels {
		out["level:"+l.Key] = choices.Name(p, l.NameFR, l.NameEN)
	}
	hats, err := r.house.Clients.Hats(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range hats {
		out["hat:"+h.Key] = choices.Name(p, h.NameFR, h.NameEN)
	}
	return out, nil
}

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
