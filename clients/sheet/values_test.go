package sheet

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regie/clients/civil"
)

func TestParseStamp(t *testing.T) {
	for s, want := range map[string]string{
		"2026-10-31":                       "2026-10-31 -1",
		"2026-10-31T00:00:00":              "2026-10-31 0",
		"2026-10-31 23:59:59":              "2026-10-31 86399",
		"2026-09-18 12:00 +0000":           "2026-09-18 43200 +0",
		"2026-10-09T07:00:00Z":             "2026-10-09 25200 +0",
		"2026-10-09T07:00:00.123+02:00":    "2026-10-09 25200 +7200",
		"2026/1/5":                         "2026-01-05 -1",
		"20260817":                         "2026-08-17 -1",
		"31/10/2026":                       "2026-10-31 -1",
		"5/10/26":                          "2026-10-05 -1",
		"05.10.2026":                       "2026-10-05 -1",
		"05-10-2026 9:30":                  "2026-10-05 34200",
		"05/10/2026 à 18h30":               "2026-10-05 66600",
		"05/10/2026 6:15 PM":               "2026-10-05 65700",
		"05/10/2026, 12:05 a.m.":           "2026-10-05 300",
		"22 nov. 2026":                     "2026-11-22 -1",
		"22 novembre 2026":                 "2026-11-22 -1",
		"dimanche 22 novembre 2026":        "2026-11-22 -1",
		"1er mars 2026":                    "2026-03-01 -1",
		"mar. 3 mars 2026":                 "2026-03-03 -1",
		"mar. 03/03/2026":                  "2026-03-03 -1",
		"Mar 3, 2026":                      "2026-03-03 -1",
		"le 3 août 2026 à 9 h 05":          "2026-08-03 32700",
		"28\u00a0sept.\u202f2026":          "2026-09-28 -1",
		"Nov 22, 2026":                     "2026-11-22 -1",
		"November 2nd, 2026":               "2026-11-02 -1",
		"Tue, Aug 25, 2026":                "2026-08-25 -1",
		"Apr 5, 2024 6:15 PM":              "2024-04-05 65700",
		"22-Nov-26":                        "2026-11-22 -1",
		"August 31":                        "0000-08-31 -1 no year",
		"31 août":                          "0000-08-31 -1 no year",
		"29 février":                       "0000-02-29 -1 no year",
		"46348":                            "2026-11-22 -1",
		"46348.5":                          "2026-11-22 43200",
		"29/02/2024":                       "2024-02-29 -1",
		"29/02/2026":                       "refused",
		"31/06/2026":                       "refused",
		"2026-13-01":                       "refused",
		"20260-01-01":                      "refused",
		"01/01/20260":                      "refused",
		"01/01/1899":                       "refused",
		"32/10/2026":                       "refused",
		"2026":                             "refused",
		"12345":                            "refused",
		"kivu":                             "refused",
		"Total":                            "refused",
		"22 brumaire 2026":                 "refused",
		"05/10/2026 25:00":                 "refused",
		"05/10/2026 demain":                "refused",
		"1.5":                              "refused",
		"may":                              "refused",
		strings.Repeat("9", 60):            "refused",
		"２０２６-10-31":                       "refused",
		"2026-10-31 09:00:00 Europe/Paris": "refused",
	} {
		st, ok := ParseStamp(s, OrderDMY)
		got := "refused"
		if ok {
			got = fmt.Sprintf("%04d-%02d-%02d %d", st.Date.Year, st.Date.Month, st.Date.Day, st.Seconds)
			if st.HasOffset {
				got += fmt.Sprintf(" +%d", st.Offset)
			}
			if st.NoYear {
				got += " no year"
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
	if st, ok := ParseStamp("10/31/2026", OrderMDY); !ok || st.Date != civil.NewDate(2026, 10, 31) {
		t.Errorf("month first: %v", st)
	}
	for _, order := range []DateOrder{OrderNone, OrderAmbiguous} {
		if _, ok := ParseStamp("05/10/2026", order); ok {
			t.Errorf("order %q: an ambiguous date was read", order)
		}
		if st, ok := ParseStamp("10/10/2026", order); !ok || st.Date != civil.NewDate(2026, 10, 10) {
			t.Errorf("order %q: a date that is the same both ways was refused", order)
		}
	}
}

func TestDateOrderOfColumns(t *testing.T) {
	for cells, want := range map[string]DateOrder{
		"05/10/2026 13/10/2026": OrderDMY,
		"10/05/2026 10/13/2026": OrderMDY,
		"05/10/2026 06/10/2026": OrderAmbiguous,
		"13/10/2026 10/13/2026": OrderAmbiguous,
		"05/05/2026 10/10/2026": OrderNone,
		"2026-10-05 2026-10-06": OrderNone,
		"05.10.2026 06.10.2026": OrderNone,
		"- N/A":                 OrderNone,
	} {
		table := tableOf(t, "Date;Heures\n"+strings.ReplaceAll(cells, " ", ";1\n")+";1\n")
		b, err := table.Bind(Mapping{Columns: map[Field]string{FieldDate: "Date"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := b.DateOrder(FieldDate); got != want {
			t.Errorf("%s: %q, want %q", cells, got, want)
		}
	}
	// One column of a file tells for the other; a note that holds a date does not.
	b, err := tableOf(t, "De;A;Note\n05/10/2026;05/10/2026;x\n06/10/2026;13/10/2026;10/25/2026\n06/10/2026;07/10/2026;abc\n7/10/2026;8/10/2026;def\n").
		Bind(Mapping{Columns: map[Field]string{FieldDate: "De", FieldEndDate: "A", FieldNote: "Note"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := b.DateOrder(FieldDate); got != OrderDMY {
		t.Errorf("the file's other column: %q", got)
	}
}

func TestParseClock(t *testing.T) {
	for s, want := range map[string]int{
		"9:30": 34200, "09:30:15": 34215, "9h30": 34200, "18 h 05": 65100, "18h": 64800, "2:30 PM": 52200, "12:00 AM": 0,
		"11 pm": 82800, "0.5": 43200, "2026-10-05 14:00:00": 50400, "18h30min": 66600,
		"25:61": -1, "24:00": -1, "9": -1, "13:00 PM": -1, "soir": -1, "9:5": -1, "-1:00": -1, "1.5": -1,
	} {
		got, ok := parseClock(s)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestReadNumber(t *testing.T) {
	for _, c := range []struct {
		s          string
		dot, comma string // value with a dot, with a comma as decimal sign
	}{
		{"0", "0/0", "0/0"},
		{"1520", "1520/0", "1520/0"},
		{"-12", "-12/0", "-12/0"},
		{"−12,5", "-125/1", "-125/1"},
		{"(1 200)", "-1200/0", "-1200/0"},
		{"1,520", "1520/0", "152/2"},
		{"1.520", "152/2", "1520/0"},
		{"2.345", "2345/3", "2345/0"},
		{"1.5", "15/1", "15/1"},
		{"20,0", "200/1", "200/1"},
		{"2.000,0", "20000/1", "20000/1"},
		{"2,000.5", "20005/1", "20005/1"},
		{"1.234.567", "1234567/0", "1234567/0"},
		{"1,234,567", "1234567/0", "1234567/0"},
		{"1\u202f234,5", "12345/1", "12345/1"},
		{"1\u00a0234\u00a0567", "1234567/0", "1234567/0"},
		{"1'234.50", "123450/2", "123450/2"},
		{"1’234", "1234/0", "1234/0"},
		{"1 234,567", "1234567/3", "1234567/3"},
		{"0,125", "125/3", "125/3"},
		{"0.125", "125/3", "125/3"},
		{",5", "5/1", "5/1"},
		{"1.2K", "1200/0", "1200/0"},
		{"2,3 k", "2300/0", "2300/0"},
		{"1.25M", "1250000/0", "1250000/0"},
		{"38%", "38/0 %", "38/0 %"},
		{"2,5\u00a0%", "25/1 %", "25/1 %"},
		{"< 10", "10/0 <", "10/0 <"},
		{"$1,234.50", "123450/2", "123450/2"},
		{"-€5", "-5/0", "-5/0"},
		{"12,50 €", "1250/2", "1250/2"},
		{"1 000 F CFA", "1000/0", "1000/0"},
		{"1.78E+17", "178000000000000000/0", "178000000000000000/0"},
		{"1e-3", "1/3", "1/3"},
		{"12 34", "", ""},
		{"1,23,4", "", ""},
		{"1.2.3", "", ""},
		{"1,2.3,4", "", ""},
		{"12abc", "", ""},
		{"", "", ""},
		{"-", "", ""},
		{"k", "", ""},
		{"1-2", "", ""},
		{"1:30", "", ""},
		{"99999999999999999999", "", ""},
		{"5E99", "", ""},
	} {
		for decimal, want := range map[byte]string{'.': c.dot, ',': c.comma} {
			n, ok := parseNumber(c.s, decimal)
			got := ""
			if ok {
				got = fmt.Sprintf("%d/%d", n.Units, n.Scale)
				if n.Percent {
					got += " %"
				}
				if n.Below {
					got += " <"
				}
			}
			if got != want {
				t.Errorf("%q (decimal %q): %q, want %q", c.s, decimal, got, want)
			}
		}
	}
}

func TestNumberValues(t *testing.T) {
	for _, c := range []struct {
		n      Number
		digits int
		want   int64
	}{
		{Number{Units: 12345, Scale: 3}, 2, 1235},
		{Number{Units: -12345, Scale: 3}, 2, -1235},
		{Number{Units: 12344, Scale: 3}, 2, 1234},
		{Number{Units: 5, Scale: 0}, 2, 500},
		{Number{Units: 5, Scale: 1}, 0, 1},
		{Number{Units: 49, Scale: 2}, 0, 0},
		{Number{Units: 1 << 60}, 18, 1<<63 - 1},
		{Number{Units: -1 << 60}, 18, -1 << 63},
	} {
		if got := c.n.Minor(c.digits); got != c.want {
			t.Errorf("%+v in %d digits: %d, want %d", c.n, c.digits, got, c.want)
		}
	}
	if v, exact := (Number{Units: 30, Scale: 1}).Int(); v != 3 || !exact {
		t.Errorf("3.0 is %d, %v", v, exact)
	}
	if _, exact := (Number{Units: 35, Scale: 1}).Int(); exact {
		t.Error("3.5 is whole")
	}
	if f := (Number{Units: 25, Scale: 1, Percent: true}).Float(); f != 0.025 {
		t.Errorf("2.5%% is %v", f)
	}
}

func TestWrittenNumbersAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.Int64Range(-1e12, 1e12).Draw(t, "units")
		scale := rapid.SampledFrom([]int{0, 1, 2, 4}).Draw(t, "scale")
		group := rapid.SampledFrom([]string{"", " ", "\u202f", "'", "other"}).Draw(t, "group")
		decimal := rapid.SampledFrom([]string{",", "."}).Draw(t, "decimal")
		if group == "other" {
			group = map[string]string{",": ".", ".": ","}[decimal]
		}
		s := fmt.Sprintf("%0*d", scale+1, max(units, -units))
		whole, part := s[:len(s)-scale], s[len(s)-scale:]
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + group + whole[i:]
		}
		if scale > 0 {
			whole += decimal + part
		}
		if units < 0 {
			whole = "-" + whole
		}
		n, ok := parseNumber(whole, decimal[0])
		if !ok || n.Minor(scale) != units {
			t.Fatalf("%q is read as %+v, want %d/%d", whole, n, units, scale)
		}
	})
}

func TestUnknowns(t *testing.T) {
	for _, s := range []string{"", " ", "-", "—", "–", "--", "undefined", "N/A", "n. a.", "n.a.", "null", "#DIV/0!", "\u00a0"} {
		if !IsUnknown(s) {
			t.Errorf("%q is taken for known", s)
		}
	}
	for _, s := range []string{"0", "0,0", "-1", "kivu", "N"} {
		if IsUnknown(s) {
			t.Errorf("%q is taken for unknown", s)
		}
	}
}

func TestColumnsOfFigures(t *testing.T) {
	for _, c := range []struct {
		table string
		want  string // of the first row, in thousandths
	}{
		{"A;B\n1,125;x\n1,5;x\n", "1125"},             // the column has decimal commas
		{"A,B\n\"1,125\",x\n\"1,5\",x\n", "1125"},     // also between commas
		{"A,B\n\"1,520\",x\n\"12,301\",x\n", "1520k"}, // nothing tells: a comma file
		{"A;B\n2.345;x\n12.301;x\n", "2345k"},         // nothing tells: a semicolon file
		{"A;B\n1,520;x\n12,301;x\n", "1520"},
		{"A;B\n1,125;2,50\n", "1125"}, // another column tells
		{"A,B\n1.125,x\n", "1125"},
	} {
		table := tableOf(t, c.table)
		b, err := table.Bind(Mapping{Columns: map[Field]string{"a": "A", "b": "B"}})
		if err != nil {
			t.Fatal(err)
		}
		n, _, reason := b.Number(table.Sample(1)[0], "a")
		got := fmt.Sprint(n.Minor(3))
		if n.Minor(3)%1_000_000 == 0 || n.Minor(3) > 1_000_000 {
			got = fmt.Sprint(n.Minor(0)) + "k"
		}
		if reason != nil || got != c.want {
			t.Errorf("%q: %s, want %s (%v)", c.table, got, c.want, reason)
		}
	}
}

func TestParseDuration(t *testing.T) {
	for _, c := range []struct {
		s    string
		unit durationUnit
		want string
	}{
		{"1:30", perHour, "5400"},
		{"01:30:00", perHour, "5400"},
		{"01:30:15.5", perHour, "5415"},
		{"1h30", perHour, "5400"},
		{"1 h 30", perHour, "5400"},
		{"1 h 30 min", perHour, "5400"},
		{"1,5", perHour, "5400"},
		{"1.5h", perHour, "5400"},
		{"20,0", perHour, "72000"},
		{"20", perHour, "72000"},
		{"90m", perHour, "5400"},
		{"45 min", perHour, "2700"},
		{"04m:38s", perHour, "278"},
		{"0.33", perHour, "1188"},
		{"90", perMinute, "5400"},
		{"5400", perSecond, "5400"},
		{"0.0625", perDay, "5400"},
		{"0", perHour, "0"},
		{"24:00", perHour, "86400"},
		{"24:01", perHour, "row_duration_absurd"},
		{"25", perHour, "row_duration_absurd"},
		{"25:61", perHour, "row_duration_unreadable"},
		{"1h75", perHour, "row_duration_unreadable"},
		{"-0:15", perHour, "row_duration_negative"},
		{"-1", perHour, "row_duration_negative"},
		{"-1h", perHour, "row_duration_negative"},
		{"1:2:3:4", perHour, "row_duration_unreadable"},
		{"midi", perHour, "row_duration_unreadable"},
		{"12%", perHour, "row_duration_unreadable"},
		{":30", perHour, "row_duration_unreadable"},
		{"999999999999999999", perHour, "row_duration_unreadable"},
	} {
		seconds, reason := parseDuration(c.s, c.unit, ',', false)
		got := fmt.Sprint(seconds)
		if reason != nil {
			got = reason.Code
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.s, got, c.want)
		}
	}
	if s, reason := parseDuration("1234:30", perHour, ',', true); reason != nil || s != 1234*3600+1800 {
		t.Errorf("a sum: %d %v", s, reason)
	}
	for header, want := range map[string]durationUnit{
		"Heures": perHour, "Durée (min)": perMinute, "Minutes": perMinute, "Duration (s)": perSecond, "Duration (h)": perHour,
		"Temps (secondes)": perSecond, "Durée (j)": perDay,
	} {
		if got := unitOf(header); got != want {
			t.Errorf("%s: %d", header, got)
		}
	}
}

func TestFractionsOfDays(t *testing.T) {
	for cells, want := range map[string]int64{
		"0.0625 0.104166667 0.25": 5400, // a spreadsheet's fractions
		"0.25 0.5 0.75":           900,  // hours
		"0.0625 1.5 0.5":          225,  // hours: one is over a day
		"0.1 0.2 0.3":             360,  // hours
		"0.33 0.66 0.5":           1188, // hours
		"0.0625 0.0625 abc":       225,  // what is no figure forbids the guess
		"0.0625 - 0.3125":         5400, // unknowns do not
		"0.041666667 0.03125":     3600, // 1 h and 45 min
	} {
		table := tableOf(t, "Durée\tNote\n"+strings.ReplaceAll(cells, " ", "\tx\n")+"\tx\n")
		b, err := table.Bind(Mapping{Columns: map[Field]string{FieldDuration: "Durée"}})
		if err != nil {
			t.Fatal(err)
		}
		if got, _, reason := b.Duration(table.Sample(1)[0], FieldDuration); got != want || reason != nil {
			t.Errorf("%s: %d, want %d (%v)", cells, got, want, reason)
		}
	}
}

func TestYesAndNo(t *testing.T) {
	table := tableOf(t, "A,B\nYes,1\nnon,2\nFALSE,3\n1,4\npeut-être,5\n,6\n")
	b, err := table.Bind(Mapping{Columns: map[Field]string{FieldBillable: "A"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for r := range table.Rows() {
		v, known := b.Bool(r, FieldBillable)
		got = append(got, fmt.Sprint(v, known))
	}
	if want := "[true true false true false true true true false false false false]"; fmt.Sprint(got) != want {
		t.Errorf("read %v", got)
	}
}
