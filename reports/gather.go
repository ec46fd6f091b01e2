package reports

import (
	"cmp"
	"context"
	"fmt"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/letter"
)

// Gather reads everything a client's month says, in a language; none is the
// client's. Faults: report_month_future, report_internal, client_unknown.
func (s *Service) Gather(ctx context.Context, client clients.ID, m civil.Month, lang text.Lang) (Month, error) {
	g := gatherer{s: s, month: m, m: Month{Month: m, AsOf: s.now()}}
	for _, step := range []func(context.Context, clients.ID, text.Lang) error{
		g.house, g.calendar, g.time, g.bank, g.budget, g.next, g.composition,
	} {
		if err := step(ctx, client, lang); err != nil {
			if _, ok := fault.As(err); ok {
				return Month{}, err
			}
			return Month{}, fmt.Errorf("gathering %s: %w", m, err)
		}
	}
	g.missing()
	return g.m, nil
}

// gatherer fills a month in step by step: the calendar before the time that
// is tied to its items.
type gatherer struct {
	s     *Service
	month civil.Month
	m     Month
	l     letter.Letter
	p     *text.Printer

	unrated int
}

func (g *gatherer) house(ctx context.Context, client clients.ID, lang text.Lang) error {
	var err error
	if g.l, err = letter.Read(ctx, g.s.from.House, client, lang, g.m.AsOf); err != nil {
		return err
	}
	g.m.Client, g.m.Agency, g.m.Lang, g.m.Today = g.l.Client, g.l.Agency, g.l.Lang, g.l.Today
	g.m.ClientLogo, g.m.Committee, g.m.Decider = g.l.Logo, g.l.Committee(), g.l.Decider()
	if g.month.After(g.m.Today.InMonth()) {
		return fault.New("report_month_future", "Month", g.month, "Current", g.m.Today.InMonth()).At("month")
	}
	g.m.Provisional = !g.m.Today.After(g.month.Last())
	g.p = g.l.Printer()
	return nil
}

func (g *gatherer) budget(ctx context.Context, client clients.ID, _ text.Lang) error {
	o, err := g.s.from.Budget.Month(ctx, client, g.month, g.m.Today)
	if err != nil {
		return err
	}
	b := Budget{
		Currency: o.Currency, Planned: o.Total.Available(), Committed: o.Total.Committed, Actual: o.Total.Actual, Left: o.Total.Left(),
	}
	for _, e := range o.Envelopes {
		for _, l := range e.Lines {
			if l.Sum.Currency != o.Currency {
				continue
			}
			b.Lines = append(b.Lines, BudgetLine{
				Kind: string(l.Kind), Name: l.Name, Label: cmp.Or(l.Name, g.p.T("budget.kind_"+string(l.Kind))), Ads: l.Kind == budget.Ads,
				Planned: l.Sum.Available(), Committed: l.Sum.Committed, Actual: l.Sum.Actual, Left: l.Sum.Left(),
			})
		}
	}
	g.m.Budget = b
	return nil
}

func (g *gatherer) composition(ctx context.Context, client clients.ID, _ text.Lang) error {
	var err error
	if g.m.Composition, err = g.s.Composition(ctx, client, g.month); err != nil {
		return err
	}
	versions, err := g.s.keep.IssuedReports(ctx, client, g.month)
	g.m.Edition.Next = len(versions) + 1
	return err
}

// missing lists what a reader should know is not there.
func (g *gatherer) missing() {
	m := &g.m
	add := func(when bool, place, code string, kv ...any) {
		if when {
			m.Missing = append(m.Missing, fault.New(code, kv...).At(place))
		}
	}
	late := 0
	for _, it := range m.Calendar.Items {
		if it.Public && it.Late {
			late++
		}
	}
	c := m.Composition
	add(m.Provisional, PlaceReport, "report_running_month")
	add(len(m.Calendar.Awaiting) > 0, PlaceCalendar, "report_open", "Count", len(m.Calendar.Awaiting))
	add(late > 0, PlaceCalendar, "report_late", "Count", late)
	add(m.Hours.Bank == nil, PlaceContract, "report_no_contract", "Month", m.Month)
	add(m.Hours.Entries == 0, PlaceTime, "report_no_hours", "Month", m.Month)
	add(m.Hours.Running > 0, PlaceTime, "report_running", "Count", m.Hours.Running)
	add(g.unrated > 0, PlaceRates, "report_no_rate")
	add(len(m.Calendar.Items) == 0, PlaceCalendar, "report_no_calendar", "Month", m.Month)
	add(len(m.Budget.Lines) == 0, PlaceBudget, "report_no_budget", "Month", m.Month)
	add(len(planned(m.Next.Items)) == 0, PlaceCalendar, "report_no_plan", "Month", m.Next.Month)
	add(len(m.ClientLogo) == 0, PlaceClient, "report_no_logo", "Client", m.Client.Name)
	add(!m.Empty() && c.Lead == "" && len(c.Highlights) == 0 && c.Request == "", PlaceReport, "report_texts_proposed")
}
