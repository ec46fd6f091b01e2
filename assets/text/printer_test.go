package text_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

var fr, en = text.For(text.FR), text.For(text.EN)

// plain shows the spaces that cannot be told apart: ~ no-break, ^ narrow.
func plain(s string) string { return strings.NewReplacer("\u00a0", "~", "\u202f", "^").Replace(s) }

// both compares a French and an English text.
func both(t *testing.T, name, gotFR, wantFR, gotEN, wantEN string) {
	t.Helper()
	if plain(gotFR) != wantFR {
		t.Errorf("%s in French: got %q, want %q", name, plain(gotFR), wantFR)
	}
	if plain(gotEN) != wantEN {
		t.Errorf("%s in English: got %q, want %q", name, plain(gotEN), wantEN)
	}
}

func TestDates(t *testing.T) {
	d, first := civil.NewDate(2026, 11, 22), civil.NewDate(2026, 11, 1)
	both(t, "Date", fr.Date(d), "22 nov. 2026", en.Date(d), "22 Nov 2026")
	both(t, "Date of the first", fr.Date(first), "1er nov. 2026", en.Date(first), "1 Nov 2026")
	both(t, "DateLong", fr.DateLong(d), "dimanche 22 novembre 2026", en.DateLong(d), "Sunday 22 November 2026")
	both(t, "DateShort", fr.DateShort(first), "1er nov.", en.DateShort(first), "1 Nov")
	both(t, "DateNum", fr.DateNum(first), "01/11/2026", en.DateNum(first), "01/11/2026")
	both(t, "Month", fr.Month(d.InMonth()), "novembre 2026", en.Month(d.InMonth()), "November 2026")
	both(t, "MonthName", fr.MonthName(8), "août", en.MonthName(8), "August")
	both(t, "MonthShort", fr.MonthShort(7), "juil.", en.MonthShort(7), "Jul")
	both(t, "Weekday", fr.Weekday(time.Monday), "lundi", en.Weekday(time.Monday), "Monday")
	both(t, "WeekdayShort", fr.WeekdayShort(time.Sunday), "dim.", en.WeekdayShort(time.Sunday), "Sun")
	both(t, "Clock", fr.Clock(545), "9~h~05", en.Clock(545), "09:05")
	both(t, "Range", fr.Range(civil.Range{From: first, To: d}), "du 1er nov. au 22 nov. 2026",
		en.Range(civil.Range{From: first, To: d}), "1 Nov to 22 Nov 2026")
	both(t, "Range over two years", fr.Range(civil.Range{From: d, To: first.AddMonths(4)}), "du 22 nov. 2026 au 1er mars 2027",
		en.Range(civil.Range{From: d, To: first.AddMonths(4)}), "22 Nov 2026 to 1 Mar 2027")
	both(t, "one day", fr.Range(civil.Range{From: d, To: d}), "22 nov. 2026", en.Range(civil.Range{From: d, To: d}), "22 Nov 2026")
	both(t, "open end", fr.Range(civil.Range{From: d}), "à partir du 22 nov. 2026", en.Range(civil.Range{From: d}), "from 22 Nov 2026")
	both(t, "open start", fr.Range(civil.Range{To: d}), "jusqu’au 22 nov. 2026", en.Range(civil.Range{To: d}), "until 22 Nov 2026")
	none := civil.Date{}
	for name, got := range map[string]string{
		"Date": fr.Date(none), "DateLong": fr.DateLong(none), "DateShort": fr.DateShort(none), "DateNum": fr.DateNum(none),
		"Month": fr.Month(civil.Month{}), "MonthName": fr.MonthName(13), "MonthShort": fr.MonthShort(0),
		"Range": fr.Range(civil.Range{}), "Clock": fr.Clock(civil.NoClock),
	} {
		if got != "" {
			t.Errorf("%s of nothing is %q", name, got)
		}
	}
}

func TestNumbers(t *testing.T) {
	both(t, "Int", fr.Int(1234567), "1^234^567", en.Int(1234567), "1,234,567")
	both(t, "Int below 1000", fr.Int(999), "999", en.Int(-999), "−999")
	both(t, "Int from 1000", fr.Int(-1000), "−1^000", en.Int(100000), "100,000")
	both(t, "Decimal", fr.Decimal(123456, 2), "1^234,56", en.Decimal(123456, 2), "1,234.56")
	both(t, "small Decimal", fr.Decimal(5, 2), "0,05", en.Decimal(-5, 2), "−0.05")
	both(t, "Percent", fr.Percent(6300, 0), "63~%", en.Percent(6300, 0), "63%")
	both(t, "Percent rounded", fr.Percent(6250, 0), "63~%", en.Percent(6249, 0), "62%")
	both(t, "Percent with decimals", fr.Percent(1234, 1), "12,3~%", en.Percent(-1235, 1), "−12.4%")
	both(t, "Rate", fr.Rate(2000), "20~%", en.Rate(550), "5.5%")
	both(t, "fine Rate", fr.Rate(1225), "12,25~%", en.Rate(0), "0%")
}

func TestHours(t *testing.T) {
	both(t, "Hours", fr.Hours(1530), "25~h~30", en.Hours(1530), "25h~30m")
	both(t, "zero", fr.Hours(0), "0~h~00", en.Hours(0), "0h~00m")
	both(t, "minutes alone", fr.Hours(5), "0~h~05", en.Hours(5), "0h~05m")
	both(t, "negative", fr.Hours(-75), "−1~h~15", en.Hours(-75), "−1h~15m")
	both(t, "many", fr.Hours(1234*60), "1^234~h~00", en.Hours(1234*60), "1,234h~00m")
	both(t, "signed", fr.HoursSigned(75), "+1~h~15", en.HoursSigned(-75), "−1h~15m")
	both(t, "signed zero", fr.HoursSigned(0), "0~h~00", en.HoursSigned(0), "0h~00m")
	both(t, "Stopwatch", fr.Stopwatch(2537), "00:42:17", en.Stopwatch(360000), "100:00:00")
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		a                        money.Amount
		fr, en, frShort, enShort string
	}{
		{a: money.Of(123450, money.EUR), fr: "1^234,50~€", en: "€1,234.50", frShort: "1^234,50~€", enShort: "€1,234.50"},
		{a: money.Of(123400, money.EUR), fr: "1^234,00~€", en: "€1,234.00", frShort: "1^234~€", enShort: "€1,234"},
		{a: money.Of(-5, money.EUR), fr: "−0,05~€", en: "−€0.05", frShort: "−0,05~€", enShort: "−€0.05"},
		{a: money.Of(0, money.EUR), fr: "0,00~€", en: "€0.00", frShort: "0~€", enShort: "€0"},
		{a: money.Of(1250000, money.CDF), fr: "12^500~FC", en: "CDF~12,500", frShort: "12^500~FC", enShort: "CDF~12,500"},
		{a: money.Of(1250050, money.CDF), fr: "12^501~FC", en: "CDF~12,501", frShort: "12^501~FC", enShort: "CDF~12,501"},
		{a: money.Of(12500, money.XOF), fr: "12^500~FCFA", en: "FCFA~12,500", frShort: "12^500~FCFA", enShort: "FCFA~12,500"},
		{a: money.Of(123450, money.USD), fr: "1^234,50~$US", en: "$1,234.50", frShort: "1^234,50~$US", enShort: "$1,234.50"},
		{a: money.Of(-123450, money.CHF), fr: "−1^234,50~CHF", en: "−CHF~1,234.50", frShort: "−1^234,50~CHF", enShort: "−CHF~1,234.50"},
		{a: money.Of(1500, "KWD"), fr: "1,500~KWD", en: "KWD~1.500", frShort: "1,500~KWD", enShort: "KWD~1.500"},
		{a: money.Of(150, ""), fr: "1,50", en: "1.50", frShort: "1,50", enShort: "1.50"},
	} {
		both(t, "Money "+c.a.String(), fr.Money(c.a), c.fr, en.Money(c.a), c.en)
		both(t, "MoneyShort "+c.a.String(), fr.MoneyShort(c.a), c.frShort, en.MoneyShort(c.a), c.enShort)
	}
}

func TestWhatIsPrintedCanBeTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom([]*text.Printer{fr, en}).Draw(t, "printer")
		d := civil.NewDate(1990, 1, 1).AddDays(rapid.IntRange(0, 40000).Draw(t, "day"))
		for _, s := range []string{p.Date(d), p.DateLong(d), p.DateNum(d)} {
			if got, err := civil.ParseTyped(s, true, civil.NewDate(2026, 11, 22)); err != nil || got != d {
				t.Fatalf("%q is read as %v, %v", s, got, err)
			}
		}
		minutes := rapid.Int64Range(0, 1440).Draw(t, "minutes")
		if got, err := civil.ParseDuration(p.Hours(minutes)); err != nil || got != minutes*60 {
			t.Fatalf("%q is read as %d, %v", p.Hours(minutes), got, err)
		}
		clock := civil.Clock(rapid.IntRange(0, 1439).Draw(t, "clock"))
		if got, err := civil.ParseClock(p.Clock(clock)); err != nil || got != clock {
			t.Fatalf("%q is read as %v, %v", p.Clock(clock), got, err)
		}
		usual := []money.Currency{money.EUR, money.USD, money.CDF, money.XOF, money.XAF, money.MAD, money.CHF, money.CAD, money.GBP}
		a := money.DocumentRound(money.Of(rapid.Int64Range(-1e15, 1e15).Draw(t, "minor"), rapid.SampledFrom(usual).Draw(t, "currency")))
		if got, err := money.Parse(p.Money(a), a.Currency); err != nil || got != a {
			t.Fatalf("%q is read as %v, %v", p.Money(a), got, err)
		}
	})
}

func TestSentences(t *testing.T) {
	both(t, "fixed", fr.T("common.today"), "Aujourd’hui", en.T("common.today"), "Today")
	both(t, "missing", fr.T("common.nothing"), "⟦common.nothing⟧", en.N("common.nothing", 2), "⟦common.nothing⟧")
	both(t, "none", fr.N("common.n_days", 0), "0 jour", en.N("common.n_days", 0), "0 days")
	both(t, "one", fr.N("common.n_days", 1), "1 jour", en.N("common.n_days", 1), "1 day")
	both(t, "many", fr.N("common.n_days", 1200), "1^200 jours", en.N("common.n_days", 1200), "1,200 days")
	both(t, "a million", fr.N("common.n_days", 1_000_000), "1^000^000 jours", en.N("common.n_days", 1_000_000), "1,000,000 days")
	both(t, "list", fr.List([]string{"a", "b", "c"}), "a, b et c", en.List([]string{"a", "b"}), "a and b")
	both(t, "short list", fr.List([]string{"a"}), "a", en.List(nil), "")
	for _, name := range []string{"number", "Number"} {
		both(t, "argument", fr.T("billing.contract_of", name, "47"), "Contrat selon devis 47", en.T("billing.contract_of", name, "47"), "Contract under quote 47")
	}
	if !fr.Has("common.n_days") || !fr.Has("common.today") || fr.Has("common.nothing") {
		t.Error("Has is wrong")
	}
	if fr.Lang() != text.FR || en.Lang() != text.EN || text.For("xx").Lang() != text.FR {
		t.Error("wrong printer")
	}
}

func TestValues(t *testing.T) {
	d := civil.NewDate(2026, 11, 1)
	for _, c := range []struct {
		v      any
		fr, en string
	}{
		{d, "1er nov. 2026", "1 Nov 2026"},
		{d.InMonth(), "novembre 2026", "November 2026"},
		{civil.Range{From: d, To: d}, "1er nov. 2026", "1 Nov 2026"},
		{civil.Clock(545), "9~h~05", "09:05"},
		{civil.Minutes(90), "1~h~30", "1h~30m"},
		{money.Of(150, money.EUR), "1,50~€", "€1.50"},
		{money.Rate(2000), "20~%", "20%"},
		{time.Monday, "lundi", "Monday"},
		{1234, "1^234", "1,234"},
		{int32(1234), "1^234", "1,234"},
		{int64(1234), "1^234", "1,234"},
		{"2026", "2026", "2026"},
		{nil, "—", "—"},
		{[]string{"a", "b"}, "a et b", "a and b"},
		{fault.Key("common.late"), "En retard", "Late"},
		{[]fault.Key{"common.late", "common.late"}, "En retard et En retard", "Late and Late"},
		{fault.New("money_empty"), "Le montant manque^: tapez par exemple 1800,50 EUR.", "The amount is missing: type for example 1800.50 EUR."},
	} {
		both(t, fmt.Sprintf("%T", c.v), fmt.Sprint(fr.Value(c.v)), c.fr, fmt.Sprint(en.Value(c.v)), c.en)
	}
}

func TestErrors(t *testing.T) {
	bad := fmt.Errorf("adding an entry: %w", fault.New("duration_negative", "value", "-1h").At("duration"))
	both(t, "domain", fr.Error(bad), "«~-1h~»^: une durée ne peut pas être négative. Tapez-la sans signe moins, par exemple 1:30.",
		en.Error(bad), "“-1h”: a duration cannot be negative. Type it without the minus sign, for example 1:30.")
	both(t, "foreign", fr.Error(io.EOF), "Une erreur inattendue s’est produite, rien n’a été modifié. Détail^: EOF",
		en.Error(io.EOF), "Something unexpected went wrong; nothing was changed. Detail: EOF")
	both(t, "no sentence", fr.Error(fault.New("no_such_code", "a", 1)),
		"Une erreur inattendue s’est produite, rien n’a été modifié. Détail^: no_such_code: a=1", en.Error(nil), "")
	two := errors.Join(fault.New("money_empty"), fault.New("date_empty"))
	both(t, "joined", fr.Error(two), "Le montant manque^: tapez par exemple 1800,50 EUR.\nLa date manque^: tapez par exemple 31/10/2026.",
		en.Error(two), "The amount is missing: type for example 1800.50 EUR.\nThe date is missing: type for example 31/10/2026.")
}

func TestLang(t *testing.T) {
	for in, want := range map[string]text.Lang{
		"fr": "fr", "EN": "en", "fr_FR.UTF-8": "fr", "en-GB": "en", "Français": "fr", "english": "en", " en ": "en", "fr@euro": "fr",
	} {
		if got, err := text.Parse(in); err != nil || got != want {
			t.Errorf("%q: %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "de", "C", "frx"} {
		if _, err := text.Parse(in); !fault.Is(err, "lang_unknown") {
			t.Errorf("%q: %v", in, err)
		}
	}
	for _, c := range []struct {
		env  map[string]string
		want text.Lang
	}{
		{nil, "fr"},
		{map[string]string{"LANG": "en_US.UTF-8"}, "en"},
		{map[string]string{"LANG": "de_DE.UTF-8"}, "fr"},
		{map[string]string{"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"},
		{map[string]string{"LC_ALL": "C.UTF-8", "LANG": "en_GB.UTF-8"}, "fr"},
		{map[string]string{"REGIE_LANG": "fr", "LC_ALL": "en_GB.UTF-8"}, "fr"},
		{map[string]string{"REGIE_LANG": "xx", "LC_ALL": "en_GB.UTF-8"}, "en"},
	} {
		if got := text.FromEnv(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: got %s", c.env, got)
		}
	}
}

func TestManyGoroutinesShareAPrinter(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 200 {
				fr.N("common.n_days", i)
				en.T("common.week_number", "number", "1")
				fr.Error(fault.New("date_invalid", "value", "x"))
			}
		})
	}
	wg.Wait()
}

func TestPlainLookupAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { fr.T("common.today") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkT(b *testing.B) {
	for b.Loop() {
		fr.T("common.today")
	}
}

func BenchmarkTWithArgument(b *testing.B) {
	for b.Loop() {
		fr.T("common.week_number", "number", "47")
	}
}

func BenchmarkN(b *testing.B) {
	for b.Loop() {
		fr.N("common.n_days", 12)
	}
}

func BenchmarkMoney(b *testing.B) {
	for b.Loop() {
		fr.Money(money.Amount{Minor: 123450, Currency: money.EUR})
	}
}

// Ensure French elides before the months that begin with a vowel, and only there.
func TestMonthsAfterDe(t *testing.T) {
	for m, want := range map[time.Month]string{
		time.April: "Budget d’avril 2026", time.August: "Budget d’août 2026",
		time.October: "Budget d’octobre 2026", time.November: "Budget de novembre 2026",
	} {
		if got := plain(fr.T("envelopes.title", "month", civil.NewMonth(2026, m))); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
