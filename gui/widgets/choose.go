package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/gui/theme"
)

// Select is a field with one choice out of a list, searched by typing, fit for
// hundreds of options.
type Select struct {
	frame
	p       *text.Printer
	button  *Button
	options []Option
	chosen  string
	// OnChanged is called with the key when the user chooses.
	OnChanged func(key string)
}

// NewSelect makes a choice field.
func NewSelect(p *text.Printer, name, label string, options []Option, changed func(key string)) *Select {
	s := &Select{p: p, options: options, OnChanged: changed}
	s.button = newButton(secondary, "", icons.None, nil)
	s.button.trail, s.button.spread = icons.Down, true
	s.button.onPress = s.open
	s.button.onType = func(rune) { s.open() }
	s.build(s, name, label, s.button)
	s.focus = func() { focus(s.button) }
	s.show()
	return s
}

func (s *Select) open() {
	showPicker(s.p, s.button, s.options, map[string]bool{s.chosen: true}, false, func(o Option) {
		if o.Key == s.chosen {
			return
		}
		s.Choose(o.Key)
		if s.OnChanged != nil {
			s.OnChanged(o.Key)
		}
	})
}

// Key is the key of the choice, "" for none.
func (s *Select) Key() string { return s.chosen }

// Choose sets the choice without calling back.
func (s *Select) Choose(key string) {
	s.chosen = key
	s.SetError("")
	s.show()
}

// SetOptions replaces the options and keeps the choice where it still exists.
func (s *Select) SetOptions(options []Option) {
	s.options = options
	for _, o := range options {
		if o.Key == s.chosen {
			s.show()
			return
		}
	}
	s.chosen = ""
	s.show()
}

// Disable forbids it.
func (s *Select) Disable() { s.button.Disable() }

func (s *Select) show() {
	label := s.p.T("widgets.choose")
	for _, o := range s.options {
		if o.Key == s.chosen {
			label = o.Label
		}
	}
	s.button.SetText(label)
}

// FilterChip is a small rounded button that opens a list to tick. Without a
// tick it shows all and its own name.
type FilterChip struct {
	pressable
	p       *text.Printer
	label   string
	options []Option
	chosen  map[string]bool
	changed func(keys []string)
	toggle  bool
	on      bool
}

// NewFilterChip makes a filter of several ticks. The label says "all", as in
// "Tous les réseaux"; changed gets the ticked keys in the order of the options,
// none for all.
func NewFilterChip(p *text.Printer, label string, options []Option, changed func(keys []string)) *FilterChip {
	c := &FilterChip{p: p, label: label, options: options, chosen: map[string]bool{}, changed: changed}
	c.onPress = c.open
	c.ExtendBaseWidget(c)
	return c
}

// NewToggleChip makes a filter that is on or off.
func NewToggleChip(label string, on bool, changed func(bool)) *FilterChip {
	c := &FilterChip{label: label, toggle: true, on: on}
	c.onPress = func() {
		c.on = !c.on
		c.Refresh()
		changed(c.on)
	}
	c.ExtendBaseWidget(c)
	return c
}

// Press does what pressing does, for Ctrl F.
func (c *FilterChip) Press() { c.press() }

// SetOptions replaces the options and forgets ticks that no longer exist.
func (c *FilterChip) SetOptions(options []Option) {
	c.options = options
	keep := map[string]bool{}
	for _, o := range options {
		if c.chosen[o.Key] {
			keep[o.Key] = true
		}
	}
	c.chosen = keep
	c.Refresh()
}

// Keys are the ticked keys in the order of the options.
func (c *FilterChip) Keys() []string {
	var out []string
	for _, o := range c.options {
		if c.chosen[o.Key] {
			out = append(out, o.Key)
		}
	}
	return out
}

// SetKeys ticks exactly these, without calling back.
func (c *FilterChip) SetKeys(keys []string) {
	c.chosen = map[string]bool{}
	for _, k := range keys {
		c.chosen[k] = true
	}
	c.Refresh()
}

func (c *FilterChip) open() {
	showPicker(c.p, c, c.options, c.chosen, true, func(o Option) {
		if c.chosen[o.Key] {
			delete(c.chosen, o.Key)
		} else {
			c.chosen[o.Key] = true
		}
		c.Refresh()
		c.changed(c.Keys())
	})
}

// shown is what the chip says: its label, the one choice, or how many.
func (c *FilterChip) shown() string {
	keys := c.Keys()
	switch len(keys) {
	case 0:
		return c.label
	case 1:
		for _, o := range c.options {
			if o.Key == keys[0] {
				return o.Label
			}
		}
	}
	return c.p.N("widgets.chosen", len(keys))
}

const chipHeight = 26

// CreateRenderer implements fyne.Widget.
func (c *FilterChip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{
		c: c, rect: canvas.NewRectangle(color.Transparent),
		text: canvas.NewText("", color.Transparent), mark: canvas.NewImageFromResource(nil),
	}
	r.rect.CornerRadius = chipHeight / 2
	r.text.TextSize, r.text.TextStyle = theme.TextCaption, fyne.TextStyle{Bold: true}
	r.list = []fyne.CanvasObject{r.rect, r.text, r.mark}
	r.style()
	return r
}

type chipRenderer struct {
	objects
	c    *FilterChip
	rect *canvas.Rectangle
	text *canvas.Text
	mark *canvas.Image
}

const chipPad = 11

func (r *chipRenderer) MinSize() fyne.Size {
	return fyne.NewSize(textSize(r.c.shown(), theme.TextCaption, true).Width+2*chipPad+15, chipHeight)
}

func (r *chipRenderer) Layout(size fyne.Size) {
	at := fyne.NewPos(0, (size.Height-chipHeight)/2)
	r.rect.Move(at)
	r.rect.Resize(fyne.NewSize(size.Width, chipHeight))
	h := textSize("x", theme.TextCaption, true).Height
	r.text.Move(at.AddXY(chipPad, (chipHeight-h)/2))
	r.text.Resize(fyne.NewSize(size.Width-2*chipPad-15, h))
	r.mark.Move(fyne.NewPos(size.Width-chipPad-10, at.Y+(chipHeight-10)/2))
	r.mark.Resize(fyne.NewSquareSize(10))
}

func (r *chipRenderer) style() {
	c := r.c
	active := c.on || len(c.chosen) > 0
	ground, border, ink := theme.Surface(), theme.Line(), theme.Ink()
	if active {
		ground, ink = TonePrimary.Soft(), TonePrimary.Ink()
		border = ink
	}
	if c.hovered && !active {
		ground = theme.Color(theme.TokenHover)
	}
	if c.focused {
		border = theme.Primary()
	}
	r.rect.FillColor, r.rect.StrokeColor, r.rect.StrokeWidth = ground, border, theme.Hairline
	r.text.Color = ink
	setWords(r.text, c.shown())
	mark := icons.Down
	if c.toggle {
		mark = icons.Plus
		if c.on {
			mark = icons.Check
		}
	}
	r.mark.Resource = theme.Icon(mark, ink)
}

func (r *chipRenderer) Refresh() {
	r.style()
	r.Layout(r.c.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
