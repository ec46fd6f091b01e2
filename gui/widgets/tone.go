// Package widgets holds what Régie's screens are made of, drawn once: text,
// cards, buttons, pills, gauges, charts, the month grid and the week grid,
// fields, forms and tables.
//
// Every widget reads the theme's tokens in Refresh and keeps none, speaks the
// words it is given (or takes a text.Printer), and does no work of its own off
// the UI goroutine.
package widgets

import (
	"image/color"

	"regie/assets/icons"
	"regie/clients/hue"
	"regie/gui/theme"
)

// Tone is the meaning of a colour. It never stands alone: a word or a sign
// says the same.
type Tone string

// The tones.
const (
	ToneNeutral Tone = ""
	ToneOK      Tone = "ok"
	ToneWarn    Tone = "warn"
	ToneBad     Tone = "bad"
	ToneInfo    Tone = "info"
	ToneViolet  Tone = "violet"
	TonePrimary Tone = "primary"
	ToneTally   Tone = "tally" // on air: running timer and today only
)

type toneTokens struct {
	strong, soft theme.Token
	sign         icons.Name
}

var tones = map[Tone]toneTokens{
	ToneNeutral: {theme.TokenInk, theme.TokenNeutralSoft, icons.None},
	ToneOK:      {theme.TokenOK, theme.TokenOKSoft, icons.SignOK},
	ToneWarn:    {theme.TokenWarn, theme.TokenWarnSoft, icons.SignWarn},
	ToneBad:     {theme.TokenBad, theme.TokenBadSoft, icons.SignBad},
	ToneInfo:    {theme.TokenInfo, theme.TokenInfoSoft, icons.SignInfo},
	ToneViolet:  {theme.TokenViolet, theme.TokenVioletSoft, icons.SignKeyDate},
	TonePrimary: {theme.TokenPrimary, theme.TokenPrimarySoft, icons.None},
	ToneTally:   {theme.TokenTally, theme.TokenTally, icons.SignPublished},
}

func (t Tone) tokens() toneTokens {
	if v, ok := tones[t]; ok {
		return v
	}
	return tones[ToneNeutral]
}

// Strong is the tone as a mark: a gauge, a dot, a figure.
func (t Tone) Strong() color.NRGBA { return theme.Color(t.tokens().strong) }

// Soft is the tone as a ground.
func (t Tone) Soft() color.NRGBA { return theme.Color(t.tokens().soft) }

// Ink is the tone as text on its own soft ground, at 4.5:1 or more.
func (t Tone) Ink() color.NRGBA {
	if t == ToneTally {
		return theme.Color(theme.TokenOnTally)
	}
	return hue.Readable(t.Strong(), t.Soft(), hue.ContrastText)
}

// Token is the tone as a mark, for widgets that take a token.
func (t Tone) Token() theme.Token { return t.tokens().strong }

// Sign is the sign that goes with the tone, icons.None for neutral ones.
func (t Tone) Sign() icons.Name { return t.tokens().sign }

// GaugeTone is the one rule for the colour of a gauge: bad at 90 % used or
// more, or when the forecast passes 100 %; warn at 75 %; ok below. Without a
// maximum any use is bad. Pass the value itself as forecast where there is
// none.
func GaugeTone(value, maximum, forecast float64) Tone {
	switch {
	case maximum <= 0:
		if value > 0 {
			return ToneBad
		}
		return ToneOK
	case value >= 0.9*maximum, forecast > maximum:
		return ToneBad
	case value >= 0.75*maximum:
		return ToneWarn
	default:
		return ToneOK
	}
}
