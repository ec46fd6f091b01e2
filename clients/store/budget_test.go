package store

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

var (
	november = civil.NewMonth(2026, 11)
	october  = november.Add(-1)
)

// twoClients answers for the clients’ service: any client, in euros.
type twoClients struct{ archived bool }

func (c twoClients) Client(_ context.Context, id clients.ID) (clients.Client, error) {
	k := clients.Client{ID: id, Name: "Kivu", Currency: money.EUR}
	if c.archived {
		k.ArchivedAt = "2026-01-01T00:00:00Z"
	}
	return k, nil
}

// budgetRoom opens a real folder with two clients, "k" and "l".
func budgetRoom(t testing.TB) (context.Context, *Store, *budget.Service) {
	t.Helper()
	n := 0
	ctx := clients.As(context.Background(), clients.Person{Name: "Paul D."})
	s, err := Open(ctx, Options{
		Folder: t.TempDir(), Fast: true,
		Now:   func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
		NewID: func() clients.ID { n++; return clients.ID(fmt.Sprintf("id-%06d", n)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	err = s.Tx(clients.Doing(ctx, clients.Act{Kind: "client.add"}), func(ctx context.Context) error {
		for _, id := range []string{"k", "l"} {
			if err := s.save(ctx, "client", row{"id": id, "key": id, "name": id, "name_folded": id}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ctx, s, budget.New(s.Budget(), twoClients{}, s.Now, s.NewID)
}

func eur(cents int64) money.Amount { return money.Of(cents, money.EUR) }

func mustSet(t testing.TB, ctx context.Context, svc *budget.Service, client clients.ID, m civil.Month, k budget.Kind, planned int64) budget.Line {
	t.Helper()
	l, _, err := svc.SetLine(ctx, client, budget.PlanForm{Kind: k, Days: m.Range(), Planned: eur(planned)})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func spend(k budget.Kind, on civil.Date, minor int64) budget.MoveForm {
	return budget.MoveForm{Place: budget.Place{Kind: k}, On: on, Label: "Dépense", Amount: eur(minor)}
}

func monthOf(t testing.TB, ctx context.Context, svc *budget.Service, client clients.ID, m civil.Month) budget.Overview {
	t.Helper()
	o, err := svc.Month(ctx, client, m, november.First())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestACommitmentMovesToActual(t *testing.T) {
	ctx, _, svc := budgetRoom(t)
	mustSet(t, ctx, svc, "k", november, budget.Production, 800_00)
	f := spend(budget.Production, november.First(), 500_00)
	order, _, err := svc.Commit(ctx, "k", f)
	if err != nil {
		t.Fatal(err)
	}
	check := func(when string, committed, actual int64) {
		t.Helper()
		if s := monthOf(t, ctx, svc, "k", november).Total; s.Committed != committed || s.Actual != actual {
			t.Errorf("%s: committed %d, actual %d", when, s.Committed, s.Actual)
		}
	}
	check("ordered", 500_00, 0)
	f.Of, f.Partial, f.Amount = order.ID, true, eur(200_00)
	part, _, err := svc.Spend(ctx, "k", f)
	if err != nil {
		t.Fatal(err)
	}
	check("spent in part", 300_00, 200_00)
	if _, err := svc.RemoveMovement(ctx, "k", order.ID); !fault.Is(err, "budget_commitment_spent") {
		t.Errorf("removing a commitment spent in part: %v", err)
	}
	f.Of, f.Partial, f.Amount = "", false, eur(150_00)
	if _, _, err := svc.EditMovement(ctx, "k", order.ID, f); !fault.Is(err, "budget_commitment_spent") {
		t.Errorf("lowering it below what was spent: %v", err)
	}
	f.Of, f.Amount = order.ID, eur(350_00) // the invoice came out higher
	last, _, err := svc.Spend(ctx, "k", f)
	if err != nil {
		t.Fatal(err)
	}
	check("spent", 0, 550_00)
	if _, _, err := svc.Spend(ctx, "k", f); !fault.Is(err, "budget_commitment_closed") {
		t.Errorf("spending it again: %v", err)
	}
	for _, id := range []clients.ID{last.ID, part.ID} {
		if _, err := svc.RemoveMovement(ctx, "k", id); err != nil {
			t.Fatal(err)
		}
	}
	check("expenses removed", 500_00, 0)
	if _, _, err := svc.Release(ctx, "k", order.ID, november.Last()); err != nil {
		t.Fatal(err)
	}
	check("released", 0, 0)
}

func TestThresholdsFireByActAndReArm(t *testing.T) {
	ctx, s, svc := budgetRoom(t)
	mustSet(t, ctx, svc, "k", november, budget.Ads, 100_00)
	m, done, err := svc.Spend(ctx, "k", spend(budget.Ads, november.First(), 92_00))
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Fired) != 6 { // 50, 75, 90 of the envelope and of the total
		t.Errorf("%d thresholds fired", len(done.Fired))
	}
	if top, _ := budget.Highest(done.Fired); top.Percent != 90 || top.Subject != budget.OnTotal {
		t.Errorf("the highest is %+v", top)
	}
	if _, done, err = svc.Spend(ctx, "k", spend(budget.Ads, november.First(), 1_00)); err != nil || len(done.Fired) != 0 {
		t.Errorf("fired again: %v, %v", done.Fired, err)
	}
	if err := svc.Acknowledge(ctx, "k", november, budget.OnTotal, 90); err != nil {
		t.Fatal(err)
	}
	open, err := svc.Unacknowledged(ctx, november)
	if err != nil || len(open) != 5 {
		t.Errorf("%d alerts are open, %v", len(open), err)
	}
	o := monthOf(t, ctx, svc, "k", november)
	if len(o.Alerts) != 6 || o.Alerts[0].AckedBy != "Paul D." {
		t.Errorf("standing: %+v", o.Alerts)
	}
	if _, err := svc.RemoveMovement(ctx, "k", m.ID); err != nil {
		t.Fatal(err)
	}
	if left, err := s.Budget().Alerts(ctx, "k", november); err != nil || len(left) != 0 {
		t.Errorf("not re-armed: %v, %v", left, err)
	}
	if _, done, err = svc.Spend(ctx, "k", spend(budget.Ads, november.First(), 90_00)); err != nil || len(done.Fired) != 6 {
		t.Errorf("re-armed, %d fired, %v", len(done.Fired), err)
	}
	if err := svc.Acknowledge(ctx, "k", november, budget.OnTotal, 110); !fault.Is(err, "budget_alert_unknown") {
		t.Errorf("acknowledging what does not stand: %v", err)
	}
}

func TestUnplannedUseFires100(t *testing.T) {
	ctx, _, svc := budgetRoom(t)
	_, done, err := svc.Spend(ctx, "k", spend(budget.Prizes, november.First(), 1))
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Fired) != 2 || done.Fired[0].Percent != 100 {
		t.Errorf("fired %+v", done.Fired)
	}
	e := monthOf(t, ctx, svc, "k", november).Envelope(budget.Prizes)
	if len(e.Lines) != 1 || e.Sum.Left() != -1 {
		t.Errorf("prizes: %+v", e)
	}
}

func TestHoursAreObserved(t *testing.T) {
	ctx, _, svc := budgetRoom(t)
	fired, err := svc.Observe(ctx, "k", november, budget.OnHours, 38*60, 40*60)
	if err != nil || len(fired) != 3 || fired[0].Percent != 90 {
		t.Fatalf("%+v, %v", fired, err)
	}
	if fired, err = svc.Observe(ctx, "k", november, budget.OnHours, 40*60, 40*60); err != nil || len(fired) != 1 || fired[0].Percent != 100 {
		t.Errorf("%+v, %v", fired, err)
	}
	if o := monthOf(t, ctx, svc, "k", november); len(o.Alerts) != 4 || o.Alerts[0].Subject != budget.OnHours {
		t.Errorf("standing %+v", o.Alerts)
	}
}

func TestCopyAndCarry(t *testing.T) {
	ctx, _, svc := budgetRoom(t)
	ads := mustSet(t, ctx, svc, "k", october, budget.Ads, 900_00)
	video := mustSet(t, ctx, svc, "k", october, budget.Production, 800_00)
	mustSet(t, ctx, svc, "k", november, budget.Ads, 700_00)
	for k, minor := range map[budget.Kind]int64{budget.Ads: 620_00, budget.Production: 850_00} {
		if _, _, err := svc.Spend(ctx, "k", spend(k, october.Last(), minor)); err != nil {
			t.Fatal(err)
		}
	}
	made, _, err := svc.CopyMonth(ctx, "k", october, november)
	if err != nil || len(made) != 1 || made[0].Kind != budget.Production || made[0].PlannedMinor != 800_00 {
		t.Fatalf("copied %+v, %v", made, err)
	}
	for range 2 { // the second time nothing is left to carry
		if _, _, err := svc.CarryOver(ctx, "k", []clients.ID{ads.ID, video.ID}, october, november); err != nil {
			t.Fatal(err)
		}
	}
	o := monthOf(t, ctx, svc, "k", november)
	if got := o.Envelope(budget.Ads).Sum; got.Carried != 280_00 || got.Left() != 980_00 {
		t.Errorf("ads %+v", got)
	}
	if got := o.Envelope(budget.Production).Sum; got.Carried != -50_00 || got.Left() != 750_00 {
		t.Errorf("production %+v", got)
	}
	if got := monthOf(t, ctx, svc, "k", october).Total; got.Left() != 0 || got.Planned != 1700_00 {
		t.Errorf("October %+v", got)
	}
	y, err := svc.Year(ctx, "k", 2026)
	if err != nil || len(y.Totals) != 1 || y.Totals[0].Carried != 0 || y.Totals[0].Planned != 3200_00 {
		t.Errorf("year %+v, %v", y.Totals, err)
	}
	if _, _, err := svc.CopyMonth(ctx, "k", october.Add(-5), november); !fault.Is(err, "budget_copy_empty") {
		t.Errorf("copying nothing: %v", err)
	}
	if err := svc.RemoveLine(ctx, "k", ads.ID); !fault.Is(err, "budget_line_in_use") {
		t.Errorf("removing a line in use: %v", err)
	}
}

func TestForeignMoneyKeepsItsRate(t *testing.T) {
	ctx, _, svc := budgetRoom(t)
	f := spend(budget.Ads, november.First(), 0)
	f.Amount = money.Of(100_00, money.USD)
	if _, _, err := svc.Spend(ctx, "k", f); !fault.Is(err, "budget_rate_missing") {
		t.Errorf("without a rate: %v", err)
	}
	f.Rate, _ = budget.ParseRate("0.92")
	m, _, err := svc.Spend(ctx, "k", f)
	if err != nil || m.LineMinor != 92_00 {
		t.Fatalf("%+v, %v", m, err)
	}
	kept, err := svc.Movement(ctx, "k", m.ID)
	if err != nil || kept != m {
		t.Errorf("kept %+v, want %+v, %v", kept, m, err)
	}
	f.Amount = eur(1_00)
	if _, _, err := svc.Spend(ctx, "k", f); !fault.Is(err, "budget_rate_needless") {
		t.Errorf("a rate within one currency: %v", err)
	}
	p := budget.PlanForm{Kind: budget.Tools, Days: november.Range(), Planned: money.Of(5, money.USD)}
	if _, _, err := svc.SetLine(ctx, "k", p); !fault.Is(err, "budget_currency_mixed") {
		t.Errorf("a line in another currency: %v", err)
	}
}

func TestReceiptsAreKept(t *testing.T) {
	ctx, s, svc := budgetRoom(t)
	f := spend(budget.Tools, november.First(), 10_00)
	f.Receipt = &budget.File{Name: "facture.pdf", Content: []byte("%PDF-1.7\nfacture")}
	m, _, err := svc.Spend(ctx, "k", f)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Media().Content(ctx, m.Receipt)
	if err != nil || !bytes.Equal(got, f.Receipt.Content) {
		t.Errorf("%q, %v", got, err)
	}
	f.Receipt.Content = []byte("#!/bin/sh")
	if _, _, err := svc.Spend(ctx, "k", f); !fault.Is(err, "budget_receipt_kind") {
		t.Errorf("a script as receipt: %v", err)
	}
}

func TestRefusalsWriteNothing(t *testing.T) {
	ctx, s, svc := budgetRoom(t)
	line := mustSet(t, ctx, svc, "k", november, budget.Ads, 100)
	long := strings.Repeat("é", 201)
	for code, f := range map[string]budget.MoveForm{
		"budget_amount_zero":         spend(budget.Ads, november.First(), 0),
		"budget_amount_too_large":    spend(budget.Ads, november.First(), 1e16),
		"budget_on_missing":          spend(budget.Ads, civil.Date{}, 5),
		"budget_kind_unknown":        spend("sweets", november.First(), 5),
		"budget_label_missing":       {Place: budget.Place{Kind: budget.Ads}, On: november.First(), Amount: eur(5), Label: "  "},
		"budget_text_too_long":       {Place: budget.Place{Kind: budget.Ads}, On: november.First(), Amount: eur(5), Label: long},
		"budget_line_unknown":        {Line: "nowhere", On: november.First(), Amount: eur(5), Label: "x"},
		"budget_movement_unknown":    {Line: line.ID, Of: "nothing", On: november.First(), Amount: eur(5), Label: "x"},
		"budget_commitment_other":    {},
		"budget_client_archived":     spend(budget.Ads, november.First(), 5),
		"budget_amount_not_positive": {Line: line.ID, Of: "x", On: november.First(), Amount: eur(-5), Label: "x"},
	} {
		use := svc
		switch code {
		case "budget_commitment_other":
			m, _, err := svc.Commit(ctx, "k", spend(budget.Prizes, october.First(), 5))
			if err != nil {
				t.Fatal(err)
			}
			f = budget.MoveForm{Line: line.ID, Of: m.ID, On: november.First(), Amount: eur(5), Label: "x"}
		case "budget_client_archived":
			use = budget.New(s.Budget(), twoClients{archived: true}, s.Now, s.NewID)
		}
		if _, _, err := use.Spend(ctx, "k", f); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	if got := monthOf(t, ctx, svc, "k", november).Total; got != (budget.Sum{Currency: money.EUR, Planned: 100}) {
		t.Errorf("something was written: %+v", got)
	}
	for code, f := range map[string]budget.PlanForm{
		"budget_planned_negative": {Kind: budget.Ads, Days: november.Range(), Planned: eur(-1)},
		"budget_range_invalid":    {Kind: budget.Ads, Days: civil.Range{From: november.Last(), To: november.First()}},
		"budget_kind_unknown":     {Days: november.Range()},
		"budget_line_unknown":     {ID: "nowhere", Kind: budget.Ads, Name: "other", Days: november.Range()},
	} {
		if _, _, err := svc.SetLine(ctx, "k", f); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	for _, name := range []string{"Studio", "Drone"} {
		if _, _, err := svc.SetLine(ctx, "k", budget.PlanForm{Kind: budget.Production, Name: name, Days: october.Range()}); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := svc.Spend(ctx, "k", spend(budget.Production, october.First(), 5)); !fault.Is(err, "budget_line_ambiguous") {
		t.Errorf("between two lines: %v", err)
	}
	if _, _, err := svc.SetLine(ctx, "k", budget.PlanForm{Kind: budget.Ads, Name: " ", Days: november.Range(), Planned: eur(7)}); err != nil {
		t.Error(err)
	}
	if got := monthOf(t, ctx, svc, "k", november).Total.Planned; got != 7 {
		t.Errorf("setting a known line leaves %d", got)
	}
}

// TestTheControlRoomSeesTheSameSums compares the one query over all clients
// with the rules applied to each client's books, whatever was done before.
func TestTheControlRoomSeesTheSameSums(t *testing.T) {
	ctx, _, svc := budgetRoom(t)
	all := []clients.ID{"k", "l"}
	rapid.Check(t, func(r *rapid.T) {
		client := rapid.SampledFrom(all).Draw(r, "client")
		kind := rapid.SampledFrom([]budget.Kind{budget.Ads, budget.Tools}).Draw(r, "kind")
		m := october.Add(rapid.IntRange(0, 1).Draw(r, "month"))
		amount := rapid.Int64Range(1, 90_00).Draw(r, "amount")
		var err error
		switch rapid.IntRange(0, 5).Draw(r, "act") {
		case 0:
			_, _, err = svc.SetLine(ctx, client, budget.PlanForm{Kind: kind, Days: m.Range(), Planned: eur(amount)})
		case 1:
			days := civil.Range{From: october.First().AddDays(int(amount % 20)), To: november.First().AddDays(int(amount % 25))}
			_, _, err = svc.SetLine(ctx, client, budget.PlanForm{Kind: kind, Days: days, Planned: eur(amount)})
		case 2:
			_, _, err = svc.Spend(ctx, client, spend(kind, m.First(), amount))
		case 3:
			_, _, err = svc.Commit(ctx, client, spend(kind, m.Last(), amount))
		case 4:
			o := monthOf(t, ctx, svc, client, m)
			for _, l := range o.Envelope(kind).Lines {
				if l.Month() == m {
					_, _, err = svc.CarryOver(ctx, client, []clients.ID{l.ID}, m, m.Add(1))
				}
			}
		case 5:
			open, perr := svc.Open(ctx, client, m)
			if perr != nil || len(open) == 0 {
				break
			}
			f := spend(kind, m.First(), amount)
			f.Place, f.Of, f.Partial = budget.Place{}, open[0].ID, amount%2 == 0
			_, _, err = svc.Spend(ctx, client, f)
		}
		if err != nil {
			r.Fatal(err)
		}
		for _, m := range []civil.Month{october, november, november.Add(1)} {
			totals, err := svc.Totals(ctx, m)
			if err != nil {
				r.Fatal(err)
			}
			for _, c := range all {
				o := monthOf(t, ctx, svc, c, m)
				var envelopes budget.Sum
				for _, e := range o.Envelopes {
					envelopes = envelopes.Plus(e.Sum)
				}
				if got := totals[c]; got != o.Total && len(o.Envelopes) > 0 || envelopes != o.Total && len(o.Envelopes) > 0 {
					r.Fatalf("%s %s: the query says %+v, the rules %+v, the envelopes %+v", c, m, got, o.Total, envelopes)
				}
			}
		}
	})
}

func TestBudgetQueriesUseTheirIndexes(t *testing.T) {
	_, s, _ := budgetRoom(t)
	for name, q := range map[string]string{
		"month sums": monthSums, "ranges": rangesOf,
		"lines":      `SELECT ` + lineColumns + linesOn,
		"movements":  `SELECT ` + movementColumns + ` FROM budget_movement m WHERE m.client_id = ?1 AND m.line_id IN (SELECT l.id` + linesOn + `)`,
		"by date":    `SELECT ` + movementColumns + ` FROM budget_movement m WHERE m.client_id = ? AND m.on_date BETWEEN ? AND ? ORDER BY m.on_date DESC, m.id DESC`,
		"all alerts": `SELECT ` + alertColumns + ` FROM budget_alert WHERE month = ? ORDER BY client_id, subject, percent`,
	} {
		for _, detail := range explain(t, s, q, "", "", "", "") {
			if strings.HasPrefix(detail, "SCAN") || strings.Contains(detail, "TEMP B-TREE") && name != "ranges" {
				t.Errorf("%s: %s", name, detail)
			}
		}
	}
}

func TestBudgetActsAreUndone(t *testing.T) {
	ctx, s, svc := budgetRoom(t)
	mustSet(t, ctx, svc, "k", november, budget.Ads, 100_00)
	if _, _, err := svc.Spend(ctx, "k", spend(budget.Ads, november.First(), 80_00)); err != nil {
		t.Fatal(err)
	}
	acts, err := s.Journal().Acts(ctx, "k", "", 1)
	if err != nil || len(acts) != 1 || acts[0].Kind != "budget.spend" {
		t.Fatalf("%+v, %v", acts, err)
	}
	changes, err := s.Journal().Changes(ctx, acts[0].ID)
	if err != nil || len(changes) != 1 {
		t.Fatalf("%+v, %v", changes, err)
	}
	undo := clients.Doing(ctx, clients.Act{Kind: "undo", UndoOf: acts[0].ID})
	if err := s.Tx(undo, func(ctx context.Context) error { return s.Journal().Restore(ctx, changes[0]) }); err != nil {
		t.Fatal(err)
	}
	o := monthOf(t, ctx, svc, "k", november)
	if o.Total.Actual != 0 || len(o.Alerts) != 0 {
		t.Errorf("after the undo: %+v", o)
	}
}
