//go:build ci

package campaigns

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/store"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/work"
)

type rail struct{ c screen.Client }

func (r rail) Rail(context.Context, *text.Printer, civil.Date) (gui.RailData, error) {
	return gui.RailData{Clients: []gui.RailClient{{Client: r.c}}}, nil
}

// office is a real database behind a window without a display.
type office struct {
	testing.TB
	ctx     context.Context
	cal     *calendar.Service
	history *clients.History
	kivu    clients.Client
	view    *view
	now     time.Time
}

// undo takes the last act back.
func (o *office) undo() {
	o.Helper()
	_, err := o.history.Undo(o.ctx)
	o.must(err)
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func openOffice(t *testing.T) *office {
	t.Helper()
	o := &office{TB: t, ctx: context.Background(), now: time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)}
	s, err := store.Open(o.ctx, store.Options{Folder: filepath.Join(t.TempDir(), "d"), Now: func() time.Time { return o.now }, Fast: true})
	o.must(err)
	t.Cleanup(func() { _ = s.Close() })
	house := clients.New(s.House(), s.Now, s.NewID)
	o.must(house.Seed(o.ctx, "fr"))
	o.kivu, err = house.AddClient(o.ctx, clients.Client{Key: "kivu", Name: "Kivu Maison"})
	o.must(err)
	o.cal = calendar.New(s.Calendar(), calendar.Deps{House: house, Now: s.Now, NewID: s.NewID})
	o.history = clients.NewHistory(s.Journal())
	times := hours.New(hours.Deps{Keep: s.Hours(), House: house, Now: s.Now, NewID: s.NewID})
	d := Deps{Calendar: o.cal, House: house, Money: budget.New(s.Budget(), house, s.Now, s.NewID), Time: times, Bus: s.Bus()}
	shell := gui.NewShell(test.NewTempApp(t), work.Sync(), gui.Deps{
		Rail: rail{screen.Client{Key: "kivu", ID: string(o.kivu.ID), Name: o.kivu.Name}}, Now: func() time.Time { return o.now }, Lang: text.FR,
		Screens: []screen.Def{{Page: screen.PageClient, Tab: screen.TabCalendar, New: func(h screen.Host) screen.Screen {
			o.view = New(d)(h).(*view)
			return o.view
		}}},
	})
	shell.Reload()
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabCalendar})
	return o
}

// Ensure a contest goes from its file of participants to its winners in the
// window, that a tick is taken back by the toast's undo, and that the text for
// the page is what ends in the clipboard.
func TestContestFromListToWinners(t *testing.T) {
	o := openOffice(t)
	c, err := o.cal.SaveContest(o.ctx, calendar.Contest{
		Client: o.kivu.ID, Name: "Noël", From: civil.NewDate(2026, time.November, 1), Until: civil.NewDate(2026, time.November, 20),
		Prizes: []calendar.Prize{{Name: "Bon d’achat", Quantity: 2}}, Substitutes: 1,
	})
	o.must(err)
	o.view.open(c.ID)
	if o.view.file.ID != c.ID || o.view.file.Stage(o.view.host.Today()) != calendar.StageOver {
		t.Fatalf("the contest does not show: %+v", o.view.file.Contest)
	}
	o.view.tick("rules", true)
	if o.view.file.ticked() != 1 {
		t.Error("the tick is not kept")
	}
	o.undo()
	o.view.reload()
	if o.view.file.ticked() != 0 {
		t.Error("the tick is not taken back")
	}

	list := filepath.Join(t.TempDir(), "liste.csv")
	o.must(os.WriteFile(list, []byte("Compte;Nom\n@alice;Alice\n@bruno;Bruno\nAlice;Alice\n;Personne\n@carla;Carla\n@denis;Denis\n"), 0o600))
	tried, err := o.view.try(o.ctx, o.kivu.ID, c.ID, list, "")
	o.must(err)
	if tried.in.New != 4 || tried.in.Duplicates != 1 || len(tried.in.Rejected) != 1 {
		t.Errorf("%+v", tried.in)
	}
	o.must(o.view.takeIn(list, "")(o.ctx))
	_, err = o.cal.Exclude(o.ctx, o.kivu.ID, c.ID, "denis", "salarié")
	o.must(err)
	o.view.reload()
	if len(o.view.entrants.Rows()) != 4 || o.view.file.excluded() != 1 {
		t.Errorf("%d participants shown, %d excluded", len(o.view.entrants.Rows()), o.view.file.excluded())
	}
	due := o.now.Add(time.Hour)
	_, err = o.cal.Announce(o.ctx, o.kivu.ID, c.ID, calendar.Announcement{Way: calendar.PublicSeed, Source: "Loto", Example: "05 14 22", Due: due})
	o.must(err)
	_, err = o.cal.CloseList(o.ctx, o.kivu.ID, c.ID, "")
	o.must(err)
	o.now = due
	_, err = o.cal.RecordSeed(o.ctx, o.kivu.ID, c.ID, "03 14 15", "")
	o.must(err)
	o.view.doDraw()
	d := o.view.file.Draw
	if d == nil || len(d.Winners) != 2 || len(d.Substitutes) != 1 {
		t.Fatalf("drawn %+v", d)
	}
	o.view.copyVerify()
	if s := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(s, d.Hash) || !strings.Contains(s, "openssl") {
		t.Errorf("copied %q", s)
	}
}

// Ensure a list whose columns are unknown offers them to choose from.
func TestUnknownColumnsAreOffered(t *testing.T) {
	o := openOffice(t)
	c, err := o.cal.SaveContest(o.ctx, calendar.Contest{Client: o.kivu.ID, Name: "Noël"})
	o.must(err)
	list := filepath.Join(t.TempDir(), "liste.csv")
	o.must(os.WriteFile(list, []byte("Qui;Quand\nalice;hier\nbruno;hier\n"), 0o600))
	tried, err := o.view.try(o.ctx, o.kivu.ID, c.ID, list, "")
	if err != nil || strings.Join(tried.columns, " ") != "Qui Quand" {
		t.Fatalf("%v, %v", tried.columns, err)
	}
	if tried, err = o.view.try(o.ctx, o.kivu.ID, c.ID, list, "Qui"); err != nil || tried.in.New != 2 {
		t.Errorf("%+v, %v", tried, err)
	}
}
