// Package rates is the dated table of what an hour is sold at and costs, for
// the agency's page and for a client's file: rates are added from a day on,
// removed, and tried – which one serves, and which were passed over and why.
package rates

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/widgets"
)

// Hours is what the table needs of the hours' service.
type Hours interface {
	Rates(ctx context.Context) ([]hours.Rate, error)
	SetRate(ctx context.Context, r hours.Rate) (hours.Rate, int, error)
	RemoveRate(ctx context.Context, id clients.ID) error
	List(ctx context.Context, f hours.Filter) ([]hours.Entry, error)
	Locks(ctx context.Context, entries []hours.Entry) (map[clients.ID][]string, error)
	Why(ctx context.Context, side hours.Side, a hours.Asked) (hours.Found, bool, error)
}

// House is what the table needs of the agency's service.
type House interface {
	Agency(ctx context.Context) (clients.Agency, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Clients(ctx context.Context, which clients.Which) ([]clients.Client, error)
	LevelOn(ctx context.Context, person clients.ID, day civil.Date) (string, error)
}

// facts is all that the table needs, loaded at once.
type facts struct {
	rates    []hours.Rate
	staff    []clients.Staff
	hats     []clients.Hat
	levels   []clients.Level
	clients  []clients.Client
	currency money.Currency
	today    civil.Date
}

func (d Deps) load(ctx context.Context, today civil.Date) (facts, error) {
	f := facts{today: today}
	a, err := d.House.Agency(ctx)
	if err != nil {
		return f, fmt.Errorf("reading the agency: %w", err)
	}
	f.currency = a.Currency
	if f.rates, err = d.Hours.Rates(ctx); err != nil {
		return f, fmt.Errorf("reading the rates: %w", err)
	}
	if f.staff, err = d.House.Staff(ctx, true); err != nil {
		return f, fmt.Errorf("reading the staff: %w", err)
	}
	if f.hats, err = d.House.Hats(ctx); err != nil {
		return f, fmt.Errorf("reading the hats: %w", err)
	}
	if f.levels, err = d.House.Levels(ctx); err != nil {
		return f, fmt.Errorf("reading the levels: %w", err)
	}
	if f.clients, err = d.House.Clients(ctx, clients.AllClients); err != nil {
		return f, fmt.Errorf("reading the clients: %w", err)
	}
	return f, nil
}

// names are the labels of what a rate names, "" for what it leaves open.
type names struct{ who, client, hat, level string }

func (f facts) names(p *text.Printer, r hours.Rate) names {
	var n names
	for _, s := range f.staff {
		if s.ID == r.Person {
			n.who = s.Name
		}
	}
	for _, c := range f.clients {
		if c.ID == r.Client {
			n.client = c.Name
		}
	}
	for _, h := range f.hats {
		if h.Key == r.Hat && r.Hat != "" {
			n.hat = choices.Name(p, h.NameFR, h.NameEN)
		}
	}
	if r.Level != "" {
		n.level = choices.Label(choices.Levels(p, f.levels), r.Level)
	}
	return n
}

// title is what a rate is for, in words: "Grâce M. · Kivu Maison", or all.
func (n names) title(p *text.Printer) string {
	s := ""
	for _, part := range []string{n.who, n.client, n.hat, n.level} {
		if part == "" {
			continue
		}
		if s != "" {
			s += " · "
		}
		s += part
	}
	if s == "" {
		return p.T("rates.everything")
	}
	return s
}

// row is a rate as the table shows it.
type row struct {
	hours.Rate
	names
	from, amount, state string
	tone                widgets.Tone
	past                bool // another of the same key has taken its place
}

// rows are the rates of a side, of one client where it is named (its own and
// those that name none), the most specific first, then the latest. Past ones
// are left out unless asked for.
func rows(p *text.Printer, f facts, side hours.Side, client clients.ID, history bool) []row {
	var list []row
	for _, r := range f.rates {
		if r.Side != side || (client != "" && r.Client != "" && r.Client != client) {
			continue
		}
		if client != "" && r.Amount.Currency != f.currencyOf(client) { // it never serves this client
			continue
		}
		x := row{Rate: r, names: f.names(p, r), from: p.Date(r.From), amount: p.Money(r.Amount)}
		switch {
		case r.From.After(f.today):
			x.state, x.tone = p.T("rates.to_come"), widgets.ToneInfo
		case replaced(f, r):
			x.state, x.past = p.T("rates.past"), true
		default:
			x.state = p.T("rates.now")
		}
		if x.past && !history {
			continue
		}
		list = append(list, x)
	}
	slices.SortStableFunc(list, func(a, b row) int {
		return cmp.Or(specific(b.Rate)-specific(a.Rate), cmp.Compare(a.names.title(p), b.names.title(p)),
			cmp.Compare(a.Amount.Currency, b.Amount.Currency), b.From.Compare(a.From))
	})
	return list
}

// specific orders rates as the rule compares them: naming the person weighs
// most, then the client, the hat, the level.
func specific(r hours.Rate) int {
	n := 0
	for i, named := range []bool{r.Level != "", r.Hat != "", r.Client != "", r.Person != ""} {
		if named {
			n += 1 << i
		}
	}
	return n
}

func sameKey(a, b hours.Rate) bool {
	return a.Side == b.Side && a.Person == b.Person && a.Client == b.Client && a.Hat == b.Hat && a.Level == b.Level &&
		a.Amount.Currency == b.Amount.Currency
}

// replaced tells whether a later rate of the same key is in force today.
func replaced(f facts, r hours.Rate) bool {
	return slices.ContainsFunc(f.rates, func(o hours.Rate) bool {
		return sameKey(r, o) && o.From.After(r.From) && !o.From.After(f.today)
	})
}

// effect is what a new rate would do to the entries there are.
type effect struct{ repriced, locked int }

// effectOf counts the entries that a rate would serve best from its first day
// on: those that take it, and those a lock keeps at what they have.
func effectOf(all []hours.Rate, r hours.Rate, entries []hours.Entry, locks map[clients.ID][]string) effect {
	r.ID = "new"
	all = append(slices.DeleteFunc(slices.Clone(all), func(o hours.Rate) bool { return sameKey(o, r) && o.From == r.From }), r)
	var e effect
	for _, x := range entries {
		if x.Running || (r.Level != "" && r.Level != x.Level) {
			continue
		}
		found, ok := hours.Find(all, r.Side, hours.Asked{
			On: x.On, Person: x.Person, Client: x.Client, Hat: x.Hat, Level: x.Level, Currency: x.Currency,
		})
		switch {
		case !ok || found.Effective().ID != "new":
		case len(locks[x.ID]) > 0:
			e.locked++
		default:
			e.repriced++
		}
	}
	return e
}

// lookAhead reads the entries a rate may concern and counts its effect.
func (d Deps) lookAhead(ctx context.Context, all []hours.Rate, r hours.Rate) (effect, error) {
	entries, err := d.Hours.List(ctx, hours.Filter{
		Client: r.Client, Person: r.Person, Hat: r.Hat, Days: civil.Range{From: r.From, To: civil.NewDate(civil.LastYear, 12, 31)},
	})
	if err != nil {
		return effect{}, fmt.Errorf("reading the entries from a rate's first day on: %w", err)
	}
	locks, err := d.Hours.Locks(ctx, entries)
	if err != nil {
		return effect{}, fmt.Errorf("reading the locks: %w", err)
	}
	return effectOf(all, r, entries, locks), nil
}

// sentence says what a rate would do.
func (e effect) sentence(p *text.Printer) string {
	s := p.N("rates.will_take", e.repriced)
	if e.locked > 0 {
		s += " " + p.N("rates.will_keep", e.locked)
	}
	return s
}

// passed is a rate that fitted too, and why another was taken.
type passed struct{ title, detail string }

// answer is which rate serves.
type answer struct {
	ok                    bool
	amount, title, detail string
	capped                string // that the intern rate lowered it
	passed                []passed
}

// explain puts the answer to "which rate?" into words.
func explain(p *text.Printer, f facts, found hours.Found, ok bool) answer {
	if !ok {
		return answer{}
	}
	r := found.Rate
	a := answer{
		ok: true, amount: p.T("rates.per_hour", "amount", found.Effective().Amount),
		title: f.names(p, r).title(p), detail: p.T("rates.since", "date", r.From),
	}
	if found.Cap != nil {
		a.capped = p.T("rates.capped", "found", r.Amount, "cap", found.Cap.Amount)
	}
	for _, o := range found.Passed {
		_, lost := r.Against(o)
		a.passed = append(a.passed, passed{
			title:  f.names(p, o).title(p),
			detail: p.Money(o.Amount) + " · " + p.T("rates.since", "date", o.From) + " · " + p.T("hours.rate_lost_"+string(lost)),
		})
	}
	return a
}
