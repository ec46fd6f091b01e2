package plan

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
	"regie/reports/planning"
)

// Exports writes a client's plan into a file, whole or not at all.
type Exports interface {
	SaveExport(ctx context.Context, path string, r planning.Request) (planning.Result, error)
}

// exportForm asks what of the plan leaves, in the client's colour and name.
type exportForm struct {
	v           *view
	format      *widgets.Select
	from, until *widgets.DateField
	marks       *widgets.Check
	filtered    *widgets.Check // nil where nothing is filtered
}

// exportPlan opens the form on the days shown.
func (v *view) exportPlan() {
	f := v.newExportForm()
	p := v.host.Printer()
	var r planning.Request
	objects := []fyne.CanvasObject{
		widgets.NewNote(widgets.ToneInfo, p.T("planfile.warning", "client", v.client.Name)), f.format,
		widgets.Columns(theme.Space12, []float32{1, 1}, f.from, f.until), f.marks,
	}
	if f.filtered != nil {
		objects = append(objects, f.filtered)
	}
	widgets.NewForm(v.host, p.T("planfile.form", "client", v.client.Name), func() (_ func(context.Context) error, err error) {
		r, err = f.request()
		return func(context.Context) error { return nil }, err
	}, func() { v.askExport(r) }, objects...).Accent(v.client.Color).SaveLabel(p.T("common.export")).Show()
}

func (v *view) newExportForm() *exportForm {
	p, today := v.host.Printer(), v.host.Today()
	f := &exportForm{v: v}
	var options []widgets.Option
	for _, format := range planning.Formats() {
		options = append(options, widgets.Option{Key: string(format), Label: p.T("planfile.format_" + string(format)), Detail: p.T("planfile.detail_" + string(format))})
	}
	f.from, f.until = widgets.NewDateField(p, "from", p.T("planfile.from"), today), widgets.NewDateField(p, "until", p.T("planfile.until"), today)
	days := v.month.Range()
	if v.mode == byWeek {
		days = civil.Range{From: v.monday, To: v.monday.AddDays(6)}
	}
	f.from.SetDate(days.From)
	f.until.SetDate(days.To)
	f.marks = widgets.NewCheck("marks", p.T("planfile.with_marks"), true, nil)
	f.format = widgets.NewSelect(p, "format", p.T("planfile.format"), options, func(string) { f.settle() })
	f.format.Choose(string(planning.Workbook))
	if words := v.filterWords(); words != "" {
		f.filtered = widgets.NewCheck("filtered", p.T("planfile.with_filter", "filters", words), true, nil)
	}
	return f
}

// settle leaves what a format has no place for out of reach.
func (f *exportForm) settle() {
	if planning.Format(f.format.Key()).Marks() {
		f.marks.Enable()
	} else {
		f.marks.Disable()
	}
}

// request reads the form; faults at its fields.
func (f *exportForm) request() (r planning.Request, err error) {
	r = planning.Request{Client: clients.ID(f.v.client.ID), Format: planning.Format(f.format.Key())}
	if r.Days.From, err = f.from.Date(); err != nil {
		return r, err
	}
	if r.Days.To, err = f.until.Date(); err != nil {
		return r, err
	}
	if err := r.Check(); err != nil {
		return r, err
	}
	r.Marks = f.marks.On() && r.Format.Marks()
	if f.filtered != nil && f.filtered.On() {
		r.Only = f.v.filter.copied().lets
	}
	return r, nil
}

// copied is the filter as it is now: an export runs beside the window.
func (f filter) copied() filter {
	return filter{
		networks: slices.Clone(f.networks), states: slices.Clone(f.states), campaigns: slices.Clone(f.campaigns),
		authors: slices.Clone(f.authors), pillars: slices.Clone(f.pillars),
	}
}

// filterWords say what the chips let through, empty where that is all.
func (v *view) filterWords() string {
	p := v.host.Printer()
	var words []string
	add := func(keys []string, name func(string) string) {
		for _, k := range keys {
			words = append(words, name(k))
		}
	}
	labelled := func(options []widgets.Option) func(string) string {
		return func(key string) string {
			for _, o := range options {
				if o.Key == key {
					return o.Label
				}
			}
			return key
		}
	}
	add(v.filter.networks, v.networkName)
	add(v.filter.states, func(s string) string { return p.T("calendar.state." + s) })
	add(v.filter.campaigns, labelled(campaignOptions(v.md.campaigns)))
	add(v.filter.pillars, labelled(pillarOptions(v.md.pillars, "")))
	add(v.filter.authors, labelled(staffOptions(v.md.staff)))
	return strings.Join(words, ", ")
}

// askExport asks where the file goes, and says afterwards what it holds.
func (v *view) askExport(r planning.Request) {
	p := v.host.Printer()
	period := r.Days.From.InMonth().String()
	if r.Days != r.Days.From.InMonth().Range() {
		period = r.Days.From.String() + "_" + r.Days.To.String()
	}
	name := clients.SafeFileName(v.client.Name+"_"+p.T("planfile.file_"+string(r.Format))+"_"+period) + "." + r.Format.Ext()
	widgets.AskSave(v.host, name, func(path string) { v.writeExport(path, r) })
}

func (v *view) writeExport(path string, r planning.Request) {
	work.Load(v.work, "paper", func(ctx context.Context) (planning.Result, error) { return v.deps.Exports.SaveExport(ctx, path, r) }, v.host.Fail, func(made planning.Result) {
		p := v.host.Printer()
		saved := p.T("planfile.saved", "items", p.N("planfile.items", made.Items), "file", path)
		if len(made.Planner.Left)+len(made.Planner.Noted) == 0 {
			v.host.Toast(saved, nil)
			return
		}
		widgets.ShowDialog(v.host.Window(), p.T("planfile.saved_title"), p.T("common.close"), noteWidth, v.plannerNotes(saved, made.Planner))
	})
}

// noteWidth holds a reason on two lines.
const noteWidth = 560

// plannerNotes say item by item what the planner did not get as it stands.
func (v *view) plannerNotes(saved string, r calendar.PlannerReport) fyne.CanvasObject {
	p := v.host.Printer()
	list := []fyne.CanvasObject{widgets.NewNote(widgets.ToneOK, saved)}
	for _, part := range []struct {
		title string
		tone  widgets.Tone
		notes []calendar.PlannerNote
	}{
		{p.N("planfile.left", len(r.Left)), widgets.ToneWarn, r.Left},
		{p.N("planfile.changed", len(r.Noted)), widgets.ToneInfo, r.Noted},
	} {
		if len(part.notes) == 0 {
			continue
		}
		list = append(list, widgets.Strong(part.title).Tone(part.tone))
		for _, line := range noteLines(p, v, part.notes) {
			list = append(list, widgets.NewParagraph(line))
		}
	}
	return widgets.VBox(theme.Space8, list...)
}

func noteLines(p *text.Printer, v *view, notes []calendar.PlannerNote) []string {
	lines := make([]string, len(notes))
	for i, n := range notes {
		lines[i] = p.T("planfile.left_line", "title", n.Title, "reason", planning.Reason(p, v.deps.Calendar.Limits(), n))
	}
	return lines
}
