package timesheet

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/clients/hours"
	"regie/gui/work"
)

// copies are the ways to take last week up again.
func (w *weekPane) copies() []*fyne.MenuItem {
	p := w.v.host.Printer()
	return []*fyne.MenuItem{
		fyne.NewMenuItem(p.T("timesheet.copy_values"), func() { w.copyWeek(true) }),
		fyne.NewMenuItem(p.T("timesheet.copy_rows"), func() { w.copyWeek(false) }),
	}
}

// copyWeek takes last week's rows up, empty or with what they hold: then the
// client is asked once for all that goes beyond the retainer.
func (w *weekPane) copyWeek(values bool) {
	v := w.v
	c := hours.WeekCopy{Client: clients.ID(v.client.ID), From: v.monday().AddDays(-7), To: v.monday()}
	if !values {
		w.fill(c, false)
		return
	}
	work.Run(v.work, "copy", func(ctx context.Context) ([]hours.Preview, error) {
		return v.asking(v.deps.Hours.PreviewCopy(ctx, c)), nil
	}, func(list []hours.Preview, _ error) {
		v.askAll(list, func(kind hours.Kind, reason string) {
			c.Kind, c.Reason = kind, reason
			w.fill(c, true)
		})
	})
}

// fill adds last week's rows to the sheet, and what they hold where that is
// wanted.
func (w *weekPane) fill(c hours.WeekCopy, values bool) {
	v := w.v
	type copied struct {
		rows []rowKey
		n    int
	}
	work.Load(v.work, "copy", func(ctx context.Context) (copied, error) {
		last, err := v.deps.Hours.Week(ctx, c.Client, c.From)
		if err != nil {
			return copied{}, fmt.Errorf("reading last week: %w", err)
		}
		var done copied
		for _, r := range last.Rows {
			done.rows = append(done.rows, rowKey{r.Hat, r.Person})
		}
		if values {
			done.n, err = v.deps.Hours.CopyWeek(ctx, c)
		}
		return done, err
	}, v.host.Fail, func(done copied) {
		if v.monday() == c.To && clients.ID(v.client.ID) == c.Client {
			w.addRows(done.rows...)
		}
		if values {
			v.said(v.host.Printer().N("timesheet.copied", done.n))
			return
		}
		v.reload()
		v.host.Toast(v.host.Printer().N("timesheet.rows_copied", len(done.rows)), nil)
	})
}
