package clients

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"regie/clients/civil"
	"regie/clients/fault"
)

// Service is the use cases of the root: the agency, its people, its clients
// and what was sold to them. It is safe for concurrent use.
type Service struct {
	keep   Keeper
	now    Clock
	newID  IDSource
	terms  []func(context.Context, ID, civil.Range) error
	levels []LevelWatcher
	edited []ClientWatcher
}

// New makes the service.
func New(keep Keeper, now Clock, newID IDSource) *Service {
	return &Service{keep: keep, now: now, newID: newID}
}

// Agency gives the agency.
func (s *Service) Agency(ctx context.Context) (Agency, error) {
	a, ok, err := s.keep.Agency(ctx)
	if err == nil && !ok {
		err = errors.New("a data folder without an agency")
	}
	return a, err
}

// Today is the civil date now, where the agency is.
func (s *Service) Today(ctx context.Context) (civil.Date, error) {
	a, err := s.Agency(ctx)
	if err != nil {
		return civil.Date{}, err
	}
	loc, err := civil.Zone(a.Zone)
	if err != nil {
		return civil.Date{}, fmt.Errorf("the agency's time zone: %w", err)
	}
	return civil.DateOf(s.now(), loc), nil
}

// Levels lists the levels by position.
func (s *Service) Levels(ctx context.Context) ([]Level, error) { return s.keep.Levels(ctx) }

// Level finds a level by its key or its label in either language; fault
// level_unknown at "level".
func (s *Service) Level(ctx context.Context, name string) (Level, error) {
	all, err := s.keep.Levels(ctx)
	if err != nil {
		return Level{}, err
	}
	for _, l := range all {
		if named(name, l.Key, l.NameFR, l.NameEN) {
			return l, nil
		}
	}
	return Level{}, fault.New("level_unknown", "value", name).At("level")
}

// Hats lists the hats by position, retired ones too.
func (s *Service) Hats(ctx context.Context) ([]Hat, error) { return s.keep.Hats(ctx) }

// Hat finds a hat by its key or its label in either language; fault
// hat_unknown at "hat".
func (s *Service) Hat(ctx context.Context, name string) (Hat, error) {
	all, err := s.keep.Hats(ctx)
	if err != nil {
		return Hat{}, err
	}
	for _, h := range all {
		if named(name, h.Key, h.NameFR, h.NameEN) {
			return h, nil
		}
	}
	return Hat{}, fault.New("hat_unknown", "value", name).At("hat")
}

// named compares folded; labels are names that people type.
func named(name string, labels ...string) bool {
	folded := Fold(name)
	for _, l := range labels {
		if folded != "" && folded == Fold(l) {
			return true
		}
	}
	return false
}

// Staff lists the people by name with the level they have today: those
// active, or all.
func (s *Service) Staff(ctx context.Context, archivedToo bool) ([]Staff, error) {
	all, err := s.people(ctx)
	if err != nil || archivedToo {
		return all, err
	}
	active := all[:0:0]
	for _, p := range all {
		if p.ArchivedAt == "" {
			active = append(active, p)
		}
	}
	return active, nil
}

// StaffByID finds a person, archived or not; fault staff_unknown at "who".
func (s *Service) StaffByID(ctx context.Context, id ID) (Staff, error) {
	all, err := s.people(ctx)
	if err != nil {
		return Staff{}, err
	}
	for _, p := range all {
		if p.ID == id {
			return p, nil
		}
	}
	return Staff{}, fault.New("staff_unknown", "value", string(id)).At("who")
}

// StaffByName finds a person by name, folded: an active one first, else an
// archived one. Fault staff_unknown at "who".
func (s *Service) StaffByName(ctx context.Context, name string) (Staff, error) {
	all, err := s.people(ctx)
	if err != nil {
		return Staff{}, err
	}
	var found Staff
	for _, p := range all {
		if Fold(p.Name) == Fold(name) && (found.ID == "" || p.ArchivedAt == "") {
			found = p
		}
	}
	if found.ID == "" {
		return Staff{}, fault.New("staff_unknown", "value", name).At("who")
	}
	return found, nil
}

// Which clients a list is of.
type Which int

// Lists of clients.
const (
	ActiveClients   Which = iota // served today
	ArchivedClients              // no more served
	AllClients                   // both, and the agency's own workspace
)

// Clients lists clients in their order.
func (s *Service) Clients(ctx context.Context, which Which) ([]Client, error) {
	all, err := s.keep.Clients(ctx)
	if err != nil || which == AllClients {
		return all, err
	}
	list := all[:0:0]
	for _, c := range all {
		if !c.Internal && (c.ArchivedAt != "") == (which == ArchivedClients) {
			list = append(list, c)
		}
	}
	return list, nil
}

// Client gives a client by its identifier; fault client_unknown.
func (s *Service) Client(ctx context.Context, id ID) (Client, error) { return s.keep.Client(ctx, id) }

// ClientByKey finds a client by its short key, in any case; fault
// client_unknown at "client".
func (s *Service) ClientByKey(ctx context.Context, key string) (Client, error) {
	return s.keep.ClientByKey(ctx, strings.ToLower(strings.TrimSpace(key)))
}

// Internal gives the agency's own workspace, for time without a client.
func (s *Service) Internal(ctx context.Context) (Client, error) {
	all, err := s.keep.Clients(ctx)
	if err != nil {
		return Client{}, err
	}
	for _, c := range all {
		if c.Internal {
			return c, nil
		}
	}
	return Client{}, fault.New("client_unknown", "value", InternalKey).At("client")
}

// Contacts lists a client's contacts in their order, archived ones too.
func (s *Service) Contacts(ctx context.Context, client ID) ([]Contact, error) {
	return s.keep.Contacts(ctx, client)
}

// Committee lists the contacts whose approval counts today.
func (s *Service) Committee(ctx context.Context, client ID) ([]Contact, error) {
	all, err := s.keep.Contacts(ctx, client)
	if err != nil {
		return nil, err
	}
	members := all[:0:0]
	for _, c := range all {
		if c.Committee && c.ArchivedAt == "" {
			members = append(members, c)
		}
	}
	return members, nil
}

// Channels lists a client's channels in their order, archived ones too.
func (s *Service) Channels(ctx context.Context, client ID) ([]Channel, error) {
	return s.keep.Channels(ctx, client)
}

// Contracts lists the versions of a client's terms by their first day.
func (s *Service) Contracts(ctx context.Context, client ID) ([]Contract, error) {
	return s.keep.Contracts(ctx, client)
}

// AllContracts lists every client's versions of terms by their first day.
func (s *Service) AllContracts(ctx context.Context) (map[ID][]Contract, error) {
	return s.keep.AllContracts(ctx)
}

// ContractOn gives the terms in force on a day; ok is false where there are none.
func (s *Service) ContractOn(ctx context.Context, client ID, day civil.Date) (c Contract, ok bool, err error) {
	return s.keep.ContractOn(ctx, client, day)
}

// Media gives a kept file's content; faults media_missing, media_changed.
func (s *Service) Media(ctx context.Context, hash string) ([]byte, error) {
	return s.keep.MediaContent(ctx, hash)
}
