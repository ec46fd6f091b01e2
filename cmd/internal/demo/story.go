package demo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/store"
	"regie/cmd/internal/wire"
)

// Options say what agency is made, and where.
type Options struct {
	Folder string
	Lang   string     // the agency's, "fr" or "en"
	Today  civil.Date // the day the story ends
	Seed   uint64
	// Clients and Months are 6 and 18 when 0.
	Clients, Months int
	// Entries and Items, when not 0, ask for so many in all, for measurements;
	// the story is then padded and no longer adds up to what was sold.
	Entries, Items int
}

// Bounds of the options.
const (
	maxClients = 500
	maxMonths  = 120
	maxRows    = 5_000_000
)

// Summary is what was made.
type Summary struct {
	Clients, Staff, Items, Entries int
	From, Until                    civil.Date
	Keys                           []string
}

// act is one thing somebody did at an instant of the story.
type act struct {
	at  time.Time
	who string
	do  func(ctx context.Context) error
}

// story is the agency while it is being made.
type story struct {
	Options
	house  *wire.House
	watch  *watch
	zone   *time.Location // the agency's
	now    time.Time      // mid-morning of the last day
	months []civil.Month
	staff  map[string]clients.Staff
	names  map[clients.ID]string
	levels map[clients.ID][]clients.LevelFrom
	cast   []*actor
	notes  notes
	hats   map[string]clients.Hat
	rates  []hours.Rate
	inner  clients.Client // the agency's own workspace
	agenda []act
	made   Summary
}

// actor is a client and what is known of it while it is being made.
type actor struct {
	profile
	c         clients.Client
	book      *book
	committee []clients.Contact
	channels  map[string]clients.ID
	pillars   []calendar.Pillar
	campaigns []calendar.Campaign
	contracts []clients.Contract
	pictures  []calendar.Asset
	film      calendar.Asset
	zone      *time.Location
	used      map[string]int         // when each idea was last told, counted by told
	season    map[string]civil.Month // the month in which one of a season was
	told      int
	published []ref // what work can be linked to, by day
	planned   []planned
}

// ref is an item that time was spent on.
type ref struct {
	id    clients.ID
	title string
	on    civil.Date
	// campaign is the item's, empty for none.
	campaign clients.ID
}

// Make fills an empty data folder. Faults: demo_not_empty, demo_size,
// demo_day, and those of wire.Open.
func Make(ctx context.Context, o Options) (Summary, error) {
	if err := o.complete(); err != nil {
		return Summary{}, err
	}
	if err := mustBeEmpty(o.Folder); err != nil {
		return Summary{}, err
	}
	s := &story{Options: o, staff: map[string]clients.Staff{}, names: map[clients.ID]string{}, hats: map[string]clients.Hat{}}
	s.watch = &watch{dice: throw(o.Seed, "identifiers")}
	if err := s.dates(); err != nil {
		return s.made, err
	}
	house, err := wire.Open(ctx, wire.Options{Folder: o.Folder, Lang: o.Lang, Now: s.watch.now, NewID: s.watch.newID, Alone: true, Fast: true})
	if err != nil {
		return s.made, err
	}
	s.house = house
	err = s.tell(ctx)
	return s.made, errors.Join(err, house.Close())
}

func (o *Options) complete() error {
	if o.Clients == 0 {
		o.Clients = shippedCount
	}
	if o.Months == 0 {
		o.Months = 18
	}
	if o.Clients < 1 || o.Clients > maxClients || o.Months < 1 || o.Months > maxMonths ||
		o.Entries < 0 || o.Entries > maxRows || o.Items < 0 || o.Items > maxRows {
		return fault.New("demo_size", "clients", maxClients, "months", maxMonths, "rows", maxRows)
	}
	if o.Today.Year < 2000 || o.Today.Year > civil.LastYear-1 {
		return fault.New("demo_day", "value", o.Today.String()).At("today")
	}
	if o.Lang != "en" {
		o.Lang = "fr"
	}
	return nil
}

// mustBeEmpty refuses a folder that holds anything but what a program that only
// looked left behind.
func mustBeEmpty(folder string) error {
	files, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.New("folder_unwritable", "folder", folder).Because(err)
	}
	for _, f := range files {
		empty := false
		if f.IsDir() {
			inside, err := os.ReadDir(filepath.Join(folder, f.Name()))
			empty = err == nil && (len(inside) == 0 || f.Name() == "logs")
		}
		if !empty && f.Name() != "regie.lock" && f.Name() != "regie.use" {
			return fault.New("demo_not_empty", "folder", folder)
		}
	}
	return nil
}

// dates sets the months of the story and its first instant.
func (s *story) dates() error {
	zone, err := civil.Zone(agency.Zone)
	if err != nil {
		return fmt.Errorf("the agency's zone: %w", err)
	}
	s.zone = zone
	s.now, _ = civil.Instant(s.Today, 10*60, zone)
	for i := range s.Months {
		s.months = append(s.months, s.Today.InMonth().Add(i+1-s.Months))
	}
	s.watch.at, _ = civil.Instant(s.months[0].First(), 7*60, zone)
	s.made.From, s.made.Until = s.months[0].First(), s.Today
	return nil
}

// tell makes everything: what stands from the first day, then the mass of what
// is long done, then act by act what the journal should know of.
func (s *story) tell(ctx context.Context) error {
	var err error
	if s.notes, err = readNotes(); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{s.people, s.clients, s.prices} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if err := s.past(ctx); err != nil {
		return err
	}
	s.money()
	s.closes()
	s.bills()
	s.contests()
	s.results()
	s.minds()
	s.moments()
	return s.play(ctx)
}

// past plans the calendars and the work of every month, and brings what is long
// done in under one act.
func (s *story) past(ctx context.Context) error {
	s.watch.at, _ = civil.Instant(s.months[0].First(), 9*60, s.zone)
	return s.house.Store.Fill(store.Filling(ctx, agency.Name), func(ctx context.Context, f *store.Filler) error {
		if err := s.publications(ctx, f); err != nil {
			return err
		}
		return s.time(ctx, f)
	})
}

// at keeps an act for its instant. Nothing happens after the story's end.
func (s *story) at(at time.Time, who string, do func(ctx context.Context) error) {
	if at.After(s.now) {
		at = s.now
	}
	s.agenda = append(s.agenda, act{at, who, do})
}

// play does what was kept, in the order of time.
func (s *story) play(ctx context.Context) error {
	sort.SliceStable(s.agenda, func(i, j int) bool { return s.agenda[i].at.Before(s.agenda[j].at) })
	for _, a := range s.agenda {
		s.watch.at = a.at
		if err := a.do(s.as(ctx, a.who)); err != nil {
			return fmt.Errorf("on %s: %w", a.at.Format(time.DateTime), err)
		}
	}
	return nil
}

// as is the context in which a person acts.
func (s *story) as(ctx context.Context, name string) context.Context {
	return clients.As(ctx, clients.Person{ID: s.staff[name].ID, Name: name})
}

// moment is an instant of a day where a client is.
func (a *actor) moment(d civil.Date, minute int) time.Time {
	t, _ := civil.Instant(d, civil.Clock(minute), a.zone)
	return t
}

// office is a working minute of a day.
func (a *actor) office(d civil.Date, r *dice) time.Time {
	return a.moment(d, r.between(9*60, 17*60+30))
}

// reviewer is who answers for a person's work.
func (s *story) reviewer(author string, a *actor) string {
	if i := slices.IndexFunc(people, func(p person) bool { return p.name == author }); i >= 0 && people[i].tutor != "" {
		return people[i].tutor
	}
	return a.team.lead
}

// Zone is where the agency is: its day is the story's last one by default.
func Zone() *time.Location {
	zone, err := civil.Zone(agency.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}
