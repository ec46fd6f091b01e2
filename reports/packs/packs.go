// Package packs makes what a committee decides on without the program: the
// numbered booklet that shows each publication as it will look on each network,
// the workbook with drop-down decisions that is imported back, and the sheet of
// one publication.
package packs

import (
	"context"
	"fmt"
	"slices"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/reports/letter"
	"regie/reports/page"
)

// House is what a pack asks of the agency and its clients.
type House interface {
	letter.House
	Channels(ctx context.Context, client clients.ID) ([]clients.Channel, error)
}

// Plan is what a pack asks of the calendar.
type Plan interface {
	Item(ctx context.Context, id clients.ID) (calendar.Item, error)
	Limits() *limits.Book
}

// Document is a pack with all that its pages show, by value. A pack without
// number is the sheet of one publication.
type Document struct {
	letter.Letter
	Pack     calendar.Pack
	Channels []clients.Channel
	Limits   *limits.Book
	// Pictures are the media by content; one that is no picture, or that has
	// vanished, is nil.
	Pictures map[string]*page.Picture
	// State is that of a sheet's publication; empty in a pack.
	State calendar.State
}

// Service gathers documents. It is safe for concurrent use.
type Service struct {
	house House
	plan  Plan
	now   clients.Clock
}

// New makes the service.
func New(house House, plan Plan, now clients.Clock) *Service {
	return &Service{house: house, plan: plan, now: now}
}

// Gather reads what a pack's booklet shows. It is in the pack's language and
// has the same bytes each time.
func (s *Service) Gather(ctx context.Context, p calendar.Pack) (Document, error) {
	lang, err := text.Parse(p.Lang)
	if err != nil {
		lang = ""
	}
	d := Document{Pack: p}
	if d.Letter, err = letter.Read(ctx, s.house, p.Client, lang, p.MadeAt); err != nil {
		return d, err
	}
	return d, s.fill(ctx, &d)
}

// Sheet reads the sheet of one publication, whatever its state, in a language;
// none is the client's. Faults: item_unknown, report_internal.
func (s *Service) Sheet(ctx context.Context, item clients.ID, lang text.Lang) (Document, error) {
	var d Document
	it, err := s.plan.Item(ctx, item)
	if err != nil {
		return d, err
	}
	if d.Letter, err = letter.Read(ctx, s.house, it.Client, lang, s.now()); err != nil {
		return d, err
	}
	d.State = it.State
	d.Pack = calendar.Pack{Client: it.Client, Lang: string(d.Lang), Due: it.ReviewDue, Count: 1, Entries: []calendar.PackEntry{{
		Item: it.ID, Position: 1, Title: it.Name(), Hash: it.ContentHash(),
		Shown: calendar.Shown{Item: it.ID, Kind: it.Kind, On: it.On, At: it.At, Zone: it.Zone, Link: it.Link, Networks: it.Resolved()},
	}}}
	for _, c := range d.Committee() {
		d.Pack.Members = append(d.Pack.Members, calendar.Member{ID: c.ID, Name: c.Name})
	}
	return d, s.fill(ctx, &d)
}

// fill reads accounts and pictures.
func (s *Service) fill(ctx context.Context, d *Document) error {
	d.Limits = s.plan.Limits()
	var err error
	if d.Channels, err = s.house.Channels(ctx, d.Client.ID); err != nil {
		return fmt.Errorf("reading the accounts: %w", err)
	}
	d.Pictures = map[string]*page.Picture{}
	for _, e := range d.Pack.Entries {
		for _, n := range e.Shown.Networks {
			for _, m := range n.Media {
				if _, known := d.Pictures[m.SHA256]; known {
					continue
				}
				content, err := s.house.Media(ctx, m.SHA256)
				if err != nil { // it vanished from the folder: its place is shown empty
					content = nil
				}
				d.Pictures[m.SHA256] = letter.Picture(content)
			}
		}
	}
	return nil
}

// account is the presence a text goes out on: the one it names, else the
// network's first.
func (d *Document) account(r calendar.Resolved) clients.Channel {
	for _, match := range []func(clients.Channel) bool{
		func(c clients.Channel) bool { return string(c.ID) == r.Channel },
		func(c clients.Channel) bool { return c.Network == r.Network && c.ArchivedAt == "" },
	} {
		if i := slices.IndexFunc(d.Channels, match); i >= 0 {
			return d.Channels[i]
		}
	}
	return clients.Channel{Network: r.Network, Name: d.Client.Name}
}
