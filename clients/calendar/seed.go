package calendar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// A draw is credible when neither its list nor its seed could be chosen with
// the other known. So three things are done in this order, and kept for good:
// it is announced where the seed will come from; the list is closed and its
// hash published; the seed becomes known. See Announce, CloseList, RecordSeed.

// SeedWay is where the seed of a draw comes from.
type SeedWay string

// Ways.
const (
	// PublicSeed is the outcome of a public event to come that nobody at the
	// agency or the client has a hand in, such as a lottery's numbers.
	PublicSeed SeedWay = "public"
	// SealedSeed is a secret that somebody who has no part in the list holds,
	// whose SHA-256 is published while participation runs.
	SealedSeed SeedWay = "sealed"
)

// Announcement says, before the list is closed, where the seed will come from.
type Announcement struct {
	Way SeedWay
	// Source is the event of a public seed, and which of its results counts in
	// which order; of a sealed one, who holds it.
	Source string
	// Example is how the result will be written, character for character: what
	// is a letter or digit in it is one in the seed, all else is the same.
	Example string
	Due     time.Time // when the event takes place; public only
	// Commitment is the hex SHA-256 of a sealed seed.
	Commitment string
	URL        string // where the announcement can be read, may be empty
	At         time.Time
}

// ClosedList is the list of participants as it was closed: from then on nobody
// is added, taken out or let in, and prizes and substitutes stay.
type ClosedList struct {
	At    time.Time
	Hash  string // hex SHA-256, see ticketList
	Count int    // of tickets
	URL   string // where the hash was published, may be empty
}

// seedForm is a seed that every shell takes between quotes.
var seedForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9 .,:+_-]{6,198}[A-Za-z0-9]$`)

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Announce records where the seed will come from, while the list is open; until
// then another announcement replaces it. A public event takes place after the
// end of participation, so that the list can be closed before it; a sealed seed
// is announced while participation runs. Faults: list_closed, source_missing,
// seed_example_invalid, source_past, source_early with "until", until_missing,
// seal_late, commitment_invalid, link_invalid, way_unknown.
func (s *Service) Announce(ctx context.Context, client, id clients.ID, a Announcement) (Contest, error) {
	a.Source, a.Example = strings.TrimSpace(a.Source), strings.TrimSpace(a.Example)
	a.Commitment = strings.ToLower(strings.TrimSpace(a.Commitment))
	zone, err := s.zoneOf(ctx, client)
	if err != nil {
		return Contest{}, err
	}
	return s.changeContest(ctx, "contest.announce", client, id, func(c *Contest) error {
		if c.List != nil {
			return fault.New("list_closed", "name", c.Name)
		}
		a.At = s.now().UTC()
		if err := a.check(*c, zone); err != nil {
			return err
		}
		c.Announced = &a
		return nil
	})
}

// check refuses an announcement that would leave list or seed to choose.
func (a *Announcement) check(c Contest, zone *time.Location) error {
	if a.Source == "" {
		return fault.New("source_missing").At("source")
	}
	if err := checkWords(a.Source, "source", maxNote); err != nil {
		return err
	}
	if a.URL != "" && !goodLink(a.URL) {
		return fault.New("link_invalid", "value", short(a.URL, 80)).At("url")
	}
	ends := endOf(c, zone)
	switch a.Way {
	case PublicSeed:
		a.Commitment = ""
		switch {
		case !seedForm.MatchString(a.Example):
			return fault.New("seed_example_invalid").At("example")
		case !a.Due.After(a.At):
			return fault.New("source_past").At("due")
		case a.Due.Before(ends):
			return fault.New("source_early", "until", c.Until).At("due")
		}
	case SealedSeed:
		a.Example, a.Due = "", time.Time{}
		switch {
		case !hashForm.MatchString(a.Commitment):
			return fault.New("commitment_invalid").At("commitment")
		case ends.IsZero():
			return fault.New("until_missing").At("until")
		case !a.At.Before(ends):
			return fault.New("seal_late", "until", c.Until).At("commitment")
		}
	default:
		return fault.New("way_unknown", "value", short(string(a.Way), 20)).At("way")
	}
	return nil
}

// endOf is the instant at which participation is over, zero when it is open.
func endOf(c Contest, zone *time.Location) time.Time {
	if c.Until.IsZero() {
		return time.Time{}
	}
	return c.Until.AddDays(1).Start(zone)
}

// CloseList closes the list of participants for good, before the seed is known.
// Faults: list_closed, announcement_missing, contest_running, prize_missing,
// entrants_few, source_past where the announced event has taken place: another
// one, to come, is announced then.
func (s *Service) CloseList(ctx context.Context, client, id clients.ID, url string) (Contest, error) {
	if url != "" && !goodLink(url) {
		return Contest{}, fault.New("link_invalid", "value", short(url, 80)).At("url")
	}
	zone, err := s.zoneOf(ctx, client)
	if err != nil {
		return Contest{}, err
	}
	return s.changeContest(ctx, "contest.close", client, id, func(c *Contest) error {
		now := s.now().UTC()
		switch {
		case c.List != nil:
			return fault.New("list_closed", "name", c.Name)
		case c.Announced == nil:
			return fault.New("announcement_missing").At("source")
		case now.Before(endOf(*c, zone)):
			return fault.New("contest_running", "until", c.Until).At("until")
		case c.Announced.Way == PublicSeed && !now.Before(c.Announced.Due):
			return fault.New("source_past").At("due")
		}
		tickets, err := s.ticketsOf(ctx, *c)
		if err != nil {
			return err
		}
		_, hash := ticketList(tickets)
		c.List = &ClosedList{At: now, Hash: hash, Count: len(tickets), URL: url}
		return nil
	})
}

// ticketsOf are those in the draw, enough of them for the prizes.
func (s *Service) ticketsOf(ctx context.Context, c Contest) ([]string, error) {
	if c.Winners() == 0 {
		return nil, fault.New("prize_missing").At("prize")
	}
	entrants, err := s.keep.Entrants(ctx, c.Client, c.ID)
	if err != nil {
		return nil, err
	}
	var tickets []string
	for _, e := range entrants {
		if e.Excluded == "" {
			tickets = append(tickets, e.Ticket)
		}
	}
	if len(tickets) < c.Winners() {
		return nil, fault.New("entrants_few", "have", len(tickets), "need", c.Winners()).At("entrants")
	}
	return tickets, nil
}

// RecordSeed records the seed as announced, once the list is closed and, of a
// public one, the event has taken place. It is said once (seed_published).
// Faults: seed_invalid, list_open, seed_early with "due", seed_shape with
// "example", seed_unsealed where its SHA-256 is not the one published,
// link_invalid.
func (s *Service) RecordSeed(ctx context.Context, client, id clients.ID, seed, url string) (Contest, error) {
	if seed = strings.TrimSpace(seed); !seedForm.MatchString(seed) {
		return Contest{}, fault.New("seed_invalid").At("seed")
	}
	if url != "" && !goodLink(url) {
		return Contest{}, fault.New("link_invalid", "value", short(url, 80)).At("url")
	}
	zone, err := s.zoneOf(ctx, client)
	if err != nil {
		return Contest{}, err
	}
	return s.changeContest(ctx, "contest.seed", client, id, func(c *Contest) error {
		now := s.now().UTC()
		a := c.Announced
		switch {
		case c.Seed != "":
			return fault.New("seed_published").At("seed")
		case c.List == nil || a == nil:
			return fault.New("list_open").At("seed")
		case a.Way == PublicSeed && now.Before(a.Due):
			return fault.New("seed_early", "date", civil.DateOf(a.Due, zone), "time", a.Due.In(zone).Format("15:04")).At("seed")
		case a.Way == PublicSeed && !sameShape(seed, a.Example):
			return fault.New("seed_shape", "example", a.Example).At("seed")
		case a.Way == SealedSeed && Commitment(seed) != a.Commitment:
			return fault.New("seed_unsealed").At("seed")
		}
		c.Seed, c.SeedURL, c.SeedAt = seed, url, now
		return nil
	})
}

// Commitment is the hex SHA-256 by which a sealed seed is announced.
func Commitment(seed string) string {
	sum := sha256.Sum256([]byte(seed))
	return hex.EncodeToString(sum[:])
}

// sameShape tells whether a seed is written as the example: letters and digits
// at the same places, small where the example has no capitals, all else equal.
func sameShape(seed, example string) bool {
	if len(seed) != len(example) || (example == strings.ToLower(example) && seed != strings.ToLower(seed)) {
		return false
	}
	for i := range len(seed) {
		if alnum(seed[i]) != alnum(example[i]) || !alnum(seed[i]) && seed[i] != example[i] {
			return false
		}
	}
	return true
}

func alnum(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func (s *Service) zoneOf(ctx context.Context, client clients.ID) (*time.Location, error) {
	owner, err := s.house.Client(ctx, client)
	if err != nil {
		return nil, err
	}
	return civil.Zone(owner.Zone)
}

// GuardEntrants refuses to take back, by undo, what brought participants in or
// kept them out (table "contest_entrant") once their list is closed: fault
// list_closed.
func (s *Service) GuardEntrants(ctx context.Context, ch clients.Change) error {
	var key struct {
		Client  clients.ID `json:"client_id"`
		Contest clients.ID `json:"contest_id"`
		Import  clients.ID `json:"import_id"`
	}
	if err := json.Unmarshal(ch.Key, &key); err != nil {
		return fmt.Errorf("reading a change's key: %w", err)
	}
	if key.Import != "" {
		var err error
		if key.Client, key.Contest, err = s.keep.EntrantsFrom(ctx, key.Import); err != nil || key.Contest == "" {
			return err
		}
	}
	c, err := s.Contest(ctx, key.Client, string(key.Contest))
	if err == nil && c.List != nil {
		err = fault.New("list_closed", "name", c.Name)
	}
	return err
}

// ContestStage is how far a contest has come; its name is the catalogue's
// "contest.stage_<stage>", and what comes next "contest.next_<stage>".
type ContestStage string

// Stages, in their order.
const (
	StagePreparing ContestStage = "preparing" // participation has not begun
	StageOpen      ContestStage = "open"      // people take part
	StageOver      ContestStage = "over"      // participation ended, the list is to be closed
	StageClosed    ContestStage = "closed"    // the list is closed, the seed is awaited
	StageSeeded    ContestStage = "seeded"    // the seed is known, nothing is drawn yet
	StageDrawn     ContestStage = "drawn"     // the result is to be published
	StagePublished ContestStage = "published"
)

// Stage places the contest on its way as of a day.
func (c Contest) Stage(today civil.Date) ContestStage {
	switch {
	case c.Result != "":
		return StagePublished
	case c.Draw != nil:
		return StageDrawn
	case c.Seed != "":
		return StageSeeded
	case c.List != nil:
		return StageClosed
	case !c.Until.IsZero() && c.Until.Before(today):
		return StageOver
	case !c.From.IsZero() && !c.From.After(today):
		return StageOpen
	}
	return StagePreparing
}
