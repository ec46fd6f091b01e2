package billing

import "regie/clients/money"

// Convert is the amount in the other currency at the rate of the day, rounded
// half up once to what documents show of that currency.
func (x Exchange) Convert(a money.Amount) money.Amount {
	num, den := x.Num, max(x.Den, 1)
	for range x.To.Digits() {
		num *= 10
	}
	for range a.Currency.Digits() {
		den *= 10
	}
	return money.DocumentRound(money.Of(money.MulDiv(a.Minor, num, den), x.To))
}
