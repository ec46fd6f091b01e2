package ideas

import (
	"context"
	"maps"
	"slices"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/work"
)

// restAfterMark is how long marks rest before they are kept, so that the four
// of one look at an idea are one act, undone at once.
const restAfterMark = 1500 * time.Millisecond

// mark gives the chosen idea a mark at a place, or with −1 where it is asked.
// It stands at once; a whole score is kept at once, others after a rest.
func (v *view) mark(place, value int) {
	r, ok := v.md.idea(v.idea)
	if !ok {
		return
	}
	if place < 0 {
		place = v.asked
	}
	v.scores[r.ID], v.asked = give(r.Score, place, value)
	v.md.mark(v.scores)
	v.drawSide()
	if v.asked < 0 {
		v.keepScores(func() {})
		return
	}
	v.work.After("rest", restAfterMark, func() { v.keepScores(func() {}) })
}

// keepScores keeps the marks given so far, then does what depends on them. It
// outlives the view, so that leaving it loses none.
func (v *view) keepScores(then func()) {
	v.work.Cancel("rest")
	if len(v.scores) == 0 {
		then()
		return
	}
	scores := maps.Clone(v.scores)
	work.Do(v.host.Runner(), "ideas.score", func(ctx context.Context) error {
		for _, id := range slices.Sorted(maps.Keys(scores)) {
			if _, err := v.deps.Calendar.ScoreIdea(ctx, id, scores[id]); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		for id, s := range scores {
			if v.scores[id] == s {
				delete(v.scores, id)
			}
		}
		v.after(err)
		if err == nil {
			then()
		}
	})
}

// mark lays scores over the ideas: what is read may be older than what was
// given here.
func (md model) mark(scores map[clients.ID]calendar.Score) {
	for i, r := range md.ideas {
		if s, ok := scores[r.ID]; ok {
			md.ideas[i].Score = s
		}
	}
}
