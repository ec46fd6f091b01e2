// Package theme is the look of Régie's window: one palette of tokens in a
// light and a dark variant, one family of type sizes, radii and spacings, and
// the rules that make a client's own colour legible in either variant.
//
// A widget reads tokens whenever it is refreshed and never keeps them, so that
// switching between light and dark is one Refresh of the tree.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// Token names one colour of the palette. It is also a Fyne colour name, so a
// Fyne widget that takes a name can be given a token.
type Token = fyne.ThemeColorName

// The tokens of the palette. A "Soft" token is the pale ground on which its
// strong sibling stands as text.
const (
	TokenPaper       Token = "regiePaper"       // window background
	TokenSurface     Token = "regieSurface"     // cards, header, timer bar
	TokenRaised      Token = "regieRaised"      // table heads and days outside the month
	TokenInk         Token = "regieInk"         // text
	TokenMute        Token = "regieMute"        // secondary text
	TokenFaint       Token = "regieFaint"       // disabled text, marks of empty cells
	TokenLine        Token = "regieLine"        // hairlines
	TokenTrack       Token = "regieTrack"       // the ground of gauges
	TokenHover       Token = "regieHover"       // the row or control under the pointer
	TokenPrimary     Token = "regiePrimary"     // the one main action of a screen
	TokenOnPrimary   Token = "regieOnPrimary"   // text on the main action
	TokenOK          Token = "regieOK"          // in order
	TokenWarn        Token = "regieWarn"        // to watch
	TokenBad         Token = "regieBad"         // wrong
	TokenInfo        Token = "regieInfo"        // scheduled, informative
	TokenViolet      Token = "regieViolet"      // key dates and holidays
	TokenTally       Token = "regieTally"       // on air: running timer and today, nothing else
	TokenOnTally     Token = "regieOnTally"     // text on tally
	TokenOKSoft      Token = "regieOKSoft"      // ground under ok text
	TokenWarnSoft    Token = "regieWarnSoft"    // ground under warn text
	TokenBadSoft     Token = "regieBadSoft"     // ground under bad text
	TokenInfoSoft    Token = "regieInfoSoft"    // ground under info text
	TokenVioletSoft  Token = "regieVioletSoft"  // ground under violet text
	TokenNeutralSoft Token = "regieNeutralSoft" // ground under plain text
	TokenPrimarySoft Token = "regiePrimarySoft" // ground under primary text
	TokenRail        Token = "regieRail"        // left rail, dark in both variants
	TokenRailField   Token = "regieRailField"   // search box of the rail
	TokenRailActive  Token = "regieRailActive"  // chosen row of the rail
	TokenRailHover   Token = "regieRailHover"   // row of the rail under the pointer
	TokenRailInk     Token = "regieRailInk"     // text of the rail
	TokenRailMute    Token = "regieRailMute"    // secondary text of the rail
	TokenRailWarn    Token = "regieRailWarn"    // warn on the rail
	TokenRailBad     Token = "regieRailBad"     // bad on the rail
	TokenShade       Token = "regieShade"       // shadow under what floats
)

// pair holds one token's colour in the light and in the dark variant.
type pair struct{ light, dark color.NRGBA }

var palette = map[Token]pair{
	TokenPaper:       {hex(0xF6F5F2), hex(0x14181F)},
	TokenSurface:     {hex(0xFFFFFF), hex(0x1C222C)},
	TokenRaised:      {hex(0xFAF9F7), hex(0x181E27)},
	TokenInk:         {hex(0x1E2430), hex(0xE8EAEE)},
	TokenMute:        {hex(0x666D7A), hex(0x98A1AF)},
	TokenFaint:       {hex(0xB4B8C0), hex(0x545E6D)},
	TokenLine:        {hex(0xE4E1DB), hex(0x2C3441)},
	TokenTrack:       {hex(0xECEAE4), hex(0x2C3441)},
	TokenHover:       {hex(0xF1EFEA), hex(0x252D39)},
	TokenPrimary:     {hex(0x24527A), hex(0x6FA3D1)},
	TokenOnPrimary:   {hex(0xFFFFFF), hex(0x10161E)},
	TokenOK:          {hex(0x2E7D4F), hex(0x5BB885)},
	TokenWarn:        {hex(0xB86E00), hex(0xE0A045)},
	TokenBad:         {hex(0xC0322B), hex(0xF07A72)},
	TokenInfo:        {hex(0x2148C7), hex(0x8FB0FF)},
	TokenViolet:      {hex(0x7A3AE0), hex(0xB79BF5)},
	TokenTally:       {hex(0xE5383B), hex(0xFF5A5D)},
	TokenOnTally:     {hex(0xFFFFFF), hex(0x14181F)},
	TokenOKSoft:      {hex(0xE4F1E9), hex(0x20362D)},
	TokenWarnSoft:    {hex(0xFBEEDC), hex(0x3A2F1E)},
	TokenBadSoft:     {hex(0xFBE4E2), hex(0x3D2728)},
	TokenInfoSoft:    {hex(0xE3EAFE), hex(0x232F49)},
	TokenVioletSoft:  {hex(0xF1EBFE), hex(0x30294A)},
	TokenNeutralSoft: {hex(0xEEEEEF), hex(0x2A323E)},
	TokenPrimarySoft: {hex(0xE7EEF5), hex(0x22303F)},
	TokenRail:        {hex(0x1E2430), hex(0x10141A)},
	TokenRailField:   {hex(0x2A3140), hex(0x1B212B)},
	TokenRailActive:  {hex(0x2F3A4C), hex(0x232C39)},
	TokenRailHover:   {hex(0x283040), hex(0x1A2029)},
	TokenRailInk:     {hex(0xE3E6EB), hex(0xDCE0E6)},
	TokenRailMute:    {hex(0x9CA4B1), hex(0x8E97A5)},
	TokenRailWarn:    {hex(0xE9AE57), hex(0xE0A045)},
	TokenRailBad:     {hex(0xF58A83), hex(0xF07A72)},
	TokenShade:       {color.NRGBA{A: 0x30}, color.NRGBA{A: 0x80}},
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

// Of returns a token's colour in the asked variant. An unknown token is ink.
func Of(t Token, dark bool) color.NRGBA {
	p, ok := palette[t]
	if !ok {
		p = palette[TokenInk]
	}
	if dark {
		return p.dark
	}
	return p.light
}

// Color returns a token's colour as the window shows it now. Call it in
// Refresh; never keep the answer.
func Color(t Token) color.NRGBA { return Of(t, Dark()) }

// Ink is the colour of text.
func Ink() color.NRGBA { return Color(TokenInk) }

// Mute is the colour of secondary text.
func Mute() color.NRGBA { return Color(TokenMute) }

// Line is the colour of hairlines.
func Line() color.NRGBA { return Color(TokenLine) }

// Surface is the colour of cards, header and timer bar.
func Surface() color.NRGBA { return Color(TokenSurface) }

// Paper is the colour behind everything.
func Paper() color.NRGBA { return Color(TokenPaper) }

// Primary is the colour of a screen's one main action.
func Primary() color.NRGBA { return Color(TokenPrimary) }
