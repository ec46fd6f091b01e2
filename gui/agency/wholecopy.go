package agency

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// WholeCopy is what came of copying everything.
type WholeCopy struct {
	Path  string
	Files int      // kept files copied
	Lost  []string // kept files, by SHA-256, that are missing or damaged here
}

// wholeCopy is the card that copies everything into one file, on another disk.
type wholeCopy struct {
	v      *view
	card   *widgets.Card
	button *widgets.Button
	stop   *widgets.Button
	line   *widgets.Paragraph
	said   string
	job    *work.Job
}

func newWholeCopy(v *view) *wholeCopy {
	p := v.host.Printer()
	c := &wholeCopy{v: v}
	c.button = widgets.NewButton(p.T("agencyscreen.whole_copy"), icons.Download, c.ask)
	c.stop = widgets.NewButton(p.T("common.cancel"), "", func() { c.job.Cancel() })
	c.stop.Hide()
	c.line = widgets.NewParagraph("")
	c.line.Hide()
	c.card = widgets.NewCard(p.T("agencyscreen.whole_title"), "", widgets.VBox(theme.Space8,
		widgets.NewParagraph(p.T("agencyscreen.whole_note")).Token(theme.TokenMute),
		c.line, widgets.HBox(theme.Space8, c.button, c.stop)))
	return c
}

func (c *wholeCopy) ask() {
	name := "regie-" + c.v.host.Today().String() + ".zip"
	widgets.AskSave(c.v.host, name, func(path string) {
		if !strings.EqualFold(filepath.Ext(path), ".zip") {
			path += ".zip"
		}
		c.write(path)
	})
}

func (c *wholeCopy) write(path string) {
	p := c.v.host.Printer()
	c.busy(true)
	c.say(work.Progress{Text: p.T("agencyscreen.whole_begun")})
	c.job = work.Start(c.v.work, func(ctx context.Context, report func(work.Progress)) (WholeCopy, error) {
		return c.v.deps.Backups.CopyAll(ctx, path, func(done, total int) {
			report(work.Progress{Text: p.T("agencyscreen.whole_at", "At", done, "All", total), Fraction: float64(done) / float64(max(total, 1))})
		})
	}, c.say, func(w WholeCopy, err error) {
		c.busy(false)
		switch {
		case errors.Is(err, context.Canceled):
			c.say(work.Progress{Text: p.T("agencyscreen.whole_stopped")})
		case err != nil:
			c.line.Hide()
			c.v.host.Fail(err)
		default:
			words := p.N("agencyscreen.whole_done", w.Files, "File", w.Path)
			if n := len(w.Lost); n > 0 {
				words += " " + p.N("agencyscreen.whole_lost", n)
			}
			c.say(work.Progress{Text: words})
		}
		c.v.root.Refresh()
	})
}

func (c *wholeCopy) busy(on bool) {
	show(c.stop, on)
	show(c.button, !on)
	c.v.root.Refresh()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
		return
	}
	o.Hide()
}

func (c *wholeCopy) say(at work.Progress) {
	c.said = at.Text
	c.line.SetText(at.Text)
	c.line.Show()
	c.card.Refresh()
}
