package store

import (
	"testing"

	"regie/clients"
	"regie/clients/hours"
	"regie/clients/money"
)

// promotable makes rates of two levels and sells Kivu hours.
func promotable(t *testing.T) *hoursHouse {
	t.Helper()
	h := openHours(t)
	h.sell(nil)
	for level, minor := range map[string]int64{clients.LevelIntern: 2500, clients.LevelJunior: 4500} {
		_, _, err := h.SetRate(h.ctx, hours.Rate{Side: hours.Sale, From: isoDay(t, "2026-01-01"), Level: level, Amount: money.Of(minor, money.EUR)})
		h.must(err)
	}
	return h
}

func (h *hoursHouse) workBy(who clients.ID, on string, minutes int64) hours.Entry {
	h.t.Helper()
	f := h.form(on, minutes)
	f.Person = who
	e, _, err := h.Add(h.ctx, f)
	h.must(err)
	return e
}

func (h *hoursHouse) levelOf(e hours.Entry) (string, int64) {
	h.t.Helper()
	got, err := h.Entry(h.ctx, e.Client, e.ID)
	h.must(err)
	if got.Rate == nil {
		return got.Level, -1
	}
	return got.Level, *got.Rate
}

// Ensure an entry has the level that its person had on its day, whenever it is
// written, and moves to another day's level with its day.
func TestEntriesTakeTheLevelOfTheirDay(t *testing.T) {
	h := promotable(t)
	ben, err := h.house.SetLevel(h.ctx, h.ben.ID, "Junior", isoDay(t, "2026-03-01"))
	h.must(err)
	if ben.Level != clients.LevelJunior {
		t.Errorf("today %s", ben.Level)
	}
	before, after := h.workBy(ben.ID, "2026-02-10", 60), h.workBy(ben.ID, "2026-03-10", 60)
	if l, r := h.levelOf(before); l != clients.LevelIntern || r != 2500 {
		t.Errorf("before the promotion: %s at %d", l, r)
	}
	if l, r := h.levelOf(after); l != clients.LevelJunior || r != 4500 {
		t.Errorf("after: %s at %d", l, r)
	}
	f := hours.FormOf(before)
	f.On = isoDay(t, "2026-03-02")
	_, _, err = h.Edit(h.ctx, before.Client, before.ID, f)
	h.must(err)
	if l, r := h.levelOf(before); l != clients.LevelJunior || r != 4500 {
		t.Errorf("moved over the promotion: %s at %d", l, r)
	}
	// A level chosen by hand stays chosen.
	f = hours.FormOf(after)
	f.Level = clients.LevelSenior
	after, _, err = h.Edit(h.ctx, after.Client, after.ID, f)
	h.must(err)
	f = hours.FormOf(after)
	f.On = isoDay(t, "2026-02-20")
	after, _, err = h.Edit(h.ctx, after.Client, after.ID, f)
	h.must(err)
	if after.Level != clients.LevelSenior {
		t.Errorf("the chosen level became %s", after.Level)
	}
}

// Ensure a promotion told late re-prices open entries from its day on, leaves
// locked ones and those with a chosen level, and is undone whole.
func TestAPromotionReprices(t *testing.T) {
	h := promotable(t)
	feb, mar := h.workBy(h.ben.ID, "2026-02-10", 60), h.workBy(h.ben.ID, "2026-03-10", 60)
	approved, old := h.workBy(h.ben.ID, "2026-03-11", 60), h.workBy(h.ben.ID, "2026-01-20", 60)
	f := h.form("2026-03-12", 60)
	f.Person, f.Level = h.ben.ID, clients.LevelSenior
	chosen, _, err := h.Add(h.ctx, f)
	h.must(err)
	h.must(h.Approve(h.ctx, h.kivu.ID, []clients.ID{approved.ID}))
	_, err = h.house.SetLevel(h.ctx, h.ben.ID, clients.LevelJunior, isoDay(t, "2026-02-01"))
	h.must(err)
	for _, c := range []struct {
		name  string
		e     hours.Entry
		level string
		rate  int64
	}{
		{"february", feb, clients.LevelJunior, 4500},
		{"march", mar, clients.LevelJunior, 4500},
		{"approved", approved, clients.LevelIntern, 2500},
		{"before", old, clients.LevelIntern, 2500},
		{"chosen", chosen, clients.LevelSenior, -1},
	} {
		if l, r := h.levelOf(c.e); l != c.level || r != c.rate {
			t.Errorf("%s: %s at %d, want %s at %d", c.name, l, r, c.level, c.rate)
		}
	}
	_, err = h.history.Undo(h.ctx)
	h.must(err)
	if l, r := h.levelOf(mar); l != clients.LevelIntern || r != 2500 {
		t.Errorf("after undo: %s at %d", l, r)
	}
	if got, err := h.house.LevelOn(h.ctx, h.ben.ID, isoDay(t, "2026-02-01")); err != nil || got != clients.LevelIntern {
		t.Errorf("after undo the level is %s, %v", got, err)
	}
}

// Ensure a promotion to come counts when its day comes, and that a tutor with
// pupils cannot be lowered, now or later.
func TestLevelsToCome(t *testing.T) {
	h := promotable(t)
	p, err := h.house.SetLevel(h.ctx, h.ben.ID, clients.LevelJunior, isoDay(t, "2026-04-01"))
	h.must(err)
	if p.Level != clients.LevelIntern {
		t.Errorf("already %s", p.Level)
	}
	h.clock.at = h.clock.at.AddDate(0, 0, 20)
	if p, err = h.house.StaffByID(h.ctx, h.ben.ID); err != nil || p.Level != clients.LevelJunior {
		t.Errorf("on its day %s, %v", p.Level, err)
	}
	_, err = h.house.SetLevel(h.ctx, h.zoe.ID, clients.LevelJunior, isoDay(t, "2026-09-01"))
	refused(t, err, "tutor_has_pupils", "level")
	_, err = h.house.SetLevel(h.ctx, h.zoe.ID, "wizard", isoDay(t, "2026-09-01"))
	refused(t, err, "level_unknown", "level")
	if _, err = h.house.SetLevel(h.ctx, h.zoe.ID, clients.LevelJunior, isoDay(t, "2025-01-01")); err == nil {
		t.Error("a past level that still counts today was taken")
	}
}

// Ensure that undoing an older promotion takes along what was written since,
// and that doing it again brings it back.
func TestUndoingAnOlderPromotionRelevels(t *testing.T) {
	h := promotable(t)
	_, err := h.house.SetLevel(h.ctx, h.ben.ID, clients.LevelJunior, isoDay(t, "2026-02-01"))
	h.must(err)
	acts, err := h.history.Acts(h.ctx, "", "", 1)
	h.must(err)
	open, approved := h.workBy(h.ben.ID, "2026-03-10", 60), h.workBy(h.ben.ID, "2026-03-11", 60)
	h.must(h.Approve(h.ctx, h.kivu.ID, []clients.ID{approved.ID}))
	_, err = h.history.UndoAct(h.ctx, acts[0].ID)
	h.must(err)
	if l, r := h.levelOf(open); l != clients.LevelIntern || r != 2500 {
		t.Errorf("undone: %s at %d", l, r)
	}
	if l, r := h.levelOf(approved); l != clients.LevelJunior || r != 4500 {
		t.Errorf("approved before: %s at %d", l, r)
	}
	_, err = h.history.Undo(h.ctx)
	if err == nil {
		_, err = h.history.Redo(h.ctx)
	}
	h.must(err)
}
