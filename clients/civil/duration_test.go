package civil_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regie/clients/civil"
	"regie/clients/fault"
)

// code is the code of a domain error, "" for none.
func code(err error) string {
	if err == nil {
		return ""
	}
	if f, ok := fault.As(err); ok {
		return f.Code
	}
	return "foreign: " + err.Error()
}

func TestParseDuration(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int64
		code string
	}{
		{"1:30", 5400, ""},
		{"1h30", 5400, ""},
		{"1H30", 5400, ""},
		{"1 h 30", 5400, ""},
		{"1\u00a0h\u00a030", 5400, ""},
		{"1\u202fh\u202f30", 5400, ""},
		{"1h30m", 5400, ""},
		{"1 h 30 min", 5400, ""},
		{"1h", 3600, ""},
		{"1h5", 3900, ""},
		{"1,5", 5400, ""},
		{"1.5h", 5400, ""},
		{"1,5 h", 5400, ""},
		{",5", 1800, ""},
		{"0,25 heures", 900, ""},
		{"1,33", 4788, ""},
		{"90m", 5400, ""},
		{"90 min", 5400, ""},
		{"7m30", 450, ""},
		{"7m29s", 449, ""},
		{"45", 2700, ""},
		{"15", 900, ""},
		{"14", 50400, ""},
		{"1", 3600, ""},
		{"0", 0, ""},
		{"0:42", 2520, ""},
		{"1:30:15", 5415, ""},
		{"1h30m15s", 5415, ""},
		{" 1:30 ", 5400, ""},
		{"24:00", 86400, ""},
		{"24h", 86400, ""},
		{"1440", 86400, ""},
		{"16,5", 59400, ""},
		{"25:61", 0, "duration_minutes"},
		{"1h75", 0, "duration_minutes"},
		{"1:5", 0, "duration_minutes"},
		{"1:60", 0, "duration_minutes"},
		{"1h60", 0, "duration_minutes"},
		{"1:59", 7140, ""},
		{"1:30:75", 0, "duration_minutes"},
		{"-1h", 0, "duration_negative"},
		{"−1:30", 0, "duration_negative"},
		{"- 45", 0, "duration_negative"},
		{"24:01", 0, "duration_too_long"},
		{"25h", 0, "duration_too_long"},
		{"1441", 0, "duration_too_long"},
		{"24:00:01", 0, "duration_too_long"},
		{"", 0, "duration_empty"},
		{"  \u00a0", 0, "duration_empty"},
		{"abc", 0, "duration_invalid"},
		{"-", 0, "duration_invalid"},
		{"-abc", 0, "duration_invalid"},
		{"1x", 0, "duration_invalid"},
		{"h", 0, "duration_invalid"},
		{"1h h", 0, "duration_invalid"},
		{"1 30", 0, "duration_invalid"},
		{"30m 1h", 0, "duration_invalid"},
		{"1h1h", 0, "duration_invalid"},
		{"1h1,5", 0, "duration_invalid"},
		{"1h30m15s5", 0, "duration_invalid"},
		{"1,", 0, "duration_invalid"},
		{"1,2,3", 0, "duration_invalid"},
		{"1e3", 0, "duration_invalid"},
		{"1:", 0, "duration_invalid"},
		{":30", 0, "duration_invalid"},
		{"1:2:3:4", 0, "duration_invalid"},
		{"+1h", 0, "duration_invalid"},
		{"٣", 0, "duration_invalid"},
		{"99999999999999999999", 0, "duration_invalid"},
	} {
		got, err := civil.ParseDuration(c.in)
		if got != c.want || code(err) != c.code {
			t.Errorf("%q: got %d, %v; want %d, %s", c.in, got, err, c.want, c.code)
		}
		if f, ok := fault.As(err); ok && c.code != "duration_empty" && f.Args["value"] != strings.TrimSpace(c.in) {
			t.Errorf("%q: the error speaks of %v", c.in, f.Args["value"])
		}
	}
}

func TestParseHours(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int64
		code string
	}{
		{"40", 2400, ""},
		{"36:30", 2190, ""},
		{"30 h 20", 1820, ""},
		{"151,67", 9100, ""},
		{"90 min", 90, ""},
		{"100000", 6000000, ""},
		{"100001", 0, "hours_too_long"},
		{"-4", 0, "duration_negative"},
		{"", 0, "duration_empty"},
	} {
		got, err := civil.ParseHours(c.in)
		if got != c.want || code(err) != c.code {
			t.Errorf("%q: got %d, %v; want %d, %s", c.in, got, err, c.want, c.code)
		}
	}
}

func TestFormatHM(t *testing.T) {
	for minutes, want := range map[int64]string{0: "0:00", 5: "0:05", 90: "1:30", -75: "−1:15", 6000: "100:00"} {
		if got := civil.FormatHM(minutes); got != want {
			t.Errorf("%d: got %q, want %q", minutes, got, want)
		}
	}
}

func TestDurationReadsBackWhateverForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.Int64Range(0, 24*60).Draw(t, "minutes")
		forms := []string{
			civil.FormatHM(m),
			fmt.Sprintf("%dh%02d", m/60, m%60),
			fmt.Sprintf("%d h %02d min", m/60, m%60),
			fmt.Sprintf("%dm", m),
			fmt.Sprintf("%d:%02d:00", m/60, m%60),
		}
		form := rapid.SampledFrom(forms).Draw(t, "form")
		got, err := civil.ParseDuration(form)
		if err != nil || got != m*60 {
			t.Fatalf("%q: got %d, %v; want %d", form, got, err, m*60)
		}
	})
}

func FuzzParseDuration(f *testing.F) {
	for _, s := range []string{"1:30", "1h30", "1,5 h", "-1h", "25:61", "7m30s", "é:é", "h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := civil.ParseDuration(s)
		if err != nil && n != 0 || n < 0 || n > civil.MaxDuration {
			t.Errorf("%q: %d, %v", s, n, err)
		}
		if c := code(err); err != nil && !strings.HasPrefix(c, "duration_") {
			t.Errorf("%q: code %s", s, c)
		}
	})
}
