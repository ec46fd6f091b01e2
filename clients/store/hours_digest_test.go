package store

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

// digestEntry draws an entry of one of the clients around two ends of months.
func digestEntry(t *rapid.T, h *hoursHouse, of []clients.ID, id string) hours.Entry {
	rate := rapid.SampledFrom([]*int64{nil, new(int64(0)), new(int64(7500))}).Draw(t, "rate")
	kind := rapid.SampledFrom([]hours.Kind{hours.Contract, hours.Contract, hours.Extra, hours.Free}).Draw(t, "kind")
	e := hours.Entry{
		ID: clients.ID(id), Client: rapid.SampledFrom(of).Draw(t, "client"), Person: h.zoe.ID, Zone: "Europe/Paris",
		On:      civil.NewDate(2026, 1, 28).AddDays(rapid.IntRange(0, 40).Draw(t, "day")),
		Seconds: int64(rapid.IntRange(1, 5000).Draw(t, "seconds")), Kind: kind, Currency: "EUR", Rate: rate, CreatedAt: h.clock.at,
		Hat: rapid.SampledFrom([]string{"writer", "moderator"}).Draw(t, "hat"), Level: rapid.SampledFrom([]string{"senior", "junior"}).Draw(t, "level"),
		Settle: rapid.Bool().Draw(t, "settle"),
	}
	if kind == hours.Free {
		e.Reason = "x"
	}
	return e
}

// Ensure what is kept of months is what their entries come to, whatever is done
// to these, inside a transaction and out of it.
func TestDigestsFollowTheEntries(t *testing.T) {
	h := openHours(t)
	other, err := h.house.AddClient(h.ctx, clients.Client{Key: "other", Name: "Other"})
	h.must(err)
	of := []clients.ID{h.kivu.ID, other.ID}
	ctx := clients.Doing(h.ctx, clients.Act{Kind: "time.add"})
	keep := h.store.Hours()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		rule := clients.Rounding{
			Mode: rapid.SampledFrom([]clients.RoundMode{clients.RoundNone, clients.RoundUp, clients.RoundNearest}).Draw(t, "mode"), Step: 15,
			Scope: rapid.SampledFrom([]clients.RoundScope{clients.ScopeEntry, clients.ScopeDay, clients.ScopeLine}).Draw(t, "scope"),
		}
		for range rapid.IntRange(1, 6).Draw(t, "acts") {
			err := h.store.Tx(ctx, func(ctx context.Context) error {
				n++
				id := fmt.Sprintf("e-%d", rapid.IntRange(max(0, n-4), n).Draw(t, "id"))
				for _, c := range of { // an entry may move to the other client
					if rapid.IntRange(0, 2).Draw(t, "remove") > 0 {
						_ = keep.RemoveEntry(ctx, c, clients.ID(id))
					}
				}
				if err := keep.SaveEntry(ctx, digestEntry(t, h, of, id)); err != nil {
					return err
				}
				return sameAsEntries(ctx, h, of, rule)
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := sameAsEntries(h.ctx, h, of, rule); err != nil {
				t.Fatal(err)
			}
			h.store.later.Wait()
		}
	})
	var kept int
	h.must(h.store.read.QueryRowContext(h.ctx, `SELECT count(*) FROM time_digest`).Scan(&kept))
	if kept == 0 {
		t.Error("nothing was kept")
	}
}

// sameAsEntries compares what is asked of months with what SQLite makes of the
// entries now.
func sameAsEntries(ctx context.Context, h *hoursHouse, of []clients.ID, rule clients.Rounding) error {
	keep, q := h.store.Hours(), h.store.q(ctx)
	days := civil.Range{From: civil.NewDate(2026, 1, 30), To: civil.NewDate(2026, 3, 4)}
	got, err := keep.DayLinesOf(ctx, of, days, rule)
	if err != nil {
		return err
	}
	want, err := readByClient(ctx, q, scanDayLine, linesQuery(`on_date`, rule), idList(of), days.From.String(), days.To.String())
	if err != nil {
		return err
	}
	feb := civil.NewMonth(2026, 2)
	gotMonth, err := keep.LinesOf(ctx, of, feb, feb, rule)
	if err != nil {
		return err
	}
	wantMonth, err := readByClient(ctx, q, func(sc scanner, client *clients.ID) (hours.Row, error) {
		r := hours.Row{Kind: hours.Contract, On: feb.First()}
		var m string
		err := sc.Scan(client, &m, &r.Level, &r.Hat, &r.Rate, &r.Seconds)
		return r, err
	}, linesQuery(`substr(on_date, 1, 7)`, rule), idList(of), feb.First().String(), feb.Last().String())
	if err != nil {
		return err
	}
	gotUse, err := keep.monthUses(ctx, of, feb)
	if err != nil {
		return err
	}
	people, err := keep.PersonUses(ctx, feb, feb.Add(1))
	if err != nil {
		return err
	}
	entries, err := collect(ctx, q, "hours", func(sc scanner) (u hours.PersonUse, err error) {
		err = sc.Scan(&u.Person, &u.Client, &u.Seconds)
		return u, err
	}, `SELECT staff_id, client_id, sum(seconds) FROM time_entry WHERE on_date BETWEEN '2026-02-01' AND '2026-03-31' GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		return err
	}
	if diff := cmp.Diff(entries, people, cmpopts.EquateEmpty()); diff != "" {
		return fmt.Errorf("by person: -entries +digest\n%s", diff)
	}
	for _, id := range of {
		var use monthUse
		e := func(f string) string {
			return `coalesce(sum(` + f + `) FILTER (WHERE client_id = ?1 AND on_date LIKE '2026-02-%'), 0)`
		}
		err := q.QueryRowContext(ctx, `SELECT `+e(`seconds * (kind = 'contract')`)+`, `+e(`seconds`)+`, `+e(`1 - running`)+`, `+e(`running`)+`, `+
			e(`seconds * rate_minor * (kind <> 'free')`)+`, `+e(`rate_minor IS NULL AND kind <> 'free'`)+`, `+e(`settle`)+` FROM time_entry`, id).
			Scan(&use.Seconds, &use.AllSeconds, &use.Entries, &use.Running, &use.RatedMinor, &use.UnratedCount, &use.ToSettleCount)
		if err != nil {
			return err
		}
		for _, diff := range []string{
			cmp.Diff(want[id], got[id]), cmp.Diff(wantMonth[id], gotMonth[id]), cmp.Diff(use, gotUse[clientMonth{id, feb}]),
		} {
			if diff != "" {
				return fmt.Errorf("%s, %v: -entries +digest\n%s", id, rule, diff)
			}
		}
	}
	return nil
}

// Ensure an answer that was found while somebody wrote is not kept.
func TestADigestOvertakenIsNotKept(t *testing.T) {
	h := openHours(t)
	of := []clients.ID{h.kivu.ID}
	m := civil.NewMonth(2026, 2)
	kept := func() (n int) {
		h.store.later.Wait()
		h.must(h.store.read.QueryRowContext(h.ctx, `SELECT count(*) FROM time_digest`).Scan(&n))
		return n
	}
	for _, overtaken := range []bool{true, false} {
		_, err := digests(h.ctx, h.store, "x", of, m, m, func(querier, []clients.ID, civil.Month) (map[clients.ID]int, error) {
			if overtaken {
				_, _, err := h.Add(h.ctx, hours.Form{Client: h.kivu.ID, Person: h.zoe.ID, Hat: "writer", On: m.First(), Seconds: 60})
				h.must(err)
			}
			return nil, nil
		})
		h.must(err)
		if n := kept(); n != count01(!overtaken) {
			t.Errorf("overtaken %v: %d kept", overtaken, n)
		}
	}
}

func count01(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
