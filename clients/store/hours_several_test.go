package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/hours"
)

// Ensure the banks of several clients at once are those of each alone.
func TestBanksOfSeveralAreThoseOfEach(t *testing.T) {
	months := []string{"2026-01", "2026-02", "2026-03"}
	rapid.Check(t, func(r *rapid.T) {
		h := openHours(t)
		own, err := h.house.Internal(h.ctx)
		h.must(err)
		other, err := h.house.AddClient(h.ctx, clients.Client{Key: "lumen", Name: "Atelier Lumen"})
		h.must(err)
		list := []clients.Client{h.kivu, other, own}
		ids := []clients.ID{h.kivu.ID, other.ID, own.ID, "nobody"}
		for _, c := range list[:2] {
			if !rapid.Bool().Draw(r, "sold") {
				continue
			}
			terms := clients.NewTerms(c, isoDay(t, rapid.SampledFrom([]string{"2025-11-01", "2026-01-01", "2026-02-01"}).Draw(r, "from")))
			terms.QuotaMinutes = rapid.Int64Range(0, 300).Draw(r, "quota")
			terms.Carry = rapid.SampledFrom([]clients.Carry{clients.CarryNone, clients.CarrySurplus, clients.CarryBoth}).Draw(r, "carry")
			terms.Overage = rapid.SampledFrom([]clients.Overage{clients.OverageBill, clients.OverageBorrow}).Draw(r, "overage")
			terms.Rounding = clients.Rounding{
				Mode: rapid.SampledFrom([]clients.RoundMode{clients.RoundNone, clients.RoundUp}).Draw(r, "mode"), Step: 15,
				Scope: rapid.SampledFrom([]clients.RoundScope{clients.ScopeEntry, clients.ScopeDay, clients.ScopeDocument}).Draw(r, "scope"),
			}
			if rapid.Bool().Draw(r, "levels") {
				terms.Levels = []clients.LevelQuota{{Level: clients.LevelIntern, Minutes: terms.QuotaMinutes / 2}}
			}
			terms.Deliverables = []clients.Promise{{Kind: "post", Quantity: 4}}
			if _, err := h.house.SetContract(h.ctx, terms); err != nil {
				r.Skip("terms that cannot be")
			}
		}
		for range rapid.IntRange(1, 10).Draw(r, "entries") {
			f := h.form(rapid.SampledFrom(months).Draw(r, "month")+"-0"+rapid.SampledFrom([]string{"2", "3", "9"}).Draw(r, "day"), 0)
			f.Client = rapid.SampledFrom(ids[:3]).Draw(r, "client")
			f.Person = rapid.SampledFrom([]clients.ID{h.zoe.ID, h.ben.ID}).Draw(r, "who")
			f.Seconds = rapid.Int64Range(1, 7200).Draw(r, "seconds")
			_, _, err := h.Add(h.ctx, f)
			h.must(err)
		}
		for _, id := range ids[:2] {
			if rapid.Bool().Draw(r, "moved") { // refused where nothing is sold
				_, _ = h.Adjust(h.ctx, hours.Move{Client: id, Month: isoMonth(t, rapid.SampledFrom(months).Draw(r, "of")), Minutes: 30, Reason: "agreed"})
			}
			if rapid.Bool().Draw(r, "closed") {
				_, _ = h.Close(h.ctx, id, isoMonth(t, "2026-01"))
				_, _ = h.Close(h.ctx, id, isoMonth(t, "2026-02"))
			}
		}
		for _, name := range append(months, "2026-04") {
			m := isoMonth(t, name)
			all, err := h.Banks(h.ctx, ids, m)
			h.must(err)
			ends, err := h.MonthEnds(h.ctx, ids, m)
			h.must(err)
			if len(all) != len(list) || len(ends) != len(list) {
				r.Fatalf("%d banks of %d clients", len(all), len(list))
			}
			for _, c := range list {
				alone, err := h.Bank(h.ctx, c.ID, m)
				h.must(err)
				end, err := h.MonthEnds(h.ctx, []clients.ID{c.ID}, m)
				h.must(err)
				if diff := cmp.Diff(end[c.ID].Faults, ends[c.ID].Faults); diff != "" {
					r.Fatalf("faults of %s in %s (-alone +together):\n%s", c.Key, name, diff)
				}
				if diff := cmp.Diff(alone, all[c.ID]); diff != "" {
					r.Fatalf("%s in %s (-alone +together):\n%s", c.Key, name, diff)
				}
			}
		}
	})
}
