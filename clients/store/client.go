package store

import (
	"context"
	"encoding/json"
	"fmt"

	"regie/clients"
	"regie/clients/fault"
)

const clientColumns = `id, key, name, kind = 'internal', position, sector, seasonality, lang, currency, zone,
	legal_name, legal_form, address, postcode, city, country, siren, siret, vat_id, iban, franchise,
	circuit, quorum, access_notes, note, coalesce(logo_sha256, ''), coalesce(logo_source_sha256, ''),
	primary_color, secondary_color, address_form, tone, words_use, words_avoid, mentions, hashtags,
	coalesce(archived_at, ''), archive_reason`

func scanClient(sc scanner) (clients.Client, error) {
	var c clients.Client
	var use, avoid, mentions, hashtags string
	err := sc.Scan(&c.ID, &c.Key, &c.Name, &c.Internal, &c.Position, &c.Sector, &c.Seasonality, &c.Lang, &c.Currency, &c.Zone,
		&c.LegalName, &c.LegalForm, &c.Address, &c.Postcode, &c.City, &c.Country, &c.SIREN, &c.SIRET, &c.VATID, &c.IBAN, &c.Franchise,
		&c.Circuit, &c.Quorum, &c.AccessNotes, &c.Note, &c.Brand.Logo, &c.Brand.LogoSource,
		&c.Brand.Primary, &c.Brand.Secondary, &c.Brand.AddressForm, &c.Brand.Tone, &use, &avoid, &mentions, &hashtags,
		&c.ArchivedAt, &c.ArchiveReason)
	if err != nil {
		return c, err
	}
	for text, list := range map[string]*[]string{use: &c.Brand.WordsUse, avoid: &c.Brand.WordsAvoid, mentions: &c.Brand.Mentions, hashtags: &c.Brand.Hashtags} {
		if err := json.Unmarshal([]byte(text), list); err != nil {
			return c, fmt.Errorf("a list of words: %w", err)
		}
	}
	return c, nil
}

// Clients lists all workspaces in their order.
func (h House) Clients(ctx context.Context) ([]clients.Client, error) {
	return collect(ctx, h.s.q(ctx), "the clients", scanClient,
		`SELECT `+clientColumns+` FROM client ORDER BY position, name_folded, id`)
}

// Client gives one client; fault client_unknown.
func (h House) Client(ctx context.Context, id clients.ID) (clients.Client, error) {
	c, ok, err := one(ctx, h.s.q(ctx), "a client", scanClient, `SELECT `+clientColumns+` FROM client WHERE id = ?`, id)
	if err == nil && !ok {
		err = fault.New("client_unknown", "value", string(id)).At("client")
	}
	return c, err
}

// ClientByKey finds a client by its key; fault client_unknown.
func (h House) ClientByKey(ctx context.Context, key string) (clients.Client, error) {
	c, ok, err := one(ctx, h.s.q(ctx), "a client", scanClient, `SELECT `+clientColumns+` FROM client WHERE key = ?`, key)
	if err == nil && !ok {
		err = fault.New("client_unknown", "value", key).At("client")
	}
	return c, err
}

// SaveClient writes a client; fault client_key_taken.
func (h House) SaveClient(ctx context.Context, c clients.Client) error {
	kind := "client"
	if c.Internal {
		kind = "internal"
	}
	r := identityRow(c.Identity)
	for k, v := range (row{
		"id": c.ID, "key": c.Key, "name": c.Name, "name_folded": clients.Fold(c.Name), "kind": kind, "position": c.Position,
		"sector": c.Sector, "seasonality": c.Seasonality, "lang": c.Lang, "currency": c.Currency, "zone": c.Zone,
		"circuit": c.Circuit, "quorum": c.Quorum, "access_notes": c.AccessNotes, "note": c.Note,
		"logo_sha256": optional(c.Brand.Logo), "logo_source_sha256": optional(c.Brand.LogoSource),
		"primary_color": c.Brand.Primary, "secondary_color": c.Brand.Secondary,
		"address_form": c.Brand.AddressForm, "tone": c.Brand.Tone,
		"archived_at": optional(c.ArchivedAt), "archive_reason": c.ArchiveReason,
	}) {
		r[k] = v
	}
	for column, list := range map[string][]string{"words_use": c.Brand.WordsUse, "words_avoid": c.Brand.WordsAvoid, "mentions": c.Brand.Mentions, "hashtags": c.Brand.Hashtags} {
		text, err := wordList(list)
		if err != nil {
			return err
		}
		r[column] = text
	}
	err := h.s.save(ctx, "client", r)
	if isUnique(err) {
		return fault.New("client_key_taken", "key", c.Key).At("key").Because(err)
	}
	return err
}

func wordList(list []string) (string, error) {
	if len(list) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(list)
	if err != nil {
		return "", fmt.Errorf("writing a list of words: %w", err)
	}
	return string(b), nil
}

// Contacts lists a client's contacts in their order, archived ones too.
func (h House) Contacts(ctx context.Context, client clients.ID) ([]clients.Contact, error) {
	return collect(ctx, h.s.q(ctx), "the contacts", func(sc scanner) (c clients.Contact, err error) {
		err = sc.Scan(&c.ID, &c.Client, &c.Name, &c.Job, &c.Email, &c.Phone, &c.Role, &c.Committee, &c.Note, &c.Position, &c.ArchivedAt)
		return c, err
	}, `SELECT id, client_id, name, job, email, phone, role, committee, note, position, coalesce(archived_at, '')
		FROM contact WHERE client_id = ? ORDER BY position, id`, client)
}

// SaveContact writes a contact.
func (h House) SaveContact(ctx context.Context, c clients.Contact) error {
	return h.s.save(ctx, "contact", row{
		"id": c.ID, "client_id": c.Client, "name": c.Name, "job": c.Job, "email": c.Email,
		"phone": c.Phone, "role": c.Role, "committee": c.Committee, "note": c.Note, "position": c.Position, "archived_at": optional(c.ArchivedAt),
	})
}

// Channels lists a client's channels in their order, archived ones too.
func (h House) Channels(ctx context.Context, client clients.ID) ([]clients.Channel, error) {
	return collect(ctx, h.s.q(ctx), "the channels", func(sc scanner) (c clients.Channel, err error) {
		err = sc.Scan(&c.ID, &c.Client, &c.Network, &c.Name, &c.Handle, &c.URL, &c.OpenedOn, &c.Position, &c.ArchivedAt)
		return c, err
	}, `SELECT id, client_id, network, name, handle, url, opened_on, position, coalesce(archived_at, '')
		FROM channel WHERE client_id = ? ORDER BY position, id`, client)
}

// SaveChannel writes a channel.
func (h House) SaveChannel(ctx context.Context, c clients.Channel) error {
	return h.s.save(ctx, "channel", row{
		"id": c.ID, "client_id": c.Client, "network": c.Network, "name": c.Name, "handle": c.Handle,
		"url": c.URL, "opened_on": dateText(c.OpenedOn), "position": c.Position, "archived_at": optional(c.ArchivedAt),
	})
}
