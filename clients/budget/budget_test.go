package budget

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

func month(s string) civil.Month {
	m, err := civil.ParseMonth(s)
	if err != nil {
		panic(err)
	}
	return m
}

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func monthly(id clients.ID, k Kind, m string, planned int64) Line {
	return Line{ID: id, Kind: k, From: month(m).First(), To: month(m).Last(), PlannedMinor: planned, Currency: money.EUR}
}

// The table of the model report: ads 900 planned, 620 used; prizes used up;
// video overrun by 50; tools 250 left; in all 480 left of 2 400.
func TestOverviewAddsUp(t *testing.T) {
	books := Books{
		Lines: []Line{
			monthly("tools", Tools, "2026-10", 400_00), monthly("ads", Ads, "2026-10", 900_00),
			monthly("prizes", Prizes, "2026-10", 300_00), monthly("video", Production, "2026-10", 800_00),
		},
		Movements: []Movement{
			{ID: "c", Line: "ads", Kind: Commit, On: day("2026-10-02"), LineMinor: 500_00},
			{ID: "s", Line: "ads", Kind: Spend, On: day("2026-10-09"), LineMinor: 300_00, Of: "c", SettlesMinor: 300_00},
			{ID: "x", Line: "ads", Kind: Spend, On: day("2026-11-03"), LineMinor: 120_00}, // invoiced late, still October's
			{ID: "p", Line: "prizes", Kind: Spend, On: day("2026-10-20"), LineMinor: 300_00},
			{ID: "v", Line: "video", Kind: Spend, On: day("2026-10-21"), LineMinor: 850_00},
			{ID: "o", Line: "tools", Kind: Commit, On: day("2026-10-21"), LineMinor: 200_00},
			{ID: "r", Line: "tools", Kind: Release, On: day("2026-10-25"), Of: "o", SettlesMinor: 200_00},
			{ID: "t", Line: "tools", Kind: Spend, On: day("2026-10-28"), LineMinor: 150_00},
		},
	}
	o := books.Overview("k", month("2026-10").Range(), money.EUR)
	if want := (Sum{Currency: money.EUR, Planned: 2400_00, Committed: 200_00, Actual: 1720_00}); o.Total != want {
		t.Errorf("total %+v, want %+v", o.Total, want)
	}
	if o.Total.Left() != 480_00 || o.Envelope(Production).Sum.Left() != -50_00 || o.Envelope(Prizes).Sum.Left() != 0 {
		t.Errorf("left %d, production %d", o.Total.Left(), o.Envelope(Production).Sum.Left())
	}
	if o.Envelopes[0].Kind != Ads || o.Envelopes[3].Kind != Tools {
		t.Error("the envelopes are out of order")
	}
	if share, ok := o.Total.UsedShare(); !ok || share != 8000 {
		t.Errorf("used share %d", share)
	}
	if p := books.Pending(); len(p) != 1 || p[0].ID != "c" || p[0].OpenMinor != 200_00 {
		t.Errorf("pending %+v", p)
	}
}

func TestCarriesMoveWhatIsLeft(t *testing.T) {
	books := Books{
		Lines:   []Line{monthly("a", Ads, "2026-10", 100), monthly("b", Ads, "2026-11", 100)},
		Carries: []Carry{{From: "a", To: "b", Minor: -30}},
	}
	oct := books.Overview("k", month("2026-10").Range(), money.EUR)
	nov := books.Overview("k", month("2026-11").Range(), money.EUR)
	if share, _ := oct.Total.UsedShare(); share != 0 || oct.Total.Base() != 100 {
		t.Errorf("October counts against %d", oct.Total.Base())
	}
	if oct.Total.Available() != 130 || nov.Total.Left() != 70 {
		t.Errorf("October %d, November %d", oct.Total.Available(), nov.Total.Left())
	}
	both := books.Overview("k", civil.Range{From: day("2026-10-01"), To: day("2026-11-30")}, money.EUR)
	if both.Total.Carried != 0 || both.Total.Given != -30 || both.Total.Planned != 200 {
		t.Errorf("over both months %+v", both.Total)
	}
}

func TestRangesAreSharedByDays(t *testing.T) {
	l := Line{From: day("2026-10-17"), To: day("2026-11-15"), PlannedMinor: 1000}
	for m, want := range map[string]int64{"2026-09": 0, "2026-10": 500, "2026-11": 500, "2026-12": 0} {
		if got := l.PlannedIn(month(m).Range()); got != want {
			t.Errorf("%s: %d, want %d", m, got, want)
		}
	}
	early := Movement{On: day("2026-09-30")}
	late := Movement{On: day("2026-12-24")}
	if l.day(early) != l.From || l.day(late) != l.To {
		t.Error("a movement outside the range does not count at its edge")
	}
}

func TestRangePartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := civil.NewDate(2025, 1, 1).AddDays(rapid.IntRange(0, 700).Draw(t, "from"))
		l := Line{From: from, To: from.AddDays(rapid.IntRange(0, 900).Draw(t, "days")), PlannedMinor: rapid.Int64Range(0, 1e9).Draw(t, "planned")}
		var sum int64
		for _, m := range l.months() {
			part := l.PlannedIn(m.Range())
			if part < 0 {
				t.Fatalf("%s has %d", m, part)
			}
			sum += part
		}
		if sum != l.PlannedMinor {
			t.Fatalf("months add up to %d of %d", sum, l.PlannedMinor)
		}
	})
}

func TestPace(t *testing.T) {
	s := Sum{Planned: 1000, Actual: 400, Committed: 100}
	for _, c := range []struct {
		m, today string
		want     int64 // −1 for none
	}{
		{"2026-11", "2026-11-15", 100},
		{"2026-11", "2026-11-30", 50},
		{"2026-11", "2026-12-24", 50},
		{"2026-11", "2026-10-31", -1},
		{"2026-11", "2026-11-01", 1500},
		{"2026-10", "2026-10-22", 70},
	} {
		got := s.Pace(month(c.m), day(c.today))
		if (got == nil) != (c.want < 0) || (got != nil && *got != c.want) {
			t.Errorf("%s on %s: %v, want %d", c.m, c.today, got, c.want)
		}
	}
	if (Sum{Actual: 5}).Pace(month("2026-11"), day("2026-11-15")) != nil {
		t.Error("a pace of nothing planned")
	}
}

func TestCrossed(t *testing.T) {
	def := DefaultThresholds()
	for _, c := range []struct {
		used, planned int64
		want          int // how many
	}{
		{0, 100, 0},
		{49, 100, 0},
		{50, 100, 1},
		{74, 100, 1},
		{75, 100, 2},
		{90, 100, 3},
		{9999, 10000, 3},
		{100, 100, 4},
		{110, 100, 5},
		{1000, 100, 5},
		{1, 0, 1},
		{0, 0, 0},
		{-10, 100, 0},
		{5, -10, 1},
		{1e18, 1e18, 4},
	} {
		got := Crossed(def, c.used, c.planned)
		if len(got) != c.want || (c.planned <= 0 && len(got) == 1 && got[0] != 100) {
			t.Errorf("%d of %d crosses %v", c.used, c.planned, got)
		}
	}
}

func TestThresholdsFireOnceAndReArm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		thresholds, err := CheckThresholds(rapid.SliceOfN(rapid.IntRange(1, 200), 1, 8).Draw(t, "thresholds"))
		if err != nil {
			t.Fatal(err)
		}
		planned := rapid.Int64Range(0, 1000).Draw(t, "planned")
		var recorded []int
		for _, used := range rapid.SliceOf(rapid.Int64Range(-50, 2500)).Draw(t, "used") {
			fired, rearmed := Crossings(thresholds, recorded, used, planned)
			for _, p := range fired {
				if contains(recorded, p) {
					t.Fatalf("%d fires twice", p)
				}
				if planned > 0 && used*100 < planned*int64(p) {
					t.Fatalf("%d fires at %d of %d", p, used, planned)
				}
			}
			var now []int
			for _, p := range append(recorded, fired...) {
				if !contains(rearmed, p) {
					now = append(now, p)
				}
			}
			recorded = now
			if again, back := Crossings(thresholds, recorded, used, planned); len(again)+len(back) > 0 {
				t.Fatalf("looked at again, %v fire and %v re-arm", again, back)
			}
		}
	})
}

func contains(list []int, p int) bool {
	for _, o := range list {
		if o == p {
			return true
		}
	}
	return false
}

func TestHighestIsShown(t *testing.T) {
	if _, ok := Highest(nil); ok {
		t.Error("something is highest of nothing")
	}
	a, _ := Highest([]Alert{{Percent: 50, Subject: OnTotal}, {Percent: 90, Subject: OnKind(Ads)}, {Percent: 90, Subject: OnTotal}, {Percent: 75}})
	if a.Percent != 90 || a.Subject != OnTotal {
		t.Errorf("highest is %+v", a)
	}
	if OnKind(Prizes).Kind() != Prizes || OnTotal.Kind() != "" {
		t.Error("a subject does not give its envelope back")
	}
}

func TestCheckThresholds(t *testing.T) {
	got, err := CheckThresholds([]int{90, 50, 90})
	if err != nil || len(got) != 2 || got[0] != 50 {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range [][]int{nil, {0}, {-5, 50}, {1001}, make([]int, 0)} {
		if _, err := CheckThresholds(bad); !fault.Is(err, "budget_thresholds_invalid") {
			t.Errorf("%v is taken", bad)
		}
	}
}

func TestRates(t *testing.T) {
	for _, c := range []struct {
		text   string
		amount money.Amount
		to     money.Currency
		want   int64
	}{
		{"0.92", money.Of(100_00, money.USD), money.EUR, 92_00},
		{"0,92", money.Of(1, money.USD), money.EUR, 1},
		{"2850", money.Of(1_50, money.USD), money.CDF, 4275_00},
		{"1/2850", money.Of(4275_00, money.CDF), money.USD, 1_50},
		{"655.957", money.Of(10_00, money.EUR), money.XOF, 6560},
		{"1/655.957", money.Of(6560, money.XOF), money.EUR, 10_00},
		{"2850", money.Of(-1_50, money.USD), money.CDF, -4275_00},
	} {
		r, err := ParseRate(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		if got := r.Convert(c.amount, c.to); got != c.want {
			t.Errorf("%s at %s: %d %s, want %d", c.amount, c.text, got, c.to, c.want)
		}
		if again, err := ParseRate(r.String()); err != nil || again != r {
			t.Errorf("%s prints as %s", c.text, r)
		}
	}
	for _, bad := range []string{"", "0", "-1", "x", "1/0", "1//2", "1.2.3", "1e5", "12345678901", "0,000000000001"} {
		if r, err := ParseRate(bad); !fault.Is(err, "budget_rate_invalid") {
			t.Errorf("%q is read as %v", bad, r)
		}
	}
}

func TestMonthOfALine(t *testing.T) {
	l := monthly("a", Ads, "2026-02", 0)
	if l.Month() != month("2026-02") || len(l.months()) != 1 {
		t.Error("a month is not seen as one")
	}
	l.To = day("2026-03-31")
	if !l.Month().IsZero() || len(l.months()) != 2 {
		t.Error("two months are seen as one")
	}
	if (Alert{AckedAt: time.Unix(1, 0)}).Acknowledged() == (Alert{}).Acknowledged() {
		t.Error("acknowledging shows nothing")
	}
}

// Ensure one alert a subject is left to see, the highest that nobody
// acknowledged, the worst first.
func TestStanding(t *testing.T) {
	seen := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	got := Standing([]Alert{
		{Client: "k", Subject: OnTotal, Percent: 50},
		{Client: "k", Subject: OnTotal, Percent: 75},
		{Client: "k", Subject: OnHours, Percent: 90},
		{Client: "k", Subject: OnHours, Percent: 100, AckedAt: seen},
		{Client: "n", Subject: OnTotal, Percent: 110},
	})
	want := []int{110, 90, 75}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, a := range got {
		if a.Percent != want[i] {
			t.Errorf("at %d stands %d %%, not %d", i, a.Percent, want[i])
		}
	}
}
