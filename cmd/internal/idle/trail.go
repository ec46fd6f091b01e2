package idle

import "time"

// Least is how long nobody, or no machine, must have been there before a sleep
// is worth a question.
const Least = 5 * time.Minute

// Look is what one look at the machine found.
type Look struct {
	Wall   time.Time     // the wall clock
	Up     time.Duration // the monotonic clock, from any origin: it stands still while the machine sleeps
	Idle   time.Duration // since the last key or pointer movement; meant only where Source is the system's
	Source Source        // who told Idle; empty where nobody did
	Acted  time.Time     // the last act in Régie, zero for none
}

// last is the last sign of somebody: by the system, else the machine's own, for
// an act in Régie says nothing about work in another program.
func (l Look) last() (time.Time, Source) {
	if l.Source.System() {
		return l.Wall.Add(-max(0, l.Idle)), l.Source
	}
	return l.Wall, SourceBeat
}

// Silence is a stretch in which nobody was there, or the machine was not.
type Silence struct {
	From   time.Time // the last sign of somebody before it
	Source Source    // who told
	Seen   time.Time // until when it was seen to last
	Asleep bool      // the machine slept in it, or its clock was set forward
	Acted  time.Time // the last act in Régie before it, zero for none
}

// Trail follows the looks at the machine, about a minute apart, and holds the
// last silence until it is forgotten. The zero value is an empty trail.
type Trail struct {
	before  Look
	any     bool
	silence *Silence
}

// Add takes a look. A sleep is seen by the wall clock running ahead of the
// monotonic one, and where that one runs on in sleep (Windows) by the look
// coming late. An absence is seen by an idle time from the threshold on, 0 for
// never; only the system's reading counts, for who works in another program
// does not act in Régie.
func (t *Trail) Add(l Look, threshold time.Duration) {
	before, known := t.before, t.any
	t.before, t.any = l, true
	if known {
		wall := l.Wall.Round(0).Sub(before.Wall.Round(0)) // without the monotonic part
		if wall-(l.Up-before.Up) >= Least || wall >= Least {
			from, source := before.last()
			t.silence = &Silence{From: from, Source: source, Seen: l.Wall, Asleep: true, Acted: before.Acted}
			return
		}
	}
	if threshold > 0 && l.Source.System() && l.Idle >= threshold {
		from, source := l.last()
		slept := t.silence != nil && t.silence.Asleep && !from.After(t.silence.Seen)
		t.silence = &Silence{From: from, Source: source, Seen: l.Wall, Asleep: slept, Acted: l.Acted}
	}
}

// Forget drops the silence: it was answered.
func (t *Trail) Forget() { t.silence = nil }

// Timer is what the database knows of a running timer.
type Timer struct {
	Start, AliveAt time.Time     // AliveAt is its last heartbeat
	Gap            time.Duration // since the heartbeat, 0 while it is regular
	Long           bool          // it has run for very long
}

// Reason is why a question is put.
type Reason string

// Reasons, the strongest first.
const (
	ReasonAsleep Reason = "asleep" // the machine slept while this program ran
	ReasonAway   Reason = "away"   // nobody was at the machine
	ReasonOff    Reason = "off"    // no program beat: closed, crashed or cut off
	ReasonLong   Reason = "long"   // it runs for very long
)

// Question is what to ask about a timer.
type Question struct {
	Reason Reason
	// At is where to cut: the last sign of somebody, never before the start.
	At     time.Time
	Source Source        // who told At
	Away   time.Duration // from At until now, or until somebody was back
	Acted  time.Time     // the last act in Régie before that, zero for none
}

// Ask judges whether a running timer needs a question.
func (t *Trail) Ask(now time.Time, tm Timer) (Question, bool) {
	if s := t.silence; s != nil && s.Seen.After(tm.Start) {
		q := Question{Reason: ReasonAway, At: s.From, Source: s.Source, Acted: s.Acted}
		if s.Asleep {
			q.Reason = ReasonAsleep
		}
		// A heartbeat older than the last sign of somebody is the safer bound:
		// another program may have kept the timer before.
		if tm.Gap > 0 && tm.AliveAt.Before(q.At) {
			q.At, q.Source = tm.AliveAt, SourceBeat
		}
		return q.from(tm.Start, s.Seen), true
	}
	if tm.Gap > 0 {
		return Question{Reason: ReasonOff, At: tm.AliveAt, Source: SourceBeat}.from(tm.Start, now), true
	}
	if tm.Long {
		q := Question{Reason: ReasonLong, At: now, Source: SourceBeat}
		if t.any {
			q.At, q.Source = t.before.last()
			q.Acted = t.before.Acted
		}
		if !q.Source.System() && !q.Acted.IsZero() {
			q.At, q.Source = q.Acted, SourceRegie
		}
		return q.from(tm.Start, now), true
	}
	return Question{}, false
}

// from keeps the cut within the timer and measures the absence.
func (q Question) from(start, until time.Time) Question {
	if q.At.Before(start) {
		q.At = start
	}
	if !q.Acted.IsZero() && q.Acted.Before(start) {
		q.Acted = time.Time{}
	}
	q.Away = max(0, until.Round(0).Sub(q.At.Round(0)))
	return q
}
