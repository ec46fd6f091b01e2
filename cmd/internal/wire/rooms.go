package wire

import (
	"context"

	"regie/assets/holidays"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/reports"
	"regie/reports/bankstatement"
	"regie/reports/closing"
	"regie/reports/contest"
	"regie/reports/handover"
	"regie/reports/invoice"
	"regie/reports/packs"
	"regie/reports/planning"
)

// rooms puts the rooms' services together, each on those before it.
func (h *House) rooms() {
	now, newID := h.Store.Now, h.Store.NewID
	h.Calendar = calendar.New(h.Store.Calendar(), calendar.Deps{
		House: h.Clients, Now: now, NewID: newID,
		StandIn: func(ctx context.Context, person clients.ID, day civil.Date) (clients.ID, bool, error) {
			return h.Hours.StandIn(ctx, person, day)
		},
	})
	links := items{h.Calendar, h.Clients.Today}
	h.Hours = hours.New(hours.Deps{
		Keep: h.Store.Hours(), House: h.Clients, Items: links, Planned: links.planned,
		Holidays: holidays.Is, Now: now, NewID: newID,
		Backup: func(ctx context.Context) error {
			_, err := h.Store.Backup(ctx, "before-import")
			return err
		},
	})
	h.Budget = budget.New(h.Store.Budget(), h.Clients, now, newID)
	h.Billing = billing.New(billing.Deps{
		Keep: h.Store.Billing(), House: h.Clients, Time: h.Hours, Purse: h.Budget, Now: now, NewID: newID,
		Print: invoice.Printer{Logo: h.Clients.Media},
	})
	h.Reports = reports.New(reports.Sources{House: h.Clients, Time: h.Hours, Calendar: h.Calendar, Budget: h.Budget}, h.Store.Reports(), now)
	h.Closing = closing.New(closing.Sources{House: h.Clients, Time: h.Hours, Plan: h.Calendar, Bills: h.Billing, Reports: h.Reports, Journal: h.History})
	h.Statements = bankstatement.New(h.Clients, h.Hours, now)
	h.Packs = packs.New(h.Clients, h.Calendar, now)
	h.Handover = handover.New(handover.Sources{House: h.Clients, Plan: h.Calendar, Time: h.Hours, Budget: h.Budget}, now)
	h.Contests = contest.New(h.Clients, h.Calendar, now)
	h.Planning = planning.New(h.Clients, h.Calendar, now)
	h.Hours.Watch(func(ctx context.Context, client clients.ID, m civil.Month, used, available int64) error {
		_, err := h.Budget.Observe(ctx, client, m, budget.OnHours, used, available)
		return err
	})
	h.History.Guard("item", h.Calendar.GuardUndo)
	h.History.Guard("campaign", h.Calendar.GuardCampaign)
	h.History.Guard("contest_entrant", h.Calendar.GuardEntrants)
	h.History.Guard("budget_movement", h.Budget.GuardUndo)
	for _, table := range []string{"time_entry", "month_lock", "bank_movement", "bank_consent", "bank_close"} {
		h.History.Guard(table, h.Hours.GuardUndo)
	}
	h.Clients.BeforeTerms(h.Hours.GuardTerms)
	h.Clients.AfterLevel(h.Hours.Relevel)
	h.Clients.AfterEdit(h.Calendar.SignAgain)
	h.History.Follow("staff_level", h.Clients.FollowLevels)
}
