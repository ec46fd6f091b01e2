package calendar

import (
	"context"
	"encoding/json"
	"time"

	"regie/clients"
	"regie/clients/civil"
)

// Keeper is what the calendar needs kept. Reads join the transaction of ctx
// where there is one.
type Keeper interface {
	clients.Transactor
	// ClientOf is whose an item is; fault item_unknown.
	ClientOf(ctx context.Context, item clients.ID) (clients.ID, error)
	// Item gives one item whole; fault item_unknown.
	Item(ctx context.Context, client, id clients.ID) (Item, error)
	// SaveItem writes an item with exactly its texts and media.
	SaveItem(ctx context.Context, it Item) error
	// RemoveItem takes an item away with its texts, media and comments.
	RemoveItem(ctx context.Context, client, id clients.ID) error
	// Rows lists items without texts, by day and time; undated last.
	Rows(ctx context.Context, f Filter) ([]Row, error)
	// Items lists items whole, in the order of Rows.
	Items(ctx context.Context, f Filter) ([]Item, error)
	// Search finds items by words in titles, texts, notes; best first.
	Search(ctx context.Context, client clients.ID, words string, limit int) ([]Row, error)
	// Said lists other items that have a text with this fingerprint, newest
	// first, occurrences of the same series left out.
	Said(ctx context.Context, it Item, fingerprint string) ([]Row, error)
	// Tallies counts a client's items by kind and state in a run of days.
	Tallies(ctx context.Context, client clients.ID, days civil.Range) ([]Tally, error)
	// AllTallies is Tallies of every client that has items in those days.
	AllTallies(ctx context.Context, days civil.Range) (map[clients.ID][]Tally, error)
	// Waiting counts each client's items that wait for a decision.
	Waiting(ctx context.Context, today civil.Date) (map[clients.ID]Waiting, error)
	// PostponedFrom counts items first planned in the month that now stand in a later one.
	PostponedFrom(ctx context.Context, client clients.ID, month civil.Month) ([]Tally, error)
	// PillarTallies counts items by pillar ("" = none) in a run of days:
	// planned are all but ideas and cancelled ones.
	PillarTallies(ctx context.Context, client clients.ID, days civil.Range) ([]PillarTally, error)

	// Decisions lists an item's decisions, oldest first.
	Decisions(ctx context.Context, client, item clients.ID) ([]Decision, error)
	// AllDecisions lists those on the items of a filter, by item, oldest first.
	AllDecisions(ctx context.Context, f Filter) (map[clients.ID][]Decision, error)
	// AddDecision keeps a decision and the content it was given on.
	AddDecision(ctx context.Context, d Decision, content []byte) error
	// Shown is the content that a hash stands for; fault content_unknown.
	Shown(ctx context.Context, client, item clients.ID, hash string) ([]byte, error)
	// WasShown tells whether somebody was shown the item, in a pack or to decide.
	WasShown(ctx context.Context, client, item clients.ID) (bool, error)
	AddTrace(ctx context.Context, t Trace) error
	// Traces lists what befell an item, oldest first.
	Traces(ctx context.Context, client, item clients.ID) ([]Trace, error)
	SaveComment(ctx context.Context, c Comment) error
	Comments(ctx context.Context, client, item clients.ID) ([]Comment, error)

	// Series gives one of a client's series; fault series_unknown.
	Series(ctx context.Context, client, id clients.ID) (Series, error)
	AllSeries(ctx context.Context, client clients.ID) ([]Series, error)
	SaveSeries(ctx context.Context, r Series) error

	// WriteFile keeps content by its hash outside any transaction, synced;
	// KeepMedia makes it known inside one.
	WriteFile(ctx context.Context, content []byte) (hash string, err error)
	KeepMedia(ctx context.Context, f clients.MediaFile, content []byte) (clients.MediaFile, error)
	MediaFile(ctx context.Context, hash string) (clients.MediaFile, error)
	// MediaContent reads a kept file and checks that it is what was kept;
	// faults media_missing, media_changed.
	MediaContent(ctx context.Context, hash string) ([]byte, error)
	// MediaThere looks at the file's presence and size alone; faults as MediaContent.
	MediaThere(ctx context.Context, hash string) error
	// Library lists a client's media, newest first, with how many items use each.
	Library(ctx context.Context, client clients.ID) ([]Asset, error)
	// Asset is one of them; ok is false when the client's library lacks it.
	Asset(ctx context.Context, client clients.ID, hash string) (a Asset, ok bool, err error)
	SaveAsset(ctx context.Context, a Asset) error
	RemoveAsset(ctx context.Context, client clients.ID, hash string) error
	// AgencyLimits are the agency's own lines of limits as JSON, nil for none.
	AgencyLimits(ctx context.Context) ([]byte, error)
	SaveAgencyLimits(ctx context.Context, raw []byte) error
	HashtagSets(ctx context.Context, client clients.ID) ([]HashtagSet, error)
	SaveHashtagSet(ctx context.Context, h HashtagSet) error
	RemoveHashtagSet(ctx context.Context, client, id clients.ID) error

	// LastPack is the highest number of a client's packs, 0 for none.
	LastPack(ctx context.Context, client clients.ID) (int, error)
	// AddPack keeps a new pack with its entries and what they show.
	AddPack(ctx context.Context, p Pack) error
	// Pack gives a pack whole; fault pack_unknown.
	Pack(ctx context.Context, id clients.ID) (Pack, error)
	// Packs lists a client's packs, newest first, without their entries.
	Packs(ctx context.Context, client clients.ID) ([]Pack, error)

	// OwnDays lists a client's own days, earliest first.
	OwnDays(ctx context.Context, client clients.ID) ([]OwnDay, error)
	SaveOwnDay(ctx context.Context, d OwnDay) error
	RemoveOwnDay(ctx context.Context, client, id clients.ID) error
	// Slots lists the moments of the week that a client keeps for publications.
	Slots(ctx context.Context, client clients.ID) ([]Slot, error)
	SaveSlot(ctx context.Context, s Slot) error
	RemoveSlot(ctx context.Context, client, id clients.ID) error
	// Experiments lists a client's experiments, newest first.
	Experiments(ctx context.Context, client clients.ID) ([]Experiment, error)
	SaveExperiment(ctx context.Context, e Experiment) error
	RemoveExperiment(ctx context.Context, client, id clients.ID) error
	// Setting is what is remembered for a client by a key, "" for nothing.
	Setting(ctx context.Context, client clients.ID, key string) (string, error)
	SaveSetting(ctx context.Context, client clients.ID, key, value string) error

	// Contests lists a client's contests, newest first, with their draws.
	Contests(ctx context.Context, client clients.ID) ([]Contest, error)
	// SaveContest writes all but participants and draw.
	SaveContest(ctx context.Context, c Contest) error
	// Entrants lists a contest's participants by ticket.
	Entrants(ctx context.Context, client, contest clients.ID) ([]Entrant, error)
	// AddEntrants writes new ones, journalled as one change.
	AddEntrants(ctx context.Context, client, contest clients.ID, list []Entrant) error
	SaveEntrant(ctx context.Context, client, contest clients.ID, e Entrant) error
	// EntrantsFrom is the contest an import brought participants to, empty for
	// none.
	EntrantsFrom(ctx context.Context, imp clients.ID) (client, contest clients.ID, err error)
	// AddDraw keeps a contest's draw for good.
	AddDraw(ctx context.Context, client, contest clients.ID, d Draw) error

	Campaigns(ctx context.Context, client clients.ID) ([]Campaign, error)
	SaveCampaign(ctx context.Context, c Campaign) error
	RemoveCampaign(ctx context.Context, client, id clients.ID) error
	// CampaignLinks counts what hangs on a campaign, in every room.
	CampaignLinks(ctx context.Context, client, id clients.ID) (CampaignLinks, error)
	Pillars(ctx context.Context, client clients.ID) ([]Pillar, error)
	SavePillar(ctx context.Context, p Pillar) error

	// AddItems writes the new items of one file at once, journalled as one change.
	AddItems(ctx context.Context, imp Import, items []Item) error
	// Sources lists the events of other calendars that a client's items came from.
	Sources(ctx context.Context, client clients.ID) ([]ItemSource, error)
	// AddSources writes those of new items; they go with their items.
	AddSources(ctx context.Context, list []ItemSource) error
	// SaveSource keeps the later state of one.
	SaveSource(ctx context.Context, o ItemSource) error
	// Mapping is the column mapping last used for such a header; nil when none.
	Mapping(ctx context.Context, client clients.ID, fingerprint string) (json.RawMessage, error)
	SaveMapping(ctx context.Context, client clients.ID, fingerprint string, mapping json.RawMessage) error
	// ShownOf counts the items of an import that somebody was shown.
	ShownOf(ctx context.Context, imp clients.ID) (int, error)
	// Imported lists the files brought into a client's calendar, newest first;
	// of those undone nothing is left.
	Imported(ctx context.Context, client clients.ID) ([]Import, error)
}

// House is what the calendar asks of the agency's own room; *clients.Service
// answers it.
type House interface {
	// Client gives a client by its ID, archived or not.
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	// Contacts and Channels list archived ones too.
	Contacts(ctx context.Context, client clients.ID) ([]clients.Contact, error)
	Channels(ctx context.Context, client clients.ID) ([]clients.Channel, error)
	ContractOn(ctx context.Context, client clients.ID, day civil.Date) (c clients.Contract, ok bool, err error)
	AddContact(ctx context.Context, c clients.Contact) (clients.Contact, error)
}

// Filter says which items are wanted. Empty parts do not restrict.
type Filter struct {
	Client   clients.ID // empty: of all clients
	Days     civil.Range
	Undated  bool // items without a day only
	States   []State
	Kinds    []Kind
	Networks []string
	Campaign clients.ID
	Author   clients.ID
	Import   clients.ID
	Series   clients.ID
	Media    string // SHA-256 of a file that the item shows
	HoldID   bool   // only what was held all at once
	Limit    int    // 0 = all
}

// PillarTally is how a pillar fared.
type PillarTally struct {
	Pillar             clients.ID
	Planned, Published int
}

// Import is one file brought into a calendar.
type Import struct {
	ID, Client               clients.ID
	Source, FileName, SHA256 string
	Rows, Accepted           int
	Duplicates, Rejected     int
	From, To                 civil.Date
	At                       time.Time
	Who                      string
}
