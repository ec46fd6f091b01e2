package calendar

import (
	"context"
	"slices"

	"regie/assets/holidays"
	"regie/assets/keydates"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
)

// Day is one day of a grid.
type Day struct {
	Date     civil.Date
	Holiday  string          // public holiday of the client's country, in the client's language
	KeyDates []keydates.Date // marronniers
	Own      []OwnDay        // of the client itself; in Month only
	Items    []Row           // by time, all-day ones first
}

// MonthView is a client's month as a grid of whole weeks.
type MonthView struct {
	Month civil.Month
	Days  []Day // from a Monday to a Sunday, days of the months beside included
	// Of the month's own items, cancelled ones left out:
	Total, Published, InReview int
	States                     map[State]int
}

// Month gives a client's month grid.
func (s *Service) Month(ctx context.Context, client clients.ID, month civil.Month) (MonthView, error) {
	c, err := s.house.Client(ctx, client)
	if err != nil {
		return MonthView{}, err
	}
	days := civil.Range{From: month.First().WeekStart(), To: month.Last().WeekStart().AddDays(6)}
	rows, err := s.keep.Rows(ctx, Filter{Client: client, Days: days})
	if err != nil {
		return MonthView{}, err
	}
	v := MonthView{Month: month, Days: grid(c, days, rows), States: map[State]int{}}
	own, err := s.keep.OwnDays(ctx, client)
	if err != nil {
		return MonthView{}, err
	}
	for i := range v.Days {
		for _, o := range own {
			if o.Days.Contains(v.Days[i].Date) {
				v.Days[i].Own = append(v.Days[i].Own, o)
			}
		}
	}
	for _, r := range rows {
		if !month.Contains(r.On) || r.State == Cancelled {
			continue
		}
		v.Total++
		v.States[r.State]++
		switch r.State {
		case Published:
			v.Published++
		case InternalReview, ClientReview:
			v.InReview++
		}
	}
	return v, nil
}

// grid lays rows, holidays and key dates on the days of a range.
func grid(c clients.Client, days civil.Range, rows []Row) []Day {
	list := make([]Day, 0, 42)
	index := map[civil.Date]int{}
	for d := days.From; !d.After(days.To); d = d.AddDays(1) {
		index[d] = len(list)
		list = append(list, Day{Date: d, Holiday: holidayOn(c, d)})
	}
	for _, k := range keydates.Between(c.Country, days, c.Sectors()...) {
		i := index[k.On]
		list[i].KeyDates = append(list[i].KeyDates, k)
	}
	for _, r := range rows {
		i := index[r.On]
		list[i].Items = append(list[i].Items, r)
	}
	return list
}

// holidayOn names a public holiday of the client's country; "" for a working day.
func holidayOn(c clients.Client, d civil.Date) string {
	if !holidays.Is(c.Country, d) {
		return ""
	}
	if name := keydates.HolidayName(c.Country, c.Lang, d); name != "" {
		return name
	}
	return text.For(text.Lang(c.Lang)).T("calendar.holiday")
}

// WeekDay is one day of all clients together.
type WeekDay struct {
	Date  civil.Date
	Items []Row
}

// Week gives the seven days from the Monday of the week of a day, over all
// clients; with author, that person's items only.
func (s *Service) Week(ctx context.Context, of civil.Date, author clients.ID) ([]WeekDay, error) {
	from := of.WeekStart()
	days := civil.Range{From: from, To: from.AddDays(6)}
	rows, err := s.keep.Rows(ctx, Filter{Days: days, Author: author})
	if err != nil {
		return nil, err
	}
	list := make([]WeekDay, 7)
	for i := range list {
		list[i].Date = from.AddDays(i)
	}
	for _, r := range rows {
		if r.State != Cancelled {
			i := from.DaysUntil(r.On)
			list[i].Items = append(list[i].Items, r)
		}
	}
	return list, nil
}

// Rows lists items by a filter, by day and time.
func (s *Service) Rows(ctx context.Context, f Filter) ([]Row, error) { return s.keep.Rows(ctx, f) }

// Items lists items whole by a filter, for documents.
func (s *Service) Items(ctx context.Context, f Filter) ([]Item, error) { return s.keep.Items(ctx, f) }

// Find looks for words in titles, texts, notes and links, of one client or of
// all; best first, at most limit.
func (s *Service) Find(ctx context.Context, client clients.ID, words string, limit int) ([]Row, error) {
	return s.keep.Search(ctx, client, words, limit)
}

// TodayView is what a day asks for, over all clients.
type TodayView struct {
	Due    []Row // stands on the day, neither published, cancelled nor on hold
	Done   []Row // stands on the day and is published
	Missed []Row // should have gone out in the days before
	// Approvals is how many items wait for a committee, Late how many of them too long.
	Approvals, Late int
}

// missedDays is how far back what was missed is looked for.
const missedDays = 31

// Today gives what a day asks for.
func (s *Service) Today(ctx context.Context, today civil.Date) (TodayView, error) {
	var v TodayView
	rows, err := s.keep.Rows(ctx, Filter{Days: civil.Range{From: today, To: today}})
	if err != nil {
		return v, err
	}
	for _, r := range rows {
		switch r.State {
		case Published:
			v.Done = append(v.Done, r)
		case Cancelled, OnHold, Idea:
		default:
			v.Due = append(v.Due, r)
		}
	}
	if v.Missed, err = s.Missed(ctx, today); err != nil {
		return v, err
	}
	waiting, err := s.keep.Waiting(ctx, today)
	for _, w := range waiting {
		v.Approvals += w.Client
		v.Late += w.Late
	}
	return v, err
}

// Missed lists what should have gone out in the days before today, over all
// clients.
func (s *Service) Missed(ctx context.Context, today civil.Date) ([]Row, error) {
	open := []State{Draft, InternalReview, ChangesRequested, ClientReview, Refused, Approved, Scheduled}
	past := civil.Range{From: today.AddDays(-missedDays), To: today.AddDays(-1)}
	rows, err := s.keep.Rows(ctx, Filter{Days: past, States: open})
	if err != nil {
		return nil, err
	}
	now := s.now()
	return slices.DeleteFunc(rows, func(r Row) bool { return !r.Missed(now) }), nil
}

// Approval is one item that waits for a committee or for an internal review.
type Approval struct {
	Row       Row
	Committee Count // of a client review
	// Reviewer is the tutor, or who stands in today, who must pass it, where it
	// needs one.
	Reviewer clients.ID
	Late     bool
}

// Approvals lists what waits for a decision, of one client or of all: the
// internal reviews and the client reviews, by day.
func (s *Service) Approvals(ctx context.Context, client clients.ID, today civil.Date) ([]Approval, error) {
	items, err := s.keep.Items(ctx, Filter{Client: client, States: []State{InternalReview, ClientReview}})
	if err != nil {
		return nil, err
	}
	decisions, err := s.keep.AllDecisions(ctx, Filter{Client: client, States: []State{ClientReview}})
	if err != nil {
		return nil, err
	}
	worlds := map[clients.ID]world{}
	list := make([]Approval, 0, len(items))
	for _, it := range items {
		w, ok := worlds[it.Client]
		if !ok {
			if w, err = s.world(ctx, it.Client); err != nil {
				return nil, err
			}
			worlds[it.Client] = w
		}
		if w.client.ArchivedAt != "" {
			continue
		}
		a := Approval{Row: it.Row(), Late: it.Row().ReviewLate(today)}
		if a.Row.Title == "" {
			a.Row.Title = it.Name()
		}
		if it.State == ClientReview {
			a.Committee = w.committee.Count(it, decisions[it.ID])
		} else {
			a.Reviewer = w.reviewer(it)
		}
		list = append(list, a)
	}
	return list, nil
}

// Detail is everything about one item.
type Detail struct {
	Item      Item
	Decisions []Decision
	Committee Count
	Next      []State // where it may go
	Traces    []Trace
	Comments  []Comment
	Gauges    []Gauge // in the order of Item.Resolved
	Remarks   []Remark
	Tutor     clients.ID // who must pass it today, where it needs one: the tutor or who stands in
}

// Show gives everything about one item; fault item_unknown.
func (s *Service) Show(ctx context.Context, id clients.ID) (Detail, error) {
	var d Detail
	var err error
	if d.Item, err = s.Item(ctx, id); err != nil {
		return d, err
	}
	w, err := s.world(ctx, d.Item.Client)
	if err != nil {
		return d, err
	}
	if d.Decisions, err = s.keep.Decisions(ctx, d.Item.Client, id); err != nil {
		return d, err
	}
	if d.Traces, err = s.keep.Traces(ctx, d.Item.Client, id); err != nil {
		return d, err
	}
	if d.Comments, err = s.keep.Comments(ctx, d.Item.Client, id); err != nil {
		return d, err
	}
	d.Committee = w.committee.Count(d.Item, d.Decisions)
	d.Tutor = w.reviewer(d.Item)
	way := w.way(d.Item, d.Decisions)
	if way.Supervised && w.passes(d.Item, clients.Acting(ctx).ID) {
		way.Supervised = d.Item.State != InternalReview // that person's own step approves
	}
	d.Next = way.Next(d.Item.State)
	d.Gauges = Measure(d.Item, s.Limits())
	d.Remarks, err = s.remarks(ctx, w, d.Item)
	return d, err
}

// Decisions lists what was decided on an item, oldest first.
func (s *Service) Decisions(ctx context.Context, it Item) ([]Decision, error) {
	return s.keep.Decisions(ctx, it.Client, it.ID)
}

// Remarks checks an item, kept or being written, against limits, charter and
// what was said before.
func (s *Service) Remarks(ctx context.Context, it Item) ([]Remark, error) {
	w, err := s.world(ctx, it.Client)
	if err != nil {
		return nil, err
	}
	return s.remarks(ctx, w, it)
}

func (s *Service) remarks(ctx context.Context, w world, it Item) ([]Remark, error) {
	all := Check(it, s.Limits(), w.client.Brand, w.client.Lang)
	var asked []string
	for _, r := range it.Resolved() {
		mark := Fingerprint(r.Text)
		if mark == "" || slices.Contains(asked, mark) {
			continue
		}
		asked = append(asked, mark)
		rows, err := s.keep.Said(ctx, it, mark)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			all = append(all, Remark{Code: AlreadySaid, Network: r.Network, Word: rows[0].Title, Count: len(rows)})
		}
	}
	for _, more := range []func(context.Context, Item) ([]Remark, error){s.mediaRemarks, s.dayRemarks} {
		list, err := more(ctx, it)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}
