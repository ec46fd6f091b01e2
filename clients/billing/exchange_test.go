package billing

import (
	"testing"

	"regie/clients/money"
)

func TestConverted(t *testing.T) {
	for _, c := range []struct {
		x        Exchange
		from, to money.Amount
	}{
		{Exchange{To: money.CDF, Num: 284550, Den: 100}, money.Of(12345, money.USD), money.Of(35127700, money.CDF)},
		{Exchange{To: money.USD, Num: 100, Den: 284550}, money.Of(35127700, money.CDF), money.Of(12345, money.USD)},
		{Exchange{To: money.XOF, Num: 655957, Den: 1000}, money.Of(150, money.EUR), money.Of(984, money.XOF)},
		{Exchange{To: money.EUR, Num: 1000, Den: 655957}, money.Of(-984, money.XOF), money.Of(-150, money.EUR)},
	} {
		d := Document{Currency: c.from.Currency, Exchange: &c.x}
		if got := d.Converted(c.from.Minor); got != c.to {
			t.Errorf("%v at %d/%d is %v, not %v", c.from, c.x.Num, c.x.Den, got, c.to)
		}
	}
}
