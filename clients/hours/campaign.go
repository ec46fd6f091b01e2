package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/money"
)

// CampaignTime is the work linked to one campaign, all months together. It is
// raw time: the contract's rounding belongs to whole months. It is the
// agency's own; no document shows it.
type CampaignTime struct {
	RawMinutes  int64 // all of it
	FreeMinutes int64 // of it, free
	Entries     int   // finished ones
	Running     int
	// Values are what the time that is not free comes to at its rates, one a
	// currency in order of appearance; Unrated counts entries without a rate,
	// which are in none.
	Values  []money.Amount
	Unrated int
}

// CampaignTime sums the entries linked to a campaign.
func (s *Service) CampaignTime(ctx context.Context, client, campaign clients.ID) (CampaignTime, error) {
	entries, err := s.keep.Entries(ctx, Filter{Client: client, Campaign: campaign})
	if err != nil {
		return CampaignTime{}, err
	}
	return sumCampaign(entries), nil
}

// sumCampaign prices the work of one rate as one line, once.
func sumCampaign(entries []Entry) CampaignTime {
	type price struct {
		currency money.Currency
		rate     int64
	}
	var t CampaignTime
	var raw, free int64
	seconds := map[price]int64{}
	var order []price
	for _, e := range entries {
		if e.Running {
			t.Running++
			continue
		}
		t.Entries++
		raw += e.Seconds
		if e.Kind == Free {
			free += e.Seconds
			continue
		}
		if e.Rate == nil {
			t.Unrated++
			continue
		}
		p := price{e.Currency, *e.Rate}
		if _, known := seconds[p]; !known {
			order = append(order, p)
		}
		seconds[p] += e.Seconds
	}
	t.RawMinutes, t.FreeMinutes = wholeMinutes(raw), wholeMinutes(free)
	for _, p := range order {
		value := money.Of(money.LineAmount(seconds[p], p.rate), p.currency)
		i := slices.IndexFunc(t.Values, func(a money.Amount) bool { return a.Currency == p.currency })
		if i < 0 {
			t.Values = append(t.Values, value)
			continue
		}
		t.Values[i].Minor += value.Minor
	}
	return t
}
