package timesheet

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/screen"
	"regie/gui/work"
)

// Asker asks for the client's word before time goes beyond a retainer. then is
// called with what the time is to be made, kind "" for as it is; it is not
// called when the question is left unanswered. timer says that the time is a
// timer's, which may be settled later.
type Asker func(h screen.Host, c screen.Client, pv hours.Preview, timer bool, then func(kind hours.Kind, reason string))

// preview says what saving a form would do to its client's bank.
func (v *view) preview(ctx context.Context, old *hours.Entry, form hours.Form) (hours.Preview, error) {
	if old == nil {
		return v.deps.Hours.Preview(ctx, form)
	}
	return v.deps.Hours.PreviewEdit(ctx, old.Client, old.ID, form)
}

// asks tells whether the client is to be asked first. A form that cannot be
// read asks nothing: saving it says what is wrong.
func (v *view) asks(pv hours.Preview, err error) bool {
	return err == nil && pv.Asks() && v.deps.Ask != nil
}

// asked goes on with a form once the client's word is there, or what else the
// time is to be.
func (v *view) asked(form hours.Form, timer bool, then func(hours.Form)) {
	type answer struct {
		pv  hours.Preview
		err error
	}
	work.Run(v.work, "", func(ctx context.Context) (answer, error) {
		pv, err := v.preview(ctx, nil, form)
		return answer{pv, err}, nil
	}, func(a answer, _ error) {
		if !v.asks(a.pv, a.err) {
			then(form)
			return
		}
		v.deps.Ask(v.host, v.clientOf(form.Client), a.pv, timer, func(kind hours.Kind, reason string) {
			if kind != "" {
				form.Kind, form.Reason = kind, reason
			}
			then(form)
		})
	})
}

// askFirst is an entry form's act: it saves, unless the client is to be asked
// first; then the form stays, says so, and saves once there is an answer.
func (f *entryForm) askFirst(form hours.Form) func(context.Context) error {
	v, old, answered := f.v, f.old, f.answered
	f.answered = false
	save := v.keeping(old, form)
	return func(ctx context.Context) error {
		if answered {
			return save(ctx)
		}
		pv, err := v.preview(ctx, old, form)
		if !v.asks(pv, err) {
			return save(ctx)
		}
		v.work.Later(func() { v.deps.Ask(v.host, v.clientOf(form.Client), pv, false, f.answer) })
		return overageAsked(v.clientOf(form.Client).Name, pv)
	}
}

// answer saves the form as was answered.
func (f *entryForm) answer(kind hours.Kind, reason string) {
	if kind != "" {
		f.kind.Choose(string(kind))
		f.reason.SetText(reason)
		f.showReason()
	}
	f.answered = true
	f.form.Save()
}

// overageAsked says why something waits for an answer.
func overageAsked(client string, pv hours.Preview) *fault.Error {
	return fault.New("overage_asked", "client", client, "month", pv.Month, "over", civil.Minutes(pv.Added()))
}

// asking are the months of a change for which the client is to be asked. A
// change that cannot be previewed asks nothing: making it says what is wrong.
func (v *view) asking(list []hours.Preview, err error) []hours.Preview {
	return slices.DeleteFunc(list, func(pv hours.Preview) bool { return !v.asks(pv, err) })
}

// askAll asks for one month of a change after the other; what the time is to
// be made instead is said once, for the whole change.
func (v *view) askAll(list []hours.Preview, then func(kind hours.Kind, reason string)) {
	if len(list) == 0 {
		then("", "")
		return
	}
	v.deps.Ask(v.host, v.clientOf(list[0].Client), list[0], false, func(kind hours.Kind, reason string) {
		if kind != "" {
			then(kind, reason)
			return
		}
		v.askAll(list[1:], then)
	})
}

// askCells asks for what cells would take beyond the retainer. Meanwhile the
// first cell says what is waited for; without an answer nothing is kept. All
// cells are kept by one act, whatever the time they gain is made.
func (w *weekPane) askCells(list []hours.CellEdit, months []hours.Preview) {
	v := w.v
	w.refused(list, overageAsked(v.clientOf(months[0].Client).Name, months[0]))
	v.reload()
	v.askAll(months, func(kind hours.Kind, reason string) {
		answered := slices.Clone(list)
		for i := range answered {
			answered[i].Kind, answered[i].Reason = kind, reason
		}
		w.queue = append(w.queue, typedCells{list: answered, answered: true})
		w.save()
	})
}

// accepted takes the words beside cells away.
func (w *weekPane) accepted(list []hours.CellEdit) {
	for _, e := range list {
		if e.Client == clients.ID(w.v.client.ID) && e.On.WeekStart() == w.v.monday() {
			w.grid.CellFine(rowKey{e.Hat, e.Person}.String(), w.v.monday().DaysUntil(e.On))
		}
	}
}
