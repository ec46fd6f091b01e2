package store

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

func onDay(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (h *house) terms(c clients.Client, from, until string, hours int64) (clients.Contract, error) {
	h.Helper()
	t := clients.NewTerms(c, onDay(h, from))
	if until != "" {
		t.Until = onDay(h, until)
	}
	t.QuotaMinutes = hours * 60
	return h.svc.SetContract(h.ctx, t)
}

// Ensure one version is in force at a time and one a month.
func TestVersionsOfTerms(t *testing.T) {
	h := openHouse(t)
	c := h.client("Kivu")
	_, err := h.terms(c, "2026-01-15", "", 20)
	h.must(err)
	_, err = h.terms(c, "2026-03-10", "", 25)
	h.refused(err, "contract_from_day", "from")
	_, err = h.terms(c, "2026-01-20", "", 25)
	h.refused(err, "contract_from_day", "from")
	april, err := h.terms(c, "2026-04-01", "2026-09-20", 25)
	h.must(err)
	_, err = h.terms(c, "2026-09-25", "", 30)
	h.refused(err, "contract_month_shared", "from")
	_, err = h.terms(c, "2026-12-10", "", 30)
	h.must(err)
	_, err = h.terms(c, "2026-10-01", "2027-01-31", 30)
	h.refused(err, "contract_overlap", "from")

	for _, w := range []struct {
		day   string
		hours int64
	}{
		{"2026-01-14", 0},
		{"2026-01-15", 20},
		{"2026-03-31", 20},
		{"2026-04-01", 25},
		{"2026-09-20", 25},
		{"2026-09-21", 0},
		{"2026-11-30", 0},
		{"2026-12-10", 30},
	} {
		got, ok, err := h.svc.ContractOn(h.ctx, c.ID, onDay(t, w.day))
		if err != nil || ok != (w.hours > 0) || got.QuotaMinutes != w.hours*60 {
			t.Errorf("on %s: %d min, %v, %v", w.day, got.QuotaMinutes, ok, err)
		}
	}
	// New terms inside a term that was to end: the old ones end on the eve.
	_, err = h.terms(c, "2026-07-01", "2026-09-20", 40)
	h.must(err)
	all, err := h.svc.Contracts(h.ctx, c.ID)
	h.must(err)
	if got, _, _ := h.svc.ContractOn(h.ctx, c.ID, onDay(t, "2026-06-30")); got.ID != april.ID {
		t.Errorf("June: %+v", got)
	}
	if got, _ := clients.TermsOn(all, onDay(t, "2026-07-01")); got.QuotaMinutes != 2400 {
		t.Errorf("July: %+v", got)
	}
	h.must(h.svc.RemoveContract(h.ctx, c.ID, april.ID))
	if got, _, _ := h.svc.ContractOn(h.ctx, c.ID, onDay(t, "2026-06-30")); got.QuotaMinutes != 1200 {
		t.Errorf("June, April's removed: %+v", got)
	}
}

func TestTermsThatAreRefused(t *testing.T) {
	h := openHouse(t)
	c := h.client("Kivu")
	num := func(n int) *int { return &n }
	long := func(n int64) *int64 { return &n }
	fee := money.Of(-1, money.EUR)
	for name, w := range map[string]struct {
		change      func(*clients.Contract)
		code, field string
	}{
		"no first day":   {func(k *clients.Contract) { k.From = civil.Date{} }, "contract_from_missing", "from"},
		"ends before":    {func(k *clients.Contract) { k.Until = onDay(t, "2025-12-31") }, "contract_until_order", "until"},
		"negative hours": {func(k *clients.Contract) { k.QuotaMinutes = -60 }, "quota_invalid", "hours"},
		"absurd hours":   {func(k *clients.Contract) { k.QuotaMinutes = 1 << 60 }, "quota_invalid", "hours"},
		"levels above":   {func(k *clients.Contract) { k.Levels = []clients.LevelQuota{{Level: "senior", Minutes: 1201}} }, "levels_sum", "level"},
		"a level twice": {func(k *clients.Contract) {
			k.Levels = []clients.LevelQuota{{Level: "senior", Minutes: 1}, {Level: "Senior", Minutes: 1}}
		}, "level_twice", "level"},
		"no such level": {func(k *clients.Contract) { k.Levels = []clients.LevelQuota{{Level: "wizard", Minutes: 1}} }, "level_unknown", "level"},
		"negative fee":  {func(k *clients.Contract) { k.Fee = &fee }, "fee_negative", "fee"},
		"no such share": {func(k *clients.Contract) { k.Share = "2/3" }, "contract_share_invalid", "share"},
		"two caps":      {func(k *clients.Contract) { k.CapMinutes, k.CapPercent = long(60), num(10) }, "cap_invalid", "cap"},
		"no validity":   {func(k *clients.Contract) { k.ValidMonths = num(0) }, "valid_invalid", "valid"},
		"carry":         {func(k *clients.Contract) { k.Carry = "some" }, "choice_unknown", "carry"},
		"step":          {func(k *clients.Contract) { k.Rounding = clients.Rounding{Mode: "up", Step: 7, Scope: "entry"} }, "rounding_invalid", "round"},
		"mode":          {func(k *clients.Contract) { k.Rounding = clients.Rounding{Mode: "sideways", Step: 5, Scope: "entry"} }, "choice_unknown", "round"},
		"deliverable twice": {func(k *clients.Contract) {
			k.Deliverables = []clients.Promise{{Kind: "post", Quantity: 1}, {Kind: "post", Quantity: 2}}
		}, "deliverable_invalid", "deliver"},
		"no coefficient": {func(k *clients.Contract) { k.OverageCoefficient = 0 }, "coefficient_invalid", "coefficient"},
	} {
		k := clients.NewTerms(c, onDay(t, "2026-01-01"))
		k.QuotaMinutes = 1200
		w.change(&k)
		_, err := h.svc.SetContract(h.ctx, k)
		if f, ok := fault.As(err); !ok || f.Code != w.code || f.Field != w.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	own, err := h.svc.Internal(h.ctx)
	h.must(err)
	_, err = h.terms(own, "2026-01-01", "", 1)
	h.refused(err, "client_internal", "client")
	if acts, err := h.history.Acts(h.ctx, c.ID, "", 10); err != nil || len(acts) != 1 {
		t.Errorf("a refusal left a trace: %+v, %v", acts, err)
	}
}

// Ensure a share of full time is counted once (1/5 of 9 100 min is 1 820) and
// stays what was sold when the agency's full time changes.
func TestSharesOfFullTime(t *testing.T) {
	for share, want := range map[string]int64{"1/5": 1820, "1/4": 2275, "1/3": 3033, "1/2": 4550} {
		if got, err := clients.ShareMinutes(9100, share); err != nil || got != want {
			t.Errorf("%s: %d, %v", share, got, err)
		}
	}
	h := openHouse(t)
	k := clients.NewTerms(h.client("Kivu"), onDay(t, "2026-01-01"))
	k.Share = "1/5"
	k, err := h.svc.SetContract(h.ctx, k)
	if err != nil || k.QuotaMinutes != 1820 {
		t.Fatalf("%+v, %v", k, err)
	}
	_, err = h.svc.EditAgency(h.ctx, func(a *clients.Agency) { a.FullTimeMinutes = 10_000 })
	h.must(err)
	k.Note = "inchangé"
	if k, err = h.svc.SetContract(h.ctx, k); err != nil || k.QuotaMinutes != 1820 {
		t.Errorf("%+v, %v", k, err)
	}
}

// Ensure a version is kept whole, and its undo brings the one before back whole.
func TestTermsAreKeptWhole(t *testing.T) {
	h := openHouse(t)
	c := h.client("Kivu")
	months, limit := 2, int64(480)
	fee := money.Of(180_050, money.USD)
	k := clients.NewTerms(c, onDay(t, "2026-01-01"))
	k.Name, k.Until, k.QuotaMinutes, k.Fee = "Forfait", onDay(t, "2026-12-31"), 1200, &fee
	k.Carry, k.CapMinutes, k.ValidMonths, k.Order, k.Overage = clients.CarryBoth, &limit, &months, clients.CurrentFirst, clients.OverageBorrow
	k.OverageCoefficient, k.Rounding, k.SupervisionFree, k.StatementFirst = 12_500, clients.Rounding{Mode: "nearest", Step: 15, Scope: "day"}, false, true
	k.Levels = []clients.LevelQuota{{Level: "senior", Minutes: 360}, {Level: "junior", Minutes: 240}}
	k.Deliverables = []clients.Promise{{Kind: "post", Quantity: 30}, {Kind: "story", Quantity: 12}}
	k, err := h.svc.SetContract(h.ctx, k)
	h.must(err)
	same := func(when string, want clients.Contract) {
		t.Helper()
		got, ok, err := h.svc.ContractOn(h.ctx, c.ID, onDay(t, "2026-06-15"))
		if err != nil || !ok || got.Currency != "USD" || *got.Fee != *want.Fee || *got.CapMinutes != *want.CapMinutes ||
			len(got.Levels) != len(want.Levels) || len(got.Deliverables) != len(want.Deliverables) ||
			got.Rounding != want.Rounding || got.Until != want.Until || got.SupervisionFree != want.SupervisionFree || got.OverageCoefficient != want.OverageCoefficient {
			t.Errorf("%s: %+v, %v", when, got, err)
		}
	}
	same("kept", k)
	less := k
	less.Levels, less.Deliverables, less.SupervisionFree = k.Levels[:1], nil, true
	less, err = h.svc.SetContract(h.ctx, less)
	h.must(err)
	same("changed", less)
	_, err = h.history.Undo(h.ctx)
	h.must(err)
	same("undone", k)
	_, err = h.history.Redo(h.ctx)
	h.must(err)
	same("redone", less)
}

// Ensure a room's veto is asked for the days that change, and only then.
func TestAVetoOnTermsIsAskedForTheDaysThatChange(t *testing.T) {
	h := openHouse(t)
	c := h.client("Kivu")
	var asked []civil.Range
	closed := onDay(t, "2026-03-31")
	h.svc.BeforeTerms(func(_ context.Context, _ clients.ID, days civil.Range) error {
		asked = append(asked, days)
		if days.Contains(closed) {
			return fault.New("month_closed")
		}
		return nil
	})
	april, err := h.terms(c, "2026-04-01", "", 20)
	h.must(err)
	_, err = h.terms(c, "2026-01-01", "", 20)
	h.refused(err, "month_closed", "")
	april.Note = "a word"
	_, err = h.svc.SetContract(h.ctx, april)
	h.must(err)
	h.must(h.svc.RemoveContract(h.ctx, c.ID, april.ID))
	_, err = h.terms(c, "2026-01-01", "2026-02-28", 20)
	h.must(err)
	want := []civil.Range{
		{From: onDay(t, "2026-04-01")},
		{From: onDay(t, "2026-01-01"), To: closed},
		{From: onDay(t, "2026-04-01")},
		{From: onDay(t, "2026-01-01"), To: onDay(t, "2026-02-28")},
	}
	if len(asked) != len(want) {
		t.Fatalf("asked %v", asked)
	}
	for i := range want {
		if asked[i] != want[i] {
			t.Errorf("asked %v, want %v", asked[i], want[i])
		}
	}
}

// Ensure, whatever is set and removed in whatever order, that no day has two
// versions, no month has two, and store and rule agree on the one in force.
func TestTermsNeverOverlap(t *testing.T) {
	h := openHouse(t)
	rapid.Check(t, func(rt *rapid.T) {
		c, err := h.svc.AddClient(h.ctx, clients.Client{Name: "K"})
		if err != nil {
			rt.Fatal(err)
		}
		start := onDay(t, "2026-01-01")
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			k := clients.NewTerms(c, start.AddDays(rapid.IntRange(0, 400).Draw(rt, "from")))
			if rapid.Bool().Draw(rt, "first") {
				k.From = k.From.InMonth().First()
			}
			if rapid.Bool().Draw(rt, "ends") {
				k.Until = k.From.AddDays(rapid.IntRange(0, 200).Draw(rt, "days"))
			}
			all, err := h.svc.Contracts(h.ctx, c.ID)
			if err != nil {
				rt.Fatal(err)
			}
			if len(all) > 0 && rapid.IntRange(0, 4).Draw(rt, "remove") == 0 {
				err = h.svc.RemoveContract(h.ctx, c.ID, rapid.SampledFrom(all).Draw(rt, "which").ID)
			} else {
				_, err = h.svc.SetContract(h.ctx, k)
			}
			if _, refused := fault.As(err); err != nil && !refused {
				rt.Fatal(err)
			}
		}
		all, err := h.svc.Contracts(h.ctx, c.ID)
		if err != nil {
			rt.Fatal(err)
		}
		inMonth := map[civil.Month]clients.ID{}
		for d := start; d.Before(start.AddDays(700)); d = d.AddDays(1) {
			want, ok := clients.TermsOn(all, d)
			if !ok {
				continue
			}
			if id, other := inMonth[d.InMonth()]; other && id != want.ID {
				rt.Fatalf("two versions in %s: %+v", d.InMonth(), all)
			}
			inMonth[d.InMonth()] = want.ID
			if d.Day == 1 || d.Day == 17 {
				got, found, err := h.svc.ContractOn(h.ctx, c.ID, d)
				if err != nil || !found || got.ID != want.ID {
					rt.Fatalf("on %s the store says %v %v, the rule %v", d, got.ID, found, want.ID)
				}
			}
		}
	})
}
