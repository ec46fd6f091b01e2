package text

import (
	"fmt"
	"strconv"
	"time"

	"regie/clients/civil"
)

// calendarNames are the names of months and weekdays, January and Sunday first.
type calendarNames struct {
	months, monthsShort [12]string
	days, daysShort     [7]string
}

func (p *Printer) readNames() calendarNames {
	var n calendarNames
	for i := range 12 {
		n.months[i] = p.T(fmt.Sprintf("common.month_%d", i+1))
		n.monthsShort[i] = p.T(fmt.Sprintf("common.month_short_%d", i+1))
	}
	for i := range 7 {
		n.days[i] = p.T(fmt.Sprintf("common.weekday_%d", i))
		n.daysShort[i] = p.T(fmt.Sprintf("common.weekday_short_%d", i))
	}
	return n
}

// dayNumber is "22", and "1er" on a French first of the month.
func (p *Printer) dayNumber(day int) string {
	if day == 1 && p.lang == FR {
		return "1er"
	}
	return strconv.Itoa(day)
}

// Date is "22 nov. 2026", "22 Nov 2026"; "" for no date, as in all of these.
func (p *Printer) Date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.DateShort(d) + " " + strconv.Itoa(d.Year)
}

// DateLong is "dimanche 22 novembre 2026", "Sunday 22 November 2026".
func (p *Printer) DateLong(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.Weekday(d.Weekday()) + " " + p.dayNumber(d.Day) + " " + p.Month(d.InMonth())
}

// DateShort is "22 nov.", "22 Nov".
func (p *Printer) DateShort(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.dayNumber(d.Day) + " " + p.MonthShort(d.Month)
}

// DateNum is "22/11/2026" in both languages: the English is that of Europe.
func (p *Printer) DateNum(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year)
}

// Month is "novembre 2026".
func (p *Printer) Month(m civil.Month) string {
	if m.IsZero() {
		return ""
	}
	return p.MonthName(m.Month) + " " + strconv.Itoa(m.Year)
}

// MonthName is "novembre"; "" for a number that is no month.
func (p *Printer) MonthName(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return p.names.months[m-1]
}

// MonthShort is "nov.", "Nov"; "" for a number that is no month.
func (p *Printer) MonthShort(m time.Month) string {
	if m < time.January || m > time.December {
		return ""
	}
	return p.names.monthsShort[m-1]
}

// Weekday is "lundi", "Monday".
func (p *Printer) Weekday(wd time.Weekday) string { return p.names.days[(wd%7+7)%7] }

// WeekdayShort is "lun.", "Mon".
func (p *Printer) WeekdayShort(wd time.Weekday) string { return p.names.daysShort[(wd%7+7)%7] }

// Range is "du 1er nov. au 30 nov. 2026", with both years where they differ, one
// date when both ends are the same, "depuis le …" or "jusqu’au …" when one end is open.
func (p *Printer) Range(r civil.Range) string {
	switch {
	case r.From.IsZero() && r.To.IsZero():
		return ""
	case r.From == r.To:
		return p.Date(r.From)
	case r.To.IsZero():
		return p.T("common.range_from", "from", r.From)
	case r.From.IsZero():
		return p.T("common.range_to", "to", r.To)
	}
	from := p.Date(r.From)
	if r.From.Year == r.To.Year {
		from = p.DateShort(r.From)
	}
	return p.T("common.range", "from", from, "to", r.To)
}

// Clock is "14 h 05", "14:05"; "" for no time.
func (p *Printer) Clock(c civil.Clock) string {
	if c < 0 || p.lang != FR {
		return c.String()
	}
	return fmt.Sprintf("%d\u00a0h\u00a0%02d", int(c)/60, int(c)%60)
}
