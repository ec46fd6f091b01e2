package importing

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// step is one page of the wizard.
type step int

const (
	stepFile step = iota
	stepColumns
	stepNames
	stepCheck
)

var stepKeys = [...]string{"importing.step_file", "importing.step_columns", "importing.step_names", "importing.step_check"}

// wizard leads from a file to an import. It is a dialog as large as the
// window, with its page scrolled and its buttons at the bottom.
type wizard struct {
	host   screen.Host
	work   *work.Runner
	in     *Intake
	room   Room
	client screen.Client

	queue   []fyne.URI // files still to come, the present one first
	done    int        // files already brought in or left
	step    step
	draft   draft
	read    reading
	unknown []Name
	plan    *Plan
	job     *work.Job

	head   *fyne.Container
	fail   *widgets.Banner
	page   *fyne.Container
	bottom *fyne.Container
	root   fyne.CanvasObject
	next   *widgets.Button
	back   *widgets.Button
	layer  fyne.CanvasObject // the dialog on the window
	shut   func()
	closed bool
}

// Open starts an import into a room, for one client or, with the zero Client,
// for all that the file names. A room without an intake opens nothing.
func Open(h screen.Host, d Deps, r Room, client screen.Client) {
	if w := newWizard(h, d.of(r), r, client); w != nil {
		w.show()
	}
}

func newWizard(h screen.Host, in *Intake, r Room, client screen.Client) *wizard {
	if in == nil || (in.One && client.ID == "") {
		return nil
	}
	w := &wizard{host: h, work: h.Runner().Scope(), in: in, room: r, client: client}
	w.head, w.page, w.bottom = container.NewStack(), container.NewStack(), container.NewStack()
	w.fail = widgets.NewBanner()
	w.fail.OnClose = func() { w.fail.Hide() }
	w.fail.Hide()
	p := h.Printer()
	w.next = widgets.NewPrimary(p.T("common.continue"), "", w.forward)
	w.back = widgets.NewButton(p.T("common.back"), "", w.backward)
	top := widgets.VBox(theme.Space12, w.head, w.fail)
	foot := widgets.VBox(theme.Space12, widgets.Rule(), w.bottom)
	w.root = container.NewBorder(
		widgets.Inset(0, 0, theme.Space16, 0, top), widgets.Inset(theme.Space12, 0, 0, 0, foot), nil, nil, w.page)
	w.draw()
	return w
}

// chrome is the height of the dialog's own head and foot around the page.
const chrome = 96

func (w *wizard) show() {
	win := w.host.Window()
	size := win.Canvas().Size()
	room := widgets.MinHeight(max(size.Height-chrome, 320), w.root)
	w.shut = widgets.ShowDialog(win, w.title(), w.host.Printer().T("common.close"), size.Width, room)
	w.layer = win.Canvas().Overlays().Top()
	win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) { w.dropped(files) })
}

// open tells whether the dialog is still on the window: Esc and its cross
// close it without asking the wizard.
func (w *wizard) open() bool {
	if w.closed || w.layer == nil {
		return !w.closed
	}
	return slices.Contains(w.host.Window().Canvas().Overlays().List(), w.layer)
}

func (w *wizard) close() {
	w.closed = true
	w.host.Window().SetOnDropped(nil)
	w.work.Close()
	if w.shut != nil {
		w.shut()
	}
}

func (w *wizard) title() string {
	s := w.host.Printer().T("importing.title_" + string(w.room))
	if w.client.Name != "" {
		s += " · " + w.client.Name
	}
	return s
}

// dropped takes files that were let go on the window.
func (w *wizard) dropped(files []fyne.URI) {
	switch {
	case !w.open():
		w.host.Window().SetOnDropped(nil)
	case w.job == nil && len(files) > 0:
		w.take(files)
	}
}

// take starts with the first of some files; the others follow it.
func (w *wizard) take(files []fyne.URI) {
	w.queue, w.done = files, 0
	w.load()
}

// load reads the file at the head of the queue and recognises it.
func (w *wizard) load() {
	p, uri, in, client := w.host.Printer(), w.queue[0], w.in, w.client
	w.busy(true)
	work.Run(w.work, "load", func(ctx context.Context) (draft, error) {
		f, err := openFile(uri)
		if err != nil {
			return draft{}, err
		}
		return recognise(ctx, in, p, f, client)
	}, func(d draft, err error) {
		w.busy(false)
		if err != nil {
			w.step = stepFile
			w.draw()
			w.refuse(err)
			return
		}
		w.fail.Hide()
		w.plan, w.unknown = nil, nil
		w.step = stepColumns
		w.redraft(d)
	})
}

func openFile(uri fyne.URI) (*sheet.File, error) {
	if uri.Scheme() == "file" {
		return sheet.OpenPath(uri.Path(), sheet.DefaultLimits)
	}
	r, err := readerOf(uri)
	if err != nil {
		return nil, fault.New("file_unreadable", "name", uri.Name()).Because(err)
	}
	defer func() { _ = r.Close() }()
	return sheet.Open(uri.Name(), io.Reader(r), sheet.DefaultLimits)
}

// redraft shows another draft and reads its first rows.
func (w *wizard) redraft(d draft) {
	p, fields := w.host.Printer(), w.in.Fields
	w.draft = d
	work.Run(w.work, "read", func(ctx context.Context) (reading, error) {
		return d.read(ctx, p, fields)
	}, func(r reading, err error) {
		if err != nil {
			w.refuse(err)
			return
		}
		w.read = r
		w.draw()
	})
}

// retable runs a change of the draft that reads the table again.
func (w *wizard) retable(fn func(context.Context) (draft, error)) {
	work.Run(w.work, "load", fn, func(d draft, err error) {
		if err != nil {
			w.refuse(err)
			return
		}
		w.redraft(d)
	})
}

// dry plans the import. Names seen for the first time are asked about, also
// those with a likely answer; a room may find more of them once others are
// settled. Then come the counts.
func (w *wizard) dry() {
	asked, in := w.draft.asked(), w.in
	w.busy(true)
	work.Run(w.work, "plan", func(ctx context.Context) (*Plan, error) { return in.Plan(ctx, asked) }, func(plan *Plan, err error) {
		w.busy(false)
		if err != nil {
			w.refuse(err)
			return
		}
		w.fail.Hide()
		w.plan = plan
		var open []Name
		w.draft, open = w.draft.settle(plan.Unknown)
		names := merged(w.unknown, plan.Unknown)
		fresh := len(names) > len(w.unknown)
		w.unknown = grouped(w.in, names)
		w.step = stepCheck
		if fresh || len(open) > 0 {
			w.step = stepNames
		}
		w.draw()
	})
}

// forward is the main button.
func (w *wizard) forward() {
	p := w.host.Printer()
	w.fail.Hide()
	switch w.step {
	case stepFile:
		w.browse()
	case stepColumns:
		if s := w.draft.lacks(p, w.in); s != "" {
			w.say(s)
			return
		}
		if w.read.refusal != nil {
			w.refuse(w.read.refusal)
			return
		}
		if !w.read.settled(w.draft) {
			w.say(p.T("importing.order_first"))
			return
		}
		w.dry()
	case stepNames:
		for _, n := range w.unknown {
			if w.draft.pick(n) == "" {
				w.say(p.T("importing.name_first", "Name", n.Text))
				return
			}
		}
		w.dry()
	case stepCheck:
		w.commit()
	}
}

func (w *wizard) backward() {
	w.fail.Hide()
	switch w.step {
	case stepCheck:
		w.step = stepColumns
		if len(w.unknown) > 0 {
			w.step = stepNames
		}
	case stepNames:
		w.step = stepColumns
	default:
		w.step = stepFile
	}
	w.draw()
}

// commit writes the plan. From here on the import goes on even when the
// dialog is closed, and says in a toast what it did.
func (w *wizard) commit() {
	p, plan, name := w.host.Printer(), w.plan, w.draft.file.Name
	w.next.SetBusy(true)
	w.back.Disable()
	bar := widgets.NewLabelledGauge(p.T("importing.writing", "File", name), "")
	w.setBottom(widgets.MinWidth(320, bar))
	w.job = work.Start(w.work, func(ctx context.Context, report func(work.Progress)) (func(context.Context) error, error) {
		return plan.Commit(ctx, func(done, all int) {
			report(work.Progress{Text: p.T("importing.progress", "Done", done, "All", all), Fraction: float64(done) / float64(max(1, all))})
		})
	}, func(pr work.Progress) {
		bar.Set(p.T("importing.writing", "File", name), pr.Text, pr.Fraction, 1, widgets.TonePrimary)
	}, func(undo func(context.Context) error, err error) {
		w.job = nil
		w.next.SetBusy(false)
		w.back.Enable()
		w.drawBottom()
		if err != nil {
			w.refuse(err)
			return
		}
		w.host.Reload()
		w.host.Toast(p.N("importing.done", plan.Accepted, "File", name), undo)
		w.following()
	})
}

// following goes on with the next file, or ends.
func (w *wizard) following() {
	w.queue, w.done = w.queue[1:], w.done+1
	if len(w.queue) == 0 {
		w.close()
		return
	}
	if w.open() {
		w.load()
	}
}

func (w *wizard) busy(on bool) {
	w.next.SetBusy(on)
}

// refuse shows an error in its place, at the top of the page.
func (w *wizard) refuse(err error) { w.say(w.host.Printer().Error(err)) }

func (w *wizard) say(sentence string) {
	w.fail.Set(widgets.ToneBad, sentence, nil)
	w.fail.Show()
	w.root.Refresh()
}

// fileOf counts the files of a drop: "2 sur 3".
func (w *wizard) fileOf() string {
	all := w.done + len(w.queue)
	if all < 2 {
		return ""
	}
	return w.host.Printer().T("importing.file_of", "Number", w.done+1, "All", all)
}
