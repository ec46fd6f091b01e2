// Package calendar is the editorial calendar of a client: items with one text
// per network, the states they go through, decisions bound to the exact
// content that was shown, and what of the promised deliverables was made.
package calendar

import (
	"time"

	"regie/clients"
	"regie/clients/civil"
)

// Kind is what stands in the calendar.
type Kind string

// The kinds; the first ten are deliverables when a contract promises them.
const (
	Post        Kind = "post"
	Story       Kind = "story"
	Reel        Kind = "reel"
	Video       Kind = "video"
	Live        Kind = "live"
	Article     Kind = "article"
	Newsletter  Kind = "newsletter"
	ContestStep Kind = "contest_step"
	Event       Kind = "event"
	Meeting     Kind = "meeting"
	KeyDate     Kind = "key_date"
	Deadline    Kind = "deadline"
)

// Kinds lists them in the order they are offered; names: catalogue "calendar.kind.<kind>".
func Kinds() []Kind {
	return []Kind{Post, Story, Reel, Video, Live, Article, Newsletter, ContestStep, Event, Meeting, KeyDate, Deadline}
}

// Publishes reports whether an item of this kind goes out to an audience;
// meetings, key dates and deadlines only stand in the plan.
func (k Kind) Publishes() bool { return k != Meeting && k != KeyDate && k != Deadline }

// Funnel is the stage of the public's way that an item serves.
type Funnel string

// Funnel stages; empty is none. Names: catalogue "calendar.funnel.<stage>".
const (
	Awareness     Funnel = "awareness"
	Consideration Funnel = "consideration"
	Conversion    Funnel = "conversion"
	Loyalty       Funnel = "loyalty"
)

// Funnels lists the stages in order.
func Funnels() []Funnel { return []Funnel{Awareness, Consideration, Conversion, Loyalty} }

// Item is one publication or appointment of a client.
type Item struct {
	ID, Client clients.ID
	Kind       Kind
	Title      string
	On         civil.Date  // zero: no day yet
	At         civil.Clock // civil.NoClock: all day
	Zone       string      // IANA
	State      State
	HeldFrom   State // where an item on hold was
	HoldReason string
	HoldID     clients.ID // set when everything of the client was held at once
	Author     clients.ID // staff, empty when nobody is known
	Writer     clients.ID // staff who last changed the content
	Campaign   clients.ID
	Pillar     clients.ID
	Series     clients.ID
	SeriesOn   civil.Date
	Funnel     Funnel
	// EffortSeconds is the work planned.
	EffortSeconds int64
	Link, Note    string
	// Source is whom an idea is owed to: an address or words, never published.
	Source        string
	Score         Score      // of an idea
	Triage        Triage     // of an idea
	Texts         []Text     // in the networks' order
	Media         []Media    // in the order they are shown
	AskedAt       time.Time  // when the committee was asked about the content as it stands; zero: it was not
	ReviewDue     civil.Date // the day the committee should have answered
	PostponedFrom civil.Date // first planned day, when it left that month for a later one
	PostponedBy   Side
	PublishedURL  string
	PublishedAt   time.Time
	Capture       string // SHA-256 of a kept picture of the publication
	Correction    string // what was corrected on the published text
	Hash          string // of the content as it stands, see Hash
	Revision      int    // how often the content changed
	Version       int    // how often anything changed
	CreatedAt     time.Time
	ChangedAt     time.Time
	Import        clients.ID

	reason string // of the change of state under way, for its trace
}

// Side says who caused something.
type Side string

// Sides.
const (
	ByAgency Side = "agency"
	ByClient Side = "client"
)

// Text is what goes out on one network.
type Text struct {
	Network string
	Channel clients.ID // the account it goes out on, empty for the network's only one
	Title   string
	Text    string
	// SameAs names the network whose text is used until this one is edited;
	// Text is then empty. Title and first comment are that network's too where
	// this one has none of its own.
	SameAs       string
	FirstComment string
	// Signature is appended to the text on a line of its own when it goes out.
	Signature string
}

// Media is one picture or video of an item.
type Media struct {
	Network string // empty: of every network that has none of its own
	SHA256  string
	Alt     string
}

// Row is an item as lists and grids show it, without its texts.
type Row struct {
	ID, Client    clients.ID
	Kind          Kind
	Title         string // the first words of a text when the item has no title
	On            civil.Date
	At            civil.Clock
	Zone          string
	State         State
	HeldFrom      State // where an item on hold was
	Series        clients.ID
	Author        clients.ID
	Campaign      clients.ID
	Pillar        clients.ID
	EffortSeconds int64
	Source        string
	Score         Score
	Triage        Triage
	Networks      []string
	ReviewDue     civil.Date
	AskedAt       time.Time
	PostponedFrom civil.Date
	PostponedBy   Side
	PublishedURL  string
	PublishedAt   time.Time
	Hash          string
	Revision      int
	Version       int
}

// Missed reports whether the item should have gone out before now and is not
// known to be published. Kinds that do not publish are never missed.
func (r Row) Missed(now time.Time) bool {
	if !r.Kind.Publishes() || r.On.IsZero() || r.State.Final() || r.State == Idea || r.State == OnHold {
		return false
	}
	zone, err := civil.Zone(r.Zone)
	if err != nil {
		zone = time.UTC
	}
	if r.At == civil.NoClock {
		return civil.DateOf(now, zone).After(r.On)
	}
	due, _ := civil.Instant(r.On, r.At, zone)
	return now.After(due)
}

// ReviewLate reports whether the committee's deadline has passed unanswered.
func (r Row) ReviewLate(today civil.Date) bool {
	return r.State == ClientReview && !r.ReviewDue.IsZero() && today.After(r.ReviewDue)
}

// Row is the item as lists show it.
func (it Item) Row() Row {
	r := Row{
		ID: it.ID, Client: it.Client, Kind: it.Kind, Title: it.Title, On: it.On, At: it.At, Zone: it.Zone, State: it.State,
		HeldFrom: it.HeldFrom, Series: it.Series, Author: it.Author, Campaign: it.Campaign, Pillar: it.Pillar, EffortSeconds: it.EffortSeconds, Source: it.Source, Score: it.Score, Triage: it.Triage, ReviewDue: it.ReviewDue,
		AskedAt: it.AskedAt, PostponedFrom: it.PostponedFrom, PostponedBy: it.PostponedBy, PublishedURL: it.PublishedURL,
		PublishedAt: it.PublishedAt, Hash: it.Hash, Revision: it.Revision, Version: it.Version,
	}
	for _, t := range it.Texts {
		r.Networks = append(r.Networks, t.Network)
	}
	return r
}

// Campaign holds items that serve one goal.
type Campaign struct {
	ID, Client  clients.ID
	Name, Goal  string
	From, Until civil.Date
	BudgetMinor *int64 // minor units of Currency; nil = none said
	Currency    string
	// Measure is what the goal is counted in ("paniers vendus"), Target how many
	// are wanted and Reached how many there were; nil = not said.
	Measure         string
	Target, Reached *int64
	Result          string
	Note            string
	ArchivedAt      string
}

// Pillar is a theme of the client's calendar.
type Pillar struct {
	ID, Client clients.ID
	Name       string
	Color      string // #RRGGBB or empty
	Share      int    // of the publications, in hundredths of a percent
	Position   int
	ArchivedAt string
}
