package gui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// TimerQuestion is what is asked about a running timer after a sleep, a crash
// or a very long stretch: what the machine knows of it.
type TimerQuestion struct {
	Client, Hat, Note string
	Start             time.Time
	AliveAt           time.Time // when the machine was last known to be alive
	Gap               int64     // seconds it was not; 0 when it was all along
	Long              bool      // it has run for eight hours or more
}

// What becomes of a timer that was asked about.
const (
	AnswerKeep    = "keep"    // all of it was work
	AnswerTrim    = "trim"    // it ended when the machine fell silent
	AnswerSplit   = "split"   // it ended then, and another goes on from now
	AnswerDiscard = "discard" // it is thrown away
)

// Pulse keeps the timer honest: it tells the database that the machine is
// alive, and what to ask when it was not.
type Pulse interface {
	Question(ctx context.Context) (*TimerQuestion, error)
	Answer(ctx context.Context, answer string) error
	Beat(ctx context.Context) error
}

const (
	beatEvery = time.Minute
	// askAgain is when a question that was closed without an answer comes back.
	askAgain = 5 * time.Minute
)

// pulse beats every minute; before each beat it looks whether the machine was
// silent, since the beat itself would hide it. A question stays until it is
// answered.
func (s *Shell) pulse() {
	if s.deps.Pulse == nil || s.deps.Now().Sub(s.asked) < askAgain {
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
		case q != nil:
			s.ask(*q)
		}
	})
}

const askWidth = 520

// ask puts the question; closing it without an answer asks again later.
func (s *Shell) ask(q TimerQuestion) {
	p := s.printer
	if s.unask != nil {
		s.unask()
	}
	s.asked = s.deps.Now()
	answer := func(a string) func() {
		return func() {
			s.unask()
			work.Do(s.runner, "shell.answer", func(ctx context.Context) error { return s.deps.Pulse.Answer(ctx, a) }, func(err error) {
				s.asked = time.Time{}
				if err != nil {
					s.Fail(err)
				}
				s.Reload()
			})
		}
	}
	rows := []fyne.CanvasObject{widgets.NewParagraph(questionText(p, q, time.Local))}
	offer := func(key string, icon icons.Name) {
		rows = append(rows, widgets.NewButton(p.T("shell.ask_"+key), icon, answer(key)), widgets.Caption(p.T("shell.ask_"+key+"_means")))
	}
	offer(AnswerKeep, icons.Check)
	if q.Gap > 0 {
		offer(AnswerTrim, icons.Stop)
		offer(AnswerSplit, icons.Switch)
	}
	offer(AnswerDiscard, icons.Trash)
	s.unask = widgets.ShowDialog(s.win, p.T("shell.ask_title"), p.T("common.close"), askWidth, widgets.VBox(theme.Space8, rows...))
}

// questionText says what the machine knows, in the zone of the computer.
func questionText(p *text.Printer, q TimerQuestion, zone *time.Location) string {
	what := q.Client
	if q.Hat != "" {
		what += " · " + q.Hat
	}
	start := q.Start.In(zone).Format("15:04")
	if q.Gap > 0 {
		return p.T("shell.ask_gap", "What", what, "Start", start, "Until", q.AliveAt.In(zone).Format("15:04"), "Gap", p.Hours(q.Gap/60))
	}
	return p.T("shell.ask_long", "What", what, "Start", start)
}
