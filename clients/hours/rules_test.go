package hours

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Ensure half a step goes up and zero stays zero.
func TestRound(t *testing.T) {
	nearest := clients.Rounding{Mode: clients.RoundNearest, Step: 15}
	for _, c := range []struct {
		rule       clients.Rounding
		in, wanted int64
	}{
		{nearest, 7*60 + 30, 15 * 60},
		{nearest, 22*60 + 30, 30 * 60},
		{nearest, 7*60 + 29, 0},
		{nearest, 0, 0},
		{clients.Rounding{Mode: clients.RoundUp, Step: 15}, 1, 15 * 60},
		{clients.Rounding{Mode: clients.RoundUp, Step: 15}, 15 * 60, 15 * 60},
		{clients.Rounding{Mode: clients.RoundDown, Step: 6}, 6*60 - 1, 0},
		{clients.Rounding{Mode: clients.RoundNone, Step: 60}, 61, 61},
	} {
		if got := round(c.in, c.rule); got != c.wanted {
			t.Errorf("%+v of %d s: %d, want %d", c.rule, c.in, got, c.wanted)
		}
	}
}

func rows(t testing.TB, n int, seconds int64, rate *int64) []Row {
	var list []Row
	for i := range n {
		list = append(list, Row{ID: clients.ID(fmt.Sprint(i)), On: day(t, "2026-01-01").AddDays(i), Kind: Contract, Level: "senior", Hat: "writer", Seconds: seconds, Rate: rate})
	}
	return list
}

// Ensure six entries of 10 min at 10.00 €/h print 1.67 × 4 and 1.66 × 2 = 10.00.
func TestBill_LargestRemainder(t *testing.T) {
	list := rows(t, 6, 600, ptr(int64(1000)))
	b := MakeBill(list, clients.Rounding{Mode: clients.RoundNone}, "EUR")
	if len(b.Lines) != 1 || *b.Amount != 1000 || b.BilledMinutes != 60 {
		t.Fatalf("%+v", b)
	}
	minutes, amounts := b.Lines[0].Shares(list)
	if diff := cmp.Diff([]int64{167, 167, 167, 167, 166, 166}, amounts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int64{10, 10, 10, 10, 10, 10}, minutes); diff != "" {
		t.Error(diff)
	}
}

// Ensure each scope sums what it says before rounding.
func TestBill_Scopes(t *testing.T) {
	on := day(t, "2026-01-05")
	list := []Row{
		{Person: "a", On: on, Kind: Contract, Hat: "writer", Level: "senior", Seconds: 8 * 60},
		{Person: "a", On: on, Kind: Contract, Hat: "writer", Level: "senior", Seconds: 8 * 60},
		{Person: "b", On: on, Kind: Contract, Hat: "writer", Level: "senior", Seconds: 8 * 60},
		{Person: "b", On: on, Kind: Contract, Hat: "care", Level: "junior", Seconds: 8 * 60},
		{Person: "b", On: on, Kind: Free, Hat: "care", Level: "junior", Seconds: 8 * 60},
		{Person: "b", On: on, Kind: Contract, Running: true},
	}
	for scope, want := range map[clients.RoundScope]int64{
		clients.ScopeEntry: 60, clients.ScopeDay: 45, clients.ScopeLine: 45, clients.ScopeDocument: 30,
	} {
		rule := clients.Rounding{Mode: clients.RoundNearest, Step: 15, Scope: scope}
		b := MakeBill(list, rule, "EUR")
		if b.BilledMinutes != want {
			t.Errorf("%s: %d, want %d", scope, b.BilledMinutes, want)
		}
		if b.RawMinutes != 40 || b.Entries != 5 || b.Running != 1 || b.Amount != nil {
			t.Errorf("%s: %+v", scope, b)
		}
		var sum int64
		for _, u := range UsesByDay(list, rule, nil) {
			sum += u.Minutes
		}
		if sum != want {
			t.Errorf("%s: the bank takes %d, want %d", scope, sum, want)
		}
	}
}

// drawRows draws a month of entries in order.
func drawRows(t *rapid.T) []Row {
	list := make([]Row, rapid.IntRange(0, 25).Draw(t, "entries"))
	for i := range list {
		r := Row{
			ID:     clients.ID(fmt.Sprint(i)),
			Person: rapid.SampledFrom([]clients.ID{"a", "b"}).Draw(t, "person"),
			On:     civil.NewDate(2026, time.January, rapid.IntRange(1, 6).Draw(t, "day")),
			Kind:   rapid.SampledFrom([]Kind{Contract, Contract, Extra, Free}).Draw(t, "kind"),
			Level:  rapid.SampledFrom([]string{"senior", "junior", "intern"}).Draw(t, "level"),
			Hat:    rapid.SampledFrom([]string{"writer", "care"}).Draw(t, "hat"),

			Seconds: rapid.Int64Range(0, 20_000).Draw(t, "seconds"),
		}
		if rate := rapid.SampledFrom([]int64{-1, 1000, 4550, 7500}).Draw(t, "rate"); rate >= 0 {
			r.Rate = &rate
		}
		list[i] = r
	}
	slices.SortStableFunc(list, func(a, b Row) int { return a.On.Compare(b.On) })
	return list
}

func drawRounding(t *rapid.T) clients.Rounding {
	return clients.Rounding{
		Mode:  rapid.SampledFrom([]clients.RoundMode{clients.RoundNone, clients.RoundUp, clients.RoundDown, clients.RoundNearest}).Draw(t, "mode"),
		Step:  rapid.SampledFrom([]int{1, 5, 6, 10, 12, 15, 30, 60}).Draw(t, "step"),
		Scope: rapid.SampledFrom([]clients.RoundScope{clients.ScopeEntry, clients.ScopeDay, clients.ScopeLine, clients.ScopeDocument}).Draw(t, "scope"),
	}
}

// Ensure printed lines and every breakdown add up to the printed total, and
// that the bank takes the same minutes, for any entries, rule and rate.
func TestBill_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, rule := drawRows(t), drawRounding(t)
		currency := rapid.SampledFrom([]money.Currency{"EUR", "CDF", "XOF"}).Draw(t, "currency")
		b := MakeBill(list, rule, currency)
		var minutes, amount, contract int64
		for _, l := range b.Lines {
			minutes += l.Minutes
			if l.Kind == Contract {
				contract += l.Minutes
			}
			shares, amounts := l.Shares(list)
			if sum(shares) != l.Minutes || (l.Amount != nil && sum(amounts) != *l.Amount) {
				t.Fatalf("line %+v: %v, %v", l, shares, amounts)
			}
			if l.Amount != nil {
				amount += *l.Amount
			}
		}
		if minutes != b.BilledMinutes || amount != b.KnownAmount || (b.Amount == nil) != (b.Unrated > 0) {
			t.Fatalf("lines: %d of %d min, %d of %d", minutes, b.BilledMinutes, amount, b.KnownAmount)
		}
		for _, by := range []func(Row) string{ByDay, ByHat, ByLevel, ByPerson} {
			var raw, billed, value int64
			known := true
			for _, p := range b.Parts(list, by) {
				raw += p.RawMinutes
				billed += p.BilledMinutes
				if p.Amount == nil {
					known = false
					continue
				}
				value += *p.Amount
			}
			if raw != b.RawMinutes || billed != b.BilledMinutes || known != (b.Amount != nil) || (known && value != *b.Amount) {
				t.Fatalf("parts: %d of %d raw, %d of %d billed, %d of %v", raw, b.RawMinutes, billed, b.BilledMinutes, value, b.Amount)
			}
		}
		for _, levels := range [][]string{nil, {"senior", "intern"}} {
			var taken int64
			for _, u := range UsesByDay(list, rule, levels) {
				if taken += u.Minutes; u.Minutes < 0 {
					t.Fatalf("a use of %d", u.Minutes)
				}
			}
			if taken != contract {
				t.Fatalf("the bank takes %d, the bill says %d", taken, contract)
			}
		}
	})
}

func sum(list []int64) (n int64) {
	for _, v := range list {
		n += v
	}
	return n
}

// Ensure the most specific rate wins, in the order person, client, hat, level, date.
func TestFind(t *testing.T) {
	d := func(s string) civil.Date { return day(t, s) }
	eur := func(n int64) money.Amount { return money.Of(n, "EUR") }
	rates := []Rate{
		{ID: "base", Side: Sale, From: d("2026-01-01"), Amount: eur(5000)},
		{ID: "senior", Side: Sale, From: d("2026-01-01"), Level: "senior", Amount: eur(7500)},
		{ID: "senior2", Side: Sale, From: d("2026-06-01"), Level: "senior", Amount: eur(8000)},
		{ID: "hat", Side: Sale, From: d("2026-01-01"), Hat: "care", Amount: eur(4000)},
		{ID: "client", Side: Sale, From: d("2026-01-01"), Client: "k", Amount: eur(6000)},
		{ID: "person", Side: Sale, From: d("2026-03-01"), Person: "zoe", Amount: eur(9000)},
		{ID: "intern", Side: Sale, From: d("2026-01-01"), Level: "intern", Amount: eur(2500)},
		{ID: "cdf", Side: Sale, From: d("2026-01-01"), Person: "zoe", Client: "k", Amount: money.Of(1, "CDF")},
		{ID: "cost", Side: Cost, From: d("2026-01-01"), Amount: eur(3000)},
	}
	for _, c := range []struct {
		name string
		side Side
		a    Asked
		want clients.ID
		cap  bool
	}{
		{"base", Sale, Asked{On: d("2026-02-01"), Level: "junior", Hat: "writer", Client: "x"}, "base", false},
		{"level", Sale, Asked{On: d("2026-02-01"), Level: "senior", Hat: "writer", Client: "x"}, "senior", false},
		{"latest date", Sale, Asked{On: d("2026-06-01"), Level: "senior", Client: "x"}, "senior2", false},
		{"hat before level", Sale, Asked{On: d("2026-02-01"), Level: "senior", Hat: "care", Client: "x"}, "hat", false},
		{"client before hat", Sale, Asked{On: d("2026-02-01"), Level: "senior", Hat: "care", Client: "k"}, "client", false},
		{"person before client", Sale, Asked{On: d("2026-03-01"), Person: "zoe", Client: "k"}, "person", false},
		{"not before its date", Sale, Asked{On: d("2026-02-28"), Person: "zoe", Client: "k"}, "client", false},
		{"intern capped", Sale, Asked{On: d("2026-04-01"), Person: "zoe", Level: "intern", Client: "x"}, "intern", true},
		{"cost", Cost, Asked{On: d("2026-04-01"), Person: "zoe", Level: "intern"}, "cost", false},
	} {
		c.a.Currency = "EUR"
		f, ok := Find(rates, c.side, c.a)
		if !ok || f.Effective().ID != c.want || (f.Cap != nil) != c.cap {
			t.Errorf("%s: %v %+v", c.name, ok, f)
		}
	}
	if f, ok := Find(rates, Sale, Asked{On: d("2025-12-31"), Currency: "EUR"}); ok {
		t.Errorf("before every date: %+v", f)
	}
}

// Ensure a day has its real length: 25 h on 25 October 2026 in Paris, 24 in Kinshasa.
func TestDayRoom(t *testing.T) {
	paris, _ := time.LoadLocation("Europe/Paris")
	kinshasa, _ := time.LoadLocation("Africa/Kinshasa")
	autumn, spring := day(t, "2026-10-25"), day(t, "2026-03-29")
	work := []Work{{On: autumn, Seconds: 24 * 3600}, {On: spring, Seconds: 23 * 3600}}
	if got := DayRoom(autumn, paris, work, time.Time{}); got != 3600 {
		t.Errorf("autumn in Paris: %d s left", got)
	}
	if got := DayRoom(autumn, kinshasa, work, time.Time{}); got != 0 {
		t.Errorf("autumn in Kinshasa: %d s left", got)
	}
	if got := DayRoom(spring, paris, work, time.Time{}); got != 0 {
		t.Errorf("spring in Paris: %d s left", got)
	}
}

// Ensure intervals are half-open and running work counts up to now.
func TestOverlapping(t *testing.T) {
	at := func(h, m int) time.Time { return time.Date(2026, 10, 5, h, m, 0, 0, time.UTC) }
	work := []Work{{ID: "a", Start: at(9, 0), End: at(10, 0)}, {ID: "run", Start: at(14, 0), Running: true}, {ID: "long", Seconds: 36000}}
	for _, c := range []struct {
		from, to time.Time
		want     int
	}{
		{at(10, 0), at(11, 0), 0},
		{at(8, 0), at(9, 0), 0},
		{at(9, 59), at(11, 0), 1},
		{at(14, 30), at(14, 31), 1},
		{at(15, 0), at(16, 0), 0},
	} {
		if got := Overlapping(c.from, c.to, work, at(15, 0)); len(got) != c.want {
			t.Errorf("%v–%v: %v", c.from, c.to, got)
		}
	}
	gaps := gaps([]Work{{Start: at(9, 0), End: at(10, 0)}, {Start: at(11, 40), End: at(12, 0)}}, at(12, 3))
	if len(gaps) != 1 || gaps[0].Seconds() != 100*60 {
		t.Errorf("gaps: %+v", gaps)
	}
}

// Ensure the forecast is used + mean × days left, null under three days.
func TestMakeForecast(t *testing.T) {
	m := month(t, "2026-11")
	today := day(t, "2026-11-13") // Friday; 11 November is a holiday
	holiday := func(d civil.Date) bool { return d == day(t, "2026-11-11") }
	byDay := map[civil.Date]int64{}
	for d := day(t, "2026-11-02"); d.Before(today); d = d.AddDays(1) {
		byDay[d] = 60
	}
	got := makeForecast(m, today, day(t, "2026-11-01"), 600, byDay, holiday)
	if diff := cmp.Diff(&Forecast{600 + 60*11, 600 + 60*11, 600 + 60*11}, got); diff != "" {
		t.Error(diff)
	}
	byDay[day(t, "2026-11-12")] = 540
	got = makeForecast(m, today, day(t, "2026-11-01"), 600, byDay, holiday)
	// Eight days: 7 × 60 and 540: mean 120, deviation 158.745.
	if diff := cmp.Diff(&Forecast{600 + 120*11, 600, 600 + 3066}, got); diff != "" {
		t.Error(diff)
	}
	if got := makeForecast(m, day(t, "2026-11-04"), day(t, "2026-11-02"), 600, byDay, holiday); got != nil {
		t.Error("two days make a forecast")
	}
	past := makeForecast(month(t, "2026-10"), today, day(t, "2026-01-01"), 77, nil, holiday)
	if diff := cmp.Diff(&Forecast{77, 77, 77}, past); diff != "" {
		t.Error(diff)
	}
}

func TestPaceAndGauge(t *testing.T) {
	if got := pace(month(t, "2026-11"), day(t, "2026-11-15"), 600, 1200); *got != 100 {
		t.Error(*got)
	}
	if got := pace(month(t, "2026-11"), day(t, "2026-11-15"), 600, 0); got != nil {
		t.Error(*got)
	}
	for _, c := range []struct {
		used, planned int64
		forecast      *int64
		want          Tone
	}{
		{74, 100, nil, ToneOK},
		{75, 100, nil, ToneWarn},
		{90, 100, nil, ToneBad},
		{10, 100, ptr(int64(101)), ToneBad},
		{10, 100, ptr(int64(100)), ToneOK},
		{0, 0, nil, ToneOK},
		{1, 0, nil, ToneBad},
	} {
		if got := GaugeTone(c.used, c.planned, c.forecast); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
