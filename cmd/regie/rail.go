package main

import (
	"context"
	"image/color"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hue"
	"regie/cmd/internal/wire"
	"regie/gui"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// rail gathers what the rail shows.
type rail struct {
	house *wire.House
	banks *banks
	logos *logos
}

// Rail implements gui.Rail.
func (r *rail) Rail(ctx context.Context, p *text.Printer, today civil.Date) (gui.RailData, error) {
	var d gui.RailData
	list, err := r.house.Clients.Clients(ctx, clients.ActiveClients)
	if err != nil {
		return d, err
	}
	staff, err := r.house.Clients.Staff(ctx, false)
	if err != nil {
		return d, err
	}
	d.FirstStart = len(list) == 0 && len(staff) == 0
	if d.FirstStart {
		return d, nil
	}
	view, err := r.house.Calendar.Today(ctx, today)
	if err != nil {
		return d, err
	}
	late := map[clients.ID]int{}
	for _, row := range view.Missed {
		late[row.Client]++
	}
	for _, c := range list {
		rc, err := r.client(ctx, p, c, today, late[c.ID])
		if err != nil {
			return d, err
		}
		d.Clients = append(d.Clients, rc)
	}
	if d.Approvals, err = r.approvals(ctx, list); err != nil {
		return d, err
	}
	if d.Week, err = r.week(ctx, today); err != nil {
		return d, err
	}
	d.ClosingDone, d.ClosingAll, err = r.closing(ctx, today.InMonth().Add(-1))
	return d, err
}

func (r *rail) client(ctx context.Context, p *text.Printer, c clients.Client, today civil.Date, late int) (gui.RailClient, error) {
	rc := gui.RailClient{Client: screen.Client{
		Key: c.Key, ID: string(c.ID), Name: c.Name, Initials: choices.Initials(c.Name), Color: colorOf(c.Brand.Primary),
	}}
	rc.Logo = r.logos.of(c.Brand.Logo)
	bank, err := r.banks.of(ctx, c.ID, today.InMonth(), today)
	if err != nil {
		return rc, err
	}
	rc.HasBank = bank.Contract != nil && bank.Quota > 0
	rc.Used, rc.Available = bank.Total.Used, bank.Total.Available()
	rc.Forecast = rc.Used
	if bank.Forecast != nil {
		rc.Forecast = bank.Forecast.Used
	}
	tone := widgets.GaugeTone(float64(rc.Used), float64(rc.Available), float64(rc.Forecast))
	switch {
	case rc.HasBank && bank.Total.Overage > 0:
		rc.Trouble, rc.Tone = p.T("control.know_overage", "Hours", p.Hours(bank.Total.Overage)), widgets.ToneBad
	case late > 0:
		rc.Trouble, rc.Tone = p.N("control.know_late", late), widgets.ToneBad
	case rc.HasBank && tone == widgets.ToneBad:
		rc.Trouble, rc.Tone = p.T("control.pill_forecast"), widgets.ToneWarn
	}
	return rc, nil
}

// approvals counts the decisions that the list of clients waits for.
func (r *rail) approvals(ctx context.Context, list []clients.Client) (int, error) {
	waiting, err := r.house.Calendar.Rows(ctx, calendar.Filter{States: []calendar.State{calendar.InternalReview, calendar.ClientReview}})
	if err != nil {
		return 0, err
	}
	active := map[clients.ID]bool{}
	for _, c := range list {
		active[c.ID] = true
	}
	n := 0
	for _, row := range waiting {
		if active[row.Client] {
			n++
		}
	}
	return n, nil
}

// week counts what stands in the acting person's week and is not done.
func (r *rail) week(ctx context.Context, today civil.Date) (int, error) {
	who := clients.Acting(ctx).ID
	if who == "" {
		return 0, nil
	}
	days, err := r.house.Calendar.Week(ctx, today, who)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, d := range days {
		for _, it := range d.Items {
			if it.State != calendar.Published {
				n++
			}
		}
	}
	return n, nil
}

// closing counts the clients with time in a month and those whose month is
// closed: times locked, report and invoice issued.
func (r *rail) closing(ctx context.Context, m civil.Month) (done, all int, err error) {
	uses, err := r.house.Hours.Overview(ctx, m)
	if err != nil {
		return 0, 0, err
	}
	own, err := r.house.Clients.Internal(ctx)
	if err != nil {
		return 0, 0, err
	}
	papers, err := papersOf(ctx, r.house, m)
	if err != nil {
		return 0, 0, err
	}
	for _, u := range uses {
		if u.Client == own.ID || (u.Entries == 0 && u.LockedAt.IsZero()) {
			continue
		}
		all++
		if !u.LockedAt.IsZero() && papers[u.Client].whole() {
			done++
		}
	}
	return done, all, nil
}

// colorOf reads a kept colour; one that cannot be read is the window's own.
func colorOf(hex string) color.NRGBA {
	c, err := hue.Parse(hex)
	if err != nil {
		return theme.Primary()
	}
	return c
}
