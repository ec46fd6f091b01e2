package store

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

const icsHead = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Exemple//FR\r\n"

// vevent writes one event from its lines.
func vevent(lines ...string) string {
	return "BEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

func (o *office) planICS(text string) *calendar.ICSPlan {
	o.t.Helper()
	p, err := o.cal.PlanICS(o.paul, "agenda.ics", strings.NewReader(text), calendar.ICSOptions{Client: "k"})
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

func starts(items []calendar.Item) string {
	var list []string
	for _, it := range items {
		list = append(list, it.On.String()+" "+it.At.String())
	}
	return strings.Join(list, "|")
}

func TestICSTimes(t *testing.T) {
	o := openOffice(t) // the client's zone is Africa/Lubumbashi, UTC+2
	for _, c := range []struct{ name, lines, want, zone string }{
		{"a time in UTC", "DTSTART:20261224T080000Z", "2026-12-24 10:00", "Africa/Lubumbashi"},
		{"late in UTC is the next day", "DTSTART:20261224T230000Z", "2026-12-25 01:00", "Africa/Lubumbashi"},
		{"in a zone", "DTSTART;TZID=Europe/Paris:20261224T090000", "2026-12-24 09:00", "Europe/Paris"},
		{"as Outlook says it", "DTSTART;TZID=Romance Standard Time:20261224T090000", "2026-12-24 09:00", "Europe/Paris"},
		{"with a program's own prefix", "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20261224T090000", "2026-12-24 09:00", "Europe/Paris"},
		{"floating", "DTSTART:20261224T090000", "2026-12-24 09:00", "Africa/Lubumbashi"},
		{"all day", "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261225", "2026-12-24 ", "Africa/Lubumbashi"},
		{"weekly at 02:30 across the change", "DTSTART;TZID=Europe/Paris:20270321T023000\r\nRRULE:FREQ=WEEKLY;COUNT=3", "2027-03-21 02:30|2027-03-28 03:30|2027-04-04 02:30", "Europe/Paris"},
		{"EXDATE", "DTSTART;TZID=Europe/Paris:20261201T090000\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE;TZID=Europe/Paris:20261202T090000,20261203T090000", "2026-12-01 09:00|2026-12-04 09:00", "Europe/Paris"},
		{"EXDATE in UTC", "DTSTART;TZID=Europe/Paris:20261201T003000\r\nRRULE:FREQ=DAILY;COUNT=2\r\nEXDATE:20261130T233000Z", "2026-12-02 00:30", "Europe/Paris"},
		{"RDATE", "DTSTART:20261201T090000\r\nRDATE:20261205T090000", "2026-12-01 09:00|2026-12-05 09:00", "Africa/Lubumbashi"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := o.planICS(icsHead + vevent("UID:a", "DTSTAMP:20261101T000000Z", "SUMMARY:Comité", c.lines) + "END:VCALENDAR\r\n")
			if got := starts(p.Items); got != c.want || len(p.Rejected) > 0 || p.Items[0].Zone != c.zone {
				t.Errorf("%s %v, want %s", got, p.Rejected, c.want)
			}
		})
	}
}

func TestICSComesAgain(t *testing.T) {
	o := openOffice(t)
	file := func(sequence, at, summary string) string {
		return icsHead +
			vevent("UID:one@x", "SEQUENCE:"+sequence, "DTSTAMP:20261101T000000Z", "DTSTART:20261201T"+at+"00", "SUMMARY:"+summary, "LOCATION:Salle 2\\, étage", "DESCRIPTION:ligne\\nsuivante") +
			vevent("UID:week@x", "DTSTAMP:20261101T000000Z", "DTSTART;TZID=Europe/Paris:20261201T100000", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Point") +
			vevent("UID:week@x", "DTSTAMP:20261101T000000Z", "RECURRENCE-ID;TZID=Europe/Paris:20261208T100000", "DTSTART;TZID=Europe/Paris:20261209T150000", "SUMMARY:Point déplacé") +
			vevent("UID:off@x", "DTSTAMP:20261101T000000Z", "DTSTART:20261220T100000", "STATUS:CANCELLED", "SUMMARY:Annulé") +
			vevent("SUMMARY:Sans identifiant", "DTSTART:20261220T100000") +
			vevent("UID:bad@x", "DTSTART:2026-12-20", "SUMMARY:Date") +
			vevent("UID:mars@x", "DTSTART;TZID=Mars/Olympus:20261220T100000", "SUMMARY:Ailleurs") +
			"END:VCALENDAR\r\n"
	}
	p := o.planICS(file("0", "0900", "Réunion"))
	if len(p.Items) != 4 || p.Cancelled != 1 || p.Events != 7 || len(p.Rejected) != 3 || p.Rejected[0].Event != 5 {
		t.Fatalf("%d items, %d cancelled, %+v", len(p.Items), p.Cancelled, p.Rejected)
	}
	for i, code := range []string{"ics_no_uid", "ics_date_invalid", "ics_zone_unknown"} {
		if p.Rejected[i].Reason.Code != code {
			t.Errorf("%s, want %s", p.Rejected[i].Reason.Code, code)
		}
	}
	if it := p.Items[0]; it.Note != "Salle 2, étage\nligne\nsuivante" || it.Kind != calendar.Meeting {
		t.Errorf("%+v", it)
	}
	if _, err := o.cal.ImportICS(o.paul, p); err != nil {
		t.Fatal(err)
	}
	kept := func() []calendar.Item {
		items, err := o.cal.Items(o.paul, calendar.Filter{Client: "k"})
		if err != nil {
			t.Fatal(err)
		}
		return items
	}
	if got := starts(kept()); got != "2026-12-01 09:00|2026-12-01 10:00|2026-12-09 15:00|2026-12-15 10:00" {
		t.Errorf("%s", got)
	}
	// The same again: nothing new, nothing changed.
	if p = o.planICS(file("0", "0900", "Réunion")); len(p.Items)+len(p.Updated) != 0 || p.Duplicates != 4 {
		t.Errorf("%d new, %d changed, %d known", len(p.Items), len(p.Updated), p.Duplicates)
	}
	_, err := o.cal.ImportICS(o.paul, p)
	wantFault(t, err, "import_empty", "file")
	// A higher SEQUENCE moves it; a lower one does nothing.
	p = o.planICS(file("2", "1130", "Réunion avancée"))
	if len(p.Updated) != 1 || p.Duplicates != 3 {
		t.Fatalf("%+v", p)
	}
	if _, err := o.cal.ImportICS(o.paul, p); err != nil {
		t.Fatal(err)
	}
	if p = o.planICS(file("1", "0800", "Ancienne")); len(p.Updated) != 0 {
		t.Errorf("an older event came back: %+v", p.Updated)
	}
	if got := kept(); len(got) != 4 || got[1].Title != "Réunion avancée" {
		t.Errorf("%s %q", starts(got), got[1].Title)
	}
	// Undone one after the other, whole.
	if _, err := o.history.Undo(o.paul); err != nil || kept()[0].Title != "Réunion" {
		t.Errorf("%v %s", err, kept()[0].Title)
	}
	if _, err := o.history.Undo(o.paul); err != nil || len(kept()) != 0 {
		t.Errorf("%v %d", err, len(kept()))
	}
	if p = o.planICS(file("0", "0900", "Réunion")); len(p.Items) != 4 {
		t.Errorf("after the undo: %d", len(p.Items))
	}
}

// Ensure an endless or senseless rule, a huge file and a broken one end with a
// sentence, at once.
func TestICSIsBounded(t *testing.T) {
	o := openOffice(t)
	began := time.Now()
	p := o.planICS(icsHead + vevent("UID:a", "DTSTART:20150101T090000", "RRULE:FREQ=DAILY", "SUMMARY:Chaque jour") +
		vevent("UID:b", "DTSTART:20261201T090000", "RRULE:FREQ=SECONDLY", "SUMMARY:Sans cesse") +
		vevent("UID:c", "DTSTART:20261201T090000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "SUMMARY:Jamais") + "END:VCALENDAR\r\n")
	if len(p.Items) == 0 || len(p.Items) > calendar.MaxOccurrences || len(p.Bounded) != 1 || len(p.Rejected) != 2 {
		t.Errorf("%d items, %+v, %+v", len(p.Items), p.Bounded, p.Rejected)
	}
	if p.Items[0].On.Before(civil.NewDate(2025, 11, 1)) {
		t.Errorf("begins %v", p.Items[0].On)
	}
	for code, text := range map[string]string{
		"ics_damaged": "bonjour", "ics_empty": icsHead + "END:VCALENDAR\r\n",
		"ics_too_big":  icsHead + strings.Repeat("X-VIDE:"+strings.Repeat("x", 60)+"\r\n", calendar.MaxICSBytes/60),
		"ics_too_many": icsHead + strings.Repeat(vevent("UID:a"), calendar.MaxICSEvents+1) + "END:VCALENDAR\r\n",
	} {
		_, err := o.cal.PlanICS(o.paul, "x.ics", strings.NewReader(text), calendar.ICSOptions{Client: "k"})
		if !fault.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
}

// Ensure what we write comes back the same, and is known as our own.
func TestOwnICSIsKnown(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "k", "Un texte; avec, des \\ signes")
	var b bytes.Buffer
	if err := calendar.WriteICS(&b, "Kivu", []calendar.Item{it}); err != nil {
		t.Fatal(err)
	}
	if p := o.planICS(b.String()); p.Duplicates != 1 || len(p.Items) != 0 {
		t.Errorf("%+v", p)
	}
	p, err := o.cal.PlanICS(o.paul, "x.ics", &b, calendar.ICSOptions{Client: "i"})
	if err != nil || len(p.Items) != 1 || p.Items[0].Title != it.Title || p.Items[0].Kind != calendar.Post {
		t.Errorf("%v %+v", err, p)
	}
}

// Ensure another program's reader finds the same instants, UID and SEQUENCE in
// what we write. It needs Debian's python3-icalendar.
func TestICSInAnotherReader(t *testing.T) {
	python := "python3"
	if exec.Command(python, "-c", "import icalendar").Run() != nil {
		python = "/usr/bin/python3" // Debian's own, where another comes first
	}
	if exec.Command(python, "-c", "import icalendar").Run() != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("python3-icalendar is not installed: .tools/packages should have done it")
		}
		t.Skip("python3-icalendar is not installed")
	}
	o := openOffice(t)
	timed := o.add(o.paul, "k", "Texte, avec; des \\ signes\net une longue ligne "+strings.Repeat("é", 100))
	allDay, err := o.cal.Change(o.paul, o.add(o.paul, "k", "Toute la journée").ID, func(it *calendar.Item) error { it.At = civil.NoClock; return nil })
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := calendar.WriteICS(&b, "Kivu", []calendar.Item{timed, allDay}); err != nil {
		t.Fatal(err)
	}
	read := exec.Command(python, "-c", `
import sys, icalendar, datetime
for e in icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk('VEVENT'):
    s, n = e.decoded('dtstart'), e.decoded('dtend')
    if isinstance(s, datetime.datetime):
        s = s.astimezone(datetime.timezone.utc)
    print(e['uid'], e['sequence'], s.isoformat(), (n - e.decoded('dtstart')).total_seconds(), str(e['description']).count('é'))
`)
	read.Stdin = &b
	out, err := read.CombinedOutput()
	want := string(timed.ID) + "@regie 0 2026-11-24T08:30:00+00:00 1800.0 200\n" + string(allDay.ID) + "@regie 1 2026-11-24 86400.0 2\n"
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want)
	}
}

// Ensure another reader finds, on the days the clocks turn, the very instants
// meant, an all-day event's exclusive end, a SEQUENCE that rises with every
// change under a UID that stays, and what was called off as such.
func TestICSOnAwkwardDaysInAnotherReader(t *testing.T) {
	python := "python3"
	if exec.Command(python, "-c", "import icalendar").Run() != nil {
		python = "/usr/bin/python3" // Debian's own, where another comes first
	}
	if exec.Command(python, "-c", "import icalendar").Run() != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("python3-icalendar is not installed: .tools/packages should have done it")
		}
		t.Skip("python3-icalendar is not installed")
	}
	o := openOffice(t)
	var items []calendar.Item
	var want strings.Builder
	for _, c := range []struct {
		on   civil.Date
		at   civil.Clock
		zone string
		utc  string
	}{
		{civil.NewDate(2026, 10, 25), 150, "Europe/Paris", "2026-10-25T00:30:00+00:00"}, // the first of two
		{civil.NewDate(2026, 10, 25), 180, "Europe/Paris", "2026-10-25T02:00:00+00:00"},
		{civil.NewDate(2026, 3, 29), 119, "Europe/Paris", "2026-03-29T00:59:00+00:00"},
		{civil.NewDate(2026, 3, 29), 180, "Europe/Paris", "2026-03-29T01:00:00+00:00"},
		{civil.NewDate(2026, 10, 25), 0, "Africa/Kinshasa", "2026-10-24T23:00:00+00:00"},
		{civil.NewDate(2026, 10, 25), civil.NoClock, "Europe/Paris", "2026-10-25"},
		{civil.NewDate(2028, 2, 29), civil.NoClock, "Africa/Lubumbashi", "2028-02-29"},
	} {
		it, err := o.cal.Change(o.paul, o.add(o.paul, "k", "Événement; 🙌🏽 "+strings.Repeat("大", 60)).ID, func(it *calendar.Item) error {
			it.On, it.At, it.Zone = c.on, c.at, c.zone
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		length := "1800.0"
		if c.at == civil.NoClock {
			length = "86400.0"
		}
		items = append(items, it)
		want.WriteString(string(it.ID) + "@regie 1 TENTATIVE " + c.utc + " " + length + " 120\n")
	}
	gone := o.to(o.paul, items[0].ID, calendar.Cancelled)
	items = append(items, gone)
	want.WriteString(string(gone.ID) + "@regie 2 CANCELLED 2026-10-25T00:30:00+00:00 1800.0 120\n")
	var b bytes.Buffer
	if err := calendar.WriteICS(&b, "Kivu", items); err != nil {
		t.Fatal(err)
	}
	read := exec.Command(python, "-c", `
import sys, icalendar, datetime
for e in icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk('VEVENT'):
    s, n = e.decoded('dtstart'), e.decoded('dtend')
    if isinstance(s, datetime.datetime):
        s = s.astimezone(datetime.timezone.utc)
    print(e['uid'], e['sequence'], e['status'], s.isoformat(), (n - e.decoded('dtstart')).total_seconds(), str(e['description']).count('大'))
`)
	read.Stdin = &b
	out, err := read.CombinedOutput()
	if err != nil || string(out) != want.String() {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want.String())
	}
}
