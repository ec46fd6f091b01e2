//go:build ci

package ideas

import (
	"testing"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/stage"
)

// Ensure an idea goes from the line to a draft by the keys, and that what is
// done to it is taken back by the toast's undo.
func TestFromTheLineToADraft(t *testing.T) {
	now := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	h := stage.Open(t, func() time.Time { return now })
	cal := h.Calendar()
	var v *view
	shell := h.Tab(screen.TabCalendar, func(host screen.Host) screen.Screen {
		v = newView(Deps{Calendar: cal, House: h.Clients, Bus: h.Store.Bus()}, host)
		return v
	})
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
	h.Undo()
	v.reload()
	if r, _ := v.md.idea(chosen.ID); r.Triage != calendar.Unsorted {
		t.Errorf("undone to %q", r.Triage)
	}

	it, err := cal.PlanIdea(h.Ctx, chosen.ID, civil.NewDate(2026, 12, 8), civil.NoClock)
	h.Must(err)
	v.reload()
	if _, still := v.md.idea(chosen.ID); it.State != calendar.Draft || still || len(v.md.ideas) != 1 {
		t.Errorf("planned: %s, %d ideas left", it.State, len(v.md.ideas))
	}
	h.Undo()
	v.reload()
	if r, ok := v.md.idea(chosen.ID); !ok || !r.On.IsZero() {
		t.Error("planning is not taken back whole")
	}
}
