package plan

import (
	"context"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/work"
)

// planFor opens a new item for a date ahead: its name is the title, its day
// the day, so that the date counts as planned.
func (v *view) planFor(c calendar.Coming) {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	work.Load(v.work, "blank", func(ctx context.Context) (calendar.Item, error) {
		return v.deps.Calendar.Blank(ctx, id)
	}, v.host.Fail, func(it calendar.Item) {
		it.Title, it.On = c.Name(string(p.Lang())), c.Days.From
		v.edit(it)
	})
}

// extend makes the occurrences that series still lack up to the last day
// shown, once a session for each client and day: beside the reading, which
// never waits for it.
func (v *view) extend(id clients.ID) {
	until := lastShown(v.month)
	if !until.After(v.host.Today()) || !until.After(v.extended[id]) {
		return
	}
	if v.extended == nil {
		v.extended = map[clients.ID]civil.Date{}
	}
	v.extended[id] = until
	made := 0
	work.Do(v.work, "", func(ctx context.Context) (err error) {
		made, err = v.deps.Calendar.ExtendSeries(ctx, id, until)
		return err
	}, func(err error) {
		switch {
		case fault.Is(err, "client_archived") || fault.Is(err, "folder_unwritable"): // nothing is made there
		case err != nil:
			v.host.Fail(err)
		case made > 0:
			v.reload()
			v.host.Done(v.host.Printer().N("plan.extended", made))
		}
	})
}

// lastShown is the last day of a month's grid.
func lastShown(m civil.Month) civil.Date { return m.Last().WeekStart().AddDays(6) }
