package gui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hue"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// fakeAgency is an agency of two clients in memory.
type fakeAgency struct {
	data    RailData
	timer   TimerState
	started []TimerChoice
	edited  []TimerChoice
	undone  []string
	err     error
}

func newFakeAgency() *fakeAgency {
	client := func(key, name, initials string) RailClient {
		c, err := hue.Parse("#C2410C")
		if err != nil {
			panic(err)
		}
		return RailClient{
			Client:  screen.Client{Key: key, ID: "id-" + key, Name: name, Initials: initials, Color: c},
			HasBank: true, Used: 1530, Available: 1920, Forecast: 1530,
		}
	}
	return &fakeAgency{data: RailData{
		Week: 7, ClosingDone: 1, ClosingAll: 2,
		Clients: []RailClient{client("kivu", "Kivu Maison", "KM"), client("lumen", "Atelier Lumen", "AL")},
	}}
}

func (f *fakeAgency) Rail(context.Context, *text.Printer, civil.Date) (RailData, error) {
	return f.data, f.err
}

func (f *fakeAgency) State(context.Context, *text.Printer) (TimerState, error) { return f.timer, nil }

func (f *fakeAgency) Start(_ context.Context, c TimerChoice) error {
	f.started = append(f.started, c)
	if c.Again {
		c.Client = "kivu"
	}
	f.timer = TimerState{Running: true, Client: c.Client, Name: c.Client, Start: noon().Add(-time.Hour)}
	return nil
}

func (f *fakeAgency) Edit(_ context.Context, c TimerChoice) error {
	f.edited = append(f.edited, c)
	return nil
}

func (f *fakeAgency) Stop(context.Context) error { f.timer = TimerState{Today: 3600}; return nil }

func (f *fakeAgency) Hats(context.Context, *text.Printer) ([]widgets.Option, error) {
	return []widgets.Option{{Key: "writer", Label: "Rédaction"}}, nil
}

func (f *fakeAgency) Last(context.Context) (string, error) {
	if len(f.undone) == 0 {
		return "", nil
	}
	return f.undone[0], nil
}

func (f *fakeAgency) UndoAct(_ context.Context, _ *text.Printer, act string) (string, error) {
	f.undone = slices.DeleteFunc(f.undone, func(s string) bool { return s == act })
	return act, nil
}

func (f *fakeAgency) Undo(context.Context, *text.Printer) (string, error) {
	if len(f.undone) == 0 {
		return "", nil
	}
	what := f.undone[0]
	f.undone = f.undone[1:]
	return what, nil
}

func (f *fakeAgency) Redo(context.Context, *text.Printer) (string, error) { return "", nil }

func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.Local) }

// fakeScreen remembers what it was told.
type fakeScreen struct {
	shown  []screen.Route
	month  civil.Month
	saved  string
	closed bool
	made   int
	brands int
	body   fyne.CanvasObject
}

func (f *fakeScreen) Content() fyne.CanvasObject { return f.body }
func (f *fakeScreen) Show(r screen.Route)        { f.shown = append(f.shown, r); f.month = r.Month }
func (f *fakeScreen) Close()                     { f.closed = true }
func (f *fakeScreen) NewThing()                  { f.made++ }
func (f *fakeScreen) Rebrand()                   { f.brands++ }
func (f *fakeScreen) Month() civil.Month         { return f.month }
func (f *fakeScreen) SetMonth(m civil.Month)     { f.month = m }
func (f *fakeScreen) Save() any                  { return f.saved }
func (f *fakeScreen) Restore(v any)              { f.saved, _ = v.(string) }

type world struct {
	agency  *fakeAgency
	screens map[string]*fakeScreen
	deps    Deps
}

func newWorld() *world {
	w := &world{agency: newFakeAgency(), screens: map[string]*fakeScreen{}}
	def := func(page, tab string) screen.Def {
		return screen.Def{Page: page, Tab: tab, New: func(h screen.Host) screen.Screen {
			s := &fakeScreen{body: widgets.NewText(h.Printer().T("shell.page_" + page))}
			w.screens[page+tab] = s
			return s
		}}
	}
	w.deps = Deps{
		Rail: w.agency, Timer: w.agency, History: w.agency, Lang: text.FR, Now: noon,
		Screens: []screen.Def{
			def(screen.PageControl, ""), def(screen.PageWeek, ""), def(screen.PageFirst, ""),
			def(screen.PageClient, screen.TabTime), def(screen.PageClient, screen.TabCalendar),
		},
	}
	return w
}

func (w *world) open(t *testing.T, r *work.Runner) *Shell {
	t.Helper()
	a := test.NewTempApp(t)
	s := NewShell(a, r, w.deps)
	t.Cleanup(widgets.CloseAll)
	s.Reload()
	t.Cleanup(s.start())
	return s
}

// press does what the menu does for a key.
func press(t *testing.T, s *Shell, k fyne.KeyName, mod fyne.KeyModifier) {
	t.Helper()
	want := (&desktop.CustomShortcut{KeyName: k, Modifier: mod}).ShortcutName()
	var find func([]*fyne.MenuItem) *fyne.MenuItem
	find = func(items []*fyne.MenuItem) *fyne.MenuItem {
		for _, it := range items {
			if it.Shortcut != nil && it.Shortcut.ShortcutName() == want {
				return it
			}
			if it.ChildMenu != nil {
				if found := find(it.ChildMenu.Items); found != nil {
					return found
				}
			}
		}
		return nil
	}
	for _, m := range s.mainMenu().Items {
		if it := find(m.Items); it != nil {
			it.Action()
			return
		}
	}
	t.Fatalf("no menu item has the key %s", want)
}

// Ensure the window is there, with its first screen, though no data ever comes.
func TestShellDoesNotWait(t *testing.T) {
	w := newWorld()
	silent := work.New(context.Background(), work.Options{Deliver: func(func()) {}})
	defer silent.Wait(time.Second)
	s := w.open(t, silent)
	if s.route.Page != screen.PageControl || w.screens[screen.PageControl] == nil {
		t.Errorf("shows %+v", s.route)
	}
	if len(s.Clients()) != 0 {
		t.Error("clients without data")
	}
}

// Ensure rail and header show the clients' data.
func TestShellShowsClients(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	if len(s.rail.rows) != 2 || s.rail.rows[0].badge != s.printer.Hours(390) {
		t.Fatalf("%d rows, badge %q", len(s.rail.rows), s.rail.rows[0].badge)
	}
	if c, ok := s.Client("id-lumen"); !ok || c.Name != "Atelier Lumen" {
		t.Errorf("by id: %+v", c)
	}
	s.Go(screen.Route{Page: screen.PageClient, Client: "kivu"})
	if s.route.Tab != screen.TabCalendar || !s.rail.rows[0].chosen {
		t.Errorf("route %+v", s.route)
	}
	if s.header.title.String() != "Kivu Maison" || !s.header.tabBox.Visible() {
		t.Errorf("header of %q", s.header.title.String())
	}
	s.Go(screen.Route{Page: screen.PageWeek})
	if s.header.tabBox.Visible() || s.header.title.String() != "Mon planning" {
		t.Errorf("header of %q", s.header.title.String())
	}
}

// Ensure a tab that there is not shows the client's first one, never nothing,
// and that what a route opens is opened once.
func TestAnUnknownTab(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	s.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabTime})
	s.Go(screen.Route{Page: screen.PageClient, Client: "lumen", Tab: "nulle-part", Arg: "x"})
	if s.route.Tab != screen.TabCalendar || s.route.Client != "lumen" {
		t.Errorf("route %+v", s.route)
	}
	if s.reshow(); s.route.Arg != "" {
		t.Error("what the route opened is opened at each reload")
	}
}

// Ensure tab, month and place are kept per client.
func TestShellMemory(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	s.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabTime})
	fs := w.screens[screen.PageClient+screen.TabTime]
	fs.saved = "row 7"
	s.setMonth(civil.NewMonth(2026, 9))
	s.Go(screen.Route{Page: screen.PageClient, Client: "lumen"})
	if s.route.Tab != screen.TabTime || s.route.Month != civil.NewMonth(2026, 11) {
		t.Errorf("lumen: %+v", s.route)
	}
	fs.saved = "row 1"
	s.goLast()
	if s.route.Client != "kivu" || s.route.Month != civil.NewMonth(2026, 9) || fs.saved != "row 7" {
		t.Errorf("kivu: %+v, %q", s.route, fs.saved)
	}
}

// Ensure the keys of the window do what the sheet says.
func TestShellKeys(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	press(t, s, fyne.Key2, ctrl)
	if s.route.Client != "lumen" {
		t.Errorf("Ctrl 2: %+v", s.route)
	}
	press(t, s, fyne.Key2, fyne.KeyModifierAlt)
	if s.route.Tab != screen.TabTime {
		t.Errorf("Alt 2: %+v", s.route)
	}
	press(t, s, fyne.KeyN, ctrl)
	if w.screens[screen.PageClient+screen.TabTime].made != 1 {
		t.Error("Ctrl N made nothing")
	}
	press(t, s, fyne.KeyT, ctrl)
	if len(w.agency.started) != 1 || w.agency.started[0].Client != "lumen" || !s.timer.state.Running {
		t.Errorf("Ctrl T started %v", w.agency.started)
	}
	press(t, s, fyne.KeyT, ctrl)
	if s.timer.state.Running {
		t.Error("Ctrl T did not stop")
	}
	s.typedRune('?')
	if !widgets.LayerOpen() {
		t.Fatal("? opened nothing")
	}
	press(t, s, fyne.Key1, ctrl)
	if s.route.Client != "lumen" {
		t.Error("a key worked under a dialog")
	}
	s.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if widgets.LayerOpen() {
		t.Error("Esc closed nothing")
	}
}

// Ensure the palette finds clients without accents and case, and goes there.
func TestShellPalette(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	press(t, s, fyne.KeyK, ctrl)
	field := s.win.Canvas().Focused()
	test.Type(field, "ATELIER")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.route.Client != "lumen" || widgets.LayerOpen() {
		t.Errorf("route %+v", s.route)
	}
}

// Ensure the language changes at once: screens are made anew where they were.
func TestShellLanguage(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	s.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabTime})
	old := w.screens[screen.PageClient+screen.TabTime]
	s.setLang(text.EN)
	if !old.closed || w.screens[screen.PageClient+screen.TabTime] == old {
		t.Error("the screen was kept")
	}
	if s.route.Client != "kivu" || s.route.Tab != screen.TabTime || s.rail.pages[screen.PageControl].name != "Control room" {
		t.Errorf("route %+v, rail %q", s.route, s.rail.pages[screen.PageControl].name)
	}
	if got := s.prefs.lang(text.FR); got != text.EN {
		t.Errorf("remembered %q", got)
	}
}

// Ensure undo takes the toast's act first, then the journal's, and says so.
func TestShellUndo(t *testing.T) {
	w := newWorld()
	w.agency.undone = []string{"temps ajouté"}
	s := w.open(t, work.Sync())
	taken := 0
	s.Toast("fait", func(context.Context) error { taken++; return nil })
	s.undoKey()
	s.undoKey()
	if taken != 1 || len(w.agency.undone) != 0 {
		t.Errorf("toast's undo ran %d times, journal has %v", taken, w.agency.undone)
	}
}

// Ensure the screen on show hears of a client's new logo, and of nothing when
// only hours changed.
func TestNewLogosReachTheScreen(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	s.Go(screen.Route{Page: screen.PageControl})
	shown := w.screens[screen.PageControl]
	before := shown.brands
	w.agency.data.Clients[0].Used += 60
	s.Reload()
	if shown.brands != before {
		t.Error("hours were taken for a new look")
	}
	w.agency.data.Clients[0].Logo = fyne.NewStaticResource("kivu.png", nil)
	s.Reload()
	if shown.brands != before+1 {
		t.Errorf("told %d times of a new logo", shown.brands-before)
	}
}

// Ensure a toast's button takes back the act it speaks of, though others were
// done since, and that the keys take back the last one.
func TestDoneTakesItsOwnActBack(t *testing.T) {
	w := newWorld()
	w.agency.undone = []string{"temps ajouté"}
	s := w.open(t, work.Sync())
	s.Done("fait")
	w.agency.undone = []string{"chronomètre démarré", "temps ajouté"}
	s.undoMarked()
	if len(w.agency.undone) != 1 || w.agency.undone[0] != "chronomètre démarré" {
		t.Errorf("left to undo: %v", w.agency.undone)
	}
	s.Done("encore")
	s.undoKey()
	if len(w.agency.undone) != 0 {
		t.Errorf("the keys left %v", w.agency.undone)
	}
}

// Ensure errors are listed with the sentence of a fault, cancelled work is none.
func TestShellFail(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	s.Fail(context.Canceled)
	if len(s.errors.list) != 0 {
		t.Error("cancelled work is shown as an error")
	}
	s.Fail(fault.New("color_invalid", "text", "zz"))
	s.Fail(errors.New("disk full"))
	if n := len(s.errors.list); n != 2 || !strings.Contains(s.errors.list[0].sentence, "zz") || s.errors.list[1].detail != "disk full" {
		t.Errorf("%+v", s.errors.list)
	}
	if !s.errors.root.Visible() {
		t.Error("the error is not on screen")
	}
	s.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.errors.root.Visible() {
		t.Error("Esc does not dismiss it")
	}
}

// Ensure an empty data folder gives the whole window to the first start.
func TestShellFirstStart(t *testing.T) {
	w := newWorld()
	w.agency.data = RailData{FirstStart: true}
	s := w.open(t, work.Sync())
	if s.route.Page != screen.PageFirst || s.rail.root.Visible() {
		t.Errorf("route %+v", s.route)
	}
	w.agency.data = newFakeAgency().data
	s.Reload()
	s.Go(screen.Route{Page: screen.PageControl})
	if !s.rail.root.Visible() {
		t.Error("the rail stays hidden")
	}
}

// Ensure the rail folds under the width and opens again, and that closing ends
// the screens once.
func TestShellFoldAndQuit(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	s.win.Resize(fyne.NewSize(leastWidth, leastHeight))
	if !s.rail.folded || !s.Narrow() {
		t.Error("not folded when narrow")
	}
	s.win.Resize(fyne.NewSize(windowWidth, windowHeight))
	if s.rail.folded || s.Narrow() {
		t.Error("folded when wide")
	}
	s.Quit()
	s.Quit()
	if !w.screens[screen.PageControl].closed {
		t.Error("the screen was not closed")
	}
}

// Ensure a scaled window keeps its size on the display, and its least size too.
func TestShellScale(t *testing.T) {
	w := newWorld()
	s := w.open(t, work.Sync())
	t.Cleanup(func() { theme.Apply(s.app, theme.ModeLight, 100) })
	s.setScale(150)
	if got := s.prefs.size(); got != fyne.NewSize(960, 600) {
		t.Errorf("1440 × 900 at 150 %% is %v", got)
	}
	if m := s.frame.MinSize(nil); m.Width*1.5 > leastWidth+1 {
		t.Errorf("least width on the display %v", m.Width*1.5)
	}
	s.prefs.setSize(fyne.NewSize(960, 600))
	theme.Apply(s.app, theme.ModeLight, 100)
	if got := s.prefs.size(); got != fyne.NewSize(1440, 900) {
		t.Errorf("back at 100 %%: %v", got)
	}
}
