package timesheet

import (
	"context"
	"fmt"
	"image/color"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/hours"
	"regie/clients/hue"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/widgets"
)

// book holds the agency's names: who works there, wearing which hats, for whom.
type book struct {
	agency  clients.Agency
	people  map[clients.ID]clients.Staff
	staff   []clients.Staff // those who are not archived
	hats    []clients.Hat
	levels  map[string]clients.Level
	clients map[clients.ID]clients.Client
	list    []clients.Client // those that take time, in the rail's order
}

func loadBook(ctx context.Context, house House) (book, error) {
	b := book{people: map[clients.ID]clients.Staff{}, levels: map[string]clients.Level{}, clients: map[clients.ID]clients.Client{}}
	var err error
	if b.agency, err = house.Agency(ctx); err != nil {
		return b, fmt.Errorf("reading the agency: %w", err)
	}
	staff, err := house.Staff(ctx, true)
	if err != nil {
		return b, fmt.Errorf("reading the staff: %w", err)
	}
	for _, s := range staff {
		b.people[s.ID] = s
		if s.ArchivedAt == "" {
			b.staff = append(b.staff, s)
		}
	}
	if b.hats, err = house.Hats(ctx); err != nil {
		return b, fmt.Errorf("reading the hats: %w", err)
	}
	levels, err := house.Levels(ctx)
	if err != nil {
		return b, fmt.Errorf("reading the levels: %w", err)
	}
	for _, l := range levels {
		b.levels[l.Key] = l
	}
	all, err := house.Clients(ctx, clients.AllClients)
	if err != nil {
		return b, fmt.Errorf("reading the clients: %w", err)
	}
	for _, c := range all {
		b.clients[c.ID] = c
		if c.ArchivedAt == "" {
			b.list = append(b.list, c)
		}
	}
	return b, nil
}

func (b *book) hat(key string) clients.Hat {
	for _, h := range b.hats {
		if h.Key == key {
			return h
		}
	}
	return clients.Hat{Key: key, NameFR: key, NameEN: key}
}

func (b *book) hatName(p *text.Printer, key string) string {
	h := b.hat(key)
	return choices.Name(p, h.NameFR, h.NameEN)
}

// hatColor is the hat's own colour, grey where it has none.
func (b *book) hatColor(key string) color.NRGBA {
	c, err := hue.Parse(b.hat(key).Color)
	if err != nil {
		return color.NRGBA{R: 0x6B, G: 0x72, B: 0x80, A: 0xFF}
	}
	return c
}

func (b *book) levelName(p *text.Printer, key string) string {
	l, ok := b.levels[key]
	if !ok {
		return key
	}
	return choices.Name(p, l.NameFR, l.NameEN)
}

// firstHat is the hat a person's entry begins with when nothing else says.
func (b *book) firstHat() string {
	for _, h := range b.hats {
		if !h.Retired {
			return h.Key
		}
	}
	return ""
}

// personOptions are the people to choose from, with one who has left if an
// entry is theirs.
func (b *book) personOptions(p *text.Printer, with clients.ID) []widgets.Option {
	var list []widgets.Option
	for _, s := range b.staff {
		list = append(list, widgets.Option{Key: string(s.ID), Label: s.Name, Detail: b.levelName(p, s.Level)})
	}
	if s, ok := b.people[with]; ok && s.ArchivedAt != "" {
		list = append(list, widgets.Option{Key: string(s.ID), Label: s.Name})
	}
	return list
}

func (b *book) hatOptions(p *text.Printer, with string) []widgets.Option {
	var list []widgets.Option
	for _, h := range b.hats {
		if !h.Retired || h.Key == with {
			list = append(list, widgets.Option{Key: h.Key, Label: choices.Name(p, h.NameFR, h.NameEN)})
		}
	}
	return list
}

func (b *book) clientOptions() []widgets.Option {
	list := make([]widgets.Option, 0, len(b.list))
	for _, c := range b.list {
		list = append(list, widgets.Option{Key: string(c.ID), Label: c.Name})
	}
	return list
}

func kindOptions(p *text.Printer, first widgets.Option) []widgets.Option {
	list := []widgets.Option{first}
	for _, k := range []hours.Kind{hours.Contract, hours.Extra, hours.Free} {
		list = append(list, widgets.Option{Key: string(k), Label: p.T("hours.kind_" + string(k))})
	}
	return list
}

// amount writes minor units, or the sign of what is not known.
func amount(p *text.Printer, minor *int64, c money.Currency) string {
	if minor == nil {
		return p.T("common.unknown")
	}
	return p.Money(money.Amount{Minor: *minor, Currency: c})
}

// minutes are the whole minutes of seconds, half up.
func minutes(seconds int64) int64 { return (seconds + 30) / 60 }
