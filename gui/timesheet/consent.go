package timesheet

import (
	"context"

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

// askCells asks for what cells would take beyond the retainer. Meanwhile the
// first cell says what is waited for; without an answer nothing is kept.
func (w *weekPane) askCells(list []hours.CellEdit, pv hours.Preview) {
	v := w.v
	c := v.clientOf(pv.Client)
	w.refused(list, overageAsked(c.Name, pv))
	v.reload()
	v.deps.Ask(v.host, c, pv, false, func(kind hours.Kind, reason string) {
		if kind == "" {
			w.queue = append(w.queue, typedCells{list: list, answered: true})
			w.save()
			return
		}
		w.addAs(list, kind, reason)
	})
}

// addAs keeps what cells add as entries of another kind: a cell alone has no
// kind to give.
func (w *weekPane) addAs(list []hours.CellEdit, kind hours.Kind, reason string) {
	v := w.v
	work.Run(v.work, "", func(ctx context.Context) ([]hours.Warning, error) {
		var all []hours.Warning
		for _, e := range list {
			form, err := w.formOf(ctx, e)
			if err != nil {
				return all, err
			}
			if form.Seconds <= 0 {
				continue
			}
			form.Kind, form.Reason = kind, reason
			_, warnings, err := v.deps.Hours.Add(ctx, form)
			if err != nil {
				return all, err
			}
			all = append(all, warnings...)
		}
		return all, nil
	}, func(all []hours.Warning, err error) {
		if err != nil {
			w.refused(list, err)
			return
		}
		w.accepted(list)
		v.keepWarnings(all)
		v.said(v.host.Printer().T("timesheet.saved"))
	})
}

// formOf is what a cell's new total adds to what it holds.
func (w *weekPane) formOf(ctx context.Context, e hours.CellEdit) (hours.Form, error) {
	form := hours.Form{Client: e.Client, Person: e.Person, Hat: e.Hat, On: e.On}
	want, err := civil.ParseDuration(e.Text)
	if err != nil {
		return form, err
	}
	entries, err := w.v.deps.Hours.List(ctx, hours.Filter{Client: e.Client, Person: e.Person, Hat: e.Hat, Days: civil.Range{From: e.On, To: e.On}})
	if err != nil {
		return form, err
	}
	form.Seconds = want
	for _, old := range entries {
		form.Seconds -= old.Seconds
	}
	return form, nil
}

// accepted takes the words beside cells away.
func (w *weekPane) accepted(list []hours.CellEdit) {
	for _, e := range list {
		if e.Client == clients.ID(w.v.client.ID) && e.On.WeekStart() == w.v.monday() {
			w.grid.CellFine(rowKey{e.Hat, e.Person}.String(), w.v.monday().DaysUntil(e.On))
		}
	}
}
