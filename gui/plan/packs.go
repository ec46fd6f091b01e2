package plan

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/sheet"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// PackFiles writes a pack's booklet and workbook into a folder, both or none,
// and returns their paths.
type PackFiles func(ctx context.Context, p calendar.Pack, folder string) ([]string, error)

// packDays is how long a committee usually has to answer.
const packDays = 5

// makePack freezes what waits for the committee in a numbered pack: a booklet
// to read and a workbook to answer in.
func (v *view) makePack() {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	first := v.month.First()
	if today := v.host.Today(); first.Before(today) && v.month.Contains(today) {
		first = today
	}
	from := widgets.NewDateField(p, "from", p.T("plan.pack_from"), v.host.Today())
	from.SetDate(first)
	to := widgets.NewDateField(p, "to", p.T("plan.pack_to"), v.host.Today())
	to.SetDate(v.month.Last())
	due := widgets.NewDateField(p, "deadline", p.T("plan.pack_due"), v.host.Today())
	due.SetDate(v.host.Today().AddDays(packDays))
	var made calendar.Pack
	widgets.NewForm(v.host, p.T("plan.pack_title", "client", v.client.Name), func() (func(context.Context) error, error) {
		r := calendar.PackRequest{Client: id}
		var err error
		for _, f := range []struct {
			field *widgets.DateField
			into  *civil.Date
		}{{from, &r.Days.From}, {to, &r.Days.To}, {due, &r.Due}} {
			if *f.into, err = f.field.Date(); err != nil {
				return nil, err
			}
		}
		return func(ctx context.Context) (err error) {
			made, err = v.deps.Calendar.MakePack(ctx, r)
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Reload()
		v.savePack(made)
	}, widgets.NewNote(widgets.ToneInfo, p.T("plan.pack_text")), widgets.Columns(theme.Space12, []float32{1, 1}, from, to), due).
		Accent(v.client.Color).SaveLabel(p.T("plan.pack_do")).Show()
}

// savePack asks in the client's name, then for the folder the two files go to.
func (v *view) savePack(made calendar.Pack) {
	if v.deps.PackFiles == nil {
		return
	}
	p := v.host.Printer()
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T("plan.pack_made", "number", made.Number),
		Text: p.N("plan.pack_save_text", len(made.Entries), "client", v.client.Name), Action: p.T("common.export"),
		Do: func() { v.askFolder(made) },
	})
}

func (v *view) askFolder(made calendar.Pack) {
	widgets.AskFolder(v.host, func(path string) {
		work.Load(v.work, "pack", func(ctx context.Context) ([]string, error) {
			return v.deps.PackFiles(ctx, made, path)
		}, v.host.Fail, func(_ []string) {
			v.host.Toast(v.host.Printer().T("plan.pack_saved", "folder", path), nil)
		})
	})
}

// readDecisions takes a committee's filled workbook back: first what would be
// recorded and what would be refused, and why; then the act.
func (v *view) readDecisions() {
	widgets.AskOpen(v.host, v.tryDecisions, ".xlsx")
}

func (v *view) decisions(ctx context.Context, path string, dry bool) (calendar.DecisionReport, error) {
	f, err := sheet.OpenPath(path, calendar.PackLimits)
	if err != nil {
		return calendar.DecisionReport{}, err
	}
	return v.deps.Calendar.ReadDecisions(ctx, f, calendar.DecisionOptions{Client: clients.ID(v.client.ID), DryRun: dry})
}

func (v *view) tryDecisions(path string) {
	work.Load(v.work, "decisions", func(ctx context.Context) (calendar.DecisionReport, error) {
		return v.decisions(ctx, path, true)
	}, v.host.Fail, func(r calendar.DecisionReport) { v.showDecisions(path, r) })
}

func (v *view) showDecisions(path string, r calendar.DecisionReport) {
	p := v.host.Printer()
	objects := []fyne.CanvasObject{widgets.Strong(p.T("plan.decisions_sum",
		"accepted", p.N("plan.decisions_taken", len(r.Accepted)), "rejected", p.N("plan.decisions_refused", len(r.Rejected)), "blank", p.N("plan.decisions_blank", r.Blank)))}
	for _, line := range decisionLines(p, v.deps.Calendar.Limits(), r) {
		objects = append(objects, widgets.NewNote(line.tone, line.words))
	}
	done := 0
	widgets.NewForm(v.host, p.T("plan.decisions_title", "number", r.Pack.Number), func() (func(context.Context) error, error) {
		return func(ctx context.Context) error {
			r, err := v.decisions(ctx, path, false)
			done = len(r.Accepted)
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Reload()
		v.host.Toast(p.N("plan.decisions_done", done), nil)
	}, objects...).Accent(v.client.Color).SaveLabel(p.T("plan.decisions_do")).Show()
}

// decisionLine is one row of the workbook in words.
type decisionLine struct {
	tone  widgets.Tone
	words string
}

// decisionLines say row by row what is recorded and what is refused, and why.
func decisionLines(p *text.Printer, book *limits.Book, r calendar.DecisionReport) []decisionLine {
	var list []decisionLine
	for _, a := range r.Accepted {
		tone := widgets.ToneOK
		if a.Verdict != calendar.Approve {
			tone = widgets.ToneWarn
		}
		words := p.T("plan.decision_line", "line", a.Line, "title", a.Title, "who", a.Who, "verdict", p.T("calendar.decision."+string(a.Verdict)))
		if a.Comment != "" {
			words += " · " + a.Comment
		}
		list = append(list, decisionLine{tone, words})
	}
	for _, j := range r.Rejected {
		words := p.T("plan.decision_bad", "line", j.Line, "reason", p.Error(j.Reason))
		if len(j.Changes) > 0 {
			words += " " + p.T("pack.changed", "changes", calendar.ChangedWords(p, book, j.Changes))
		}
		list = append(list, decisionLine{widgets.ToneBad, words})
	}
	return list
}
