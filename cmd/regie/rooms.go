package main

import (
	"context"

	"regie/clients"
	"regie/cmd/internal/wire"
	"regie/gui/composer"
	"regie/gui/envelopes"
	"regie/gui/plan"
	"regie/gui/screen"
	"regie/gui/timesheet"
)

// roomScreens are a client's working tabs; who is the person at the keyboard.
func roomScreens(h *wire.House, who func() clients.Person) []screen.Def {
	undo := func(ctx context.Context) error {
		_, err := h.History.Undo(ctx)
		return err
	}
	return append(boardScreens(h, who), []screen.Def{
		{Page: screen.PageClient, Tab: screen.TabCalendar, New: plan.New(plan.Deps{Calendar: h.Calendar, House: h.Clients, Undo: undo, Bus: h.Bus})},
		{Page: screen.PageClient, Tab: screen.TabTime, New: timesheet.New(timesheet.Deps{
			Hours: h.Hours, House: h.Clients, Undo: undo, Bus: h.Bus, Acting: func() clients.ID { return who().ID },
		})},
		{Page: screen.PageClient, Tab: screen.TabBudget, New: envelopes.New(envelopes.Deps{Budget: h.Budget, Undo: undo, Bus: h.Bus})},
		{Page: screen.PageClient, Tab: screen.TabReports, New: composer.New(composer.Deps{
			Reports: h.Reports, Undo: undo, Subscribe: h.Bus.Subscribe,
		})},
	}...)
}
