package hoursbank

import (
	"strings"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/widgets"
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func ptr[T any](v T) *T { return &v }

var march = civil.NewMonth(2026, time.March)

// sample is the third month of the vector of the rules: 8 h carried in, 20 h
// granted, 30 h used, 2 h over.
func sample() facts {
	valid, most := 2, int64(480)
	turn := hours.Turn{
		Terms: hours.Terms{
			Month: march, From: march.First(), Granted: 1200, Carry: clients.CarrySurplus, Cap: &most, Valid: &valid,
			Order: clients.OldestFirst, Overage: clients.OverageBill,
		},
		In:   hours.State{Lots: []hours.Lot{{Month: march.Add(-1), Minutes: 480, Expires: march.Add(1).Last()}}},
		Uses: []hours.DayUse{{On: march.First(), Minutes: 1000}, {On: march.First().AddDays(9), Minutes: 800}},
	}
	s := turn.Run()
	return facts{
		bank: hours.Bank{
			Month: march, Quota: 1200, Total: s, Unconsented: s.Overage, Levels: []hours.LevelBank{{LevelStatement: hours.LevelStatement{Statement: s}}},
			Contract: &clients.Contract{Overage: clients.OverageBill, OverageCoefficient: 12_500},
		},
		client: clients.Client{Currency: "EUR"},
		today:  civil.NewDate(2026, time.April, 3),
		levels: []clients.Level{{Key: "senior", NameFR: "Senior", NameEN: "Senior"}},
	}
}

func TestTheStatementReadsAsABankDoes(t *testing.T) {
	lines := statement(text.For(text.FR), sample(), sample().bank.Total)
	var got []string
	for _, l := range lines {
		got = append(got, plain(strings.Join([]string{l.day, l.what, l.minutes, l.balance}, " | ")))
	}
	want := []string{
		"1er mars | Solde d’ouverture |  | 8 h 00",
		"1er mars | Forfait du mois | +20 h 00 | 28 h 00",
		"1er mars | Temps compté | −16 h 40 | 11 h 20",
		"10 mars | Temps compté | −13 h 20 | −2 h 00",
		"10 mars | Dépassement | +2 h 00 | 0 h 00",
		"31 mars | Solde de clôture |  | 0 h 00",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Ensure each bank's line names the work of its own levels.
func TestWorkStandsWithItsBank(t *testing.T) {
	p, f := text.For(text.FR), sample()
	f.staff = []clients.Staff{{ID: "p", Name: "Paul"}, {ID: "y", Name: "Yves"}}
	f.bank.Levels = append(f.bank.Levels, hours.LevelBank{LevelStatement: hours.LevelStatement{Level: "senior"}})
	f.work = map[civil.Date][]hours.Entry{march.First(): {{Person: "p", Level: "senior"}, {Person: "y", Level: "junior"}}}
	for level, want := range map[string]string{"senior": "Paul", "": "Yves"} {
		if _, who := f.workOf(p, march.First(), level); who != want {
			t.Errorf("bank %q: %s", level, who)
		}
	}
	f.work[march.First()] = f.work[march.First()][:1]
	if _, who := f.workOf(p, march.First(), ""); who != "Paul" {
		t.Errorf("what overflowed into the common bank: %q", who)
	}
}

// Ensure what the rules foresee for the month's end is not shown as done.
func TestMovementsToComeAreMarked(t *testing.T) {
	f := sample()
	f.today = civil.NewDate(2026, time.March, 5)
	for _, l := range statement(text.For(text.FR), f, f.bank.Total) {
		if l.kind != "" && l.ahead != l.on.After(f.today) {
			t.Errorf("%s %s: ahead %v", l.day, l.what, l.ahead)
		}
	}
	f.bank.Closed = true
	for _, l := range statement(text.For(text.FR), f, f.bank.Total) {
		if l.ahead {
			t.Errorf("a closed month has %s to come", l.what)
		}
	}
}

func TestReasonsAreWordsOfTheLanguage(t *testing.T) {
	p := text.For(text.FR)
	for _, c := range []struct {
		m    hours.Movement
		want string
	}{
		{hours.Movement{Reason: "geste commercial"}, "geste commercial"},
		{hours.Movement{Source: "lot:2026-01"}, "Lot : janvier 2026"},
		{hours.Movement{Source: "closed:2026-02", Reason: "2026-02"}, "Changement dans un mois clos (février 2026)"},
	} {
		if got := plain(reason(p, c.m)); got != c.want {
			t.Errorf("%+v: %q", c.m, got)
		}
	}
}

func TestLotsNearTheirEndAreMarked(t *testing.T) {
	f := sample()
	f.bank.Total.State.Lots = []hours.Lot{
		{Month: march.Add(-1), Minutes: 60, Expires: march.Add(1).Last()},
		{Month: march, Minutes: 90, Expires: march.Add(2).Last()},
		{Month: march, Minutes: 30},
	}
	var tones []widgets.Tone
	for _, l := range lots(text.For(text.FR), f) {
		tones = append(tones, l.tone)
	}
	if len(tones) != 3 || tones[0] != widgets.ToneWarn || tones[1] != "" || tones[2] != "" {
		t.Errorf("tones %q", tones)
	}
}

// Ensure overage costs level by level at the rate × coefficient, rounded once
// a line, and has no price while a rate is unknown.
func TestOverageHasAPrice(t *testing.T) {
	f := sample()
	f.over = []hours.OverageShare{
		{Level: "senior", Minutes: 50, Rate: ptr[int64](7500)},
		{Level: "senior", Minutes: 40, Rate: ptr[int64](7500)},
		{Level: "junior", Minutes: 30, Rate: ptr[int64](4500)},
	}
	// 90 min × 93.75 = 140.63 (half up), 30 min × 56.25 = 28.13.
	if got, ok := overCost(f, 120); !ok || got != (money.Amount{Minor: 14063 + 2813, Currency: "EUR"}) {
		t.Errorf("%v, %v", got, ok)
	}
	// The last 40 min alone: 30 of junior, 10 of senior at 15.63.
	if got, ok := overCost(f, 40); !ok || got.Minor != 2813+1563 {
		t.Errorf("the last 40 min: %v, %v", got, ok)
	}
	f.over[1].Rate = nil
	if _, ok := overCost(f, 120); ok {
		t.Error("an unknown rate has a price")
	}
}

func TestWhatWaits(t *testing.T) {
	p, f := text.For(text.FR), sample()
	f.settle = []hours.Entry{{Seconds: 5400}}
	f.alerts = []budget.Alert{
		{Subject: budget.OnHours, Percent: 90, UsedMinor: 1600, PlannedMinor: 1680, FiredAt: time.Now()},
		{Subject: budget.OnHours, Percent: 100, UsedMinor: 1800, PlannedMinor: 1680, FiredAt: time.Now()},
	}
	f.bank.Closed = true
	f.later = []booked{{march.Add(1), hours.Movement{Minutes: -30, On: f.today}}}
	list := waits(p, f)
	var acts []act
	for _, w := range list {
		acts = append(acts, w.act)
	}
	if len(list) != 5 || acts[0] != actSettle || acts[1] != actConsent || acts[2] != actSeen || list[2].top.Percent != 100 || acts[4] != actNone {
		t.Fatalf("%+v", list)
	}
	if got := plain(list[0].text); !strings.Contains(got, "1 temps de chronomètre dépasse le forfait (1 h 30)") {
		t.Errorf("%q", got)
	}
	if got := plain(list[4].text); !strings.Contains(got, "−0 h 30 sur avril 2026") {
		t.Errorf("%q", got)
	}
	if list := waits(p, facts{bank: hours.Bank{Month: march}}); len(list) != 0 {
		t.Errorf("a quiet month waits for %+v", list)
	}
}

// Ensure the year sums what flows, and takes what is carried from its ends.
func TestTheYear(t *testing.T) {
	f := facts{today: civil.NewDate(2026, time.February, 10)}
	for i := range 12 {
		b := hours.Bank{Month: civil.NewMonth(2026, time.Month(i+1)), Contract: &clients.Contract{}}
		b.Total = hours.Statement{Granted: 600, CarriedIn: int64(i) * 10, Used: 500, Out: int64(i+1) * 10}
		f.year = append(f.year, b)
	}
	list := yearRows(text.For(text.FR), f)
	if len(list) != 13 {
		t.Fatalf("%d rows", len(list))
	}
	sum := list[12].s
	if sum.Granted != 1200 || sum.Used != 1000 || sum.CarriedIn != 0 || sum.Out != 20 {
		t.Errorf("the sums take months to come or lose some: %+v", sum)
	}
	if !list[2].ahead || list[1].ahead {
		t.Error("months to come are not told from those begun")
	}
}

func TestSettling(t *testing.T) {
	some := []hours.Entry{{ID: "a", Seconds: 1800}}
	for _, c := range []struct {
		s    settling
		code string
	}{
		{settling{how: settleExtra}, "settle_nothing"},
		{settling{how: settleFree, entries: some}, "reason_missing"},
		{settling{how: settleFree, entries: some, reason: "geste"}, ""},
		{settling{how: settleExtra, entries: some}, ""},
	} {
		act, err := c.s.act(Deps{})
		if (c.code == "" && (err != nil || act == nil)) || (c.code != "" && !fault.Is(err, c.code)) {
			t.Errorf("%+v: %v", c.s, err)
		}
	}
}

func TestTheQuestionSaysWhatIsAtStake(t *testing.T) {
	pv := hours.Preview{
		Month: march, Policy: clients.OverageBill, Available: 1680, Used: 1860, Before: 60, Overage: 180, Missing: 150, Consented: 30,
		Price: ptr[int64](18750), Currency: "EUR",
	}
	got := plain(askText(text.For(text.FR), "Kivu Maison", pv))
	want := "Kivu Maison, mars 2026 : 2 h 00 iraient au-delà des 28 h 00 disponibles. 1 h 00 de dépassement sont déjà notées. " +
		"Au taux du niveau et au coefficient du contrat : 187,50 €. Le client a déjà consenti 0 h 30."
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
