package calendar

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Item gives one item by its ID alone; fault item_unknown.
func (s *Service) Item(ctx context.Context, id clients.ID) (Item, error) {
	client, err := s.keep.ClientOf(ctx, id)
	if err != nil {
		return Item{}, err
	}
	return s.keep.Item(ctx, client, id)
}

// Add keeps a new item (see Blank). Its state may be idea or draft; what is
// not said is taken from the client and the acting person. Faults name the
// field: see validate.go.
func (s *Service) Add(ctx context.Context, it Item) (Item, error) {
	w, err := s.world(ctx, it.Client)
	if err != nil {
		return it, err
	}
	if it.State == "" {
		it.State = Draft
	}
	if it.State != Idea && it.State != Draft {
		return it, fault.New("item_begins", "state", it.State.key()).At("state")
	}
	if err := s.prepare(ctx, w, &it); err != nil {
		return it, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "item.add", Client: it.Client, Subject: it.Name()})
	return it, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveItem(ctx, it) })
}

// prepare completes and checks an item that is new.
func (s *Service) prepare(ctx context.Context, w world, it *Item) error {
	if err := w.open(); err != nil {
		return err
	}
	who := clients.Acting(ctx).ID
	if it.Zone == "" {
		it.Zone = w.client.Zone
	}
	if it.Author == "" {
		it.Author = who
	}
	it.Writer = who
	if it.Writer == "" {
		it.Writer = it.Author
	}
	if err := s.validate(ctx, w, it); err != nil {
		return err
	}
	it.ID, it.Client = s.newID(), w.client.ID
	it.Revision, it.Version = 1, 0
	it.CreatedAt = s.now().UTC()
	it.ChangedAt = it.CreatedAt
	it.HeldFrom, it.HoldReason, it.HoldID = "", "", ""
	it.Hash = it.ContentHash()
	return nil
}

// Edit keeps what was changed on an item: everything but its state, decisions
// and publication, which have acts of their own. A Version other than 0 and
// than the kept one is refused (item_changed_since).
func (s *Service) Edit(ctx context.Context, edited Item) (Item, error) {
	return s.change(ctx, "item.edit", edited.Client, edited.ID, false,
		func(ctx context.Context, w world, it *Item, _ []Decision) error {
			if edited.Version != 0 && edited.Version != it.Version {
				return fault.New("item_changed_since")
			}
			next := edited.clone()
			next.State, next.HeldFrom, next.HoldReason, next.HoldID = it.State, it.HeldFrom, it.HoldReason, it.HoldID
			next.Writer, next.Hash, next.Revision = it.Writer, it.Hash, it.Revision
			next.PublishedURL, next.PublishedAt, next.Capture, next.Correction = it.PublishedURL, it.PublishedAt, it.Capture, it.Correction
			next.AskedAt, next.CreatedAt, next.Import = it.AskedAt, it.CreatedAt, it.Import
			next.PostponedFrom, next.PostponedBy = it.PostponedFrom, it.PostponedBy
			next.Series, next.SeriesOn = it.Series, it.SeriesOn
			if next.On != it.On {
				if err := s.moved(ctx, it, &next, ""); err != nil {
					return err
				}
			}
			if err := s.validate(ctx, w, &next); err != nil {
				return err
			}
			*it = next
			return nil
		})
}

// Change loads an item, lets fn change it, and keeps it as Edit does.
func (s *Service) Change(ctx context.Context, id clients.ID, fn func(it *Item) error) (Item, error) {
	it, err := s.Item(ctx, id)
	if err != nil {
		return it, err
	}
	if err := fn(&it); err != nil {
		return it, err
	}
	return s.Edit(ctx, it)
}

// Move puts an item on another day and, unless at is nil, at another time.
// by says who wanted it later, empty for the agency.
func (s *Service) Move(ctx context.Context, id clients.ID, to civil.Date, at *civil.Clock, by Side) (Item, error) {
	client, err := s.keep.ClientOf(ctx, id)
	if err != nil {
		return Item{}, err
	}
	if by != "" && by != ByAgency && by != ByClient {
		return Item{}, fault.New("side_unknown", "value", string(by)).At("by")
	}
	return s.change(ctx, "item.move", client, id, false,
		func(ctx context.Context, w world, it *Item, _ []Decision) error {
			before := *it
			it.On = to
			if at != nil {
				it.At = *at
			}
			if err := s.validate(ctx, w, it); err != nil {
				return err
			}
			return s.moved(ctx, &before, it, by)
		})
}

// moved records that an item left one day for another. An idea has not been
// promised to anybody: it is not postponed.
func (s *Service) moved(ctx context.Context, before, it *Item, by Side) error {
	if before.State != Idea && before.State != Cancelled && before.State != Published {
		it.PostponedFrom, it.PostponedBy = postpone(*before, it.On, by)
	}
	if before.On == it.On || before.State == Published {
		return nil
	}
	return s.trace(ctx, *it, Trace{Kind: Moved, FromOn: before.On.String(), ToOn: it.On.String(), Reason: string(it.PostponedBy)})
}

// Copy makes a new draft on another day with the same words and media.
func (s *Service) Copy(ctx context.Context, id clients.ID, on civil.Date) (Item, error) {
	from, err := s.Item(ctx, id)
	if err != nil {
		return from, err
	}
	w, err := s.world(ctx, from.Client)
	if err != nil {
		return from, err
	}
	it := Item{
		Client: from.Client, Kind: from.Kind, Title: from.Title, On: on, At: from.At, Zone: from.Zone, State: Draft,
		Campaign: from.Campaign, Pillar: from.Pillar, Funnel: from.Funnel, EffortSeconds: from.EffortSeconds,
		Link: from.Link, Note: from.Note, Texts: slices.Clone(from.Texts), Media: slices.Clone(from.Media),
	}
	if from.State == Idea {
		it.State = Idea
	}
	if clients.Acting(ctx).ID == "" {
		it.Author = from.Author
	}
	if err := s.prepare(ctx, w, &it); err != nil {
		return it, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "item.copy", Client: it.Client, Subject: it.Name()})
	return it, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveItem(ctx, it) })
}

// Remove takes away an item that nobody was shown and that was never published; others can only be cancelled (item_has_decisions, item_published).
func (s *Service) Remove(ctx context.Context, id clients.ID) error {
	it, err := s.Item(ctx, id)
	if err != nil {
		return err
	}
	w, err := s.world(ctx, it.Client)
	if err != nil {
		return err
	}
	if err := w.open(); err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "item.remove", Client: it.Client, Subject: it.Name()})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		shown, err := s.keep.WasShown(ctx, it.Client, id)
		if err != nil {
			return err
		}
		if shown || it.State == ClientReview {
			return fault.New("item_has_decisions")
		}
		if it.State == Published {
			return fault.New("item_published")
		}
		if err := s.leaveOut(ctx, it); err != nil {
			return err
		}
		return s.keep.RemoveItem(ctx, it.Client, id)
	})
}

// SetText puts the words of one network; it ends a "same as". With no words
// and no such network yet it adds the network.
func (it *Item) SetText(network, text string) {
	for i := range it.Texts {
		if it.Texts[i].Network == network {
			it.Texts[i].Text, it.Texts[i].SameAs = text, ""
			return
		}
	}
	it.Texts = append(it.Texts, Text{Network: network, Text: text})
}

// Follow makes a network use another one's words.
func (it *Item) Follow(network, other string) {
	for i := range it.Texts {
		if it.Texts[i].Network == network {
			it.Texts[i].Text, it.Texts[i].FirstComment, it.Texts[i].SameAs = "", "", other
			return
		}
	}
	it.Texts = append(it.Texts, Text{Network: network, SameAs: other})
}

// DropNetwork takes a network away. Those that followed it keep its words.
func (it *Item) DropNetwork(network string) {
	gone, ok := it.source(network)
	for i := range it.Texts {
		if ok && it.Texts[i].SameAs == network {
			it.Texts[i].Text, it.Texts[i].SameAs = gone.Text, ""
			it.Texts[i].Title = cmp.Or(it.Texts[i].Title, gone.Title)
			it.Texts[i].FirstComment = cmp.Or(it.Texts[i].FirstComment, gone.FirstComment)
		}
	}
	it.Texts = slices.DeleteFunc(it.Texts, func(t Text) bool { return t.Network == network })
	it.Media = slices.DeleteFunc(it.Media, func(m Media) bool { return m.Network == network })
}

// Sign puts the brand's signature hashtags under a network's text, or takes
// them off.
func (it *Item) Sign(network string, brand clients.Brand, on bool) {
	for i := range it.Texts {
		if it.Texts[i].Network != network {
			continue
		}
		it.Texts[i].Signature = ""
		if on {
			it.Texts[i].Signature = brand.Signature()
		}
	}
}

// SignAgain puts a client's changed signature under every text that bears one
// and is still to go out: what would be published is another text then, and
// the decisions on it are void. It is the house's watcher of edited clients.
func (s *Service) SignAgain(ctx context.Context, before, after clients.Client) error {
	if before.Brand.Signature() == after.Brand.Signature() {
		return nil
	}
	w, err := s.world(ctx, after.ID)
	if err != nil {
		return err
	}
	pending := slices.DeleteFunc(States(), func(st State) bool { return st == Published })
	items, err := s.keep.Items(ctx, Filter{Client: after.ID, States: pending})
	if err != nil {
		return err
	}
	for _, kept := range items {
		it := kept.clone()
		for _, t := range kept.Texts {
			if t.Signature != "" {
				it.Sign(t.Network, after.Brand, true)
			}
		}
		if slices.Equal(it.Texts, kept.Texts) {
			continue
		}
		decisions, err := s.keep.Decisions(ctx, kept.Client, kept.ID)
		if err != nil {
			return err
		}
		if err := s.store(ctx, w, kept, &it, decisions); err != nil {
			return fmt.Errorf("signing %q again: %w", kept.Name(), err)
		}
	}
	return nil
}

// fieldOf is the form field of a change's name: "text" of "text:x".
func fieldOf(change string) string {
	field, _, _ := strings.Cut(change, ":")
	return field
}
