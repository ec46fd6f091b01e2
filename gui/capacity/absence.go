package capacity

import (
	"context"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// editAbsence opens an absence, a new one without identifier.
func (v *view) editAbsence(a hours.Absence) {
	p, f := v.host.Printer(), v.facts
	title := p.T("capacity.new_absence")
	if a.ID != "" {
		title = p.T("capacity.edit_absence")
	}
	who := widgets.NewSelect(p, "who", p.T("common.staff"), choices.People(f.staff, p.T("common.choose"), ""), nil)
	who.Choose(string(a.Person))
	from := widgets.NewDateField(p, "from", p.T("capacity.first_day"), f.today)
	until := widgets.NewDateField(p, "until", p.T("capacity.last_day"), f.today)
	from.SetDate(a.Days.From)
	until.SetDate(a.Days.To)
	by := widgets.NewSelect(p, "replaced_by", p.T("capacity.replacement"), choices.People(f.staff, p.T("capacity.nobody"), ""), nil)
	by.Choose(string(a.Replacement))
	kind := widgets.NewSelect(p, "kind", p.T("hours.absence_kind"), choices.Keyed(p, "hours.absence_", hours.AbsenceKinds()...), nil)
	kind.Choose(string(a.Kind))
	reason := widgets.NewTextField("reason", p.T("common.note"))
	reason.SetText(a.Reason)
	reason.SetPlaceHolder(p.T("capacity.reason_example"))
	form := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		var err error
		if a.Days.From, err = from.Date(); err != nil {
			return nil, fault.Beside(err, "from")
		}
		if a.Days.To, err = until.Date(); err != nil {
			return nil, fault.Beside(err, "until")
		}
		if a.Days.To.IsZero() {
			a.Days.To = a.Days.From
		}
		a.Person, a.Replacement = clients.ID(who.Key()), clients.ID(by.Key())
		a.Kind, a.Reason = hours.AbsenceKind(kind.Key()), reason.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Hours.SaveAbsence(ctx, a)
			return err
		}, nil
	}, func() { v.said(p.T("capacity.absence_saved")) },
		who, widgets.Columns(theme.Space12, []float32{1, 1}, from, until), kind, by, reason)
	if a.ID != "" {
		form.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, func() {
			work.Act(v.work, "", func(ctx context.Context) error { return v.deps.Hours.RemoveAbsence(ctx, a.ID) }, form.Refuse, func() {
				form.Close()
				v.said(p.T("capacity.absence_removed"))
			})
		}))
	}
	form.Show()
}
