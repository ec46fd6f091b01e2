package text

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/bojanz/currency"

	"regie/clients/money"
)

const (
	noBreak = "\u00a0" // no-break space
	narrow  = "\u202f" // narrow no-break space
	minus   = "\u2212" // the minus sign, not a hyphen
)

// numberStyle is how a language writes numbers.
type numberStyle struct {
	group, point, percent string
	symbolFirst           bool
	symbols               map[money.Currency]string
}

var numberStyles = map[Lang]numberStyle{
	FR: {
		group: narrow, point: ",", percent: noBreak + "%",
		symbols: map[money.Currency]string{
			money.EUR: "€", money.USD: "$US", money.GBP: "£", money.CHF: "CHF", money.CAD: "$CA",
			money.MAD: "MAD", money.XOF: "FCFA", money.XAF: "FCFA", money.CDF: "FC",
		},
	},
	EN: {
		group: ",", point: ".", percent: "%", symbolFirst: true,
		symbols: map[money.Currency]string{
			money.EUR: "€", money.USD: "$", money.GBP: "£", money.CHF: "CHF", money.CAD: "CA$",
			money.MAD: "MAD", money.XOF: "FCFA", money.XAF: "FCFA", money.CDF: "CDF",
		},
	},
}

// Int is "1 234", "1,234".
func (p *Printer) Int(n int64) string { return p.Decimal(n, 0) }

// Decimal writes n ÷ 10^digits with that many decimals: 12345 and 2 give
// "123,45".
func (p *Printer) Decimal(n int64, digits int) string {
	sign, s := "", strconv.FormatInt(n, 10)
	if n < 0 {
		sign, s = minus, s[1:]
	}
	if digits > 0 && len(s) <= digits {
		s = strings.Repeat("0", digits-len(s)+1) + s
	}
	whole, decimals := s[:len(s)-max(digits, 0)], s[len(s)-max(digits, 0):]
	if decimals != "" {
		decimals = p.numbers.point + decimals
	}
	return sign + p.grouped(whole) + decimals
}

// grouped puts the mark of the thousands between figures.
func (p *Printer) grouped(s string) string {
	if len(s) <= 3 {
		return s
	}
	var b strings.Builder
	first := len(s) % 3
	b.WriteString(s[:first])
	for i := first; i < len(s); i += 3 {
		if i > 0 {
			b.WriteString(p.numbers.group)
		}
		b.WriteString(s[i : i+3])
	}
	return b.String()
}

// Percent writes hundredths of a percent with 0 to 2 decimals, rounded half
// away from zero: 6300 and 0 give "63 %", "63%".
func (p *Printer) Percent(hundredths int64, digits int) string {
	digits = min(max(digits, 0), 2)
	unit := []int64{100, 10, 1}[digits]
	return p.Decimal(money.RoundHalfUp(hundredths, unit), digits) + p.numbers.percent
}

// Points writes hundredths of a point as whole points with their sign, rounded
// half away from zero: "+7 pts", "−1 pt", "0 pt".
func (p *Printer) Points(hundredths int) string {
	n, sign := money.RoundHalfUp(int64(hundredths), 100), ""
	switch {
	case n > 0:
		sign = "+"
	case n < 0:
		n, sign = -n, "−"
	}
	return p.N("common.points", int(n), "sign", sign)
}

// Rate writes a rate with the decimals it has: "20 %", "5,5 %".
func (p *Printer) Rate(r money.Rate) string {
	digits := 2
	switch {
	case r%100 == 0:
		digits = 0
	case r%10 == 0:
		digits = 1
	}
	return p.Percent(int64(r), digits)
}

// Money is "1 234,50 €", "€1,234.50", with the decimals that the currency
// shows: none for CDF and the CFA francs.
func (p *Printer) Money(a money.Amount) string {
	a = money.DocumentRound(a)
	return p.withSymbol(a, a.Currency.ShownDigits())
}

// MoneyShort is Money without decimals that are all zero: "1 234 €".
func (p *Printer) MoneyShort(a money.Amount) string {
	a = money.DocumentRound(a)
	unit := int64(1)
	for range a.Currency.Digits() {
		unit *= 10
	}
	if a.Minor%unit == 0 {
		return p.withSymbol(a, 0)
	}
	return p.withSymbol(a, a.Currency.ShownDigits())
}

// withSymbol writes an amount that has no decimals but those shown.
func (p *Printer) withSymbol(a money.Amount, digits int) string {
	n := a.Minor
	for range a.Currency.Digits() - digits {
		n /= 10
	}
	number := p.Decimal(n, digits)
	symbol := p.CurrencySymbol(a.Currency)
	switch {
	case symbol == "":
		return number
	case !p.numbers.symbolFirst:
		return number + noBreak + symbol
	}
	if last := symbol[len(symbol)-1]; last >= 'A' && last <= 'Z' {
		symbol += noBreak
	}
	if rest, ok := strings.CutPrefix(number, minus); ok {
		return minus + symbol + rest
	}
	return symbol + number
}

// CurrencySymbol is what stands beside an amount: "€", "FC"; the code where
// there is no usual sign.
func (p *Printer) CurrencySymbol(c money.Currency) string {
	if s, ok := p.numbers.symbols[c]; ok {
		return s
	}
	if s, ok := currency.GetSymbol(string(c), currency.NewLocale(string(p.lang))); ok {
		return s
	}
	return string(c)
}

// Hours writes minutes as hours: "25 h 30", "25h 30m".
func (p *Printer) Hours(minutes int64) string {
	sign := ""
	if minutes < 0 {
		sign, minutes = minus, -minutes
	}
	h, m := p.Int(minutes/60), minutes%60
	if p.lang == FR {
		return fmt.Sprintf("%s%s%sh%s%02d", sign, h, noBreak, noBreak, m)
	}
	return fmt.Sprintf("%s%sh%s%02dm", sign, h, noBreak, m)
}

// HoursSigned is Hours with a plus sign before what is above zero.
func (p *Printer) HoursSigned(minutes int64) string {
	if minutes > 0 {
		return "+" + p.Hours(minutes)
	}
	return p.Hours(minutes)
}

// Stopwatch writes seconds as a running timer shows them: "00:42:17".
func (p *Printer) Stopwatch(seconds int64) string {
	sign := ""
	if seconds < 0 {
		sign, seconds = minus, -seconds
	}
	return fmt.Sprintf("%s%02d:%02d:%02d", sign, seconds/3600, seconds/60%60, seconds%60)
}
