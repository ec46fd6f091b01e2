package calendar

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"regie/assets/limits"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Deps are what the service stands on beside its keeper.
type Deps struct {
	House House
	Now   clients.Clock
	NewID clients.IDSource
	// Limits is what networks allow; nil: the shipped book.
	Limits *limits.Book
	// StandIn tells who stands in for a person on a day; away without anybody
	// is empty. nil: nobody ever does.
	StandIn func(ctx context.Context, person clients.ID, day civil.Date) (who clients.ID, away bool, err error)
}

// Service is what can be done with calendars.
type Service struct {
	keep  Keeper
	house House
	now   clients.Clock
	newID clients.IDSource
	base  *limits.Book                // as shipped
	book  atomic.Pointer[limits.Book] // with the agency's own lines
	away  func(context.Context, clients.ID, civil.Date) (clients.ID, bool, error)
}

// New makes the room's service.
func New(keep Keeper, d Deps) *Service {
	s := &Service{keep: keep, house: d.House, now: d.Now, newID: d.NewID, base: d.Limits, away: d.StandIn}
	if s.base == nil {
		s.base = limits.Shipped()
	}
	s.book.Store(s.base)
	return s
}

// Blank is a new item of a client, not yet kept: a draft in the client's zone,
// all day, by the acting person.
func (s *Service) Blank(ctx context.Context, client clients.ID) (Item, error) {
	c, err := s.house.Client(ctx, client)
	if err != nil {
		return Item{}, err
	}
	return Item{Client: c.ID, Kind: Post, At: civil.NoClock, Zone: c.Zone, State: Draft, Author: clients.Acting(ctx).ID}, nil
}

// world is what the rules need to know around an item.
type world struct {
	client    clients.Client
	staff     []clients.Staff
	committee Committee
	contacts  []clients.Contact
	standIns  map[clients.ID]clients.ID // today, of tutors who are away
}

func (s *Service) world(ctx context.Context, client clients.ID) (world, error) {
	var w world
	var err error
	if w.client, err = s.house.Client(ctx, client); err != nil {
		return w, err
	}
	if w.staff, err = s.house.Staff(ctx, true); err != nil {
		return w, err
	}
	if w.contacts, err = s.house.Contacts(ctx, client); err != nil {
		return w, err
	}
	w.contacts = slices.DeleteFunc(slices.Clone(w.contacts), func(c clients.Contact) bool { return c.ArchivedAt != "" })
	w.committee.Quorum = w.client.Quorum
	for _, c := range w.contacts {
		if c.Committee {
			w.committee.Members = append(w.committee.Members, Member{ID: c.ID, Name: c.Name})
		}
	}
	w.standIns, err = s.standIns(ctx, w)
	return w, err
}

// open refuses a client whose workspace is archived.
func (w world) open() error {
	if w.client.ArchivedAt != "" {
		return fault.New("client_archived", "name", w.client.Name).At("client")
	}
	return nil
}

func (w world) way(it Item, decisions []Decision) Way {
	tutor, supervised := Supervision(it, w.staff)
	if supervised && tutorApproved(it, tutor, decisions) {
		supervised = false
	}
	return Way{Circuit: w.client.Circuit, Supervised: supervised, Tutor: w.staffName(w.reviewer(it)), HeldFrom: it.HeldFrom}
}

// change runs fn on one item inside the transaction of an act and keeps what
// fn made of it.
func (s *Service) change(ctx context.Context, kind string, client, id clients.ID, final bool,
	fn func(ctx context.Context, w world, it *Item, decisions []Decision) error,
) (Item, error) {
	var it Item
	subject, err := s.keep.Item(ctx, client, id)
	if err != nil {
		return it, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: kind, Client: client, Subject: subject.Name(), Final: final})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		w, err := s.world(ctx, client)
		if err != nil {
			return err
		}
		if err := w.open(); err != nil {
			return err
		}
		before, err := s.keep.Item(ctx, client, id)
		if err != nil {
			return err
		}
		decisions, err := s.keep.Decisions(ctx, client, id)
		if err != nil {
			return err
		}
		it = before.clone()
		if err := fn(ctx, w, &it, decisions); err != nil {
			return err
		}
		return s.store(ctx, w, before, &it, decisions)
	})
	return it, err
}

// store keeps a changed item: content changes raise the revision, void the
// decisions that held, and send the item back where it must pass again.
func (s *Service) store(ctx context.Context, w world, before Item, it *Item, decisions []Decision) error {
	changes := changed(before, *it)
	if len(changes) > 0 {
		if before.State == Published || before.HeldFrom == Published {
			return fault.New("item_published").At(fieldOf(changes[0]))
		}
		it.Revision = before.Revision + 1
		it.Hash = it.ContentHash()
		it.AskedAt = time.Time{}
		if who := clients.Acting(ctx).ID; w.supervised(who) || who != "" && wrote(changes) {
			it.Writer = who
		}
		if err := s.void(ctx, w, before, it, changes, decisions); err != nil {
			return err
		}
	}
	it.Version = before.Version + 1
	it.ChangedAt = s.now().UTC()
	if err := s.keep.SaveItem(ctx, *it); err != nil {
		return err
	}
	if before.State != it.State {
		return s.trace(ctx, *it, Trace{Kind: StateChanged, From: before.State, To: it.State, Reason: it.reason})
	}
	return nil
}

// wrote tells whether a change of the content is more than the client's own
// signature: that makes nobody a text's writer.
func wrote(changes []string) bool {
	return slices.ContainsFunc(changes, func(c string) bool { return fieldOf(c) != "signature" })
}

func (s *Service) void(ctx context.Context, w world, before Item, it *Item, changes []string, decisions []Decision) error {
	held := 0
	for _, d := range decisions {
		if d.Valid(before) {
			held++
		}
	}
	way := w.way(*it, decisions)
	was := before.State
	if before.State == it.State {
		it.State = way.Voided(it.State)
	}
	if it.State == OnHold {
		it.HeldFrom = way.Voided(it.HeldFrom)
		was = before.HeldFrom
	}
	if held == 0 && was != ClientReview && was != Approved && was != Scheduled {
		return nil
	}
	return s.trace(ctx, *it, Trace{Kind: Voided, From: before.State, To: it.State, Voided: held, Changes: changes})
}

// trace keeps what befell the item, by the acting person, now.
func (s *Service) trace(ctx context.Context, it Item, t Trace) error {
	who := clients.Acting(ctx)
	t.ID, t.Client, t.Item = s.newID(), it.Client, it.ID
	t.At, t.WhoID, t.Who, t.Revision = s.now().UTC(), who.ID, who.Name, it.Revision
	return s.keep.AddTrace(ctx, t)
}

// Name is what a reader knows the item by: its title, else the first words of
// a text, else its day.
func (it Item) Name() string {
	if it.Title != "" {
		return it.Title
	}
	for _, r := range it.Resolved() {
		if t := short(r.Text, 60); t != "" {
			return t
		}
	}
	return it.On.String()
}

func (it Item) clone() Item {
	it.Texts = slices.Clone(it.Texts)
	it.Media = slices.Clone(it.Media)
	return it
}
