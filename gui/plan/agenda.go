package plan

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// agendaForm takes another program's calendar in: what the file would bring is
// shown first, and written as one act.
type agendaForm struct {
	v       *view
	path    string
	kind    *widgets.Select
	told    *fyne.Container // what the file would bring
	plan    *calendar.ICSPlan
	refusal error // of the whole file
	form    *widgets.Form
}

// agendaLines is how many refused events, and how many cut series, are told
// one by one.
const agendaLines = 6

func (v *view) importAgenda() { widgets.AskOpen(v.host, v.readAgenda, ".ics", ".ical") }

// readAgenda opens the form on a file.
func (v *view) readAgenda(path string) { v.newAgendaForm(path).form.Show() }

func (v *view) newAgendaForm(path string) *agendaForm {
	p := v.host.Printer()
	f := &agendaForm{v: v, path: path, told: widgets.VBox(theme.Space12)}
	options := []widgets.Option{{Key: "", Label: p.T("ics.kind_own"), Detail: p.T("ics.kind_own_detail")}}
	for _, k := range calendar.Kinds() {
		options = append(options, widgets.Option{Key: string(k), Label: p.T("calendar.kind." + string(k))})
	}
	f.kind = widgets.NewSelect(p, "kind", p.T("ics.kind"), options, func(string) { f.read() })
	f.kind.Choose("")
	taken := 0
	f.form = widgets.NewForm(v.host, p.T("ics.form", "client", v.client.Name), func() (func(context.Context) error, error) {
		plan, err := f.ready()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			done, err := v.deps.Calendar.ImportICS(ctx, plan)
			taken = done.Accepted
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Reload()
		v.host.Done(p.N("ics.done", taken, "file", filepath.Base(path)))
	}, f.told, f.kind).Accent(v.client.Color).SaveLabel(p.T("common.import")).OnClose(func() { v.work.Cancel("agenda") })
	f.read()
	return f
}

// ready is the plan to write, or why there is none.
func (f *agendaForm) ready() (*calendar.ICSPlan, error) {
	switch {
	case f.refusal != nil:
		return nil, f.refusal
	case f.plan == nil:
		return nil, fault.New("ics_reading")
	}
	return f.plan, nil
}

// read plans the file anew and shows what it would bring.
func (f *agendaForm) read() {
	v, path := f.v, f.path
	o := calendar.ICSOptions{Client: clients.ID(v.client.ID), Kind: calendar.Kind(f.kind.Key())}
	f.plan, f.refusal = nil, nil
	f.tell(widgets.Muted(v.host.Printer().T("ics.reading", "file", filepath.Base(path))).Ellipsis())
	work.Run(v.work, "agenda", func(ctx context.Context) (*calendar.ICSPlan, error) {
		return planAgenda(ctx, v.deps.Calendar, path, o)
	}, func(plan *calendar.ICSPlan, err error) {
		if err != nil {
			f.refusal = err
			f.tell(widgets.Strong(filepath.Base(path)).Ellipsis())
			f.form.Refuse(err)
			return
		}
		f.plan = plan
		f.tell(f.brings(plan)...)
	})
}

func planAgenda(ctx context.Context, cal Calendar, path string, o calendar.ICSOptions) (_ *calendar.ICSPlan, err error) {
	name := filepath.Base(path)
	in, err := os.Open(path)
	if err != nil {
		return nil, fault.New("file_unreadable", "name", name).Because(err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return cal.PlanICS(ctx, name, in, o)
}

func (f *agendaForm) tell(objects ...fyne.CanvasObject) {
	f.told.Objects = objects
	f.told.Refresh()
}

// brings says what a plan would do: counts, refused events and cut series.
func (f *agendaForm) brings(plan *calendar.ICSPlan) []fyne.CanvasObject {
	p := f.v.host.Printer()
	told := []fyne.CanvasObject{widgets.Strong(plan.Name).Ellipsis(), f.counts(plan)}
	if len(plan.Items)+len(plan.Updated) == 0 {
		key := "ics.nothing"
		if plan.Duplicates > 0 && len(plan.Rejected) == 0 {
			key = "ics.all_there"
		}
		told = append(told, widgets.NewNote(widgets.ToneInfo, p.T(key)))
	}
	for i, r := range plan.Rejected {
		if i == agendaLines {
			told = append(told, widgets.Muted(p.N("common.and_more", len(plan.Rejected)-i)))
			break
		}
		told = append(told, widgets.NewNote(widgets.ToneBad, p.T("ics.reject_line", "event", r.Event, "title", r.Title, "reason", p.Error(r.Reason))))
	}
	for i, b := range plan.Bounded {
		if i == agendaLines {
			told = append(told, widgets.Muted(p.N("common.and_more", len(plan.Bounded)-i)))
			break
		}
		told = append(told, widgets.NewNote(widgets.ToneWarn, p.T("ics.bounded", "title", b.Title, "count", b.Count, "until", b.Until)))
	}
	return told
}

// counts are a plan's figures, one a line; the last two only where there are any.
func (f *agendaForm) counts(plan *calendar.ICSPlan) fyne.CanvasObject {
	p := f.v.host.Printer()
	rows := widgets.VBox(theme.Space4)
	for _, c := range []struct {
		key    string
		n      int
		always bool
	}{
		{"ics.events", plan.Events, true},
		{"ics.new", len(plan.Items), true},
		{"ics.updated", len(plan.Updated), true},
		{"ics.unchanged", plan.Duplicates, true},
		{"ics.refused", len(plan.Rejected), true},
		{"ics.called_off", plan.Cancelled, false},
		{"ics.cut", len(plan.Bounded), false},
	} {
		if c.n == 0 && !c.always {
			continue
		}
		label := p.T(c.key)
		if c.key == "ics.new" && c.n > 0 {
			label = p.T("ics.new_days", "days", p.Range(civil.Range{From: plan.From, To: plan.To}))
		}
		rows.Add(widgets.HBox(theme.Space8, widgets.Grow(widgets.NewText(label).Ellipsis()), widgets.Strong(p.Int(int64(c.n)))))
	}
	return rows
}
