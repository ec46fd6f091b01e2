package gui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Ensure the question says what the machine knows, who told it, and no more.
func TestQuestionText(t *testing.T) {
	p := text.For(text.FR)
	start := time.Date(2026, 3, 2, 9, 5, 0, 0, time.UTC)
	cut, now := start.Add(40*time.Minute), start.Add(135*time.Minute)
	for _, c := range []struct {
		name         string
		q            TimerQuestion
		now          time.Time
		want, absent []string
	}{
		{
			"away",
			TimerQuestion{Reason: ReasonAway, Source: "x11"},
			now,
			[]string{"Kivu Maison · Rédaction", "09:05", "09:45", p.Hours(95), "système"},
			[]string{"dormi", "Régie"},
		},
		{"asleep", TimerQuestion{Reason: ReasonAsleep, Source: "gnome"}, now, []string{"dormi", "09:45", "système"}, []string{"Régie"}},
		{
			"asleep where no system tells",
			TimerQuestion{Reason: ReasonAsleep, Source: SourceBeat, Acted: start.Add(3 * time.Minute)},
			now,
			[]string{"Régie a vu", "09:45", "Dernière action dans Régie", "09:08", "ne dit pas"},
			nil,
		},
		{"after a crash", TimerQuestion{Reason: ReasonOff, Source: SourceBeat}, now, []string{"ne tournait plus", "09:45"}, []string{"système", "ne dit pas"}},
		{
			"eight hours where no system tells",
			TimerQuestion{Reason: ReasonLong, Source: SourceRegie},
			now,
			[]string{"huit heures", "Dernière action dans Régie", "09:45", "ne dit pas"},
			nil,
		},
		{"the day before", TimerQuestion{Reason: ReasonOff, Source: SourceBeat}, now.Add(24 * time.Hour), []string{"2 mars 2026 à 09:45"}, nil},
	} {
		c.q.Client, c.q.Hat, c.q.Start, c.q.At, c.q.Away = "Kivu Maison", "Rédaction", start, cut, 95*60
		got := questionText(p, c.q, time.UTC) + " " + strings.Join(questionFacts(p, c.q, c.now, time.UTC), " ")
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q does not say %q", c.name, got, w)
			}
		}
		for _, w := range c.absent {
			if strings.Contains(got, w) {
				t.Errorf("%s: %q says %q", c.name, got, w)
			}
		}
	}
}

// fakePulse asks what it is told to ask.
type fakePulse struct {
	q       *TimerQuestion
	answers []string
	at      []time.Time
	beats   int
	refuse  error
}

func (f *fakePulse) Question(context.Context) (*TimerQuestion, error) { return f.q, nil }
func (f *fakePulse) Beat(context.Context) error                       { f.beats++; return nil }
func (f *fakePulse) Acted()                                           {}

func (f *fakePulse) Answer(_ context.Context, a string, at time.Time) error {
	if f.refuse != nil {
		return f.refuse
	}
	f.q, f.answers, f.at = nil, append(f.answers, a), append(f.at, at)
	return nil
}

// asked is a window whose timer has run for three hours and is asked about.
func asked(t *testing.T) (*Shell, *world, *fakePulse) {
	t.Helper()
	w := newWorld()
	w.agency.timer = TimerState{Running: true, Client: "kivu", Name: "Kivu Maison", Start: noon().Add(-3 * time.Hour)}
	pulse := &fakePulse{}
	w.deps.Pulse = pulse
	s := w.open(t, work.Sync())
	pulse.q = &TimerQuestion{
		Client: "Kivu Maison", Start: noon().Add(-3 * time.Hour), Reason: ReasonAway, Source: "x11",
		At: noon().Add(-18*time.Minute - 20*time.Second), Away: 18 * 60,
	}
	return s, w, pulse
}

// Ensure that to stop after an absence asks first, and that the cut is the
// system's to the second unless another time is typed.
func TestStoppingAfterAnAbsenceAsks(t *testing.T) {
	s, w, pulse := asked(t)
	press(t, s, fyne.KeyT, ctrl)
	if !w.agency.timer.Running || !widgets.LayerOpen() {
		t.Fatal("the absence was counted as work")
	}
	cut := widgets.NewClockField(s.printer, "at", "")
	cut.SetClock(clockOf(pulse.q.At))
	q := *pulse.q
	s.answer(AnswerTrim, q, cut)
	if len(pulse.at) != 1 || !pulse.at[0].Equal(q.At) || widgets.LayerOpen() {
		t.Fatalf("trimmed at %v", pulse.at)
	}
	cut.SetClock(civil.Clock(11*60 + 30))
	s.answer(AnswerSplit, q, cut)
	if want := noon().Add(-30 * time.Minute); !pulse.at[1].Equal(want) {
		t.Errorf("split at %s, want %s", pulse.at[1], want)
	}
	s.answer(AnswerKeep, q, cut)
	if !pulse.at[2].IsZero() || pulse.answers[2] != AnswerKeep {
		t.Errorf("kept with %v, %v", pulse.answers, pulse.at)
	}
}

// Ensure a cut that is refused leaves the question open with the reason.
func TestACutThatIsRefusedStaysOpen(t *testing.T) {
	s, _, pulse := asked(t)
	s.ask(*pulse.q)
	cut := widgets.NewClockField(s.printer, "at", "")
	cut.SetClock(civil.Clock(9 * 60)) // the start itself
	s.answer(AnswerTrim, *pulse.q, cut)
	if len(pulse.answers) != 0 || cut.Refusal() == "" || !widgets.LayerOpen() {
		t.Errorf("answered %v, refused %q", pulse.answers, cut.Refusal())
	}
	cut.SetClock(civil.Clock(11 * 60))
	pulse.refuse = fault.New("timer_future").At("at")
	s.answer(AnswerTrim, *pulse.q, cut)
	if cut.Refusal() == "" || !widgets.LayerOpen() {
		t.Error("the refusal is nowhere")
	}
}

// Ensure the window looks at the machine every time, and beats only while there
// is nothing to ask.
func TestThePulseNeverSkipsALook(t *testing.T) {
	s, _, pulse := asked(t)
	before := pulse.beats
	s.pulse()
	s.pulse()
	if pulse.beats != before || !widgets.LayerOpen() {
		t.Errorf("%d beats over an open question", pulse.beats-before)
	}
	pulse.q = nil
	s.pulse()
	if pulse.beats != before+1 {
		t.Error("no beat")
	}
}

func TestTheLastTimeAClockShowedIt(t *testing.T) {
	now := noon()
	for _, c := range []struct {
		clock int
		want  time.Time
	}{
		{11 * 60, now.Add(-time.Hour)},
		{12 * 60, now},
		{12*60 + 1, now.Add(time.Minute).AddDate(0, 0, -1)},
		{-1, time.Time{}},
	} {
		if got := lastAt(civil.Clock(c.clock), now); !got.Equal(c.want) {
			t.Errorf("%d: %s, want %s", c.clock, got, c.want)
		}
	}
}

// Ensure the start of a running timer is edited, and left to the second where
// it is not touched.
func TestTheStartOfARunningTimer(t *testing.T) {
	s, w, pulse := asked(t)
	pulse.q = nil
	w.agency.timer.Start = noon().Add(-3*time.Hour + 17*time.Second)
	w.agency.timer.HatKey = "writer"
	s.Reload()
	hats := []widgets.Option{{Key: "writer", Label: "Rédaction"}}
	f := s.timerFields(hats, true)
	c, err := f.read(noon())
	if err != nil || c.Client != "kivu" || c.Hat != "writer" || !c.Start.IsZero() {
		t.Errorf("untouched: %+v, %v", c, err)
	}
	f.since.SetClock(civil.Clock(8 * 60))
	if c, err = f.read(noon()); err != nil || !c.Start.Equal(noon().Add(-4*time.Hour)) {
		t.Errorf("moved: %+v, %v", c, err)
	}
	press(t, s, fyne.KeyE, ctrl)
	if !widgets.LayerOpen() {
		t.Fatal("Ctrl E opened nothing")
	}
	widgets.SaveTop()
	if len(w.agency.edited) != 1 || w.agency.edited[0].Client != "kivu" || widgets.LayerOpen() {
		t.Errorf("edited %+v", w.agency.edited)
	}
}

// Ensure the last work is named and gone on with by one key.
func TestContinueTheLast(t *testing.T) {
	w := newWorld()
	w.agency.timer = TimerState{Last: TimerLast{Name: "Kivu Maison", Hat: "Rédaction", Note: "relecture"}}
	s := w.open(t, work.Sync())
	if got := s.timer.idleWords(w.agency.timer.Last); !strings.Contains(got, "Kivu Maison · Rédaction · «\u00a0relecture\u00a0»") {
		t.Errorf("the bar says %q", got)
	}
	if s.timer.again.Hidden {
		t.Error("no button to go on")
	}
	press(t, s, fyne.KeyR, ctrl|fyne.KeyModifierShift)
	if len(w.agency.started) != 1 || !w.agency.started[0].Again || !s.timer.state.Running || !s.timer.again.Hidden {
		t.Errorf("gone on with %+v", w.agency.started)
	}
	press(t, s, fyne.KeyR, ctrl|fyne.KeyModifierShift)
	if len(w.agency.started) != 1 {
		t.Error("a running timer was continued")
	}
}
