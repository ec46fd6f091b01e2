package clients

import (
	"context"
	"slices"
	"time"

	"regie/assets/limits"
	"regie/clients/fault"
)

// AddContact adds a person at the client, at the end. Refusals at the field:
// name_*, text_*, email_invalid, contact_name_taken, client_unknown.
func (s *Service) AddContact(ctx context.Context, c Contact) (Contact, error) {
	c.ID, c.ArchivedAt = s.newID(), ""
	err := s.saveContact(ctx, "contact.add", c.Client, func(all []Contact) (*Contact, error) {
		for _, o := range all {
			c.Position = max(c.Position, o.Position+1)
		}
		return &c, nil
	})
	return c, err
}

// EditContact changes a contact, with the refusals of AddContact and contact_unknown.
func (s *Service) EditContact(ctx context.Context, client, id ID, change func(*Contact)) (Contact, error) {
	return s.changeContact(ctx, "contact.edit", client, id, func(c *Contact) {
		archived := c.ArchivedAt
		change(c)
		c.ID, c.Client, c.ArchivedAt = id, client, archived
	})
}

// ArchiveContact takes a contact out of the lists and off the committee's
// count; decisions made stay.
func (s *Service) ArchiveContact(ctx context.Context, client, id ID) (Contact, error) {
	return s.changeContact(ctx, "contact.archive", client, id, func(c *Contact) {
		if c.ArchivedAt == "" {
			c.ArchivedAt = s.now().UTC().Format(time.RFC3339)
		}
	})
}

func (s *Service) changeContact(ctx context.Context, kind string, client, id ID, change func(*Contact)) (Contact, error) {
	var c Contact
	err := s.saveContact(ctx, kind, client, func(all []Contact) (*Contact, error) {
		i := slices.IndexFunc(all, func(o Contact) bool { return o.ID == id })
		if i < 0 {
			return nil, fault.New("contact_unknown", "value", string(id)).At("contact")
		}
		c = all[i]
		change(&c)
		return &c, nil
	})
	return c, err
}

// saveContact reads the client and its contacts, has pick give the one to
// write, cleans it and writes it.
func (s *Service) saveContact(ctx context.Context, kind string, client ID, pick func([]Contact) (*Contact, error)) error {
	owner, err := s.keep.Client(ctx, client)
	if err != nil {
		return err
	}
	ctx = Doing(ctx, Act{Kind: kind, Client: client, Subject: owner.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Contacts(ctx, client)
		if err != nil {
			return err
		}
		c, err := pick(all)
		if err != nil {
			return err
		}
		var k checks
		k.name(&c.Name)
		k.line("job", &c.Job)
		k.email(&c.Email)
		k.line("phone", &c.Phone)
		k.line("role", &c.Role)
		k.text("note", &c.Note)
		for _, o := range all {
			twice := o.ID != c.ID && o.ArchivedAt == "" && c.ArchivedAt == "" && Fold(o.Name) == Fold(c.Name)
			k.that(!twice, fault.New("contact_name_taken", "name", o.Name).At("name"))
		}
		if k.err != nil {
			return k.err
		}
		return s.keep.SaveContact(ctx, *c)
	})
}

// ContactByName finds an active contact by name, folded; fault contact_unknown
// at "contact".
func (s *Service) ContactByName(ctx context.Context, client ID, name string) (Contact, error) {
	all, err := s.keep.Contacts(ctx, client)
	if err != nil {
		return Contact{}, err
	}
	for _, c := range all {
		if c.ArchivedAt == "" && Fold(c.Name) == Fold(name) {
			return c, nil
		}
	}
	return Contact{}, fault.New("contact_unknown", "value", name).At("contact")
}

// AddChannel adds a presence, at the end. Refusals at the field:
// network_unknown, url_invalid, name_*, client_unknown.
func (s *Service) AddChannel(ctx context.Context, c Channel) (Channel, error) {
	c.ID, c.ArchivedAt = s.newID(), ""
	err := s.saveChannel(ctx, "channel.add", c.Client, func(all []Channel) (*Channel, error) {
		for _, o := range all {
			c.Position = max(c.Position, o.Position+1)
		}
		return &c, nil
	})
	return c, err
}

// EditChannel changes a channel, with the refusals of AddChannel and channel_unknown.
func (s *Service) EditChannel(ctx context.Context, client, id ID, change func(*Channel)) (Channel, error) {
	return s.changeChannel(ctx, "channel.edit", client, id, func(c *Channel) {
		archived := c.ArchivedAt
		change(c)
		c.ID, c.Client, c.ArchivedAt = id, client, archived
	})
}

// ArchiveChannel takes a channel out of the lists; what was published there stays.
func (s *Service) ArchiveChannel(ctx context.Context, client, id ID) (Channel, error) {
	return s.changeChannel(ctx, "channel.archive", client, id, func(c *Channel) {
		if c.ArchivedAt == "" {
			c.ArchivedAt = s.now().UTC().Format(time.RFC3339)
		}
	})
}

func (s *Service) changeChannel(ctx context.Context, kind string, client, id ID, change func(*Channel)) (Channel, error) {
	var c Channel
	err := s.saveChannel(ctx, kind, client, func(all []Channel) (*Channel, error) {
		i := slices.IndexFunc(all, func(o Channel) bool { return o.ID == id })
		if i < 0 {
			return nil, fault.New("channel_unknown", "value", string(id)).At("channel")
		}
		c = all[i]
		change(&c)
		return &c, nil
	})
	return c, err
}

func (s *Service) saveChannel(ctx context.Context, kind string, client ID, pick func([]Channel) (*Channel, error)) error {
	owner, err := s.keep.Client(ctx, client)
	if err != nil {
		return err
	}
	ctx = Doing(ctx, Act{Kind: kind, Client: client, Subject: owner.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Channels(ctx, client)
		if err != nil {
			return err
		}
		c, err := pick(all)
		if err != nil {
			return err
		}
		var k checks
		k.that(slices.Contains(limits.Shipped().Networks(), c.Network), fault.New("network_unknown", "value", c.Network).At("network"))
		k.line("name", &c.Name)
		k.line("handle", &c.Handle)
		k.webAddress("url", &c.URL)
		if k.err != nil {
			return k.err
		}
		return s.keep.SaveChannel(ctx, *c)
	})
}
