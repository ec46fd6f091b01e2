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

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/stage"
)

// office is a house with the view on it.
type office struct {
	*stage.House
	cal  *calendar.Service
	view *view
	now  time.Time
}

func openOffice(t *testing.T) *office {
	t.Helper()
	o := &office{now: time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)}
	o.House = stage.Open(t, func() time.Time { return o.now })
	o.cal = o.Calendar()
	d := Deps{Calendar: o.cal, House: o.Clients, Money: budget.New(o.Store.Budget(), o.Clients, o.Now, o.Store.NewID), Time: o.Hours(), Bus: o.Store.Bus()}
	shell := o.Tab(screen.TabCalendar, func(h screen.Host) screen.Screen {
		o.view = New(d)(h).(*view)
		return o.view
	})
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabCalendar})
	return o
}

// Ensure a contest goes from its file of participants to its winners in the
// window, that a tick is taken back by the toast's undo, and that the text for
// the page is what ends in the clipboard.
func TestContestFromListToWinners(t *testing.T) {
	o := openOffice(t)
	c, err := o.cal.SaveContest(o.Ctx, calendar.Contest{
		Client: o.Kivu.ID, Name: "Noël", From: civil.NewDate(2026, time.November, 1), Until: civil.NewDate(2026, time.November, 20),
		Prizes: []calendar.Prize{{Name: "Bon d’achat", Quantity: 2}}, Substitutes: 1,
	})
	o.Must(err)
	o.view.open(c.ID)
	if o.view.file.ID != c.ID || o.view.file.Stage(o.view.host.Today()) != calendar.StageOver {
		t.Fatalf("the contest does not show: %+v", o.view.file.Contest)
	}
	o.view.tick("rules", true)
	if o.view.file.ticked() != 1 {
		t.Error("the tick is not kept")
	}
	o.Undo()
	o.view.reload()
	if o.view.file.ticked() != 0 {
		t.Error("the tick is not taken back")
	}

	list := filepath.Join(t.TempDir(), "liste.csv")
	o.Must(os.WriteFile(list, []byte("Compte;Nom\n@alice;Alice\n@bruno;Bruno\nAlice;Alice\n;Personne\n@carla;Carla\n@denis;Denis\n"), 0o600))
	tried, err := o.view.try(o.Ctx, o.Kivu.ID, c.ID, list, "")
	o.Must(err)
	if tried.in.New != 4 || tried.in.Duplicates != 1 || len(tried.in.Rejected) != 1 {
		t.Errorf("%+v", tried.in)
	}
	o.Must(o.view.takeIn(list, "")(o.Ctx))
	_, err = o.cal.Exclude(o.Ctx, o.Kivu.ID, c.ID, "denis", "salarié")
	o.Must(err)
	o.view.reload()
	if len(o.view.entrants.Rows()) != 4 || o.view.file.excluded() != 1 {
		t.Errorf("%d participants shown, %d excluded", len(o.view.entrants.Rows()), o.view.file.excluded())
	}
	due := o.now.Add(time.Hour)
	_, err = o.cal.Announce(o.Ctx, o.Kivu.ID, c.ID, calendar.Announcement{Way: calendar.PublicSeed, Source: "Loto", Example: "05 14 22", Due: due})
	o.Must(err)
	_, err = o.cal.CloseList(o.Ctx, o.Kivu.ID, c.ID, "")
	o.Must(err)
	o.now = due
	_, err = o.cal.RecordSeed(o.Ctx, o.Kivu.ID, c.ID, "03 14 15", "")
	o.Must(err)
	o.view.doDraw()
	d := o.view.file.Draw
	if d == nil || len(d.Winners) != 2 || len(d.Substitutes) != 1 {
		t.Fatalf("drawn %+v", d)
	}
	o.view.copyVerify()
	if s := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(s, d.Hash) || !strings.Contains(s, "openssl") {
		t.Errorf("copied %q", s)
	}
	var written string
	o.view.deps.Record = func(_ context.Context, client, contest clients.ID, path string) error {
		written = string(client) + " " + string(contest) + " " + path
		return nil
	}
	o.view.writeRecord("tirage.pdf")
	if want := string(o.Kivu.ID) + " " + string(c.ID) + " tirage.pdf"; written != want {
		t.Errorf("the record is written of %q, not %q", written, want)
	}
}

// Ensure a list whose columns are unknown offers them to choose from.
func TestUnknownColumnsAreOffered(t *testing.T) {
	o := openOffice(t)
	c, err := o.cal.SaveContest(o.Ctx, calendar.Contest{Client: o.Kivu.ID, Name: "Noël"})
	o.Must(err)
	list := filepath.Join(t.TempDir(), "liste.csv")
	o.Must(os.WriteFile(list, []byte("Qui;Quand\nalice;hier\nbruno;hier\n"), 0o600))
	tried, err := o.view.try(o.Ctx, o.Kivu.ID, c.ID, list, "")
	if err != nil || strings.Join(tried.columns, " ") != "Qui Quand" {
		t.Fatalf("%v, %v", tried.columns, err)
	}
	if tried, err = o.view.try(o.Ctx, o.Kivu.ID, c.ID, list, "Qui"); err != nil || tried.in.New != 2 {
		t.Errorf("%+v, %v", tried, err)
	}
}
