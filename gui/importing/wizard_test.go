package importing

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/sheet"
	"regie/clients/store"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// window is a window in memory that remembers what it was told.
type window struct {
	t       *testing.T
	lang    text.Lang
	win     fyne.Window
	runner  *work.Runner
	toasts  []string
	undo    func(context.Context) error
	reloads int
}

func newWindow(t *testing.T, lang text.Lang) *window {
	t.Helper()
	a := test.NewTempApp(t)
	theme.Apply(a, theme.ModeLight, 100)
	w := &window{t: t, lang: lang, win: a.NewWindow("Régie"), runner: work.Sync()}
	w.win.Resize(fyne.NewSize(1024, 700))
	t.Cleanup(widgets.CloseAll)
	return w
}

func (w *window) Printer() *text.Printer { return text.For(w.lang) }
func (w *window) Window() fyne.Window    { return w.win }
func (w *window) Runner() *work.Runner   { return w.runner }
func (w *window) Today() civil.Date      { return civil.NewDate(2026, time.November, 22) }
func (w *window) Narrow() bool           { return false }
func (w *window) Go(screen.Route)        {}
func (w *window) HeaderChanged()         {}
func (w *window) Clients() []screen.Client {
	return nil
}
func (w *window) Client(string) (screen.Client, bool) { return screen.Client{}, false }
func (w *window) Reload()                             { w.reloads++ }
func (w *window) Toast(s string, undo func(context.Context) error) {
	w.toasts, w.undo = append(w.toasts, s), undo
}
func (w *window) Done(s string)          { w.Toast(s, nil) }
func (w *window) Fail(err error)         { w.t.Errorf("failed: %v", err) }
func (w *window) Confirm(screen.Confirm) {}

// agency is a real data folder with one client and one person.
type agency struct {
	house    *clients.Service
	history  *clients.History
	hours    *hours.Service
	calendar *calendar.Service
	kivu     clients.Client
	deps     Deps
}

func newAgency(t *testing.T) *agency {
	t.Helper()
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }
	s, err := store.Open(ctx, store.Options{Folder: t.TempDir(), Fast: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	a := &agency{house: clients.New(s.House(), s.Now, s.NewID), history: clients.NewHistory(s.Journal())}
	if err := a.house.Seed(ctx, "fr"); err != nil {
		t.Fatal(err)
	}
	if a.kivu, err = a.house.AddClient(ctx, clients.Client{Name: "Kivu Café"}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.house.AddClient(ctx, clients.Client{Name: "Atelier Lumen"}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.house.AddStaff(ctx, clients.Staff{Name: "Zoé Lambert", Level: clients.LevelAgency}); err != nil {
		t.Fatal(err)
	}
	a.hours = hours.New(hours.Deps{Keep: s.Hours(), House: a.house, Now: s.Now, NewID: s.NewID})
	a.calendar = calendar.New(s.Calendar(), calendar.Deps{House: a.house, Now: s.Now, NewID: s.NewID})
	a.deps = Deps{Hours: Hours(a.hours, a.house, a.history), Calendar: Calendar(a.calendar, a.house, a.history)}
	return a
}

func (a *agency) entries(t *testing.T) []hours.Entry {
	t.Helper()
	list, err := a.hours.List(context.Background(), hours.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func uriOf(t *testing.T, name string) fyne.URI {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "clients", "sheet", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return storage.NewFileURI(path)
}

func opened(t *testing.T, w *window, a *agency, r Room, c screen.Client) *wizard {
	t.Helper()
	wiz := newWizard(w, a.deps.of(r), r, c)
	if wiz == nil {
		t.Fatal("no wizard")
	}
	wiz.show()
	return wiz
}

func (w *wizard) mustBe(t *testing.T, s step) {
	t.Helper()
	if w.step != s || !w.fail.Hidden {
		t.Fatalf("on step %d, not %d; %v", w.step, s, sentences(w.fail))
	}
}

// through answers the names still open and goes on to the dry run.
func (w *wizard) through(t *testing.T, p Pick) {
	t.Helper()
	w.next.Press()
	for w.step == stepNames && w.fail.Hidden {
		for _, n := range w.unknown {
			if w.draft.pick(n) == "" {
				w.draft = w.draft.decide(n, p)
			}
		}
		w.next.Press()
	}
	w.mustBe(t, stepCheck)
}

func sentences(b *widgets.Banner) string {
	if b.Hidden {
		return ""
	}
	return "refused"
}

// Ensure a true export goes from the file to the database in four steps, with
// names mapped on the way, is not brought in twice, and is taken back whole.
func TestHoursFromFileToUndo(t *testing.T) {
	for _, lang := range []text.Lang{text.FR, text.EN} {
		t.Run(string(lang), func(t *testing.T) {
			a, win := newAgency(t), newWindow(t, lang)
			w := opened(t, win, a, RoomHours, screen.Client{})
			w.take([]fyne.URI{uriOf(t, "toggl.csv")})
			w.mustBe(t, stepColumns)
			w.next.Press()
			w.mustBe(t, stepNames)
			if len(w.unknown) != 2 || w.unknown[0].Text != "Lumen" || w.draft.pick(w.unknown[0]) == "" {
				t.Fatalf("%+v, %+v", w.unknown, w.draft.choices.Names)
			}
			w.next.Press()
			if w.fail.Hidden || w.step != stepNames {
				t.Fatal("went on with a name nobody has decided on")
			}
			w.draft = w.draft.decide(w.unknown[1], Create)
			w.next.Press()
			w.mustBe(t, stepCheck)
			if w.plan.Accepted != 3 || len(w.plan.Rejects) != 0 || len(a.entries(t)) != 0 {
				t.Fatalf("%+v; %d written before the end", w.plan, len(a.entries(t)))
			}
			var named []string
			for _, part := range w.plan.Parts {
				named = append(named, part.Client)
			}
			if !slices.Equal(named, []string{"Atelier Lumen", "Kivu Café"}) || w.plan.Parts[1].Seconds != 6630 {
				t.Errorf("%+v", w.plan.Parts)
			}
			w.next.Press()
			if got := a.entries(t); len(got) != 3 || !w.closed || len(win.toasts) != 1 || win.reloads != 1 {
				t.Fatalf("%d entries, closed %v, %v", len(got), w.closed, win.toasts)
			}
			staff, err := a.house.Staff(context.Background(), false)
			if err != nil {
				t.Fatal(err)
			}

			again := opened(t, win, a, RoomHours, screen.Client{})
			again.take([]fyne.URI{uriOf(t, "toggl.csv")})
			again.next.Press()
			again.mustBe(t, stepCheck)
			if again.plan.Duplicates != 3 || again.plan.Accepted != 0 || !again.next.Disabled() {
				t.Errorf("again: %+v", again.plan)
			}
			again.close()

			if err := win.undo(context.Background()); err != nil {
				t.Fatal(err)
			}
			left, err := a.house.Staff(context.Background(), false)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.entries(t)) != 0 || len(left) != len(staff)-1 {
				t.Errorf("%d entries and %d of %d people stand after the undo", len(a.entries(t)), len(left), len(staff))
			}
		})
	}
}

// Ensure names left out leave their rows out, apart from what is refused.
func TestLeftOut(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.FR)
	w := opened(t, win, a, RoomHours, screen.Client{})
	w.take([]fyne.URI{uriOf(t, "toggl.csv")})
	w.next.Press()
	w.mustBe(t, stepNames)
	for _, n := range w.unknown {
		w.draft = w.draft.decide(n, Leave)
	}
	w.next.Press()
	w.mustBe(t, stepCheck)
	if w.plan.Accepted != 1 || w.plan.LeftOut != 2 || len(w.plan.Rejects) != 0 {
		t.Errorf("%+v", w.plan)
	}
}

// Ensure people found only once their rows' client is settled are asked about.
func TestNamesBehindNames(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.FR)
	w := opened(t, win, a, RoomHours, screen.Client{})
	w.take([]fyne.URI{uriOf(t, "harvest.csv")})
	w.next.Press()
	w.mustBe(t, stepNames)
	if len(w.unknown) != 1 || w.unknown[0].Text != "Nyota" || w.unknown[0].Rows != 3 {
		t.Fatalf("%+v", w.unknown)
	}
	w.draft = w.draft.decide(w.unknown[0], Create)
	w.next.Press()
	w.mustBe(t, stepNames)
	if len(w.unknown) != 2 || w.unknown[1].Text != "Amani Bisimwa" {
		t.Fatalf("%+v", w.unknown)
	}
	w.draft = w.draft.decide(w.unknown[1], Create)
	w.next.Press()
	w.mustBe(t, stepCheck)
	if w.plan.Accepted != 3 || len(w.plan.Parts) != 1 || w.plan.Parts[0].Client != "Nyota" {
		t.Errorf("%+v", w.plan)
	}
}

// Ensure an ambiguous date is asked before anything is planned.
func TestOrderIsAsked(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.FR)
	w := opened(t, win, a, RoomHours, screen.Client{ID: string(a.kivu.ID), Name: a.kivu.Name, Key: a.kivu.Key})
	w.take([]fyne.URI{uriOf(t, "clockify_open.csv")})
	w.mustBe(t, stepColumns)
	w.next.Press()
	if w.step != stepColumns || w.fail.Hidden {
		t.Fatal("went on with dates that can be read in two ways")
	}
	d := w.draft
	d.choices.Mapping.DateOrder = sheet.OrderDMY
	w.redraft(d)
	w.through(t, Leave)
	if got := notes(win.Printer(), w.plan, a.kivu.Name); got[0].tone != widgets.ToneWarn || !strings.Contains(got[0].sentence, "Atelier Lumen") {
		t.Errorf("rows for another client are not named: %+v", got)
	}
	if w.plan.Accepted != 2 || w.plan.Days.From != civil.NewDate(2026, time.October, 5) {
		t.Errorf("%+v", w.plan)
	}
	if same, known := w.plan.Sums(); !same || !known {
		t.Error("the totals row is not compared")
	}
	w.next.Press()

	// The answer is remembered for the same header.
	again := opened(t, win, a, RoomHours, screen.Client{ID: string(a.kivu.ID), Name: a.kivu.Name})
	again.take([]fyne.URI{uriOf(t, "clockify_open.csv")})
	if !again.draft.remembered || again.draft.choices.Mapping.DateOrder != sheet.OrderDMY {
		t.Errorf("%+v", again.draft.choices)
	}
}

// Ensure several files follow one another, and an unreadable one is refused in
// its place with nothing lost.
func TestSeveralFiles(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.EN)
	one := screen.Client{ID: string(a.kivu.ID), Name: a.kivu.Name, Key: a.kivu.Key}
	w := opened(t, win, a, RoomHours, one)
	w.dropped([]fyne.URI{uriOf(t, "kimai_fr.csv"), uriOf(t, "hours_fr_1252.csv")})
	w.mustBe(t, stepColumns)
	d := w.draft.choose(sheet.FieldClient, wholeKey+a.kivu.Key)
	w.redraft(d)
	w.next.Press()
	w.mustBe(t, stepCheck)
	if len(w.plan.Parts) != 1 || w.plan.Parts[0].Client != a.kivu.Name {
		t.Errorf("a file meant for one client brings %+v", w.plan.Parts)
	}
	w.next.Press()
	w.mustBe(t, stepColumns)
	if w.draft.file.Name != "hours_fr_1252.csv" || !strings.Contains(w.fileOf(), "2") {
		t.Errorf("%s, %q", w.draft.file.Name, w.fileOf())
	}
	w.following()
	if !w.closed {
		t.Error("open after the last file")
	}

	empty := filepath.Join(t.TempDir(), "empty.csv")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w = opened(t, win, a, RoomHours, one)
	w.take([]fyne.URI{storage.NewFileURI(empty)})
	if w.step != stepFile || w.fail.Hidden || w.closed {
		t.Error("an empty file is not refused in its place")
	}
}

// Ensure the client chosen for a whole file is not remembered for the next
// file with the same header, which may be another client's.
func TestWholeFileIsForgotten(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.FR)
	w := opened(t, win, a, RoomHours, screen.Client{})
	w.take([]fyne.URI{uriOf(t, "toggl.csv")})
	w.redraft(w.draft.choose(sheet.FieldClient, wholeKey+a.kivu.Key).choose(sheet.FieldNote, columnKey+"Project"))
	w.through(t, Create)
	w.next.Press()
	if got := a.entries(t); len(got) != 3 || got[0].Client != a.kivu.ID {
		t.Fatalf("%+v", got)
	}
	w = opened(t, win, a, RoomHours, screen.Client{})
	w.take([]fyne.URI{uriOf(t, "toggl.csv")})
	if !w.draft.remembered || w.draft.chosen(sheet.FieldNote) != columnKey+"Project" {
		t.Errorf("the columns are forgotten: %+v", w.draft.choices.Mapping)
	}
	if got := w.draft.chosen(sheet.FieldClient); got == wholeKey+a.kivu.Key {
		t.Errorf("the whole file is %q again", got)
	}
}

// Ensure the choice of a file and of where to keep rejects open above the
// dialog.
func TestSystemDialogs(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.FR)
	w := opened(t, win, a, RoomHours, screen.Client{ID: string(a.kivu.ID), Name: a.kivu.Name})
	above := func(what string, open func()) {
		before := len(win.win.Canvas().Overlays().List())
		open()
		if got := len(win.win.Canvas().Overlays().List()); got != before+1 {
			t.Errorf("%s: %d layers, not %d", what, got, before+1)
		}
	}
	above("choose a file", w.next.Press)
	w.take([]fyne.URI{uriOf(t, "hours_fr.xlsx")})
	w.through(t, Leave)
	above("keep rejects", w.exportRejects)
}

// Ensure the dialog knows when Esc has closed it.
func TestEscCloses(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.FR)
	w := opened(t, win, a, RoomHours, screen.Client{})
	if !w.open() {
		t.Fatal("not open")
	}
	widgets.CloseTop()
	if w.open() {
		t.Fatal("still open")
	}
	w.dropped([]fyne.URI{uriOf(t, "toggl.csv")})
	if w.step != stepFile {
		t.Error("a closed dialog takes a file")
	}
}

// Ensure a hand-made calendar comes into its client's months and goes again.
func TestCalendarFromFileToUndo(t *testing.T) {
	a, win := newAgency(t), newWindow(t, text.FR)
	if newWizard(win, a.deps.Calendar, RoomCalendar, screen.Client{}) != nil {
		t.Error("a calendar without a client")
	}
	w := opened(t, win, a, RoomCalendar, screen.Client{ID: string(a.kivu.ID), Name: a.kivu.Name})
	w.take([]fyne.URI{uriOf(t, "calendar_fr.xlsx")})
	w.mustBe(t, stepColumns)
	w.next.Press()
	w.mustBe(t, stepCheck)
	if w.plan.Accepted == 0 {
		t.Fatalf("%+v", w.plan)
	}
	accepted := w.plan.Accepted
	w.next.Press()
	rows, err := a.calendar.Rows(context.Background(), calendar.Filter{Client: a.kivu.ID})
	if err != nil || len(rows) != accepted {
		t.Fatalf("%d items of %d, %v", len(rows), accepted, err)
	}
	if err := win.undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if rows, err = a.calendar.Rows(context.Background(), calendar.Filter{Client: a.kivu.ID}); err != nil || len(rows) != 0 {
		t.Errorf("%d items stand after the undo, %v", len(rows), err)
	}
}
