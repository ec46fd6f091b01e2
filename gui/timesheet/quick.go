package timesheet

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// quickLine is one line that logs time: "1h30 kivu modération réponses
// concours @live-22". What it understood stands below while one types.
type quickLine struct {
	v     *view
	field *widgets.TextField
	box   *fyne.Container
	first string // the completion Tab takes
}

const quickDelay = 120 * time.Millisecond

func newQuickLine(v *view) *quickLine {
	p := v.host.Printer()
	q := &quickLine{v: v, field: widgets.NewTextField("quick", "")}
	q.field.SetPlaceHolder(p.T("timesheet.quick_example"))
	q.field.OnChanged = func(string) { v.work.After("quick", quickDelay, q.understand) }
	q.field.OnSubmitted = func(string) { q.save() }
	q.field.OnKey(func(k fyne.KeyName) bool {
		if k != fyne.KeyDown || q.first == "" {
			return false
		}
		q.complete()
		return true
	})
	q.box = widgets.VBox(theme.Space4, q.field)
	return q
}

// understand says what the line means so far, and what Down would complete.
func (q *quickLine) understand() {
	v, line := q.v, q.field.Text()
	if strings.TrimSpace(line) == "" {
		q.first = ""
		q.field.SetError("")
		q.field.SetHint("")
		return
	}
	person, client, today := v.deps.Acting(), clients.ID(v.client.ID), v.host.Today()
	type reading struct {
		quick hours.Quick
		err   error
		offer []hours.Candidate
	}
	work.Load(v.work, "quick", func(ctx context.Context) (reading, error) {
		var r reading
		r.quick, r.err = v.deps.Hours.Quick(ctx, line, person, client, today)
		var err error
		r.offer, err = v.deps.Hours.Complete(ctx, line, client)
		return r, err
	}, v.host.Fail, func(r reading) {
		q.first = ""
		q.field.SetError("")
		hint := q.meaning(r.quick)
		if len(r.offer) > 0 {
			q.first = r.offer[0].Text
			hint = v.host.Printer().T("timesheet.quick_complete", "text", r.offer[0].Label) + " · " + hint
		}
		if f, ok := fault.As(r.err); ok {
			hint = v.host.Printer().Error(f)
		}
		q.field.SetHint(hint)
	})
}

// meaning is the line in words: how long, for whom, wearing which hat.
func (q *quickLine) meaning(r hours.Quick) string {
	p, v := q.v.host.Printer(), q.v
	var parts []string
	if r.Seconds > 0 {
		parts = append(parts, p.Hours(r.Seconds/60))
	}
	if r.ClientName != "" {
		parts = append(parts, r.ClientName)
	}
	if r.Hat != "" {
		parts = append(parts, v.book.hatName(p, r.Hat))
	}
	if r.ItemTitle != "" {
		parts = append(parts, "@ "+r.ItemTitle)
	}
	if r.Note != "" {
		parts = append(parts, p.T("timesheet.quick_note", "note", r.Note))
	}
	for _, field := range r.Missing {
		parts = append(parts, p.T("timesheet.quick_missing_"+field))
	}
	return strings.Join(parts, " · ")
}

// complete replaces the last word by the first completion.
func (q *quickLine) complete() {
	line := q.field.Text()
	at := strings.LastIndex(line, " ") + 1
	text := q.first
	if strings.HasPrefix(line[at:], "@") && !strings.HasPrefix(text, "@") {
		text = "@" + text
	}
	q.field.SetText(line[:at] + text + " ")
}

// save logs the line.
func (q *quickLine) save() {
	v, line := q.v, q.field.Text()
	person, client, today := v.deps.Acting(), clients.ID(v.client.ID), v.host.Today()
	work.Run(v.work, "quick-save", func(ctx context.Context) (hours.Form, error) {
		r, err := v.deps.Hours.Quick(ctx, line, person, client, today)
		return r.Form, err
	}, func(form hours.Form, err error) {
		if err != nil {
			q.field.SetError(v.host.Printer().Error(err))
			return
		}
		v.asked(form, false, q.add)
	})
}

// add logs what the line means.
func (q *quickLine) add(form hours.Form) {
	v := q.v
	type logged struct {
		entry    hours.Entry
		warnings []hours.Warning
	}
	work.Run(v.work, "quick-add", func(ctx context.Context) (logged, error) {
		var l logged
		var err error
		l.entry, l.warnings, err = v.deps.Hours.Add(ctx, form)
		return l, err
	}, func(l logged, err error) {
		if err != nil {
			q.field.SetError(v.host.Printer().Error(err))
			return
		}
		q.field.SetText("")
		v.keepWarnings(l.warnings)
		v.said(v.host.Printer().T("timesheet.quick_saved", "hours", civil.Minutes(minutes(l.entry.Seconds)), "client", v.clientOf(l.entry.Client).Name))
	})
}
