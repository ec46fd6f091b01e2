package reports

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
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
	p     *text.Printer

	hats   map[string]clients.Hat
	order  map[string]int // of hats and levels, by key
	levels map[string]clients.Level
	staff  map[clients.ID]string

	unrated int
}

func (g *gatherer) house(ctx context.Context, client clients.ID, lang text.Lang) error {
	h := g.s.from.House
	var err error
	if g.m.Client, err = h.Client(ctx, client); err != nil {
		return err
	}
	if g.m.Client.Internal {
		return fault.New("report_internal", "Client", g.m.Client.Name).At("client")
	}
	if g.m.Today, err = h.Today(ctx); err != nil {
		return err
	}
	if g.month.After(g.m.Today.InMonth()) {
		return fault.New("report_month_future", "Month", g.month, "Current", g.m.Today.InMonth()).At("month")
	}
	g.m.Provisional = !g.m.Today.After(g.month.Last())
	if g.m.Lang = lang; lang == "" {
		if g.m.Lang, err = text.Parse(g.m.Client.Lang); err != nil {
			g.m.Lang = text.FR
		}
	}
	g.p = text.For(g.m.Lang)
	if g.m.Agency, err = h.Agency(ctx); err != nil {
		return err
	}
	if err := g.words(ctx); err != nil {
		return err
	}
	if err := g.people(ctx, client); err != nil {
		return err
	}
	if hash := g.m.Client.Brand.Logo; hash != "" {
		if g.m.ClientLogo, err = h.Media(ctx, hash); err != nil {
			return err
		}
	}
	return nil
}

// words reads the labels of hats and levels.
func (g *gatherer) words(ctx context.Context) error {
	g.hats, g.levels, g.order = map[string]clients.Hat{}, map[string]clients.Level{}, map[string]int{}
	hats, err := g.s.from.House.Hats(ctx)
	if err != nil {
		return err
	}
	for i, h := range hats {
		g.hats[h.Key], g.order[h.Key] = h, i
	}
	levels, err := g.s.from.House.Levels(ctx)
	if err != nil {
		return err
	}
	for i, l := range levels {
		g.levels[l.Key], g.order[l.Key] = l, i
	}
	return nil
}

func (g *gatherer) hatLabel(key string) string {
	h, ok := g.hats[key]
	return label(g.m.Lang, key, ok, h.NameFR, h.NameEN)
}

func (g *gatherer) levelLabel(key string) string {
	l, ok := g.levels[key]
	return label(g.m.Lang, key, ok, l.NameFR, l.NameEN)
}

// label is a name in the report's language, the other where it is not given.
func label(l text.Lang, key string, ok bool, fr, en string) string {
	if l == text.EN {
		fr, en = en, fr
	}
	if !ok {
		return key
	}
	return cmp.Or(fr, en, key)
}

// people finds who reads the report at the client, and the names of the staff.
func (g *gatherer) people(ctx context.Context, client clients.ID) error {
	staff, err := g.s.from.House.Staff(ctx, true)
	if err != nil {
		return err
	}
	g.staff = map[clients.ID]string{}
	for _, p := range staff {
		g.staff[p.ID] = p.Name
	}
	contacts, err := g.s.from.House.Contacts(ctx, client)
	if err != nil {
		return err
	}
	contacts = slices.DeleteFunc(contacts, func(c clients.Contact) bool { return c.ArchivedAt != "" })
	for _, c := range contacts {
		if c.Committee {
			g.m.Committee = append(g.m.Committee, c)
		}
	}
	decides := func(c clients.Contact) bool {
		return slices.Contains([]string{"decider", "decideur"}, clients.Fold(c.Role))
	}
	switch i := slices.IndexFunc(contacts, decides); {
	case i >= 0:
		g.m.Decider = contacts[i]
	case len(g.m.Committee) > 0:
		g.m.Decider = g.m.Committee[0]
	case len(contacts) > 0:
		g.m.Decider = contacts[0]
	}
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
				Kind: string(l.Kind), Label: cmp.Or(l.Name, g.p.T("budget.kind_"+string(l.Kind))), Ads: l.Kind == budget.Ads,
				Planned: l.Sum.Available(), Committed: l.Sum.Committed, Actual: l.Sum.Actual, Left: l.Sum.Left(),
			})
		}
	}
	g.m.Budget = b
	return nil
}

func (g *gatherer) composition(ctx context.Context, client clients.ID, _ text.Lang) error {
	var err error
	g.m.Composition, err = g.s.Composition(ctx, client, g.month)
	return err
}

// missing lists what a reader should know is not there.
func (g *gatherer) missing() {
	m := &g.m
	add := func(when bool, code string, kv ...any) {
		if when {
			m.Missing = append(m.Missing, fault.New(code, kv...))
		}
	}
	late := 0
	for _, it := range m.Calendar.Items {
		if it.Public && it.Late {
			late++
		}
	}
	add(len(m.Calendar.Awaiting) > 0, "report_open", "Count", len(m.Calendar.Awaiting))
	add(late > 0, "report_late", "Count", late)
	add(m.Hours.Bank == nil, "report_no_contract", "Month", m.Month)
	add(m.Hours.Entries == 0, "report_no_hours", "Month", m.Month)
	add(m.Hours.Running > 0, "report_running", "Count", m.Hours.Running)
	add(g.unrated > 0, "report_no_rate")
	add(len(m.Calendar.Items) == 0, "report_no_calendar", "Month", m.Month)
	add(len(m.Budget.Lines) == 0, "report_no_budget", "Month", m.Month)
	add(len(planned(m.Next.Items)) == 0, "report_no_plan", "Month", m.Next.Month)
	add(len(m.ClientLogo) == 0, "report_no_logo", "Client", m.Client.Name)
}
