package timesheet

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/widgets"
)

var testNow = time.Date(2026, time.November, 18, 15, 0, 0, 0, time.UTC)

// office is a house with the tab on it.
type office struct {
	*stage.House
	hours  *hours.Service
	grace  clients.Staff
	paul   clients.Staff
	shell  *gui.Shell
	v      *view
	asked  []hours.Preview
	answer func(then func(hours.Kind, string))
}

// open makes an agency with a client of ten hours a month, billed beyond.
func open(t *testing.T, overage clients.Overage) *office {
	t.Helper()
	o := &office{House: stage.Open(t, func() time.Time { return testNow })}
	var err error
	o.grace, err = o.Clients.AddStaff(o.Ctx, clients.Staff{Name: "Grâce M.", Level: clients.LevelJunior, Zone: "Europe/Paris"})
	o.Must(err)
	o.paul, err = o.Clients.AddStaff(o.Ctx, clients.Staff{Name: "Paul D.", Level: clients.LevelSenior, Zone: "Europe/Paris"})
	o.Must(err)
	terms := clients.NewTerms(o.Kivu, civil.NewDate(2026, time.January, 1))
	terms.QuotaMinutes, terms.Overage = 600, overage
	_, err = o.Clients.SetContract(o.Ctx, terms)
	o.Must(err)
	o.hours = o.Hours()
	_, _, err = o.hours.SetRate(o.Ctx, hours.Rate{Side: hours.Sale, From: civil.NewDate(2026, 1, 1), Amount: money.Amount{Minor: 6000, Currency: "EUR"}})
	o.Must(err)
	d := Deps{
		Hours: o.hours, House: o.Clients, Calendar: o.Calendar(), Acting: func() clients.ID { return o.grace.ID }, Now: o.Now, Bus: o.Store.Bus(),
		Ask: func(_ screen.Host, _ screen.Client, pv hours.Preview, _ bool, then func(hours.Kind, string)) {
			o.asked = append(o.asked, pv)
			if o.answer != nil {
				o.answer(then)
			}
		},
	}
	o.shell = o.Tab(screen.TabTime, func(h screen.Host) screen.Screen {
		o.v = newView(d, h)
		return o.v
	})
	o.shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabTime})
	return o
}

func (o *office) add(hat string, on civil.Date, f hours.Form) hours.Entry {
	o.Helper()
	f.Client, f.Hat, f.On = o.Kivu.ID, hat, on
	if f.Person == "" {
		f.Person = o.grace.ID
	}
	e, _, err := o.hours.Add(o.Ctx, f)
	o.Must(err)
	return e
}

func (o *office) month() []hours.Entry {
	o.Helper()
	list, err := o.hours.List(o.Ctx, hours.Filter{Client: o.Kivu.ID, Days: civil.NewMonth(2026, time.November).Range()})
	o.Must(err)
	return list
}

func (o *office) week() *weekPane {
	w, ok := o.v.pane().(*weekPane)
	if !ok {
		o.Fatal("the week is not on screen")
	}
	return w
}

func press(k fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: k} }

var monday = civil.NewDate(2026, time.November, 16)

// Ensure what is typed into the sheet is kept, a paste is one act, and Undo
// takes the whole paste back.
func TestTypedIntoTheSheet(t *testing.T) {
	o := open(t, clients.OverageBill)
	w := o.week()
	w.addRows(rowKey{"writer", o.grace.ID}, rowKey{"watch", o.grace.ID})
	w.draw()
	w.grid.FocusGained()
	for _, r := range "1h30" {
		w.grid.TypedRune(r)
	}
	w.grid.TypedKey(press(fyne.KeyReturn))
	if list := o.month(); len(list) != 1 || list[0].Seconds != 5400 || list[0].On != monday {
		t.Fatalf("kept %+v", list)
	}
	fyne.CurrentApp().Clipboard().SetContent("Rédaction\tGrâce M.\t2:00\t0:30\t\t\t\t\t\nModération et animation\tPaul D.\t\t\t1:00\t\t\t\t")
	w.grid.TypedShortcut(&fyne.ShortcutPaste{})
	if list := o.month(); len(list) != 3 {
		t.Fatalf("pasted %+v", list)
	}
	o.Undo()
	if list := o.month(); len(list) != 1 || list[0].Seconds != 5400 {
		t.Errorf("after Undo %+v", list)
	}
}

// Ensure chosen entries are changed by one act, and nothing changes where one
// of them is locked.
func TestChangedTogether(t *testing.T) {
	o := open(t, clients.OverageBill)
	a := o.add("writer", monday, hours.Form{Seconds: 3600})
	o.add("writer", monday.AddDays(1), hours.Form{Seconds: 1800})
	o.v.goTo(modeList)
	l, ok := o.v.pane().(*listPane)
	if !ok {
		t.Fatal("the list is not on screen")
	}
	l.table.MarkAll(true)
	hat := "watch"
	l.do("timesheet.changed_n", l.targets(), func(ctx context.Context, client clients.ID, ids []clients.ID) error {
		return o.hours.EditAll(ctx, client, ids, change{hat: &hat, days: 1}.apply)
	})
	if list := o.month(); list[0].Hat != "watch" || list[0].On != monday.AddDays(1) || list[1].Hat != "watch" {
		t.Fatalf("%+v", list)
	}
	o.Undo()
	o.Must(o.hours.Approve(o.Ctx, o.Kivu.ID, []clients.ID{a.ID}))
	o.v.reload()
	l.table.MarkAll(true)
	l.remove()
	if len(o.month()) != 2 || !l.refuse.Visible() {
		t.Error("a locked selection was changed, or nothing says why")
	}
	l.table.MarkAll(false)
	if l.bar.Visible() || l.refuse.Visible() {
		t.Error("the line of acts stays without a selection")
	}
}

// Ensure a gap opens as the entry that fills it, and one key saves it.
func TestGapInTwoKeys(t *testing.T) {
	o := open(t, clients.OverageBill)
	timed := func(hat string, from, to civil.Clock) {
		o.add(hat, testDay, hours.Form{Zone: "Europe/Paris", Times: &hours.Times{Start: from, End: to}})
	}
	timed("moderator", 9*60, 10*60)
	timed("writer", 11*60, 15*60)
	timed("writer", 15*60, 16*60)
	o.v.goTo(modeDay)
	d, ok := o.v.pane().(*dayPane)
	if !ok {
		t.Fatal("the day is not on screen")
	}
	rows := d.table.Rows()
	if len(rows) != 4 || !rows[1].gap {
		t.Fatalf("%d rows", len(rows))
	}
	d.open(rows[1])
	widgets.SaveTop()
	list := o.month()
	if len(list) != 4 || list[1].Hat != "moderator" || list[1].Seconds != 3600 || !list[1].Timed() {
		t.Fatalf("%+v", list)
	}
	d.table.GoTo(1)
	d.rowKey(press(fyne.KeyDelete), 0)
	if len(o.month()) != 3 {
		t.Error("Delete keeps the entry")
	}
}

var testDay = civil.NewDate(2026, time.November, 18)

// Ensure what was kept all the same stays on screen until it is closed.
func TestWarningsStay(t *testing.T) {
	o := open(t, clients.OverageBill)
	form := hours.Form{Client: o.Kivu.ID, Person: o.grace.ID, Hat: "writer", On: testDay, Zone: "Europe/Paris", Times: &hours.Times{Start: 9 * 60, End: 10 * 60}}
	o.Must(o.v.keeping(nil, form)(o.Ctx))
	if o.v.warned.Visible() {
		t.Fatal("warned of nothing")
	}
	form.Times = &hours.Times{Start: 9*60 + 30, End: 11 * 60}
	o.Must(o.v.keeping(nil, form)(o.Ctx))
	o.v.reload()
	if !o.v.warned.Visible() {
		t.Error("an overlap is not told")
	}
	o.v.warned.OnClose()
	if o.v.warned.Visible() {
		t.Error("the warning cannot be closed")
	}
}

// Ensure a favourite is kept from a form, logged today by one key, moved and
// removed.
func TestFavourites(t *testing.T) {
	o := open(t, clients.OverageBill)
	for _, note := range []string{"Veille du matin", "Réponses"} {
		_, err := o.hours.SaveTemplate(o.Ctx, hours.Template{Person: o.grace.ID, Client: o.Kivu.ID, Hat: "watch", Note: note, Seconds: 900})
		o.Must(err)
	}
	f := o.v.favs
	f.load()
	f.open()
	f.table.GoTo(0)
	if !f.key(press(fyne.KeyDown), fyne.KeyModifierAlt) || f.list[0].Note != "Réponses" {
		t.Fatalf("not moved: %+v", f.list)
	}
	f.add(f.list[0])
	if list := o.month(); len(list) != 1 || list[0].Note != "Réponses" || list[0].Seconds != 900 || list[0].On != testDay {
		t.Errorf("logged %+v", list)
	}
	f.start(f.list[0])
	if timer, err := o.hours.Timer(o.Ctx, o.grace.ID); err != nil || timer == nil || timer.Note != "Réponses" {
		t.Errorf("timer %+v, %v", timer, err)
	}
	f.remove(f.list[0])
	if len(f.list) != 1 || f.list[0].Note != "Veille du matin" {
		t.Errorf("left %+v", f.list)
	}
}

// Ensure last week is taken up with its rows and, by choice, its values.
func TestSameAsLastWeek(t *testing.T) {
	o := open(t, clients.OverageBill)
	o.add("writer", monday.AddDays(-7), hours.Form{Seconds: 3600})
	o.v.reload()
	w := o.week()
	w.copyWeek(false)
	if g := w.md.grid(o.shell.Printer(), testDay, w.added["kivu"]); len(g.Rows) != 1 || len(o.month()) != 1 {
		t.Fatalf("rows %+v, entries %d", g.Rows, len(o.month()))
	}
	w.copyWeek(true)
	if list := o.month(); len(list) != 2 || list[1].On != monday || list[1].Seconds != 3600 {
		t.Errorf("%+v", list)
	}
}

// Ensure bad input is refused beside its field, with what was typed kept.
func TestRefusedBesideTheField(t *testing.T) {
	o := open(t, clients.OverageBill)
	for typed, field := range map[string]string{"25:61": "for", "-1h": "for", "1h75": "for"} {
		f := newEntryForm(o.v, nil, hours.Form{Client: o.Kivu.ID, Person: o.grace.ID, On: monday})
		f.show()
		test.Type(o.shell.Window().Canvas().Focused(), typed)
		f.form.Save()
		if f.length.Refusal() == "" || len(o.month()) != 0 {
			t.Errorf("%s at %s: %q", typed, field, f.length.Refusal())
		}
		widgets.CloseAll()
	}
	f := newEntryForm(o.v, nil, hours.Form{Client: o.Kivu.ID, Person: o.grace.ID, Hat: "writer", On: monday})
	f.show()
	f.start.SetClock(15 * 60)
	f.end.SetClock(14 * 60)
	f.form.Save()
	if f.end.Refusal() == "" || !strings.Contains(plain(f.end.Refusal()), "fin") {
		t.Errorf("an end before its start: %q", f.end.Refusal())
	}
	f.kind.Choose("free")
	f.showReason()
	f.end.SetClock(16 * 60)
	f.form.Save()
	if f.reason.Refusal() == "" || !f.reason.Visible() {
		t.Error("free time without a reason is taken")
	}
}

// Ensure the sheet's own typing never waits: a failing disk is told later.
func TestTypingDoesNotWait(t *testing.T) {
	o := open(t, clients.OverageBill)
	o.v.deps.Hours = broken{o.v.deps.Hours}
	o.week().typed([]widgets.WeekEdit{{Row: rowKey{"writer", o.grace.ID}.String(), Day: 0, Typed: "1h", Seconds: 3600}})
	if o.week().saving || len(o.week().queue) != 0 {
		t.Error("the sheet still waits")
	}
}

type broken struct{ Hours }

func (broken) SetCells(context.Context, []hours.CellEdit) ([]hours.Cell, error) {
	return nil, errors.New("disk full")
}
