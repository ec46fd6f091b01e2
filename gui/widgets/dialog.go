package widgets

import (
	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/gui/theme"
)

// ShowDialog opens content in a dialog of a width, with a title and a closing
// cross; Esc closes it. It returns what closes it.
func ShowDialog(w fyne.Window, title, closeLabel string, width float32, content fyne.CanvasObject) (closeIt func()) {
	var pop *popup
	cross := NewIconButton(icons.Close, closeLabel, func() { pop.hide() })
	head := HBox(theme.Space8, Grow(PanelTitle(title).Ellipsis()), cross)
	frame := &formFrame{
		head:   Inset(theme.Space16, theme.Space16, theme.Space8, theme.Space24, head),
		body:   VScroll(Inset(theme.Space4, theme.Space24, theme.Space8, theme.Space24, content)),
		bottom: MinHeight(theme.Space12, Spacer()), plain: true,
	}
	frame.ExtendBaseWidget(frame)
	pop = &popup{content: frame, place: centre, width: width}
	pop.show(w.Canvas())
	pop.focus(cross)
	return pop.hide
}
