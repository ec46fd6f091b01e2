package main

import (
	"io"
	"os"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// itemFlags are shared by calendar add and edit. A flag that is not given
// leaves what is there; an empty one clears it.
type itemFlags struct {
	Kind         *string  `placeholder:"post"`
	Title        *string  `placeholder:"TEXT"`
	On           *string  `placeholder:"2026-10-17"`
	At           *string  `placeholder:"10:30"`
	Zone         *string  `placeholder:"Europe/Paris"`
	Network      []string `placeholder:"NETWORK"`
	Text         *string  `placeholder:"TEXT"`
	TextFile     string   `placeholder:"FILE" xor:"text"`
	FirstComment *string  `placeholder:"TEXT"`
	Headline     *string  `placeholder:"TEXT"`
	Signature    *bool    `negatable:""`
	Link         *string  `placeholder:"URL"`
	Note         *string  `placeholder:"TEXT"`
	Source       *string  `placeholder:"URL"`
	Author       *string  `placeholder:"NAME"`
	Campaign     *string  `placeholder:"NAME"`
	Pillar       *string  `placeholder:"NAME"`
	Funnel       *string  `placeholder:"STAGE"`
	Effort       *string  `placeholder:"1h30"`
	Due          *string  `placeholder:"2026-10-15"`
	Media        []string `placeholder:"MEDIA" sep:"none"`
	Alt          []string `placeholder:"TEXT" sep:"none"`
	Tags         []string `placeholder:"NAME"`
}

// apply puts the flags on an item. With several networks and one text the
// first gets it and the others follow.
func (f itemFlags) apply(e *env, it *calendar.Item) error {
	if err := f.applyWhat(e, it); err != nil {
		return err
	}
	if err := f.applyWhen(it); err != nil {
		return err
	}
	if err := f.applyTexts(e, it); err != nil {
		return err
	}
	if err := f.applyMedia(e, it); err != nil {
		return err
	}
	return f.applyPlace(e, it)
}

// applyMedia shows media of the client's library in all networks, in place of
// those shown before, and puts sets of hashtags under the texts.
func (f itemFlags) applyMedia(e *env, it *calendar.Item) error {
	for i, name := range f.Media {
		if i == 0 {
			it.Media = nil
		}
		if name == "" {
			continue
		}
		a, err := e.House.Calendar.Asset(e.Context, it.Client, name)
		if err != nil {
			return err
		}
		it.Media = append(it.Media, calendar.Media{SHA256: a.SHA256, Alt: a.Alt})
	}
	if len(f.Alt) > max(1, len(it.Media)) {
		return fault.New("alt_too_many", "count", len(f.Alt), "limit", len(it.Media)).At("alt")
	}
	for i := range it.Media {
		switch {
		case len(f.Alt) == 1: // one for all
			it.Media[i].Alt = f.Alt[0]
		case i < len(f.Alt):
			it.Media[i].Alt = f.Alt[i]
		}
	}
	if len(f.Tags) == 0 {
		return nil
	}
	sets, err := e.House.Calendar.HashtagSets(e.Context, it.Client)
	if err != nil {
		return err
	}
	for _, name := range f.Tags {
		i := slices.IndexFunc(sets, func(h calendar.HashtagSet) bool { return clients.Fold(h.Name) == clients.Fold(name) })
		if i < 0 {
			return fault.New("set_unknown", "value", name).At("tags")
		}
		for _, t := range it.Texts {
			if t.SameAs == "" {
				it.AddTags(t.Network, sets[i])
			}
		}
	}
	return nil
}

func (f itemFlags) applyWhat(e *env, it *calendar.Item) (err error) {
	give(&it.Title, f.Title)
	give(&it.Link, f.Link)
	give(&it.Note, f.Note)
	give(&it.Source, f.Source)
	give(&it.Zone, f.Zone)
	if f.Kind != nil {
		if it.Kind, err = e.kind(*f.Kind); err != nil {
			return err
		}
	}
	if f.Funnel != nil {
		it.Funnel = calendar.Funnel(*f.Funnel)
	}
	if f.Effort != nil {
		it.EffortSeconds = 0
		if *f.Effort != "" {
			if it.EffortSeconds, err = civil.ParseDuration(*f.Effort); err != nil {
				return fault.At(err, "effort")
			}
		}
	}
	return nil
}

func (f itemFlags) applyWhen(it *calendar.Item) (err error) {
	if f.On != nil {
		it.On = civil.Date{}
		if it.On, err = dayOr(*f.On, civil.Date{}, "on"); err != nil {
			return err
		}
	}
	if f.At != nil {
		it.At = civil.NoClock
		if *f.At != "" {
			if it.At, err = civil.ParseClock(*f.At); err != nil {
				return fault.At(err, "at")
			}
		}
	}
	if f.Due != nil {
		if it.ReviewDue, err = dayOr(*f.Due, civil.Date{}, "due"); err != nil {
			return err
		}
	}
	return nil
}

func (f itemFlags) applyTexts(e *env, it *calendar.Item) error {
	words := f.Text
	if f.TextFile != "" {
		read, err := e.readText(f.TextFile)
		if err != nil {
			return err
		}
		words = &read
	}
	networks, err := f.networks(e, it)
	if err != nil {
		return err
	}
	if len(networks) == 0 && (words != nil || f.FirstComment != nil || f.Headline != nil || f.Signature != nil) {
		return fault.New("network_missing").At("network")
	}
	brand, err := e.House.Clients.Client(e.Context, it.Client)
	if err != nil {
		return err
	}
	for i, network := range networks {
		switch {
		case words != nil && i > 0:
			it.Follow(network, networks[0])
		case words != nil:
			it.SetText(network, *words)
		case !slices.ContainsFunc(it.Texts, func(t calendar.Text) bool { return t.Network == network }):
			it.SetText(network, "")
		}
		at := slices.IndexFunc(it.Texts, func(t calendar.Text) bool { return t.Network == network })
		give(&it.Texts[at].FirstComment, f.FirstComment)
		give(&it.Texts[at].Title, f.Headline)
		if f.Signature != nil {
			it.Sign(network, brand.Brand, *f.Signature)
		}
	}
	return nil
}

// networks are those named, or for a text without a network the item's only one.
func (f itemFlags) networks(e *env, it *calendar.Item) ([]string, error) {
	var list []string
	for _, n := range f.Network {
		network, err := e.network(n)
		if err != nil {
			return nil, err
		}
		list = append(list, network)
	}
	if len(list) == 0 && len(it.Texts) == 1 {
		list = append(list, it.Texts[0].Network)
	}
	return list, nil
}

// readText reads a text from a file, or from the standard input for "-".
func (e *env) readText(name string) (string, error) {
	const most = 1 << 20
	in := e.In
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", fault.New("file_not_found", "name", name).At("text_file").Because(err)
		}
		defer func() { _ = file.Close() }() // only read
		in = file
	}
	b, err := io.ReadAll(io.LimitReader(in, most))
	if err != nil {
		return "", fault.New("file_unreadable", "name", name).At("text_file").Because(err)
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

func (f itemFlags) applyPlace(e *env, it *calendar.Item) error {
	if f.Author != nil {
		p, err := e.House.Clients.StaffByName(e.Context, *f.Author)
		if err != nil {
			return fault.At(err, "author")
		}
		it.Author = p.ID
	}
	if f.Campaign != nil {
		list, err := e.House.Calendar.Campaigns(e.Context, it.Client)
		if err != nil {
			return err
		}
		it.Campaign = named(list, *f.Campaign, func(c calendar.Campaign) (clients.ID, string) { return c.ID, c.Name })
	}
	if f.Pillar != nil {
		list, err := e.House.Calendar.Pillars(e.Context, it.Client)
		if err != nil {
			return err
		}
		it.Pillar = named(list, *f.Pillar, func(p calendar.Pillar) (clients.ID, string) { return p.ID, p.Name })
	}
	return nil
}

// named finds by name or ID; what is not found is left to the room to refuse.
func named[T any](list []T, typed string, of func(T) (clients.ID, string)) clients.ID {
	for _, v := range list {
		if id, name := of(v); clients.Fold(name) == clients.Fold(typed) || string(id) == typed {
			return id
		}
	}
	return clients.ID(typed)
}
