package calendar_test

import (
	"testing"

	"pgregory.net/rapid"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

func TestScoreTotal(t *testing.T) {
	for _, c := range []struct {
		marks [4]int
		want  int
		known bool
	}{
		{[4]int{5, 5, 1, 1}, 100, true},
		{[4]int{1, 1, 5, 5}, 0, true},
		{[4]int{3, 3, 3, 3}, 50, true},
		{[4]int{5, 4, 2, 1}, 88, true}, // 3·4 + 3·3 + 2·3 + 2·4 = 35 of 40, 87.5 half up
		{[4]int{5, 5, 5, 5}, 60, true},
		{[4]int{1, 1, 1, 1}, 40, true},
		{[4]int{5, 5, 1, 0}, 0, false},
		{[4]int{}, 0, false},
	} {
		if got, known := calendar.ScoreOf(c.marks).Total(); got != c.want || known != c.known {
			t.Errorf("%v: %d %v, want %d %v", c.marks, got, known, c.want, c.known)
		}
	}
}

// Ensure a better mark never lowers the worth, and worth stays in 0 to 100.
func TestScoreIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var marks [4]int
		for i := range marks {
			marks[i] = rapid.IntRange(1, 5).Draw(t, calendar.ScoreParts()[i])
		}
		base, ok := calendar.ScoreOf(marks).Total()
		if !ok || base < 0 || base > 100 {
			t.Fatalf("%v: %d %v", marks, base, ok)
		}
		at := rapid.IntRange(0, 3).Draw(t, "mark")
		if marks[at] == 5 {
			return
		}
		marks[at]++
		more, _ := calendar.ScoreOf(marks).Total()
		if against := at >= 2; against && more >= base || !against && more <= base {
			t.Fatalf("%v: %d after %d", marks, more, base)
		}
		marks[at] = 0
		if _, ok := calendar.ScoreOf(marks).Total(); ok {
			t.Fatalf("%v is known", marks)
		}
	})
}

func TestExperimentPhase(t *testing.T) {
	day := func(d int) civil.Date { return civil.NewDate(2026, 11, d) }
	window := func(from, to int) civil.Range {
		w := civil.Range{From: day(from)}
		if to > 0 {
			w.To = day(to)
		}
		return w
	}
	for _, c := range []struct {
		name string
		x    calendar.Experiment
		want calendar.Phase
	}{
		{"no dates", calendar.Experiment{}, calendar.PhasePlanned},
		{"tomorrow", calendar.Experiment{Window: window(23, 30)}, calendar.PhasePlanned},
		{"first day", calendar.Experiment{Window: window(22, 30)}, calendar.PhaseRunning},
		{"last day", calendar.Experiment{Window: window(1, 22)}, calendar.PhaseRunning},
		{"open end", calendar.Experiment{Window: window(1, 0)}, calendar.PhaseRunning},
		{"over", calendar.Experiment{Window: window(1, 21)}, calendar.PhaseDue},
		{"said early", calendar.Experiment{Window: window(1, 30), Outcome: calendar.Unclear}, calendar.PhaseConcluded},
	} {
		if got := c.x.Phase(day(22)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestParseShare(t *testing.T) {
	for typed, want := range map[string]int{"": 0, "25": 2500, "12,5 %": 1250, "33.33": 3333, "100 %": 10_000} {
		if got, err := calendar.ParseShare(typed); err != nil || got != want {
			t.Errorf("%q: %d %v, want %d", typed, got, err, want)
		}
	}
	for _, typed := range []string{"-1", "100,1", "NaN", "un quart", "1e9"} {
		if _, err := calendar.ParseShare(typed); !fault.Is(err, "share_invalid") {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
