package closing

import (
	"context"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/widgets"
	"regie/gui/work"
	monthend "regie/reports/closing"
)

// Closer closes months for good; reports/closing answers it.
type Closer interface {
	Board(ctx context.Context, m civil.Month) ([]monthend.Month, error)
	Outdated(ctx context.Context, m monthend.Month) (bool, error)
	CloseAll(ctx context.Context, m civil.Month, which []clients.ID, jobs int, progress func(done, total int, name string)) ([]monthend.Result, error)
}

// reportMark is the last version of the month's report, else that it is to be
// issued.
func reportMark(p *text.Printer, m monthend.Month, zone *time.Location) mark {
	switch r := m.Report; {
	case r != nil:
		k := mark{tone: widgets.ToneOK, text: p.T("closing.report_version", "version", r.Version), caption: p.DateShort(civil.DateOf(r.IssuedAt, zone))}
		if r.IssuedBy != "" {
			k.caption += " · " + r.IssuedBy
		}
		return k
	case m.Empty() || (m.Done() && m.Idle()):
		return mark{text: p.T("common.unknown")}
	}
	return mark{text: p.T("closing.to_report")}
}

// leftBehind is a report that no longer says what the data say.
func leftBehind(p *text.Printer, k mark) mark {
	k.tone, k.caption = widgets.ToneWarn, p.T("closing.report_outdated")
	return k
}

// billMark is the month's statement and invoice in a word: what is issued,
// else what is to be.
func billMark(p *text.Printer, m monthend.Month) mark {
	switch {
	case m.Invoice != nil:
		return mark{tone: widgets.ToneOK, text: m.Invoice.Number, caption: p.Money(money.Of(m.Invoice.Totals.Gross, m.Invoice.Currency)) + " · " + m.Invoice.StateName(p)}
	case m.Statement != nil && m.Statement.State == billing.Issued:
		return mark{tone: widgets.ToneWarn, text: p.T("closing.to_sign"), caption: m.Statement.Number}
	case m.Statement != nil:
		return mark{text: p.T("closing.to_invoice"), caption: m.Statement.Number + " · " + m.Statement.StateName(p)}
	case m.Empty():
		return mark{text: p.T("common.unknown")}
	case m.SignFirst:
		return mark{text: p.T("closing.to_state")}
	default:
		return mark{text: p.T("closing.to_invoice")}
	}
}

// closedMark is the month's close: for good, held up by the first of its
// faults, or a plain lock.
func closedMark(p *text.Printer, m monthend.Month, lock mark, locked bool) mark {
	switch {
	case m.Closed && locked:
		return mark{tone: widgets.ToneOK, text: p.T("closing.closed"), caption: lock.caption}
	case m.Closed:
		return mark{tone: widgets.ToneWarn, text: p.T("closing.reopened")}
	case locked:
		return lock
	case len(m.Faults) > 0:
		return mark{tone: widgets.ToneWarn, text: p.T("closing.held_up"), caption: p.Error(m.Faults[0])}
	default:
		return lock
	}
}

// openMonths are the clients whose month is not closed and billed, and who
// have something to close.
func (m model) openMonths() []screen.Client {
	var list []screen.Client
	for _, r := range m.rows {
		if !r.done && r.known {
			list = append(list, r.client)
		}
	}
	return list
}

// askClose confirms in the client's name, or says how many there are: a close
// cannot be undone.
func (v *view) askClose(list []screen.Client) {
	if len(list) == 0 || v.progress.running() {
		return
	}
	p := v.host.Printer()
	c := screen.Confirm{
		Title: p.T("closing.close_title", "month", v.month), Action: p.T("closing.close"), Final: true,
		Text: p.N("closing.close_text_all", len(list), "month", v.month),
		Do:   func() { v.closeMonths(list) },
	}
	if len(list) == 1 {
		c.Client, c.Text = list[0], p.T("closing.close_text_one", "client", list[0].Name, "month", v.month)
	}
	if last := v.month.Last(); !v.host.Today().After(last) {
		c.Text = p.T("closing.not_over", "month", v.month, "last", last) + "\n\n" + c.Text
	}
	v.host.Confirm(c)
}

// closeMonths closes in the background, with progress and the means to stop
// between two clients.
func (v *view) closeMonths(list []screen.Client) {
	p, m := v.host.Printer(), v.month
	ids := make([]clients.ID, len(list))
	for i, c := range list {
		ids[i] = clients.ID(c.ID)
	}
	v.result.Objects = nil
	v.result.Hide()
	v.progress.show(work.Progress{Text: p.T("closing.starting")})
	v.page.Refresh()
	v.job = work.Start(v.work, func(ctx context.Context, report func(work.Progress)) ([]monthend.Result, error) {
		return v.deps.Close.CloseAll(ctx, m, ids, 0, func(done, total int, name string) {
			report(work.Progress{
				Text:     p.T("closing.progress", "at", min(done+1, total), "all", total, "client", name),
				Fraction: float64(done) / float64(total),
			})
		})
	}, v.progress.show, func(results []monthend.Result, err error) {
		v.progress.hide()
		if err != nil {
			v.host.Fail(err)
		}
		if v.month == m {
			v.showNotes(closeSummary(p, results, len(list)))
		}
		v.reload()
		v.host.Reload()
	})
}

// mostNamed is how many clients one sentence names.
const mostNamed = 8

// closeSummary is what came of a close: what is done, what was left out and why.
func closeSummary(p *text.Printer, results []monthend.Result, asked int) []mark {
	done := 0
	var left []mark
	var lacks []string
	for _, r := range results {
		if len(r.Left) == 0 {
			done++
		}
		if n := len(r.Missing); n > 0 {
			lacks = append(lacks, p.T("closing.report_lacks", "client", r.Month.Client.Name, "count", n))
		}
		for _, l := range r.Left {
			left = append(left, mark{
				tone: widgets.ToneWarn, client: l.Client.Key, tab: tabOf(l.Step), number: numberIn(l.Why),
				text: p.T("closing.left_out_step", "client", l.Client.Name, "step", p.T("billing.step_"+string(l.Step)), "reason", sentence(p, l.Why)),
			})
		}
	}
	var out []mark
	if done > 0 {
		out = append(out, mark{tone: widgets.ToneOK, text: p.N("closing.closed_count", done)})
	}
	if n := asked - len(results); n > 0 {
		out = append(out, mark{tone: widgets.ToneWarn, text: p.N("closing.not_reached", n)})
	}
	if n := len(lacks) - mostNamed; n > 0 {
		lacks = append(lacks[:mostNamed:mostNamed], p.N("closing.others", n))
	}
	if len(lacks) > 0 {
		out = append(out, mark{tone: widgets.ToneInfo, text: p.T("closing.report_missing", "list", p.List(lacks))})
	}
	return append(out, left...)
}

// sentence is the reason of a refusal; only refusals are left out.
func sentence(p *text.Printer, err error) string {
	if f, ok := fault.As(err); ok {
		return p.Error(f)
	}
	return err.Error()
}

// tabOf is the client's tab where a step is put right.
func tabOf(s monthend.Step) string {
	switch s {
	case monthend.StepTimes:
		return screen.TabTime
	case monthend.StepReport:
		return screen.TabReports
	default:
		return screen.TabBilling
	}
}

// numberIn is the document that a refusal names, empty for none.
func numberIn(err error) string {
	f, ok := fault.As(err)
	if !ok {
		return ""
	}
	number, _ := f.Args["number"].(string)
	return number
}
