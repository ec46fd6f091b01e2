package billing

import (
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

func (s *Service) addProfit(ctx context.Context, t *profits, c clients.Client, m civil.Month) error {
	entries, err := s.time.List(ctx, hours.Filter{Client: c.ID, Days: m.Range()})
	if err != nil {
		return err
	}
	docs, err := s.keep.Documents(ctx, Filter{Client: c.ID, Kinds: []Kind{Invoice, Credit}, Month: m, Issued: true})
	if err != nil {
		return err
	}
	type place struct{ level, hat string }
	worked := map[place]int64{}
	var order []place
	for _, e := range entries {
		if e.Running {
			continue
		}
		row := t.of(c, e.Level, e.Hat, e.Currency)
		row.Seconds += e.Seconds
		if e.Cost == nil {
			row.Uncosted++
		} else {
			row.Cost += money.LineAmount(e.Seconds, *e.Cost)
		}
		if e.Kind == hours.Contract {
			p := place{e.Level, e.Hat}
			if _, ok := worked[p]; !ok {
				order = append(order, p)
			}
			worked[p] += e.Seconds
		}
	}
	weights := make([]int64, len(order))
	for i, p := range order {
		weights[i] = worked[p]
	}
	for _, d := range docs {
		rest := -d.Discount
		for _, l := range d.Lines {
			switch {
			case l.Info || l.Nature == TakeBack || l.Nature == Expense || l.Nature == Disbursement:
			case l.Unit == Hour && l.Hat != "":
				t.of(c, l.Level, l.Hat, d.Currency).Revenue += d.sign() * l.Net
			default:
				rest += l.Net
			}
		}
		if len(order) == 0 {
			t.of(c, "", "", d.Currency).Revenue += d.sign() * rest
			continue
		}
		for i, share := range money.Spread(rest, weights) {
			t.of(c, order[i].level, order[i].hat, d.Currency).Revenue += d.sign() * share
		}
	}
	return nil
}
