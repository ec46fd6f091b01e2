package notebook

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

func side(a, b fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
}

func area(name, label, words string, rows int) *widgets.TextField {
	f := widgets.NewTextArea(name, label, rows)
	f.SetText(words)
	return f
}

func line(name, label, words string) *widgets.TextField {
	f := widgets.NewTextField(name, label)
	f.SetText(words)
	return f
}

// edit plans an experiment, or changes what is said of one; the result of one
// that is concluded can be mended here too.
func (v *view) edit(e calendar.Experiment) {
	p, today := v.host.Printer(), v.host.Today()
	title := p.T("notebook.edit")
	if e.ID == "" {
		title = p.T("notebook.new")
	}
	hypothesis := area("hypothesis", p.T("notebook.hypothesis"), e.Hypothesis, 2)
	change := area("change", p.T("notebook.change"), e.Change, 3)
	measure := line("measure", p.T("notebook.measure"), e.Measure)
	before := line("before", p.T("notebook.before"), e.Before)
	from := widgets.NewDateField(p, "from", p.T("common.start"), today)
	until := widgets.NewDateField(p, "until", p.T("common.end"), today)
	if !e.Window.From.IsZero() {
		from.SetDate(e.Window.From)
	}
	if !e.Window.To.IsZero() {
		until.SetDate(e.Window.To)
	}
	campaign := widgets.NewSelect(p, "campaign", p.T("common.campaign"), v.campaigns(), nil)
	campaign.Choose(string(e.Campaign))
	objects := []fyne.CanvasObject{hypothesis, change, measure, side(from, until), before, campaign}
	var end *ending
	if e.Outcome != "" {
		end = v.newEnding(e)
		objects = append(objects, widgets.Rule())
		objects = append(objects, end.objects()...)
	}
	f := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := e
		kept.Client, kept.Campaign = clients.ID(v.client.ID), clients.ID(campaign.Key())
		kept.Hypothesis, kept.Change, kept.Measure, kept.Before = hypothesis.Text(), change.Text(), measure.Text(), before.Text()
		var err error
		if kept.Window.From, err = dayIn(from, "from"); err != nil {
			return nil, err
		}
		if kept.Window.To, err = dayIn(until, "until"); err != nil {
			return nil, err
		}
		if end != nil {
			end.read(&kept)
		}
		return v.save(kept), nil
	}, func() { v.said("notebook.saved") }, objects...).Accent(v.client.Color)
	if e.ID != "" {
		f.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, func() { v.remove(f, e) }))
	}
	f.Show()
}

func (v *view) campaigns() []widgets.Option {
	list := []widgets.Option{{Label: v.host.Printer().T("common.none_f")}}
	for _, c := range v.md.campaigns {
		list = append(list, widgets.Option{Key: string(c.ID), Label: c.Name})
	}
	return list
}

func (v *view) save(e calendar.Experiment) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := v.deps.Calendar.SaveExperiment(ctx, e)
		return err
	}
}

// ending are the fields of what came of an experiment.
type ending struct {
	outcome                   *widgets.Select
	after, result, conclusion *widgets.TextField
}

func (v *view) newEnding(e calendar.Experiment) *ending {
	p := v.host.Printer()
	options := make([]widgets.Option, 0, len(calendar.Outcomes()))
	for _, o := range calendar.Outcomes() {
		options = append(options, widgets.Option{Key: string(o), Label: p.T("calendar.outcome." + string(o))})
	}
	end := &ending{
		outcome:    widgets.NewSelect(p, "outcome", p.T("notebook.outcome"), options, nil),
		after:      line("after", p.T("notebook.after"), e.After),
		result:     area("result", p.T("notebook.result"), e.Result, 4),
		conclusion: area("conclusion", p.T("notebook.conclusion"), e.Conclusion, 3),
	}
	end.outcome.Choose(string(e.Outcome))
	return end
}

func (n *ending) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{n.outcome, n.after, n.result, n.conclusion}
}

func (n *ending) read(e *calendar.Experiment) {
	e.Outcome, e.After, e.Result, e.Conclusion = calendar.Outcome(n.outcome.Key()), n.after.Text(), n.result.Text(), n.conclusion.Text()
}

// conclude asks what became of the hypothesis.
func (v *view) conclude(e calendar.Experiment) {
	p := v.host.Printer()
	end := v.newEnding(e)
	before := line("before", p.T("notebook.before"), e.Before)
	objects := []fyne.CanvasObject{widgets.NewParagraph(e.Hypothesis).Bold()}
	if e.Measure != "" {
		objects = append(objects, widgets.Muted(e.Measure).Ellipsis())
	}
	objects = append(objects, end.outcome, side(before, end.after), end.result, end.conclusion)
	widgets.NewForm(v.host, p.T("notebook.conclude_title"), func() (func(context.Context) error, error) {
		kept := e
		kept.Before = before.Text()
		end.read(&kept)
		if kept.Outcome == "" {
			return nil, fault.New("outcome_missing").At("outcome")
		}
		return v.save(kept), nil
	}, func() { v.said("notebook.concluded") }, objects...).Accent(v.client.Color).SaveLabel(p.T("notebook.conclude")).Show()
}

func (v *view) remove(f *widgets.Form, e calendar.Experiment) {
	work.Act(v.work, "", func(ctx context.Context) error {
		_, err := v.deps.Calendar.RemoveExperiment(ctx, e.Client, e.ID)
		return err
	}, f.Refuse, func() {
		f.Close()
		v.said("notebook.removed")
	})
}

func (v *view) said(key string) {
	v.reload()
	v.host.Done(v.host.Printer().T(key))
}
