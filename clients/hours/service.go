package hours

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Item is what the room knows of a calendar item.
type Item struct {
	ID       clients.ID
	Title    string
	Campaign clients.ID // empty for none
}

// Campaign is what the room knows of a campaign.
type Campaign struct {
	ID   clients.ID
	Name string
}

// Items finds a client's calendar items, for links; nil where there is no
// calendar.
type Items interface {
	// FindItems looks items up by what was typed after "@" or by identifier,
	// the best first.
	FindItems(ctx context.Context, client clients.ID, typed string) ([]Item, error)
	// Campaigns lists a client's campaigns.
	Campaigns(ctx context.Context, client clients.ID) ([]Campaign, error)
}

// Deps are what the service stands on.
type Deps struct {
	Keep     Keeper
	House    House
	Items    Items
	Holidays Holidays
	// Planned gives the effort that the calendar plans in a month; nil for none.
	Planned func(ctx context.Context, m civil.Month) ([]Effort, error)
	Now     clients.Clock
	NewID   clients.IDSource
	// Backup keeps a verified copy of the database before an import; nil for none.
	Backup func(ctx context.Context) error
}

// Watcher is told, within the transaction, that a client's month changed:
// minutes used and available, for thresholds.
type Watcher func(ctx context.Context, client clients.ID, m civil.Month, used, available int64) error

// Service is the use cases of time. It is safe for concurrent use.
type Service struct {
	keep     Keeper
	house    House
	items    Items
	holidays Holidays
	planned  func(ctx context.Context, m civil.Month) ([]Effort, error)
	now      clients.Clock
	newID    clients.IDSource
	backup   func(ctx context.Context) error
	watchers []Watcher
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{
		keep: d.Keep, house: d.House, items: d.Items, holidays: d.Holidays, planned: d.Planned,
		now: d.Now, newID: d.NewID, backup: d.Backup,
	}
}

// Watch registers fn before the service is used.
func (s *Service) Watch(fn Watcher) { s.watchers = append(s.watchers, fn) }

// desk is what several steps of one use case look up once.
type desk struct {
	agency clients.Agency
	staff  map[clients.ID]clients.Staff
	steps  map[clients.ID][]clients.LevelFrom
	hats   map[string]clients.Hat
	levels map[string]bool
	rates  []Rate
	client map[clients.ID]*clientDesk
}

type clientDesk struct {
	clients.Client
	contracts []clients.Contract
	months    map[civil.Month]MonthTerms
}

// terms are the client's terms of a month, worked out once.
func (c *clientDesk) terms(m civil.Month) MonthTerms {
	t, ok := c.months[m]
	if !ok {
		t = TermsOf(c.contracts, m)
		c.months[m] = t
	}
	return t
}

func (s *Service) desk(ctx context.Context) (*desk, error) {
	d := &desk{staff: map[clients.ID]clients.Staff{}, hats: map[string]clients.Hat{}, levels: map[string]bool{}, client: map[clients.ID]*clientDesk{}}
	var err error
	if d.agency, err = s.house.Agency(ctx); err != nil {
		return nil, err
	}
	people, err := s.house.Staff(ctx, true)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		d.staff[p.ID] = p
	}
	if d.steps, err = s.house.LevelHistories(ctx); err != nil {
		return nil, err
	}
	hats, err := s.house.Hats(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range hats {
		d.hats[h.Key] = h
	}
	levels, err := s.house.Levels(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range levels {
		d.levels[l.Key] = true
	}
	d.rates, err = s.keep.Rates(ctx)
	return d, err
}

// of looks a client up with its terms, once.
func (s *Service) of(ctx context.Context, d *desk, id clients.ID) (*clientDesk, error) {
	if c, ok := d.client[id]; ok {
		return c, nil
	}
	c, err := s.clientDesk(ctx, id)
	if err != nil {
		return nil, err
	}
	d.client[id] = c
	return c, nil
}

func (s *Service) clientDesk(ctx context.Context, id clients.ID) (*clientDesk, error) {
	c, err := s.house.Client(ctx, id)
	if err != nil {
		return nil, err
	}
	terms, err := s.house.Contracts(ctx, id)
	if err != nil {
		return nil, err
	}
	return &clientDesk{Client: c, contracts: terms, months: map[civil.Month]MonthTerms{}}, nil
}

// levelOn is the level a person had on a day.
func (d *desk) levelOn(p clients.Staff, on civil.Date) string {
	if steps := d.steps[p.ID]; len(steps) > 0 {
		return clients.LevelAt(steps, on)
	}
	return p.Level // somebody an import is about to add
}

// zoneOf is where a person works, else where the agency is.
func (d *desk) zoneOf(p clients.Staff) string {
	if p.Zone != "" {
		return p.Zone
	}
	return d.agency.Zone
}

// hatName is a hat's label in the agency's language.
func (d *desk) hatName(key string) string {
	h, ok := d.hats[key]
	switch {
	case !ok:
		return key
	case d.agency.Lang == "en":
		return h.NameEN
	default:
		return h.NameFR
	}
}

func location(zone string) (*time.Location, error) {
	loc, err := civil.Zone(zone)
	return loc, fault.At(err, "zone")
}

// Today is the civil date now where the agency is.
func (s *Service) Today(ctx context.Context) (civil.Date, error) { return s.house.Today(ctx) }

// price looks the entry's rate and cost up and freezes them on it.
func (d *desk) price(e *Entry) {
	asked := Asked{On: e.On, Person: e.Person, Client: e.Client, Hat: e.Hat, Level: e.Level, Currency: e.Currency}
	e.Rate, e.RateSource, e.Cost, e.CostSource = nil, "", nil, ""
	if f, ok := Find(d.rates, Sale, asked); ok {
		e.Rate, e.RateSource = d.frozen(f)
	}
	if f, ok := Find(d.rates, Cost, asked); ok {
		e.Cost, e.CostSource = d.frozen(f)
	}
}

func (d *desk) frozen(f Found) (*int64, string) {
	r := f.Effective()
	minor := r.Amount.Minor
	source := d.Source(r)
	if f.Cap != nil {
		source += " cap=intern"
	}
	return &minor, source
}

// Source writes where a rate comes from, with names.
func (d *desk) Source(r Rate) string {
	key := string(r.Client)
	if c, ok := d.client[r.Client]; ok {
		key = c.Key
	}
	return r.Source(d.staff[r.Person].Name, key)
}

// changed does what follows from writing entries: differences of closed months
// are booked, and watchers hear of each month.
func (s *Service) changed(ctx context.Context, d *desk, touched ...ClientMonth) error {
	seen := map[ClientMonth]bool{}
	for _, t := range touched {
		if !t.Month.IsZero() {
			seen[t] = true
		}
	}
	for _, t := range inOrder(seen) {
		c, err := s.of(ctx, d, t.Client)
		if err != nil {
			return err
		}
		if c.Internal {
			continue
		}
		if err := s.settleCovered(ctx, c, t.Month); err != nil {
			return err
		}
		if err := s.bookDifference(ctx, c, t.Month); err != nil {
			return err
		}
		if err := s.tell(ctx, c, t.Month); err != nil {
			return err
		}
	}
	return nil
}

// tell says to the watchers what a month with terms used.
func (s *Service) tell(ctx context.Context, c *clientDesk, m civil.Month) error {
	if len(s.watchers) == 0 || c.terms(m).Contract == nil {
		return nil
	}
	banks, _, err := s.banks(ctx, c, m, nil)
	if err != nil {
		return err
	}
	for _, watch := range s.watchers {
		if err := watch(ctx, c.ID, m, banks.Total.Used, banks.Total.Available()); err != nil {
			return fmt.Errorf("watching the hours: %w", err)
		}
	}
	return nil
}

// inOrder lists client months by client and month, so that each month finds
// what the one before it carried.
func inOrder(set map[ClientMonth]bool) []ClientMonth {
	return slices.SortedFunc(maps.Keys(set), func(a, b ClientMonth) int {
		return cmp.Or(strings.Compare(string(a.Client), string(b.Client)), a.Month.Compare(b.Month))
	})
}
