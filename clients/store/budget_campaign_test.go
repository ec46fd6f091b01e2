package store

import (
	"context"
	"testing"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// campaigns writes campaigns of the client "k" straight to the database.
func campaigns(t testing.TB, ctx context.Context, s *Store, ids ...string) {
	t.Helper()
	err := s.Tx(clients.Doing(ctx, clients.Act{Kind: "campaign.save"}), func(ctx context.Context) error {
		for _, id := range ids {
			if err := s.Calendar().SaveCampaign(ctx, calendar.Campaign{ID: clients.ID(id), Client: "k", Name: id}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Ensure a campaign's money is that of its lines alone, all months together,
// each currency for itself, at the rates of its documents, with the pace over
// its own days.
func TestTheMoneyOfACampaign(t *testing.T) {
	ctx, s, svc := budgetRoom(t)
	campaigns(t, ctx, s, "avent")
	plan := func(k budget.Kind, m civil.Month, planned money.Amount, campaign clients.ID) budget.Line {
		l, _, err := svc.SetLine(ctx, "k", budget.PlanForm{Kind: k, Name: string(campaign), Days: m.Range(), Planned: planned, Campaign: campaign})
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	plan(budget.Ads, october, eur(900_00), "")
	oct := plan(budget.Ads, october, eur(400_00), "avent")
	nov := plan(budget.Prizes, november, money.Of(100_00, money.USD), "avent")
	for _, f := range []budget.MoveForm{
		{Line: oct.ID, On: october.First(), Label: "Portée", Amount: money.Of(100_00, money.USD), Rate: budget.Rate{Num: 9, Den: 10}},
		{Line: nov.ID, On: november.First(), Label: "Lots", Amount: money.Of(30_00, money.USD)},
		{Place: budget.Place{Kind: budget.Ads, Month: october}, On: october.First(), Label: "Ailleurs", Amount: eur(500_00)},
	} {
		if _, _, err := svc.Spend(ctx, "k", f); err != nil {
			t.Fatal(err)
		}
	}
	days := civil.Range{From: october.First(), To: civil.NewDate(2026, 12, 24)}
	p, err := svc.Campaign(ctx, "k", "avent", days, civil.NewDate(2026, 11, 11)) // 42 of 85 days gone
	if err != nil || len(p.Parts) != 2 || len(p.Movements) != 2 || p.Days != days {
		t.Fatalf("%v %+v", err, p)
	}
	e, u := p.Part(money.EUR), p.Part(money.USD)
	if e.Total.Planned != 400_00 || e.Total.Actual != 90_00 || u.Total.Planned != 100_00 || u.Total.Actual != 30_00 {
		t.Errorf("euros %+v, dollars %+v", e.Total, u.Total)
	}
	if e.Pace == nil || *e.Pace != 46 { // 22.5 % ÷ (42 ÷ 85)
		t.Errorf("pace %v", e.Pace)
	}
	if _, ok := p.LeftOf(eur(1000_00)); ok {
		t.Error("dollars were taken off euros")
	}
	if _, _, err := svc.SetLine(ctx, "k", budget.PlanForm{Kind: budget.Tools, Days: november.Range(), Planned: money.Of(1, money.USD), Campaign: "rien"}); !fault.Is(err, "campaign_unknown") {
		t.Errorf("a line of no campaign: %v", err)
	}
}

// Ensure what is carried stays the campaign's, and never changes its currency.
func TestACarryStaysInItsCampaign(t *testing.T) {
	ctx, s, svc := budgetRoom(t)
	campaigns(t, ctx, s, "avent")
	l, _, err := svc.SetLine(ctx, "k", budget.PlanForm{Kind: budget.Ads, Name: "Avent", Days: october.Range(), Planned: eur(400_00), Campaign: "avent", Rebillable: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := svc.CarryOver(ctx, "k", []clients.ID{l.ID}, october, november); err != nil {
		t.Fatal(err)
	}
	p, err := svc.Campaign(ctx, "k", "avent", civil.Range{}, november.First())
	if err != nil || p.Part(money.EUR).Total.Left() != 400_00 || len(p.Part(money.EUR).Envelope(budget.Ads).Lines) != 2 {
		t.Errorf("%v: left %+v", err, p)
	}
	if o := monthOf(t, ctx, svc, "k", november); !o.Envelopes[0].Lines[0].Rebillable {
		t.Error("the line carried to is no longer billed on")
	}
	december := november.Add(1)
	if _, _, err := svc.SetLine(ctx, "k", budget.PlanForm{Kind: budget.Ads, Name: "Avent", Days: december.Range(), Planned: money.Of(5, money.USD)}); err != nil {
		t.Fatal(err)
	}
	nov := monthOf(t, ctx, svc, "k", november).Envelopes[0].Lines[0].ID
	if _, _, err := svc.CarryOver(ctx, "k", []clients.ID{nov}, november, december); !fault.Is(err, "budget_currency_mixed") {
		t.Errorf("euros carried to dollars: %v", err)
	}
}

// Ensure a campaign in use is not removed, nor its making undone, and that what
// hangs on it follows its new name.
func TestACampaignInUseStays(t *testing.T) {
	d := openDesk(t)
	d.history.Guard("budget_movement", d.budget.GuardUndo)
	cal := calendar.New(d.store.Calendar(), calendar.Deps{House: d.house, Now: d.clock.now, NewID: d.store.NewID})
	d.history.Guard("campaign", cal.GuardCampaign)
	_, err := cal.SaveCampaign(d.ctx, calendar.Campaign{Client: d.kivu.ID, Name: "  "})
	wantFault(t, err, "name_missing", "name")
	c, err := cal.SaveCampaign(d.ctx, calendar.Campaign{Client: d.kivu.ID, Name: " Avent "})
	d.must(err)
	acts, err := d.history.Acts(d.ctx, d.kivu.ID, "", 1)
	d.must(err)
	l, _, err := d.budget.SetLine(d.ctx, d.kivu.ID, budget.PlanForm{Kind: budget.Ads, Days: d.feb.Range(), Planned: eur(1), Campaign: c.ID})
	d.must(err)
	wantFault(t, cal.RemoveCampaign(d.ctx, d.kivu.ID, c.ID), "campaign_in_use", "")
	_, err = d.history.UndoAct(d.ctx, acts[0].ID)
	wantFault(t, err, "campaign_in_use", "")
	c.Name = "Noël"
	if _, err := cal.SaveCampaign(d.ctx, c); err != nil {
		t.Fatal(err)
	}
	if p, err := d.budget.Campaign(d.ctx, d.kivu.ID, c.ID, c.Days(), d.feb.Last()); err != nil || p.Part(money.EUR).Total.Planned != 1 {
		t.Errorf("%v %+v", err, p)
	}
	d.must(d.budget.RemoveLine(d.ctx, d.kivu.ID, l.ID))
	d.must(cal.RemoveCampaign(d.ctx, d.kivu.ID, c.ID))
}
