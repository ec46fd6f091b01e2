package page

// Op is one drawing operation of a page: OpText, OpRect, OpLine, OpPath,
// OpDrawing, OpImage, OpLink, OpClip or OpUnclip. Operations are values; a
// painter draws them in order and never changes them.
type Op interface {
	// moved returns the operation shifted by dx, dy.
	moved(dx, dy float64) Op
}

// Point is a place on the page.
type Point struct{ X, Y float64 }

// OpText is a run of text in one font, already broken and measured. Characters
// follow each other by the advances of the font, without kerning, plus
// Spacing after each. Every character is at most U+FFFF and in the font.
type OpText struct {
	X, Y    float64 // left end of the baseline
	Width   float64 // advance of the whole run
	Font    *Font
	Size    float64
	Color   Color
	Text    string
	Spacing float64
	// Hidden text is not painted: it lies under a drawing so that the words
	// can be found and copied.
	Hidden bool
	// Actual is what copying gives in place of Text, when not empty. It may
	// hold any character.
	Actual string
}

// OpRect is a rectangle, filled, stroked or both. Radius holds the corners
// from the top left one clockwise. The stroke is centred on the edge.
type OpRect struct {
	X, Y, W, H   float64
	Radius       [4]float64
	Fill, Stroke Color
	Line         float64
}

// OpLine is a straight line with butt ends; Dash is alternately drawn and
// skipped lengths.
type OpLine struct {
	X1, Y1, X2, Y2 float64
	Color          Color
	Line           float64
	Dash           []float64
}

// OpPath is a path moved by X, Y, filled by the nonzero rule, then stroked
// with round joins and ends.
type OpPath struct {
	X, Y         float64
	Path         Path
	Fill, Stroke Color
	Line         float64
	Dash         []float64
}

// OpDrawing is a glyph or a group of glyphs drawn as filled outlines: the
// layers are in font units with y upwards, scaled by Scale, their origin at X,
// Y. The layers are shared between operations.
type OpDrawing struct {
	X, Y, Scale float64
	Layers      []Layer
}

// Layer is one filled outline of a drawing.
type Layer struct {
	Path Path
	Fill Color
}

// OpImage shows a picture of the document's Pictures, stretched to the box,
// its corners rounded.
type OpImage struct {
	X, Y, W, H float64
	Ref        string
	Radius     float64
	Alt        string
}

// OpLink makes an area lead to a URL or, when URL is empty, to a page of the
// document (from 1) at height ToY.
type OpLink struct {
	X, Y, W, H float64
	URL        string
	ToPage     int
	ToY        float64

	anchor string
}

// OpClip limits what follows to a rounded rectangle, until OpUnclip. Clips
// nest.
type OpClip struct{ X, Y, W, H, Radius float64 }

// OpUnclip ends the last OpClip.
type OpUnclip struct{}

func (o OpText) moved(dx, dy float64) Op    { o.X += dx; o.Y += dy; return o }
func (o OpRect) moved(dx, dy float64) Op    { o.X += dx; o.Y += dy; return o }
func (o OpPath) moved(dx, dy float64) Op    { o.X += dx; o.Y += dy; return o }
func (o OpDrawing) moved(dx, dy float64) Op { o.X += dx; o.Y += dy; return o }
func (o OpImage) moved(dx, dy float64) Op   { o.X += dx; o.Y += dy; return o }
func (o OpLink) moved(dx, dy float64) Op    { o.X += dx; o.Y += dy; return o }
func (o OpClip) moved(dx, dy float64) Op    { o.X += dx; o.Y += dy; return o }
func (o OpUnclip) moved(_, _ float64) Op    { return o }

func (o OpLine) moved(dx, dy float64) Op {
	o.X1 += dx
	o.X2 += dx
	o.Y1 += dy
	o.Y2 += dy
	return o
}

// moveAll shifts every operation in place.
func moveAll(ops []Op, dx, dy float64) []Op {
	for i, o := range ops {
		ops[i] = o.moved(dx, dy)
	}
	return ops
}
