package campaigns

import (
	"strings"
	"testing"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// Ensure cancelled items are no part of a campaign's count.
func TestCounted(t *testing.T) {
	r := counted(calendar.Campaign{}, []calendar.Row{{State: calendar.Published}, {State: calendar.Draft}, {State: calendar.Cancelled}})
	if r.items != 2 || r.made != 1 {
		t.Errorf("%d of %d", r.made, r.items)
	}
}

func TestSplitTags(t *testing.T) {
	if got := strings.Join(splitTags("#Noël, #avent\nkivu  #déco"), " "); got != "#Noël #avent kivu #déco" {
		t.Errorf("%q", got)
	}
	if got := hashtags([]string{"a", "b"}); got != "#a #b" {
		t.Errorf("%q", got)
	}
}

func TestReadCount(t *testing.T) {
	if n, err := readCount(" 12 ", "quantity", "prize_invalid"); n != 12 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	for _, in := range []string{"1.5", "-2", "deux", "99999999999999999999"} {
		if _, err := readCount(in, "quantity", "prize_invalid"); !fault.Is(err, "prize_invalid") {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// Ensure a report names the first refused rows and counts the others.
func TestReport(t *testing.T) {
	in := calendar.EntrantImport{New: 3, Duplicates: 2}
	for i := range mostRejects + 3 {
		in.Rejected = append(in.Rejected, sheet.Reject{Line: i + 2, Reason: fault.New("entrant_missing")})
	}
	lines := report(text.For(text.EN), in)
	if len(lines) != 2+mostRejects+1 || !strings.HasPrefix(lines[2].words, "Line 2: ") || lines[len(lines)-1].words != "And 3 more refused rows." {
		t.Errorf("%d lines, %+v", len(lines), lines)
	}
}

func TestSetPoint(t *testing.T) {
	c := calendar.Contest{Checked: []string{"rules", "prizes"}}
	setPoint(&c, "rules", false)
	setPoint(&c, "prizes", true)
	if len(c.Checked) != 1 || c.Checked[0] != "prizes" {
		t.Errorf("%v", c.Checked)
	}
}
