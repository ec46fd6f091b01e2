package timesheet

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/widgets"
	"regie/gui/work"
)

// linkReach is how many days before and after an entry its calendar items are
// offered.
const linkReach = 45

// campaignKey tells campaigns from calendar items in the list of links.
const campaignKey = "campaign:"

// linkKey is what a form is linked to, as the list of links names it.
func linkKey(f hours.Form) string {
	if f.Item == "" && f.Campaign != "" {
		return campaignKey + string(f.Campaign)
	}
	return string(f.Item)
}

// linked puts a choice of the list into a form; an item that was not changed
// keeps the campaign it was linked with, a new one brings its own.
func linked(f hours.Form, key string) hours.Form {
	if id, ok := strings.CutPrefix(key, campaignKey); ok {
		f.Item, f.Campaign = "", clients.ID(id)
		return f
	}
	if item := clients.ID(key); item != f.Item || item == "" {
		f.Item, f.Campaign = item, ""
	}
	return f
}

// readLinks lists a client's campaigns and its calendar items near a day, these
// with their campaign in their words, so that typing its name finds them.
func readLinks(ctx context.Context, c Calendar, p *text.Printer, client clients.ID, on civil.Date) ([]widgets.Option, error) {
	rows, err := c.Rows(ctx, calendar.Filter{Client: client, Days: civil.Range{From: on.AddDays(-linkReach), To: on.AddDays(linkReach)}})
	if err != nil {
		return nil, fmt.Errorf("reading the calendar: %w", err)
	}
	campaigns, err := c.Campaigns(ctx, client)
	if err != nil {
		return nil, fmt.Errorf("reading the campaigns: %w", err)
	}
	names := map[clients.ID]string{}
	for _, k := range campaigns {
		names[k.ID] = k.Name
	}
	list := []widgets.Option{{Label: p.T("timesheet.link_none")}}
	for _, k := range campaigns {
		if k.ArchivedAt == "" {
			list = append(list, widgets.Option{Key: campaignKey + string(k.ID), Label: k.Name, Detail: p.T("common.campaign")})
		}
	}
	for _, r := range rows {
		title := r.Title
		if title == "" {
			title = p.T("calendar.kind." + string(r.Kind))
		}
		detail := p.DateShort(r.On)
		if name := names[r.Campaign]; name != "" {
			detail += " · " + name
		}
		list = append(list, widgets.Option{Key: string(r.ID), Label: title, Detail: detail})
	}
	return list, nil
}

// linkOptions offers what the entry may be linked to.
func (f *entryForm) linkOptions() {
	v, p := f.v, f.v.host.Printer()
	if v.deps.Calendar == nil {
		f.link.Hide()
		return
	}
	client, kept, on := clients.ID(f.client.Key()), linkKey(f.was), f.was.On
	if on.IsZero() {
		on = v.host.Today()
	}
	work.Load(v.work, "links", func(ctx context.Context) ([]widgets.Option, error) {
		return readLinks(ctx, v.deps.Calendar, p, client, on)
	}, v.host.Fail, func(list []widgets.Option) {
		chosen := f.link.Key()
		if !f.linked && client == f.was.Client {
			chosen = kept
		}
		if f.linked && client != f.offered {
			chosen = "" // another client's calendar
		}
		if !slices.ContainsFunc(list, func(o widgets.Option) bool { return o.Key == chosen }) {
			list = append(list, widgets.Option{Key: chosen, Label: p.T("timesheet.link_far")})
		}
		f.linked, f.offered = true, client
		f.link.SetOptions(list)
		f.link.Choose(chosen)
	})
}
