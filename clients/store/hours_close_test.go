package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/hours"
	"regie/clients/money"
)

// Ensure a retainer that sells a fee and no hours has no overage to agree to:
// its months close, and nothing is asked.
func TestAFeeWithoutHoursAsksNothing(t *testing.T) {
	for _, policy := range []clients.Overage{clients.OverageBill, clients.OverageRefuse} {
		h := openHours(t)
		fee := money.Of(50_000, money.EUR)
		h.sell(func(c *clients.Contract) { c.QuotaMinutes, c.CapMinutes, c.Fee, c.Overage = 0, nil, &fee, policy })
		p, err := h.Preview(h.ctx, h.form("2026-01-12", 180))
		h.must(err)
		if p.Asks() || p.Refused() {
			t.Errorf("%s: asks before: %+v", policy, p)
		}
		h.workBy(h.zoe.ID, "2026-01-12", 180)
		b, err := h.Close(h.ctx, h.kivu.ID, isoMonth(t, "2026-01"))
		if err != nil || b.Unconsented != 0 {
			t.Errorf("%s: %d unconsented, %v", policy, b.Unconsented, err)
		}
	}
}

// Ensure closing writes what was derived: the ledger read back is the month as
// it was played, its movements lead from what was carried in to what is
// carried out, and what follows is as before, for any contract and entries.
func TestAClosedLedgerIsWhatWasPlayed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		h := openHours(t)
		h.sell(func(c *clients.Contract) {
			c.Carry = rapid.SampledFrom([]clients.Carry{clients.CarryNone, clients.CarrySurplus, clients.CarryDeficit, clients.CarryBoth}).Draw(r, "carry")
			c.Order = rapid.SampledFrom([]clients.SpendOrder{clients.OldestFirst, clients.CurrentFirst}).Draw(r, "order")
			c.Overage = rapid.SampledFrom([]clients.Overage{clients.OverageFree, clients.OverageBorrow}).Draw(r, "overage")
			if rapid.Bool().Draw(r, "levels") {
				c.Levels = []clients.LevelQuota{{Level: clients.LevelIntern, Minutes: 300}}
			}
		})
		for i := range rapid.IntRange(0, 12).Draw(r, "entries") {
			who := h.zoe.ID
			if rapid.Bool().Draw(r, "intern") {
				who = h.ben.ID
			}
			month := rapid.SampledFrom([]string{"2026-01", "2026-02"}).Draw(r, "month")
			h.workBy(who, month+"-"+string(rune('1'+i/10))+string(rune('0'+i%10)), rapid.Int64Range(1, 700).Draw(r, "minutes"))
		}
		months := []string{"2026-01", "2026-02", "2026-03"}
		played := make([]hours.Bank, len(months))
		for i, m := range months {
			b, err := h.Bank(h.ctx, h.kivu.ID, isoMonth(t, m))
			h.must(err)
			played[i] = b
		}
		for i, m := range months[:2] {
			closed, err := h.Close(h.ctx, h.kivu.ID, isoMonth(t, m))
			h.must(err)
			same := cmp.Options{
				cmpopts.IgnoreFields(hours.Movement{}, "ID", "Who"), cmpopts.EquateEmpty(),
			}
			if diff := cmp.Diff(played[i].Total, closed.Total, same); diff != "" {
				r.Fatalf("%s: the ledger is not what was played (-played +closed):\n%s", m, diff)
			}
			sum := closed.Total.CarriedIn
			for _, mv := range closed.Total.Movements {
				sum += mv.Minutes
			}
			if sum != closed.Total.Out {
				r.Fatalf("%s: movements lead to %d, carried out %d", m, sum, closed.Total.Out)
			}
		}
		after, err := h.Bank(h.ctx, h.kivu.ID, isoMonth(t, months[2]))
		h.must(err)
		if diff := cmp.Diff(played[2].Total, after.Total, cmpopts.EquateEmpty()); diff != "" {
			r.Fatalf("what follows a close changed:\n%s", diff)
		}
	})
}
