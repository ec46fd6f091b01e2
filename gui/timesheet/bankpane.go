package timesheet

import (
	"fyne.io/fyne/v2"

	"regie/clients/civil"
	"regie/gui/screen"
)

// bankPane shows the screen of the hours bank as one of the tab's views. It
// turns its months itself and listens to changes itself.
type bankPane struct {
	v      *view
	screen screen.Screen
	shown  string // the client it shows, "" to show it anew
}

func newBankPane(v *view) *bankPane { return &bankPane{v: v, screen: v.deps.Bank(v.host)} }

func (b *bankPane) content() fyne.CanvasObject { return b.screen.Content() }

func (b *bankPane) load() {
	if b.shown == b.v.client.Key {
		return
	}
	b.shown = b.v.client.Key
	b.screen.Show(screen.Route{Page: screen.PageClient, Client: b.v.client.Key, Tab: screen.TabTime, Month: b.v.on.InMonth()})
}

// leave goes on in the month the bank was left in.
func (b *bankPane) leave() {
	b.shown = ""
	if m, ok := b.screen.(interface{ Month() civil.Month }); ok && !m.Month().Contains(b.v.on) {
		b.v.on = b.v.monthDay(b.v.on.InMonth().MonthsUntil(m.Month()))
	}
}

func (b *bankPane) period() string { return b.v.host.Printer().Month(b.v.on.InMonth()) }
func (b *bankPane) turn(by int)    { b.v.on = b.v.monthDay(by) }

// header is what the bank's screen puts there itself, its period included.
func (b *bankPane) header() (before, after []fyne.CanvasObject) {
	if h, ok := b.screen.(screen.Headed); ok {
		head := h.Header()
		return head.Before, head.After
	}
	return nil, nil
}

func (b *bankPane) newThing() {
	if c, ok := b.screen.(screen.Creator); ok {
		c.NewThing()
	}
}

func (b *bankPane) filter() {
	if f, ok := b.screen.(screen.Filterer); ok {
		f.Filter()
	}
}

func (b *bankPane) key(e *fyne.KeyEvent) bool {
	k, ok := b.screen.(screen.Keyed)
	if ok {
		k.TypedKey(e)
	}
	return true
}

// commands are those of the bank's screen.
func (b *bankPane) commands() []screen.Command {
	if c, ok := b.screen.(screen.Commander); ok {
		return c.Commands()
	}
	return nil
}

// monthDay is the day to stand on after stepping months: today in the present
// month, the first in others.
func (v *view) monthDay(by int) civil.Date {
	m := v.on.InMonth().Add(by)
	if m.Contains(v.host.Today()) {
		return v.host.Today()
	}
	return m.First()
}
