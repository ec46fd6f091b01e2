package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// AbsenceKind says why a person is away.
type AbsenceKind string

// Kinds of absence.
const (
	AbsenceLeave    AbsenceKind = "leave"
	AbsenceTraining AbsenceKind = "training"
	AbsenceSick     AbsenceKind = "sick"
	AbsenceOther    AbsenceKind = "other"
)

// AbsenceKinds lists the kinds in the order they are offered.
func AbsenceKinds() []AbsenceKind {
	return []AbsenceKind{AbsenceLeave, AbsenceTraining, AbsenceSick, AbsenceOther}
}

// longestAbsence is the most days of one absence.
const longestAbsence = 366

// on gives the absence of a person on a day, nil when the person is there.
func on(absences []Absence, person clients.ID, day civil.Date) *Absence {
	for i, a := range absences {
		if a.Person == person && a.Days.Contains(day) {
			return &absences[i]
		}
	}
	return nil
}

// StandInOn follows who replaces a person on a day, through replacements who
// are away too. It is empty while the person is there, and where in the end
// nobody is: away is then true.
func StandInOn(absences []Absence, person clients.ID, day civil.Date) (standIn clients.ID, away bool) {
	seen := map[clients.ID]bool{}
	for who := person; ; {
		a := on(absences, who, day)
		switch {
		case a == nil && who == person:
			return "", false
		case a == nil:
			return who, true
		case a.Replacement == "" || seen[who]:
			return "", true
		}
		seen[who] = true
		who = a.Replacement
	}
}

// Absences lists the absences with a day in the range, by first day.
func (s *Service) Absences(ctx context.Context, days civil.Range) ([]Absence, error) {
	return s.keep.Absences(ctx, days)
}

// StandIn tells who stands in for a person on a day, empty while the person is
// there and where nobody does; away tells the two apart. It takes over the
// person's plan, and a tutor's approvals.
func (s *Service) StandIn(ctx context.Context, person clients.ID, day civil.Date) (standIn clients.ID, away bool, err error) {
	absences, err := s.keep.Absences(ctx, civil.Range{From: day, To: day})
	if err != nil {
		return "", false, err
	}
	standIn, away = StandInOn(absences, person, day)
	return standIn, away, nil
}

// Cover is a day on which a person stands in for somebody.
type Cover struct {
	For clients.ID // who is away
	On  civil.Date
}

// Covers lists for whom a person stands in, by day: what is theirs on that
// day is the person's.
func (s *Service) Covers(ctx context.Context, person clients.ID, days civil.Range) ([]Cover, error) {
	absences, err := s.keep.Absences(ctx, days)
	if err != nil {
		return nil, err
	}
	var list []Cover
	for d := days.From; !d.After(days.To); d = d.AddDays(1) {
		for _, a := range absences {
			if who, _ := StandInOn(absences, a.Person, d); who == person && a.Days.Contains(d) {
				list = append(list, Cover{a.Person, d})
			}
		}
	}
	return list, nil
}

// SaveAbsence keeps a run of days away; without an identifier it is a new one,
// without a kind it is leave. Faults at the field: staff_unknown (who,
// replaced_by), absence_days and date_invalid (until, from), absence_kind,
// absence_overlaps (from), and of the replacement staff_archived,
// absence_self, absence_circle, absence_away: away on all of those days with
// nobody instead.
func (s *Service) SaveAbsence(ctx context.Context, a Absence) (Absence, error) {
	ctx = clients.Doing(ctx, clients.Act{Kind: "absence.save", Subject: a.Days.From.String()})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		if a.Kind == "" {
			a.Kind = AbsenceLeave
		}
		if err := checkAbsence(d, &a); err != nil {
			return err
		}
		others, err := s.keep.Absences(ctx, a.Days)
		if err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(o Absence) bool { return o.ID == a.ID })
		if err := checkReplacement(d, a, others); err != nil {
			return err
		}
		if a.ID == "" {
			a.ID = s.newID()
		}
		return s.keep.SaveAbsence(ctx, a)
	})
	return a, err
}

// checkAbsence looks at an absence by itself.
func checkAbsence(d *desk, a *Absence) error {
	if _, ok := d.staff[a.Person]; !ok {
		return fault.New("staff_unknown", "value", string(a.Person)).At("who")
	}
	if !slices.Contains(AbsenceKinds(), a.Kind) {
		return fault.New("absence_kind", "value", string(a.Kind)).At("kind")
	}
	for _, end := range []struct {
		day   civil.Date
		field string
	}{{a.Days.From, "from"}, {a.Days.To, "until"}} {
		if !end.day.IsZero() && (end.day.Year < civil.FirstYear || end.day.Year > civil.LastYear) {
			return fault.New("date_invalid", "value", end.day.String()).At(end.field)
		}
	}
	if a.Days.From.IsZero() || a.Days.To.Before(a.Days.From) || a.Days.Days() > longestAbsence {
		return fault.New("absence_days").At("until")
	}
	reason, err := clients.CleanText("reason", a.Reason)
	a.Reason = reason
	return err
}

// checkReplacement looks at an absence beside the others of its days.
func checkReplacement(d *desk, a Absence, others []Absence) error {
	for _, o := range others {
		if o.Person == a.Person {
			return fault.New("absence_overlaps", "name", d.staff[a.Person].Name, "from", o.Days.From, "until", o.Days.To).At("from")
		}
	}
	if a.Replacement == "" {
		return nil
	}
	p, ok := d.staff[a.Replacement]
	switch {
	case !ok:
		return fault.New("staff_unknown", "value", string(a.Replacement)).At("replaced_by")
	case p.ArchivedAt != "":
		return fault.New("staff_archived", "name", p.Name).At("replaced_by")
	case p.ID == a.Person:
		return fault.New("absence_self", "name", p.Name).At("replaced_by")
	}
	all := append(slices.Clone(others), a)
	covered := false
	for day := a.Days.From; !day.After(a.Days.To); day = day.AddDays(1) {
		if circle(all, a.Person, day) {
			return fault.New("absence_circle", "name", d.staff[a.Person].Name, "other", p.Name, "on", day).At("replaced_by")
		}
		who, _ := StandInOn(all, a.Person, day)
		covered = covered || who != ""
	}
	if !covered {
		return fault.New("absence_away", "name", p.Name).At("replaced_by")
	}
	return nil
}

// circle tells whether replacements lead back to the person.
func circle(absences []Absence, person clients.ID, day civil.Date) bool {
	who := person
	for range absences {
		a := on(absences, who, day)
		if a == nil || a.Replacement == "" {
			return false
		}
		if who = a.Replacement; who == person {
			return true
		}
	}
	return false
}

// Absence gives one absence; fault absence_unknown.
func (s *Service) Absence(ctx context.Context, id clients.ID) (Absence, error) {
	return s.keep.Absence(ctx, id)
}

// RemoveAbsence deletes an absence; fault absence_unknown.
func (s *Service) RemoveAbsence(ctx context.Context, id clients.ID) error {
	a, err := s.keep.Absence(ctx, id)
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "absence.remove", Subject: a.Days.From.String()})
	return s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.RemoveAbsence(ctx, id) })
}
