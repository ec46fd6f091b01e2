// Package slots shows the moments of the week that a client keeps for
// publications, what stands in them in a month, and the next free ones.
package slots

import (
	"context"
	"slices"
	"strings"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// Calendar is what is asked of the calendar; calendar.Service answers it.
type Calendar interface {
	Slots(ctx context.Context, client clients.ID) ([]calendar.Slot, error)
	SaveSlot(ctx context.Context, s calendar.Slot) (calendar.Slot, error)
	RemoveSlot(ctx context.Context, client, id clients.ID) (calendar.Slot, error)
	Openings(ctx context.Context, client clients.ID, days civil.Range) ([]calendar.Opening, error)
	Pillars(ctx context.Context, client clients.ID) ([]calendar.Pillar, error)
	Limits() *limits.Book
}

// House is what is asked of the agency's own room.
type House interface {
	Channels(ctx context.Context, client clients.ID) ([]clients.Channel, error)
}

// model is what the view shows of a month.
type model struct {
	slots   []row
	free    []calendar.Opening // from now on, in order
	pillars []calendar.Pillar
	// networks are those the client is present on, else all.
	networks []string
}

// row is one slot and how it fares in the month.
type row struct {
	slot         calendar.Slot
	taken, total int // openings of the month that are not shut
}

func load(ctx context.Context, d Deps, client clients.ID, month civil.Month, now moment) (model, error) {
	var md model
	slots, err := d.Calendar.Slots(ctx, client)
	if err != nil {
		return md, err
	}
	openings, err := d.Calendar.Openings(ctx, client, month.Range())
	if err != nil {
		return md, err
	}
	if md.pillars, err = d.Calendar.Pillars(ctx, client); err != nil {
		return md, err
	}
	channels, err := d.House.Channels(ctx, client)
	if err != nil {
		return md, err
	}
	md.slots, md.free = tally(slots, openings, now)
	md.networks = present(channels, d.Calendar.Limits().Networks())
	return md, nil
}

// moment is a day and its time on the wall.
type moment struct {
	on civil.Date
	at civil.Clock
}

// tally counts what is taken of each slot, and lists what is free from now on.
func tally(slots []calendar.Slot, openings []calendar.Opening, now moment) (rows []row, free []calendar.Opening) {
	at := map[clients.ID]int{}
	for _, s := range slots {
		at[s.ID] = len(rows)
		rows = append(rows, row{slot: s})
	}
	for _, o := range openings {
		i, ok := at[o.Slot.ID]
		if !ok || o.Shut {
			continue
		}
		rows[i].total++
		if !o.Free() {
			rows[i].taken++
		} else if o.On.After(now.on) || (o.On == now.on && o.Slot.At > now.at) {
			free = append(free, o)
		}
	}
	return rows, free
}

// present are the networks of a client's channels in the book's order, all of
// them for a client without channels.
func present(channels []clients.Channel, known []string) []string {
	var out []string
	for _, n := range known {
		if slices.ContainsFunc(channels, func(c clients.Channel) bool { return c.Network == n && c.ArchivedAt == "" }) {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return known
	}
	return out
}

// places names the networks of a slot, "all networks" for none.
func places(p *text.Printer, book *limits.Book, s calendar.Slot) string {
	if len(s.Networks) == 0 {
		return p.T("slots.any_network")
	}
	names := make([]string, 0, len(s.Networks))
	for _, n := range s.Networks {
		names = append(names, book.Name(n, string(p.Lang())))
	}
	return strings.Join(names, ", ")
}

// fitting says what a slot is kept for, "" for anything.
func (m model) fitting(p *text.Printer, s calendar.Slot) string {
	var words []string
	if s.Kind != "" {
		words = append(words, p.T("calendar.kind."+string(s.Kind)))
	}
	if i := slices.IndexFunc(m.pillars, func(o calendar.Pillar) bool { return o.ID == s.Pillar }); s.Pillar != "" && i >= 0 {
		words = append(words, m.pillars[i].Name)
	}
	return strings.Join(words, " · ")
}
