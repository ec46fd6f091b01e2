package timesheet

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/clients/civil"
	"regie/gui/widgets"
)

// lockMonth is the month that the menu locks: the one most of the week lies
// in, else the day's.
func (v *view) lockMonth() civil.Month {
	if v.mode == modeWeek {
		return v.monday().AddDays(3).InMonth()
	}
	return v.on.InMonth()
}

func (v *view) lockItems() []*fyne.MenuItem {
	p, m := v.host.Printer(), v.lockMonth()
	if v.mode == modeDay || v.mode == modeBank {
		return nil
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(p.T("timesheet.lock", "month", m), func() { v.lock(m, true) }),
		fyne.NewMenuItem(p.T("timesheet.unlock", "month", m), func() { v.lock(m, false) }),
	}
}

// lock locks a month, or unlocks it with a reason.
func (v *view) lock(m civil.Month, on bool) {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	title, label := p.T("timesheet.lock", "month", m), p.T("timesheet.lock_reason")
	if !on {
		title, label = p.T("timesheet.unlock", "month", m), p.T("timesheet.reason")
	}
	reason := widgets.NewTextField("reason", label)
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error {
			if on {
				_, err := v.deps.Hours.Lock(ctx, id, m, why)
				return err
			}
			return v.deps.Hours.Unlock(ctx, id, m, why)
		}, nil
	}, func() {
		v.reload()
		v.host.Reload()
		v.host.Toast(p.T("timesheet.lock_saved"), nil)
	}, reason).Accent(v.client.Color).Show()
}
