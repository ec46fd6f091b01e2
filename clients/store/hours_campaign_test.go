package store

import (
	"context"
	"strings"
	"testing"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/hours"
	"regie/clients/sheet"
)

// plans links entries to the calendar of a store.
type plans struct{ *calendar.Service }

func (p plans) FindItems(ctx context.Context, client clients.ID, typed string) ([]hours.Item, error) {
	it, err := p.Item(ctx, clients.ID(typed))
	if err != nil || it.Client != client {
		return nil, nil
	}
	return []hours.Item{{ID: it.ID, Title: it.Title, Campaign: it.Campaign}}, nil
}

func (p plans) Campaigns(ctx context.Context, client clients.ID) ([]hours.Campaign, error) {
	all, err := p.Service.Campaigns(ctx, client)
	var list []hours.Campaign
	for _, c := range all {
		list = append(list, hours.Campaign{ID: c.ID, Name: c.Name})
	}
	return list, err
}

// Ensure time is linked to a campaign of its own client, takes the campaign of
// a newly linked item, is found by it, and keeps it through export and import.
func TestEntriesOfACampaign(t *testing.T) {
	h := openHours(t)
	cal := calendar.New(h.store.Calendar(), calendar.Deps{House: h.house, Now: h.clock.now, NewID: h.store.NewID})
	h.Service = hours.New(hours.Deps{Keep: h.store.Hours(), House: h.house, Items: plans{cal}, Now: h.clock.now, NewID: h.store.NewID})
	other, err := h.house.AddClient(h.ctx, clients.Client{Key: "lumen", Name: "Lumen"})
	h.must(err)
	opening, err := cal.SaveCampaign(h.ctx, calendar.Campaign{Client: h.kivu.ID, Name: "Ouverture"})
	h.must(err)
	theirs, err := cal.SaveCampaign(h.ctx, calendar.Campaign{Client: other.ID, Name: "Soldes"})
	h.must(err)
	item, err := cal.Add(h.ctx, calendar.Item{Client: h.kivu.ID, Kind: "post", On: isoDay(t, "2026-03-20"), Title: "Affiche", Campaign: opening.ID})
	h.must(err)

	f := h.form("2026-03-10", 60)
	f.Item = item.ID
	e, _, err := h.Add(h.ctx, f)
	h.must(err)
	if e.Campaign != opening.ID {
		t.Errorf("the item's campaign was not taken: %q", e.Campaign)
	}
	f = hours.FormOf(e)
	f.Campaign = ""
	if e, _, err = h.Edit(h.ctx, e.Client, e.ID, f); err != nil || e.Campaign != "" {
		t.Errorf("the campaign stays: %q, %v", e.Campaign, err)
	}
	f.Campaign, f.Item = opening.ID, ""
	if e, _, err = h.Edit(h.ctx, e.Client, e.ID, f); err != nil || e.Campaign != opening.ID {
		t.Errorf("the campaign does not come back: %q, %v", e.Campaign, err)
	}
	f.Campaign = theirs.ID
	_, _, err = h.Edit(h.ctx, e.Client, e.ID, f)
	refused(t, err, "campaign_unknown", "campaign")
	f = hours.FormOf(e)
	f.Client = other.ID
	_, _, err = h.Edit(h.ctx, e.Client, e.ID, f)
	refused(t, err, "campaign_unknown", "campaign")
	e.Client, e.ID = other.ID, "forged"
	err = h.store.Tx(h.ctx, func(ctx context.Context) error { return h.store.Hours().SaveEntry(ctx, e) })
	refused(t, err, "campaign_unknown", "campaign")

	h.workBy(h.zoe.ID, "2026-03-11", 30)
	list, err := h.List(h.ctx, hours.Filter{Client: h.kivu.ID, Campaign: opening.ID})
	h.must(err)
	if len(list) != 1 || list[0].Seconds != 3600 {
		t.Fatalf("of the campaign: %+v", list)
	}
	var b strings.Builder
	_, err = h.ExportCSV(h.ctx, &b, hours.Export{Filter: hours.Filter{Client: h.kivu.ID, Campaign: opening.ID}})
	h.must(err)
	h.must(h.Remove(h.ctx, h.kivu.ID, list[0].ID))
	plan, err := h.PlanImport(h.ctx, []*sheet.File{h.file("temps.csv", b.String())}, hours.ImportOptions{})
	h.must(err)
	_, err = h.CommitImport(h.ctx, plan)
	h.must(err)
	list, err = h.List(h.ctx, hours.Filter{Client: h.kivu.ID, Campaign: opening.ID})
	h.must(err)
	if len(list) != 1 || list[0].Seconds != 3600 || list[0].Import == "" {
		t.Errorf("after a round trip: %+v", list)
	}
}
