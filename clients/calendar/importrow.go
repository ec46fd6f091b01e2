package calendar

import (
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// item reads one row: a day, one or several networks, words. What the calendar
// has no place for is kept in the note, under its column's name.
func (r *planReader) item(row sheet.Row, b *sheet.Binding) (Item, *fault.Error) {
	it := Item{Client: r.w.client.ID, Kind: Post, At: civil.NoClock, Zone: r.w.client.Zone, State: Draft}
	if reason := r.when(&it, row, b); reason != nil {
		return it, reason
	}
	if name := b.Text(row, sheet.FieldClient); name != "" && !r.isClient(name) {
		return it, fault.New("row_client_other", "value", short(name, 60)).At("client")
	}
	var notes []string // what the calendar has no place for
	keep := func(f sheet.Field, value string) {
		if value != "" {
			label := b.Header(f)
			if label == "" {
				label = string(f)
			}
			notes = append(notes, label+" : "+value)
		}
	}
	it.Title = oneLine(b.Text(row, sheet.FieldTitle))
	if kind := b.Text(row, sheet.FieldKind); kind != "" {
		var ok bool
		if it.Kind, ok = readKind(kind); !ok {
			keep(sheet.FieldKind, kind)
		}
	}
	if reason := r.texts(&it, row, b); reason != nil {
		return it, reason
	}
	state := b.Text(row, sheet.FieldState)
	if !r.readState(&it, state) {
		keep(sheet.FieldState, state)
	}
	if author := b.Text(row, sheet.FieldAuthor); author != "" {
		if p, ok := findStaff(r.w.staff, author); ok {
			it.Author = p.ID
		} else {
			keep(sheet.FieldAuthor, author)
		}
	}
	if link := b.Text(row, sheet.FieldLink); goodLink(link) {
		it.Link = link
	} else {
		keep(sheet.FieldLink, link)
	}
	for _, f := range []sheet.Field{sheet.FieldMedia, sheet.FieldObjective, sheet.FieldCampaign, sheet.FieldResult} {
		keep(f, b.Text(row, f))
	}
	if note := b.Text(row, sheet.FieldNote); note != "" {
		notes = append(notes, note)
	}
	if it.Note != "" {
		notes = append([]string{it.Note}, notes...)
	}
	it.Note = strings.Join(notes, "\n")
	return it, nil
}

func (r *planReader) isClient(name string) bool {
	folded := clients.Fold(name)
	return folded == clients.Fold(r.w.client.Name) || folded == r.w.client.Key
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// when reads the day, and the time from its own column or from the day's.
func (r *planReader) when(it *Item, row sheet.Row, b *sheet.Binding) *fault.Error {
	stamp, known, reason := b.Stamp(row, sheet.FieldDate)
	switch {
	case reason != nil:
		return reason
	case !known:
		return fault.New("row_date_missing").At(string(sheet.FieldDate))
	case stamp.NoYear:
		return fault.New("row_date_no_year", "value", b.Text(row, sheet.FieldDate)).At(string(sheet.FieldDate))
	}
	it.On = stamp.Date
	if stamp.Seconds != sheet.NoTime {
		it.At = civil.Clock(stamp.Seconds / 60)
		if stamp.HasOffset {
			it.moveToZone(stamp)
		}
	}
	seconds, known, reason := b.Clock(row, sheet.FieldTime)
	if reason != nil {
		return reason
	}
	if known {
		it.At = civil.Clock(seconds / 60)
	}
	return nil
}

// moveToZone turns an instant of the file into the client's own day and time.
func (it *Item) moveToZone(s sheet.Stamp) {
	zone, err := civil.Zone(it.Zone)
	if err != nil {
		return // the zone is refused where the item is checked
	}
	d := s.Date
	at := time.Date(d.Year, d.Month, d.Day, 0, 0, s.Seconds-s.Offset, 0, time.UTC).In(zone)
	it.On = civil.DateOf(at, zone)
	it.At = civil.Clock(at.Hour()*60 + at.Minute())
}

// texts reads the words and their networks.
func (r *planReader) texts(it *Item, row sheet.Row, b *sheet.Binding) *fault.Error {
	words := b.Text(row, sheet.FieldText)
	if tags := b.Text(row, sheet.FieldHashtags); tags != "" && !strings.Contains(words, tags) {
		words = strings.TrimSpace(words + "\n\n" + tags)
	}
	if words == "" && it.Title == "" {
		return fault.New("row_empty").At(string(sheet.FieldText))
	}
	networks, reason := r.networks(b.Text(row, sheet.FieldNetwork))
	if reason != nil {
		return reason
	}
	if len(networks) == 0 && it.Kind.Publishes() && it.Kind != Event {
		return fault.New("row_network_missing").At(string(sheet.FieldNetwork))
	}
	if len(networks) == 0 {
		if it.Title == "" {
			it.Title = short(oneLine(words), 120)
		}
		it.Note = words
		return nil
	}
	for i, n := range networks {
		if i == 0 {
			it.SetText(n, words)
		} else {
			it.Follow(n, networks[0])
		}
	}
	return nil
}

// networks reads "Facebook + Instagram", "FB, IG", "LinkedIn et X".
func (r *planReader) networks(cell string) ([]string, *fault.Error) {
	if cell == "" && r.o.Network != "" {
		return []string{r.o.Network}, nil
	}
	if cell == "" {
		return nil, nil
	}
	if n, ok := r.network(cell); ok {
		return []string{n}, nil
	}
	cell = strings.NewReplacer(" et ", ",", " and ", ",", "+", ",", "/", ",", "&", ",", ";", ",", "|", ",", "\n", ",").Replace(cell)
	var list []string
	for part := range strings.SplitSeq(cell, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		n, ok := r.network(part)
		if !ok {
			return nil, fault.New("row_network_unknown", "value", short(part, 60)).At(string(sheet.FieldNetwork))
		}
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list, nil
}

// network finds a network by name, alias, or its two letters.
func (r *planReader) network(s string) (string, bool) {
	if n, ok := r.s.Limits().Network(s); ok {
		return n, true
	}
	for _, n := range r.s.Limits().Networks() {
		if strings.EqualFold(strings.TrimSpace(s), r.s.Limits().Code(n)) {
			return n, true
		}
	}
	return "", false
}

// kindWords are the words of hand-made calendars, folded.
var kindWords = map[string]Kind{
	"post": Post, "posts": Post, "publication": Post, "photo": Post, "photos": Post, "image": Post, "visuel": Post, "texte": Post,
	"carrousel": Post, "carousel": Post, "carrousel photo": Post, "infographie": Post, "sondage": Post, "citation": Post, "lien": Post, "link": Post, "poll": Post,
	"story": Story, "stories": Story, "reel": Reel, "reels": Reel, "short": Reel, "shorts": Reel,
	"video": Video, "videos": Video, "film": Video, "live": Live, "direct": Live,
	"article": Article, "article de blog": Article, "blog": Article, "blog post": Article, "tribune": Article,
	"newsletter": Newsletter, "emailing": Newsletter, "e-mailing": Newsletter, "infolettre": Newsletter,
	"concours": ContestStep, "jeu concours": ContestStep, "jeu-concours": ContestStep, "contest": ContestStep, "giveaway": ContestStep,
	"evenement": Event, "event": Event, "salon": Event, "reunion": Meeting, "rendez-vous": Meeting, "meeting": Meeting, "rdv": Meeting,
	"marronnier": KeyDate, "key date": KeyDate, "echeance": Deadline, "deadline": Deadline, "date limite": Deadline,
}

// readKind reads a kind; a word that is not known is a post.
func readKind(s string) (Kind, bool) {
	folded := clients.Fold(s)
	if k := Kind(strings.ReplaceAll(strings.ReplaceAll(folded, "-", "_"), " ", "_")); slices.Contains(Kinds(), k) {
		return k, true
	}
	if k, ok := kindWords[folded]; ok {
		return k, true
	}
	return Post, false
}

// stateWords are the states that a spreadsheet can be taken at its word for. An
// approval cannot: it is bound to a content that somebody was shown.
var stateWords = map[string]State{
	"idee": Idea, "idea": Idea, "a rediger": Idea, "to write": Idea,
	"brouillon": Draft, "draft": Draft, "en cours": Draft, "a faire": Draft, "redige": Draft, "in progress": Draft, "": Draft,
	"publie": Published, "publiee": Published, "published": Published, "posted": Published, "en ligne": Published, "poste": Published,
	"annule": Cancelled, "annulee": Cancelled, "cancelled": Cancelled, "canceled": Cancelled,
}

// readState takes the state from the file. What is said to be published must
// lie behind us. It reports whether the word was understood.
func (r *planReader) readState(it *Item, word string) bool {
	state, ok := stateWords[clients.Fold(strings.TrimRight(word, " ✓✔!."))]
	if !ok {
		return false
	}
	it.State = state
	if state == Published {
		zone, err := civil.Zone(it.Zone)
		if err != nil {
			return false
		}
		at, _ := civil.Instant(it.On, it.At, zone)
		if at.After(r.s.now()) {
			it.State = Draft
			return false
		}
		it.PublishedAt = at.UTC()
	}
	return true
}
