package gui

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// errorPlace is the one place that shows errors: the newest in a line under
// the header, all of them in a list.
type errorPlace struct {
	s      *Shell
	banner *widgets.Banner
	root   *fyne.Container
	open   bool
	list   []shownError
}

// shownError is one error with the clock time at which it came.
type shownError struct{ at, sentence, detail string }

// errorsKept bounds the list.
const errorsKept = 100

func newErrorPlace(s *Shell) *errorPlace { return &errorPlace{s: s} }

// rebuild makes the line anew, in the language of the window.
func (e *errorPlace) rebuild() {
	e.banner = widgets.NewBanner()
	e.banner.OnClose = func() { e.dismiss() }
	e.root = widgets.Inset(theme.Space12, theme.Space24, 0, theme.Space24, e.banner)
	e.show()
}

func (e *errorPlace) show() {
	if !e.open || len(e.list) == 0 {
		e.root.Hide()
		return
	}
	p := e.s.printer
	last := e.list[len(e.list)-1]
	all := widgets.NewGhost(p.N("shell.errors_all", len(e.list)), icons.None, e.showAll)
	e.banner.Set(widgets.ToneBad, last.sentence, all)
	e.root.Show()
}

// height is what the line takes of the window.
func (e *errorPlace) height(float32) float32 {
	if !e.root.Visible() {
		return 0
	}
	return e.root.MinSize().Height
}

// dismiss folds the errors away; false when none was open.
func (e *errorPlace) dismiss() bool {
	if !e.open {
		return false
	}
	e.open = false
	e.show()
	e.s.frame.relayout()
	return true
}

func (e *errorPlace) add(err error) {
	p := e.s.printer
	sentence, detail := p.T("shell.error_unknown"), err.Error()
	if _, ok := fault.As(err); ok {
		sentence, detail = p.Error(err), ""
	}
	e.list = append(e.list, shownError{at: e.s.deps.Now().Local().Format("15:04:05"), sentence: sentence, detail: detail})
	if n := len(e.list) - errorsKept; n > 0 {
		e.list = e.list[n:]
	}
	e.open = true
	e.show()
	e.s.frame.relayout()
}

// showAll lists the errors, the newest first, with their details to copy.
func (e *errorPlace) showAll() {
	p := e.s.printer
	var lines []fyne.CanvasObject
	var whole strings.Builder
	for i := len(e.list) - 1; i >= 0; i-- {
		it := e.list[i]
		whole.WriteString(it.at + " " + it.sentence + " " + it.detail + "\n")
		words := []fyne.CanvasObject{widgets.NewParagraph(it.sentence)}
		if it.detail != "" {
			words = append(words, widgets.NewParagraph(it.detail).Px(theme.TextCaption).Token(theme.TokenMute))
		}
		lines = append(lines, widgets.Columns(theme.Space12, []float32{-60, 1}, widgets.Muted(it.at), widgets.VBox(2, words...)))
	}
	copyAll := widgets.NewButton(p.T("common.copy"), icons.Copy, func() { e.s.app.Clipboard().SetContent(whole.String()) })
	lines = append(lines, widgets.HBox(0, widgets.Spacer(), copyAll))
	widgets.ShowDialog(e.s.win, p.T("shell.errors"), p.T("common.close"), 560, widgets.VBox(theme.Space12, lines...))
}

// Fail implements screen.Host. Work that was cancelled is no error.
func (s *Shell) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	s.deps.Log.Error("shown to the user", "error", err)
	s.errors.add(err)
}

// toastFor is how long a toast stays.
const toastFor = 7 * time.Second

// Toast implements screen.Host.
func (s *Shell) Toast(words string, undo func(context.Context) error) {
	var press func()
	if undo != nil {
		press = s.undoLast
	}
	s.say(words, press)
	s.undo = undo
}

// Done implements screen.Host.
func (s *Shell) Done(words string) {
	h := s.deps.History
	if h == nil {
		s.Toast(words, nil)
		return
	}
	s.say(words, s.undoMarked)
	said := s.toasts
	work.Run(s.runner, "shell.mark", h.Last, func(act string, err error) {
		if err == nil && said == s.toasts {
			s.mark = act
		}
	})
}

// say shows a toast for a while; press, where given, is its Undo.
func (s *Shell) say(words string, press func()) {
	s.undo, s.mark = nil, ""
	s.toasts++
	s.toast.Say(words, press)
	s.frame.relayout()
	s.runner.After("shell.toast", toastFor, func() {
		s.toast.Hide()
		s.frame.relayout()
	})
}

// Confirm implements screen.Host.
func (s *Shell) Confirm(c screen.Confirm) { widgets.Confirm(s.win, s.printer, c) }

// undoMarked takes back the act that the toast speaks of.
func (s *Shell) undoMarked() {
	act := s.mark
	if act == "" {
		s.undoLast()
		return
	}
	s.history("shell.undone_what", "shell.nothing_to_undo", func(ctx context.Context) (string, error) {
		return s.deps.History.UndoAct(ctx, s.printer, act)
	})
}

// undoLast takes back what the toast speaks of, else the last act of the
// journal.
func (s *Shell) undoLast() {
	if f := s.undo; f != nil {
		s.undo = nil
		work.Act(s.runner, "shell.undo", f, s.Fail, func() {
			s.Toast(s.printer.T("shell.undone"), nil)
			s.afterUndo()
		})
		return
	}
	if h := s.deps.History; h != nil {
		s.history("shell.undone_what", "shell.nothing_to_undo", func(ctx context.Context) (string, error) { return h.Undo(ctx, s.printer) })
	}
}

func (s *Shell) redoLast() {
	if h := s.deps.History; h != nil {
		s.history("shell.redone_what", "shell.nothing_to_redo", func(ctx context.Context) (string, error) { return h.Redo(ctx, s.printer) })
	}
}

func (s *Shell) history(done, nothing string, act func(context.Context) (string, error)) {
	work.Run(s.runner, "shell.undo", act, func(what string, err error) {
		switch {
		case err != nil:
			s.Fail(err)
		case what == "":
			s.Toast(s.printer.T(nothing), nil)
		default:
			s.Toast(s.printer.T(done, "What", what), nil)
			s.afterUndo()
		}
	})
}

// afterUndo shows what the undone act had changed.
func (s *Shell) afterUndo() {
	s.Reload()
	s.reshow()
}
