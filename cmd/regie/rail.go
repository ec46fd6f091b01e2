package main

import (
	"context"
	"image/color"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
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
	house  *wire.House
	common *commons
	logos  *logos
}

// Rail implements gui.Rail.
func (r *rail) Rail(ctx context.Context, p *text.Printer, today civil.Date) (gui.RailData, error) {
	var d gui.RailData
	c, err := r.common.of(ctx, today.InMonth(), today)
	if err != nil {
		return d, err
	}
	if len(c.clients) == 0 {
		staff, err := r.house.Clients.Staff(ctx, false)
		if err != nil || len(staff) == 0 {
			d.FirstStart = err == nil
			return d, err
		}
	}
	late := map[clients.ID]int{}
	for _, row := range c.missed {
		late[row.Client]++
	}
	for _, client := range c.clients {
		d.Clients = append(d.Clients, r.client(p, client, c.banks[client.ID], late[client.ID]))
	}
	d.Approvals = awaited(c)
	d.ClosingDone, d.ClosingAll = closed(c)
	d.Week, err = r.week(ctx, today)
	return d, err
}

func (r *rail) client(p *text.Printer, c clients.Client, bank hours.Bank, late int) gui.RailClient {
	rc := gui.RailClient{Client: screen.Client{
		Key: c.Key, ID: string(c.ID), Name: c.Name, Initials: choices.Initials(c.Name), Color: colorOf(c.Brand.Primary),
	}}
	rc.Logo = r.logos.of(c.Brand.Logo)
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
	return rc
}

// awaited counts the decisions that the clients wait for.
func awaited(c *common) int {
	n := 0
	for _, client := range c.clients {
		w := c.waiting[client.ID]
		n += w.Internal + w.Client
	}
	return n
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

// closed counts the clients with time in the month before and those whose month
// is closed: times locked, report and invoice issued.
func closed(c *common) (done, all int) {
	for _, u := range c.usesBefore {
		if u.Client == c.own || (u.Entries == 0 && u.LockedAt.IsZero()) {
			continue
		}
		all++
		done += count(!u.LockedAt.IsZero() && c.papers[u.Client].whole())
	}
	return done, all
}

// colorOf reads a kept colour; one that cannot be read is the window's own.
func colorOf(hex string) color.NRGBA {
	c, err := hue.Parse(hex)
	if err != nil {
		return theme.Primary()
	}
	return c
}
