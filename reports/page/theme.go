package page

// Colours of the house, as in the window's light theme.
var (
	ink  = RGB(0x1E, 0x24, 0x30)
	mute = RGB(0x6B, 0x72, 0x80)
	line = RGB(0xE4, 0xE1, 0xDB)
	soft = RGB(0xEC, 0xEA, 0xE5)
)

// Theme is the look of a document. NewTheme fills it from the two colours of
// a client's brand; fields may be changed afterwards.
type Theme struct {
	// Primary and Secondary are the brand's colours as given: grounds, bars.
	Primary, Secondary Color
	// Brand is Primary made readable as text on white (4.5:1).
	Brand Color
	// Graphic is Primary strong enough for bars and lines on white.
	Graphic Color
	// Ink is text, Mute secondary text (4.5:1 on white), Line hairlines, Soft
	// the empty part of gauges.
	Ink, Mute, Line, Soft Color
	// OK, Warn and Bad are states; a sign or a word always stands with them.
	OK, Warn, Bad Color
	// Family is the font of the text.
	Family Family
	// Sizes in points: body text, captions and table heads, the titles of
	// level 1 to 3, the figures of the cards.
	Body, Caption float64
	Titles        [3]float64
	Figure        float64
	// Lead is the height of a line as a multiple of the size.
	Lead    float64
	Margins Margins
}

// graphicRatio is the least contrast of bars and lines; they bear direct labels,
// so a pale brand is only deepened, not turned.
const graphicRatio = 2.2

// NewTheme returns the house style in a brand's colours. A colour that is none
// takes the house's blue, the secondary one the primary.
func NewTheme(primary, secondary Color) Theme {
	primary = primary.Or(RGB(0x24, 0x52, 0x7A))
	return Theme{
		Primary: primary, Secondary: secondary.Or(primary),
		Brand: Readable(primary, White, 4.5), Graphic: Readable(primary, White, graphicRatio),
		Ink: ink, Mute: mute, Line: line, Soft: soft,
		OK: RGB(0x2E, 0x7D, 0x4F), Warn: RGB(0xB8, 0x6E, 0x00), Bad: RGB(0xC0, 0x32, 0x2B),
		Family: NotoSans(),
		Body:   10, Caption: 8.4, Titles: [3]float64{21, 11.5, 10.5}, Figure: 19,
		Lead:    1.45,
		Margins: Margins{Top: 80, Right: 48, Bottom: 72, Left: 48},
	}
}

// Wash is the pale ground of callouts in the brand's colour.
func (t *Theme) Wash() Color { return Tint(t.Primary, 0.09) }

// Pale is the brand's colour for what is past or compared with.
func (t *Theme) Pale() Color { return Tint(t.Primary, 0.32) }

// Align says where text stands in its box.
type Align uint8

// Left is the start of the line: the right side in a paragraph that begins in
// Arabic. Flush is the left side whatever the script, for what stands under a
// label.
const (
	Left Align = iota
	Center
	Right
	Flush
)
