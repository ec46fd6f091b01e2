package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients/civil"
)

func TestContestStages(t *testing.T) {
	today := civil.NewDate(2026, time.November, 22)
	over := Contest{From: today.AddDays(-9), Until: today.AddDays(-1)}
	closed, seeded, drawn, told := over, over, over, over
	closed.List = &ClosedList{}
	seeded.List, seeded.Seed = &ClosedList{}, "05 14 22"
	drawn.Draw = &Draw{}
	told.Draw, told.Result = &Draw{}, "https://example.org/r"
	for name, c := range map[string]struct {
		contest Contest
		want    ContestStage
	}{
		"no dates":        {Contest{}, StagePreparing},
		"begins tomorrow": {Contest{From: today.AddDays(1)}, StagePreparing},
		"begins today":    {Contest{From: today, Until: today}, StageOpen},
		"ended yesterday": {over, StageOver}, "closed": {closed, StageClosed}, "seeded": {seeded, StageSeeded},
		"drawn": {drawn, StageDrawn}, "result published": {told, StagePublished},
	} {
		if got := c.contest.Stage(today); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Ensure a seed has no freedom in how it is written but its letters and digits.
func TestSameShape(t *testing.T) {
	for _, c := range []struct {
		seed, example string
		want          bool
	}{
		{"03 14 15 26 35 + 09", "05 14 22 31 49 + 07", true},
		{"3 14 15 26 35 + 9", "05 14 22 31 49 + 07", false},
		{"03-14-15-26-35 + 09", "05 14 22 31 49 + 07", false},
		{"a1b2c3d4e5", "0f9e8d7c6b", true},
		{"A1B2C3D4E5", "0f9e8d7c6b", false},
		{"Lyon 3-1", "Lens 0-0", true},
	} {
		if got := sameShape(c.seed, c.example); got != c.want {
			t.Errorf("%q as %q: %v", c.seed, c.example, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		example := rapid.StringMatching(`[0-9]{2}( [0-9]{2}){4}`).Draw(t, "example")
		seed := rapid.StringMatching(`[0-9]{2}( [0-9]{2}){4}`).Draw(t, "seed")
		if !sameShape(seed, example) || sameShape(seed+" ", example) || sameShape(seed[1:]+"x", example) {
			t.Fatal("the shape is not held")
		}
	})
}
