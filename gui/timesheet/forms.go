package timesheet

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// newTable is the month's entries, newest first.
func (v *view) newTable() *widgets.Table[hours.Entry] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[hours.Entry]{
		{Title: p.T("common.date"), Width: 84, Text: func(e hours.Entry) string { return p.DateShort(e.On) }, Less: func(a, b hours.Entry) bool { return a.On.Before(b.On) }},
		{Title: p.T("timesheet.who"), Width: 96, Text: func(e hours.Entry) string { return v.md.people[e.Person].Name }, Less: func(a, b hours.Entry) bool { return v.md.people[a.Person].Name < v.md.people[b.Person].Name }},
		{Title: p.T("timesheet.hat"), Width: 130, Text: func(e hours.Entry) string { return hatName(p, v.md.hat(e.Hat)) }, Less: func(a, b hours.Entry) bool { return a.Hat < b.Hat }},
		{Title: p.T("common.note"), Flex: 1, Muted: true, Text: func(e hours.Entry) string { return e.Note }},
		{Title: p.T("timesheet.kind"), Width: 84, Muted: true, Text: func(e hours.Entry) string { return p.T("timesheet.kind_" + string(e.Kind)) }},
		{Title: p.T("timesheet.duration"), Width: 74, Right: true, Bold: true, Text: func(e hours.Entry) string {
			if e.Running {
				return "…"
			}
			return civil.FormatHM(e.Seconds / 60)
		}, Less: func(a, b hours.Entry) bool { return a.Seconds < b.Seconds }},
	})
	t.OnOpen = func(e hours.Entry) {
		if !e.Running {
			v.edit(&e)
		}
	}
	return t
}

func (v *view) newWorths() *widgets.Table[worth] {
	p := v.host.Printer()
	return widgets.NewTable([]widgets.Column[worth]{
		{Title: p.T("timesheet.level"), Flex: 1, Text: func(w worth) string { return w.level }},
		{Title: p.T("timesheet.hours"), Width: 84, Right: true, Text: func(w worth) string { return w.hours }},
		{Title: p.T("timesheet.worth"), Width: 104, Right: true, Text: func(w worth) string { return w.value }},
	}).Whole()
}

// edit opens an entry, a new one for the acting person when e is nil.
func (v *view) edit(e *hours.Entry) {
	k := rowKey{person: v.deps.Acting()}
	if len(v.md.hats) > 0 {
		k.hat = v.md.hats[0].Key
	}
	v.editAt(e, k, v.host.Today())
}

// entryForm are the fields of an entry.
type entryForm struct {
	who, hat, kind *widgets.Select
	on             *widgets.DateField
	start, end     *widgets.ClockField
	length         *widgets.DurationField
	note, reason   *widgets.TextField
}

func (v *view) editAt(e *hours.Entry, k rowKey, on civil.Date) {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	form := hours.Form{Client: id, Person: k.person, Hat: k.hat, On: on}
	title := p.T("timesheet.add")
	if e != nil {
		form = hours.FormOf(*e)
		title = p.T("timesheet.edit")
	}
	f := v.entryForm(form, e)
	w := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		form, err := f.read(form)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			var err error
			if e == nil {
				_, _, err = v.deps.Hours.Add(ctx, form)
			} else {
				_, _, err = v.deps.Hours.Edit(ctx, id, e.ID, form)
			}
			return err
		}, nil
	}, func() { v.said("timesheet.saved") },
		f.length, f.hat, f.note, f.who, f.on,
		widgets.Columns(theme.Space12, []float32{1, 1}, f.start, f.end), f.kind, f.reason).Accent(v.client.Color)
	if e != nil {
		w.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, func() {
			work.Do(v.work, "", func(ctx context.Context) error { return v.deps.Hours.Remove(ctx, id, e.ID) }, func(err error) {
				if err != nil {
					w.Refuse(err)
					return
				}
				w.Close()
				v.said("timesheet.removed")
			})
		}))
	}
	w.Show()
}

func (v *view) entryForm(form hours.Form, e *hours.Entry) entryForm {
	p := v.host.Printer()
	f := entryForm{
		who:    widgets.NewSelect(p, "who", p.T("timesheet.who"), v.people(form.Person), nil),
		hat:    widgets.NewSelect(p, "hat", p.T("timesheet.hat"), v.hats(form.Hat), nil),
		on:     widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today()),
		length: widgets.NewDurationField(p, "for", p.T("timesheet.duration")),
		start:  widgets.NewClockField(p, "start", p.T("timesheet.start")),
		end:    widgets.NewClockField(p, "end", p.T("timesheet.end")),
		note:   widgets.NewTextField("note", p.T("common.note")),
		reason: widgets.NewTextField("reason", p.T("timesheet.reason")),
	}
	kinds := []widgets.Option{{Key: "", Label: p.T("timesheet.kind_default")}}
	for _, k := range []hours.Kind{hours.Contract, hours.Extra, hours.Free} {
		kinds = append(kinds, widgets.Option{Key: string(k), Label: p.T("timesheet.kind_" + string(k))})
	}
	f.kind = widgets.NewSelect(p, "kind", p.T("timesheet.kind"), kinds, nil)
	f.who.Choose(string(form.Person))
	f.hat.Choose(form.Hat)
	f.kind.Choose(string(form.Kind))
	f.on.SetDate(form.On)
	f.note.SetText(form.Note)
	f.reason.SetText(form.Reason)
	f.start.SetClock(civil.NoClock)
	f.end.SetClock(civil.NoClock)
	if e != nil && e.Timed() {
		if zone, err := civil.Zone(e.Zone); err == nil {
			from, to := e.Start.In(zone), e.End.In(zone)
			f.start.SetClock(civil.Clock(from.Hour()*60 + from.Minute()))
			f.end.SetClock(civil.Clock(to.Hour()*60 + to.Minute()))
		}
	}
	if form.Seconds > 0 {
		f.length.SetSeconds(form.Seconds)
	}
	return f
}

// read fills the form: a start and an end go before a duration, but times
// that were not touched keep the entry's own instants.
func (f entryForm) read(form hours.Form) (hours.Form, error) {
	on, err := f.on.Date()
	if err != nil {
		return form, fault.Beside(err, "on")
	}
	start, err := f.start.Clock()
	if err != nil {
		return form, fault.Beside(err, "start")
	}
	end, err := f.end.Clock()
	if err != nil {
		return form, fault.Beside(err, "end")
	}
	length, err := f.length.Seconds()
	if err != nil && start == civil.NoClock {
		return form, fault.Beside(err, "for")
	}
	moved := on != form.On
	form.Person, form.Hat, form.On = clients.ID(f.who.Key()), f.hat.Key(), on
	form.Kind, form.Reason, form.Note = hours.Kind(f.kind.Key()), f.reason.Text(), f.note.Text()
	if start == civil.NoClock && end == civil.NoClock {
		form.Times, form.Seconds = nil, length
		return form, nil
	}
	if form.Times == nil || moved || length != form.Seconds {
		form.Times = nil
	}
	if form.Times == nil || !sameClocks(form, start, end) {
		form.Times = &hours.Times{Start: start, End: end}
	}
	return form, nil
}

// sameClocks tells whether the clocks shown are those of the instants kept.
func sameClocks(form hours.Form, start, end civil.Clock) bool {
	zone, err := civil.Zone(form.Zone)
	if err != nil {
		return false
	}
	from, to := form.Times.From.In(zone), form.Times.Until.In(zone)
	return civil.Clock(from.Hour()*60+from.Minute()) == start && civil.Clock(to.Hour()*60+to.Minute()) == end
}

func (v *view) people(with clients.ID) []widgets.Option {
	p := v.host.Printer()
	var list []widgets.Option
	for _, s := range v.md.staff {
		list = append(list, widgets.Option{Key: string(s.ID), Label: s.Name, Detail: v.md.levelName(p, s.Level)})
	}
	if s, ok := v.md.people[with]; ok && s.ArchivedAt != "" {
		list = append(list, widgets.Option{Key: string(s.ID), Label: s.Name})
	}
	return list
}

func (v *view) hats(with string) []widgets.Option {
	var list []widgets.Option
	for _, h := range v.md.hats {
		if !h.Retired || h.Key == with {
			list = append(list, widgets.Option{Key: h.Key, Label: hatName(v.host.Printer(), h)})
		}
	}
	return list
}

// addRow adds a hat of a person to the sheet, empty until typed in.
func (v *view) addRow() {
	p := v.host.Printer()
	who := widgets.NewSelect(p, "who", p.T("timesheet.who"), v.people(""), nil)
	who.Choose(string(v.deps.Acting()))
	hat := widgets.NewSelect(p, "hat", p.T("timesheet.hat"), v.hats(""), nil)
	if len(v.md.hats) > 0 {
		hat.Choose(v.md.hats[0].Key)
	}
	widgets.NewForm(v.host, p.T("timesheet.add_row"), func() (func(context.Context) error, error) {
		if who.Key() == "" {
			return nil, fault.New("staff_unknown", "value", "").At("who")
		}
		return func(context.Context) error { return nil }, nil
	}, func() {
		v.added[v.client.Key] = append(v.added[v.client.Key], rowKey{hat.Key(), clients.ID(who.Key())})
		v.drawSheet()
	}, hat, who).Accent(v.client.Color).SaveLabel(p.T("common.add")).Show()
}

// lock locks the month shown, or unlocks it with a reason.
func (v *view) lock(on bool) {
	p, id, m := v.host.Printer(), clients.ID(v.client.ID), v.month()
	title, label := p.T("timesheet.lock", "month", m), p.T("timesheet.lock_reason")
	if !on {
		title, label = p.T("timesheet.unlock", "month", m), p.T("timesheet.reason")
	}
	reason := widgets.NewTextField("reason", label)
	objects := []fyne.CanvasObject{reason}
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error {
			if on {
				_, err := v.deps.Hours.Lock(ctx, id, m, why)
				return err
			}
			return v.deps.Hours.Unlock(ctx, id, m, why)
		}, nil
	}, func() { v.said("timesheet.lock_saved") }, objects...).Accent(v.client.Color).Show()
}
