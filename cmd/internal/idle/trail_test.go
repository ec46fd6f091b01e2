package idle

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func at(minutes int) time.Time { return nine.Add(time.Duration(minutes) * time.Minute) }

// look is one after so many minutes by either clock, idle for some.
func look(wall, up, idle int, s Source) Look {
	return Look{Wall: at(wall), Up: time.Duration(up) * time.Minute, Idle: time.Duration(idle) * time.Minute, Source: s}
}

func acted(l Look, minutes int) Look {
	l.Acted = at(minutes)
	return l
}

const quarter = 15 * time.Minute

func TestWhenToAskAndWhereToCut(t *testing.T) {
	started := Timer{Start: nine, AliveAt: nine}
	for _, c := range []struct {
		name      string
		looks     []Look
		threshold time.Duration
		timer     Timer
		want      Reason // empty for no question
		cut       int
		source    Source
		away      int
	}{
		{name: "nobody has looked", threshold: quarter, timer: started},
		{name: "at the desk", looks: []Look{look(10, 10, 0, SourceX11), look(11, 11, 1, SourceX11)}, threshold: quarter, timer: started},
		{
			name: "fourteen minutes are no absence", looks: []Look{look(30, 30, 14, SourceX11)},
			threshold: quarter, timer: started,
		},
		{
			name: "fifteen are", looks: []Look{look(30, 30, 14, SourceX11), look(31, 31, 15, SourceX11)},
			threshold: quarter, timer: started, want: ReasonAway, cut: 16, source: SourceX11, away: 15,
		},
		{
			name: "back before the answer: the cut stays", looks: []Look{look(40, 40, 24, SourceGNOME), look(41, 41, 0, SourceGNOME)},
			threshold: quarter, timer: started, want: ReasonAway, cut: 16, source: SourceGNOME, away: 24,
		},
		{name: "switched off", looks: []Look{look(90, 90, 80, SourceX11)}, timer: started},
		{
			name: "without a system nobody knows of an absence", looks: []Look{acted(look(90, 90, 0, ""), 10)},
			threshold: quarter, timer: started,
		},
		{
			name: "idle since before the start: cut at the start", looks: []Look{look(20, 20, 40, SourceMac)},
			threshold: quarter, timer: started, want: ReasonAway, cut: 0, source: SourceMac, away: 20,
		},
		{
			name: "an absence before the start", looks: []Look{look(20, 20, 20, SourceX11), look(21, 21, 0, SourceX11)},
			threshold: quarter, timer: Timer{Start: at(21), AliveAt: at(21)},
		},
		{
			name: "asleep: the wall clock ran ahead", looks: []Look{look(30, 30, 3, SourceX11), look(130, 31, 0, SourceX11)},
			threshold: quarter, timer: started, want: ReasonAsleep, cut: 27, source: SourceX11, away: 103,
		},
		{
			name: "asleep with the threshold off", looks: []Look{look(30, 30, 3, SourceX11), look(130, 31, 0, SourceX11)},
			timer: started, want: ReasonAsleep, cut: 27, source: SourceX11, away: 103,
		},
		{
			name: "asleep where the monotonic clock runs on", looks: []Look{look(30, 30, 2, SourceWindows), look(130, 130, 0, SourceWindows)},
			threshold: quarter, timer: started, want: ReasonAsleep, cut: 28, source: SourceWindows, away: 102,
		},
		{
			name: "asleep, and no system tells", looks: []Look{acted(look(30, 30, 0, ""), 12), look(130, 31, 0, "")},
			threshold: quarter, timer: started, want: ReasonAsleep, cut: 30, source: SourceBeat, away: 100,
		},
		{name: "three minutes of sleep", looks: []Look{look(30, 30, 0, SourceX11), look(34, 31, 0, SourceX11)}, threshold: quarter, timer: started},
		{
			name: "away, then asleep: the first sign missing counts", looks: []Look{look(31, 31, 15, SourceX11), look(40, 32, 16, SourceX11), look(130, 33, 0, SourceX11)},
			threshold: quarter, timer: started, want: ReasonAsleep, cut: 24, source: SourceX11, away: 106,
		},
		{name: "the clock set back", looks: []Look{look(90, 30, 0, SourceX11), look(30, 31, 0, SourceX11)}, threshold: quarter, timer: started},
		{
			name: "after a crash only the heartbeat is known", looks: []Look{look(130, 1, 0, SourceX11)}, threshold: quarter,
			timer: Timer{Start: nine, AliveAt: at(45), Gap: 85 * time.Minute}, want: ReasonOff, cut: 45, source: SourceBeat, away: 95,
		},
		{
			name: "a heartbeat before the last sign bounds it", looks: []Look{look(30, 30, 0, SourceX11), look(130, 31, 0, SourceX11)},
			threshold: quarter, timer: Timer{Start: nine, AliveAt: at(20), Gap: 110 * time.Minute},
			want: ReasonAsleep, cut: 20, source: SourceBeat, away: 110,
		},
		{
			name: "eight hours, somebody there", looks: []Look{look(139, 480, 3, SourceX11)}, threshold: quarter,
			timer: Timer{Start: nine, AliveAt: at(139), Long: true}, want: ReasonLong, cut: 136, source: SourceX11, away: 4,
		},
		{
			name: "eight hours, and only Régie knows", looks: []Look{acted(look(139, 480, 0, ""), 100)}, threshold: quarter,
			timer: Timer{Start: nine, AliveAt: at(139), Long: true}, want: ReasonLong, cut: 100, source: SourceRegie, away: 40,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var trail Trail
			now := at(0)
			for _, l := range c.looks {
				trail.Add(l, c.threshold)
				now = l.Wall
			}
			if c.timer.Gap > 0 || c.timer.Long {
				now = at(140)
			}
			q, ok := trail.Ask(now, c.timer)
			if ok != (c.want != "") || q.Reason != c.want {
				t.Fatalf("asked %t %+v, want %q", ok, q, c.want)
			}
			if !ok {
				return
			}
			if !q.At.Equal(at(c.cut)) || q.Source != c.source || q.Away != time.Duration(c.away)*time.Minute {
				t.Errorf("cut %s by %s after %s, want minute %d by %s after %d min", q.At, q.Source, q.Away, c.cut, c.source, c.away)
			}
			trail.Forget()
			if q, ok := trail.Ask(now, started); ok {
				t.Errorf("answered, and asked again: %+v", q)
			}
		})
	}
}

// Ensure a cut lies within the timer, whatever the clocks say.
func TestACutLiesWithinTheTimer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var trail Trail
		wall, up := nine, time.Duration(0)
		for range rapid.IntRange(1, 12).Draw(t, "looks") {
			step := time.Duration(rapid.IntRange(0, 400).Draw(t, "step")) * time.Minute
			wall, up = wall.Add(step), up+time.Duration(rapid.Int64Range(0, int64(step)).Draw(t, "awake"))
			source := rapid.SampledFrom([]Source{"", SourceX11, SourceWindows}).Draw(t, "source")
			trail.Add(Look{Wall: wall, Up: up, Idle: time.Duration(rapid.IntRange(0, 900).Draw(t, "idle")) * time.Minute, Source: source}, quarter)
		}
		start := nine.Add(time.Duration(rapid.Int64Range(0, int64(wall.Sub(nine))).Draw(t, "start")))
		alive := start.Add(time.Duration(rapid.Int64Range(0, int64(wall.Sub(start))).Draw(t, "alive")))
		q, ok := trail.Ask(wall, Timer{Start: start, AliveAt: alive, Gap: wall.Sub(alive), Long: rapid.Bool().Draw(t, "long")})
		if ok && (q.At.Before(start) || q.At.After(wall) || q.Away < 0) {
			t.Fatalf("cut %s outside %s to %s, away %s", q.At, start, wall, q.Away)
		}
	})
}

func TestTicksWrap(t *testing.T) {
	for _, c := range []struct {
		now, then uint32
		want      time.Duration
	}{
		{5000, 2000, 3 * time.Second},
		{5000, 5000, 0},
		{1000, 1<<32 - 1000, 2 * time.Second}, // 49.7 days after the start
		{2000, 2010, 0},                       // an input after now was read
	} {
		if got := since(c.now, c.then); got != c.want {
			t.Errorf("since(%d, %d) = %s, want %s", c.now, c.then, got, c.want)
		}
	}
}
