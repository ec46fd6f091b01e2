package main

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/timesheet"
	"regie/gui/widgets"
	"regie/gui/work"
)

// bare is a page with nothing on it.
type bare struct{ body fyne.CanvasObject }

func (b bare) Content() fyne.CanvasObject { return b.body }
func (bare) Show(screen.Route)            {}
func (bare) Close()                       {}

// window is the whole window over the desk's house, without a display: what is
// done in the background comes back when the test lets it.
type window struct {
	*desk
	shell *gui.Shell
	back  chan func()
}

func (d *desk) window(t *testing.T, ask timesheet.Asker) *window {
	t.Helper()
	w := &window{desk: d, back: make(chan func(), 256)}
	a := test.NewTempApp(t)
	w.shell = gui.NewShell(a, work.New(d.ctx, work.Options{Deliver: func(f func()) { w.back <- f }}), gui.Deps{
		Rail: &rail{house: d.house, common: newCommons(d.house)}, Timer: d.timer, BeforeTimer: d.timer.before(ask),
		Now: func() time.Time { return d.now },
		Screens: []screen.Def{{Page: screen.PageClient, Tab: screen.TabTime, New: func(screen.Host) screen.Screen {
			return bare{widgets.NewText("")}
		}}},
	})
	t.Cleanup(widgets.CloseAll)
	w.shell.Reload()
	w.settle()
	w.shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabTime})
	w.settle()
	return w
}

// settle lets the background finish.
func (w *window) settle() {
	for {
		select {
		case f := <-w.back:
			f()
		case <-time.After(300 * time.Millisecond):
			return
		}
	}
}

// press does what the menu does for a key.
func (w *window) press(t *testing.T, k fyne.KeyName, mod fyne.KeyModifier) {
	t.Helper()
	want := (&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault | mod}).ShortcutName()
	for _, menu := range w.shell.Window().MainMenu().Items {
		for _, item := range menu.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == want {
				item.Action()
				w.settle()
				return
			}
		}
	}
	t.Fatalf("no menu item has the key %s", want)
}

// running is the person's timer, its zero value while none runs.
func (w *window) running(t *testing.T) hours.Entry {
	t.Helper()
	timer, err := w.house.Hours.Timer(w.ctx, clients.Acting(w.ctx).ID)
	if err != nil {
		t.Fatal(err)
	}
	if timer == nil {
		return hours.Entry{}
	}
	return timer.Entry
}

// spend uses the whole retainer of ten hours under a policy.
func (d *desk) spend(t *testing.T, overage clients.Overage) {
	t.Helper()
	kivu, err := d.house.Clients.ClientByKey(d.ctx, "kivu")
	if err != nil {
		t.Fatal(err)
	}
	terms := clients.NewTerms(kivu, civil.NewDate(2026, time.November, 1))
	terms.QuotaMinutes, terms.Overage = 600, overage
	if _, err := d.house.Clients.SetContract(d.ctx, terms); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.house.Hours.Add(d.ctx, hours.Form{
		Client: kivu.ID, Person: clients.Acting(d.ctx).ID, Hat: "writer", On: civil.NewDate(2026, time.November, 20), Seconds: 10 * 3600, Note: "relecture",
	}); err != nil {
		t.Fatal(err)
	}
}

// Ensure neither a new timer nor one that is gone on with begins beyond the
// retainer before the client was asked, and that it begins as was answered.
func TestATimerAsksFirst(t *testing.T) {
	for _, c := range []struct {
		name    string
		key     fyne.KeyName
		mod     fyne.KeyModifier
		overage clients.Overage
		asks    bool
	}{
		{"start, refused beyond", fyne.KeyT, 0, clients.OverageRefuse, true},
		{"again, refused beyond", fyne.KeyR, fyne.KeyModifierShift, clients.OverageRefuse, true},
		{"again, billed beyond", fyne.KeyR, fyne.KeyModifierShift, clients.OverageBill, true},
		{"again, free beyond", fyne.KeyR, fyne.KeyModifierShift, clients.OverageFree, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			d.spend(t, c.overage)
			var asked []hours.Preview
			var answer func(hours.Kind, string)
			w := d.window(t, func(_ screen.Host, client screen.Client, pv hours.Preview, timer bool, then func(hours.Kind, string)) {
				if asked, answer = append(asked, pv), then; client.Key != "kivu" || !timer {
					t.Errorf("asked about %q, a timer %v", client.Key, timer)
				}
			})
			w.press(t, c.key, c.mod)
			if !c.asks {
				if len(asked) != 0 || w.running(t).Note != "relecture" {
					t.Errorf("asked %+v; runs %+v", asked, w.running(t))
				}
				return
			}
			if len(asked) != 1 || asked[0].Added() != 1 || asked[0].Policy != c.overage || w.running(t).ID != "" {
				t.Fatalf("asked %+v; runs %+v", asked, w.running(t))
			}
			answer(hours.Free, "geste commercial")
			w.settle()
			if e := w.running(t); e.Kind != hours.Free || e.Reason != "geste commercial" || e.Hat != "writer" {
				t.Errorf("runs %+v", e)
			}
		})
	}
}

// Ensure the question stands in the window, and that a dialog that is closed
// starts nothing.
func TestTheQuestionStandsInTheWindow(t *testing.T) {
	d := newDesk(t)
	d.spend(t, clients.OverageRefuse)
	w := d.window(t, asker(d.house))
	w.press(t, fyne.KeyR, fyne.KeyModifierShift)
	if !widgets.LayerOpen() || w.running(t).ID != "" {
		t.Fatalf("a dialog %v; runs %+v", widgets.LayerOpen(), w.running(t))
	}
	widgets.CloseAll()
	w.settle()
	if w.running(t).ID != "" {
		t.Error("a closed question started the timer")
	}
}

// Ensure what cannot be gone on with is said, not asked.
func TestNothingToGoOnWith(t *testing.T) {
	d := newDesk(t)
	if err := d.timer.Start(d.ctx, gui.TimerChoice{Again: true}); err == nil {
		t.Error("a timer goes on with nothing")
	}
}
