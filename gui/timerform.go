package gui

import (
	"context"
	"time"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/gui/work"
)

// toggleTimer stops the running timer or starts one for the client on screen;
// without one it asks.
func (s *Shell) toggleTimer() {
	t := s.deps.Timer
	if t == nil {
		return
	}
	switch {
	case s.timer.state.Running:
		s.unlessAsked(func() { s.timerAct(t.Stop) })
	case s.route.Page != screen.PageClient:
		s.switchTimer()
	default:
		s.startTimer(TimerChoice{Client: s.route.Client})
	}
}

// beforeTimer asks what is to be asked before a timer starts.
func (s *Shell) beforeTimer(c TimerChoice, then func(TimerChoice)) {
	if s.deps.BeforeTimer == nil {
		then(c)
		return
	}
	s.deps.BeforeTimer(s, c, then)
}

// unlessAsked does something to the running timer, or first puts the question
// that a sleep or an absence left: to stop would count it as work.
func (s *Shell) unlessAsked(do func()) {
	if s.deps.Pulse == nil {
		do()
		return
	}
	work.Run(s.runner, "timer.asked", s.deps.Pulse.Question, func(q *TimerQuestion, err error) {
		switch {
		case err != nil:
			s.Fail(err)
		case q != nil && q.Reason != ReasonLong:
			s.tray.raise() // it may have been asked for outside the window
			s.ask(*q)
		default:
			do()
		}
	})
}

func (s *Shell) timerAct(act func(context.Context) error) {
	s.timer.button.SetBusy(true)
	work.Do(s.runner, "timer.act", act, func(err error) {
		s.timer.button.SetBusy(false)
		if err != nil {
			s.Fail(err)
		}
		s.Reload()
	})
}

// continueTimer goes on with the person's last work.
func (s *Shell) continueTimer() {
	if s.deps.Timer == nil || s.timer.state.Running {
		return
	}
	s.startTimer(TimerChoice{Again: true})
}

// startTimer asks what is to be asked first, then starts a timer.
func (s *Shell) startTimer(c TimerChoice) {
	s.beforeTimer(c, func(c TimerChoice) {
		s.timerAct(func(ctx context.Context) error { return s.deps.Timer.Start(ctx, c) })
	})
}

// switchTimer asks for client, hat and note and starts a timer there; the one
// that runs is stopped by the service.
func (s *Shell) switchTimer() {
	if !s.timer.state.Running {
		s.timerForm(false)
		return
	}
	s.unlessAsked(func() { s.timerForm(false) })
}

// editTimer changes the running timer.
func (s *Shell) editTimer() {
	if s.timer.state.Running {
		s.timerForm(true)
	}
}

// timerForm asks what a timer counts for and since when, with the hats that are
// offered today.
func (s *Shell) timerForm(edit bool) {
	if s.deps.Timer == nil || len(s.data.Clients) == 0 {
		return
	}
	work.Load(s.runner, "timer.hats", func(ctx context.Context) ([]widgets.Option, error) {
		return s.deps.Timer.Hats(ctx, s.printer)
	}, s.Fail, func(hats []widgets.Option) { s.askTimer(hats, edit && s.timer.state.Running) })
}

func (s *Shell) askTimer(hats []widgets.Option, edit bool) {
	p, f := s.printer, s.timerFields(hats, edit)
	title, verb, act := p.T("shell.timer_switch"), p.T("shell.timer_start"), s.deps.Timer.Start
	switch {
	case edit:
		title, verb, act = p.T("shell.timer_edit"), p.T("common.save"), s.deps.Timer.Edit
	case !s.timer.state.Running:
		title = p.T("shell.timer_start_new")
	}
	start := !edit && s.deps.BeforeTimer != nil
	var chosen TimerChoice
	form := widgets.NewForm(s, title, func() (func(context.Context) error, error) {
		c, err := f.read(s.deps.Now())
		chosen = c
		return func(ctx context.Context) error {
			if start { // asked about, then started, once the form is closed
				return nil
			}
			return act(ctx, c)
		}, err
	}, func() {
		if !start {
			s.Reload()
			return
		}
		s.startTimer(chosen)
	}, f.client, f.hat, f.note, f.since)
	form.SaveLabel(verb).Show()
}

// timerFields are what is asked about a timer.
type timerFields struct {
	client, hat *widgets.Select
	note        *widgets.TextField
	since       *widgets.ClockField
	began       civil.Clock // of the timer that is edited, −1 for a new one
}

func (s *Shell) timerFields(hats []widgets.Option, edit bool) timerFields {
	p, st := s.printer, s.timer.state
	clients := make([]widgets.Option, 0, len(s.data.Clients))
	for _, c := range s.data.Clients {
		clients = append(clients, widgets.Option{Key: c.Key, Label: c.Name})
	}
	if !edit {
		hats = append([]widgets.Option{{Label: p.T("shell.timer_last_hat")}}, hats...)
	}
	f := timerFields{
		client: widgets.NewSelect(p, "client", p.T("shell.timer_client"), clients, nil),
		hat:    widgets.NewSelect(p, "hat", p.T("shell.timer_hat"), hats, nil),
		note:   widgets.NewTextField("note", p.T("shell.timer_note")),
		since:  widgets.NewClockField(p, "at", p.T("shell.timer_since")),
		began:  -1,
	}
	f.since.SetPlaceHolder(p.T("shell.timer_now"))
	switch {
	case edit:
		f.began = clockOf(st.Start)
		f.client.Choose(st.Client)
		f.hat.Choose(st.HatKey)
		f.note.SetText(st.Note)
		f.since.SetClock(f.began)
	case s.route.Client != "":
		f.client.Choose(s.route.Client)
	default:
		f.client.Choose(clients[0].Key)
	}
	return f
}

// read is what was typed; a start left as it was keeps its seconds.
func (f timerFields) read(now time.Time) (TimerChoice, error) {
	c := TimerChoice{Client: f.client.Key(), Hat: f.hat.Key(), Note: f.note.Text()}
	clock, err := f.since.Clock()
	if e, ok := fault.As(err); ok {
		return c, e.At(f.since.Name())
	}
	if clock != f.began {
		c.Start = lastAt(clock, now)
	}
	return c, err
}

// clockOf is an instant's time of day in the computer's zone.
func clockOf(t time.Time) civil.Clock {
	t = t.In(time.Local)
	return civil.Clock(t.Hour()*60 + t.Minute())
}

// lastAt is when the computer's clock last showed a time of day, now at the
// latest; the zero time for none (−1).
func lastAt(c civil.Clock, now time.Time) time.Time {
	if c < 0 {
		return time.Time{}
	}
	day := civil.DateOf(now, time.Local)
	for range 3 { // a time of day may be missing once in the night the clocks change
		if t, kind := civil.Instant(day, c, time.Local); kind != civil.Missing && !t.After(now) {
			return t
		}
		day = day.AddDays(-1)
	}
	return now
}
