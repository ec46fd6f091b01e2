package budget

import (
	"context"
	"fmt"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Period is a client's budget over days that are not one month: a quarter, a
// run of one's own, or all that serves a campaign. Lines of different months
// may be in different currencies, which are never added up.
type Period struct {
	Client clients.ID
	// Days are those asked for; of a campaign its own, or where it says none
	// those of its lines.
	Days      civil.Range
	Parts     []Overview // one a currency, in order of appearance
	Movements []Movement // of its lines that fall on its days, newest first
	Open      []Pending  // what is ordered on its lines and not spent
}

// Part is the part in a currency, with zero sums where there is none.
func (p Period) Part(c money.Currency) Overview {
	for _, o := range p.Parts {
		if o.Currency == c {
			return o
		}
	}
	return Overview{Client: p.Client, Range: p.Days, Currency: c, Total: Sum{Currency: c}}
}

// Line finds one of the period's lines.
func (p Period) Line(id clients.ID) (LineSum, bool) {
	for _, o := range p.Parts {
		for _, e := range o.Envelopes {
			for _, l := range e.Lines {
				if l.ID == id {
					return l, true
				}
			}
		}
	}
	return LineSum{}, false
}

// LeftOf is what remains of a sum given for everything in the period, such as
// a campaign's budget; false where money of another currency was used as well,
// which cannot be taken off.
func (p Period) LeftOf(given money.Amount) (int64, bool) {
	for _, o := range p.Parts {
		if o.Currency != given.Currency && o.Total.Used() != 0 {
			return 0, false
		}
	}
	return given.Minor - p.Part(given.Currency).Total.Used(), true
}

// Over is a client's budget over some days, with its pace as of today. The days
// are whole months where there are monthly lines, which have no part of a month.
func (s *Service) Over(ctx context.Context, client clients.ID, days civil.Range, today civil.Date) (Period, error) {
	c, err := s.clients.Client(ctx, client)
	if err != nil {
		return Period{}, fmt.Errorf("finding the budget's client: %w", err)
	}
	books, err := s.keep.Books(ctx, client, days)
	if err != nil {
		return Period{}, err
	}
	return books.period(client, days, c.Currency, today), nil
}

// Campaign is what was planned and spent for one campaign, all months together.
// days are the campaign's; either end may be open, and is then that of its
// lines. The pace is over those days.
func (s *Service) Campaign(ctx context.Context, client, campaign clients.ID, days civil.Range, today civil.Date) (Period, error) {
	c, err := s.clients.Client(ctx, client)
	if err != nil {
		return Period{}, fmt.Errorf("finding the budget's client: %w", err)
	}
	books, err := s.keep.CampaignBooks(ctx, client, campaign)
	if err != nil {
		return Period{}, err
	}
	whole := books.span()
	p := books.period(client, whole, c.Currency, today)
	if days.From.IsZero() {
		days.From = whole.From
	}
	if days.To.IsZero() {
		days.To = whole.To
	}
	p.Days = days
	for i := range p.Parts {
		p.Parts[i].Pace = p.Parts[i].Total.PaceOver(days, today)
	}
	return p, nil
}

// span is the days from the first to the last of the lines.
func (b Books) span() civil.Range {
	var days civil.Range
	for i, l := range b.Lines {
		if i == 0 || l.From.Before(days.From) {
			days.From = l.From
		}
		days.To = later(days.To, l.To)
	}
	return days
}

// period sums the books over days, each currency for itself.
func (b Books) period(client clients.ID, days civil.Range, def money.Currency, today civil.Date) Period {
	p := Period{Client: client, Days: days, Open: b.Pending()}
	lines := map[clients.ID]Line{}
	byCurrency := map[money.Currency]*Books{}
	var order []money.Currency
	for _, l := range b.Lines {
		if overlapDays(l.Range(), days) == 0 {
			continue
		}
		lines[l.ID] = l
		if byCurrency[l.Currency] == nil {
			byCurrency[l.Currency] = &Books{Movements: b.Movements, Carries: b.Carries}
			order = append(order, l.Currency)
		}
		one := byCurrency[l.Currency]
		one.Lines = append(one.Lines, l)
	}
	for _, c := range order {
		o := byCurrency[c].Overview(client, days, def)
		o.Pace = o.Total.PaceOver(days, today)
		p.Parts = append(p.Parts, o)
	}
	for _, m := range b.Movements {
		if l, ok := lines[m.Line]; ok && days.Contains(l.day(m)) {
			p.Movements = append(p.Movements, m)
		}
	}
	slices.SortStableFunc(p.Movements, func(a, b Movement) int { return b.On.Compare(a.On) })
	return p
}
