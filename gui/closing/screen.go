package closing

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the page stands on.
type Deps struct {
	Hours    Hours
	Calendar Calendar
	Reports  Reports
	// Close closes months; nil leaves the page with locks alone.
	Close Closer
	Bus   *clients.Bus
}

// New makes the page.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps  Deps
	host  screen.Host
	work  *work.Runner
	shown bool
	month civil.Month
	md    model
	saved map[savedKey]string // folder of what was saved since the start
	// outdated are the months whose report no longer says what the data say.
	outdated map[savedKey]bool
	job      *work.Job

	list     *fyne.Container
	card     *widgets.Card
	progress *progress
	result   *fyne.Container
	page     fyne.CanvasObject
	none     *widgets.EmptyState
	root     *fyne.Container
	all      *widgets.Button
	closeAll *widgets.Button
}

// savedKey is a client's month.
type savedKey struct {
	client string
	month  civil.Month
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{
		deps: d, host: h, work: h.Runner().Scope(),
		month: h.Today().InMonth().Add(-1), saved: map[savedKey]string{}, outdated: map[savedKey]bool{},
	}
	v.list, v.result = widgets.VBox(0), widgets.VBox(theme.Space8)
	v.result.Hide()
	v.card = widgets.NewCard("", "", v.list)
	v.progress = newProgress(p, func() { v.job.Cancel() })
	v.page = widgets.VScroll(widgets.Pad(theme.Space24, 20, widgets.VBox(theme.Space16, v.progress.box, v.result, v.card)))
	v.none = widgets.NewEmptyState(icons.Closing, p.T("closing.empty_title"), p.T("closing.empty_text"),
		widgets.NewPrimary(p.T("closing.new_client"), icons.Plus, func() { h.Go(screen.Route{Page: screen.PageNewClient}) }))
	v.root = container.NewStack(v.page, v.none)
	v.none.Hide()
	v.all = widgets.NewButton(p.T("closing.save_all"), icons.Download, func() { v.ask(v.host.Clients()) })
	v.closeAll = widgets.NewPrimary(p.T("closing.close_all"), icons.Closing, func() { v.askClose(v.md.openMonths()) })
	v.work.Follow(d.Bus, v.reload, "time_entry", "month_lock", "bank_close", "rate", "report", "client_setting", "budget_line", "budget_movement", "item", "decision", "document", "document_event", "client")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen: the page keeps its own month, at first the
// last one.
func (v *view) Show(screen.Route) { v.shown = true; v.reload() }

// Leave implements screen.Leaver: out of sight nothing is loaded again.
func (v *view) Leave() { v.shown = false }

// Rebrand implements screen.Branded.
func (v *view) Rebrand() { v.reload() }

// Close implements screen.Screen.
func (v *view) Close() {
	v.job.Cancel()
	v.work.Close()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) {
	v.month = m
	v.result.Objects = nil
	v.result.Hide()
	v.reload()
}

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	after := []fyne.CanvasObject{v.all}
	if v.deps.Close != nil {
		after = append(after, v.closeAll)
	}
	return screen.Header{Caption: v.md.caption(v.host.Printer()), After: after}
}

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	return []screen.Command{{Title: v.host.Printer().T("closing.save_all"), Run: func() { v.ask(v.host.Clients()) }}}
}

func (v *view) reload() {
	if !v.shown {
		return
	}
	p, month, list := v.host.Printer(), v.month, v.host.Clients()
	work.Load(v.work, "load", func(ctx context.Context) (model, error) {
		f, err := gather(ctx, v.deps, month)
		if err != nil {
			return model{}, err
		}
		return build(p, f, list, time.Local), nil
	}, v.host.Fail, func(m model) {
		v.md = m
		v.draw()
		v.host.HeaderChanged()
		v.compare(month)
	})
}

// compare looks, after the board is drawn, which reports the data have left
// behind: each month is gathered for it.
func (v *view) compare(m civil.Month) {
	rows, closer := v.md.rows, v.deps.Close
	if closer == nil {
		return
	}
	work.Load(v.work, "compare", func(ctx context.Context) (map[savedKey]bool, error) {
		found := map[savedKey]bool{}
		for _, r := range rows {
			old, err := closer.Outdated(ctx, r.month)
			if err != nil {
				return nil, err
			}
			found[savedKey{r.client.Key, m}] = old
		}
		return found, nil
	}, v.host.Fail, func(found map[savedKey]bool) {
		changed := false
		for key, old := range found {
			changed = changed || v.outdated[key] != old
			v.outdated[key] = old
		}
		if changed {
			v.draw()
		}
	})
}

// lock closes or opens the times of a client's month.
func (v *view) lock(r row) {
	p, id, m := v.host.Printer(), clients.ID(r.client.ID), v.month
	title, label, said := p.T("closing.lock_title", "month", m), p.T("closing.lock_reason"), p.T("closing.lock_done", "client", r.client.Name)
	text := p.T("closing.lock_text", "client", r.client.Name, "month", m)
	if r.locked {
		title, label, said = p.T("closing.unlock_title", "month", m), p.T("closing.unlock_reason"), p.T("closing.unlock_done", "client", r.client.Name)
		text = p.T("closing.unlock_text", "client", r.client.Name, "month", m)
	}
	reason := widgets.NewTextField("reason", label)
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error {
			if r.locked {
				return v.deps.Hours.Unlock(ctx, id, m, why)
			}
			_, err := v.deps.Hours.Lock(ctx, id, m, why)
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Reload()
		v.host.Toast(said, nil)
	}, widgets.NewParagraph(text).Token(theme.TokenMute), reason).Accent(r.client.Color).SaveLabel(p.T(v.lockKey(r))).Show()
}

func (v *view) lockKey(r row) string {
	if r.locked {
		return "closing.unlock"
	}
	return "closing.lock"
}
