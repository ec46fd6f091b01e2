package calendar

import (
	"slices"

	"regie/clients/fault"
	"regie/clients/money"
)

// Score is the twenty-second judgement of an idea (PRODUCT 3.9): four marks
// from 1 to 5, 0 where none was given yet. A high Effort or Risk speaks
// against the idea.
type Score struct {
	Fit    int // how much it concerns the audience
	Timely int // how much it must be now
	Effort int // how much work it is
	Risk   int // how much harm it may do
}

// Weights of the marks: whom it concerns and whether it is the moment count
// half as much again as what it costs and what it risks.
const (
	weightFor     = 3
	weightAgainst = 2
	highestMark   = 5
)

// Total is what the idea is worth from 0 to 100:
//
//	100 × (3·(fit−1) + 3·(timely−1) + 2·(5−effort) + 2·(5−risk)) ÷ 40, half up.
//
// ok is false while a mark is missing: a value not known is not a zero.
func (s Score) Total() (total int, ok bool) {
	if slices.Contains(s.Marks(), 0) {
		return 0, false
	}
	sum := weightFor*(s.Fit-1+s.Timely-1) + weightAgainst*(2*highestMark-s.Effort-s.Risk)
	most := (highestMark - 1) * 2 * (weightFor + weightAgainst)
	return int(money.RoundHalfUp(int64(100*sum), int64(most))), true
}

// Marks are the four in the order in which they are asked.
func (s Score) Marks() []int { return []int{s.Fit, s.Timely, s.Effort, s.Risk} }

// ScoreParts names the marks in the order of Marks: catalogue "calendar.score.<part>".
func ScoreParts() []string { return []string{"fit", "timely", "effort", "risk"} }

// ScoreOf is the score with these four marks.
func ScoreOf(marks [4]int) Score {
	return Score{Fit: marks[0], Timely: marks[1], Effort: marks[2], Risk: marks[3]}
}

// check refuses marks that are none; fault score_invalid at the mark.
func (s Score) check() error {
	for i, m := range s.Marks() {
		if m < 0 || m > highestMark {
			return fault.New("score_invalid", "value", m).At(ScoreParts()[i])
		}
	}
	return nil
}

// compareScores orders by worth, the best first and those unknown last.
func compareScores(a, b Score) int {
	x, known := a.Total()
	y, other := b.Total()
	switch {
	case known && other:
		return y - x
	case known:
		return -1
	case other:
		return 1
	default:
		return 0
	}
}
