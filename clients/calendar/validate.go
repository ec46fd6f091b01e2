package calendar

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Bounds of what is kept. The longest network takes 63 206 characters; longer
// writing belongs in a document.
const (
	// MaxText is how many characters a text of an item has at most.
	MaxText   = 65_536
	maxTitle  = 300
	maxNote   = 20_000
	maxLink   = 2_000
	maxMedia  = 100
	maxEffort = 1_000 * 3600
)

// validate checks an item's fields and puts texts and media in their order.
// The faults name the field: kind_unknown, funnel_unknown, title_too_long,
// text_too_long, text_invalid, date_invalid, date_missing, time_missing,
// zone_unknown, link_invalid, effort_invalid, network_unknown, network_twice,
// same_as_unknown, channel_not_on_network, campaign_unknown, pillar_unknown,
// media_too_many, staff_unknown.
func (s *Service) validate(ctx context.Context, w world, it *Item) error {
	for _, check := range []func() error{
		func() error { return checkWhat(it) },
		func() error { return checkWhen(it) },
		func() error { return s.checkTexts(ctx, it) },
		func() error { return checkMedia(it) },
		func() error { return checkPeople(w, it) },
		func() error { return s.checkPlace(ctx, it) },
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func checkWhat(it *Item) error {
	it.Title = strings.TrimSpace(it.Title)
	it.Link = strings.TrimSpace(it.Link)
	switch {
	case !slices.Contains(Kinds(), it.Kind):
		return fault.New("kind_unknown", "value", string(it.Kind)).At("kind")
	case it.Funnel != "" && !slices.Contains(Funnels(), it.Funnel):
		return fault.New("funnel_unknown", "value", string(it.Funnel)).At("funnel")
	case it.EffortSeconds < 0 || it.EffortSeconds > maxEffort:
		return fault.New("effort_invalid").At("effort")
	case it.Link != "" && !goodLink(it.Link):
		return fault.New("link_invalid", "value", short(it.Link, 80)).At("link")
	}
	if err := checkWords(it.Title, "title", maxTitle); err != nil {
		return err
	}
	if strings.ContainsAny(it.Title, "\r\n") {
		return fault.New("title_one_line").At("title")
	}
	it.Source = strings.TrimSpace(it.Source)
	if err := checkWords(it.Source, "source", maxLink); err != nil {
		return err
	}
	if err := it.Score.check(); err != nil {
		return err
	}
	return checkWords(it.Note, "note", maxNote)
}

// goodLink takes http and https only: nothing else is opened from a document.
func goodLink(s string) bool {
	if len(s) > maxLink || !utf8.ValidString(s) || strings.ContainsAny(s, " \t\r\n\x00") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// checkWords refuses what is too long or no text at all.
func checkWords(s, field string, most int) error {
	switch {
	case !utf8.ValidString(s):
		return fault.New("text_invalid").At(field)
	case strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 && r != '\n' && r != '\r' && r != '\t' || r == 0x7F }):
		return fault.New("text_invalid").At(field)
	case utf8.RuneCountInString(s) > most:
		return fault.New("text_too_long", "count", utf8.RuneCountInString(s), "max", most).At(field)
	}
	return nil
}

func checkWhen(it *Item) error {
	zone, err := civil.Zone(it.Zone)
	if err != nil {
		return fault.New("zone_unknown", "value", it.Zone).At("zone")
	}
	if it.On.IsZero() {
		if it.At != civil.NoClock {
			return fault.New("date_missing").At("on")
		}
		return nil
	}
	if it.On.Year < 1900 || it.On.Year > 2200 || it.On != civil.NewDate(it.On.Year, it.On.Month, it.On.Day) {
		return fault.New("date_invalid", "value", it.On.String()).At("on")
	}
	if it.At == civil.NoClock {
		return nil
	}
	if it.At < 0 || it.At >= 24*60 {
		return fault.New("clock_invalid", "value", int(it.At)).At("at")
	}
	if _, kind := civil.Instant(it.On, it.At, zone); kind == civil.Missing {
		return fault.New("time_missing", "at", it.At.String(), "on", it.On, "zone", it.Zone).At("at")
	}
	return nil
}

func (s *Service) checkTexts(ctx context.Context, it *Item) error {
	var channels []clients.Channel
	if slices.ContainsFunc(it.Texts, func(t Text) bool { return t.Channel != "" }) {
		var err error
		if channels, err = s.house.Channels(ctx, it.Client); err != nil {
			return err
		}
	}
	seen := map[string]bool{}
	for i := range it.Texts {
		t := &it.Texts[i]
		if _, ok := s.Limits().On(t.Network, it.On); !ok {
			return fault.New("network_unknown", "value", short(t.Network, 60)).At("network")
		}
		if seen[t.Network] {
			return fault.New("network_twice", "network", s.Limits().Name(t.Network, "fr")).At("network")
		}
		seen[t.Network] = true
		if t.Channel != "" && !slices.ContainsFunc(channels, func(c clients.Channel) bool {
			return c.ID == t.Channel && c.Network == t.Network
		}) {
			return fault.New("channel_not_on_network", "network", s.Limits().Name(t.Network, "fr")).At("channel")
		}
		if t.SameAs != "" {
			t.Text = ""
		}
		for _, part := range []struct{ field, words string }{
			{"text", t.Text}, {"network_title", t.Title}, {"first_comment", t.FirstComment}, {"signature", t.Signature},
		} {
			if err := checkWords(part.words, part.field, MaxText); err != nil {
				return ofNetwork(err, t.Network)
			}
		}
	}
	for _, t := range it.Texts {
		if t.SameAs == "" {
			continue
		}
		if _, ok := it.source(t.SameAs); !ok {
			return fault.New("same_as_unknown", "network", s.Limits().Name(t.SameAs, "fr")).At("network")
		}
	}
	order := s.Limits().Networks()
	slices.SortStableFunc(it.Texts, func(a, b Text) int { return slices.Index(order, a.Network) - slices.Index(order, b.Network) })
	return nil
}

// ofNetwork says in a refusal, as "network", whose text it speaks of.
func ofNetwork(err error, network string) error {
	if f, ok := fault.As(err); ok {
		if f.Args == nil {
			f.Args = map[string]any{}
		}
		f.Args["network"] = network
	}
	return err
}

func checkMedia(it *Item) error {
	if len(it.Media) > maxMedia {
		return fault.New("media_too_many", "limit", maxMedia).At("media")
	}
	for _, m := range it.Media {
		if len(m.SHA256) != 64 {
			return fault.New("media_missing", "hash", short(m.SHA256, 64)).At("media")
		}
		if m.Network != "" && !slices.ContainsFunc(it.Texts, func(t Text) bool { return t.Network == m.Network }) {
			return fault.New("network_unknown", "value", m.Network).At("media")
		}
		if err := checkWords(m.Alt, "alt", 5_000); err != nil {
			return err
		}
	}
	slices.SortStableFunc(it.Media, func(a, b Media) int { return strings.Compare(a.Network, b.Network) })
	return nil
}

func checkPeople(w world, it *Item) error {
	if it.Author == "" {
		return nil
	}
	if !slices.ContainsFunc(w.staff, func(p clients.Staff) bool { return p.ID == it.Author }) {
		return fault.New("staff_unknown", "value", string(it.Author)).At("author")
	}
	return nil
}

// checkPlace refuses a campaign or pillar that is not the client's.
func (s *Service) checkPlace(ctx context.Context, it *Item) error {
	if it.Campaign != "" {
		list, err := s.keep.Campaigns(ctx, it.Client)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(c Campaign) bool { return c.ID == it.Campaign }) {
			return fault.New("campaign_unknown", "value", string(it.Campaign)).At("campaign")
		}
	}
	if it.Pillar != "" {
		list, err := s.keep.Pillars(ctx, it.Client)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(p Pillar) bool { return p.ID == it.Pillar }) {
			return fault.New("pillar_unknown", "value", string(it.Pillar)).At("pillar")
		}
	}
	return nil
}
