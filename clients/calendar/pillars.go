package calendar

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hue"
	"regie/clients/money"
)

// whole is 100 % in hundredths of a percent.
const whole = 10_000

// Pillars lists a client's pillars in their order, archived ones too.
func (s *Service) Pillars(ctx context.Context, client clients.ID) ([]Pillar, error) {
	return s.keep.Pillars(ctx, client)
}

// Pillar finds a pillar in use by ID or name; fault pillar_unknown.
func (s *Service) Pillar(ctx context.Context, client clients.ID, named string) (Pillar, error) {
	list, err := s.keep.Pillars(ctx, client)
	if err != nil {
		return Pillar{}, err
	}
	folded := clients.Fold(strings.TrimSpace(named))
	i := slices.IndexFunc(list, func(p Pillar) bool {
		return p.ArchivedAt == "" && (string(p.ID) == named || clients.Fold(p.Name) == folded)
	})
	if i < 0 {
		return Pillar{}, fault.New("pillar_unknown", "value", short(named, 60)).At("pillar")
	}
	return list[i], nil
}

// SavePillar keeps a pillar; a new one has no ID and goes last. Faults:
// name_missing, pillar_taken, text_too_long, color_invalid, share_invalid, and
// shares_exceeded when the pillars in use are wished more than 100 % together.
func (s *Service) SavePillar(ctx context.Context, p Pillar) (Pillar, error) {
	if err := s.named(ctx, p.Client, &p.Name); err != nil {
		return p, err
	}
	if p.Share < 0 || p.Share > whole {
		return p, fault.New("share_invalid").At("share")
	}
	if p.Color != "" {
		if _, err := hue.Parse(p.Color); err != nil {
			return p, err
		}
	}
	list, err := s.keep.Pillars(ctx, p.Client)
	if err != nil {
		return p, err
	}
	if err := fits(list, p); err != nil {
		return p, err
	}
	if p.ID == "" {
		p.ID = s.newID()
		for _, other := range list {
			p.Position = max(p.Position, other.Position+1)
		}
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "pillar.save", Client: p.Client, Subject: p.Name})
	return p, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SavePillar(ctx, p) })
}

// ParseShare reads a percentage ("25", "12,5 %") as hundredths of a percent,
// nothing as 0; fault share_invalid.
func ParseShare(typed string) (int, error) {
	words := strings.Trim(strings.ReplaceAll(typed, ",", "."), " %\u00a0\u202f")
	if words == "" {
		return 0, nil
	}
	f, err := strconv.ParseFloat(words, 64)
	if err != nil || !(f >= 0 && f <= 100) {
		return 0, fault.New("share_invalid").At("share")
	}
	return int(math.Round(f * 100)), nil
}

// fits refuses a pillar whose name is in use or whose share is more than the
// others leave.
func fits(list []Pillar, p Pillar) error {
	if p.ArchivedAt != "" {
		return nil
	}
	left := whole
	for _, other := range list {
		if other.ID == p.ID || other.ArchivedAt != "" {
			continue
		}
		if clients.Fold(other.Name) == clients.Fold(p.Name) {
			return fault.New("pillar_taken", "name", p.Name).At("name")
		}
		left -= other.Share
	}
	if p.Share > max(0, left) {
		return fault.New("shares_exceeded", "left", max(0, left)/100).At("share")
	}
	return nil
}

// RetirePillar takes a pillar out of use. What was planned under it keeps it,
// so that earlier months still count right; fault pillar_unknown.
func (s *Service) RetirePillar(ctx context.Context, client clients.ID, named string) (Pillar, error) {
	p, err := s.Pillar(ctx, client, named)
	if err != nil {
		return p, err
	}
	p.ArchivedAt = s.now().UTC().Format(time.RFC3339)
	ctx = clients.Doing(ctx, clients.Act{Kind: "pillar.remove", Client: client, Subject: p.Name})
	return p, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SavePillar(ctx, p) })
}

// Part is how many publications of a run of days something has, and what part
// of all of them: shares are hundredths of a percent, rounded half up. Planned
// are all but ideas and cancelled ones, so the published are among them.
type Part struct {
	Planned, Published           int
	PlannedShare, PublishedShare int
}

// share gives the part its shares of totals.
func (p Part) share(planned, published int) Part {
	if planned > 0 {
		p.PlannedShare = int(money.RoundHalfUp(int64(p.Planned)*whole, int64(planned)))
	}
	if published > 0 {
		p.PublishedShare = int(money.RoundHalfUp(int64(p.Published)*whole, int64(published)))
	}
	return p
}

// PillarMix is a pillar's part beside the one wished.
type PillarMix struct {
	Pillar Pillar // zero for items without pillar
	Part
}

// Gap is planned less wished share, in hundredths of a point. ok is false for
// items without pillar, and for a pillar of which no share is wished.
func (m PillarMix) Gap() (gap int, ok bool) {
	return m.PlannedShare - m.Pillar.Share, m.Pillar.ID != "" && m.Pillar.Share > 0
}

// Mix compares the pillars' wished shares with what stands in a run of days:
// the pillars in use in their order, archived ones that have items, last the
// items without pillar.
func (s *Service) Mix(ctx context.Context, client clients.ID, days civil.Range) ([]PillarMix, error) {
	pillars, err := s.keep.Pillars(ctx, client)
	if err != nil {
		return nil, err
	}
	tallies, err := s.keep.PillarTallies(ctx, client, days)
	if err != nil {
		return nil, err
	}
	planned, published := 0, 0
	for _, t := range tallies {
		planned += t.Planned
		published += t.Published
	}
	var mix []PillarMix
	for _, p := range append(pillars, Pillar{}) {
		m := PillarMix{Pillar: p}
		for _, t := range tallies {
			if t.Pillar == p.ID {
				m.Planned, m.Published = t.Planned, t.Published
			}
		}
		m.Part = m.share(planned, published)
		if p.ID != "" && p.ArchivedAt == "" || m.Planned > 0 {
			mix = append(mix, m)
		}
	}
	return mix, nil
}

// KeyPart is the part of a network or of a kind.
type KeyPart struct {
	Key string
	Part
}

// Parts are the publications of a run of days by network and by kind, the most
// planned first. An item on several networks counts once on each, so that the
// shares by network are those of what goes out.
func (s *Service) Parts(ctx context.Context, client clients.ID, days civil.Range) (networks, kinds []KeyPart, err error) {
	rows, err := s.keep.Rows(ctx, Filter{Client: client, Days: days})
	if err != nil {
		return nil, nil, err
	}
	byNetwork, byKind := map[string]Part{}, map[string]Part{}
	for _, r := range rows {
		if !r.Kind.Publishes() || r.State == Idea || r.State == Cancelled {
			continue
		}
		one := Part{Planned: 1}
		if r.State == Published {
			one.Published = 1
		}
		add(byKind, string(r.Kind), one)
		for _, n := range r.Networks {
			add(byNetwork, n, one)
		}
	}
	return parts(byNetwork), parts(byKind), nil
}

func add(to map[string]Part, key string, p Part) {
	old := to[key]
	to[key] = Part{Planned: old.Planned + p.Planned, Published: old.Published + p.Published}
}

// parts gives counts their shares and their order.
func parts(of map[string]Part) []KeyPart {
	planned, published := 0, 0
	for _, p := range of {
		planned += p.Planned
		published += p.Published
	}
	list := make([]KeyPart, 0, len(of))
	for key, p := range of {
		list = append(list, KeyPart{key, p.share(planned, published)})
	}
	slices.SortFunc(list, func(a, b KeyPart) int {
		return cmp.Or(b.Planned-a.Planned, strings.Compare(a.Key, b.Key))
	})
	return list
}
