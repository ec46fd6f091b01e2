package closing

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// ask confirms in the client's name, or names how many there are, then asks
// where to.
func (v *view) ask(list []screen.Client) {
	if len(list) == 0 || v.progress.running() {
		return
	}
	p := v.host.Printer()
	c := screen.Confirm{
		Title: p.T("closing.confirm", "month", v.month), Action: p.T("closing.choose_folder"),
		Text: p.N("closing.confirm_all", len(list), "month", v.month),
		Do:   func() { v.askFolder(list) },
	}
	if len(list) == 1 {
		c.Client, c.Text = list[0], p.T("closing.confirm_one", "client", list[0].Name, "month", v.month)
	}
	v.host.Confirm(c)
}

func (v *view) askFolder(list []screen.Client) {
	widgets.AskFolder(v.host, func(path string) { v.start(path, list) })
}

// start saves in the background, with progress and the means to cancel.
func (v *view) start(folder string, list []screen.Client) {
	p, m, src := v.host.Printer(), v.month, v.deps.Reports
	v.all.SetBusy(true)
	v.result.Objects = nil
	v.result.Hide()
	v.progress.show(work.Progress{Text: p.T("closing.starting")})
	v.page.Refresh()
	v.job = work.Start(v.work, func(ctx context.Context, report func(work.Progress)) (outcome, error) {
		return save(ctx, p, src, folder, list, m, report)
	}, v.progress.show, func(o outcome, err error) {
		v.all.SetBusy(false)
		v.progress.hide()
		for _, key := range o.saved {
			v.saved[savedKey{key, m}] = folder
		}
		if err != nil {
			v.host.Fail(err)
		}
		if v.month == m {
			v.showResult(o, len(list))
		}
		v.draw()
	})
}

// summary is what came of it, in sentences with their tones.
func summary(p *text.Printer, o outcome, all int) []mark {
	var out []mark
	switch {
	case o.stopped:
		out = append(out, mark{tone: widgets.ToneWarn, text: p.T("closing.stopped", "saved", len(o.saved), "all", all, "folder", o.folder)})
	case len(o.saved) > 0:
		out = append(out, mark{tone: widgets.ToneOK, text: p.N("closing.saved_in", len(o.saved), "folder", o.folder)})
	}
	for _, l := range o.left {
		out = append(out, mark{tone: widgets.ToneWarn, text: p.T("closing.left_out", "client", l.client, "reason", l.reason)})
	}
	for _, l := range o.noted {
		out = append(out, mark{tone: widgets.ToneInfo, text: p.T("closing.noted", "client", l.client, "reason", l.reason)})
	}
	return out
}

func (v *view) showResult(o outcome, all int) { v.showNotes(summary(v.host.Printer(), o, all)) }

// mostLed is how many notes that lead to a client stand in full.
const mostLed = 4

// showNotes says above the board what came of an act upon several clients. Of
// what leads to a client the first notes stand in full, the rest at a press.
func (v *view) showNotes(notes []mark) {
	v.result.Objects = nil
	v.result.Show()
	var rest []mark
	led := 0
	for _, k := range notes {
		if k.tab != "" {
			led++
		}
		if k.tab != "" && led > mostLed {
			rest = append(rest, k)
			continue
		}
		v.result.Add(v.note(k))
	}
	if len(rest) > 0 {
		v.result.Add(v.fold(rest))
	}
	v.result.Refresh()
}

func (v *view) note(k mark) *widgets.Banner {
	b := widgets.NewBanner()
	var lead *widgets.Button
	if k.tab != "" {
		lead = widgets.NewGhost(v.host.Printer().T("common.open"), icons.Right, func() { v.lead(k.client, k.tab, k.number) })
	}
	b.Set(k.tone, k.text, lead)
	return b
}

// fold stands for further notes until it is pressed.
func (v *view) fold(rest []mark) fyne.CanvasObject {
	var row fyne.CanvasObject
	more := widgets.NewGhost(v.host.Printer().N("common.and_more", len(rest)), icons.Down, func() {
		v.result.Remove(row)
		for _, k := range rest {
			v.result.Add(v.note(k))
		}
		v.page.Refresh()
	})
	row = widgets.HBox(0, more, widgets.Spacer())
	return row
}

// progress says what is being saved, how far it is, and can stop it.
type progress struct {
	text  *widgets.Text
	gauge *widgets.Gauge
	box   *widgets.Card
}

func newProgress(p *text.Printer, cancel func()) *progress {
	g := &progress{text: widgets.NewText("").Ellipsis(), gauge: widgets.NewGauge()}
	stop := widgets.NewButton(p.T("closing.stop"), icons.Stop, cancel)
	g.box = widgets.NewPanel(widgets.VBox(theme.Space8, widgets.HBox(theme.Space12, widgets.Grow(g.text), stop), g.gauge))
	g.box.Hide()
	return g
}

func (g *progress) running() bool { return g.box.Visible() }

func (g *progress) show(w work.Progress) {
	g.text.SetText(w.Text)
	g.gauge.Set(w.Fraction, 1, widgets.TonePrimary)
	g.box.Show()
}

func (g *progress) hide() { g.box.Hide() }
