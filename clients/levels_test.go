package clients

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regie/clients/civil"
)

// Ensure a step counts from its day to the next one, and that giving the level
// there was takes a step back.
func TestWithLevel(t *testing.T) {
	march, may := civil.NewDate(2026, 3, 1), civil.NewDate(2026, 5, 1)
	first := []LevelFrom{{Level: LevelIntern}}
	promoted := withLevel(first, LevelFrom{march, LevelJunior})
	for _, c := range []struct {
		name  string
		steps []LevelFrom
		want  []LevelFrom
	}{
		{"promoted", promoted, []LevelFrom{{Level: LevelIntern}, {march, LevelJunior}}},
		{"again the same day", withLevel(promoted, LevelFrom{march, LevelSenior}), []LevelFrom{{Level: LevelIntern}, {march, LevelSenior}}},
		{"back to what it was", withLevel(promoted, LevelFrom{march, LevelIntern}), first},
		{"later the same", withLevel(promoted, LevelFrom{may, LevelJunior}), promoted},
		{"another first", withLevel(promoted, LevelFrom{Level: LevelJunior}), []LevelFrom{{Level: LevelJunior}}},
	} {
		if !slices.Equal(c.steps, c.want) {
			t.Errorf("%s: %v", c.name, c.steps)
		}
	}
	if got := LevelAt(promoted, march.AddDays(-1)); got != LevelIntern {
		t.Errorf("the day before: %s", got)
	}
	if got := LevelAt(promoted, march); got != LevelJunior {
		t.Errorf("the day itself: %s", got)
	}
}

// Ensure a new step changes the days from its own to the next step's, and no other.
func TestWithLevelTouchesItsDaysOnly(t *testing.T) {
	levels := []string{LevelSenior, LevelJunior, LevelAgency, LevelIntern}
	start := civil.NewDate(2026, 1, 1)
	rapid.Check(t, func(t *rapid.T) {
		history := []LevelFrom{{Level: rapid.SampledFrom(levels).Draw(t, "first")}}
		draw := func() LevelFrom {
			return LevelFrom{start.AddDays(rapid.IntRange(0, 60).Draw(t, "day")), rapid.SampledFrom(levels).Draw(t, "level")}
		}
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			history = withLevel(history, draw())
		}
		step := draw()
		after := withLevel(history, step)
		next := start.AddDays(1000)
		for _, h := range history {
			if h.From.After(step.From) && h.From.Before(next) {
				next = h.From
			}
		}
		for d := start.AddDays(-1); d.Before(start.AddDays(70)); d = d.AddDays(1) {
			want := LevelAt(history, d)
			if !d.Before(step.From) && d.Before(next) {
				want = step.Level
			}
			if got := LevelAt(after, d); got != want {
				t.Fatalf("%v then %v: %s on %s, want %s", history, step, got, d, want)
			}
		}
		for i := 1; i < len(after); i++ {
			if after[i-1].Level == after[i].Level || !after[i-1].From.Before(after[i].From) {
				t.Fatalf("not in order: %v", after)
			}
		}
	})
}
