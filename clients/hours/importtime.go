package hours

import (
	"context"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// moment is a day with a time of day, or without one (sheet.NoTime).
type moment struct {
	on      civil.Date
	seconds int       // since midnight
	at      time.Time // the instant itself, where the file gives an offset
}

// when sets the entry's day, instants and length from whatever columns the
// file has. Where start and end do not agree with the duration, the duration
// is the work: the rest was a break.
func (r *reader) when(b *sheet.Binding, row sheet.Row, loc *time.Location, e *Entry) *fault.Error {
	start, reason := r.moment(b, row, sheet.FieldStart, sheet.FieldDate, sheet.FieldStartTime)
	if reason != nil {
		return reason
	}
	if start.on.IsZero() {
		return fault.New("row_date_missing").At("date")
	}
	end, reason := r.moment(b, row, sheet.FieldEnd, sheet.FieldEndDate, sheet.FieldEndTime)
	if reason != nil {
		return reason
	}
	duration, known, reason := duration(b, row)
	if reason != nil {
		return reason
	}
	e.On = start.on
	if start.seconds == sheet.NoTime || (end.seconds == sheet.NoTime && !known) {
		return durationOnly(e, duration, known)
	}
	from, reason := r.starts(start, end, duration, known, loc)
	if reason != nil {
		return reason
	}
	until := from.Add(time.Duration(duration) * time.Second)
	if !known {
		if until, reason = r.ends(start, end, from, loc); reason != nil {
			return reason
		}
	}
	return timed(e, from, until, loc)
}

// duration reads the length of a row; Régie's own export has plain seconds.
func duration(b *sheet.Binding, row sheet.Row) (int64, bool, *fault.Error) {
	if b.Header(sheet.FieldDuration) != "seconds" {
		return b.Duration(row, sheet.FieldDuration)
	}
	n, known, reason := b.Number(row, sheet.FieldDuration)
	if reason != nil || !known {
		return 0, false, reason
	}
	seconds, exact := n.Int()
	switch {
	case !exact:
		return 0, false, fault.New("row_duration_unreadable", "value", b.Text(row, sheet.FieldDuration)).At("duration")
	case seconds < 0:
		return 0, false, fault.New("row_duration_negative", "value", b.Text(row, sheet.FieldDuration)).At("duration")
	}
	return seconds, true, nil
}

func durationOnly(e *Entry, seconds int64, known bool) *fault.Error {
	switch {
	case !known:
		return fault.New("row_duration_missing").At("duration")
	case seconds == 0:
		return fault.New("row_duration_zero").At("duration")
	case seconds > civil.MaxDuration:
		return fault.New("row_duration_absurd", "value", civil.FormatHM(wholeMinutes(seconds))).At("duration")
	}
	e.Seconds = seconds
	return nil
}

func timed(e *Entry, from, until time.Time, loc *time.Location) *fault.Error {
	e.Start, e.End = from.UTC(), until.UTC()
	e.On = civil.DateOf(from, loc)
	e.Seconds = int64(until.Sub(from) / time.Second)
	switch {
	case e.Seconds < 0:
		return fault.New("entry_ends_before").At("end")
	case e.Seconds == 0:
		return fault.New("row_duration_zero").At("duration")
	case e.Seconds > civil.MaxDuration+3600:
		return fault.New("row_duration_absurd", "value", civil.FormatHM(wholeMinutes(e.Seconds))).At("duration")
	}
	return nil
}

// moment reads a column that has date and time in one, else one of each.
func (r *reader) moment(b *sheet.Binding, row sheet.Row, both, date, clock sheet.Field) (moment, *fault.Error) {
	m := moment{seconds: sheet.NoTime}
	if st, known, reason := b.Stamp(row, both); reason != nil {
		return m, reason
	} else if known {
		m.on, m.seconds = st.Date, st.Seconds
		if st.HasOffset && st.Seconds != sheet.NoTime {
			m.at = st.Date.Start(time.UTC).Add(time.Duration(st.Seconds-st.Offset) * time.Second)
		}
		return m, nil
	}
	st, known, reason := b.Stamp(row, date)
	switch {
	case reason != nil:
		return m, reason
	case known && st.NoYear:
		return m, fault.New("row_date_no_year", "value", b.Text(row, date)).At(string(date))
	}
	m.on, m.seconds = st.Date, st.Seconds
	seconds, known, reason := b.Clock(row, clock)
	if reason != nil {
		return m, reason
	}
	if known {
		m.seconds = seconds
	}
	return m, nil
}

// instants are the moments at which clocks read so.
func (m moment) instants(loc *time.Location) []time.Time {
	if !m.at.IsZero() {
		return []time.Time{m.at}
	}
	all := civil.Instants(m.on, civil.Clock(m.seconds/secondsPerMinute), loc)
	for i := range all {
		all[i] = all[i].Add(time.Duration(m.seconds%secondsPerMinute) * time.Second)
	}
	return all
}

// starts finds the instant of a start. A reading that does not exist is
// refused; one that exists twice too, unless end and duration tell which.
func (r *reader) starts(start, end moment, duration int64, known bool, loc *time.Location) (time.Time, *fault.Error) {
	all := start.instants(loc)
	switch len(all) {
	case 0:
		return time.Time{}, fault.New("row_clock_skipped", "value", civil.Clock(start.seconds/secondsPerMinute), "zone", loc.String()).At("start_time")
	case 1:
		return all[0], nil
	}
	if known && end.seconds != sheet.NoTime {
		if end.on.IsZero() {
			end.on = start.on
		}
		var fits []time.Time
		for _, from := range all {
			for _, until := range end.instants(loc) {
				if int64(until.Sub(from)/time.Second) == duration {
					fits = append(fits, from)
				}
			}
		}
		if len(fits) == 1 {
			return fits[0], nil
		}
	}
	return time.Time{}, fault.New("row_clock_twice", "value", civil.Clock(start.seconds/secondsPerMinute), "zone", loc.String()).At("start_time")
}

// ends finds the instant of an end; before the start on the clock it is of the
// next day.
func (r *reader) ends(start, end moment, from time.Time, loc *time.Location) (time.Time, *fault.Error) {
	if end.on.IsZero() {
		end.on = start.on
		if end.seconds < start.seconds {
			end.on = start.on.AddDays(1)
		}
	}
	all := end.instants(loc)
	for len(all) > 0 && all[0].Before(from) && len(all) > 1 {
		all = all[1:]
	}
	switch len(all) {
	case 0:
		return from, fault.New("row_clock_skipped", "value", civil.Clock(end.seconds/secondsPerMinute), "zone", loc.String()).At("end_time")
	case 1:
		return all[0], nil
	default:
		return from, fault.New("row_clock_twice", "value", civil.Clock(end.seconds/secondsPerMinute), "zone", loc.String()).At("end_time")
	}
}

// accept checks a row that is new against what is there: locks, the day's
// length, overlap where it is forbidden, and a bank that refuses overage. It
// completes the entry.
func (r *reader) accept(ctx context.Context, e *Entry) (*fault.Error, error) {
	c := r.clients[e.Client]
	locked, err := r.locked(ctx, e)
	if err != nil {
		return nil, err
	}
	if locked {
		return lockFault(LockMonth, c.Name, *e), nil
	}
	if err := r.load(ctx, e); err != nil {
		return nil, err
	}
	day := personDay{e.Person, e.On}
	room, ok := r.room[day]
	if !ok {
		room = civil.DayLength(e.On, r.zones[e.Zone])
	}
	if e.Seconds > room {
		return fault.New("entry_day_full", "name", r.desk.staff[e.Person].Name, "on", e.On, "left", civil.Minutes(max(0, room)/secondsPerMinute)).At("duration"), nil
	}
	if r.desk.agency.Overlap == clients.OverlapForbid && e.Timed() {
		if found := Overlapping(e.Start, e.End, r.taken[e.Person], r.s.now()); len(found) > 0 {
			return r.s.overlapFault(ctx, r.desk, *e, found[0], r.zones[e.Zone])
		}
		r.taken[e.Person] = append(r.taken[e.Person], Work{Client: e.Client, On: e.On, Start: e.Start, End: e.End, Seconds: e.Seconds})
	}
	if reason, err := r.withinBank(ctx, c, e); reason != nil || err != nil {
		return reason, err
	}
	r.room[day] = room - e.Seconds
	e.ID, e.CreatedAt = r.s.newID(), r.s.now().UTC()
	r.price(c, e)
	return nil, nil
}

func (r *reader) locked(ctx context.Context, e *Entry) (bool, error) {
	key := ClientMonth{e.Client, e.Month()}
	locked, known := r.locks[key]
	if known {
		return locked, nil
	}
	_, locked, err := r.s.keep.MonthLock(ctx, key.Client, key.Month)
	r.locks[key] = locked
	return locked, err
}

// load reads what a person already has around a month, once.
func (r *reader) load(ctx context.Context, e *Entry) error {
	key := personMonth{e.Person, e.Month()}
	if r.loaded[key] {
		return nil
	}
	r.loaded[key] = true
	work, err := r.s.keep.Work(ctx, e.Person, e.Month().Range())
	if err != nil {
		return err
	}
	loc := r.zones[e.Zone]
	for _, w := range work {
		day := personDay{e.Person, w.On}
		if _, ok := r.room[day]; !ok {
			r.room[day] = civil.DayLength(w.On, loc)
		}
		r.room[day] -= w.Seconds
	}
	if r.desk.agency.Overlap == clients.OverlapForbid {
		r.taken[e.Person] = append(r.taken[e.Person], work...)
	}
	return nil
}

// bankRoom is what a month that refuses overage can still take of an import,
// in seconds: of each bank (the common one is ""), and beyond them all what
// was consented.
type bankRoom struct {
	left   map[string]int64
	beyond int64
}

// take uses so many seconds of a level up, its own bank first; it returns by
// how many they are too many, and then takes none.
func (b *bankRoom) take(level string, seconds int64) int64 {
	used := map[string]int64{}
	rest := seconds
	for _, bank := range []string{level, ""} {
		if _, done := used[bank]; !done {
			used[bank] = min(rest, b.left[bank])
			rest -= used[bank]
		}
	}
	if rest > b.beyond {
		return rest - b.beyond
	}
	b.beyond -= rest
	for bank, n := range used {
		b.left[bank] -= n
	}
	return 0
}

// withinBank refuses contract time that a bank refusing overage has no room for.
func (r *reader) withinBank(ctx context.Context, c *clientDesk, e *Entry) (*fault.Error, error) {
	if e.Kind != Contract || !refusesOverage(InForce(c.contracts, e.On)) {
		return nil, nil
	}
	key := ClientMonth{c.ID, e.Month()}
	room, ok := r.banks[key]
	if !ok {
		limit, err := r.s.overageRoom(ctx, c, *e)
		if err != nil {
			return nil, err
		}
		banks, _, err := r.s.banks(ctx, c, e.Month(), nil)
		if err != nil {
			return nil, err
		}
		room = &bankRoom{map[string]int64{}, (limit.limit - banks.Total.Overage) * secondsPerMinute}
		for _, l := range banks.Levels {
			room.left[l.Level] = max(0, l.Balance()) * secondsPerMinute
		}
		r.banks[key] = room
	}
	if over := room.take(e.Level, round(e.Seconds, c.terms(e.Month()).Rounding())); over > 0 {
		return fault.New("overage_refused", "client", c.Name, "month", e.Month(),
			"over", civil.Minutes((over+secondsPerMinute-1)/secondsPerMinute), "how", "").At("duration"), nil
	}
	return nil, nil
}

// price freezes the rate, looked up once for all rows that ask alike.
func (r *reader) price(c *clientDesk, e *Entry) {
	e.Currency = Currency(c.Client, InForce(c.contracts, e.On))
	asked := Asked{On: e.On, Person: e.Person, Client: e.Client, Hat: e.Hat, Level: e.Level, Currency: e.Currency}
	p, ok := r.prices[asked]
	if !ok {
		r.desk.price(e)
		p = priced{e.Rate, e.Cost, e.RateSource, e.CostSource}
		r.prices[asked] = p
	}
	e.Rate, e.RateSource, e.Cost, e.CostSource = p.rate, p.source, p.cost, p.costFrom
}
