package timesheet

import (
	"context"
	"time"

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

// entryForm is the panel in which one entry is typed: what it will be worth
// and what stands in its way are said while one types.
type entryForm struct {
	v   *view
	old *hours.Entry // nil for a new one
	was hours.Form

	client, hat, link, who, kind *widgets.Select
	on                           *widgets.DateField
	start, end                   *widgets.ClockField
	overnight                    *widgets.Check
	length                       *widgets.DurationField
	note, reason                 *widgets.TextField
	look                         *lookBox
	form                         *widgets.Form
	answered                     bool       // the client was asked about overage
	linked                       bool       // the calendar's items are offered
	offered                      clients.ID // whose they are
	seen                         reading    // what start, end and length last said together
}

// reading is what the three fields of time say.
type reading struct {
	start, end civil.Clock
	seconds    int64
	overnight  bool
}

// edit opens an entry, or a new one that begins as form says.
func (v *view) edit(old *hours.Entry, form hours.Form) {
	if form.Client == "" {
		form.Client = clients.ID(v.client.ID)
	}
	v.withBook(func() { newEntryForm(v, old, form).show() })
}

// withBook goes on once the names are known.
func (v *view) withBook(then func()) {
	if len(v.book.hats) > 0 {
		then()
		return
	}
	work.Load(v.work, "book", func(ctx context.Context) (book, error) { return loadBook(ctx, v.deps.House) }, v.host.Fail, func(b book) {
		v.book = b
		then()
	})
}

func newEntryForm(v *view, old *hours.Entry, form hours.Form) *entryForm {
	p, b := v.host.Printer(), &v.book
	if form.Hat == "" {
		form.Hat = b.firstHat()
	}
	f := &entryForm{v: v, old: old, was: form}
	again := func(string) { f.changed() }
	f.client = widgets.NewSelect(p, "client", p.T("common.client"), b.clientOptions(), func(string) { f.linkOptions(); f.changed() })
	f.hat = widgets.NewSelect(p, "hat", p.T("timesheet.hat"), b.hatOptions(p, form.Hat), again)
	f.link = widgets.NewSelect(p, "item", p.T("timesheet.link"), nil, nil)
	f.who = widgets.NewSelect(p, "who", p.T("timesheet.who"), b.personOptions(p, form.Person), again)
	f.kind = widgets.NewSelect(p, "kind", p.T("timesheet.kind"), kindOptions(p, widgets.Option{Label: p.T("timesheet.kind_default")}), func(string) { f.showReason(); f.changed() })
	f.on = widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today())
	f.length = widgets.NewDurationField(p, "for", p.T("timesheet.duration"))
	f.start = widgets.NewClockField(p, "start", p.T("timesheet.start"))
	f.end = widgets.NewClockField(p, "end", p.T("timesheet.end"))
	f.overnight = widgets.NewCheck("overnight", p.T("timesheet.overnight"), false, func(bool) { f.changed() })
	f.note = widgets.NewTextField("note", p.T("common.note"))
	f.reason = widgets.NewTextField("reason", p.T("timesheet.reason_free"))
	f.look = newLookBox(v)
	f.fill(form)
	f.on.OnChanged = func(civil.Date) { f.changed() }
	f.length.OnChanged = func(int64) { f.changed() }
	f.start.OnChanged = func(civil.Clock) { f.changed() }
	f.end.OnChanged = func(civil.Clock) { f.changed() }
	save := func(string) { f.form.Save() }
	f.note.OnSubmitted, f.reason.OnSubmitted = save, save
	f.length.OnSubmitted = func(int64) { f.form.Save() }
	return f
}

// fill puts the entry's values into the fields.
func (f *entryForm) fill(form hours.Form) {
	f.client.Choose(string(form.Client))
	f.who.Choose(string(form.Person))
	f.hat.Choose(form.Hat)
	f.kind.Choose(string(form.Kind))
	f.on.SetDate(form.On)
	f.note.SetText(form.Note)
	f.reason.SetText(form.Reason)
	f.start.SetClock(civil.NoClock)
	f.end.SetClock(civil.NoClock)
	if form.Seconds > 0 {
		f.length.SetSeconds(form.Seconds)
	}
	if t := form.Times; t != nil {
		start, end, overnight := clocks(form)
		f.start.SetClock(start)
		f.end.SetClock(end)
		f.overnight.SetOn(overnight)
		if form.Seconds == 0 {
			f.length.SetSeconds(span(start, end, overnight))
		}
	}
	f.showReason()
	f.seen = f.reading()
}

// clocks are a timed form's clock readings in its own zone.
func clocks(form hours.Form) (start, end civil.Clock, overnight bool) {
	t := form.Times
	if t.From.IsZero() {
		return t.Start, t.End, !t.EndOn.IsZero() && t.EndOn != form.On
	}
	zone, err := civil.Zone(form.Zone)
	if err != nil {
		return civil.NoClock, civil.NoClock, false
	}
	from, until := t.From.In(zone), t.Until.In(zone)
	clock := func(at time.Time) civil.Clock { return civil.Clock(at.Hour()*60 + at.Minute()) }
	return clock(from), clock(until), civil.DateOf(t.Until, zone) != civil.DateOf(t.From, zone)
}

// span is the time between two clock readings, in seconds: of one day, or from
// one day into the next.
func span(start, end civil.Clock, overnight bool) int64 {
	n := int64(end-start) * 60
	if overnight {
		n += 24 * 60 * 60
	}
	return max(0, n)
}

func (f *entryForm) show() {
	v, p := f.v, f.v.host.Printer()
	title := p.T("timesheet.add")
	if f.old != nil {
		title = p.T("timesheet.edit")
	}
	f.form = widgets.NewForm(v.host, title, f.prepare, nil,
		f.length, f.hat, f.note, f.client,
		widgets.Columns(theme.Space12, []float32{1, 1}, f.on, f.who),
		widgets.Columns(theme.Space12, []float32{1, 1, 1.3}, f.start, f.end, widgets.Inset(theme.Space24, 0, 0, 0, f.overnight)),
		f.kind, f.reason, f.link, f.look.box, f.corner()).Accent(v.clientOf(f.was.Client).Color)
	if f.old != nil {
		f.form.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, f.remove))
	}
	f.linkOptions()
	f.form.Show()
	if f.was.Times != nil && f.old == nil { // times are filled: what is left to say is the note
		f.note.Focus()
	}
	f.changed()
}

// corner are the acts beside saving.
func (f *entryForm) corner() fyne.CanvasObject {
	p := f.v.host.Printer()
	line := []fyne.CanvasObject{widgets.NewGhost(p.T("timesheet.keep_favourite"), icons.Star, f.keepFavourite)}
	if f.old != nil && f.old.Seconds > 60 {
		line = append(line, widgets.NewGhost(p.T("timesheet.split"), icons.Switch, f.split))
	}
	return widgets.HBox(theme.Space8, line...)
}

func (f *entryForm) showReason() {
	f.reason.Hidden = hours.Kind(f.kind.Key()) != hours.Free
	f.reason.Refresh()
}

// reading reads the three fields of time as far as they can be read.
func (f *entryForm) reading() reading {
	r := reading{overnight: f.overnight.On()}
	r.start, _ = f.start.Clock()
	r.end, _ = f.end.Clock()
	r.seconds, _ = f.length.Seconds()
	return r
}

// agree makes start, end and length agree: the end follows a new length, the
// length follows a new start or end.
func (f *entryForm) agree() {
	r := f.reading()
	switch next := settle(f.seen, r); {
	case next.end != r.end || next.overnight != r.overnight:
		f.end.SetClock(next.end)
		f.overnight.SetOn(next.overnight)
	case next.seconds != r.seconds:
		f.length.SetSeconds(next.seconds)
	}
	f.seen = f.reading()
}

// settle says what the fields of time should say after one of them changed.
func settle(before, now reading) reading {
	switch {
	case now.start == civil.NoClock:
	case now.seconds != before.seconds && now.seconds > 0:
		end := now.start + civil.Clock(minutes(now.seconds))
		now.overnight = end >= 24*60
		now.end = end % (24 * 60)
	case now.end != civil.NoClock && (now.start != before.start || now.end != before.end || now.overnight != before.overnight):
		if s := span(now.start, now.end, now.overnight); s > 0 {
			now.seconds = s
		}
	}
	return now
}

// changed follows what was typed: the fields agree, the worth is read anew.
func (f *entryForm) changed() {
	f.agree()
	if f.form == nil {
		return
	}
	f.v.work.After("entry-look", quickDelay, func() {
		form, err := f.read()
		if err != nil {
			return
		}
		f.look.load(f.old, form)
	})
}

// prepare reads the fields and gives the act that saves them.
func (f *entryForm) prepare() (func(context.Context) error, error) {
	f.agree()
	form, err := f.read()
	if err != nil {
		return nil, err
	}
	if form.Kind == hours.Free && form.Reason == "" {
		return nil, fault.New("reason_missing").At("reason")
	}
	return f.askFirst(form), nil
}

// read fills the form: times that were not touched keep the entry's own
// instants.
func (f *entryForm) read() (hours.Form, error) {
	form := f.was
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
	if err != nil && end == civil.NoClock {
		return form, fault.Beside(err, "for")
	}
	moved := on != form.On
	form.Client, form.Person, form.Hat = clients.ID(f.client.Key()), clients.ID(f.who.Key()), f.hat.Key()
	form.Kind, form.Reason, form.Note = hours.Kind(f.kind.Key()), "", f.note.Text()
	form.On = on
	if f.linked { // until then the list was not there to choose from
		form = linked(form, f.link.Key())
	}
	if form.Kind == hours.Free {
		form.Reason = f.reason.Text()
	}
	if start == civil.NoClock && end == civil.NoClock {
		form.Times, form.Seconds = nil, length
		return form, nil
	}
	if form.Times == nil || moved || !sameClocks(form, start, end, f.overnight.On()) {
		form.Times = &hours.Times{Start: start, End: end}
		if f.overnight.On() {
			form.Times.EndOn = on.AddDays(1)
		}
	}
	return form, nil
}

// sameClocks tells whether the clocks shown are those of the instants kept.
func sameClocks(form hours.Form, start, end civil.Clock, overnight bool) bool {
	if form.Times.From.IsZero() {
		return false
	}
	s, e, o := clocks(form)
	return s == start && e == end && o == overnight
}

// remove deletes the entry, with its undo.
func (f *entryForm) remove() {
	v, e := f.v, *f.old
	work.Act(v.work, "", func(ctx context.Context) error { return v.deps.Hours.Remove(ctx, e.Client, e.ID) }, f.form.Refuse, func() {
		f.form.Close()
		v.said(v.host.Printer().T("timesheet.removed"))
	})
}

// keeping is the act that saves an entry; what was warned of stays on screen
// until it is closed.
func (v *view) keeping(old *hours.Entry, form hours.Form) func(context.Context) error {
	return func(ctx context.Context) error {
		var warnings []hours.Warning
		var err error
		if old == nil {
			_, warnings, err = v.deps.Hours.Add(ctx, form)
		} else {
			_, warnings, err = v.deps.Hours.Edit(ctx, old.Client, old.ID, form)
		}
		if err != nil {
			return err
		}
		v.work.Later(func() {
			v.keepWarnings(warnings)
			v.said(v.host.Printer().T("timesheet.saved"))
		})
		return nil
	}
}

// split asks where an entry is parted in two.
func (f *entryForm) split() {
	v, e := f.v, *f.old
	p := v.host.Printer()
	f.form.Close()
	first := widgets.NewDurationField(p, "for", p.T("timesheet.split_first"))
	first.SetSeconds(e.Seconds / 120 * 60)
	widgets.NewForm(v.host, p.T("timesheet.split"), func() (func(context.Context) error, error) {
		after, err := first.Seconds()
		if err != nil {
			return nil, fault.Beside(err, "for")
		}
		return func(ctx context.Context) error {
			_, _, err := v.deps.Hours.Split(ctx, e.Client, e.ID, after)
			return err
		}, nil
	}, func() { v.said(p.T("timesheet.split_done")) }, first).Accent(v.clientOf(e.Client).Color).Show()
}
