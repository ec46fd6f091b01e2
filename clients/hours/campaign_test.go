package hours

import (
	"testing"

	"regie/clients/money"
)

// Ensure the work of one rate is priced once, free time is worth nothing, and
// what has no rate is counted apart.
func TestTheTimeOfACampaign(t *testing.T) {
	rate, other := int64(5000), int64(4000)
	e := func(seconds int64, k Kind, r *int64, c money.Currency) Entry {
		return Entry{Seconds: seconds, Kind: k, Rate: r, Currency: c}
	}
	got := sumCampaign([]Entry{
		e(1801, Contract, &rate, money.EUR), e(1801, Extra, &rate, money.EUR), e(3600, Contract, &other, money.EUR),
		e(3600, Free, &rate, money.EUR), e(600, Contract, nil, money.EUR), e(3600, Contract, &rate, money.USD),
		{Running: true},
	})
	// 3 602 s at 50 € are 50,03 € at once; twice 1 801 s would be 50,02 €.
	if got.RawMinutes != 250 || got.FreeMinutes != 60 || got.Entries != 6 || got.Running != 1 || got.Unrated != 1 {
		t.Errorf("%+v", got)
	}
	if len(got.Values) != 2 || got.Values[0] != money.Of(9003, money.EUR) || got.Values[1] != money.Of(5000, money.USD) {
		t.Errorf("worth %+v", got.Values)
	}
}
