package store

import (
	"testing"

	"regie/clients"
	"regie/clients/hours"
	"regie/clients/money"
)

// Ensure a preview tells before an entry is kept what the bank says after it,
// whatever the way it is entered, and writes nothing itself.
func TestPreviewTellsWhatComes(t *testing.T) {
	for _, policy := range []clients.Overage{clients.OverageBill, clients.OverageRefuse, clients.OverageFree, clients.OverageBorrow} {
		t.Run(string(policy), func(t *testing.T) {
			h := openHours(t)
			h.sell(func(c *clients.Contract) {
				c.Carry, c.Overage, c.OverageCoefficient = clients.CarryNone, policy, 15_000
			})
			_, _, err := h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Amount: money.Of(6000, money.EUR)})
			h.must(err)
			for day := 2; day < 5; day++ { // 19 of 20 hours
				h.workBy(h.zoe.ID, "2026-03-0"+string(rune('0'+day)), 380)
			}
			p, err := h.Preview(h.ctx, h.form("2026-03-10", 90))
			h.must(err)
			asked := policy == clients.OverageBill || policy == clients.OverageRefuse
			if over := policy != clients.OverageBorrow; over && (p.Added() != 30 || p.Overage != 30) || p.Used != 1230 || p.Asks() != asked || p.Refused() != (policy == clients.OverageRefuse) {
				t.Errorf("%+v", p)
			}
			if policy == clients.OverageBill && (p.Price == nil || *p.Price != 4500) { // ½ h × 60.00 × 1.5
				t.Errorf("price %v", p.Price)
			}
			b, err := h.Bank(h.ctx, h.kivu.ID, isoMonth(t, "2026-03"))
			h.must(err)
			if b.Total.Used != 1140 {
				t.Errorf("a preview left %d minutes", b.Total.Used)
			}
			if !asked {
				return
			}
			_, err = h.GiveConsent(h.ctx, hours.Consent{Client: h.kivu.ID, Month: isoMonth(t, "2026-03"), Minutes: 30, By: "Mme Duval", On: isoDay(t, "2026-03-09")})
			h.must(err)
			p, err = h.Preview(h.ctx, h.form("2026-03-10", 90))
			h.must(err)
			if p.Asks() || p.Refused() || p.Consented != 30 || p.Missing != 0 {
				t.Errorf("consented: %+v", p)
			}
			h.workBy(h.zoe.ID, "2026-03-10", 90)
			if b, err = h.Bank(h.ctx, h.kivu.ID, isoMonth(t, "2026-03")); err != nil || b.Total.Overage != p.Overage || b.Total.Used != p.Used {
				t.Errorf("the bank says %d of %d, the preview said %d of %d", b.Total.Overage, b.Total.Used, p.Overage, p.Used)
			}
		})
	}
}

// Ensure cells, changes and the running timer are previewed as they are kept.
func TestPreviewOfCellsEditsAndTimer(t *testing.T) {
	h := openHours(t)
	h.sell(func(c *clients.Contract) { c.Carry, c.Overage = clients.CarryNone, clients.OverageBill })
	e := h.workBy(h.zoe.ID, "2026-03-10", 600)
	h.workBy(h.zoe.ID, "2026-03-11", 540) // 19 of 20 hours
	cell := hours.CellEdit{Client: h.kivu.ID, Person: h.zoe.ID, Hat: "writer", On: isoDay(t, "2026-03-10"), Text: "12h"}
	list, err := h.PreviewCells(h.ctx, []hours.CellEdit{cell, {Client: h.kivu.ID, Person: h.zoe.ID, Hat: "watch", On: isoDay(t, "2026-03-12"), Text: "1h"}})
	h.must(err)
	if len(list) != 1 || list[0].Added() != 120 || list[0].Missing != 120 {
		t.Errorf("cells: %+v", list)
	}
	f := hours.FormOf(e)
	f.Seconds = 12 * 3600
	p, err := h.PreviewEdit(h.ctx, e.Client, e.ID, f)
	h.must(err)
	if p.Added() != 60 || !p.Asks() {
		t.Errorf("edit: %+v", p)
	}
	cell.Text = "0"
	list, err = h.PreviewCells(h.ctx, []hours.CellEdit{cell})
	h.must(err)
	if len(list) != 1 || list[0].Used != 540 || list[0].Asks() {
		t.Errorf("emptied: %+v", list)
	}
}
