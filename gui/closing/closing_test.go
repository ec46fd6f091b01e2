package closing

import (
	"context"
	"errors"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/screen"
	"regie/gui/stage"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports"
	monthend "regie/reports/closing"
	"regie/reports/page"
)

var (
	october = civil.NewMonth(2026, time.October)
	now     = time.Date(2026, time.November, 3, 9, 0, 0, 0, time.UTC)
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func client(id, key, name string) screen.Client {
	return screen.Client{Key: key, ID: id, Name: name, Initials: name[:1], Color: color.NRGBA{R: 194, G: 65, B: 12, A: 255}}
}

var everyone = []screen.Client{client("1", "kivu", "Kivu Maison"), client("2", "lumen", "Atelier Lumen"), client("3", "roches", "Hôtel Roches")}

func october26() facts {
	post := func(client clients.ID, s calendar.State) calendar.Row {
		return calendar.Row{Client: client, Kind: calendar.Post, State: s, On: october.First()}
	}
	return facts{
		month: october,
		uses: []hours.ClientUse{
			{Client: "1", Entries: 31, AllSeconds: 91800, LockedAt: now},
			{Client: "2", Entries: 1, AllSeconds: 3600, UnratedCount: 1},
		},
		locks: map[clients.ID]hours.MonthLock{"1": {At: now, By: "Paul D.", Reason: "relu"}},
		open: []calendar.Row{
			post("2", calendar.ClientReview), post("2", calendar.Draft),
			{Client: "1", Kind: calendar.Meeting, State: calendar.Draft, On: october.First()},
		},
	}
}

func TestTheBoard(t *testing.T) {
	m := build(text.For(text.FR), october26(), everyone, time.UTC)
	if len(m.rows) != 3 || m.locked != 1 || m.ready != 1 {
		t.Fatalf("%d rows, %d locked, %d ready", len(m.rows), m.locked, m.ready)
	}
	want := [3][3]mark{
		{{tone: widgets.ToneOK, text: "Complets", caption: "31 temps · 25 h 30"}, {tone: widgets.ToneOK, text: "Rien en suspens", caption: ""}, {tone: widgets.ToneOK, text: "Verrouillé", caption: "3 nov. · Paul D. · relu"}},
		{{tone: widgets.ToneWarn, text: "1 temps sans taux", caption: "1 temps · 1 h 00"}, {tone: widgets.ToneWarn, text: "2 en suspens", caption: "dont 1 validation attendue"}, {tone: "", text: "Ouvert", caption: ""}},
		{{tone: "", text: "aucun temps", caption: ""}, {tone: widgets.ToneOK, text: "Rien en suspens", caption: ""}, {tone: "", text: "Ouvert", caption: ""}},
	}
	for i, r := range m.rows {
		for j, k := range []mark{r.times, r.plan, r.lock} {
			k.text, k.caption = plain(k.text), plain(k.caption)
			if k != want[i][j] {
				t.Errorf("row %d, column %d: %+v; want %+v", i, j, k, want[i][j])
			}
		}
	}
	sold := october26()
	sold.bills = map[clients.ID]monthend.Month{"3": {Client: clients.Client{ID: "3"}, Month: october, Sold: true}}
	if open := build(text.For(text.FR), sold, everyone, time.UTC).openMonths(); !slices.ContainsFunc(open, func(c screen.Client) bool { return c.ID == "3" }) {
		t.Error("a month that was sold and not worked is never billed")
	}
	if !m.rows[0].known || m.rows[2].known {
		t.Error("what there is to report is not told from nothing")
	}
}

func TestTimesHeldUpByATimer(t *testing.T) {
	for _, c := range []struct {
		use  hours.ClientUse
		want string
		tone widgets.Tone
	}{
		{hours.ClientUse{Running: 1}, "1 chrono en marche", widgets.ToneBad},
		{hours.ClientUse{Entries: 2, ToSettleCount: 2, UnratedCount: 1}, "2 temps à régulariser", widgets.ToneBad},
		{hours.ClientUse{Entries: 2, UnratedCount: 2}, "2 temps sans taux", widgets.ToneWarn},
	} {
		if k := timesMark(text.For(text.FR), c.use); plain(k.text) != c.want || k.tone != c.tone {
			t.Errorf("%+v: %+v", c.use, k)
		}
	}
}

// shelf gives months as a service of reports would.
type shelf struct {
	refuse map[clients.ID]error
	empty  map[clients.ID]bool
	asked  func(clients.ID)
}

func (s shelf) Current(ctx context.Context, id clients.ID, m civil.Month, _ text.Lang) (reports.Copy, error) {
	month, err := s.gather(id, m)
	return reports.Copy{Month: month}, err
}

func (s shelf) SaveCopy(_ context.Context, c reports.Copy, _ *page.Document, pdf, book string) error {
	doc, err := reports.Render(c.Month)
	if err != nil {
		return err
	}
	return reports.Save(c.Month, doc, pdf, book)
}

func (s shelf) gather(id clients.ID, m civil.Month) (reports.Month, error) {
	if s.asked != nil {
		s.asked(id)
	}
	if err := s.refuse[id]; err != nil {
		return reports.Month{}, err
	}
	month := reports.Month{
		Client: clients.Client{ID: id, Key: "k" + string(id), Name: "Kivu Maison", Currency: "EUR", Brand: clients.Brand{Primary: "#C2410C"}},
		Agency: clients.Agency{Name: "Agence Pixel", Color: "#24527A"}, Month: m, Lang: text.FR,
		AsOf: now, Today: civil.NewDate(2026, time.November, 3), Composition: reports.Composition{}.Complete(),
		Missing: []*fault.Error{fault.New("report_no_logo", "Client", "Kivu Maison")},
	}
	if !s.empty[id] {
		month.Hours = reports.Hours{Raw: 60, Billed: 60, Entries: 1}
	}
	return month, nil
}

func files(t *testing.T, folder string) []string {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range list {
		names = append(names, f.Name())
	}
	return names
}

func TestEachClientIsSavedOrLeftOutWithAReason(t *testing.T) {
	folder := t.TempDir()
	src := shelf{
		refuse: map[clients.ID]error{"2": fault.New("month_future", "month", october)},
		empty:  map[clients.ID]bool{"3": true},
	}
	var said []string
	out, err := save(context.Background(), text.For(text.FR), src, folder, everyone, october, func(w work.Progress) { said = append(said, w.Text) })
	if err != nil || out.stopped {
		t.Fatalf("%+v, %v", out, err)
	}
	if len(out.saved) != 1 || out.saved[0] != "kivu" || len(out.left) != 2 || len(out.noted) != 1 {
		t.Errorf("outcome %+v", out)
	}
	if out.left[0].client != "Atelier Lumen" || out.left[1].reason == "" {
		t.Errorf("left out %+v", out.left)
	}
	if got := files(t, folder); len(got) != 2 || filepath.Ext(got[0]) != ".pdf" || filepath.Ext(got[1]) != ".xlsx" {
		t.Errorf("files %v", got)
	}
	if len(said) != 3 || plain(said[2]) != "3 sur 3, Hôtel Roches" {
		t.Errorf("progress %q", said)
	}
	if marks := summary(text.For(text.FR), out, 3); len(marks) != 4 || marks[0].tone != widgets.ToneOK || marks[3].tone != widgets.ToneInfo {
		t.Errorf("summary %+v", marks)
	}
}

func TestClientsOfOneNameKeepTheirOwnFiles(t *testing.T) {
	folder := t.TempDir()
	out, err := save(context.Background(), text.For(text.FR), shelf{}, folder, everyone[:2], october, func(work.Progress) {})
	if err != nil || len(out.saved) != 2 || len(files(t, folder)) != 4 {
		t.Errorf("%+v, %v, %v", out, err, files(t, folder))
	}
}

func TestCancelLeavesNothingHalfDone(t *testing.T) {
	folder := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	src := shelf{asked: func(id clients.ID) {
		if id == "2" {
			cancel()
		}
	}}
	out, err := save(ctx, text.For(text.FR), src, folder, everyone, october, func(work.Progress) {})
	if err != nil || !out.stopped || len(out.saved) != 1 || len(files(t, folder)) != 2 {
		t.Errorf("%+v, %v, %v", out, err, files(t, folder))
	}
	if marks := summary(text.For(text.FR), out, 3); len(marks) != 2 || !strings.HasPrefix(plain(marks[0].text), "Arrêté : 1 sur 3") {
		t.Errorf("summary %+v", marks)
	}
}

func TestAFolderThatCannotBeWrittenEndsIt(t *testing.T) {
	out, err := save(context.Background(), text.For(text.FR), shelf{}, filepath.Join(t.TempDir(), "gone"), everyone, october, func(work.Progress) {})
	if !fault.Is(err, "report_not_written") || len(out.saved) != 0 {
		t.Errorf("%+v, %v", out, err)
	}
	src := shelf{refuse: map[clients.ID]error{"1": errors.New("disk")}}
	if _, err = save(context.Background(), text.For(text.FR), src, t.TempDir(), everyone, october, func(work.Progress) {}); err == nil {
		t.Error("an error of the program is taken for a refusal")
	}
}

type fixed struct {
	f      facts
	months []civil.Month
	locked []string
}

func (x *fixed) Overview(_ context.Context, m civil.Month) ([]hours.ClientUse, error) {
	x.months = append(x.months, m)
	return x.f.uses, nil
}

func (x *fixed) Locked(_ context.Context, id clients.ID, _ civil.Month) (*hours.MonthLock, error) {
	l, ok := x.f.locks[id]
	if !ok {
		return nil, nil
	}
	return &l, nil
}

func (x *fixed) Lock(_ context.Context, id clients.ID, m civil.Month, _ string) (hours.MonthLock, error) {
	x.locked = append(x.locked, string(id)+" "+m.String())
	return hours.MonthLock{}, nil
}
func (x *fixed) Unlock(context.Context, clients.ID, civil.Month, string) error { return nil }
func (x *fixed) Rows(context.Context, calendar.Filter) ([]calendar.Row, error) { return x.f.open, nil }

func on(t *testing.T, x *fixed, list []screen.Client) *view {
	t.Helper()
	var v *view
	d := Deps{Hours: x, Calendar: x, Reports: shelf{}}
	sh := stage.Window(t, func() time.Time { return now }, list, screen.Def{Page: screen.PageClosing, New: func(h screen.Host) screen.Screen {
		v = newView(d, h)
		return v
	}})
	sh.Go(screen.Route{Page: screen.PageClosing})
	return v
}

func TestTheScreenIsDrawn(t *testing.T) {
	x := &fixed{f: october26()}
	v := on(t, x, everyone)
	if v.Month() != october || x.months[0] != october || len(v.list.Objects) != 2+2*3 || v.none.Visible() {
		t.Fatalf("%v, %d lines", v.Month(), len(v.list.Objects))
	}
	v.lock(v.md.rows[1])
	v.ask(everyone[:1])
	folder := t.TempDir()
	v.start(folder, everyone[:1])
	if v.progress.running() || len(v.result.Objects) != 2 || v.report(v.md.rows[0]).caption != folder {
		t.Errorf("after saving: %d notes, %+v", len(v.result.Objects), v.report(v.md.rows[0]))
	}
	v.SetMonth(october.Add(-1))
	if len(v.result.Objects) != 0 || v.report(v.md.rows[0]).caption != "" {
		t.Error("another month shows what was saved of this one")
	}
	if v = on(t, &fixed{}, nil); !v.none.Visible() {
		t.Error("without clients nothing says what belongs here")
	}
}

// closer closes months of which only reports matter.
type closer struct {
	board    []monthend.Month
	outdated map[clients.ID]bool
	asked    []clients.ID
}

func (c *closer) Board(context.Context, civil.Month) ([]monthend.Month, error) { return c.board, nil }

func (c *closer) Outdated(_ context.Context, m monthend.Month) (bool, error) {
	return c.outdated[m.Client.ID], nil
}

func (c *closer) CloseAll(_ context.Context, _ civil.Month, which []clients.ID, _ int, _ func(int, int, string)) ([]monthend.Result, error) {
	c.asked = which
	return nil, nil
}

// Ensure the board says which version is issued, which is outdated, and which
// is still to be; a month without report is not done.
func TestTheReportsOnTheBoard(t *testing.T) {
	at := func(id clients.ID, version int) monthend.Month {
		m := monthend.Month{Client: clients.Client{ID: id}, Month: october, Entries: 1, Closed: true, Locked: true, Invoice: &billing.Document{Number: "F2026-0001", Currency: "EUR"}}
		if version > 0 {
			m.Report = &clients.Report{Version: version, IssuedAt: now, IssuedBy: "Paul D."}
		}
		return m
	}
	c := &closer{board: []monthend.Month{at("1", 2), at("2", 1), at("3", 0)}, outdated: map[clients.ID]bool{"2": true}}
	f := october26()
	f.uses = append(f.uses, hours.ClientUse{Client: "3", Entries: 1})
	var v *view
	sh := stage.Window(t, func() time.Time { return now }, everyone, screen.Def{Page: screen.PageClosing, New: func(h screen.Host) screen.Screen {
		v = newView(Deps{Hours: &fixed{f: f}, Calendar: &fixed{f: f}, Reports: shelf{}, Close: c}, h)
		return v
	}})
	sh.Go(screen.Route{Page: screen.PageClosing})
	want := []mark{
		{tone: widgets.ToneOK, text: "Version 2", caption: "3 nov. · Paul D."},
		{tone: widgets.ToneWarn, text: "Version 1", caption: "données changées"},
		{tone: "", text: "À émettre", caption: ""},
	}
	for i, r := range v.md.rows {
		k := v.report(r)
		k.text, k.caption = plain(k.text), plain(k.caption)
		if k != want[i] {
			t.Errorf("%s: %+v, want %+v", r.client.Key, k, want[i])
		}
	}
	if open := v.md.openMonths(); len(open) != 1 || open[0].Key != "roches" {
		t.Errorf("to close: %+v", open)
	}
	results := []monthend.Result{
		{Month: monthend.Month{Client: clients.Client{Name: "Kivu Maison"}}, Missing: []*fault.Error{fault.New("report_no_logo")}},
		{Left: []monthend.Left{{Client: clients.Client{Name: "Atelier Lumen"}, Step: monthend.StepReport, Why: fault.New("report_outdated", "version", 1)}}},
	}
	marks := closeSummary(text.For(text.FR), results, 2)
	if marks[2].tab != screen.TabReports || tabOf(monthend.StepInvoice) != screen.TabBilling || numberIn(fault.New("statement_unsigned", "number", "R2026-0001")) != "R2026-0001" {
		t.Errorf("what is left out leads to %+v", marks[2])
	}
	if len(marks) != 3 || marks[0].tone != widgets.ToneOK || !strings.Contains(marks[2].text, "rapport") || marks[1].tone != widgets.ToneInfo {
		t.Errorf("summary %+v", marks)
	}
}

// Ensure a close that left many clients out shows a few of the reasons, and the
// rest at a press.
func TestManyNotesAreFolded(t *testing.T) {
	v := on(t, &fixed{f: october26()}, everyone)
	notes := []mark{{tone: widgets.ToneOK, text: "7"}}
	for range 7 {
		notes = append(notes, mark{tone: widgets.ToneWarn, text: "attend", client: "kivu", tab: screen.TabBilling})
	}
	v.showNotes(append(notes, mark{tone: widgets.ToneInfo, text: "manque"}))
	if n := len(v.result.Objects); n != 1+mostLed+1+1 {
		t.Fatalf("%d notes stand", n)
	}
	more := v.fold(notes[:3])
	v.result.Add(more)
	var button *widgets.Button
	for _, o := range more.(*fyne.Container).Objects {
		if b, ok := o.(*widgets.Button); ok {
			button = b
		}
	}
	button.Tapped(nil)
	if n := len(v.result.Objects); n != 1+mostLed+1+1+3 {
		t.Errorf("%d notes stand after a press", n)
	}
}
