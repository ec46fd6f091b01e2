package agency

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/fault"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// staffForm are the fields of a person.
type staffForm struct {
	name, job, email, weekly *widgets.TextField
	level, tutor, zone       *widgets.Select
	from                     *widgets.DateField // of another level; hidden until one is chosen
	now                      string             // the level of today, "" for somebody new
}

func newStaffForm(v *view, s clients.Staff) *staffForm {
	p := v.host.Printer()
	f := &staffForm{
		name: field(p, "name", "common.name", s.Name), job: field(p, "job", "agencyscreen.job", s.Job), email: field(p, "email", "common.email", s.Email),
		weekly: field(p, "weekly", "agencyscreen.weekly", p.Hours(s.WeeklyMinutes)),
		level:  choose(p, "level", "common.level", choices.Levels(p, v.facts.levels), s.Level),
		tutor:  choose(p, "tutor", "agencyscreen.tutor", choices.People(v.facts.staff, p.T("agencyscreen.tutor_none"), s.ID), string(s.Tutor)),
		zone:   choose(p, "zone", "common.zone", choices.Zones(s.Zone), s.Zone),
		from:   widgets.NewDateField(p, "from", p.T("agencyscreen.level_from"), v.host.Today()),
	}
	f.tutor.SetHint(p.T("agencyscreen.tutor_hint"))
	f.from.SetDate(v.host.Today())
	f.from.SetHint(p.T("agencyscreen.level_from_hint"))
	f.from.Hide()
	if s.ID != "" {
		f.now = s.Level
	}
	return f
}

// objects are the fields in reading order; steps are the levels so far.
func (f *staffForm) objects(steps fyne.CanvasObject) []fyne.CanvasObject {
	body := widgets.VBox(theme.Space16, f.name, pair(f.level, f.weekly), f.from, steps, f.tutor, f.job, f.email, f.zone)
	f.level.OnChanged = func(key string) {
		f.from.Hidden = f.now == "" || key == f.now
		body.Refresh()
	}
	return []fyne.CanvasObject{body}
}

// read puts what was typed into a person and gives the act that keeps it.
func (f *staffForm) read(d Deps, s clients.Staff) (clients.Staff, func(context.Context) error, error) {
	minutes, err := typedHours(f.weekly)
	if err != nil {
		return s, nil, err
	}
	s.Name, s.Job, s.Email, s.Level = f.name.Text(), f.job.Text(), f.email.Text(), f.level.Key()
	s.Tutor, s.WeeklyMinutes, s.Zone = clients.ID(f.tutor.Key()), minutes, f.zone.Key()
	change := func(to *clients.Staff) { *to = s }
	switch {
	case s.ID == "":
		return s, func(ctx context.Context) error {
			_, err := d.Clients.AddStaff(ctx, s)
			return err
		}, nil
	case s.Level == f.now:
		return s, func(ctx context.Context) error {
			_, err := d.Clients.EditStaff(ctx, s.ID, change)
			return err
		}, nil
	}
	from, err := f.from.Date()
	if err != nil {
		return s, nil, fault.Beside(err, "from")
	}
	return s, func(ctx context.Context) error {
		_, err := d.Clients.EditStaffFrom(ctx, s.ID, from, change)
		return err
	}, nil
}

// editStaff opens a person, somebody new without identifier.
func (v *view) editStaff(s clients.Staff) {
	p := v.host.Printer()
	title, done := "agencyscreen.new_person", "agencyscreen.person_added"
	if s.ID != "" {
		title, done = "agencyscreen.edit_person", "agencyscreen.person_saved"
	} else {
		s.Level, s.WeeklyMinutes, s.Zone = clients.LevelSenior, 35*60, v.facts.agency.Zone
	}
	fields := newStaffForm(v, s)
	steps := widgets.NewParagraph(stepsSentence(p, choices.Levels(p, v.facts.levels), v.facts.steps[s.ID])).Px(theme.TextCaption).Token(theme.TokenMute)
	steps.Hidden = len(v.facts.steps[s.ID]) < 2
	f := widgets.NewForm(v.host, p.T(title), func() (act func(context.Context) error, err error) {
		s, act, err = fields.read(v.deps, s)
		return act, err
	}, func() { v.done(p.T(done, "Name", s.Name)) }, fields.objects(steps)...)
	if s.ID != "" {
		f.Also(v.leaveButton(f, s))
	}
	f.Show()
}

// stepsSentence tells a person's levels in order: "Stagiaire, puis Junior le
// 1er sept. 2025".
func stepsSentence(p *text.Printer, levels []widgets.Option, steps []clients.LevelFrom) string {
	s := ""
	for i, step := range steps {
		name := choices.Label(levels, step.Level)
		if i == 0 {
			s = name
			continue
		}
		s += p.T("agencyscreen.level_then", "Level", name, "Date", p.Date(step.From))
	}
	return s
}
