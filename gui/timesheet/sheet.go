package timesheet

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// weekPane is the week of a client, typed into like a spreadsheet, with the
// month beside it.
type weekPane struct {
	v     *view
	md    weekModel
	ready bool
	added map[string][]rowKey // rows added by hand, per client

	quick  *quickLine
	grid   *widgets.WeekGrid
	scroll *container.Scroll
	bottom *fyne.Container
	card   *widgets.Card
	none   *widgets.EmptyState
	sheet  *fyne.Container
	side   *side
	root   fyne.CanvasObject

	queue  []typedCells // what was typed and is not kept yet, in order
	saving bool
}

// typedCells is one act of the sheet.
type typedCells struct {
	list     []hours.CellEdit
	answered bool // the client was asked about what goes beyond the retainer
}

// sheetHeight leaves the week some six rows in the smallest window.
const sheetHeight = 430

func newWeekPane(v *view) *weekPane {
	p := v.host.Printer()
	w := &weekPane{v: v, added: map[string][]rowKey{}}
	w.quick = newQuickLine(v)
	w.grid = widgets.NewWeekGrid(p)
	w.grid.OnEdit, w.grid.OnOpen, w.grid.OnRow, w.grid.OnReveal = w.typed, w.openCell, w.rowNamed, w.reveal
	w.bottom = widgets.HBox(theme.Space8)
	w.sheet = widgets.VBox(theme.Space4, w.grid, w.bottom)
	w.scroll = widgets.VScroll(w.sheet)
	w.card = widgets.NewCard(p.T("timesheet.sheet"), p.T("timesheet.grammar"), w.scroll)
	w.none = widgets.NewEmptyState(icons.Clock, p.T("timesheet.empty_week"), p.T("timesheet.empty_week_text"),
		widgets.NewPrimary(p.T("timesheet.add_row"), icons.Plus, w.addRow),
		widgets.NewButton(p.T("timesheet.copy_week"), icons.Copy, func() { w.copyWeek(true) }))
	w.side = newSide(p)
	top := widgets.VBox(theme.Space8, w.quick.box, v.favs.strip)
	left := container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, top), nil, nil, nil, widgets.MinHeight(sheetHeight, w.card))
	// In a narrow window the columns stand one under the other and the page scrolls.
	w.root = widgets.VScroll(widgets.Inset(theme.Space4, theme.Space24, theme.Space16, theme.Space24,
		widgets.Columns(theme.Space12, []float32{2.1, 1}, left, w.side.column)))
	return w
}

func (w *weekPane) content() fyne.CanvasObject { return w.root }
func (w *weekPane) filter()                    { w.quick.field.Focus() }
func (w *weekPane) period() string             { return weekText(w.v.host.Printer(), w.v.monday()) }
func (w *weekPane) turn(by int)                { w.v.on = w.v.on.AddDays(7 * by) }
func (w *weekPane) month() civil.Month         { return w.v.monday().AddDays(3).InMonth() }

// newThing is an entry of the row and the day the cell stands on.
func (w *weekPane) newThing() {
	k := rowKey{w.md.book.firstHat(), w.v.deps.Acting()}
	on := w.v.host.Today()
	if row, day, ok := w.grid.At(); ok && w.ready {
		k, on = rowOf(row), w.v.monday().AddDays(day)
	}
	w.v.edit(nil, hours.Form{Client: clients.ID(w.v.client.ID), Person: k.person, Hat: k.hat, On: on})
}

// key gives the sheet the keyboard when an arrow finds nobody else.
func (w *weekPane) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyReturn:
		w.grid.Focus()
		return true
	}
	return false
}

func (w *weekPane) reveal(top, bottom float32) {
	y := w.scroll.Offset.Y
	if h := w.scroll.Size().Height; bottom > y+h {
		y = bottom - h
	}
	if y = min(y, top); y != w.scroll.Offset.Y {
		w.scroll.ScrollToOffset(fyne.NewPos(0, y))
	}
}

// againDelay is how long what is being typed holds up a fresh look.
const againDelay = 150 * time.Millisecond

func (w *weekPane) load() {
	v := w.v
	accent := theme.Accent(v.client.Color, theme.Dark())
	w.grid.SetAccent(accent)
	w.side.chart.SetAccent(accent)
	if w.saving {
		return // it loads again once that is done
	}
	if w.grid.Typing() {
		v.work.After("again", againDelay, v.reload)
		return
	}
	id, monday, month := clients.ID(v.client.ID), v.monday(), w.month()
	work.Run(v.work, "load", func(ctx context.Context) (weekModel, error) {
		return loadWeek(ctx, v.deps, id, monday, month)
	}, func(md weekModel, err error) {
		switch {
		case err != nil:
			v.host.Fail(err)
		case w.saving: // typed meanwhile: this answer is old
		case w.grid.Typing():
			v.work.After("again", againDelay, v.reload)
		default:
			w.md, v.book, w.ready = md, md.book, true
			w.draw()
		}
	})
}

func (w *weekPane) draw() {
	p, today := w.v.host.Printer(), w.v.host.Today()
	g := w.md.grid(p, today, w.added[w.v.client.Key])
	w.grid.Set(g)
	if len(g.Rows) == 0 {
		w.card.SetContent(w.none)
	} else {
		w.card.SetContent(w.scroll)
	}
	w.bottom.Objects = []fyne.CanvasObject{
		widgets.NewGhost(p.T("timesheet.add_row"), icons.Plus, w.addRow),
		widgets.NewMenuButton(p.T("timesheet.copy_week"), w.copies),
	}
	if w.md.lock != nil {
		w.bottom.Objects = []fyne.CanvasObject{widgets.Grow(widgets.NewNote(widgets.ToneInfo, p.T("timesheet.locked", "month", w.month())))}
	}
	w.sheet.Refresh()
	w.side.show(p, &w.md.monthModel, &w.md.book, w.month(), today)
}

// typed keeps cells in the background, in the order they were typed; a paste
// is one act.
func (w *weekPane) typed(edits []widgets.WeekEdit) {
	id, monday := clients.ID(w.v.client.ID), w.v.monday()
	list := make([]hours.CellEdit, 0, len(edits))
	for _, e := range edits {
		k := rowOf(e.Row)
		list = append(list, hours.CellEdit{Client: id, Person: k.person, Hat: k.hat, On: monday.AddDays(e.Day), Text: e.Typed})
	}
	w.queue = append(w.queue, typedCells{list: list})
	w.save()
}

func (w *weekPane) save() {
	if w.saving || len(w.queue) == 0 {
		return
	}
	cells := w.queue[0]
	w.queue, w.saving = w.queue[1:], true
	var ask []hours.Preview
	work.Do(w.v.work, "", func(ctx context.Context) error {
		if !cells.answered {
			ask = w.toAsk(ctx, cells.list)
		}
		if len(ask) > 0 {
			return nil
		}
		_, err := w.v.deps.Hours.SetCells(ctx, cells.list)
		return err
	}, func(err error) {
		w.saving = false
		switch {
		case len(ask) > 0:
			w.askCells(cells.list, ask)
		case err != nil:
			w.refused(cells.list, err)
		default:
			w.accepted(cells.list)
			if cells.list[0].Kind != "" {
				w.v.host.Done(w.v.host.Printer().T("timesheet.saved"))
			}
		}
		if len(w.queue) > 0 {
			w.save()
			return
		}
		w.v.reload()
		w.v.host.Reload()
	})
}

// toAsk are the months in which the cells take the bank beyond what is there
// and agreed to; none where the cells cannot be kept.
func (w *weekPane) toAsk(ctx context.Context, list []hours.CellEdit) []hours.Preview {
	return w.v.asking(w.v.deps.Hours.PreviewCells(ctx, list))
}

// refused shows a refusal at the cell it speaks of; of a paste nothing was
// kept, and the first cell says so.
func (w *weekPane) refused(list []hours.CellEdit, err error) {
	if _, known := fault.As(err); !known {
		w.v.host.Fail(err)
		return
	}
	p, at := w.v.host.Printer(), list[0]
	sentence := p.Error(err)
	if len(list) > 1 {
		sentence += " " + p.T("timesheet.paste_refused")
	}
	if at.Client == clients.ID(w.v.client.ID) && at.On.WeekStart() == w.v.monday() {
		w.grid.CellError(rowKey{at.Hat, at.Person}.String(), w.v.monday().DaysUntil(at.On), at.Text, sentence)
	}
}

// openCell shows the entry behind a cell; several are shown as the day.
func (w *weekPane) openCell(row string, day int) {
	k, on := rowOf(row), w.v.monday().AddDays(day)
	id := clients.ID(w.v.client.ID)
	behind := w.md.behind(k, day)
	switch len(behind) {
	case 0:
		w.v.edit(nil, hours.Form{Client: id, Person: k.person, Hat: k.hat, On: on})
	case 1:
		w.v.openEntry(id, behind[0])
	default:
		w.v.goToDay(k.person, on)
	}
}

// rowNamed adds the row a paste names.
func (w *weekPane) rowNamed(title, subtitle string) (widgets.WeekRow, bool) {
	k, ok := w.md.rowNamed(w.v.host.Printer(), title, subtitle)
	if !ok || w.md.lock != nil {
		return widgets.WeekRow{}, false
	}
	w.addRows(k)
	return w.md.gridRow(w.v.host.Printer(), k), true
}

func (w *weekPane) addRows(keys ...rowKey) {
	w.added[w.v.client.Key] = append(w.added[w.v.client.Key], keys...)
}

// addRow adds a hat of a person to the sheet, empty until typed in.
func (w *weekPane) addRow() {
	v, b := w.v, &w.md.book
	p := v.host.Printer()
	who := widgets.NewSelect(p, "who", p.T("timesheet.who"), b.personOptions(p, ""), nil)
	who.Choose(string(v.deps.Acting()))
	hat := widgets.NewSelect(p, "hat", p.T("timesheet.hat"), b.hatOptions(p, ""), nil)
	hat.Choose(b.firstHat())
	widgets.NewForm(v.host, p.T("timesheet.add_row"), func() (func(context.Context) error, error) {
		if who.Key() == "" {
			return nil, fault.New("staff_unknown", "value", "").At("who")
		}
		return func(context.Context) error { return nil }, nil
	}, func() {
		w.addRows(rowKey{hat.Key(), clients.ID(who.Key())})
		w.draw()
		w.grid.Focus()
	}, hat, who).Accent(v.client.Color).SaveLabel(p.T("common.add")).Show()
}

// openEntry reads an entry and opens its form.
func (v *view) openEntry(client, id clients.ID) {
	work.Load(v.work, "open", func(ctx context.Context) (hours.Entry, error) {
		return v.deps.Hours.Entry(ctx, client, id)
	}, v.host.Fail, func(e hours.Entry) { v.edit(&e, hours.FormOf(e)) })
}

// clientOf is a client as dialogs show it.
func (v *view) clientOf(id clients.ID) screen.Client {
	if c, ok := v.host.Client(string(id)); ok {
		return c
	}
	return screen.Client{ID: string(id), Name: v.book.clients[id].Name, Color: theme.Mute(), Initials: initials(v.book.clients[id].Name)}
}

func initials(name string) string {
	r := []rune(strings.TrimSpace(name))
	if len(r) == 0 {
		return "?"
	}
	return strings.ToUpper(string(r[:1]))
}
