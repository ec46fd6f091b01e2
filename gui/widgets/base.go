package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// ellipsis ends a text that was cut.
const ellipsis = "…"

// textSize measures one line in the window's own font.
func textSize(s string, size float32, bold bool) fyne.Size {
	measured, _ := fyne.CurrentApp().Driver().RenderedTextSize(s, size, fyne.TextStyle{Bold: bold}, theme.Face(s, bold))
	return measured
}

// setWords gives a text its words and the face that has them.
func setWords(c *canvas.Text, s string) {
	c.Text, c.FontSource = s, theme.Face(s, c.TextStyle.Bold)
}

// fit cuts a line so that it and its ellipsis are no wider than width. Width
// is searched by halving: measuring is what costs.
func fit(s string, size float32, bold bool, width float32) string {
	if s == "" || width <= 0 {
		return ""
	}
	if textSize(s, size, bold).Width <= width+0.5 {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if textSize(cut(runes, mid), size, bold).Width <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == 0 {
		return ""
	}
	return cut(runes, lo)
}

// cut keeps n runes, drops spaces and half emoji sequences at the end, and
// adds the ellipsis.
func cut(runes []rune, n int) string {
	for n > 0 {
		r := runes[n-1]
		if unicode.IsSpace(r) || r == '\u200d' || r == '\ufe0f' {
			n--
			continue
		}
		break
	}
	return string(runes[:n]) + ellipsis
}

// oneLine makes a text fit to stand on one line: line breaks become spaces,
// invalid bytes the replacement sign, control characters go.
func oneLine(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= utf8.RuneSelf {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// objects is the part of a renderer that most widgets share.
type objects struct{ list []fyne.CanvasObject }

// Objects implements fyne.WidgetRenderer.
func (o *objects) Objects() []fyne.CanvasObject { return o.list }

// Destroy implements fyne.WidgetRenderer.
func (o *objects) Destroy() {}

// composite is a widget made of others: it only holds them.
type composite struct {
	widget.BaseWidget
	body fyne.CanvasObject
}

// CreateRenderer implements fyne.Widget.
func (c *composite) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }
