package hours

import (
	"context"
	"time"

	"regie/clients"
	"regie/clients/fault"
)

// Question is what a person is asked about a running timer: after a sleep or a
// crash, and when it has run for long.
type Question struct {
	Timer
	// Gap is how long the machine was not known to be alive, in seconds; 0 when
	// it was all along.
	Gap  int64
	Long bool // it has run for eight hours or more
}

// Question tells whether a person's timer needs an answer; nil for no.
func (s *Service) Question(ctx context.Context, person clients.ID) (*Question, error) {
	t, err := s.Timer(ctx, person)
	if err != nil || t == nil {
		return nil, err
	}
	q := Question{Timer: *t, Long: time.Duration(t.Elapsed)*time.Second >= LongTimer}
	if gap := s.now().Sub(t.AliveAt); gap >= beatGap {
		q.Gap = int64(gap / time.Second)
	}
	if q.Gap == 0 && !q.Long {
		return nil, nil
	}
	return &q, nil
}

// Answer is what becomes of a timer that was asked about.
type Answer string

// Answers.
const (
	AnswerKeep    Answer = "keep"    // all of it was work; it goes on
	AnswerTrim    Answer = "trim"    // it ended at the last activity
	AnswerSplit   Answer = "split"   // it ended then, and another goes on from now
	AnswerDiscard Answer = "discard" // it is thrown away; undo brings it back
)

// Resolve does what the person answered; at is the last activity, zero for
// what the heartbeat knows. It returns the finished entry of a trim or a split
// and the timer that runs afterwards, zero for none.
func (s *Service) Resolve(ctx context.Context, person clients.ID, a Answer, at time.Time) (ended, running Entry, err error) {
	if ctx, err = s.doingTimer(ctx, person, "timer."+string(a)); err != nil {
		return ended, running, err
	}
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		e, ok, err := s.keep.Running(ctx, person)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New("timer_none", "name", d.staff[person].Name).At("who")
		}
		if at.IsZero() {
			if at, err = s.alive(ctx, e); err != nil {
				return err
			}
		}
		ended, running, err = s.resolve(ctx, d, e, a, at)
		return err
	})
	return ended, running, err
}

func (s *Service) resolve(ctx context.Context, d *desk, e Entry, a Answer, at time.Time) (ended, running Entry, err error) {
	switch a {
	case AnswerKeep:
		return ended, e, s.keep.SetBeat(ctx, e.Person, e.ID, s.now())
	case AnswerTrim:
		ended, _, err = s.stop(ctx, d, e.Person, at)
	case AnswerSplit:
		if ended, _, err = s.stop(ctx, d, e.Person, at); err == nil {
			running, err = s.start(ctx, d, TimerStart{
				Person: e.Person, Client: e.Client, Hat: e.Hat, Note: e.Note, Kind: e.Kind, Reason: e.Reason, Item: e.Item,
			})
		}
	case AnswerDiscard:
		err = s.keep.RemoveEntry(ctx, e.Client, e.ID)
	default:
		err = fault.New("answer_unknown", "value", string(a)).At("answer")
	}
	return ended, running, err
}
