// Package plan is the calendar tab of a client: the month grid and the list of
// its items, and beside it one item with its texts, its way to approval and
// what can be done with it next.
package plan

import (
	"context"
	"fmt"
	"io"
	"slices"

	"regie/assets/icons"
	"regie/assets/keydates"
	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/sheet"
	"regie/gui/itemlook"
	"regie/gui/medialib"
	"regie/gui/widgets"
)

// Calendar is what the screen needs of the calendar's service.
type Calendar interface {
	Blank(ctx context.Context, client clients.ID) (calendar.Item, error)
	Add(ctx context.Context, it calendar.Item) (calendar.Item, error)
	EditSeries(ctx context.Context, edited calendar.Item, scope calendar.Scope) (calendar.Repeated, error)
	Repeat(ctx context.Context, id clients.ID, rule string) (calendar.Repeated, error)
	ExtendSeries(ctx context.Context, client clients.ID, until civil.Date) (int, error)
	StopSeries(ctx context.Context, id clients.ID) (calendar.Repeated, error)
	medialib.Calendar
	Remarks(ctx context.Context, it calendar.Item) ([]calendar.Remark, error)
	HashtagSets(ctx context.Context, client clients.ID) ([]calendar.HashtagSet, error)
	Pillars(ctx context.Context, client clients.ID) ([]calendar.Pillar, error)
	Move(ctx context.Context, id clients.ID, to civil.Date, at *civil.Clock, by calendar.Side) (calendar.Item, error)
	Copy(ctx context.Context, id clients.ID, on civil.Date) (calendar.Item, error)
	Queue(ctx context.Context, id clients.ID) (calendar.Item, error)
	Remove(ctx context.Context, id clients.ID) error
	SetState(ctx context.Context, id clients.ID, to calendar.State, reason string) (calendar.Item, error)
	Decide(ctx context.Context, a calendar.Answer) (calendar.Item, error)
	Publish(ctx context.Context, id clients.ID, p calendar.Proof) (calendar.Item, error)
	Correct(ctx context.Context, id clients.ID, correction string) (calendar.Item, error)
	Ask(ctx context.Context, id clients.ID, due civil.Date) (calendar.Item, error)
	Remind(ctx context.Context, client, item clients.ID) (calendar.Reminder, error)
	Say(ctx context.Context, item clients.ID, body string, forClient bool) (calendar.Comment, error)
	HoldAll(ctx context.Context, client clients.ID, reason string) (int, error)
	ReleaseAll(ctx context.Context, client clients.ID) (int, error)
	Month(ctx context.Context, client clients.ID, m civil.Month) (calendar.MonthView, error)
	Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error)
	Campaigns(ctx context.Context, client clients.ID) ([]calendar.Campaign, error)
	Experiments(ctx context.Context, client clients.ID) ([]calendar.Experiment, error)
	Show(ctx context.Context, id clients.ID) (calendar.Detail, error)
	MakePack(ctx context.Context, r calendar.PackRequest) (calendar.Pack, error)
	ReadDecisions(ctx context.Context, f *sheet.File, o calendar.DecisionOptions) (calendar.DecisionReport, error)
	PlanICS(ctx context.Context, name string, r io.Reader, o calendar.ICSOptions) (*calendar.ICSPlan, error)
	ImportICS(ctx context.Context, p *calendar.ICSPlan) (calendar.Import, error)
	Limits() *limits.Book
}

// House is what the screen needs of the agency's service.
type House interface {
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Committee(ctx context.Context, client clients.ID) ([]clients.Contact, error)
	Contacts(ctx context.Context, client clients.ID) ([]clients.Contact, error)
	Channels(ctx context.Context, client clients.ID) ([]clients.Channel, error)
}

// model is the month as shown.
type model struct {
	view      calendar.MonthView
	rows      []calendar.Row // of the month, in order
	staff     []clients.Staff
	contacts  []clients.Contact // the committee, or everyone where there is none
	networks  []string          // of the client's channels, else all
	channels  []clients.Channel
	ideas     []calendar.Row // without a day
	held      int            // put on hold all at once
	campaigns []calendar.Campaign
	pillars   []calendar.Pillar
	running   int      // experiments under way in the month
	sectors   []string // of the client
}

func load(ctx context.Context, cal Calendar, house House, client clients.ID, m civil.Month) (model, error) {
	var md model
	var err error
	if md.view, err = cal.Month(ctx, client, m); err != nil {
		return md, fmt.Errorf("reading the month: %w", err)
	}
	for _, d := range md.view.Days {
		if m.Contains(d.Date) {
			md.rows = append(md.rows, d.Items...)
		}
	}
	if err := md.beside(ctx, cal, client); err != nil {
		return md, err
	}
	owner, err := house.Client(ctx, client)
	if err != nil {
		return md, fmt.Errorf("reading the client: %w", err)
	}
	md.sectors = owner.Sectors()
	if md.staff, err = house.Staff(ctx, false); err != nil {
		return md, fmt.Errorf("reading the staff: %w", err)
	}
	if md.contacts, err = house.Committee(ctx, client); err != nil {
		return md, fmt.Errorf("reading the committee: %w", err)
	}
	if len(md.contacts) == 0 {
		if md.contacts, err = house.Contacts(ctx, client); err != nil {
			return md, fmt.Errorf("reading the contacts: %w", err)
		}
	}
	channels, err := house.Channels(ctx, client)
	if err != nil {
		return md, fmt.Errorf("reading the channels: %w", err)
	}
	md.channels = channels
	for _, n := range cal.Limits().Networks() {
		if len(channels) == 0 || slices.ContainsFunc(channels, func(c clients.Channel) bool { return c.Network == n }) {
			md.networks = append(md.networks, n)
		}
	}
	return md, nil
}

// beside reads what is not of the month.
func (md *model) beside(ctx context.Context, cal Calendar, client clients.ID) error {
	var err error
	if md.ideas, err = cal.Rows(ctx, calendar.Filter{Client: client, Undated: true}); err != nil {
		return fmt.Errorf("reading the ideas: %w", err)
	}
	md.ideas = slices.DeleteFunc(md.ideas, func(r calendar.Row) bool { return r.Triage == calendar.Dropped })
	if md.pillars, err = cal.Pillars(ctx, client); err != nil {
		return fmt.Errorf("reading the pillars: %w", err)
	}
	if md.running, err = underWay(ctx, cal, client, md.view.Month); err != nil {
		return err
	}
	held, err := cal.Rows(ctx, calendar.Filter{Client: client, States: []calendar.State{calendar.OnHold}, HoldID: true})
	if err != nil {
		return fmt.Errorf("reading what is on hold: %w", err)
	}
	md.held = len(held)
	if md.campaigns, err = cal.Campaigns(ctx, client); err != nil {
		return fmt.Errorf("reading the campaigns: %w", err)
	}
	return nil
}

// filter is what the chips above the grid let through.
type filter struct {
	networks, states   []string
	campaigns, authors []string // identifiers
	pillars            []string // identifiers
	calendars          []string // of key dates and marks shown, none for all
}

// Calendars of marks that are neither a country's nor a sector's.
const (
	marksHolidays = "holidays"
	marksCountry  = "country"
	marksOwn      = "own"
	marksNone     = "none"
)

// marks tells whether a calendar of marks is shown.
func (f filter) marks(calendar string) bool {
	if calendar == "" {
		calendar = marksCountry
	}
	return len(f.calendars) == 0 || slices.Contains(f.calendars, calendar) && !slices.Contains(f.calendars, marksNone)
}

// markOptions are the calendars that a client's days are marked from.
func markOptions(p *text.Printer, sectors []string) []widgets.Option {
	list := []widgets.Option{
		{Key: marksHolidays, Label: p.T("keydates.show_holidays")}, {Key: marksCountry, Label: p.T("keydates.country")}, {Key: marksOwn, Label: p.T("keydates.own_title")},
	}
	for _, s := range sectors {
		if slices.Contains(keydates.Sectors(), s) {
			list = append(list, widgets.Option{Key: s, Label: p.T("clientfile.sector_" + s)})
		}
	}
	return append(list, widgets.Option{Key: marksNone, Label: p.T("keydates.show_none")})
}

func (f filter) lets(r calendar.Row) bool {
	if len(f.states) > 0 && !slices.Contains(f.states, string(r.State)) {
		return false
	}
	if len(f.campaigns) > 0 && !slices.Contains(f.campaigns, string(r.Campaign)) {
		return false
	}
	if len(f.pillars) > 0 && !slices.Contains(f.pillars, string(r.Pillar)) {
		return false
	}
	if len(f.authors) > 0 && !slices.Contains(f.authors, string(r.Author)) {
		return false
	}
	return len(f.networks) == 0 || slices.ContainsFunc(r.Networks, func(n string) bool { return slices.Contains(f.networks, n) })
}

// chips are the items and marks of days, as month and week show them.
func chips(p *text.Printer, days []calendar.Day, f filter, book *limits.Book) ([]widgets.HourItem, map[civil.Date]string) {
	var items []widgets.HourItem
	marks := map[civil.Date]string{}
	for _, d := range days {
		if f.marks(marksHolidays) && d.Holiday != "" {
			marks[d.Date] = d.Holiday
		}
		for _, it := range markChips(p, d, f) {
			items = append(items, widgets.HourItem{MonthItem: it, At: civil.NoClock})
		}
		for _, r := range d.Items {
			if f.lets(r) {
				items = append(items, widgets.HourItem{MonthItem: chip(r, book), At: r.At})
			}
		}
	}
	return items, marks
}

// markChips are a day's embargoes, own days and key dates; those of a sector
// wear its name.
func markChips(p *text.Printer, d calendar.Day, f filter) []widgets.MonthItem {
	var items []widgets.MonthItem
	for _, o := range d.Own {
		it := widgets.MonthItem{Date: d.Date, Sign: icons.SignKeyDate, Title: o.Name, Tone: widgets.ToneViolet, Fixed: true}
		if o.Kind == calendar.Embargo { // shown whatever is chosen: nothing goes out
			it.Sign, it.Tone, it.Title = icons.SignHold, widgets.ToneBad, p.T("keydates.kind_embargo")+" · "+o.Name
		} else if !f.marks(marksOwn) {
			continue
		}
		items = append(items, it)
	}
	for _, k := range d.KeyDates {
		name := k.Name(string(p.Lang()))
		if !f.marks(k.Calendar) || name == d.Holiday {
			continue
		}
		if k.Calendar != "" {
			name += " · " + p.T("clientfile.sector_"+k.Calendar)
		}
		items = append(items, widgets.MonthItem{Date: d.Date, Sign: icons.SignKeyDate, Title: name, Tone: widgets.ToneViolet, Fixed: true})
	}
	return items
}

func chip(r calendar.Row, book *limits.Book) widgets.MonthItem {
	sign, tone := itemlook.State(r.State)
	it := widgets.MonthItem{
		ID: string(r.ID), Date: r.On, Sign: sign, Tone: tone, Title: r.Title,
		Muted: r.State == calendar.Idea || r.State == calendar.Cancelled,
		Fixed: r.State == calendar.Published,
	}
	switch {
	case r.Kind == calendar.KeyDate:
		it.Sign, it.Tone = icons.SignKeyDate, widgets.ToneViolet
	case !r.Kind.Publishes():
		it.Sign, it.Tone = icons.SignMeeting, widgets.TonePrimary
	case len(r.Networks) > 0:
		it.Code = book.Code(r.Networks[0])
	}
	return it
}

// summary are the parts of the line above the grid, the first the last to be
// left out where the room is short.
func summary(p *text.Printer, md model) []string {
	v := md.view
	parts := []string{p.N("plan.total", v.Total), p.N("plan.published", v.Published)}
	if v.InReview > 0 {
		parts = append(parts, p.N("plan.in_review", v.InReview))
	}
	if md.running > 0 {
		parts = append(parts, p.N("notebook.running", md.running))
	}
	return parts
}

// when is an item's day and time.
func when(p *text.Printer, on civil.Date, at civil.Clock) string {
	if on.IsZero() {
		return p.T("plan.undated")
	}
	if at == civil.NoClock {
		return p.DateLong(on)
	}
	return p.DateLong(on) + " · " + p.Clock(at)
}

// staffName is the name of a person by identifier, empty when unknown.
func (md model) staffName(id clients.ID) string {
	for _, s := range md.staff {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}
