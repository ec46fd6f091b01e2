package reports

import (
	"context"
	"strings"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/clients/store"
	"regie/reports/readback"
)

// office is a real data folder with the rooms a report is made from.
type office struct {
	t        *testing.T
	ctx      context.Context
	now      time.Time
	store    *store.Store
	house    *clients.Service
	hours    *hours.Service
	calendar *calendar.Service
	budget   *budget.Service
	reports  *Service
	history  *clients.History
	client   clients.Client
	person   clients.Staff
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, ctx: context.Background(), now: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return o.now }
	s, err := store.Open(o.ctx, store.Options{Folder: t.TempDir(), Now: clock, Bus: &clients.Bus{}, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	o.store, o.house = s, clients.New(s.House(), s.Now, s.NewID)
	if err := o.house.Seed(o.ctx, "fr"); err != nil {
		t.Fatal(err)
	}
	o.calendar = calendar.New(s.Calendar(), calendar.Deps{House: o.house, Now: s.Now, NewID: s.NewID})
	o.hours = hours.New(hours.Deps{
		Keep: s.Hours(), House: o.house, Items: byID{o.calendar}, Now: s.Now, NewID: s.NewID,
		Holidays: func(string, civil.Date) bool { return false },
	})
	o.budget = budget.New(s.Budget(), o.house, s.Now, s.NewID)
	o.history = clients.NewHistory(s.Journal())
	o.reports = New(Sources{House: o.house, Time: o.hours, Calendar: o.calendar, Budget: o.budget}, s.Reports(), s.Now)
	o.person = must[clients.Staff](t)(o.house.AddStaff(o.ctx, clients.Staff{Name: "Grâce Mbuyi", Level: "senior"}))
	o.ctx = clients.As(o.ctx, clients.Person{ID: o.person.ID, Name: o.person.Name})
	o.client = must[clients.Client](t)(o.house.AddClient(o.ctx, clients.Client{Name: "Kivu Maison", Key: "kivu", Circuit: clients.CircuitNone}))
	return o
}

// byID links entries to items by their identifier.
type byID struct{ c *calendar.Service }

func (b byID) FindItems(ctx context.Context, client clients.ID, typed string) ([]hours.Item, error) {
	it, err := b.c.Item(ctx, clients.ID(typed))
	if err != nil || it.Client != client {
		return nil, err
	}
	return []hours.Item{{ID: it.ID, Title: it.Title}}, nil
}

func (byID) Campaigns(context.Context, clients.ID) ([]hours.Campaign, error) { return nil, nil }

// work fills October: a contract that rounds to quarters, a rate, odd seconds,
// free work, a publication in time, one late, and a budget overspent.
func (o *office) work() {
	t, ctx := o.t, o.ctx
	terms := clients.NewTerms(o.client, civil.NewDate(2026, 9, 1))
	terms.QuotaMinutes, terms.Carry = 20*60, clients.CarrySurplus
	terms.Rounding = clients.Rounding{Mode: clients.RoundNearest, Step: 15, Scope: clients.ScopeLine}
	terms.Deliverables = []clients.Promise{{Kind: "post", Quantity: 2}}
	must[clients.Contract](t)(o.house.SetContract(ctx, terms))
	if _, _, err := o.hours.SetRate(ctx, hours.Rate{Side: hours.Sale, From: civil.NewDate(2026, 1, 1), Amount: money.Of(7500, "EUR")}); err != nil {
		t.Fatal(err)
	}
	var item clients.ID
	for i, title := range []string{"Recettes du lac", "Portrait de Mado"} {
		it := must[calendar.Item](t)(o.calendar.Blank(ctx, o.client.ID))
		it.Title, it.On = title, civil.NewDate(2026, 10, 10+i)
		it.Texts = []calendar.Text{{Network: "instagram", Text: title}, {Network: "facebook", SameAs: "instagram"}}
		it = must[calendar.Item](t)(o.calendar.Add(ctx, it))
		if i == 0 {
			item = it.ID
			must[calendar.Item](t)(o.calendar.SetState(ctx, it.ID, calendar.Approved, ""))
			must[calendar.Item](t)(o.calendar.Publish(ctx, it.ID, calendar.Proof{
				URL: "https://exemple.org/1", At: time.Date(2026, 10, 10, 16, 0, 0, 0, time.UTC),
			}))
		}
	}
	for _, f := range []hours.Form{
		{On: civil.NewDate(2026, 9, 3), Seconds: 3 * 3600, Hat: "writer"},
		{On: civil.NewDate(2026, 10, 1), Seconds: 5000, Hat: "writer", Item: item, Note: "Légendes"},
		{On: civil.NewDate(2026, 10, 2), Seconds: 3661, Hat: "writer"},
		{On: civil.NewDate(2026, 10, 3), Seconds: 7333, Hat: "moderator"},
		{On: civil.NewDate(2026, 10, 4), Seconds: 1800, Hat: "moderator", Kind: hours.Free, Reason: "geste"},
	} {
		f.Client, f.Person = o.client.ID, o.person.ID
		if _, _, err := o.hours.Add(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	month := civil.NewMonth(2026, 10)
	line, _, err := o.budget.SetLine(ctx, o.client.ID, budget.PlanForm{Kind: budget.Ads, Days: month.Range(), Planned: money.Of(90000, "EUR")})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := o.budget.Spend(ctx, o.client.ID, budget.MoveForm{
		Line: line.ID, On: civil.NewDate(2026, 10, 20), Label: "Campagne", Amount: money.Of(95000, "EUR"),
	}); err != nil {
		t.Fatal(err)
	}
}

func TestGatheredFiguresAreTheRooms(t *testing.T) {
	o := newOffice(t)
	o.work()
	m := must[Month](t)(o.reports.Gather(o.ctx, o.client.ID, october, ""))
	sum := must[hours.Summary](t)(o.hours.Summary(o.ctx, o.client.ID, october))
	h := m.Hours
	if h.Billed != sum.BilledMinutes || h.Raw != sum.RawMinutes || h.Value == nil || *h.Value != *sum.Amount {
		t.Errorf("time %d %d %v, the summary has %d %d %v", h.Billed, h.Raw, h.Value, sum.BilledMinutes, sum.RawMinutes, sum.Amount)
	}
	if h.Billed == h.Raw {
		t.Error("nothing was rounded")
	}
	for what, list := range map[string][]Share{"hats": h.ByHat, "levels": h.ByLevel, "persons": h.ByPerson} {
		var billed, raw int64
		for _, s := range list {
			billed += s.Billed
			raw += s.Raw
		}
		if billed != h.Billed || raw != h.Raw {
			t.Errorf("%s add up to %d and %d", what, billed, raw)
		}
	}
	var billed, raw int64
	for _, l := range h.Log {
		billed += l.Billed
		raw += l.Raw
	}
	if len(h.Log) != 4 || billed != h.Billed || raw != h.Raw {
		t.Errorf("%d entries add up to %d and %d", len(h.Log), billed, raw)
	}
	if h.Bank == nil || h.Bank.Used != h.Billed || h.Bank.CarriedIn != 17*60 || h.Previous == nil || *h.Previous != 180 {
		t.Errorf("bank %+v, month before %v", h.Bank, h.Previous)
	}
	if h.Linked == 0 || m.Calendar.Items[0].Minutes != h.Linked {
		t.Errorf("%d minutes linked, %d on the item", h.Linked, m.Calendar.Items[0].Minutes)
	}
	if c := m.Calendar; c.Published != 1 || c.Planned != 2 || c.OnTime != 1 || c.Timed != 1 || !c.Items[1].Late || len(c.ByNetwork) != 2 {
		t.Errorf("calendar %+v", c)
	}
	if d := m.Deliverables; len(d) != 1 || d[0].Promised != 2 || d[0].Made != 1 {
		t.Errorf("deliverables %+v", d)
	}
	if b := m.Budget; b.Left != -5000 || len(b.Lines) != 1 || !b.Lines[0].Ads {
		t.Errorf("budget %+v", b)
	}
	if m.Lang != text.FR || m.Provisional || len(m.Authors) != 1 {
		t.Errorf("lang %s, provisional %v, authors %v", m.Lang, m.Provisional, m.Authors)
	}
	said := readback.Text(t, saved(t, m))
	p := text.For(text.FR)
	for _, w := range []string{p.Hours(sum.BilledMinutes), p.Money(money.Of(*sum.Amount, "EUR")), p.Hours(sum.RawMinutes), p.Money(money.Of(-5000, "EUR"))} {
		if !strings.Contains(said, readback.Flat(w)) {
			t.Errorf("%q is not in the report", readback.Flat(w))
		}
	}
	f := workbook(t, m)
	if got := readback.Number(t, found(t, f, "Heures", "Total", 0)[2]); !readback.Near(got, float64(sum.BilledMinutes)/60) {
		t.Errorf("the workbook has %v h", got)
	}
}

func TestGatherRefuses(t *testing.T) {
	o := newOffice(t)
	inside := must[clients.Client](t)(o.house.Internal(o.ctx))
	for _, c := range []struct {
		client clients.ID
		month  civil.Month
		code   string
	}{
		{o.client.ID, civil.NewMonth(2026, 12), "report_month_future"},
		{inside.ID, october, "report_internal"},
		{"nobody", october, "client_unknown"},
	} {
		if _, err := o.reports.Gather(o.ctx, c.client, c.month, text.FR); !fault.Is(err, c.code) {
			t.Errorf("%s of %s gives %v, want %s", c.month, c.client, err, c.code)
		}
	}
}

func TestAClientOfYesterdayHasAReport(t *testing.T) {
	o := newOffice(t)
	m := must[Month](t)(o.reports.Gather(o.ctx, o.client.ID, civil.NewMonth(2026, 11), text.EN))
	if !m.Provisional || !m.Empty() || m.Hours.Bank != nil || m.Hours.Previous != nil || m.Calendar.Previous != nil {
		t.Errorf("%+v", m.Hours)
	}
	if len(m.Missing) < 4 {
		t.Errorf("missing: %v", m.Missing)
	}
	if d := Propose(m); len(d.Highlights) != 0 || d.Request != "" {
		t.Errorf("invented: %+v", d)
	}
	render(t, m)
	workbook(t, m)
}

func TestCompositionIsKeptUndoneAndHandedOn(t *testing.T) {
	o := newOffice(t)
	c := Composition{}.Move(SectionBudget, 2).Set(Part{Section: SectionBank, Off: true, Comment: "À revoir"})
	c.Lead, c.Highlights = "Un bon mois.", []string{" ", "Un fait"}
	if err := o.reports.Compose(o.ctx, o.client.ID, october, c); err != nil {
		t.Fatal(err)
	}
	get := func(m civil.Month) Composition {
		return must[Composition](t)(o.reports.Composition(o.ctx, o.client.ID, m))
	}
	if got := get(october); got.Lead != "Un bon mois." || len(got.Highlights) != 1 || got.Part(SectionBank).Comment != "À revoir" {
		t.Errorf("kept %+v", got)
	}
	next := get(october.Add(1))
	if next.Parts[2].Section != SectionBudget || !next.Part(SectionBank).Off || next.Part(SectionBank).Comment != "" || next.Lead != "" {
		t.Errorf("handed on %+v", next)
	}
	if got := get(october.Add(-1)); got.Part(SectionBank).Off {
		t.Error("an earlier month follows a later one")
	}
	long := Composition{Lead: strings.Repeat("a", maxWords+1)}
	if err := o.reports.Compose(o.ctx, o.client.ID, october, long); !fault.Is(err, "report_too_long") {
		t.Errorf("a long text gives %v", err)
	}
	if _, err := o.history.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	if got := get(october); got.Lead != "" || got.Part(SectionBank).Off {
		t.Errorf("not undone: %+v", got)
	}
}
