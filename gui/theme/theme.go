package theme

import (
	"image/color"
	"os"
	"strconv"
	"sync/atomic"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"regie/assets/fonts"
	"regie/clients/hue"
)

// Mode says which variant the window shows.
type Mode string

// The modes a user can choose.
const (
	ModeSystem Mode = "system" // as the desktop says
	ModeLight  Mode = "light"
	ModeDark   Mode = "dark"
)

// Theme gives Fyne the tokens of the palette. It is immutable: switching mode
// sets another Theme.
type Theme struct{ mode Mode }

var _ fyne.Theme = (*Theme)(nil)

// New makes the theme of a mode; an unknown mode follows the desktop.
func New(m Mode) *Theme { return &Theme{mode: m} }

// Apply sets mode and scale (in percent, kept within 100 to 200) on the
// running application, at once. Call it on the UI goroutine.
func Apply(a fyne.App, m Mode, percent int) {
	setScale(percent)
	a.Settings().SetTheme(New(m))
}

// setScale goes through Fyne's scale variable: the toolkit has no setter, and
// reads the variable again whenever the theme is set.
func setScale(percent int) {
	percent = ClampScale(percent)
	scale.Store(int64(percent))
	// An unset variable lets the toolkit follow the user's own Fyne settings.
	if percent == 100 {
		_ = os.Unsetenv("FYNE_SCALE")
		return
	}
	_ = os.Setenv("FYNE_SCALE", strconv.FormatFloat(float64(percent)/100, 'f', 2, 64))
}

var scale atomic.Int64

// Scale is the scale in percent last applied, 100 at start.
func Scale() int {
	if v := scale.Load(); v != 0 {
		return int(v)
	}
	return 100
}

// ClampScale keeps a scale in percent within 100 to 200.
func ClampScale(percent int) int { return max(100, min(200, percent)) }

// Dark tells whether the window shows the dark variant now.
func Dark() bool {
	s := fyne.CurrentApp().Settings()
	if t, ok := s.Theme().(*Theme); ok {
		return t.dark(s.ThemeVariant())
	}
	return s.ThemeVariant() == fynetheme.VariantDark
}

func (t *Theme) dark(v fyne.ThemeVariant) bool {
	switch t.mode {
	case ModeLight:
		return false
	case ModeDark:
		return true
	default:
		return v == fynetheme.VariantDark
	}
}

// Color implements fyne.Theme.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	dark := t.dark(v)
	if n == fynetheme.ColorNameBackground {
		return background(dark)
	}
	if tok, ok := fyneTokens[n]; ok {
		return Of(tok, dark)
	}
	if _, ok := palette[n]; ok {
		return Of(n, dark)
	}
	switch n {
	case fynetheme.ColorNameFocus:
		return Alpha(Of(TokenPrimary, dark), 0x50)
	case fynetheme.ColorNameSelection:
		return Alpha(Of(TokenPrimary, dark), 0x38)
	case fynetheme.ColorNameDisabled:
		// Menus write their keys in it: it must stay legible.
		return hue.Mix(Of(TokenMute, dark), Of(TokenSurface, dark), 0.15)
	case fynetheme.ColorNameInputBorder:
		// Entries draw their border over a transparent rectangle, whose edge
		// blends with black: thin ink stays a hairline there.
		return Alpha(Of(TokenInk, dark), 0x26)
	case fynetheme.ColorNamePressed:
		return Alpha(Of(TokenInk, dark), 0x1C)
	case fynetheme.ColorNameScrollBar:
		return Alpha(Of(TokenMute, dark), 0x90)
	case fynetheme.ColorNameScrollBarBackground:
		return color.NRGBA{}
	}
	variant := fynetheme.VariantLight
	if dark {
		variant = fynetheme.VariantDark
	}
	return fynetheme.DefaultTheme().Color(n, variant)
}

// background is the colour to name so that the toolkit, which reckons with 255
// × 255 where 257 × 255 is white, clears a window in the colour of paper.
func background(dark bool) color.NRGBA {
	c := Of(TokenPaper, dark)
	shade := func(v uint8) uint8 { return uint8((int(v)*255 + 128) / 257) }
	return color.NRGBA{R: shade(c.R), G: shade(c.G), B: shade(c.B), A: c.A}
}

var fyneTokens = map[fyne.ThemeColorName]Token{
	fynetheme.ColorNameForeground:          TokenInk,
	fynetheme.ColorNameButton:              TokenSurface,
	fynetheme.ColorNameDisabledButton:      TokenRaised,
	fynetheme.ColorNamePlaceHolder:         TokenMute,
	fynetheme.ColorNameInputBackground:     TokenSurface,
	fynetheme.ColorNameSeparator:           TokenLine,
	fynetheme.ColorNameHover:               TokenHover,
	fynetheme.ColorNamePrimary:             TokenPrimary,
	fynetheme.ColorNameForegroundOnPrimary: TokenOnPrimary,
	fynetheme.ColorNameForegroundOnError:   TokenOnPrimary,
	fynetheme.ColorNameForegroundOnSuccess: TokenOnPrimary,
	fynetheme.ColorNameForegroundOnWarning: TokenOnPrimary,
	fynetheme.ColorNameHyperlink:           TokenPrimary,
	fynetheme.ColorNameError:               TokenBad,
	fynetheme.ColorNameSuccess:             TokenOK,
	fynetheme.ColorNameWarning:             TokenWarn,
	fynetheme.ColorNameMenuBackground:      TokenSurface,
	fynetheme.ColorNameOverlayBackground:   TokenSurface,
	fynetheme.ColorNameHeaderBackground:    TokenSurface,
	fynetheme.ColorNameShadow:              TokenShade,
}

var fyneSizes = map[fyne.ThemeSizeName]float32{
	fynetheme.SizeNameText:            TextBody,
	fynetheme.SizeNameCaptionText:     TextCaption,
	fynetheme.SizeNameSubHeadingText:  TextPanel,
	fynetheme.SizeNameHeadingText:     TextTitle,
	fynetheme.SizeNamePadding:         Space4,
	fynetheme.SizeNameInnerPadding:    Space8,
	fynetheme.SizeNameLineSpacing:     Space4,
	fynetheme.SizeNameInlineIcon:      16,
	fynetheme.SizeNameInputRadius:     RadiusControl,
	fynetheme.SizeNameSelectionRadius: 6,
	fynetheme.SizeNameInputBorder:     Hairline,
	fynetheme.SizeNameScrollBar:       10,
	fynetheme.SizeNameScrollBarSmall:  4,
	fynetheme.SizeNameButtonRadius:    RadiusControl,
	fynetheme.SizeNameCardRadius:      RadiusCard,
	fynetheme.SizeNameDialogRadius:    RadiusCard,
	fynetheme.SizeNamePopupRadius:     RadiusControl,
	fynetheme.SizeNameMenuRadius:      RadiusControl,
}

// Size implements fyne.Theme.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	if v, ok := fyneSizes[n]; ok {
		return v
	}
	return fynetheme.DefaultTheme().Size(n)
}

// Font implements fyne.Theme.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return fynetheme.DefaultTheme().Font(s)
	case s.Bold && s.Italic:
		return boldItalic
	case s.Bold:
		return bold
	case s.Italic:
		return italic
	default:
		return regular
	}
}

// The faces are those of the documents, so that text measures alike in the
// window and on the page.
var (
	regular    = fyne.NewStaticResource("NotoSans-Regular.ttf", fonts.Regular())
	bold       = fyne.NewStaticResource("NotoSans-Bold.ttf", fonts.Bold())
	italic     = fyne.NewStaticResource("NotoSans-Italic.ttf", fonts.Italic())
	boldItalic = fyne.NewStaticResource("NotoSans-BoldItalic.ttf", fonts.BoldItalic())
)

// Icon implements fyne.Theme.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(n)
}
