package gui

import (
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Shell is the window. It is the screen.Host of all screens and belongs to
// the UI goroutine.
type Shell struct {
	deps    Deps
	app     fyne.App
	win     fyne.Window
	prefs   prefs
	runner  *work.Runner
	printer *text.Printer

	rail   *rail
	header *header
	timer  *timerBar
	float  *floatingTimer
	errors *errorPlace
	toast  *widgets.Toast
	frame  *frame

	slots      map[string]*slot
	shown      *slot
	route      screen.Route
	months     map[string]civil.Month
	lastTab    string
	lastClient string
	visited    string

	data    RailData
	people  []Person
	acting  Person
	undo    func(context.Context) error
	mark    string // the act that the toast speaks of, once it is known
	toasts  int
	quitted bool
	asked   time.Time // when the question about the timer was put
	unask   func()    // closes it
	tray    *tray
}

var _ screen.Host = (*Shell)(nil)

// NewShell builds the window without showing it and without waiting for any
// data. The runner is not closed by the shell.
func NewShell(a fyne.App, r *work.Runner, d Deps) *Shell {
	s := newShell(a, a.NewWindow("Régie"), r, d)
	s.win.SetPadded(false)
	s.win.Resize(s.prefs.size())
	s.reveal()
	return s
}

// newShell builds what the window holds; reveal shows it.
func newShell(a fyne.App, win fyne.Window, r *work.Runner, d Deps) *Shell {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	s := &Shell{
		deps: d, app: a, win: win, runner: r, prefs: prefs{p: a.Preferences(), look: d.Look, start: d.Size},
		months: map[string]civil.Month{},
	}
	theme.Apply(a, s.prefs.mode(), s.prefs.scale())
	s.float = &floatingTimer{s: s}
	s.tray = &tray{s: s}
	s.errors = newErrorPlace(s)
	s.win.SetMaster()
	s.win.SetCloseIntercept(s.Quit)
	s.win.Canvas().SetOnTypedKey(s.typedKey)
	s.win.Canvas().SetOnTypedRune(s.typedRune)
	widgets.OnUnused(s.typedKey, s.typedRune)
	s.route = d.Start
	if s.route.Page == "" {
		s.route.Page = screen.PageControl
	}
	s.build()
	return s
}

// build makes all that the window holds in the language chosen.
func (s *Shell) build() {
	s.printer = text.For(s.prefs.lang(s.deps.Lang))
	feedFyne(s.printer)
	s.makeSlots()
	s.rail = newRail(s)
	s.header = newHeader(s)
	s.timer = newTimerBar(s)
	s.timer.showPerson()
	s.toast = widgets.NewToast(s.printer.T("shell.undo"))
	s.errors.rebuild()
	s.frame = newFrame(s)
	if sl := s.slots[slotKey(s.route.Page, s.complete(s.route).Tab)]; sl != nil {
		s.route = s.complete(s.route)
		s.enter(sl)
	}
}

// reveal shows in the window what was built.
func (s *Shell) reveal() {
	s.win.SetMainMenu(s.mainMenu())
	s.win.SetContent(s.frame.root)
}

// start listens for changes and says what there is to warn of.
func (s *Shell) start() (stop func()) {
	for _, w := range s.deps.Warnings {
		s.Fail(w)
	}
	stops := []func(){}
	if s.deps.Subscribe != nil {
		stops = append(stops, s.deps.Subscribe(func() {
			s.runner.After("shell.reload", 80*time.Millisecond, s.Reload)
		}))
	}
	s.runner.Listen(s.deps.Raise, func() {
		s.win.Show()
		s.win.RequestFocus()
	})
	s.runner.After("shell.tray.delay", trayDelay, s.tray.start)
	s.runner.After("shell.pulse.delay", readyDelay, s.pulse)
	stops = append(stops, s.runner.Every(beatEvery, s.pulse))
	return func() {
		for _, f := range stops {
			f()
		}
	}
}

// setLang changes the language at once: every screen is made anew.
func (s *Shell) setLang(l text.Lang) {
	if l == s.printer.Lang() {
		return
	}
	s.prefs.setLang(l)
	widgets.CloseAll()
	s.float.close()
	s.closeScreens()
	s.timer.stop()
	s.build()
	s.reveal()
	s.tray.show()
	s.Reload()
}

func (s *Shell) setMode(m theme.Mode) {
	s.prefs.setMode(m)
	s.applyTheme()
}

func (s *Shell) setScale(percent int) {
	s.prefs.setScale(percent)
	s.applyTheme()
}

func (s *Shell) applyTheme() {
	theme.Apply(s.app, s.prefs.mode(), s.prefs.scale())
	s.header.restyle()
	s.win.SetMainMenu(s.mainMenu())
}

// toggleRail folds or opens the rail by hand.
func (s *Shell) toggleRail() {
	s.prefs.setFolded(!s.rail.folded)
	s.frame.choice = true
	s.rail.fold(!s.rail.folded)
	s.frame.relayout()
}

// Quit is the one way out: window cross, menu, tray and signals come here.
func (s *Shell) Quit() {
	if s.quitted {
		return
	}
	s.quitted = true
	s.prefs.setSize(s.win.Canvas().Size())
	widgets.CloseAll()
	s.float.close()
	s.closeScreens()
	s.timer.stop()
	EndLoop(s.app)
}

// Printer implements screen.Host.
func (s *Shell) Printer() *text.Printer { return s.printer }

// Window implements screen.Host.
func (s *Shell) Window() fyne.Window { return s.win }

// Runner implements screen.Host.
func (s *Shell) Runner() *work.Runner { return s.runner }

// Today implements screen.Host.
func (s *Shell) Today() civil.Date { return civil.DateOf(s.deps.Now(), time.Local) }

// Narrow implements screen.Host.
func (s *Shell) Narrow() bool { return s.win.Canvas().Size().Width < narrowBelow }

// Clients implements screen.Host.
func (s *Shell) Clients() []screen.Client {
	out := make([]screen.Client, len(s.data.Clients))
	for i, c := range s.data.Clients {
		out[i] = c.Client
	}
	return out
}

// Client implements screen.Host.
func (s *Shell) Client(keyOrID string) (screen.Client, bool) {
	c, ok := s.railClient(keyOrID)
	return c.Client, ok
}

func (s *Shell) railClient(keyOrID string) (RailClient, bool) {
	for _, c := range s.data.Clients {
		if keyOrID != "" && (c.Key == keyOrID || c.ID == keyOrID) {
			return c, true
		}
	}
	return RailClient{}, false
}

// Reload implements screen.Host.
func (s *Shell) Reload() {
	today := s.Today()
	work.Run(s.runner, "shell.rail", func(ctx context.Context) (RailData, error) {
		return s.deps.Rail.Rail(ctx, s.printer, today)
	}, s.loaded)
	if s.deps.Timer != nil {
		work.Load(s.runner, "shell.timer", func(ctx context.Context) (TimerState, error) {
			return s.deps.Timer.State(ctx, s.printer)
		}, s.Fail, func(st TimerState) {
			s.timer.show(st)
			s.rail.brand.set(st.Running)
			s.tray.show()
		})
	}
	s.loadPeople()
}

func (s *Shell) loadPeople() {
	if s.deps.People == nil {
		return
	}
	type answer struct {
		who  Person
		list []Person
	}
	work.Load(s.runner, "shell.people", func(ctx context.Context) (answer, error) {
		who, list, err := s.deps.People.Acting(ctx)
		return answer{who, list}, err
	}, s.Fail, func(a answer) {
		s.acting, s.people = a.who, a.list
		s.timer.showPerson()
	})
}

// loaded shows new data in rail and header.
func (s *Shell) loaded(d RailData, err error) {
	s.ready()
	if err != nil {
		s.Fail(err)
		return
	}
	_, known := s.railClient(s.route.Client)
	s.data = d
	changed := s.rail.show(d)
	s.HeaderChanged()
	if changed && s.shown != nil {
		if b, ok := s.shown.screen.(screen.Branded); ok {
			b.Rebrand()
		}
	}
	if d.FirstStart && s.has(screen.PageFirst) && s.route.Page != screen.PageFirst {
		s.Go(screen.Route{Page: screen.PageFirst})
		return
	}
	if !known && s.route.Page == screen.PageClient {
		s.found()
	}
}

// readyDelay gives the frame that shows the first data the machine to itself.
const readyDelay = 300 * time.Millisecond

// ready tells once that what the start is waited for has come.
func (s *Shell) ready() {
	if tell := s.deps.Ready; tell != nil {
		s.deps.Ready = nil
		s.runner.After("shell.ready", readyDelay, tell)
	}
}

// found shows the client that the window was opened on, once it is known; the
// control room where there is none of that key.
func (s *Shell) found() {
	if _, ok := s.railClient(s.route.Client); ok {
		s.shown.screen.Show(s.route)
		return
	}
	s.Go(screen.Route{Page: screen.PageControl})
}
