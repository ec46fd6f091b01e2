package billing

import (
	"cmp"
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
)

// By what profit is broken down.
const (
	ByClient = "client"
	ByLevel  = "level"
	ByHat    = "hat"
)

// Profit is what one client, level or hat brought in a month and cost. It is
// the agency's own and stands on no document. Expenses that are billed on are
// in neither side. What was worked for a client whose month is not invoiced yet
// is no loss: it stands apart, as waiting. Amounts are minor units of Currency.
type Profit struct {
	Key      string
	Label    string
	Currency money.Currency
	Seconds  int64 // worked for invoiced months, free time too
	Revenue  int64 // net, credit notes subtracted
	Cost     int64 // of the entries whose cost is known
	Uncosted int   // entries whose cost is not
	// Waiting is what was worked and not invoiced yet, in seconds, and WaitingCost
	// what it cost as far as known; they are in none of the figures above.
	Waiting, WaitingCost int64
}

// Invoiced tells whether there is something to speak of profit about.
func (p Profit) Invoiced() bool { return p.Waiting == 0 || p.Seconds != 0 || p.Revenue != 0 }

// Margin is revenue less cost.
func (p Profit) Margin() int64 { return p.Revenue - p.Cost }

// Effective is revenue per hour worked, nil where nothing was.
func (p Profit) Effective() *int64 {
	if p.Seconds == 0 {
		return nil
	}
	r := money.MulDiv(p.Revenue, 3600, p.Seconds)
	return &r
}

// Add takes the figures of another row in.
func (p *Profit) Add(o Profit) {
	p.Seconds, p.Revenue, p.Cost, p.Uncosted = p.Seconds+o.Seconds, p.Revenue+o.Revenue, p.Cost+o.Cost, p.Uncosted+o.Uncosted
	p.Waiting, p.WaitingCost = p.Waiting+o.Waiting, p.WaitingCost+o.WaitingCost
}

// byRevenue puts the best first.
func byRevenue(list []Profit) {
	slices.SortStableFunc(list, func(a, b Profit) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(b.Revenue, a.Revenue), cmp.Compare(a.Key, b.Key))
	})
}

// Profit is the month of all clients, or of one (empty: all), by client, level
// or hat. Priced hours are the revenue of their level and hat; fees, discounts
// and free lines are spread over the contract's hours by largest remainder.
// Fault choice_unknown at "by".
func (s *Service) Profit(ctx context.Context, client clients.ID, m civil.Month, by string) ([]Profit, error) {
	if by != ByClient && by != ByLevel && by != ByHat {
		return nil, fault.New("choice_unknown", "value", by, "choices", []string{ByClient, ByLevel, ByHat}).At("by")
	}
	all, err := s.house.Clients(ctx, clients.AllClients)
	if err != nil {
		return nil, err
	}
	t := profits{by: by}
	for _, c := range all {
		if c.Internal || (client != "" && c.ID != client) {
			continue
		}
		if err := s.addProfit(ctx, &t, c, m); err != nil {
			return nil, err
		}
	}
	byRevenue(t.list)
	return t.list, nil
}

type profits struct {
	by   string
	list []Profit
}

// index is where a row stands.
func (t *profits) index(row *Profit) int {
	return slices.IndexFunc(t.list, func(p Profit) bool { return p.Key == row.Key && p.Currency == row.Currency })
}

// of is the row of a client, level or hat in a currency.
func (t *profits) of(c clients.Client, level, hat string, currency money.Currency) *Profit {
	key := map[string]string{ByClient: c.Key, ByLevel: level, ByHat: hat}[t.by]
	i := slices.IndexFunc(t.list, func(p Profit) bool { return p.Key == key && p.Currency == currency })
	if i < 0 {
		i = len(t.list)
		p := Profit{Key: key, Label: key, Currency: currency}
		if t.by == ByClient {
			p.Label = c.Name
		}
		t.list = append(t.list, p)
	}
	return &t.list[i]
}

// workPlace is where work is done.
type workPlace struct{ level, hat string }

// monthProfit is one client's month on its way into the rows.
type monthProfit struct {
	client   clients.Client
	entries  []hours.Entry
	docs     []Document
	invoiced bool
	order    []workPlace // of the contract's hours
	worked   []int64     // seconds, in that order
}

func (s *Service) addProfit(ctx context.Context, t *profits, c clients.Client, m civil.Month) error {
	p := monthProfit{client: c}
	var err error
	if p.entries, err = s.time.List(ctx, hours.Filter{Client: c.ID, Days: m.Range()}); err != nil {
		return err
	}
	p.entries = slices.DeleteFunc(p.entries, func(e hours.Entry) bool { return e.Running })
	if p.docs, err = s.earned(ctx, c.ID, m); err != nil {
		return err
	}
	billable := false
	for _, e := range p.entries {
		billable = billable || e.Kind != hours.Free
	}
	// Free time alone is never invoiced: it is what it cost.
	p.invoiced = !billable || slices.ContainsFunc(p.docs, func(d Document) bool { return d.Kind == Invoice && d.State != Credited })
	p.time(t)
	for _, d := range p.docs {
		p.revenue(t, d)
	}
	return nil
}

// earned are the invoices and credit notes of a month, and those of no month
// that were issued in it.
func (s *Service) earned(ctx context.Context, client clients.ID, m civil.Month) ([]Document, error) {
	kinds := []Kind{Invoice, Credit}
	docs, err := s.keep.Documents(ctx, Filter{Client: client, Kinds: kinds, Month: m, Issued: true})
	if err != nil {
		return nil, err
	}
	others, err := s.keep.Documents(ctx, Filter{Client: client, Kinds: kinds, Days: m.Range(), Issued: true})
	if err != nil {
		return nil, err
	}
	return append(docs, slices.DeleteFunc(others, func(d Document) bool { return !d.Month.IsZero() })...), nil
}

// time adds what was worked and what it cost: each cost rate's seconds are
// priced once, and the amount shared by largest remainder, so that every
// breakdown adds up to the same.
func (p *monthProfit) time(t *profits) {
	type group struct {
		cost    int64
		rows    []int // of t.list
		seconds []int64
	}
	var groups []group
	for _, e := range p.entries {
		row := t.of(p.client, e.Level, e.Hat, e.Currency)
		if p.invoiced {
			row.Seconds += e.Seconds
		} else {
			row.Waiting += e.Seconds
		}
		if e.Kind == hours.Contract {
			p.work(workPlace{e.Level, e.Hat}, e.Seconds)
		}
		if e.Cost == nil {
			if p.invoiced {
				row.Uncosted++
			}
			continue
		}
		g := slices.IndexFunc(groups, func(g group) bool { return g.cost == *e.Cost })
		if g < 0 {
			g, groups = len(groups), append(groups, group{cost: *e.Cost})
		}
		at := t.index(row)
		n := slices.Index(groups[g].rows, at)
		if n < 0 {
			n = len(groups[g].rows)
			groups[g].rows, groups[g].seconds = append(groups[g].rows, at), append(groups[g].seconds, 0)
		}
		groups[g].seconds[n] += e.Seconds
	}
	for _, g := range groups {
		var all int64
		for _, n := range g.seconds {
			all += n
		}
		for n, share := range money.Spread(money.LineAmount(all, g.cost), g.seconds) {
			if row := &t.list[g.rows[n]]; p.invoiced {
				row.Cost += share
			} else {
				row.WaitingCost += share
			}
		}
	}
}

func (p *monthProfit) work(at workPlace, seconds int64) {
	i := slices.Index(p.order, at)
	if i < 0 {
		i = len(p.order)
		p.order, p.worked = append(p.order, at), append(p.worked, 0)
	}
	p.worked[i] += seconds
}

// revenue adds a document: priced hours where they were worked, the rest over
// the contract's hours.
func (p *monthProfit) revenue(t *profits, d Document) {
	rest := -d.Discount
	for _, l := range d.Lines {
		switch {
		case l.Info || l.Nature == TakeBack || l.Nature == Expense || l.Nature == Disbursement:
		case l.Unit == Hour && l.Hat != "":
			t.of(p.client, l.Level, l.Hat, d.Currency).Revenue += d.sign() * l.Net
		default:
			rest += l.Net
		}
	}
	if len(p.order) == 0 {
		t.of(p.client, "", "", d.Currency).Revenue += d.sign() * rest
		return
	}
	for i, share := range money.Spread(rest, p.worked) {
		t.of(p.client, p.order[i].level, p.order[i].hat, d.Currency).Revenue += d.sign() * share
	}
}
