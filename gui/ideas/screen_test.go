//go:build ci

package ideas

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/store"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/work"
)

type rail struct{ c screen.Client }

func (r rail) Rail(context.Context, *text.Printer, civil.Date) (gui.RailData, error) {
	return gui.RailData{Clients: []gui.RailClient{{Client: r.c}}}, nil
}

// Ensure an idea goes from the line to a draft by the keys, and that what is
// done to it is taken back by the toast's undo.
func TestFromTheLineToADraft(t *testing.T) {
	ctx := context.Background()
	now := func() time.Time { return time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC) }
	s, err := store.Open(ctx, store.Options{Folder: filepath.Join(t.TempDir(), "d"), Now: now, Fast: true})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	house := clients.New(s.House(), s.Now, s.NewID)
	must(t, house.Seed(ctx, "fr"))
	kivu, err := house.AddClient(ctx, clients.Client{Key: "kivu", Name: "Kivu Maison"})
	must(t, err)
	cal := calendar.New(s.Calendar(), calendar.Deps{House: house, Now: s.Now, NewID: s.NewID})
	history := clients.NewHistory(s.Journal())
	undo := func(ctx context.Context) error { _, err := history.Undo(ctx); return err }
	var v *view
	shell := gui.NewShell(test.NewTempApp(t), work.Sync(), gui.Deps{
		Rail: rail{screen.Client{Key: "kivu", ID: string(kivu.ID), Name: kivu.Name}}, Now: now, Lang: text.FR,
		Screens: []screen.Def{{Page: screen.PageClient, Tab: screen.TabCalendar, New: func(h screen.Host) screen.Screen {
			v = newView(Deps{Calendar: cal, House: house, Bus: s.Bus()}, h)
			return v
		}}},
	})
	shell.Reload()
	shell.Go(screen.Route{Page: screen.PageClient, Client: "kivu", Tab: screen.TabCalendar})

	v.line.SetText("Visite de l’atelier")
	v.capture(v.line.Text())
	v.capture("Portrait")
	if len(v.md.ideas) != 2 || v.line.Text() != "Visite de l’atelier" && v.line.Text() != "" {
		t.Fatalf("%d ideas, the line holds %q", len(v.md.ideas), v.line.Text())
	}
	v.capture(" ")
	if v.line.Refusal() == "" || len(v.md.ideas) != 2 {
		t.Error("an idea without words is kept")
	}

	for _, r := range "5421" {
		v.board.TypedRune(r)
	}
	chosen, ok := v.md.idea(v.idea)
	if total, known := chosen.Score.Total(); !ok || !known || total != 88 || v.md.ideas[0].ID != chosen.ID {
		t.Fatalf("scored %+v", chosen.Score)
	}
	v.sort(chosen.ID, calendar.Dropped.Key())
	if r, _ := v.md.idea(chosen.ID); r.Triage != calendar.Dropped {
		t.Errorf("sorted as %q", r.Triage)
	}
	must(t, undo(ctx))
	v.reload()
	if r, _ := v.md.idea(chosen.ID); r.Triage != calendar.Unsorted {
		t.Errorf("undone to %q", r.Triage)
	}

	it, err := cal.PlanIdea(ctx, chosen.ID, civil.NewDate(2026, 12, 8), civil.NoClock)
	must(t, err)
	v.reload()
	if _, still := v.md.idea(chosen.ID); it.State != calendar.Draft || still || len(v.md.ideas) != 1 {
		t.Errorf("planned: %s, %d ideas left", it.State, len(v.md.ideas))
	}
	must(t, undo(ctx))
	v.reload()
	if r, ok := v.md.idea(chosen.ID); !ok || !r.On.IsZero() {
		t.Error("planning is not taken back whole")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
