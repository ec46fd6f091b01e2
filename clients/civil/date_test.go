package civil_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients/civil"
)

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// anyDay draws a day of the years that are accepted.
func anyDay(t *rapid.T) civil.Date {
	return civil.NewDate(civil.FirstYear, 1, 1).AddDays(rapid.IntRange(0, 111*365).Draw(t, "day"))
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2026-10-31": "", "2028-02-29": "", " 2026-01-01 ": "", "1990-01-01": "", "2100-12-31": "",
		"": "date_empty", "2026-02-29": "date_invalid", "2026-13-01": "date_invalid", "2026-00-10": "date_invalid",
		"2026-01-00": "date_invalid", "20260-01-01": "date_invalid", "1989-12-31": "date_invalid",
		"2101-01-01": "date_invalid", "2026-1-1": "date_invalid", "31/10/2026": "date_invalid",
		"2026-10-3x": "date_invalid", "+026-10-31": "date_invalid",
	} {
		if _, err := civil.ParseDate(in); code(err) != want {
			t.Errorf("%q: got %v, want %q", in, err, want)
		}
	}
}

func TestParseTyped(t *testing.T) {
	today := day("2026-11-22")
	for _, c := range []struct {
		in       string
		dayFirst bool
		want     string
	}{
		{"31/10/2026", true, "2026-10-31"},
		{"31/10/26", true, "2026-10-31"},
		{"31/10", true, "2026-10-31"},
		{"1/2", true, "2026-02-01"},
		{"3/2", false, "2026-03-02"},
		{"10/31/2026", false, "2026-10-31"},
		{"31.10.26", true, "2026-10-31"},
		{"31.10.26", false, "2026-10-31"},
		{"31.10.", true, "2026-10-31"},
		{"2026-10-31", true, "2026-10-31"},
		{"2026-10-31", false, "2026-10-31"},
		{"31-10-2026", true, "2026-10-31"},
		{"31 oct 2026", true, "2026-10-31"},
		{"31 oct. 2026", true, "2026-10-31"},
		{"31 octobre", true, "2026-10-31"},
		{"31 Octobre 2026", true, "2026-10-31"},
		{"le 1er novembre 2026", true, "2026-11-01"},
		{"1 août 2026", true, "2026-08-01"},
		{"1 AOÛT", true, "2026-08-01"},
		{"14 févr. 2027", true, "2027-02-14"},
		{"3 juil", true, "2026-07-03"},
		{"dimanche 22 novembre 2026", true, "2026-11-22"},
		{"mar. 31 mars 2026", true, "2026-03-31"},
		{"mar 31", true, "2026-03-31"},
		{"October 31, 2026", false, "2026-10-31"},
		{"31st of October 2026", false, "2026-10-31"},
		{"Sunday 22 November 2026", false, "2026-11-22"},
		{"22 Nov 2026", false, "2026-11-22"},
		{"aujourd’hui", true, "2026-11-22"},
		{"aujourd'hui", true, "2026-11-22"},
		{"Today", false, "2026-11-22"},
		{"demain", true, "2026-11-23"},
		{"tomorrow", false, "2026-11-23"},
		{"hier", true, "2026-11-21"},
		{"yesterday", false, "2026-11-21"},
		{"+3", true, "2026-11-25"},
		{"-2", true, "2026-11-20"},
		{"05/01", true, "2027-01-05"}, // the coming January, not the one ten months gone
		{"29 février 2028", true, "2028-02-29"},
	} {
		got, err := civil.ParseTyped(c.in, c.dayFirst, today)
		if err != nil || got.String() != c.want {
			t.Errorf("%q: got %v, %v; want %s", c.in, got, err, c.want)
		}
	}
	if got, err := civil.ParseTyped("31/12", true, day("2027-01-05")); err != nil || got != day("2026-12-31") {
		t.Errorf("31/12 typed in January: %v, %v", got, err)
	}
	if got, err := civil.ParseTyped("31/10", true, day("2026-03-01")); err != nil || got != day("2026-10-31") {
		t.Errorf("31/10 typed in March: %v, %v", got, err)
	}
}

func TestParseTypedRefuses(t *testing.T) {
	today := day("2026-11-22")
	for _, in := range []string{
		"31/10/20260", "01/01/1989", "31/13/2026", "31/11/2026", "31/10/026", "31/10/2026/1", "31//2026", "/", "x",
		"31", "31 jui 2026", "31 xyz 2026", "lundi 22 novembre 2026", "32 mai", "29 février 2026", "+", "-x", "+99999",
		"31.10-2026", "10 ma 2026", "octobre 2026",
	} {
		if d, err := civil.ParseTyped(in, true, today); code(err) != "date_invalid" {
			t.Errorf("%q: got %v, %v", in, d, err)
		}
	}
	if _, err := civil.ParseTyped("31/10/2026", false, today); code(err) != "date_invalid" {
		t.Errorf("month 31 was taken: %v", err)
	}
	if _, err := civil.ParseTyped(" ", true, today); code(err) != "date_empty" {
		t.Errorf("empty: %v", err)
	}
}

func FuzzParseTyped(f *testing.F) {
	for _, s := range []string{"31/10", "31 oct 2026", "+3", "1er mai", "-", ".", "é"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, dayFirst bool) {
		d, err := civil.ParseTyped(s, dayFirst, day("2026-11-22"))
		if (err == nil) == d.IsZero() {
			t.Errorf("%q: %v, %v", s, d, err)
		}
		if err == nil && (d.Year < civil.FirstYear || d.Year > civil.LastYear || civil.NewDate(d.Year, d.Month, d.Day) != d) {
			t.Errorf("%q gives %v", s, d)
		}
	})
}

func TestDateArithmetic(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"day after", day("2026-12-31").AddDays(1).String(), "2027-01-01"},
		{"day before", day("2028-03-01").AddDays(-1).String(), "2028-02-29"},
		{"31 January and a month", day("2026-01-31").AddMonths(1).String(), "2026-02-28"},
		{"leap", day("2028-01-31").AddMonths(1).String(), "2028-02-29"},
		{"back over a year", day("2026-01-15").AddMonths(-13).String(), "2024-12-15"},
		{"Monday of a Sunday", day("2026-11-22").WeekStart().String(), "2026-11-16"},
		{"Monday of a Monday", day("2026-11-16").WeekStart().String(), "2026-11-16"},
		{"overflow", civil.NewDate(2026, 6, 31).String(), "2026-07-01"},
		{"none", civil.Date{}.String(), ""},
		{"month", day("2026-10-31").InMonth().String(), "2026-10"},
		{"day in Paris", civil.DateOf(time.Date(2026, 10, 31, 23, 30, 0, 0, time.UTC), paris).String(), "2026-11-01"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, c.got, c.want)
		}
	}
	for d, want := range map[string][2]int{
		"2026-01-01": {2026, 1}, "2027-01-01": {2026, 53}, "2026-12-31": {2026, 53}, "2024-12-30": {2025, 1},
	} {
		if y, w := day(d).ISOWeek(); y != want[0] || w != want[1] {
			t.Errorf("%s is in week %d of %d, want %v", d, w, y, want)
		}
	}
	if n := day("2026-02-01").DaysUntil(day("2026-03-01")); n != 28 {
		t.Errorf("February has %d days", n)
	}
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDay(t)
		n := rapid.IntRange(-4000, 4000).Draw(t, "n")
		e := d.AddDays(n)
		if d.DaysUntil(e) != n || e.AddDays(-n) != d {
			t.Fatalf("%v + %d = %v", d, n, e)
		}
		if e.After(d) != (n > 0) || e.Before(d) != (n < 0) || d.Compare(e) != -e.Compare(d) {
			t.Fatalf("%v and %v compare wrongly", d, e)
		}
		if w := d.WeekStart(); w.Weekday() != time.Monday || w.After(d) || w.DaysUntil(d) > 6 {
			t.Fatalf("the week of %v starts on %v", d, w)
		}
		back, err := civil.ParseDate(d.String())
		if d.Year <= civil.LastYear && (err != nil || back != d) {
			t.Fatalf("%v reads back as %v, %v", d, back, err)
		}
		if m := d.AddMonths(n).InMonth(); m != d.InMonth().Add(n) || d.InMonth().MonthsUntil(m) != n {
			t.Fatalf("%v + %d months is in %v", d, n, m)
		}
	})
}

func TestMonth(t *testing.T) {
	m := civil.NewMonth(2026, 14)
	if m.String() != "2027-02" || m.First().String() != "2027-02-01" || m.Last().String() != "2027-02-28" || m.Days() != 28 {
		t.Errorf("February 2027 is %v, %v, %v, %d", m, m.First(), m.Last(), m.Days())
	}
	if m.Add(-2).String() != "2026-12" || !m.Add(1).After(m) || !m.Add(-1).Before(m) {
		t.Error("months do not add up")
	}
	if !m.Contains(day("2027-02-28")) || m.Contains(day("2027-03-01")) || m.Contains(day("2026-02-10")) {
		t.Error("the month does not hold its days")
	}
	for in, want := range map[string]string{
		"2026-10": "", "": "month_empty", "2026-13": "month_invalid", "2026-1": "month_invalid", "202610": "month_invalid",
		"1989-01": "month_invalid", "2101-01": "month_invalid", "2026-10-01": "month_invalid",
	} {
		if _, err := civil.ParseMonth(in); code(err) != want {
			t.Errorf("%q: got %v, want %q", in, err, want)
		}
	}
	if !(civil.Month{}).IsZero() || (civil.Month{}).String() != "" {
		t.Error("no month is not empty")
	}
}

func TestStoredForms(t *testing.T) {
	type row struct {
		On    civil.Date
		Month civil.Month
		At    civil.Clock
	}
	in := row{day("2026-10-31"), civil.NewMonth(2026, 10), 18 * 60}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"On":"2026-10-31","Month":"2026-10","At":"18:00"}` {
		t.Fatalf("written as %s, %v", b, err)
	}
	var out row
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Errorf("read back as %v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"On":"","Month":"","At":""}`), &out); err != nil || out != (row{At: civil.NoClock}) {
		t.Errorf("empty texts read as %v, %v", out, err)
	}
	for _, bad := range []string{`{"On":"2026-02-30"}`, `{"Month":"2026-13"}`, `{"At":"25:00"}`} {
		if err := json.Unmarshal([]byte(bad), &out); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestColumns(t *testing.T) {
	var d civil.Date
	var m civil.Month
	var c civil.Clock
	for _, src := range []any{"2026-10-31", []byte("2026-10-31")} {
		if err := d.Scan(src); err != nil || d != day("2026-10-31") {
			t.Errorf("%T: %v, %v", src, d, err)
		}
	}
	if err := d.Scan("1889-01-01"); err != nil || d.Year != 1889 {
		t.Errorf("a stored year must be readable: %v, %v", d, err)
	}
	if err := m.Scan("2026-10"); err != nil || m != civil.NewMonth(2026, 10) {
		t.Errorf("%v, %v", m, err)
	}
	for _, src := range []any{"09:05", int64(545)} {
		if err := c.Scan(src); err != nil || c != 545 {
			t.Errorf("%T: %v, %v", src, c, err)
		}
	}
	for _, src := range []any{nil, ""} {
		if d.Scan(src) != nil || m.Scan(src) != nil || c.Scan(src) != nil || !d.IsZero() || !m.IsZero() || c != civil.NoClock {
			t.Errorf("%v is read as %v, %v, %v", src, d, m, c)
		}
	}
	if d.Scan(3.5) == nil || m.Scan(int64(1)) == nil || c.Scan(int64(1440)) == nil || c.Scan(true) == nil || d.Scan("x") == nil {
		t.Error("a wrong column was taken")
	}
	if v, err := day("2026-10-31").Value(); v != "2026-10-31" || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	if v, err := civil.NewMonth(2026, 10).Value(); v != "2026-10" || err != nil {
		t.Errorf("%v, %v", v, err)
	}
	if v, _ := (civil.Date{}).Value(); v != nil {
		t.Errorf("no date is stored as %v", v)
	}
	if v, _ := (civil.Month{}).Value(); v != nil {
		t.Errorf("no month is stored as %v", v)
	}
}
