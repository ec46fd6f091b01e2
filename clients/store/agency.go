package store

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
)

// House keeps the root of the domain: agency, levels, hats, people, clients
// and contracts.
type House struct{ s *Store }

// House is the store's side of the root.
func (s *Store) House() House { return House{s} }

// Tx runs fn in one transaction.
func (h House) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return h.s.Tx(ctx, fn)
}

// Agency gives the agency; ok is false before the first opening.
func (h House) Agency(ctx context.Context) (clients.Agency, bool, error) {
	return one(ctx, h.s.q(ctx), "the agency", scanAgency,
		`SELECT name, legal_name, legal_form, address, postcode, city, country, siren, siret, vat_id, iban, franchise,
			email, phone, website, zone, currency, lang, coalesce(logo_sha256, ''), coalesce(logo_source_sha256, ''),
			primary_color, full_time_minutes, overlap, idle_minutes
		FROM agency WHERE id = 1`)
}

func scanAgency(sc scanner) (clients.Agency, error) {
	var a clients.Agency
	err := sc.Scan(&a.Name, &a.LegalName, &a.LegalForm, &a.Address, &a.Postcode, &a.City, &a.Country, &a.SIREN, &a.SIRET, &a.VATID, &a.IBAN, &a.Franchise,
		&a.Email, &a.Phone, &a.Website, &a.Zone, &a.Currency, &a.Lang, &a.Logo, &a.LogoSource,
		&a.Color, &a.FullTimeMinutes, &a.Overlap, &a.IdleMinutes)
	return a, err
}

// SaveAgency writes the agency.
func (h House) SaveAgency(ctx context.Context, a clients.Agency) error {
	r := identityRow(a.Identity)
	for k, v := range (row{
		"id": 1, "name": a.Name, "email": a.Email, "phone": a.Phone, "website": a.Website,
		"zone": a.Zone, "currency": a.Currency, "lang": a.Lang,
		"logo_sha256": optional(a.Logo), "logo_source_sha256": optional(a.LogoSource),
		"primary_color": a.Color, "full_time_minutes": a.FullTimeMinutes, "overlap": a.Overlap, "idle_minutes": a.IdleMinutes,
	}) {
		r[k] = v
	}
	return h.s.save(ctx, "agency", r)
}

// identityRow is the columns that agency and client share.
func identityRow(i clients.Identity) row {
	return row{
		"legal_name": i.LegalName, "legal_form": i.LegalForm, "address": i.Address, "postcode": i.Postcode, "city": i.City,
		"country": i.Country, "siren": i.SIREN, "siret": i.SIRET, "vat_id": i.VATID, "iban": i.IBAN, "franchise": i.Franchise,
	}
}

// Levels lists the levels by position.
func (h House) Levels(ctx context.Context) ([]clients.Level, error) {
	return collect(ctx, h.s.q(ctx), "the levels", func(sc scanner) (l clients.Level, err error) {
		err = sc.Scan(&l.Key, &l.NameFR, &l.NameEN, &l.Position, &l.Shipped)
		return l, err
	}, `SELECT key, name_fr, name_en, position, shipped FROM level ORDER BY position, key`)
}

// SaveLevel writes a level.
func (h House) SaveLevel(ctx context.Context, l clients.Level) error {
	return h.s.save(ctx, "level", row{"key": l.Key, "name_fr": l.NameFR, "name_en": l.NameEN, "position": l.Position, "shipped": l.Shipped})
}

// Hats lists the hats by position, retired ones too.
func (h House) Hats(ctx context.Context) ([]clients.Hat, error) {
	return collect(ctx, h.s.q(ctx), "the hats", func(sc scanner) (t clients.Hat, err error) {
		err = sc.Scan(&t.Key, &t.NameFR, &t.NameEN, &t.Color, &t.Position, &t.Shipped, &t.Retired)
		return t, err
	}, `SELECT key, name_fr, name_en, color, position, shipped, retired FROM hat ORDER BY position, key`)
}

// SaveHat writes a hat.
func (h House) SaveHat(ctx context.Context, t clients.Hat) error {
	return h.s.save(ctx, "hat", row{
		"key": t.Key, "name_fr": t.NameFR, "name_en": t.NameEN, "color": t.Color,
		"position": t.Position, "shipped": t.Shipped, "retired": t.Retired,
	})
}

// Staff lists the people by name, archived ones too, without their level.
func (h House) Staff(ctx context.Context) ([]clients.Staff, error) {
	return collect(ctx, h.s.q(ctx), "the staff", func(sc scanner) (p clients.Staff, err error) {
		err = sc.Scan(&p.ID, &p.Name, &p.Tutor, &p.Email, &p.Job, &p.Zone, &p.WeeklyMinutes, &p.ArchivedAt)
		return p, err
	}, `SELECT id, name, coalesce(tutor_id, ''), email, job, zone, weekly_minutes, coalesce(archived_at, '')
		FROM staff ORDER BY name_folded, id`)
}

// SaveStaff writes a person.
func (h House) SaveStaff(ctx context.Context, p clients.Staff) error {
	return h.s.save(ctx, "staff", row{
		"id": p.ID, "name": p.Name, "name_folded": clients.Fold(p.Name),
		"tutor_id": optional(p.Tutor), "email": p.Email, "job": p.Job, "zone": p.Zone,
		"weekly_minutes": p.WeeklyMinutes, "archived_at": optional(p.ArchivedAt),
	})
}

// StaffLevels gives everybody's dated levels.
func (h House) StaffLevels(ctx context.Context) (map[clients.ID][]clients.LevelFrom, error) {
	type step struct {
		person clients.ID
		clients.LevelFrom
	}
	steps, err := collect(ctx, h.s.q(ctx), "the levels of the staff", func(sc scanner) (st step, err error) {
		err = sc.Scan(&st.person, &st.From, &st.Level)
		return st, err
	}, `SELECT staff_id, nullif(from_on, ''), level FROM staff_level ORDER BY staff_id, from_on`)
	all := map[clients.ID][]clients.LevelFrom{}
	for _, st := range steps {
		all[st.person] = append(all[st.person], st.LevelFrom)
	}
	return all, err
}

// SaveStaffLevel writes the level a person has from a day on.
func (h House) SaveStaffLevel(ctx context.Context, person clients.ID, l clients.LevelFrom) error {
	return h.s.save(ctx, "staff_level", row{"staff_id": person, "from_on": l.From.String(), "level": l.Level})
}

// RemoveStaffLevel takes a step of a person's levels back.
func (h House) RemoveStaffLevel(ctx context.Context, person clients.ID, from civil.Date) error {
	return h.s.remove(ctx, "staff_level", row{"staff_id": person, "from_on": from.String()})
}

// KeepMedia writes a file by its content; see Media.Keep.
func (h House) KeepMedia(ctx context.Context, f clients.MediaFile, content []byte) (clients.MediaFile, error) {
	return h.s.Media().Keep(ctx, f, content)
}

// MediaFile gives what is known of a kept file; see Media.File.
func (h House) MediaFile(ctx context.Context, hash string) (clients.MediaFile, error) {
	return h.s.Media().File(ctx, hash)
}

// MediaContent reads a kept file; see Media.Content.
func (h House) MediaContent(ctx context.Context, hash string) ([]byte, error) {
	return h.s.Media().Content(ctx, hash)
}

// dateText is a day as it is kept, NULL for none.
func dateText(d civil.Date) any { return optional(d.String()) }
