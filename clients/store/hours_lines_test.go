package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

// Ensure days summed in the database give the bank the same uses as the entries
// themselves, whatever the rounding.
func TestDayLinesGiveTheSameUses(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		h := openHours(t)
		h.sell(nil)
		for range rapid.IntRange(1, 14).Draw(r, "entries") {
			who := rapid.SampledFrom([]clients.ID{h.zoe.ID, h.ben.ID}).Draw(r, "who")
			f := h.form(rapid.SampledFrom([]string{"2026-01-05", "2026-01-06", "2026-01-31"}).Draw(r, "on"), 0)
			f.Person, f.Seconds = who, rapid.Int64Range(1, 9000).Draw(r, "seconds")
			f.Hat = rapid.SampledFrom([]string{"writer", "strategy"}).Draw(r, "hat")
			f.Kind = rapid.SampledFrom([]hours.Kind{hours.Contract, hours.Free}).Draw(r, "kind")
			f.Reason = "offered"
			_, _, err := h.Add(h.ctx, f)
			h.must(err)
		}
		rule := clients.Rounding{
			Mode:  rapid.SampledFrom([]clients.RoundMode{clients.RoundNone, clients.RoundUp, clients.RoundNearest}).Draw(r, "mode"),
			Step:  rapid.SampledFrom([]int{1, 6, 15}).Draw(r, "step"),
			Scope: rapid.SampledFrom([]clients.RoundScope{clients.ScopeEntry, clients.ScopeDay, clients.ScopeLine, clients.ScopeDocument}).Draw(r, "scope"),
		}
		left := rule
		if rule.Scope == clients.ScopeEntry || rule.Scope == clients.ScopeDay {
			left = clients.Rounding{Mode: clients.RoundNone}
		}
		days := civil.NewMonth(2026, 1).Range()
		keep := h.store.Hours()
		rows, err := keep.Rows(h.ctx, h.kivu.ID, days)
		h.must(err)
		lines, err := keep.DayLines(h.ctx, h.kivu.ID, days, rule)
		h.must(err)
		for _, levels := range [][]string{nil, {clients.LevelIntern}} {
			if diff := cmp.Diff(hours.UsesByDay(rows, rule, levels), hours.UsesByDay(lines, left, levels)); diff != "" {
				r.Fatalf("%v, levels %v (-entries +sums):\n%s", rule, levels, diff)
			}
		}
	})
}
