package clients

import (
	"context"
	"slices"

	"regie/assets/limits"
	"regie/clients/fault"
)

// AddContact adds a person at the client, at the end. Refusals at the field:
// name_*, text_*, email_invalid, contact_name_taken, client_unknown.
func (s *Service) AddContact(ctx context.Context, c Contact) (Contact, error) {
	return s.contacts().add(ctx, c)
}

// EditContact changes a contact, with the refusals of AddContact and contact_unknown.
func (s *Service) EditContact(ctx context.Context, client, id ID, change func(*Contact)) (Contact, error) {
	return s.contacts().edit(ctx, client, id, change)
}

// ArchiveContact takes a contact out of the lists and off the committee's
// count; decisions made stay.
func (s *Service) ArchiveContact(ctx context.Context, client, id ID) (Contact, error) {
	return s.contacts().archive(ctx, client, id)
}

func (s *Service) contacts() parts[Contact] {
	return parts[Contact]{
		s: s, noun: "contact", list: s.keep.Contacts, save: s.keep.SaveContact,
		head:  func(c *Contact) partHead { return partHead{&c.ID, &c.Client, &c.Position, &c.ArchivedAt} },
		lost:  func(id ID) error { return fault.New("contact_unknown", "value", string(id)).At("contact") },
		check: checkContact,
	}
}

func checkContact(k *checks, c *Contact, all []Contact) {
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
	return s.channels().add(ctx, c)
}

// EditChannel changes a channel, with the refusals of AddChannel and channel_unknown.
func (s *Service) EditChannel(ctx context.Context, client, id ID, change func(*Channel)) (Channel, error) {
	return s.channels().edit(ctx, client, id, change)
}

// ArchiveChannel takes a channel out of the lists; what was published there stays.
func (s *Service) ArchiveChannel(ctx context.Context, client, id ID) (Channel, error) {
	return s.channels().archive(ctx, client, id)
}

func (s *Service) channels() parts[Channel] {
	return parts[Channel]{
		s: s, noun: "channel", list: s.keep.Channels, save: s.keep.SaveChannel,
		head:  func(c *Channel) partHead { return partHead{&c.ID, &c.Client, &c.Position, &c.ArchivedAt} },
		lost:  func(id ID) error { return fault.New("channel_unknown", "value", string(id)).At("channel") },
		check: checkChannel,
	}
}

func checkChannel(k *checks, c *Channel, _ []Channel) {
	k.that(slices.Contains(limits.Shipped().Networks(), c.Network), fault.New("network_unknown", "value", c.Network).At("network"))
	k.line("name", &c.Name)
	k.line("handle", &c.Handle)
	k.webAddress("url", &c.URL)
}
