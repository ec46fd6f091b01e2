package main

import (
	"regie/clients"
	"regie/cmd/internal/wire"
	"regie/gui/approvals"
	"regie/gui/closing"
	"regie/gui/myweek"
	clientview "regie/gui/overview"
	"regie/gui/screen"
)

// boardScreens are a client's first tab and the pages over all clients.
func boardScreens(h *wire.House, who func() clients.Person) []screen.Def {
	return []screen.Def{
		{Page: screen.PageClient, Tab: screen.TabOverview, New: clientview.New(clientview.Deps{
			Hours: h.Hours, Calendar: h.Calendar, Budget: h.Budget, History: h.History, House: h.Clients, Now: h.Store.Now, Bus: h.Bus,
		})},
		{Page: screen.PageWeek, New: myweek.New(myweek.Deps{
			Calendar: h.Calendar, Hours: h.Hours, House: h.Clients, Now: h.Store.Now, Bus: h.Bus,
			Acting: func() clients.ID { return who().ID },
		})},
		{Page: screen.PageApprovals, New: approvals.New(approvals.Deps{Calendar: h.Calendar, House: h.Clients, Bus: h.Bus})},
		{Page: screen.PageClosing, New: closing.New(closing.Deps{Hours: h.Hours, Calendar: h.Calendar, Reports: h.Reports, Bus: h.Bus})},
	}
}
