package civil

import "time"

// Range is a run of days, both ends included. No From means since ever, no To
// means without end.
type Range struct {
	From, To Date
}

// Contains tells whether the day is in the range.
func (r Range) Contains(d Date) bool {
	return !d.Before(r.From) && (r.To.IsZero() || !d.After(r.To))
}

// Days counts the days; 0 for a range that is open at an end or runs backwards.
func (r Range) Days() int {
	if r.From.IsZero() || r.To.IsZero() {
		return 0
	}
	return max(0, r.From.DaysUntil(r.To)+1)
}

// Overlaps tells whether the two have a day in common.
func (r Range) Overlaps(o Range) bool {
	return (r.To.IsZero() || !r.To.Before(o.From)) && (o.To.IsZero() || !o.To.Before(r.From))
}

// Intersect is what the two have in common; ok is false when that is nothing.
func (r Range) Intersect(o Range) (common Range, ok bool) {
	common = r
	if o.From.After(common.From) {
		common.From = o.From
	}
	if common.To.IsZero() || (!o.To.IsZero() && o.To.Before(common.To)) {
		common.To = o.To
	}
	return common, r.Overlaps(o)
}

// WorkingDays counts Monday to Friday in a range closed at both ends, less the
// holidays; isHoliday may be nil.
func WorkingDays(r Range, isHoliday func(Date) bool) int {
	n := 0
	d := r.From
	for range r.Days() {
		wd := d.Weekday()
		if wd != time.Saturday && wd != time.Sunday && (isHoliday == nil || !isHoliday(d)) {
			n++
		}
		d = d.AddDays(1)
	}
	return n
}
