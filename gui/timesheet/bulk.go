package timesheet

import (
	"context"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/widgets"
	"regie/gui/work"
)

func ids(rows []listRow) []clients.ID {
	list := make([]clients.ID, 0, len(rows))
	for _, r := range rows {
		list = append(list, r.entry.ID)
	}
	return list
}

// targets are the chosen entries, or the one the keyboard stands on.
func (l *listPane) targets() []listRow {
	rows := l.table.Marked()
	if len(rows) == 0 {
		if r, ok := l.table.Current(); ok {
			rows = []listRow{r}
		}
	}
	return rows
}

// free are the targets where nothing binds one of them; where something does
// it is named and nothing is done.
func (l *listPane) free() ([]listRow, bool) {
	rows := l.targets()
	err := refuseHeld(l.v.host.Printer(), rows)
	l.fail(err)
	return rows, err == nil && len(rows) > 0
}

// do runs an act on entries and says how many it was done to.
func (l *listPane) do(key string, rows []listRow, act func(ctx context.Context, client clients.ID, ids []clients.ID) error) {
	v, client := l.v, clients.ID(l.v.client.ID)
	work.Do(v.work, "", func(ctx context.Context) error { return act(ctx, client, ids(rows)) }, func(err error) {
		if err != nil {
			l.fail(err)
			return
		}
		l.table.MarkAll(false)
		v.said(v.host.Printer().N(key, len(rows)))
	})
}

func (l *listPane) remove() {
	if rows, ok := l.free(); ok {
		l.do("timesheet.removed_n", rows, func(ctx context.Context, client clients.ID, ids []clients.ID) error {
			return l.v.deps.Hours.Remove(ctx, client, ids...)
		})
	}
}

func (l *listPane) approve() {
	if rows := l.targets(); len(rows) > 0 {
		l.do("timesheet.approved_n", rows, l.v.deps.Hours.Approve)
	}
}

// disapprove lifts approvals, with the reason that the journal keeps.
func (l *listPane) disapprove() {
	rows, v := approvedOf(l.targets()), l.v
	p, client := v.host.Printer(), clients.ID(v.client.ID)
	reason := widgets.NewTextField("reason", p.T("timesheet.reason"))
	f := widgets.NewForm(v.host, p.N("timesheet.disapprove_n", len(rows)), func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return v.deps.Hours.Disapprove(ctx, client, ids(rows), why) }, nil
	}, func() {
		l.table.MarkAll(false)
		v.reload()
		v.host.Toast(p.N("timesheet.disapproved_n", len(rows)), nil)
	}, reason)
	reason.OnSubmitted = func(string) { f.Save() }
	f.Accent(v.client.Color).SaveLabel(p.T("timesheet.disapprove")).Show()
}

// edit asks what is to be changed of all chosen entries, which is one act.
func (l *listPane) edit() {
	rows, ok := l.free()
	if !ok {
		return
	}
	v, p := l.v, l.v.host.Printer()
	b := &v.book
	same := widgets.Option{Label: p.T("timesheet.leave")}
	hat := widgets.NewSelect(p, "hat", p.T("timesheet.hat"), append([]widgets.Option{same}, b.hatOptions(p, "")...), nil)
	who := widgets.NewSelect(p, "who", p.T("timesheet.who"), append([]widgets.Option{same}, b.personOptions(p, "")...), nil)
	reason := widgets.NewTextField("reason", p.T("timesheet.reason_free"))
	kind := widgets.NewSelect(p, "kind", p.T("timesheet.kind"), kindOptions(p, same), func(k string) {
		reason.Hidden = hours.Kind(k) != hours.Free
		reason.Refresh()
	})
	reason.Hide()
	days := widgets.NewTextField("days", p.T("timesheet.shift"))
	days.SetPlaceHolder("+1, -7")
	note := widgets.NewTextField("note", p.T("timesheet.new_note"))
	empty := widgets.NewCheck("empty", p.T("timesheet.clear_note"), false, nil)
	answered := false
	var f *widgets.Form
	answer := func(k hours.Kind, why string) {
		if k != "" {
			kind.Choose(string(k))
			reason.SetText(why)
			reason.Hidden = k != hours.Free
			reason.Refresh()
		}
		answered = true
		f.Save()
	}
	f = widgets.NewForm(v.host, p.N("timesheet.bulk_title", len(rows)), func() (func(context.Context) error, error) {
		c, err := readChange(hat.Key(), who.Key(), kind.Key(), reason.Text(), days.Text(), note.Text(), empty.On())
		if err != nil {
			return nil, err
		}
		sure := answered
		answered = false
		return l.changing(ids(rows), c, sure, answer), nil
	}, func() {
		l.table.MarkAll(false)
		v.said(p.N("timesheet.changed_n", len(rows)))
	}, widgets.NewParagraph(sumText(p, "timesheet.chosen", rows)), hat, who, kind, reason, days, note, empty)
	f.Accent(v.client.Color).Show()
}

// changing changes entries by one act, unless the client is to be asked first
// for what they take together beyond the retainer: then it says so, and answer
// is told what was decided. sure says that this was done.
func (l *listPane) changing(list []clients.ID, c change, sure bool, answer func(hours.Kind, string)) func(context.Context) error {
	v, client := l.v, clients.ID(l.v.client.ID)
	refs := make([]hours.Ref, 0, len(list))
	for _, id := range list {
		refs = append(refs, hours.Ref{Client: client, ID: id})
	}
	return func(ctx context.Context) error {
		if !sure {
			months := v.asking(v.deps.Hours.PreviewEach(ctx, refs, func(f *hours.Form) error { c.apply(f); return nil }))
			if len(months) > 0 {
				v.work.Later(func() { v.askAll(months, answer) })
				return overageAsked(v.clientOf(client).Name, months[0])
			}
		}
		return v.deps.Hours.EditAll(ctx, client, list, c.apply)
	}
}

// readChange reads a bulk edit; what is left empty stays as it is.
func readChange(hat, who, kind, reason, days, note string, empty bool) (change, error) {
	var c change
	if hat != "" {
		c.hat = &hat
	}
	if who != "" {
		id := clients.ID(who)
		c.person = &id
	}
	if kind != "" {
		k := hours.Kind(kind)
		c.kind, c.reason = &k, strings.TrimSpace(reason)
		if k == hours.Free && c.reason == "" {
			return c, fault.New("reason_missing").At("reason")
		}
	}
	if days = strings.TrimSpace(days); days != "" {
		n, err := strconv.Atoi(strings.NewReplacer("−", "-", "+", "").Replace(days))
		if err != nil || n < -366 || n > 366 {
			return c, fault.New("shift_invalid", "value", days).At("days")
		}
		c.days = n
	}
	if note = strings.TrimSpace(note); note != "" || empty {
		c.note = &note
		if empty {
			c.note = new(string)
		}
	}
	if c.empty() {
		return c, fault.New("change_nothing").At("hat")
	}
	return c, nil
}
