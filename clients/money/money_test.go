package money_test

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regie/clients/fault"
	"regie/clients/money"
)

func code(err error) string {
	if err == nil {
		return ""
	}
	if f, ok := fault.As(err); ok {
		return f.Code
	}
	return "foreign: " + err.Error()
}

func TestVectors(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want int64
	}{
		{"10 min at 10.00", money.LineAmount(600, 1000), 167},
		{"an hour at 10.00", money.LineAmount(3600, 1000), 1000},
		{"half a cent goes up", money.LineAmount(1800, 1), 1},
		{"below half a cent goes down", money.LineAmount(1799, 1), 0},
		{"3 × 33.33 at 20 %", money.VAT(9999, 2000), 2000},
		{"16 % in the RDC", money.VAT(1_250_000, 1600), 200_000},
		{"5.5 %", money.VAT(10_000, 550), 550},
		{"a credit mirrors its invoice", money.VAT(-9999, 2000), -2000},
		{"interest", money.Interest(120_000, 1000, 30), 986},
		{"no days, no interest", money.Interest(120_000, 1000, 0), 0},
		{"5/2", money.RoundHalfUp(5, 2), 3},
		{"-5/2", money.RoundHalfUp(-5, 2), -3},
		{"5/-2", money.RoundHalfUp(5, -2), -3},
		{"7/3", money.RoundHalfUp(7, 3), 2},
		{"8/3", money.RoundHalfUp(8, 3), 3},
		{"0/3", money.RoundHalfUp(0, 3), 0},
		{"greatest", money.RoundHalfUp(math.MaxInt64, 1), math.MaxInt64},
		{"least", money.RoundHalfUp(math.MinInt64, 1), math.MinInt64},
		{"greatest by greatest", money.MulDiv(math.MaxInt64, math.MaxInt64, math.MaxInt64), math.MaxInt64},
		{"beyond 64 bits", money.MulDiv(math.MaxInt64, 4, 1), math.MaxInt64},
		{"beyond 64 bits below", money.MulDiv(math.MinInt64, 4, 1), math.MinInt64},
		{"big odd denominator", money.RoundHalfUp(math.MaxInt64-1, math.MaxInt64), 1},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, c.got, c.want)
		}
	}
}

func TestMulDivAgainstBigNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64().Draw(t, "a")
		b := rapid.Int64().Draw(t, "b")
		d := rapid.Int64().Filter(func(n int64) bool { return n != 0 }).Draw(t, "d")
		// round half away from zero: sign × floor((2|ab| + |d|) ÷ 2|d|)
		p := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		sign := int64(p.Sign())
		if d < 0 {
			sign = -sign
		}
		den := new(big.Int).Abs(big.NewInt(d))
		num := p.Abs(p)
		num.Lsh(num, 1).Add(num, den).Quo(num, den.Lsh(den, 1))
		want := num.Mul(num, big.NewInt(sign))
		switch {
		case want.Cmp(big.NewInt(math.MaxInt64)) > 0:
			want.SetInt64(math.MaxInt64)
		case want.Cmp(big.NewInt(math.MinInt64)) < 0:
			want.SetInt64(math.MinInt64)
		}
		if got := money.MulDiv(a, b, d); got != want.Int64() {
			t.Fatalf("%d × %d ÷ %d: got %d, want %v", a, b, d, got, want)
		}
	})
}

func TestSpread(t *testing.T) {
	for _, c := range []struct {
		name    string
		total   int64
		weights []int64
		want    []int64
	}{
		{"six entries of 10 min", 1000, []int64{600, 600, 600, 600, 600, 600}, []int64{167, 167, 167, 167, 166, 166}},
		{"largest remainder first", 10, []int64{1, 2, 4}, []int64{1, 3, 6}},
		{"no weight gets nothing", 100, []int64{0, 1, 0}, []int64{0, 100, 0}},
		{"all zero: equal", 5, []int64{0, 0, 0}, []int64{2, 2, 1}},
		{"negative weight is none", 5, []int64{-3, 1}, []int64{0, 5}},
		{"zero", 0, []int64{1, 2}, []int64{0, 0}},
		{"negative", -1000, []int64{1, 1, 1}, []int64{-334, -333, -333}},
		{"one", 7, []int64{3}, []int64{7}},
		{"weights beyond 64 bits", 3, []int64{math.MaxInt64, math.MaxInt64, math.MaxInt64}, []int64{1, 1, 1}},
		{"ties beyond 64 bits", 4, []int64{math.MaxInt64, math.MaxInt64, math.MaxInt64}, []int64{2, 1, 1}},
		{"largest remainder beyond 64 bits", 1, []int64{math.MaxInt64 / 2, math.MaxInt64, math.MaxInt64}, []int64{0, 1, 0}},
		{"least total", math.MinInt64, []int64{1, 1}, []int64{math.MinInt64 / 2, math.MinInt64 / 2}},
	} {
		if got := money.Spread(c.total, c.weights); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	if money.Spread(5, nil) != nil {
		t.Error("shares without weights")
	}
}

func TestSpreadProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64().Draw(t, "total")
		weights := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Min(0)), 1, 30).Draw(t, "weights")
		shares := money.Spread(total, weights)
		sum, all := new(big.Int), new(big.Int)
		for i := range shares {
			sum.Add(sum, big.NewInt(shares[i]))
			all.Add(all, big.NewInt(weights[i]))
		}
		if sum.Cmp(big.NewInt(total)) != 0 {
			t.Fatalf("%v add up to %v, not %d", shares, sum, total)
		}
		if all.Sign() == 0 {
			return
		}
		for i := range shares {
			// |share × all − total × weight| < all
			exact := new(big.Int).Mul(big.NewInt(total), big.NewInt(weights[i]))
			off := new(big.Int).Mul(big.NewInt(shares[i]), all)
			if off.Sub(off, exact).CmpAbs(all) >= 0 {
				t.Fatalf("share %d of %v is further than 1 from exact", i, shares)
			}
			for j := range i { // ties: the first never gets less
				if weights[j] == weights[i] && absLess(shares[j], shares[i]) {
					t.Fatalf("equal weights %d and %d have %d and %d", j, i, shares[j], shares[i])
				}
			}
		}
	})
}

func absLess(a, b int64) bool { return big.NewInt(a).CmpAbs(big.NewInt(b)) < 0 }

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in   string
		def  money.Currency
		want string
		code string
	}{
		{"1800EUR", "", "1800.00EUR", ""},
		{"1800.50EUR", "", "1800.50EUR", ""},
		{"1800,50EUR", "", "1800.50EUR", ""},
		{"1800,5 eur", "", "1800.50EUR", ""},
		{"1 800,50 €", "", "1800.50EUR", ""},
		{"1\u202f800,50\u00a0€", "", "1800.50EUR", ""},
		{"€1,800.50", "", "1800.50EUR", ""},
		{"1,800.50 USD", "", "1800.50USD", ""},
		{"USD 1,800.50", "EUR", "1800.50USD", ""},
		{"1.800,50 EUR", "", "1800.50EUR", ""},
		{"1,234,567.89 USD", "", "1234567.89USD", ""},
		{"1.234.567 EUR", "", "1234567.00EUR", ""},
		{"1'800.50 CHF", "", "1800.50CHF", ""},
		{"75", "EUR", "75.00EUR", ""},
		{"-75", "EUR", "-75.00EUR", ""},
		{"−€1,234.50", "", "-1234.50EUR", ""},
		{"−1 234,50 €", "", "-1234.50EUR", ""},
		{"$-5", "", "-5.00USD", ""},
		{"0", "EUR", "0.00EUR", ""},
		{"5000 XOF", "", "5000XOF", ""},
		{"5 000 FCFA", "EUR", "5000XOF", ""},
		{"5 000 FCFA", "XAF", "5000XAF", ""},
		{"FCFA 12,500", "", "12500XOF", ""},
		{"CDF 12,500", "", "12500.00CDF", ""},
		{"12 500 FC", "", "12500.00CDF", ""},
		{"12.500,50 CDF", "", "12500.50CDF", ""},
		{"1.5 KWD", "", "1.500KWD", ""},
		{"100 JPY", "", "100JPY", ""},
		{"92233720368547758.07", "EUR", "92233720368547758.07EUR", ""},
		{"92233720368547758.08", "EUR", "", "money_overflow"},
		{"99999999999999999999999", "EUR", "", "money_overflow"},
		{"10.005EUR", "", "", "money_decimals"},
		{"1,800 USD", "", "", "money_decimals"}, // never guess between 1.8 and 1800
		{"1800.505", "EUR", "", "money_decimals"},
		{"5.5 XOF", "", "", "money_decimals"},
		{"5,1234 CDF", "", "", "money_decimals"},
		{"10 QQQ", "EUR", "", "currency_unknown"},
		{"10 quatloos", "EUR", "", "currency_unknown"},
		{"10", "", "", "currency_missing"},
		{"", "EUR", "", "money_empty"},
		{"  ", "EUR", "", "money_empty"},
		{"abc", "EUR", "", "money_invalid"},
		{"EUR", "EUR", "", "money_invalid"},
		{"EUR 5 EUR", "EUR", "", "money_invalid"},
		{"12a4", "EUR", "", "money_invalid"},
		{"18 00", "EUR", "", "money_invalid"},
		{"1800 000", "EUR", "", "money_invalid"},
		{"1,80,000", "EUR", "", "money_invalid"},
		{"1.2.3", "EUR", "", "money_invalid"},
		{"1,2.3,4", "EUR", "", "money_invalid"},
		{"--5", "EUR", "", "money_invalid"},
		{",50", "EUR", "", "money_invalid"},
		{"50,", "EUR", "", "money_invalid"},
		{"5 %", "EUR", "", "money_invalid"},
		{"1e3", "EUR", "", "money_invalid"},
	} {
		got, err := money.Parse(c.in, c.def)
		text := got.String()
		if err != nil {
			text = ""
		}
		if text != c.want || code(err) != c.code {
			t.Errorf("%q: got %s, %v; want %s, %s", c.in, text, err, c.want, c.code)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1800EUR", "1 800,50 €", "-5", "$-5", "−€1,2.3", "é1é", "1.", "FCFA1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := money.Parse(s, money.EUR)
		if err != nil {
			if code(err) == "" || a != (money.Amount{}) {
				t.Errorf("%q: %v, %v", s, a, err)
			}
			return
		}
		if back, err := money.Parse(a.String(), ""); err != nil || back != a {
			t.Errorf("%q gives %s, which gives %v, %v", s, a, back, err)
		}
	})
}

func TestStringReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount{
			Minor:    rapid.Int64Min(-math.MaxInt64).Draw(t, "minor"),
			Currency: rapid.SampledFrom(money.Currencies()).Draw(t, "currency"),
		}
		back, err := money.Parse(a.String(), "")
		if err != nil || back != a {
			t.Fatalf("%s reads back as %v, %v", a, back, err)
		}
	})
}

func TestArithmetic(t *testing.T) {
	five, two := money.Of(500, money.EUR), money.Of(200, money.EUR)
	if got, err := five.Add(two); got.Minor != 700 || err != nil {
		t.Errorf("5 + 2: %v, %v", got, err)
	}
	if got, err := two.Sub(five); got.String() != "-3.00EUR" || err != nil {
		t.Errorf("2 - 5: %v, %v", got, err)
	}
	if got, err := (money.Amount{}).Add(two); got != two || err != nil {
		t.Errorf("nothing + 2: %v, %v", got, err)
	}
	if got, err := two.Add(money.Amount{}); got != two || err != nil {
		t.Errorf("2 + nothing: %v, %v", got, err)
	}
	if _, err := five.Add(money.Of(1, money.USD)); code(err) != "currency_mixed" {
		t.Errorf("euros and dollars: %v", err)
	}
	for _, m := range []int64{math.MaxInt64, math.MinInt64} {
		step := money.Of(1, money.EUR)
		if m < 0 {
			step = step.Neg()
		}
		if _, err := money.Of(m, money.EUR).Add(step); code(err) != "money_overflow" {
			t.Errorf("%d and one more: %v", m, err)
		}
	}
	if _, err := five.Sub(money.Of(math.MinInt64, money.EUR)); code(err) != "money_overflow" {
		t.Errorf("less the least: %v", err)
	}
	if !money.Of(0, money.EUR).IsZero() || five.IsZero() || five.Neg().Minor != -500 {
		t.Error("zero or opposite is wrong")
	}
}

func TestDocumentRound(t *testing.T) {
	for _, c := range []struct {
		in   money.Amount
		want int64
	}{
		{money.Of(1_250_049, money.CDF), 1_250_000},
		{money.Of(1_250_050, money.CDF), 1_250_100},
		{money.Of(-1_250_050, money.CDF), -1_250_100},
		{money.Of(1_234_567, money.EUR), 1_234_567},
		{money.Of(1_234_567, money.XOF), 1_234_567},
		{money.Of(math.MaxInt64, money.CDF), math.MaxInt64 - math.MaxInt64%100},
	} {
		if got := money.DocumentRound(c.in); got.Minor != c.want || got.Currency != c.in.Currency {
			t.Errorf("%v: got %v, want %d", c.in, got, c.want)
		}
	}
}

func TestCurrencies(t *testing.T) {
	for c, want := range map[money.Currency][2]int{
		"EUR": {2, 2}, "USD": {2, 2}, "GBP": {2, 2}, "CHF": {2, 2}, "CAD": {2, 2}, "MAD": {2, 2},
		"XOF": {0, 0}, "XAF": {0, 0}, "CDF": {2, 0}, "JPY": {0, 0}, "KWD": {3, 3}, "BRL": {2, 2},
	} {
		if !c.Known() || c.Digits() != want[0] || c.ShownDigits() != want[1] {
			t.Errorf("%s: known %v, %d and %d digits", c, c.Known(), c.Digits(), c.ShownDigits())
		}
	}
	if money.Currency("QQQ").Known() || money.Currency("").Known() || money.Currency("QQQ").Digits() != 2 {
		t.Error("an unknown currency is known")
	}
	all := money.Currencies()
	if all[0] != money.EUR || len(all) < 150 || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Errorf("%d currencies, %s first", len(all), all[0])
	}
	if _, err := money.ParseCurrency("qqq"); code(err) != "currency_unknown" {
		t.Errorf("qqq: %v", err)
	}
	if c, err := money.ParseCurrency(" cdf "); c != money.CDF || err != nil {
		t.Errorf("cdf: %v, %v", c, err)
	}
}
