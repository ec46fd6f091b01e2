package calendar

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Pack is a numbered booklet of what a committee is asked to decide on without
// the program: made once, never changed, numbered per client without gap.
type Pack struct {
	ID, Client clients.ID
	Number     int
	Days       civil.Range
	Due        civil.Date // the day by which answers are asked; zero for none
	Lang       string     // of the documents
	MadeAt     time.Time
	Who        string // who made it
	Members    []Member
	Entries    []PackEntry // in the order of the booklet; empty in lists
	Count      int         // of the entries
}

// PackEntry is one item of a pack as it was shown.
type PackEntry struct {
	Item     clients.ID
	Position int // from 1
	Title    string
	Hash     string // of Shown
	Shown    Shown
}

// Shown is a content that somebody was shown, read back from its canonical form.
type Shown struct {
	Item     clients.ID
	Kind     Kind
	On       civil.Date
	At       civil.Clock
	Zone     string
	Link     string
	Networks []Resolved
}

// PackRequest says what goes into a new pack.
type PackRequest struct {
	Client clients.ID
	Days   civil.Range
	Items  []clients.ID // only these, as for a one-post sheet; then Days may be empty
	Due    civil.Date
	Lang   string // empty: the client's
}

// MakePack freezes everything of a client that waits for the committee in a run
// of days, under the client's next number; the items' answers are due on the
// deadline. It cannot be undone: the booklet may be in somebody's hands. Faults:
// dates_missing, dates_reversed, pack_due_past, pack_empty,
// pack_item_not_waiting with "title" and "state", pack_media with "title" where
// a file is no longer what the committee would decide on.
func (s *Service) MakePack(ctx context.Context, r PackRequest) (Pack, error) {
	p := Pack{ID: s.newID(), Client: r.Client, Days: r.Days, Due: r.Due, Lang: r.Lang, MadeAt: s.now().UTC(), Who: clients.Acting(ctx).Name}
	w, err := s.world(ctx, r.Client)
	if err != nil {
		return p, err
	}
	if err := s.checkRequest(w, r); err != nil {
		return p, err
	}
	if p.Lang == "" {
		p.Lang = w.client.Lang
	}
	p.Members = slices.Clone(w.committee.Members)
	ctx = clients.Doing(ctx, clients.Act{Kind: "pack.make", Client: r.Client, Subject: w.client.Name, Final: true})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		items, err := s.waiting(ctx, r)
		if err != nil {
			return err
		}
		p.Entries = nil
		for i, it := range items {
			if err := s.mediaThere(ctx, it); err != nil {
				return err
			}
			p.Entries = append(p.Entries, PackEntry{Item: it.ID, Position: i + 1, Title: it.Name(), Hash: it.Hash, Shown: it.shown()})
			p.Days = widen(p.Days, it.On)
		}
		p.Count = len(p.Entries)
		if p.Number, err = s.keep.LastPack(ctx, r.Client); err != nil {
			return err
		}
		p.Number++
		if err := s.keep.AddPack(ctx, p); err != nil {
			return err
		}
		return s.askBy(ctx, w, items, r.Due)
	})
	return p, err
}

func (s *Service) checkRequest(w world, r PackRequest) error {
	if err := w.open(); err != nil {
		return err
	}
	switch {
	case len(r.Items) > 0:
	case r.Days.From.IsZero() || r.Days.To.IsZero():
		return fault.New("dates_missing").At("from")
	case r.Days.To.Before(r.Days.From):
		return fault.New("dates_reversed").At("until")
	}
	zone, err := civil.Zone(w.client.Zone)
	if err != nil {
		return err
	}
	if !r.Due.IsZero() && r.Due.Before(civil.DateOf(s.now(), zone)) {
		return fault.New("pack_due_past", "on", r.Due).At("deadline")
	}
	return nil
}

// waiting are the items of a request, in the order of the calendar.
func (s *Service) waiting(ctx context.Context, r PackRequest) ([]Item, error) {
	if len(r.Items) == 0 {
		items, err := s.keep.Items(ctx, Filter{Client: r.Client, Days: r.Days, States: []State{ClientReview}})
		if err == nil && len(items) == 0 {
			err = fault.New("pack_empty").At("from")
		}
		return items, err
	}
	var items []Item
	for _, id := range r.Items {
		it, err := s.keep.Item(ctx, r.Client, id)
		if err != nil {
			return nil, err
		}
		if it.State != ClientReview {
			return nil, fault.New("pack_item_not_waiting", "title", it.Name(), "state", it.State.key()).At("item")
		}
		items = append(items, it)
	}
	return items, nil
}

// mediaThere refuses an item of which a file vanished or was changed on disk:
// nobody can be shown what they would decide on.
func (s *Service) mediaThere(ctx context.Context, it Item) error {
	for _, hash := range it.mediaHashes() {
		_, err := s.keep.MediaContent(ctx, hash)
		if f, ok := fault.As(err); ok {
			return fault.New("pack_media", "title", it.Name()).At("item").Because(f)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// askBy sets the day by which the committee should answer.
func (s *Service) askBy(ctx context.Context, w world, items []Item, due civil.Date) error {
	if due.IsZero() {
		return nil
	}
	for _, before := range items {
		it := before.clone()
		it.ReviewDue = due
		if err := s.store(ctx, w, before, &it, nil); err != nil {
			return err
		}
	}
	return nil
}

// Packs lists a client's packs, newest first, without their entries.
func (s *Service) Packs(ctx context.Context, client clients.ID) ([]Pack, error) {
	return s.keep.Packs(ctx, client)
}

// Pack gives a client's pack by its number, with its entries; fault pack_unknown.
func (s *Service) Pack(ctx context.Context, client clients.ID, number int) (Pack, error) {
	list, err := s.keep.Packs(ctx, client)
	if err != nil {
		return Pack{}, err
	}
	i := slices.IndexFunc(list, func(p Pack) bool { return p.Number == number })
	if i < 0 {
		return Pack{}, fault.New("pack_unknown", "value", number).At("pack")
	}
	return s.keep.Pack(ctx, list[i].ID)
}

// shown is the item's content as it would be published.
func (it Item) shown() Shown {
	return Shown{Item: it.ID, Kind: it.Kind, On: it.On, At: it.At, Zone: it.Zone, Link: it.Link, Networks: it.Resolved()}
}

// ReadShown reads a canonical content back.
func ReadShown(content []byte) (Shown, error) {
	var raw struct {
		Item, Kind, Link, Zone string
		On, At                 *string
		Networks               []struct {
			Network, Channel, Title, Text string
			FirstComment                  string `json:"first_comment"`
			Media                         []struct{ SHA256, Alt string }
		}
	}
	if err := json.Unmarshal(content, &raw); err != nil {
		return Shown{}, fmt.Errorf("reading what was shown: %w", err)
	}
	s := Shown{Item: clients.ID(raw.Item), Kind: Kind(raw.Kind), At: civil.NoClock, Zone: raw.Zone, Link: raw.Link}
	var err error
	if raw.On != nil {
		if s.On, err = civil.ParseDate(*raw.On); err != nil {
			return s, fmt.Errorf("reading what was shown: %w", err)
		}
	}
	if raw.At != nil {
		if s.At, err = civil.ParseClock(*raw.At); err != nil {
			return s, fmt.Errorf("reading what was shown: %w", err)
		}
	}
	for _, n := range raw.Networks {
		r := Resolved{Network: n.Network, Channel: n.Channel, Title: n.Title, Text: n.Text, FirstComment: n.FirstComment}
		for _, m := range n.Media {
			r.Media = append(r.Media, Media{SHA256: m.SHA256, Alt: m.Alt})
		}
		s.Networks = append(s.Networks, r)
	}
	return s, nil
}
