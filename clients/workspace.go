package clients

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"regie/clients/fault"
)

// proposedColors are given to new clients in turn: far enough apart to tell
// clients by, and all readable under white text.
var proposedColors = []string{"#C2410C", "#0F766E", "#7C3AED", "#BE185D", "#1D4ED8", "#4D7C0F", "#9F1239", "#0369A1", "#854D0E", "#334155"}

// AddClient adds a client. Only the name is needed: an empty key is made from
// it, country, language, currency and zone are the agency's, the colour is the
// next of a row, the circuit is the client's. Refusals stand at the field:
// name_*, text_*, key_invalid, client_key_taken, country_unknown, lang_unknown,
// currency_unknown, zone_unknown, siren_invalid, siret_invalid,
// siret_of_another, vat_id_invalid, iban_invalid, color_invalid,
// circuit_unknown, quorum_invalid, address_form_unknown, too_many_words.
func (s *Service) AddClient(ctx context.Context, c Client) (Client, error) {
	c.ID, c.Internal, c.ArchivedAt, c.ArchiveReason = s.newID(), false, "", ""
	ctx = Doing(ctx, Act{Kind: "client.add", Client: c.ID, Subject: c.Name})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		a, err := s.Agency(ctx)
		if err != nil {
			return err
		}
		all, err := s.keep.Clients(ctx)
		if err != nil {
			return err
		}
		c.fill(a, all)
		if err := c.check(all); err != nil {
			return err
		}
		return s.keep.SaveClient(ctx, c)
	})
	return c, err
}

// fill takes what was left out from the agency and the clients there are.
func (c *Client) fill(a Agency, all []Client) {
	defaults := func(s *string, v string) {
		if strings.TrimSpace(*s) == "" {
			*s = v
		}
	}
	defaults(&c.Country, a.Country)
	defaults(&c.Lang, a.Lang)
	defaults(&c.Zone, a.Zone)
	defaults((*string)(&c.Currency), string(a.Currency))
	defaults((*string)(&c.Circuit), string(CircuitClient))
	defaults(&c.Brand.AddressForm, "vous")
	count := 0
	for _, o := range all {
		c.Position = max(c.Position, o.Position+1)
		if !o.Internal {
			count++
		}
	}
	defaults(&c.Brand.Primary, proposedColors[count%len(proposedColors)])
	if c.Key == "" {
		c.Key = freeKey(ProposeKey(c.Name, "client"), all)
	}
}

// freeKey adds a number to a key that is taken.
func freeKey(key string, all []Client) string {
	taken := map[string]bool{}
	for _, o := range all {
		taken[o.Key] = true
	}
	for n, try := 2, key; ; n++ {
		if !taken[try] {
			return try
		}
		tail := fmt.Sprintf("-%d", n)
		try = strings.TrimRight(key[:min(len(key), MaxKey-len(tail))], "-") + tail
	}
}

// check cleans a client and holds it against the others.
func (c *Client) check(all []Client) error {
	var k checks
	k.name(&c.Name)
	c.Key = strings.TrimSpace(c.Key)
	k.that(validKey(c.Key), fault.New("key_invalid", "key", c.Key).At("key"))
	for _, o := range all {
		k.that(o.ID == c.ID || o.Key != c.Key, fault.New("client_key_taken", "key", c.Key).At("key"))
	}
	k.line("sector", &c.Sector)
	k.text("seasonality", &c.Seasonality)
	k.lang(&c.Lang)
	k.currency(&c.Currency)
	k.zone(&c.Zone)
	k.identity(&c.Identity)
	k.that(c.Circuit == CircuitNone || c.Circuit == CircuitInternal || c.Circuit == CircuitClient, fault.New("circuit_unknown", "value", string(c.Circuit)).At("circuit"))
	k.that(c.Quorum >= 0 && c.Quorum <= 100, fault.New("quorum_invalid").At("quorum"))
	k.text("access_notes", &c.AccessNotes)
	k.text("note", &c.Note)
	c.Brand.check(&k)
	return k.err
}

func (b *Brand) check(k *checks) {
	k.color("primary", &b.Primary, false)
	k.color("secondary", &b.Secondary, true)
	k.that(b.AddressForm == "tu" || b.AddressForm == "vous", fault.New("address_form_unknown", "value", b.AddressForm).At("address_form"))
	k.text("tone", &b.Tone)
	k.words("words_use", &b.WordsUse)
	k.words("words_avoid", &b.WordsAvoid)
	k.words("mentions", &b.Mentions)
	k.words("hashtags", &b.Hashtags)
	for i, h := range b.Hashtags {
		if !strings.HasPrefix(h, "#") {
			b.Hashtags[i] = "#" + strings.ReplaceAll(h, " ", "")
		}
	}
}

// words cleans a list of words or phrases: no empty ones, none twice.
func (c *checks) words(field string, list *[]string) {
	seen := map[string]bool{}
	var out []string
	for _, w := range *list {
		c.line(field, &w)
		w = norm.NFC.String(w)
		if w != "" && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	c.that(len(out) <= 500, fault.New("too_many_words", "max", 500).At(field))
	*list = out
}

// EditClient changes a client, with the refusals of AddClient. The identifier,
// the archive and the internal mark stay; the internal workspace keeps its key.
func (s *Service) EditClient(ctx context.Context, id ID, change func(*Client)) (Client, error) {
	return s.changeClient(ctx, id, "client.edit", func(c *Client, all []Client) error {
		before := *c
		change(c)
		c.ID, c.Internal, c.ArchivedAt, c.ArchiveReason = id, before.Internal, before.ArchivedAt, before.ArchiveReason
		if c.Internal && c.Key != before.Key {
			return fault.New("client_internal", "name", before.Name).At("key")
		}
		return c.check(all)
	})
}

// ArchiveClient closes a workspace: it leaves the lists and takes no new
// work; what it holds stays readable. The internal one is refused
// (client_internal).
func (s *Service) ArchiveClient(ctx context.Context, id ID, reason string) (Client, error) {
	return s.changeClient(ctx, id, "client.archive", func(c *Client, _ []Client) error {
		if c.Internal {
			return fault.New("client_internal", "name", c.Name).At("client")
		}
		var k checks
		k.text("reason", &reason)
		if k.err != nil {
			return k.err
		}
		if c.ArchivedAt == "" {
			c.ArchivedAt = s.now().UTC().Format(time.RFC3339)
		}
		c.ArchiveReason = reason
		return nil
	})
}

// ReopenClient brings a workspace back at the end of the list.
func (s *Service) ReopenClient(ctx context.Context, id ID) (Client, error) {
	return s.changeClient(ctx, id, "client.reopen", func(c *Client, all []Client) error {
		if c.ArchivedAt == "" {
			return nil
		}
		c.ArchivedAt, c.ArchiveReason = "", ""
		for _, o := range all {
			if o.ID != c.ID {
				c.Position = max(c.Position, o.Position+1)
			}
		}
		return nil
	})
}

// ClientWatcher is told, within the transaction, that a client is edited.
type ClientWatcher func(ctx context.Context, before, after Client) error

// AfterEdit registers fn before the service is used; its refusal refuses the
// edit.
func (s *Service) AfterEdit(fn ClientWatcher) { s.edited = append(s.edited, fn) }

func (s *Service) changeClient(ctx context.Context, id ID, kind string, change func(*Client, []Client) error) (Client, error) {
	c, err := s.keep.Client(ctx, id)
	if err != nil {
		return c, err
	}
	ctx = Doing(ctx, Act{Kind: kind, Client: id, Subject: c.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Clients(ctx)
		if err != nil {
			return err
		}
		if c, err = s.keep.Client(ctx, id); err != nil {
			return err
		}
		before := c
		before.Brand.Hashtags = slices.Clone(c.Brand.Hashtags)
		if err := change(&c, all); err != nil {
			return err
		}
		if err := s.keep.SaveClient(ctx, c); err != nil {
			return err
		}
		for _, fn := range s.edited {
			if err := fn(ctx, before, c); err != nil {
				return err
			}
		}
		return nil
	})
	return c, err
}

// ReorderClients puts the clients in this order, the ones left out after them
// in the order they had. Fault client_unknown.
func (s *Service) ReorderClients(ctx context.Context, ids []ID) error {
	ctx = Doing(ctx, Act{Kind: "client.reorder"})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Clients(ctx)
		if err != nil {
			return err
		}
		byID := map[ID]Client{}
		for _, c := range all {
			byID[c.ID] = c
		}
		var order []Client
		for _, id := range ids {
			c, ok := byID[id]
			if !ok {
				return fault.New("client_unknown", "value", string(id)).At("client")
			}
			order = append(order, c)
			delete(byID, id)
		}
		for _, c := range all {
			if _, ok := byID[c.ID]; ok {
				order = append(order, c)
			}
		}
		place := 0
		for _, c := range order {
			if c.Internal { // stands outside the row
				continue
			}
			c.Position = place
			place++
			if err := s.keep.SaveClient(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
}
