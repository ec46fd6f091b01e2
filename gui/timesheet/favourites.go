package timesheet

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/hours"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// favourites are the entries a person makes again and again: a strip of
// buttons, and a dialog where keys do everything (F4).
type favourites struct {
	v     *view
	list  []hours.Template
	strip *fyne.Container   // of the week
	chips []*fyne.Container // of each strip
	table *widgets.Table[hours.Template]
	shut  func()
}

func newFavourites(v *view) *favourites {
	f := &favourites{v: v}
	f.strip = f.another()
	return f
}

// another is one more strip: an object stands in one place only.
func (f *favourites) another() *fyne.Container {
	chips := widgets.HBox(theme.Space8)
	f.chips = append(f.chips, chips)
	open := widgets.NewGhost(f.v.host.Printer().T("timesheet.favourites"), icons.Star, f.open).WithHint("F4")
	return container.NewBorder(nil, nil, open, nil, container.NewHScroll(chips))
}

func (f *favourites) load() {
	who := f.v.deps.Acting()
	if who == "" {
		return
	}
	work.Run(f.v.work, "favourites", func(ctx context.Context) ([]hours.Template, error) {
		return f.v.deps.Hours.Templates(ctx, who)
	}, func(list []hours.Template, err error) {
		if err != nil {
			f.v.host.Fail(err)
			return
		}
		f.list = list
		f.draw()
	})
}

// strips is how many favourites the strip shows; the dialog shows all.
const strips = 8

func (f *favourites) draw() {
	p := f.v.host.Printer()
	for _, chips := range f.chips {
		chips.Objects = nil
		for _, t := range f.list[:min(strips, len(f.list))] {
			chips.Add(widgets.NewMenuButton(f.v.favouriteName(p, t), func() []*fyne.MenuItem { return f.acts(t) }))
		}
		if len(f.list) == 0 {
			chips.Add(widgets.Caption(p.T("timesheet.favourites_short")))
		}
		chips.Refresh()
	}
	if f.table != nil {
		f.table.SetRows(f.list)
	}
}

// favouriteName is a favourite in as few words as tell it from others.
func (v *view) favouriteName(p *text.Printer, t hours.Template) string {
	name := v.book.hatName(p, t.Hat)
	if t.Note != "" {
		name = t.Note
	}
	if len([]rune(name)) > 24 {
		name = string([]rune(name)[:23]) + "…"
	}
	if t.Client != clients.ID(v.client.ID) {
		name = v.clientOf(t.Client).Name + " · " + name
	}
	if t.Seconds > 0 {
		name += " · " + p.Hours(minutes(t.Seconds))
	}
	return name
}

// acts are what can be done with a favourite.
func (f *favourites) acts(t hours.Template) []*fyne.MenuItem {
	p := f.v.host.Printer()
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(p.T("timesheet.favourite_add"), func() { f.add(t) }),
		fyne.NewMenuItem(p.T("timesheet.favourite_timer"), func() { f.start(t) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(p.T("timesheet.favourite_before"), func() { f.move(t, -1) }),
		fyne.NewMenuItem(p.T("timesheet.favourite_after"), func() { f.move(t, 1) }),
		fyne.NewMenuItem(p.T("common.remove"), func() { f.remove(t) }),
	}
	return items
}

// add logs the favourite on the day in focus; one without a duration opens
// the form.
func (f *favourites) add(t hours.Template) {
	v := f.v
	f.close()
	form := hours.FromTemplate(t, v.host.Today())
	if t.Seconds == 0 {
		v.edit(nil, form)
		return
	}
	v.asked(form, false, func(form hours.Form) {
		work.Do(v.work, "", v.keeping(nil, form), func(err error) {
			if err != nil {
				v.host.Fail(err)
			}
		})
	})
}

// start sets the timer going on the favourite, asking first where the bank has
// not a minute left; the timer that runs is ended.
func (f *favourites) start(t hours.Template) {
	v := f.v
	f.close()
	first := hours.FromTemplate(t, v.host.Today())
	first.Seconds = 60
	v.asked(first, true, func(form hours.Form) {
		t.Kind, t.Reason = form.Kind, form.Reason
		work.Act(v.work, "", func(ctx context.Context) error { return v.startTimer(ctx, t) }, v.host.Fail, func() {
			v.said(v.host.Printer().T("timesheet.favourite_started", "client", v.clientOf(t.Client).Name))
		})
	})
}

func (v *view) startTimer(ctx context.Context, t hours.Template) error {
	start := hours.TimerStart{Person: t.Person, Client: t.Client, Hat: t.Hat, Note: t.Note, Kind: t.Kind, Reason: t.Reason}
	running, err := v.deps.Hours.Timer(ctx, t.Person)
	if err != nil {
		return fmt.Errorf("reading the timer: %w", err)
	}
	if running != nil {
		_, _, err = v.deps.Hours.Switch(ctx, start)
	} else {
		_, err = v.deps.Hours.Start(ctx, start)
	}
	if err != nil {
		return err
	}
	return v.deps.Hours.Heartbeat(ctx, t.Person)
}

func (f *favourites) move(t hours.Template, by int) {
	order := reordered(f.list, t.ID, by)
	if order == nil {
		return
	}
	f.change("", func(ctx context.Context) error {
		for _, t := range order {
			if _, err := f.v.deps.Hours.SaveTemplate(ctx, t); err != nil {
				return err
			}
		}
		return nil
	})
}

// reordered gives the two favourites that change places, with their new
// positions; nil where there is nowhere to go.
func reordered(list []hours.Template, id clients.ID, by int) []hours.Template {
	for i, t := range list {
		if t.ID != id {
			continue
		}
		j := i + by
		if j < 0 || j >= len(list) {
			return nil
		}
		a, b := list[i], list[j]
		a.Position, b.Position = j, i
		return []hours.Template{a, b}
	}
	return nil
}

func (f *favourites) remove(t hours.Template) {
	f.change(f.v.host.Printer().T("timesheet.favourite_removed"), func(ctx context.Context) error {
		return f.v.deps.Hours.RemoveTemplate(ctx, t.Person, t.ID)
	})
}

func (f *favourites) change(words string, act func(context.Context) error) {
	work.Do(f.v.work, "", act, func(err error) {
		if err != nil {
			f.v.host.Fail(err)
			return
		}
		f.load()
		if words != "" {
			f.v.host.Done(words)
		}
	})
}

// keepFavourite keeps what stands in the form as a favourite of its person.
func (f *entryForm) keepFavourite() {
	v := f.v
	form, err := f.read()
	if err != nil {
		f.form.Refuse(err)
		return
	}
	seconds, _ := f.length.Seconds()
	t := hours.Template{
		Person: v.deps.Acting(), Client: form.Client, Hat: form.Hat, Note: form.Note, Seconds: seconds, Kind: form.Kind, Reason: form.Reason,
	}
	work.Act(v.work, "", func(ctx context.Context) error {
		_, err := v.deps.Hours.SaveTemplate(ctx, t)
		return err
	}, f.form.Refuse, func() {
		v.favs.load()
		v.host.Done(v.host.Printer().T("timesheet.favourite_kept"))
	})
}

const favouritesWidth = 760

// open shows all favourites: Enter logs one, T starts the timer on it, Delete
// removes it, Alt with Up or Down moves it.
func (f *favourites) open() {
	p, v := f.v.host.Printer(), f.v
	v.withBook(func() {
		f.table = widgets.NewTable([]widgets.Column[hours.Template]{
			{Title: p.T("common.client"), Width: 120, Text: func(t hours.Template) string { return v.clientOf(t.Client).Name }},
			{Title: p.T("timesheet.hat"), Width: 190, Text: func(t hours.Template) string { return v.book.hatName(p, t.Hat) }},
			{Title: p.T("common.note"), Flex: 1, Muted: true, Text: func(t hours.Template) string { return t.Note }},
			{Title: p.T("timesheet.duration"), Width: 64, Right: true, Bold: true, Text: func(t hours.Template) string {
				if t.Seconds == 0 {
					return p.T("common.unknown")
				}
				return p.Hours(minutes(t.Seconds))
			}},
		}).Whole().RowHeight(34)
		f.table.OnOpen = f.add
		f.table.OnKey = f.key
		f.table.SetRows(f.list)
		var content fyne.CanvasObject = widgets.VBox(theme.Space12, widgets.NewParagraph(p.T("timesheet.favourites_keys")).Token(theme.TokenMute), f.table)
		if len(f.list) == 0 {
			content = widgets.MinHeight(160, widgets.NewEmptyState(icons.Star, p.T("timesheet.favourites"), p.T("timesheet.favourites_none")))
		}
		f.shut = widgets.ShowDialog(v.host.Window(), p.T("timesheet.favourites"), p.T("common.close"), favouritesWidth, content)
		if len(f.list) > 0 {
			f.table.Focus()
		}
	})
}

func (f *favourites) close() {
	if f.shut != nil {
		f.shut()
		f.shut = nil
	}
}

func (f *favourites) key(e *fyne.KeyEvent, mod fyne.KeyModifier) bool {
	t, ok := f.table.Current()
	switch {
	case !ok:
	case e.Name == fyne.KeyDelete:
		f.remove(t)
	case e.Name == fyne.KeyT && mod == 0:
		f.start(t)
	case e.Name == fyne.KeyUp && mod&fyne.KeyModifierAlt != 0:
		f.move(t, -1)
	case e.Name == fyne.KeyDown && mod&fyne.KeyModifierAlt != 0:
		f.move(t, 1)
	default:
		return false
	}
	return true
}
