// Package start is the first start: on an empty data folder it offers the
// demonstration agency, or one's own in four questions.
package start

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Answers are the four questions answered.
type Answers struct {
	Agency string
	Person string
	Level  string // key
	Client string
	// Minutes are the first client's hours a month, 0 without a retainer.
	Minutes int64
}

// Deps is what the first start stands on.
type Deps struct {
	// Levels are those that a person can have.
	Levels func(ctx context.Context) ([]clients.Level, error)
	// Own makes the agency of the answers, all of it or nothing.
	Own func(ctx context.Context, a Answers) error
	// Demo fills the folder with the demonstration agency, all of it or
	// nothing, and tells how far it is; nil leaves it out.
	Demo func(ctx context.Context, p *text.Printer, report func(work.Progress)) error
}

// New declares the first start.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen {
		v := &view{host: h, deps: d, work: h.Runner().Scope()}
		v.root = widgets.Inset(0, 0, 0, 0, widgets.Spacer())
		return v
	}
}

type view struct {
	host screen.Host
	deps Deps
	work *work.Runner
	root *fyne.Container
	busy bool
	job  *work.Job

	agency, person, client, hours *widgets.TextField
	level                         *widgets.Select
	fail                          *widgets.Banner
	own, demo, cancel             *widgets.Button
	gauge                         *widgets.Gauge
	progress                      *widgets.Text
	made                          bool
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(screen.Route) {
	if v.made {
		return
	}
	work.Load(v.work, "load", v.deps.Levels, v.host.Fail, v.draw)
}

// Close implements screen.Screen.
func (v *view) Close() { v.work.Close() }

func (v *view) draw(levels []clients.Level) {
	p := v.host.Printer()
	v.made = true
	v.agency = widgets.NewTextField("agency", p.T("start.agency")).SetPlaceHolder(p.T("start.agency_example"))
	v.person = widgets.NewTextField("person", p.T("start.person")).SetPlaceHolder(p.T("start.person_example"))
	v.level = widgets.NewSelect(p, "level", p.T("start.level"), choices.Levels(p, levels), nil)
	v.level.Choose(clients.LevelSenior)
	v.client = widgets.NewTextField("client", p.T("start.client")).SetPlaceHolder(p.T("start.client_example"))
	v.hours = widgets.NewTextField("hours", p.T("start.hours")).SetPlaceHolder("32")
	v.hours.SetHint(p.T("start.hours_hint"))
	v.hours.OnSubmitted = func(string) { v.begin() }
	v.fail = widgets.NewBanner()
	v.fail.Hide()
	v.own = widgets.NewPrimary(p.T("start.own_go"), icons.Right, v.begin)
	v.demo = widgets.NewButton(p.T("start.demo_go"), icons.Play, v.fill)
	v.cancel = widgets.NewButton(p.T("common.cancel"), icons.None, func() {
		if v.job != nil {
			v.job.Cancel()
		}
	})
	v.gauge, v.progress = widgets.NewGauge(), widgets.Muted("").Ellipsis()
	v.gauge.Hide()
	v.progress.Hide()
	v.cancel.Hide()
	v.root.Objects = []fyne.CanvasObject{v.page()}
	v.root.Refresh()
	v.work.After("focus", 80*time.Millisecond, v.agency.Focus) // once the page is painted
}

// page stands both ways side by side under the name of the program.
func (v *view) page() fyne.CanvasObject {
	p := v.host.Printer()
	mute := func(key string) fyne.CanvasObject { return widgets.NewParagraph(p.T(key)).Token(theme.TokenMute) }
	own := widgets.NewCard(p.T("start.own_title"), "", widgets.VBox(theme.Space12,
		mute("start.own_text"), v.fail, v.agency,
		widgets.Columns(theme.Space12, []float32{1.6, 1}, v.person, v.level),
		widgets.Columns(theme.Space12, []float32{1.6, 1}, v.client, v.hours),
		widgets.HBox(0, widgets.Spacer(), v.own)))
	points := []fyne.CanvasObject{mute("start.demo_text")}
	for _, key := range []string{"start.demo_point_clients", "start.demo_point_months", "start.demo_point_safe"} {
		points = append(points, widgets.HBox(theme.Space8, widgets.NewIcon(icons.Check, 16, theme.TokenOK), widgets.Grow(widgets.NewText(p.T(key)).Ellipsis())))
	}
	points = append(points, widgets.Spacer(), v.progress, v.gauge, widgets.HBox(theme.Space8, widgets.Spacer(), v.cancel, v.demo))
	demo := fyne.CanvasObject(widgets.NewCard(p.T("start.demo_title"), "", widgets.VBox(theme.Space12, points...)))
	if v.deps.Demo == nil {
		demo.Hide()
	}
	brand := widgets.HBox(theme.Space12, widgets.NewDot(14, widgets.ToneTally.Strong), widgets.PageTitle("Régie").Px(28))
	column := widgets.VBox(theme.Space16, brand, widgets.PanelTitle(p.T("start.title")), mute("start.text"),
		widgets.Columns(theme.Space16, []float32{1.25, 1}, own, demo))
	const width = 920
	centred := widgets.HBox(0, widgets.Spacer(), widgets.MinWidth(width, column), widgets.Spacer())
	return widgets.VBox(0, widgets.Spacer(), centred, widgets.Spacer())
}

func (v *view) fields() []widgets.Field {
	return []widgets.Field{v.agency, v.person, v.level, v.client, v.hours}
}

// read gives the answers; what is missing is refused at its field.
func (v *view) read() (Answers, error) {
	a := Answers{Agency: v.agency.Text(), Person: v.person.Text(), Level: v.level.Key(), Client: v.client.Text()}
	for _, f := range []*widgets.TextField{v.agency, v.person, v.client} {
		if strings.TrimSpace(f.Text()) == "" {
			return a, fault.New("start_missing").At(f.Name())
		}
	}
	if strings.TrimSpace(v.hours.Text()) == "" {
		return a, nil
	}
	minutes, err := civil.ParseHours(v.hours.Text())
	if e, ok := fault.As(err); ok {
		return a, e.At("hours")
	}
	a.Minutes = minutes
	return a, err
}

// begin makes one's own agency.
func (v *view) begin() {
	if v.busy {
		return
	}
	widgets.ClearRefusals(v.fields(), v.fail)
	a, err := v.read()
	if err != nil {
		v.refuse(err)
		return
	}
	v.setBusy(true)
	v.own.SetBusy(true)
	work.Do(v.work, "own", func(ctx context.Context) error { return v.deps.Own(ctx, a) }, func(err error) {
		v.own.SetBusy(false)
		v.setBusy(false)
		if err != nil {
			v.refuse(err)
			return
		}
		v.leave()
	})
}

// refuse shows a refusal at its field, or above the questions.
func (v *view) refuse(err error) {
	widgets.ShowRefusal(v.host.Printer(), err, v.fields(), v.fail)
	v.root.Refresh()
}

// fill makes the demonstration agency.
func (v *view) fill() {
	if v.busy {
		return
	}
	p := v.host.Printer()
	v.setBusy(true)
	v.progress.SetText("")
	v.gauge.Hide()
	v.progress.Show()
	v.cancel.Show()
	v.root.Refresh()
	v.job = work.Start(v.work, func(ctx context.Context, report func(work.Progress)) (struct{}, error) {
		return struct{}{}, v.deps.Demo(ctx, p, report)
	}, func(pr work.Progress) {
		v.progress.SetText(pr.Text)
		v.gauge.Hidden = pr.Fraction < 0 // how far it is, only where that is known
		v.gauge.Set(pr.Fraction, 1, widgets.TonePrimary)
		v.root.Refresh()
	}, func(_ struct{}, err error) {
		v.job = nil
		v.gauge.Hide()
		v.progress.Hide()
		v.cancel.Hide()
		v.setBusy(false)
		v.root.Refresh()
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.leave()
	})
}

func (v *view) setBusy(busy bool) {
	v.busy = busy
	for _, b := range []*widgets.Button{v.own, v.demo} {
		if busy {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

func (v *view) leave() {
	v.host.Reload()
	v.host.Go(screen.Route{Page: screen.PageControl})
}
