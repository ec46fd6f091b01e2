package clients

import (
	"context"
	"fmt"
	"time"

	"regie/clients/civil"
	"regie/clients/fault"
)

// EditAgency changes the agency. Refusals stand at the field: name_*, text_*,
// country_unknown, siren_invalid, siret_invalid, siret_of_another,
// vat_id_invalid, iban_invalid, zone_unknown, currency_unknown, lang_unknown,
// color_invalid, full_time_invalid, overlap_unknown, idle_invalid,
// email_invalid, url_invalid.
func (s *Service) EditAgency(ctx context.Context, change func(*Agency)) (Agency, error) {
	var a Agency
	ctx = Doing(ctx, Act{Kind: "agency.edit"})
	err := s.keep.Tx(ctx, func(ctx context.Context) (err error) {
		if a, err = s.Agency(ctx); err != nil {
			return err
		}
		change(&a)
		if err := a.check(); err != nil {
			return err
		}
		return s.keep.SaveAgency(ctx, a)
	})
	return a, err
}

func (a *Agency) check() error {
	var c checks
	c.name(&a.Name)
	c.identity(&a.Identity)
	c.email(&a.Email)
	c.line("phone", &a.Phone)
	c.webAddress("website", &a.Website)
	c.zone(&a.Zone)
	c.currency(&a.Currency)
	c.lang(&a.Lang)
	c.color("color", &a.Color, false)
	c.that(a.FullTimeMinutes >= 60 && a.FullTimeMinutes <= 31*24*60, fault.New("full_time_invalid").At("full_time"))
	c.that(a.Overlap == OverlapAllow || a.Overlap == OverlapWarn || a.Overlap == OverlapForbid, fault.New("overlap_unknown", "value", string(a.Overlap)).At("overlap"))
	c.that(a.IdleMinutes == 0 || (a.IdleMinutes >= 5 && a.IdleMinutes <= 8*60), fault.New("idle_invalid").At("idle"))
	return c.err
}

// AddStaff adds a person. The level is a key or a label and defaults to
// senior, the zone to the agency's, the week to 35 h. Refusals at the field:
// name_*, staff_name_taken, level_unknown, zone_unknown, weekly_invalid,
// email_invalid, and those of the tutor: tutor_unfit, tutor_self,
// tutor_circle, tutor_has_pupils, tutor_unknown.
func (s *Service) AddStaff(ctx context.Context, p Staff) (Staff, error) {
	p.ID = s.newID()
	p.ArchivedAt = ""
	ctx = Doing(ctx, Act{Kind: "staff.add", Subject: p.Name})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		a, err := s.Agency(ctx)
		if err != nil {
			return err
		}
		if p.Zone == "" {
			p.Zone = a.Zone
		}
		if p.Level == "" {
			p.Level = LevelSenior
		}
		if p.WeeklyMinutes == 0 {
			p.WeeklyMinutes = 35 * 60
		}
		return s.saveStaff(ctx, &p, civil.Date{})
	})
	return p, err
}

// EditStaff changes a person, with the refusals of AddStaff. Another level is
// one from today on (SetLevel gives it another day): the entries of the past
// keep the one they were made at.
func (s *Service) EditStaff(ctx context.Context, id ID, change func(*Staff)) (Staff, error) {
	today, err := s.Today(ctx)
	if err != nil {
		return Staff{}, err
	}
	return s.editStaff(ctx, id, today, change)
}

// EditStaffFrom is EditStaff with the day from which another level counts.
func (s *Service) EditStaffFrom(ctx context.Context, id ID, from civil.Date, change func(*Staff)) (Staff, error) {
	if from.Year < civil.FirstYear || from.Year > civil.LastYear {
		return Staff{}, fault.New("date_invalid", "value", from.String()).At("from")
	}
	return s.editStaff(ctx, id, from, change)
}

func (s *Service) editStaff(ctx context.Context, id ID, from civil.Date, change func(*Staff)) (Staff, error) {
	var p Staff
	before, err := s.StaffByID(ctx, id)
	if err != nil {
		return p, err
	}
	ctx = Doing(ctx, Act{Kind: "staff.edit", Subject: before.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if p, err = s.StaffByID(ctx, id); err != nil {
			return err
		}
		// The change sees, and gives, the level of the day it counts from.
		if p.Level, err = s.LevelOn(ctx, id, from); err != nil {
			return err
		}
		archived := p.ArchivedAt
		change(&p)
		p.ID, p.ArchivedAt = id, archived
		if err := s.saveStaff(ctx, &p, from); err != nil {
			return err
		}
		p, err = s.StaffByID(ctx, id)
		return err
	})
	return p, err
}

// saveStaff checks a person against the others and writes it, with the level
// it has from a day on (zero: the first level).
func (s *Service) saveStaff(ctx context.Context, p *Staff, from civil.Date) error {
	var c checks
	c.name(&p.Name)
	c.email(&p.Email)
	c.line("job", &p.Job)
	c.zone(&p.Zone)
	c.that(p.WeeklyMinutes > 0 && p.WeeklyMinutes <= 7*24*60, fault.New("weekly_invalid").At("weekly"))
	if c.err != nil {
		return c.err
	}
	level, err := s.Level(ctx, p.Level)
	if err != nil {
		return err
	}
	p.Level = level.Key
	all, err := s.people(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.ID != p.ID && o.ArchivedAt == "" && p.ArchivedAt == "" && Fold(o.Name) == Fold(p.Name) {
			return fault.New("staff_name_taken", "name", o.Name).At("name")
		}
	}
	if err := s.checkPupils(ctx, *p, from, all); err != nil {
		return err
	}
	if err := s.keep.SaveStaff(ctx, *p); err != nil {
		return err
	}
	return s.stepLevel(ctx, p.ID, LevelFrom{from, p.Level})
}

// checkPupils is checkTutor at the lowest level that the person has today or
// later on, once the level counts from a day.
func (s *Service) checkPupils(ctx context.Context, p Staff, from civil.Date, all []Staff) error {
	histories, err := s.keep.StaffLevels(ctx)
	if err != nil {
		return err
	}
	today, err := s.Today(ctx)
	if err != nil {
		return err
	}
	history := withLevel(histories[p.ID], LevelFrom{from, p.Level})
	p.Level = LevelAt(history, today)
	for _, h := range history {
		if h.From.After(today) && Supervised(h.Level) {
			p.Level = h.Level
		}
	}
	return checkTutor(p, all)
}

// checkTutor keeps supervision whole: a junior or an intern may be without a
// tutor for a while, but a tutor is active, of a level that nobody supervises,
// and never, by way of others, one's own pupil.
func checkTutor(p Staff, all []Staff) error {
	byID := map[ID]Staff{}
	for _, o := range all {
		byID[o.ID] = o
		if o.ID != p.ID && o.Tutor == p.ID && o.ArchivedAt == "" && Supervised(p.Level) {
			return fault.New("tutor_has_pupils", "name", p.Name, "pupil", o.Name).At("level")
		}
	}
	if p.Tutor == "" {
		return nil
	}
	if p.Tutor == p.ID {
		return fault.New("tutor_self").At("tutor")
	}
	tutor, ok := byID[p.Tutor]
	if !ok {
		return fault.New("tutor_unknown").At("tutor")
	}
	if tutor.ArchivedAt != "" || Supervised(tutor.Level) {
		return fault.New("tutor_unfit", "name", tutor.Name).At("tutor")
	}
	byID[p.ID] = p
	for t, steps := p.Tutor, 0; t != "" && steps <= len(all); t, steps = byID[t].Tutor, steps+1 {
		if t == p.ID {
			return fault.New("tutor_circle", "name", tutor.Name).At("tutor")
		}
	}
	return nil
}

// ArchiveStaff takes a person out of the lists; what was done stays. Refused
// (staff_has_pupils) while the person is the tutor of somebody active.
func (s *Service) ArchiveStaff(ctx context.Context, id ID) (Staff, error) {
	return s.changeStaff(ctx, id, "staff.archive", func(p *Staff, all []Staff) error {
		for _, o := range all {
			if o.Tutor == p.ID && o.ArchivedAt == "" {
				return fault.New("staff_has_pupils", "name", p.Name, "pupil", o.Name).At("who")
			}
		}
		if p.ArchivedAt == "" {
			p.ArchivedAt = s.now().UTC().Format(time.RFC3339)
		}
		return nil
	})
}

// ReopenStaff brings a person back; refused (staff_name_taken) where another
// has taken the name.
func (s *Service) ReopenStaff(ctx context.Context, id ID) (Staff, error) {
	return s.changeStaff(ctx, id, "staff.reopen", func(p *Staff, all []Staff) error {
		for _, o := range all {
			if o.ID != p.ID && o.ArchivedAt == "" && Fold(o.Name) == Fold(p.Name) {
				return fault.New("staff_name_taken", "name", o.Name).At("name")
			}
		}
		p.ArchivedAt = ""
		return checkTutor(*p, all)
	})
}

func (s *Service) changeStaff(ctx context.Context, id ID, kind string, change func(*Staff, []Staff) error) (Staff, error) {
	p, err := s.StaffByID(ctx, id)
	if err != nil {
		return p, err
	}
	ctx = Doing(ctx, Act{Kind: kind, Subject: p.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.people(ctx)
		if err != nil {
			return err
		}
		if p, err = s.StaffByID(ctx, id); err != nil {
			return err
		}
		if err := change(&p, all); err != nil {
			return err
		}
		return s.keep.SaveStaff(ctx, p)
	})
	return p, err
}

// AddLevel adds a level of the agency's own; the key is made from the French
// name, which also serves in English when that is empty. Refusals at "name":
// name_*, level_taken.
func (s *Service) AddLevel(ctx context.Context, nameFR, nameEN string) (Level, error) {
	l := Level{NameFR: nameFR, NameEN: nameEN}
	if l.NameEN == "" {
		l.NameEN = l.NameFR
	}
	var c checks
	c.name(&l.NameFR)
	c.name(&l.NameEN)
	if c.err != nil {
		return l, c.err
	}
	ctx = Doing(ctx, Act{Kind: "level.add", Subject: l.NameFR})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Levels(ctx)
		if err != nil {
			return err
		}
		var taken []string
		for _, o := range all {
			taken = append(taken, o.Key, o.NameFR, o.NameEN)
			l.Position = max(l.Position, o.Position+1)
		}
		l.Key = ProposeKey(l.NameFR, fmt.Sprintf("level-%d", l.Position+1))
		if named(l.Key, taken...) || named(l.NameFR, taken...) || named(l.NameEN, taken...) {
			return fault.New("level_taken", "name", l.NameFR).At("name")
		}
		return s.keep.SaveLevel(ctx, l)
	})
	return l, err
}

// AddHat adds a hat of the agency's own, as AddLevel does; a colour left out
// is grey. Refusals: name_*, hat_taken at "name", color_invalid.
func (s *Service) AddHat(ctx context.Context, h Hat) (Hat, error) {
	if h.NameEN == "" {
		h.NameEN = h.NameFR
	}
	h.Key, h.Shipped, h.Retired = "", false, false
	ctx = Doing(ctx, Act{Kind: "hat.add", Subject: h.NameFR})
	return s.saveHat(ctx, h)
}

// EditHat renames, recolours, moves or retires a hat; its key stays. Refusals
// are those of AddHat and hat_unknown.
func (s *Service) EditHat(ctx context.Context, key string, change func(*Hat)) (Hat, error) {
	h, err := s.Hat(ctx, key)
	if err != nil {
		return h, err
	}
	key, shipped := h.Key, h.Shipped
	change(&h)
	h.Key, h.Shipped = key, shipped
	ctx = Doing(ctx, Act{Kind: "hat.edit", Subject: h.NameFR})
	return s.saveHat(ctx, h)
}

// saveHat checks a hat against the others and writes it; one without key is new.
func (s *Service) saveHat(ctx context.Context, h Hat) (Hat, error) {
	if h.Color == "" {
		h.Color = "#6B7280"
	}
	var c checks
	c.name(&h.NameFR)
	c.name(&h.NameEN)
	c.color("color", &h.Color, false)
	if c.err != nil {
		return h, c.err
	}
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.Hats(ctx)
		if err != nil {
			return err
		}
		var taken []string
		last := -1
		for _, o := range all {
			last = max(last, o.Position)
			if o.Key != h.Key {
				taken = append(taken, o.Key, o.NameFR, o.NameEN)
			}
		}
		labels := []string{h.NameFR, h.NameEN}
		if h.Key == "" {
			h.Position = last + 1
			h.Key = ProposeKey(h.NameFR, fmt.Sprintf("hat-%d", last+2))
			labels = append(labels, h.Key)
		}
		for _, l := range labels {
			if named(l, taken...) {
				return fault.New("hat_taken", "name", h.NameFR).At("name")
			}
		}
		return s.keep.SaveHat(ctx, h)
	})
	return h, err
}
