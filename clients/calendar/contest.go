package calendar

import (
	"context"
	"slices"
	"strings"
	"time"

	"regie/assets/contests"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Contest is a prize contest of a client.
type Contest struct {
	ID, Client  clients.ID
	Name        string
	Campaign    clients.ID
	From, Until civil.Date // of participation
	Rules       string     // where the rules can be read, http or https
	Prizes      []Prize
	Substitutes int
	Checked     []string // keys of the checklist's points that were looked at
	Note        string
	Announced   *Announcement // where the seed comes from; nil before
	List        *ClosedList   // nil while participants come and go
	// The seed, known after the list is closed: never changed afterwards.
	Seed     string
	SeedAt   time.Time
	SeedURL  string
	Draw     *Draw // nil before
	ResultAt time.Time
	Result   string // where the result was published
	Entries  int    // participants, excluded ones included
}

// Prize is one kind of prize; ValueMinor is what one is worth, in minor units
// of Currency, nil for unknown.
type Prize struct {
	Name       string `json:"name"`
	Quantity   int    `json:"quantity"`
	ValueMinor *int64 `json:"value_minor"`
	Currency   string `json:"currency"`
}

// Winners is how many winners the prizes make.
func (c Contest) Winners() int {
	n := 0
	for _, p := range c.Prizes {
		n += p.Quantity
	}
	return n
}

// Entrant is a participant.
type Entrant struct {
	Ticket   string // see Ticket
	ID       string // as it came: an address, a name on the network
	Name     string
	Excluded string // why not in the draw; empty: in it
}

// Draw is what was drawn, kept for good.
type Draw struct {
	At          time.Time
	Who         string
	Method      string // see DrawMethod
	Seed        string
	SeedAt      time.Time
	List        string // of the tickets
	Hash        string // of List
	Winners     []Entrant
	Substitutes []Entrant
}

// CheckPoint is a point of the checklist and whether it was looked at.
type CheckPoint struct {
	contests.Point
	Done bool
}

// Checklist is what to look at before the contest is announced, by the
// client's country.
func (s *Service) Checklist(ctx context.Context, c Contest) ([]CheckPoint, error) {
	owner, err := s.house.Client(ctx, c.Client)
	if err != nil {
		return nil, err
	}
	var list []CheckPoint
	for _, p := range contests.For(owner.Country) {
		list = append(list, CheckPoint{p, slices.Contains(c.Checked, p.Key)})
	}
	return list, nil
}

// Contests lists a client's contests, newest first.
func (s *Service) Contests(ctx context.Context, client clients.ID) ([]Contest, error) {
	return s.keep.Contests(ctx, client)
}

// Contest finds a client's contest by ID or name; fault contest_unknown.
func (s *Service) Contest(ctx context.Context, client clients.ID, named string) (Contest, error) {
	list, err := s.keep.Contests(ctx, client)
	if err != nil {
		return Contest{}, err
	}
	i := slices.IndexFunc(list, func(c Contest) bool {
		return string(c.ID) == named || clients.Fold(c.Name) == clients.Fold(strings.TrimSpace(named))
	})
	if i < 0 {
		return Contest{}, fault.New("contest_unknown", "value", short(named, 60)).At("contest")
	}
	return list[i], nil
}

// SaveContest keeps a contest's particulars; a new one has no ID. What was drawn
// is no longer changed (contest_drawn); prizes, substitutes and dates stay once
// the list is closed (list_closed), for they say who wins. Faults: name_missing, dates_reversed,
// link_invalid, prize_invalid, substitutes_invalid, campaign_unknown,
// point_unknown.
func (s *Service) SaveContest(ctx context.Context, c Contest) (Contest, error) {
	if err := s.named(ctx, c.Client, &c.Name); err != nil {
		return c, err
	}
	if err := c.check(); err != nil {
		return c, err
	}
	if err := s.checkPlace(ctx, &Item{Client: c.Client, Campaign: c.Campaign}); err != nil {
		return c, err
	}
	points, err := s.Checklist(ctx, c)
	if err != nil {
		return c, err
	}
	for _, key := range c.Checked {
		if !slices.ContainsFunc(points, func(p CheckPoint) bool { return p.Key == key }) {
			return c, fault.New("point_unknown", "value", short(key, 40)).At("check")
		}
	}
	if c.ID == "" {
		c.ID = s.newID()
		c.Announced, c.List, c.Draw = nil, nil, nil
		c.Seed, c.SeedURL, c.SeedAt, c.Result, c.ResultAt = "", "", time.Time{}, "", time.Time{}
		return c, s.saveContest(ctx, "contest.save", c)
	}
	return s.changeContest(ctx, "contest.save", c.Client, c.ID, func(kept *Contest) error {
		if kept.Draw != nil {
			return fault.New("contest_drawn", "name", kept.Name)
		}
		if kept.List != nil && (c.From != kept.From || c.Until != kept.Until || c.Substitutes != kept.Substitutes || !samePrizes(c.Prizes, kept.Prizes)) {
			return fault.New("list_closed", "name", kept.Name)
		}
		c.Announced, c.List = kept.Announced, kept.List
		c.Seed, c.SeedAt, c.SeedURL, c.Entries = kept.Seed, kept.SeedAt, kept.SeedURL, kept.Entries
		*kept = c
		return nil
	})
}

func samePrizes(a, b []Prize) bool {
	return slices.EqualFunc(a, b, func(p, q Prize) bool {
		worth := (p.ValueMinor == nil) == (q.ValueMinor == nil) && (p.ValueMinor == nil || *p.ValueMinor == *q.ValueMinor)
		return worth && p.Name == q.Name && p.Quantity == q.Quantity && p.Currency == q.Currency
	})
}

func (c *Contest) check() error {
	switch {
	case !c.Until.IsZero() && c.Until.Before(c.From):
		return fault.New("dates_reversed").At("until")
	case c.Rules != "" && !goodLink(c.Rules):
		return fault.New("link_invalid", "value", short(c.Rules, 80)).At("rules")
	case c.Substitutes < 0 || c.Substitutes > 1_000:
		return fault.New("substitutes_invalid").At("substitutes")
	}
	for i := range c.Prizes {
		p := &c.Prizes[i]
		if p.Name = strings.TrimSpace(p.Name); p.Name == "" || p.Quantity < 1 || p.Quantity > 10_000 || p.ValueMinor != nil && *p.ValueMinor < 0 {
			return fault.New("prize_invalid", "value", short(p.Name, 60)).At("prize")
		}
	}
	return checkWords(c.Note, "note", maxNote)
}

func (s *Service) saveContest(ctx context.Context, kind string, c Contest) error {
	ctx = clients.Doing(ctx, clients.Act{Kind: kind, Client: c.Client, Subject: c.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveContest(ctx, c) })
}

func (s *Service) changeContest(ctx context.Context, kind string, client, id clients.ID, fn func(*Contest) error) (c Contest, err error) {
	kept, err := s.Contest(ctx, client, string(id))
	if err != nil {
		return kept, err
	}
	final := kind != "contest.save" && kind != "contest.result" // what others may have seen is not taken back
	ctx = clients.Doing(ctx, clients.Act{Kind: kind, Client: client, Subject: kept.Name, Final: final})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if c, err = s.Contest(ctx, client, string(id)); err != nil {
			return err
		}
		if err := fn(&c); err != nil {
			return err
		}
		return s.keep.SaveContest(ctx, c)
	})
	return c, err
}

// DrawContest draws the winners and substitutes from the closed list, once and
// for all. Faults: contest_drawn, list_open, seed_missing, draw_damaged.
func (s *Service) DrawContest(ctx context.Context, client, id clients.ID) (Contest, error) {
	c, err := s.Contest(ctx, client, string(id))
	if err != nil {
		return c, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "contest.draw", Client: client, Subject: c.Name, Final: true})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if c, err = s.Contest(ctx, client, string(id)); err != nil {
			return err
		}
		switch {
		case c.Draw != nil:
			return fault.New("contest_drawn", "name", c.Name)
		case c.List == nil:
			return fault.New("list_open").At("seed")
		case c.Seed == "":
			return fault.New("seed_missing").At("seed")
		}
		entrants, err := s.keep.Entrants(ctx, client, id)
		if err != nil {
			return err
		}
		d, err := drawFrom(c, entrants)
		if err != nil {
			return err
		}
		d.At, d.Who = s.now().UTC(), clients.Acting(ctx).Name
		c.Draw = &d
		return s.keep.AddDraw(ctx, client, id, d)
	})
	return c, err
}

// drawFrom draws among those of the closed list.
func drawFrom(c Contest, entrants []Entrant) (Draw, error) {
	by := map[string]Entrant{}
	var tickets []string
	for _, e := range entrants {
		if e.Excluded == "" {
			by[e.Ticket] = e
			tickets = append(tickets, e.Ticket)
		}
	}
	winners := c.Winners()
	d := Draw{Method: DrawMethod, Seed: c.Seed, SeedAt: c.SeedAt}
	if d.List, d.Hash = ticketList(tickets); d.Hash != c.List.Hash {
		return d, fault.New("draw_damaged", "name", c.Name)
	}
	for i, ticket := range rank(d.List, d.Seed) {
		switch {
		case i < winners:
			d.Winners = append(d.Winners, by[ticket])
		case i < winners+c.Substitutes:
			d.Substitutes = append(d.Substitutes, by[ticket])
		}
	}
	return d, nil
}

// Recheck draws again from what was kept and tells whether it is the same.
func (d Draw) Recheck() bool {
	list, hash := ticketList(strings.Fields(d.List))
	order := rank(d.List, d.Seed)
	drawn := slices.Concat(d.Winners, d.Substitutes)
	return list == d.List && hash == d.Hash && len(order) >= len(drawn) &&
		slices.EqualFunc(order[:len(drawn)], drawn, func(t string, e Entrant) bool { return t == e.Ticket })
}

// PublishResult records where the result was made public; faults
// contest_not_drawn, link_invalid.
func (s *Service) PublishResult(ctx context.Context, client, id clients.ID, url string) (Contest, error) {
	if !goodLink(url) {
		return Contest{}, fault.New("link_invalid", "value", short(url, 80)).At("url")
	}
	return s.changeContest(ctx, "contest.result", client, id, func(c *Contest) error {
		if c.Draw == nil {
			return fault.New("contest_not_drawn").At("url")
		}
		c.Result, c.ResultAt = url, s.now().UTC()
		return nil
	})
}
