package calendar

import (
	"cmp"
	"context"
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Slot is a moment of the week that a client keeps for publications
// ("créneau"), on the wall clock of the client's zone.
type Slot struct {
	ID, Client clients.ID
	Weekday    time.Weekday
	At         civil.Clock
	Networks   []string   // empty: any
	Kind       Kind       // empty: any that goes out
	Pillar     clients.ID // empty: any
}

// Opening is a slot on one day.
type Opening struct {
	Slot Slot
	On   civil.Date
	// By are the items that stand in it, empty when it is free.
	By []clients.ID
	// Shut: nothing goes out on that day (an embargo, or a full day).
	Shut bool
}

// Free reports whether something can still be put there.
func (o Opening) Free() bool { return len(o.By) == 0 && !o.Shut }

const (
	// slotReach is how far from a slot an item may stand and still take it.
	slotReach = 120 // minutes
	// slotAhead is how many days ahead a free slot is looked for.
	slotAhead = 92
	maxSlots  = 60
)

// suits reports whether an item of this kind, for these networks, may stand in
// the slot.
func (s Slot) suits(kind Kind, networks []string) bool {
	return kind.Publishes() && (s.Kind == "" || s.Kind == kind) &&
		(len(s.Networks) == 0 || len(networks) == 0 || len(common(s.Networks, networks)) > 0)
}

func common(a, b []string) []string {
	var out []string
	for _, n := range a {
		if slices.Contains(b, n) {
			out = append(out, n)
		}
	}
	return out
}

// openings lays slots over days and says which are taken by the items that
// stand there. An item takes the nearest slots of its day, up to two hours
// away, one for each of its networks; one without a time takes the first. A
// slot is taken once for each network it names.
func openings(slots []Slot, items []Row, days civil.Range) []Opening {
	byDay := map[civil.Date][]Row{}
	for _, it := range items {
		if it.Kind.Publishes() && it.State != Cancelled && it.State != Idea && it.State != OnHold {
			byDay[it.On] = append(byDay[it.On], it)
		}
	}
	var all []Opening
	for on := days.From; !on.After(days.To); on = on.AddDays(1) {
		from := len(all)
		for _, s := range slots {
			if s.Weekday == on.Weekday() {
				all = append(all, Opening{Slot: s, On: on})
			}
		}
		today := all[from:]
		slices.SortFunc(today, func(a, b Opening) int {
			return cmp.Or(cmp.Compare(a.Slot.At, b.Slot.At), cmp.Compare(a.Slot.ID, b.Slot.ID))
		})
		settle(today, byDay[on])
	}
	return all
}

// claim is an item that could stand in an opening of its day.
type claim struct {
	opening, item, away int
}

// settle gives the openings of one day to its items, the nearest first.
func settle(openings []Opening, items []Row) {
	var claims []claim
	for o, opening := range openings {
		for i, it := range items {
			away := slotReach
			if it.At != civil.NoClock {
				away = max(int(it.At-opening.Slot.At), int(opening.Slot.At-it.At))
			}
			if away <= slotReach && opening.Slot.suits(it.Kind, it.Networks) {
				claims = append(claims, claim{o, i, away})
			}
		}
	}
	slices.SortStableFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.away, b.away), cmp.Compare(a.opening, b.opening), cmp.Compare(items[a.item].ID, items[b.item].ID))
	})
	served := make([][]string, len(items)) // networks of an item that have their slot
	placed := make([]bool, len(items))
	for _, c := range claims {
		o, it := &openings[c.opening], items[c.item]
		if len(o.By) > 0 {
			continue
		}
		takes := common(o.Slot.Networks, it.Networks)
		if len(takes) == 0 { // one of the two names no network
			if placed[c.item] {
				continue
			}
		} else if len(common(takes, served[c.item])) > 0 {
			continue
		}
		o.By = append(o.By, it.ID)
		placed[c.item] = true
		served[c.item] = append(served[c.item], takes...)
	}
}

// Slots lists a client's slots, Monday's first.
func (s *Service) Slots(ctx context.Context, client clients.ID) ([]Slot, error) {
	list, err := s.keep.Slots(ctx, client)
	slices.SortFunc(list, func(a, b Slot) int {
		return cmp.Or(cmp.Compare((a.Weekday+6)%7, (b.Weekday+6)%7), cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
	})
	return list, err
}

// SaveSlot keeps a slot; a new one has no ID. Faults: slot_time_missing,
// network_unknown, kind_unknown, pillar_unknown, slot_exists, slots_too_many.
func (s *Service) SaveSlot(ctx context.Context, slot Slot) (Slot, error) {
	w, err := s.world(ctx, slot.Client)
	if err != nil {
		return slot, err
	}
	if err := w.open(); err != nil {
		return slot, err
	}
	if err := s.checkSlot(ctx, &slot); err != nil {
		return slot, err
	}
	if slot.ID == "" {
		slot.ID = s.newID()
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "slot.save", Client: slot.Client, Subject: slot.At.String()})
	return slot, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveSlot(ctx, slot) })
}

func (s *Service) checkSlot(ctx context.Context, slot *Slot) error {
	if slot.At < 0 {
		return fault.New("slot_time_missing").At("at")
	}
	if slot.Kind != "" && (!slices.Contains(Kinds(), slot.Kind) || !slot.Kind.Publishes()) {
		return fault.New("kind_unknown", "value", short(string(slot.Kind), 60)).At("kind")
	}
	for i, n := range slot.Networks {
		key, ok := s.Limits().Network(n)
		if !ok {
			return fault.New("network_unknown", "value", short(n, 60)).At("network")
		}
		slot.Networks[i] = key
	}
	slices.Sort(slot.Networks)
	slot.Networks = slices.Compact(slot.Networks)
	if err := s.checkSlotPillar(ctx, slot); err != nil {
		return err
	}
	all, err := s.keep.Slots(ctx, slot.Client)
	if err != nil {
		return err
	}
	if len(all) >= maxSlots && slot.ID == "" {
		return fault.New("slots_too_many", "limit", maxSlots).At("at")
	}
	for _, o := range all {
		if o.ID != slot.ID && o.Weekday == slot.Weekday && o.At == slot.At && slices.Equal(o.Networks, slot.Networks) && o.Kind == slot.Kind {
			return fault.New("slot_exists", "at", slot.At.String()).At("at")
		}
	}
	return nil
}

func (s *Service) checkSlotPillar(ctx context.Context, slot *Slot) error {
	if slot.Pillar == "" {
		return nil
	}
	pillars, err := s.keep.Pillars(ctx, slot.Client)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(pillars, func(p Pillar) bool { return p.ID == slot.Pillar }) {
		return fault.New("pillar_unknown", "value", short(string(slot.Pillar), 60)).At("pillar")
	}
	return nil
}

// RemoveSlot takes a slot away; fault slot_unknown. What stands in it stays.
func (s *Service) RemoveSlot(ctx context.Context, client, id clients.ID) (Slot, error) {
	all, err := s.keep.Slots(ctx, client)
	if err != nil {
		return Slot{}, err
	}
	i := slices.IndexFunc(all, func(o Slot) bool { return o.ID == id })
	if i < 0 {
		return Slot{}, fault.New("slot_unknown", "value", short(string(id), 60)).At("slot")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "slot.remove", Client: client, Subject: all[i].At.String()})
	return all[i], s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.RemoveSlot(ctx, client, id) })
}

// Openings lists a client's slots in a run of days, with what stands in them;
// days under embargo, and full ones, are shut.
func (s *Service) Openings(ctx context.Context, client clients.ID, days civil.Range) ([]Opening, error) {
	slots, err := s.keep.Slots(ctx, client)
	if err != nil || len(slots) == 0 {
		return nil, err
	}
	rows, err := s.keep.Rows(ctx, Filter{Client: client, Days: days})
	if err != nil {
		return nil, err
	}
	all := openings(slots, rows, days)
	own, err := s.keep.OwnDays(ctx, client)
	if err != nil {
		return nil, err
	}
	most, err := s.DayMax(ctx, client)
	if err != nil {
		return nil, err
	}
	out := map[civil.Date]int{}
	for _, r := range rows {
		if r.Kind.Publishes() && r.State != Cancelled && r.State != Idea {
			out[r.On]++
		}
	}
	for i, o := range all {
		all[i].Shut = (most > 0 && out[o.On] >= most) ||
			slices.ContainsFunc(own, func(d OwnDay) bool { return d.Kind == Embargo && d.Days.Contains(o.On) })
	}
	return all, nil
}

// NextOpening is the first free slot from now on in which the item may stand;
// fault slot_none when there is none in the next 92 days.
func (s *Service) NextOpening(ctx context.Context, it Item) (Opening, error) {
	w, err := s.world(ctx, it.Client)
	if err != nil {
		return Opening{}, err
	}
	zone, err := civil.Zone(w.client.Zone)
	if err != nil {
		return Opening{}, err
	}
	now := s.now().In(zone)
	today := civil.DateOf(now, zone)
	clock := civil.Clock(now.Hour()*60 + now.Minute())
	all, err := s.Openings(ctx, it.Client, civil.Range{From: today, To: today.AddDays(slotAhead)})
	if err != nil {
		return Opening{}, err
	}
	networks := make([]string, 0, len(it.Texts))
	for _, t := range it.Texts {
		networks = append(networks, t.Network)
	}
	for _, o := range all {
		past := o.On == today && o.Slot.At <= clock
		if !past && o.Free() && o.Slot.suits(it.Kind, networks) && (o.Slot.Pillar == "" || it.Pillar == "" || o.Slot.Pillar == it.Pillar) {
			return o, nil
		}
	}
	return Opening{}, fault.New("slot_none", "days", slotAhead).At("slot")
}

// Queue puts an item into its next free slot, whatever day it had. As any
// move, it voids decisions given on another day.
func (s *Service) Queue(ctx context.Context, id clients.ID) (Item, error) {
	it, err := s.Item(ctx, id)
	if err != nil {
		return it, err
	}
	o, err := s.NextOpening(ctx, it)
	if err != nil {
		return it, err
	}
	return s.Move(ctx, id, o.On, &o.Slot.At, ByAgency)
}
