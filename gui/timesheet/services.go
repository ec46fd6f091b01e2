package timesheet

import (
	"context"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
)

// Hours is what the tab needs of the hours' service.
type Hours interface {
	Week(ctx context.Context, client clients.ID, monday civil.Date) (hours.Week, error)
	SetCells(ctx context.Context, edits []hours.CellEdit) ([]hours.Cell, error)
	CopyWeek(ctx context.Context, c hours.WeekCopy) (int, error)
	PreviewCopy(ctx context.Context, c hours.WeekCopy) ([]hours.Preview, error)
	Quick(ctx context.Context, line string, person, client clients.ID, today civil.Date) (hours.Quick, error)
	Complete(ctx context.Context, line string, client clients.ID) ([]hours.Candidate, error)

	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	Summary(ctx context.Context, client clients.ID, m civil.Month) (hours.Summary, error)
	Lock(ctx context.Context, client clients.ID, m civil.Month, reason string) (hours.MonthLock, error)
	Unlock(ctx context.Context, client clients.ID, m civil.Month, reason string) error
	Locked(ctx context.Context, client clients.ID, m civil.Month) (*hours.MonthLock, error)

	Entry(ctx context.Context, client, id clients.ID) (hours.Entry, error)
	List(ctx context.Context, f hours.Filter) ([]hours.Entry, error)
	Locks(ctx context.Context, entries []hours.Entry) (map[clients.ID][]string, error)
	Day(ctx context.Context, person clients.ID, on civil.Date) (hours.Day, error)
	Add(ctx context.Context, f hours.Form) (hours.Entry, []hours.Warning, error)
	Edit(ctx context.Context, client, id clients.ID, f hours.Form) (hours.Entry, []hours.Warning, error)
	EditAll(ctx context.Context, client clients.ID, ids []clients.ID, change func(*hours.Form)) error
	Remove(ctx context.Context, client clients.ID, ids ...clients.ID) error
	Split(ctx context.Context, client, id clients.ID, after int64) (first, second hours.Entry, err error)
	Approve(ctx context.Context, client clients.ID, ids []clients.ID) error
	Disapprove(ctx context.Context, client clients.ID, ids []clients.ID, reason string) error
	Preview(ctx context.Context, f hours.Form) (hours.Preview, error)
	PreviewEdit(ctx context.Context, client, id clients.ID, f hours.Form) (hours.Preview, error)
	PreviewEach(ctx context.Context, refs []hours.Ref, change func(*hours.Form) error) ([]hours.Preview, error)
	PreviewCells(ctx context.Context, edits []hours.CellEdit) ([]hours.Preview, error)
	Why(ctx context.Context, side hours.Side, a hours.Asked) (hours.Found, bool, error)

	Templates(ctx context.Context, person clients.ID) ([]hours.Template, error)
	SaveTemplate(ctx context.Context, t hours.Template) (hours.Template, error)
	RemoveTemplate(ctx context.Context, person, id clients.ID) error
	Timer(ctx context.Context, person clients.ID) (*hours.Timer, error)
	Start(ctx context.Context, t hours.TimerStart) (hours.Entry, error)
	Switch(ctx context.Context, t hours.TimerStart) (ended, started hours.Entry, err error)
	Heartbeat(ctx context.Context, person clients.ID) error
}

// House is what the tab needs of the agency's service.
type House interface {
	Agency(ctx context.Context) (clients.Agency, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Clients(ctx context.Context, which clients.Which) ([]clients.Client, error)
}

// Calendar is where the things are that time may be linked to.
type Calendar interface {
	Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error)
	Campaigns(ctx context.Context, client clients.ID) ([]calendar.Campaign, error)
}
