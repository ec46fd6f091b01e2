package hours

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
)

func ptr[T any](v T) *T { return &v }

func month(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// vector is the contract of the rules: 20 h, cap 8 h, valid 2 months, surplus.
func vector(order clients.SpendOrder) clients.Contract {
	return clients.Contract{
		From: civil.NewDate(2026, time.January, 1), QuotaMinutes: 20 * 60, Carry: clients.CarrySurplus,
		CapMinutes: ptr(int64(8 * 60)), ValidMonths: ptr(2), Order: order, Overage: clients.OverageBill,
		Currency: "EUR", Rounding: clients.Rounding{Mode: clients.RoundNone, Step: 1, Scope: clients.ScopeEntry},
	}
}

// play runs months from the contract's first on, each with one use in minutes.
func play(c clients.Contract, used ...int64) []Banks {
	var months []Banks
	in := map[string]State{}
	m := c.From.InMonth()
	for _, n := range used {
		b := RunBanks(TermsOf([]clients.Contract{c}, m), in, []Use{{On: m.First().AddDays(11), Minutes: n}}, nil)
		months = append(months, b)
		in = b.States()
		m = m.Add(1)
	}
	return months
}

// Ensure the vector of 3.3 holds, oldest-first.
func TestBank_OldestFirst(t *testing.T) {
	got := play(vector(clients.OldestFirst), 14*60, 17*60, 30*60)
	jan, feb, mar := got[0].Total, got[1].Total, got[2].Total
	if diff := cmp.Diff([]Lot{{month(t, "2026-01"), 360, day(t, "2026-03-31")}}, jan.State.Lots); diff != "" {
		t.Error("January's lots", diff)
	}
	if diff := cmp.Diff([]Lot{{month(t, "2026-02"), 480, day(t, "2026-04-30")}}, feb.State.Lots); diff != "" {
		t.Error("February's lots", diff)
	}
	if feb.CapLoss != 60 || feb.Expired != 0 || feb.Balance() != 540 {
		t.Errorf("February: cap loss %d, expired %d, balance %d", feb.CapLoss, feb.Expired, feb.Balance())
	}
	if mar.Overage != 120 || mar.Out != 0 || mar.Available() != 28*60 {
		t.Errorf("March: overage %d, out %d, available %d", mar.Overage, mar.Out, mar.Available())
	}
}

// Ensure current-first takes February before January, and that the newest are lost.
func TestBank_CurrentFirst(t *testing.T) {
	feb := play(vector(clients.CurrentFirst), 14*60, 17*60)[1].Total
	want := []Lot{{month(t, "2026-01"), 360, day(t, "2026-03-31")}, {month(t, "2026-02"), 120, day(t, "2026-04-30")}}
	if diff := cmp.Diff(want, feb.State.Lots); diff != "" || feb.CapLoss != 60 {
		t.Error(feb.CapLoss, diff)
	}
}

// Ensure a lot leaves at the end of its last valid month, and a month's rest
// at once where nothing is carried.
func TestBank_Expiry(t *testing.T) {
	c := vector(clients.CurrentFirst)
	c.CapMinutes = nil
	mar := play(c, 14*60, 20*60, 20*60)[2].Total
	if mar.Expired != 360 || mar.Out != 0 {
		t.Errorf("March: expired %d, out %d", mar.Expired, mar.Out)
	}
	last := mar.Movements[len(mar.Movements)-1]
	if last.Kind != Expire || last.Minutes != -360 || last.On != day(t, "2026-03-31") || last.Balance != 0 {
		t.Errorf("last movement: %+v", last)
	}
	c.Carry = clients.CarryNone
	if jan := play(c, 14*60)[0].Total; jan.Expired != 360 || jan.Out != 0 {
		t.Errorf("carry none: expired %d, out %d", jan.Expired, jan.Out)
	}
}

// Ensure a deficit lowers the next grant: 40 sold, 60 worked of 50 → 30; that
// it rolls on above the quota; and that borrowing does the same.
func TestBank_Deficit(t *testing.T) {
	c := vector(clients.OldestFirst)
	c.QuotaMinutes, c.Carry, c.CapMinutes = 40*60, clients.CarryBoth, nil
	got := play(c, 30*60, 60*60, 0)
	if s := got[1].Total; s.Overage != 0 || s.Out != -600 || s.Available() != 50*60 {
		t.Errorf("overage %d, out %d, available %d", s.Overage, s.Out, s.Available())
	}
	if s := got[2].Total; s.CarriedIn != -600 || s.Granted != 40*60 || s.Available() != 30*60 {
		t.Errorf("in %d, granted %d, available %d", s.CarriedIn, s.Granted, s.Available())
	}
	rolled := play(c, 100*60, 0)[1].Total
	if rolled.CarriedIn != -60*60 || rolled.Out != -20*60 {
		t.Errorf("above the quota: in %d, out %d", rolled.CarriedIn, rolled.Out)
	}
	c.Carry, c.Overage = clients.CarryNone, clients.OverageBorrow
	if s := play(c, 45*60)[0].Total; s.Out != -300 || s.Overage != 0 {
		t.Errorf("borrow: out %d, overage %d", s.Out, s.Overage)
	}
}

// Ensure the end of a contract expires the surplus and turns a deficit into overage.
func TestBank_ContractEnd(t *testing.T) {
	c := vector(clients.OldestFirst)
	c.Until = day(t, "2026-02-28")
	feb := play(c, 14*60, 10*60)[1].Total
	if feb.Expired != 16*60 || feb.Out != 0 {
		t.Errorf("surplus: expired %d, out %d", feb.Expired, feb.Out)
	}
	c.Carry = clients.CarryBoth
	feb = play(c, 50*60, 0)[1].Total
	if feb.Overage != 600 || feb.Out != 0 {
		t.Errorf("deficit: overage %d, out %d", feb.Overage, feb.Out)
	}
	check(t, feb)
}

// Ensure quota is prorated by calendar days, half up.
func TestTerms_Prorated(t *testing.T) {
	c := vector(clients.OldestFirst)
	c.From, c.Until = day(t, "2026-01-16"), day(t, "2026-02-10")
	if got := TermsOf([]clients.Contract{c}, month(t, "2026-01")); got.Minutes != 619 || got.From != c.From || got.Ends {
		t.Errorf("January: %d from %v, ends %v", got.Minutes, got.From, got.Ends) // 1200 × 16 ÷ 31 = 619.35
	}
	if got := TermsOf([]clients.Contract{c}, month(t, "2026-02")); got.Minutes != 429 || !got.Ends {
		t.Errorf("February: %d, ends %v", got.Minutes, got.Ends) // 1200 × 10 ÷ 28 = 428.57
	}
	if got := TermsOf([]clients.Contract{c}, month(t, "2026-03")); got.Contract != nil {
		t.Error("March has terms")
	}
}

// Ensure new terms keep the running lots, and that the month then ending is
// capped by the old ones.
func TestTerms_Change(t *testing.T) {
	old := vector(clients.OldestFirst)
	next := old
	next.From, next.QuotaMinutes, next.CapMinutes = day(t, "2026-02-01"), 10*60, ptr(int64(60))
	both := []clients.Contract{next, old}
	jan := RunBanks(TermsOf(both, month(t, "2026-01")), nil, nil, nil)
	if jan.Total.CapLoss != 12*60 || jan.Total.Out != 480 || jan.Terms.Ends {
		t.Errorf("January: cap loss %d, out %d, ends %v", jan.Total.CapLoss, jan.Total.Out, jan.Terms.Ends)
	}
	feb := RunBanks(TermsOf(both, month(t, "2026-02")), jan.States(), nil, nil)
	if feb.Total.Granted != 600 || feb.Total.CarriedIn != 480 || feb.Total.Out != 60 {
		t.Errorf("February: %+v", feb.Total)
	}
}

// Ensure a level's bank is used before the common one, with a cap in proportion.
func TestBank_Levels(t *testing.T) {
	c := vector(clients.OldestFirst)
	c.Levels = []clients.LevelQuota{{Level: "senior", Minutes: 6 * 60}}
	terms := TermsOf([]clients.Contract{c}, month(t, "2026-01"))
	if common, _ := terms.Of(""); common.Granted != 14*60 || *common.Cap != 336 {
		t.Errorf("common: %d, cap %d", common.Granted, *common.Cap)
	}
	if senior, _ := terms.Of("senior"); senior.Granted != 360 || *senior.Cap != 144 {
		t.Errorf("senior: %d, cap %d", senior.Granted, *senior.Cap)
	}
	b := RunBanks(terms, nil, []Use{
		{day(t, "2026-01-05"), "senior", 300},
		{day(t, "2026-01-06"), "senior", 120},
		{day(t, "2026-01-06"), "", 600},
	}, nil)
	if s := b.Levels[1]; s.Level != "senior" || s.Used != 360 || s.Out != 0 {
		t.Errorf("senior: %+v", s)
	}
	if s := b.Levels[0]; s.Used != 660 || s.Out != 180 {
		t.Errorf("common: %+v", s)
	}
	if b.Total.Used != 1020 || b.Total.Out != 180 {
		t.Errorf("total: %+v", b.Total)
	}
	check(t, b.Total)
}

// Ensure an adjust fills the month's lot, or is taken as a consume is.
func TestBank_Adjust(t *testing.T) {
	terms := TermsOf([]clients.Contract{vector(clients.OldestFirst)}, month(t, "2026-01"))
	plus := RunBanks(terms, nil, nil, []Movement{{On: day(t, "2026-01-20"), Kind: Adjust, Minutes: 60}})
	if s := plus.Total; s.Adjusted != 60 || s.Balance() != 1260 {
		t.Errorf("plus: %+v", s)
	}
	minus := RunBanks(terms, nil, []Use{{On: day(t, "2026-01-09"), Minutes: 1100}}, []Movement{{On: day(t, "2026-01-20"), Kind: Adjust, Minutes: -180}})
	if s := minus.Total; s.Overage != 80 || s.Out != 0 {
		t.Errorf("minus: %+v", s)
	}
	check(t, minus.Total)
}

// check is the identity of every month, and the ledger's replay.
func check(t interface{ Errorf(string, ...any) }, s Statement) {
	if s.Granted+s.CarriedIn+s.Adjusted != s.Used-s.Overage+s.Expired+s.CapLoss+s.Out {
		t.Errorf("does not balance: %+v", s)
	}
	balance := s.CarriedIn
	for _, m := range s.Movements {
		if balance += m.Minutes; balance != m.Balance {
			t.Errorf("movement %+v: balance is %d", m, balance)
		}
	}
	if balance != s.Out {
		t.Errorf("replayed to %d, carried out %d", balance, s.Out)
	}
	for _, l := range s.State.Lots {
		if l.Minutes <= 0 {
			t.Errorf("lot %+v", l)
		}
	}
	if s.State.Deficit < 0 || (s.State.Deficit > 0 && len(s.State.Lots) > 0) {
		t.Errorf("state %+v", s.State)
	}
}

// drawContract draws any terms.
func drawContract(t *rapid.T) clients.Contract {
	c := clients.Contract{
		From:         civil.NewDate(2026, time.January, rapid.IntRange(1, 28).Draw(t, "day")),
		QuotaMinutes: rapid.Int64Range(0, 3000).Draw(t, "quota"),
		Carry:        rapid.SampledFrom([]clients.Carry{clients.CarryNone, clients.CarrySurplus, clients.CarryDeficit, clients.CarryBoth}).Draw(t, "carry"),
		Overage:      rapid.SampledFrom([]clients.Overage{clients.OverageBill, clients.OverageFree, clients.OverageBorrow, clients.OverageRefuse}).Draw(t, "overage"),
		Order:        rapid.SampledFrom([]clients.SpendOrder{clients.OldestFirst, clients.CurrentFirst}).Draw(t, "order"),
	}
	if rapid.Bool().Draw(t, "capped") {
		c.CapMinutes = ptr(rapid.Int64Range(0, 2000).Draw(t, "cap"))
	}
	if rapid.Bool().Draw(t, "expires") {
		c.ValidMonths = ptr(rapid.IntRange(0, 4).Draw(t, "valid"))
	}
	if c.QuotaMinutes > 10 && rapid.Bool().Draw(t, "levels") {
		c.Levels = []clients.LevelQuota{{Level: "senior", Minutes: rapid.Int64Range(1, c.QuotaMinutes).Draw(t, "senior")}}
	}
	return c
}

// Ensure every month of any contract balances, no lot is negative, and what
// one month carries out the next carries in.
func TestBank_AnySequenceBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawContract(t)
		months := rapid.IntRange(1, 8).Draw(t, "months")
		if rapid.Bool().Draw(t, "ends") {
			c.Until = c.From.AddMonths(months - 1).InMonth().Last()
		}
		in := map[string]State{}
		m := c.From.InMonth()
		var out int64
		for range months {
			var uses []Use
			for d := 1; d <= 28; d += rapid.IntRange(1, 9).Draw(t, "step") {
				level := rapid.SampledFrom([]string{"", "senior"}).Draw(t, "level")
				uses = append(uses, Use{civil.NewDate(m.Year, m.Month, d), level, rapid.Int64Range(0, 700).Draw(t, "use")})
			}
			var moves []Movement
			if rapid.Bool().Draw(t, "moved") {
				moves = append(moves, Movement{On: m.First().AddDays(9), Kind: Adjust, Minutes: rapid.Int64Range(-900, 900).Draw(t, "adjust")})
			}
			b := RunBanks(TermsOf([]clients.Contract{c}, m), in, uses, moves)
			var used int64
			for _, u := range uses {
				used += u.Minutes
			}
			if b.Total.Used != used || b.Total.CarriedIn != out {
				t.Fatalf("used %d of %d, carried in %d of %d", b.Total.Used, used, b.Total.CarriedIn, out)
			}
			for _, l := range b.Levels {
				check(t, l.Statement)
			}
			out, in, m = b.Total.Out, b.States(), m.Add(1)
		}
	})
}

// Ensure oldest-first never expires more than current-first, all months together.
func TestBank_OldestFirstExpiresLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawContract(t)
		c.Levels = nil
		uses := rapid.SliceOfN(rapid.Int64Range(0, 3000), 1, 10).Draw(t, "uses")
		expired := func(order clients.SpendOrder) (n int64) {
			c.Order = order
			for _, b := range play(c, uses...) {
				n += b.Total.Expired
			}
			return n
		}
		if old, current := expired(clients.OldestFirst), expired(clients.CurrentFirst); old > current {
			t.Fatalf("oldest-first expires %d, current-first %d", old, current)
		}
	})
}
