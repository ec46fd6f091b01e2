package medialib

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// refusal is a file that was not taken, and why.
type refusal struct {
	name string
	err  error
}

// added is what became of the files of one drop.
type added struct {
	assets  []calendar.Asset
	refused []refusal
}

// addAll takes files into a client's library one after the other; each stands
// for itself. It ends early when ctx does, with what was taken until then.
func addAll(ctx context.Context, p *text.Printer, cal Calendar, client clients.ID, paths []string, report func(work.Progress)) (added, error) {
	var out added
	for i, path := range paths {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		report(work.Progress{
			Text:     p.T("medialib.adding", "n", i+1, "all", len(paths), "name", filepath.Base(path)),
			Fraction: float64(i) / float64(len(paths)),
		})
		name, content, err := calendar.OpenMedia(path)
		if err == nil {
			var a calendar.Asset
			if a, err = cal.AddAsset(ctx, calendar.Asset{Client: client}, name, content); err == nil {
				out.assets = append(out.assets, a)
				continue
			}
		}
		out.refused = append(out.refused, refusal{name, err})
	}
	return out, nil
}

func (v *view) browse() {
	widgets.AskOpen(v.host, func(path string) { v.take([]string{path}) })
}

// dropped takes files let fall on the window.
func (v *view) dropped(_ fyne.Position, files []fyne.URI) {
	if widgets.LayerOpen() {
		return
	}
	v.take(Paths(files))
}

// take adds files with their progress shown above the grid.
func (v *view) take(paths []string) {
	if len(paths) == 0 || v.job != nil {
		return
	}
	p, id := v.host.Printer(), v.id()
	line := widgets.NewLabelledGauge("", "")
	stop := widgets.NewButton(p.T("common.cancel"), icons.None, func() { v.job.Cancel() })
	v.busy.Objects = []fyne.CanvasObject{widgets.Inset(0, 0, theme.Space8, 0, widgets.HBox(theme.Space12, widgets.Grow(line), stop))}
	v.busy.Refresh()
	job := work.Start(v.work, func(ctx context.Context, report func(work.Progress)) (added, error) {
		return addAll(ctx, p, v.deps.Calendar, id, paths, report)
	}, func(pr work.Progress) { line.Set(pr.Text, "", pr.Fraction, 1, widgets.TonePrimary) }, func(a added, err error) {
		v.job = nil
		v.busy.Objects = nil
		v.busy.Refresh()
		if err != nil && !errors.Is(err, context.Canceled) {
			v.host.Fail(err)
		}
		v.taken(a)
	})
	if len(v.busy.Objects) > 0 {
		v.job = job
	}
}

// taken says what came in, and what did not and why.
func (v *view) taken(a added) {
	p := v.host.Printer()
	v.reload()
	if len(a.assets) > 0 {
		v.grid.Select(a.assets[len(a.assets)-1].SHA256)
		words := p.N("medialib.added", len(a.assets))
		if len(a.assets) == 1 {
			v.host.Done(words)
		} else { // each file is an act of its own
			v.host.Toast(words, nil)
		}
	}
	refused(v.host, a.refused)
}

// refused shows files that were not taken, each with its reason.
func refused(h screen.Host, list []refusal) {
	p := h.Printer()
	if len(list) == 0 {
		return
	}
	body := widgets.VBox(theme.Space8)
	for _, r := range list {
		body.Add(widgets.NewNote(widgets.ToneBad, p.T("medialib.refusal", "name", r.name, "reason", p.Error(r.err))))
	}
	widgets.ShowDialog(h.Window(), p.N("medialib.refused", len(list)), p.T("common.close"), 520, body)
}

// restore puts a lost file back, if it is the very same.
func (v *view) restore(e entry) {
	v.closeNarrow()
	id := v.id()
	widgets.AskOpen(v.host, func(path string) {
		work.Load(v.work, "", func(ctx context.Context) (calendar.Asset, error) {
			_, content, err := calendar.OpenMedia(path)
			if err != nil {
				return e.Asset, err
			}
			return v.deps.Calendar.RestoreAsset(ctx, id, e.SHA256, content)
		}, v.host.Fail, func(a calendar.Asset) {
			v.thumbs.forget(e.SHA256)
			v.reload()
			v.host.Toast(v.host.Printer().T("media.restored", "title", a.Title), nil)
		})
	})
}

// replace shows another file in the items ticked; all but the published ones
// are offered.
func (v *view) replace(e entry, rows []calendar.Row) {
	v.closeNarrow()
	p := v.host.Printer()
	widgets.AskOpen(v.host, func(path string) {
		var open []calendar.Row
		var ticks []*widgets.Check
		objects := []fyne.CanvasObject{widgets.NewNote(widgets.ToneInfo, p.T("medialib.replace_text", "name", filepath.Base(path)))}
		for _, r := range rows {
			if r.State == calendar.Published || r.HeldFrom == calendar.Published {
				continue
			}
			day := p.T("plan.undated")
			if !r.On.IsZero() {
				day = p.DateShort(r.On)
			}
			tick := widgets.NewCheck("item", day+" · "+r.Title+" · "+p.T("calendar.state."+string(r.State)), true, nil)
			open, ticks, objects = append(open, r), append(ticks, tick), append(objects, tick)
		}
		widgets.NewForm(v.host, p.T("medialib.replace_title", "title", e.Title), func() (func(context.Context) error, error) {
			ids := swapIDs(open, ticks)
			return func(ctx context.Context) error {
				name, content, err := calendar.OpenMedia(path)
				if err != nil {
					return err
				}
				_, err = v.deps.Calendar.SwapFile(ctx, e.Asset, name, content, ids)
				return err
			}, nil
		}, func() {
			v.reload()
			v.host.Done(p.T("medialib.replaced", "title", e.Title))
		}, objects...).Accent(v.client.Color).SaveLabel(p.T("medialib.replace_do")).Show()
	})
}
