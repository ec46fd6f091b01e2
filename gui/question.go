package gui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// TimerQuestion is what is asked about a running timer after a sleep, an
// absence, a crash or a very long stretch: what the machine knows of it.
type TimerQuestion struct {
	Client, Hat, Note string
	Start             time.Time
	Reason            string    // one of the reasons below
	At                time.Time // the last sign of somebody: where to cut
	Source            string    // who told At: one of the sources below
	Away              int64     // seconds from At until somebody was back
	Acted             time.Time // the last act in Régie before that, zero for none known
}

// Reasons of a question.
const (
	ReasonAsleep = "asleep" // the computer slept
	ReasonAway   = "away"   // nobody touched it
	ReasonOff    = "off"    // Régie was closed, crashed or cut off
	ReasonLong   = "long"   // the timer has run for eight hours or more
)

// Sources of the last sign of somebody. Any other is the system's own.
const (
	SourceBeat  = "beat"  // Régie last saw the computer alive; no more is known
	SourceRegie = "regie" // the last act in Régie
)

// What becomes of a timer that was asked about.
const (
	AnswerKeep    = "keep"    // all of it was work
	AnswerTrim    = "trim"    // it ended at a moment gone by
	AnswerSplit   = "split"   // it ended then, and another goes on from now
	AnswerDiscard = "discard" // it is thrown away
)

// Pulse keeps the timer honest: it tells the database that the machine is
// alive, and what to ask when it was not, or when nobody was there.
type Pulse interface {
	// Question looks at machine and timer; nil for nothing to ask.
	Question(ctx context.Context) (*TimerQuestion, error)
	// Answer does what was answered; at is where a trim or a split cuts.
	Answer(ctx context.Context, answer string, at time.Time) error
	Beat(ctx context.Context) error
	// Acted notes an act in the window, from the UI goroutine.
	Acted()
}

const (
	beatEvery = time.Minute
	// askAgain is when a question that was closed without an answer comes back.
	askAgain = 5 * time.Minute
)

// pulse beats every minute; before each beat it looks whether the machine was
// silent, since the beat itself would hide it. A question stays until it is
// answered, and the looks go on meanwhile: one left out would pass for a sleep.
func (s *Shell) pulse() {
	if s.deps.Pulse == nil {
		return
	}
	work.Run(s.runner, "shell.pulse", func(ctx context.Context) (*TimerQuestion, error) {
		q, err := s.deps.Pulse.Question(ctx)
		if err != nil || q != nil {
			return q, err
		}
		return nil, s.deps.Pulse.Beat(ctx)
	}, func(q *TimerQuestion, err error) {
		switch {
		case err != nil:
			s.Fail(err)
		case q != nil && s.deps.Now().Sub(s.asked) >= askAgain:
			s.ask(*q)
		}
	})
}

func (s *Shell) acted() {
	if s.deps.Pulse != nil {
		s.deps.Pulse.Acted()
	}
}

const (
	askWidth = 540
	// leastCut is the shortest time worth keeping before a cut.
	leastCut = time.Minute
)

// ask puts the question; closing it without an answer asks again later.
func (s *Shell) ask(q TimerQuestion) {
	p := s.printer
	if s.unask != nil {
		s.unask()
	}
	s.asked = s.deps.Now()
	cut := widgets.NewClockField(p, "at", p.T("shell.ask_cut"))
	cut.SetClock(clockOf(q.At))
	answer := func(a string) func() { return func() { s.answer(a, q, cut) } }
	rows := []fyne.CanvasObject{widgets.NewParagraph(questionText(p, q, time.Local))}
	for _, fact := range questionFacts(p, q, s.deps.Now(), time.Local) {
		rows = append(rows, widgets.NewParagraph(fact).Token(theme.TokenMute))
	}
	offer := func(key string, icon icons.Name) {
		rows = append(rows, widgets.NewButton(p.T("shell.ask_"+key), icon, answer(key)), widgets.Caption(p.T("shell.ask_"+key+"_means")))
	}
	rows = append(rows, gap(theme.Space4), widgets.MaxWidth(180, cut))
	offer(AnswerTrim, icons.Stop)
	offer(AnswerSplit, icons.Switch)
	rows = append(rows, widgets.Rule())
	offer(AnswerKeep, icons.Check)
	offer(AnswerDiscard, icons.Trash)
	s.unask = widgets.ShowDialog(s.win, p.T("shell.ask_title"), p.T("common.close"), askWidth, widgets.VBox(theme.Space8, rows...))
}

// answer does what was answered and closes the question; a time that is refused
// leaves it open, with the reason at the field.
func (s *Shell) answer(a string, q TimerQuestion, cut *widgets.ClockField) {
	var at time.Time
	if a == AnswerTrim || a == AnswerSplit {
		clock, err := cut.Clock()
		if err != nil {
			cut.SetError(s.printer.Error(err))
			return
		}
		if at = q.At; clock != clockOf(q.At) { // untouched, the seconds stay
			at = lastAt(clock, s.deps.Now())
		}
		if at.Sub(q.Start) < leastCut {
			cut.SetError(s.printer.T("shell.ask_cut_early", "Start", moment(s.printer, q.Start, s.deps.Now(), time.Local)))
			return
		}
	}
	work.Do(s.runner, "shell.answer", func(ctx context.Context) error { return s.deps.Pulse.Answer(ctx, a, at) }, func(err error) {
		if f, ok := fault.As(err); ok && f.Field == cut.Name() {
			cut.SetError(s.printer.Error(err))
			return
		}
		s.unask()
		s.asked = time.Time{}
		if err != nil {
			s.Fail(err)
		}
		s.Reload()
	})
}

// questionText says which timer is meant and why it is asked about, in the
// zone of the computer.
func questionText(p *text.Printer, q TimerQuestion, zone *time.Location) string {
	what := q.Client
	if q.Hat != "" {
		what += " · " + q.Hat
	}
	return p.T("shell.ask_why_"+q.Reason, "What", what, "Start", q.Start.In(zone).Format("15:04"), "Away", p.Hours(q.Away/60))
}

// questionFacts says what is known of the last sign of somebody, and who told.
func questionFacts(p *text.Printer, q TimerQuestion, now time.Time, zone *time.Location) []string {
	say := func(key string, t time.Time) string { return p.T(key, "At", moment(p, t, now, zone)) }
	switch q.Source {
	case SourceRegie:
		return []string{say("shell.ask_from_regie", q.At), p.T("shell.ask_untold")}
	case SourceBeat:
		facts := []string{say("shell.ask_from_beat", q.At)}
		if q.Reason == ReasonOff {
			return facts
		}
		if !q.Acted.IsZero() {
			facts = append(facts, say("shell.ask_from_regie", q.Acted))
		}
		return append(facts, p.T("shell.ask_untold"))
	default:
		return []string{say("shell.ask_from_system", q.At)}
	}
}

// moment is a time of day, with its day where that is not today.
func moment(p *text.Printer, t, now time.Time, zone *time.Location) string {
	clock := t.In(zone).Format("15:04")
	if day := civil.DateOf(t, zone); day != civil.DateOf(now, zone) {
		return p.T("shell.on_day_at", "Day", p.Date(day), "Clock", clock)
	}
	return clock
}
