package hours

import (
	"context"

	"regie/clients"
)

// made are the identifiers of what an import had to make.
type made struct{ clients, people map[clients.ID]clients.ID }

// settle puts the real identifiers in the place of a plan's.
func (m made) settle(e *Entry) {
	c, isNew := m.clients[e.Client]
	if isNew {
		e.Client = c
	}
	p, newPerson := m.people[e.Person]
	if newPerson {
		e.Person = p
	}
	if isNew || newPerson {
		e.Fingerprint = Fingerprint(e.Client, e.Person, e.On, e.Start, e.Seconds, e.Note)
	}
}

// Founder makes clients and people; clients.Service does.
type Founder interface {
	AddClient(ctx context.Context, c clients.Client) (clients.Client, error)
	AddStaff(ctx context.Context, p clients.Staff) (clients.Staff, error)
}

// makeMissing adds the clients and people that the plan's rows need.
func (s *Service) makeMissing(ctx context.Context, p *ImportPlan) (made, error) {
	m := made{map[clients.ID]clients.ID{}, map[clients.ID]clients.ID{}}
	founder, ok := s.house.(Founder)
	if !ok || !p.options.Create {
		return m, nil
	}
	for _, name := range p.NewClients {
		c, err := founder.AddClient(ctx, clients.Client{Name: name})
		if err != nil {
			return m, err
		}
		m.clients[plannedID(name)] = c.ID
	}
	for _, name := range p.NewPeople {
		who, err := founder.AddStaff(ctx, clients.Staff{Name: name, Level: clients.LevelAgency})
		if err != nil {
			return m, err
		}
		m.people[plannedID(name)] = who.ID
	}
	return m, nil
}

// plannedID stands for what does not exist yet.
func plannedID(name string) clients.ID { return clients.ID("new:" + clients.Fold(name)) }
