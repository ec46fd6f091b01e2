package main

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/cmd/internal/idle"
	"regie/cmd/internal/wire"
	"regie/gui"
	"regie/gui/start"
)

// untold is a system that tells nothing.
func untold(context.Context) (time.Duration, idle.Source, error) { return 0, "", idle.ErrUntold }

// desk is a house whose clock the test moves, with somebody at it or not.
type desk struct {
	ctx   context.Context
	house *wire.House
	timer timer
	now   time.Time
	idle  time.Duration
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{now: testNow}
	folder := filepath.Join(t.TempDir(), "d")
	h, err := wire.Open(context.Background(), wire.Options{Folder: folder, Lang: "fr", Now: func() time.Time { return d.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	who := &people{service: h.Clients, folder: folder, file: filepath.Join(t.TempDir(), "acting.json")}
	d.ctx, d.house = actingContext{context.Background(), who}, h
	d.timer = timer{h, newPresence(func(context.Context) (time.Duration, idle.Source, error) { return d.idle, idle.SourceX11, nil }, nil)}
	if err := ownAgency(d.ctx, h, start.Answers{Agency: "Boréale", Person: "Awa", Level: "senior", Client: "Kivu", Minutes: 600}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := who.Acting(d.ctx); err != nil {
		t.Fatal(err)
	}
	return d
}

// after lets minutes pass, each with its look and its beat, as the window does;
// it returns the question that stands at the end.
func (d *desk) after(t *testing.T, minutes int, away bool) *gui.TimerQuestion {
	t.Helper()
	var q *gui.TimerQuestion
	for range minutes {
		d.now = d.now.Add(time.Minute)
		d.timer.presence.began = d.timer.presence.began.Add(-time.Minute)
		if d.idle += time.Minute; !away {
			d.idle = 0
		}
		var err error
		if q, err = d.timer.Question(d.ctx); err != nil {
			t.Fatal(err)
		}
		if q == nil {
			if err := d.timer.Beat(d.ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	return q
}

func TestAnAbsenceIsCutWhereTheSystemLastSawSomebody(t *testing.T) {
	d := newDesk(t)
	if err := d.timer.Start(d.ctx, gui.TimerChoice{Client: "kivu", Hat: "writer", Note: "relecture"}); err != nil {
		t.Fatal(err)
	}
	if q := d.after(t, 30, false); q != nil {
		t.Fatalf("asked at work: %+v", q)
	}
	if q := d.after(t, 14, true); q != nil {
		t.Fatalf("asked after 14 minutes: %+v", q)
	}
	q := d.after(t, 6, true)
	if q == nil || q.Reason != gui.ReasonAway || q.Source != "x11" || !q.At.Equal(testNow.Add(30*time.Minute)) || q.Away != 20*60 || q.Client != "Kivu" {
		t.Fatalf("asked %+v", q)
	}
	if back := d.after(t, 3, false); back == nil || !back.At.Equal(q.At) {
		t.Fatalf("somebody is back, and the cut moved: %+v", back)
	}
	if err := d.timer.Answer(d.ctx, gui.AnswerTrim, q.At); err != nil {
		t.Fatal(err)
	}
	st, err := d.timer.State(d.ctx, text.For(text.FR))
	if err != nil || st.Running || st.Today != 30*60 || st.Last.Name != "Kivu" || st.Last.Note != "relecture" {
		t.Fatalf("after the cut %+v, %v", st, err)
	}
	if err := d.timer.Start(d.ctx, gui.TimerChoice{Again: true}); err != nil {
		t.Fatal(err)
	}
	if st, err = d.timer.State(d.ctx, text.For(text.FR)); err != nil || !st.Running || st.Note != "relecture" || st.HatKey != "writer" {
		t.Errorf("gone on with %+v, %v", st, err)
	}
	if q := d.after(t, 2, false); q != nil {
		t.Errorf("asked again: %+v", q)
	}
}

func TestTheAbsenceIsTheAgencysToSet(t *testing.T) {
	d := newDesk(t)
	set := func(minutes int64) {
		t.Helper()
		if _, err := d.house.Clients.EditAgency(d.ctx, func(a *clients.Agency) { a.IdleMinutes = minutes }); err != nil {
			t.Fatal(err)
		}
	}
	set(0)
	if err := d.timer.Start(d.ctx, gui.TimerChoice{Client: "kivu", Hat: "writer"}); err != nil {
		t.Fatal(err)
	}
	if q := d.after(t, 60, true); q != nil {
		t.Fatalf("asked although it is off: %+v", q)
	}
	d.after(t, 1, false)
	set(30)
	if q := d.after(t, 29, true); q != nil {
		t.Fatalf("asked early: %+v", q)
	}
	if q := d.after(t, 1, true); q == nil {
		t.Error("did not ask after the half hour")
	}
}

func TestALongTimerThatIsKeptIsLeftInPeace(t *testing.T) {
	d := newDesk(t)
	if err := d.timer.Start(d.ctx, gui.TimerChoice{Client: "kivu", Hat: "writer"}); err != nil {
		t.Fatal(err)
	}
	if q := d.after(t, 8*60-1, false); q != nil {
		t.Fatalf("asked early: %+v", q)
	}
	q := d.after(t, 1, false)
	if q == nil || q.Reason != gui.ReasonLong || !q.At.Equal(d.now) {
		t.Fatalf("asked %+v", q)
	}
	if err := d.timer.Answer(d.ctx, gui.AnswerKeep, noTime); err != nil {
		t.Fatal(err)
	}
	if q := d.after(t, 60, false); q != nil {
		t.Errorf("asked again: %+v", q)
	}
}

func TestTheStartOfARunningTimerMoves(t *testing.T) {
	d := newDesk(t)
	if err := d.timer.Start(d.ctx, gui.TimerChoice{Client: "kivu", Hat: "writer"}); err != nil {
		t.Fatal(err)
	}
	d.after(t, 10, false)
	earlier := testNow.Add(-25 * time.Minute)
	if err := d.timer.Edit(d.ctx, gui.TimerChoice{Client: "kivu", Hat: "analyst", Note: "mesure", Start: earlier}); err != nil {
		t.Fatal(err)
	}
	st, err := d.timer.State(d.ctx, text.For(text.FR))
	if err != nil || !st.Start.Equal(earlier) || st.HatKey != "analyst" || st.Note != "mesure" {
		t.Fatalf("state %+v, %v", st, err)
	}
	if q := d.after(t, 1, false); q != nil {
		t.Errorf("asked after the edit: %+v", q)
	}
}
