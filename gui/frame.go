package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"regie/gui/theme"
)

// frame is the window's layout.
type frame struct {
	s       *Shell
	content *fyne.Container
	centre  *fyne.Container
	root    *fyne.Container
	whole   bool // the content takes the window, without rail and bars
	choice  bool // the user folded or opened the rail at this width
	width   float32
}

func newFrame(s *Shell) *frame {
	f := &frame{s: s, content: container.NewStack()}
	f.centre = container.NewStack(f.content) // on paper, which the window is cleared with
	f.root = container.New(f, s.rail.root, s.header.root, s.errors.root, f.centre, s.timer.root, s.toast)
	return f
}

func (f *frame) setContent(o fyne.CanvasObject, whole bool) {
	f.content.Objects = []fyne.CanvasObject{o}
	f.whole = whole
	for _, part := range []fyne.CanvasObject{f.s.rail.root, f.s.header.root, f.s.timer.root} {
		if whole {
			part.Hide()
		} else {
			part.Show()
		}
	}
	f.content.Refresh()
	f.relayout()
}

// relayout gives each part its place anew. What moved or grew is drawn anew by
// that; the parts refresh themselves.
func (f *frame) relayout() {
	f.Layout(nil, f.root.Size())
	canvas.Refresh(f.root)
}

// MinSize implements fyne.Layout.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(unscaled(leastWidth), unscaled(leastHeight)-40) // the menu bar stands above
}

// Layout implements fyne.Layout.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := f.s
	if f.whole {
		f.errors(0, 0, size.Width)
		at := s.errors.height(size.Width)
		place(f.centre, 0, at, size.Width, size.Height-at)
		f.floatToast(0, size.Width, size.Height)
		return
	}
	f.adapt(size.Width)
	left := s.rail.width()
	place(s.rail.root, 0, 0, left, size.Height)
	width := size.Width - left
	head := s.header.root.MinSize().Height
	place(s.header.root, left, 0, width, head)
	foot := s.timer.root.MinSize().Height
	place(s.timer.root, left, size.Height-foot, width, foot)
	f.errors(left, head, width)
	head += s.errors.height(width)
	place(f.centre, left, head, width, size.Height-head-foot)
	f.floatToast(left, width, size.Height-foot)
}

// adapt folds the rail when the window becomes narrow and opens it when it
// becomes wide; in between the user's choice holds.
func (f *frame) adapt(width float32) {
	narrow, was := width < narrowBelow, f.width < narrowBelow
	first := f.width == 0
	f.width = width
	if first || narrow != was {
		f.choice = false
	}
	want := narrow || f.s.prefs.folded()
	if !f.choice && f.s.rail.folded != want {
		f.s.rail.fold(want)
	}
}

func (f *frame) errors(x, y, width float32) {
	e := f.s.errors
	if h := e.height(width); h > 0 {
		place(e.root, x, y, width, h)
	}
}

func (f *frame) floatToast(left, width, bottom float32) {
	m := f.s.toast.MinSize()
	w := fyne.Min(m.Width, width-2*theme.Space24)
	place(f.s.toast, left+(width-w)/2, bottom-m.Height-theme.Space16, w, m.Height)
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
