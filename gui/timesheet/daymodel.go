package timesheet

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/widgets"
)

// dayModel is a person's day over all clients.
type dayModel struct {
	day   hours.Day
	locks map[clients.ID][]string
	book  book
	loc   *time.Location
	now   time.Time
}

func loadDay(ctx context.Context, d Deps, person clients.ID, on civil.Date) (dayModel, error) {
	md := dayModel{now: d.Now(), loc: time.UTC}
	var err error
	if md.book, err = loadBook(ctx, d.House); err != nil {
		return md, err
	}
	if md.day, err = d.Hours.Day(ctx, person, on); err != nil {
		return md, fmt.Errorf("reading the day: %w", err)
	}
	if md.locks, err = d.Hours.Locks(ctx, md.day.Entries); err != nil {
		return md, fmt.Errorf("reading the locks: %w", err)
	}
	if loc, err := civil.Zone(zoneOf(&md.book, hours.Form{Person: person})); err == nil {
		md.loc = loc
	}
	return md, nil
}

// dayRow is a line of the day: an entry, or the gap between two.
type dayRow struct {
	key      string
	entry    hours.Entry
	gap      bool
	from, to time.Time // zero for a duration without times
	overlaps bool
	locks    []string
}

// length is how long the row lasts, in seconds.
func (r dayRow) length(now time.Time) int64 {
	if r.gap {
		return int64(r.to.Sub(r.from) / time.Second)
	}
	return r.entry.Elapsed(now)
}

// rows are the day in its order: what has times with the gaps between, then
// the durations without.
func (md *dayModel) rows() []dayRow {
	var rows []dayRow
	for _, e := range md.day.Entries {
		r := dayRow{key: string(e.ID), entry: e, locks: md.locks[e.ID]}
		if e.Timed() {
			r.from, r.to = e.Start, e.End
			if e.Running {
				r.to = md.now
			}
		}
		rows = append(rows, r)
	}
	for i := range rows {
		for j := range rows {
			if i != j && !rows[i].from.IsZero() && !rows[j].from.IsZero() && rows[i].from.Before(rows[j].to) && rows[j].from.Before(rows[i].to) {
				rows[i].overlaps = true
			}
		}
	}
	for _, g := range md.day.Gaps {
		rows = append(rows, dayRow{key: "gap " + g.Start.Format(time.RFC3339), gap: true, from: g.Start, to: g.End.Truncate(time.Minute)})
	}
	slices.SortStableFunc(rows, func(a, b dayRow) int {
		if a.from.IsZero() != b.from.IsZero() {
			if a.from.IsZero() {
				return 1
			}
			return -1
		}
		return a.from.Compare(b.from)
	})
	return rows
}

// times says when a row was, in the person's zone.
func (md *dayModel) times(p *text.Printer, r dayRow) string {
	if r.from.IsZero() {
		return p.T("timesheet.no_times")
	}
	return spanText(r.from, r.to, r.entry.Running, md.loc)
}

// minute is how many minutes after the day's midnight an instant is.
func (md *dayModel) minute(t time.Time) int {
	local := t.In(md.loc)
	days := md.day.On.DaysUntil(civil.DateOf(t, md.loc))
	return days*24*60 + local.Hour()*60 + local.Minute()
}

// blocks are the rows with times, for the line of the day.
func (md *dayModel) blocks(p *text.Printer, v *view) []widgets.DayBlock {
	var list []widgets.DayBlock
	for _, r := range md.rows() {
		if r.from.IsZero() {
			continue
		}
		b := widgets.DayBlock{Key: r.key, Start: md.minute(r.from), End: md.minute(r.to), Gap: r.gap, Running: r.entry.Running}
		if r.gap {
			b.Text = p.Hours(minutes(r.length(md.now)))
		} else {
			c := v.clientOf(r.entry.Client)
			b.Color, b.Text = c.Color, c.Name+" · "+md.book.hatName(p, r.entry.Hat)
		}
		list = append(list, b)
	}
	return list
}

// nowMinute is the minute of the present on the day, −1 on other days.
func (md *dayModel) nowMinute() int {
	if civil.DateOf(md.now, md.loc) != md.day.On {
		return -1
	}
	return md.minute(md.now)
}

// limit is how long the day really is, in seconds.
func (md *dayModel) limit() int64 { return civil.DayLength(md.day.On, md.loc) }

// expected is what the person works on a weekday, in seconds; 0 when unknown
// or on a weekend.
func (md *dayModel) expected() int64 {
	if wd := md.day.On.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return 0
	}
	return md.book.people[md.day.Person].WeeklyMinutes * 60 / 5
}

// untracked is the sum of the gaps, in seconds.
func (md *dayModel) untracked() int64 {
	var n int64
	for _, g := range md.day.Gaps {
		n += g.Seconds()
	}
	return n
}

// share is what one client took of the day.
type share struct {
	client  clients.ID
	seconds int64
}

// shares are the day by client, the longest first.
func (md *dayModel) shares() []share {
	sums := map[clients.ID]int64{}
	var order []clients.ID
	for _, e := range md.day.Entries {
		if _, seen := sums[e.Client]; !seen {
			order = append(order, e.Client)
		}
		sums[e.Client] += e.Elapsed(md.now)
	}
	list := make([]share, 0, len(order))
	for _, c := range order {
		list = append(list, share{c, sums[c]})
	}
	slices.SortStableFunc(list, func(a, b share) int { return cmp.Compare(b.seconds, a.seconds) })
	return list
}

// fill makes an entry out of a gap: its times, and client and hat as the work
// before it, else after it; client is used where there is neither.
func (md *dayModel) fill(gap dayRow, client clients.ID) hours.Form {
	f := hours.Form{Client: client, Person: md.day.Person, On: civil.DateOf(gap.from, md.loc), Zone: md.loc.String()}
	var before, after *hours.Entry
	for i, e := range md.day.Entries {
		if !e.Timed() {
			continue
		}
		if !e.Running && !e.End.After(gap.from) && (before == nil || e.End.After(before.End)) {
			before = &md.day.Entries[i]
		}
		if !e.Start.Before(gap.to) && (after == nil || e.Start.Before(after.Start)) {
			after = &md.day.Entries[i]
		}
	}
	if before == nil {
		before = after
	}
	if before != nil {
		f.Client, f.Hat = before.Client, before.Hat
	}
	f.Times = &hours.Times{From: gap.from, Until: gap.to}
	return f
}
