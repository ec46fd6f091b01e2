package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Templates lists a person's favourites in their order.
func (s *Service) Templates(ctx context.Context, person clients.ID) ([]Template, error) {
	return s.keep.Templates(ctx, person)
}

// SaveTemplate keeps a favourite, a new one at the end of its person's list.
// Faults hat_missing, hat_unknown, client_archived, staff_unknown.
func (s *Service) SaveTemplate(ctx context.Context, t Template) (Template, error) {
	ctx = clients.Doing(ctx, clients.Act{Kind: "template.save", Client: t.Client, Subject: t.Note})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		c, err := s.of(ctx, d, t.Client)
		if err != nil {
			return err
		}
		_, hat := d.hats[t.Hat]
		_, person := d.staff[t.Person]
		switch {
		case c.ArchivedAt != "":
			return fault.New("client_archived", "name", c.Name).At("client")
		case t.Hat == "":
			return fault.New("hat_missing").At("hat")
		case !hat:
			return fault.New("hat_unknown", "value", t.Hat).At("hat")
		case !person:
			return fault.New("staff_unknown", "value", string(t.Person)).At("who")
		}
		if t.Note, err = clients.CleanText("note", t.Note); err != nil {
			return err
		}
		if t.ID == "" {
			all, err := s.keep.Templates(ctx, t.Person)
			if err != nil {
				return err
			}
			t.ID, t.Position = s.newID(), len(all)
		}
		return s.keep.SaveTemplate(ctx, t)
	})
	return t, err
}

// RemoveTemplate deletes a favourite; fault template_unknown.
func (s *Service) RemoveTemplate(ctx context.Context, person, id clients.ID) error {
	ctx = clients.Doing(ctx, clients.Act{Kind: "template.remove"})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Templates(ctx, person)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(t Template) bool { return t.ID == id }) {
			return fault.New("template_unknown").At("id")
		}
		return s.keep.RemoveTemplate(ctx, id)
	})
}

// FromTemplate is a favourite as a form for a day.
func FromTemplate(t Template, on civil.Date) Form {
	return Form{
		Client: t.Client, Person: t.Person, Hat: t.Hat, On: on, Seconds: t.Seconds, Kind: t.Kind, Reason: t.Reason, Note: t.Note,
	}
}
