package main

import (
	"regie/assets/holidays"
	"regie/assets/limits"
	"regie/clients"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
	"regie/gui/agency"
	"regie/gui/approvals"
	"regie/gui/campaigns"
	"regie/gui/capacity"
	"regie/gui/clientfile"
	"regie/gui/closing"
	"regie/gui/composer"
	"regie/gui/control"
	"regie/gui/envelopes"
	"regie/gui/hoursbank"
	"regie/gui/ideas"
	"regie/gui/importing"
	"regie/gui/invoicing"
	"regie/gui/keydates"
	"regie/gui/medialib"
	"regie/gui/mix"
	"regie/gui/myweek"
	"regie/gui/notebook"
	"regie/gui/overview"
	"regie/gui/plan"
	"regie/gui/screen"
	"regie/gui/slots"
	"regie/gui/start"
	"regie/gui/timesheet"
	"regie/gui/widgets"
)

// screens are all the pages and tabs of the window: one line each.
func screens(h *wire.House, shared *commons, who *people) []screen.Def {
	file := clientfile.Deps{Clients: h.Clients, Tx: h.Store, Bus: h.Bus, Rates: rateDeps(h), Networks: networks}
	acting := func() clients.ID { return who.current().ID }
	intake := importing.Deps{
		Hours:    importing.Hours(h.Hours, h.Clients, h.History),
		Calendar: importing.Calendar(h.Calendar, h.Clients, h.History),
	}
	bring := func(r importing.Room) func(screen.Host, screen.Client) {
		return func(host screen.Host, c screen.Client) { importing.Open(host, intake, r, c) }
	}
	bank := hoursbank.Deps{Hours: h.Hours, House: h.Clients, Alerts: h.Budget, Tx: h.Store, Statements: h.Statements, Bus: h.Bus}
	return []screen.Def{
		{Page: screen.PageFirst, New: start.New(firstStart(h))},
		{Page: screen.PageControl, New: control.New(control.Deps{Source: facts{shared}, Bus: h.Bus})},
		{Page: screen.PageWeek, New: myweek.New(myweek.Deps{Calendar: h.Calendar, Hours: h.Hours, House: h.Clients, Acting: acting, Now: h.Store.Now, Bus: h.Bus})},
		{Page: screen.PageApprovals, New: approvals.New(approvals.Deps{Calendar: h.Calendar, House: h.Clients, Bus: h.Bus})},
		{Page: screen.PageClosing, New: closing.New(closing.Deps{Hours: h.Hours, Calendar: h.Calendar, Reports: h.Reports, Close: h.Closing, Bus: h.Bus})},
		{Page: screen.PageCapacity, New: capacity.New(capacity.Deps{Hours: h.Hours, House: h.Clients, Holiday: holidays.Is, Bus: h.Bus})},
		{Page: screen.PageClient, Tab: screen.TabOverview, New: overview.New(overview.Deps{
			Hours: h.Hours, Calendar: h.Calendar, Budget: h.Budget, History: h.History, House: h.Clients, Now: h.Store.Now,
			Import: bring(importing.RoomHours), Bus: h.Bus,
		})},
		{Page: screen.PageClient, Tab: screen.TabCalendar, New: plan.New(plan.Deps{
			Calendar: h.Calendar, House: h.Clients, Import: bring(importing.RoomCalendar), PackFiles: packFiles(h),
			Exports: h.Planning, Papers: planPapers(h),
			Ideas:     ideas.New(ideas.Deps{Calendar: h.Calendar, House: h.Clients, Bus: h.Bus}),
			Mix:       mix.New(mix.Deps{Calendar: h.Calendar, Bus: h.Bus}),
			Notebook:  notebook.New(notebook.Deps{Calendar: h.Calendar, Bus: h.Bus}),
			Campaigns: campaigns.New(campaigns.Deps{Calendar: h.Calendar, House: h.Clients, Money: h.Budget, Time: h.Hours, Record: contestRecord(h), Bus: h.Bus}),
			Days:      keydates.New(keydates.Deps{Calendar: h.Calendar, Bus: h.Bus}),
			Slots:     slots.New(slots.Deps{Calendar: h.Calendar, House: h.Clients, Now: h.Store.Now, Bus: h.Bus}),
			Media:     medialib.New(medialib.Deps{Calendar: h.Calendar, Bus: h.Bus}), Bus: h.Bus,
		})},
		{Page: screen.PageClient, Tab: screen.TabTime, New: timesheet.New(timesheet.Deps{
			Hours: h.Hours, House: h.Clients, Calendar: h.Calendar, Acting: acting, Now: h.Store.Now, Import: bring(importing.RoomHours), Bus: h.Bus,
			Bank: hoursbank.New(bank), Ask: asker(h),
		})},
		{Page: screen.PageClient, Tab: screen.TabBudget, New: envelopes.New(envelopes.Deps{
			Budget: h.Budget, Campaigns: h.Calendar.Campaigns, Time: h.Hours.CampaignTime, Media: h.Clients.Media, Save: saveFile, Bus: h.Bus,
		})},
		{Page: screen.PageClient, Tab: screen.TabBilling, New: invoicing.New(invoicing.Deps{
			Billing: h.Billing, Pages: papers(h), Levels: h.Clients.Levels, Client: h.Clients.Client, Contracts: h.Clients.Contracts, Save: saveFile, Bus: h.Bus,
		})},
		{Page: screen.PageClient, Tab: screen.TabReports, New: composer.New(composer.Deps{Reports: h.Reports, Subscribe: h.Bus.Subscribe})},
		{Page: screen.PageClient, Tab: screen.TabFile, New: clientfile.New(file)},
		{Page: screen.PageNewClient, New: clientfile.NewPage(file)},
		{Page: screen.PageAgency, New: agency.New(agencyDeps(h))},
	}
}

// asker asks for the client's word where time tab and timer need it.
func asker(house *wire.House) timesheet.Asker {
	d := hoursbank.Deps{Hours: house.Hours}
	return func(h screen.Host, c screen.Client, pv hours.Preview, timer bool, then func(hours.Kind, string)) {
		hoursbank.AskConsent(h, d, c, pv, timer, func(a hoursbank.Answer) { then(a.Kind, a.Reason) })
	}
}

// networks offers the networks a channel may be on.
func networks(lang string) []widgets.Option {
	book := limits.Shipped()
	var out []widgets.Option
	for _, key := range book.Networks() {
		out = append(out, widgets.Option{Key: key, Label: book.Name(key, lang), Detail: book.Code(key)})
	}
	return out
}
