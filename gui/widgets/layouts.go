package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// HBox lays objects out in a row with a fixed gap, each at its own width and
// vertically centred. Spacers share what is left; texts that may shrink are
// cut when the row is too narrow.
func HBox(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&boxLayout{gap: gap}, objects...)
}

// VBox lays objects out in a column with a fixed gap, each at the full width.
// Spacers share what is left.
func VBox(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&boxLayout{gap: gap, vertical: true}, objects...)
}

// Spacer takes the room that is left in an HBox or VBox.
func Spacer() fyne.CanvasObject { return layout.NewSpacer() }

// Grow makes an object take the room that is left in an HBox or VBox.
func Grow(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&growLayout{}, o)
}

type growLayout struct{ fillLayout }

type boxLayout struct {
	gap      float32
	vertical bool
}

func grows(o fyne.CanvasObject) bool {
	if s, ok := o.(layout.SpacerObject); ok {
		return s.ExpandHorizontal() || s.ExpandVertical()
	}
	if c, ok := o.(*fyne.Container); ok {
		_, ok = c.Layout.(*growLayout)
		return ok
	}
	return false
}

// natural is the room an object would like: a text that may shrink says its
// full width here and its least in MinSize.
func natural(o fyne.CanvasObject) fyne.Size {
	size := o.MinSize()
	switch v := o.(type) {
	case *Text:
		if v.shrink {
			size.Width = fyne.Max(size.Width, textSize(v.text, v.size, v.bold).Width)
		}
	case *fyne.Container:
		if b, ok := v.Layout.(*boxLayout); ok && !b.vertical {
			size.Width = fyne.Max(size.Width, b.natural(v.Objects))
		}
	}
	return size
}

// natural is the width a row would like.
func (b *boxLayout) natural(objs []fyne.CanvasObject) float32 {
	var w float32
	n := 0
	for _, o := range objs {
		if o.Visible() {
			w += natural(o).Width
			n++
		}
	}
	return w + b.gap*float32(max(0, n-1))
}

func (b *boxLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var main, cross float32
	n := 0
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		m, c := b.split(o.MinSize())
		main, cross = main+m, fyne.Max(cross, c)
		n++
	}
	if n > 1 {
		main += b.gap * float32(n-1)
	}
	return b.join(main, cross)
}

func (b *boxLayout) split(s fyne.Size) (main, cross float32) {
	if b.vertical {
		return s.Height, s.Width
	}
	return s.Width, s.Height
}

func (b *boxLayout) join(main, cross float32) fyne.Size {
	if b.vertical {
		return fyne.NewSize(cross, main)
	}
	return fyne.NewSize(main, cross)
}

// sizes gives each visible object its length along the row: natural lengths
// first, then what is missing is taken from texts that may shrink, or what is
// left is shared among those that grow.
func (b *boxLayout) sizes(objs []fyne.CanvasObject, room float32) []float32 {
	out := make([]float32, len(objs))
	least := make([]float32, len(objs))
	var used, give float32
	n, growing := 0, 0
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		n++
		out[i], _ = b.split(natural(o))
		least[i], _ = b.split(o.MinSize())
		used += out[i]
		give += out[i] - least[i]
		if grows(o) {
			growing++
		}
	}
	if n > 1 {
		used += b.gap * float32(n-1)
	}
	left := room - used
	for i, o := range objs {
		switch {
		case !o.Visible():
		case left > 0 && growing > 0 && grows(o):
			out[i] += left / float32(growing)
		case left < 0 && give > 0:
			share := (out[i] - least[i]) / give
			out[i] = fyne.Max(least[i], out[i]+left*share)
		}
	}
	return out
}

func (b *boxLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	room, cross := b.split(size)
	var at float32
	for i, l := range b.sizes(objs, room) {
		o := objs[i]
		if !o.Visible() {
			continue
		}
		if b.vertical {
			o.Move(fyne.NewPos(0, at))
			o.Resize(fyne.NewSize(cross, l))
		} else {
			h := fyne.Min(cross, o.MinSize().Height)
			if grows(o) {
				h = cross
			}
			o.Move(fyne.NewPos(at, (cross-h)/2))
			o.Resize(fyne.NewSize(l, h))
		}
		at += l + b.gap
	}
}

// Pad puts empty space around an object: h left and right, v above and below.
func Pad(h, v float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fillLayout{left: h, right: h, top: v, bottom: v}, o)
}

// Inset puts empty space around an object, side by side as CSS names them.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fillLayout{left: left, right: right, top: top, bottom: bottom}, o)
}

// fillLayout gives every object all the room inside its margins.
type fillLayout struct {
	left, right, top, bottom float32
	minW, maxW, minH         float32
}

func (f *fillLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		if o.Visible() {
			s = s.Max(o.MinSize())
		}
	}
	s = s.AddWidthHeight(f.left+f.right, f.top+f.bottom)
	return s.Max(fyne.NewSize(f.minW, f.minH))
}

func (f *fillLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	if f.maxW > 0 {
		size.Width = fyne.Min(size.Width, f.maxW)
	}
	for _, o := range objs {
		o.Move(fyne.NewPos(f.left, f.top))
		o.Resize(fyne.NewSize(size.Width-f.left-f.right, size.Height-f.top-f.bottom))
	}
}

// MinWidth keeps an object at least w wide.
func MinWidth(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fillLayout{minW: w}, o)
}

// MinHeight keeps an object at least h high.
func MinHeight(h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fillLayout{minH: h}, o)
}

// MaxWidth keeps an object at most w wide, at the left.
func MaxWidth(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fillLayout{maxW: w}, o)
}

// Columns lays objects out side by side over the whole width. A positive
// weight shares the room that is left, a negative one is a fixed width in
// pixels. When the columns' least widths do not fit they stand below one
// another.
func Columns(gap float32, weights []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap, weights: weights}, objects...)
}

type columnLayout struct {
	gap     float32
	weights []float32
	width   float32 // last given, to say the height a stack needs
}

func (c *columnLayout) weight(i int) float32 {
	if i < len(c.weights) {
		return c.weights[i]
	}
	return 1
}

func (c *columnLayout) widths(objs []fyne.CanvasObject, room float32) []float32 {
	out := make([]float32, len(objs))
	var weights float32
	left, n := room, 0
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		n++
		if w := c.weight(i); w < 0 {
			out[i] = -w
			left += w
		} else {
			weights += w
		}
	}
	left -= c.gap * float32(max(0, n-1))
	for i, o := range objs {
		if w := c.weight(i); o.Visible() && w > 0 && weights > 0 {
			out[i] = left * w / weights
		}
	}
	return out
}

func (c *columnLayout) stacked(objs []fyne.CanvasObject, room float32) bool {
	if room <= 0 {
		return false
	}
	for i, w := range c.widths(objs, room) {
		if objs[i].Visible() && w+0.5 < objs[i].MinSize().Width {
			return true
		}
	}
	return false
}

func (c *columnLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var widest, tallest, sum float32
	n := 0
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		s := o.MinSize()
		widest, tallest = fyne.Max(widest, s.Width), fyne.Max(tallest, s.Height)
		sum += s.Height
		n++
	}
	if c.stacked(objs, c.width) {
		return fyne.NewSize(widest, sum+c.gap*float32(max(0, n-1)))
	}
	return fyne.NewSize(widest, tallest)
}

func (c *columnLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	if c.stacked(objs, size.Width) {
		(&boxLayout{gap: c.gap, vertical: true}).Layout(objs, size)
		return
	}
	var x float32
	for i, w := range c.widths(objs, size.Width) {
		if !objs[i].Visible() {
			continue
		}
		objs[i].Move(fyne.NewPos(x, 0))
		objs[i].Resize(fyne.NewSize(w, size.Height))
		x += w + c.gap
	}
}

// Rule is a horizontal hairline.
func Rule() fyne.CanvasObject { return newBlock(theme.TokenLine, theme.Hairline) }

// Ground puts an object on a token's colour.
func Ground(tok theme.Token, o fyne.CanvasObject) *fyne.Container {
	return container.NewStack(newBlock(tok, 0), o)
}

// newFlat makes a plain rectangle of one colour, asked at each refresh: one
// pixel, stretched. The toolkit's rectangle reckons with corners, strokes and
// shadows at each of its pixels, which without a graphics card is most of what
// a large one costs.
func newFlat(paint func() color.NRGBA) *canvas.Raster {
	r := canvas.NewRaster(func(int, int) image.Image {
		one := image.NewRGBA(image.Rect(0, 0, 1, 1))
		one.Set(0, 0, paint())
		return one
	})
	r.ScaleMode = canvas.ImageScalePixels
	return r
}

// block is a rectangle that follows the theme.
type block struct {
	widget.BaseWidget
	token  theme.Token
	height float32
}

func newBlock(tok theme.Token, height float32) *block {
	b := &block{token: tok, height: height}
	b.ExtendBaseWidget(b)
	return b
}

func (b *block) set(tok theme.Token) {
	if b.token != tok {
		b.token = tok
		b.Refresh()
	}
}

func (b *block) CreateRenderer() fyne.WidgetRenderer {
	r := &blockRenderer{b: b}
	r.fill = newFlat(func() color.NRGBA { return theme.Color(b.token) })
	r.list = []fyne.CanvasObject{r.fill}
	return r
}

type blockRenderer struct {
	objects
	b    *block
	fill *canvas.Raster
}

func (r *blockRenderer) MinSize() fyne.Size    { return fyne.NewSize(0, r.b.height) }
func (r *blockRenderer) Layout(size fyne.Size) { r.fill.Resize(size) }
func (r *blockRenderer) Refresh()              { r.fill.Refresh() }

// VScroll scrolls an object vertically; it needs little height itself.
func VScroll(o fyne.CanvasObject) *container.Scroll {
	s := container.NewVScroll(o)
	s.SetMinSize(fyne.NewSize(0, 80))
	rememberPage(s)
	return s
}
